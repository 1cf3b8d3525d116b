"""Taxes as data: the rates of each country with the days they were in force, and the words for a sale without tax.

Rates and words are facts with their sources, in `resources/taxes`. A rate that was not in force is a warning and not
more: what is invoiced in January for a delivery in December has December's rate, and laws change after a release.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from app.errors import Problem
from app.i18n import N_, Translator
from app.paths import resource
from app.values.folding import digits

NAMES = {"VAT": N_("VAT"), "GST": N_("GST"), "QST": N_("QST"), "HST": N_("HST"), "PST": N_("PST")}

REGIMES = {
    "reverse_charge": N_("Reverse charge"),
    "reverse_charge_building": N_("Reverse charge, building work"),
    "intra_eu": N_("Delivery within the EU"),
    "export": N_("Export"),
    "abroad": N_("Service abroad"),
    "small": N_("Small business without tax"),
    "exempt": N_("Exempt"),
}

# By the first letter of a Canadian postcode; those of no province with a tax of its own are not here.
_PROVINCES = {"A": "NL", "B": "NS", "C": "PE", "E": "NB", "R": "MB", "S": "SK", "T": "AB", "V": "BC"}
_PROVINCES |= dict.fromkeys("GHJ", "QC") | dict.fromkeys("KLMNP", "ON")
_OVERSEAS = {"971": "GP", "972": "MQ", "973": "GF", "974": "RE", "976": "YT"}


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of tax, in per cent of the net. `name` is a key of `NAMES`; where two taxes stand together, as in Québec,
    `second_name` and `second_percent` are the other. The days are the first and the last it was in force; None: always.
    """

    country: str
    name: str
    percent: Decimal
    second_name: str = ""
    second_percent: Decimal = Decimal(0)
    from_on: date | None = None
    until_on: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether it may be used on this day."""
        return (self.from_on is None or self.from_on <= on) and (self.until_on is None or on <= self.until_on)


def region_of(country: str, postcode: str) -> str:
    """The province or territory with rates of its own, as its code (`QC`, `RE`); empty where there is none."""
    if country == "CA":
        return _PROVINCES.get(postcode.strip()[:1].upper(), "")
    return _OVERSEAS.get(digits(postcode)[:3], "") if country == "FR" else ""


def starting(country: str, region: str, on: date) -> tuple[Rate, ...]:
    """The rates in force `on` that a book of this place starts with, usual first; none for a country we do not know."""
    return tuple(rate for rate, usual in _of_place(country, region) if usual and rate.in_force(on))


def check(rate: Rate, on: date) -> Problem | None:
    """A warning where `rate` was not in force `on`: by its own days, or by what is known of its country's rates."""
    if not rate.in_force(on):
        return _not_in_force(rate)
    if not rate.percent and not rate.second_percent:
        return None
    known = [found for found, _usual in _of_country(rate.country)]
    if not known or any(_same(rate, found) and found.in_force(on) for found in known):
        return None
    return _not_in_force(rate)


def label(rate: Rate, tr: Translator) -> str:
    """What a rate is called in lists: `20 %`, `TPS 5 % + TVQ 9,975 %`."""
    if rate.second_name:
        return f"{named(rate.name, rate.percent, tr)} + {named(rate.second_name, rate.second_percent, tr)}"
    return percentage(rate.percent, tr) if rate.name == "VAT" else named(rate.name, rate.percent, tr)


def named(name: str, percent: Decimal, tr: Translator) -> str:
    """One tax as papers print it: `TVA 20 %`. `name` may be a key of `NAMES` or a word of the shop's own."""
    return f"{tr(NAMES.get(name, name))} {percentage(percent, tr)}".strip()


@lru_cache(maxsize=256)
def percentage(percent: Decimal, tr: Translator) -> str:
    """`5,5 %`, without zeros that say nothing."""
    return f"{tr.number(percent.quantize(Decimal(1)) if percent % 1 == 0 else percent.normalize())}\u202f%"


@dataclass(frozen=True, slots=True)
class Regime:
    """A way to sell without tax: its key, its marked name, and where it comes from."""

    key: str
    name: str
    source: str


def regimes(country: str, on: date) -> tuple[Regime, ...]:
    """The ways to sell without tax from this country, those of the European Union where it has no own words."""
    return tuple(Regime(key, REGIMES[key], text["source"]) for key, text in _regime_texts(country, on).items())


def regime_text(country: str, key: str, language: str, on: date) -> str:
    """What a paper says for such a sale, in "fr" or else English; empty for a key that is not the country's."""
    text = _regime_texts(country, on).get(key)
    return text["fr" if language == "fr" else "en"] if text else ""


def _same(one: Rate, other: Rate) -> bool:
    return (one.percent, one.second_percent) == (other.percent, other.second_percent)


def _not_in_force(rate: Rate) -> Problem:
    message = N_("This rate of tax was not in force on that date: {percent} %.")
    percent = " + ".join(f"{each.normalize():f}" for each in (rate.percent, rate.second_percent) if each)
    return Problem("tax", message, {"percent": percent}, "warning")


def _of_country(country: str) -> Iterator[tuple[Rate, bool]]:
    """Every rate of a country, whatever its region: a shop sells where its clients are."""
    overseas = set(_OVERSEAS.values()) if country == "FR" else set()
    for place in _rates():
        if place == country or place.startswith(f"{country}-") or place in overseas:
            yield from _rates()[place]


def _of_place(country: str, region: str) -> tuple[tuple[Rate, bool], ...]:
    places = (f"{country}-{region}", region if region in _OVERSEAS.values() and country == "FR" else "", country)
    return next((_rates()[place] for place in places if place in _rates()), ())


@cache
def _rates() -> Mapping[str, tuple[tuple[Rate, bool], ...]]:
    """By place, each rate with whether it is a usual one."""
    return {
        place: tuple((_rate(place[:2], found["tax"], row), row.get("usual", True)) for row in found["rates"])
        for place, found in _read("rates").items()
    }


def _rate(country: str, tax: str, row: Mapping[str, Any]) -> Rate:
    second = row.get("with", {"tax": "", "percent": "0"})
    return Rate(
        country,
        row.get("tax", tax),
        Decimal(row["percent"]),
        second["tax"],
        Decimal(second["percent"]),
        date.fromisoformat(row["from"]) if "from" in row else None,
        date.fromisoformat(row["until"]) if "until" in row else None,
    )


def _regime_texts(country: str, on: date) -> dict[str, Mapping[str, str]]:
    data = _read("regimes")
    own = next((found for place, found in data.items() if country == place or country in found.get("also", ())), None)
    shared = data["EU"] if country in data["EU"]["countries"] else None
    texts: dict[str, Mapping[str, str]] = {}
    for regime in [regime for found in (own, shared) if found for regime in found["regimes"]]:
        for text in regime["texts"]:
            if text.get("from", "") <= on.isoformat() <= text.get("until", "9999"):
                texts.setdefault(regime["key"], text)
    return texts


@cache
def _read(name: str) -> Any:
    return json.loads(resource("taxes", f"{name}.json").read_text(encoding="utf-8"))
