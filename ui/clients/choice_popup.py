"""The list that drops from a filter chip: several entries can be ticked, the beginning of a word narrows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.values.folding import fold
from ui.text import tr
from ui.theme import theme
from ui.widgets.painting import check_side, draw_box, draw_check, draw_text
from ui.widgets.search_box import SearchBox

_MOST_ROWS = 14
_SEARCH_FROM = 9
_PAD, _GAP = 8, 10
_TICKED = (Qt.CheckState.Unchecked, Qt.CheckState.Checked)


class _Rows(QStyledItemDelegate):
    """A check box and words, as high as the rows of a menu; a click anywhere on it ticks, as Space does."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        words = theme.metrics("body").horizontalAdvance(index.data())
        return QSize(2 * _PAD + check_side() + theme.px(_GAP) + words + 2, row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: QRect = option.rect
        chosen = bool(option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        if chosen:
            draw_box(painter, row, fill="sel", radius=4)
        side = check_side()
        box = QRect(row.x() + _PAD, row.y(), side, row.height())
        draw_check(painter, box, "on" if is_ticked(index) else "off")
        words = row.adjusted(_PAD + side + theme.px(_GAP), 0, -_PAD, 0)
        draw_text(painter, words, index.data(), token="accent2" if chosen else "text")

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if isinstance(event, QMouseEvent):
            wanted = event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton
        else:
            wanted = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        return wanted and model.setData(index, _TICKED[not is_ticked(index)], Qt.ItemDataRole.CheckStateRole)


def is_ticked(index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether a row is ticked."""
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked


def row_height() -> int:
    """As the style sheet has the rows of menus."""
    return theme.line() + 2 * theme.px(7)


class ChoicePopup(QFrame):
    """`entries` are (value, text); `chosen` is called with the values after every tick."""

    def __init__(
        self,
        parent: QWidget,
        entries: Sequence[tuple[Any, str]],
        ticked: Sequence[Any],
        chosen: Callable[[list[Any]], None],
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chosen = chosen
        self._find = SearchBox(tr("Find…"))
        self._list = QListWidget()
        self._list.setItemDelegate(_Rows(self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._list.setAccessibleName(tr("Choices"))
        for value, text in entries:
            item = QListWidgetItem(text, self._list)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_TICKED[value in ticked])
        self._list.itemChanged.connect(lambda _: self._chosen(self._values()))
        self._find.textChanged.connect(self._narrow)
        self._find.setVisible(len(entries) >= _SEARCH_FROM)
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 7, 7, 7)
        column.addWidget(self._find)
        column.addWidget(self._list)
        self._list.setMinimumWidth(max(theme.px(220), self._list.sizeHintForColumn(0) + theme.px(16)))
        self._fit()

    def open_under(self, widget: QWidget) -> None:
        """Show below `widget`; the keyboard is in the list at once."""
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        (self._find if self._find.isVisible() else self._list).setFocus()
        self._list.setCurrentRow(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), fill="surface", line="line2", radius=0)

    def _fit(self) -> None:
        """As high as the rows that are left, up to a screenful of them."""
        items = (self._list.item(place) for place in range(self._list.count()))
        shown = sum(not item.isHidden() for item in items)
        self._list.setFixedHeight(min(_MOST_ROWS, max(1, shown)) * row_height())
        self.adjustSize()

    def _values(self) -> list[Any]:
        items = (self._list.item(place) for place in range(self._list.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _narrow(self, text: str) -> None:
        wanted = fold(text)
        for place in range(self._list.count()):
            item = self._list.item(place)
            item.setHidden(wanted not in fold(item.text()))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)
