"""Phone numbers compare alike however they were typed, and are never refused."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values import phone

# Numbers set aside for films and examples by the regulators of their countries.
FRENCH = "33199001234"


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("01 99 00 12 34", "FR"),
        ("0199001234", "FR"),
        ("01.99.00.12.34", "FR"),
        ("+33 1 99 00 12 34", "CA"),
        ("+33 (0)1 99 00 12 34", "CH"),
        ("0033199001234", "FR"),
        ("\u202a+33 1 99 00 12 34\u202c", "FR"),
        ("01\N{NO-BREAK SPACE}99\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}12\N{NO-BREAK SPACE}34", "FR"),
        ("tel:+33199001234", "FR"),
        ("01 99 00 12 34 poste 12", "FR"),
        ("01 99 00 12 34 x5", "FR"),
        ("Standard 01 99 00 12 34 (matin)", "FR"),
    ],
)
def test_one_number_has_one_comparable_form(typed: str, country: str) -> None:
    assert phone.comparable(typed, country) == FRENCH


@pytest.mark.parametrize(
    ("typed", "country", "comparable", "national"),
    [
        ("06 39 98 12 34", "FR", "33639981234", "0639981234"),
        ("0692 12 34 56", "FR", "262692123456", "0692123456"),
        ("+262 692 12 34 56", "FR", "262692123456", "0692123456"),
        ("(450) 555-0170 poste 12", "CA", "14505550170", "4505550170"),
        ("+1 450 555 0170", "FR", "14505550170", "4505550170"),
        ("020 7946 0958", "GB", "442079460958", "02079460958"),
        ("0041 44 668 18 00", "FR", "41446681800", "0446681800"),
        ("388001122", "FR", "33388001122", "0388001122"),
        ("3639", "FR", "3639", "3639"),
        ("call me", "FR", "", ""),
    ],
)
def test_numbers_of_other_places(typed: str, country: str, comparable: str, national: str) -> None:
    assert phone.comparable(typed, country) == comparable
    assert phone.national_digits(typed, country) == national


@given(st.from_regex(r"0[1-4789][0-9]{8}", fullmatch=True).filter(lambda text: not text.startswith("026")))
def test_the_short_cut_for_french_numbers_agrees_with_the_library(number: str) -> None:
    spaced = " ".join(number[at : at + 2] for at in range(0, 10, 2))
    read = phonenumbers.parse(spaced, "FR")
    assert phone.comparable(spaced, "FR") == f"{read.country_code}{read.national_number}"
    assert phone.comparable(f"+33 {number[1:]}", "DE") == phone.comparable(spaced, "FR")


@given(st.text(max_size=80), st.sampled_from(["FR", "CA", "CH", "GB", "", "ZZ"]))
def test_no_text_breaks_a_phone_field(text: str, country: str) -> None:
    assert phone.comparable(text, country).isdigit() or not phone.comparable(text, country)
    assert all(problem.severity == "warning" for problem in phone.check(text, "phone", country=country).problems)


@pytest.mark.parametrize("typed", ["01 99 00 12 34", "+44 20 7946 0958", "112", "36 39", "0692 12 34 56", ""])
def test_good_numbers_are_not_doubted(typed: str) -> None:
    assert not phone.check(typed, "phone").problems


def test_odd_numbers_are_kept_and_doubted() -> None:
    short = phone.check("01 99 00 12", "contacts/1/phone")
    assert short.value == "01 99 00 12"
    assert short.problems[0].parameters == {"count": 8}
    assert short.problems[0].path == "contacts/1/phone"
    assert phone.check("call me", "phone").problems
    assert phone.check("+999 123", "phone").problems


def test_what_is_typed_is_shown_without_invisible_marks() -> None:
    assert phone.display(" \u202a+33 1  99\u202c ") == "+33 1 99"


def test_the_dialler_gets_digits_only() -> None:
    assert phone.link("01 99 00 12 34") == "tel:+33199001234"
    assert phone.link("36 39") == "tel:3639"
    assert phone.link("01 99 00 12 34", "CA") == "tel:0199001234"
    assert phone.link("no number") == ""


@pytest.mark.parametrize("typed", ["0380abc", "0380 12", "12 rue"])
def test_what_cannot_be_a_number_is_doubted_and_kept(typed: str) -> None:
    checked = phone.check(typed, "phone")
    assert checked.value == typed
    assert [problem.severity for problem in checked.problems] == ["warning"]


@pytest.mark.parametrize("typed", ["15", "112", "36 39", "118 218", "116 117"])
def test_a_short_number_of_a_service_is_a_number(typed: str) -> None:
    assert phone.check(typed, "phone").problems == ()
