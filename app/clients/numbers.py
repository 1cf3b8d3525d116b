"""Finding a client by the number of a paper: typed whole, from its beginning, or its last digits alone.

The numbers themselves are in `search_term`, written by the subject that gives them. Last digits are looked up by
making, from the patterns of the shop, every number that could be meant: a hundred exact look-ups cost nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from app.clients.chunks import places
from app.values.folding import fold

_YEARS = 12
_MOST_DIGITS = 7
_LEAST = 3
_MOST = 500


def compact(number: str) -> str:
    """`FA-2026-0419` as it is kept: fa20260419."""
    return fold(number).replace(" ", "")


def could_be_number(text: str) -> bool:
    """Whether what was typed may be the number of a paper: one word with a digit in it."""
    word = compact(text)
    return _LEAST <= len(word) <= 40 and any(letter.isdigit() for letter in word) and len(text.split()) <= 2


def clients(db: Any, text: str, today: date) -> list[int]:
    """The clients one of whose papers is meant by `text`; `db` is a raw connection."""
    word = compact(text)
    found = [
        row[0]
        for row in db.execute(
            "SELECT DISTINCT client_id FROM search_term WHERE term >= ? AND term < ? LIMIT ?",
            (word, f"{word}\U0010ffff", _MOST),
        ).fetchall()
    ]
    if word.isdigit() and len(word) <= _MOST_DIGITS:
        meant = sorted(_candidates(db, int(word), today))
        rows = db.execute(
            f"SELECT DISTINCT client_id FROM search_term WHERE term IN ({places(meant)})", meant
        ).fetchall()
        found += [row[0] for row in rows]
    return list(dict.fromkeys(found))


def _candidates(db: Any, sequence: int, today: date) -> set[str]:
    from app.company.series import KINDS, show

    patterns = db.execute(f"SELECT pattern FROM numbering WHERE kind IN ({places(KINDS)})", KINDS).fetchall()
    years = range(today.year - _YEARS, today.year + 2)
    return {compact(show(pattern, year, sequence)) for (pattern,) in patterns for year in years}
