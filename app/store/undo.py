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
from app.store.base import Base, driver, moment_text, utc_now


def undo(session: Session) -> steps.Step:
    """Take back the latest act, and say which.

    Raises `Refused` when there is none, `Conflict` when a value has changed since.
    """
    step = steps.next_undo(driver(session))
    if step is None:
        raise Refused(N_("There is nothing to undo."))
    take_back(session, step.change_set)
    undone = "UPDATE change_set SET state='undone', undone_by=? WHERE id=?"
    _run(session, undone, (_coming_id(session), step.change_set))
    return step


def redo(session: Session) -> steps.Step:
    """Do again what was undone last, and say what."""
    step = steps.next_redo(driver(session))
    if step is None:
        raise Refused(N_("There is nothing to redo."))
    (undone_by,) = _run(session, "SELECT undone_by FROM change_set WHERE id=?", (step.change_set,)).fetchone()
    take_back(session, undone_by)
    _run(session, "UPDATE change_set SET state='done', undone_by=NULL WHERE id=?", (step.change_set,))
    return step


def take_back(session: Session, change_set: int) -> None:
    """Write the befores of `change_set` back. After a redo the same set serves again: the state is the same."""
    work = _TakingBack(session)
    entries = work.run(
        'SELECT c."table", c.first, c.last, c.op, p.json, c.payload FROM change c '
        "LEFT JOIN payload p ON p.hash=c.payload WHERE c.change_set_id=? ORDER BY c.id DESC",
        (change_set,),
    )
    for table, first, last, op, body, digest in entries:
        if digest is not None and body is None:
            raise Refused(N_("This step held personal data that was erased; it cannot be undone."))
        images: dict[str, Any] = json.loads(body) if body else {}
        if op == "i":
            work.delete(table, first, last)
        elif op == "d":
            work.insert(table, images["before"])
        else:
            work.restore(table, first, images["before"], images["after"])


def pass_over(session: Session) -> steps.Step | None:
    """Leave the latest act as it is, since something newer stands on it: the next Undo takes the one before."""
    step = steps.next_undo(driver(session))
    if step is not None:
        _run(session, "UPDATE change_set SET state='dropped' WHERE id=? AND state='done'", (step.change_set,))
    return step


def _run(session: Session, statement: str, values: tuple[Any, ...] = ()) -> Any:
    return session.connection().exec_driver_sql(statement, values)


def _coming_id(session: Session) -> int:
    (latest,) = _run(session, "SELECT seq FROM sqlite_sequence WHERE name='change_set'").fetchone()
    return int(latest) + 1


class _TakingBack:
    """The three inverse operations, on the driver's own connection: an import has hundreds of thousands of rows."""

    def __init__(self, session: Session) -> None:
        self.run = driver(session).execute
        self.run("PRAGMA defer_foreign_keys=ON")
        self._trace = history.trace(session)
        self._now = moment_text(utc_now())

    def delete(self, table: str, first: int, last: int) -> None:
        """Take back an insertion, of one row or of a range."""
        names = list(history.empty_image(table))
        quoted = ", ".join(f'"{name}"' for name in names)
        inside = f'FROM "{table}" WHERE id BETWEEN ? AND ?'
        found = 0
        for row in self.run(f"SELECT {quoted} {inside}", (first, last)):
            image = dict(zip(names, row, strict=True))
            self._trace.note(table, image["id"], "d", history.lean(table, image), None)
            found += 1
        if not found:
            raise Conflict(N_("The record this step made is not there any more."))
        self.run(f"DELETE {inside}", (first, last))

    def insert(self, table: str, image: dict[str, Any]) -> None:
        """Take back a deletion."""
        empty = history.empty_image(table)
        values = {name: image.get(name, value) for name, value in empty.items()}
        if "version" in values:
            values["version"] += 1
        self._trace.note(table, image["id"], "i", None, history.lean(table, values))
        if "updated_at" in Base.metadata.tables[table].columns:
            values["updated_at"] = self._now
        names = ", ".join(f'"{name}"' for name in values)
        self.run(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(values))})', tuple(values.values()))

    def restore(self, table: str, row: int, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Take back a change, unless it was changed again since."""
        cursor = self.run(f'SELECT * FROM "{table}" WHERE id=?', (row,))
        stored = cursor.fetchone()
        if stored is None:
            raise Conflict(N_("The record this step changed is not there any more."))
        found = dict(zip((column[0] for column in cursor.description), stored, strict=True))
        if any(found[name] != value for name, value in after.items() if name in found):
            raise Conflict(N_("What this step changed was changed again since; it cannot be taken back."))
        values = {name: before[name] for name in after if name in found}
        settings = [f'"{name}"=?' for name in values]
        if "version" in found:
            settings.append("version=version+1")
        if "updated_at" in found:
            settings.append(f"updated_at='{self._now}'")
        self.run(f'UPDATE "{table}" SET {", ".join(settings)} WHERE id=?', (*values.values(), row))
        self._trace.note(table, row, "u", after, before)
        if table not in history.APART:
            self._trace.note_owners(found)
