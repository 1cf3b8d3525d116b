"""The design's tokens as values: colours of the two schemes, type, heights, radii, read from `resources/theme`."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

from app.paths import resource


class TypeStyle(NamedTuple):
    """Pixels and weight of a text style at the normal text size."""

    size: float
    line: int
    weight: int


class Tokens(NamedTuple):
    """All that the stylesheet and the painters know of the design."""

    colours: dict[str, dict[str, str]]
    avatars: tuple[str, ...]
    type: dict[str, TypeStyle]
    text_sizes: dict[str, int]
    height: dict[str, int]
    radius: dict[str, int]
    width: dict[str, int]


@cache
def tokens() -> Tokens:
    """The tokens, read once."""
    raw = json.loads(resource("theme", "tokens.json").read_text(encoding="utf-8"))
    raw["avatars"] = tuple(raw["avatars"])
    raw["type"] = {name: TypeStyle(*values) for name, values in raw["type"].items()}
    return Tokens(**raw)
