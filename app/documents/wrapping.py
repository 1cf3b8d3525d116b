"""Text in lines: wrapped at spaces, words of any length broken, in time that grows with the text and not faster.

Everything is data: nothing in a text is read as markup. Very long texts are cut, with an ellipsis, at `MOST` letters.
"""

from __future__ import annotations

import re

from app.documents.fonts import clean, width

MOST = 4_000  # letters of one paragraph
ELLIPSIS = "…"
_BREAKS = re.compile(r"[ \t]+")


def wrap(text: str, room: float, name: str, size: float) -> list[str]:
    """The lines of `text` in `room` points; line ends in it are kept, empty lines too."""
    if len(text) > MOST:
        text = text[: MOST - 1] + ELLIPSIS
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += _paragraph(clean(paragraph), room, name, size)
    return lines


def _paragraph(text: str, room: float, name: str, size: float) -> list[str]:
    if width(text, name, size) <= room:
        return [text]
    lines, line, used = [], "", 0.0
    space = width(" ", name, size)
    for word in _BREAKS.split(text):
        wide = width(word, name, size)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        if wide > room:
            *whole, word = pieces(word, room, name, size)
            lines += whole
            wide = width(word, name, size)
        line, used = word, wide
    return [*lines, line]


def pieces(word: str, room: float, name: str, size: float) -> list[str]:
    """A word wider than a line, in pieces that fit; a piece has one letter at least."""
    found, start, used = [], 0, 0.0
    for place, letter in enumerate(word):
        wide = width(letter, name, size)
        if used + wide > room and place > start:
            found.append(word[start:place])
            start, used = place, 0.0
        used += wide
    return [*found, word[start:]]


def cut(text: str, room: float, name: str, size: float) -> str:
    """`text` in one line, cut with an ellipsis where it is wider than `room`."""
    text = clean(text)
    if len(text) < MOST and width(text, name, size) <= room:
        return text
    first = pieces(text[:MOST], room - width(ELLIPSIS, name, size), name, size)[0]
    return first.rstrip() + ELLIPSIS
