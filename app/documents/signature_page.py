"""The last page of a file that was signed on the screen: the signature, who and when, and which file it was.

The fingerprint is the SHA-256 of the file before this page was added: whoever holds that file can check it.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from app.documents.fonts import BOLD, SANS
from app.documents.sheet import BLACK, FAINT, GREY, INK, MM, Box, Point, Press, Rule, Sheet
from app.documents.words import long_day
from app.documents.wrapping import cut, wrap
from app.i18n import N_, Translator

LEFT, TOP, WIDE = 25 * MM, 40 * MM, 160 * MM
FRAME_WIDE, FRAME_HIGH = 110 * MM, 45 * MM
PEN = 1.6
MOST_POINTS = 20_000


@dataclass(frozen=True)
class Signature:
    """`strokes` are the lines of the pen, each a row of points from (0, 0) top left to (1, 1) of the frame."""

    by: str
    on: date
    strokes: tuple[tuple[Point, ...], ...] = ()


def make(name: str, content: bytes, signature: Signature, shop: str, tr: Translator) -> bytes:
    """The page, as a PDF of its own, for the file `name` with these bytes. Raises `Refused` for what has no glyph."""
    sheet = Sheet(210 * MM, 297 * MM)
    sheet.text(LEFT, TOP, tr(N_("Signature")), font=BOLD, size=16)
    y = TOP + 12 * MM
    for label, value in (
        (tr(N_("Document")), name),
        (tr(N_("Signed by")), signature.by),
        (tr(N_("On")), long_day(tr, signature.on)),
        (tr(N_("For")), shop),
    ):
        sheet.text(LEFT, y, label, size=9, ink=GREY)
        sheet.text(LEFT + 32 * MM, y, cut(value, WIDE - 32 * MM, SANS, 10.5), size=10.5)
        y += 7 * MM
    y += 3 * MM
    sheet.over.append(Box(LEFT, y, FRAME_WIDE, FRAME_HIGH, FAINT, filled=False, round=4))
    sheet.shapes += _strokes(signature.strokes, LEFT, y)
    y += FRAME_HIGH + 9 * MM
    words = tr(N_("This page belongs to the file with the fingerprint (SHA-256) {code}.")).format(code=_spaced(content))
    for line in wrap(words, WIDE, SANS, 8):
        sheet.text(LEFT, y, line, size=8, ink=GREY)
        y += 11
    made = BytesIO()
    press = Press(made, tr(N_("Signature")), shop)
    press.print([sheet])
    press.close()
    return made.getvalue()


def _spaced(content: bytes) -> str:
    code = hashlib.sha256(content).hexdigest()
    return " ".join(code[place : place + 8] for place in range(0, len(code), 8))


def _strokes(strokes: Sequence[Sequence[Point]], left: float, top: float) -> list[Rule | Box]:
    """Straight pieces from point to point; a dot where the pen only touched."""
    lines: list[Rule | Box] = []
    for stroke in strokes:
        places = [(left + x * FRAME_WIDE, top + y * FRAME_HIGH) for x, y in stroke]
        if len(places) == 1:
            x, y = places[0]
            lines.append(Box(x - PEN / 2, y - PEN / 2, PEN, PEN, BLACK, round=PEN / 2))
        lines += [Rule(start, end, INK, PEN) for start, end in itertools.pairwise(places)]
    return lines[:MOST_POINTS]
