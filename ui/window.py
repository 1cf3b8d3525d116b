"""The main window of one open book: navigation at the left, one page in front, messages above it.

It owns the ways between pages and the commands that are the same everywhere; what a page shows is its own affair.
"""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, cast

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.clients.search import Query
from app.company.facts import ShopFacts
from app.errors import AppError
from app.i18n import N_
from ui.actions import Actions
from ui.clients.list_page import ListPage
from ui.jobs import Jobs
from ui.navigation import Navigation
from ui.palette.recent import remember
from ui.shell import Shell
from ui.text import tr
from ui.theme import theme
from ui.widgets.message_bar import MessageBar
from ui.widgets.toast import Toast
from ui.window_ahead import Ahead
from ui.window_menus import fill_menus, new_menu
from ui.window_searches import SavedSearches
from ui.window_tasks import Tasks
from ui.window_zones import step_zone

if TYPE_CHECKING:
    from app.store.history import Changes

NARROW_BELOW = 1000
WARM_AFTER_MS = 400
NAME = N_("Clientele")


class Place(NamedTuple):
    """The name of a page; for a record the client, and the list it was opened from."""

    name: str
    client_id: int | None = None
    ids: array[int] | None = None


class PageLike(Protocol):
    """What the window asks of a page."""

    def handlers(self) -> dict[str, Callable[[], None]]: ...

    def title(self) -> str: ...


class MainWindow(QMainWindow):
    """`book_wanted` carries what the program must do with another file: "new", "open", "restore", "close"."""

    book_wanted = Signal(str)
    rebuild_wanted = Signal()

    def __init__(self, jobs: Jobs, shell_settings: Any, shop: ShopFacts) -> None:
        super().__init__()
        self.jobs = jobs
        self.actions_ = Actions(self, read_only=jobs.book.read_only)
        self.actions_.refused.connect(self.explain)
        self.shell = Shell(jobs, shell_settings, self.actions_, shop)
        self._trail: list[QWidget] = []
        self._made: dict[str, QWidget] = {}
        self._closing = False
        self._refusal: MessageBar | None = None
        self.setMinimumSize(960, 540)
        self.resize(1440, 900)
        self.setAcceptDrops(True)
        self._build()
        self.tasks = Tasks(self)
        self.searches = SavedSearches(self)
        self.ahead = Ahead(jobs, self)
        self._fill_shell()
        self.list_page = ListPage(self.shell, self._stack)
        self.list_page.loaded.connect(self._start)
        self.list_page.load()
        self._stack.addWidget(self.list_page)
        self._connect()
        self._serve_everywhere()
        fill_menus(self)
        self._restore_place()
        self.show_page(self.list_page)

    # Building

    def _build(self) -> None:
        # From the window inwards: a widget that changes its parent takes all that is in it through its styles anew.
        middle = QWidget(self)
        self.setCentralWidget(middle)
        self.nav = Navigation(middle)
        self._stack = QStackedWidget(middle)
        self.messages = QVBoxLayout()
        self.messages.setSpacing(0)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self.messages)
        right.addWidget(self._stack, 1)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addLayout(right, 1)
        self.toast = Toast(self)

    def _fill_shell(self) -> None:
        shell = self.shell
        shell.open_record = self.open_record
        shell.show_clients = self.show_clients
        shell.show_page = self.show_named
        shell.new_client = self.new_client
        shell.import_files = self.import_files
        shell.export_clients = self.export_clients
        shell.back = self.go_back
        shell.toast = self.say
        shell.explain = self.explain

    def _connect(self) -> None:
        self.shell.choose_client = self.list_page.choose
        self.nav.place_wanted.connect(self.actions_.run)
        self.nav.palette_wanted.connect(lambda: self.actions_.run("palette"))
        self.nav.new_wanted.connect(lambda: new_menu(self).open_beside(self.nav.new_button))
        self.nav.search_wanted.connect(self.searches.show)
        self.nav.search_dropped.connect(self.tasks.drop_search)
        self.list_page.counted.connect(lambda counts: self.nav.set_count("clients", counts.get("clients", 0)))
        self.list_page.searched.connect(self.searches.mark)
        self.list_page.page_changed.connect(self._page_changed)
        self.jobs.changed.connect(self._on_changes)
        self.jobs.failed.connect(self.explain)
        self.tasks.show_shop(self.shell.shop)

    def _start(self) -> None:
        """After the first paint: saved searches, the shop's picture, and what records will need."""
        self.searches.load()
        self.tasks.start()
        QTimer.singleShot(WARM_AFTER_MS, self, self._look_ahead)

    def _look_ahead(self) -> None:
        """What is built once everything is imported."""
        self.ahead.build(self._pages_ahead())
        self.ahead.start()

    def _pages_ahead(self) -> Iterator[object]:
        yield self.named("record")
        yield from self.tasks.new_client_ahead()

    def _serve_everywhere(self) -> None:
        tasks = self.tasks
        self.actions_.own(
            {
                "new_client": self.new_client,
                "new_prospect": lambda: self.new_client(prospect=True),
                "import": tasks.choose_import,
                "export": lambda: self.export_clients(query=self.list_page.query),
                "new_file": lambda: self.book_wanted.emit("new"),
                "open_file": lambda: self.book_wanted.emit("open"),
                "restore": lambda: self.book_wanted.emit("restore"),
                "close_file": lambda: self.book_wanted.emit("close"),
                "quit": self._quit,
                "backup": tasks.back_up_now,
                "check_file": tasks.check_file,
                "undo": tasks.undo,
                "redo": tasks.redo,
                "palette": tasks.open_palette,
                "back": self.go_back,
                "clients": self._show_living,
                "bin": lambda: self.show_clients(Query(tab="bin")),
                "next_zone": lambda: step_zone(self, 1),
                "previous_zone": lambda: step_zone(self, -1),
                "larger": lambda: tasks.change_text_size(1),
                "smaller": lambda: tasks.change_text_size(-1),
                "normal_size": lambda: tasks.change_text_size(0),
                "messages": tasks.show_messages,
                "settings": lambda: self.show_named("settings"),
                "lists": lambda: self.show_named("lists"),
                "help": lambda: self.show_named("help"),
                "keys": lambda: self.show_named("help", topic="keys"),
                "about": tasks.show_about,
            }
        )
        for number in range(6):
            chip = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            chip.activated.connect(partial(self._flip_chip, number))

    # Ways between pages

    def page(self) -> QWidget:
        """The page in front."""
        return self._stack.currentWidget() or self.list_page

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

    def place(self) -> Place:
        """Where one is."""
        page = self.page()
        name = next((name for name, known in self._made.items() if known is page), "")
        if name != "record":
            return Place(name)
        return Place(name, getattr(page, "client_id", None), getattr(page, "ids", None))

    def go(self, place: Place) -> None:
        """To a place that `place` told, perhaps of another window."""
        name, client_id, ids = place
        if client_id is not None:
            self.open_record(client_id, ids=ids)
        elif name and name != "record":
            self.show_named(name)

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

    def _serve(self) -> None:
        page = cast(PageLike, self.page())
        self.actions_.serve(page.handlers())
        self._show_title()

    def _show_title(self) -> None:
        page = cast(PageLike, self.page())
        self.setWindowTitle(f"{page.title()}[*] — {tr(NAME)}")
        self.setWindowModified(bool(getattr(page, "is_changed", lambda: False)()))

    def place_of(self, page: QWidget) -> str:
        """The place in the navigation to which a page belongs."""
        name = next((name for name, known in self._made.items() if known is page), "clients")
        return {"lists": "settings", "record": "clients", "import": "clients"}.get(name, name)

    def go_back(self) -> None:
        """To the page before, and from there to the one before it."""
        page = self._trail[-1] if self._trail else self.list_page
        self.when_free(lambda: self._bring(page, back=True))

    def show_named(self, name: str, **options: Any) -> None:
        """A page by name: settings, lists, help, import."""
        page = self.named(name)
        opener = getattr(page, "open", None)
        if opener is not None:
            opener(**options)
        self.show_page(page)

    def named(self, name: str) -> Any:
        """The page called `name`, built when first wanted."""
        if name not in self._made:
            page = self.tasks.make_page(name)
            for signal in ("page_changed",):
                if hasattr(page, signal):
                    getattr(page, signal).connect(self._page_changed)
            self._made[name] = page
            self._stack.addWidget(page)
        return self._made[name]

    def _page_changed(self) -> None:
        if self.sender() is self.page() or self.sender() is None:
            self._serve()

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

    def show_clients(self, query: Query | None = None) -> None:
        """The list, with this search when one is given."""
        if query is not None:
            self.list_page.show_query(query)
        self.show_page(self.list_page)

    def _show_living(self) -> None:
        self.list_page.come_back()
        self.show_page(self.list_page)

    def new_client(self, **options: Any) -> None:
        """Ask for a new client."""
        self.tasks.new_client(**{"prospect": self.list_page.query.tab == "prospects", **options})

    def import_files(self, paths: list[Any]) -> None:
        """Bring in these files, step by step."""
        self.show_named("import", paths=paths)

    def export_clients(self, *, ids: array[int] | None = None, query: Query | None = None) -> None:
        """Write clients to vCards."""
        self.tasks.export(ids, query or self.list_page.query)

    # Messages

    def say(self, text: str, *, undo: bool = False, action: str = "", act: Callable[[], object] | None = None) -> None:
        """A toast, with Undo or another way on."""
        if undo:
            self.toast.say(text, tr("Undo"), lambda: self.actions_.run("undo"), keys="Ctrl+Z")
        else:
            self.toast.say(text, action, act)

    def explain(self, error: AppError) -> None:
        """A bar above the page that says why something was refused; the refusal before it is history."""
        if self._refusal is not None:
            self._refusal.deleteLater()
        self._refusal = self.notice("error", tr(error.message, **error.parameters))

    def notice(self, kind: Literal["error", "warning", "info", "ok"], text: str) -> MessageBar:
        """A bar above the page, to be closed by hand."""
        bar = MessageBar()
        bar.show_message(kind, text)
        bar.closed.connect(bar.hide)
        self.messages.addWidget(bar)
        return bar

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("saved_search"):
            self.searches.load()
        if changes.touches("company", "person"):
            self.tasks.load_shop()
        self.tasks.after_change()

    # Keyboard and window

    def _flip_chip(self, number: int) -> None:
        if self.page() is self.list_page:
            self.list_page.filters.chips()[number].click()

    def _quit(self) -> None:
        self.close()

    def _restore_place(self) -> None:
        place = self.shell.settings.windows.get("main")
        if isinstance(place, str):
            with contextlib.suppress(ValueError):
                self.restoreGeometry(QByteArray.fromHex(place.encode()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.nav.set_narrow(self.width() < theme.px(NARROW_BELOW))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from pathlib import Path

        self.import_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Never closed by an accident of an exception: first refuse, then save, then close for good."""
        if self._closing:
            event.accept()
            return
        event.ignore()
        self.when_free(self._leave)

    def _leave(self) -> None:
        self.shell.settings.windows["main"] = bytes(self.saveGeometry().toHex().data()).decode()
        self.shell.settings.save()
        self.tasks.back_up_and(self._close_for_good)

    def _close_for_good(self) -> None:
        self._closing = True
        self.close()
