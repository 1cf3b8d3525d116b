"""The list from which a merge field is put into a text: in groups, narrowed by typing, chosen by Enter or a click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.values.folding import fold
from ui.text import tr
from ui.theme import color, font, theme
from ui.widgets.painting import draw_box
from ui.widgets.search_box import SearchBox

_HIGH, _WIDE = 420, 320
_KEY = Qt.ItemDataRole.UserRole.value
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FieldGroup(NamedTuple):
    """A heading, and under it pairs of a key and what the field is called."""

    title: str
    fields: Sequence[tuple[str, str]]


class FieldList(QFrame):
    """`chosen(key)`; it closes itself."""

    chosen = Signal(str)

    def __init__(self, groups: Sequence[FieldGroup], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._groups = groups
        self.search_box = SearchBox(tr("Find a field…"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Fields"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("popup", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.search_box)
        column.addWidget(self.list)
        self.resize(theme.px(_WIDE), theme.px(_HIGH))
        self.search_box.textChanged.connect(self._narrow)
        self.search_box.submitted.connect(lambda: self._choose(self.list.currentItem()))
        self.search_box.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self._narrow("")

    def open_under(self, widget: QWidget) -> None:
        """Show it below `widget`, its right edge at that of `widget`, inside the screen."""
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 2))
        room = widget.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.move(corner)
        self.show()
        self.search_box.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[str]:
        """The keys that are listed now."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(_KEY) for item in items if item.data(_KEY)]

    def _narrow(self, text: str) -> None:
        words = fold(text).split()
        self.list.clear()
        for group in self._groups:
            heading = fold(group.title)
            found = [pair for pair in group.fields if all(word in f"{fold(pair[1])} {heading}" for word in words)]
            if found:
                self._add_heading(group.title)
            for key, label in found:
                item = QListWidgetItem(label, self.list)
                item.setData(_KEY, key)
        first = next((row for row in range(self.list.count()) if self.list.item(row).data(_KEY)), -1)
        self.list.setCurrentRow(first)

    def _add_heading(self, title: str) -> None:
        item = QListWidgetItem(title, self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(font("label", 600))
        item.setForeground(color("text3"))

    def _choose(self, item: QListWidgetItem | None) -> None:
        key = item.data(_KEY) if item is not None else ""
        if key:
            self.close()
            self.chosen.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search walk through the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _STEPS:
                self._step(event)
                return True
            if event.key() == Qt.Key.Key_Escape and not self.search_box.text():
                self.close()
                return True
        return False

    def _step(self, event: QKeyEvent) -> None:
        """To the next field, over the headings."""
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_KEY)]
        if not rows:
            return
        place = rows.index(self.list.currentRow()) if self.list.currentRow() in rows else 0
        steps: dict[Any, int] = dict(zip(_STEPS, (-1, 1, -8, 8), strict=True))
        self.list.setCurrentRow(rows[min(max(place + steps[event.key()], 0), len(rows) - 1)])

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), fill="surface", line="line2", radius=theme.radius("button"))
