"""The lines of a paper, edited in place by the keyboard alone: one field at a time lies over its cell.

Tab goes from cell to cell and out at both ends, Enter to the next line, Alt with Up and Down moves a line, Delete takes
the current one away. Two hundred lines cost no more than those in sight: everything but the one field is painted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.sales import choosing
from app.sales.model import PaperLine
from ui.sales.line_fields import PercentField, PriceField, ProductField, QuantityField, TaxField
from ui.sales.line_model import ATTRIBUTES, BIN, DISCOUNT, NAME, PRICE, QUANTITY, TAX, UNIT
from ui.sales.lines_table import LinesTable
from ui.sales.paper_editor import PaperEditor
from ui.text import tr
from ui.theme import theme
from ui.widgets.accessible import announce, plain_tip
from ui.widgets.line_input import LineInput

_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinesView(LinesTable):
    """`create_wanted(text, row)`: make a product of what was typed. `removed(line, row)`: a line was taken away."""

    create_wanted = Signal(str, int)
    removed = Signal(object, int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__(editor)
        self._field: Any = None
        self._at = (-1, -1)
        editor.shown.connect(self._renew)
        editor.edited.connect(self._on_edited)
        editor.judged.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._field is not None:
            self.scrollTo(self.currentIndex())
        self._place_field()

    # Following

    def _renew(self) -> None:
        self._drop_field()
        self.lines.renew()
        self.setCurrentIndex(self.lines.index(0, NAME))
        self.scrollToTop()

    def _on_edited(self, path: str) -> None:
        if path in ("", "lines"):
            at = self.currentIndex()
            self.lines.renew()
            self.setCurrentIndex(self.lines.index(min(at.row(), self.lines.rowCount() - 1), max(at.column(), NAME)))
            self._place_field()
        self.titles.viewport().update()
        self.viewport().update()

    # Editing

    def editing(self) -> bool:
        """Whether a field lies over a cell."""
        return self._field is not None

    def field(self) -> Any:
        """That field."""
        return self._field

    def begin(self, row: int, column: int = NAME) -> None:
        """Edit a cell, once the one before is written."""
        self.finish()
        if not self.editor.is_open or column not in self.lines.editable(row):
            return
        self.setCurrentIndex(self.lines.index(row, column))
        self.scrollTo(self.lines.index(row, column))
        self._at = (row, column)
        self._field = self._make_field(row, column)
        self._field.setParent(self.viewport())
        core = self._field.core()
        core.setAccessibleName(self.lines.title(column))
        self._place_field()
        self._field.show()
        core.installEventFilter(self)
        self._field.left.connect(lambda field=self._field: QTimer.singleShot(0, self, lambda: self._on_left(field)))
        core.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self._field, LineInput):
            self._field.selectAll()
        self._show_problem()
        self.viewport().update()

    def begin_new(self) -> None:
        """The caret in the row for the next line."""
        self.begin(len(self.lines.lines()), NAME)

    def go_to(self, path: str) -> None:
        """Edit the cell at a path such as `lines/2/quantity`."""
        _lines, row, name = (*path.split("/"), "", "")[:3]
        column = next((column for column, known in ATTRIBUTES.items() if name.startswith(known.split("_")[0])), NAME)
        if row:
            self.begin(int(row), column)
        else:
            self.begin_new()

    def _make_field(self, row: int, column: int) -> Any:
        line = self.lines.line(row)
        if line is None:
            field = ProductField(self.editor)
            field.picked.connect(self._take_product)
            return field
        typed = self.editor.typed(self.lines.path(row, column))
        made = {QUANTITY: QuantityField, PRICE: PriceField, DISCOUNT: PercentField}.get(column)
        if made is not None:
            number = made()
            number.set_value(getattr(line, ATTRIBUTES[column]) or (None if column == DISCOUNT else 0))
            if typed is not None:
                number.setText(typed)
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            return number
        if column == TAX:
            choice = TaxField(self.editor, line.tax_rate_id)
            choice.set_value(line.tax_rate_id)
            choice.edited.connect(self._write)
            return choice
        return LineInput(line.unit if column == UNIT else line.name)

    def _place_field(self) -> None:
        if self._field is not None:
            row, column = self._at
            room = self.cell(row, column)
            height = min(theme.height("field"), room.height() - 4)
            left = 0 if column == NAME else 1
            self._field.setGeometry(room.x() + left, room.y() + (room.height() - height) // 2, room.width() - 2, height)

    def finish(self) -> None:
        """Write what is in the field, and take it away."""
        if self._field is not None:
            self._write()
            self._drop_field()

    def _on_left(self, field: Any) -> None:
        if field is self._field and not field.core().hasFocus():
            self.finish()

    def _drop_field(self) -> None:
        if self._field is None:
            return
        field, self._field, self._at = self._field, None, (-1, -1)
        field.core().removeEventFilter(self)
        if self.window().focusWidget() is field.core():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        field.hide()
        field.deleteLater()
        self.viewport().update()

    def _write(self) -> None:
        row, column = self._at
        line, field = self.lines.line(row), self._field
        if line is None:
            if field.text().strip():
                self._add(PaperLine(kind="free", name=field.text().strip()), row, priced=True)
            return
        path, problem = self.lines.path(row, column), field.problem()
        if problem is not None:
            self.editor.put_unreadable(path, field.text(), replace(problem, path=path))
        elif column == TAX:
            if self.editor.desk is not None and field.value() != line.tax_rate_id:
                choosing.put_rate(line, field.value(), self.editor.desk)
                self.editor.put(path.replace("tax", "tax_rate_id"), line.tax_rate_id)
        else:
            value = field.value()
            if value is None and column not in (NAME, UNIT):
                value = line.discount_percent * 0
            if value != getattr(line, ATTRIBUTES[column]) or self.editor.typed(path) is not None:
                self.editor.put(path, value)

    def _add(self, line: PaperLine, row: int, *, priced: bool = False) -> None:
        if priced and self.editor.desk is not None:
            choosing.put_rate(
                line, self.editor.desk.buyer.rate_id if self.editor.desk.buyer else None, self.editor.desk
            )
        self.editor.insert(row, line)

    def _take_product(self, found: Any) -> None:
        row = self._at[0]
        if not isinstance(found, tuple) or hasattr(found, "price"):
            self.add_product(found, row)
            return
        kind, text = found
        self._field.setText("")
        self._drop_field()
        if kind == "create":
            self.create_wanted.emit(text, row)
            return
        self._add(PaperLine(kind="free", name=text), row, priced=True)
        self.begin(row, QUANTITY)

    def add_product(self, product: Any, row: int) -> None:
        """A line of this product on `row`, the caret in its quantity."""
        line = PaperLine()
        assert self.editor.desk is not None
        choosing.put_product(line, product, self.editor.desk)
        if self._field is not None:
            self._field.setText("")
        self._drop_field()
        self.editor.insert(row, line)
        self.begin(row, QUANTITY)

    def add_text(self) -> None:
        """A line of words alone, at the end."""
        self.finish()
        row = len(self.lines.lines())
        self.editor.insert(row, PaperLine(kind="text", quantity=PaperLine().quantity * 0, name=""))
        self.begin(row, NAME)

    def remove(self, row: int) -> None:
        """Take the line on `row` away."""
        if self.lines.line(row) is None or not self.editor.is_open:
            return
        self._drop_field()
        self.removed.emit(self.editor.remove(row), row)

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

    def _show_problem(self) -> None:
        problem = self.editor.problem_at(self.lines.path(*self._at)) if self.lines.line(self._at[0]) else None
        words = tr(problem.message, **problem.parameters) if problem else ""
        core = self._field.core()
        core.setAccessibleDescription(words)
        core.setToolTip(plain_tip(words))
        if problem is not None and problem.blocks:
            self._field.set_state("error")
            announce(core, words, urgent=True)

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

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._place_field()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_field()
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.currentIndex().row()
        if self.lines.line(row) is not None and self.editor.is_open:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.cell(row, NAME).bottomLeft() if by_key else event.pos()
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(at))
