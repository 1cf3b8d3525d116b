"""Where the history stands, and what Undo and Redo would do: read on a raw connection, without SQLAlchemy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

UNDO_STEPS = 100


@dataclass(frozen=True)
class Step:
    """One undoable act: its marked label with parameters."""

    change_set: int
    label: str
    parameters: Mapping[str, Any]


def next_undo(connection: Any) -> Step | None:
    """What Undo would take back, or None. `connection` is a raw one."""
    return _step(
        connection.execute(
            "SELECT id, label, parameters FROM (SELECT * FROM change_set WHERE kind='edit' "
            "AND state IN ('done', 'undone') ORDER BY id DESC LIMIT ?) WHERE state='done' ORDER BY id DESC LIMIT 1",
            (UNDO_STEPS,),
        ).fetchone()
    )


def next_redo(connection: Any) -> Step | None:
    """What Redo would do again, or None."""
    return _step(
        connection.execute(
            "SELECT id, label, parameters FROM change_set WHERE kind='edit' AND state='undone' ORDER BY id LIMIT 1"
        ).fetchone()
    )


def _step(row: Any) -> Step | None:
    return None if row is None else Step(row[0], row[1], json.loads(row[2] or "{}"))


def next_steps(db: Any) -> tuple[Step | None, Step | None]:
    """What Undo and what Redo would do."""
    return next_undo(db), next_redo(db)


def head(connection: Any) -> tuple[int, str]:
    """The number of the latest change set and its link: two books with the same link have the same content."""
    found = connection.execute("SELECT id, chain FROM change_set ORDER BY id DESC LIMIT 1").fetchone()
    return (0, "") if found is None else (int(found[0]), str(found[1]))
