"""The place to sign in: what the mouse, a pen or a finger draws, as lines of points."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.text import tr
from ui.theme import color, theme

Stroke = tuple[tuple[float, float], ...]
SHAPE = (110, 45)  # as the frame on paper
MOST_POINTS = 20_000


class SignaturePad(QWidget):
    """White as paper in every theme. `drawn` comes with each line."""

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strokes: list[list[tuple[float, float]]] = []
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Signature, drawn with the mouse or a pen"))

    def strokes(self) -> tuple[Stroke, ...]:
        """The lines, in parts of the frame from its top left corner."""
        return tuple(map(tuple, self._strokes))

    def clear(self) -> None:
        """An empty frame again."""
        self._strokes.clear()
        self.update()
        self.drawn.emit()

    def _add(self, place: QPointF) -> None:
        if sum(map(len, self._strokes)) < MOST_POINTS:
            within = [min(max(part, 0.0), 1.0) for part in (place.x() / self.width(), place.y() / self.height())]
            self._strokes[-1].append((within[0], within[1]))
            self.update()

    def sizeHint(self) -> QSize:
        wide, high = SHAPE
        return QSize(theme.px(wide * 4), theme.px(high * 4))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._strokes.append([])
            self._add(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self._add(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("line2"), 1))
        painter.setBrush(Qt.GlobalColor.white)
        radius = theme.radius("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        base = self.height() * 0.75
        painter.setPen(QPen(Qt.GlobalColor.lightGray, 1))
        painter.drawLine(QPointF(self.width() * 0.06, base), QPointF(self.width() * 0.94, base))
        round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(Qt.GlobalColor.black, theme.px(2), Qt.PenStyle.SolidLine, round_cap, round_join))
        for stroke in self._strokes:
            places = [QPointF(x * self.width(), y * self.height()) for x, y in stroke]
            painter.drawPolyline(QPolygonF(places))
            if len(places) == 1:
                painter.drawEllipse(QRectF(places[0].x(), places[0].y(), 1, 1))
