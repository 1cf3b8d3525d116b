"""The sheet of labels in small: a click says which label is free first, more clicks which others are used.

`edited` when the person changed what is used. Arrows go from label to label, Enter begins there, Space takes one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.mailings.label_run import before
from app.mailings.sheets import Box, Sheet
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.accessible import announce
from ui.widgets.focus import KeyboardRing
from ui.widgets.painting import draw_box, draw_text

WIDE, HIGH = 96, 150
_CENTRE = Qt.AlignmentFlag.AlignCenter
_GAP = 3


class SheetGrid(KeyboardRing, QWidget):
    """`set_sheet(sheet, used)`, `used()`; `by_column` is the order in which labels are printed."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("First free label on the sheet"))
        self.setMouseTracking(True)
        self._sheet: Sheet | None = None
        self._used: frozenset[int] = frozenset()
        self._by_column = False
        self._at, self._over = 0, -1

    def set_sheet(self, sheet: Sheet, used: frozenset[int] = frozenset()) -> None:
        """Another sheet, with what is used of it."""
        self._sheet, self._used = sheet, frozenset(place for place in used if place < sheet.count)
        self._at = self.first()
        self.updateGeometry()
        self._tell()

    def set_by_column(self, *, by_column: bool) -> None:
        """Whether labels are printed column by column."""
        self._by_column = by_column
        self._tell()

    def used(self) -> frozenset[int]:
        """The places of the sheet that are taken."""
        return self._used

    def free(self) -> int:
        """How many labels are left on the sheet."""
        return self._sheet.count - len(self._used) if self._sheet else 1

    def set_used(self, used: frozenset[int]) -> None:
        """Take these, as if the person had; a sheet of which all is used is a new one."""
        if self._sheet is None or used == self._used:
            return
        self._used = used if len(used) < self._sheet.count else frozenset()
        self._tell()
        self.edited.emit()

    def first(self) -> int:
        """The first free label."""
        return next((place for place in self._order() if place not in self._used), 0)

    def begin_at(self, place: int) -> None:
        """All labels before this one are used, and none after it."""
        if self._sheet is not None:
            self.set_used(before(self._sheet, place, by_column=self._by_column))

    def toggle(self, place: int) -> None:
        """This one is used, or not any more."""
        self.set_used(self._used ^ {place})

    def _order(self) -> tuple[int, ...]:
        if self._sheet is None:
            return ()
        return self._sheet.by_column if self._by_column else tuple(range(self._sheet.count))

    def _tell(self) -> None:
        self.setAccessibleDescription(self._words(self._at))
        self.update()

    def _words(self, place: int) -> str:
        number = place + 1
        if place in self._used:
            return tr("Label {number}, used", number=number)
        if place == self.first():
            return tr("Label {number}, the first free one", number=number)
        return tr("Label {number}, free", number=number)

    # ---- places ----

    def sizeHint(self) -> QSize:
        if self._sheet is None:
            return QSize(theme.px(WIDE), theme.px(HIGH))
        bounds = self._bounds()
        scale = min(theme.px(WIDE) / max(bounds.width, 1), theme.px(HIGH) / max(bounds.height, 1))
        return QSize(max(round(bounds.width * scale), theme.px(24)), max(round(bounds.height * scale), theme.px(24)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _bounds(self) -> Box:
        boxes = self._sheet.labels if self._sheet else ()
        left, top = min(box.left for box in boxes), min(box.top for box in boxes)
        return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)

    def cell(self, place: int) -> QRect:
        """Where a label is drawn."""
        if self._sheet is None:
            return QRect()
        bounds, box = self._bounds(), self._sheet.labels[place]
        across, down = self.width() / bounds.width, self.height() / bounds.height
        left, top = round((box.left - bounds.left) * across), round((box.top - bounds.top) * down)
        right, bottom = round((box.right - bounds.left) * across), round((box.bottom - bounds.top) * down)
        gap = _GAP if min(right - left, bottom - top) > 4 * _GAP else 1
        return QRect(left, top, max(right - left - gap, 2), max(bottom - top - gap, 2))

    def _under(self, event: QMouseEvent) -> int:
        if self._sheet is None:
            return -1
        spot = event.position().toPoint()
        cells = (place for place in range(self._sheet.count) if self.cell(place).adjusted(0, 0, 2, 2).contains(spot))
        return next(cells, -1)

    # ---- hands ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._under(event)
        if place < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        self._at = place
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            self.toggle(place)
        else:
            self.begin_at(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._under(event)
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._over >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif event.key() in steps:
            self._go(*steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space:
            self.toggle(self._at)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin_at(self._at)
        else:
            super().keyPressEvent(event)

    def _go(self, across: int, down: int) -> None:
        """To the nearest label in that direction."""
        if self._sheet is None:
            return
        here = self.cell(self._at).center()

        def ahead(place: int) -> int:
            there = self.cell(place).center() - here
            return there.x() * across + there.y() * down

        def aside(place: int) -> int:
            there = self.cell(place).center() - here
            return abs(there.x() * down) + abs(there.y() * across)

        onward = [place for place in range(self._sheet.count) if ahead(place) > 0]
        if onward:
            self._at = min(onward, key=lambda place: (aside(place), ahead(place)))
            self._tell()
            announce(self, self._words(self._at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # ---- drawing ----

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sheet is None:
            return
        painter, first = QPainter(self), self.first()
        for place in range(self._sheet.count):
            self._paint_cell(painter, place, self.cell(place), is_first=place == first)

    def _paint_cell(self, painter: QPainter, place: int, cell: QRect, *, is_first: bool) -> None:
        radius = min(3.0, min(cell.width(), cell.height()) / 3)
        if self._sheet is not None and self._sheet.shape != "rect":
            radius = min(cell.width(), cell.height()) / 2
        if place in self._used:
            draw_box(painter, cell, fill="alt", line="line2", radius=radius)
            self._hatch(painter, cell)
        elif is_first:
            draw_box(painter, cell, fill="accent", radius=radius)
            if cell.width() > theme.px(12) and cell.height() > theme.px(12):
                draw_text(painter, cell, "1", style="small", weight=600, token="onAccent", align=_CENTRE)
        else:
            draw_box(painter, cell, fill="sel", line="accent" if place == self._over else "selLine", radius=radius)
        if self.hasFocus() and place == self._at:
            draw_box(painter, cell, line="accent", radius=radius, width=2)

    @staticmethod
    def _hatch(painter: QPainter, cell: QRect) -> None:
        painter.save()
        painter.setClipRect(cell.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(color("line2"), 1))
        for at in range(cell.left() - cell.height(), cell.right(), 5):
            painter.drawLine(at, cell.bottom(), at + cell.height(), cell.top())
        painter.restore()
