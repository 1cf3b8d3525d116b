"""The forms of the neighbours (BE, CH, LI, LU, DE, AT, NL, GB, IT, ES) and of every other country.

The order of the parts is that of the readable block; the posts add capitals, what is left out and how many lines.
Sources: bpost, Swiss Post, DIN 5008, PostNL, Royal Mail, Poste Italiane, Correos.
"""

from __future__ import annotations

import re

from app.values.address import MOST_LINES, PERSON_FIRST, UNIT_IN_STREET, street_line, town_lines
from app.values.postal_lines import Addressee, Draft, Parts, Sender, names
from app.values.postcode import normal

_ALWAYS_CAPITALS = frozenset(("AU", "ES", "GB", "GG", "IM", "IT", "JE", "LU", "NL"))
_BRITISH = frozenset(("GB", "GG", "IM", "JE"))
_GERMAN = frozenset(("AT", "DE"))
_SWISS = frozenset(("CH", "LI"))
# Where a letter finds its way without the county, the canton or the Land.
_WITHOUT_REGION = _BRITISH | _GERMAN | _SWISS | frozenset("BE BG CZ DK FI GR HR HU LU NL NO PL PT RO SE SI SK".split())
_FEWEST = {"CH": 3, "LI": 3, "NL": 3}
_SIGNS = re.compile(r"[.,;:()\"]+")
_POSTFACH = re.compile(r"(postfach\s*)?([0-9 ]+)", re.IGNORECASE)
_LONGEST_BOX = 40


def european(parts: Parts, who: Addressee, sender: Sender, *, abroad: bool) -> Draft:
    """The rows of an address in a country with no form of its own elsewhere."""
    country = parts.country
    draft = Draft(
        language=sender.language,
        most=MOST_LINES - 1 if country == "IT" else MOST_LINES,
        fewest=_FEWEST.get(country, 0),
        comma=country not in _BRITISH | {"IT"},
    )
    names(draft, parts, who, person_first=country in PERSON_FIRST, title_alone=country in _SWISS)
    named = len(draft.rows)
    unit = "" if country in UNIT_IN_STREET else parts.unit
    inside = [("unit", unit), ("building", parts.building)]
    locality = [("place", parts.locality)]
    for kind, text in (
        ("care_of", parts.care_of),
        *(reversed(inside) if country == "BE" else inside),
        *(locality if country in _GERMAN else ()),
        ("street", street_line(parts)),
        *(() if country in _GERMAN else locality),
        ("place", _box(parts.po_box, country)),
    ):
        draft.add(kind, text)
    capitals = sender.capitals and (abroad or country in _ALWAYS_CAPITALS)
    for text in _towns(parts):
        draft.add("town", text.upper() if capitals else text)
    _strip(draft, country, named, sender)
    return draft


def _box(text: str, country: str) -> str:
    """`Postfach 100122` -> `Postfach 10 01 22` (DIN 5008: pairs, counted from the right)."""
    found = _POSTFACH.fullmatch(text) if country in _GERMAN and len(text) <= _LONGEST_BOX else None
    if not found:
        return text
    number = found[2].replace(" ", "")
    pairs = [number[max(0, end - 2) : end] for end in range(len(number), 0, -2)]
    return f"Postfach {' '.join(reversed(pairs))}"


def _towns(parts: Parts) -> list[str]:
    code = normal(parts.postcode, parts.country)
    if parts.country == "NL":
        return ["  ".join(text for text in (code, parts.city) if text)]
    if parts.country in _BRITISH:
        return [parts.city, code]
    found = town_lines(parts)
    told = parts.country in _WITHOUT_REGION or any(parts.region in line for line in found)
    return found if told else [*found, parts.region]


def _strip(draft: Draft, country: str, named: int, sender: Sender) -> None:
    """No punctuation where the post wants none: everywhere in Italy, below the names in Britain."""
    if country != "IT" and country not in _BRITISH:
        return
    for row in draft.rows[0 if country == "IT" else named :]:
        row.text = " ".join(_SIGNS.sub(" ", row.text).split())
        row.text = row.text.upper() if country == "IT" and sender.capitals else row.text
