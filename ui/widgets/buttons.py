"""Buttons with a word, and icon buttons whose tip is their name.

A shortcut shown on a button (`keys`) is only a reminder: the action of the menu owns the key.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.accessible import PlainWords, key_text, set_tip
from ui.widgets.focus import KeyboardRing
from ui.widgets.painting import draw_box, draw_icon, draw_keycap, draw_text, keycap_size

Kind = Literal["primary", "secondary", "quiet", "danger", "link"]
ICON = 18
CHEVRON = 16


class _Look(NamedTuple):
    fill: str | None
    over: str | None
    down: str | None
    line: str | None
    ink: str


LOOKS: dict[str, _Look] = {
    "primary": _Look("accent", "accent2", "accent2", None, "onAccent"),
    "secondary": _Look("surface", "hover", "sunk", "line2", "text"),
    "quiet": _Look(None, "hover", "sunk", None, "text"),
    "danger": _Look("surface", "redSoft", "redSoft", "redLine", "red"),
    "link": _Look(None, "sel", "sel", None, "accent"),
}
OFF = _Look("alt", "alt", "alt", "line", "text3")
ON = _Look("sel", "sel", "sel", None, "accent2")


class Button(PlainWords, KeyboardRing, QPushButton):
    """One action: `kind` is primary (one a screen), secondary, quiet, danger, or link (accent words, no outline).

    `keys` paints a key cap; `menu` (or `chevron=True`) a chevron, another one by its name; `small` is 32 high
    instead of 36.
    """

    def __init__(  # noqa: PLR0913 - every part of a button is optional
        self,
        text: str = "",
        icon: str | None = None,
        *,
        kind: Kind = "secondary",
        keys: str | QKeySequence | None = None,
        menu: QMenu | None = None,
        chevron: bool | str = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._icon, self._kind, self._small = icon, kind, small
        self._keys = key_text(keys) if keys else ""
        self._chevron = chevron if isinstance(chevron, str) else "chevron-down" if chevron or menu is not None else ""
        self._height = "small" if small else "button"
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", theme.radius("button"))
        self.setProperty("kind", kind)
        if menu is not None:
            self.setMenu(menu)

    @property
    def kind(self) -> Kind:
        return self._kind

    def set_kind(self, kind: Kind) -> None:
        """Change the look, for a button that becomes the main one."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str | None) -> None:
        """Another icon, or none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_height(self, name: str) -> None:
        """A height of the tokens: "button", "small", or "big" (the welcome screen's)."""
        self._height = name
        self.updateGeometry()

    def set_keys(self, keys: str | QKeySequence | None) -> None:
        """Another reminder of the shortcut, or none."""
        self._keys = key_text(keys) if keys else ""
        self.updateGeometry()
        self.update()

    def _look(self) -> _Look:
        if not self.isEnabled():
            return LOOKS["quiet"]._replace(ink="text3", over=None) if self._kind in ("quiet", "link") else OFF
        if self.isChecked() and self._kind != "primary":
            return ON._replace(line="selLine" if self._kind == "secondary" else None)
        return LOOKS[self._kind]

    def _weight(self) -> int:
        return 600 if self._kind == "primary" else 500

    def _edge(self) -> int:
        return theme.px(4 if self._kind == "link" else 12 if self._small else 15)

    def sizeHint(self) -> QSize:
        width = 2 * self._edge()
        parts = 0
        if self.text():
            width += theme.metrics("body", self._weight()).horizontalAdvance(self.text())
            parts += 1
        for shown, room in ((self._icon, theme.px(ICON)), (self._chevron, theme.px(CHEVRON))):
            if shown:
                width += room
                parts += 1
        if self._keys:
            width += keycap_size(self._keys).width()
            parts += 1
        return QSize(width + max(parts - 1, 0) * theme.px(8), theme.height(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look()
        over = self.underMouse() and self.isEnabled()
        fill = look.down if self.isDown() else look.over if over else look.fill
        if fill or look.line:
            draw_box(painter, self.rect(), fill=fill, line=look.line, radius=theme.radius("button"))
        self._paint_parts(painter, look.ink)

    def _paint_parts(self, painter: QPainter, ink: str) -> None:
        gap = theme.px(8)
        content = self.rect().adjusted(self._edge(), 0, -self._edge(), 0)
        left = content.x() + max(0, (self.width() - self.sizeHint().width()) // 2)
        if self._icon:
            side = theme.px(ICON)
            quiet = self._kind in ("secondary", "quiet") and ink == "text"
            draw_icon(painter, QRect(left, 0, side, self.height()), self._icon, "text2" if quiet else ink, side)
            left += side + gap
        if self.text():
            room = theme.metrics("body", self._weight()).horizontalAdvance(self.text())
            draw_text(painter, QRect(left, 0, room + 1, self.height()), self.text(), weight=self._weight(), token=ink)
            left += room + gap
        if self._keys:
            size = keycap_size(self._keys)
            cap = QRect(left, (self.height() - size.height()) // 2, size.width(), size.height())
            main = self._kind == "primary" and self.isEnabled()
            ink_of_cap, line = ("onAccent", "selLine") if main else ("text2", "line2")
            draw_keycap(painter, cap, self._keys, ink=ink_of_cap, line=line)
            left += size.width() + gap
        if self._chevron:
            side = theme.px(CHEVRON)
            draw_icon(painter, QRect(left, 0, side, self.height()), self._chevron, ink, side)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


class IconButton(Button):
    """A button without a word: `tip` is its tooltip and its accessible name. 36 square, or 28 when `small`."""

    def __init__(  # noqa: PLR0913 - every part of a button is optional
        self,
        icon: str,
        tip: str,
        *,
        kind: Kind = "quiet",
        keys: str | QKeySequence | None = None,
        small: bool = False,
        color: str = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", icon, kind=kind, small=small, parent=parent)
        self._color, self._tip_keys = color, keys
        self.set_tip(tip)

    def set_tip(self, tip: str) -> None:
        """Another name, for a button whose meaning turns (star, unstar)."""
        self.setAccessibleName(tip)
        set_tip(self, tip, self._tip_keys)

    def set_color(self, token: str) -> None:
        """The icon's colour, for instance "gold" for a star that is on."""
        self._color = token
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(28) if self._small else theme.height("button")
        return QSize(side, side)

    def _paint_parts(self, painter: QPainter, ink: str) -> None:
        side = theme.px(16 if self._small else ICON)
        token = self._color if ink in ("text", "accent2") else ink
        draw_icon(painter, self.rect(), self._icon or "dots", token, side)
