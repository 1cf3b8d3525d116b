"""The French form (NF Z10-011): France, its overseas departments and communities, and Monaco.

Lines of the addressee stay as typed; from the street on they are capitals without accents or punctuation. Words are
abbreviated only where a line has more than 38 characters, or the name of the street more than 32.
"""

from __future__ import annotations

import re

from app.values.address import WIDEST_LINE
from app.values.folding import fold
from app.values.postal_lines import Addressee, Draft, Parts, Sender, abbreviated, names
from app.values.postcode import normal, towns

_WIDEST_STREET = 32
_KINDS = {
    "avenue": "Av", "boulevard": "Bd", "allee": "All", "chemin": "Che", "impasse": "Imp", "place": "Pl",
    "route": "Rte", "square": "Sq", "residence": "Rés", "lotissement": "Lot", "passage": "Pass",
}  # fmt: skip
_WORDS = {
    "marechal": "Mal", "general": "Gal", "commandant": "Cdt", "capitaine": "Cne", "colonel": "Cnl", "lieutenant": "Lt",
    "docteur": "Dr", "professeur": "Pr", "president": "Pdt", "faubourg": "Fg", "sainte": "Ste", "saint": "St",
}  # fmt: skip
_INSIDE = {
    "residence": "Rés", "batiment": "Bât", "appartement": "App", "escalier": "Esc", "etage": "Ét", "immeuble": "Imm",
    "entree": "Ent", "zone": "Z", "industrielle": "I", "artisanale": "A",
}  # fmt: skip
_SYMBOLS = re.compile(r"[\W_]+")
_RANGE = re.compile(r"([0-9]+)\s?[-/]\s?[0-9]+")
_GLUED = re.compile(r"([0-9]+)([A-Za-z]+)")
_LONGEST_NUMBER = 40


def french(parts: Parts, who: Addressee, sender: Sender) -> Draft:
    """The rows of an address in France or Monaco."""
    draft = Draft(language=sender.language)
    names(draft, parts, who, person_first=False)
    for kind, text in (("care_of", parts.care_of), ("unit", parts.unit), ("building", parts.building)):
        short = abbreviated(text, len(text) - WIDEST_LINE, {}, _INSIDE) if len(text) > WIDEST_LINE else text
        draft.add(kind, short, text if short != text else "")
    _add_street(draft, parts, sender)
    box, locality = _capitals(parts.po_box, sender), _capitals(parts.locality, sender)
    both = f"{box} {locality}".strip()
    for text in (both,) if len(both) <= WIDEST_LINE else (box, locality):
        _add_shortened(draft, "place", text)
    town = " ".join(filter(None, (parts.city, parts.cedex)))
    code = normal(parts.postcode, parts.country)
    _add_shortened(draft, "town", f"{code} {_capitals(town, sender)}".strip())
    if parts.cedex and towns(code):
        draft.told.append(("plain_postcode", "town", code))
    return draft


def _add_street(draft: Draft, parts: Parts, sender: Sender) -> None:
    number = _number(draft, parts)
    street = _capitals(parts.street, sender)
    lead = f"{_capitals(number, sender)} " if number else ""
    excess = max(len(lead) + len(street) - WIDEST_LINE, len(street) - _WIDEST_STREET)
    short = abbreviated(street, excess, _KINDS, _WORDS) if excess > 0 else street
    draft.add("street", (lead + short).strip(), lead + street if short != street else "")


def _number(draft: Draft, parts: Parts) -> str:
    """`12/14` is printed as 12, which is told; `12bis` as `12 bis`."""
    number = parts.house_number
    if len(number) <= _LONGEST_NUMBER:
        if found := _RANGE.fullmatch(number):
            draft.told.append(("number_range_shortened", "street", number))
            number = found[1]
        elif found := _GLUED.fullmatch(number):
            number = f"{found[1]} {found[2]}"
    return f"{number} {parts.number_suffix}".strip()


def _add_shortened(draft: Draft, kind: str, text: str) -> None:
    excess = len(text) - WIDEST_LINE
    short = abbreviated(text, excess, {}, _WORDS) if excess > 0 else text
    draft.add(kind, short, text if short != text else "")


def _capitals(text: str, sender: Sender) -> str:
    if not sender.capitals or not text:
        return text
    if sender.keep_accents:
        return _SYMBOLS.sub(" ", text).strip().upper()
    return fold(text).upper()
