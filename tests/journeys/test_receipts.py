"""The receipt of a payment in the real window: from its row, from its dialog, and by Ctrl+P."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.app.documents.made import texts
from tests.ui.accounts.sold import sell
from ui.accounts.payment_details import EntryDialog
from ui.accounts.receipts import Paid, add_receipt
from ui.printing.preview_dialog import PreviewDialog
from ui.widgets.menus import Menu
from ui.window import MainWindow

Settle = Callable[[], None]
BRASSERIE = 3


@pytest.fixture
def payments(window: MainWindow, settle: Settle) -> Any:
    """The page of payments, of which the brasserie made three."""
    sell(window.jobs.book, BRASSERIE, date.today())
    window.actions_.run("payments")
    settle()
    page = window.page()
    page.list.view.set_current_row(0)
    return page


def preview() -> PreviewDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, PreviewDialog)
    return found


def said(shown: PreviewDialog, settle: Settle) -> str:
    for _ in range(50):
        settle()
        if shown.page.pane.view.is_drawn():
            return " ".join(" ".join(texts(shown.page._print.content)).split())
    raise AssertionError("the page was not drawn")


@pytest.mark.feature("pay.view")
def test_the_row_of_a_payment_offers_its_receipt_and_a_duplicate(
    window: MainWindow, payments: Any, settle: Settle
) -> None:
    row = payments.list.current()
    menu = Menu(payments)
    add_receipt(menu, window.shell, payments, Paid(row.id, row.number, row.client_id, row.client_name))
    found = []
    for entry in menu.actions():
        entry.trigger()
        shown = preview()
        found.append(said(shown, settle))
        shown.reject()
    assert all(row.number in text and "Brasserie du Théâtre" in text for text in found)
    assert [("DUPLICATA" in text) for text in found] == [False, True]


def print_once_asked(path: Path, tries: int = 400) -> None:
    """Print into this file once the system asks for a printer: the preview opens before it does."""
    dialog = QApplication.activeModalWidget()
    field = dialog.findChild(QLineEdit, "filename") if dialog is not None else None
    if field is not None:
        field.setText(str(path))
        dialog.accept()
    elif tries:
        QTimer.singleShot(20, lambda: print_once_asked(path, tries - 1))


def test_ctrl_p_prints_the_receipt_of_the_current_payment(
    window: MainWindow, payments: Any, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "receipt.pdf"
    print_once_asked(path)
    window.actions_.run("print")
    qtbot.waitUntil(path.exists, timeout=60_000)
    settle()
    preview().reject()


def test_the_dialog_of_a_payment_has_its_receipt_too(
    window: MainWindow, payments: Any, settle: Settle, qtbot: QtBot
) -> None:
    payments._open_current()
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EntryDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    shown = preview()
    assert dialog.seen.number in said(shown, settle)
    shown.reject()
    dialog.reject()


def test_what_is_no_money_has_no_receipt(window: MainWindow, settle: Settle, payments: Any) -> None:
    from ui.accounts.payment_details import show_entry

    with window.jobs.book.read() as session:
        invoice = session.connection().exec_driver_sql("SELECT id FROM entry WHERE kind='invoice' LIMIT 1").scalar()
    show_entry(window.shell, window, invoice)
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EntryDialog)
    assert dialog.receipt.isHidden()
    dialog.reject()
