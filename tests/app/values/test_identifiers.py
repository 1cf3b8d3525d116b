"""SIREN, SIRET, NAF and the numbers of other countries. All numbers are invented, with right keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.checked import Checked
from app.values.identifiers import (
    check_business_number,
    check_gst,
    check_naf,
    check_qst,
    check_siren,
    check_siret,
    naf_label,
    rcs,
    show_siren,
    show_siret,
)


def luhn(body: str) -> str:
    """`body` and its key (ISO/IEC 7812-1), worked out apart from the program."""
    doubled = [sum(divmod(2 * int(digit), 10)) if at % 2 == 0 else int(digit) for at, digit in enumerate(body[::-1])]
    return f"{body}{-sum(doubled) % 10}"


@pytest.mark.parametrize(
    "typed", ["123456782", "123 456 782", "123.456.782", "123-456-782", " 123\N{NO-BREAK SPACE}456 782"]
)
def test_a_siren_is_kept_plain_and_shown_in_threes(typed: str) -> None:
    assert check_siren(typed) == Checked("123456782", shown="123 456 782")


@pytest.mark.parametrize("typed", ["123456789", "12345678", "1234567820", "ABC456782", "siren", "١٢٣٤٥٦٧٨٢"])
def test_an_impossible_siren_is_refused_at_home_and_doubted_abroad(typed: str) -> None:
    assert not check_siren(typed).ok
    assert check_siren(typed, country="BE").ok
    assert check_siren(typed, country="BE").problems
    assert check_siren(typed).value == typed


@given(st.from_regex(r"[0-9]{8}", fullmatch=True), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(body: str, step: int) -> None:
    right = luhn(body)
    assert check_siren(right).ok
    assert not check_siren(right[:-1] + str((int(right[-1]) + step) % 10)).ok


def test_a_siret_fills_the_siren() -> None:
    checked = check_siret("123 456 782 00010", "siret")
    assert (checked.value, checked.shown, checked.problems) == ("12345678200010", "123 456 782 00010", ())
    assert checked.fills == {"siren": "123456782"}


@pytest.mark.parametrize("typed", ["12345678200011", "1234567820001", "123456782000100", "123456782"])
def test_an_impossible_siret_is_refused(typed: str) -> None:
    assert not check_siret(typed).ok


def test_la_poste_counts_otherwise() -> None:
    assert check_siret("356 000 000 00001").ok
    assert check_siret("35600000000048").ok
    assert not check_siret("35600000000002").ok


def test_a_siret_of_another_firm_offers_its_siren() -> None:
    problem = check_siret("12345678200010", siren=luhn("98765432")).problems[0]
    assert problem.severity == "warning"
    assert problem.fix is not None
    assert (problem.fix.path, problem.fix.value) == ("siren", "123456782")
    assert not check_siret("12345678200010", siren="123 456 782").problems


@pytest.mark.parametrize("typed", ["5610A", "56.10A", "56.10a", "56 10 A"])
def test_an_activity_code_gives_its_label(typed: str) -> None:
    assert check_naf(typed) == Checked("56.10A", hint="Restauration traditionnelle")


def test_activity_labels_speak_english_too() -> None:
    assert naf_label("56.10A", "en") == "Restaurants and mobile food service activities"
    assert naf_label("47.25Z", "fr") == "Commerce de détail de boissons en magasin spécialisé"
    assert naf_label("99.99Z", "en") == ""


@pytest.mark.parametrize("typed", ["99.99Z", "5610", "restaurant"])
def test_unknown_activity_codes_are_kept(typed: str) -> None:
    checked = check_naf(typed)
    assert checked.ok
    assert checked.problems
    assert checked.value == typed


def test_swiss_and_canadian_firms() -> None:
    assert check_business_number("CHE-123.456.788", country="CH") == Checked("CHE123456788", shown="CHE-123.456.788")
    assert check_business_number("123456788", country="CH").value == "CHE123456788"
    assert check_business_number("123 456 782", country="CA") == Checked("123456782")
    assert check_business_number("HRB 1234", country="DE") == Checked("HRB 1234")
    for wrong, country in (("CHE-123.456.789", "CH"), ("CHE-1", "CH"), ("123456789", "CA"), ("12", "CA")):
        checked = check_business_number(wrong, country=country)
        assert checked.ok
        assert checked.problems


def test_canadian_tax_accounts() -> None:
    assert check_gst("123456782 rt0001") == Checked("123456782RT0001", shown="123456782 RT0001")
    assert check_qst("1234567890 TQ0001") == Checked("1234567890TQ0001", shown="1234567890 TQ0001")
    assert check_gst("123456789 RT0001").problems
    assert check_gst("123").problems
    assert check_qst("123").problems
    assert check_gst("") == check_qst("") == Checked("")


def test_numbers_are_grouped_only_where_they_are_numbers() -> None:
    assert show_siren("12345") == "12345"
    assert show_siret("siret") == "siret"
    assert rcs("123456782", "Dijon") == "Dijon B 123 456 782"


@given(st.text(max_size=40))
def test_no_text_breaks_a_number_field(text: str) -> None:
    for checked in (check_siren(text), check_siret(text), check_naf(text), check_gst(text), check_qst(text)):
        assert checked.ok or checked.problems[0].message
    for country in ("CH", "CA", "FR"):
        assert check_business_number(text, country=country).ok
