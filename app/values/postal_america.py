"""The forms of Canada Post and the United States Postal Service (Publication 28): capitals, hardly any punctuation.

In English the kind of street and the points of the compass are always abbreviated, as both posts ask; in French only
where a line is too long.
"""

from __future__ import annotations

import re

from app.values.address import in_french
from app.values.folding import fold
from app.values.postal_lines import Addressee, Draft, Parts, Sender, abbreviated, like, names
from app.values.postcode import normal
from app.values.regions import region_code

# "Fewer than 40 characters a line without spaces" (Canada Post).
_WIDEST_CANADIAN = 39
_KINDS = {
    "street": "St", "avenue": "Ave", "road": "Rd", "boulevard": "Blvd", "drive": "Dr", "lane": "Ln", "court": "Ct",
    "place": "Pl", "square": "Sq", "terrace": "Ter", "circle": "Cir", "highway": "Hwy", "parkway": "Pkwy",
    "trail": "Trl", "crescent": "Cres", "expressway": "Expy", "freeway": "Fwy", "alley": "Aly", "plaza": "Plz",
    "heights": "Hts", "point": "Pt", "turnpike": "Tpke", "cove": "Cv", "crossing": "Xing", "ridge": "Rdg",
}  # fmt: skip
_CANADIAN_KINDS = _KINDS | {
    "lane": "Lane", "court": "Crt", "terrace": "Terr", "parkway": "Pky", "trail": "Trail", "plaza": "Plaza",
    "alley": "Alley", "cove": "Cove", "crossing": "Cross", "ridge": "Ridge", "turnpike": "Turnpike",
}  # fmt: skip
_FRENCH_KINDS = {
    "boulevard": "Boul", "avenue": "Av", "chemin": "Ch", "route": "Rte", "croissant": "Crois", "place": "Pl",
    "impasse": "Imp", "square": "Sq", "autoroute": "Aut", "terrasse": "Terr", "esplanade": "Espl",
}  # fmt: skip
_COMPASS = {
    "north": "N", "south": "S", "east": "E", "west": "W", "northeast": "NE", "northwest": "NW", "southeast": "SE",
    "southwest": "SW", "n": "N", "s": "S", "e": "E", "w": "W", "ne": "NE", "nw": "NW", "se": "SE", "sw": "SW",
}  # fmt: skip
_UNITS = {
    "apartment": "Apt", "suite": "Ste", "floor": "Fl", "building": "Bldg", "room": "Rm", "department": "Dept",
    "lot": "Lot", "unit": "Unit",
}  # fmt: skip
_CANADIAN_UNITS = {"apartment": "Apt", "appartement": "App"}
_DOTS = re.compile(r"\.")
_CITY_DOTS = re.compile(r"(?<!\bST)(?<!\bSTE)\.", re.IGNORECASE)
_CANADIAN_SIGNS = re.compile(r"[^\w\s'’/&-]|_")
_AMERICAN_SIGNS = re.compile(r"(?<=\D)[-/]|[-/](?=\D|$)|[^\w\s/&#-]|_")
_APOSTROPHES = re.compile("['’.]")
_BOX = re.compile(r"(?:p\.?\s?o\.?\s?)?(?:box)\s*", re.IGNORECASE)


def canadian(parts: Parts, who: Addressee, sender: Sender) -> Draft:
    """The rows of an address in Canada, as the post reads them."""
    draft = Draft(language=sender.language, width=_WIDEST_CANADIAN, count_spaces=False, comma=False)
    names(draft, parts, who, person_first=False)
    draft.add("care_of", parts.care_of)
    draft.add("building", parts.building)
    for row in draft.rows:
        row.text = _canadian(row.text, sender)
    _add_canadian_street(draft, parts, sender)
    draft.add("place", _canadian(_po_box(parts, "CP" if in_french(parts) else "PO BOX"), sender))
    draft.add("place", _canadian(parts.locality, sender))
    city = _CITY_DOTS.sub("", parts.city)
    town = " ".join(filter(None, (_shown(city, sender), _shown(region_code(parts.region, "CA"), sender))))
    code = normal(parts.postcode, "CA")
    whole = "  ".join(filter(None, (town, code)))
    for text in (whole,) if draft.length(whole) <= draft.width else (town, code):
        draft.add("town", text)
    return draft


def _add_canadian_street(draft: Draft, parts: Parts, sender: Sender) -> None:
    number = _canadian(f"{parts.house_number} {parts.number_suffix}".strip(), sender)
    street = _canadian(parts.street, sender)
    unit = _canadian(_units(parts.unit.lstrip("# "), _CANADIAN_UNITS), sender)
    if in_french(parts):
        unit = _shown(f"App {unit}", sender) if unit.isalnum() else unit
        line = _row(number, street, unit)
        excess = draft.length(line) - draft.width
        short = _row(number, abbreviated(street, excess, _FRENCH_KINDS, {}), unit) if excess > 0 else line
        draft.add("street", short, line if short != line else "")
        return
    street = _street(street, _CANADIAN_KINDS)
    if unit.isalnum() and number:
        draft.add("street", f"{unit}-{number} {street}".rstrip())
    else:
        draft.add("street", _row(number, street, _shown(f"Unit {unit}", sender) if unit.isalnum() else unit))


def american(parts: Parts, who: Addressee, sender: Sender) -> Draft:
    """The rows of an address in the United States."""
    draft = Draft(language=sender.language, comma=False)
    names(draft, parts, who, person_first=True)
    draft.add("care_of", parts.care_of)
    draft.add("building", _units(parts.building, _UNITS))
    for row in draft.rows:
        row.text = _american(row.text, sender)
    number = _american(f"{parts.house_number} {parts.number_suffix}".strip(), sender)
    street = _row(number, _street(_american(parts.street, sender), _KINDS))
    unit = parts.unit.lstrip("# ")
    unit = f"# {unit}" if unit.isalnum() else _units(unit, _UNITS)
    unit = _american(unit, sender)
    whole = _row(street, unit)
    for kind, text in (("street", whole),) if len(whole) <= draft.width else (("unit", unit), ("street", street)):
        draft.add(kind, text)
    draft.add("place", _american(parts.locality, sender))
    draft.add("place", _american(_po_box(parts, "PO BOX"), sender))
    state = region_code(parts.region, "US")
    town = _row(_american(parts.city, sender), _american(state, sender))
    draft.add("town", "  ".join(filter(None, (town, normal(parts.postcode, "US")))))
    return draft


def _street(text: str, kinds: dict[str, str]) -> str:
    """`North Main Street` -> `N Main St`. A point of the compass that is the name itself stays: `South Avenue`."""
    found = text.split(" ")
    if len(found) >= 4 and (point := _COMPASS.get(_known(found[-2] + found[-1]))):
        found[-2:] = [point]
    last = len(found) - 1
    if last >= 2 and (point := _COMPASS.get(_known(found[last]))):
        found[last] = point
        last -= 1
    if last >= 1 and (kind := kinds.get(_known(found[last]))):
        found[last] = like(kind, found[last])
    if last >= 2 and (point := _COMPASS.get(_known(found[0]))):
        found[0] = point
    return " ".join(found)


def _units(text: str, table: dict[str, str]) -> str:
    return " ".join(like(table.get(_known(word), word), word) for word in text.split(" ")) if text else ""


def _known(word: str) -> str:
    return fold(word) if len(word) <= 20 else ""


def _po_box(parts: Parts, words: str) -> str:
    """`123` and `P.O. Box 123` -> `PO BOX 123`; what says more stays as it is."""
    number = _BOX.sub("", parts.po_box, count=1) if len(parts.po_box) <= 60 else parts.po_box
    return f"{words} {number}" if number and (number.isdigit() or number != parts.po_box) else parts.po_box


def _canadian(text: str, sender: Sender) -> str:
    return _shown(" ".join(_CANADIAN_SIGNS.sub(" ", _DOTS.sub("", text)).split()), sender)


def _american(text: str, sender: Sender) -> str:
    """Without accents; a hyphen or a stroke only between two digits."""
    plain = _APOSTROPHES.sub("", text)
    if not plain.isascii():
        plain = " ".join(word if word.isascii() else _unaccented(word) for word in plain.split(" "))
    return _shown(" ".join(_AMERICAN_SIGNS.sub(" ", plain).split()), sender)


def _unaccented(word: str) -> str:
    plain = fold(word)
    return plain.upper() if word.isupper() else plain.capitalize() if word[0].isupper() else plain


def _shown(text: str, sender: Sender) -> str:
    return text.upper() if sender.capitals else text


def _row(*texts: str) -> str:
    return " ".join(text for text in texts if text)
