"""The faces that papers are set in, embedded; how wide a text is; and which characters have no glyph in them.

A missing glyph prints as nothing or as a box and no library says a word, so every text is checked before it is drawn.
Noto Sans sets everything, EB Garamond the headings and letters of shops that want it, Arimo the Swiss payment part,
for which the Swiss rules ask for the forms of Arial.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from app.errors import Problem, Refused
from app.i18n import N_
from app.paths import resource

SANS, BOLD, ITALIC, BOLD_ITALIC = "NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Italic", "NotoSans-SemiBoldItalic"
SERIF, SERIF_BOLD = "EBGaramond-Regular", "EBGaramond-SemiBold"
SERIF_ITALIC, SERIF_BOLD_ITALIC = "EBGaramond-Italic", "EBGaramond-SemiBoldItalic"
ARIAL, ARIAL_BOLD = "Arimo-Regular", "Arimo-Bold"
NARROW, NARROW_BOLD = "NotoSans-CondensedRegular", "NotoSans-CondensedSemiBold"
PLAIN = {
    SERIF: SANS, SERIF_BOLD: BOLD, SERIF_ITALIC: ITALIC, SERIF_BOLD_ITALIC: BOLD_ITALIC, ARIAL: SANS, ARIAL_BOLD: BOLD,
}  # fmt: skip

_NO_GLYPH = N_("The character {character} in “{text}” cannot be printed. Please write it in another way.")
# Letters that may need composing or dropping; all others stand for themselves.
_ODD = re.compile("[^ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f\u20ac\u2212]")
_SHOWN = 60  # letters of a text named in a problem


@cache
def face(name: str) -> Any:
    """The font of this name, registered with ReportLab at its first use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(resource("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    return font


@cache
def printable(name: str) -> frozenset[str]:
    """Every character that the font of this name can draw."""
    return frozenset(map(chr, face(name).face.charToGlyph))


@cache
def easy(name: str) -> frozenset[str]:
    """Those of them that stand for themselves: a text of these alone needs no cleaning."""
    return frozenset(letter for letter in printable(name) if not _ODD.match(letter))


def clean(text: str) -> str:
    """`text` composed (NFC), with spaces for tabs and line ends, without characters that have no shape of their own."""
    if not _ODD.search(text):
        return text
    composed = unicodedata.normalize("NFC", text).translate({9: " ", 10: " ", 13: " "})
    return "".join(letter for letter in composed if unicodedata.category(letter) not in ("Cc", "Cf"))


def missing(text: str, name: str = SANS) -> tuple[str, ...]:
    """The characters of `text` that cannot be printed, each once, in their order."""
    known = printable(name)
    if known.issuperset(text):
        return ()
    return tuple(dict.fromkeys(letter for letter in clean(text) if letter not in known))


def check(texts: Iterable[str]) -> list[Problem]:
    """A problem for every character of `texts` that cannot be printed, naming it and the text it stands in."""
    return [
        Problem("", _NO_GLYPH, {"character": letter, "text": _short(text)})
        for text in texts
        for letter in missing(text)
    ]


def demand(texts: Iterable[str]) -> None:
    """Raises `Refused` with the first problem of `check`."""
    for problem in check(texts):
        raise Refused(problem.message, **problem.parameters)


def fitting(name: str, text: str) -> str:
    """The font that draws `text`: `name`, or the plain one where `name` lacks a character. Raises `Refused`."""
    if printable(name).issuperset(text):
        return name
    demand((text,))
    return PLAIN.get(name, name)


class _Widths(dict[str, float]):
    """The width of each letter of a font at one point, measured when it is first asked for."""

    def __init__(self, name: str) -> None:
        self._face = face(name)

    def __missing__(self, letter: str) -> float:
        wide = self[letter] = float(self._face.stringWidth(letter, 1.0))
        return wide


_widths = cache(_Widths)


def width(text: str, name: str, size: float) -> float:
    """How wide `text` is in points: nothing is kerned, so it is the sum of its letters."""
    return sum(map(_widths(name).__getitem__, text)) * size


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
