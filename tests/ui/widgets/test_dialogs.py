"""Dialogs: the safe answer first, the main one by Ctrl+Enter, and the window given back as it was."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.dialogs import Answer, Dialog, ask, confirm, open_file, save_file
from ui.widgets.inputs import LineInput

FILTERS = [("Contacts", "*.vcf *.vcard")]


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    window.field = LineInput()
    QVBoxLayout(window).addWidget(window.field)
    window.resize(600, 400)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.field.setFocus()
    return window


def when_open(act: Callable[[QDialog], object]) -> None:
    """Do `act` with the dialog that is about to open."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and QApplication.activeWindow() is dialog:
            act(dialog)
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def confirmed(window: QWidget) -> bool:
    return confirm(window, "Delete 3 clients?", "They go to the bin.", "Delete 3 clients", danger=True)


def press(qtbot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Callable:
    return lambda dialog: qtbot.keyClick(dialog.focusWidget() or dialog, key, modifier)


def test_enter_and_escape_are_the_safe_answer(qtbot, window: QWidget) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space):
        when_open(press(qtbot, key))
        assert confirmed(window) is False


def test_the_button_with_the_verb_confirms(qtbot, window: QWidget) -> None:
    def click(dialog: QDialog) -> None:
        verb = next(button for button in dialog.findChildren(Button) if button.text() == "Delete 3 clients")
        assert verb.kind == "danger"
        qtbot.mouseClick(verb, Qt.MouseButton.LeftButton)

    when_open(click)
    assert confirmed(window) is True


def test_a_question_with_three_answers(qtbot, window: QWidget) -> None:
    answers = (Answer("stay", "Stay"), Answer("drop", "Don’t save"), Answer("save", "Save", "primary"))
    when_open(press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    assert ask(window, "Save the changes?", "3 changes are not saved.", answers) == "save"
    when_open(press(qtbot, Qt.Key.Key_Return))
    assert ask(window, "Save the changes?", "3 changes are not saved.", answers, default="drop") == "drop"


def test_the_window_is_dimmed_and_gets_its_focus_back(qtbot, window: QWidget) -> None:
    seen = []

    def look(dialog: QDialog) -> None:
        seen.append([child for child in window.children() if type(child).__name__ == "_Dim" and child.isVisible()])
        dialog.reject()

    when_open(look)
    confirmed(window)
    window.activateWindow()
    qtbot.waitUntil(window.field.hasFocus)
    assert len(seen[0]) == 1
    assert not [child for child in window.children() if type(child).__name__ == "_Dim" and child.isVisible()]


def test_enter_in_a_field_presses_nothing(qtbot, window: QWidget) -> None:
    dialog = Dialog(window, "New client")
    field = LineInput()
    dialog.body.addWidget(field)
    dialog.add_cancel()
    create = dialog.add_button(Button("Create", kind="primary"), main=True)
    pressed: list[int] = []
    create.clicked.connect(lambda: pressed.append(1))
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (pressed, dialog.isVisible()) == ([], True)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1]
    dialog.reject()


def test_a_file_is_saved_with_its_ending(window: QWidget, tmp_path) -> None:
    def name_it(dialog: QDialog) -> None:
        dialog.findChild(QLineEdit).setText(str(tmp_path / "address book"))
        dialog.accept()

    when_open(name_it)
    assert save_file(window, "Export", FILTERS, tmp_path / "clients") == tmp_path / "address book.vcf"


def test_a_file_picker_closed_gives_nothing(window: QWidget) -> None:
    when_open(lambda dialog: dialog.reject() if isinstance(dialog, QFileDialog) else None)
    assert open_file(window, "Import", FILTERS) is None
