"""What is typed into the search box: words, "phrases", `town:lyon`, `orders:>5`; and how they meet the index.

A word of one or two letters finds beginnings; from three letters, parts of words. Groups of digits that follow each
other are one phone number or several numbers: both are looked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from app.values.folding import fold

if TYPE_CHECKING:
    from app.clients.conditions import Condition

_PIECE = re.compile(r'(?P<field>[^\W\d_][\w-]*):(?P<value>"[^"]*"?|\S+)|"(?P<phrase>[^"]*)"?|(?P<word>\S+)')
_LONGEST_WORD = 60
_MOST_WORDS = 12


class Typed:
    """`match` for the index (empty: everything), `checks` on the folded text, `conditions` on fields."""

    def __init__(self) -> None:
        self.match = ""
        self.checks: list[tuple[str, tuple[Any, ...]]] = []
        self.conditions: list[Condition] = []


def parse(text: str) -> Typed:
    """Read the search box. An unknown `word:` before a colon is an ordinary word; nothing typed is ever an error."""
    typed = Typed()
    found: list[str] = []
    for piece in _PIECE.finditer(text[:500].replace("(0)", " ")):
        if piece["field"]:
            from app.clients.conditions import field_word  # it knows every field: not before one is named

            condition = field_word(piece["field"], piece["value"].strip('"'))
            if condition is not None:
                typed.conditions.append(condition)
                continue
        if piece["phrase"] is not None:
            phrase = fold(piece["phrase"])
            if phrase:
                typed.checks.append(("instr(r.search_text, ?) > 0", (phrase,)))
                found += phrase.split()
            continue
        found += fold(piece[0]).split()
    _match(typed, found[:_MOST_WORDS])
    return typed


def _match(typed: Typed, found: list[str]) -> None:
    parts = []
    for group in _groups(found):
        joined = _dialled("".join(group))
        if len(group) == 1:
            parts.append(grams(joined))
            _check(typed, [joined])
        else:
            apart = " AND ".join(grams(word) for word in group)
            parts.append(f"(({grams(joined)}) OR ({apart}))")
            _check(typed, [joined], group)
    typed.match = " AND ".join(parts)


def _dialled(joined: str) -> str:
    """Without the 00 before a country's code: numbers are kept without."""
    return joined[2:] if joined.isdigit() and joined.startswith("00") and len(joined) > 5 else joined


def _groups(found: list[str]) -> list[list[str]]:
    """Digits that follow each other stand together: `03 53 01`; every other word alone."""
    groups: list[list[str]] = []
    for word in found:
        word = word[:_LONGEST_WORD]
        if word.isdigit() and groups and groups[-1][-1].isdigit():
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def grams(word: str) -> str:
    """A folded word as the index is asked for it: its beginning, up to two letters; from three, any part of a word."""
    word = f"{word:>3}"
    return " AND ".join(f'"{word[start : start + 3]}"' for start in range(len(word) - 2))


def _check(typed: Typed, *choices: list[str]) -> None:
    """The index says that the letters are there; the text says that they stand in this order."""
    if all(len(word) <= 3 for words in choices for word in words) and len(choices) == 1:
        return
    sql = " OR ".join(" AND ".join("instr(r.search_text, ?) > 0" for _ in words) for words in choices)
    typed.checks.append((f"({sql})", tuple(word for words in choices for word in words)))
