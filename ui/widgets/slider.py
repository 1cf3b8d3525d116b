"""A slider from nothing to all, with its percentage beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QStyle, QStyleOptionSlider, QWidget

from ui.text import tr
from ui.theme import color, theme
from ui.widgets.focus import KeyboardRing
from ui.widgets.labels import text_label
from ui.widgets.painting import draw_box

_KNOB = 16


class _Groove(KeyboardRing, QSlider):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(110), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(64), theme.px(24))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        side, middle = theme.px(_KNOB), self.height() // 2
        span = self.width() - side
        left = QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), self.sliderPosition(), span)
        painter = QPainter(self)
        off = not self.isEnabled()
        draw_box(painter, QRect(side // 2, middle - 2, span, 4), fill="line2", radius=2)
        draw_box(painter, QRect(side // 2, middle - 2, left, 4), fill="line2" if off else "accent", radius=2)
        painter.setPen(QPen(color("line2" if off else "accent"), 2))
        painter.setBrush(color("surface"))
        painter.drawEllipse(QRect(left, middle - side // 2, side, side).adjusted(1, 1, -1, -1))


class PercentSlider(QWidget):
    """`edited` while it is moved."""

    edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.groove = _Groove()
        self.groove.setAccessibleName(name)
        self._said = text_label("", "body")
        self._said.setMinimumWidth(theme.metrics("body").horizontalAdvance(tr("{percent} %", percent=100)) + 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.groove, 1)
        row.addWidget(self._said)
        self.groove.valueChanged.connect(self._moved)
        self._moved(self.groove.value())

    def value(self) -> int:
        """0 to 100."""
        return self.groove.value()

    def set_value(self, value: int) -> None:
        """Show `value` without `edited`."""
        self.blockSignals(True)
        self.groove.setValue(value)
        self.blockSignals(False)

    def _moved(self, value: int) -> None:
        self._said.setText(tr("{percent} %", percent=value))
        self.edited.emit()
