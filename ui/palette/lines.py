"""What the palette shows: lines in groups, and which letters of them match what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.values.folding import fold, words


@dataclass(frozen=True)
class Line:
    """One thing to choose. `detail` stands greyed behind the title; `actions` are what else can be done with it.

    `face` is the (initials, id) of a client's avatar, in place of `icon`; `also` are words it is found by as well.
    """

    title: str
    run: Callable[[], object]
    icon: str = "chevron-right"
    detail: str = ""
    keys: str = ""
    also: str = ""
    face: tuple[str, int, bool] | None = None
    actions: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Group:
    """Lines under a heading."""

    title: str
    lines: tuple[Line, ...] = field(default_factory=tuple)


def matching(lines: Sequence[Line], text: str, most: int | None = None) -> tuple[Line, ...]:
    """The lines in which every word of `text` is found, those whose title begins with it first."""
    sought = words(text)
    if not sought:
        return tuple(lines[:most])
    found = []
    for place, line in enumerate(lines):
        title, everything = fold(line.title), fold(f"{line.title} {line.also} {line.detail}")
        if all(_begins(word, everything) for word in sought):
            rank = 0 if title.startswith(sought[0]) else 1 if all(_begins(word, title) for word in sought) else 2
            found.append((rank, place, line))
    return tuple(line for _rank, _place, line in sorted(found, key=lambda entry: entry[:2])[:most])


def _begins(word: str, folded: str) -> bool:
    """Whether a word begins so; from three letters, whether any part of it is."""
    return f" {word}" in f" {folded}" or (len(word) > 2 and word in folded)


def marked(title: str, text: str) -> list[tuple[str, bool]]:
    """`title` in pieces: (letters, whether they match a word of `text`); accents and case do not matter."""
    letters = [fold(letter) if letter.isalnum() else " " for letter in title]
    folded = "".join(letters)
    places = [place for place, part in enumerate(letters) for _ in part]
    hits = [False] * len(title)
    for word in words(text):
        for found in re.finditer(re.escape(word), folded):
            for place in places[found.start() : found.end()]:
                hits[place] = True
    pieces: list[tuple[str, bool]] = []
    for letter, hit in zip(title, hits, strict=True):
        if pieces and pieces[-1][1] == hit:
            pieces[-1] = (pieces[-1][0] + letter, hit)
        else:
            pieces.append((letter, hit))
    return pieces
