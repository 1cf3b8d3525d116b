"""Dates as people type them, and birthdays of which the year may be unknown.

Nothing here knows what day it is: where a short year has to be guessed, the caller passes `today`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.values.folding import fold

Order = Literal["dmy", "mdy", "ymd"]

_ORDERS: dict[str, Order] = {"US": "mdy", "CA": "ymd", "CN": "ymd", "JP": "ymd", "KR": "ymd", "HU": "ymd"}

_MONTHS = (
    ("january", "janvier"),
    ("february", "fevrier"),
    ("march", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juin"),
    ("july", "juillet"),
    ("august", "aout"),
    ("september", "septembre"),
    ("october", "octobre"),
    ("november", "novembre"),
    ("december", "decembre"),
)
_NUMBERS = re.compile(r"([0-9]{1,4})\s?[-/. ]\s?([0-9]{1,2})\s?[-/. ]\s?([0-9]{1,4})\.?")
_COMPACT = re.compile(r"[0-9]{8}")
_DAY = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th)?")
_YEAR = re.compile(r"[12][0-9]{3}|[0-9]{2}")
_EARLIEST, _LATEST = 1800, 2199
_LONGEST = 40


def order_of(country: str) -> Order:
    """In which order the people of a country write a date in figures."""
    return _ORDERS.get(country, "dmy")


def parse_date(text: str, order: Order = "dmy") -> date | None:
    """The day meant by `31/12/2026`, `31.12.26`, `2026-12-31`, `31122026`, `31 déc. 2026`, `Dec 31, 2026`; else None.

    `order` is the habit of the country. Years of two digits are 1970 to 2069.
    """
    found = _parts(text, order)
    if found is None:
        return None
    day, month, year = found
    return None if year is None else _day(_full_year(year), month, day)


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day and a month, with a year where it is known. 29 February without a year is a day like another."""

    day: int
    month: int
    year: int | None = None

    def __post_init__(self) -> None:
        date(self.year or 2000, self.month, self.day)

    @property
    def text(self) -> str:
        """The form kept in the file: `1980-05-23`, or `--05-23` (ISO 8601:2000, as vCards write it)."""
        head = f"{self.year:04d}" if self.year else "-"
        return f"{head}-{self.month:02d}-{self.day:02d}"

    @property
    def full(self) -> date | None:
        """The day of birth, where the year is known."""
        return date(self.year, self.month, self.day) if self.year else None

    def in_year(self, year: int) -> date:
        """The day it is kept in `year`: 28 February for somebody born on the 29th, in a common year."""
        return _day(year, self.month, self.day) or date(year, 2, 28)

    @classmethod
    def from_text(cls, text: str) -> Birthday | None:
        """Read back `text`; None where it is not of that form."""
        found = re.fullmatch(r"(?:([0-9]{4})|-)-([0-9]{2})-([0-9]{2})", text)
        if not found:
            return None
        return _birthday(int(found[3]), int(found[2]), int(found[1] or 0) or None)


def parse_birthday(text: str, today: date, *, order: Order = "dmy") -> Birthday | None:
    """A birthday as typed, or as a vCard has it: also `23/05`, `23 mai`, `--05-23`, `--0523`.

    A year of two digits is the last one that is not after `today`. A day to come is None.
    """
    plain = text.strip()
    short = re.fullmatch(r"--([0-9]{2})-?([0-9]{2})", plain)
    found = (int(short[2]), int(short[1]), None) if short else _parts(plain, order) or _day_and_month(plain, order)
    if found is None:
        return None
    day, month, year = found
    if year is None:
        return _birthday(day, month, None)
    this_century = today.year // 100 * 100
    for century in (this_century, this_century - 100) if year < 100 else (0,):
        born = _day(century + year, month, day)
        if born and born <= today:
            return Birthday(day, month, born.year)
    return None


def _birthday(day: int, month: int, year: int | None) -> Birthday | None:
    try:
        return Birthday(day, month, year)
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None


def _full_year(year: int) -> int:
    return year if year >= 100 else year + (1900 if year >= 70 else 2000)


def _parts(text: str, order: Order) -> tuple[int, int, int | None] | None:
    """Day, month and year as written (the year may have two digits), not yet known to exist."""
    plain = " ".join(text.split()).replace("\u2010", "-").replace("\u2011", "-")
    if len(plain) > _LONGEST:
        return None
    plain = re.sub(r"(?<=[0-9])[T ][0-9]{1,2}:[0-9]{2}.*", "", plain)
    numbers = _NUMBERS.fullmatch(plain)
    if numbers:
        return _by_order(numbers[1], numbers[2], numbers[3], order)
    if _COMPACT.fullmatch(plain):
        if _day(int(plain[:4]), int(plain[4:6]), int(plain[6:])):
            return int(plain[6:]), int(plain[4:6]), int(plain[:4])
        return _by_order(plain[:2], plain[2:4], plain[4:], order)
    return _with_month_name(plain)


def _by_order(first: str, second: str, third: str, order: Order) -> tuple[int, int, int] | None:
    if len(first) > 2 or (order == "ymd" and len(third) <= 2):
        first, third, order = third, first, "dmy"
    if not _YEAR.fullmatch(third) or len(first) > 2:
        return None
    day, month = (second, first) if order == "mdy" else (first, second)
    return int(day), int(month), int(third)


def _day_and_month(plain: str, order: Order) -> tuple[int, int, None] | None:
    found = re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})\.?", plain)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    return (first, second, None) if order == "dmy" else (second, first, None)


def _with_month_name(plain: str) -> tuple[int, int, int | None] | None:
    tokens = fold(plain).split()
    if len(tokens) in (2, 3) and not tokens[0][0].isdigit():
        tokens[:2] = tokens[1], tokens[0]
    if len(tokens) not in (2, 3):
        return None
    day, month = _DAY.fullmatch(tokens[0]), _month(tokens[1])
    if not day or not month or (len(tokens) == 3 and not _YEAR.fullmatch(tokens[2])):
        return None
    return int(day[1]), month, int(tokens[2]) if len(tokens) == 3 else None


def _month(name: str) -> int | None:
    """The month that alone has a name, English or French, beginning like that."""
    fits = {month for month, names in enumerate(_MONTHS, 1) if any(known.startswith(name) for known in names)}
    return fits.pop() if len(name) >= 3 and len(fits) == 1 else None
