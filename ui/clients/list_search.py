"""The search of the Clients page: what it asks for, and how its answers come into the list.

Every keystroke runs at once and overtakes the one before: first the lines in sight, then all ids of the search.
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from app.accounts import search as accounts
from app.clients import numbers, search
from app.clients.search import Facets, Query, Row
from app.errors import BookError
from app.sales import search as papers
from app.sales.kinds import title
from app.sales.search import PaperRow
from ui.clients.filters import FilterBar
from ui.clients.list_frame import ListFoot
from ui.clients.list_view import ListView
from ui.clients.preview import Preview
from ui.shell import Shell
from ui.text import tr, translator
from ui.widgets.buttons import Button
from ui.widgets.first_paint import FirstPaint
from ui.widgets.labels import LinkLabel
from ui.widgets.search_box import SearchBox
from ui.widgets.tabs import TabBar

if TYPE_CHECKING:
    from app.store.history import Changes
    from ui.clients.list_states import ListStates

TABS = ("clients", "prospects", "all")
AWAY = ("archived", "bin")
TYPED_AFTER_MS = 250  # who types looks at the list, not at the pane beside it


class ListSearch(QWidget):
    """`counted` tells the navigation of new counts, `loaded` that the first rows are on the screen."""

    counted = Signal(dict)
    loaded = Signal()
    searched = Signal(object)
    page_changed = Signal()  # the commands that it serves are others

    shell: Shell
    view: ListView
    tabs: TabBar
    search_box: SearchBox
    filters: FilterBar
    footer: ListFoot
    heading: QLabel
    archived: LinkLabel
    offer: LinkLabel
    keep_button: Button
    preview: Preview
    body: QStackedLayout
    _preview_soon: QTimer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.query = Query()
        self.facets: Facets | None = None
        self.complete = False
        self._tab_before = TABS[0]
        self._to_choose: int | None = None
        self._counts: dict[str, int] = {}
        self._offered: PaperRow | None = None

    @cached_property
    def states(self) -> ListStates:
        """What stands in place of the list, built when there is nothing to list."""
        from ui.clients.list_states import ListStates

        states = ListStates(self)
        states.clear_wanted.connect(lambda: self.show_query(self.query.cleared()))
        states.archive_wanted.connect(lambda: self._search(replace(self.query, with_archived=True)))
        self.body.addWidget(states)
        return states

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
        jobs.rows(self, lambda db: accounts.owed(db, query, today), self.footer.show_owed, key="owed")
        self._read_papers(query.text)

    def _read_papers(self, text: str) -> None:
        """Which paper is meant, where the number of one was typed."""
        today = self.shell.today()
        if numbers.could_be_number(text):
            self.shell.jobs.rows(self, lambda db: papers.by_number(db, text, today, 1), self._offer, key="offer")
        else:
            self._offer([])

    def _offer(self, found: list[PaperRow]) -> None:
        self._offered = found[0] if found and numbers.could_be_number(self.query.text) else None
        self.offer.setVisible(self._offered is not None)
        if self._offered is not None:
            kind = tr(title(self._offered.kind, deposit=self._offered.deposit))
            self.offer.setText(tr("Open: {kind} {number}", kind=kind, number=self._offered.number))

    def open_offered(self) -> None:
        """The paper whose number was typed."""
        if self._offered is not None:
            self.shell.show_page("paper", paper_id=self._offered.id)

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
        if changes.touches("entry", "payment", "open_item"):
            model.forget_all()
        if changes.touches("choice", "tag", "person", "custom_field"):
            self._load_facets()
        self._load_preview()

    def _load_preview(self) -> None:
        self.preview.load(self.view.current_id())
