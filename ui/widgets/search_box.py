"""The search field: a lens, the shortcut that leads to it, and a cross once something is typed."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from ui.text import tr
from ui.theme import theme
from ui.widgets.accessible import key_text
from ui.widgets.field_look import EDGE, ICON
from ui.widgets.line_input import LineInput
from ui.widgets.painting import draw_icon, draw_keycap, keycap_size

PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class SearchBox(LineInput):
    """`textChanged` at each letter, `submitted` on Enter, `stepped_down` on Down (the list takes the focus).

    Esc empties it before it means anything else.
    """

    submitted = Signal()
    stepped_down = Signal()

    def __init__(
        self, placeholder: str, *, keys: str | QKeySequence | None = None, name: str = "", parent: QWidget | None = None
    ) -> None:
        """`keys` is the shortcut shown; `name` the accessible one (the placeholder if empty)."""
        self._keys = key_text(keys) if keys else ""
        super().__init__(icon="search", placeholder=placeholder, parent=parent)
        self.setAccessibleName(name or placeholder)
        self.setToolTip("")
        self.textChanged.connect(lambda _: self._restyle())

    def _trailing(self) -> int:
        if self.text():
            return theme.px(ICON) + 8
        return keycap_size(self._keys).width() + 4 if self._keys else 0

    def cross(self) -> QRect:
        """Where the cross is while there is text."""
        width = theme.px(ICON) + 2 * EDGE
        return QRect(self.width() - width, 0, width, self.height()) if self.text() else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        if self.text():
            draw_icon(painter, self.cross(), "x", "text2", theme.px(ICON))
        elif self._keys:
            size = keycap_size(self._keys)
            top = (self.height() - size.height()) // 2
            draw_keycap(painter, QRect(self.width() - 10 - size.width(), top, size.width(), size.height()), self._keys)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.cross().contains(event.position().toPoint()):
            self.clear()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.cross().contains(event.position().toPoint())
        self.setCursor(Qt.CursorShape.ArrowCursor if over else Qt.CursorShape.IBeamCursor)
        self.setToolTip(tr(N_("Empty the search")) if over else "")
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Down:
            self.stepped_down.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in PLAIN:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)
