"""The recipients of a mailing: a tick, a name, the place, or in amber why one is left out.

A hundred thousand are no more work than ten: rows are painted, and found in a text made beforehand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.mailings.seats import Seat
from app.values.folding import fold
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.accessible import plain_tip
from ui.widgets.painting import check_side, draw_check, draw_text

Index = QModelIndex | QPersistentModelIndex
_EDGE, _GAP = 14, 12
_HIGH = 44


def why(seat: Seat) -> str:
    """Why this one gets no letter; nothing for one who does."""
    return tr(seat.reason, **seat.parameters) if seat.reason else ""


class Roster:
    """The recipients with what each is found by; to be made in a lane, since there may be very many."""

    def __init__(self, seats: Sequence[Seat] = ()) -> None:
        self.seats = list(seats)
        self.texts = [fold(f"{seat.name} {seat.place}") for seat in seats]
        self.places = {seat.client_id: number for number, seat in enumerate(seats)}
        self.chosen = frozenset(seat.client_id for seat in seats if seat.chosen)


class RecipientModel(QAbstractListModel):
    """`seats` are all; those that are found are shown, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._roster = Roster()
        self.chosen: frozenset[int] = frozenset()
        self._shown: Sequence[int] = range(0)

    @property
    def seats(self) -> list[Seat]:
        """All recipients."""
        return self._roster.seats

    def show(self, roster: Roster) -> None:
        """Other recipients."""
        self.beginResetModel()
        self._roster, self.chosen = roster, roster.chosen
        self._shown = range(len(roster.seats))
        self.endResetModel()

    def narrow(self, shown: Sequence[int]) -> None:
        """Show these of the seats, in their order."""
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def finder(self, text: str) -> Callable[[], Sequence[int]]:
        """What finds those whose name or place has each of these words: for a lane, where there are many."""
        texts = self._roster.texts

        def find() -> Sequence[int]:
            found: Sequence[int] = range(len(texts))
            for word in fold(text).split():
                found = [number for number in found if word in texts[number]]
            return found

        return find

    def seat(self, row: int) -> Seat:
        """What is shown on a row."""
        return self.seats[self._shown[row]]

    def row_of(self, client_id: int) -> int:
        """Where a client is shown; -1 where they are not."""
        number = self._roster.places.get(client_id, -1)
        if number < 0 or isinstance(self._shown, range):
            return number
        row = bisect_left(self._shown, number)
        return row if row < len(self._shown) and self._shown[row] == number else -1

    def all_shown(self, *, on: bool) -> tuple[list[int], frozenset[int]]:
        """Those that can be ticked among the shown, and who is ticked once they are, or are not: for a lane."""
        seats = self.seats
        ids = [seats[number].client_id for number in self._shown if not seats[number].reason]
        return ids, self.chosen_with(ids, on=on)

    def chosen_with(self, client_ids: Iterable[int], *, on: bool) -> frozenset[int]:
        """Who is ticked once these are, or are not."""
        return self.chosen.union(client_ids) if on else self.chosen.difference(client_ids)

    def set_chosen(self, chosen: frozenset[int]) -> None:
        """These are ticked, and nobody else."""
        self.chosen = chosen
        if len(self._shown):
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = 0) -> Any:
        """Words for screen readers; the painter asks for `seat`."""
        seat = self.seat(index.row())
        if role in (Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value):
            tick = "" if seat.reason else tr("ticked") if seat.client_id in self.chosen else tr("not ticked")
            return ", ".join(filter(None, (seat.name, why(seat) or seat.place, tick)))
        if role == Qt.ItemDataRole.ToolTipRole.value:
            told = [tr(each.message, **each.parameters) for each in seat.warnings]
            return plain_tip("\n".join(filter(None, (seat.name, why(seat) or seat.place, *told))))
        return None


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(160), theme.px(_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RecipientModel)
        seat, row = model.seat(index.row()), QRect(option.rect)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(row, color("sel" if on else "hover" if over else "surface"))
        painter.setPen(color("line"))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        side, edge = check_side(), theme.px(_EDGE)
        box = QRect(row.x() + edge, row.y(), side, row.height())
        draw_check(painter, box, "on" if seat.client_id in model.chosen else "off", enabled=not seat.reason)
        left = edge + side + theme.px(_GAP)
        words = row.adjusted(left, theme.px(3), -theme.px(8), -theme.px(3))
        upper = QRect(words.x(), words.y(), words.width(), words.height() // 2)
        draw_text(painter, upper, seat.name, weight=600 if on else None)
        second = why(seat) or (tr(seat.warnings[0].message, **seat.warnings[0].parameters) if seat.warnings else "")
        lower = upper.translated(0, words.height() // 2)
        draw_text(painter, lower, second or seat.place, style="small", token="amber" if second else "text2")


class RecipientView(QTableView):
    """Space and a click on the box tick; `ticked(client_ids, on)`. `opened(client_id)`: Enter or a double click."""

    ticked = Signal(object, bool)
    opened = Signal(int)
    current_changed = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: RecipientModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.read_only = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setItemDelegate(_Rows(self))
        self.setModel(model)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Recipients"))
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(_HIGH))

    def current(self) -> Seat | None:
        """The recipient in front."""
        row = self.currentIndex().row()
        return self.rows.seat(row) if 0 <= row < self.rows.rowCount() else None

    def choose(self, client_id: int) -> None:
        """Bring a recipient to the front."""
        row = self.rows.row_of(client_id)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.current_changed.emit(self.rows.seat(current.row()).client_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        box = theme.px(_EDGE) + check_side() + theme.px(_GAP) // 2
        if index.isValid() and event.position().x() < box and event.button() == Qt.MouseButton.LeftButton:
            self._tick(index.row())
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setCurrentIndex(index)
            self.opened.emit(self.rows.seat(index.row()).client_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and row >= 0:
            self._tick(row)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.opened.emit(self.rows.seat(row).client_id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.current() is not None:
            self.menu_wanted.emit(event.globalPos())

    def _tick(self, row: int) -> None:
        seat = self.rows.seat(row)
        if not seat.reason and not self.read_only:
            self.ticked.emit([seat.client_id], seat.client_id not in self.rows.chosen)
