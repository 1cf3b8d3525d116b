"""The lines of an address as they will be printed: six rows of 38 places, as on the forms of the post.

A line that is too long is squeezed, never cut, and says how many characters it has.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.values.address import MOST_LINES, WIDEST_LINE
from app.values.postal import Block
from ui.text import tr
from ui.theme import color, font, theme
from ui.widgets.painting import draw_box

_MARGIN = 14
_NARROWEST = 7
_MARKS = (10, 20, 30, WIDEST_LINE)
# Room at the right for the number of characters of a line that is too long.
_COUNT = 26
_MOST_SIGNS = 120


class PrintedLines(QWidget):
    """Shows a `Block`; `lines` is what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._block = Block((), ())
        self._long: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("As it is printed"))

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines from the first to the last."""
        return self._block.lines

    def show_block(self, block: Block) -> None:
        """Another block."""
        before, self._block = self._block, block
        self._long = frozenset(notice.line for notice in block.warnings if notice.code == "line_too_long")
        self.setAccessibleDescription("\n".join(block.lines))
        if len(before.lines) != len(block.lines):
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        margin = 2 * theme.px(_MARGIN) + theme.px(_COUNT)
        rows = max(MOST_LINES, len(self._block.lines))
        return QSize(
            WIDEST_LINE * theme.px(_NARROWEST) + margin, self._ruler() + rows * self._row() + theme.px(_MARGIN)
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_box(painter, self.rect(), fill="surface", line="line2", radius=theme.radius("card"))
        left = theme.px(_MARGIN)
        cell = (self.width() - 2 * left - theme.px(_COUNT)) / WIDEST_LINE
        self._paint_ruler(painter, left, cell)
        for place in range(max(MOST_LINES, len(self.lines))):
            row = QRectF(left, self._ruler() + place * self._row(), cell * WIDEST_LINE, self._row())
            self._paint_places(painter, row, cell)
            if place < len(self.lines):
                self._paint_line(painter, row, cell, place)
        painter.end()

    def _paint_ruler(self, painter: QPainter, left: int, cell: float) -> None:
        painter.setFont(font("small"))
        painter.setPen(color("text3"))
        room = theme.px(30)
        for mark in _MARKS:
            middle = round(left + (mark - 0.5) * cell)
            place = QRect(middle - room // 2, theme.px(4), room, self._ruler() - theme.px(6))
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, str(mark))

    def _paint_places(self, painter: QPainter, row: QRectF, cell: float) -> None:
        """The base line with its ticks, one between two characters, and a longer one at each ten."""
        base = round(row.bottom()) - theme.px(4) + 0.5
        painter.setPen(QPen(color("line2"), 1))
        painter.drawLine(QPointF(row.left(), base), QPointF(row.right(), base))
        for place in range(WIDEST_LINE + 1):
            across = round(row.left() + place * cell) + 0.5
            tall = theme.px(5 if place in (*_MARKS, 0) else 3)
            painter.drawLine(QPointF(across, base - tall), QPointF(across, base))

    def _paint_line(self, painter: QPainter, row: QRectF, cell: float, place: int) -> None:
        text, long = self.lines[place], place in self._long
        if long:
            over = row.adjusted(-theme.px(4), theme.px(1), theme.px(_COUNT + 4), -theme.px(2))
            draw_box(painter, over.toRect(), fill="amberSoft", radius=theme.radius("badge"))
        width = min(cell, cell * WIDEST_LINE / max(1, len(text)))
        letters = _fitting(width)
        painter.setFont(letters)
        painter.setPen(color("amber" if long or place >= MOST_LINES else "text"))
        room = QRectF(row.left(), row.top(), width, row.height() - theme.px(7))
        for number, sign in enumerate(text if len(text) <= _MOST_SIGNS else f"{text[:_MOST_SIGNS]}…"):
            wide = room.translated(number * width, 0).adjusted(-width, 0, width, 0)
            painter.drawText(wide, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, sign)
        if long:
            painter.setFont(font("small", 600))
            count = QRectF(row.right(), row.top(), theme.px(_COUNT), row.height())
            painter.drawText(count, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(len(text)))

    @staticmethod
    def _row() -> int:
        return theme.line() + theme.px(6)

    @staticmethod
    def _ruler() -> int:
        return theme.line("small") + theme.px(8)


def _fitting(width: float) -> QFont:
    """Letters of which most capitals are no wider than a place; the widest lean a little over its edges."""
    letters = QFont(font("label"))
    wide = QFontMetricsF(letters).horizontalAdvance("N")
    if wide > width * 1.1:
        letters.setPointSizeF(max(3.0, letters.pointSizeF() * width * 1.1 / wide))
    return letters
