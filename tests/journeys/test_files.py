"""She keeps contracts and photos with a client, opens them again, and finds the statements she printed there."""

from __future__ import annotations

import stat
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.accounts import ledger
from app.accounts.stating import Period
from app.activity import files
from app.documents.statements import Choices
from tests.journeys import filing
from tests.journeys.filing import THEATRE, drop, names
from tests.journeys.test_list import Settle
from tests.ui.printing.hands import print_to
from tests.ui.record_desk import in_dialog
from ui.accounts import statement_drawing as drawing
from ui.clients.tabs import happenings
from ui.clients.tabs.files import FilesTab
from ui.printing.preview_dialog import PreviewDialog
from ui.widgets.labels import LinkLabel
from ui.window import MainWindow

DAY = date(2026, 11, 12)
tab, scans, opened = filing.tab, filing.scans, filing.opened


def count_of(window: MainWindow) -> str:
    bar = window.page().tabs
    return next(words for place in range(len(bar.keys())) if (words := bar._tab(place).spoken()).startswith("Files"))


@pytest.mark.feature("file.add", "file.list")
def test_files_are_dropped_listed_counted_and_on_the_timeline(
    window: MainWindow, tab: FilesTab, scans: list[Path], settle: Settle
) -> None:
    assert tab.list.empty.isVisible()
    assert count_of(window) == "Files"
    drop(tab, scans)
    settle()
    assert sorted(names(tab)) == ["Cave.jpg", "Contrat signé.pdf"]
    assert window.toast.text() == "2 files added"
    assert count_of(window) == "Files, 2"
    assert tab.sums.text() == "2 files · 27 bytes"
    drop(tab, scans)
    settle()
    assert window.toast.text() == "These 2 files are in the record already."
    window.page().go_to("overview")
    settle()
    timeline = window.page().tab().timeline
    link = next(each for each in timeline.findChildren(LinkLabel) if each.text() == "Contrat signé.pdf")
    assert "Files added:" in [label.text() for label in timeline.findChildren(QLabel)]
    link.click()
    settle()
    assert window.page().tab() is tab
    assert tab.list.current().name == "Contrat signé.pdf"


@pytest.mark.feature("file.add")
def test_files_are_chosen_and_what_cannot_be_kept_is_explained(
    window: MainWindow, tab: FilesTab, scans: list[Path], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = scans[0].with_name("empty.txt")
    empty.touch()
    chosen = [str(path) for path in (*scans, empty)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", staticmethod(lambda *_: (chosen, "")))
    tab.add_button.click()
    settle()
    assert len(names(tab)) == 2
    said = [label.text() for label in window.findChildren(QLabel)]
    assert any("“empty.txt” is empty" in text for text in said)
    seen: list[str] = []
    in_dialog(lambda dialog: (seen.extend(label.text() for label in dialog.findChildren(QLabel)), dialog.reject()))
    drop(tab, [empty, scans[0].parent])
    settle()
    assert "2 files were not added" in seen


def test_del_on_a_button_of_the_tab_is_about_the_file_and_not_the_client(
    tab: FilesTab, scans: list[Path], settle: Settle, qtbot: QtBot
) -> None:
    drop(tab, scans)
    settle()
    before = len(tab.rows)
    tab.list.choose(tab.rows[0].id)
    tab.copy_button.setFocus()
    qtbot.keyClick(tab.copy_button, Qt.Key.Key_Delete)
    settle()
    assert len(tab.rows) == before - 1


@pytest.mark.feature("file.add")
def test_undo_takes_them_out_and_brings_them_back(
    window: MainWindow, tab: FilesTab, scans: list[Path], settle: Settle, qtbot: QtBot
) -> None:
    drop(tab, scans)
    settle()
    tab.list.choose(next(row.id for row in tab.rows if row.name == "Cave.jpg"))
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Delete)
    settle()
    assert names(tab) == ["Contrat signé.pdf"]
    assert window.toast.text() == "“Cave.jpg” removed"
    window.actions_.run("undo")
    settle()
    assert sorted(names(tab)) == ["Cave.jpg", "Contrat signé.pdf"]
    window.actions_.run("undo")
    settle()
    assert names(tab) == []
    assert tab.list.empty.isVisible()
    window.actions_.run("redo")
    settle()
    assert len(names(tab)) == 2


def test_f2_renames_the_file_and_not_the_record(
    window: MainWindow, tab: FilesTab, scans: list[Path], settle: Settle, qtbot: QtBot
) -> None:
    drop(tab, scans[1:])
    settle()

    def answer(dialog: Any) -> None:
        dialog.boxes["name"][0].input.set_value("Bail")
        dialog.boxes["label"][0].input.set_value("signed in May")
        dialog.answer()

    tab.list.view.setFocus()
    in_dialog(answer)
    qtbot.keyClick(tab.list.view, Qt.Key.Key_F2)
    settle()
    assert not window.page().editor.editing
    assert (tab.rows[0].name, tab.rows[0].label) == ("Bail.pdf", "signed in May")


def test_files_come_while_the_record_is_edited(
    window: MainWindow, tab: FilesTab, scans: list[Path], settle: Settle
) -> None:
    page = window.page()
    page.go_to("details")
    window.actions_.run("edit")
    settle()
    page.editor.draft.trade_name = "Le Théâtre"
    page.go_to("files")
    drop(tab, scans)
    settle()
    tab.remove_button.click()
    settle()
    assert len(names(tab)) == 1
    page.save()
    settle()
    assert not page.editor.editing
    assert page.editor.draft.trade_name == "Le Théâtre"
    assert [label.text() for label in page.messages.findChildren(QLabel) if label.isVisible()] == []


def test_enter_opens_a_copy_that_cannot_be_changed(
    tab: FilesTab, scans: list[Path], settle: Settle, qtbot: QtBot, opened: list[Path]
) -> None:
    drop(tab, scans[1:])
    settle()
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Return)
    settle()
    (path,) = opened
    assert (path.name, path.read_bytes()) == ("Contrat signé.pdf", scans[1].read_bytes())
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IRWXG | stat.S_IRWXO)
    assert path.parent != scans[1].parent


def test_a_program_is_not_opened_but_a_copy_can_be_saved(
    tab: FilesTab, tmp_path: Path, settle: Settle, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "invoice.pdf.exe"
    program.write_bytes(b"MZ")
    drop(tab, [program])
    settle()
    target = tmp_path / "copy.exe"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(target), "")))
    in_dialog(lambda dialog: next(b for b in dialog.findChildren(type(tab.open_button)) if "copy" in b.text()).click())
    tab.open_button.click()
    settle()
    assert opened == []
    assert target.read_bytes() == b"MZ"


@pytest.fixture
def owing(window: MainWindow, settle: Settle) -> MainWindow:
    """Two clients owe something."""
    with window.jobs.book.write("accounts", kind="final") as writing:
        for client, number in ((THEATRE, "F-1"), (1, "F-2")):
            posting = ledger.Posting(client, 1, "EUR", "invoice", number, DAY, Decimal(120), due_on=DAY)
            ledger.post(writing.session, posting)
    settle()
    return window


def statement(window: MainWindow, settle: Settle, client_ids: list[int]) -> Any:
    window.show_named("statement", client_ids=client_ids)
    settle()
    settle()
    return window.named("statement")


def test_a_printed_statement_stays_with_the_record(owing: MainWindow, settle: Settle, tmp_path: Path) -> None:
    page = statement(owing, settle, [THEATRE])
    assert page.copies.isChecked()
    print_to(tmp_path / "one.pdf")
    page.print_button.click()
    settle()
    owing.open_record(THEATRE, tab="files")
    settle()
    tab = owing.page().tab()
    (row,) = tab.rows
    assert (row.kind, row.way) == ("statement", "printed")
    tab.preview_button.click()
    settle()
    dialog = next(each for each in owing.findChildren(PreviewDialog) if each.isVisible())
    assert dialog.page.pane.words() == "Page 1 of 1"
    assert not dialog.page.keep_button.isVisible()
    dialog.reject()
    owing.page().go_to("overview")
    settle()
    shown = [label.text() for label in owing.page().tab().timeline.findChildren(QLabel)]
    assert any(text.startswith("Statement to ") and text.endswith(" printed") for text in shown), shown


def test_of_many_in_one_file_each_keeps_their_own(
    owing: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = statement(owing, settle, [])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(tmp_path / "all.pdf"), "")))
    page.save_button.click()
    settle()
    kept = owing.jobs.rows_now(
        lambda db: db.execute("SELECT client_id, kind, way FROM kept_file ORDER BY 1").fetchall()
    )
    assert kept == [(1, "statement", "saved"), (THEATRE, "statement", "saved")]


def test_no_copy_is_kept_where_none_is_wanted_and_that_is_remembered(
    owing: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    page = statement(owing, settle, [THEATRE])
    page.copies.click()
    print_to(tmp_path / "one.pdf")
    page.print_button.click()
    settle()
    assert owing.jobs.rows_now(lambda db: db.execute("SELECT count(*) FROM kept_file").fetchall()) == [(0,)]
    assert not statement(owing, settle, [1]).copies.isChecked()


def test_what_is_previewed_of_a_client_can_be_kept(owing: MainWindow, settle: Settle) -> None:
    def make(session: Any) -> bytes:
        order = drawing.Order(Period("open", DAY), Choices())
        return drawing.draw(session, THEATRE, order, country="FR", today=DAY).content

    page = PreviewDialog(owing.shell, owing, make, "Draft.pdf", start=False, client_id=THEATRE).page
    settle()
    page.keep_button.click()
    settle()
    assert page.keep_button.text() == "Kept in the record"
    assert not page.keep_button.isEnabled()
    kept = owing.jobs.rows_now(lambda db: db.execute("SELECT client_id, kind, name FROM kept_file").fetchall())
    assert kept == [(THEATRE, "paper", "Draft.pdf")]


@pytest.mark.feature("file.list")
def test_a_picture_is_previewed(tab: FilesTab, tmp_path: Path, settle: Settle, window: MainWindow) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(str(tmp_path / "Cave.png"))
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    drop(tab, [tmp_path / "Cave.png", tmp_path / "notes.txt"])
    settle()
    tab.list.choose(next(row.id for row in tab.rows if row.name == "notes.txt"))
    assert not tab.preview_button.isEnabled()
    tab.list.choose(next(row.id for row in tab.rows if row.name == "Cave.png"))
    tab.preview_button.click()
    settle()
    page = next(each for each in window.findChildren(PreviewDialog) if each.isVisible()).page
    assert page.pane.words() == "Page 1 of 1"
    assert page.title() == "Cave"


def test_a_pdf_that_is_none_is_told_so(tab: FilesTab, scans: list[Path], settle: Settle, window: MainWindow) -> None:
    drop(tab, scans[1:])
    settle()
    tab.preview_button.click()
    settle()
    page = next(each for each in window.findChildren(PreviewDialog) if each.isVisible()).page
    assert page.pane.empty._title.text() == "This file cannot be shown"
    assert not page.print_button.isEnabled()
    assert page.save_button.isEnabled()


def test_two_thousand_files_scroll_and_sort(window: MainWindow, tab: FilesTab, settle: Settle) -> None:

    with window.jobs.book.write("many") as writing:
        for number in range(2000):
            files.keep(writing.session, THEATRE, f"photo {number:04}.jpg", b"%d" % number)
    tab.show_record()
    settle()
    assert len(tab.list.table.ids) == 2000
    tab.list.show_sort("name")
    assert names(tab)[:2] == ["photo 0000.jpg", "photo 0001.jpg"]
    tab.list.view.set_current_row(1999)
    assert tab.list.current().name == "photo 1999.jpg"


def test_every_kind_of_happening_has_words() -> None:
    """A way that a statement went is told in words, known or not."""
    from app.activity.happened import Happening

    for way in ("printed", "saved", "emailed", "pigeon"):
        happening = Happening("statement", False, "a.pdf", "2026-11-12", way, "2026-11-12", "", 0, None, None, 1, ())
        assert happenings.title_of(happening).startswith("Statement to 12 Nov 2026")
