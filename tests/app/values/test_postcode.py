"""Postcodes by country, and the towns behind the French ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.postcode import check_postcode, normal, postcodes, towns

PATH = "addresses/2/postcode"


def test_a_french_postcode_fills_the_town() -> None:
    assert check_postcode("21000", PATH).fills == {"addresses/2/city": "Dijon"}
    assert check_postcode("75116", PATH).fills == {"addresses/2/city": "Paris"}
    assert check_postcode("97110", PATH, country="GP").fills == {"addresses/2/city": "Pointe-à-Pitre"}


def test_several_towns_are_offered_with_the_largest_first() -> None:
    assert check_postcode("01330", PATH).fills == {}
    assert towns("01330")[0] == "Villars-les-Dombes"
    assert len(towns("01330")) > 3
    assert towns("21000", "BE") == ()


def test_a_cedex_code_is_accepted() -> None:
    checked = check_postcode("13591", PATH)
    assert (checked.value, checked.problems, checked.fills) == ("13591", (), {})


@pytest.mark.parametrize("typed", ["2100", "210000", "Dijon", "2A000"])
def test_what_cannot_be_a_french_postcode_is_refused(typed: str) -> None:
    assert not check_postcode(typed, PATH).ok


def test_a_lost_zero_comes_back_with_one_click() -> None:
    fix = check_postcode("1330", PATH).problems[0].fix
    assert fix is not None
    assert (fix.path, fix.value) == (PATH, "01330")


@pytest.mark.parametrize(
    ("typed", "country", "code"),
    [
        ("h2x3k2", "CA", "H2X 3K2"),
        ("so302fz", "GB", "SO30 2FZ"),
        ("1012ab", "NL", "1012 AB"),
        ("CH-8001", "CH", "8001"),
        ("L-1611", "LU", "1611"),
        ("D-10115", "DE", "10115"),
        ("DE-10115", "DE", "10115"),
        ("B-1050", "BE", "1050"),
        ("F-21000", "FR", "21000"),
        ("21 000", "FR", "21000"),
        ("MC-98000", "MC", "98000"),
        ("627011234", "US", "62701-1234"),
        ("1000205", "PT", "1000-205"),
        ("11122", "SE", "111 22"),
        ("d02x285", "IE", "D02 X285"),
        ("  anything  goes ", "XX", "anything goes"),
    ],
)
def test_codes_are_written_as_the_post_wants(typed: str, country: str, code: str) -> None:
    assert check_postcode(typed, PATH, country=country).value == code
    assert not check_postcode(typed, PATH, country=country).problems


@pytest.mark.parametrize(
    ("typed", "country"), [("123", "BE"), ("H2X 3K", "CA"), ("SW1", "GB"), ("1000", "DE"), ("00000", "RE")]
)
def test_foreign_oddities_are_kept_with_a_warning(typed: str, country: str) -> None:
    checked = check_postcode(typed, PATH, country=country)
    assert checked.ok
    assert checked.problems
    assert checked.value == typed


def test_a_canadian_code_tells_the_province() -> None:
    assert check_postcode("H2X 3K2", PATH, country="CA").fills == {"addresses/2/region": "QC"}
    assert check_postcode("T2G 0P5", PATH, country="CA").fills == {"addresses/2/region": "AB"}


def test_towns_have_postcodes() -> None:
    assert postcodes("DIJON") == ("21000",)
    assert "97400" in postcodes("St Denis")
    assert postcodes("St-Denis") == postcodes("Saint-Denis")
    assert postcodes("Nowhere") == ()


@given(st.text(max_size=30), st.sampled_from(["FR", "CA", "GB", "NL", "US", "GP", ""]))
def test_writing_a_code_twice_changes_nothing(text: str, country: str) -> None:
    assert normal(normal(text, country), country) == normal(text, country)
    assert check_postcode(text, PATH, country=country).value == normal(text, country)
