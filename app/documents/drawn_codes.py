"""QR codes, bars, and the scissors of tear lines, drawn as shapes: sharp at any size, and no font needed."""

from __future__ import annotations

import re
from functools import lru_cache

from app.documents.sheet import BLACK, GREY, MM, WHITE, Box, Colour, Matrix, Rule, Sheet

Run = tuple[int, int, int]
# One of the eight patterns of the standard, each of which any reader takes; weighing all of them up takes ten times as
# long as the code itself.
MASK = 3
MODULE = 0.33 * MM  # of bars: wider ones are no easier to read
QUIET = 10  # modules of white beside bars
_BLACK = re.compile(b"\1+")


def draw_code(sheet: Sheet, text: str, x: float, y: float, side: float) -> None:
    """A QR code of level M, `side` points wide without its quiet zone."""
    size, runs = _runs(text)
    sheet.matrices.append(Matrix(x, y, side / size, runs))


def draw_bars(sheet: Sheet, text: str, x: float, y: float, *, wide: float, high: float) -> None:
    """A Code 128 of `text` (ASCII; other letters are left out) with its quiet zones, at the left of the room given."""
    modules, runs = _bars("".join(letter for letter in text if " " <= letter <= "~"))
    unit = min(wide / (modules + 2 * QUIET), MODULE)
    sheet.matrices.append(Matrix(x + QUIET * unit, y, unit, runs, high))


def draw_swiss_cross(sheet: Sheet, x: float, y: float, side: float) -> None:
    """The Swiss cross in the middle of a code that is `side` points (46 mm) wide."""
    unit = side / 46
    middle_x, middle_y = x + side / 2, y + side / 2

    def box(wide: float, high: float, ink: Colour) -> None:
        corner = (middle_x - wide * unit / 2, middle_y - high * unit / 2)
        sheet.over.append(Box(*corner, wide * unit, high * unit, ink))

    box(7, 7, WHITE)
    box(6, 6, BLACK)
    box(3.9, 1.17, WHITE)
    box(1.17, 3.9, WHITE)


def draw_scissors(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Scissors that cut to the right along the line `y`; `x` is the end of their handles."""
    ring = size * 0.34
    for sign in (1, -1):
        low = y + sign * size * 0.3
        sheet.shapes.append(Box(x, low - ring / 2, ring, ring, GREY, filled=False, round=ring / 2, thick=0.8))
        start = (x + ring * 0.9, low - sign * ring * 0.25)
        sheet.shapes.append(Rule(start, (x + size, y - sign * size * 0.28), GREY, 0.8))


@lru_cache(maxsize=64)
def _runs(text: str) -> tuple[int, tuple[Run, ...]]:
    """Row, start and length of every black run of a code, and how many modules it is wide."""
    import segno

    code = segno.make_qr(text, error="m", boost_error=False, encoding="utf-8", eci=False, mask=MASK)
    runs = [
        (row, found.start(), found.end() - found.start())
        for row, modules in enumerate(code.matrix)
        for found in _BLACK.finditer(modules)
    ]
    return len(code.matrix), tuple(runs)


@lru_cache(maxsize=64)
def _bars(text: str) -> tuple[int, tuple[Run, ...]]:
    """Row, start and length of every bar, and how many modules they and the gaps take."""
    from reportlab.graphics.barcode.code128 import Code128

    code = Code128(value=text, quiet=0)
    for step in (code.validate, code.encode, code.decompose):
        step()
    runs, at = [], 0
    for letter in code.decomposed:  # a capital is a bar, a small letter a gap; A is one module wide
        length = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            runs.append((0, at, length))
        at += length
    return at, tuple(runs)
