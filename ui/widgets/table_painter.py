"""Painting the rows of a table that are in sight: grounds and shapes row by row, then all texts of one look together.

One call for the whole table, where Qt's way is one for each cell; what was laid out once is kept by the painting kit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QStaticText

from ui.theme import color, font, theme
from ui.widgets.painting import badge_size, check_picture, check_side, draw_badge, laid_out, ratio_of

if TYPE_CHECKING:
    from ui.widgets.table_model import Column
    from ui.widgets.table_view import TableView

GAP = 12
END_GAP = 12
Look = tuple[str, int | None, str, bool]  # style, weight, colour, figures of one width
Room = tuple[int, int, int]  # left, top of the row, width


class TablePainter:
    """One painting of a table; its view says which rows are ticked, current or under the mouse."""

    def __init__(self, view: TableView, painter: QPainter) -> None:
        self._view, self._painter = view, painter
        self._ratio = ratio_of(painter)
        self._texts: dict[Look, list[tuple[int, int, QStaticText]]] = {}
        self._tall = view.row_height()
        self._left, self._width = view.row_place()
        self._columns = view.shown_columns()
        high, low = theme.line("body"), theme.line("small")
        start = (self._tall - 1) // 2 - (high + low) // 2
        self._whole = (0, self._tall)
        self._first_line = self._whole if view.compact else (start, high)
        self._second_line = (start + high, low)

    def paint(self, area: QRect) -> None:
        """Paint what of the table lies in `area` of the viewport."""
        view, painter = self._view, self._painter
        painter.fillRect(area, color("surface"))
        for number in view.rows_in(area):
            self._paint_row(number, view.rowViewportPosition(number))
        for (style, weight, token, tabular), texts in self._texts.items():
            painter.setFont(font(style, weight, tabular=tabular))
            painter.setPen(color(token))
            for x, y, words in texts:
                painter.drawStaticText(x, y, words)
        if view.hasFocus() and not view.mouse_was_used and view.current_row() in view.rows_in(area):
            top = view.rowViewportPosition(view.current_row())
            for y in (top, top + self._tall - 2):
                painter.fillRect(self._left, y, self._width, 2, color("accent"))

    def _paint_row(self, number: int, top: int) -> None:
        view, painter = self._view, self._painter
        ticked, hovered = view.is_ticked(number), number == view.hovered
        if ticked or hovered or number == view.current_row():
            ground = "hover" if hovered and not ticked and number != view.current_row() else "sel"
            painter.fillRect(self._left, top, self._width, self._tall, color(ground))
        painter.fillRect(self._left, top + self._tall - 1, self._width, 1, color("line"))
        if view.tickable:
            side, (left, width) = check_side(), view.tick_place()
            box = check_picture("on" if ticked else "off", True, self._ratio)
            painter.drawPixmap(left + (width - side) // 2, top + (self._tall - side) // 2, box)
        row = view.table.row(number)
        for column, left, width in self._columns:
            if row is None:
                bar = max(20, width // 2)
                painter.fillRect(left + GAP, top + (self._tall - 1) // 2 - 5, bar, 10, color("sunk"))
            else:
                self.paint_cell(row, column, (left + GAP // 2, top, width - GAP), hovered)

    def paint_cell(self, row: Any, column: Column, room: Room, hovered: bool) -> None:
        """The one or two lines of a cell."""
        second = "" if column.second is None or self._view.compact else column.second(row)
        line = self._first_line if second else self._whole
        text = column.first(row)
        if column.badge is not None:
            self._paint_badge(text, column.badge(row), room)
            return
        token = "accent" if column.link else "text" if column.tone is None else column.tone(row)
        weight = 500 if column.link else column.weight
        width = self._write(("body", weight, token, column.right), text, room, line, column.right)
        if column.link and hovered and column.key == self._view.hovered_link:
            left, top, wide = room
            x = left + wide - width if column.right else left
            self._painter.fillRect(x, top + sum(line) - (line[1] - theme.line("body")) // 2 - 2, width, 1, color(token))
        if second:
            faint = "text3" if column.second_tone is None else column.second_tone(row)
            self._write(("small", None, faint, False), second, room, self._second_line, column.right)

    def _paint_badge(self, text: str, kind: str, room: Room) -> None:
        left, top, width = room
        if text:
            size = badge_size(text)
            place = QRect(left, top + (self._tall - 1 - size.height()) // 2, min(size.width(), width), size.height())
            draw_badge(self._painter, place, text, kind)

    def _write(self, look: Look, text: str, place: Room, line: tuple[int, int], right: bool) -> int:
        """Put a text down for later, in the room at `place` (left, top of the row, width); returns what it takes."""
        left, top, room = place
        style, weight, _token, tabular = look
        words, width, cut = laid_out(text, room, style, weight, tabular)
        y = top + line[0] + (line[1] - theme.metrics(style, weight, tabular=tabular).height()) // 2
        self._texts.setdefault(look, []).append((left + room - width if right else left, y, words))
        return room if cut else width
