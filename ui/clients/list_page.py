"""The Clients page: tabs, search, chips, the list, the preview, and the bar for what is ticked.

Every keystroke runs at once and overtakes the one before: first the lines in sight, then all ids of the search.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.clients import search
from app.clients.search import Facets, Query, Row
from app.errors import BookError
from ui.clients.columns import BY_KEY, COLUMNS
from ui.clients.commands import ListCommands
from ui.clients.list_frame import ListFoot, ListHead, ListTools
from ui.clients.list_view import ListView
from ui.clients.preview import Preview
from ui.shell import Shell
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.first_paint import FirstPaint
from ui.widgets.page import Splitter

if TYPE_CHECKING:
    from app.store.history import Changes
    from ui.clients.action_bar import ActionBar
    from ui.clients.list_states import ListStates

TABS = ("clients", "prospects", "all")
AWAY = ("archived", "bin")
WIDE = 1360
PREVIEW_AFTER_MS, TYPED_AFTER_MS = 40, 250  # who types looks at the list, not at the pane beside it


class ListPage(QWidget):
    """One list for clients, prospects, all, the archive and the bin. `counted` tells the navigation of new counts,
    `loaded` that the first rows are on the screen.
    """

    counted = Signal(dict)
    loaded = Signal()
    searched = Signal(object)
    page_changed = Signal()  # the commands that it serves are others

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.query = Query()
        self.facets: Facets | None = None
        self.complete = False
        self._preview_soon = QTimer(self, singleShot=True)
        self._preview_wanted = True
        self._tab_before = TABS[0]
        self._to_choose: int | None = None
        self._build()
        self.commands = ListCommands(self)
        self._connect()
        self._remembered()

    def _build(self) -> None:
        self.splitter = Splitter(parent=self)
        left, self.preview = QWidget(self.splitter), Preview(self.shell, self.splitter)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([1000, theme.width("preview")])
        self.head = head = ListHead(self.shell, self)
        tools, self.footer = ListTools(left), ListFoot(left)
        self.heading, self.tabs, self.archived = head.heading, head.tabs, head.archived
        self.search_box, self.filters = tools.search_box, tools.filters
        self.keep_button, self.columns_button = tools.keep_button, tools.columns_button
        self.preview_button = tools.preview_button
        self._column = column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tools)
        holder = QWidget(left)
        self.body = QStackedLayout(holder)
        self.view = ListView(self.shell, holder)
        self.body.addWidget(self.view)
        column.addWidget(holder, 1)
        column.addWidget(self.footer)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(head)
        page.addWidget(self.splitter, 1)

    @cached_property
    def states(self) -> ListStates:
        """What stands in place of the list, built when there is nothing to list."""
        from ui.clients.list_states import ListStates

        states = ListStates(self)
        states.clear_wanted.connect(lambda: self.show_query(self.query.cleared()))
        states.archive_wanted.connect(lambda: self._search(replace(self.query, with_archived=True)))
        self.body.addWidget(states)
        return states

    @cached_property
    def bar(self) -> ActionBar:
        """The bar for what is ticked, built with the first tick."""
        from ui.clients.action_bar import ActionBar

        bar = ActionBar(self.shell)
        bar.all_wanted.connect(self.view.tick_all)
        bar.none_wanted.connect(self.view.untick)
        bar.menu_wanted.connect(self.commands.open_bar_menu)
        self._column.insertWidget(2, bar)
        return bar

    def _connect(self) -> None:
        self.tabs.changed.connect(lambda key: self._search(replace(self.query, tab=key)))
        self.search_box.textChanged.connect(lambda text: self._search(replace(self.query, text=text)))
        self.search_box.stepped_down.connect(self._into_list)
        self.search_box.submitted.connect(self._into_list)
        self.filters.changed.connect(self._search)
        self.filters.more_wanted.connect(self.commands.more_filters)
        self.filters.cities_wanted.connect(self._load_cities)
        self.archived.clicked.connect(self._switch_archive)
        self.columns_button.clicked.connect(self.commands.choose_columns)
        self.keep_button.clicked.connect(self.commands.save_search)
        self.preview_button.clicked.connect(lambda on: self.show_preview(on=on))
        self.view.opened.connect(self.open_record)
        self.view.current_changed.connect(lambda _id: self._preview_soon.start(PREVIEW_AFTER_MS))
        self.view.ticks_changed.connect(self._show_ticks)
        self.view.menu_wanted.connect(self.commands.open_menu)
        self.view.star_wanted.connect(lambda number: self.commands.star([number]))
        self.view.header.sorted_by.connect(self._sort)
        self.view.header.tick_all.connect(self.toggle_all)
        self.preview.open_wanted.connect(self.open_record)
        self.preview.edit_wanted.connect(lambda number: self.open_record(number, edit=True))
        self.preview.act_wanted.connect(self.commands.act_on)
        self.preview.copied.connect(self.commands.copy_text)
        self.shell.jobs.changed.connect(self._on_changes)
        self._preview_soon.timeout.connect(self._load_preview)

    def show_query(self, query: Query) -> None:
        """Show this search from the start: a saved one, or another tab."""
        self.search_box.blockSignals(True)
        self.search_box.setText(query.text)
        self.search_box.blockSignals(False)
        self._search(query)

    def load(self) -> None:
        """The first search of an opened book: its first rows, and what is around them when they have been painted."""
        self._show_query_state()
        query, today = self.query, self.shell.today()
        if query == Query(query.tab):
            try:
                self._show_first(self.shell.jobs.rows_now(lambda db: search.first_page(db, query, today)))
            except BookError as error:
                self.shell.explain(error)
        else:  # it may take a while
            self._read_first()
        FirstPaint(self.view.viewport(), self._load_rest)

    def _load_rest(self) -> None:
        self._read_all(follow=True)
        self._load_facets()
        self.loaded.emit()

    def _search(self, query: Query, *, keep: bool = False) -> None:
        """Run `query`; `keep` holds the current line and the ticks, as after a change to a record."""
        moved = query.tab != self.query.tab
        if moved and self.query.tab in TABS:
            self._tab_before = self.query.tab
        self.query = query
        self._show_query_state()
        if not keep:
            self._read_first()
        self._read_all(follow=not keep)
        self.searched.emit(query)
        if moved:
            self.page_changed.emit()

    def _read_first(self) -> None:
        query, today = self.query, self.shell.today()
        self.complete = False
        self.shell.jobs.rows(self, lambda db: search.first_page(db, query, today), self._show_first, key="list")

    def _read_all(self, *, follow: bool) -> None:
        query, today = self.query, self.shell.today()
        jobs, self.complete = self.shell.jobs, False
        jobs.rows(self, lambda db: search.all_ids(db, query, today), self._show_all, key="list", follow=follow)
        jobs.rows(self, search.tab_counts, self._show_counts, key="counts")

    def _show_query_state(self) -> None:
        query = self.query
        self.filters.show_query(query)
        self.tabs.show_tabs(query.tab in TABS)
        if query.tab in TABS:
            self.tabs.blockSignals(True)
            self.tabs.set_current(query.tab)
            self.tabs.blockSignals(False)
        self.view.header.show_sort(query.sort, descending=query.descending)
        self.view.can_star = query.tab not in AWAY
        self.keep_button.setVisible(query.filtered or bool(query.text))
        self.heading.setText({"archived": tr("Archived clients"), "bin": tr("Bin")}.get(query.tab, tr("Clients")))
        if query.tab not in AWAY:
            self.shell.settings.memory["list_query"] = query.to_json()

    def _show_first(self, rows: list[Row]) -> None:
        self.view.list_model.show(array("q", (row.id for row in rows)), rows)
        self._after_rows()
        self.view.set_current_row(0)
        if self.search_box.hasFocus() and rows:
            self._preview_soon.start(TYPED_AFTER_MS)

    def _show_all(self, ids: array[int]) -> None:
        self.complete = True
        model, current = self.view.list_model, self.view.current_id()
        if ids != model.ids:
            row, scrolled = self.view.current_row(), self.view.verticalScrollBar().value()
            model.extend(ids)
            if current is not None and self.view.current_id() != current:
                self.view.set_current_row(ids.index(current) if current in ids else min(row, len(ids) - 1))
                self.view.verticalScrollBar().setValue(scrolled)
        self.view.keep_ticks()
        self._after_rows()
        self._go_to_chosen()
        self._to_choose = None

    def _after_rows(self) -> None:
        found = len(self.view.list_model.ids)
        if not found:
            self.states.show_for(self.query)
        self.body.setCurrentWidget(self.view if found else self.states)
        self._show_footer(found)
        if not found:
            self.preview.show_nothing()

    def _show_footer(self, found: int) -> None:
        self.footer.show_count(self.query, found, self._total(), complete=self.complete)

    def _total(self) -> int:
        return self._counts.get(self.query.tab, 0)

    _counts: dict[str, int] = {}  # noqa: RUF012 - replaced as a whole

    def _show_counts(self, counts: dict[str, int]) -> None:
        self._counts = counts
        for key in TABS:
            self.tabs.set_count(key, counts.get(key, 0))
        away = self.query.tab in AWAY
        archived = tr("Archived {count}", count=translator().number(counts.get("archived", 0)))
        self.archived.setText(tr("Back to the clients") if away else archived)
        self.counted.emit(counts)
        self._show_footer(len(self.view.list_model.ids))

    def _sort(self, key: str) -> None:
        descending = self.query.sort == key and not self.query.descending
        self._search(replace(self.query, sort=key, descending=descending))

    def _switch_archive(self) -> None:
        if self.query.tab in AWAY:
            self.come_back()
        else:
            self.show_query(Query(tab="archived"))

    def come_back(self) -> None:
        """From the archive or the bin to the tab that was shown before."""
        if self.query.tab in AWAY:
            self.show_query(Query(tab=self._tab_before))

    def choose(self, client_id: int) -> None:
        """Make this client the current line: now, or when the list that holds it has been read again."""
        self._to_choose = client_id
        self._go_to_chosen()

    def _go_to_chosen(self) -> None:
        ids = self.view.list_model.ids
        if self._to_choose is not None and self._to_choose in ids:
            self.view.set_current_row(ids.index(self._to_choose))
            self._to_choose = None

    def _load_facets(self) -> None:
        self.shell.jobs.rows(self, search.facets, self._take_facets, key="facets")

    def _load_cities(self) -> None:
        self.shell.jobs.rows(self, search.cities, self.filters.choose_city, key="cities")

    def _take_facets(self, facets: Facets) -> None:
        self.facets = facets
        self.filters.set_facets(facets, lambda: self.shell.jobs.book.who)

    def _on_changes(self, changes: Changes) -> None:
        model = self.view.list_model
        if changes.everything:
            model.forget_all()
        model.forget(changes.ids.get("client", ()))
        self._search(self.query, keep=True)
        if changes.touches("choice", "tag", "person", "custom_field"):
            self._load_facets()
        self._load_preview()

    # The list

    def target_ids(self) -> array[int]:
        """What a command is about: the ticked clients, else the current one."""
        if self.view.ticks():
            return self.view.ticked()
        current = self.view.current_id()
        return array("q", [] if current is None else [current])

    def toggle_all(self) -> None:
        """The box in the header."""
        if self.view.ticks():
            self.view.untick()
        else:
            self.view.tick_all()

    def open_record(self, client_id: int, *, edit: bool = False) -> None:
        """Open the record, with this list for previous and next."""
        self.shell.open_record(client_id, ids=self.view.list_model.ids, edit=edit)

    def _into_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        if self.view.current_row() < 0:
            self.view.set_current_row(0)

    def _show_ticks(self) -> None:
        if self.view.ticks() or "bar" in self.__dict__:
            self.bar.show_count(self.view.ticks(), len(self.view.list_model.ids))
            self.bar.show_commands(self.query.tab)

    def show_preview(self, *, on: bool) -> None:
        """Show or hide the pane."""
        self._preview_wanted = on
        self.preview_button.setChecked(on)
        self.preview.setVisible(on)
        self.shell.settings.memory["preview"] = on
        if on:
            self._load_preview()

    def _load_preview(self) -> None:
        self.preview.load(self.view.current_id())

    # Page

    def _remembered(self) -> None:
        places = self.shell.settings.memory
        columns = [key for key in places.get("columns", ()) if key in BY_KEY]
        self.view.list_model.set_columns(columns or [column.key for column in COLUMNS if column.shown])
        self.view.set_compact(compact=bool(places.get("compact", False)))
        self.show_preview(on=bool(places.get("preview", True)))
        if text := places.get("list_query"):
            self.query = Query.from_json(text)
            self.search_box.setText(self.query.text)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands this page serves."""
        return self.commands.handlers()

    def title(self) -> str:
        """For the window's title."""
        return self.shell.shop.name

    def zones(self) -> list[QWidget]:
        """Where F6 goes, in order."""
        bar = [self.bar] if "bar" in self.__dict__ else []
        return [self.head, self.search_box, self.filters, self.view, *bar, self.preview]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters typed on the list go to the search box; Esc empties it."""
        if event.key() == Qt.Key.Key_Escape and (self.search_box.text() or self.view.ticks()):
            if self.view.ticks():
                self.view.untick()
            else:
                self.search_box.clear()
        elif (
            event.text().isprintable()
            and event.text().strip()
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.search_box.setFocus()
            self.search_box.insert(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below a certain width the list needs the room of the preview."""
        super().resizeEvent(event)
        wide = self.window().width() >= theme.px(WIDE) or not self.window().isVisible()
        self.preview.setVisible(self._preview_wanted and wide)
        self.preview_button.setChecked(self.preview.isVisibleTo(self))
