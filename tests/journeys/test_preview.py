"""She looks at an invoice as it is printed, prints it, and saves it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog

from app.clients.model import Client
from app.documents.rendering import render
from app.sales import issuing, records
from app.sales.model import PaperLine
from app.store import clock
from tests.journeys.test_list import Settle
from tests.ui.printing.hands import print_to
from tests.ui.printing.pictures import difference
from ui.printing.preview_page import PreviewPage
from ui.window import MainWindow

THEATRE = 3


def _invoice(session: Any) -> int:
    session.get_one(Client, THEATRE).invoice_copies = 2
    paper = records.blank(session, "invoice", THEATRE, clock.today())
    paper.lines = [PaperLine(name="Bourgogne", price=Decimal(70), tax_name="TVA", tax_percent=Decimal(20))]
    return records.save(session, paper, clock.today())


@pytest.fixture
def preview(window: MainWindow, settle: Settle) -> PreviewPage:
    """An invoice that was just issued, as it is printed."""
    book = window.jobs.book
    with book.write("invoice") as writing:
        number = _invoice(writing.session)
    with book.write("issue", kind="final") as writing:
        version = records.load(writing.session, number).version
        issuing.issue(writing.session, number, version=version, today=clock.today(), render=render)
    window.show_named("preview", paper_id=number)
    page = window.named("preview")
    _wait(page, settle)
    return page


def _wait(page: PreviewPage, settle: Settle) -> None:
    for _ in range(50):
        settle()
        if page.pane.view.is_drawn():
            return
    raise AssertionError("the page was not drawn")


def _events(page: PreviewPage) -> list[str]:
    db = page.shell.jobs.book.rows()
    try:
        return [kind for (kind,) in db.execute("SELECT kind FROM paper_event ORDER BY id")]
    finally:
        db.close()


@pytest.mark.feature("doc.view")
@pytest.mark.feature("doc.print")
@pytest.mark.feature("terms.copies")
def test_the_first_print_is_the_invoice_the_next_a_duplicate(
    preview: PreviewPage, settle: Settle, tmp_path: Path
) -> None:
    assert preview.title().endswith(preview._print.number)
    original = preview._print.original
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    copies = print_to(first)
    preview.shell.actions.run("print")
    _wait(preview, settle)
    assert copies == [2]
    assert len(pypdfium2.PdfDocument(first)) == 2
    assert _events(preview)[-1] == "printed"
    assert "duplicate" in preview.notice.text()
    print_to(second)
    preview.print_button.click()
    _wait(preview, settle)
    assert preview._print.content != original
    assert preview._print.original == original
    assert difference(preview._print.content, original) > 0
    assert preview.shell.settings.remembered("printers").keys() == {"invoice"}


@pytest.mark.feature("doc.download")
def test_it_is_saved_under_its_number_and_the_client(
    preview: PreviewPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[Path] = []

    def answer(_parent: Any, _title: str, name: str, _filters: str) -> tuple[str, str]:
        suggested.append(Path(name))
        return str(tmp_path / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(answer))
    for _ in range(2):
        preview.shell.actions.run("save_pdf")
        _wait(preview, settle)
    assert suggested[0].name == f"{preview._print.number} Brasserie du Theatre.pdf"
    assert suggested[1].parent == tmp_path
    assert (tmp_path / suggested[0].name).read_bytes() == preview._print.original
    assert _events(preview)[-2:] == ["saved", "saved"]


def test_a_full_disk_is_told_and_leaves_nothing(
    preview: PreviewPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gone" / "a.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))
    preview.save()
    settle()
    assert not path.parent.exists()
    assert "saved" not in _events(preview)
