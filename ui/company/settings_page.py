"""The settings page: sections one below the other, an index at their left that also finds a setting by its words.

The sections are built one by one, each in a turn of the event loop of its own, and all at once for who asks for one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.values.folding import fold
from ui.company.sections import SECTIONS
from ui.company.settings_computer import AppearanceSection, BackupsSection, FileSection
from ui.company.settings_papers import AddressSection, HeadSection, NumbersSection, SellingSection
from ui.company.settings_parts import SettingsSection, row_of
from ui.company.settings_shop import NamesSection, PeopleSection, ShopSection
from ui.company.settings_window import WindowSection
from ui.shell import Shell
from ui.text import tr
from ui.theme import theme
from ui.widgets.labels import LinkLabel, text_label
from ui.widgets.page import Page
from ui.widgets.section_index import SectionIndex

WIDTH = 820


class SettingsPage(QWidget):
    """`open(section="backups")` goes to a section. `rebuild_wanted`: the language or the text size is another now."""

    rebuild_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._index = SectionIndex([(one.key, tr(one.title)) for one in SECTIONS])
        self._index.find_field.setPlaceholderText(tr("Find a setting…"))
        self._index.find_field.setAccessibleName(tr("Find a setting"))
        self._index.chosen.connect(self.go_to)
        self._index.finding.connect(self._find)
        self._index.found.connect(self._enter)
        self._makers: dict[str, Callable[[], SettingsSection]] = {
            "shop": lambda: ShopSection(shell),
            "people": lambda: PeopleSection(shell),
            "appearance": lambda: AppearanceSection(shell, self.rebuild_wanted.emit),
            "names": lambda: NamesSection(shell),
            "head": lambda: HeadSection(shell),
            "numbers": lambda: NumbersSection(shell),
            "selling": lambda: SellingSection(shell),
            "addresses": lambda: AddressSection(shell),
            "windows": lambda: WindowSection(shell),
            "backups": lambda: BackupsSection(shell),
            "file": lambda: FileSection(shell),
        }
        self._sections: dict[str, SettingsSection] = {}
        self._wanted = ""  # what stays at the top while sections above it grow
        self._building = QTimer(self, interval=0)
        self._building.timeout.connect(self._build_one)
        self._building.start()
        self._page = Page(margin=24, gap=16)
        self._fill()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._index)
        row.addWidget(self._page, 1)
        self._page.verticalScrollBar().valueChanged.connect(self._follow)
        self._page.verticalScrollBar().rangeChanged.connect(lambda *_: self._stay())
        shell.jobs.changed.connect(self._on_changes)

    def _fill(self) -> None:
        self._page.body.addWidget(text_label(tr("Settings"), "pageTitle"))
        lists = LinkLabel(tr("Tags, categories, own fields and other lists…"), "list")
        lists.clicked.connect(lambda: self._shell.show_page("lists"))
        self._page.body.addLayout(row_of(lists))
        self._page.body.addStretch(1)

    @property
    def sections(self) -> dict[str, SettingsSection]:
        """All sections by their keys."""
        while self._makers:
            self._build_one()
        return self._sections

    def _build_one(self) -> None:
        key = next(iter(self._makers), "")
        if key:
            section = self._sections[key] = self._makers.pop(key)()
            section.setMaximumWidth(theme.px(WIDTH))
            self._page.body.insertWidget(self._page.body.count() - 1, section)
            section.load()
        if not self._makers:
            self._building.stop()

    def open(self, section: str = "") -> None:
        """Read everything anew, and go to a section."""
        for one in self._sections.values():
            one.load()
        if section:
            QTimer.singleShot(0, self, lambda: self.go_to(section))

    def go_to(self, key: str) -> None:
        """Scroll to a section."""
        self._wanted = key
        self._index.set_current(key)
        self._stay()

    def _stay(self) -> None:
        if self._wanted:
            self._page.verticalScrollBar().blockSignals(True)
            self._page.scroll_to(self.sections[self._wanted])
            self._page.verticalScrollBar().blockSignals(False)

    def _follow(self, top: int) -> None:
        """The index shows the section at the top."""
        self._wanted = ""
        margin = theme.px(80)
        above = [key for key, section in self._sections.items() if section.y() <= top + margin]
        self._index.set_current(above[-1] if above else next(iter(self.sections)))

    def _find(self, text: str) -> None:
        wanted = fold(text)
        if not wanted:
            return
        titles = {one.key: f"{tr(one.title)} {tr(one.words)}" for one in SECTIONS}
        for key, section in self.sections.items():
            words = " ".join(label.text() for label in section.findChildren(QLabel))
            if wanted in fold(f"{titles[key]} {words}"):
                self.go_to(key)
                return

    def _enter(self) -> None:
        """Enter in the finder: the first field of the section found."""
        section = self.sections[self._index.current()]
        fields = [child for child in section.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if fields:
            fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_changes(self, changes: Any) -> None:
        if self.isVisible():
            for section in self._sections.values():
                if section.tables() and changes.touches(*section.tables()):
                    section.load()

    def title(self) -> str:
        """The title of the window."""
        return tr("Settings")

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands this page serves."""
        find = lambda: self._index.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)  # noqa: E731 - one command
        return {"back": self._shell.back, "find": find}

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self._index.find_field, self.sections["shop"]]
