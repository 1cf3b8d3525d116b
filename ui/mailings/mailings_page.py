"""The place "Mailings & labels": mailings, letters, templates, and which labels and envelopes were printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.clients import search
from app.clients.search import Query
from app.i18n import N_
from app.mailings import mailings, overview
from app.mailings.overview import MailingRow
from ui.mailings import mailings_table as columns
from ui.mailings.mailing_start import ask_letter, ask_mailing
from ui.mailings.templates_list import TemplatesList
from ui.shell import Shell
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.inputs import LineInput
from ui.widgets.labels import Panel, text_label
from ui.widgets.menus import Menu
from ui.widgets.question import Question
from ui.widgets.record_table import RecordTable
from ui.widgets.search_box import SearchBox
from ui.widgets.tabs import TabBar

if TYPE_CHECKING:
    from app.store.history import Changes

TABS = (
    ("mailing", N_("Mailings")),
    ("letter", N_("Letters")),
    ("templates", N_("Templates")),
    ("printed", N_("Labels & envelopes")),
)
KINDS = {"mailing": ("mailing",), "letter": ("letter",), "printed": ("labels", "envelopes")}
_COLUMNS = {"mailing": columns.MAILINGS, "letter": columns.LETTERS, "printed": columns.PRINTED}
_EMPTY = {
    "mailing": ("mail", N_("No mailings yet"), N_("Write one letter to many clients: each gets their own.")),
    "letter": ("mail", N_("No letters yet"), N_("Write to one client, on your letterhead.")),
    "printed": ("layout-grid", N_("Nothing was printed yet"), N_("Labels and envelopes are listed here once printed.")),
}
_MOST = 5_000
_CONTROL = Qt.KeyboardModifier.ControlModifier


class MailingsPage(QWidget):
    """`open(tab)`."""

    page_changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self._outdated = True
        self.tabs = TabBar([(key, tr(words)) for key, words in TABS], tr("Mailings & labels"))
        self.search_box = SearchBox(tr("Find by name…"), keys="Ctrl+F", name=tr("Find a mailing"))
        self.lists: dict[str, RecordTable] = {}
        self.templates = TemplatesList(shell)
        self._body = QStackedWidget()
        self._build()
        self.tabs.changed.connect(self._turn)
        self.search_box.textChanged.connect(self._read)
        self.search_box.stepped_down.connect(lambda: self.front.setFocus(Qt.FocusReason.TabFocusReason))
        self.templates.row_changed.connect(self.page_changed)
        shell.jobs.changed.connect(self._on_changes)

    def _build(self) -> None:
        self._head = Panel("surface", "bottom")
        column = QVBoxLayout(self._head)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(text_label(tr("Mailings & labels"), "title"))
        row.addStretch()
        self.labels_button = Button(tr("Labels…"), "layout-grid", kind="quiet", chevron=True)
        self.envelopes_button = Button(tr("Envelopes…"), "send", kind="quiet", chevron=True)
        self.new_button = Button(tr("New mailing"), "plus", kind="primary")
        for button in (self.labels_button, self.envelopes_button, self.new_button):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.tabs)
        self._tools = Panel("surface")
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(24, 10, 24, 10)
        self.search_box.setMinimumWidth(theme.px(280))
        self.search_box.setMaximumWidth(theme.px(460))
        row.addWidget(self.search_box, 1)
        row.addStretch(1)
        for key, shown in _COLUMNS.items():
            self.lists[key] = self._list(key, shown)
        self._body.addWidget(self.templates)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head)
        outer.addWidget(self._tools)
        outer.addWidget(self._body, 1)
        self.labels_button.clicked.connect(partial(self._open_whom, self.labels_button, self._labels))
        self.envelopes_button.clicked.connect(partial(self._open_whom, self.envelopes_button, self._envelopes))
        self.new_button.clicked.connect(self.begin)

    def _list(self, key: str, shown: Any) -> RecordTable:
        made = RecordTable(shown, tr(dict(TABS)[key]))
        made.show_sort("day", descending=True)
        made.opened.connect(self.open_row)
        made.link_activated.connect(lambda row, _column: self.open_row(row))
        made.menu_wanted.connect(self._open_menu)
        made.selection_changed.connect(lambda _row: self.page_changed.emit())
        made.view.type_ahead = None  # letters go to the search box
        self._body.addWidget(made)
        return made

    # What the window asks

    def open(self, tab: str = "") -> None:
        """Show the lists, read again where something changed."""
        if tab:
            self.tabs.set_current(tab)
        if self._outdated or tab:
            self._turn(self.tabs.current())

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        return {"tab": self.tabs.current()}

    def title(self) -> str:
        """Of the window."""
        return tr("Mailings & labels")

    @property
    def front(self) -> QWidget:
        """What takes the keys."""
        table = self.table()
        return table.view if table is not None else self.templates.list.view

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self._head, self._tools, self._body]

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands of this page."""
        found: dict[str, Callable[[], None]] = {"back": self.shell.back, "find": self._find}
        if self.tabs.current() == "templates":
            return found | self.templates.handlers()
        row = self.row()
        if row is not None:
            found |= {"open": partial(self.open_row, row), "delete": partial(self.delete, row)}
        return found

    def table(self) -> RecordTable | None:
        """The list in front; None where it is that of the templates."""
        return self.lists.get(self.tabs.current())

    def row(self) -> MailingRow | None:
        """The line in front."""
        table = self.table()
        return table.current() if table is not None else None

    # Showing

    def _turn(self, tab: str) -> None:
        self._outdated = False
        self._body.setCurrentWidget(self.lists.get(tab, self.templates))
        words = {"letter": tr("New letter"), "templates": tr("New template")}
        self.new_button.setText(words.get(tab, tr("New mailing")))
        self.new_button.updateGeometry()
        self._read()
        self.page_changed.emit()

    def _read(self) -> None:
        tab, text = self.tabs.current(), self.search_box.text()
        if tab == "templates":
            self.templates.read(text)
            return
        kinds = KINDS[tab]
        work = lambda db: (tab, text, overview.listed(db, text=text, kinds=kinds, limit=_MOST))  # noqa: E731
        self.shell.jobs.rows(self, work, self._take, key="mailings")

    def _take(self, found: tuple[str, str, list[MailingRow]]) -> None:
        tab, text, rows = found
        shown = self.lists[tab]
        if text:
            shown.set_empty("search-off", tr("Nothing is called “{text}”", text=text))
        else:
            icon, title, words = _EMPTY[tab]
            shown.set_empty(icon, tr(title), tr(words), self._beginnings(tab))
        shown.show_rows(rows)
        if rows and shown.current() is None:
            shown.view.set_current_row(0)
        self.page_changed.emit()

    def _beginnings(self, tab: str) -> list[Button]:
        if tab == "printed":
            return []
        new = Button(tr("New letter") if tab == "letter" else tr("New mailing"), "plus", kind="primary")
        new.clicked.connect(self.begin)
        return [new]

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("mailing", "mailing_recipient", "template", "template_text"):
            self._outdated = not self.isVisible()
            if self.isVisible():
                self._read()

    # Acts

    def begin(self) -> None:
        """A new mailing, letter or template, as the tab in front has them."""
        tab = self.tabs.current()
        if tab == "templates":
            self.templates.begin()
        elif tab == "letter":
            ask_letter(self.shell, self, None)
        else:
            ask_mailing(self.shell, self, self.shell.ticked_clients())

    def open_row(self, row: MailingRow) -> None:
        """A mailing or letter itself; of labels and envelopes, who they were for."""
        self.shell.show_page("mailing", mailing_id=row.id)

    def menu(self) -> Menu:
        """What can be done with the line in front."""
        menu, row = Menu(self), self.row()
        if row is None:
            return menu
        menu.add(tr("Open"), partial(self.open_row, row), icon="external-link", keys="Return")
        if row.kind in ("mailing", "letter"):
            menu.add(tr("Copy…"), partial(self.copy, row), icon="copy")
        menu.add(tr("Rename…"), partial(self.rename, row), icon="pencil")
        menu.addSeparator()
        menu.add(tr("Delete"), partial(self.delete, row), icon="trash", keys="Del", danger=True)
        return menu

    def _open_menu(self, place: QPoint) -> None:
        self.menu().exec(place)

    def copy(self, row: MailingRow) -> None:
        """The same as a new draft, and open it."""

        def done(name: str) -> None:
            work = partial(mailings.copy, mailing_id=row.id, name=name)
            open_it = lambda number: self.shell.show_page("mailing", mailing_id=number)  # noqa: E731 - a slot
            self.shell.jobs.write(self, N_("Copy a mailing"), work, open_it, refused=self.shell.explain)

        self._ask_name(tr("Copy to a new mailing"), tr("Copy"), tr("{name} (copy)", name=row.name), done)

    def rename(self, row: MailingRow) -> None:
        """Another name."""

        def done(name: str) -> None:
            work = partial(mailings.rename, mailing_id=row.id, name=name)
            self.shell.jobs.write(self, N_("Rename a mailing"), work, refused=self.shell.explain)

        self._ask_name(tr("Rename"), tr("Rename"), row.name, done)

    def _ask_name(self, title: str, verb: str, name: str, done: Callable[[str], None]) -> None:
        if self.shell.may_write():
            asked = Question(self, title, verb, done)
            asked.add("name", tr("Name"), LineInput(name, max_length=120), needed=tr("Enter a name."))
            asked.begin()

    def delete(self, row: MailingRow) -> None:
        """It goes, with what was printed; Undo brings it back."""
        if not self.shell.may_write():
            return
        said = tr("“{name}” is deleted.", name=row.name)
        work = partial(mailings.delete, mailing_ids=[row.id])
        done = lambda _none: self.shell.toast(said, undo=True)  # noqa: E731 - a slot
        self.shell.jobs.write(self, N_("Delete a mailing"), work, done, refused=self.shell.explain)

    # Labels and envelopes for many

    def whom_menu(self, act: Callable[[list[int], str], None]) -> Menu:
        """For whom labels or envelopes are printed."""
        menu = Menu(self)
        ticked = self.shell.ticked_clients()
        if ticked:
            menu.add(tr("The clients ticked in the list"), partial(act, ticked, ""), icon="check")
        menu.add(tr("All clients"), partial(self._search, Query(), tr("All clients"), act), icon="users")
        for name, query in self.shell.saved_searches():
            menu.add(name, partial(self._search, query, name, act), icon="bookmark")
        return menu

    def _open_whom(self, button: Button, act: Callable[[list[int], str], None]) -> None:
        self.whom_menu(act).open_under(button)

    def _search(self, query: Query, name: str, act: Callable[[list[int], str], None]) -> None:
        today = self.shell.today()
        work = lambda db: list(search.all_ids(db, query, today))  # noqa: E731 - a question
        self.shell.jobs.rows(self, work, lambda ids: act(ids, name), key="whom")

    def _labels(self, client_ids: list[int], name: str) -> None:
        from ui.mailings.opening import open_labels

        open_labels(self.shell, self, client_ids, search=name)

    def _envelopes(self, client_ids: list[int], name: str) -> None:
        from ui.mailings.envelopes_opening import open_envelopes

        open_envelopes(self.shell, self, client_ids, search=name)

    # Keys

    def _find(self) -> None:
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self._turn(self.tabs.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters typed on the list go to the search box."""
        if event.key() == Qt.Key.Key_Escape and self.search_box.text():
            self.search_box.clear()
        elif event.text().isprintable() and event.text().strip() and not event.modifiers() & _CONTROL:
            self.search_box.setFocus()
            self.search_box.insert(event.text())
        else:
            super().keyPressEvent(event)
