"""The legal lines of papers: which sentences a country wants on which paper to which client, as data with sources.

Each line has several wordings, the fullest first; the first of which every `{fact}` is known is printed, and none
where no wording has all its facts. What is here are usual wordings to check, not legal advice.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from app.i18n import Translator
from app.paths import resource
from app.values.identifiers import show_canadian, show_siren, show_siret
from app.values.vat import show_vat

Facts = Mapping[str, str | int | Decimal | date | None]

BETWEEN = " · "
_SIREN = 9
_NO_CENTS = re.compile(r"[.,]00(?![0-9])")
_SHOWN = {"siren": show_siren, "siret": show_siret, "vat_number": show_vat}
_SHOWN |= dict.fromkeys(("gst_number", "qst_number"), show_canadian)


def lines(country: str, kind: str, business: bool, facts: Facts, tr: Translator) -> tuple[str, ...]:
    """The sentences for a paper of `kind` (quote, invoice, statement ...) of a shop in `country`, to a business or not.

    Facts: `late_terms` (the shop's own sentence), `late_percent` a year, `rebate_percent` and `rebate_days`,
    `valid_until`, `mediator`, `gst_number`, `qst_number`.
    """
    return _lines(country, kind, business, tuple(facts.items()), tr)


@lru_cache(maxsize=256)
def _lines(
    country: str, kind: str, business: bool, facts: tuple[tuple[str, Any], ...], tr: Translator
) -> tuple[str, ...]:
    """Papers of one shop say the same, but for a day or a rebate."""
    to = ("any", "business" if business else "consumer")
    wanted = (line for line in _country(country)["lines"] if kind in line["kinds"] and line["to"] in to)
    shown = _shown(dict(facts), tr)
    return tuple(filter(None, (_first(line["texts"], shown, tr.language) for line in wanted)))


def foot(country: str, facts: Facts, tr: Translator) -> str:
    """Who the seller is before the law, for the foot of each page.

    Facts: `name`, `legal_form`, `capital` in `currency`, `siret` or `siren`, `rcs`, `vat_number`, `business_number`.
    """
    shown = _shown(facts, tr)
    if "siren" not in shown:
        shown |= _shown({"siren": str(facts.get("siret") or "")[:_SIREN]}, tr)
    if "rcs" in shown:
        shown["rcs"] = _register(shown["rcs"], shown.get("siren", ""))
    parts = (_first(part, shown, tr.language) for part in _country(country)["foot"])
    return BETWEEN.join(filter(None, parts))


def _register(text: str, siren: str) -> str:
    """Without the letters that stand before it already; a town alone gets the number it is about."""
    plain = text.removeprefix("RCS").strip()
    return plain if any(letter.isdigit() for letter in plain) else f"{plain} {siren}".strip()


def _shown(facts: Facts, tr: Translator) -> dict[str, str]:
    """The facts that are known, as they are printed."""
    shown = {}
    for name, value in facts.items():
        if name == "capital" and isinstance(value, Decimal) and value:
            shown[name] = _whole(tr.money(value, str(facts.get("currency") or "EUR")))
        elif isinstance(value, date):
            shown[name] = tr.date(value, "long")
        elif isinstance(value, Decimal | int) and value:
            shown[name] = tr.number(value.normalize() if isinstance(value, Decimal) else value)
        elif isinstance(value, str) and value.strip():
            shown[name] = _SHOWN.get(name, str)(value.strip())
    return shown


def _whole(money: str) -> str:
    """`20 000 €`: a capital is written without its cents where there are none."""
    return _NO_CENTS.sub("", money)


def _first(texts: Sequence[Mapping[str, str]], shown: Mapping[str, str], language: str) -> str:
    """The first wording whose facts are all known."""
    for text in texts:
        words = text["fr" if language == "fr" else "en"]
        if all(name is None or name in shown for _, name, _, _ in string.Formatter().parse(words)):
            return words.format(**shown)
    return ""


@cache
def _country(country: str) -> Any:
    """What `country` wants, or what is usual."""
    folder = resource("legal")
    if country.isalpha() and (folder / f"{country}.json").is_file():
        return _read(country)
    shared = (_read(path.stem) for path in sorted(folder.glob("*.json")))
    return next((found for found in shared if country in found.get("also", ())), _read("other"))


@cache
def _read(name: str) -> Any:
    return json.loads(resource("legal", f"{name}.json").read_text(encoding="utf-8"))
