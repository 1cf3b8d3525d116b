"""The window around the pages: undo across a restart, sizes and languages, keys, menus, drops, closing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.store.book import Book
from ui.start import Program
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.window import MainWindow

Settle = Callable[[], None]


def _star_first(window: MainWindow, settle: Settle) -> int:
    window.list_page.view.set_current_row(0)
    number = window.list_page.view.current_id()
    assert number is not None
    window.actions_.run("star")
    settle()
    return number


def _starred(book: Book, number: int) -> bool:
    db = book.rows()
    try:
        return bool(db.execute("SELECT starred FROM client WHERE id=?", (number,)).fetchone()[0])
    finally:
        db.close()


def test_undo_is_named_and_survives_a_restart(window: MainWindow, program: Program, shop: Path, settle: Settle) -> None:
    number = _star_first(window, settle)
    assert window.actions_["undo"].text() == "Undo: Star"
    program.welcome()
    program.open(shop)
    settle()
    again = program.window
    assert isinstance(again, MainWindow)
    assert again.actions_["undo"].text() == "Undo: Star"
    again.actions_.run("undo")
    settle()
    assert program.book is not None
    assert not _starred(program.book, number)
    assert again.actions_["redo"].text() == "Redo: Star"


def test_closing_makes_a_backup_of_what_changed(
    window: MainWindow, program: Program, settle: Settle, home: Path, qtbot: QtBot
) -> None:
    _star_first(window, settle)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=60_000)
    assert len(list((home / "documents").rglob("*.clientele-backup"))) == 1


def test_back_up_now_says_so_and_shows_the_time(window: MainWindow, settle: Settle) -> None:
    window.actions_.run("backup")
    settle()
    assert window.nav._state.text().startswith("All saved · backup ")


@pytest.mark.parametrize("size", ["large", "very_large"])
def test_text_grows_and_the_window_follows(
    window: MainWindow, program: Program, settle: Settle, qtbot: QtBot, size: str
) -> None:
    before = theme.height("row")
    for _step in range(1 if size == "large" else 2):
        window.tasks.change_text_size(1)
    assert theme.text_size == size
    assert theme.height("row") > before
    qtbot.waitUntil(lambda: program.window is not window, timeout=5000)
    theme.set_text_size("normal")


def test_the_second_window_on_a_file_is_told_politely(
    window: MainWindow, program: Program, shop: Path, qapp: object
) -> None:
    from app.errors import BookError

    with pytest.raises(BookError, match="already open"):
        Book.open(shop)


def test_zones_follow_f6(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    window.activateWindow()
    window.list_page.search_box.setFocus()
    window.actions_.run("next_zone")
    window.actions_.run("next_zone")
    assert window.list_page.view.hasFocus()
    for number in range(3):
        window.list_page.view.toggle(number)
    window.actions_.run("next_zone")
    assert window.list_page.bar.isAncestorOf(window.focusWidget())
    for _zone in range(3):
        window.actions_.run("next_zone")
    focused = window.focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "Import"


def test_every_menu_entry_has_a_word_and_none_is_english_in_french(
    program: Program, shop: Path, settle: Settle
) -> None:
    program.settings.language = "fr"
    program.open(shop)
    settle()
    window = program.window
    assert isinstance(window, MainWindow)
    texts = [action.text() for action in window.menuBar().actions()]
    assert "&Fichier" in texts
    assert window.list_page.tabs._bar.accessibleName() == "Clients"


def test_a_read_only_book_shows_and_changes_nothing(
    program: Program, shop: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode, **_more: mode != 2)
    program.open(shop)
    settle()
    window = program.window
    assert isinstance(window, MainWindow)
    window.list_page.view.set_current_row(0)
    assert not window.actions_["new_client"].isEnabled()
    assert window.actions_["export"].isEnabled()
    for command in ("star", "new_client", "import"):
        window.actions_.run(command)
        settle()
        assert window.page() is window.list_page
        assert window._refusal is not None
        assert "reading only" in window._refusal.text()
    window.actions_.run("open")
    settle()
    record = window.page()
    record.editor.begin()  # type: ignore[attr-defined]
    assert not record.editor.editing, "what cannot be saved is not typed"  # type: ignore[attr-defined]


def test_the_title_names_the_shop(window: MainWindow) -> None:
    assert window.windowTitle().startswith("Cave des Tilleuls")


def test_back_from_a_page_returns_to_the_list(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    window.actions_.run("settings")
    settle()
    assert window.page() is not window.list_page
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    assert window.page() is window.list_page


def test_back_walks_back_page_by_page(window: MainWindow, settle: Settle) -> None:
    window.list_page.open_record(3)
    settle()
    record = window.page()
    window.actions_.run("keys")
    settle()
    assert window.page() is not record
    window.actions_.run("back")
    settle()
    assert window.page() is record
    window.actions_.run("back")
    settle()
    assert window.page() is window.list_page


def test_f6_reaches_every_part_of_a_record(window: MainWindow, settle: Settle) -> None:
    window.list_page.view.set_current_row(0)
    window.actions_.run("open")
    settle()
    record: Any = window.page()
    record.tabs.setFocus()
    for zone in (record.stack, window.nav, record.header, record.tabs):
        window.actions_.run("next_zone")
        focused = window.focusWidget()
        assert focused is not None
        assert zone is focused or zone.isAncestorOf(focused)


def test_every_place_has_its_key_and_is_marked(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.activateWindow()
    places = {"papers": Qt.Key.Key_2, "payments": Qt.Key.Key_3, "products": Qt.Key.Key_4, "clients": Qt.Key.Key_1}
    for place, key in places.items():
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert window.place_of(window.page()) == place
        assert [name for name, item in window.nav._items.items() if item._on] == [place]
    assert window.page() is window.list_page


def test_a_command_is_about_the_client_in_front(window: MainWindow, settle: Settle) -> None:
    view = window.list_page.view
    view.set_current_row(1)
    first = view.current_id()
    assert window.client_in_front() == first
    view.tick_all()
    assert window.clients_in_front() == list(view.list_model.ids)
    assert window.client_in_front() is None, "one paper is for one client"
    view.untick()
    window.actions_.run("open")
    settle()
    assert window.clients_in_front() == [first]
    window.actions_.run("settings")
    settle()
    assert window.clients_in_front() == []


def test_pages_inside_a_place_mark_it(window: MainWindow, settle: Settle) -> None:
    for command, place in (("new_invoice", "papers"), ("statement", "clients")):
        window.actions_.run(command)
        settle()
        assert [name for name, item in window.nav._items.items() if item._on] == [place]
        window.actions_.run("back")
        settle()
        assert window.page() is window.list_page


def test_the_new_menu_opens_by_its_key_and_each_line_by_a_letter(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    def choose() -> None:
        qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Q)

    QTimer.singleShot(50, choose)
    window.actions_["new"].trigger()
    settle()
    assert window.place_of(window.page()) == "papers"


def test_the_record_is_still_open_after_another_text_size(
    window: MainWindow, program: Program, settle: Settle, qtbot: QtBot
) -> None:
    window.list_page.view.set_current_row(2)
    number = window.list_page.view.current_id()
    window.actions_.run("open")
    settle()
    window.tasks.change_text_size(1)
    qtbot.waitUntil(lambda: program.window is not window, timeout=5000)
    settle()
    after = program.window
    assert isinstance(after, MainWindow)
    assert after.client_in_front() == number
    theme.set_text_size("normal")
