"""A table as a file that a spreadsheet opens with a double click: semicolons, a byte order mark, one line a row.

A cell that a spreadsheet would take for a formula is written behind an apostrophe; a negative number is none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.store.book import explained
from app.store.files import put_in_place

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-[0-9]+(?:[.,][0-9]+)?")


def write_table(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write `rows`, the headings first. Raises `BookError` where it cannot be written; nothing is changed then."""
    part = path.with_name(path.name + ".part")
    with explained(path):
        try:
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
                writer.writerows([_harmless(cell) for cell in row] for row in rows)
            put_in_place(part, path)
        finally:
            part.unlink(missing_ok=True)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell
