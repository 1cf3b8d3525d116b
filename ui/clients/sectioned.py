"""A tab made of sections: the index at the left follows the scrolling, and finds a field by its label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.values.folding import fold
from ui.clients.editor import Editor
from ui.clients.read_field import ReadField, ReadGrid
from ui.clients.section import Section
from ui.theme import theme
from ui.widgets.field_box import FieldBox
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
            section.hide()  # until its turn comes: all at once they would hold the window up
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
        self._behind: list[Section] = []
        self._awaited: list[Section] = []
        self._known: set[tuple[str, bool]] = set()
        self._catching_up = QTimer(self, interval=0)
        self._catching_up.timeout.connect(self._catch_up)

    def show_record(self) -> None:
        """Show the draft as it is now, in the mode of now: what is in sight at once, the rest one by one after it.

        What is in sight for the first time in this mode comes one by one too, for the window is not to be held up;
        it is painted when all of it is there.
        """
        editing = self.editor.editing
        seen = [section for section in self.sections if self._in_sight(section)]
        self._awaited = [section for section in seen if (section.key, editing) not in self._known]
        self._behind = [*self._awaited, *(section for section in self.sections if section not in seen)]
        self.setUpdatesEnabled(not self._awaited)
        for section in seen:
            if section not in self._awaited:
                section.show_record()
        if self._behind:
            self._catching_up.start()
        self.show_counts()
        self._show_errors()

    def prepare(self) -> Iterator[None]:
        """Build, a piece at each step, what a first look and a first edit would wait for."""
        for editing in (False, True):
            for section in self.sections:
                if not section.is_ready(editing=editing):
                    section.prepare(editing=editing)
                section.ensurePolished()  # its part of the style sheet is looked up now
                yield

    def _in_sight(self, section: Section) -> bool:
        if section in self.sections[:2] and self.page.verticalScrollBar().value() == 0:
            return True
        return self.isVisible() and not section.visibleRegion().isEmpty()

    def _catch_up(self) -> None:
        if self._behind:
            self._show_one(self._behind[0])
        if not self._behind:
            self._catching_up.stop()

    def _show_one(self, section: Section) -> None:
        self._behind.remove(section)
        section.show_record()
        section.show()
        self._known.add((section.key, self.editor.editing))
        if section in self._awaited:
            self._awaited.remove(section)
            self.setUpdatesEnabled(not self._awaited)

    def rank(self, path: str) -> tuple[int, ...]:
        """Where the field at `path` stands on the tab, section by section; to sort by."""
        found = enumerate(self.sections)
        return next(((n, *section.rank(path)) for n, section in found if answers(section, path)), ())

    def settle(self, section: Section | None = None) -> None:
        """Show at once what is still to come: one section, or all."""
        for each in [known for known in self._behind if section in (None, known)]:
            self._show_one(each)

    def to_top(self) -> None:
        """Another record: from its beginning."""
        self.page.verticalScrollBar().setValue(0)

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
            self.settle()
            self._following = False
            self.page.scroll_to(section)
            self._following = True
            self.index.set_current(key)

    def focus(self, path: str) -> bool:
        """Put the focus at the field of `path`."""
        section = next((section for section in self.sections if answers(section, path)), None)
        if section is None:
            return False
        self.settle(section)
        if not section.focus(path):
            self.go_to(section.key)
            return True
        QTimer.singleShot(0, section, lambda: self._reveal_focus(section))
        return True

    def _reveal_focus(self, section: Section) -> None:
        """Have the field with the focus in sight, the line under it too."""
        focused: QWidget | None = self.page.widget().focusWidget()
        if focused is None or not section.isAncestorOf(focused):
            return
        box = focused
        while not isinstance(box, FieldBox | Section):
            box = box.parentWidget() or section
        self.page.reveal(focused if box is section else box)
        self.index.set_current(section.key)

    def focus_first(self) -> None:
        """Put the caret into the first field of the section in sight."""
        section = self.section(self.index.current())
        self.settle(section)
        if section is not None and not section.focus_first():
            self.sections[0].focus_first()

    def find_field(self) -> None:
        """Put the caret into "Find a field"."""
        self.index.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.index.find_field.selectAll()

    def _on_finding(self, text: str) -> None:
        wanted = fold(text)
        self._found = None
        if not wanted:
            return
        self.settle()
        for section in self.sections:
            found = section.find_field(wanted)
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
        inside = cast(QWidget, self.page.widget())
        tops = [(section.mapTo(inside, QPoint(0, 0)).y(), section.key) for section in self.sections]
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
