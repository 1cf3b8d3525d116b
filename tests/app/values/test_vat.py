"""VAT numbers. The foreign ones are the examples that the tax offices themselves print, or invented with right keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.checked import Checked
from app.values.vat import check_vat, show_vat

PATH = "vat_number"


def test_the_key_of_a_french_number_is_right_or_one_click_away() -> None:
    checked = check_vat("FR 23 123456782", PATH)
    problem = checked.problems[0]
    assert not checked.ok
    assert problem.message.format(**problem.parameters) == "For this SIREN the two digits after FR are 11."
    assert problem.fix is not None
    assert problem.fix.label.format(**problem.fix.parameters) == "Use FR 11 123456782"
    assert check_vat(problem.fix.value, PATH) == Checked("FR11123456782", shown="FR 11 123456782")


@pytest.mark.parametrize("typed", ["FR11123456782", "fr 11 123 456 782", "11123456782", "FR-11-123456782"])
def test_a_french_number_is_kept_plain(typed: str) -> None:
    assert check_vat(typed, PATH).value == "FR11123456782"


def test_the_number_that_follows_from_the_siren_is_offered() -> None:
    offer = check_vat("", PATH, siren="123 456 782").offer
    assert offer is not None
    assert (offer.path, offer.value) == (PATH, "FR11123456782")
    assert check_vat("", PATH).offer is None
    assert check_vat("", PATH, siren="123456789").offer is None


@pytest.mark.parametrize("typed", ["FR11123456783", "FR1112345678", "FR"])
def test_a_mistyped_french_number_is_refused_with_the_right_one(typed: str) -> None:
    problem = check_vat(typed, PATH, siren="123456782").problems[0]
    assert problem.blocks
    assert problem.fix is not None
    assert problem.fix.value == "FR11123456782"
    assert check_vat(typed, PATH).problems[0].fix is None


def test_the_number_of_another_firm_is_doubted() -> None:
    checked = check_vat("FR11123456782", PATH, siren="356000000")
    assert checked.ok
    assert checked.problems[0].parameters == {"siren": "123 456 782"}


@given(st.integers(0, 96).filter(lambda key: key != 11))
def test_only_one_key_fits(key: int) -> None:
    assert not check_vat(f"FR{key:02d}123456782", PATH).ok


@pytest.mark.parametrize(
    ("typed", "country", "kept", "shown"),
    [
        ("BE 0403.170.701", "FR", "BE0403170701", "BE 0403170701"),
        ("0403170701", "BE", "BE0403170701", "BE 0403170701"),
        ("DE136695976", "FR", "DE136695976", "DE 136695976"),
        ("ATU13585627", "FR", "ATU13585627", "AT U13585627"),
        ("EL094259216", "GR", "EL094259216", "EL 094259216"),
        ("LU15027442", "FR", "LU15027442", "LU 15027442"),
        ("NL004495445B01", "FR", "NL004495445B01", "NL 004495445B01"),
        ("CHE-123.456.788 TVA", "FR", "CHE123456788TVA", "CHE-123.456.788 TVA"),
        ("CHE123456788", "CH", "CHE123456788", "CHE-123.456.788"),
        ("980780684", "GB", "GB980780684", "GB 980780684"),
    ],
)
def test_neighbours_numbers(typed: str, country: str, kept: str, shown: str) -> None:
    assert check_vat(typed, PATH, country=country) == Checked(kept, shown=shown)


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("BE0403170702", "BE"),
        ("0403170702", "BE"),
        ("CHE123456789", "CH"),
        ("CHE123456788XYZ", "CH"),
        ("US12", "US"),
        ("7", "JP"),
    ],
)
def test_foreign_oddities_are_kept_with_a_warning(typed: str, country: str) -> None:
    checked = check_vat(typed, PATH, country=country)
    assert checked.ok
    assert checked.problems
    assert checked.value == typed


@given(st.text(max_size=40), st.sampled_from(["FR", "BE", "CH", "GB", "GR", "US", ""]))
def test_no_text_breaks_the_vat_field(text: str, country: str) -> None:
    checked = check_vat(text, PATH, country=country)
    assert show_vat(checked.value) is not None
    assert check_vat(checked.value, PATH, country=country) == checked
