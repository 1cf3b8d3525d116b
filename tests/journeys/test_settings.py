"""Settings, lists and help: what she changes acts at once, is in the file, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.clients.model import Client
from app.company import posting, safekeeping
from app.i18n import Translator
from app.store import backup
from tests.ui.rig import Rig, make_rig
from ui.actions import COMMANDS
from ui.company.entry_dialog import EntryDialog
from ui.company.help_page import HelpPage
from ui.company.help_topics import parse, topics
from ui.company.list_editor import ListEditor, OptionsDialog
from ui.company.lists_page import ListsPage
from ui.company.settings_page import SettingsPage
from ui.jobs import once_busy
from ui.text import set_translator
from ui.widgets.buttons import Button

Key = Qt.Key


@pytest.fixture
def rig(qtbot: QtBot, home: Path) -> Iterator[Rig]:
    made = make_rig(home / "shop.clientele", lambda: [Client(company_name="A", category_id=2)])
    qtbot.addWidget(made.window)
    yield made
    made.close()


def settle(qtbot: QtBot, rig: Rig) -> None:
    qtbot.waitUntil(lambda: not rig.shell.jobs.busy and not once_busy(), timeout=60_000)


def show(qtbot: QtBot, rig: Rig, page: Any, **how: str) -> Any:
    rig.window.setCentralWidget(page)
    with qtbot.waitActive(rig.window):
        rig.window.show()
    page.open(**how)
    settle(qtbot, rig)
    return page


def write(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Tab)


def press(qtbot: QtBot, holder: QWidget, words: str) -> None:
    button = next(found for found in holder.findChildren(Button) if found.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def labels(editor: ListEditor) -> list[str]:
    items = (editor.list.item(row) for row in range(editor.list.count()))
    return [item.data(Qt.ItemDataRole.UserRole).label for item in items]


def test_the_shop_is_changed_field_by_field(qtbot: QtBot, rig: Rig) -> None:
    section = show(qtbot, rig, SettingsPage(rig.shell)).sections["shop"]
    write(qtbot, section.boxes["name"].input, "Cave du Midi")
    write(qtbot, section.boxes["email"].input, "cave@midi")
    settle(qtbot, rig)
    assert section.boxes["email"].problem().severity == "error"
    assert rig.rows("SELECT name, email FROM company") == [("Cave du Midi", "")]
    write(qtbot, section.boxes["email"].input, "cave@midi.example")
    write(qtbot, section.boxes["name"].input, " ")
    settle(qtbot, rig)
    assert section.boxes["name"].problem() is not None
    assert rig.rows("SELECT name, email FROM company") == [("Cave du Midi", "cave@midi.example")]
    assert rig.rows("SELECT label FROM change_set ORDER BY id DESC LIMIT 1") == [("Change the shop's details",)]


def test_who_is_at_this_computer_signs_the_history(qtbot: QtBot, rig: Rig) -> None:
    section = show(qtbot, rig, SettingsPage(rig.shell)).sections["people"]
    press(qtbot, section.people, "Add…")
    dialog = rig.window.findChildren(EntryDialog)[-1]
    qtbot.keyClicks(dialog._label.input, "Mathilde")
    qtbot.keyClick(dialog._label.input, Key.Key_Return)
    settle(qtbot, rig)
    section.load()
    settle(qtbot, rig)
    section.who.set_value("Mathilde")
    section.who.edited.emit()
    assert rig.shell.settings.who == "Mathilde"
    press(qtbot, section.people, "Switch off")
    settle(qtbot, rig)
    assert rig.rows("SELECT who FROM change_set ORDER BY id DESC LIMIT 1") == [("Mathilde",)]


@pytest.mark.feature("client.list.nameorder")
def test_how_addresses_are_written_on_paper(qtbot: QtBot, rig: Rig) -> None:
    def shown() -> tuple[bool, bool]:
        with rig.book.read() as session:
            found = posting.sender(session)
        return found.keep_accents, found.quebec_letters

    section = show(qtbot, rig, SettingsPage(rig.shell)).sections["addresses"]
    qtbot.waitUntil(lambda: section.boxes["quebec_letters"].input.value() is True)
    assert section.boxes["keep_accents"].input.value() is False
    for name, value in (("keep_accents", True), ("quebec_letters", False)):
        section.boxes[name].input.set_value(value)
        section.boxes[name].input.edited.emit()
    qtbot.waitUntil(lambda: shown() == (True, False))


def test_names_go_by_first_name_and_references_take_another_form(qtbot: QtBot, rig: Rig) -> None:
    section = show(qtbot, rig, SettingsPage(rig.shell)).sections["names"]
    qtbot.mouseClick(section.order.segment("first"), Qt.MouseButton.LeftButton)
    settle(qtbot, rig)
    assert rig.rows("SELECT value FROM option WHERE name='name_order'") == [('"first"',)]
    assert "Amélie Garnier" in section._example.text()
    write(qtbot, section.pattern.input, "Kunde")
    settle(qtbot, rig)
    assert section.pattern.problem() is not None
    write(qtbot, section.pattern.input, "K{number:03}")
    assert "K002" in section.pattern._hint
    settle(qtbot, rig)
    assert rig.rows("SELECT pattern FROM numbering WHERE kind='client'") == [("K{number:03}",)]


def test_backups_are_listed_and_go_where_she_says(
    qtbot: QtBot, rig: Rig, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = rig.shell.settings
    backup.make(rig.book, safekeeping.folders_of(settings, rig.book.path)[0], "closing")
    asked: list[str] = []
    rig.shell.actions.own({"backup": lambda: asked.append("backup"), "restore": lambda: asked.append("restore")})
    section = show(qtbot, rig, SettingsPage(rig.shell), section="backups").sections["backups"]
    assert "1 backup is kept." in section._state.text()
    assert section._list.count() == 1
    stick = home / "stick"
    monkeypatch.setattr("ui.company.settings_computer.choose_folder", lambda *_: stick)
    section._choose("second_backups")
    assert settings.second_backups == str(stick)
    press(qtbot, section, "Back up now")
    press(qtbot, section, "Restore a backup…")
    assert asked == ["backup", "restore"]
    press(qtbot, section, "Stop")
    assert settings.second_backups == ""


def test_a_setting_is_found_by_its_words(qtbot: QtBot, rig: Rig) -> None:
    page = show(qtbot, rig, SettingsPage(rig.shell))
    for words, section in (("usb", "backups"), ("dark", "appearance"), ("pattern", "names"), ("folder", "backups")):
        page._index.find_field.setText(words)
        assert page._index.current() == section


@pytest.mark.feature("client.field.tags", "client.field.category")
def test_a_list_is_added_to_renamed_ordered_and_cleared(qtbot: QtBot, rig: Rig) -> None:
    page = show(qtbot, rig, ListsPage(rig.shell), kind="category")
    editor = page.editor
    before = labels(editor)
    press(qtbot, editor, "Add…")
    dialog = rig.window.findChildren(EntryDialog)[-1]
    qtbot.keyClicks(dialog._label.input, before[0].upper())
    qtbot.keyClick(dialog._label.input, Key.Key_Return)
    settle(qtbot, rig)
    assert dialog._label.problem() is not None
    dialog._label.input.clear()
    qtbot.keyClicks(dialog._label.input, "Wine fair")
    qtbot.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, rig)
    assert labels(editor) == [*before, "Wine fair"]
    assert editor.entry().label == "Wine fair"
    qtbot.keyClick(editor.list, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, rig)
    assert labels(editor)[-2] == "Wine fair"
    qtbot.keyClick(editor.list, Key.Key_Delete)
    settle(qtbot, rig)
    assert labels(editor) == before
    assert "Wine fair" in rig.said[-1][0]


def test_what_a_client_uses_cannot_be_deleted(qtbot: QtBot, rig: Rig) -> None:
    page = show(qtbot, rig, ListsPage(rig.shell), kind="category")
    page.editor.list.setCurrentRow(1)
    assert page.editor.use(page.editor.entry()) == "1 client"
    press(qtbot, page.editor, "Delete")
    settle(qtbot, rig)
    assert rig.explained[0].parameters["clients"] == 1
    press(qtbot, page.editor, "Switch off")
    settle(qtbot, rig)
    assert not page.editor.entry().active


@pytest.mark.feature("custom.define")
def test_an_own_field_with_its_options(qtbot: QtBot, rig: Rig) -> None:
    page = show(qtbot, rig, ListsPage(rig.shell), kind="custom_field")
    press(qtbot, page.editor, "Add…")
    dialog = rig.window.findChildren(EntryDialog)[-1]
    dialog._label.input.setText("Grape")
    dialog._inputs["kind"].set_value("several")
    dialog._try()
    settle(qtbot, rig)
    press(qtbot, page.editor, "Options…")
    options = rig.window.findChildren(OptionsDialog)[-1].editor
    settle(qtbot, rig)
    options.add()
    dialog = options.window().findChildren(EntryDialog)[-1]
    dialog._label.input.setText("Pinot")
    dialog._try()
    settle(qtbot, rig)
    assert labels(options) == ["Pinot"]
    assert rig.rows("SELECT f.label, f.kind, o.label FROM custom_field f JOIN custom_option o ON o.field_id=f.id") == [
        ("Grape", "several", "Pinot")
    ]


@pytest.mark.feature("peer.24")
def test_an_iban_with_a_wrong_digit_is_refused_at_its_field(qtbot: QtBot, rig: Rig) -> None:
    editor = show(qtbot, rig, ListsPage(rig.shell), kind="bank_account").editor
    editor.add()
    dialog = rig.window.findChildren(EntryDialog)[-1]
    dialog._label.input.setText("Current account")
    dialog._inputs["iban"].setText("fr76 3000 6000 0112 3456 7890 188")
    dialog._try()
    settle(qtbot, rig)
    assert dialog._boxes["iban"].problem().severity == "error"
    dialog._inputs["iban"].setText("fr76 3000 6000 0112 3456 7890 189")
    dialog._try()
    settle(qtbot, rig)
    assert rig.rows("SELECT label, iban FROM bank_account") == [("Current account", "FR7630006000011234567890189")]
    assert editor.detail(editor.entry()) == "FR76 3000 6000 0112 3456 7890 189"


@pytest.mark.feature("set.help")
def test_help_is_there_in_both_languages_with_every_key(qtbot: QtBot, rig: Rig) -> None:
    keys: dict[str, list[str]] = {}
    try:
        for language in ("en", "fr"):
            set_translator(Translator(language))
            keys[language] = [topic.key for topic in topics()]
            page = show(qtbot, rig, HelpPage(rig.shell))
            for topic in topics():
                page.open(topic.key)
                shown = " ".join(label.text() for label in page._shown.findChildren(QLabel))
                assert topic.title in shown
                assert all("[" not in block.text or "]" in block.text for block in topic.blocks)
                assert "[" not in shown
    finally:
        set_translator(Translator())
    assert keys["en"] == keys["fr"]
    assert len(keys["en"]) > 8
    page = show(qtbot, rig, HelpPage(rig.shell), topic="keys")
    shown = [label.text() for label in page._shown.findChildren(QLabel)]
    assert all(command.text.rstrip("…") in shown for command in COMMANDS if command.keys)


def test_help_is_found_by_what_it_says(qtbot: QtBot, rig: Rig) -> None:
    page = show(qtbot, rig, HelpPage(rig.shell))
    for words, topic in (("backups", "backups"), ("iphone", "import"), ("encoding preview", "import")):
        page._index.find_field.setText(words)
        assert page._index.current() == topic


def test_a_page_of_help_is_plain_text() -> None:
    topic = parse("x", "Title\nOne line\nand more.\n\n# Head\n1. first\n2. second\n- point\n\nEnd")
    assert [(block.kind, block.text, block.number) for block in topic.blocks] == [
        ("text", "One line and more.", 0),
        ("heading", "Head", 0),
        ("step", "first", 1),
        ("step", "second", 2),
        ("point", "point", 0),
        ("text", "End", 0),
    ]
