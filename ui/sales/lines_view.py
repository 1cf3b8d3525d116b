"""The lines of a paper under the hands: keys and mouse.

Tab goes from cell to cell and out at both ends, Enter to the next line, Alt with Up and Down moves a line, Delete takes
the current one away.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.sales.line_fields import ProductField, TaxField
from ui.sales.line_model import BIN, NAME, TAX
from ui.sales.lines_editing import LinesEditing
from ui.text import tr
from ui.widgets.accessible import announce
from ui.widgets.line_input import LineInput

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinesView(LinesEditing):
    """`menu_wanted(row, place)`: what can be done with a line."""

    menu_wanted = Signal(int, QPoint)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a field that lead out of it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.accept()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._field is not None:
            return self._field_key(event)
        return False

    def _field_key(self, event: QKeyEvent) -> bool:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row, column = self._at
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key in _ENTER and plain:
            self._enter()
        elif key == Qt.Key.Key_Escape and plain and not self._popup_open():
            self._drop_field()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(step)
            elif plain and column != TAX and not self._popup_open() and 0 <= row + step < self.lines.rowCount():
                self.begin(row + step, column if column in self.lines.editable(row + step) else NAME)
            else:
                return False
        else:
            return False
        return True

    def _popup_open(self) -> bool:
        return isinstance(self._field, ProductField) and bool(self._field.popup.entries())

    def _enter(self) -> None:
        row = self._at[0]
        if isinstance(self._field, ProductField):
            if not self._field.take_current() and self._field.text().strip():
                self._take_product(("free", self._field.text().strip()))
            return
        if isinstance(self._field, TaxField) and self._field.view().isVisible():
            return
        self.begin(row + 1, NAME)

    def _tab(self, step: int) -> None:
        row, column = self._at
        if isinstance(self._field, ProductField) and step > 0 and self._field.text().strip():
            self._enter()
            return
        cells = self.lines.editable(row)
        place = cells.index(column) + step
        if 0 <= place < len(cells):
            self.begin(row, cells[place])
        elif 0 <= row + step < self.lines.rowCount():
            cells = self.lines.editable(row + step)
            self.begin(row + step, cells[0 if step > 0 else -1])
        else:
            self._leave(step)

    def _leave(self, step: int) -> None:
        self.finish()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.focusNextPrevChild(step > 0)

    def _move(self, step: int) -> None:
        row, column = self._at if self._field is not None else (self.currentIndex().row(), self.currentIndex().column())
        if self.lines.line(row) is None or not self.editor.is_open:
            return
        editing_now = self._field is not None
        self.finish()
        if self.editor.move(row, step):
            row += step
        announce(self, tr("Line {number}", number=row + 1))
        self.setCurrentIndex(self.lines.index(row, column))
        if editing_now:
            self.begin(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, key = self.currentIndex(), event.key()
        if key in (*_ENTER, Qt.Key.Key_F2) and not event.modifiers():
            cells = self.lines.editable(at.row())
            self.begin(at.row(), at.column() if at.column() in cells else NAME)
        elif key == Qt.Key.Key_Delete and self._field is None:
            self.remove(at.row())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(-1 if key == Qt.Key.Key_Up else 1)
        elif self._is_text(event) and at.column() in self.lines.editable(at.row()) and self.editor.is_open:
            self.begin(at.row(), at.column())
            if isinstance(self._field, LineInput):
                self._field.setText("")
                self._field.insert(event.text())
                self._field.textEdited.emit(event.text())
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_text(event: QKeyEvent) -> bool:
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        return bool(event.text()) and event.text().isprintable() and not held

    def focusNextPrevChild(self, forward: bool) -> bool:
        return QWidget.focusNextPrevChild(self, forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_TAB and self.editor.is_open:
            self.begin_new()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        row, column = self.rowAt(spot.y()), self.columnAt(spot.x())
        if row < 0:
            self.finish()
            return
        if event.button() != Qt.MouseButton.LeftButton:
            self.setCurrentIndex(self.lines.index(row, max(column, NAME)))
            return
        line = self.lines.line(row)
        if line is not None and column == BIN:
            self.remove(row)
        elif line is None or line.kind == "text" or column in self.lines.editable(row):
            self.begin(row, column if line is not None and line.kind != "text" else NAME)
        else:
            self.finish()
            self.setCurrentIndex(self.lines.index(row, NAME))
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.currentIndex().row()
        if self.lines.line(row) is not None and self.editor.is_open:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.cell(row, NAME).bottomLeft() if by_key else event.pos()
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(at))
