"""`clientele-cli labels`: a PDF of address labels, or the reason why there is none."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from app.__main__ import main
from app.clients.model import Address, Client
from app.mailings.sheets import shipped
from app.store.book import Book
from tests.app.conftest import Save
from tests.app.documents.paper_edges import letters


@pytest.fixture
def labels(book: Book, save: Save, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run the command on a book of thirty clients with an address and one without."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for number in range(30):
        where = Address(street="rue Basse", house_number=str(number + 1), postcode="21000", city="Dijon", country="FR")
        save(Client(company_name=f"Client {number:02}", addresses=[where]))
    save(Client(company_name="Nowhere"))

    def _run(*words: str) -> tuple[int, str, str]:
        status = main(["labels", str(book.path), "--out", str(tmp_path / "x.pdf"), *words])
        return (status, *capsys.readouterr())

    return _run


def test_labels_for_everybody_from_the_fifth_on(labels, home: Path, tmp_path: Path) -> None:
    status, out, err = labels("--sheet", "L7160", "--first", "5")
    assert (status, err) == (0, "")
    assert out.splitlines() == [str(tmp_path / "x.pdf"), "30 labels", "Nowhere: No address"]
    content = (tmp_path / "x.pdf").read_bytes()
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert [text.count("RUE BASSE") for text in texts] == [17, 13]
    assert min(spot.top for spot in letters(content)) > shipped()["avery-l7160"].labels[4].top / 1000


def test_what_a_search_finds_several_times(labels, home: Path, tmp_path: Path) -> None:
    status, out, _err = labels("--sheet", "dymo-99012", "--search", "client 07", "--copies", "3")
    assert (status, out.splitlines()[1:]) == (0, ["3 labels"])


REFUSED = {
    "This sheet of labels is not known.": ("--sheet", "no such sheet"),
    "This sheet has 21 labels.": ("--sheet", "avery-l7160", "--first", "22"),
    "There is nothing to print.": ("--sheet", "avery-l7160", "--search", "nowhere"),
}


@pytest.mark.parametrize(("reason", "words"), REFUSED.items())
def test_refused_with_the_reason_and_no_file(
    labels, home: Path, tmp_path: Path, reason: str, words: tuple[str, ...]
) -> None:
    assert labels(*words) == (1, "", f"{reason}\n")
    assert not (tmp_path / "x.pdf").exists()
