"""A mailing is printed, and what stays of it; or it becomes a file, a copy, a template, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QRadioButton, QSpinBox

from app.mailings import templates
from app.values.rich_text import plain
from tests.journeys.test_list import Settle
from tests.journeys.test_statement import text_of
from tests.journeys.writing import THEATRE, answer, christmas, few, said, stored, today, wait
from tests.ui.printing.hands import print_to
from tests.ui.record_desk import in_dialog
from ui.mailings.mailing_page import MailingPage
from ui.mailings.mailings_page import MailingsPage
from ui.window import MainWindow

__all__ = ["christmas", "few", "today"]  # fixtures


@pytest.mark.feature("mailing.print")
def test_printed_once_frozen_and_on_every_record(
    window: MainWindow, few: MailingPage, settle: Settle, tmp_path: Path
) -> None:
    print_to(tmp_path / "out.pdf")
    window.actions_.run("print")
    wait(few, settle)
    assert window.toast.text() == "2 letters printed, 1 left out"
    assert few.head.badge.text() == "Printed on 12 Nov 2026" or few.head.badge.text().startswith("Printed on")
    assert few.texts.editor.edit.isReadOnly()
    assert not few.people.add_link.isVisible()
    assert (tmp_path / "out.pdf").exists()
    plan = stored(window, few)
    assert (plan.state, plan.pages) == ("printed", 2)
    few.people.view.choose(THEATRE)
    wait(few, settle)
    assert "BRASSERIE DU THÉÂTRE" in said(few).upper()
    window.open_record(THEATRE, tab="letters")
    settle()
    tab = window.page().tab()
    assert [(row.name, row.kind) for row in tab.rows] == [("Christmas letter 2026", "mailing")]
    assert "BRASSERIE DU THÉÂTRE" in text_of(tab.pane.view.pdf().content).upper()


def test_a_printed_mailing_is_copied_to_a_new_one(
    window: MainWindow, few: MailingPage, settle: Settle, tmp_path: Path
) -> None:
    print_to(tmp_path / "out.pdf")
    window.actions_.run("print")
    wait(few, settle)
    before = few.draft.plan.id
    answer(name="Christmas letter 2027")
    few.acts.copy()
    settle()
    wait(few, settle)
    assert few.draft.plan.id != before
    assert few.draft.is_open()
    assert (few.draft.plan.name, few.people.count()) == ("Christmas letter 2027", 2)


def test_all_letters_as_one_pdf(
    window: MainWindow, christmas: MailingPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))
    window.actions_.run("save_pdf")
    wait(christmas, settle)
    text = text_of(path.read_bytes())
    assert text.upper().count("RUE BASSE") == 9
    assert not christmas.draft.plan.is_printed


def test_a_draft_is_deleted_and_comes_back(window: MainWindow, christmas: MailingPage, settle: Settle) -> None:
    christmas.acts.delete()
    settle()
    listing = window.page()
    assert isinstance(listing, MailingsPage)
    assert listing.row() is None
    window.actions_.run("undo")
    settle()
    assert listing.row().name == "Christmas letter 2026"


def test_a_text_becomes_a_template_and_a_template_the_text(
    window: MainWindow, christmas: MailingPage, settle: Settle
) -> None:
    answer(name="Our Christmas")
    christmas.acts.keep_template()
    wait(christmas, settle)
    with window.jobs.book.read() as session:
        found = next(row for row in templates.listed(session) if row.name == "Our Christmas")
        other = next(row for row in templates.listed(session) if row.starter == "thanks")
    assert found.languages == ("fr", "en")
    answer(template=other.id)
    christmas.acts.take_template()
    wait(christmas, settle)
    assert "remerci" in plain(stored(window, christmas).texts[0].body).lower()


def only_the_first(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The dialog of a system that always offers a range of pages."""

    def answer(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFileName(str(path))
        dialog.printer().setFromTo(1, 1)
        return QDialog.DialogCode.Accepted.value

    monkeypatch.setattr(QPrintDialog, "exec", answer)


def test_some_pages_alone_do_not_close_a_mailing(
    window: MainWindow, few: MailingPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who got a letter is not known: it can be printed whole, or marked as printed."""
    only_the_first(monkeypatch, tmp_path / "one.pdf")
    window.actions_.run("print")
    wait(few, settle)
    assert window.toast.text() == "1 page printed, not all: it can still be changed"
    assert stored(window, few).state == "draft"
    assert few.draft.is_open()


def test_some_pages_of_what_was_printed_are_printed_again(
    window: MainWindow, few: MailingPage, settle: Settle, tmp_path: Path
) -> None:
    print_to(tmp_path / "out.pdf")
    window.actions_.run("print")
    wait(few, settle)

    def second(dialog: Any) -> None:
        dialog.findChild(QLineEdit, "filename").setText(str(tmp_path / "second.pdf"))
        dialog.findChild(QRadioButton, "printRange").setChecked(True)
        dialog.findChild(QSpinBox, "to").setValue(2)
        dialog.findChild(QSpinBox, "from").setValue(2)
        dialog.accept()

    in_dialog(second)
    window.actions_.run("print")
    wait(few, settle)
    assert window.toast.text() == "Printed again"
    assert len(pypdfium2.PdfDocument((tmp_path / "second.pdf").read_bytes())) == 1
