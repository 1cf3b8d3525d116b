"""Checking a book thoroughly, and mending what can be made again from the record.

What subjects above derive from their tables they check themselves: they register a `Derived` here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.i18n import N_
from app.progress import Progress
from app.store import schema
from app.store.book import Book
from app.store.connect import DatabaseError, connect
from app.store.history import verify_chain

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MOST_DETAILS = 20

Look = Callable[[Any], Iterable[str]]


@dataclass(frozen=True)
class Derived:
    """Data made from other data: `differences(connection)` says where it is wrong, `remake(session)` makes it again."""

    name: str
    title: str
    differences: Look
    remake: Callable[[Session], None]


@dataclass(frozen=True)
class Check:
    """One thing looked at: `title` is marked text; `details` are for support and name no person."""

    name: str
    title: str
    ok: bool
    details: tuple[str, ...] = ()
    mendable: bool = False


@dataclass(frozen=True)
class Report:
    """What a full check found."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)

    @property
    def mendable(self) -> bool:
        """Whether `mend` can put everything right that is wrong."""
        return not self.ok and all(check.ok or check.mendable for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        """For the command line and support."""
        return {"ok": self.ok, "checks": [asdict(check) for check in self.checks]}


@dataclass(frozen=True)
class Witness:
    """Data that can be checked and not made again, such as a chain of hashes."""

    name: str
    title: str
    look: Look


DERIVED: list[Derived] = []
WITNESSES: list[Witness] = []


def register(derived: Derived) -> None:
    """Make `derived` part of every full check."""
    if all(known.name != derived.name for known in DERIVED):
        DERIVED.append(derived)


def testify(witness: Witness) -> None:
    """Make `witness` part of every full check."""
    if all(known.name != witness.name for known in WITNESSES):
        WITNESSES.append(witness)


def quick_check(path: Path, key: str | None = None) -> list[str]:
    """SQLite's quick look at the structure of a file, about a second for 100 MB; empty when all is well."""
    try:
        with contextlib.closing(connect(path, key, read_only=True)) as connection:
            return _pragma(connection, f"quick_check({_MOST_DETAILS})")
    except DatabaseError as error:
        return [str(error)]


def full_check(book: Book, progress: Progress | None = None) -> Report:
    """Everything that can be checked, without changing anything."""
    progress = progress or Progress()
    looks: list[tuple[str, str, Look]] = [
        ("integrity", N_("The file is whole"), _whole),
        ("foreign_keys", N_("Every part belongs to a record"), _strays),
        ("structure", N_("The inner structure is as it was made"), _structure),
        ("history", N_("The history was not tampered with"), _history),
        *((witness.name, witness.title, witness.look) for witness in WITNESSES),
    ]
    checks = []
    progress.begin(N_("Checking the file"), len(looks) + len(DERIVED))
    with contextlib.closing(book.rows()) as db:
        for name, title, look in looks:
            checks.append(_answer(name, title, look, db))
            progress.advance()
        for derived in DERIVED:
            answer = _answer(derived.name, derived.title, derived.differences, db)
            checks.append(replace(answer, mendable=True))
            progress.advance()
    return Report(tuple(checks))


def mend(book: Book) -> None:
    """Make all derived data again. Nothing of the record changes, so there is nothing to undo."""
    with book.write(N_("Mend the file"), kind="final") as writing:
        for derived in DERIVED:
            derived.remake(writing.session)


def _answer(name: str, title: str, look: Look, db: Any) -> Check:
    try:
        details = tuple(islice(look(db), _MOST_DETAILS))
    except DatabaseError as error:
        details = (str(error),)
    return Check(name, title, not details, details)


def _pragma(connection: Any, words: str) -> list[str]:
    lines = [str(row[0]) for row in connection.execute(f"PRAGMA {words}")]
    return [] if lines == ["ok"] else lines


def _strays(connection: Any) -> list[str]:
    rows = connection.execute("PRAGMA foreign_key_check")
    return [f"{table} {row} points to a missing {target}" for table, row, target, _key in rows]


def _structure(connection: Any) -> list[str]:
    if schema.fingerprint(connection) == schema.FINGERPRINT:
        return []
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")}
    missing = sorted(set(schema.TRIGGERS) - names)
    return [f"missing trigger {name}" for name in missing] or ["the tables differ"]


def _whole(connection: Any) -> list[str]:
    """What SQLite finds wrong, the search index apart: that one can be made again."""
    return [line for line in _pragma(connection, f"integrity_check({_MOST_DETAILS})") if not line.startswith("fts5:")]


def _history(connection: Any) -> list[str]:
    broken = verify_chain(connection)
    return [] if broken is None else [f"change set {broken}"]
