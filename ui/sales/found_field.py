"""A line that looks for what is typed and offers what it finds: products in a row, clients in the head of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.sales.suggestions import Suggestion, Suggestions
from ui.widgets.line_input import LineInput


class FoundField(LineInput):
    """`picked` carries the value of a suggestion; subclasses ask for them in `look_for` and hand them to `offer`.

    Enter that comes before the answer waits for it: who types fast gets what was typed, not what was found before.
    """

    picked = Signal(object)

    def __init__(self, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(icon="search", placeholder=placeholder, parent=parent)
        self._popup: Suggestions | None = None
        self._asked = ""
        self._answered = True
        self._enter_waits = False
        self.textEdited.connect(self.ask)

    @property
    def popup(self) -> Suggestions:
        """The list below, made with the first answer."""
        if self._popup is None:
            self._popup = Suggestions(self)
            self._popup.picked.connect(self.take)
        return self._popup

    def look_for(self, text: str) -> None:
        """Look for `text` in the background, and hand what is found to `offer`."""
        raise NotImplementedError

    def ask(self, text: str) -> None:
        """Begin to look."""
        self._asked, self._answered, self._enter_waits = text, False, False
        if text.strip():
            self.look_for(text)
        else:
            self._answered = True
            self.popup.hide()

    def offer(self, asked: str, entries: Sequence[Suggestion], foot: str = "") -> None:
        """What was found for `asked`; an answer to an older question is dropped."""
        if asked != self._asked or not self.isVisible():
            return
        self._answered = True
        self.popup.offer(entries, foot)
        if self._enter_waits:
            self._enter_waits = False
            self.popup.take()

    def take_current(self) -> bool:
        """Take the current suggestion, now or when it comes; False where there is nothing to take."""
        if not self._answered and self.text().strip():
            self._enter_waits = True
            return True
        if self.popup.current() is None:
            return False
        self.popup.take()
        return True

    def take(self, value: Any) -> None:
        """A suggestion was chosen."""
        self.picked.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key: Any = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.popup.isVisible() and not event.modifiers():
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down and not self.popup.isVisible() and not event.modifiers() and self.text().strip():
            self.ask(self.text())
        elif key == Qt.Key.Key_Escape and self.popup.isVisible():
            self.popup.hide()
        else:
            super().keyPressEvent(event)
