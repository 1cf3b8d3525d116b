"""An address as one reads it on the screen, its street taken apart, and the width of a label.

The lines here follow each country's order of parts. Capitals, abbreviations and the other demands of the posts belong
to the printed form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from app.errors import Problem
from app.i18n import N_
from app.values.countries import FRENCH, names
from app.values.postcode import normal

# XP Z10-011, followed by La Poste: six lines of at most 38 characters, spaces included.
WIDEST_LINE = 38
MOST_LINES = 6


class AddressParts(Protocol):
    """The parts that every country's post asks for; `free_block` replaces them all where it is filled."""

    recipient: str
    company: str
    department: str
    care_of: str
    unit: str
    building: str
    house_number: str
    number_suffix: str
    street: str
    box: str
    po_box: str
    locality: str
    postcode: str
    city: str
    cedex: str
    region: str
    country: str
    language: str
    free_block: str


_NUMBER_LAST = frozenset("AT BE CH CZ DE DK ES FI GR HR HU IS IT LI NL NO PL PT RO SE SI SK".split())
# Elsewhere the firm stands first, which lets anybody there open the letter.
_PERSON_FIRST = frozenset("AU BE GB IE US".split())
# What joins the flat to the street's line, where it has none of its own (DIN 5008; Correos).
_UNIT_IN_STREET = {"AT": " // ", "DE": " // ", "ES": ", ", "CA": ", "}

_NUMBER = r"(?P<number>[0-9]{1,5}(?:\s?[-/]\s?[0-9]{1,5})?)"
# A letter apart is part of the number in France ("12 A rue du Four"), a direction in America ("12 E Main St").
_SUFFIX = r"(?:(?P<suffix>[a-z]|\s?(?:bis|ter|quater|quinquies|1/[24]|3/4)|{letter})(?=[\s,]|$))?"
_STREET = r"(?P<street>\S.*)"
_NUMBER_FIRST_HERE = re.compile(rf"{_NUMBER}{_SUFFIX.format(letter=' [a-z]')}\s*,?\s+{_STREET}", re.IGNORECASE)
_NUMBER_FIRST_ABROAD = re.compile(rf"{_NUMBER}{_SUFFIX.format(letter='(?!)')}\s*,?\s+{_STREET}", re.IGNORECASE)
_NUMBER_AT_END = re.compile(rf"(?P<street>[^0-9]*[\s,.]){_NUMBER}{_SUFFIX.format(letter=' [a-z]')}", re.IGNORECASE)
_LONGEST = 200


def lines(parts: AddressParts, *, home_country: str = "FR", language: str = "fr") -> list[str]:
    """The address as a block to read: addressee, place, town, and the country where it is not the shop's.

    `language` names the country. Parts that are empty leave no line.
    """
    if parts.free_block.strip():
        return [line.strip() for line in parts.free_block.splitlines() if line.strip()]
    addressee = [parts.company, parts.department, parts.recipient]
    block = [
        *(reversed(addressee) if parts.country in _PERSON_FIRST else addressee),
        parts.care_of,
        "" if parts.country in _UNIT_IN_STREET else parts.unit,
        parts.building,
        street_line(parts),
        _join(parts.po_box, parts.locality),
        *_town_lines(parts),
        _country_line(parts.country, home_country, language),
    ]
    return [line for line in (" ".join(text.split()).rstrip(",") for text in block) if line]


def place(parts: AddressParts, *, home_country: str = "FR") -> str:
    """One line for a list: `21000 Dijon`, with the country's code when it is abroad."""
    abroad = parts.country if _country_line(parts.country, home_country, "en") else ""
    return _join(parts.postcode, parts.city, f"({abroad})" if abroad else "")


def split_street(text: str, country: str = "FR") -> tuple[str, str, str]:
    """`12 bis rue du Four` -> ("12", "bis", "rue du Four"); `Hauptstraße 5` where the number stands last."""
    plain = " ".join(text[:_LONGEST].split())
    first = _NUMBER_FIRST_HERE if country in FRENCH | {"MC", "LU"} else _NUMBER_FIRST_ABROAD
    found = (_NUMBER_AT_END if country in _NUMBER_LAST else first).fullmatch(plain)
    if not found or len(text) > _LONGEST:
        return "", "", " ".join(text.split())
    return found["number"].replace(" ", ""), (found["suffix"] or "").strip(), found["street"].rstrip(" ,")


def over_width(block: Sequence[str], path: str = "") -> tuple[Problem, ...]:
    """Warnings for what does not fit a label: lines of more than 38 characters, more than six lines."""
    long = N_("“{line}” has {count} characters; a label takes 38.")
    many = N_("This address has {count} lines; a label takes 6.")
    found = [
        Problem(path, long, {"line": line, "count": len(line)}, "warning") for line in block if len(line) > WIDEST_LINE
    ]
    if len(block) > MOST_LINES:
        found.append(Problem(path, many, {"count": len(block)}, "warning"))
    return tuple(found)


def street_line(parts: AddressParts) -> str:
    """Number and street as the country writes them, with the box or flat where they belong to this line."""
    number = _join(parts.house_number, parts.number_suffix)
    if parts.country in _NUMBER_LAST:
        street = _join(parts.street, number, _box(parts))
        gap = _UNIT_IN_STREET.get(parts.country, "")
        return gap.join(text for text in (street, parts.unit) if text) if gap else street
    if parts.country == "CA":
        return _canadian_street(parts, number)
    comma = "," if parts.country == "LU" and number else ""
    return _join(f"{number}{comma}", parts.street)


def _canadian_street(parts: AddressParts, number: str) -> str:
    """`1234, rue Saint-Denis, app. 5` (Office québécois de la langue française), or in English `5-1234 Main St`."""
    unit = parts.unit.lstrip("# ")
    if parts.language == "fr":
        named = f"app. {unit}" if unit.isalnum() else unit
        return ", ".join(text for text in (number, parts.street, named) if text)
    if unit.isalnum() and number:
        return f"{unit}-{number} {parts.street}"
    return _join(unit, number, parts.street)


def _box(parts: AddressParts) -> str:
    if not parts.box or parts.country != "BE":
        return parts.box
    return f"{'bus' if parts.language == 'nl' else 'bte'} {parts.box}"


def _town_lines(parts: AddressParts) -> list[str]:
    code = normal(parts.postcode, parts.country)
    match parts.country:
        case "GB":
            return [parts.city, code]
        case "CA" if parts.language == "fr" and parts.region:
            return [_join(parts.city, f"({parts.region})", code)]
        case "CA" | "US" | "AU":
            return [_join(parts.city, parts.region, code)]
        case "LU":
            return [_join(f"L-{code}" if code else "", parts.city)]
        case "IT":
            return [_join(code, parts.city, parts.region)]
        case "ES":
            return [_join(code, parts.city), parts.region if parts.region != parts.city else ""]
        case "IE":
            return [parts.city, parts.region, code]
    return [_join(code, parts.city, parts.cedex)]


def _country_line(country: str, home: str, language: str) -> str:
    """France, its overseas departments and Monaco are one postal territory."""
    inland = country == home or not country or {country, home} <= FRENCH | {"MC"}
    return "" if inland else names(language).get(country, country)


def _join(*texts: str) -> str:
    return " ".join(text for text in texts if text.strip())
