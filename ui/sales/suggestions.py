"""What drops from a field while one types: a short list, walked through with the arrows while the caret stays put.

It is a part of the window, not a window of its own, so the focus never leaves the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.widgets.accessible import announce
from ui.widgets.painting import draw_box, draw_text

_EDGE, _PAD = 6, 12
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Suggestion(NamedTuple):
    """`more` stands small after the words, `right` at the end. What is `off` is shown with `more` as the reason."""

    value: Any
    text: str
    more: str = ""
    right: str = ""
    off: bool = False
    strong: bool = False


class Suggestions(QWidget):
    """`picked` carries the value of an entry. `foot` is a line of explanation below them."""

    picked = Signal(object)

    def __init__(self, field: QWidget, *, least: int = 416) -> None:
        super().__init__(field.window())
        self._field, self._least = field, least
        self._entries: tuple[Suggestion, ...] = ()
        self._foot = ""
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.hide()
        field.installEventFilter(self)
        field.destroyed.connect(self.deleteLater)

    def offer(self, entries: Sequence[Suggestion], foot: str = "") -> None:
        """Show these; the first that can be chosen is the current one."""
        self._entries, self._foot = tuple(entries), foot
        self._at = next((place for place, entry in enumerate(self._entries) if not entry.off), -1)
        if not self._entries and not foot:
            self.hide()
            return
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._speak()

    def entries(self) -> tuple[Suggestion, ...]:
        """What is offered now."""
        return self._entries if self.isVisible() else ()

    def current(self) -> Suggestion | None:
        """The entry that Enter takes."""
        return self._entries[self._at] if self.isVisible() and self._at >= 0 else None

    def step(self, by: int) -> None:
        """To the next entry that can be chosen, round and round."""
        count = len(self._entries)
        for _ in range(count):
            self._at = (self._at + by) % count
            if not self._entries[self._at].off:
                break
        self.update()
        self._speak()

    def _speak(self) -> None:
        entry = self.current()
        if entry is not None:
            announce(self._field, ", ".join(filter(None, (entry.text, entry.more, entry.right))))

    def _row(self) -> int:
        return theme.height("button") + 2

    def _rect(self, place: int) -> QRect:
        return QRect(_EDGE, _EDGE + place * self._row(), self.width() - 2 * _EDGE, self._row())

    def _place(self) -> None:
        window = self._field.window()
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + theme.px(8)))
        rows = len(self._entries) + bool(self._foot)
        width = min(max(self._field.width(), theme.px(self._least)), window.width() - 2 * _EDGE)
        height = rows * self._row() + 2 * _EDGE
        top = corner.y()
        if top + height > window.height():
            above = self._field.mapTo(window, QPoint(0, 0)).y() - theme.px(8) - height
            top = above if above >= 0 else max(0, window.height() - height)
        self.setGeometry(min(corner.x(), window.width() - width - _EDGE), top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self.rect(), fill="surface", line="line2", radius=theme.radius("card"))
        for place, entry in enumerate(self._entries):
            self._paint_entry(painter, self._rect(place), entry, current=place == self._at)
        if self._foot:
            room = self._rect(len(self._entries)).adjusted(_PAD, 0, -_PAD, 0)
            draw_text(painter, room, self._foot, style="small", token="text3")

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Suggestion, *, current: bool) -> None:
        if current:
            draw_box(painter, rect, fill="sel", radius=theme.radius("badge"))
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        if entry.right:
            draw_text(painter, room, entry.right, align=_RIGHT, tabular=True, token="text")
            room.setRight(room.right() - theme.metrics("body", tabular=True).horizontalAdvance(entry.right) - _PAD)
        weight = 600 if current and entry.strong else None
        draw_text(painter, room, entry.text, weight=weight, token="text3" if entry.off else "text")
        left = theme.metrics("body", weight).horizontalAdvance(entry.text) + theme.px(10)
        if entry.more and left < room.width():
            token = "red" if entry.off else "text3"
            small = room.adjusted(left, 0, 0, 0)
            draw_text(painter, small, entry.more, style="small", weight=500, token=token)

    def _under(self, event: QMouseEvent) -> int:
        place = (int(event.position().y()) - _EDGE) // self._row()
        return place if 0 <= place < len(self._entries) and not self._entries[place].off else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._under(event)
        if place >= 0 and place != self._at:
            self._at = place
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._under(event)
        if place >= 0:
            self._at = place
            self.take()

    def take(self) -> None:
        """As a click on the current entry."""
        entry = self.current()
        if entry is not None:
            self.hide()
            self.picked.emit(entry.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes with its field."""
        if event.type() in (QEvent.Type.Hide, QEvent.Type.FocusOut):
            self.hide()
        elif event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self.isVisible():
            self._place()
        return False
