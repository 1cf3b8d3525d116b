"""What a printer does to a page, and what has to be done to a page so that it comes out right.

A printer shifts a page and stretches it a little, each tray in its own way. It is measured on a page with four crosses,
one near each edge, and corrected when a page is printed; a sheet of labels keeps its own measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from app.errors import Problem
from app.i18n import N_

WHOLE = 100_000  # a scale that changes nothing
NEAR = 20_000  # how far each cross stands from its edge, in thousandths of a millimetre
MOST_SHIFT = 15_000
MOST_STRETCH = 5_000
SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True)
class Adjustment:
    """A page is stretched from its upper left corner by `across` and `along` hundred-thousandths, then moved.

    `right` and `down` are thousandths of a millimetre; below zero is to the left and upwards.
    """

    right: int = 0
    down: int = 0
    across: int = WHOLE
    along: int = WHOLE

    @property
    def is_none(self) -> bool:
        """Whether pages are printed as they are."""
        return self == NONE


NONE = Adjustment()


@dataclass(frozen=True)
class Distances:
    """From each edge of the paper to its cross, as measured, in thousandths of a millimetre."""

    left: int = NEAR
    right: int = NEAR
    top: int = NEAR
    bottom: int = NEAR


def solve(found: Distances, page_width: int, page_height: int) -> Adjustment:
    """The adjustment that takes back what the printer did to a page printed without one."""
    right, across = _axis(found.left, found.right, page_width)
    down, along = _axis(found.top, found.bottom, page_height)
    return Adjustment(right, down, across, along)


def check(found: Distances, page_width: int, page_height: int) -> list[Problem]:
    """What cannot have been measured on such a page, at its field."""
    far = N_("This is too far from 20 mm. Measure from the edge to the middle of the cross.")
    problems = [Problem(side, far) for side in SIDES if abs(getattr(found, side) - NEAR) > MOST_SHIFT]
    if not problems:
        made = solve(found, page_width, page_height)
        for sides, scale in (("right", made.across), ("bottom", made.along)):
            if abs(scale - WHOLE) > MOST_STRETCH:
                message = N_("The page was printed smaller or larger. Choose “Actual size” and print it again.")
                problems.append(Problem(sides, message))
    return problems


def kept(stored: Mapping[str, Any], printer: str, tray: str = "") -> Adjustment:
    """The adjustment of a printer and tray, as this computer remembers it; where a tray has none, of the printer."""
    for key in dict.fromkeys((_key(printer, tray), _key(printer, ""))):
        found = stored.get(key)
        if isinstance(found, dict) and all(isinstance(found.get(name), int) for name in asdict(NONE)):
            return Adjustment(**{name: found[name] for name in asdict(NONE)})
    return NONE


def keep(stored: dict[str, Any], adjustment: Adjustment, printer: str, tray: str = "") -> None:
    """Remember how a printer and tray are to be corrected."""
    if adjustment.is_none and not tray:
        stored.pop(_key(printer, tray), None)
    else:
        stored[_key(printer, tray)] = asdict(adjustment)


def _axis(near: int, far: int, length: int) -> tuple[int, int]:
    """Shift and scale that bring the crosses at `near` and `length - far` to where they belong."""
    scale = Fraction(length - 2 * NEAR, max(length - far - near, 1))
    return round(NEAR - scale * near), round(scale * WHOLE)


def _key(printer: str, tray: str) -> str:
    return f"{printer}|{tray}"
