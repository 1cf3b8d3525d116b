"""The cards of an import as a list: what each will do, and whether it comes in. Thousands of them scroll at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.exchange.importing import DUPLICATE, GROUP, KINDS, NEW, REFUSED, STATES, UPDATE, Item, NotUnderstood
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.accessible import plain_tip
from ui.widgets.painting import badge_size, draw_badge, draw_check, draw_focus, draw_text

ROW = Qt.ItemDataRole.UserRole
BADGES = {NEW: "green", UPDATE: "client", DUPLICATE: "amber", GROUP: "neutral", REFUSED: "red"}
CHOOSABLE = (NEW, UPDATE, DUPLICATE)
Index = QModelIndex | QPersistentModelIndex


class ImportRow(NamedTuple):
    """One line of the list: a card, or a piece of one that was not understood (then there is no `item`)."""

    name: str
    detail: str
    state: str
    why: str
    item: Item | None = None


def row_of(item: Item) -> ImportRow:
    """A card as the list shows it."""
    kind = tr(KINDS.get(item.kind, ""))
    detail = " · ".join(part for part in (item.organisation, kind) if part and part != item.name)
    known = " ".join(part for part in (item.reference, item.who) if part)
    why = " · ".join(part for part in (known, *(tr(reason) for reason in item.reasons)) if part)
    return ImportRow(item.name or tr("Without a name"), detail, item.state, why, item)


def piece_row(piece: NotUnderstood) -> ImportRow:
    """Something of a card that could not be used."""
    where = tr("card {card}, line {line}", card=piece.card, line=piece.line)
    return ImportRow(piece.text or tr("Without a name"), where, REFUSED, tr(piece.reason, **piece.parameters))


class ImportModel(QAbstractListModel):
    """The rows of one state, or all. `left_out` are the numbers of the cards that do not come in."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[ImportRow | Item] = ()
        self.left_out: set[int] = set()

    def show_rows(self, rows: Sequence[ImportRow | Item]) -> None:
        """Show these; cards are turned into rows as they come into sight."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def row(self, index: Index) -> ImportRow:
        """One row."""
        found = self._rows[index.row()]
        return row_of(found) if isinstance(found, Item) else found

    def can_choose(self, row: ImportRow) -> bool:
        """Whether the card may be left out."""
        return row.item is not None and row.state in CHOOSABLE

    def is_in(self, row: ImportRow) -> bool:
        """Whether the card comes in."""
        return row.item is not None and row.item.card not in self.left_out

    def turn(self, index: Index) -> None:
        """Leave a card out, or take it in again."""
        row = self.row(index)
        if row.item is not None and self.can_choose(row):
            self.left_out ^= {row.item.card}
            self.dataChanged.emit(index, index)
            self.changed.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == ROW:
            return self.row(index)
        row = self.row(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = tr(STATES[row.state])
            chosen = "" if not self.can_choose(row) else tr("comes in") if self.is_in(row) else tr("left out")
            return ", ".join(part for part in (row.name, row.detail, state, row.why, chosen) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(part for part in (row.name, row.detail, row.why) if part))
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: ImportList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(240), theme.height("row") + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, row = self._view.items, self._view.items.row(index)
        rect: QRect = option.rect
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, color("sel" if on else "hover" if over else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        if on and self._view.hasFocus():
            draw_focus(painter, rect.adjusted(0, 0, 0, -1), 0)
        tick = self._view.tick(rect)
        if model.can_choose(row):
            draw_check(painter, tick, "on" if model.is_in(row) else "off")
        faded = model.can_choose(row) and not model.is_in(row)
        room = rect.adjusted(tick.width() + theme.px(12), 0, -theme.px(24), 0)
        half = room.width() * 45 // 100
        self._paint_lines(painter, QRect(room.x(), room.y(), half - 12, room.height()), row, faded)
        words = tr(STATES[row.state])
        size = badge_size(words)
        left = room.x() + half
        top = room.y() + (room.height() - size.height()) // 2
        draw_badge(painter, QRect(left, top, size.width(), size.height()), words, BADGES[row.state])
        left += max(size.width(), theme.px(150)) + 12
        rest = QRect(left, room.y(), room.right() - left, room.height())
        draw_text(painter, rest, row.why, style="label", weight=400, token="text2")

    def _paint_lines(self, painter: QPainter, rect: QRect, row: ImportRow, faded: bool) -> None:
        high, low = theme.line("body"), theme.line("small")
        token = "text3" if faded else "text"
        if not row.detail:
            draw_text(painter, rect, row.name, weight=500, token=token)
            return
        top = rect.center().y() - (high + low) // 2
        draw_text(painter, QRect(rect.x(), top, rect.width(), high), row.name, weight=500, token=token)
        draw_text(painter, QRect(rect.x(), top + high, rect.width(), low), row.detail, style="small", token="text3")


class ImportList(QListView):
    """A click on the box, or Space, leaves a card out or takes it in again.

    `current_changed` carries the row, or None.
    """

    current_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.items = ImportModel(self)
        self.setModel(self.items)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Contacts of the file"))

    def begin(self) -> None:
        """Look at the first row."""
        self.scrollToTop()
        self.setCurrentIndex(self.items.index(0))
        if self.items.rowCount() == 0:
            self.current_changed.emit(None)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.current_changed.emit(self.items.row(current))

    def tick(self, rect: QRect) -> QRect:
        """Where the box of a row is."""
        return QRect(rect.x() + theme.px(12), rect.y(), theme.px(36), rect.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.tick(self.visualRect(index)).contains(event.position().toPoint()):
            self.items.turn(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.items.turn(self.currentIndex())
        else:
            super().keyPressEvent(event)
