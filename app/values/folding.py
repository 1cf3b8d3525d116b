"""Text as search and sorting see it: without case, accents or punctuation; œ = oe, æ = ae, ß = ss.

Folding works letter by letter: one C call for what is ASCII, a table that fills itself for the others. A query and an
index folded here always agree.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart, though everybody types them without their stroke.
_UNDECOMPOSED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n"}
)


def _fold_letter(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    kept = []
    for part in parts.translate(_UNDECOMPOSED):
        category = unicodedata.category(part)
        if unicodedata.combining(part) or category == "Cf" or "\ufe00" <= part <= "\ufe0f":
            continue
        # A mark that does not combine is the vowel of an Indian or Thai word: a letter to its readers.
        kept.append(part if part.isalnum() or category in ("Mn", "Mc") else " ")
    return "".join(kept)


class _Folds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


class _Digits(dict[int, str]):
    def __missing__(self, code: int) -> str:
        digit = unicodedata.decimal(chr(code), None)
        self[code] = kept = "" if digit is None else str(digit)
        return kept


_FOLDS = _Folds()
_DIGITS = _Digits()
_ASCII = bytes(ord(_fold_letter(chr(code))) if code < 128 else code for code in range(256))
_NOT_DIGITS = bytes(code for code in range(256) if not 48 <= code <= 57)
_ABOVE_ASCII = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """`text` without case, accents and punctuation, its words separated by one space: `L'Œuvre` -> `l oeuvre`."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The folded words of `text`, in their order."""
    if not text.isascii():
        text = _ABOVE_ASCII.sub(lambda letters: letters[0].translate(_FOLDS), text)
    if text.isascii():
        return text.encode().translate(_ASCII).decode().split()
    return text.translate(_FOLDS).split()


def sort_key(*parts: str) -> str:
    """What to sort by for a text, or for several of falling weight (last name, first name)."""
    return fold(" ".join(parts))


def digits(text: str) -> str:
    """Only the decimal digits of `text`, as ASCII."""
    if text.isascii():
        return text.encode().translate(None, _NOT_DIGITS).decode()
    return text.translate(_DIGITS)
