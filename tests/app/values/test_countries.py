"""Countries as address books write them."""

import pytest

from app.values.countries import CODES, names, parse_country


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("CH", "CH"),
        ("ch", "CH"),
        ("CHE", "CH"),
        ("Suisse", "CH"),
        ("SWITZERLAND", "CH"),
        ("Schweiz", "CH"),
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("Etats-Unis", "US"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Royaume-Uni", "GB"),
        ("Côte d’Ivoire", "CI"),
        ("La Réunion", "RE"),
        (" france ", "FR"),
    ],
)
def test_a_country_is_known_by_its_names(written: str, code: str) -> None:
    assert parse_country(written) == code


@pytest.mark.parametrize("written", ["", "XX", "Atlantis", "F" * 1000])
def test_no_country_is_guessed(written: str) -> None:
    assert parse_country(written) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_code_has_a_name_and_every_name_leads_back(language: str) -> None:
    assert len(CODES) == 249
    assert {code: parse_country(name) for code, name in names(language).items()} == {code: code for code in CODES}


def test_names_come_in_their_order() -> None:
    listed = list(names("fr"))
    assert listed.index("EG") < listed.index("ES") < listed.index("FR")
