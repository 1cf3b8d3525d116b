"""Ctrl+K: she types a few letters and goes straight to a client, a command, a setting or a help page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.clients import searches
from app.clients.model import Client, Email, Phone
from app.clients.search import Query
from tests.ui.rig import Rig, make_rig
from ui.palette.panel import Palette
from ui.palette.recent import remember

Key = Qt.Key
NAMES = ("Brasserie du Théâtre", "Brasserie Le Theatre", "Auberge de la Charme", "La Charmette", "Bistrot des Halles")


def clients() -> list[Client]:
    found = [Client(company_name=name) for name in NAMES]
    found[2].phones = [Phone(text="03 53 01 77 08")]
    found[2].emails = [Email(text="compta@charme.example")]
    return found


@pytest.fixture
def rig(qtbot: QtBot, home: Path) -> Iterator[Rig]:
    made = make_rig(home / "shop.clientele", clients)
    qtbot.addWidget(made.window)
    with qtbot.waitActive(made.window):
        made.window.show()
    yield made
    made.close()


@pytest.fixture
def done(rig: Rig) -> list[Any]:
    """What was asked of the window."""
    asked: list[Any] = []
    for key in ("new_client", "larger", "keys", "backup"):
        rig.shell.actions.own({key: lambda key=key: asked.append(key)})
    rig.shell.show_page = lambda name, **how: asked.append((name, how))
    rig.shell.show_clients = asked.append
    rig.shell.new_client = lambda **how: asked.append(how)
    return asked


@pytest.fixture
def ask(qtbot: QtBot, rig: Rig, done: list[Any]) -> Callable[[str], Palette]:
    def type_in(text: str) -> Palette:
        palette = Palette(rig.shell, rig.window)
        palette.open()
        qtbot.keyClicks(palette._field, text)
        qtbot.waitUntil(lambda: not rig.shell.jobs.busy, timeout=60_000)
        return palette

    return type_in


def titles(palette: Palette) -> list[str]:
    """Headings in capitals, lines as they are."""
    found = []
    for row in range(palette._list.count()):
        item = palette._list.item(row)
        line = palette._list.line_of(item)
        found.append(line.title if line else str(item.data(Qt.ItemDataRole.UserRole)).upper())
    return found


def press(qtbot: QtBot, palette: Palette, *keys: Key) -> None:
    for key in keys:
        qtbot.keyClick(palette._field, key)


def test_a_few_letters_open_a_client(qtbot: QtBot, rig: Rig, ask: Callable[[str], Palette]) -> None:
    palette = ask("thea bras")
    assert titles(palette)[:3] == ["CLIENTS", "Brasserie du Théâtre", "Brasserie Le Theatre"]
    assert titles(palette)[3] == "FOR BRASSERIE DU THÉÂTRE"
    press(qtbot, palette, Key.Key_Down, Key.Key_Return)
    qtbot.waitUntil(lambda: rig.opened == [2])
    again = ask("")
    assert titles(again)[:2] == ["RECENT CLIENTS", "Brasserie Le Theatre"]


def test_a_phone_number_finds_its_client_and_is_shown(ask: Callable[[str], Palette]) -> None:
    palette = ask("5301 7708")
    assert titles(palette)[1] == "Auberge de la Charme"
    assert "03 53 01 77 08" in palette._list.line().detail


def test_tab_shows_what_else_can_be_done(qtbot: QtBot, rig: Rig, ask: Callable[[str], Palette]) -> None:
    palette = ask("auberge")
    press(qtbot, palette, Key.Key_Tab)
    assert titles(palette) == [
        "FOR AUBERGE DE LA CHARME", "Open", "Edit", "Copy the e-mail", "Copy the phone", "Save as vCard…",
    ]  # fmt: skip
    press(qtbot, palette, Key.Key_Escape)
    assert titles(palette)[:2] == ["CLIENTS", "Auberge de la Charme"]
    press(qtbot, palette, Key.Key_Tab)
    qtbot.keyClicks(palette._field, "mail")
    press(qtbot, palette, Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "compta@charme.example")


def test_commands_alone_after_a_sign(qtbot: QtBot, ask: Callable[[str], Palette], done: list[Any]) -> None:
    assert "Larger text" in titles(ask(">"))
    palette = ask(">text lar")
    assert titles(palette) == ["COMMANDS", "Larger text"]
    press(qtbot, palette, Key.Key_Return)
    qtbot.waitUntil(lambda: done == ["larger"])
    assert titles(ask(""))[:2] == ["FREQUENT ACTIONS", "Larger text"]


def test_settings_and_help_are_found_by_their_words(
    qtbot: QtBot, ask: Callable[[str], Palette], done: list[Any]
) -> None:
    palette = ask("usb")
    assert titles(palette)[:2] == ["SETTINGS", "Backups"]
    assert "HELP" in titles(palette)
    press(qtbot, palette, Key.Key_Return)
    qtbot.waitUntil(lambda: done == [("settings", {"section": "backups"})])


def test_saved_searches_are_offered(qtbot: QtBot, rig: Rig, ask: Callable[[str], Palette], done: list[Any]) -> None:
    query = Query(tab="prospects", text="dijon")
    with rig.book.write("search") as writing:
        searches.keep(writing.session, "Restaurants in Dijon", query)
    palette = ask("dijon rest")
    qtbot.waitUntil(lambda: not rig.shell.jobs.busy)
    assert titles(palette)[:2] == ["SAVED SEARCHES", "Restaurants in Dijon"]
    press(qtbot, palette, Key.Key_Return)
    qtbot.waitUntil(lambda: done == [query])


def test_who_is_not_there_can_be_made(qtbot: QtBot, ask: Callable[[str], Palette], done: list[Any]) -> None:
    palette = ask("Chez Lulu")
    assert titles(palette) == ["WITH THESE WORDS", "New client “Chez Lulu”"]
    press(qtbot, palette, Key.Key_Return)
    qtbot.waitUntil(lambda: done == [{"text": "Chez Lulu"}])


def test_escape_and_a_click_beside_it_give_the_focus_back(
    qtbot: QtBot, rig: Rig, ask: Callable[[str], Palette]
) -> None:
    before = QLineEdit(rig.window)
    before.show()
    for leave in ("key", "click"):
        before.setFocus()
        palette = ask("x")
        assert palette._field.hasFocus()
        if leave == "key":
            press(qtbot, palette, Key.Key_Escape)
        else:
            qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
        assert before.hasFocus()


def test_only_the_clients_of_this_book_are_recent(rig: Rig, ask: Callable[[str], Palette]) -> None:
    remember(rig.shell.settings, Path("other.clientele"), 1)
    assert "RECENT CLIENTS" not in titles(ask(""))
    for number in range(1, 6):
        remember(rig.shell.settings, rig.book.path, number)
    remember(rig.shell.settings, rig.book.path, 999)
    assert titles(ask(""))[1:3] == ["Bistrot des Halles", "La Charmette"]
