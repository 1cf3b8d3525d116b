"""Writing many new records at once, for imports and the sample: plain SQL in blocks, one step of the history.

Ids are dealt out before anything is written, so that parts know their client without a question to the file. The list
and the search index follow before the commit, as after any other write.
"""

from __future__ import annotations

import contextlib
import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from app.clients import index, records
from app.clients.model import Client, Contact
from app.company import numbering
from app.company.records import home
from app.errors import Invalid, Problem
from app.i18n import N_
from app.progress import Progress
from app.store import history
from app.store.base import Base, PlainText, clean, light

BLOCK = 250  # written in a tenth of a second, between two looks at the Cancel button
_PARTS = tuple(part.key for part in inspect(Client).relationships if part.key != "links")
_PARTS_OF_CONTACT = tuple(part.key for part in inspect(Contact).relationships)


def insert(session: Session, drafts: Iterable[Client], progress: Progress | None = None) -> list[int]:
    """Write new, complete drafts, checked by whoever made them; their ids, in the same order.

    A contact that several drafts link is written once, and one that has an id already is only linked. A draft without
    a reference gets the next one; those that bring their own come first, lest it be given away. A parent or referring
    client may be one that is written with them. `progress` advances by one for each client.
    Raises `Invalid` for a reference that is taken, `Cancelled` when the owner stops: then nothing is written.
    """
    session.flush()
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    country = home(session).country
    session.info[index.PROGRESS] = progress = progress or Progress()
    writer = _Writer(session)
    ids: list[int] = []
    waiting = iter(drafts)
    with uncollected():
        while block := list(islice(waiting, BLOCK)):
            _refer(session, block)
            for draft in block:
                records.tidy(draft, country, _put)
                ids.append(writer.lay_down(draft))
            writer.write()
            progress.advance(len(block))
    progress.check()
    writer.record()
    progress.check()
    return ids


def _put(part: Base, name: str, value: Any) -> None:
    """As `setattr`, for a part that no session watches."""
    vars(part)[name] = value


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of cycles: drafts hold none, and each time it would walk through the whole program."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refer(session: Session, block: list[Client]) -> None:
    own = Counter(draft.reference for draft in block if draft.reference)
    taken = [*numbering.used(session, records.REFERENCES, [*own]), *(name for name, count in own.items() if count > 1)]
    for reference in taken[:1]:
        raise Invalid([Problem("reference", N_("The reference “{reference}” is taken."), {"reference": reference})])
    nameless = [draft for draft in block if not draft.reference]
    references = numbering.take_many(session, records.REFERENCES, len(nameless), own)
    for draft, reference in zip(nameless, references, strict=True):
        draft.reference = reference


class _Writer:
    """Takes records apart into rows, and writes the rows that wait. Each part learns its keys on the way."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tables: dict[type[Base], Table] = {}

    def lay_down(self, draft: Client) -> int:
        """Let the rows of a record wait; its id."""
        client_id = self._add(draft)
        for name in _PARTS:
            for part in vars(draft).get(name, ()):
                self._add(part, client_id=client_id)
        for link in vars(draft).get("links", ()):
            if link.contact.id is None:
                self._lay_down_person(link.contact)
            self._add(link, client_id=client_id, contact_id=link.contact.id)
        return client_id

    def _lay_down_person(self, person: Contact) -> None:
        contact_id = self._add(person)
        for name in _PARTS_OF_CONTACT:
            for part in vars(person).get(name, ()):
                self._add(part, contact_id=contact_id)

    def _add(self, part: Base, **owner: int) -> int:
        table = self._tables.get(type(part))
        if table is None:
            table = self._tables[type(part)] = Table(self._session, type(part))
        row = vars(part)
        row.update(owner, id=table.next)
        table.rows.append(row)
        table.next += 1
        return table.next - 1

    def write(self) -> None:
        """Write what waits, each table after those that it points to."""
        order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
        for table in sorted(self._tables.values(), key=lambda table: order[table.name]):
            if table.rows:
                table.write()

    def record(self) -> None:
        """Tell the history what was written."""
        for table in self._tables.values():
            history.inserted(self._session, table.name, range(table.first, table.next))


class Table:
    """The rows of one table that wait, and the id that the next will have.

    Only the columns that some row fills are written. An absent value is handed over as '' and made NULL by SQLite:
    the driver takes two microseconds for each None, which was two thirds of the time of an import.
    """

    def __init__(self, session: Session, kind: type[Base]) -> None:
        columns = kind.__table__.columns
        empty = light(kind)
        self.name = str(columns["id"].table)
        self.rows: list[dict[str, Any]] = []
        self._run, self._dialect = session.connection().exec_driver_sql, session.connection().dialect
        self._defaults = {column.key: getattr(empty, column.key) for column in columns}
        self._nullable = {column.key for column in columns if column.nullable}
        self._types = {column.key: column.type for column in columns if isinstance(column.type, TypeDecorator)}
        found = self._run("SELECT seq FROM sqlite_sequence WHERE name=?", (self.name,)).fetchone()
        self.first = self.next = (found[0] if found else 0) + 1

    def write(self) -> None:
        filled = set().union(*self.rows)
        names = [name for name in self._defaults if name in filled]
        quoted = ", ".join(f'"{name}"' for name in names)
        places = ", ".join("nullif(?, '')" if name in self._nullable else "?" for name in names)
        values = list(zip(*map(self._column, names), strict=True))
        self._run(f'INSERT INTO "{self.name}" ({quoted}) VALUES ({places})', values)
        self.rows.clear()

    def _column(self, name: str) -> list[Any]:
        """The stored form of one column of all rows."""
        default, kind = self._defaults[name], self._types.get(name)
        values = [row.get(name, default) for row in self.rows]
        if isinstance(kind, PlainText):
            together = "".join(values)
            return values if clean(together) == together else [clean(value) for value in values]
        if kind is not None:
            store = kind.process_bind_param
            values = [value if value is None else store(value, self._dialect) for value in values]
        return ["" if value is None else value for value in values] if name in self._nullable else values
