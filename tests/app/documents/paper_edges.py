"""Where the lines of a printed page are, found in its pixels and not in how it was made; which words stand where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
from PIL import Image

DPI = 300
MM = 25.4 / DPI  # of one pixel
_DARK, _FAINT = 40, 8  # of 255, darker than the paper
_STROKE = 6  # pixels that the edge of a line takes at the most


class Spot(NamedTuple):
    """The middle of a printed letter's box and its corners, in millimetres from the upper left corner."""

    letter: str
    left: float
    top: float
    right: float
    bottom: float


def picture(content: bytes, page: int = 0) -> Image.Image:
    """A page in grey, white where nothing is printed."""
    document = pypdfium2.PdfDocument(content)
    try:
        return document[page].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def line_ahead(image: Image.Image, start: tuple[float, float], step: tuple[int, int]) -> float | None:
    """Where the middle of the first line is that one meets from `start` on, going by `step`; all in millimetres."""
    x, y = int(start[0] / MM), int(start[1] / MM)
    upright = step[0] == 0
    strip = image.crop((x, 0, x + 1, image.height) if upright else (0, y, image.width, y + 1)).tobytes()
    at, by = (y, step[1]) if upright else (x, step[0])
    while 0 <= at < len(strip) and 255 - strip[at] <= _DARK:
        at += by
    stroke: list[int] = []
    while 0 <= at < len(strip) and 255 - strip[at] > _FAINT and len(stroke) < _STROKE:
        stroke.append(at)
        at += by
    dark = sum(255 - strip[place] for place in stroke)
    return sum((place + 0.5) * (255 - strip[place]) for place in stroke) / dark * MM if stroke else None


def letters(content: bytes, page: int = 0) -> Iterator[Spot]:
    """Every letter that is printed on a page, spaces left out."""
    document = pypdfium2.PdfDocument(content)
    try:
        sheet = document[page]
        high, text = sheet.get_height(), sheet.get_textpage()
        for place in range(text.count_chars()):
            letter = text.get_text_range(place, 1)
            if letter.strip():
                left, bottom, right, top = (length * 25.4 / 72 for length in text.get_charbox(place))
                whole = high * 25.4 / 72
                yield Spot(letter, left, whole - top, right, whole - bottom)
    finally:
        document.close()
