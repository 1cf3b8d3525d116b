"""She writes to one client from the record, finds the letter there again, and gives it away in other forms."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.mailings import mailings, templates
from app.mailings.mailings import Sent
from app.mailings.plan import Plan
from tests.journeys.test_list import Settle
from tests.journeys.test_statement import text_of
from tests.journeys.writing import THEATRE, answer, said, today, type_in, wait
from tests.ui.printing.hands import print_to
from ui.clients.tabs.letters import LettersTab
from ui.mailings.mailing_page import MailingPage
from ui.window import MainWindow

__all__ = ["today"]  # a fixture


def tab_of(window: MainWindow, settle: Settle, client_id: int = THEATRE) -> LettersTab:
    window.open_record(client_id, tab="letters")
    settle()
    found = window.page().tab()
    assert isinstance(found, LettersTab)
    return found


def shown_page(tab: LettersTab) -> str:
    pdf = tab.pane.view.pdf()
    assert pdf is not None
    return text_of(pdf.content)


@pytest.fixture
def letter(window: MainWindow, settle: Settle) -> MailingPage:
    """A letter to the brasserie, begun from a template with two keys."""
    window.open_record(THEATRE)
    settle()
    with window.jobs.book.read() as session:
        wishes = next(row.id for row in templates.listed(session) if row.starter == "holidays")
    answer(template=wishes)
    window.actions_.run("letter")
    settle()
    page = window.page()
    assert isinstance(page, MailingPage)
    return wait(page, settle)


@pytest.mark.feature("letter.send", "redactor.create", "redactor.list", "redactor.view", "peer.12")
def test_a_letter_is_written_from_the_record_and_found_there(
    window: MainWindow, letter: MailingPage, settle: Settle
) -> None:
    assert not letter.people.isVisible()
    assert letter.head.print.text() == "Print"
    page = said(letter)
    assert "Cave des Tilleuls" in page
    assert "BRASSERIE DU THÉÂTRE" in page.upper()
    assert "21000 DIJON" in page.upper()
    tab = tab_of(window, settle)
    assert [(row.kind, row.state) for row in tab.rows] == [("letter", "draft")]
    assert "BRASSERIE DU THÉÂTRE" in shown_page(tab).upper()
    assert tab.sums.text() == "1 letter or mailing"


@pytest.mark.feature("redactor.edit")
def test_a_letter_is_opened_from_the_record_and_changed(
    window: MainWindow, letter: MailingPage, settle: Settle
) -> None:
    tab = tab_of(window, settle)
    QTest.keyClick(tab.list.view, Qt.Key.Key_Return)
    settle()
    page = window.page()
    assert isinstance(page, MailingPage)
    wait(page, settle)
    page.texts.editor.set_value(())
    type_in(page, "Only a word.")
    wait(page, settle)
    assert "Only a word." in said(page)
    tab = tab_of(window, settle)
    assert "Only a word." in shown_page(tab)


@pytest.mark.feature("redactor.download")
@pytest.mark.parametrize("ending", [".pdf", ".odt", ".html"])
def test_a_letter_goes_out_as_a_file(
    window: MainWindow,
    letter: MailingPage,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    path = tmp_path / f"letter{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))
    tab = tab_of(window, settle)
    entries = {".pdf": "PDF…", ".odt": "For a word processor…", ".html": "Web page…"}
    next(each for each in tab.save_menu().actions() if each.text() == entries[ending]).trigger()
    settle()
    if ending == ".pdf":
        written = text_of(path.read_bytes())
    elif ending == ".odt":
        written = zipfile.ZipFile(path).read("content.xml").decode()
    else:
        written = path.read_text("utf-8")
    assert "Brasserie du Théâtre".upper() in written.upper()
    assert window.toast.text() == f"Saved as letter{ending}"


def test_a_printed_letter_stays_as_it_was(
    window: MainWindow, letter: MailingPage, settle: Settle, tmp_path: Path
) -> None:
    print_to(tmp_path / "out.pdf")
    window.actions_.run("print")
    wait(letter, settle)
    assert letter.head.badge.text().startswith("Printed on")
    with window.jobs.book.write("renamed", kind="final") as writing:
        from app.clients.model import Client

        writing.session.get(Client, THEATRE).company_name = "Chez Paul"
    tab = tab_of(window, settle)
    assert "BRASSERIE DU THÉÂTRE" in shown_page(tab).upper()


def test_a_letter_is_deleted_and_comes_back(window: MainWindow, letter: MailingPage, settle: Settle) -> None:
    tab = tab_of(window, settle)
    tab.remove(tab.rows[0])
    settle()
    assert tab.rows == []
    assert tab.list.empty.isVisible()
    window.actions_.run("undo")
    settle()
    assert len(tab.rows) == 1


def test_labels_and_envelopes_are_listed_without_a_page(window: MainWindow, settle: Settle) -> None:
    with window.jobs.book.write("labels", kind="final") as writing:
        plan = Plan(kind="labels", name="L7163", sheet="avery-l7163")
        mailings.record_printed(writing.session, plan, [Sent(THEATRE, None, ("x",))], 1)
    tab = tab_of(window, settle)
    assert [(row.kind, row.state) for row in tab.rows] == [("labels", "printed")]
    assert tab.pane.view.pdf() is None
    assert not tab.save_button.isEnabled()
    tab.remove(tab.rows[0])
    assert len(tab.rows) == 1


def test_without_a_client_in_front_one_is_asked_for(window: MainWindow, settle: Settle) -> None:
    window.show_named("mailings", tab="letter")
    settle()
    listing = window.page()
    assert listing.lists["letter"].empty.isVisible()

    answer(client=THEATRE, name="A word")
    listing.begin()
    settle()
    page = window.page()
    assert isinstance(page, MailingPage)
    wait(page, settle)
    assert (page.draft.plan.name, page.client_id) == ("A word", THEATRE)
