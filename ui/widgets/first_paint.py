"""What can wait until the person sees something: done right after the first paint, so that this comes sooner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

LONGEST_MS = 1000


class FirstPaint(QObject):
    """Calls `then` once: when `widget` has been painted, or after a second where it is not to be seen."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then = then
        self._called = False
        widget.installEventFilter(self)
        QTimer.singleShot(LONGEST_MS, self, self._call)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._call)
        return False

    def _call(self) -> None:
        if not self._called:
            self._called = True
            self.deleteLater()
            self._then()
