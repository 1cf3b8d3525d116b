"""The few pictures of the sample, drawn here: no font is asked for, so they are the same on every computer."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_SIZE = 256
_FINE = 4  # drawn larger and reduced: Pillow's edges are not smooth


class _Pen:
    """Draws on a square of 100 by 100."""

    def __init__(self, draw: ImageDraw, ground: str, ink: str) -> None:
        self._draw = draw
        self._unit = _SIZE * _FINE / 100
        self._ground = ground
        self._ink = ink

    def box(self, left: float, top: float, right: float, bottom: float, *, cut: bool = False) -> None:
        self._draw.rectangle(self._scaled(left, top, right, bottom), fill=self._ground if cut else self._ink)

    def oval(self, left: float, top: float, right: float, bottom: float, *, cut: bool = False) -> None:
        self._draw.ellipse(self._scaled(left, top, right, bottom), fill=self._ground if cut else self._ink)

    def line(self, *points: float, width: float = 4) -> None:
        self._draw.line(self._scaled(*points), fill=self._ink, width=int(width * self._unit), joint="curve")
        for x, y in (points[:2], points[-2:]):
            self.oval(x - width / 2, y - width / 2, x + width / 2, y + width / 2)

    def shape(self, *points: float) -> None:
        self._draw.polygon(self._scaled(*points), fill=self._ink)

    def _scaled(self, *numbers: float) -> list[float]:
        return [number * self._unit for number in numbers]


def _picture(ground: str, ink: str, draw: Callable[[_Pen], None]) -> bytes:
    """A PNG of 256 by 256, in the form that a cleaned logo has."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (_SIZE * _FINE, _SIZE * _FINE), ground)
    draw(_Pen(ImageDraw.Draw(image), ground, ink))
    file = io.BytesIO()
    image.resize((_SIZE, _SIZE), Image.Resampling.LANCZOS).quantize(32).convert("RGBA").save(file, "PNG", optimize=True)
    return file.getvalue()


def _sprig(pen: _Pen) -> None:
    pen.line(50, 82, 50, 40)
    for side in (-1, 1):
        pen.shape(*_leaf(50, 54, side * 27, -16))
        pen.shape(*_leaf(50, 70, side * 23, -13))
    pen.shape(*_leaf(50, 44, 0, -28))


def _leaf(x: float, y: float, across: float, up: float) -> list[float]:
    """A leaf from a point of the stem to its tip, as a polygon."""
    points = []
    for side, steps in ((1, range(21)), (-1, range(20, -1, -1))):
        for step in steps:
            along = step / 20
            bulge = side * 0.9 * along * (1 - along)
            points += [x + across * along - up * bulge, y + up * along + across * bulge]
    return points


def _theatre(pen: _Pen) -> None:
    """B·T, with serifs."""
    pen.oval(25, 34, 44, 51)
    pen.oval(24, 48, 46.5, 66)
    pen.box(20, 34, 34, 66)
    pen.oval(29, 37, 39, 48, cut=True)
    pen.oval(29, 51, 41, 63, cut=True)
    pen.box(26, 37, 34, 48, cut=True)
    pen.box(26, 51, 34, 63, cut=True)
    pen.box(16.5, 34, 26, 36)
    pen.box(16.5, 64, 26, 66)
    pen.oval(49.5, 47.5, 54.5, 52.5)
    pen.box(58, 34, 84, 36.5)
    pen.shape(58, 34, 61, 34, 59.5, 44, 58, 44)
    pen.shape(84, 34, 81, 34, 82.5, 44, 84, 44)
    pen.box(68.2, 34, 73.8, 66)
    pen.box(64.5, 64, 77.5, 66)


def _key(pen: _Pen) -> None:
    """A room key."""
    pen.oval(36, 16, 64, 44)
    pen.oval(43, 23, 57, 37, cut=True)
    pen.line(50, 44, 50, 84, width=6)
    pen.line(50, 66, 63, 66, width=6)
    pen.line(50, 81, 67, 81, width=6)


def _roof(pen: _Pen) -> None:
    """A market hall."""
    pen.line(16, 48, 50, 24, 84, 48)
    pen.line(24, 44, 24, 76)
    pen.line(76, 44, 76, 76)
    pen.line(41, 76, 41, 54, 50, 46, 59, 54, 59, 76, width=3)
    pen.line(16, 76, 84, 76)


def of_the_shop() -> bytes:
    """A white sprig on dark red."""
    return _picture("#6B1F2A", "#FFFFFF", _sprig)


def of_clients() -> dict[str, bytes]:
    """The logos of a few regulars, by a short name."""
    return {
        "theatre": _picture("#7B2D2B", "#F6EDE3", _theatre),
        "cordeliers": _picture("#27425E", "#E8D9B5", _key),
        "halles": _picture("#3F6B45", "#FFFFFF", _roof),
    }
