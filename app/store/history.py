"""Every write leaves its trace here: one change set per act, the rows it touched, and how they were.

A mapper listener notes what the ORM writes; a path that writes by SQL says so itself (`inserted`, `touched`). The same
trace serves undo and redo, the record's own history, and the refresh of derived tables. Change sets are chained by
hash over the *hashes* of their payloads: erasing a person's payloads leaves the chain whole. Each payload carries a
random part, so that a hash tells nothing about the text it stood for.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Mapper, Session

from app.store.base import Base, moment_text, utc_now

UNRECORDED_TABLES = {"blob", "client_row", "tab_count", "search_term", "client_figure", "open_item"}
UNRECORDED_COLUMNS = {"updated_at"}
# These only ever go up, an undo included: a stale draft stays stale, a number given away stays given away.
RISING_COLUMNS = {"version", "next_number"}
OWNERS = {"client_id": "client", "contact_id": "contact"}
# Rows that name a client and are no part of its record: its line in the list does not follow from them.
APART = {"mailing_recipient"}


@dataclass(frozen=True)
class Changes:
    """What a finished write touched: ids per table, or `everything`. `label` is marked text with `parameters`."""

    ids: Mapping[str, frozenset[int]]
    label: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    change_set: int | None = None
    kind: str = "edit"
    everything: bool = False

    def touches(self, *tables: str) -> bool:
        """Whether any row of these tables was written."""
        return self.everything or any(self.ids.get(table) for table in tables)

    def touches_row(self, table: str, row: int) -> bool:
        """Whether this row was written."""
        return self.everything or row in self.ids.get(table, ())


@dataclass
class Trace:
    """What one write has done so far; it lives in `session.info` for the time of the transaction."""

    label: str
    kind: str
    who: str
    parameters: Mapping[str, Any]
    ids: dict[str, set[int]] = field(default_factory=dict)
    entries: list[tuple[str, int, int, str, str | None]] = field(default_factory=list)

    def note(self, table: str, row: int, op: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        """One row was inserted ("i"), updated ("u") or deleted ("d")."""
        self.ids.setdefault(table, set()).add(row)
        if table not in APART:
            self.note_owners(before or {})
            self.note_owners(after or {})
        payload = json.dumps({"before": before, "after": after, "salt": secrets.token_hex(8)}, ensure_ascii=False)
        self.entries.append((table, row, row, op, payload))

    def note_owners(self, image: Mapping[str, Any]) -> None:
        """The record that a part belongs to is touched with it."""
        for column, table in OWNERS.items():
            if image.get(column):
                self.ids.setdefault(table, set()).add(image[column])

    def note_range(self, table: str, ids: Iterable[int]) -> None:
        """Rows inserted by SQL, as ranges of ids: what they held is read when they are taken back."""
        ordered = sorted(ids)
        self.ids.setdefault(table, set()).update(ordered)
        for first, last in _ranges(ordered):
            self.entries.append((table, first, last, "i", None))


DERIVED: list[Callable[[Session, Mapping[str, set[int]]], None]] = []


def derives(refresh: Callable[[Session, Mapping[str, set[int]]], None]) -> None:
    """Register `refresh(session, ids per table)`: called before each commit, to bring derived tables up to date."""
    if refresh not in DERIVED:
        DERIVED.append(refresh)


def trace(session: Session) -> Trace:
    """The trace of the write that `session` belongs to. Writing outside a write is a bug and raises."""
    found: Trace | None = session.info.get("trace")
    if found is None:
        raise RuntimeError("a row was written outside Book.write()")
    return found


def inserted(session: Session, table: str, ids: Iterable[int]) -> None:
    """Say that rows of `table` were inserted by SQL."""
    trace(session).note_range(table, ids)


def laid(session: Session, table: str, rows: range) -> None:
    """Say that rows of `table` were inserted in bulk, and that whoever did it makes the derived data too."""
    if rows:
        trace(session).entries.append((table, rows[0], rows[-1], "i", None))


def touched(session: Session, table: str, ids: Iterable[int]) -> None:
    """Say that derived data of rows must be made again, though no row of the record changed."""
    trace(session).ids.setdefault(table, set()).update(ids)


def updated(session: Session, table: str, row: int, *, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Say that one row was updated by SQL; `before` and `after` hold stored values by column."""
    trace(session).note(table, row, "u", before, after)


def _ranges(ordered: list[int]) -> Iterator[tuple[int, int]]:
    start = previous = None
    for number in ordered:
        if start is None or previous is None:
            start = previous = number
        elif number == previous + 1:
            previous = number
        else:
            yield start, previous
            start = previous = number
    if start is not None and previous is not None:
        yield start, previous


def _stored(mapper: Mapper[Any], key: str, value: Any) -> Any:
    column_type = mapper.columns[key].type
    bind = getattr(column_type, "process_bind_param", None)
    return bind(value, None) if bind else value


@cache
def empty_image(table: str) -> Mapping[str, Any]:
    """The recorded columns of a table, each with what the file itself puts there: NULL, '', 0 ..."""
    empty: dict[str, Any] = {}
    for column in Base.metadata.tables[table].columns:
        default = getattr(column.server_default, "arg", None)
        is_whole = default is not None and column.type.compile(sqlite.dialect()) == "INTEGER"
        empty[column.name] = int(str(default)) if is_whole else default
    return {name: value for name, value in empty.items() if name not in UNRECORDED_COLUMNS}


def lean(table: str, image: Mapping[str, Any]) -> dict[str, Any]:
    """A whole row without what is as in `empty_image`: most of a hundred columns. So a default stands for ever."""
    empty = empty_image(table)
    return {name: value for name, value in image.items() if name in empty and value != empty[name]}


def _image(mapper: Mapper[Any], target: Any) -> dict[str, Any]:
    image = {attribute.key: getattr(target, attribute.key) for attribute in mapper.column_attrs}
    return lean(str(mapper.local_table), {key: _stored(mapper, key, value) for key, value in image.items()})


def _on_insert(mapper: Mapper[Any], connection: Any, target: Any) -> None:
    _note(target, mapper, "i", None, _image(mapper, target))


def _on_delete(mapper: Mapper[Any], connection: Any, target: Any) -> None:
    _note(target, mapper, "d", _image(mapper, target), None)


def _on_update(mapper: Mapper[Any], connection: Any, target: Any) -> None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(target)
    for attribute in mapper.column_attrs:
        key = attribute.key
        change = state.attrs[key].history
        if not change.added or key in UNRECORDED_COLUMNS | RISING_COLUMNS:
            continue
        if not change.deleted:
            raise RuntimeError(f"{mapper.local_table}.{key} was changed without its former value being known")
        old, new = _stored(mapper, key, change.deleted[0]), _stored(mapper, key, change.added[0])
        if old != new:
            before[key], after[key] = old, new
    if after:
        _note(target, mapper, "u", before, after)


def _note(target: Any, mapper: Mapper[Any], op: str, before: Any, after: Any) -> None:
    table = str(mapper.local_table.name)  # type: ignore[attr-defined]
    if table in UNRECORDED_TABLES:
        return
    session = Session.object_session(target)
    if session is None:
        raise RuntimeError("a row was written outside a session")
    current = trace(session)
    current.note(table, target.id, op, before, after)
    current.note_owners({column: getattr(target, column, None) for column in OWNERS})


for _name, _listener in (("after_insert", _on_insert), ("after_update", _on_update), ("after_delete", _on_delete)):
    event.listen(Base, _name, _listener, propagate=True)


def refresh_derived(session: Session) -> None:
    """Bring derived tables up to date with what the trace says was written."""
    ids = trace(session).ids
    if not DERIVED:
        raise RuntimeError("app.subjects.load() comes before the first write: the list would not follow")
    for refresh in DERIVED:
        refresh(session, ids)


def close(session: Session) -> Changes:
    """Write the trace into the book as one change set; called by `Book.write` just before the commit."""
    current = trace(session)
    ids = {table: frozenset(found) for table, found in current.ids.items()}
    if not current.entries:
        return Changes(ids, current.label, current.parameters, kind=current.kind)
    run = session.connection().exec_driver_sql
    if current.kind == "edit":
        run("UPDATE change_set SET state='dropped' WHERE state='undone'")
    previous = run("SELECT chain FROM change_set ORDER BY id DESC LIMIT 1").scalar() or ""
    at = moment_text(utc_now())
    parameters = json.dumps(dict(current.parameters), ensure_ascii=False)
    hashed = [
        (table, first, last, op, None if payload is None else _hash(payload), payload)
        for table, first, last, op, payload in current.entries
    ]
    chain = chain_hash(previous, at, current.kind, [entry[:5] for entry in hashed])
    made = run(
        "INSERT INTO change_set(at, who, label, parameters, kind, state, chain) VALUES(?,?,?,?,?,'done',?)",
        (at, current.who, current.label, parameters, current.kind, chain),
    )
    set_id = int(made.lastrowid)
    payloads = [(entry[4], entry[5]) for entry in hashed if entry[5] is not None]
    if payloads:
        run("INSERT INTO payload(hash, json) VALUES(?,?)", payloads)
    run(
        'INSERT INTO change(change_set_id, "table", first, last, op, payload) VALUES(?,?,?,?,?,?)',
        [(set_id, *entry[:5]) for entry in hashed],
    )
    return Changes(ids, current.label, current.parameters, set_id, current.kind)


def chain_hash(previous: str, at: str, kind: str, entries: Iterable[Iterable[Any]]) -> str:
    """SHA-256 over the previous link and this change set's own facts, names and texts left out."""
    body = json.dumps([previous, at, kind, [list(entry) for entry in entries]], separators=(",", ":"))
    return _hash(body)


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def verify_chain(connection: Any) -> int | None:
    """The first change set whose link is broken or whose payload was altered, or None when all is well.

    Rows are read from the tables themselves: damage to a table does not show in an index.
    """
    entries = connection.execute(
        'SELECT change_set_id, "table", first, last, op, payload FROM change NOT INDEXED ORDER BY id'
    )
    groups = groupby(entries, key=itemgetter(0))
    waiting = next(groups, None)
    previous = ""
    sets = connection.execute("SELECT id, at, kind, chain FROM change_set NOT INDEXED ORDER BY id")
    for number, at, kind, chain in sets:
        own: list[Any] = []
        if waiting is not None and waiting[0] == number:
            own = [entry[1:] for entry in waiting[1]]
            waiting = next(groups, None)
        if chain_hash(previous, at, kind, own) != chain:
            return int(number)
        previous = chain
    if waiting is not None:
        return int(waiting[0])
    for digest, body in connection.execute("SELECT hash, json FROM payload NOT INDEXED"):
        if body is not None and _hash(body) != digest:
            found = connection.execute("SELECT change_set_id FROM change WHERE payload=?", (digest,)).fetchone()
            return int(found[0]) if found else 0
    return None
