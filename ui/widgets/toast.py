"""The message at the foot of the window after something was done, with "Undo"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from shiboken6 import isValid

from ui.theme import theme
from ui.widgets.accessible import announce
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel
from ui.widgets.painting import draw_box, draw_icon, draw_text

SECONDS = 8
ABOVE_FOOT = 52


class _Action(Button):
    """The word of the toast's action, with its shortcut small behind it."""

    def sizeHint(self) -> QSize:
        width = theme.metrics("body", 600).horizontalAdvance(self.text()) + 2
        keys = theme.metrics("small", 500).horizontalAdvance(self._keys) + theme.px(8) if self._keys else 0
        return QSize(width + keys, theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = theme.metrics("body", 600).horizontalAdvance(self.text())
        draw_text(painter, QRect(0, 0, words + 2, self.height()), self.text(), weight=600, token="toastAction")
        room = self.rect().adjusted(words + theme.px(8), 1, 0, 0)
        if self._keys:
            draw_text(painter, room, self._keys, style="small", weight=500, token="toastAction")
        if self.hasFocus() and self.by_keyboard:
            draw_box(painter, self.rect(), line="toastAction", radius=4, width=2)


class Toast(QFrame):
    """One for each window: `Toast(window).say(...)`. A new message takes the place of the one before.

    It goes after 8 seconds, but not while it is under the mouse or has the focus. `said(text)` is for the list of
    recent messages.
    """

    said = Signal(str)
    acted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._act: Callable[[], object] | None = None
        self._before: QWidget | None = None
        self._icon = "circle-check"
        row = QHBoxLayout(self)
        row.setContentsMargins(16 + 18 + 12, 9, 18, 9)
        row.setSpacing(24)
        self._words = ElidedLabel("", "body", "toastText")
        self._action = _Action()
        self._action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._action.clicked.connect(self._on_action)
        row.addWidget(self._words)
        row.addWidget(self._action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        window.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        action: str = "",
        act: Callable[[], object] | None = None,
        *,
        keys: str | None = None,
        icon: str = "circle-check",
        seconds: float = SECONDS,
    ) -> None:
        """Show `text`; `action` is the word that runs `act`, `keys` the shortcut that does the same."""
        self._act, self._icon = act, icon
        if not self._action.hasFocus():
            self._before = self.window().focusWidget()
        self._words.setText(text)
        self._action.setText(action)
        self._action.set_keys(keys)
        self._action.setVisible(bool(action))
        self._place()
        self.show()
        self.raise_()
        self._timer.start(round(seconds * 1000))
        announce(self, text)
        self.said.emit(text)

    def text(self) -> str:
        """What is said now."""
        return self._words.text()

    def _place(self) -> None:
        self.layout().invalidate()
        window = self.parentWidget()
        size = self.sizeHint().boundedTo(QSize(window.width() - 48, self.sizeHint().height()))
        self.resize(size)
        self.move(QPoint((window.width() - size.width()) // 2, window.height() - size.height() - theme.px(ABOVE_FOOT)))

    def _on_action(self) -> None:
        act, self._act = self._act, None
        self._go()
        self.acted.emit()
        if act is not None:
            act()

    def _leave(self) -> None:
        if self.rect().contains(self.mapFromGlobal(QCursor.pos())) or self._action.hasFocus():
            self._timer.start(1000)
        else:
            self._go()

    def _go(self) -> None:
        """Leave, and give the focus back."""
        focused = self._action.hasFocus()
        self.hide()
        if focused and self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self.rect(), fill="toast", radius=theme.radius("card"))
        side = theme.px(18)
        draw_icon(painter, QRect(16, 0, side, self.height()), self._icon, "toastOk", side)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(44))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go()
        else:
            super().keyPressEvent(event)
