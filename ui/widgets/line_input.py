"""The field for one line of text: apart from the other inputs, because the first screen needs no other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.errors import Problem
from app.i18n import N_
from ui.theme import theme
from ui.widgets.field_look import EDGE, ICON, STATUS_ICONS, FieldLook
from ui.widgets.painting import draw_icon, draw_text


class LineInput(FieldLook, QLineEdit):
    """One line of text, with an icon before it, a unit after it, and a sign of its state."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        text: str = "",
        *,
        icon: str | None = None,
        suffix: str = "",
        placeholder: str = "",
        max_length: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """A text longer than `max_length` (0: any) is a problem; it is never cut, for nobody would notice."""
        super().__init__(text, parent)
        self._icon, self._suffix, self._longest = icon, suffix, max_length
        self.setFrame(False)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(lambda _: self.edited.emit())
        self._place_text()

    def value(self) -> Any:
        """The text without spaces at its ends; typed inputs give their own type or None."""
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        """Show `value`, from its beginning, without `edited`."""
        self.setText(value or "")
        self.setCursorPosition(0)

    def problem(self) -> Problem | None:
        """Too long, where there is a limit."""
        length = len(self.text().strip())
        if not self._longest or length <= self._longest:
            return None
        message = N_("This text is too long: {length} letters, at most {most}.")
        return Problem("", message, {"length": length, "most": self._longest})

    def set_read_only(self, read_only: bool) -> None:
        """Shown with a lock, still selectable."""
        self.setReadOnly(read_only)
        self._restyle()

    def set_suffix(self, suffix: str) -> None:
        """Another unit after the text."""
        self._suffix = suffix
        self._restyle()

    def _restyle(self) -> None:
        self._place_text()
        self.update()

    def _status(self) -> tuple[str, str] | None:
        """The icon at the right; the lock stands in the place of the field's own icon, where it has one."""
        if self.isReadOnly():
            return None if self._icon else ("lock", "text2")
        return STATUS_ICONS.get(self._state)

    def _trailing(self) -> int:
        """Room kept at the right."""
        room = theme.px(ICON) + 8 if self._status() else 0
        return self._aside() + room + (theme.metrics("body").horizontalAdvance(self._suffix) + 8 if self._suffix else 0)

    def _aside(self) -> int:
        """The part of it that holds something to press, at the very edge."""
        return 0

    def _place_text(self) -> None:
        before = theme.px(ICON) + 8 if self._icon else 0
        self.setTextMargins(EDGE - 2 + before, 0, EDGE - 2 + self._trailing(), 0)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.height("field"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(48) + self.textMargins().left() + self.textMargins().right(), theme.height("field"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_field(painter, read_only=self.isReadOnly())
        side = theme.px(ICON)
        if self._icon:
            own = "lock" if self.isReadOnly() else self._icon
            draw_icon(painter, QRect(EDGE, 0, side, self.height()), own, "text2", side)
        right = self.width() - EDGE - self._aside()
        if status := self._status():
            draw_icon(painter, QRect(right - side, 0, side, self.height()), *status, side)
            right -= side + 8
        if self._suffix:
            room = theme.metrics("body").horizontalAdvance(self._suffix)
            draw_text(painter, QRect(right - room, 0, room + 1, self.height()), self._suffix, token="text2")
        painter.end()
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place_text()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()
