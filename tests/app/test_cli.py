"""The command line: its words, its exit status, and what it leaves behind."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from app.__main__ import main, system_language
from app.i18n import N_, Translator

ROOT = Path(__file__).resolve().parents[2]
CARDS = """BEGIN:VCARD
VERSION:3.0
N:Garnier;Amélie;;;
FN:Amélie Garnier
TEL;TYPE=CELL:+33 6 12 34 56 78
EMAIL:amelie@garnier.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;;;;
FN:Brasserie du Théâtre
ORG:Brasserie du Théâtre
X-ABShowAs:COMPANY
EMAIL:contact@theatre.example
ADR:;;12 rue Pasteur;Lyon;;69001;France
END:VCARD
"""


class Answer(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def _run(*words: object) -> Answer:
        try:
            status = main([str(word) for word in words])
        except SystemExit as end:
            status = int(end.code or 0)
        return Answer(status, *capsys.readouterr())

    return _run


@pytest.fixture
def path(run: Run, tmp_path: Path) -> Path:
    """A new book, made by the command line."""
    book = tmp_path / "Cave.clientele"
    assert run("new", book) == (0, f"{book}\n", "")
    return book


@pytest.fixture
def filled(run: Run, path: Path) -> Path:
    cards = path.with_name("cards.vcf")
    cards.write_text(CARDS, encoding="utf-8")
    assert run("import", path, cards).status == 0
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(answer: Answer) -> str:
    """Refused in one clear sentence, without a word on stdout."""
    assert answer.status == 1
    assert answer.out == ""
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    return answer.err


def test_a_new_book_is_as_asked_and_not_made_over_another(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "Shop.clientele"
    assert run("new", book, "--country", "ch", "--language", "en").status == 0
    before = digest(book)
    assert "already" in refused(run("new", book))
    assert digest(book) == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["Shop.clientele"]


def test_a_sample_is_the_same_for_the_same_seed(run: Run, tmp_path: Path) -> None:
    found = []
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        book = tmp_path / f"{name}.clientele"
        assert run("sample", book, "--clients", "40", "--seed", seed).status == 0
        found.append(json.loads(run("search", book, "", "--json").out))
    assert len(found[0]) > 30
    assert found[0] == found[1]
    assert found[0] != found[2]


def test_import_search_show_and_export(run: Run, filled: Path) -> None:
    found = run("search", filled, "garnier")
    assert (found.status, found.out.split()[0]) == (0, "C-00001")
    assert "Garnier Amélie" in found.out
    assert "+33 6 12 34 56 78" in found.out
    (row,) = json.loads(run("search", filled, "pasteur lyon", "--json").out)
    assert (row["name"], row["city"], row["postcode"]) == ("Brasserie du Théâtre", "Lyon", "69001")
    shown = run("show", filled, row["reference"]).out
    assert "Company name: Brasserie du Théâtre" in shown
    assert "12 rue Pasteur, 69001 Lyon" in shown
    told = json.loads(run("show", filled, row["reference"], "--json").out)
    assert told["company_name"] == "Brasserie du Théâtre"
    assert told["addresses"][0]["postcode"] == "69001"
    assert told["category"] == ""
    out = filled.with_name("out.vcf")
    assert run("export", filled, out).status == 0
    assert out.read_text(encoding="utf-8").count("BEGIN:VCARD") == 2
    one = filled.with_name("one.vcf")
    assert run("export", filled, one, "--search", "brasserie").status == 0
    assert one.read_text(encoding="utf-8").count("BEGIN:VCARD") == 1


def test_an_import_reports_and_a_dry_run_changes_nothing(run: Run, filled: Path) -> None:
    cards = filled.with_name("cards.vcf")
    before = digest(filled)
    report = json.loads(run("import", filled, cards, "--dry-run").out)
    assert report["dry_run"] is True
    assert report["cards"] == 2
    assert digest(filled) == before
    assert json.loads(run("import", filled, cards, "--update").out)["new"] == 0
    assert len(json.loads(run("search", filled, "", "--json").out)) == 2
    assert json.loads(run("import", filled, cards).out)["new"] == 2, "without --update, everything comes in"
    assert len(json.loads(run("search", filled, "", "--json").out)) == 4


def test_a_limit_and_no_result(run: Run, filled: Path) -> None:
    assert len(run("search", filled, "", "--limit", "1").out.splitlines()) == 1
    assert run("search", filled, "nobody") == (0, "", "")
    assert run("search", filled, "nobody", "--json") == (0, "[]\n", "")
    assert run("search", filled, "x", "--limit", "-1").status == 2
    assert "C-99999" in refused(run("show", filled, "C-99999"))


def test_backup_and_restore(run: Run, filled: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    made = Path(run("backup", filled, kept).out.strip())
    assert made.parent == kept
    named = tmp_path / "named.clientele-backup"
    assert run("backup", filled, named).status == 0
    refused(run("backup", filled, named))
    assert run("exercise", filled, "save", "--count", "1").status == 0
    restored = run("restore", made, filled)
    assert restored.status == 0
    assert "kept in" in restored.out
    assert len(json.loads(run("search", filled, "", "--json").out)) == 2
    assert run("restore", named, tmp_path / "other.clientele").status == 0
    before = digest(filled)
    named.write_bytes(named.read_bytes()[:-50])
    refused(run("restore", named, filled))
    assert digest(filled) == before


def test_check_says_what_is_wrong(run: Run, filled: Path) -> None:
    assert run("check", filled).status == 0
    assert json.loads(run("check", filled, "--json").out)["ok"] is True
    from app.store.connect import connect

    connection = connect(filled)
    connection.execute("UPDATE tab_count SET clients=9")
    connection.close()
    answer = run("check", filled, "--json")
    assert answer.status == 1
    assert json.loads(answer.out)["ok"] is False
    assert answer.err


@pytest.mark.parametrize("what", ["save", "import", "issue", "pay"])
def test_exercise_acknowledges_each_write(run: Run, path: Path, what: str) -> None:
    answer = run("exercise", path, what, "--count", "3")
    assert answer.out == "ACK 1\nACK 2\nACK 3\n"
    clients = len(json.loads(run("search", path, "", "--json").out))
    assert clients == {"save": 3, "import": 60, "issue": 1, "pay": 1}[what]
    assert run("check", path).status == 0


WORDS: list[list[str]] = [
    [], ["frobnicate"], ["new"], ["search", "BOOK"], ["show", "BOOK"], ["export", "BOOK"],
    ["exercise", "BOOK", "dance"], ["import", "BOOK", "x.vcf", "--as", "tiff"],
    ["export", "BOOK", "x.vcf", "--vcard", "2.1"], ["new", "x", "--language", "de"],
]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_wrong_words(run: Run, words: list[str], path: Path) -> None:
    before = digest(path)
    answer = run(*[str(path) if word == "BOOK" else word for word in words])
    assert (answer.status, answer.out) == (2, "")
    assert "usage" in answer.err
    assert digest(path) == before


LATER = [
    ["import", "BOOK", "x.csv"],
    ["import", "BOOK", "x", "--as", "xlsx"],
    ["import", "BOOK", "x.ICS"],
    ["export", "BOOK", "x.csv"],
    ["export", "BOOK", "x.vcf", "--vcard", "4.0"],
    ["exercise", "BOOK", "merge"],
]


@pytest.mark.parametrize("words", LATER)
def test_what_comes_later_says_so_and_is_not_in_the_help(run: Run, words: list[str], path: Path) -> None:
    before = digest(path)
    answer = run(*[str(path) if word == "BOOK" else word for word in words])
    assert answer == (2, "", "not yet available\n")
    assert digest(path) == before
    assert not path.with_name("x.pdf").exists()


def test_the_help_lists_what_works(run: Run) -> None:
    answer = run("--help")
    assert answer.status == 0
    for word in (
        "new",
        "sample",
        "import",
        "export",
        "search",
        "show",
        "backup",
        "restore",
        "check",
        "exercise",
        "statement",
        "labels",
        "letters",
        "envelopes",
        "tour",
    ):
        assert f"\n    {word}" in answer.out
    for word in ("csv", "xlsx"):
        assert word not in answer.out
    for word in ("import", "export", "exercise"):
        text = run(word, "--help").out
        assert not any(later in text for later in ("csv", "xlsx", "ics", "4.0", "merge"))


BAD_FILES = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" * 100),
}


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize(
    "words", [["search", "BOOK", "x"], ["check", "BOOK"], ["backup", "BOOK", "."], ["show", "BOOK", "C"]]
)
def test_a_bad_book_is_refused_in_a_sentence(run: Run, path: Path, words: list[str], kind: str) -> None:
    BAD_FILES[kind](path)
    refused(run(*[str(path) if word == "BOOK" else word for word in words]))


def test_bad_cards_are_refused_and_nothing_changes(run: Run, path: Path) -> None:
    before = digest(path)
    picture = path.with_name("picture.vcf")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" * 100)
    for file in (picture, path.with_name("missing.vcf"), path.parent):
        refused(run("import", path, file))
    refused(run("export", path, path.with_name("x.txt")))
    assert digest(path) == before


def test_reading_goes_on_beside_an_open_window(run: Run, filled: Path, tmp_path: Path) -> None:
    from app.store.book import Book

    book = Book.open(filled)
    try:
        assert run("search", filled, "garnier").status == 0
        assert run("backup", filled, tmp_path / "b.clientele-backup").status == 0
        assert "already open" in refused(run("exercise", filled, "save"))
    finally:
        book.close()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LC_ALL": "fr_CA", "LANG": "en_US"}, "fr"),
        ({"LC_ALL": "", "LANG": "fr"}, "fr"),
        ({}, "en"),
    ],
)
def test_it_speaks_as_the_system_does(environment: dict[str, str], language: str) -> None:
    assert system_language(environment) == language


def test_a_refusal_is_in_the_language_of_the_system(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    said = Translator("fr")(N_("There is no client with the reference “{reference}”."), reference="C-9")
    assert refused(run("show", path, "C-9")) == f"{said}\n"


WITHOUT_QT = """
import sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None
from app.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_it_needs_no_qt(tmp_path: Path, home: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_QT, "new", str(tmp_path / "x.clientele")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_python_dash_m_app_is_the_same(tmp_path: Path, home: Path) -> None:
    command = [sys.executable, "-m", "app", "import", "x", "x.csv"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
