"""Going to a row by its first letters: what is typed within a second is one beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from app.values.folding import fold

if TYPE_CHECKING:
    from ui.widgets.table_view import TableView

_PAUSE_MS = 1000
_NO_LETTERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TypeAhead(QObject):
    """Looks in the columns of a view from left to right, among the rows that have arrived."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._typed = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._forget)

    def take(self, event: QKeyEvent) -> bool:
        """Whether the key was a letter, and has been taken."""
        letter = event.text()
        if not letter or not letter.isprintable() or event.modifiers() & _NO_LETTERS:
            return False
        if letter.isspace() and not self._typed:
            return False
        self._typed += letter
        self._pause.start()
        found = self._find()
        if found >= 0:
            self._view.set_current_row(found)
        return True

    def _forget(self) -> None:
        self._typed = ""

    def _find(self) -> int:
        """The next row that begins so; a beginning that grows may stay where it is."""
        table, wanted = self._view.table, fold(self._typed)
        count, start = len(table.ids), self._view.current_row() + (len(self._typed) == 1)
        for column in table.columns:
            for step in range(count):
                number = (start + step) % count
                row = table.known(table.ids[number])
                if row is not None and fold(column.first(row)).startswith(wanted):
                    return number
        return -1
