"""Whole records of many clients at once, by plain SQL: what an export writes, and what an import compares with.

What comes out has the attributes of the mapped classes and is none of them: it is read and compared, never saved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect

from app.clients.model import Client, Contact, ContactLink
from app.clients.rows import chunks, places
from app.store.base import Base, PlainText, YesNo

Run = Callable[..., Any]


def load(run: Run, ids: Sequence[int]) -> Iterator[Client]:
    """The clients of `ids` that exist, in that order; `run` executes SQL."""
    for chunk in chunks(ids):
        found = {client.id: client for client in _chunk(run, chunk)}
        yield from (found[number] for number in chunk if number in found)


def _chunk(run: Run, ids: tuple[int, ...]) -> Iterable[Client]:
    clients = _rows(run, Client, "id", ids)
    parts = {name: _parts(run, kind, "client_id", ids, order) for name, kind, order in _relations(Client)}
    _add_people(run, [link for links in parts["links"].values() for link in links])
    for client in clients:
        vars(client).update((name, found.get(client.id, [])) for name, found in parts.items())
    return clients


def _add_people(run: Run, links: list[Any]) -> None:
    numbers = sorted({link.contact_id for link in links})
    people: dict[int, Contact] = {}
    for chunk in chunks(numbers):
        parts = {name: _parts(run, kind, "contact_id", chunk, order) for name, kind, order in _relations(Contact)}
        for person in _rows(run, Contact, "id", chunk):
            vars(person).update((name, found.get(person.id, [])) for name, found in parts.items())
            people[person.id] = person
    for link in links:
        vars(link)["contact"] = people[link.contact_id]


def links_of(run: Run, people: Sequence[int]) -> dict[int, list[ContactLink]]:
    """The links of each contact to all of its clients; the contacts themselves are not loaded."""
    found: dict[int, list[ContactLink]] = {}
    for chunk in chunks(people):
        found.update(_parts(run, ContactLink, "contact_id", chunk, "id"))
    return found


@cache
def _relations(kind: type[Base]) -> tuple[tuple[str, type[Base], str], ...]:
    """The lists of a record: their names, their tables, and the column that orders them."""
    return tuple(
        (relation.key, relation.mapper.class_, str(relation.order_by[0].key))  # type: ignore[index]
        for relation in inspect(kind).relationships
    )


def _parts(run: Run, kind: type[Base], owner: str, ids: tuple[int, ...], order: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for part in _rows(run, kind, owner, ids, order):
        found[getattr(part, owner)].append(part)
    return found


def _rows(run: Run, kind: type[Base], column: str, ids: tuple[int, ...], order: str = "id") -> list[Any]:
    names = [each.key for each in kind.__table__.columns]
    found = run(
        f'SELECT {", ".join(names)} FROM "{kind.__table__}" WHERE {column} IN ({places(ids)}) ORDER BY {order}, id', ids
    ).fetchall()
    return [made(kind, dict(zip(names, values, strict=True))) for values in found]


@cache
def _shape(kind: type[Base]) -> type[Any]:
    return type(kind.__name__, (), {"table": kind, "__tablename__": kind.__tablename__})


def made(kind: type[Base], stored: dict[str, Any]) -> Any:
    """A plain object for one row of `kind`: mapped ones take ten times as long to make."""
    row = _shape(kind)()
    row.__dict__ = _loaded(kind, stored)
    return row


@cache
def _readers(kind: type[Base]) -> dict[str, Callable[[Any, Any], Any]]:
    columns = kind.__table__.columns
    return {
        column.key: column.type.process_result_value
        for column in columns
        if hasattr(column.type, "process_result_value") and not isinstance(column.type, PlainText | YesNo)
    }


def _loaded(kind: type[Base], stored: dict[str, Any]) -> dict[str, Any]:
    """Values as the columns hold them in Python, from what plain SQL read; yes and no stay 1 and 0."""
    for name, read in _readers(kind).items():
        if stored[name] is not None:
            stored[name] = read(stored[name], None)
    return stored
