"""The frame that all fields share, and the signs of their state."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.errors import Problem
from ui.theme import color, theme
from ui.widgets.painting import draw_box

State = Literal["normal", "error", "warning", "ok"]
STATUS_ICONS = {"error": ("alert-circle", "red"), "ok": ("circle-check", "green")}
EDGE = 12
ICON = 16


class FieldLook:
    """Mixin: the frame of a field and what its state adds to it."""

    _state: State = "normal"
    _changed = False

    def set_state(self, state: State) -> None:
        """error: red frame and icon; warning: as normal, the line under the field speaks; ok: green tick."""
        if state != self._state:
            self._state = state
            self._restyle()

    def state(self) -> State:
        """The state last set."""
        return self._state

    def set_changed(self, changed: bool) -> None:
        """Blue bar at the left: differs from what is saved."""
        if changed != self._changed:
            self._changed = changed
            self._restyle()

    def problem(self) -> Problem | None:
        """Why what was typed cannot be read; None where any text will do."""
        return None

    def core(self) -> QWidget:
        """The widget that takes the focus and carries the accessible name."""
        return self  # type: ignore[return-value]

    def _restyle(self) -> None:
        self.update()  # type: ignore[attr-defined]

    def _paint_field(self, painter: QPainter, *, read_only: bool = False) -> None:
        widget: QWidget = self  # type: ignore[assignment]
        focused = self.core().hasFocus()
        off = read_only or not widget.isEnabled()
        line = "red" if self._state == "error" else "accent" if focused else "line" if off else "field"
        width = 2 if self._state == "error" or focused else 1
        fill = "disabled" if off else "surface"
        draw_box(painter, widget.rect(), fill=fill, line=line, radius=theme.radius("button"), width=width)
        if self._changed:
            painter.fillRect(QRect(width, 2, 3, widget.height() - 4), color("accent"))
