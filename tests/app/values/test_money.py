"""Amounts survive typing, storing and rounding to the last ten-thousandth."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Problem
from app.values.money import (
    CURRENCIES,
    MOST,
    currency_digits,
    currency_of,
    from_units,
    parse_amount,
    round_half_up,
    to_units,
)

amounts = st.decimals(min_value=-MOST, max_value=MOST, places=4, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "point", "amount"),
    [
        ("1 284,60", ",", "1284.60"),
        ("1284.60", ",", "1284.60"),
        ("1'284.60", ".", "1284.60"),
        ("1’284.60", ".", "1284.60"),
        ("1\N{NARROW NO-BREAK SPACE}284,60 €", ",", "1284.60"),
        ("1\N{NO-BREAK SPACE}284,60\N{NO-BREAK SPACE}€", ",", "1284.60"),
        ("1.284,60", ",", "1284.60"),
        ("1,284.60", ".", "1284.60"),
        ("12 345 678", ",", "12345678"),
        ("$ 12.50", ".", "12.50"),
        ("CHF 12.50", ".", "12.50"),
        ("1284,60 EUR", ",", "1284.60"),
        ("-12,5", ",", "-12.5"),
        ("\N{MINUS SIGN}12,5 €", ",", "-12.5"),
        (",5", ",", "0.5"),
        ("5,", ",", "5"),
        ("0", ",", "0"),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, point: str, amount: str) -> None:
    assert parse_amount(typed, point) == Decimal(amount)


def test_the_country_decides_what_one_separator_before_three_digits_means() -> None:
    assert parse_amount("1,284", ",") == Decimal("1.284")
    assert parse_amount("1,284", ".") == 1284
    assert parse_amount("1.284", ",") == 1284
    assert parse_amount("1.284", ".") == Decimal("1.284")


@pytest.mark.parametrize(
    "typed", ["", "€", "abc", "12 34", "1 2345", "1e5", "NaN", "Infinity", "1,2,3", "1.28456", "--5"]
)
def test_what_is_no_amount_is_refused_at_its_field(typed: str) -> None:
    found = parse_amount(typed, ",", path="capital")
    assert isinstance(found, Problem)
    assert (found.path, found.severity) == ("capital", "error")
    assert "1284,60" in found.message.format(**found.parameters)


def test_an_amount_beyond_any_shop_is_refused() -> None:
    assert parse_amount("99999999999,9999") == MOST
    assert isinstance(parse_amount("100000000000"), Problem)
    assert isinstance(parse_amount("9" * 1_000_000), Problem)


@given(amounts)
def test_storing_and_reading_back_changes_nothing(amount: Decimal) -> None:
    assert from_units(to_units(amount)) == amount


@given(st.integers(-(10**15), 10**15))
def test_units_come_back_as_they_went(units: int) -> None:
    assert to_units(from_units(units)) == units


@given(amounts, st.sampled_from([",", "."]))
def test_an_amount_written_with_groups_is_read_back(amount: Decimal, point: str) -> None:
    written = f"{amount:,.4f}".replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", point)
    assert parse_amount(written, point) == amount


def test_a_finer_amount_is_never_cut_silently() -> None:
    with pytest.raises(ValueError, match="rounded"):
        to_units(Decimal("0.33333"))


def test_stored_amounts_keep_their_cents() -> None:
    assert str(from_units(12_846_000)) == "1284.60"
    assert str(from_units(-5)) == "-0.0005"
    assert str(from_units(0)) == "0.00"


@pytest.mark.parametrize(
    ("amount", "digits", "rounded"),
    [("2.675", 2, "2.68"), ("2.665", 2, "2.67"), ("-2.5", 0, "-3"), ("0.0005", 3, "0.001"), ("2.4949", 2, "2.49")],
)
def test_halves_are_rounded_away_from_zero(amount: str, digits: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(amount), digits)) == rounded


def test_currencies_have_their_own_decimals() -> None:
    assert (currency_digits("EUR"), currency_digits("JPY"), currency_digits("KWD"), currency_digits("???")) == (
        2,
        0,
        3,
        2,
    )
    assert CURRENCIES["XPF"] == 0
    assert (currency_of("FR"), currency_of("CH"), currency_of("CA"), currency_of("NC")) == ("EUR", "CHF", "CAD", "XPF")
