"""The history of one record: what was changed, from what to what, when and by whom; its parts included.

Read from the change sets, of which a part's own entries do not name its client: the parts that are there now are known
by their key, those that are gone by the last picture that was kept of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.clients.chunks import chunks, places
from app.clients.part_labels import COLUMNS, OWNED, SILENT, TAKEN_BACK, TITLES, Part
from app.clients.shown import SHOWN, Run, label_of, points_elsewhere
from app.i18n import N_
from app.store.base import Base
from app.values.field import MOMENT, Kind, text

Origin = Literal["created", "imported", "deleted", "changed"]
_TEXT = text(0)
_STATUS = ("Client", "Prospect")


@dataclass(frozen=True)
class Difference:
    """One field: `label` is marked text, `part` that of the part it belongs to (empty for the record itself).

    `old` and `new` are plain values, to be shown by `kind`; ids and numbers of the State are words already. Both are
    empty where the label tells all, as when a record goes into the bin.
    """

    label: str
    old: Any
    new: Any
    kind: Kind = _TEXT
    part: str = ""


@dataclass(frozen=True)
class Entry:
    """One act on the record. `label` is marked text with `parameters`; `kind` says if it was an undo or redo."""

    change_set: int
    at: datetime
    who: str
    label: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "edit"
    origin: Origin = "changed"
    differences: tuple[Difference, ...] = ()


@dataclass
class _Raw:
    """One row of the history, its pictures read; None where they were erased."""

    change_set: int
    table: str
    row: int
    op: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def history_of(session: Session, client_id: int, *, limit: int = 50, before: int | None = None) -> list[Entry]:
    """The latest acts on a client, newest first; `before` a change set, for the next page."""
    run = session.connection().exec_driver_sql
    raws = sorted(_raws(run, client_id), key=lambda raw: raw.change_set, reverse=True)
    sets: dict[int, list[_Raw]] = {}
    for raw in raws:
        if before is None or raw.change_set < before:
            sets.setdefault(raw.change_set, []).append(raw)
    entries = []
    for number in list(sets)[:limit]:
        found = run("SELECT at, who, label, parameters, kind FROM change_set WHERE id=?", (number,)).fetchone()
        entry = _entry(run, number, found, sets[number])
        if entry.differences or entry.origin != "changed":
            entries.append(entry)
    return entries


def _entry(run: Run, number: int, found: Any, raws: list[_Raw]) -> Entry:
    at, who, label, parameters, kind = found
    own = next((raw for raw in raws if raw.table == "client" and raw.op in "id"), None)
    origin: Origin = "changed"
    if own is not None:
        origin = "deleted" if own.op == "d" else "created" if own.after is not None else "imported"
    differences = () if origin != "changed" else tuple(_differences(run, raws, undo=kind == "undo"))
    told = json.loads(parameters or "{}")
    return Entry(number, datetime.fromisoformat(at), who, label, told, kind, origin, differences)


def _differences(run: Run, raws: list[_Raw], *, undo: bool) -> Iterator[Difference]:
    """Several entries about the same row are one change: from the first picture to the last.

    Of an `undo`, acts are called what they were when they were done.
    """
    rows: dict[tuple[str, int], list[_Raw]] = {}
    for raw in raws:
        rows.setdefault((raw.table, raw.row), []).append(raw)
    for (table, _row), steps in rows.items():
        before = _joined(step.before for step in reversed(steps))
        after = _joined(step.after for step in steps)
        if steps[0].op == "i" and steps[-1].op == "d":
            continue
        if steps[0].op == "i":
            yield from _whole(run, table, after, gone=False)
        elif steps[-1].op == "d":
            yield from _whole(run, table, before, gone=True)
        else:
            fields = list(_fields(run, table, before, after))
            turn = _turn(before, after, undo=undo) if table == "client" else None
            if turn is not None:
                yield turn
                fields = [told for told in fields if told.label not in _STATUS]
            for told in fields:
                yield _act(told, undo=undo) if told.kind == MOMENT else told


def _joined(pictures: Iterable[dict[str, Any] | None]) -> dict[str, Any]:
    joined: dict[str, Any] = {}
    for picture in pictures:
        joined.update(picture or {})
    return joined


def _fields(run: Run, table: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for column, new in after.items():
        known = COLUMNS.get(f"{table}.{column}")
        if known is None or column in SILENT or before.get(column) == new:
            continue
        old, new = (_value(run, table, column, known, stored) for stored in (before.get(column), new))
        yield Difference(known.label, old, new, known.kind, TITLES.get(table, ""))


def _act(told: Difference, *, undo: bool) -> Difference:
    """Into the bin, or out of it: the moment is that of the entry, and needs no telling."""
    back = bool(told.old) != undo
    return Difference(TAKEN_BACK.get(told.label, told.label) if back else told.label, "", "")


def _turn(before: dict[str, Any], after: dict[str, Any], *, undo: bool) -> Difference | None:
    """From prospect to client or back, in two words; None where the status changed in another way, or not."""
    if undo:
        before, after = after, before
    was, now = before.get("is_client"), after.get("is_client")
    if was is None or bool(was) == bool(now) or not (now or after.get("is_prospect")):
        return None
    return Difference(N_("Now a client") if now else N_("Now a prospect"), "", "")


def _whole(run: Run, table: str, picture: dict[str, Any], *, gone: bool) -> Iterator[Difference]:
    """A part that came or went, in one line; a line of accounts comes as its fields."""
    if table == "client_company":
        empty = dict.fromkeys(picture, None)
        filled = {column: value for column, value in picture.items() if value not in (None, "", 0)}
        yield from _fields(run, table, filled if gone else empty, dict.fromkeys(filled) if gone else filled)
        return
    summary = OWNED[table].summary if table in OWNED else None
    if summary is not None and picture:
        label, value = summary(run, picture)
        yield Difference(label, value if gone else "", "" if gone else value)


def _value(run: Run, table: str, column: str, known: Part, stored: Any) -> Any:
    if known.field is not None and points_elsewhere(known.kind):
        return label_of(run, known.field, stored)
    if known.hidden:
        return bool(stored)
    if known.field is not None and known.field.key in SHOWN and stored:
        return SHOWN[known.field.key](stored)
    kept = Base.metadata.tables[table].columns[column].type
    read = vars(type(kept)).get("process_result_value")
    return read(kept, stored, None) if read is not None else stored


# ---- finding the rows ----


def _raws(run: Run, client_id: int) -> Iterator[_Raw]:
    """Every entry about the client and what belongs to it, oldest first within each row."""
    yield from _entries(run, "client", {client_id})
    people: set[int] = set()
    for table, owned in OWNED.items():
        if "client_id" in owned.owners:
            own = _keys(run, table, "client_id", {client_id})
            yield from _entries(run, table, set(own))
            if table == "contact_link":
                people.update(own.values())
    yield from _entries(run, "contact", people)
    for table, owned in OWNED.items():
        if "contact_id" in owned.owners:
            yield from _entries(run, table, set(_keys(run, table, "contact_id", people)))


def _keys(run: Run, table: str, owner: str, owners: set[int]) -> dict[int, int]:
    """The keys of the parts that belong, or belonged, to `owners`; of contact links, with the contact."""
    column = "contact_id" if table == "contact_link" else "id"
    found: dict[int, int] = {}
    for chunk in chunks(sorted(owners)):
        inside = places(chunk)
        found.update(
            tuple(row)
            for row in run(f'SELECT id, {column} FROM "{table}" WHERE {owner} IN ({inside})', chunk).fetchall()
        )
        gone = run(
            f"SELECT c.first, json_extract(p.json, '$.before.{column}') FROM change c "
            "JOIN payload p ON p.hash=c.payload WHERE c.\"table\"=? AND c.op='d' "
            f"AND json_extract(p.json, '$.before.{owner}') IN ({inside})",
            (table, *chunk),
        )
        found.update(tuple(row) for row in gone.fetchall())
    return found


def _entries(run: Run, table: str, keys: set[int]) -> Iterator[_Raw]:
    for chunk in chunks(sorted(keys)):
        rows = run(
            "SELECT c.change_set_id, c.first, c.op, p.json FROM change c LEFT JOIN payload p ON p.hash=c.payload "
            f'WHERE c."table"=? AND c.payload IS NOT NULL AND c.first IN ({places(chunk)}) ORDER BY c.id',
            (table, *chunk),
        )
        for change_set, row, op, body in rows.fetchall():
            pictures = json.loads(body) if body else {}
            yield _Raw(change_set, table, row, op, pictures.get("before"), pictures.get("after"))
    if table == "client":
        for key in keys:
            imported = run(
                "SELECT change_set_id FROM change WHERE \"table\"='client' AND payload IS NULL AND op='i' "
                "AND first <= ? AND last >= ?",
                (key, key),
            )
            yield from (_Raw(number, table, key, "i", None, None) for (number,) in imported.fetchall())
