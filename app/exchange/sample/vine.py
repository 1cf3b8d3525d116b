"""The background of the sample's Christmas letter: a vine along the foot of the page, drawn here."""

from __future__ import annotations

import io
from math import pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_WIDE, _HIGH = 1240, 1754
_STEM, _LEAF, _VEIN, _GRAPE, _LIGHT = "#8A6A4F", "#6E8B4E", "#4F6B36", "#6D3A63", "#9C6C93"
_ROWS = (4, 5, 4, 3, 2, 1)


def picture() -> bytes:
    """A PNG in the shape of an A4 page."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (_WIDE * 2, _HIGH * 2), "white")
    draw = ImageDraw.Draw(image)
    stem = [(x, _stem(x)) for x in range(-20, _WIDE * 2 + 20, 20)]
    draw.line(stem, fill=_STEM, width=18, joint="curve")
    for x in (150, 620, 1130, 1650, 2150):
        _leaf(draw, x, _stem(x) + (40 if x % 4 else -60), 170)
    for x in (390, 1900):
        _grapes(draw, x, _stem(x) + 40)
    file = io.BytesIO()
    small = image.resize((_WIDE, _HIGH), Image.Resampling.LANCZOS)
    small.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _stem(x: float) -> float:
    """How far down the stem is at `x`: it climbs to the right in waves."""
    return _HIGH * 2 - 560 - 420 * (x / (_WIDE * 2)) ** 2 + 60 * sin(x / 190)


def _leaf(draw: ImageDraw, x: float, y: float, size: float) -> None:
    """Five lobes round the end of a stalk."""
    points = []
    for step in range(72):
        angle = step * pi / 36
        reach = size * (0.62 + 0.30 * abs(sin(2.5 * angle)) + 0.06 * sin(20 * angle))
        points.append((x + reach * sin(angle), y - reach * sin(angle + pi / 2)))
    draw.polygon(points, fill=_LEAF)
    for step in (-2, -1, 0, 1, 2):
        draw.line(
            (x, y, x + size * 0.7 * sin(step * 0.6), y - size * 0.7 * sin(step * 0.6 + pi / 2)), fill=_VEIN, width=6
        )


def _grapes(draw: ImageDraw, x: float, y: float) -> None:
    radius = 36
    for row, count in enumerate(_ROWS):
        for place in range(count):
            at_x, at_y = x + (place - (count - 1) / 2) * radius * 1.9, y + row * radius * 1.65
            draw.ellipse((at_x - radius, at_y - radius, at_x + radius, at_y + radius), fill=_GRAPE)
            draw.ellipse((at_x - 16, at_y - 20, at_x, at_y - 4), fill=_LIGHT)
