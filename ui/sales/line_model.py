"""The lines of a paper as a table: what stands in each cell, for painting and for screen readers.

After the lines comes one more row, in which the next one is looked for.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.company import taxes
from app.i18n import N_
from app.sales.model import PaperLine
from app.sales.reckoning import taxes_of
from ui.sales.paper_editor import PaperEditor
from ui.text import tr, translator

Index = QModelIndex | QPersistentModelIndex
GRIP, NAME, QUANTITY, UNIT, PRICE, DISCOUNT, TAX, TOTAL, BIN = range(9)
EDITABLE = (NAME, QUANTITY, UNIT, PRICE, DISCOUNT, TAX)
ATTRIBUTES = {
    NAME: "name", QUANTITY: "quantity", UNIT: "unit", PRICE: "price", DISCOUNT: "discount_percent", TAX: "tax",
}  # fmt: skip
RIGHT = (QUANTITY, PRICE, DISCOUNT, TAX, TOTAL)


class ColumnLook(NamedTuple):
    """A title and a width, at the normal text size and where room is short."""

    title: str
    wide: int
    narrow: int


COLUMNS = (
    ColumnLook("", 44, 40),
    ColumnLook(N_("Product"), 0, 0),
    ColumnLook(N_("Qty"), 92, 76),
    ColumnLook(N_("Unit"), 112, 88),
    ColumnLook(N_("Unit price"), 112, 96),
    ColumnLook(N_("Disc."), 80, 68),
    ColumnLook(N_("VAT"), 88, 76),
    ColumnLook(N_("Total excl."), 128, 104),
    ColumnLook("", 64, 56),
)
_FROM = {"typed": N_("typed"), "negotiated": N_("negotiated"), "price_list": N_("price list")}


class LineModel(QAbstractTableModel):
    """Rows are the lines of the draft, and the row for a new one while it can be edited."""

    def __init__(self, editor: PaperEditor) -> None:
        super().__init__(editor)
        self.editor = editor

    def lines(self) -> list[PaperLine]:
        """Those of the draft."""
        return self.editor.draft.lines if self.editor.desk is not None else []

    def line(self, row: int) -> PaperLine | None:
        """The line on this row; None on the last row, which has none yet."""
        lines = self.lines()
        return lines[row] if 0 <= row < len(lines) else None

    def renew(self) -> None:
        """Other lines."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines()) + int(self.editor.is_open)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.title(column)
            return f"{title}: {self.text(row, column)}" if title else self.text(row, column)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.under(row)[0] if column == NAME else self.why(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.title(section)
        return None

    def title(self, column: int) -> str:
        """The title of a column; totals say whether tax is in them."""
        if column == TOTAL and self.editor.desk is not None and self.editor.draft.prices_with_tax:
            return tr("Total incl.")
        return tr(COLUMNS[column].title)

    def path(self, row: int, column: int) -> str:
        """Where the draft holds this cell."""
        return f"lines/{row}/{ATTRIBUTES[column]}"

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        line = self.line(row)
        if line is None:
            return ""
        typed = self.editor.faults.typed(self.path(row, column)) if column in ATTRIBUTES else None
        if typed is not None:
            return typed
        if column == NAME:
            return line.name
        return "" if line.kind == "text" else self._amount(row, line, column)

    def _amount(self, row: int, line: PaperLine, column: int) -> str:
        words = translator()
        if column == QUANTITY:
            return plain(line.quantity)
        if column == UNIT:
            return line.unit
        if column == PRICE:
            return words.number(line.price, max(2, _decimals(line.price)))
        if column == DISCOUNT:
            return taxes.percentage(line.discount_percent, words) if line.discount_percent else ""
        if column == TAX:
            return self._tax(line)
        if column == TOTAL:
            known = self.editor.knows_line(row)
            return words.number(line.total, max(2, _decimals(line.total))) if known else "…"
        return ""

    def _tax(self, line: PaperLine) -> str:
        if self.editor.draft.regime or not line.tax_name:
            return "—"
        return " + ".join(taxes.percentage(percent, translator()) for _name, percent in taxes_of(line))

    def under(self, row: int) -> tuple[str, str]:
        """The small words under the name, and their colour: what is wrong with the line, else its note."""
        line, problem = self.line(row), self.editor.faults.of_line(row)
        if problem is not None:
            return tr(problem.message, **problem.parameters), "red" if problem.blocks else "amber"
        return (line.note.replace("\n", " ") if line else "", "text3")

    def why(self, row: int, column: int) -> str:
        """What is wrong with this cell."""
        problem = self.editor.faults.at(self.path(row, column)) if column in ATTRIBUTES and row >= 0 else None
        return tr(problem.message, **problem.parameters) if problem is not None else ""

    def price_from(self, row: int) -> str:
        """Where a price comes from, where that is worth a word."""
        line = self.line(row)
        return tr(_FROM[line.price_from]) if line is not None and line.price_from in _FROM else ""

    def editable(self, row: int) -> tuple[int, ...]:
        """The cells of a row that can be edited, from left to right."""
        line = self.line(row)
        return (NAME,) if line is None or line.kind == "text" else EDITABLE


def plain(number: Decimal) -> str:
    """A quantity without zeros that say nothing."""
    return translator().number(number, _decimals(number))


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent)) if number % 1 else 0
