"""She keeps her own words: texts that come back in notes, and how people are addressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clients.lists import BY_KEY
from app.company import lists as list_entries
from tests.ui.record_desk import Desk, in_dialog
from ui.clients.new_client import NewClientDialog
from ui.company.entry_dialog import EntryDialog
from ui.company.list_editor import ListEditor
from ui.widgets.buttons import Button
from ui.window import MainWindow

Settle = Callable[[], None]


def press(holder: Any, words: str) -> None:
    next(button for button in holder.findChildren(Button) if button.text() == words).click()


def lists(window: MainWindow, settle: Settle, kind: str) -> ListEditor:
    """The page of lists, at one of them."""
    window.show_named("lists", kind=kind)
    settle()
    return window.named("lists").editor


def add(window: MainWindow, settle: Settle, name: str, text: str = "", *, for_new: bool = False) -> None:
    """One more entry of the list in front."""
    press(window.named("lists").editor, "Add…")
    dialog = window.findChildren(EntryDialog)[-1]
    dialog._label.input.setText(name)
    if text:
        dialog._inputs["text"].set_value(text)
        dialog._inputs["for_new"].setChecked(for_new)
    press(dialog, "Add")
    settle()


def create(window: MainWindow, settle: Settle, name: str) -> Any:
    """A new client by the dialog, then its record."""
    window.actions_.run("new_client")
    dialog = window.findChildren(NewClientDialog)[-1]
    settle()
    dialog.form.boxes["company_name"].input.setText(name)
    press(dialog, "Create, then open")
    settle()
    return window.named("record")


@pytest.mark.feature("client.comment.template")
def test_one_text_fills_the_note_of_every_new_client(window: MainWindow, settle: Settle) -> None:
    editor = lists(window, settle, "note_text")
    add(window, settle, "Visit", "Seen on the round")
    add(window, settle, "First order", "Prefers:\nDeliver on:", for_new=True)
    add(window, settle, "Fair", "Met at the fair", for_new=True)
    told = [editor.detail(editor.list.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(3)]
    assert told == [
        "Seen on the round", "Prefers: Deliver on:", "Fills the note of every new client · Met at the fair"
    ]  # fmt: skip
    record = create(window, settle, "Chez Lulu")
    assert record.editor.draft.note == "Met at the fair"
    window.actions_.run("copy")
    settle()
    assert record.editor.draft.note == "Met at the fair"
    record.cancel()
    window.actions_.run("undo")
    settle()
    lists(window, settle, "note_text").list.setCurrentRow(2)
    press(editor, "Delete")
    settle()
    assert create(window, settle, "Chez Zoé").editor.draft.note == ""


@pytest.mark.feature("client.comment.template")
def test_a_text_goes_where_the_cursor_stands(desk: Desk) -> None:
    with desk.rig.book.write("texts") as writing:
        for name, text in (("Visit", "Seen on the round."), ("Call", "To be called.")):
            list_entries.add(writing.session, BY_KEY["note_text"], name, {"text": text})
    desk.open(tab="details")
    desk.edit()
    inserter = desk.section("notes").inserter
    assert inserter.isVisible()

    def choose(place: int) -> None:
        chosen = []

        def press_keys() -> None:
            menu = QApplication.activePopupWidget()
            if menu is None:
                QTimer.singleShot(20, press_keys)
                return
            chosen.append(place)
            for key in (*[Qt.Key.Key_Down] * place, Qt.Key.Key_Return):
                desk.qtbot.keyClick(menu, key)

        QTimer.singleShot(20, press_keys)
        inserter.click()
        desk.qtbot.waitUntil(lambda: bool(chosen) and QApplication.activePopupWidget() is None, timeout=60_000)
        desk.settle()

    choose(1)
    note: Any = desk.core("note")
    assert note.toPlainText() == "Ne livre pas le lundi.\nSeen on the round."
    assert note.window().focusWidget() is note
    desk.qtbot.keyClick(note, Qt.Key.Key_Home)
    choose(2)
    desk.save()
    assert desk.cell("SELECT note FROM client WHERE id=1") == "Ne livre pas le lundi.\nTo be called.Seen on the round."
    assert not inserter.isVisible()


@pytest.mark.feature("contact.field.civility")
def test_the_titles_offered_are_hers_and_others_are_kept(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    editor = lists(window, settle, "civility")
    before = [editor.list.item(row).data(Qt.ItemDataRole.UserRole).label for row in range(editor.list.count())]
    assert before[:2] == ["M.", "Mme"]
    assert editor.use(editor.entry()) == ""
    add(window, settle, "Abbé")
    qtbot.keyClick(editor.list, Qt.Key.Key_Home)
    press(editor, "Switch off")
    settle()
    window.actions_.run("new_client")
    form = window.findChildren(NewClientDialog)[-1].form
    settle()
    titles = form.boxes["civility"].input
    assert [titles.itemText(row) for row in range(titles.count())] == [*before[1:], "Abbé"]
    titles.setEditText("Sœur")
    assert form.text("civility") == "Sœur"


def test_titles_of_contacts_come_from_the_same_list(desk: Desk) -> None:
    seen: list[str] = []

    def look(dialog: Any) -> None:
        field = dialog.form.widget(dialog._start + "contact/civility").input
        seen.extend([field.value(), *(field.itemText(row) for row in range(field.count()))])

    desk.page.go_to("details")
    desk.settle()
    in_dialog(look)
    desk.section("contacts").edit(0)
    assert seen[:3] == ["Mme", "Mr", "Mrs"]
