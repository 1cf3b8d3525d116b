"""A grid of fields in twelfths of the width, as the screens draw them: a field takes 3, 4, 6 or 12 of them.

Where the width is short each field takes a larger part, so that nothing has a fixed width and nothing is cut.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme import theme

PARTS = 12
ACROSS, DOWN = 16, 14
NARROW, IN_DIALOG = 640, 400


class FieldLayout(QLayout):
    """Items in rows of twelve parts; `add(widget, span)` gives each its parts. Hidden ones leave no gap.

    Below `narrow` points of width thirds become halves; dialogs, whose fields are short, put up with less.
    """

    def __init__(self, parent: QWidget | None = None, *, down: int = DOWN, narrow: int = NARROW) -> None:
        super().__init__(parent)
        self._items: list[tuple[QLayoutItem, int]] = []
        self._next = PARTS
        self._across, self._down, self._narrow = ACROSS, down, narrow
        self._measured: dict[int, tuple[int, list[tuple[QLayoutItem, QRect]]]] = {}
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

    def invalidate(self) -> None:
        self._measured.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        return self._measure(width)[0]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in self._measure(rect.width())[1]:
            # Past the item, which would not grow a field beyond its one-line height.
            item.widget().setGeometry(place.translated(rect.topLeft()))

    def sizeHint(self) -> QSize:
        width = theme.px(NARROW)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item, _ in self._items if not item.isEmpty()), default=0)
        return QSize(widest, 0)

    def _span(self, span: int, width: int) -> int:
        """Short widths: thirds and quarters become halves, halves the whole."""
        if width < theme.px(self._narrow * 0.6):
            return PARTS
        if width < theme.px(self._narrow):
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

    def _measure(self, width: int) -> tuple[int, list[tuple[QLayoutItem, QRect]]]:
        """The height at `width`, and the place of each item; kept until something changes."""
        if width not in self._measured:
            self._measured[width] = self._arranged(width)
        return self._measured[width]

    def _arranged(self, width: int) -> tuple[int, list[tuple[QLayoutItem, QRect]]]:
        margins = self.contentsMargins()
        left, top = margins.left(), margins.top()
        right, bottom = margins.right(), margins.bottom()
        room = width - left - right
        part = (room + self._across) / PARTS
        y, places = top, []
        for row in self._rows(room):
            height, start = 0, 0
            for item, span in row:
                x, end = round(start * part), round((start + span) * part) - self._across
                tall = item.heightForWidth(end - x) if item.hasHeightForWidth() else item.sizeHint().height()
                places.append((item, QRect(left + x, y, end - x, tall)))
                height = max(height, tall)
                start += span
            y += height + self._down
        return max(y - self._down, top) + bottom, places
