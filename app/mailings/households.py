"""Who lives under one roof, and how the names of a household are put on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.values.address import WIDEST_LINE, AddressParts
from app.values.folding import words
from app.values.person import find_civility, formal_name
from app.values.postcode import normal, town_key

_IN_FULL = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "all": "allee",
    "che": "chemin", "imp": "impasse", "pl": "place", "rte": "route", "sq": "square", "res": "residence", "r": "rue",
    "st": "saint", "ste": "sainte", "fg": "faubourg", "apt": "appartement", "app": "appartement", "bat": "batiment",
}  # fmt: skip
_LONGEST = 200
_MOST_FAMILIES = 2


@dataclass(frozen=True, slots=True)
class Member:
    """One person who may share a letter with others; `place` counts in the list of recipients."""

    place: int
    civility: str
    first_name: str
    last_name: str
    language: str

    @property
    def stands_for_all(self) -> bool:
        """Whether this record is the household itself: `M. et Mme Roy`, `Anne et Paul`, `Famille Roy`."""
        known = find_civility(self.civility, self.language or "fr")
        told = words(f"{self.first_name} {self.last_name}"[:_LONGEST])
        couple = "&" in self.first_name or bool({"et", "and"} & set(words(self.first_name[:_LONGEST])))
        return couple or (known is not None and " " in known.full) or bool({"famille", "family"} & set(told))


def roof(parts: AddressParts) -> str:
    """The same for every way to write one place; empty where the address names somebody itself, or no place."""
    if parts.free_block or parts.recipient or parts.company or not (parts.street or parts.po_box or parts.locality):
        return ""
    texts = (
        parts.care_of, parts.unit, parts.building, parts.house_number, parts.number_suffix, parts.street, parts.box,
        parts.po_box, parts.locality,
    )  # fmt: skip
    place = " ".join(_IN_FULL.get(word, word) for word in words(" ".join(texts)))
    return f"{parts.country}|{normal(parts.postcode, parts.country)}|{town_key(parts.city)}|{place}"


def households(members: Sequence[Member]) -> list[list[Member]]:
    """Those of one roof who get one letter, the record that stands for all first.

    One or two families are a household; where there are more it is a house of flats, and each family gets its own.
    """
    families: dict[str, list[Member]] = {}
    for member in members:
        families.setdefault(_family(member), []).append(member)
    groups = [list(members)] if len(families) <= _MOST_FAMILIES else list(families.values())
    return [sorted(group, key=lambda member: (not member.stands_for_all, member.place)) for group in groups]


def _family(member: Member) -> str:
    found = [word for word in words(member.last_name[:_LONGEST]) if word not in ("famille", "family")]
    return " ".join(found)


def joined(members: Sequence[Member], width: int = WIDEST_LINE) -> str:
    """The names on one line: in full, else with initials, else as a family.

    `Madame Anne et Monsieur Paul Roy`, `Madame A. et Monsieur P. Roy`, `Famille Roy`.
    """
    first = members[0]
    if first.stands_for_all or len(members) == 1:
        return _full(first)
    names = {_family(member): member.last_name for member in members}
    french = first.language != "en"
    family = [f"Famille {name}" if french else f"{name} family" for name in names.values()]
    if len(members) > 2:
        return _and(family, french)
    written = [_and(_with(members, initials, len(names) == 1), french) for initials in (False, True)]
    return next((line for line in written if len(line) <= width), _and(family, french))


def _full(member: Member) -> str:
    return formal_name(member.civility, member.first_name, member.last_name, language=member.language or "fr")


def _with(members: Sequence[Member], initials: bool, one_name: bool) -> list[str]:
    found = []
    for place, member in enumerate(members):
        first = f"{member.first_name[:1]}." if initials and member.first_name else member.first_name
        last = "" if one_name and place < len(members) - 1 else member.last_name
        found.append(formal_name(member.civility, first, last, language=member.language or "fr"))
    return found


def _and(names: Sequence[str], french: bool) -> str:
    return f" {'et' if french else 'and'} ".join(names)
