"""Undo and redo: the befores are written back, newest first, as a new change set of their own.

Redo takes back the undo. A value that is no longer what the act left is a conflict, and nothing is changed then.
Derived tables follow by themselves, as after any other write.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from app.errors import Conflict, Refused
from app.i18n import N_
from app.store import history, steps
from app.store.base import moment_text, utc_now


def undo(session: Session) -> None:
    """Take back the latest act. Raises `Refused` when there is none, `Conflict` when a value has changed since."""
    step = steps.next_undo(_raw(session))
    if step is None:
        raise Refused(N_("There is nothing to undo."))
    take_back(session, step.change_set)
    undone = "UPDATE change_set SET state='undone', undone_by=? WHERE id=?"
    _run(session, undone, (_coming_id(session), step.change_set))


def redo(session: Session) -> None:
    """Do again what was undone last."""
    step = steps.next_redo(_raw(session))
    if step is None:
        raise Refused(N_("There is nothing to redo."))
    (undone_by,) = _run(session, "SELECT undone_by FROM change_set WHERE id=?", (step.change_set,)).fetchone()
    take_back(session, undone_by)
    _run(session, "UPDATE change_set SET state='done', undone_by=NULL WHERE id=?", (step.change_set,))


def take_back(session: Session, change_set: int) -> None:
    """Write the befores of `change_set` back. After a redo the same set serves again: the state is the same."""
    _run(session, "PRAGMA defer_foreign_keys=ON")
    entries = _run(
        session,
        'SELECT c."table", c.first, c.last, c.op, p.json, c.payload FROM change c '
        "LEFT JOIN payload p ON p.hash=c.payload WHERE c.change_set_id=? ORDER BY c.id DESC",
        (change_set,),
    ).fetchall()
    for table, first, last, op, body, digest in entries:
        if digest is not None and body is None:
            raise Refused(N_("This step held personal data that was erased; it cannot be undone."))
        images: dict[str, Any] = json.loads(body) if body else {}
        if op == "i":
            _delete(session, table, first, last)
        elif op == "d":
            _insert(session, table, images["before"])
        else:
            _restore(session, table, first, images)


def _raw(session: Session) -> Any:
    return session.connection().connection.driver_connection


def _run(session: Session, statement: str, values: tuple[Any, ...] = ()) -> Any:
    return session.connection().exec_driver_sql(statement, values)


def _coming_id(session: Session) -> int:
    (latest,) = _run(session, "SELECT seq FROM sqlite_sequence WHERE name='change_set'").fetchone()
    return int(latest) + 1


def _columns(session: Session, table: str) -> list[str]:
    return [row[1] for row in _run(session, f'PRAGMA table_info("{table}")').fetchall()]


def _delete(session: Session, table: str, first: int, last: int) -> None:
    names = [name for name in _columns(session, table) if name not in history.UNRECORDED_COLUMNS]
    quoted = ", ".join(f'"{name}"' for name in names)
    rows = _run(session, f'SELECT {quoted} FROM "{table}" WHERE id BETWEEN ? AND ?', (first, last)).fetchall()
    if not rows:
        raise Conflict(N_("The record this step made is not there any more."))
    for row in rows:
        image = dict(zip(names, row, strict=True))
        history.trace(session).note(table, image["id"], "d", image, None)
    _run(session, f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?', (first, last))


def _insert(session: Session, table: str, image: dict[str, Any]) -> None:
    present = set(_columns(session, table))
    values = {name: value for name, value in image.items() if name in present}
    if "version" in values:
        values["version"] += 1
    history.trace(session).note(table, image["id"], "i", None, dict(values))
    if "updated_at" in present:
        values["updated_at"] = moment_text(utc_now())
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join("?" for _ in values)
    _run(session, f'INSERT INTO "{table}" ({names}) VALUES ({places})', tuple(values.values()))


def _restore(session: Session, table: str, row: int, images: dict[str, Any]) -> None:
    before, after = images["before"], images["after"]
    found = _run(session, f'SELECT * FROM "{table}" WHERE id=?', (row,)).mappings().fetchone()
    if found is None:
        raise Conflict(N_("The record this step changed is not there any more."))
    if any(found[name] != value for name, value in after.items() if name in found):
        raise Conflict(N_("What this step changed was changed again since; it cannot be taken back."))
    values = {name: before[name] for name in after if name in found}
    settings = ", ".join(f'"{name}"=?' for name in values)
    if "version" in found:
        settings += ", version=version+1"
    if "updated_at" in found:
        settings += f", updated_at='{moment_text(utc_now())}'"
    _run(session, f'UPDATE "{table}" SET {settings} WHERE id=?', (*values.values(), row))
    current = history.trace(session)
    current.note(table, row, "u", after, before)
    current.note_owners(found)
