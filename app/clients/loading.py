"""Whole records by plain SQL: many at once to be read and compared, or one as mapped objects to be edited and saved.

The many have the attributes of the mapped classes and are none of them. For one, SQLAlchemy's own loader would take
five times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from app.clients.chunks import chunks, places
from app.clients.model import Client, Contact, ContactLink
from app.store.base import Base, PlainText, YesNo, driver, light

Run = Callable[..., Any]
Make = Callable[[type[Base], dict[str, Any]], Any]
"""Makes an object out of a table's class and the values of one row, as SQL gave them."""
Give = Callable[[Any, str, Any], None]


def load(run: Run, ids: Sequence[int]) -> Iterator[Client]:
    """The clients of `ids` that exist, in that order; `run` executes SQL. They are plain objects."""
    loader = _Loader(run, made, _give)
    for chunk in chunks(ids):
        found = {client.id: client for client in loader.clients(chunk)}
        yield from (found[number] for number in chunk if number in found)


def open_one(session: Session, client_id: int) -> Client | None:
    """One whole record in `session`, as it is in the file now; None where there is none."""
    run = driver(session).execute

    def make(kind: type[Base], stored: dict[str, Any]) -> Any:
        values = _loaded(stored, _all_readers(kind))
        known = session.identity_map.get(identity_key(kind, values["id"]))
        if known is not None:
            for name, value in values.items():
                set_committed_value(known, name, value)
            return known
        new = light(kind, **values)
        make_transient_to_detached(new)
        session.add(new)
        return new

    return next(iter(_Loader(run, make, set_committed_value).clients((client_id,))), None)


class _Loader:
    """Reads records and all that belongs to them; each table of a block of records at once."""

    def __init__(self, run: Run, make: Make, give: Give) -> None:
        self._run, self._make, self._give = run, make, give

    def clients(self, ids: tuple[int, ...]) -> Iterable[Client]:
        clients = self._rows(Client, "id", ids)
        parts = self._parts(Client, "client_id", ids)
        self._add_people([link for links in parts["links"].values() for link in links])
        self._give_parts(clients, parts)
        return clients

    def _add_people(self, links: list[Any]) -> None:
        people: dict[int, Contact] = {}
        for chunk in chunks(sorted({link.contact_id for link in links})):
            parts = self._parts(Contact, "contact_id", chunk)
            found = self._rows(Contact, "id", chunk)
            self._give_parts(found, parts)
            people.update((person.id, person) for person in found)
        for link in links:
            self._give(link, "contact", people[link.contact_id])

    def _give_parts(self, owners: list[Any], parts: dict[str, dict[int, list[Any]]]) -> None:
        for name, found in parts.items():
            for owner in owners:
                self._give(owner, name, found.get(owner.id, []))

    def _parts(self, kind: type[Base], owner: str, ids: tuple[int, ...]) -> dict[str, dict[int, list[Any]]]:
        return {name: self.of_owners(part, owner, ids, order) for name, part, order in _relations(kind)}

    def of_owners(self, kind: type[Base], owner: str, ids: tuple[int, ...], order: str) -> dict[int, list[Any]]:
        """The rows of a table by the owner that its column `owner` names."""
        found: dict[int, list[Any]] = defaultdict(list)
        for part in self._rows(kind, owner, ids, order):
            found[getattr(part, owner)].append(part)
        return found

    def _rows(self, kind: type[Base], column: str, ids: tuple[int, ...], order: str = "id") -> list[Any]:
        names = _names(kind)
        found = self._run(
            f'SELECT {", ".join(names)} FROM "{kind.__table__}" WHERE {column} IN ({places(ids)}) ORDER BY {order}, id',
            ids,
        ).fetchall()
        return [self._make(kind, dict(zip(names, values, strict=True))) for values in found]


def links_of(run: Run, people: Sequence[int]) -> dict[int, list[ContactLink]]:
    """The links of each contact to all of its clients; the contacts themselves are not loaded."""
    loader = _Loader(run, made, _give)
    found: dict[int, list[ContactLink]] = {}
    for chunk in chunks(people):
        found.update(loader.of_owners(ContactLink, "contact_id", chunk, "id"))
    return found


@cache
def _names(kind: type[Base]) -> tuple[str, ...]:
    return tuple(column.key for column in kind.__table__.columns)


@cache
def _relations(kind: type[Base]) -> tuple[tuple[str, type[Base], str], ...]:
    """The lists of a record: their names, their tables, and the column that orders them."""
    return tuple(
        (relation.key, relation.mapper.class_, str(relation.order_by[0].key))  # type: ignore[index]
        for relation in inspect(kind).relationships
    )


@cache
def _shape(kind: type[Base]) -> type[Any]:
    return type(kind.__name__, (), {"table": kind, "__tablename__": kind.__tablename__})


def made(kind: type[Base], stored: dict[str, Any]) -> Any:
    """A plain object for one row of `kind`: mapped ones take ten times as long to make. Yes and no stay 1 and 0."""
    row = _shape(kind)()
    row.__dict__ = _loaded(stored, _readers(kind))
    return row


def _give(owner: Any, name: str, value: Any) -> None:
    vars(owner)[name] = value


Readers = dict[str, Callable[[Any, Any], Any]]


@cache
def _all_readers(kind: type[Base]) -> Readers:
    columns = kind.__table__.columns
    return {
        column.key: column.type.process_result_value
        for column in columns
        if hasattr(column.type, "process_result_value") and not isinstance(column.type, PlainText)
    }


@cache
def _readers(kind: type[Base]) -> Readers:
    yes_no = {column.key for column in kind.__table__.columns if isinstance(column.type, YesNo)}
    return {name: read for name, read in _all_readers(kind).items() if name not in yes_no}


def _loaded(stored: dict[str, Any], readers: Readers) -> dict[str, Any]:
    """Values as the columns hold them in Python, from what plain SQL read."""
    for name, read in readers.items():
        if stored[name] is not None:
            stored[name] = read(stored[name], None)
    return stored
