"""Counters with a pattern: the reference of a client now, the numbers of papers later.

A number is taken inside the write that uses it, so two writers never get the same and a refused save takes none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.company.model import Numbering
from app.errors import Fix, Problem
from app.i18n import N_

DEFAULT_PATTERNS = {"client": "C-{number:05}"}
_AT_ONCE = 500
_LONGEST = 40
_PLACE = re.compile(r"\{number(?::0(\d))?\}")
_PLACES = re.compile(r"\{(year|number)(?::0(\d))?\}")
_ALMOST = re.compile(r"\{\s*(year|number|ann[ée]e|num[ée]ro)\s*(?::\s*(\d{1,9})\s*d?)?\s*\}", re.IGNORECASE)


def take(session: Session, kind: str) -> str:
    """The next reference of `kind`, never one that was used before."""
    return take_many(session, kind, 1)[0]


def take_many(session: Session, kind: str, count: int, besides: Container[str] = ()) -> list[str]:
    """As many references as an import needs, in their order; none of `besides`, which it brings itself."""
    found: list[str] = []
    if count == 0:
        return found
    counter = _counter(session, kind)
    while (lacking := count - len(found)) > 0:
        start = counter.next_number
        references = [show(counter.pattern, number) for number in range(start, start + lacking)]
        counter.next_number = start + lacking
        gone = used(session, kind, references)
        found += [reference for reference in references if reference not in gone and reference not in besides]
    session.flush()
    return found


def peek(session: Session, kind: str) -> str:
    """The reference that the next record will get, if nobody else is faster."""
    counter = _find(session, kind)
    pattern, number = (counter.pattern, counter.next_number) if counter else (DEFAULT_PATTERNS[kind], 1)
    while used(session, kind, [show(pattern, number)]):
        number += 1
    return show(pattern, number)


def show(pattern: str, number: int) -> str:
    """`C-{number:05}` and 217 give C-00217. The pattern is one that `check` passes."""
    head, width, tail = _PLACE.split(pattern, maxsplit=1)
    return f"{head}{number:0{width or 0}}{tail}"


def check(pattern: str, path: str = "pattern", *, example: str = "", year: bool = False) -> list[Problem]:
    """A pattern must hold one place for the number, at most one for the `year` where it may, and no other bracket."""
    places = [place[1] for place in _PLACES.finditer(pattern)]
    known = places.count("number") == 1 and places.count("year") <= int(year)
    if known and not set(_PLACES.sub("", pattern)) & set("{}") and len(pattern) <= _LONGEST:
        return []
    mended = _ALMOST.sub(_mend, pattern)
    if mended != pattern and not check(mended, year=year):
        wrong = next(each[0] for each in _ALMOST.finditer(pattern) if _mend(each) != each[0])
        told = {"wrong": wrong, "right": _ALMOST.sub(_mend, wrong)}
        fix = Fix(N_("Write {right}"), path, mended, {"right": mended})
        return [Problem(path, N_("{wrong} is not understood here: write {right}."), told, fix=fix)]
    told = {"example": example or DEFAULT_PATTERNS["client"], "place": "{number}", "most": str(_LONGEST)}
    return [Problem(path, _why(pattern, places, year=year), told | {"year": "{year}"})]


def _why(pattern: str, places: list[str], *, year: bool) -> str:
    if places.count("number") > 1:
        return N_("The number stands in it more than once: write {place} once, as in {example}.")
    if "number" not in places:
        return N_("Write {place} where the number goes, as in {example}.")
    if len(pattern) > _LONGEST:
        return N_("A pattern has at most {most} characters, as in {example}.")
    if year:
        return N_("Between curly brackets stand {place} and {year} only, each once, as in {example}.")
    return N_("Between curly brackets stands {place} only, as in {example}.")


def _mend(place: re.Match[str]) -> str:
    """What was meant by a place that is almost right: `{number:3}`, `{Number}`, `{numéro:0000}`."""
    name = "number" if place[1].casefold().startswith("num") else "year"
    width = place[2] or ""
    digits = len(width) if not width.strip("0") else int(width)
    return f"{{{name}:0{min(digits, 9)}}}" if digits and name == "number" else f"{{{name}}}"


def used(session: Session, kind: str, references: Sequence[str]) -> set[str]:
    """Those of `references` that a record of `kind` has, or once had."""
    if kind != "client":
        return set()
    run = session.connection().exec_driver_sql
    found: set[str] = set()
    for start in range(0, len(references), _AT_ONCE):
        asked = tuple(references[start : start + _AT_ONCE])
        inside = f"IN ({','.join('?' * len(asked))})"
        rows = run(
            f"SELECT reference FROM client WHERE reference {inside} UNION ALL "
            f"SELECT reference FROM client_alias WHERE reference {inside}",
            asked * 2,
        )
        found.update(row[0] for row in rows.fetchall())
    return found


def _find(session: Session, kind: str) -> Numbering | None:
    return session.scalars(select(Numbering).where(Numbering.kind == kind)).first()


def _counter(session: Session, kind: str) -> Numbering:
    counter = _find(session, kind)
    if counter is None:
        counter = Numbering(kind=kind, pattern=DEFAULT_PATTERNS[kind])
        session.add(counter)
        session.flush()
    return counter
