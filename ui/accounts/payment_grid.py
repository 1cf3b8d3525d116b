"""What a payment pays: the open invoices, or the credits, with an amount beside each that can be typed over.

Digits begin to edit, Space takes the whole of a line or none of it, Enter anywhere else is the dialog's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.accounts.allocation import ZERO, Debt
from app.i18n import N_, plural
from app.values.money import currency_digits
from ui.text import tr, translator, trn
from ui.theme import color, theme
from ui.widgets.painting import draw_box, draw_text
from ui.widgets.typed_inputs import AmountInput

Index = QModelIndex | QPersistentModelIndex
NUMBER, DATED, DUE, OPEN, PAID = range(5)
TITLES = (N_("Document"), N_("Date"), N_("Due"), N_("Left open"), N_("To pay"))
_WIDTHS = (0, 112, 128, 112, 128)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_EDGE, _GAP = 16, 8
MOST_IN_SIGHT = 6


class GridModel(QAbstractTableModel):
    """`paid` is what is typed or proposed by entry, `problems` what is wrong there; debts of one currency."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.debts: tuple[Debt, ...] = ()
        self.paid: dict[int, Decimal] = {}
        self.problems: dict[int, str] = {}
        self.currency = "EUR"
        self.today = date.min
        self.titles = [tr(title) for title in TITLES]

    def show(self, debts: Sequence[Debt], currency: str, today: date) -> None:
        """Other lines."""
        self.beginResetModel()
        self.debts, self.currency, self.today = tuple(debts), currency, today
        self.paid, self.problems = {}, {}
        self.endResetModel()

    def propose(self, paid: Mapping[int, Decimal]) -> None:
        """Other amounts, as reckoned."""
        self.paid, self.problems = dict(paid), {}
        self._repaint()

    def mark(self, problems: Mapping[int, str]) -> None:
        """What is wrong, by entry."""
        self.problems = dict(problems)
        self._repaint()

    def put(self, row: int, amount: Decimal) -> None:
        """An amount typed by hand."""
        entry_id = self.debts[row].entry_id
        self.paid[entry_id] = amount
        self.problems.pop(entry_id, None)
        self._repaint()
        self.typed.emit()

    def amount(self, row: int) -> Decimal:
        """What is to be paid of the line."""
        return self.paid.get(self.debts[row].entry_id, ZERO)

    def late(self, row: int) -> int:
        """By how many days a debt is overdue."""
        return max(0, (self.today - self.debts[row].due_on).days)

    def _repaint(self) -> None:
        if self.debts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.debts) - 1, PAID))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.debts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if index.column() == PAID else plain

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        debt, words = self.debts[row], translator()
        if column == NUMBER:
            return debt.number or tr(debt.label)
        if column in (DATED, DUE):
            return words.date(debt.dated_on if column == DATED else debt.due_on, "short")
        return words.money(debt.open if column == OPEN else self.amount(row), self.currency)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.amount(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.titles[column]}: {self.text(row, column)}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.problems.get(self.debts[row].entry_id, "")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.titles[section]
        return None


class _Header(QHeaderView):
    def sizeHint(self) -> QSize:
        return QSize(0, theme.height("small"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, color("alt"))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), color("line"))
        align = _RIGHT if section >= OPEN else _LEFT
        title = self.model().headerData(section, Qt.Orientation.Horizontal)
        draw_text(painter, _inside(rect, section), title, style="label", weight=600, token="text2", align=align)


def _inside(rect: QRect, section: int) -> QRect:
    left = _EDGE if section == NUMBER else _GAP
    return rect.adjusted(left, 0, -(_EDGE + _GAP if section == PAID else _GAP), -1)


class _Cells(QStyledItemDelegate):
    """Paints the cells, and edits the amount to pay."""

    def __init__(self, grid: PaymentGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, row, column = self._grid.rows, index.row(), index.column()
        rect: QRect = option.rect
        current = self._grid.hasFocus() and row == self._grid.currentIndex().row()
        painter.fillRect(rect, color("sel" if current else "surface"))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), color("line"))
        room, text = _inside(rect, column), model.text(row, column)
        if column == PAID:
            self._paint_paid(painter, rect, row)
            return
        if column == OPEN:
            draw_text(painter, room, text, align=_RIGHT, tabular=True)
            return
        second, token = self._second(row, column)
        late = column == DUE and self._grid.shows_late and model.late(row) > 0
        if not second:
            draw_text(painter, room, text, token="text2" if column == DATED else "text")
            return
        high, low = theme.line("body"), theme.line("small")
        top = room.y() + (room.height() - high - low) // 2
        first = QRect(room.x(), top, room.width(), high)
        draw_text(painter, first, text, token="red" if late else "text", weight=500 if late else None)
        draw_text(painter, QRect(room.x(), top + high, room.width(), low), second, style="small", token=token)

    def _second(self, row: int, column: int) -> tuple[str, str]:
        model = self._grid.rows
        if column == DUE and self._grid.shows_late and model.late(row):
            return trn(plural("{count} day late", "{count} days late"), model.late(row)), "red"
        debt = model.debts[row]
        problem = model.problems.get(debt.entry_id)
        if column == NUMBER and problem:
            return problem, "red"
        return (tr(debt.label) if column == NUMBER and debt.number and debt.label else "", "text3")

    def _paint_paid(self, painter: QPainter, rect: QRect, row: int) -> None:
        model = self._grid.rows
        wrong = model.debts[row].entry_id in model.problems
        focused = self._grid.hasFocus() and row == self._grid.currentIndex().row()
        line = "red" if wrong else "accent" if focused else "line2"
        draw_box(painter, self.field(rect), fill="surface", line=line, width=2 if wrong or focused else 1)
        amount = model.amount(row)
        token = "red" if wrong else "text" if amount else "text3"
        room = _inside(rect, PAID)
        draw_text(painter, room, model.text(row, PAID), align=_RIGHT, tabular=True, token=token, weight=500)

    @staticmethod
    def field(rect: QRect) -> QRect:
        """Where the box of the amount stands in its cell."""
        return rect.adjusted(0, 5, -_EDGE, -6)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = AmountInput(unit="", decimals=currency_digits(self._grid.rows.currency), parent=parent)
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.setAccessibleName(tr("To pay of {number}", number=self._grid.rows.text(index.row(), NUMBER)))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, AmountInput) and not editor.isModified():
            editor.set_value(self._grid.rows.amount(index.row()) or None)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if not isinstance(editor, AmountInput):
            return
        problem = editor.problem()
        if problem is None:
            self._grid.rows.put(index.row(), editor.value() or ZERO)
        else:
            words = tr(problem.message, **problem.parameters)
            self._grid.rows.mark({**self._grid.rows.problems, self._grid.rows.debts[index.row()].entry_id: words})

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(self.field(option.rect))


class PaymentGrid(QTableView):
    """`edited`: an amount was typed. `submitted`: Enter outside of an amount."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = GridModel()
        self.shows_late = True
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(self))
        self.setHorizontalHeader(_Header(Qt.Orientation.Horizontal, self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.height("row"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        triggers = QTableView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.rows.typed.connect(self.edited)
        self.setAccessibleName(tr("What is paid"))
        self._lay_columns()

    def _lay_columns(self) -> None:
        header = self.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(column, theme.px(width))
        header.setSectionResizeMode(NUMBER, QHeaderView.ResizeMode.Stretch)

    def show_debts(self, debts: Sequence[Debt], currency: str, today: date, *, late: bool = True) -> None:
        """Other lines; `late` says whether days over the due day are told."""
        self.shows_late = late
        self.rows.titles[PAID] = tr(TITLES[PAID]) if late else tr("To use")
        self.setColumnHidden(DUE, not late)
        self.rows.show(debts, currency, today)
        if debts:
            self.setCurrentIndex(self.rows.index(0, PAID))
        self.setFixedHeight(self._tall())

    def _tall(self) -> int:
        rows = min(max(len(self.rows.debts), 1), MOST_IN_SIGHT)
        return rows * theme.height("row") + theme.height("small") + 1

    def moveCursor(self, action: QTableView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Only the amounts are gone to."""
        ways = QTableView.CursorAction
        step = {ways.MoveNext: 1, ways.MoveDown: 1, ways.MovePrevious: -1, ways.MoveUp: -1}.get(action, 0)
        ends = {ways.MoveHome: 0, ways.MoveEnd: len(self.rows.debts) - 1}
        row = ends.get(action, self.currentIndex().row() + step)
        return self.rows.index(min(max(row, 0), max(len(self.rows.debts) - 1, 0)), PAID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() == QTableView.State.EditingState:
                return  # it came through the field, which it only closes
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submitted.emit()
            else:
                event.ignore()
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            self.rows.put(row, ZERO if self.rows.amount(row) else self.rows.debts[row].open)
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if at.isValid():
            self.setCurrentIndex(self.rows.index(at.row(), PAID))
            if at.column() == PAID:
                self.edit(self.currentIndex())

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            return True
        return super().viewportEvent(event)
