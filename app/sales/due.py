"""When a paper is to be paid: one day, or monthly parts, by the term of payment.

A part that falls on a day its month does not have is due on the last day of that month, always counted from the first
part: 31 January, 28 February, 31 March.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from app.errors import Invalid, Problem
from app.i18n import N_

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
MOST_DAYS = 3_660
MOST_INSTALMENTS = 60


@dataclass(frozen=True, slots=True)
class Term:
    """So many `days` after the paper's date, then to the end of that month, then `days_after` more.

    With several `instalments` the rule gives the first; the others follow month by month.
    """

    days: int = 0
    end_of_month: bool = False
    days_after: int = 0
    instalments: int = 1


@dataclass(frozen=True, slots=True)
class Due:
    """What is to pay on which day."""

    due_on: date
    amount: Decimal


def dues(dated_on: date, term: Term, gross: Decimal, digits: int) -> tuple[Due, ...]:
    """The days and amounts for a paper of `gross`: equal parts with the rest on the last, none of them nothing.

    Raises `Invalid` where the date, the term or a day is out of bounds.
    """
    problems = [*check(dated_on), *check_term(term)]
    if problems:
        raise Invalid(problems)
    days = [_due_on(dated_on, term, months) for months in range(term.instalments)]
    problems = check(dated_on, days)
    if problems:
        raise Invalid(problems)
    amounts = _parts(gross, term.instalments, digits)
    found = [Due(day, amount) for day, amount in zip(days, amounts, strict=True) if amount]
    return tuple(found) or (Due(days[0], gross),)


def check(dated_on: date, due_on: Iterable[date] = (), *, path: str = "due_on") -> list[Problem]:
    """What is wrong with a paper's date (at `dated_on`) and the days it is to be paid (at `path`)."""
    return [*_bounds(dated_on, "dated_on"), *_first(_due_problems(dated_on, due_on, path))]


def check_term(term: Term) -> list[Problem]:
    """What is wrong with a term of payment; paths are the names of its columns."""
    limits = (("days", 0, MOST_DAYS), ("days_after", 0, MOST_DAYS), ("instalments", 1, MOST_INSTALMENTS))
    return [
        Problem(name, N_("This lies between {least} and {most}."), {"least": least, "most": most})
        for name, least, most in limits
        if not least <= getattr(term, name) <= most
    ]


def _due_problems(dated_on: date, due_on: Iterable[date], path: str) -> Iterator[Problem]:
    for day in due_on:
        yield from _bounds(day, path)
        if day < dated_on:
            yield Problem(path, N_("A paper is not due before its own date."))


def _first(problems: Iterator[Problem]) -> Iterator[Problem]:
    """One sentence for one field."""
    found = next(problems, None)
    if found is not None:
        yield found


def _bounds(day: date, path: str) -> Iterator[Problem]:
    if not EARLIEST <= day <= LATEST:
        years = {"first": EARLIEST.year, "last": LATEST.year}
        yield Problem(path, N_("A date lies between the years {first} and {last}."), years)


def _due_on(dated_on: date, term: Term, months: int) -> date:
    day = _months_later(dated_on + timedelta(days=term.days), months)
    if term.end_of_month:
        day = day.replace(day=monthrange(day.year, day.month)[1])
    return day + timedelta(days=term.days_after)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _parts(gross: Decimal, count: int, digits: int) -> list[Decimal]:
    part = (gross / count).quantize(Decimal(1).scaleb(-digits), ROUND_DOWN)
    return [*([part] * (count - 1)), gross - part * (count - 1)]
