"""QR codes and the scissors of tear lines, drawn as shapes: sharp at any size, and no font needed."""

from __future__ import annotations

import re
from functools import lru_cache

from app.documents.sheet import BLACK, GREY, WHITE, Box, Colour, Matrix, Rule, Sheet

Run = tuple[int, int, int]
# One of the eight patterns of the standard, each of which any reader takes; weighing all of them up takes ten times as
# long as the code itself.
MASK = 3
_BLACK = re.compile(b"\1+")


def draw_code(sheet: Sheet, text: str, x: float, y: float, side: float) -> None:
    """A QR code of level M, `side` points wide without its quiet zone."""
    size, runs = _runs(text)
    sheet.matrices.append(Matrix(x, y, side / size, runs))


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
