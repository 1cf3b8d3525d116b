"""Counters with a pattern: the reference of a client now, the numbers of papers later.

A number is taken inside the write that uses it, so two writers never get the same and a refused save takes none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.company.model import Numbering
from app.errors import Problem
from app.i18n import N_

DEFAULT_PATTERNS = {"client": "C-{number:05}"}
_AT_ONCE = 500
_PLACE = re.compile(r"\{number(?::0(\d))?\}")


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


def check(pattern: str, path: str = "pattern") -> list[Problem]:
    """A pattern must hold exactly one `{number}` place."""
    if len(_PLACE.findall(pattern)) != 1 or len(pattern) > 40:
        message = N_("The pattern needs one place for the number, such as {example}.")
        return [Problem(path, message, {"example": DEFAULT_PATTERNS["client"]})]
    return []


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
