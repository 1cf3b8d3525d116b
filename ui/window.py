"""The main window of one open book: navigation at the left, one page in front, messages above it.

The ways between its pages are in `window_ways`, the commands in `window_commands`; here it is put together, and says
what was done or refused.
"""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.clients.search import Query
from app.company.facts import ShopFacts
from app.errors import AppError
from ui.actions import Actions
from ui.clients.list_page import ListPage
from ui.jobs import Jobs
from ui.navigation import Navigation
from ui.shell import Shell
from ui.text import tr
from ui.theme import theme
from ui.widgets.message_bar import MessageBar
from ui.widgets.toast import Toast
from ui.window_ahead import Ahead
from ui.window_commands import everywhere
from ui.window_menus import fill_menus, new_menu
from ui.window_searches import SavedSearches
from ui.window_tasks import Tasks
from ui.window_ways import Ways

if TYPE_CHECKING:
    from app.store.history import Changes

NARROW_BELOW = 1000
WARM_AFTER_MS = 400


class MainWindow(Ways):
    """`book_wanted` carries what the program must do with another file: "new", "open", "restore", "close"."""

    book_wanted = Signal(str)

    def __init__(self, jobs: Jobs, shell_settings: Any, shop: ShopFacts) -> None:
        super().__init__()
        self.jobs = jobs
        self.actions_ = Actions(self, read_only=jobs.book.read_only)
        self.actions_.refused.connect(self.explain)
        self.shell = Shell(jobs, shell_settings, self.actions_, shop)
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
        shell.new_product = self.tasks.new_product
        shell.record_payment = self.tasks.record_payment
        shell.import_files = self.import_files
        shell.export_clients = self.export_clients
        shell.ticked_clients = lambda: list(self.list_page.view.ticked())
        shell.saved_searches = self.searches.kept
        shell.client_picker = self.tasks.client_picker
        shell.back = self.go_back
        shell.back_title = self.back_title
        shell.show_pdf = self.tasks.show_pdf
        shell.toast = self.say
        shell.explain = self.explain

    def _connect(self) -> None:
        self.shell.choose_client = self.list_page.choose
        self.nav.place_wanted.connect(self.actions_.run)
        self.nav.palette_wanted.connect(lambda: self.actions_.run("palette"))
        self.nav.new_wanted.connect(self.open_new_menu)
        self.nav.search_wanted.connect(self.searches.show)
        self.nav.search_dropped.connect(self.tasks.drop_search)
        self.list_page.counted.connect(lambda counts: self.nav.set_count("clients", counts.get("clients", 0)))
        self.list_page.searched.connect(self.searches.mark)
        self.list_page.page_changed.connect(self._page_changed)
        self.jobs.changed.connect(self._on_changes)
        self.jobs.failed.connect(self.explain)
        self._stack.currentChanged.connect(self._forget_refusal)
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
        self.actions_.own(everywhere(self))
        for number in range(6):
            chip = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            chip.activated.connect(partial(self._flip_chip, number))

    # What pages may ask for

    def open_new_menu(self) -> None:
        """All that can be added now."""
        new_menu(self).open_beside(self.nav.new_button)

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
        """A bar above the page that says why something was refused, until one leaves the page or an act succeeds."""
        self._forget_refusal()
        self._refusal = self.notice("error", tr(error.message, **error.parameters))

    def _forget_refusal(self) -> None:
        if self._refusal is not None:
            self._refusal.hide()
            self._refusal.deleteLater()
            self._refusal = None

    def notice(self, kind: Literal["error", "warning", "info", "ok"], text: str) -> MessageBar:
        """A bar above the page, to be closed by hand."""
        bar = MessageBar()
        bar.show_message(kind, text)
        bar.closed.connect(bar.hide)
        self.messages.addWidget(bar)
        return bar

    def _on_changes(self, changes: Changes) -> None:
        self._forget_refusal()
        if changes.touches("saved_search"):
            self.searches.load()
        if changes.touches("company", "person"):
            self.tasks.load_shop()
        self.tasks.after_change()

    # Keyboard and window

    def _flip_chip(self, number: int) -> None:
        if self.page() is self.list_page:
            self.list_page.filters.chips()[number].click()

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
