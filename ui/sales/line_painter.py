"""Painting the lines of a paper: those in sight, cell by cell, errors at their cell."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ui.sales.line_model import BIN, EDITABLE, GRIP, NAME, PRICE, QUANTITY, RIGHT, TOTAL, plain
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.painting import draw_box, draw_icon, draw_text

if TYPE_CHECKING:
    from ui.sales.lines_table import LinesTable

GAP = 8
END_GAP = 16
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LinePainter:
    """One painting of the view."""

    def __init__(self, view: LinesTable, painter: QPainter) -> None:
        self.view, self.painter, self.model = view, painter, view.lines

    def paint(self, area: QRect) -> None:
        """What lies in `area` of the viewport."""
        view = self.view
        self.painter.fillRect(area, color("surface"))
        for row in view.rows_in(area):
            self._row(row)
        if view.hasFocus() and not view.editing():
            at = view.currentIndex()
            if at.isValid():
                draw_box(self.painter, view.cell(at.row(), at.column()).adjusted(0, 1, 0, -2), line="accent", width=2)

    def _row(self, row: int) -> None:
        view = self.view
        whole = QRect(0, view.rowViewportPosition(row), view.viewport().width(), view.rowHeight(row))
        line = self.model.line(row)
        if line is None:
            self.painter.fillRect(whole, color("sel"))
        elif row == view.hovered:
            self.painter.fillRect(whole, color("hover"))
        self.painter.fillRect(whole.adjusted(0, whole.height() - 1, 0, 0), color("line"))
        if line is None:
            self._new_row(row)
            return
        self._name(row, bold=line.kind == "text")
        if self.model.editor.is_open:
            draw_icon(self.painter, view.cell(row, GRIP).adjusted(END_GAP, 0, 0, 0), "grip-vertical", "text3", 16)
            token = "red" if view.hovered_bin == row else "text2"
            draw_icon(self.painter, view.bin_place(row), "trash", token, theme.px(18))
        if line.kind != "text":
            for column in range(QUANTITY, BIN):
                self._cell(row, column)

    def _new_row(self, row: int) -> None:
        view = self.view
        if not view.editing():
            room = view.cell(row, NAME)
            side = theme.px(16)
            draw_icon(self.painter, QRect(room.x() + GAP, room.y(), side, room.height()), "search", "text3", side)
            words = room.adjusted(GAP + side + 8, 0, -GAP, 0)
            draw_text(self.painter, words, tr("Product, or any text"), token="text3")
        draw_text(self.painter, self._room(row, QUANTITY), plain(Decimal(1)), align=_RIGHT, token="text3", tabular=True)

    def _room(self, row: int, column: int) -> QRect:
        return self.view.cell(row, column).adjusted(GAP, 0, -GAP, -1)

    def _name(self, row: int, *, bold: bool) -> None:
        room = self._room(row, NAME)
        if bold:
            room.setRight(self.view.cell(row, BIN).left() - GAP)
        self._mark_wrong(row, NAME)
        under, token = self.model.under(row)
        weight = 600 if bold else None
        if not under:
            draw_text(self.painter, room, self.model.text(row, NAME), weight=weight)
            return
        top, low = self._halves(room)
        draw_text(self.painter, top, self.model.text(row, NAME), weight=weight)
        draw_text(self.painter, low, under, style="small", weight=600 if token == "red" else None, token=token)

    def _halves(self, room: QRect) -> tuple[QRect, QRect]:
        high, low = theme.line("body"), theme.line("small")
        start = room.y() + (room.height() - high - low) // 2
        return QRect(room.x(), start, room.width(), high), QRect(room.x(), start + high, room.width(), low)

    def _cell(self, row: int, column: int) -> None:
        room = self._room(row, column)
        if column in EDITABLE:
            self._mark_wrong(row, column)
        right = column in RIGHT
        text, weight = self.model.text(row, column), 600 if column == TOTAL else None
        source = self.model.price_from(row) if column == PRICE else ""
        align = _RIGHT if right else _LEFT
        if source:
            room, low = self._halves(room)
            draw_text(self.painter, low, source, style="small", token="accent", align=_RIGHT)
        draw_text(self.painter, room, text, weight=weight, align=align, tabular=right)

    def _mark_wrong(self, row: int, column: int) -> None:
        problem = self.model.editor.faults.at(self.model.path(row, column))
        if problem is not None:
            token = "red" if problem.blocks else "amber"
            draw_box(self.painter, self.view.cell(row, column).adjusted(1, 2, -1, -3), line=token, width=2)
