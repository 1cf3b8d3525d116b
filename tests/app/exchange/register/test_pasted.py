"""A company is read from what one copies out of the pages of the registers, and from nothing else."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.register import pasted
from app.exchange.register.company import Registered, directory_address
from tests.app.exchange.register.brasserie import BRASSERIE

DIRECTORY = """Annuaire des Entreprises
BRASSERIE DU THEATRE
‣ 123 456 782 · en activité
Résumé\tInformations légales
Informations légales de BRASSERIE DU THEATRE
Dénomination\tBRASSERIE DU THEATRE
SIREN\t123\u00a0456\u00a0782
Copier
SIRET du siège social\t123\u00a0456\u00a0782\u00a000010
Copier
N° TVA Intracommunautaire\tFR\u202f11\u202f123456782
Activité principale (NAF/APE)\tRestauration traditionnelle
Code NAF/APE\t56.10A
Adresse postale\t4 PLACE DU THEATRE 21000 DIJON
Forme juridique\tSARL, société à responsabilité limitée
Tranche effectif salarié de l’entreprise\t10 à 19 salariés, en 2022
Date de création\t12/03/2010
"""

PAPPERS = """Informations juridiques de BRASSERIE DU THEATRE
Adresse : 4 PLACE DU THEATRE, 21000 DIJON
SIREN :
123 456 782
SIRET (siège) :
123 456 782 00010
Forme juridique :
SARL, société à responsabilité limitée
Numéro de TVA:
FR11123456782
Inscription au RCS :
INSCRIT (au greffe de DIJON, le 12/03/2010)
Numéro RCS :
123 456 782 R.C.S. Dijon
Capital social :
8 000,00 €
Activité : Restauration traditionnelle
Code NAF ou APE : 56.10A (Restauration traditionnelle)
Effectif : Entre 10 et 19 salariés
Création : 12 mars 2010
"""

COMMERCIAL = """Nom\tBRASSERIE DU THEATRE
Numéro SIREN\t123456782
Numéro SIRET (siège)\t12345678200010
Numéro de TVA intracommunautaire\tFR11123456782
Numéro RCS\tDijon B 123 456 782
Code NAF ou APE\t5610A (Restauration traditionnelle)
Adresse\t4 PL DU THEATRE, 21000 DIJON
Forme juridique\tSociété à responsabilité limitée
Tranche d'effectif\t10 à 19 salariés
Capital social\t8\u202f000,00 €
Date de création entreprise\t12-03-2010
"""

NOTICE = """Situation au Répertoire SIRENE
Description de l'entreprise  Entreprise active depuis le 12/03/2010
Identifiant SIREN  123 456 782
Identifiant SIRET du siège  123 456 782 00010
Dénomination : BRASSERIE DU THEATRE
Catégorie juridique  5499 - Société à responsabilité limitée (sans autre indication)
Activité Principale Exercée (APE)  56.10A - Restauration traditionnelle
Description de l'établissement  Etablissement actif depuis le 12/03/2010
Identifiant SIRET  123 456 782 00010
Adresse
BRASSERIE DU THEATRE
4 PL DU THEATRE
21000 DIJON
"""

KBIS = """EXTRAIT D'IMMATRICULATION PRINCIPALE AU REGISTRE DU COMMERCE ET DES SOCIETES
Immatriculation au RCS, numéro\t123 456 782 R.C.S. Dijon
Date d'immatriculation\t12/03/2010
Dénomination ou raison sociale\tBRASSERIE DU THEATRE
Forme juridique\tSociété à responsabilité limitée
Capital social\t8 000,00 Euros
Adresse du siège\t4 place du Théâtre 21000 Dijon
"""

PAGES = {
    DIRECTORY: BRASSERIE,
    PAPPERS: replace(BRASSERIE, rcs="Dijon 123 456 782", capital=Decimal("8000.00")),
    COMMERCIAL: replace(BRASSERIE, rcs="Dijon B 123 456 782", capital=Decimal("8000.00")),
    NOTICE: replace(BRASSERIE, vat_number="", headcount=""),
    KBIS: replace(
        BRASSERIE, siret="", vat_number="", naf="", headcount="", rcs="Dijon 123 456 782", capital=Decimal("8000.00"),
        street="4 place du Théâtre",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", PAGES, ids=("directory", "pappers", "commercial", "notice", "kbis"))
def test_every_page_says_the_same_company(text: str) -> None:
    assert pasted.read(text) == PAGES[text]


@pytest.mark.parametrize("ends", ["\r\n", "\n\n", " \n \t"])
def test_the_ends_of_the_lines_do_not_matter(ends: str) -> None:
    assert pasted.read(DIRECTORY.replace("\n", ends)) == BRASSERIE


def test_a_person_who_trades_has_first_and_last_name() -> None:
    found = pasted.read("SIREN : 123 456 782\nNom : GARNIER\nPrénoms : Amélie\nNature juridique\tArtisan, EI")
    assert (found.name, found.legal_form) == ("Amélie GARNIER", "EI")


def test_a_long_address_keeps_its_building_and_its_cedex() -> None:
    found = pasted.read(
        "SIREN 123456782\nAdresse\tBATIMENT LES HALLES, 12 BIS AV DE L'EGLISE, 21703 NUITS ST GEORGES CEDEX 2"
    )
    assert (found.building, found.street) == ("Batiment les Halles", "12 bis avenue de l'Eglise")
    assert (found.postcode, found.city, found.cedex) == ("21703", "Nuits St Georges", "CEDEX 2")
    assert pasted.read("SIREN 123456782\nAdresse : LE BOURG 21700 NUITS ST GEORGES").city == "Nuits-Saint-Georges"


def test_an_address_does_not_reach_over_the_next_label() -> None:
    found = pasted.read("SIREN : 123456782\nAdresse :\nNon renseignée\nGreffe : 21000 Dijon\nEffectif : 3 salariés")
    assert (found.street, found.city, found.headcount) == ("", "", "3")
    comma = pasted.read("SIREN : 123456782\nSiège social : 12, rue de l'Église - 21700 Nuits-Saint-Georges - France")
    assert (comma.street, comma.building, comma.city) == ("12, rue de l'Église", "", "Nuits-Saint-Georges")


def test_the_foot_of_an_invoice_says_something_too() -> None:
    found = pasted.read("SAS au capital de 10 000 € - RCS Dijon B 732 829 320 - TVA FR44732829320 - APE 4725Z")
    assert (found.siren, found.vat_number, found.naf) == ("732829320", "FR44732829320", "47.25Z")
    assert (found.rcs, found.capital) == ("Dijon B 732 829 320", Decimal(10_000))


def test_numbers_without_a_label_are_found_and_must_be_possible() -> None:
    assert pasted.read("voir aussi 12345678200010.").siret == "12345678200010"
    assert pasted.read("FR 11 123456782").siren == "123456782"
    assert not pasted.read("SIRET : 123 456 789 00010, tél. 03 53 01 24 60").is_known


def test_a_number_of_another_company_is_not_mixed_in() -> None:
    found = pasted.read("SIREN : 123 456 782\nGroupe : 732 829 320 00074, FR44732829320")
    assert (found.siren, found.siret, found.vat_number) == ("123456782", "", "")


def test_what_says_nothing_is_left_out() -> None:
    found = pasted.read("SIREN\t123456782\nEnseigne\tNon renseigné\nEffectif\tNon renseigné\nCapital social\t-\nRCS\t")
    assert found == Registered(siren="123456782")


def test_the_directory_is_asked_for_a_number_or_a_name() -> None:
    assert directory_address("12345678200010").endswith("/rechercher?terme=12345678200010")
    assert directory_address("Théâtre & fils").endswith("?terme=Th%C3%A9%C3%A2tre%20%26%20fils")
    assert directory_address(" ").endswith(".fr/")


PIECES = (*pasted._FIELDS, "\t", ":", "\n", "123456782", "21000 DIJON")


@given(st.lists(st.one_of(st.text(max_size=60), st.sampled_from(PIECES)), max_size=60))
def test_nothing_raises(pieces: list[str]) -> None:
    assert isinstance(pasted.read("\n".join(pieces)), Registered)
    assert isinstance(pasted.read("".join(pieces)), Registered)


@pytest.mark.parametrize(
    "piece", ["1", "a ", "RCS de l' ", "Adresse\n", "SIRET 123 ", "21000 A-", "nom\t", " 1,", "RCS A "]
)
def test_the_time_grows_with_the_length_only(piece: str) -> None:
    short, long = (_seconds(piece * (size // len(piece))) for size in (pasted.LONGEST // 8, pasted.LONGEST))
    assert long < 16 * max(short, 0.02)


def _seconds(text: str) -> float:
    begun = time.process_time()
    pasted.read(text)
    return time.process_time() - begun


def test_a_name_alone_above_the_rest_is_the_name() -> None:
    found = pasted.read("Brasserie du Théâtre\nSIRET : 123 456 782 00010\n4 place du Théâtre\n21000 Dijon")
    assert (found.name, found.siret) == ("Brasserie du Théâtre", "12345678200010")
    assert pasted.read("Facture no 2026-114\nSIRET : 123 456 782 00010").name == ""
    assert pasted.read("Merci de votre visite.\nSIRET : 123 456 782 00010").name == ""
