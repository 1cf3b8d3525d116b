"""The list of sections at the left of a record's tab, with counts, error signs and "Find a field"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import N_
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.labels import Panel
from ui.widgets.painting import draw_box, draw_focus, draw_icon, draw_text
from ui.widgets.search_box import SearchBox

KEY, COUNT, ERROR = (Qt.ItemDataRole.UserRole + step for step in (1, 2, 3))
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(120), theme.height("small") + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        rect = option.rect.adjusted(0, 1, 0, -1)
        if on or state & QStyle.StateFlag.State_MouseOver:
            draw_box(painter, rect, fill="sel" if on else "hover", radius=theme.radius("button"))
        if state & QStyle.StateFlag.State_HasFocus and option.widget.property("byKeyboard"):
            draw_focus(painter, rect)
        room = rect.adjusted(theme.px(10), 0, -theme.px(10), 0)
        if index.data(ERROR):
            side = theme.px(16)
            draw_icon(painter, room.adjusted(room.width() - side, 0, 0, 0), "alert-circle", "red", side)
            room.adjust(0, 0, -side - 8, 0)
        elif index.data(COUNT):
            number = translator().number(index.data(COUNT))
            draw_text(painter, room, number, style="label", token="text3", align=_RIGHT)
            room.adjust(0, 0, -theme.metrics("label").horizontalAdvance(number) - 8, 0)
        draw_text(painter, room, index.data(), weight=500, token="accent2" if on else "text2")


class _List(QListWidget):
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setProperty("byKeyboard", event.reason() != Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)


class SectionIndex(Panel):
    """`chosen(key)`: go to that section. `finding(text)`: a field is looked for; `found()`: Enter in that field."""

    chosen = Signal(str)
    finding = Signal(str)
    found = Signal()

    def __init__(self, sections: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        """`sections` are `(key, title)`."""
        super().__init__("alt", "right", parent)
        self.find_field = SearchBox(tr(N_("Find a field…")))
        self.find_field.textChanged.connect(self.finding)
        self.find_field.submitted.connect(self.found)
        self._list = _List()
        self._list.setAccessibleName(tr(N_("Sections")))
        self._list.setItemDelegate(_Rows(self._list))
        self._list.setMouseTracking(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setStyleSheet("background: transparent;")
        self._list.currentItemChanged.connect(self._on_current)
        self._list.itemClicked.connect(lambda item: self.chosen.emit(item.data(KEY)))
        self.find_field.stepped_down.connect(self._list.setFocus)
        self._quiet = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.find_field)
        column.addWidget(self._list, 1)
        self.set_sections(sections)

    def set_sections(self, sections: Sequence[tuple[str, str]]) -> None:
        """Other sections; the first is the current one."""
        self._quiet = True
        self._list.clear()
        for key, title in sections:
            item = QListWidgetItem(title)
            item.setData(KEY, key)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._quiet = False

    def _item(self, key: str) -> QListWidgetItem:
        items = (self._list.item(row) for row in range(self._list.count()))
        return next(item for item in items if item.data(KEY) == key)

    def current(self) -> str:
        """The key of the current section."""
        item = self._list.currentItem()
        return item.data(KEY) if item else ""

    def set_current(self, key: str) -> None:
        """Follow the scrolling, without `chosen`."""
        self._quiet = True
        self._list.setCurrentItem(self._item(key))
        self._quiet = False

    def set_count(self, key: str, count: int | None) -> None:
        """A number at the right; none for 0."""
        self._item(key).setData(COUNT, count)
        self._name(key)

    def set_error(self, key: str, error: bool) -> None:
        """The red sign in place of the number."""
        self._item(key).setData(ERROR, error)
        self._name(key)

    def _name(self, key: str) -> None:
        item = self._item(key)
        name = item.text()
        if item.data(ERROR):
            name = tr(N_("{title}, to correct"), title=name)
        elif item.data(COUNT):
            name = f"{name}, {translator().number(item.data(COUNT))}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, name)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._quiet and self._list.hasFocus():
            self.chosen.emit(item.data(KEY))

    def sizeHint(self) -> QSize:
        return QSize(theme.width("sectionIndex"), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.width("sectionIndex"), theme.px(160))
