"""She sorts a client's files by project, has one signed, sends it, and keeps the shop's own documents once."""

from __future__ import annotations

import hashlib
from email import message_from_bytes
from email.policy import SMTP
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.activity import files
from app.documents.sheet import Press, Sheet
from tests.app.documents.made import texts
from tests.journeys import filing
from tests.journeys.filing import THEATRE, drop, names
from tests.journeys.test_list import Settle
from tests.ui.record_desk import in_dialog
from ui.activity import files_table
from ui.activity.files_panel import FilesPanel
from ui.clients.tabs.files import FilesTab
from ui.widgets.menus import Menu
from ui.window import MainWindow

tab, scans, opened = filing.tab, filing.scans, filing.opened


def _one_page() -> bytes:
    made = BytesIO()
    press = Press(made, "x", "x")
    press.print([Sheet(595, 842)])
    press.close()
    return made.getvalue()


def act(tab: FilesPanel, words: str) -> None:
    """A line of the menu under the "..." of the list."""
    next(line for line in tab.menu().actions() if line.text() == words).trigger()


@pytest.mark.feature("file.project")
def test_a_file_belongs_to_a_project_which_is_offered_for_the_next(
    tab: FilesTab, scans: list[Path], settle: Settle
) -> None:
    drop(tab, scans)
    settle()
    offered: list[str] = []

    def answer(dialog: Any) -> None:
        box = dialog.boxes["project"][0]
        offered.extend(box.input.completer().model().stringList())
        box.input.setText("Mariage Roy")
        dialog.answer()

    for row in list(tab.rows):
        tab.list.choose(row.id)
        in_dialog(answer)
        tab.acts.rename(row)
        settle()
    assert offered == ["Mariage Roy"]
    assert {row.project for row in tab.rows} == {"Mariage Roy"}
    assert "Mariage Roy" in files_table.detail_of(tab.rows[0])


@pytest.mark.feature("file.company")
def test_a_document_of_the_shop_is_put_into_a_record(
    window: MainWindow, tab: FilesTab, scans: list[Path], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.shell.actions.run("library")
    settle()
    panel = window.page().panel
    assert panel.list.empty.isVisible()
    drop(panel, scans)
    settle()
    assert sorted(names(panel)) == ["Cave.jpg", "Contrat signé.pdf"]
    window.open_record(THEATRE, tab="files")
    settle()
    monkeypatch.setattr(Menu, "open_under", lambda menu, _button: menu.actions()[0].trigger())
    chosen = panel.rows[0].name
    tab.shop_button.click()
    settle()
    assert names(tab) == [chosen]
    tab.shop_button.click()
    settle()
    assert names(tab) == [chosen]
    assert window.toast.text() == "This is in the record already."


@pytest.mark.feature("file.sign")
def test_a_file_is_signed_on_the_screen_and_the_copy_says_by_whom(
    window: MainWindow, tab: FilesTab, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    content = _one_page()
    contract = tmp_path / "Contrat.pdf"
    contract.write_bytes(content)
    drop(tab, [contract])
    settle()
    act(tab, "To be signed")
    settle()
    assert files_table.detail_of(tab.rows[0]) == "to be signed"

    def sign(dialog: Any) -> None:
        assert not dialog.sign_button.isEnabled()
        dialog.by.input.setText("Claire Fournier")
        pad = dialog.pad
        qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
        qtbot.mouseMove(pad, QPoint(120, 90))
        qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
        assert dialog.sign_button.isEnabled()
        dialog.accept()

    in_dialog(sign)
    act(tab, "Sign on the screen…")
    settle()
    signed = next(row for row in tab.rows if row.name == "Contrat (signed).pdf")
    assert files_table.detail_of(signed).startswith("signed on ")
    assert files_table.detail_of(signed).endswith(" by Claire Fournier")
    assert next(row for row in tab.rows if row.name == "Contrat.pdf").signing == ""
    with window.shell.jobs.book.read() as session:
        pages = texts(files.load(session, signed.id).content)
    assert len(pages) == 2
    assert "Claire Fournier" in pages[1]
    assert hashlib.sha256(content).hexdigest()[:8] in pages[1]
    window.shell.actions.run("undo")
    settle()
    assert names(tab) == ["Contrat.pdf"]


@pytest.mark.feature("file.sign")
def test_a_scan_of_a_signed_paper_says_who_signed(tab: FilesTab, scans: list[Path], settle: Settle) -> None:
    drop(tab, scans[:1])
    settle()
    in_dialog(lambda dialog: (dialog.boxes["by"][0].input.setText("Paul Échevin"), dialog.answer()))
    act(tab, "This is the signed paper…")
    settle()
    assert files_table.detail_of(tab.rows[0]).endswith(" by Paul Échevin")
    assert "To be signed" not in [line.text() for line in tab.menu().actions()]


@pytest.mark.feature("file.send")
def test_a_file_is_attached_to_an_email_and_the_day_is_kept(
    tab: FilesTab, scans: list[Path], settle: Settle, opened: list[Path]
) -> None:
    drop(tab, scans[1:])
    settle()
    act(tab, "Send by e-mail…")
    settle()
    message = message_from_bytes(opened[0].read_bytes(), policy=SMTP)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "compta@client2.example"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == scans[1].name
    assert attached.get_content() == scans[1].read_bytes()
    assert "prepared for e-mail on" in files_table.detail_of(tab.rows[0])


@pytest.mark.feature("file.send")
def test_where_no_program_takes_the_message_the_file_is_saved_to_be_attached_by_hand(
    tab: FilesTab, scans: list[Path], settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    letters: list[str] = []
    mail = lambda url: url.scheme() == "mailto" and not letters.append(url.toString())  # noqa: E731 - the system
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(mail))
    target = tmp_path / "out.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(target), "")))
    drop(tab, scans[1:])
    settle()
    act(tab, "Send by e-mail…")
    settle()
    assert target.read_bytes() == scans[1].read_bytes()
    assert letters[0].startswith("mailto:compta@client2.example?subject=")
