"""Numbers of papers and payments: without a gap, per company, kind and, where the pattern names it, year.

There is no counter that could run ahead: the coming number is the highest one given, plus one, read inside the write
that gives it; the file's own triggers refuse any other.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.company import numbering
from app.errors import Problem
from app.store.base import driver

PATTERNS = {
    "fr": {
        "quote": "DE-{year}-{number:04}", "order": "CM-{year}-{number:04}", "delivery": "BL-{year}-{number:04}",
        "invoice": "FA-{year}-{number:04}", "credit_note": "AV-{year}-{number:04}",
        "proforma": "PF-{year}-{number:04}", "purchase": "CF-{year}-{number:04}", "payment": "RG-{year}-{number:04}",
    },
    "en": {
        "quote": "QU-{year}-{number:04}", "order": "SO-{year}-{number:04}", "delivery": "DN-{year}-{number:04}",
        "invoice": "IN-{year}-{number:04}", "credit_note": "CN-{year}-{number:04}",
        "proforma": "PF-{year}-{number:04}", "purchase": "PO-{year}-{number:04}", "payment": "PA-{year}-{number:04}",
    },
}  # fmt: skip
KINDS = tuple(PATTERNS["fr"])
_PLACE = re.compile(r"\{(year|number)(?::0(\d))?\}")
_LAST = {
    "payment": "SELECT max(sequence) FROM payment WHERE company_id=? AND year=?",
    "paper": "SELECT max(sequence) FROM paper WHERE company_id=? AND year=? AND kind=?",
}


class Number(NamedTuple):
    """A number given: `year` is 0 where the pattern has none, and the series never starts again."""

    year: int
    sequence: int
    text: str


def coming(session: Session, kind: str, company_id: int, on: date) -> Number:
    """The number that the next paper or payment of `kind`, dated `on`, gets; given only by being written."""
    return peek(driver(session), kind, company_id, on)


def peek(db: Any, kind: str, company_id: int, on: date) -> Number:
    """The same on a raw connection, to be shown before it is given."""
    pattern, first = pattern_of(db, kind)
    year = on.year if "{year}" in pattern else 0
    asked = (company_id, year) if kind == "payment" else (company_id, year, kind)
    (last,) = db.execute(_LAST["payment" if kind == "payment" else "paper"], asked).fetchone()
    sequence = first if last is None else last + 1
    return Number(year, sequence, show(pattern, year, sequence))


def pattern_of(db: Any, kind: str) -> tuple[str, int]:
    """The pattern of a series and the number it begins with."""
    found = db.execute("SELECT pattern, next_number FROM numbering WHERE kind=?", (kind,)).fetchone()
    return (found[0], found[1]) if found else (PATTERNS["en"][kind], 1)


def show(pattern: str, year: int, sequence: int) -> str:
    """`FA-{year}-{number:04}`, 2026 and 419 give FA-2026-0419. The pattern is one that `check` passes."""
    values = {"year": year, "number": sequence}
    return _PLACE.sub(lambda place: f"{values[place[1]]:0{place[2] or 0}}", pattern)


def check(pattern: str, path: str = "pattern") -> list[Problem]:
    """A pattern must hold one place for the number, at most one for the year, and no other brace."""
    return numbering.check(pattern, path, example=PATTERNS["fr"]["invoice"], year=True)
