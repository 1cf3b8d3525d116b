"""What is seen of a letter through the window of its envelope, and which envelopes there are. Pure; in millimetres.

A folded letter is smaller than its envelope and slides in it. What is seen at every place it may slide to is `safe`:
the address belongs there. What is seen at some place is `exposed`: nothing else may be printed there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from itertools import pairwise
from typing import Any

from app.errors import Problem
from app.i18n import N_
from app.paths import resource

OWN = "own:"  # begins the key of an envelope of the owner
SHEETS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
POINT = 25.4 / 72
LEADING = {10.0: 4.0, 9.0: 3.4}  # mm from line to line of an address, by the size of its letters in points
LEAST_PLAY = 5.0  # an envelope is so much higher than the letter folded for it
LEAST, MOST = 60.0, 500.0  # sides of an envelope
LEAST_WINDOW = 10.0
LEAST_FOLD = 40


@dataclass(frozen=True)
class Box:
    """A rectangle, from the top left corner of what it is on."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def common(self, other: Box) -> Box:
        """What lies in both; its sides are 0 where nothing does."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        wide, high = min(self.right, other.right) - left, min(self.bottom, other.bottom) - top
        return Box(left, top, max(wide, 0.0), max(high, 0.0))

    def around(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)

    def inside(self, edge: float) -> Box:
        """Smaller by `edge` on each side."""
        wide, high = max(self.width - 2 * edge, 0.0), max(self.height - 2 * edge, 0.0)
        return Box(self.left + edge, self.top + edge, wide, high)


@dataclass(frozen=True)
class Windowed:
    """An envelope with a window (from its top left corner), and where the letter for it is folded, from the top."""

    width: float
    height: float
    window: Box
    folds: tuple[float, ...]


@dataclass(frozen=True)
class Play:
    """How far a folded letter slides, to the right and down, and how far below its top its first panel hangs."""

    across: float
    down: float
    hanging: float


def play(envelope: Windowed, sheet: tuple[float, float]) -> Play:
    """The play of a letter; negative where it does not go in. The longest panel is as high as the folded letter."""
    panels = [end - start for start, end in pairwise((0.0, *envelope.folds, sheet[1]))]
    folded = max(panels)
    return Play(envelope.width - sheet[0], envelope.height - folded, folded - panels[0])


def seen(envelope: Windowed, sheet: tuple[float, float]) -> tuple[Box, Box]:
    """`safe` and `exposed`, on the letter."""
    slides, window = play(envelope, sheet), envelope.window
    top = window.top - slides.hanging
    safe = Box(window.left, top, max(window.width - slides.across, 0.0), max(window.height - slides.down, 0.0))
    left, high = window.left - slides.across, window.height + slides.down
    return safe, Box(left, top - slides.down, window.width + slides.across, high)


def seen_through_all(envelopes: Iterable[Windowed], sheet: tuple[float, float]) -> tuple[Box, Box]:
    """For one letter that must suit several envelopes: safe in all of them, exposed in any."""
    both = [seen(envelope, sheet) for envelope in envelopes]
    return reduce(Box.common, (safe for safe, _ in both)), reduce(Box.around, (exposed for _, exposed in both))


def lines_in(height: float, points: float = 10.0) -> int:
    """How many lines of an address stand in `height`: each but the last takes the leading, the last its letters."""
    if height < points * POINT:
        return 0
    return 1 + math.floor((height - points * POINT) / LEADING[points] + 1e-6)


def folds_for(height: float, sheet_height: float, first: float = 0.0) -> tuple[float, ...]:
    """Where a letter is folded for an envelope of this height, with `first` given or chosen so that it hardly slides.

    A sheet that goes in whole is not folded; one that goes in as halves is halved.
    """
    room = height - LEAST_PLAY
    if not first:
        panels = math.ceil(sheet_height / room - 1e-6) if room > 0 else 1
        first = sheet_height / 2 if panels == 2 else math.floor(room)
        if panels <= 1:
            return ()
    count = math.ceil(sheet_height / first - 1e-6)
    return tuple(round(first * place, 2) for place in range(1, count))


@dataclass(frozen=True)
class Measured:
    """An envelope as its owner measured it: window from the left and the lower edge; `fold` 0 is the usual one."""

    width: float
    height: float
    window_width: float = 0.0
    window_height: float = 0.0
    window_left: float = 0.0
    window_bottom: float = 0.0
    paper: str = "A4"
    fold: float = 0.0

    @property
    def sheet(self) -> tuple[float, float]:
        return SHEETS.get(self.paper, SHEETS["A4"])

    def windowed(self) -> Windowed:
        """The same in the terms of the formulas."""
        top = self.height - self.window_bottom - self.window_height
        window = Box(self.window_left, top, self.window_width, self.window_height)
        return Windowed(self.width, self.height, window, folds_for(self.height, self.sheet[1], self.fold))


def faults(measured: Measured) -> list[Problem]:
    """What cannot be, at the field it is about; a window through which little is seen is a warning."""
    sides = {"least": _short(LEAST), "most": _short(MOST)}
    problems = [
        Problem(name, N_("An envelope measures between {least} and {most} mm."), sides)
        for name in ("width", "height")
        if not LEAST <= getattr(measured, name) <= MOST
    ]
    if not measured.window_width or problems:
        return problems
    return _window_faults(measured) or _letter_faults(measured) or _warnings(measured)


def _window_faults(measured: Measured) -> list[Problem]:
    problems = []
    for size, place, side in (("window_width", "window_left", "width"), ("window_height", "window_bottom", "height")):
        room, large, from_edge = getattr(measured, side), getattr(measured, size), getattr(measured, place)
        if not LEAST_WINDOW <= large < room:
            within = {"room": _short(room)}
            problems.append(Problem(size, N_("The window lies within the envelope, of {room} mm."), within))
        elif from_edge < 0 or from_edge + large > room:
            most = {"most": _short(room - large)}
            problems.append(Problem(place, N_("The window would stand out of the envelope: {most} mm at most."), most))
    return problems


def _letter_faults(measured: Measured) -> list[Problem]:
    wide, high = measured.sheet
    if measured.width < wide:
        return [Problem("width", N_("The paper is {wide} mm wide: it does not go in."), {"wide": _short(wide)})]
    if measured.fold and not LEAST_FOLD <= measured.fold <= high:
        places = {"least": LEAST_FOLD, "most": _short(high)}
        return [Problem("fold", N_("The fold lies between {least} and {most} mm."), places)]
    slides = play(measured.windowed(), measured.sheet)
    if slides.down < 0:
        folded = {"high": _short(measured.height - slides.down)}
        return [Problem("fold", N_("Folded there, the letter is {high} mm high: it does not go in."), folded)]
    return []


def _warnings(measured: Measured) -> list[Problem]:
    safe, _exposed = seen(measured.windowed(), measured.sheet)
    lines = lines_in(safe.height)
    if lines < 3 or safe.width < 40:
        words = N_("The letter slides so far that little is always seen: {wide} × {high} mm.")
        return [Problem("window_height", words, {"wide": _short(safe.width), "high": _short(safe.height)}, "warning")]
    return []


def _short(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


def own_key(number: int, measured: Measured) -> str:
    """The key of an envelope of the owner: its number and all its measures."""
    names = ("width", "height", "window_width", "window_height", "window_left", "window_bottom")
    lengths = [str(round(getattr(measured, name) * 1000)) for name in names]
    return f"{OWN}{number}:{','.join([*lengths, measured.paper, str(round(measured.fold * 1000))])}"


def own_measures(key: str) -> Measured | None:
    """The measures that a key of an envelope of the owner carries; None where it is not one."""
    *lengths, paper, fold = [*key.rpartition(":")[2].split(","), "", ""][:8]
    if len(lengths) != 6 or not all(part.isdigit() for part in (*lengths, fold)) or paper not in SHEETS:
        return None
    wide, high, window_wide, window_high, left, bottom = (int(part) / 1000 for part in lengths)
    return Measured(wide, high, window_wide, window_high, left, bottom, paper, int(fold) / 1000)


def own_number(key: str) -> int:
    """The number of the envelope of the owner that a key names; 0 where it names none."""
    number = key.split(":")[1] if key.startswith(OWN) else ""
    return int(number) if number.isdigit() else 0


@dataclass(frozen=True)
class Size:
    """An envelope one can buy; `name` is what is printed on its box. `countries` have it in the first place."""

    key: str
    name: str
    width: float
    height: float


@dataclass(frozen=True)
class Zones:
    """What the post of a country wants: rectangles to keep free (from the right, from the top or the bottom), and how
    far from every edge an address stays. `address` is where it begins, as parts of the width and height.
    """

    franking: tuple[float, float]
    coding: tuple[float, float]
    edge: float
    address: tuple[float, float]
    source: str


@cache
def _facts() -> Mapping[str, Any]:
    facts: Mapping[str, Any] = json.loads(resource("letters", "envelopes.json").read_text("utf-8"))
    return facts


@cache
def sizes() -> Mapping[str, Size]:
    """The envelopes without a window, by key."""
    return {each["name"]: Size(each["name"], each["name"], each["width"], each["height"]) for each in _facts()["sizes"]}


def usual_size(country: str) -> Size:
    """The envelope most used for letters in a country."""
    return sizes()[_facts()["usual"].get(country, "DL")]


def zones_of(country: str) -> Zones:
    """The rules of the post of a country; the general ones where it publishes none."""
    zones = _facts()["zones"]
    facts = zones.get(_facts()["same_as"].get(country, country), zones["*"])
    return Zones(
        tuple(facts["franking"]), tuple(facts["coding"]), facts["edge"], tuple(facts["address"]), facts["source"]
    )
