"""Painting one cell of the list: two lines of text, the avatar, the tags, the tick. Nothing is built per cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.clients.search import Row
from app.values.person import initials
from ui.clients.columns import Column
from ui.theme import color, theme
from ui.widgets.painting import draw_avatar, draw_check, draw_icon, draw_tag, draw_text, tag_size

AVATAR = 32
GAP = 12
END_GAP = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex


class ListDelegate(QStyledItemDelegate):
    """Asks its view which rows are ticked, which is current and whether rows are compact."""

    def __init__(self, view) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, rect = self._view, option.rect
        number = index.row()
        row = view.list_model.row(number)
        current = number == view.current_row()
        ticked = view.is_ticked(number)
        hovered = number == view.hovered
        ground = "sel" if ticked or current else "hover" if hovered else "surface"
        painter.fillRect(rect, color(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        if index.column() == 0:
            side = rect.adjusted(theme.px(24), 0, 0, 0)
            draw_check(painter, side, "on" if ticked else "off")
        elif row is None:
            self._paint_waiting(painter, rect)
        else:
            room = rect.adjusted(0, 0, -END_GAP, 0) if index.column() == view.last_section else rect
            self._paint_cell(painter, room, row, view.list_model.columns[index.column() - 1])
        if current and view.hasFocus() and not view.mouse_was_used:
            edge = color("accent")
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), edge)
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), edge)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, theme.height("rowCompact" if self._view.compact else "row"))

    def _paint_cell(self, painter: QPainter, rect: QRect, row: Row, column: Column) -> None:
        inside = rect.adjusted(GAP // 2, 0, -GAP // 2, 0)
        if column.key == "name":
            self._paint_name(painter, inside, row, column)
        elif column.key == "tags":
            self._paint_tags(painter, inside, row)
        else:
            align = _RIGHT if column.right else _LEFT
            token = "text3" if column.figure else "text"
            self._paint_lines(painter, inside, (column.first(row), column.second(row)), align, token)

    def _paint_name(self, painter: QPainter, rect: QRect, row: Row, column: Column) -> None:
        side = theme.px(26 if self._view.compact else AVATAR)
        face = QRect(rect.left(), rect.center().y() - side // 2, side, side)
        words = (row.name,) if row.is_organisation else tuple(row.name.split(" "))
        draw_avatar(painter, face, initials(*words), row.id)
        text = rect.adjusted(side + GAP, 0, 0, 0)
        marks = [("star-filled", "gold")] if row.starred else []
        if row.blocked:
            marks.append(("lock", "red"))
        name_line, second_line = self._lines(text)
        room = name_line.adjusted(0, 0, -len(marks) * theme.px(20), 0)
        draw_text(painter, room, row.name, weight=500)
        width = min(theme.metrics("body", 500).horizontalAdvance(row.name), room.width())
        for place, (name, token) in enumerate(marks):
            left = name_line.left() + width + theme.px(4) + place * theme.px(20)
            draw_icon(painter, QRect(left, name_line.top(), theme.px(16), name_line.height()), name, token, 16)
        if not self._view.compact:
            draw_text(painter, second_line, column.second(row), style="small", token="text3")

    def _paint_tags(self, painter: QPainter, rect: QRect, row: Row) -> None:
        left = rect.left()
        for name, colour in row.tags:
            size = tag_size(name)
            if left + size.width() > rect.right():
                draw_text(painter, QRect(left, rect.top(), rect.right() - left, rect.height()), "…", token="text3")
                return
            draw_tag(
                painter,
                QRect(left, rect.center().y() - size.height() // 2, size.width(), size.height()),
                name,
                f"c{colour}",
            )
            left += size.width() + 6

    def _paint_lines(
        self, painter: QPainter, rect: QRect, lines: tuple[str, str], align: Qt.AlignmentFlag, token: str
    ) -> None:
        first, second = lines
        if not second or self._view.compact:
            draw_text(painter, rect, first, align=align, token=token)
            return
        upper, lower = self._lines(rect)
        draw_text(painter, upper, first, align=align, token=token)
        draw_text(painter, lower, second, style="small", align=align, token="text3")

    def _lines(self, rect: QRect) -> tuple[QRect, QRect]:
        """The two lines of a row, set together in its middle; one line when rows are compact."""
        if self._view.compact:
            return rect, rect
        high, low = theme.line("body"), theme.line("small")
        top = rect.center().y() - (high + low) // 2
        return QRect(rect.left(), top, rect.width(), high), QRect(rect.left(), top + high, rect.width(), low)

    def _paint_waiting(self, painter: QPainter, rect: QRect) -> None:
        bar = QRect(rect.left() + GAP, rect.center().y() - 5, max(20, rect.width() // 2), 10)
        painter.fillRect(bar, color("sunk"))
