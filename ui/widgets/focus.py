"""The keyboard's focus ring: 2 points of accent around a control, only when the keyboard brought the focus there.

A control opts in with the `KeyboardRing` mixin, named before its Qt class. The ring is a child of the nearest scrolled
page or window, so that it is drawn outside the control and still scrolls with it. A holder keeps its one ring for good:
deleting a ring while its window is being taken down crashes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

from ui.widgets.painting import draw_focus

DISTANCE = 4
DEFAULT_RADIUS = 6
BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class _Ring(QWidget):
    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._holder = holder
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []

    def surround(self, target: QWidget) -> None:
        self.leave()
        self._target = target
        widget: QWidget | None = target
        while widget is not None and widget is not self._holder:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()
        self.show()

    def leave(self) -> None:
        self.hide()
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None

    def _place(self) -> None:
        if self._target is None:
            return
        around = self._target.property("ringRect") or self._target.rect()
        corner = self._target.mapTo(self._holder, QPoint(0, 0))
        room = QRect(around.topLeft() + corner, around.size())
        self.setGeometry(room.adjusted(-DISTANCE, -DISTANCE, DISTANCE, DISTANCE))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        elif event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.setVisible(self._target is not None and self._target.isVisible())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        radius = self._target.property("ringRadius") if self._target is not None else None
        draw_focus(QPainter(self), self.rect(), (DEFAULT_RADIUS if radius is None else radius) + DISTANCE - 1)


def _holder_of(widget: QWidget) -> QWidget:
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        above = parent.parentWidget()
        if above is not None and isinstance(above.parentWidget(), QAbstractScrollArea):
            return parent
        parent = above
    return parent or widget


def _ring_of(widget: QWidget) -> _Ring:
    holder = _holder_of(widget)
    for child in holder.children():
        if isinstance(child, _Ring):
            return child
    return _Ring(holder)


class KeyboardRing:
    """Mixin: shows the ring while the control has the focus and the keyboard gave it.

    Properties read from the control: `ringRadius` (its own corner radius), `ringRect` (the part to surround).
    """

    _ring: _Ring | None = None
    by_keyboard = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)  # type: ignore[misc]
        if event.reason() in BY_KEYBOARD:
            self.by_keyboard = True
        elif event.reason() == Qt.FocusReason.MouseFocusReason:
            self.by_keyboard = False
        if self.by_keyboard:
            self._ring = _ring_of(self)  # type: ignore[arg-type]
            self._ring.surround(self)  # type: ignore[arg-type]

    def move_ring(self) -> None:
        """Follow `ringRect` after it changed."""
        if self._ring is not None:
            self._ring.surround(self)  # type: ignore[arg-type]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[misc]
        if self._ring is not None and isValid(self._ring):
            self._ring.leave()
        self._ring = None
