"""A draft as plain values: to compare it with what was read, to copy it, to keep it on disk, and to carry edits over.

Plain means nested dictionaries and lists of the columns' own Python values. A part is known by its id; one that is new,
by its place among the new ones of its list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import inspect

from app.clients.model import Client
from app.store.base import Base

Plain = dict[str, Any]
Mapped = TypeVar("Mapped", bound=Base)

_SILENT = frozenset(("id", "uid", "version", "updated_at", "created_at", "position", "comparable"))


def plain(part: Base) -> Plain:
    """The columns of `part` and, under the names of its relations, its parts."""
    mapper = inspect(type(part))
    found: Plain = {column.key: getattr(part, column.key) for column in mapper.column_attrs}
    for relation in mapper.relationships:
        value = getattr(part, relation.key)
        found[relation.key] = [plain(item) for item in value] if relation.uselist else value and plain(value)
    return found


def build(kind: type[Mapped], values: Mapping[str, Any]) -> Mapped:
    """The draft that `plain` was made of; keys it does not know are passed over."""
    mapper = inspect(kind)
    given = {column.key: values[column.key] for column in mapper.column_attrs if column.key in values}
    for relation in mapper.relationships:
        below, value = relation.mapper.class_, values.get(relation.key)
        if relation.uselist:
            given[relation.key] = [build(below, item) for item in value or ()]
        else:
            given[relation.key] = value and build(below, value)
    return kind(**given)


def duplicate(draft: Mapped) -> Mapped:
    """A second draft with the same values, sharing nothing with the first."""
    return build(type(draft), plain(draft))


def get(draft: Any, path: str) -> Any:
    """The value at `addresses/2/city`."""
    found = draft
    for step in path.split("/"):
        found = found[int(step)] if step.isdigit() else getattr(found, step)
    return found


def put(draft: Any, path: str, value: Any) -> None:
    """Set the value at a path of which all but the last step exist."""
    head, _, name = path.rpartition("/")
    setattr(get(draft, head) if head else draft, name, value)


def was(base: Plain, draft: Any, path: str) -> Any:
    """The value that the field at `path` of `draft` had in `base`; None where its part is new."""
    before: Any = base
    now: Any = draft
    for step in path.split("/"):
        if step.isdigit():
            number = int(step)
            wanted = _names(now)[number]
            before = next((part for name, part in zip(_names(before), before, strict=True) if name == wanted), None)
            now = now[number]
        else:
            before, now = before.get(step), getattr(now, step)
        if before is None:
            return None
    return before


def changes(base: Plain, now: Plain) -> set[str]:
    """One word for each thing that differs: the path of a field, or of a part that came or went."""
    return set(_changes(base, now, ""))


def _changes(base: Plain, now: Plain, start: str) -> Iterator[str]:
    for key, before in base.items():
        after = now.get(key)
        if isinstance(before, list):
            yield from _changed_parts(before, after or [], f"{start}{key}")
        elif isinstance(before, dict) and isinstance(after, dict):
            yield from _changes(before, after, f"{start}{key}/")
        elif before != after and key not in _SILENT:
            yield f"{start}{key}"


def _changed_parts(before: list[Plain], after: list[Plain], path: str) -> Iterator[str]:
    old = dict(zip(_names(before), before, strict=True))
    new = dict(zip(_names(after), after, strict=True))
    for name in old.keys() | new.keys():
        if name in old and name in new:
            yield from _changes(old[name], new[name], f"{path}/{name}/")
        else:
            yield f"{path}/{name}"


def _names(parts: list[Any]) -> list[str]:
    """The id of each part; `new0`, `new1` for those that have none yet."""
    found, count = [], 0
    for part in parts:
        number = part.get("id") if isinstance(part, Mapping) else part.id
        if number is None:
            found.append(f"new{count}")
            count += 1
        else:
            found.append(str(number))
    return found


def rebase(base: Plain, mine: Plain, theirs: Plain) -> Plain:
    """`theirs` with what changed between `base` and `mine`; where both changed the same field, mine."""
    merged = dict(theirs)
    for key, before in base.items():
        value = mine.get(key)
        if isinstance(before, list):
            merged[key] = _rebased_parts(before, value or [], theirs.get(key) or [])
        elif isinstance(before, dict) and isinstance(value, dict) and isinstance(theirs.get(key), dict):
            merged[key] = rebase(before, value, theirs[key])
        elif before != value and key not in ("id", "version"):
            merged[key] = value
    return merged


def _rebased_parts(base: list[Plain], mine: list[Plain], theirs: list[Plain]) -> list[Plain]:
    """Parts both have are joined field by field; mine come first in my order, then those that only they added."""
    before = dict(zip(_names(base), base, strict=True))
    other = dict(zip(_names(theirs), theirs, strict=True))
    added = [name for name in other if name not in before]
    joined = []
    for name, part in zip(_names(mine), mine, strict=True):
        if name in before and name not in other and part["id"] is None and added:
            # The empty part that stood ready from the start has meanwhile been filled and saved by them.
            joined.append(rebase(before[name], part, other.pop(added.pop(0))))
        elif name in other and name in before:
            joined.append(rebase(before[name], part, other[name]))
        elif name not in before or part != before[name]:
            joined.append(part | {"id": None})
    return joined + [other[name] for name in added]


def to_json(draft: Base) -> str:
    """The whole draft as text."""
    return json.dumps(plain(draft), ensure_ascii=False, default=_tagged)


def from_json(text: str) -> Client:
    """The client of which `to_json` made this text. Raises ValueError, KeyError or TypeError for anything else."""
    return build(Client, plain_from_json(text))


def plain_from_json(text: str) -> Any:
    """The plain values in a text of `to_json`. Raises ValueError or ArithmeticError for another text."""
    return json.loads(text, object_hook=_untagged)


def _tagged(value: Any) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    raise TypeError(f"a draft holds no {type(value).__name__}")


_READ: dict[str, Callable[[str], Any]] = {
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "decimal": Decimal,
}


def _untagged(found: Plain) -> Any:
    if len(found) == 1:
        (key,) = found
        if key in _READ and isinstance(found[key], str):
            return _READ[key](found[key])
    return found
