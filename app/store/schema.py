"""The parts of the schema that are not mapped tables: history, triggers, the search index; and its fingerprint.

Triggers are listed here by name: they are dropped and made again by every migration, and their presence is checked
each time a book is opened, because a table rebuild loses them without a word.
"""

from __future__ import annotations

import hashlib
from typing import Any

from app.store import ledger_guard, paper_guard

HEAD = 1
FINGERPRINT = "4465171cb34ed945d7344630a852fcab43d130da412f7fe06114d73506404638"

HISTORY = """
CREATE TABLE change_set (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL,
    parameters TEXT NOT NULL DEFAULT '{}',
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo', 'final')),
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
    undone_by INTEGER REFERENCES change_set (id),
    chain TEXT NOT NULL
) STRICT;
CREATE TABLE payload (hash TEXT NOT NULL PRIMARY KEY, json TEXT) STRICT;
CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    change_set_id INTEGER NOT NULL REFERENCES change_set (id),
    "table" TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('i', 'u', 'd')),
    payload TEXT REFERENCES payload (hash)
) STRICT;
CREATE INDEX ix_change_set ON change (change_set_id);
CREATE INDEX ix_change_row ON change ("table", first, last);
CREATE INDEX ix_change_payload ON change (payload);
CREATE INDEX ix_change_set_state ON change_set (state, kind);
CREATE VIRTUAL TABLE client_grams USING fts5(
    grams, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1'
);
"""

TAB_RULES = {
    "clients": "{row}.live AND {row}.is_client",
    "prospects": "{row}.live AND {row}.is_prospect",
    "all": "{row}.live",
    "archived": "{row}.archived",
}


def _counting(change: str, *sides: tuple[str, str]) -> str:
    steps = " ".join(
        f"UPDATE tab_count SET clients = clients {sign} 1 WHERE tab = '{tab}' AND {rule.format(row=row)};"
        for row, sign in sides
        for tab, rule in TAB_RULES.items()
    )
    watched = " OF live, archived, is_client, is_prospect" if change == "UPDATE" else ""
    return f"CREATE TRIGGER count_tabs_{change.lower()} AFTER {change}{watched} ON client_row BEGIN {steps} END"


def _append_only(table: str, change: str, allowed: str = "0") -> str:
    return (
        f"CREATE TRIGGER keep_{table}_{change.lower()} BEFORE {change} ON {table} WHEN NOT ({allowed}) "
        f"BEGIN SELECT raise(ABORT, 'the history is append-only'); END"
    )


_SAME_LINK = "OLD.id = NEW.id AND OLD.at = NEW.at AND OLD.kind = NEW.kind AND OLD.chain = NEW.chain"

TRIGGERS = {
    "count_tabs_insert": _counting("INSERT", ("NEW", "+")),
    "count_tabs_delete": _counting("DELETE", ("OLD", "-")),
    "count_tabs_update": _counting("UPDATE", ("OLD", "-"), ("NEW", "+")),
    "keep_change_update": _append_only("change", "UPDATE"),
    "keep_change_delete": _append_only("change", "DELETE"),
    "keep_change_set_delete": _append_only("change_set", "DELETE"),
    "keep_change_set_update": _append_only("change_set", "UPDATE", _SAME_LINK),
    "keep_payload_update": _append_only("payload", "UPDATE", "NEW.json IS NULL AND OLD.hash = NEW.hash"),
    "keep_payload_delete": _append_only("payload", "DELETE"),
    **ledger_guard.TRIGGERS,
    **paper_guard.TRIGGERS,
}


def fingerprint(connection: Any) -> str:
    """A hash over every table, index and trigger of the book behind a raw `connection`."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
        "AND name <> 'alembic_version' ORDER BY type, name"
    ).fetchall()
    lines = ("\x1f".join((kind, name, " ".join(sql.split()))) for kind, name, sql in rows)
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()


def remake_triggers(connection: Any) -> None:
    """Drop every trigger and make those of the list: the last step of a migration."""
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in TRIGGERS.values():
        connection.execute(statement)
