"""Words follow the language, numbers and dates the country of the shop."""

from datetime import date, datetime
from decimal import Decimal

import pytest
import translate

from app.i18n import MINUS, Translator, plural

NARROW = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"
CLIENTS = plural("{count} client", "{count} clients")


@pytest.mark.parametrize(
    ("language", "country", "value", "written"),
    [
        ("fr", "FR", 999, "999"),
        ("fr", "FR", -3, f"{MINUS}3"),
        ("fr", "FR", 12345, f"12{NARROW}345"),
        ("en", "FR", 12345, f"12{NARROW}345"),
        ("en", "GB", 12345, "12,345"),
        ("fr", "CH", Decimal("1284.5"), f"1{NARROW}284,5"),
        ("en", "CA", Decimal("1284.5"), "1,284.5"),
        ("fr", "CA", Decimal("-1284.5"), f"{MINUS}1{NO_BREAK}284,5"),
    ],
)
def test_a_number_is_written_as_in_its_country(language: str, country: str, value: int | Decimal, written: str) -> None:
    assert Translator(language, country).number(value) == written


def test_digits_asked_for_are_written() -> None:
    assert Translator("en", "GB").number(Decimal("2"), digits=2) == "2.00"
    assert Translator("fr", "FR").number(7, digits=1) == "7,0"


def test_an_english_screen_in_a_french_shop_writes_french_money() -> None:
    assert Translator("en", "FR").money(Decimal("1284.60")) == f"1{NARROW}284,60{NO_BREAK}€"
    assert Translator("fr", "FR").money(Decimal("-5")) == f"{MINUS}5,00{NO_BREAK}€"


def test_money_has_the_digits_of_its_currency() -> None:
    assert Translator("en", "GB").money(Decimal("12.5"), "JPY").endswith("12")
    assert Translator("en", "GB").money(Decimal("12.5"), "GBP") == "£12.50"


@pytest.mark.parametrize(
    ("language", "country", "short", "medium", "long"),
    [
        ("en", "FR", "24/10/2026", "24 Oct 2026", "24 October 2026"),
        ("fr", "FR", "24/10/2026", "24 oct. 2026", "24 octobre 2026"),
        ("en", "CA", "2026-10-24", "24 Oct 2026", "24 October 2026"),
        ("fr", "CA", "2026-10-24", "24 oct. 2026", "24 octobre 2026"),
    ],
)
def test_a_date_is_written_in_the_language(language: str, country: str, short: str, medium: str, long: str) -> None:
    tr, day = Translator(language, country), date(2026, 10, 24)
    assert [tr.date(day, form) for form in ("short", "medium", "long")] == [short, medium, long]


def test_a_moment_has_its_time_of_day() -> None:
    assert Translator("en", "FR").moment(datetime(2026, 10, 24, 8, 5), "short") == "24/10/2026, 08:05"


def test_countries_and_languages_have_names() -> None:
    french = Translator("fr", "FR")
    assert french.country_name("DE") == "Allemagne"
    assert french.language_name("en") == "Anglais"
    assert french.country_name("ZZZ") == "ZZZ"


@pytest.mark.parametrize("country", ["", "XX", "ZZ"])
def test_an_unknown_country_still_writes_numbers(country: str) -> None:
    assert Translator("en", country).number(12)
    assert Translator("en", country).money(Decimal(12))


def test_an_unknown_language_is_english() -> None:
    assert Translator("tlh", "FR").language == "en"


def test_english_needs_no_catalogue() -> None:
    english = Translator("en", "GB")
    assert english("{name} is busy", name="{x}") == "{x} is busy"
    assert english("A brace { is left alone") == "A brace { is left alone"
    assert english("") == ""
    assert [english.count(CLIENTS, n) for n in (0, 1, 1234)] == ["0 clients", "1 client", "1,234 clients"]


def test_french_says_what_its_catalogue_says() -> None:
    french = Translator("fr", "FR")
    words = {
        message.id: message.string for message in translate.read("fr") if isinstance(message.id, str) and message.id
    }
    assert words
    assert {text: french(text) for text in words} == words
