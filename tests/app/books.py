"""What a book holds, in a form that two moments can be compared by."""

from __future__ import annotations

import contextlib
from typing import Any

from app.clients import audit
from app.store.book import Book

_RISING = {"version", "updated_at", "next_number"}
_NOT_THE_RECORD = ("change", "change_set", "payload", "client_grams", "sqlite_", "alembic", "client_row")


def dump(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but the history and what only ever rises."""
    with contextlib.closing(book.rows()) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
        found = {}
        for name in names:
            if not name.startswith(_NOT_THE_RECORD) or name == "client":
                columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")') if row[1] not in _RISING]
                quoted = ", ".join(f'"{column}"' for column in columns)
                found[name] = db.execute(f'SELECT {quoted} FROM "{name}" ORDER BY 1').fetchall()
        return found


def order(book: Book) -> list[tuple[Any, ...]]:
    """The list as it is shown, by name."""
    with contextlib.closing(book.rows()) as db:
        return list(db.execute("SELECT client_id, sort_key, live, search_text FROM client_row ORDER BY rank"))


def wrong(book: Book) -> list[str]:
    """Where the list and the index do not say what a fresh making of them would."""
    with contextlib.closing(book.rows()) as db:
        return list(audit.differences(db))
