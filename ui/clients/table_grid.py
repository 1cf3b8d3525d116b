"""A small table of widgets inside a section: a few rows with buttons and radios in them, drawn as the lists are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLayout, QLayoutItem, QSizePolicy, QWidget, QWidgetItem

from ui.theme import color, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.menus import Menu
from ui.widgets.painting import draw_box

EDGE, GAP = 16, 16


class Column(NamedTuple):
    """A title, the part of the free width it takes, and whether its cells are centred."""

    title: str
    stretch: int = 0
    centred: bool = False


class RowCell(QWidget):
    """The first cell of a row: a double click opens what the row is about, the menu key shows its menu."""

    def __init__(self, opened: Callable[[], object], menu: Callable[[], Menu]) -> None:
        super().__init__()
        self.opened, self.menu = opened, menu

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().exec(event.globalPos())


class _TableLayout(QLayout):
    """Cells in columns: those without a stretch are as wide as their widest cell, the others share the rest."""

    def __init__(self, parent: QWidget, columns: Sequence[Column]) -> None:
        super().__init__(parent)
        self._columns = columns
        self._hidden: set[int] = set()
        self._rows: list[list[QLayoutItem | None]] = []
        self._measured: dict[int, tuple[list[int], list[int], list[list[int]]]] = {}
        self._wishes: dict[int, int] = {}
        self._placed = QRect()
        self.bottoms: list[int] = []
        self.setContentsMargins(EDGE, 0, EDGE, 0)

    def add_row(self, cells: Sequence[QWidget | None]) -> None:
        row: list[QLayoutItem | None] = []
        for cell in cells:
            if cell is None:
                row.append(None)
                continue
            self.addChildWidget(cell)
            row.append(QWidgetItem(cell))
        self._rows.append(row)
        self.invalidate()

    def clear_rows(self) -> None:
        """All but the titles."""
        for row in self._rows[1:]:
            for item in row:
                if item is not None:
                    item.widget().hide()
                    item.widget().deleteLater()
        del self._rows[1:]
        self.invalidate()

    def hide_column(self, column: int, hidden: bool) -> None:
        changed = (column in self._hidden) != hidden
        (self._hidden.add if hidden else self._hidden.discard)(column)
        for row in self._rows:
            item = row[column]
            if item is not None:
                item.widget().setVisible(not hidden)
        if changed:
            self.invalidate()

    def cell(self, row: int, column: int) -> QWidget | None:
        item = self._rows[row][column]
        return item.widget() if item is not None else None

    def row_count(self) -> int:
        return len(self._rows)

    def addItem(self, item: QLayoutItem) -> None:
        raise NotImplementedError("rows are added whole")

    def count(self) -> int:
        return sum(1 for row in self._rows for item in row if item is not None)

    def itemAt(self, index: int) -> QLayoutItem | None:
        found = [item for row in self._rows for item in row if item is not None]
        return found[index] if 0 <= index < len(found) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        taken = self.itemAt(index)
        self._rows = [[None if item is taken else item for item in row] for row in self._rows]
        return taken

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._measured.clear()
        self._wishes.clear()
        self._placed = QRect()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        return sum(self._measure(width)[1])

    def setGeometry(self, rect: QRect) -> None:
        if rect == self._placed:
            return
        super().setGeometry(rect)
        self._placed = QRect(rect)
        widths, heights, talls = self._measure(rect.width())
        y, self.bottoms = rect.y(), []
        for row, height, tall in zip(self._rows, heights, talls, strict=True):
            self._place_row(row, widths, tall, QRect(rect.x(), y, rect.width(), height))
            y += height
            self.bottoms.append(y - 1)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), self.heightForWidth(theme.px(480)))

    def minimumSize(self) -> QSize:
        fixed = (self._wanted(number) for number, column in enumerate(self._columns) if not column.stretch)
        return QSize(sum(fixed) + theme.px(160), 0)

    def _wanted(self, column: int) -> int:
        if column not in self._wishes:
            cells = (row[column] for row in self._rows)
            self._wishes[column] = max((item.sizeHint().width() for item in cells if item is not None), default=0)
        return self._wishes[column]

    def _widths(self, width: int) -> list[int]:
        shown = [number for number in range(len(self._columns)) if number not in self._hidden]
        widths = [0] * len(self._columns)
        for number in shown:
            if not self._columns[number].stretch:
                widths[number] = self._wanted(number)
        free = width - 2 * EDGE - GAP * (len(shown) - 1) - sum(widths)
        total = sum(self._columns[number].stretch for number in shown) or 1
        for number in shown:
            if self._columns[number].stretch:
                widths[number] = max(free * self._columns[number].stretch // total, 0)
        return widths

    def _measure(self, width: int) -> tuple[list[int], list[int], list[list[int]]]:
        """Widths of the columns, heights of the rows, and of each cell; kept until something changes."""
        if width not in self._measured:
            widths = self._widths(width)
            talls = [[_tall(item, wide) for item, wide in zip(row, widths, strict=True)] for row in self._rows]
            least = [theme.height("row" if number else "thead") for number in range(len(self._rows))]
            heights = [max(low, *tall) for low, tall in zip(least, talls, strict=True)]
            self._measured[width] = (widths, heights, talls)
        return self._measured[width]

    def _place_row(self, row: list[QLayoutItem | None], widths: list[int], talls: list[int], room: QRect) -> None:
        x = room.x() + EDGE
        for number, (item, width, tall) in enumerate(zip(row, widths, talls, strict=True)):
            if number in self._hidden:
                continue
            if item is not None:
                fits = item.widget().sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
                wide = min(item.widget().sizeHint().width(), width) if fits else width
                aside = (width - wide) // 2 if self._columns[number].centred else 0
                item.widget().setGeometry(x + aside, room.y() + (room.height() - tall) // 2, wide, tall)
            x += width + GAP


def _tall(item: QLayoutItem | None, width: int) -> int:
    if item is None or not width:
        return 0
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class TableGrid(QFrame):
    """Rows of widgets under titles, all made again when what they show changes: these tables are short."""

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        super().__init__()
        self._made_of: tuple[Any, ...] | None = None
        self.setAccessibleName(name)
        self._cells = _TableLayout(self, columns)
        titles = []
        for column in columns:
            title = ElidedLabel(column.title, "label", "text2")
            title.setAlignment(Qt.AlignmentFlag.AlignHCenter if column.centred else Qt.AlignmentFlag.AlignLeft)
            titles.append(title)
        self._cells.add_row(titles)

    def begin(self, *made_of: Any) -> bool:
        """Take all rows away to make them again; False where they are made of equal things already."""
        if made_of == self._made_of:
            return False
        self._made_of = made_of
        self._cells.clear_rows()
        return True

    def add_row(self, cells: Sequence[QWidget | None]) -> None:
        """One more row; None leaves a cell empty."""
        self._cells.add_row(cells)

    def rows(self) -> int:
        """How many rows there are."""
        return self._cells.row_count() - 1

    def cell(self, row: int, column: int) -> QWidget | None:
        """The widget in a cell; rows count from 0."""
        return self._cells.cell(row + 1, column)

    def show_column(self, column: int, shown: bool) -> None:
        """Leave a column out where room is short."""
        self._cells.hide_column(column, not shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.radius("card")
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.save()
        painter.setClipPath(path)
        bottoms = self._cells.bottoms
        painter.fillRect(QRect(0, 0, self.width(), bottoms[0] + 1 if bottoms else 0), color("alt"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(color("line"), 1))
        for bottom in bottoms[:-1]:
            painter.drawLine(0, bottom, self.width(), bottom)
        painter.restore()
        draw_box(painter, self.rect(), line="line", radius=radius)
