"""Opening and saving whole records, against plain SQL on the same rows: `python -m tests.speed.record`.

By hand, opening reads every row of the record and of the lists it points to; saving writes one changed column, the row
of the list with its place in the search index, and a line of history.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from app import subjects
from app.clients import opened, records
from app.exchange import sample
from app.store import connect
from app.store.book import Book
from tests.speed.frame import Reach, Times, cpu, heading, lines

RECORDS = 200
TODAY = date(2026, 11, 12)
WEBSITE = "https://cave.example"
PARTS = (
    "address", "phone", "email", "contact_link", "client_tag", "client_follower", "score_line", "consent_event",
    "custom_value", "block", "client_company", "financial_year", "client_alias", "leftover",
)  # fmt: skip
OF_PEOPLE = ("phone", "email", "leftover")
LISTS = (
    "choice", "tag", "payment_term", "payment_means", "tax_rate", "carrier", "price_list", "person", "team", "pin",
    "custom_field", "custom_option",
)  # fmt: skip
_PERSON = "SELECT contact_id FROM contact_link WHERE client_id=?"


def read(db: Any, number: int) -> list[Any]:
    """Every row that the page of a record needs, as it comes."""
    found = db.execute("SELECT * FROM client WHERE id=?", (number,)).fetchall()
    for table in PARTS:
        found += db.execute(f"SELECT * FROM {table} WHERE client_id=?", (number,)).fetchall()
    found += db.execute(f"SELECT * FROM contact WHERE id IN ({_PERSON})", (number,)).fetchall()
    for table in OF_PEOPLE:
        found += db.execute(f"SELECT * FROM {table} WHERE contact_id IN ({_PERSON})", (number,)).fetchall()
    for table in LISTS:
        found += db.execute(f"SELECT * FROM {table}").fetchall()
    return found


def write(db: Any, number: int) -> None:
    """What a save of one changed column comes to."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE client SET website=?, version=version+1 WHERE id=?", (WEBSITE, number))
    rank, text = db.execute("SELECT rank, search_text FROM client_row WHERE client_id=?", (number,)).fetchone()
    db.execute("DELETE FROM client_grams WHERE rowid=?", (rank,))
    db.execute("UPDATE client_row SET search_text=? WHERE client_id=?", (text, number))
    db.execute("INSERT INTO client_grams(rowid, grams) VALUES(?, ?)", (rank, text))
    db.execute("COMMIT")


def main() -> None:
    """Print the table."""
    subjects.load()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CLIENTELE_HOME"] = folder
        path = Path(folder, "shop.clientele")
        sample.make(path, clients=RECORDS, seed=1, today=TODAY)
        heading("One whole record")
        times: dict[str, list[float]] = {"ours read": [], "read": [], "ours saved": [], "saved": []}
        with closing(Book.open(path)) as book, closing(book.rows()) as db:
            for number in range(1, RECORDS + 1):
                with book.read() as session:
                    times["ours read"].append(cpu(lambda: opened.read(session, number)))  # noqa: B023 - run at once
                times["read"].append(cpu(lambda: read(db, number)))  # noqa: B023 - run at once
            for number in range(1, RECORDS + 1):
                times["ours saved"].append(_save(book, number))
        with closing(connect.connect(path)) as db:
            times["saved"] += [cpu(lambda: write(db, number)) for number in range(1, RECORDS + 1)]  # noqa: B023
        found = {name: Times(seconds) for name, seconds in times.items()}
        lines("opening", found["ours read"], found["read"], Reach(4))
        lines("saving one change", found["ours saved"], found["saved"], Reach(4, 5))


def _save(book: Book, number: int) -> float:
    with book.read() as session:
        draft = records.draft(session, number)
    draft.website = WEBSITE

    def save() -> None:
        with book.write("Edit") as writing:
            records.save(writing.session, draft)

    return cpu(save)


if __name__ == "__main__":
    main()
