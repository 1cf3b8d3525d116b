"""What is painted in the list of clients besides lines of text: faces, stars and locks behind names, tags."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from app.clients.search import Row
from app.values.person import initials
from ui.theme import pixmap, theme
from ui.widgets.painting import avatar_picture, laid_out, tag_indent, tag_picture, tag_size
from ui.widgets.table_model import Column
from ui.widgets.table_painter import GAP, Look, Room, TablePainter

if TYPE_CHECKING:
    from ui.clients.list_view import ListView

AVATAR = 32
STAR = 16
_NAME: Look = ("body", 500, "text", False)
_FAINT: Look = ("body", None, "text3", False)
_SECOND: Look = ("small", None, "text3", False)
_TAG: Look = ("small", 500, "text2", False)


class ListPainter(TablePainter):
    """One painting of the list."""

    _view: ListView

    def __init__(self, view: ListView, painter: QPainter) -> None:
        super().__init__(view, painter)
        self._face = face_side(view)

    def paint_cell(self, row: Row, column: Column, room: Room, hovered: bool) -> None:
        if column.key == "name":
            self._paint_name(row, column, room, hovered)
        elif column.key == "tags":
            self._paint_tags(row, *room)
        else:
            super().paint_cell(row, column, room, hovered)

    def _paint_name(self, row: Row, column: Column, place: Room, hovered: bool) -> None:
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
        if column.second is not None and not self._view.compact:
            self._write(_SECOND, column.second(row), (left, top, room), self._second_line, False)

    def _paint_tags(self, row: Row, left: int, top: int, room: int) -> None:
        end, indent = left + room - 1, tag_indent()
        for place, (name, colour) in enumerate(row.tags, 1):
            width, height = tag_size(name).toTuple()
            if left + width + _room_for(len(row.tags) - place) > end:
                self._write(_FAINT, f"+{len(row.tags) - place + 1}", (left, top, end - left), self._whole, False)
                return
            y = top + (self._tall - 1) // 2 - height // 2
            pill = tag_picture(width, height, f"c{colour}", "line2", self._ratio)
            self._painter.drawPixmap(left, y, pill)
            self._write(_TAG, name, (left + indent, y, width - indent - theme.px(9) + 1), (0, height), False)
            left += width + 6


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
    style, weight, _token, _tabular = _NAME
    _words, width, cut = laid_out(row.name, room, style, weight)
    tall = view.row_height()
    return QRect(
        left + (room if cut else width),
        view.rowViewportPosition(number),
        theme.px(STAR + 8),
        tall if view.compact else tall // 2,
    )
