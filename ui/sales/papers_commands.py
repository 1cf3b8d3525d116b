"""What is done with papers from a list of them: open, go to the client, turn into, copy, credit, take a payment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.sales.kinds import KINDS
from app.sales.search import PaperRow
from ui.actions import icon_of
from ui.sales.papers_table import ICONS
from ui.shell import Shell
from ui.text import tr
from ui.widgets.menus import Menu

TOGETHER = ("order", "delivery")


class Holder(Protocol):
    """A widget with a list of papers: its current row, the ids of the ticked ones, and the list they stand in."""

    shell: Shell

    def row(self) -> PaperRow | None: ...

    def ticked(self) -> Sequence[int]: ...


class PapersCommands:
    """The commands of one list; `page` is the widget they answer to."""

    def __init__(self, holder: Holder, page: QWidget) -> None:
        self._holder, self._page, self._shell = holder, page, holder.shell

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Key of the command -> function, for the row in front."""
        row = self._holder.row()
        found: dict[str, Callable[[], None]] = {}
        if row is None:
            return found
        found["open"] = lambda: self.open(row)
        found["copy_paper"] = lambda: self._make(N_("Copy a document"), "copy", paper_id=row.id)
        if targets(row):
            found["turn_into"] = lambda: self._choose_target(row)
        if row.kind == "invoice" and row.state == "issued":
            found["credit"] = lambda: self.turn([row.id], "credit_note")
            found["new_payment"] = lambda: self._shell.record_payment(client_id=row.client_id, paper_id=row.id)
        return found

    def open(self, row: PaperRow) -> None:
        """The paper itself."""
        self._shell.show_page("paper", paper_id=row.id)

    def follow(self, row: PaperRow, column: str) -> None:
        """A click on a link of the row."""
        if column == "client":
            self.open_client(row)
        else:
            self.open(row)

    def open_client(self, row: PaperRow) -> None:
        """The record of whom it is made out to."""
        self._shell.open_record(row.client_id)

    def turn(self, paper_ids: Sequence[int], target: str) -> None:
        """A draft of what is left of these papers; why it cannot be made is said by the window."""
        self._make(N_("Turn a document into another"), "carry_on", paper_ids=list(paper_ids), target=target)

    def together(self) -> None:
        """One invoice for the ticked orders and delivery notes."""
        self.turn(self._holder.ticked(), "invoice")

    def _make(self, label: str, what: str, **values: Any) -> None:
        if not self._shell.may_write():
            return
        today = self._shell.today()

        def work(session: Any) -> int:
            from app.sales import converting

            made: int = getattr(converting, what)(session, today=today, **values)
            return made

        self._shell.jobs.write(self._page, label, work, lambda made: self._shell.show_page("paper", paper_id=made))

    def menu(self) -> Menu:
        """The menu of the row in front."""
        menu, row = Menu(self._page), self._holder.row()
        if row is None:
            return menu
        served = self.handlers()
        menu.add(tr("Open"), served["open"], icon=icon_of("open"))
        menu.add(tr("Open the client"), partial(self.open_client, row), icon="user")
        menu.addSeparator()
        if len(self._holder.ticked()) > 1:
            menu.add(tr("Invoice together"), self.together, icon="file-invoice")
        for target in targets(row):
            text = tr("Turn into: {kind}", kind=tr(KINDS[target].title))
            menu.add(text, partial(self.turn, [row.id], target), icon=ICONS[target])
        for key in ("credit", "copy_paper", "new_payment"):
            if key in served:
                menu.add(self._shell.actions[key].text().replace("&&", "&"), served[key], icon=icon_of(key))
        return menu

    def open_menu(self, place: QPoint) -> None:
        """The menu of the row, where it was asked for."""
        self.menu().exec(place)

    def _choose_target(self, row: PaperRow) -> None:
        menu = Menu(self._page)
        for target in targets(row):
            menu.add(tr(KINDS[target].title), partial(self.turn, [row.id], target), icon=ICONS[target])
        menu.exec(self._page.mapToGlobal(self._page.rect().center()))


def targets(row: PaperRow) -> tuple[str, ...]:
    """What can be made of it now; an invoice is credited by a command of its own."""
    if row.state != "issued" or row.closed or row.kind == "invoice":
        return ()
    return KINDS[row.kind].turns_into


def new_menu(shell: Shell, parent: QWidget, client_id: int | None = None) -> Menu:
    """Every kind of paper that can be begun, for a client or for one still to be chosen."""
    menu = Menu(parent)
    for key, kind in KINDS.items():
        act = partial(shell.show_page, "paper", kind=key, client_id=client_id)
        line = menu.add(tr(kind.title), act, icon=ICONS[key])
        line.setEnabled(shell.actions[f"new_{key}"].isEnabled())
    return menu
