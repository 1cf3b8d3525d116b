"""A single icon as a widget, and the line of text it stands beside. To a screen reader only the text speaks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.labels import text_label
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


def fact(icon: str, text: str, second: str = "") -> QHBoxLayout:
    """A line that can be selected, after its icon; `second` stands under it, small."""
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(symbol(icon), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(text_label(text, wrap=True, selectable=True))
    if second:
        words.addWidget(text_label(second, "small", "text3", wrap=True))
    line.addLayout(words, 1)
    return line
