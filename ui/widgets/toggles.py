"""Choices by one click: check box, radio, switch, and the segmented control."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.accessible import PlainWords, set_tip
from ui.widgets.focus import KeyboardRing
from ui.widgets.painting import (
    CheckState,
    check_side,
    draw_box,
    draw_check,
    draw_icon,
    draw_radio,
    draw_text,
)

_STATES: dict[Qt.CheckState, CheckState] = {
    Qt.CheckState.Unchecked: "off",
    Qt.CheckState.Checked: "on",
    Qt.CheckState.PartiallyChecked: "some",
}
GAP = 10


class _Marked(PlainWords, KeyboardRing):
    """What the three have in common: a mark at the left, words at the right, the whole of it a click target."""

    weight = 400

    def mark_size(self) -> QSize:
        return QSize(check_side(), check_side())

    def sizeHint(self) -> QSize:
        words = theme.metrics("body", self.weight).horizontalAdvance(self.text())  # type: ignore[attr-defined]
        mark = self.mark_size()
        return QSize(mark.width() + (theme.px(GAP) + words + 2 if words else 0), max(theme.px(28), theme.line() + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.mark_size().width() + theme.px(48), self.sizeHint().height())

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)  # type: ignore[attr-defined]

    def paint_words(self, painter: QPainter) -> None:
        left = self.mark_size().width() + theme.px(GAP)
        room = self.rect().adjusted(left, 0, 0, 0)  # type: ignore[attr-defined]
        token = "text" if self.isEnabled() else "text3"  # type: ignore[attr-defined]
        draw_text(painter, room, self.text(), weight=self.weight, token=token)  # type: ignore[attr-defined]


class CheckBox(_Marked, QCheckBox):
    """Yes or no; with `setTristate(True)` also "some"."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = QRect(0, 0, self.mark_size().width(), self.height())
        draw_check(painter, mark, _STATES[self.checkState()], enabled=self.isEnabled())
        self.paint_words(painter)


class Radio(_Marked, QRadioButton):
    """One of several; those with the same parent exclude each other."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = QRect(0, 0, self.mark_size().width(), self.height())
        draw_radio(painter, mark, self.isChecked(), enabled=self.isEnabled())
        self.paint_words(painter)


class Switch(_Marked, QCheckBox):
    """A setting that acts at once."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", 6)

    def mark_size(self) -> QSize:
        return QSize(theme.px(36), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self.mark_size()
        track = QRect(0, (self.height() - size.height()) // 2, size.width(), size.height())
        on, enabled = self.isChecked(), self.isEnabled()
        draw_box(painter, track, fill=("accent" if on else "field") if enabled else "line2", radius=size.height() / 2)
        gap = theme.px(3)
        side = size.height() - 2 * gap
        knob = QRect(track.right() + 1 - gap - side if on else track.x() + gap, track.y() + gap, side, side)
        draw_box(painter, knob, fill="onAccent" if on else "surface", radius=side / 2)
        self.paint_words(painter)


class Option(NamedTuple):
    """One choice: what it stands for, its words, and an icon."""

    value: Any
    text: str
    icon: str | None = None


class _Segment(PlainWords, KeyboardRing, QRadioButton):
    """One part of a segmented control; `ends` says whether its left and right corners are round."""

    def __init__(self, option: Option, ends: tuple[bool, bool], small: bool) -> None:
        super().__init__()
        self.setText(option.text)
        self._icon, self._ends, self._small = option.icon, ends, small
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = theme.metrics("body", 600).horizontalAdvance(self.text())
        icon = theme.px(26) if self._icon else 0
        return QSize(words + icon + 2 * theme.px(14), theme.height("small" if self._small else "button"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(self.rect())
        more = 12
        box = self.rect().adjusted(0 if self._ends[0] else -more, 0, 0 if self._ends[1] else more, 0)
        on = self.isChecked()
        fill = "sel" if on else "hover" if self.underMouse() and self.isEnabled() else "surface"
        draw_box(painter, box, fill=fill, line="line2", radius=theme.radius("button"))
        if not self._ends[0]:
            draw_box(painter, QRect(0, 0, 1, self.height()), fill="line2", radius=0)
        ink = "text3" if not self.isEnabled() else "accent2" if on else "text2"
        weight = 600 if on else 500
        words = theme.metrics("body", weight).horizontalAdvance(self.text())
        side = theme.px(18)
        left = (self.width() - words - (theme.px(26) if self._icon else 0)) // 2
        if self._icon:
            draw_icon(painter, QRect(left, 0, side, self.height()), self._icon, ink, side)
            left += theme.px(26)
        draw_text(painter, QRect(left, 0, words + 2, self.height()), self.text(), weight=weight, token=ink)


class Segmented(QWidget):
    """One of two to five choices side by side: Company | Private person. Arrow keys move the choice."""

    changed = Signal(object)

    def __init__(
        self, options: Sequence[Option | tuple], name: str = "", *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        """`name` is what a screen reader calls the whole; `options` are `(value, text[, icon])`."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._segments: dict[Any, _Segment] = {}
        given = [Option(*option) for option in options]
        for index, option in enumerate(given):
            segment = _Segment(option, (index == 0, index == len(given) - 1), small)
            segment.toggled.connect(lambda on, value=option.value: on and self.changed.emit(value))
            self._segments[option.value] = segment
            row.addWidget(segment)

    def value(self) -> Any:
        """The chosen one, None before a first choice."""
        return next((value for value, segment in self._segments.items() if segment.isChecked()), None)

    def set_value(self, value: Any) -> None:
        """Choose; `changed` is sent if it was another."""
        self._segments[value].setChecked(True)

    def set_option_enabled(self, value: Any, enabled: bool, reason: str = "") -> None:
        """Grey one choice, with the reason in its tip."""
        self._segments[value].setEnabled(enabled)
        set_tip(self._segments[value], reason)

    def segment(self, value: Any) -> QRadioButton:
        """The button of one choice."""
        return self._segments[value]
