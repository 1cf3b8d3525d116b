"""Painting the rows of the list that are in sight: grounds and shapes row by row, then all texts of one look together.

One call for the whole list, where Qt's way is one for each cell; what was laid out once is kept by the painting kit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QStaticText

from app.clients.search import Row
from app.values.person import initials
from ui.clients.columns import Column
from ui.theme import color, font, pixmap, theme
from ui.widgets.painting import (
    avatar_picture,
    check_picture,
    check_side,
    laid_out,
    ratio_of,
    tag_indent,
    tag_picture,
    tag_size,
)

if TYPE_CHECKING:
    from ui.clients.list_view import ListView

AVATAR = 32
GAP = 12
END_GAP = 12
STAR = 16
Look = tuple[str, int | None, str]  # style, weight, colour
_NAME: Look = ("body", 500, "text")
_BODY: Look = ("body", None, "text")
_FAINT: Look = ("body", None, "text3")
_SECOND: Look = ("small", None, "text3")
_TAG: Look = ("small", 500, "text2")


class ListPainter:
    """One painting of the list; its view says which rows are ticked, current or under the mouse."""

    def __init__(self, view: ListView, painter: QPainter) -> None:
        self._view, self._painter = view, painter
        self._ratio = ratio_of(painter)
        self._texts: dict[Look, list[tuple[int, int, QStaticText]]] = {}
        self._tall = view.row_height()
        self._left, self._width = view.row_place()
        self._columns = view.shown_columns()
        self._face = face_side(view)
        high, low = theme.line("body"), theme.line("small")
        start = (self._tall - 1) // 2 - (high + low) // 2
        self._first_line = (0, self._tall) if view.compact else (start, high)
        self._second_line = (start + high, low)

    def paint(self, area: QRect) -> None:
        """Paint what of the list lies in `area` of the viewport."""
        view, painter = self._view, self._painter
        painter.fillRect(area, color("surface"))
        for number in view.rows_in(area):
            self._paint_row(number, view.rowViewportPosition(number))
        for (style, weight, token), texts in self._texts.items():
            painter.setFont(font(style, weight))
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
        side, (left, width) = check_side(), view.tick_place()
        box = check_picture("on" if ticked else "off", True, self._ratio)
        painter.drawPixmap(left + (width - side) // 2, top + (self._tall - side) // 2, box)
        row = view.list_model.row(number)
        for column, left, width in self._columns:
            if row is None:
                bar = max(20, width // 2)
                painter.fillRect(left + GAP, top + (self._tall - 1) // 2 - 5, bar, 10, color("sunk"))
            elif column.key == "name":
                self._paint_name(row, column, (left + GAP // 2, top, width - GAP), hovered)
            elif column.key == "tags":
                self._paint_tags(row, left + GAP // 2, top, width - GAP)
            else:
                self._paint_lines(row, column, (left + GAP // 2, top, width - GAP))

    def _write(self, look: Look, text: str, place: tuple[int, int, int], line: tuple[int, int], right: bool) -> int:
        """Put a text down for later, in the room at `place` (left, top of the row, width); returns what it takes."""
        left, top, room = place
        style, weight, _token = look
        words, width, cut = laid_out(text, room, style, weight)
        y = top + line[0] + (line[1] - theme.metrics(style, weight).height()) // 2
        self._texts.setdefault(look, []).append((left + room - width if right else left, y, words))
        return room if cut else width

    def _paint_name(self, row: Row, column: Column, place: tuple[int, int, int], hovered: bool) -> None:
        left, top, room = place
        side = self._face
        face = avatar_picture(_initials(row.name, row.is_organisation), row.id, (side, side), False, self._ratio)
        self._painter.drawPixmap(left, top + (self._tall - 1) // 2 - side // 2, face)
        left, room = left + side + GAP, room - side - GAP
        found = marks(row, starring=hovered and self._view.can_star, star_chosen=self._view.star_chosen)
        step = theme.px(STAR + 4)
        width = self._write(_NAME, row.name, (left, top, room - len(found) * step), self._first_line, False)
        start, high = self._first_line
        for place_, (name, token) in enumerate(found):
            x = left + width + theme.px(4) + place_ * step + (theme.px(STAR) - STAR) // 2
            picture = pixmap(name, token, STAR, self._ratio)
            self._painter.drawPixmap(x, top + start + (high - STAR) // 2, picture)
        if not self._view.compact:
            self._write(_SECOND, column.second(row), (left, top, room), self._second_line, False)

    def _paint_tags(self, row: Row, left: int, top: int, room: int) -> None:
        end, indent = left + room - 1, tag_indent()
        for place, (name, colour) in enumerate(row.tags, 1):
            width, height = tag_size(name).toTuple()
            if left + width + _room_for(len(row.tags) - place) > end:
                self._write(_FAINT, f"+{len(row.tags) - place + 1}", (left, top, end - left), (0, self._tall), False)
                return
            y = top + (self._tall - 1) // 2 - height // 2
            pill = tag_picture(width, height, f"c{colour}", "line2", self._ratio)
            self._painter.drawPixmap(left, y, pill)
            self._write(_TAG, name, (left + indent, y, width - indent - theme.px(9) + 1), (0, height), False)
            left += width + 6

    def _paint_lines(self, row: Row, column: Column, place: tuple[int, int, int]) -> None:
        second = "" if self._view.compact else column.second(row)
        look = _FAINT if column.figure else _BODY
        if not second:
            self._write(look, column.first(row), place, (0, self._tall), column.right)
            return
        self._write(look, column.first(row), place, self._first_line, column.right)
        self._write(_SECOND, second, place, self._second_line, column.right)


def _room_for(left_out: int) -> int:
    """What "+2" after a tag takes, the gap before it included; nothing where all tags fit."""
    return theme.metrics("body").horizontalAdvance(f"+{left_out}") + 8 if left_out else 0


@lru_cache(maxsize=4096)
def _initials(name: str, is_organisation: bool) -> str:
    return initials(*((name,) if is_organisation else name.split(" ")))


def face_side(view: ListView) -> int:
    """The side of the avatars."""
    return theme.px(26 if view.compact else AVATAR)


def marks(row: Row, *, starring: bool, star_chosen: bool) -> list[tuple[str, str]]:
    """Icon and colour of what stands behind a name; `starring` offers a star to a row that has none."""
    found = [("star-filled", "gold")] if row.starred else []
    if starring and not row.starred:
        found = [("star", "gold" if star_chosen else "text3")]
    return [*found, ("lock", "red")] if row.blocked else found


def star_place(view: ListView, number: int) -> QRect | None:
    """Where a click sets or clears the star of a row, as wide as a finger needs; None for a row not yet here."""
    row = view.list_model.row(number)
    if row is None:
        return None
    _column, left, width = view.shown_columns()[0]
    left += GAP // 2 + face_side(view) + GAP
    room = width - GAP - face_side(view) - GAP
    room -= len(marks(row, starring=True, star_chosen=False)) * theme.px(STAR + 4)
    style, weight, _token = _NAME
    _words, width, cut = laid_out(row.name, room, style, weight)
    tall = view.row_height()
    return QRect(
        left + (room if cut else width),
        view.rowViewportPosition(number),
        theme.px(STAR + 8),
        tall if view.compact else tall // 2,
    )
