"""Addresses as one reads them, in the order of their country."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.values.address import lines, place, split_street
from app.values.folding import words

CASES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "address-cases.json"


@dataclass
class Parts:
    recipient: str = ""
    company: str = ""
    department: str = ""
    care_of: str = ""
    unit: str = ""
    building: str = ""
    house_number: str = ""
    number_suffix: str = ""
    street: str = ""
    box: str = ""
    po_box: str = ""
    locality: str = ""
    postcode: str = ""
    city: str = ""
    cedex: str = ""
    region: str = ""
    country: str = "FR"
    language: str = ""
    free_block: str = ""


FRENCH = Parts(
    recipient="Madame Isabelle Richard",
    building="Résidence Les Capucins",
    house_number="20",
    number_suffix="bis",
    street="rue des Lilas",
    po_box="BP 90432",
    locality="Les Milles",
    postcode="13591",
    city="Aix-en-Provence",
    cedex="Cedex 3",
)


def test_a_french_address_at_home() -> None:
    assert lines(FRENCH) == [
        "Madame Isabelle Richard",
        "Résidence Les Capucins",
        "20 bis rue des Lilas",
        "BP 90432 Les Milles",
        "13591 Aix-en-Provence Cedex 3",
    ]


def test_the_country_is_told_only_abroad() -> None:
    assert lines(FRENCH, home_country="CH")[-1] == "France"
    geneva = Parts(street="rue de Bourg", house_number="12", postcode="1003", city="Lausanne", country="CH")
    assert lines(geneva) == ["rue de Bourg 12", "1003 Lausanne", "Suisse"]
    assert lines(geneva, language="en")[-1] == "Switzerland"
    assert lines(geneva, home_country="CH") == ["rue de Bourg 12", "1003 Lausanne"]
    assert lines(Parts(city="Pointe-à-Pitre", postcode="97110", country="GP")) == ["97110 Pointe-à-Pitre"]
    assert lines(Parts(city="Monaco", postcode="98000", country="MC")) == ["98000 Monaco"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            Parts(
                house_number="1234",
                street="rue Saint-Denis",
                unit="5",
                city="Montréal",
                region="QC",
                postcode="h2x3k2",
                country="CA",
                language="fr",
            ),
            ["1234, rue Saint-Denis, app. 5", "Montréal (QC) H2X 3K2"],
        ),
        (
            Parts(
                house_number="123",
                street="Main Street SE",
                unit="#10",
                city="Calgary",
                region="AB",
                postcode="T2G0P5",
                country="CA",
                language="en",
            ),
            ["10-123 Main Street SE", "Calgary AB T2G 0P5"],
        ),
        (
            Parts(
                recipient="Jan Peeters",
                company="bpost",
                street="Kerkstraat",
                house_number="12",
                box="3",
                postcode="2000",
                city="Antwerpen",
                country="BE",
                language="nl",
            ),
            ["Jan Peeters", "bpost", "Kerkstraat 12 bus 3", "2000 Antwerpen"],
        ),
        (
            Parts(
                recipient="Frau Erika Mustermann",
                company="Muster GmbH",
                street="Königsallee",
                house_number="7",
                unit="W 12",
                postcode="40212",
                city="Düsseldorf",
                country="DE",
            ),
            ["Muster GmbH", "Frau Erika Mustermann", "Königsallee 7 // W 12", "40212 Düsseldorf"],
        ),
        (
            Parts(house_number="12", street="rue de la Gare", postcode="1611", city="Luxembourg", country="LU"),
            ["12, rue de la Gare", "L-1611 Luxembourg"],
        ),
        (
            Parts(
                unit="Flat 2,",
                house_number="10",
                street="High Street,",
                city="Southampton",
                postcode="so302fz",
                country="GB",
            ),
            ["Flat 2", "10 High Street", "Southampton", "SO30 2FZ"],
        ),
        (
            Parts(
                street="Dorpsstraat",
                house_number="12",
                number_suffix="A",
                postcode="1012ab",
                city="Amsterdam",
                country="NL",
            ),
            ["Dorpsstraat 12 A", "1012 AB Amsterdam"],
        ),
    ],
)
def test_each_country_has_its_order(parts: Parts, expected: list[str]) -> None:
    assert lines(parts, home_country=parts.country) == expected


def test_a_free_block_is_shown_as_it_is() -> None:
    assert lines(Parts(free_block=" Chez Zoé \n\nau fond de la cour\n", city="Dijon")) == [
        "Chez Zoé",
        "au fond de la cour",
    ]


def test_an_empty_address_has_no_line() -> None:
    assert lines(Parts(country="")) == []
    assert place(Parts(country="")) == ""


def test_the_place_of_a_client_in_a_list() -> None:
    assert place(Parts(postcode="21000", city="Dijon")) == "21000 Dijon"
    assert place(Parts(postcode="1003", city="Lausanne", country="CH")) == "1003 Lausanne (CH)"


@pytest.mark.skipif(not CASES.exists(), reason="the worked examples are not here")
def test_no_part_of_the_worked_examples_is_lost() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    assert len(cases) == 30
    for case in cases:
        given = case["input"]
        known = {name: text for name, text in given.items() if name in Parts.__dataclass_fields__}
        shown = " ".join(lines(Parts(**known), home_country=case["sender_country"]))
        told = [text for name, text in known.items() if name not in ("postcode", "country", "language")]
        assert set(words(" ".join(told))) <= set(words(shown)), case["id"]


@pytest.mark.parametrize(
    ("text", "country", "number", "suffix", "street"),
    [
        ("12 bis rue du Four", "FR", "12", "bis", "rue du Four"),
        ("12bis, rue du Four", "FR", "12", "bis", "rue du Four"),
        ("12 A rue du Four", "FR", "12", "A", "rue du Four"),
        ("12B rue du Four", "FR", "12", "B", "rue du Four"),
        ("12/14 boulevard Carnot", "FR", "12/14", "", "boulevard Carnot"),
        ("3, place de l'Hôtel", "FR", "3", "", "place de l'Hôtel"),
        ("1 allée des Ifs", "FR", "1", "", "allée des Ifs"),
        ("rue du 4 septembre", "FR", "", "", "rue du 4 septembre"),
        ("Le Bourg", "FR", "", "", "Le Bourg"),
        ("12", "FR", "", "", "12"),
        ("", "FR", "", "", ""),
        ("Hauptstraße 5a", "DE", "5", "a", "Hauptstraße"),
        ("Bahnhofstrasse 4/8", "CH", "4/8", "", "Bahnhofstrasse"),
        ("Kerkstraat 12 bus 3", "BE", "", "", "Kerkstraat 12 bus 3"),
        ("10 E Main St", "US", "10", "", "E Main St"),
        ("123 1/2 Main St", "CA", "123", "1/2", "Main St"),
    ],
)
def test_a_street_is_taken_apart(text: str, country: str, number: str, suffix: str, street: str) -> None:
    assert split_street(text, country) == (number, suffix, street)
