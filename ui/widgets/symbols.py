"""A single icon as a widget, beside a line of text. It says nothing to a screen reader: the text does."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.painting import draw_icon


class Symbol(QWidget):
    """One icon in a colour of the theme, as high as a line of text."""

    def __init__(self, name: str, token: str = "text3", size: int = 18) -> None:
        super().__init__()
        self._name, self._token, self._size = name, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, token: str) -> None:
        """Another icon or colour."""
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), max(theme.px(self._size), theme.line("body")))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self.rect(), self._name, self._token, self._size)


def symbol(name: str, token: str = "text3", size: int = 18) -> Symbol:
    """An icon to stand before a line."""
    return Symbol(name, token, size)
