"""A table as a file that a spreadsheet opens with a double click: semicolons, a byte order mark, one line a row.

A cell that a spreadsheet would take for a formula is written behind an apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.store.book import explained
from app.store.files import put_in_place

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write `rows`, the headings first. Raises `BookError` where it cannot be written; nothing is changed then."""
    part = path.with_name(path.name + ".part")
    with explained(path):
        try:
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
                writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
            put_in_place(part, path)
        finally:
            part.unlink(missing_ok=True)
