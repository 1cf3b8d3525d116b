"""An address as one reads it on the screen, its street taken apart, and the width of a label.

The lines here follow each country's order of parts. Capitals, abbreviations and the other demands of the posts belong
to the printed form.
"""

from __future__ import annotations

import re
from typing import Protocol

from app.values.countries import FRENCH, names
from app.values.postcode import normal
from app.values.regions import region_code, region_name

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
PERSON_FIRST = frozenset("AU BE GB IE US".split())
# What joins the flat to the street's line, where it has none of its own (DIN 5008; Correos).
UNIT_IN_STREET = {"AT": " // ", "DE": " // ", "ES": ", ", "CA": ", "}

_NUMBER = r"(?P<number>[0-9]{1,5}(?:\s?[-/]\s?[0-9]{1,5})?)"
# A letter apart is part of the number in France ("12 A rue du Four"), a direction in America ("12 E Main St").
_SUFFIX = r"(?:(?P<suffix>[a-z]|\s?(?:bis|ter|quater|quinquies|1/[24]|3/4)|{letter})(?=[\s,]|$))?"
_STREET = r"(?P<street>\S.*)"
_NUMBER_FIRST_HERE = re.compile(rf"{_NUMBER}{_SUFFIX.format(letter=' [a-z]')}\s*,?\s+{_STREET}", re.IGNORECASE)
_NUMBER_FIRST_ABROAD = re.compile(rf"{_NUMBER}{_SUFFIX.format(letter='(?!)')}\s*,?\s+{_STREET}", re.IGNORECASE)
_NUMBER_AT_END = re.compile(rf"(?P<street>[^0-9]*[\s,.]){_NUMBER}{_SUFFIX.format(letter=' [a-z]')}", re.IGNORECASE)
_LONGEST = 200
# "bte 4" typed where "4" is asked for.
_BOX = re.compile(r"(?:bte|bo[iî]te|bus|box)\b[ .]*", re.IGNORECASE)
# The languages of the countries whose addresses this knows.
_WITH_NAMES = frozenset("de en es fr it nl".split())


def lines(parts: AddressParts, *, home_country: str = "FR", language: str = "fr") -> list[str]:
    """The address as a block to read: addressee, place, town, and the country where it is not the shop's.

    `language` names the country. Parts that are empty leave no line.
    """
    if parts.free_block.strip():
        return [line.strip() for line in parts.free_block.splitlines() if line.strip()]
    addressee = [parts.company, parts.department, parts.recipient]
    block = [
        *(reversed(addressee) if parts.country in PERSON_FIRST else addressee),
        *_place_lines(parts),
        *town_lines(parts),
        _country_line(parts.country, home_country, language),
    ]
    return [line for line in (" ".join(text.split()).rstrip(",") for text in block) if line]


def letter_lines(parts: AddressParts, *, home_country: str = "FR", language: str = "fr") -> list[str]:
    """The place, town and country of `lines` as a letter has them: in Québec with the province in full.

    Source: Office québécois de la langue française, and the Commission de toponymie; two spaces before the code.
    """
    place = [" ".join(text.split()).rstrip(",") for text in _place_lines(parts)]
    town = _quebec_town(parts) if parts.country == "CA" and in_french(parts) else town_lines(parts)
    return [line for line in (*place, *town, _country_line(parts.country, home_country, language)) if line]


def _place_lines(parts: AddressParts) -> list[str]:
    return [
        parts.care_of,
        "" if parts.country in UNIT_IN_STREET else parts.unit,
        parts.building,
        street_line(parts),
        _join(parts.po_box, parts.locality),
    ]


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


def street_line(parts: AddressParts) -> str:
    """Number and street as the country writes them, with the box or flat where they belong to this line."""
    number = _join(parts.house_number, parts.number_suffix)
    if parts.country in _NUMBER_LAST:
        street = _join(parts.street, number, _box(parts))
        gap = UNIT_IN_STREET.get(parts.country, "")
        return gap.join(text for text in (street, parts.unit) if text) if gap else street
    if parts.country == "CA":
        return _canadian_street(parts, number)
    comma = "," if parts.country == "LU" and number else ""
    return _join(f"{number}{comma}", parts.street)


def _canadian_street(parts: AddressParts, number: str) -> str:
    """`1234, rue Saint-Denis, app. 5` (Office québécois de la langue française), or in English `5-1234 Main St`."""
    unit = parts.unit.lstrip("# ")
    if in_french(parts):
        named = f"app. {unit}" if unit.isalnum() else unit
        return ", ".join(text for text in (number, parts.street, named) if text)
    if unit.isalnum() and number:
        return f"{unit}-{number} {parts.street}"
    return _join(unit, number, parts.street)


def _box(parts: AddressParts) -> str:
    if not parts.box or parts.country != "BE":
        return parts.box
    return f"{'bus' if _in_dutch(parts) else 'bte'} {_BOX.sub('', parts.box, count=1)}"


def in_french(parts: AddressParts) -> bool:
    """Whether an address of Canada is written in French: it says so, or it says nothing and lies in Québec."""
    return parts.language == "fr" or (not parts.language and region_code(parts.region, "CA") == "QC")


def _in_dutch(parts: AddressParts) -> bool:
    """Belgian towns from 1500 to 3999 and from 8000 on speak Dutch."""
    return parts.language == "nl" or (
        not parts.language
        and parts.postcode[:4] > "1499"
        and (parts.postcode[:4] < "4000" or parts.postcode[:4] >= "8000")
    )


def town_lines(parts: AddressParts) -> list[str]:
    """Town and postcode, on the lines their country gives them."""
    code = normal(parts.postcode, parts.country)
    match parts.country:
        case "GB":
            return [parts.city, code]
        case "CA" if in_french(parts) and parts.region:
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


def _quebec_town(parts: AddressParts) -> list[str]:
    region = region_name(parts.region, "CA", "fr")
    town = _join(parts.city, f"({region})" if region else "")
    return ["  ".join(text for text in (" ".join(town.split()), normal(parts.postcode, "CA")) if text)]


def inland(country: str, home: str) -> bool:
    """Whether mail from one to the other crosses no border: France, its overseas departments and Monaco are one."""
    return country == home or not country or {country, home} <= FRENCH | {"MC"}


def _country_line(country: str, home: str, language: str) -> str:
    return "" if inland(country, home) else country_name(country, language)


def country_name(country: str, language: str) -> str:
    """The name of a country in a language, in English where the language is none; the code itself where unknown."""
    return names(language if language in _WITH_NAMES else "en").get(country, country)


def _join(*texts: str) -> str:
    return " ".join(text for text in texts if text.strip())
