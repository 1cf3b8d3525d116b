"""The pane beside a list: who the line under the cursor is, a fact a line. It is made anew for each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.values.person import initials
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Panel, Separator, text_label
from ui.widgets.page import Page
from ui.widgets.pills import Avatar
from ui.widgets.symbols import symbol


class SidePane(Panel):
    """Holds one page at a time. `copied` carries the text whose copy button was pressed."""

    copied = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self.setAccessibleName(name)
        self.setMinimumWidth(theme.px(260))
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._page: Page | None = None

    def say(self, words: str) -> None:
        """Nobody is there: say so in the middle."""
        page = Page(margin=20)
        hint = text_label(words, "body", "text3", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page.body.addStretch()
        page.body.addWidget(hint)
        page.body.addStretch()
        self.put(page)

    def put(self, page: Page) -> None:
        """Show `page` in place of the one before."""
        if self._page is not None:
            self._place.removeWidget(self._page)
            self._page.deleteLater()
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = page
        self._place.addWidget(page)

    def fact(self, icon: str, text: str, second: str = "", *, copy: bool = False) -> QHBoxLayout:
        """A text after its icon, `second` small under it, and a button that copies the text."""
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(symbol(icon), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        # A long address must break anywhere, or it would push the button out of sight; so it is not for selecting.
        words.addWidget(text_label(text, wrap=True, selectable=not copy))
        if second:
            words.addWidget(text_label(second, "small", "text3", wrap=True))
        line.addLayout(words, 1)
        if copy:
            button = IconButton("copy", tr("Copy “{text}”", text=text.replace("\n", ", ")), small=True)
            button.clicked.connect(lambda: self.copied.emit(text))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line


def head(name: str, second: str, *, number: int, picture: bytes | None, is_organisation: bool) -> QHBoxLayout:
    """The face, the name, and a small line below; `number` chooses the colour of the initials."""
    image = QPixmap()
    if picture:
        image.loadFromData(picture)
    words = (name,) if is_organisation else tuple(name.split(" "))
    row = QHBoxLayout()
    row.setSpacing(12)
    face = Avatar(initials(*words), number, theme.px(48), None if image.isNull() else image)
    row.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
    names = QVBoxLayout()
    names.setSpacing(2)
    names.addWidget(text_label(name, "section", wrap=True, selectable=True))
    names.addWidget(text_label(second, "small", "text3", wrap=True))
    row.addLayout(names, 1)
    return row


def passage(page: Page, title: str, text: str, style: str = "body") -> None:
    """A titled text at the end of `page`, below a line."""
    page.body.addWidget(Separator())
    page.body.addWidget(text_label(title, "card"))
    page.body.addWidget(text_label(text, style, "text2", wrap=True, selectable=True))
