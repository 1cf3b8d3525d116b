"""Addresses as they are printed: the form of each country's post, what makes them fit, and what is told."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.values.postal import Addressee, Block, Sender, printed
from app.values.postal_lines import NOTICES

CASES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "address-cases.json"
PARTS = (
    "recipient company department care_of unit building house_number number_suffix street box po_box locality postcode "
    "city cedex region country language free_block"
).split()
ANNE = Addressee(civility="Mme", first_name="Anne", last_name="Morel")
FIRM = Addressee(company="Durand & Fils", civility="M.", first_name="Luc", last_name="Petit")
NOBODY = Addressee()


def address(**parts: str) -> Any:
    """An address of France unless another country is given, everything else empty."""
    return SimpleNamespace(**(dict.fromkeys(PARTS, "") | {"country": "FR"} | parts))


def block(who: Addressee = NOBODY, *, home: str = "", tongue: str = "fr", style: Any = "postal", **parts: str) -> Block:
    """The block that a shop of the same country prints, or one of `home`."""
    given = address(**parts)
    return printed(given, who, Sender(home or given.country, tongue), style=style)


def codes(found: Block) -> list[str]:
    return [notice.code for notice in found.warnings]


@pytest.mark.skipif(not CASES.exists(), reason="the worked examples are not here")
def test_the_worked_examples() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    assert len(cases) == 30
    for case in cases:
        given = dict(case["input"])
        who = Addressee(
            company=given.get("company", ""),
            civility=given.pop("title", ""),
            first_name=given.pop("first_name", ""),
            last_name=given.pop("last_name", ""),
        )
        parts = address(language=given.pop("lang", ""), **given)
        found = printed(parts, who, Sender(case["sender_country"], case["sender_lang"]), style=case["style"])
        assert list(found.lines) == case["expected"], case["id"]
        assert codes(found) == case["warnings"], case["id"]


# France


def test_france_keeps_the_upper_lines_and_writes_the_lower_ones_in_capitals() -> None:
    found = block(
        Addressee(company="Société Durand"),
        department="Service comptabilité",
        building="ZI de la Plaine",
        house_number="22bis",
        street="rue de l'Œuvre-d'Art",
        po_box="BP 90432",
        locality="Les Milles",
        postcode="13591",
        city="Aix-en-Provence",
        cedex="Cedex 3",
    )
    assert found.lines == (
        "Société Durand",
        "Service comptabilité",
        "ZI de la Plaine",
        "22 BIS RUE DE L OEUVRE D ART",
        "BP 90432 LES MILLES",
        "13591 AIX EN PROVENCE CEDEX 3",
    )
    assert found.warnings == ()


def test_a_long_street_is_abbreviated_as_far_as_needed_and_that_is_told() -> None:
    found = block(
        ANNE,
        house_number="128",
        street="avenue du Maréchal de Lattre de Tassigny",
        postcode="94120",
        city="Fontenay-sous-Bois",
    )
    assert found.lines[1] == "128 AV DU MAL DE LATTRE DE TASSIGNY"
    (notice,) = found.warnings
    assert (notice.code, notice.line, notice.parameters["count"]) == ("abbreviated", 1, 44)
    shorter = block(house_number="1", street="place du Général de Gaulle et de Verdun", postcode="21000", city="Dijon")
    assert shorter.lines[0] == "1 PL DU GAL DE GAULLE ET DE VERDUN"


def test_the_word_avenue_inside_a_name_is_no_kind_of_street() -> None:
    found = block(street="rue du Pont de l'Ancienne Avenue de Bourgogne", postcode="21000", city="Dijon")
    assert found.lines[0] == "RUE DU PONT DE L ANCIENNE AVENUE DE BOURGOGNE"
    assert codes(found) == ["line_too_long"]


def test_of_a_range_of_numbers_the_first_is_printed() -> None:
    found = block(house_number="12-14", street="boulevard Saint-Germain", postcode="75005", city="Paris")
    assert found.lines == ("12 BOULEVARD SAINT GERMAIN", "75005 PARIS")
    assert [(notice.code, notice.parameters["line"]) for notice in found.warnings] == [
        ("number_range_shortened", "12-14")
    ]


def test_cedex_with_the_postcode_of_the_town_itself_is_told() -> None:
    assert codes(block(street="rue Haute", postcode="21000", city="Dijon", cedex="Cedex")) == ["plain_postcode"]
    assert codes(block(street="rue Haute", postcode="21078", city="Dijon", cedex="Cedex")) == []


def test_accents_stay_in_capitals_where_the_shop_wants_them() -> None:
    given = address(house_number="8", street="quai de l'Évêché", postcode="69007", city="Sainte-Foy-lès-Lyon")
    with_accents = printed(given, NOBODY, Sender(keep_accents=True))
    assert with_accents.lines == ("8 QUAI DE L ÉVÊCHÉ", "69007 SAINTE FOY LÈS LYON")
    as_typed = printed(given, NOBODY, Sender(capitals=False))
    assert as_typed.lines == ("8 quai de l'Évêché", "69007 Sainte-Foy-lès-Lyon")


def test_a_po_box_and_a_locality_too_long_for_one_line_take_two() -> None:
    found = block(po_box="CS 70 012", locality="Parc d'activités de la Grande Prairie", postcode="21000", city="Dijon")
    assert found.lines[:2] == ("CS 70 012", "PARC D ACTIVITES DE LA GRANDE PRAIRIE")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("home", "country", "line"),
    [
        ("FR", "RE", ""),
        ("RE", "FR", ""),
        ("FR", "MC", ""),
        ("MC", "GP", ""),
        ("FR", "NC", "NOUVELLE-CALÉDONIE"),
        ("BE", "GP", "GUADELOUPE"),
        ("BE", "FR", "FRANCE"),
        ("CH", "LI", "LIECHTENSTEIN"),
        ("FR", "DE", "ALLEMAGNE"),
    ],
)
def test_the_country_is_written_where_the_letter_crosses_a_border(home: str, country: str, line: str) -> None:
    last = block(home=home, country=country, street="Rue Haute", postcode="1", city="Ville").lines[-1]
    assert last == line if line else last.startswith("1 ")


def test_the_country_is_named_in_the_language_of_the_sender_and_at_home_where_it_is_asked_for() -> None:
    assert block(home="GB", tongue="en", street="rue Haute", city="Lyon").lines[-1] == "FRANCE"
    assert block(home="GB", tongue="en", country="DE", city="Bonn").lines[-1] == "GERMANY"
    assert block(home="GB", tongue="xx", country="DE", city="Bonn").lines[-1] == "GERMANY"
    always = printed(address(postcode="21000", city="Dijon"), NOBODY, Sender(always_country=True))
    assert always.lines == ("21000 DIJON", "FRANCE")


# The others


@pytest.mark.parametrize(
    ("who", "parts", "expected"),
    [
        (ANNE, {"country": "CA", "house_number": "12", "street": "rue du Fort", "unit": "bureau 200",
                "region": "Québec", "city": "Lévis", "postcode": "g6v1a1", "language": "fr"},
         ["MADAME ANNE MOREL", "12 RUE DU FORT BUREAU 200", "LÉVIS QC  G6V 1A1"]),
        (FIRM, {"country": "CA", "po_box": "P.O. Box 55", "region": "NL", "city": "St. John's", "postcode": "A1C 5H6",
                "language": "en"},
         ["DURAND & FILS", "MONSIEUR LUC PETIT", "PO BOX 55", "ST. JOHN'S NL  A1C 5H6"]),
        (ANNE, {"country": "CA", "house_number": "9", "street": "South Avenue North West", "region": "AB",
                "city": "Banff", "postcode": "T1L 1A1", "language": "en"},
         ["MADAME ANNE MOREL", "9 SOUTH AVE NW", "BANFF AB  T1L 1A1"]),
        (Addressee(company="Lee, Inc.", civility="Ms", first_name="Dana", last_name="O'Lee-Peña"),
         {"country": "US", "house_number": "112-10", "street": "East Elm Boulevard", "unit": "#4", "region": "New York",
          "city": "New York", "postcode": "100011234"},
         ["MS DANA OLEE PENA", "LEE INC", "112-10 E ELM BLVD # 4", "NEW YORK NY  10001-1234"]),
        (NOBODY, {"country": "US", "po_box": "PO Box 12", "region": "IL", "city": "Springfield", "postcode": "62701"},
         ["PO BOX 12", "SPRINGFIELD IL  62701"]),
        (FIRM, {"country": "BE", "street": "Kerkstraat", "house_number": "12", "box": "bus 3", "postcode": "2000",
                "city": "Antwerpen"},
         ["Monsieur Luc Petit", "Durand & Fils", "Kerkstraat 12 bus 3", "2000 Antwerpen"]),
        (NOBODY, {"country": "BE", "street": "Rue Haute", "house_number": "1", "box": "2", "postcode": "5000",
                  "city": "Namur"},
         ["Rue Haute 1 bte 2", "5000 Namur"]),
        (FIRM, {"country": "CH", "street": "Bahnhofstrasse", "house_number": "4", "po_box": "Postfach",
                "postcode": "CH-8001", "city": "Zürich"},
         ["Durand & Fils", "Monsieur Luc Petit", "Bahnhofstrasse 4", "Postfach", "8001 Zürich"]),
        (FIRM, {"country": "DE", "locality": "Oberdorf", "po_box": "100122", "postcode": "10115", "city": "Berlin"},
         ["Durand & Fils", "Monsieur Luc Petit", "Oberdorf", "Postfach 10 01 22", "10115 Berlin"]),
        (FIRM, {"country": "GB", "unit": "Unit 3,", "building": "St. James' House", "house_number": "10",
                "street": "High St.", "city": "Leeds", "region": "West Yorkshire", "postcode": "LS11AA"},
         ["Monsieur Luc Petit", "Durand & Fils", "Unit 3 St James' House", "10 High St", "LEEDS", "LS1 1AA"]),
        (NOBODY, {"country": "NL", "street": "Dorpsstraat", "house_number": "12", "number_suffix": "A",
                  "postcode": "1012ab", "city": "Den Haag"},
         ["Dorpsstraat 12 A", "1012 AB  DEN HAAG"]),
        (ANNE, {"country": "ES", "street": "Calle Mayor", "house_number": "1", "unit": "3º B", "postcode": "28013",
                "city": "Madrid", "region": "Madrid"},
         ["Madame Anne Morel", "Calle Mayor 1, 3º B", "28013 MADRID"]),
        (ANNE, {"country": "IT", "street": "Via dell'Orso", "house_number": "15", "postcode": "56122", "city": "Pisa",
                "region": "(PI)"},
         ["MADAME ANNE MOREL", "VIA DELL'ORSO 15", "56122 PISA PI"]),
        (ANNE, {"country": "PT", "street": "Rua Augusta 5", "postcode": "1000205", "city": "Lisboa"},
         ["Madame Anne Morel", "Rua Augusta 5", "1000-205 Lisboa"]),
        (ANNE, {"country": "IN", "street": "Park Street", "house_number": "5", "postcode": "700016",
                "city": "Kolkata", "region": "West Bengal"},
         ["Madame Anne Morel", "5 Park Street", "700016 Kolkata", "West Bengal"]),
    ],
)  # fmt: skip
def test_each_country_has_its_form(who: Addressee, parts: dict[str, str], expected: list[str]) -> None:
    assert list(block(who, **parts).lines) == expected


def test_abroad_the_town_is_in_capitals_too() -> None:
    found = block(ANNE, home="FR", country="PT", street="Rua Augusta 5", postcode="1000-205", city="Lisboa")
    assert found.lines == ("Madame Anne Morel", "Rua Augusta 5", "1000-205 LISBOA", "PORTUGAL")


def test_in_america_a_unit_or_a_code_with_no_room_gets_its_own_line() -> None:
    found = block(
        country="US", house_number="12345", street="Martin Luther King Junior Memorial", unit="Suite 1200",
        city="Springfield", region="IL", postcode="62701",
    )  # fmt: skip
    assert found.lines[:2] == ("STE 1200", "12345 MARTIN LUTHER KING JUNIOR MEMORIAL")
    town = "Saint-Louis-du-Ha! Ha! près de la rivière du Loup"
    found = block(country="CA", street="rue Haute", city=town, region="QC", postcode="G0L 3S0", language="fr")
    assert found.lines[-1] == "G0L 3S0"


# Quebec


def test_letters_to_quebec_are_written_as_people_there_read_them_unless_the_shop_decides_otherwise() -> None:
    given = address(
        house_number="1234", street="rue Saint-Denis", unit="5", city="Montréal", region="QC", postcode="h2x3k2",
        country="CA",
    )  # fmt: skip
    readable = ("Madame Anne Morel", "1234, rue Saint-Denis, app. 5", "Montréal (Québec)  H2X 3K2")
    postal = ("MADAME ANNE MOREL", "1234 RUE SAINT-DENIS APP 5", "MONTRÉAL QC  H2X 3K2")
    assert printed(given, ANNE, Sender("CA"), style="letter").lines == readable
    assert printed(given, ANNE, Sender("CA"), style="postal").lines == postal
    assert printed(given, ANNE, Sender("CA", quebec_letters=False), style="letter").lines == postal


def test_elsewhere_a_letter_shows_what_the_post_reads() -> None:
    parts = {"house_number": "12", "street": "rue du Four", "postcode": "21000", "city": "Dijon"}
    assert block(ANNE, style="letter", **parts) == block(ANNE, **parts)
    assert block(ANNE, style="readable", **parts).lines == ("Madame Anne Morel", "12 rue du Four", "21000 Dijon")


# Who it goes to


def test_what_the_address_names_itself_comes_before_what_the_client_is_called() -> None:
    found = block(FIRM, recipient="Atelier, M. Bois", company="Entrepôt Durand", postcode="21000", city="Dijon")
    assert found.lines == ("Entrepôt Durand", "Atelier, M. Bois", "21000 DIJON")


def test_a_ready_name_stands_in_place_of_the_civility_and_names() -> None:
    assert block(Addressee(name="Famille Roy"), city="Dijon").lines == ("Famille Roy", "DIJON")


def test_a_free_block_is_printed_as_it_was_typed() -> None:
    found = block(ANNE, free_block=" Chez  Zoé \n\n au fond, à gauche\n12 rue É", city="Dijon")
    assert found.lines == ("Chez Zoé", "au fond, à gauche", "12 rue É")


# Making it fit


def test_too_many_lines_share_one_where_that_fits() -> None:
    found = block(
        FIRM, department="Achats", care_of="Chez Zoé", unit="Étage 3", building="Tour A", house_number="1",
        street="rue Haute", locality="Le Bourg", postcode="21000", city="Dijon",
    )  # fmt: skip
    assert found.lines == (
        "Durand & Fils", "Achats, Monsieur Luc Petit", "Chez Zoé, Étage 3, Tour A", "1 RUE HAUTE", "LE BOURG",
        "21000 DIJON",
    )  # fmt: skip
    assert found.warnings == ()


def test_a_long_upper_line_goes_on_in_the_next_while_there_is_room() -> None:
    found = block(Addressee(company="Association des amis du musée de la vigne et du vin"), city="Dijon")
    assert found.lines == ("Association des amis du musée de la", "vigne et du vin", "DIJON")
    assert found.warnings == ()


def test_what_cannot_fit_is_told_and_nothing_is_cut_off() -> None:
    word = "X" * 50
    found = block(ANNE, street=word, city="Dijon")
    assert found.lines[1] == word
    (notice,) = found.warnings
    assert (notice.code, notice.line) == ("line_too_long", 1)
    assert notice.message.format(**notice.parameters).startswith(f"“{word}” has 50")
    many = block(free_block="\n".join("abcdefghijkl"))
    assert (len(many.lines), codes(many)) == (12, ["too_many_lines"])


def test_the_swiss_post_wants_three_lines() -> None:
    assert codes(block(NOBODY, country="CH", street="Rue Haute", postcode="1003", city="Lausanne")) == ["line_count"]


def test_every_notice_says_what_it_is_about() -> None:
    filled = {code: message.format(line="A", count=1, most=2) for code, message in NOTICES.items()}
    assert all("{" not in text for text in filled.values())


# What nobody types


@pytest.mark.parametrize("country", ["FR", "CA", "US", "BE", "CH", "DE", "GB", "IT", "JP", "ZZ", ""])
@pytest.mark.parametrize(
    "odd", ["x" * 9_000, "saint " * 2_000, "e\u0301" * 3_000, "😀\u202e\0\x1b\u2028\n\ud800", ",", "#"]
)
def test_whatever_stands_in_the_fields_a_block_comes_out(country: str, odd: str) -> None:
    parts = dict.fromkeys(PARTS[:-1], odd) | {"country": country}
    found = printed(address(**parts), Addressee(odd, odd, odd, odd), Sender())
    assert not any(sign in line for line in found.lines for sign in "\0\x1b\n\u202e\u2028")
    assert all(line and line == line.strip() for line in found.lines)
    assert len(found.lines) <= 16


def test_two_hundred_thousand_letters_in_every_field_are_printed_and_told() -> None:
    parts = dict.fromkeys(PARTS[:-1], "avenue " * 30_000) | {"country": "FR"}
    found = printed(address(**parts), ANNE, Sender())
    assert "line_too_long" in codes(found)
    assert max(len(str(notice.parameters.get("line", ""))) for notice in found.warnings) <= 60
