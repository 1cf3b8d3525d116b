"""Help inside the program: short pages, the list of keys, and what the program is made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.values.folding import words
from ui.company.about import AboutText
from ui.company.help_text import HelpText
from ui.company.help_topics import topics
from ui.company.key_list import KeyList
from ui.shell import Shell
from ui.text import tr
from ui.widgets.page import Page
from ui.widgets.section_index import SectionIndex

KEYS, ABOUT = "keys", "about"


class HelpPage(QWidget):
    """`open(topic="backups")` shows a page; "keys" and "about" are pages too."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._page = Page(margin=32, gap=0)
        self._page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shown: QWidget | None = None
        self._topics = {topic.key: topic for topic in topics()}
        self._titles = {topic.key: topic.title for topic in self._topics.values()}
        self._titles |= {KEYS: tr("List of keys"), ABOUT: tr("About Clientele")}
        self._index = SectionIndex(list(self._titles.items()))
        self._index.find_field.setPlaceholderText(tr("Find in the help…"))
        self._index.find_field.setAccessibleName(tr("Find in the help"))
        self._index.chosen.connect(self.show_topic)
        self._index.finding.connect(self._find)
        self._index.found.connect(lambda: self._page.setFocus(Qt.FocusReason.OtherFocusReason))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._index)
        row.addWidget(self._page, 1)
        self.show_topic(next(iter(self._topics)))

    def open(self, topic: str = "") -> None:
        """Show a page, or the one before."""
        if topic in self._titles:
            self._index.set_current(topic)
            self.show_topic(topic)

    def show_topic(self, key: str) -> None:
        """Show a page from its top."""
        if self._shown is not None:
            self._page.body.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = {KEYS: KeyList, ABOUT: AboutText}.get(key, lambda: HelpText(self._topics[key]))()
        self._page.body.addWidget(self._shown)
        self._page.setAccessibleName(self._titles[key])
        self._page.verticalScrollBar().setValue(0)

    def _find(self, text: str) -> None:
        """The page whose title has the words, else the one that says them."""
        wanted = words(text)
        if not wanted:
            return
        for told in (lambda topic: topic.title, lambda topic: f"{topic.title} {topic.words}"):
            for topic in self._topics.values():
                said = " ".join(words(told(topic)))
                if all(word in said for word in wanted):
                    self.open(topic.key)
                    return

    def title(self) -> str:
        """The title of the window."""
        return tr("Help")

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands this page serves."""
        find = lambda: self._index.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)  # noqa: E731 - one command
        return {"back": self._shell.back, "find": find}

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self._index.find_field, self._page]
