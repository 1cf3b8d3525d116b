"""What vCard has no property for: columns of our records as JSON in X-CLIENTELE-CLIENT and X-CLIENTELE-CONTACT.

Every column of a table is carried unless it is named here as left out or as native, so a new one cannot be forgotten.
Coming back, a value is believed only if it is of its column's type: a card can be written by anybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from sqlalchemy import inspect

from app.store.base import Base, DateText, MomentText, PlainText, Units, YesNo

CLIENT, CONTACT, REFERENCE = "CLIENT", "CONTACT", "REFERENCE"
"""The properties, without X-CLIENTELE-."""

LEFT_OUT = frozenset(
    ("id", "client_id", "contact_id", "version", "comparable", "position", "deleted_at", "erased_at", "merged_into")
)
"""Keys, what follows from another column, and the states that end with the book."""

_MOST_LETTERS = 1_000_000
_LARGEST = 2**31
_LARGEST_AMOUNT = Decimal(10) ** 12

Plain = dict[str, Any]


@cache
def _columns(kind: type[Base]) -> dict[str, tuple[Any, Any]]:
    """The type and the default of each column that is carried."""
    empty = inspect(kind).class_manager.new_instance()
    return {
        column.key: (column.type, getattr(empty, column.key))
        for column in kind.__table__.columns
        if column.key not in LEFT_OUT
    }


@cache
def _keys(kind: type[Base]) -> frozenset[str]:
    return frozenset(column.key for column in kind.__table__.columns if column.foreign_keys)


@cache
def required(kind: type[Base]) -> frozenset[str]:
    """The columns without which a row of `kind` cannot be."""
    columns = (column for column in kind.__table__.columns if column.key not in LEFT_OUT)
    return frozenset(column.key for column in columns if not column.nullable and column.server_default is None)


@cache
def _carried(kind: type[Base]) -> list[tuple[str, Any, bool]]:
    """The name and the default of each column, and whether it is a yes or no."""
    return [(name, default, type(of) is YesNo) for name, (of, default) in _columns(kind).items()]


def encoded(row: Any, native: Collection[str] = ()) -> Plain:
    """The columns of a row, as `loading` makes it, that say something and are not `native`."""
    values = vars(row)
    return {
        name: bool(value) if is_flag else _plain(value)
        for name, default, is_flag in _carried(row.table)
        if (value := values[name]) != default and name not in native
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def decoded(kind: type[Base], found: Any) -> Plain:
    """The columns of `kind` that `found` names with a value of their type; all else is passed over, and so are keys."""
    if not found or not isinstance(found, Mapping):
        return {}
    values, keys = {}, _keys(kind)
    for name, (column, _default) in _columns(kind).items():
        if name in found and name not in keys:
            value = _reader(column)(found[name])
            if value is not None:
                values[name] = value
    return values


def _text(value: Any) -> str | None:
    return value[:_MOST_LETTERS] if isinstance(value, str) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def moment(value: Any) -> datetime | None:
    """The moment that a text names, with its zone."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None and 1900 < found.year < 2200 else None


def _amount(value: Any) -> Decimal | None:
    try:
        found = Decimal(value) if isinstance(value, str) and len(value) < 40 else None
    except InvalidOperation:
        return None
    if found is None or not found.is_finite() or abs(found) >= _LARGEST_AMOUNT:
        return None
    return found if found == round(found, 4) else None


def _reader(column: Any) -> Callable[[Any], Any]:
    return _READERS.get(type(column), _number)


_READERS: dict[type[Any], Callable[[Any], Any]] = {
    PlainText: _text,
    YesNo: _flag,
    DateText: _day,
    MomentText: moment,
    Units: _amount,
}


def written(found: Plain) -> str:
    """The JSON of a property."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Plain:
    """What a property says; nothing for what is no JSON object."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def entries(found: Plain, name: str, most: int = 1_000) -> list[Plain]:
    """The list of objects under `name`."""
    listed = found.get(name)
    return [entry for entry in listed[:most] if isinstance(entry, dict)] if isinstance(listed, list) else []
