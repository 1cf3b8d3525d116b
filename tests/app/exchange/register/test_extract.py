"""A list of SIRENE becomes a small file of one's own, by department, and is searched by any trace of a company."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Cancelled, FileRefused, Problem
from app.exchange.register import extract
from app.progress import Progress
from tests.app.exchange.register.brasserie import BRASSERIE

TODAY = date(2026, 11, 12)
STOCK = """siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,\
etablissementSiege,complementAdresseEtablissement,numeroVoieEtablissement,indiceRepetitionEtablissement,\
typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,\
codeCommuneEtablissement,etatAdministratifEtablissement,enseigne1Etablissement,activitePrincipaleEtablissement,\
denominationUniteLegale,nomUniteLegale,prenom1UniteLegale,categorieJuridiqueUniteLegale
123456782,00010,12345678200010,O,2010-03-12,11,true,,4,,PL,DU THEATRE,21000,DIJON,21231,A,,56.10A,\
BRASSERIE DU THEATRE,,,5499
732829320,00074,73282932000074,O,2001-01-01,NN,true,BAT A,12,BIS,RUE,DE L'EGLISE,21700,NUITS ST GEORGES,21464,A,\
CHEZ AMELIE,47.25Z,,GARNIER,AMELIE,1000
552100554,00013,55210055400013,O,1990-01-01,21,true,,1,,RUE,BASSE,21200,BEAUNE,21054,F,,56.10A,FERMEE,,,5710
356000000,00048,35600000000048,O,1991-01-01,,false,,2,,QUAI,HAUT,71100,CHALON SUR SAONE,71076,A,,53.10Z,\
LA POSTE,,,5510
000000000,00000,00000000000001,O,,,,,,,,,21000,DIJON,21231,A,,,FAUX NUMERO,,,
"""
LISTED = replace(BRASSERIE, vat_number="")


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    path = tmp_path / "StockEtablissement.csv"
    path.write_text(STOCK, encoding="utf-8")
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "sirene.extract"


def load(path: Path, target: Path, *departments: str) -> extract.About:
    return extract.load(path, departments, TODAY, Progress(), target=target)


def test_the_open_companies_of_a_department_come_in(stock: Path, target: Path) -> None:
    assert load(stock, target, "21") == extract.About(3, ("21",), TODAY)
    assert extract.about(target) == extract.About(3, ("21",), TODAY)
    assert extract.search("brasserie", target) == (LISTED,)
    assert extract.search("faux numero", target) == ()
    (amelie,) = extract.search("amelie", target)
    assert (amelie.name, amelie.trade_name, amelie.legal_form) == ("AMELIE GARNIER", "CHEZ AMELIE", "EI")
    assert (amelie.building, amelie.street, amelie.city) == ("Bat A", "12 bis rue de l'Eglise", "Nuits-Saint-Georges")
    assert amelie.headcount == ""


@pytest.mark.parametrize(
    "typed", ["12345678200010", "123 456 782", "123456782 00010", "Théâtre DIJ", "brass 21000", "place 123456782"]
)
def test_any_trace_of_it_finds_it(stock: Path, target: Path, typed: str) -> None:
    load(stock, target)
    assert ([found.siret for found in extract.search(typed, target)] == ["12345678200010"]) is (typed[:5] != "place")


@pytest.mark.parametrize("typed", ["", "  ", '"', "AND", "-*", "ภาษาไทย", "x" * 5000])
def test_nothing_that_is_typed_is_a_question_that_fails(stock: Path, target: Path, typed: str) -> None:
    load(stock, target)
    assert extract.search(typed, target) == ()


def test_zipped_with_semicolons_and_in_the_old_letters_it_is_the_same(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "stock.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lisez-moi.md", "")
        archive.writestr("liste.csv", STOCK.replace(",", ";").replace("LA POSTE", "LA POSTÉ").encode("cp1252"))
    assert load(path, target, "71").count == 1
    assert extract.search("postE", target)[0].name == "LA POSTÉ"


def test_a_new_list_takes_the_place_of_the_old_one(stock: Path, target: Path) -> None:
    load(stock, target, "71")
    load(stock, target, "21")
    assert extract.search("poste", target) == ()
    assert sorted(path.name for path in target.parent.iterdir()) == ["StockEtablissement.csv", "sirene.extract"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"siret\n12345678200010\n",
        b"name;town\nA;B\n",
        b"\x00\xff" * 500,
        b"PK\x03\x04 no zip",
        STOCK.encode()[:900],
    ],
    ids=("empty", "no town", "another", "bytes", "broken zip", "closed only"),
)
def test_what_is_no_such_list_is_refused_and_the_old_one_stays(
    stock: Path, target: Path, tmp_path: Path, content: bytes
) -> None:
    load(stock, target, "21")
    other = tmp_path / "other.csv"
    other.write_bytes(content)
    with pytest.raises(FileRefused):
        load(other, target, "75")
    assert extract.search("brasserie", target) == (LISTED,)


@given(st.binary(max_size=400), st.sampled_from([b"", STOCK.encode(), STOCK.encode("utf-16"), STOCK[:400].encode()]))
def test_no_file_does_anything_but_come_in_or_be_refused(noise: bytes, begin: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        path.write_bytes(begin + noise)
        with contextlib.suppress(FileRefused):
            assert load(path, Path(folder, "extract")).count >= 3


def test_a_zip_of_two_lists_and_a_damaged_one_are_refused(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", STOCK)
        archive.writestr("b.csv", STOCK)
    with pytest.raises(FileRefused):
        load(path, target)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", STOCK)
    bytes_ = bytearray(path.read_bytes())
    bytes_[60:160] = bytes(100)
    path.write_bytes(bytes_)
    with pytest.raises(FileRefused):
        load(path, target)


def test_a_stopped_import_leaves_what_was_there(stock: Path, target: Path) -> None:
    load(stock, target, "21")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        extract.load(stock, ("71",), TODAY, progress, target=target)
    assert extract.about(target) == extract.About(3, ("21",), TODAY)


def test_a_long_list_can_be_stopped_halfway(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "long.csv"
    header, first = STOCK.splitlines()[:2]
    path.write_text("\n".join([header, *[first] * 6_000]), encoding="utf-8")
    progress = Progress(lambda done, _total, _words: progress.cancel() if done else None)
    with pytest.raises(Cancelled):
        extract.load(path, (), TODAY, progress, target=target)
    assert 0 < progress.done <= progress.total
    assert not list(tmp_path.glob("sirene*"))


def test_without_an_extract_nothing_is_found(target: Path) -> None:
    assert extract.about(target) is None
    assert extract.search("brasserie", target) == ()
    target.write_bytes(b"no database" * 100)
    assert extract.about(target) is None
    assert extract.search("brasserie", target) == ()


def test_departments_are_read_as_they_are_typed() -> None:
    assert extract.parse_departments("21, 71;2a 1 974 21") == ("21", "71", "2A", "01", "974")
    assert extract.parse_departments(" ") == ()
    assert isinstance(extract.parse_departments("21 Dijon"), Problem)
    assert isinstance(extract.parse_departments("20"), Problem)


def test_the_department_of_the_shop_follows_from_its_town() -> None:
    assert [extract.department_of(town) for town in ("Dijon", "Nuits-Saint-Georges", "Saint-Denis", "Ajaccio", "")] == [
        "21", "21", "", "", "",
    ]  # fmt: skip
