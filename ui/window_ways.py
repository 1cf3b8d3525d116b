"""The ways between the pages of the main window: which one is in front, which ones came before it, and the way back.

A page is built when it is first wanted. What a page shows is its own affair; how it may be left, it says itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.clients.search import Query
from app.i18n import N_
from ui.actions import Actions
from ui.clients.list_page import ListPage
from ui.jobs import Jobs
from ui.navigation import Navigation
from ui.palette.recent import remember
from ui.shell import Shell
from ui.text import tr
from ui.window_pages import make_page, place_of
from ui.window_searches import SavedSearches

NAME = N_("Clientele")


class Place(NamedTuple):
    """The name of a page, and what its `open` wants to show the same again."""

    name: str
    options: Mapping[str, Any] = {}


class PageLike(Protocol):
    """What the window asks of a page.

    Where a page has them: `open(**options)`, `where()` (the options that show the same again), `can_leave(then)`,
    `is_changed()`, `zones()` for F6, `front` (what takes the keys), and `page_changed` (title or commands are others).
    """

    def handlers(self) -> dict[str, Callable[[], None]]: ...

    def title(self) -> str: ...


class Ways(QMainWindow):
    """The pages of one window. `rebuild_wanted`: a page has changed what all of them are built from."""

    rebuild_wanted = Signal()
    jobs: Jobs
    shell: Shell
    actions_: Actions
    nav: Navigation
    list_page: ListPage
    searches: SavedSearches
    _stack: QStackedWidget

    def __init__(self) -> None:
        super().__init__()
        self._trail: list[QWidget] = []
        self._made: dict[str, QWidget] = {}

    def page(self) -> QWidget:
        """The page in front."""
        return self._stack.currentWidget() or self.list_page

    def named(self, name: str) -> Any:
        """The page called `name`, built when first wanted."""
        if name not in self._made:
            page = make_page(name, self)
            if hasattr(page, "page_changed"):
                page.page_changed.connect(self._page_changed)
            self._made[name] = page
            self._stack.addWidget(page)
        return self._made[name]

    def name_of(self, page: QWidget) -> str:
        """What a page is called; nothing for the list of clients."""
        return next((name for name, known in self._made.items() if known is page), "")

    def place_of(self, page: QWidget) -> str:
        """The place in the navigation to which a page belongs."""
        return place_of(self.name_of(page))

    def place(self) -> Place:
        """Where one is."""
        where = getattr(self.page(), "where", dict)
        return Place(self.name_of(self.page()), where())

    def go(self, place: Place) -> None:
        """To a place that `place` told, perhaps of another window."""
        if place.name == "record":
            self.open_record(**place.options)
        elif place.name:
            self.show_named(place.name, **place.options)

    def clients_in_front(self) -> list[int]:
        """Whom a command is about: the ticked clients of the list, else its current one; the client of a record."""
        page = self.page()
        if page is self.list_page:
            return list(self.list_page.target_ids()) if self.list_page.query.tab != "bin" else []
        client_id = getattr(page, "client_id", None)
        return [client_id] if client_id else []

    def client_in_front(self) -> int | None:
        """The one client a command is about."""
        found = self.clients_in_front()
        return found[0] if len(found) == 1 else None

    # From page to page

    def when_free(self, then: Callable[[], None]) -> None:
        """Do `then` once the page in front can be left: it may ask about unsaved changes."""
        asks = getattr(self.page(), "can_leave", None)
        if asks is not None:
            asks(then)
        else:
            then()

    def show_page(self, page: QWidget) -> None:
        """Bring `page` to the front, once the one before can be left."""
        if page is self.page():
            self._bring(page)
        else:
            self.when_free(lambda: self._bring(page))

    def show_named(self, name: str, **options: Any) -> None:
        """A page by its name, see `window_pages`; what it showed before is left first."""

        page = self.named(name)

        def show() -> None:
            if hasattr(page, "open"):
                page.open(**options)
            self._bring(page)

        self.when_free(show)

    def open_record(
        self, client_id: int, *, ids: array[int] | None = None, edit: bool = False, tab: str = "", field: str = ""
    ) -> None:
        """The record of a client, in place of the one open before."""
        page = self.named("record")

        def show() -> None:
            page.open(client_id, ids=ids, edit=edit, tab=tab, field=field)
            remember(self.shell.settings, self.jobs.book.path, client_id)
            self._bring(page)

        self.when_free(show)

    def show_living(self) -> None:
        """The list, on the tab it had before the archive or the bin."""
        self.list_page.come_back()
        self.show_page(self.list_page)

    def show_clients(self, query: Query | None = None) -> None:
        """The list, with this search when one is given."""
        if query is not None:
            self.list_page.show_query(query)
        self.show_page(self.list_page)

    def back_title(self) -> str:
        """What the page before is called."""
        page = self._trail[-1] if self._trail else self.list_page
        return tr("Clients") if page is self.list_page else cast(PageLike, page).title()

    def go_back(self) -> None:
        """To the page before, and from there to the one before it."""
        page = self._trail[-1] if self._trail else self.list_page
        self.when_free(lambda: self._bring(page, back=True))

    def _bring(self, page: QWidget, *, back: bool = False) -> None:
        before = self.page()
        self._trail = [known for known in self._trail if known is not page and known is not before]
        if page is self.list_page:
            self._trail.clear()
        elif before is not page and not back:
            self._trail.append(before)
        self._stack.setCurrentWidget(page)
        self._serve()
        self.nav.set_current(self.place_of(page), self.searches.number() if page is self.list_page else None)
        front = self.list_page.view if page is self.list_page else getattr(page, "front", None)
        if front is not None:
            front.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page_changed(self) -> None:
        if self.sender() is self.page() or self.sender() is None:
            self._serve()

    def _serve(self) -> None:
        page = cast(PageLike, self.page())
        self.actions_.serve(page.handlers())
        self.setWindowTitle(f"{page.title()}[*] — {tr(NAME)}")
        self.setWindowModified(bool(getattr(page, "is_changed", lambda: False)()))
