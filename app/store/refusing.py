"""The form of the triggers that refuse: what is not certainly allowed does not happen."""

from __future__ import annotations


def refuse(name: str, act: str, condition: str, words: str) -> tuple[str, str]:
    """Name and SQL of a trigger that stops `act` under `condition`; a condition that says NULL counts as true."""
    body = f"BEGIN SELECT raise(ABORT, '{words}'); END"
    return name, f"CREATE TRIGGER {name} BEFORE {act} WHEN coalesce({condition}, 1) {body}"


def same(*columns: str) -> str:
    """That none of these columns changes."""
    return " AND ".join(f"NEW.{column} IS OLD.{column}" for column in columns)
