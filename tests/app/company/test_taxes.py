"""Rates of tax on their days, and the words for a sale without tax."""

from __future__ import annotations

import itertools
import json
from datetime import date
from decimal import Decimal

import pytest

from app.company import taxes
from app.company.taxes import REGIMES, Rate, check, label, regime_text, regimes, region_of, starting
from app.i18n import Translator
from app.paths import resource

D = Decimal
TODAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("country", "region", "on", "percents"),
    [
        ("FR", "", TODAY, "20 10 5.5 2.1 0"),
        ("FR", "", date(2013, 12, 31), "5.5 2.1 0 19.6 7"),
        ("FR", "RE", TODAY, "8.5 2.1 0"),
        ("GP", "", TODAY, "8.5 2.1 0"),
        ("FR", "GF", TODAY, "0"),
        ("MC", "", TODAY, "20 10 5.5 2.1 0"),
        ("BE", "", TODAY, "21 12 6 0"),
        ("LU", "", TODAY, "17 14 8 3 0"),
        ("LU", "", date(2023, 6, 30), "16 13 7 3 0"),
        ("LU", "", date(2022, 12, 31), "17 14 8 3 0"),
        ("CH", "", TODAY, "8.1 3.8 2.6 0"),
        ("CH", "", date(2023, 12, 31), "0 7.7 3.7 2.5"),
        ("DE", "", TODAY, "19 7 0"),
        ("DE", "", date(2020, 12, 31), "16 5 0"),
        ("AT", "", TODAY, "20 13 10 4.9 0"),
        ("NL", "", TODAY, "21 9 0"),
        ("GB", "", TODAY, "20 5 0"),
        ("IE", "", TODAY, "23 13.5 9 0"),
        ("IT", "", TODAY, "22 10 5 4 0"),
        ("ES", "", TODAY, "21 10 4 0"),
        ("CA", "", TODAY, "5 0"),
        ("CA", "AB", TODAY, "5 0"),
        ("CA", "QC", TODAY, "5+9.975 5 0"),
        ("CA", "ON", TODAY, "13 5 0"),
        ("CA", "NS", date(2025, 3, 31), "15 5 0"),
        ("CA", "NS", date(2025, 4, 1), "14 5 0"),
        ("CA", "BC", TODAY, "5+7 5 0"),
        ("US", "", TODAY, ""),
        ("XX", "", TODAY, ""),
    ],
)
def test_the_rates_of_a_place_on_a_day(country: str, region: str, on: date, percents: str) -> None:
    def shown(rate: Rate) -> str:
        return f"{rate.percent}+{rate.second_percent}" if rate.second_name else str(rate.percent)

    assert " ".join(map(shown, starting(country, region, on))) == percents


@pytest.mark.parametrize(
    ("country", "percent", "second", "on", "fine"),
    [
        ("FR", "20", "0", TODAY, True),
        ("FR", "20", "0", date(2013, 12, 31), False),
        ("FR", "19.6", "0", TODAY, False),
        ("FR", "8.5", "0", TODAY, True),
        ("FR", "0", "0", TODAY, True),
        ("CH", "7.7", "0", date(2023, 12, 31), True),
        ("CH", "7.7", "0", date(2024, 1, 1), False),
        ("CH", "3.8", "0", date(2017, 5, 1), True),
        ("LU", "17", "0", date(2023, 5, 1), False),
        ("CA", "5", "9.975", TODAY, True),
        ("CA", "5", "9.5", TODAY, False),
        ("CA", "15", "0", TODAY, True),
        ("ZZ", "33", "0", TODAY, True),
    ],
)
def test_a_rate_that_was_not_in_force_is_warned_of(
    country: str, percent: str, second: str, on: date, fine: bool
) -> None:
    found = check(Rate(country, "VAT", D(percent), "QST" if D(second) else "", D(second)), on)
    assert (found is None) == fine
    assert found is None or (found.path == "tax" and not found.blocks)


def test_the_days_that_the_shop_gave_a_rate_count_first() -> None:
    own = Rate("ZZ", "VAT", D(7), from_on=date(2026, 1, 1), until_on=date(2026, 6, 30))
    assert check(own, date(2026, 6, 30)) is None
    assert check(own, date(2026, 7, 1)) is not None
    assert check(own, date(2025, 12, 31)) is not None


@pytest.mark.parametrize(
    ("country", "postcode", "region"),
    [
        ("CA", "h2x 1y4", "QC"),
        ("CA", "K1A 0B1", "ON"),
        ("CA", "", ""),
        ("FR", "97410", "RE"),
        ("FR", "37000", ""),
        ("BE", "9710", ""),
    ],
)
def test_the_region_of_a_postcode(country: str, postcode: str, region: str) -> None:
    assert region_of(country, postcode) == region


def test_how_rates_are_called() -> None:
    english = Translator("en", "CA")
    assert label(starting("FR", "", TODAY)[2], Translator("en", "FR")) == "5,5\u202f%"
    assert label(starting("CA", "QC", TODAY)[0], english) == "GST 5\u202f% + QST 9.975\u202f%"
    assert label(starting("CA", "ON", TODAY)[0], english) == "HST 13\u202f%"
    assert label(Rate("FR", "VAT", D("20.00")), english) == "20\u202f%"


def test_the_words_for_a_sale_without_tax() -> None:
    assert regime_text("FR", "small", "fr", TODAY) == "TVA non applicable, art. 293 B du CGI"
    assert "283-2" in regime_text("FR", "reverse_charge", "en", TODAY)
    assert "262 ter I" in regime_text("FR", "intra_eu", "fr", TODAY)
    assert "CGI" not in regime_text("FR", "intra_eu", "fr", date(2028, 1, 1))
    assert "138" in regime_text("FR", "intra_eu", "fr", date(2028, 1, 1))
    assert "39bis" in regime_text("BE", "intra_eu", "fr", TODAY)
    assert "196" in regime_text("LU", "reverse_charge", "fr", TODAY)
    assert regime_text("CH", "intra_eu", "fr", TODAY) == ""
    assert regime_text("JP", "export", "en", TODAY) == ""


@pytest.mark.parametrize("country", ["FR", "MC", "RE", "BE", "LU", "DE", "CH", "LI", "GB", "CA", "IT"])
@pytest.mark.parametrize("on", [TODAY, date(2028, 1, 1)])
def test_every_regime_has_a_name_a_source_and_words_in_both_languages(country: str, on: date) -> None:
    found = regimes(country, on)
    assert {"export", "small", "exempt"} <= {regime.key for regime in found}
    for regime in found:
        assert regime.name == REGIMES[regime.key]
        assert regime.source
        assert regime_text(country, regime.key, "en", on) != regime_text(country, regime.key, "fr", on) != ""


def test_every_place_names_its_source_and_no_rate_overlaps_itself() -> None:
    data = json.loads(resource("taxes", "rates.json").read_text(encoding="utf-8"))
    for place, found in data.items():
        assert found["source"], place
        spans: dict[str, list[tuple[str, str]]] = {}
        for row in found["rates"]:
            key = json.dumps([row.get("tax"), row["percent"], row.get("with")])
            spans.setdefault(key, []).append((row.get("from", ""), row.get("until", "9999")))
        for days in spans.values():
            days.sort()
            assert all(first[1] < second[0] for first, second in itertools.pairwise(days)), (place, days)
            assert all(first <= last for first, last in days)


def test_every_name_of_a_tax_is_known() -> None:
    names = {rate.name for place in taxes._rates().values() for rate, _usual in place}
    assert names <= set(taxes.NAMES)
