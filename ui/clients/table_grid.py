"""A small table of widgets inside a section: a few rows with buttons and radios in them, drawn as the lists are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.theme import color, theme
from ui.widgets.labels import ElidedLabel
from ui.widgets.painting import draw_box

EDGE = 16


class Column(NamedTuple):
    """A title, the part of the free width it takes, and whether its cells are centred."""

    title: str
    stretch: int = 0
    centred: bool = False


class TableGrid(QFrame):
    """Rows of widgets under titles. Everything is rebuilt when the record changes: these tables are short."""

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(EDGE, 0, EDGE, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._rows = 0
        for number, column in enumerate(columns):
            title = ElidedLabel(column.title, "label", "text2")
            title.setAlignment(Qt.AlignmentFlag.AlignHCenter if column.centred else Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(title, 0, number)
            self._grid.setColumnStretch(number, column.stretch)
        self._grid.setRowMinimumHeight(0, theme.height("thead"))

    def clear(self) -> None:
        """Take all rows away; the titles stay."""
        for number in reversed(range(self._grid.count())):
            row = self._grid.getItemPosition(number)[0]  # type: ignore[index]
            if row > 0:
                widget = self._grid.takeAt(number).widget()
                widget.hide()
                widget.deleteLater()
        for row in range(1, self._rows + 1):
            self._grid.setRowMinimumHeight(row, 0)
        self._rows = 0

    def add_row(self, cells: Sequence[QWidget | None]) -> None:
        """One more row; None leaves a cell empty."""
        self._rows += 1
        self._grid.setRowMinimumHeight(self._rows, theme.height("row"))
        for number, cell in enumerate(cells):
            if cell is None:
                continue
            centred = self.columns[number].centred
            side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag(0)
            self._grid.addWidget(cell, self._rows, number, Qt.AlignmentFlag.AlignVCenter | side)

    def rows(self) -> int:
        """How many rows there are."""
        return self._rows

    def cell(self, row: int, column: int) -> QWidget | None:
        """The widget in a cell; rows count from 0."""
        item = self._grid.itemAtPosition(row + 1, column)
        return item.widget() if item is not None else None

    def show_column(self, column: int, shown: bool) -> None:
        """Leave a column out where room is short."""
        self._grid.setColumnStretch(column, self.columns[column].stretch if shown else 0)
        for row in range(self._rows + 1):
            item = self._grid.itemAtPosition(row, column)
            if item is not None:
                item.widget().setVisible(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.radius("card")
        head = self._grid.cellRect(0, 0)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRect(0, 0, self.width(), head.bottom() + 1), color("alt"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(color("line"), 1))
        for row in range(self._rows):
            bottom = self._grid.cellRect(row, 0).bottom()
            painter.drawLine(0, bottom, self.width(), bottom)
        painter.restore()
        draw_box(painter, self.rect(), line="line", radius=radius)
