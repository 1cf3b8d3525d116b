"""What a file of a paper or a statement is called: plain letters that every disk, mail program and printer takes."""

from __future__ import annotations

import unicodedata

MOST = 90
_FOLDED = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss", "ø": "o", "Ø": "O", "’": " ", "'": " "})


def file_name(*parts: str, ending: str = ".pdf") -> str:
    """The parts that are not empty, without accents and signs: `FA-2026-0419 Brasserie du Theatre.pdf`."""
    text = unicodedata.normalize("NFKD", " ".join(filter(None, parts)).translate(_FOLDED))
    plain = "".join(_plain(letter) for letter in text if not unicodedata.combining(letter))
    return (" ".join(plain.split()).strip(" .-_")[:MOST].rstrip(" .-_") or "Clientele") + ending


def _plain(letter: str) -> str:
    if letter.isalnum() or letter in "-_.,()&+":
        return letter
    return "-" if letter in "/\\:|" else " "
