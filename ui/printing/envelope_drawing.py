"""An envelope drawn to scale with its window, and in it what is always seen of the letter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.mailings.envelopes import LEADING, Box, Measured, lines_in, play, seen
from ui.text import tr
from ui.theme import color, theme

EDGE = 12
_DOTTED = Qt.PenStyle.DashLine


class EnvelopeDrawing(QWidget):
    """`show_envelope(measured, is_wrong=...)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measured: Measured | None = None
        self._wrong = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("The envelope to scale"))

    def show_envelope(self, measured: Measured, *, is_wrong: bool = False) -> None:
        """Draw this one; `is_wrong` when it cannot be."""
        self._measured, self._wrong = measured, is_wrong
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), theme.px(220))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(140))

    def paintEvent(self, event: QPaintEvent) -> None:
        measured = self._measured
        if measured is None or min(measured.width, measured.height) <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        scale = min(room.width() / measured.width, room.height() / measured.height)
        wide, high = measured.width * scale, measured.height * scale
        place = QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)
        painter.setPen(QPen(color("red" if self._wrong else "line2"), 1.2))
        painter.setBrush(color("surface"))
        painter.drawRect(place)
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(place.topLeft(), place.center())
        painter.drawLine(place.topRight(), place.center())
        if measured.window_width and measured.window_height:
            self._paint_window(painter, measured, place, scale)

    def _paint_window(self, painter: QPainter, measured: Measured, place: QRectF, scale: float) -> None:
        def rect(box: Box) -> QRectF:
            return QRectF(
                place.left() + box.left * scale, place.top() + box.top * scale, box.width * scale, box.height * scale
            )

        window = measured.windowed().window
        painter.setPen(QPen(color("red" if self._wrong else "text2"), 1.2))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(rect(window), 3, 3)
        if self._wrong:
            return
        safe, _exposed = seen(measured.windowed(), measured.sheet)
        slides = play(measured.windowed(), measured.sheet)
        shown = Box(safe.left + slides.across / 2, safe.top + slides.hanging + slides.down / 2, safe.width, safe.height)
        painter.setPen(QPen(color("accent"), 1.2, _DOTTED))
        painter.setBrush(color("sel"))
        painter.drawRect(rect(shown))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent"))
        for row in range(lines_in(safe.height)):
            line = Box(
                shown.left + 2, shown.top + 1.2 + LEADING[10.0] * row, shown.width * (0.5 + 0.1 * (row % 3)), 1.6
            )
            painter.drawRect(rect(line))
