"""The tab Sales: what was sold to the client, what is still in progress, and what it came to.

Papers of others whose goods go to this client are listed too, and say to whom they are made out; they are in no sum.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import N_
from app.sales import search
from app.sales.kinds import KINDS
from app.sales.search import PaperQuery, PaperRow, Total
from ui.clients.editor import Editor
from ui.clients.tabs.tab import Tab
from ui.sales import papers_table as columns
from ui.sales.papers_commands import new_menu
from ui.sales.papers_head import StatusChips
from ui.sales.papers_list import PapersList
from ui.sales.papers_table import amount, kind_of, money, name_of, state_words
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import FilterChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Card, ElidedLabel, LinkLabel, Panel, text_label

if TYPE_CHECKING:
    from app.store.history import Changes

_MOST_OPEN = 4
_TALL = 600
_INVOICED = ("invoice", "credit_note")


class Sold(NamedTuple):
    """What stands above the list: how many of each kind, sums of this year and of all, and what is in progress."""

    counts: dict[str, int]
    this_year: list[Total]
    ever: list[Total]
    open_count: int
    open_rows: list[PaperRow]


def _read(db: Any, client_id: int, today: date) -> Sold:
    invoiced = PaperQuery(kinds=_INVOICED, client_id=client_id, billed_only=True, issued_only=True)
    year = replace(invoiced, from_on=date(today.year, 1, 1))
    going = search.all_ids(db, PaperQuery(client_id=client_id, status="in_progress"), today)
    return Sold(
        search.counts(db, client_id),
        search.totals(db, year, today),
        search.totals(db, invoiced, today),
        len(going),
        search.load_rows(db, going[:_MOST_OPEN]),
    )


class SalesTab(QWidget):
    """`counted` tells the tab how many papers there are; None for none."""

    counted = Signal(object)

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor, self.shell = editor, editor.shell
        self._client_id, self._period = 0, ""
        self._sold: Sold | None = None
        whose = columns.KIND._replace(key="kind", width=16, second=self._whose, leaves=0)
        shown = (columns.NUMBER, columns.DATE, whose, columns.STATE, columns.DUE, columns.NET, columns.GROSS)
        self.list = PapersList(self.shell, (*shown, columns.OPEN))
        self.kinds: dict[str, FilterChip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        column.addWidget(self.list, 1)
        self.list.found.connect(self._show_empty)
        self.editor.shown.connect(self._on_shown)
        self.shell.jobs.changed.connect(self._on_changes)

    # Building

    def _top(self) -> QWidget:
        top = Panel("surface")
        column = QVBoxLayout(top)
        column.setContentsMargins(24, 14, 24, 12)
        column.setSpacing(10)
        row = QHBoxLayout()
        self.sums = text_label("", "body", "text2")
        row.addWidget(self.sums, 1)
        self.new = Button(tr("New"), "plus", kind="primary", chevron=True)
        self.new.clicked.connect(lambda: new_menu(self.shell, self, self.editor.client_id).open_under(self.new))
        row.addWidget(self.new)
        column.addLayout(row)
        self.going = Card(fill="alt")
        self.going.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.going.hide()
        column.addWidget(self.going)
        kinds = QWidget()
        flow = FlowLayout(kinds, gap=8)
        for key, words in (("", N_("All")), *((key, kind.plural) for key, kind in KINDS.items())):
            chip = self.kinds[key] = FilterChip(tr(words))
            chip.set_cross(False)
            chip.clicked.connect(partial(self._choose_kind, key))
            flow.addWidget(chip)
        column.addWidget(kinds)
        self.chips = StatusChips()
        self.chips.changed.connect(lambda values: self._ask(**values))
        self.chips.period_chosen.connect(self._choose_period)
        column.addWidget(self.chips)
        return top

    def _whose(self, row: PaperRow) -> str:
        if row.client_id != self._client_id:
            return tr("made out to {name}", name=row.client_name)
        return tr("goods to {name}", name=row.ship_to) if row.ship_to else ""

    # Showing

    def _on_shown(self) -> None:
        """Another record, or the same one read again: the count on the tab is there before anybody looks."""
        client_id = self.editor.client_id
        if client_id != self._client_id:
            self.counted.emit(None)
            self._client_id = client_id
            self._period = ""
            self.list.query = PaperQuery(client_id=client_id)
        self._read_sold()

    def show_record(self) -> None:
        """The papers of the client."""
        self._client_id = self.editor.client_id
        self._ask(client_id=self._client_id)
        self._read_sold()

    def _read_sold(self) -> None:
        client_id, today = self._client_id, self.shell.today()
        if client_id:
            self.shell.jobs.rows(self, lambda db: _read(db, client_id, today), self._show_sold, key="sales tab")

    def _ask(self, **values: Any) -> None:
        query = replace(self.list.query, **values)
        self.chips.show_query(query, self._period)
        for key, chip in self.kinds.items():
            chip.set_on((query.kinds[0] if query.kinds else "") == key)
        self.list.ask(query)

    def _choose_kind(self, key: str) -> None:
        self._ask(kinds=(key,) if key else ())

    def _choose_period(self, period: str, first: Any, last: Any) -> None:
        self._period = period
        self._ask(from_on=first, to_on=last)

    def _show_sold(self, sold: Sold) -> None:
        count = sum(sold.counts.values())
        self.counted.emit(count or None)
        for key, chip in self.kinds.items():
            number = sold.counts.get(key, 0) if key else count
            words = KINDS[key].plural if key else N_("All")
            chip.set_label(tr("{kind} {count}", kind=tr(words), count=translator().number(number)))
            chip.setVisible(not key or number > 0)
        self.sums.setText(_words(sold))
        self._sold = sold
        self._show_going()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the list has it."""
        super().resizeEvent(event)
        if (event.oldSize().height() < theme.px(_TALL)) != (self.height() < theme.px(_TALL)):
            self._show_going()

    def _show_going(self) -> None:
        _empty(self.going)
        sold = self._sold
        self.going.setVisible(sold is not None and bool(sold.open_rows))
        if sold is None or not sold.open_rows:
            return
        tall = self.height() >= theme.px(_TALL)
        if tall:
            self.going.body.addWidget(text_label(tr("In progress"), "card"))
        shown = sold.open_rows[:_MOST_OPEN] if tall or sold.open_count == 1 else []
        for row in shown:
            self.going.body.addWidget(self._line(row))
        if sold.open_count > len(shown):
            more = LinkLabel(tr("All {count} in progress", count=translator().number(sold.open_count)))
            more.clicked.connect(lambda: self._ask(status="in_progress", kinds=()))
            self.going.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _line(self, row: PaperRow) -> QWidget:
        line = QWidget()
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        link = LinkLabel(tr("{kind} {number}", kind=kind_of(row), number=name_of(row)), columns.ICONS[row.kind])
        link.clicked.connect(partial(self.list.commands.open, row))
        inside.addWidget(link)
        said = tr("{state} · {day}", state=state_words(row), day=columns.day(row.dated_on))
        inside.addWidget(ElidedLabel(said, "label", "text2"), 1)
        inside.addWidget(text_label(amount(row, row.gross), "body", weight=500))
        return line

    def _show_empty(self) -> None:
        query = self.list.query
        if query.kinds or query.status or query.from_on or query.to_on:
            clear = Button(tr("Clear the filters"), "x", kind="primary")
            clear.clicked.connect(self._choose_all)
            self.list.set_empty("search-off", tr("No document matches these filters"), "", [clear])
            return
        buttons = []
        for kind, look in (("quote", "primary"), ("order", "secondary"), ("invoice", "secondary")):
            button = Button(tr(KINDS[kind].new), "plus" if look == "primary" else None, kind=look)  # type: ignore[arg-type]
            button.clicked.connect(partial(self._begin, kind))
            buttons.append(button)
        text = tr("A prospect becomes a client by itself with the first invoice.")
        self.list.set_empty("file-invoice", tr("Nothing sold to this client yet"), text, buttons)

    def _choose_all(self) -> None:
        self._period = ""
        self._ask(kinds=(), status="", from_on=None, to_on=None)

    def _begin(self, kind: str) -> None:
        self.shell.show_page("paper", kind=kind, client_id=self.editor.client_id)

    def _on_changes(self, changes: Changes) -> None:
        if self._client_id and changes.touches("paper", "entry", "open_item", "allocation"):
            self._read_sold()
            self.list.refresh(changes)

    # What the record asks

    def to_top(self) -> None:
        """Another record is about to be shown."""
        self.list.view.scrollToTop()

    def focus(self, path: str) -> bool:
        """No field of the record is here."""
        return False

    def rank(self, path: str) -> tuple[int, ...]:
        """No field of the record is here."""
        return ()

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(sold: Sold) -> str:
    """What was invoiced, tax included as in the list of clients, a currency each."""
    if not sold.ever:
        return tr("Nothing invoiced yet")
    year = {total.currency: total.gross for total in sold.this_year}
    return " · ".join(
        tr(
            "Invoiced this year {year} · in all {ever}",
            year=money(year.get(total.currency, 0), total.currency),
            ever=money(total.gross, total.currency),
        )
        for total in sold.ever
    )


def _empty(card: Card) -> None:
    while (item := card.body.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()


TAB = Tab("sales", N_("Sales"), "file-invoice", SalesTab, frozenset())
