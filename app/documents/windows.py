"""Where an address must stand to be seen through the window of an envelope: by country, by choice, or as measured.

The figures are facts with their sources in `resources/letters/layouts.json`; what is seen of a letter follows from them
by the formulas of `app.mailings.envelopes`. Nothing but the address and the line of the sender may be printed in
`keep_clear`. The key of a measured envelope carries its measures: `own:7:220000,110000,...`, so a paper that was
issued looks the same after the envelope was measured anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from app.documents.sheet import MM
from app.i18n import N_
from app.mailings.envelopes import (
    LEADING,
    OWN,
    SHEETS,
    Box,
    Measured,
    Windowed,
    faults,
    lines_in,
    own_measures,
    seen,
    seen_through_all,
)
from app.paths import resource

NAMES = {
    "fr-dl-right": N_("France: DL, window on the right"),
    "fr-dl-right-105": N_("France: DL, window on the right, folded at 105 mm"),
    "fr-c5-right": N_("France: C5, window on the right"),
    "de-din5008-a": N_("Germany: DIN 5008 form A, window on the left"),
    "de-din5008-b": N_("Germany: DIN 5008 form B, window on the left"),
    "ch-sn-right": N_("Switzerland: window on the right, 90 × 40"),
    "ch-sn-right-old": N_("Switzerland: window on the right, 100 × 45"),
    "ch-sn-left": N_("Switzerland: window on the left"),
    "gb-dl-left": N_("United Kingdom: DL, window on the left"),
    "gb-c5-left": N_("United Kingdom: C5, window on the left"),
    "no-c65-left": N_("Norway: C5/6 and C5, window on the left"),
    "us-10-single": N_("United States, Canada: #10, folded in thirds"),
    "us-10-single-100": N_("United States, Canada: #10, folded at 100 mm"),
    "us-10-double-recipient": N_("United States: #10 with two windows"),
    "us-10-double-sender": N_("United States: #10 with two windows, that of the sender"),
}
_SENDER_OF = {"us-10-double-recipient": "us-10-double-sender"}
_SENDER_LINE = frozenset(("DE", "AT", "CH", "LI", "NL", "NO", "DK", "SE"))  # where the sender stands above the address
_SIDE = {"A4": 2.0, "Letter": 3.2}  # mm between address and edge of the window; the post of the USA wants 1/8 inch
_LINE = 5.0  # mm for the line of the sender


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
    """A page for one window: its paper, its window, its fold and hole marks (points from the top).

    `sender` is the small line above the address; `sender_window` the second window of some envelopes, with the part of
    the page around it that is kept clear; `trusted` says whether the position of the window is published.
    """

    key: str
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
    sender_window: tuple[Area, Area] | None = None
    trusted: bool = True

    @property
    def body(self) -> float:
        """Where the text of a letter may begin."""
        return max(self.keep_clear.bottom, 85 * MM) + 2 * MM


@dataclass(frozen=True)
class Guide:
    """A rectangle to show on screen: `kind` is `address`, `safe`, `keep_clear`, `sender`, `fold` or `hole`."""

    kind: str
    area: Area


def keys(country: str = "") -> tuple[str, ...]:
    """The layouts to choose from, those of `country` first; each carries its name in `NAMES`."""
    layouts = _facts()["layouts"]
    shown = [key for key in layouts if key not in _SENDER_OF.values()]
    first = usual(country) if country else ""
    return tuple(sorted(shown, key=lambda key: (key != first, country not in layouts[key]["countries"])))


def usual(country: str) -> str:
    """The key of the layout of an ISO country; the French one where a country has none of its own."""
    return str(_facts()["default_by_country"].get(country, "fr-dl-right"))


def window_of(country: str) -> Window:
    """The window of an ISO country."""
    return _shipped(usual(country))


def find(key: str, country: str) -> Window:
    """The window of a layout by its key or of an envelope that was measured; that of `country` where it is neither."""
    if key.startswith(OWN):
        measured = own_measures(key)
        if measured is not None and measured.window_width and not any(p.blocks for p in faults(measured)):
            return measured_window(key, measured, country)
    return _shipped(key) if key in _facts()["layouts"] else window_of(country)


def guides(window: Window) -> tuple[Guide, ...]:
    """What a window asks of a page, as rectangles: folds and hole are flat ones at the left edge."""
    found = [Guide("keep_clear", window.keep_clear), Guide("safe", window.safe), Guide("address", window.address)]
    if window.sender is not None:
        found.append(Guide("sender", window.sender))
    if window.sender_window is not None:
        found += [Guide("keep_clear", window.sender_window[1]), Guide("safe", window.sender_window[0])]
    found += [Guide("fold", Area(0, place, window.paper[0], 0)) for place in window.folds]
    if window.hole:
        found.append(Guide("hole", Area(0, window.hole, 6 * MM, 0)))
    return tuple(found)


@lru_cache(maxsize=64)
def measured_window(key: str, measured: Measured, country: str) -> Window:
    """The page for an envelope that was measured, by the same formulas as the published ones."""
    safe, exposed = seen(measured.windowed(), measured.sheet)
    side = _SIDE[measured.paper]
    edge = side if measured.paper == "Letter" else min(1.0, max(0.2, (safe.height - 24) / 4))
    address = Box(safe.left + side, safe.top + edge, safe.width - 2 * side, safe.height - 2 * edge)
    sender = None
    if country in _SENDER_LINE and lines_in(address.height - _LINE) >= 5:
        sender = Area(address.left * MM, address.top * MM, address.width * MM, 4 * MM)
        address = Box(address.left, address.top + _LINE, address.width, address.height - _LINE)
    wide, high = measured.sheet
    return Window(
        key,
        (wide * MM, high * MM),
        safe.left + safe.width / 2 > wide / 2,
        _area(address),
        _area(safe),
        _area(exposed),
        lines_in(address.height),
        (LEADING[10.0] * MM, LEADING[9.0] * MM),
        sender,
        tuple(place * MM for place in measured.windowed().folds),
        None,
    )


@cache
def _shipped(key: str) -> Window:
    layout = _facts()["layouts"][key]
    wide, high = sheet = SHEETS[layout["paper"]]
    envelopes = [_windowed(each) for each in layout["envelopes"]]
    safe, exposed = seen_through_all(envelopes, sheet)
    address, sender = Box(*layout["address"]), layout["sender"]
    second = _shipped(_SENDER_OF[key]) if key in _SENDER_OF else None
    return Window(
        key,
        (wide * MM, high * MM),
        layout["side"] == "right",
        _area(address),
        _area(safe),
        _area(exposed),
        lines_in(address.height),
        (LEADING[10.0] * MM, LEADING[9.0] * MM),
        _area(Box(sender[0], sender[1], sender[2], 4.0)) if sender else None,
        tuple(place * MM for place in envelopes[0].folds),
        layout["hole"] * MM if layout["hole"] else None,
        (second.address, second.keep_clear) if second else None,
        layout["confidence"] != "C",
    )


def _windowed(facts: dict[str, Any]) -> Windowed:
    wide, high = facts["size"]
    return Windowed(wide, high, Box(*facts["window"]), tuple(facts["folds"]))


def _area(box: Box) -> Area:
    return Area(box.left * MM, box.top * MM, box.width * MM, box.height * MM)


@cache
def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(resource("letters", "layouts.json").read_text("utf-8"))
    return facts
