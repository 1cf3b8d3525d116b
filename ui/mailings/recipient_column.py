"""The column of recipients: how many get a letter, a search, the list, and the ways to add some or take some away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients import search
from app.clients.search import Query
from app.errors import AppError, Cancelled
from app.i18n import N_, plural
from app.mailings import mailings, seats
from ui.jobs import Job
from ui.mailings.recipient_list import RecipientModel, RecipientView, Roster
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.labels import LinkLabel, Panel, text_label
from ui.widgets.menus import Menu
from ui.widgets.question import Question
from ui.widgets.search_box import SearchBox

WIDE, NARROW = 232, 200
_MOST_SEARCHES = 20
_AT_ONCE = 5_000  # recipients that are searched without a lane


class RecipientColumn(Panel):
    """`arrived` when the recipients are there; `ticks_changed` by hand; `chosen(client_id)`: another is in front."""

    arrived = Signal()
    ticks_changed = Signal()
    chosen = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("surface", "right", parent)
        self.shell = shell
        self._mailing_id = 0
        self._job: Job | None = None
        self._wanted = 0
        self.model = RecipientModel()
        self.view = RecipientView(self.model, self)
        self.search_box = SearchBox(tr("Find…"), name=tr("Find a recipient"))
        self.set_narrow(False)
        self._build()
        self.view.ticked.connect(self._tick)
        self.view.opened.connect(lambda _id: self._open_record())
        self.view.current_changed.connect(self.chosen)
        self.view.menu_wanted.connect(self._open_row_menu)
        self.search_box.textChanged.connect(self._find)
        self.search_box.stepped_down.connect(lambda: self.view.setFocus(Qt.FocusReason.TabFocusReason))

    def set_narrow(self, narrow: bool) -> None:
        """Where the window has little room."""
        self.setFixedWidth(theme.px(NARROW if narrow else WIDE))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(text_label(tr("Recipients"), "card"))
        head.addStretch(1)
        self._count = text_label("", "body", "text2")
        head.addWidget(self._count)
        top = QVBoxLayout()
        top.setContentsMargins(14, 12, 14, 12)
        top.setSpacing(10)
        top.addLayout(head)
        top.addWidget(self.search_box)
        foot = Panel("surface", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(10, 4, 10, 4)
        self.add_link = LinkLabel(tr("Add or remove…"), "user-plus")
        self.add_link.clicked.connect(lambda: self.menu().open_under(self.add_link))
        row.addWidget(self.add_link)
        row.addStretch(1)
        self._foot = foot
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(foot)

    # Reading

    def show_mailing(self, mailing_id: int, *, read_only: bool) -> None:
        """The recipients of this mailing."""
        if mailing_id != self._mailing_id:
            self._mailing_id = mailing_id
            self.model.show(Roster())
            self.search_box.clear()
            self._show_count()
        self.view.read_only = read_only
        self._foot.setVisible(not read_only)
        self.read()

    def read(self) -> None:
        """Who they are now: what was asked before is not waited for."""
        number, today = self._mailing_id, self.shell.today()
        if self._job is not None and self._job.progress is not None:
            self._job.progress.cancel()

        def work(book: Any, progress: Any) -> tuple[int, Roster]:
            with book.read() as session:
                found = seats.seats(session, number, today, progress)
            return number, Roster(found)

        title = tr("Reading the recipients…")
        self._job = self.shell.jobs.long(self, title, work, self._take, refused=self._refused, lane="long")

    def _refused(self, error: AppError | Cancelled) -> None:
        if isinstance(error, AppError):
            self.shell.explain(error)

    def _take(self, found: tuple[int, Roster]) -> None:
        number, roster = found
        if number != self._mailing_id:
            return
        current = self.view.current()
        self.model.show(roster)
        if self.search_box.text():
            self._find(self.search_box.text())
        self._show_count()
        wanted = self._wanted or (current.client_id if current is not None else 0)
        self._wanted = 0
        if roster.seats:
            self.view.choose(wanted if self.model.row_of(wanted) >= 0 else roster.seats[0].client_id)
        self.arrived.emit()

    # What is chosen

    def count(self) -> int:
        """How many get a letter."""
        return len(self.model.chosen)

    def chosen_ids(self) -> list[int]:
        """Those who get a letter, in the order of printing."""
        chosen = self.model.chosen
        return [seat.client_id for seat in self.model.seats if seat.client_id in chosen]

    def languages(self) -> list[str]:
        """That the recipients read, each once."""
        return list(dict.fromkeys(seat.language for seat in self.model.seats if seat.chosen and seat.language))

    def step(self, by: int) -> None:
        """The next one who gets a letter, or the one before."""
        ids, current = self.chosen_ids(), self.view.current()
        if not ids:
            return
        here = ids.index(current.client_id) if current is not None and current.client_id in ids else -1
        self.search_box.clear()
        self.view.choose(ids[min(max(here + by, 0), len(ids) - 1)])

    def _show_count(self) -> None:
        number = translator().number
        words = tr("{count} of {all}", count=number(self.count()), all=number(len(self.model.seats)))
        self._count.setText(words)

    def _find(self, text: str) -> None:
        find = self.model.finder(text)
        if len(self.model.seats) <= _AT_ONCE or not text:
            self._narrow(find())
        else:
            self.shell.jobs.rows(self, lambda _db: find(), self._narrow, key="find recipients")

    def _narrow(self, shown: Sequence[int]) -> None:
        current = self.view.current()
        self.model.narrow(shown)
        if current is not None:
            self.view.choose(current.client_id)

    # Changing

    def _tick(self, client_ids: Sequence[int], on: bool) -> None:
        self._ticked(client_ids, self.model.chosen_with(client_ids, on=on), on=on)

    def _ticked(self, client_ids: Sequence[int], chosen: frozenset[int], *, on: bool) -> None:
        self.model.set_chosen(chosen)
        self._show_count()
        self.ticks_changed.emit()
        work = partial(mailings.set_chosen, mailing_id=self._mailing_id, client_ids=client_ids, on=on)
        self.shell.jobs.write(self, N_("Choose recipients"), work, refused=self._failed, kind="final")

    def _write(self, label: str, work: Callable[[Any], Any], then: Callable[[Any], object]) -> None:
        self.shell.jobs.write(self, label, work, then, refused=self._failed)

    def _failed(self, error: AppError) -> None:
        self.shell.explain(error)
        self.read()

    def tick_all(self, *, on: bool) -> None:
        """All who are found, or none of them."""
        work = lambda _db: self.model.all_shown(on=on)  # noqa: E731 - a question
        self.shell.jobs.rows(self, work, lambda found: self._ticked(*found, on=on), key="tick recipients")

    def add(self, client_ids: Sequence[int]) -> None:
        """Clients who are in it already stay as they are."""
        work = partial(mailings.add, mailing_id=self._mailing_id, client_ids=list(client_ids))
        self._write(N_("Add recipients"), work, self._added)

    def _added(self, count: int) -> None:
        self.shell.toast(trn(plural("{count} recipient added", "{count} recipients added"), count), undo=bool(count))
        self.read()
        self.ticks_changed.emit()

    def remove(self, client_ids: Sequence[int]) -> None:
        """They are recipients no longer."""
        work = partial(mailings.remove, mailing_id=self._mailing_id, client_ids=list(client_ids))
        self._write(N_("Remove recipients"), work, self._removed)

    def _removed(self, count: int) -> None:
        self.shell.toast(trn(plural("{count} recipient removed", "{count} recipients removed"), count), undo=True)
        self.read()
        self.ticks_changed.emit()

    # Menus

    def menu(self) -> Menu:
        """Where recipients come from, and how they go."""
        menu = Menu(self)
        menu.add(tr("Add a client…"), self._ask_client, icon="user-plus")
        ticked = self.shell.ticked_clients()
        if ticked:
            words = plural("Add the client ticked in the list", "Add the {count} clients ticked in the list")
            menu.add(trn(words, len(ticked)), partial(self.add, ticked), icon="check")
        for name, query in self.shell.saved_searches()[:_MOST_SEARCHES]:
            menu.add(tr("Add “{name}”", name=name), partial(self._add_search, query), icon="bookmark")
        menu.addSeparator()
        menu.add(tr("Tick all that are shown"), partial(self.tick_all, on=True), icon="checks")
        menu.add(tr("Untick all that are shown"), partial(self.tick_all, on=False), icon="minus")
        chosen = self.model.chosen
        without = [seat.client_id for seat in self.model.seats if seat.client_id not in chosen]
        if without:
            words = plural("Remove the one without a tick", "Remove the {count} without a tick")
            menu.add(trn(words, len(without)), partial(self.remove, without), icon="trash", danger=True)
        return menu

    def _add_search(self, query: Query) -> None:
        today = self.shell.today()
        work = lambda db: list(search.all_ids(db, query, today))  # noqa: E731 - a question
        self.shell.jobs.rows(self, work, self.add, key="recipients of a search")

    def _ask_client(self) -> None:
        def done(client: int) -> None:
            self._wanted = client
            self.add([client])

        asked = Question(self, tr("Add a client"), tr("Add"), done)
        asked.add("client", tr("Client"), self.shell.client_picker(), needed=tr("Choose a client."))
        asked.begin()

    def row_menu(self) -> Menu:
        """What can be done with the recipient in front."""
        menu, seat = Menu(self), self.view.current()
        if seat is not None:
            menu.add(tr("Open the record"), self._open_record, icon="external-link")
            if not self.view.read_only:
                menu.add(tr("Remove"), partial(self.remove, [seat.client_id]), icon="trash", danger=True)
        return menu

    def _open_record(self) -> None:
        """Of the recipient in front; where one is left out, at the field that would put it right."""
        seat = self.view.current()
        if seat is not None:
            self.shell.open_record(seat.client_id, field=seat.path)

    def _open_row_menu(self, place: QPoint) -> None:
        self.row_menu().exec(place)
