"""A text looked for in the pages of a PDF, as the list of clients looks for one: accents and capitals do not matter.

Like all that PDFium does, it runs in the lane `pages`; a stretch of pages at a time, so that drawing has its turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.values.folding import fold
from ui.printing.pixels import Pdf, opened

STRETCH = 8  # pages: drawing waits for no more than a sixth of a second
MOST = 2_000  # hits: beyond, nobody steps through them

Rect = tuple[float, float, float, float]


@dataclass(frozen=True)
class Hit:
    """Where a text stands: the page, from 0, and one rectangle a line (left, top, right, bottom in points)."""

    page: int
    rects: tuple[Rect, ...]


def find(pdf: Pdf, text: str, pages: Sequence[int]) -> list[Hit]:
    """Every place where `text` stands on these pages, in reading order."""
    wanted = fold(text)
    if not wanted:
        return []
    hits: list[Hit] = []
    with opened(pdf.content) as document:
        for page in pages:
            sheet = document[page]
            letters = sheet.get_textpage()
            hits += _on_page(page, letters, wanted, sheet.get_height())
            letters.close()
            sheet.close()
    return hits


def _on_page(page: int, letters: Any, wanted: str, high: float) -> list[Hit]:
    import pypdfium2.raw as pdfium

    said: list[str] = []
    places: list[int] = []
    for place in range(letters.count_chars()):
        plain = _folded(pdfium.FPDFText_GetUnicode(letters.raw, place))
        if plain == " " and said and said[-1] == " ":
            continue
        said += plain
        places += [place] * len(plain)
    text, hits, start = "".join(said), [], 0
    while (at := text.find(wanted, start)) >= 0:
        start = at + len(wanted)
        first, last = places[at], places[start - 1]
        hits.append(Hit(page, rects(letters, first, last - first + 1, high)))
    return hits


@cache
def _folded(code: int) -> str:
    """A letter as it is compared; what is none is a space."""
    return fold(chr(code)) or " "


def rects(letters: Any, first: int, count: int, high: float) -> tuple[Rect, ...]:
    """Around some letters of a text page of PDFium, one a line; `high` is the height of the page."""
    found = [letters.get_rect(number) for number in range(letters.count_rects(first, count))]
    return tuple((left, high - top, right, high - low) for left, low, right, top in found)
