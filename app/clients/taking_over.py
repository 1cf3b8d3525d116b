"""A stored record brought to what its draft says: only what differs is touched, so only that is written.

SQLAlchemy's own `merge` marks every column of every part as changed, and a save then looks through all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import inspect

from app.clients.model import Client, Contact
from app.store.base import Base, is_new, light

People = Mapping[int, Contact]


def take_over(stored: Client, edited: Client, people: People) -> None:
    """Change `stored`, which is whole and in a session, to hold what `edited` does; that stays outside.

    `people` are the contacts of either that are in the file, by id, whole and in the same session.
    """
    _take(stored, edited, people)


def _take(mine: Any, edited: Any, people: People) -> None:
    kind: type[Base] = type(edited)
    for name in _columns(kind):
        value = getattr(edited, name)
        if getattr(mine, name) != value:
            setattr(mine, name, value)
    for name in _lists(kind):
        before = getattr(mine, name)
        after = _parts(before, getattr(edited, name), people)
        if after != before:
            setattr(mine, name, after)
    for name in _single(kind):
        person = _one(people.get(getattr(edited, name).id), getattr(edited, name), people)
        if getattr(mine, name) is not person:
            setattr(mine, name, person)


def _parts(before: Sequence[Any], edited: Sequence[Any], people: People) -> list[Any]:
    known = {part.id: part for part in before}
    return [_one(known.get(part.id), part, people) for part in edited]


def _one(mine: Any, edited: Any, people: People) -> Any:
    """The stored form of one part; a new one where there is none yet."""
    if mine is None:
        mine = light(type(edited)) if is_new(edited) else light(type(edited), id=edited.id)
    _take(mine, edited, people)
    return mine


@cache
def _columns(kind: type[Base]) -> tuple[str, ...]:
    """What a draft may change; the keys that follow from a relation are left to it."""
    mapper = inspect(kind)
    follow = {"id", "version"}
    for relation in mapper.relationships:
        follow |= {str(column.key) for column in relation.local_columns}
    for relation in (*inspect(Client).relationships, *inspect(Contact).relationships):
        if relation.mapper is mapper:
            follow |= {str(column.key) for column in relation.remote_side}
    return tuple(each.key for each in mapper.column_attrs if each.key not in follow)


@cache
def _lists(kind: type[Base]) -> tuple[str, ...]:
    return tuple(each.key for each in inspect(kind).relationships if each.uselist)


@cache
def _single(kind: type[Base]) -> tuple[str, ...]:
    return tuple(each.key for each in inspect(kind).relationships if not each.uselist)
