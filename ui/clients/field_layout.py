"""A grid of fields in twelfths of the width, as the screens draw them: a field takes 3, 4, 6 or 12 of them.

Where the width is short each field takes a larger part, so that nothing has a fixed width and nothing is cut.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import theme

PARTS = 12
ACROSS, DOWN = 16, 14
_NARROW, _NARROWEST = 640, 400


class FieldLayout(QLayout):
    """Items in rows of twelve parts; `add(widget, span)` gives each its parts. Hidden ones leave no gap."""

    def __init__(self, parent: QWidget | None = None, *, across: int = ACROSS, down: int = DOWN) -> None:
        super().__init__(parent)
        self._items: list[tuple[QLayoutItem, int]] = []
        self._next = PARTS
        self._across, self._down = across, down
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, span: int) -> None:
        """One more field, `span` twelfths wide; 0 starts a new row and takes it all."""
        self._next = span
        self.addWidget(widget)

    def clear(self) -> None:
        """Take every item out and delete its widget."""
        while self._items:
            widget = self.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append((item, self._next))

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index][0] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index)[0] if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        width = theme.px(_NARROW)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item, _ in self._items if not item.isEmpty()), default=0)
        return QSize(widest, 0)

    @staticmethod
    def _span(span: int, width: int) -> int:
        """Short widths: thirds and quarters become halves, halves the whole."""
        if width < theme.px(_NARROWEST):
            return PARTS
        if width < theme.px(_NARROW):
            return PARTS if span >= PARTS / 2 else PARTS // 2
        return span or PARTS

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        rows: list[list[tuple[QLayoutItem, int]]] = []
        used = PARTS
        for item, wanted in self._items:
            if item.isEmpty():
                continue
            span = self._span(wanted, width)
            if used + span > PARTS:
                rows.append([])
                used = 0
            rows[-1].append((item, span))
            used += span
        return rows

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        left, top, right, bottom = self.getContentsMargins()
        room = rect.adjusted(left, top, -right, -bottom)
        part = (room.width() + self._across) / PARTS
        y = room.y()
        for row in self._rows(room.width()):
            height, start = 0, 0
            for item, span in row:
                x, end = round(start * part), round((start + span) * part) - self._across
                tall = item.heightForWidth(end - x) if item.hasHeightForWidth() else item.sizeHint().height()
                height = max(height, tall)
                if place:
                    # Past the item, which would not grow a field beyond its one-line height.
                    item.widget().setGeometry(QRect(room.x() + x, y, end - x, tall))
                start += span
            y += height + self._down
        return max(y - self._down, room.y()) - rect.y() + bottom
