"""Statements over many ids: a piece at a time, with as many question marks as the piece holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

CHUNK = 500


def chunks(ids: Sequence[int], size: int = CHUNK) -> Iterator[tuple[int, ...]]:
    """`ids` in pieces that fit the number of variables of one statement."""
    for start in range(0, len(ids), size):
        yield tuple(ids[start : start + size])


def places(values: Sequence[Any]) -> str:
    """As many question marks as there are values."""
    return ",".join("?" * len(values))
