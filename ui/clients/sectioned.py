"""A tab made of sections: the index at the left follows the scrolling, and finds a field by its label."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.values.folding import fold
from ui.clients.editor import Editor
from ui.clients.read_field import ReadField, ReadGrid
from ui.clients.section import Section
from ui.theme import theme
from ui.widgets.page import Page
from ui.widgets.section_index import SectionIndex

Builder = Callable[[Editor], Section]
GAP = 28


class SectionedTab(QWidget):
    """Sections one below the other. `sections` are built with the tab, their fields when they are first shown."""

    def __init__(self, editor: Editor, builders: Sequence[Builder]) -> None:
        super().__init__()
        self.editor = editor
        self.sections = [build(editor) for build in builders]
        self.index = SectionIndex([(section.key, section.title) for section in self.sections])
        self.page = Page(margin=24, gap=GAP)
        for section in self.sections:
            self.page.body.addWidget(section)
        self.page.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.index)
        row.addWidget(self.page, 1)
        self.index.chosen.connect(self.go_to)
        self.index.finding.connect(self._on_finding)
        self.index.found.connect(self._on_found)
        self.page.verticalScrollBar().valueChanged.connect(self._follow)
        editor.judged.connect(self._show_errors)
        self._found: QWidget | None = None
        self._following = True

    def show_record(self) -> None:
        """Show the draft as it is now, in the mode of now."""
        for section in self.sections:
            section.show_record()
        self.show_counts()
        self._show_errors()

    def show_counts(self) -> None:
        """The numbers in the index."""
        for section in self.sections:
            self.index.set_count(section.key, section.count())

    def section(self, key: str) -> Section | None:
        """The section called `key`."""
        return next((section for section in self.sections if section.key == key), None)

    def go_to(self, key: str) -> None:
        """Scroll a section to the top."""
        section = self.section(key)
        if section is not None:
            self._following = False
            self.page.scroll_to(section)
            self._following = True
            self.index.set_current(key)

    def focus(self, path: str) -> bool:
        """Put the focus at the field of `path`."""
        section = next((section for section in self.sections if answers(section, path)), None)
        if section is None:
            return False
        if not section.focus(path):
            self.go_to(section.key)
            return True
        QTimer.singleShot(0, section, self._reveal_focus)
        return True

    def _reveal_focus(self) -> None:
        focused = self.page.widget().focusWidget()
        if focused is not None and self.page.widget().isAncestorOf(focused):
            self.page.reveal(focused)
            self._follow()

    def focus_first(self) -> None:
        """Put the caret into the first field of the section in sight."""
        section = self.section(self.index.current())
        if section is not None and not section.focus_first():
            self.sections[0].focus_first()

    def find(self) -> None:
        """Put the caret into "Find a field"."""
        self.index.find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.index.find.selectAll()

    def _on_finding(self, text: str) -> None:
        wanted = fold(text)
        self._found = None
        if not wanted:
            return
        for section in self.sections:
            found = section.find(wanted)
            if found is not None or wanted in fold(section.title):
                self._found = found
                self.index.set_current(section.key)
                self.page.scroll_to(found or section)
                return

    def _on_found(self) -> None:
        found = self._found
        if isinstance(found, ReadField):
            grid = found.parentWidget()
            if isinstance(grid, ReadGrid):
                grid.go_to(found)
        elif found is not None:
            focus = getattr(found, "focus", found.setFocus)
            focus()

    def _follow(self) -> None:
        """The index says which section is at the top, or the last one when the end is in sight."""
        if not self._following or not self.sections:
            return
        bar = self.page.verticalScrollBar()
        edge = bar.value() + theme.px(80)
        tops = [(section.mapTo(self.page.widget(), QPoint(0, 0)).y(), section.key) for section in self.sections]
        passed = [key for top, key in tops if top <= edge]
        at_end = bar.value() == bar.maximum() and bar.maximum() > 0
        self.index.set_current(tops[-1][1] if at_end else passed[-1] if passed else tops[0][1])

    def _show_errors(self) -> None:
        wrong = {problem.path for problem in self.editor.errors()}
        for section in self.sections:
            self.index.set_error(section.key, any(answers(section, path) for path in wrong))


def answers(section: Section, path: str) -> bool:
    """Whether `section` shows the field at `path`."""
    steps = path.split("/")
    return steps[0] in section.answers or (steps[0] == "companies" and steps[-1] in section.answers)
