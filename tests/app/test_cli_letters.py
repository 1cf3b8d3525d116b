"""`clientele-cli letters`: a template becomes a PDF for those whom a search finds, or nothing is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.__main__ import main
from app.store.book import Book
from tests.app.mailings.post import brasserie, neighbour, pages_of

Save = Callable[..., int]


@pytest.fixture
def shop(book: Book, save: Save) -> Path:
    save(
        brasserie(),
    )
    save(neighbour())
    save(company_name="Nulle part")
    return book.path


def test_a_template_is_written_for_everybody_or_for_what_is_found(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.pdf"
    assert main(["letters", str(shop), "Bienvenue", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0] == str(out)
    assert "Nulle part" in said
    assert len(pages_of(out.read_bytes())) == 2
    assert main(["letters", str(shop), "welcome", "--out", str(out), "--search", "smith"]) == 0
    (page,) = pages_of(out.read_bytes())
    assert "Dear Mr Smith," in page


def test_what_cannot_be_made_leaves_nothing(shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, out = tmp_path / "bad.txt", tmp_path / "out.pdf"
    bad.write_text("Titre\n\nBonjour {nonsense}", encoding="utf-8")
    for words in (
        ["letters", str(shop), str(bad), "--out", str(out)],
        ["letters", str(shop), "Nonsense", "--out", str(out)],
        ["letters", str(shop), "welcome", "--out", str(out), "--search", "nobody at all"],
        ["letters", str(shop), "welcome", "--out", str(tmp_path / "out.doc")],
        ["letters", str(shop), "welcome", "--out", str(tmp_path / "none" / "out.pdf")],
    ):
        assert main(words) == 1
        assert capsys.readouterr().err.strip()
    assert sorted(path.name for path in tmp_path.iterdir() if shop.name not in path.name) == ["bad.txt"]
