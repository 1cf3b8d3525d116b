"""Where an address must stand to be seen through the window of an envelope, by the country the letter is posted in.

The figures are facts with their sources in `resources/letters/layouts.json`. Nothing but the address and the line of
the sender may be printed in `keep_clear`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.documents.sheet import MM
from app.paths import resource

PAPER = {"A4": (210 * MM, 297 * MM), "Letter": (215.9 * MM, 279.4 * MM)}


@dataclass(frozen=True)
class Area:
    """A rectangle in points, from the top left corner of the page."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        return self.left + self.wide

    @property
    def bottom(self) -> float:
        return self.top + self.high


@dataclass(frozen=True)
class Window:
    """The page of one country: its paper, its window, its fold and hole marks (points from the top)."""

    paper: tuple[float, float]
    on_right: bool
    address: Area
    safe: Area
    keep_clear: Area
    most_lines: int
    leading: tuple[float, float]
    sender: Area | None
    folds: tuple[float, ...]
    hole: float | None


@cache
def window_of(country: str) -> Window:
    """The window of an ISO country; the French one where a country has none of its own."""
    facts = json.loads(resource("letters", "layouts.json").read_text("utf-8"))
    layout = facts["layouts"][facts["default_by_country"].get(country, "fr-dl-right")]
    address, sender = layout["address"], layout["return_line"]
    return Window(
        PAPER[layout["paper"]],
        layout["window_side"] == "right",
        _area(address),
        _area(layout["safe"]),
        _area(layout["keep_clear"]),
        address["lines_10pt"],
        (address["leading_10pt"] * MM, address["leading_9pt"] * MM),
        _area(sender | {"height": 4}) if sender else None,
        tuple(place * MM for place in layout["folds"]),
        layout["hole"] * MM if layout["hole"] else None,
    )


def _area(place: dict[str, Any]) -> Area:
    return Area(*(place[side] * MM for side in ("left", "top", "width", "height")))
