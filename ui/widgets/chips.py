"""Filter chips: a round button that is a filter, off or on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.i18n import N_
from ui.text import tr
from ui.theme import theme
from ui.widgets.accessible import PlainWords
from ui.widgets.focus import KeyboardRing
from ui.widgets.painting import draw_box, draw_icon, draw_text


class FilterChip(PlainWords, KeyboardRing, QPushButton):
    """One filter. A plain chip turns on and off; a `drop_down` one asks for its values, then shows them.

    `switched(bool)`: a plain chip was turned. `opened`: a drop-down chip wants its list shown under it. `cleared`: the
    cross of a drop-down chip was pressed (also Delete or Backspace); the chip is already off when it is sent.
    """

    switched = Signal(bool)
    opened = Signal()
    cleared = Signal()

    def __init__(
        self, label: str, icon: str | None = None, *, drop_down: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label, self._icon, self._drop_down = label, icon, drop_down
        self._values: tuple[str, ...] = ()
        self._on = False
        self._show_cross = True
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", theme.radius("chip"))
        self.clicked.connect(self._act)
        self._name()

    def is_on(self) -> bool:
        """Whether it filters."""
        return self._on

    def set_on(self, on: bool) -> None:
        """Turn a plain chip, without `switched`."""
        self._on = on
        self._name()

    def set_values(self, values: Sequence[str]) -> None:
        """What a drop-down chip filters by, as words; none turns it off."""
        self._values = tuple(values)
        self._on = bool(values)
        self._name()

    def set_label(self, label: str) -> None:
        """Other words on a chip."""
        self._label = label
        self._name()

    def set_cross(self, shown: bool) -> None:
        """Without a cross, for chips of which one is always on."""
        self._show_cross = shown
        self.updateGeometry()

    def clear(self) -> None:
        """Turn off, as the cross does."""
        if self._on and self._drop_down:
            self.set_values(())
            self.cleared.emit()
        elif self._on:
            self._turn(False)

    def _turn(self, on: bool) -> None:
        self.set_on(on)
        self.switched.emit(on)

    def _act(self) -> None:
        if self._drop_down:
            self.opened.emit()
        else:
            self._turn(not self._on)

    def _name(self) -> None:
        if self._values:
            self.setText(tr(N_("{label}: {values}"), label=self._label, values=", ".join(self._values)))
        else:
            self.setText(self._label)
        state = tr(N_("{filter}, on")) if self._on else tr(N_("{filter}, off"))
        self.setAccessibleName(state.format(filter=self.text()))
        self.updateGeometry()
        self.update()

    def _mark(self) -> str | None:
        if self._on:
            return "x" if self._show_cross else None
        return "chevron-down" if self._drop_down else None

    def _shown(self) -> str:
        return theme.metrics("body", 500).elidedText(self.text(), Qt.TextElideMode.ElideRight, theme.px(280))

    def sizeHint(self) -> QSize:
        width = theme.metrics("body", 500).horizontalAdvance(self._shown()) + 2 * theme.px(12) + 1
        extra = theme.px(16) + theme.px(7)
        width += (extra if self._icon else 0) + (extra if self._mark() else 0)
        return QSize(width, theme.height("chip"))

    def cross(self) -> QRect:
        """Where the cross is while the chip is on."""
        width = theme.px(34)
        return QRect(self.width() - width, 0, width, self.height()) if self._mark() == "x" else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        over = self.underMouse() or self.isDown()
        fill = "sel" if self._on else "hover" if over else "surface"
        line = "selLine" if self._on else "line2"
        draw_box(painter, self.rect(), fill=fill, line=line, radius=self.height() / 2)
        ink = "accent2" if self._on else "text"
        soft = "accent2" if self._on else "text2"
        side, left, right = theme.px(16), theme.px(12), self.width() - theme.px(12)
        if self._icon:
            draw_icon(painter, QRect(left, 0, side, self.height()), self._icon, soft, side)
            left += side + theme.px(7)
        if mark := self._mark():
            draw_icon(painter, QRect(right - side, 0, side, self.height()), mark, soft, side)
            right -= side + theme.px(7)
        draw_text(painter, QRect(left, 0, right - left + 1, self.height()), self._shown(), weight=500, token=ink)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.cross().contains(event.position().toPoint()):
            self.clear()
            event.accept()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._on:
            self.clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (key == Qt.Key.Key_Down and self._drop_down):
            self.click()
        else:
            super().keyPressEvent(event)
