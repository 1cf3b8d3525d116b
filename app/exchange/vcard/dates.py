"""Birthdays as programs write them: ISO in both forms, without a year, with a time, in words.

Only what can be read in one way is read: 03/04/1970 is March or April, so it is left to the owner.
"""

from __future__ import annotations

import re
from datetime import date

from app.exchange.vcard.card import Day

_FORMS = (
    re.compile(r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)(?:[T ].*)?", re.DOTALL),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"),
    re.compile(r"--(?P<month>\d\d)-?(?P<day>\d\d)(?:[T ].*)?", re.DOTALL),
    re.compile(r"(?P<year>\d{4})[/.](?P<month>\d\d?)[/.](?P<day>\d\d?)"),
    re.compile(r"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>\d{4})"),
    re.compile(r"(?:[A-Za-z]{3,9},? )?(?P<day>\d\d?) (?P<name>[A-Za-z]{3,9}),? (?P<year>\d{4})"),
    re.compile(r"(?P<name>[A-Za-z]{3,9}) (?P<day>\d\d?),? (?P<year>\d{4})"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_YEAR = 1604
"""Apple's year for a birthday without one: a leap year long ago."""
_LEAP = 2000


def day_of(text: str) -> Day | None:
    """The day that `text` names; None when it names none, or could name two."""
    for form in _FORMS:
        found = form.fullmatch(text) if len(text) <= 60 else None
        if found:
            return _real(found.groupdict())
    return None


def _real(parts: dict[str, str]) -> Day | None:
    name = parts.get("name", "")[:3].lower()
    if name and name not in _MONTHS:
        return None
    year = int(parts.get("year") or _NO_YEAR)
    month, day = int(parts.get("month") or _MONTHS.index(name) + 1), int(parts["day"])
    known = None if year == _NO_YEAR else year
    try:
        date(_LEAP if known is None else year, month, day)
    except ValueError:
        return None
    return Day(known, month, day)
