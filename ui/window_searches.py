"""The saved searches in the navigation: their counts, going to one, and knowing which one the list shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.clients import search
from app.clients.search import Facets, Query
from ui.navigation import Saved

if TYPE_CHECKING:
    from ui.window import MainWindow


class SavedSearches(QObject):
    """Those of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._kept: tuple[tuple[int, str, str], ...] = ()

    def load(self) -> None:
        """Read them again, and count what each finds."""
        self._window.jobs.rows(self, search.facets, self._take, key="saved searches")

    def kept(self) -> list[tuple[str, Query]]:
        """Each with its name."""
        return [(name, Query.from_json(text)) for _number, name, text in self._kept]

    def show(self, number: int) -> None:
        """Go to the list with this search."""
        for known, _name, text in self._kept:
            if known == number:
                self._window.show_clients(Query.from_json(text))

    def number(self) -> int | None:
        """The saved search that the list shows, if it is one."""
        shown = self._window.list_page.query.to_json()
        return next((number for number, _name, text in self._kept if text == shown), None)

    def mark(self, _query: Query | None = None) -> None:
        """Mark in the navigation where one is."""
        page = self._window.page()
        on_list = page is self._window.list_page
        self._window.nav.set_current(self._window.place_of(page), self.number() if on_list else None)

    def _take(self, facets: Facets) -> None:
        self._kept = facets.searches
        self._window.nav.set_searches([Saved(number, name) for number, name, _text in facets.searches])
        self.mark()
        today = self._window.shell.today()
        for number, _name, text in facets.searches:
            count = partial(search.count, query=Query.from_json(text), today=today)
            self._window.jobs.rows(self, count, partial(self._window.nav.set_search_count, number))
