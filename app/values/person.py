"""Names of people and firms: how they are shown, greeted and abbreviated.

A civility is kept as typed ("Mme", "Dr"); this module knows the usual ones in English and French.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import Literal, NamedTuple

from app.values.folding import fold, words

NameOrder = Literal["first", "last"]
AVATARS = 8


class Civility(NamedTuple):
    """One way to address somebody: as kept, in full on an envelope, and in the greeting of a letter."""

    short: str
    language: str
    full: str
    greeting: str


CIVILITIES = (
    Civility("M.", "fr", "Monsieur", "Monsieur"),
    Civility("Mme", "fr", "Madame", "Madame"),
    Civility("M. et Mme", "fr", "Monsieur et Madame", "Madame, Monsieur"),
    Civility("Dr", "fr", "Docteur", "Docteur"),
    Civility("Pr", "fr", "Professeur", "Professeur"),
    Civility("Me", "fr", "Maître", "Maître"),
    Civility("Mr", "en", "Mr", "Mr"),
    Civility("Mrs", "en", "Mrs", "Mrs"),
    Civility("Ms", "en", "Ms", "Ms"),
    Civility("Miss", "en", "Miss", "Miss"),
    Civility("Mx", "en", "Mx", "Mx"),
    Civility("Mr and Mrs", "en", "Mr and Mrs", "Mr and Mrs"),
    Civility("Dr", "en", "Dr", "Dr"),
    Civility("Prof.", "en", "Professor", "Professor"),
)

_OTHER_SPELLINGS = {"mlle": "Mme", "mademoiselle": "Mme", "sir": "Mr", "madam": "Ms"}
_IN_FRENCH = {"Mr": "M.", "Mrs": "Mme", "Ms": "Mme", "Miss": "Mme", "Mr and Mrs": "M. et Mme", "Prof.": "Pr"}
_DEAR = {"M.": "Cher Monsieur", "Mme": "Chère Madame", "M. et Mme": "Chers Monsieur et Madame"}
_IN_ENGLISH = {"M.": "Mr", "Mme": "Ms", "M. et Mme": "Mr and Mrs", "Pr": "Prof."}

_UNTOLD = frozenset(
    "a al an and au aux chez d da das de del della den der des di do dos du e el en et for in l la las le les lo los "
    "of on s sur the to un une van vom von y zu zum zur "
    "sa sarl sas sasu eurl sci scm snc scp earl gaec selarl ets etablissements ste societe maison".split()
)
_GAPS = re.compile(r"[\s/&+.,()\"«»]+")
_ELISION = re.compile(r"^[ldLD]['\u2019](?=\w)")


def civilities(language: str) -> tuple[str, ...]:
    """The usual civilities of a language, for a list to choose from."""
    own = tuple(civility.short for civility in CIVILITIES if civility.language == language)
    return own or civilities("en")


@lru_cache(maxsize=256)
def find_civility(text: str, language: str = "fr") -> Civility | None:
    """The civility meant by `Mme`, `Madame`, `mrs.`; in `language` where both have it. None for any other title."""
    wanted = fold(text)
    known = sorted(CIVILITIES, key=lambda civility: civility.language != language)
    for civility in known:
        if wanted in (fold(civility.short), fold(civility.full)):
            return civility
    other = _OTHER_SPELLINGS.get(wanted)
    return next((civility for civility in known if civility.short == other), None)


def display_name(first: str, last: str, *, order: NameOrder = "first") -> str:
    """`Amélie Garnier`, or `Garnier Amélie` where names go by the last."""
    return " ".join(f"{first} {last}".split() if order == "first" else f"{last} {first}".split())


def formal_name(civility: str, first: str, last: str, *, language: str = "fr") -> str:
    """The first line of an envelope: `Madame Amélie Garnier`."""
    known = find_civility(civility, language)
    return " ".join(f"{known.full if known else civility} {first} {last}".split())


def salutation(civility: str, last: str, language: str) -> str:
    """The greeting of a letter: `Madame,` in French, `Dear Ms Garnier,` in English; neutral when nothing is known."""
    known = _civility_in(civility, language)
    if language == "fr":
        return f"{known.greeting}," if known else "Madame, Monsieur,"
    return f"Dear {known.greeting} {last.strip()}," if known and last.strip() else "Dear Sir or Madam,"


def dear(civility: str, first: str, last: str, language: str) -> str:
    """A warm greeting by name, without a comma: `Chère Madame Garnier`, `Dear Ms Garnier`; neutral without a civility.

    A French doctor, professor or lawyer is greeted by the title, which is the same for men and women.
    """
    known, name = _civility_in(civility, language), last.strip()
    if language != "fr":
        full = display_name(first, last)
        who = f"{known.greeting} {name}" if known and name else full if first.strip() and name else "Sir or Madam"
        return f"Dear {who}"
    if known is None:
        return "Madame, Monsieur"
    start = _DEAR.get(known.short, known.full)
    return start if known.short == "Me" else f"{start} {name}".rstrip()


def gender(civility: str) -> str:
    """`m`, `f`, or empty where the civility does not tell, or tells of two."""
    known = _civility_in(civility, "fr")
    return {"M.": "m", "Mme": "f"}.get(known.short, "") if known else ""


def _civility_in(text: str, language: str) -> Civility | None:
    known = find_civility(text, language)
    if known is None:
        return None
    here = (_IN_FRENCH if language == "fr" else _IN_ENGLISH).get(known.short, known.short)
    return find_civility(here, language)


def initials(*names: str) -> str:
    """At most two capitals for an avatar: `BT` for Brasserie du Théâtre; of (first, last), one letter each.

    Small words and legal forms do not count, unless there is nothing else. Empty when there is no letter or digit.
    """
    given = [name for name in names if fold(name)]
    if len(given) > 1:
        return "".join(initials(name)[:1] for name in (given[0], given[-1]))
    parts = [_ELISION.sub("", part) for part in _GAPS.split(given[0]) if fold(part)] if given else []
    told = [part for part in parts if not set(words(part)) <= _UNTOLD]
    return "".join(_capital(part) for part in (told or parts)[:2])


def _capital(part: str) -> str:
    letter = next(letter for letter in part if letter.isalnum())
    return letter.upper()[:1]


def avatar_index(identifier: int) -> int:
    """Which of the eight avatar colours a record has, for ever: a hash of its id, the same on every computer."""
    return zlib.crc32(str(identifier).encode()) % AVATARS
