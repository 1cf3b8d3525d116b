"""Small signs about a record: avatar, badge, tag, counter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.accessible import PlainWords
from ui.widgets.focus import KeyboardRing
from ui.widgets.painting import badge_size, draw_avatar, draw_badge, draw_tag, tag_size


class Avatar(QWidget):
    """Initials in the colour of the record's id, or its picture; square for firms, `round_` for people."""

    def __init__(
        self,
        initials: str = "",
        key: int | str = 0,
        side: int = 44,
        picture: QPixmap | None = None,
        *,
        round_: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._side, self._round = side, round_
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_record(initials, key, picture)

    def set_record(self, initials: str, key: int | str, picture: QPixmap | None = None) -> None:
        """Show another record."""
        self._initials, self._key, self._picture = initials, key, picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_avatar(painter, self.rect(), self._initials, self._key, self._picture, round_=self._round)


class Badge(QWidget):
    """A coloured word about a state: client, prospect, neutral, red, amber, green; an icon may stand before it."""

    def __init__(
        self, text: str, kind: str = "neutral", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, kind, icon)

    def set(self, text: str, kind: str = "neutral", icon: str | None = None) -> None:
        """Show another state."""
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word shown."""
        return self._text

    def sizeHint(self) -> QSize:
        return badge_size(self._text, self._icon)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_badge(QPainter(self), self.rect(), self._text, self._kind, self._icon)


class TagPill(PlainWords, KeyboardRing, QAbstractButton):
    """A tag with its colour; `removable` adds a cross: `removed` on a click on it, Delete or Backspace."""

    removed = Signal()

    def __init__(self, text: str, token: str = "c1", *, removable: bool = False, parent: QWidget | None = None) -> None:
        """`token` is a colour of `painting.TAG_COLOURS`."""
        super().__init__(parent)
        self.setText(text)
        self._token, self._removable = token, removable
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setProperty("ringRadius", 11)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if removable else Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return tag_size(self.text(), removable=self._removable)

    def cross(self) -> QRect:
        """Where the cross is."""
        return QRect(self.width() - theme.px(26), 0, theme.px(26), self.height()) if self._removable else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        line = "field" if self.underMouse() and self._removable else "line2"
        draw_tag(QPainter(self), self.rect(), self.text(), self._token, removable=self._removable, line=line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.cross().contains(event.position().toPoint()):
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)
