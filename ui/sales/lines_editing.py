"""The one field that lies over a cell of the lines of a paper: which it is, where it lies, what it writes.

Two hundred lines cost no more than those in sight: everything but this field is painted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent

from app.sales import choosing
from app.sales.model import PaperLine
from ui.sales.line_fields import PercentField, PriceField, ProductField, QuantityField, TaxField
from ui.sales.line_model import ATTRIBUTES, DISCOUNT, NAME, PRICE, QUANTITY, TAX, UNIT
from ui.sales.lines_table import LinesTable
from ui.sales.paper_editor import PaperEditor
from ui.text import tr
from ui.theme import theme
from ui.widgets.accessible import announce, plain_tip
from ui.widgets.line_input import LineInput


class LinesEditing(LinesTable):
    """`create_wanted(text, row)`: make a product of what was typed. `removed(line, row)`: a line was taken away."""

    create_wanted = Signal(str, int)
    removed = Signal(object, int)

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__(editor)
        self._field: Any = None
        self._at = (-1, -1)
        editor.shown.connect(self._renew)
        editor.edited.connect(self._on_edited)
        editor.judged.connect(self.viewport().update)

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
        typed = self.editor.faults.typed(self.lines.path(row, column))
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
            if value != getattr(line, ATTRIBUTES[column]) or self.editor.faults.typed(path) is not None:
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

    def _show_problem(self) -> None:
        problem = self.editor.faults.at(self.lines.path(*self._at)) if self.lines.line(self._at[0]) else None
        words = tr(problem.message, **problem.parameters) if problem else ""
        core = self._field.core()
        core.setAccessibleDescription(words)
        core.setToolTip(plain_tip(words))
        if problem is not None and problem.blocks:
            self._field.set_state("error")
            announce(core, words, urgent=True)

    # Where it lies

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._field is not None:
            self.scrollTo(self.currentIndex())
        self._place_field()

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._place_field()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_field()
        self.viewport().update()
