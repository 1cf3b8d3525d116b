"""Every place and dialog of the program is reached from the window's own commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.record_desk import fill, in_dialog, press
from ui.clients.new_client import NewClientDialog
from ui.company.help_page import HelpPage
from ui.company.lists_page import ListsPage
from ui.company.settings_page import SettingsPage
from ui.exchange.export_dialog import ExportDialog
from ui.exchange.import_page import CHECK, ImportPage
from ui.palette.panel import Palette
from ui.start import Program
from ui.welcome.page import WelcomePage
from ui.window import MainWindow
from ui.window_menus import new_menu

Settle = Callable[[], None]


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("settings", SettingsPage),
        ("lists", ListsPage),
        ("help", HelpPage),
        ("keys", HelpPage),
        ("about", HelpPage),
        ("import", ImportPage),
    ],
)
def test_a_command_brings_its_page_to_the_front(window: MainWindow, settle: Settle, command: str, kind: type) -> None:
    window.actions_[command].trigger()
    settle()
    assert isinstance(window.page(), kind)
    assert window.page().title() in window.windowTitle()  # type: ignore[attr-defined]
    window.actions_["back"].trigger()
    settle()
    assert window.page() is window.list_page


@pytest.mark.parametrize(("command", "kind"), [("new_client", NewClientDialog), ("export", ExportDialog)])
def test_a_command_opens_its_dialog(window: MainWindow, settle: Settle, command: str, kind: type) -> None:
    window.actions_[command].trigger()
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    dialog.reject()


def test_the_palette_opens_a_client_and_remembers_it(qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
    window.actions_["palette"].trigger()
    settle()
    (palette,) = window.findChildren(Palette)
    qtbot.keyClicks(palette._field, "charme")
    settle()
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    settle()
    assert "Auberge de la Charme" in window.windowTitle()
    window.actions_["palette"].trigger()
    settle()
    palette = window.findChildren(Palette)[-1]
    assert palette._list.line().title == "Auberge de la Charme"


def test_a_vcard_dropped_on_the_window_is_read(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "phone.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nN:Martin;Jean;;;\nFN:Jean Martin\nEND:VCARD\n")
    window.import_files([path])
    settle()
    page = window.page()
    assert isinstance(page, ImportPage)
    assert page._steps.step() == CHECK
    page.bring_in()
    settle()
    settle()
    assert page.report.undo_button.isVisible()
    page.report.undo_button.click()
    settle()
    assert "Undone" in window.toast._words.text()


def test_a_new_client_is_in_the_list_and_its_toast_opens_it(qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
    window.actions_["new_client"].trigger()
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewClientDialog)
    qtbot.keyClicks(dialog.form.boxes["company_name"].input, "Chez Lulu")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    window.toast._action.click()
    settle()
    assert "Chez Lulu" in window.windowTitle()


def test_from_the_welcome_screen_to_a_file_of_ones_own(
    qtbot: QtBot, program: Program, settle: Settle, home: Path
) -> None:
    program.welcome()
    page = program.window
    assert isinstance(page, WelcomePage)
    page.new_file(then_import=True)
    qtbot.keyClicks(page._form.boxes["name"].input, "Chez Lulu")
    page._form.make_file()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=60_000)
    settle()
    assert isinstance(program.window.page(), ImportPage)
    assert (home / "documents" / "Chez Lulu.clientele").exists()


SALE = ("Quote", "Order", "Invoice", "Delivery note", "Credit note", "Pro forma invoice")


@pytest.mark.feature("nav.quickadd")
def test_one_button_adds_anything_from_anywhere(qtbot: QtBot, window: MainWindow, settle: Settle) -> None:
    def offered() -> list[str]:
        return [action.text().replace("&", "") for action in new_menu(window).actions() if action.text()]

    to_client = ["Contact", "Address", "Note"]
    assert offered() == [*SALE, "Purchase order to a supplier", "Payment", "Client", "Prospect", *to_client, "Import…"]
    window.actions_.run("settings")
    settle()
    assert offered() == [*SALE, "Purchase order to a supplier", "Payment", "Client", "Prospect", "Import…"]

    def take_prospect() -> None:
        qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_E)

    QTimer.singleShot(50, take_prospect)
    qtbot.mouseClick(window.nav.new_button, Qt.MouseButton.LeftButton)
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewClientDialog)
    assert dialog.form.status.value() == "prospect"
    dialog.reject()
    window.actions_.run("back")
    settle()
    window.list_page.view.set_current_row(0)
    in_dialog(lambda dialog: fill(dialog, contact__last_name="Belkacem") or press(dialog, "Apply"))
    window.actions_["new_contact"].trigger()
    settle()
    qtbot.waitUntil(lambda: len(window.named("record").editor.draft.links) == 2)
    settle()
    window.actions_.run("save")
    settle()
    assert offered() == [*SALE, "Purchase order to a supplier", "Payment", "Client", "Prospect", *to_client, "Import…"]
    with window.jobs.book.read() as session:
        found = session.connection().exec_driver_sql("SELECT last_name FROM contact ORDER BY id DESC LIMIT 1")
        assert found.fetchone() == ("Belkacem",)
    window.actions_.run("back")
    settle()
    window.actions_["note"].trigger()
    settle()
    assert window.focusWidget() is window.named("record").tab().composer.core()
