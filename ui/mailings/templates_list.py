"""The list of templates: what they are for, in which languages; new, open, copy, delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, plural
from app.mailings import templates
from app.mailings.templates import KINDS, TemplateRow
from app.values.folding import fold
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.widgets.buttons import Button
from ui.widgets.inputs import LineInput
from ui.widgets.menus import Menu
from ui.widgets.question import Question
from ui.widgets.record_table import RecordTable
from ui.widgets.table_model import Column


def kind_of(row: TemplateRow) -> str:
    """What it is for."""
    return tr(dict(KINDS)[row.kind])


def _languages(row: TemplateRow) -> str:
    return ", ".join(translator().language_name(language) for language in row.languages)


COLUMNS = (
    Column("name", N_("Name"), 32, lambda row: row.name, order=lambda row: row.name.casefold(), link=True, weight=500),
    Column("kind", N_("For"), 16, kind_of, order=kind_of),
    Column("languages", N_("Languages"), 24, _languages, order=_languages),
)


class TemplatesList(QWidget):
    """`row_changed`: other commands mean something now."""

    row_changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.list = RecordTable(COLUMNS, tr("Templates"))
        self.list.show_sort("name")
        self.list.opened.connect(self.open_row)
        self.list.link_activated.connect(lambda row, _key: self.open_row(row))
        self.list.menu_wanted.connect(self._open_menu)
        self.list.selection_changed.connect(lambda _row: self.row_changed.emit())
        self.list.view.type_ahead = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def read(self, text: str = "") -> None:
        """The templates whose name has these words."""
        work = lambda session: (text, templates.listed(session))  # noqa: E731 - a question
        self.shell.jobs.read(self, work, self._take, key="templates")

    def _take(self, found: tuple[str, list[TemplateRow]]) -> None:
        text, rows = found
        words = fold(text).split()
        rows = [row for row in rows if all(word in fold(row.name) for word in words)]
        if text:
            self.list.set_empty("search-off", tr("Nothing is called “{text}”", text=text))
        else:
            ours = Button(tr("Take ours"), "template", kind="primary")
            ours.clicked.connect(self.add_starters)
            title, more = tr("No templates yet"), tr("A template is a text to begin letters and mailings from.")
            self.list.set_empty("template", title, more, [ours])
        self.list.show_rows(rows)
        if rows and self.list.current() is None:
            self.list.view.set_current_row(0)
        self.row_changed.emit()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands for the template in front."""
        row = self.list.current()
        if row is None:
            return {}
        return {"open": partial(self.open_row, row), "delete": partial(self.delete, row)}

    def open_row(self, row: TemplateRow) -> None:
        """Change it."""
        self.shell.show_page("template", template_id=row.id)

    def begin(self) -> None:
        """A new one."""
        if self.shell.may_write():
            self.shell.show_page("template")

    def menu(self) -> Menu:
        """What can be done with the template in front."""
        menu, row = Menu(self), self.list.current()
        if row is not None:
            menu.add(tr("Open"), partial(self.open_row, row), icon="external-link", keys="Return")
            menu.add(tr("Copy…"), partial(self.copy, row), icon="copy")
            menu.addSeparator()
        menu.add(tr("Bring back our templates"), self.add_starters, icon="template")
        if row is not None:
            menu.add(tr("Delete"), partial(self.delete, row), icon="trash", keys="Del", danger=True)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        self.menu().exec(place)

    def copy(self, row: TemplateRow) -> None:
        """The same under another name."""

        def done(name: str) -> None:
            self._write(N_("Copy a template"), partial(templates.copy, template_id=row.id, name=name))

        if self.shell.may_write():
            asked = Question(self, tr("Copy a template"), tr("Copy"), done)
            name = LineInput(tr("{name} (copy)", name=row.name), max_length=120)
            asked.add("name", tr("Name"), name, needed=tr("Enter a name."))
            asked.begin()

    def delete(self, row: TemplateRow) -> None:
        """It goes; what was written from it stays."""
        if self.shell.may_write():
            said = tr("“{name}” is deleted.", name=row.name)
            done = lambda _none: self.shell.toast(said, undo=True)  # noqa: E731 - a slot
            self._write(N_("Delete a template"), partial(templates.delete, template_ids=[row.id]), done)

    def add_starters(self) -> None:
        """Those of ours that are not in the book."""

        def done(count: int) -> None:
            none = tr("All of our templates are here already.")
            words = plural("{count} template added", "{count} templates added")
            self.shell.toast(trn(words, count) if count else none, undo=bool(count))

        if self.shell.may_write():
            self._write(N_("Add templates"), templates.add_starters, done)

    def _write(self, label: str, work: Callable[[Any], Any], then: Callable[[Any], object] | None = None) -> None:
        self.shell.jobs.write(self, label, work, then, refused=self.shell.explain)
