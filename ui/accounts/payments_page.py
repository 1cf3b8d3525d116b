"""The Payments page: every payment and refund, found by a search, a period, a means or what became of it."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.search import PaymentQuery, PaymentRow, payment_ids, payment_rows, payment_totals
from app.i18n import N_, plural
from app.values.money import from_units
from ui.accounts import account_acts as acts
from ui.accounts import account_tables as columns
from ui.accounts.payment_details import show_entry
from ui.accounts.payment_matching import ask_match
from ui.accounts.payment_words import money
from ui.accounts.receipts import Paid, add_receipt, show_receipt
from ui.text import tr, trn
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import FilterChip
from ui.widgets.inputs import Choice
from ui.widgets.labels import Panel, text_label
from ui.widgets.menus import Menu
from ui.widgets.record_table import RecordTable
from ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from app.store.history import Changes
    from ui.shell import Shell

PERIODS = (
    ("", N_("Any day")), ("month", N_("This month")), ("last_month", N_("Last month")), ("year", N_("This year")),
    ("last_year", N_("Last year")),
)  # fmt: skip
STATUS = (("unmatched", N_("Not matched")), ("to_deposit", N_("To take to the bank")), ("reversed", N_("Cancelled")))
FIRST = 100
TABLES = ("entry", "allocation", "payment", "client", "payment_means")


class Found(NamedTuple):
    """What a search came to, for the page."""

    ids: array[int]
    first: list[PaymentRow]
    totals: list[tuple[str, int, int]]
    means: list[tuple[int, str]]


def days_of(period: str, today: date) -> tuple[date | None, date | None]:
    """From when until when a period lasts."""
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    year = date(today.year, 1, 1)
    return {
        "month": (month, None),
        "last_month": (before, month - timedelta(days=1)),
        "year": (year, None),
        "last_year": (year.replace(year=today.year - 1), year - timedelta(days=1)),
    }.get(period, (None, None))


class PaymentsPage(QWidget):
    """`open(entry_id=...)` shows that payment too; `open(client_id=...)` only theirs."""

    page_changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.query = PaymentQuery()
        self._outdated = True
        self._build()
        self._connect()

    # Building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._tools())
        shown = (columns.NUMBER, columns.DATE, columns.CLIENT, columns.MEANS, columns.REFERENCE, columns.STATE,
                 columns.LEFT, columns.AMOUNT)  # fmt: skip
        self.list = RecordTable(shown, tr("Payments"), jobs=self.shell.jobs, load=payment_rows)
        self.list.show_sort("date", descending=True)
        self.front = self.list.view
        column.addWidget(self.list, 1)

    def _head(self) -> QWidget:
        head = Panel("surface", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 16, 24, 12)
        row.setSpacing(8)
        row.addWidget(text_label(tr("Payments"), "title"))
        row.addStretch(1)
        self.back = Button(tr("Pay money back"), "receipt-refund", kind="quiet")
        self.back.clicked.connect(lambda: self.shell.record_payment(way="refund"))
        self.new = Button(tr("Record a payment"), "plus", kind="primary", keys="Ctrl+R")
        self.new.clicked.connect(lambda: self.shell.record_payment())  # noqa: PLW0108 - without the "checked"
        row.addWidget(self.back)
        row.addWidget(self.new)
        return head

    def _tools(self) -> QWidget:
        tools = Panel("surface")
        column = QVBoxLayout(tools)
        column.setContentsMargins(24, 10, 24, 10)
        column.setSpacing(10)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        second.setSpacing(8)
        self.search_box = SearchBox(tr("Number, client, reference…"), keys="Ctrl+F", name=tr("Search the payments"))
        self.search_box.setMaximumWidth(theme.px(460))
        self.period = Choice([(key, tr(words)) for key, words in PERIODS])
        self.period.set_value("")
        self.period.setAccessibleName(tr("Period"))
        self.means = Choice([(None, tr("Any means"))])
        self.means.set_value(None)
        self.means.setAccessibleName(tr("Means"))
        first.addWidget(self.search_box, 2)
        first.addStretch(1)
        for choice in (self.period, self.means):
            choice.setMaximumWidth(theme.px(200))
            first.addWidget(choice)
        self.chips: dict[str, FilterChip] = {}
        for key, words in STATUS:
            self.chips[key] = chip = FilterChip(tr(words))
            chip.switched.connect(partial(self._switch, key))
            second.addWidget(chip)
        self.whose = FilterChip(tr("Client"), "user", drop_down=True)
        self.whose.cleared.connect(lambda: self._ask(replace(self.query, client_id=None)))
        self.whose.hide()
        second.addWidget(self.whose)
        second.addStretch(1)
        column.addLayout(first)
        column.addLayout(second)
        return tools

    def _connect(self) -> None:
        self.search_box.textChanged.connect(lambda text: self._ask(replace(self.query, text=text)))
        self.search_box.stepped_down.connect(self.list.view.setFocus)
        self.search_box.submitted.connect(self.list.view.setFocus)
        self.period.edited.connect(self._on_period)
        self.means.edited.connect(lambda: self._ask(replace(self.query, means_id=self.means.value())))
        self.list.opened.connect(self._open_row)
        self.list.link_activated.connect(self._follow)
        self.list.menu_wanted.connect(self._open_menu)
        self.list.sorted_by.connect(self._sort)
        self.shell.jobs.changed.connect(self._on_changes)

    # Searching

    def _ask(self, query: PaymentQuery) -> None:
        self.query = query
        self._load()

    def _on_period(self) -> None:
        since, until = days_of(self.period.value(), self.shell.today())
        self._ask(replace(self.query, from_on=since, to_on=until))

    def _switch(self, key: str, on: bool) -> None:
        for other, chip in self.chips.items():
            chip.set_on(on and other == key)
        self._ask(replace(self.query, status=key if on else ""))

    def _sort(self, name: str, descending: bool) -> None:
        self._ask(replace(self.query, sort=name, descending=descending))

    def _load(self) -> None:
        self._outdated = False
        query = self.query

        def work(db: Any) -> Found:
            ids = payment_ids(db, query)
            means = db.execute("SELECT id, label FROM payment_means ORDER BY position, id").fetchall()
            return Found(ids, payment_rows(db, ids[:FIRST]), payment_totals(db, query), [tuple(row) for row in means])

        self.shell.jobs.rows(self, work, self._take, key="payments")

    def _take(self, found: Found) -> None:
        self.means.set_options([(None, tr("Any means")), *found.means])
        self.means.set_value(self.query.means_id)
        self._say_empty()
        self.list.show_ids(found.ids, found.first)
        count = trn(plural("{count} payment", "{count} payments"), len(found.ids))
        sums: list[str | tuple[str, str]] = [
            (money(from_units(units), currency), "text") for currency, _count, units in found.totals
        ]
        self.list.set_foot(*([count, *sums] if found.ids else ()))
        if self.query.client_id is not None and found.first:
            self.whose.set_values((found.first[0].client_name,))

    def _say_empty(self) -> None:
        query = self.query
        if query.text or query.status or query.from_on or query.means_id or query.client_id:
            clear = Button(tr("Clear the filters"), "x", kind="primary")
            clear.clicked.connect(self._clear)
            self.list.set_empty("search-off", tr("No payment matches"), "", [clear])
        else:
            first = Button(tr("Record a payment"), "plus", kind="primary")
            first.clicked.connect(lambda: self.shell.record_payment())  # noqa: PLW0108 - without the "checked"
            words = tr("Ctrl+R, the amount, Enter: it pays the oldest invoices first.")
            self.list.set_empty("cash", tr("No payments yet"), words, [first])

    def _clear(self) -> None:
        for chip in self.chips.values():
            chip.set_on(False)
        self.whose.hide()
        self.period.set_value("")
        self.search_box.blockSignals(True)
        self.search_box.clear()
        self.search_box.blockSignals(False)
        self._ask(PaymentQuery(sort=self.query.sort, descending=self.query.descending))

    # Acts

    def _open_row(self, row: PaymentRow) -> None:
        show_entry(self.shell, self, row.id)

    def _follow(self, row: PaymentRow, column: str) -> None:
        if column == "client":
            self.shell.open_record(row.client_id, tab="account")
        else:
            self._open_row(row)

    def _open_menu(self, at: QPoint) -> None:
        row = self.list.current()
        if row is None:
            return
        menu = Menu(self)
        menu.add(tr("Open"), partial(self._open_row, row), icon="external-link")
        menu.add(tr("Open the client"), partial(self._follow, row, "client"), icon="user")
        add_receipt(menu, self.shell, self, _paid(row))
        if row.left and not row.reversed_on:
            menu.add(tr("Match the rest…"), partial(ask_match, self.shell, self, row.id), icon="link")
        if not row.reversed_on and not row.deposited_on:
            acts.add_cancel(menu, self.shell, self, entry_id=row.id, number=row.number)
        menu.exec(at)

    # Page

    def open(self, client_id: int | None = None, entry_id: int | None = None) -> None:
        """All payments, or those of a client; with one of them opened."""
        self.whose.setVisible(client_id is not None)
        self._ask(replace(self.query, client_id=client_id))
        if entry_id is not None:
            show_entry(self.shell, self, entry_id)

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        return {"client_id": self.query.client_id}

    def title(self) -> str:
        """For the window's title."""
        return tr("Payments")

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands of this page."""
        return {"find": self._search, "open": self._open_current, "print": self._print}

    def zones(self) -> list[QWidget]:
        """Where F6 goes."""
        return [self.new, self.search_box, self.list.view]

    def _search(self) -> None:
        self.search_box.setFocus()
        self.search_box.selectAll()

    def _open_current(self) -> None:
        row = self.list.current()
        if row is not None:
            self._open_row(row)

    def _print(self) -> None:
        row = self.list.current()
        if row is not None:
            show_receipt(self.shell, self, _paid(row), start=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self._load()

    def _on_changes(self, changes: Changes) -> None:
        if not changes.everything and not changes.touches(*TABLES):
            return
        self._outdated = True
        self.list.table.forget_all()
        if self.isVisible():
            self._load()


def _paid(row: PaymentRow) -> Paid:
    return Paid(row.id, row.number, row.client_id, row.client_name)
