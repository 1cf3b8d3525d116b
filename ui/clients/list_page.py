"""The Clients page: tabs, search, chips, the list, the preview, and the bar for what is ticked; see `list_search`."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.accounts.search import owed_by
from app.clients.search import Query
from app.sales.search import PaperRow, by_number
from ui.clients.columns import BY_KEY, COLUMNS
from ui.clients.commands import ListCommands
from ui.clients.list_frame import ListFoot, ListHead, ListTools
from ui.clients.list_search import ListSearch
from ui.clients.list_view import ListView
from ui.clients.preview import Preview
from ui.shell import Shell
from ui.theme import theme
from ui.widgets.page import Splitter

if TYPE_CHECKING:
    from ui.clients.action_bar import ActionBar

WIDE = 1360
PREVIEW_AFTER_MS = 40


class ListPage(ListSearch):
    """One list for clients, prospects, all, the archive and the bin."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self._preview_soon = QTimer(self, singleShot=True)
        self._preview_wanted = True
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
        self.search_box, self.filters, self.offer = tools.search_box, tools.filters, tools.offer
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
    def bar(self) -> ActionBar:
        """The bar for what is ticked, built with the first tick."""
        from ui.clients.action_bar import ActionBar

        bar = ActionBar(self.shell)
        bar.all_wanted.connect(self.view.tick_all)
        bar.none_wanted.connect(self.view.untick)
        bar.menu_wanted.connect(self.commands.open_bar_menu)
        bar.print_wanted.connect(self.commands.open_print_menu)
        self._column.insertWidget(2, bar)
        return bar

    def _connect(self) -> None:
        self.tabs.changed.connect(lambda key: self._search(replace(self.query, tab=key)))
        self.search_box.textChanged.connect(lambda text: self._search(replace(self.query, text=text)))
        self.search_box.stepped_down.connect(self._into_list)
        self.search_box.submitted.connect(self._into_list)
        self.offer.clicked.connect(self.open_offered)
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
        self.view.link_wanted.connect(self._open_last_paper)
        self.view.star_wanted.connect(lambda number: self.commands.star([number]))
        self.view.header.sorted_by.connect(self._sort)
        self.view.header.tick_all.connect(self.toggle_all)
        self.preview.open_wanted.connect(self.open_record)
        self.preview.edit_wanted.connect(lambda number: self.open_record(number, edit=True))
        self.preview.act_wanted.connect(self.commands.act_on)
        self.preview.copied.connect(self.commands.copy_text)
        self.shell.jobs.changed.connect(self._on_changes)
        self._preview_soon.timeout.connect(self._load_preview)

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

    def _open_last_paper(self, client_id: int, _column: str) -> None:
        row = self.view.list_model.known(client_id)
        if row is not None:
            number, today = row.last_number, self.shell.today()
            self.shell.jobs.rows(self, lambda db: by_number(db, number, today), self._open_found)

    def _open_found(self, found: list[PaperRow]) -> None:
        """The paper; an invoice from before the program has none: the account says what is known of it."""
        if found:
            self.shell.show_page("paper", paper_id=found[0].id)

    def _into_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        if self.view.current_row() < 0:
            self.view.set_current_row(0)

    def _show_ticks(self) -> None:
        if self.view.ticks() or "bar" in self.__dict__:
            self.bar.show_count(self.view.ticks(), len(self.view.list_model.ids))
            self.bar.show_commands(self.query.tab)
            ids = self.view.ticked()
            self.shell.jobs.rows(self, lambda db: owed_by(db, ids), self.bar.show_owed, key="owed ticked")

    def show_preview(self, *, on: bool) -> None:
        """Show or hide the pane."""
        self._preview_wanted = on
        self.preview_button.setChecked(on)
        self.preview.setVisible(on)
        self.shell.settings.memory["preview"] = on
        if on:
            self._load_preview()

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
