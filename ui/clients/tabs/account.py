"""The tab Account: what is open and how old it is, every movement, payments, and how the client pays."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.accounts.overview import ClientAccount, Standing
from app.accounts.statement import Block
from app.i18n import N_, plural
from ui.accounts import account_acts as acts
from ui.accounts.account_ageing import AgeingStrip
from ui.accounts.account_tables import (
    CREDIT_COLUMNS,
    MOVE_COLUMNS,
    OPEN_COLUMNS,
    PAYMENT_COLUMNS,
    TallTable,
    credit_lines,
    move_lines,
    open_lines,
)
from ui.accounts.payment_matching import ask_match
from ui.accounts.payment_words import money
from ui.accounts.receipts import KINDS, Paid, add_receipt
from ui.clients.editor import Editor
from ui.clients.sectioned import SectionedTab
from ui.clients.tabs.account_financial import FinancialSection
from ui.clients.tabs.account_section import AccountSection
from ui.clients.tabs.tab import Tab
from ui.text import tr, translator, trn
from ui.widgets.buttons import Button
from ui.widgets.chips import FilterChip
from ui.widgets.empty_state import EmptyState
from ui.widgets.field_box import FieldBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import text_label
from ui.widgets.menus import Menu
from ui.widgets.typed_inputs import DateInput


class OpenSection(AccountSection):
    """Open invoices with their ages, and what the client has in credit."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "open", tr("Open invoices"))
        self.tool(tr("Record a payment"), "cash", self._pay)
        self.tool(tr("From before…"), "history", self._open_before)
        self.tool(tr("Statement"), "file-text", self._state)

    def count(self) -> int | None:
        account = self.account()
        return sum(each.open_count for each in account.standings) or None if account is not None else None

    def fill(self, account: ClientAccount) -> None:
        shown = [each for each in account.standings if each.block.items or each.block.credits]
        if not shown:
            self.body.addWidget(self._nothing(account))
        for standing in shown:
            self._fill_currency(account, standing)

    def _fill_currency(self, account: ClientAccount, standing: Standing) -> None:
        block = standing.block
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text_label(tr("Balance due"), "body", "text2"))
        head.addWidget(text_label(money(block.due, standing.currency), "body", weight=600))
        if block.overdue:
            head.addWidget(text_label(tr("of which overdue"), "body", "red"))
            head.addWidget(text_label(money(block.overdue, standing.currency), "body", "red", weight=600))
        if block.unallocated:
            head.addWidget(text_label(tr("credit not matched"), "body", "green"))
            head.addWidget(text_label(money(block.unallocated, standing.currency), "body", "green", weight=600))
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(AgeingStrip(block.ageing, standing.currency))
        client_id = account.client_id
        if block.items:
            table = TallTable(OPEN_COLUMNS, tr("Open invoices"))
            table.show_rows(open_lines(account, standing))
            open_it = lambda row: acts.open_entry(self.shell, self, row.entry_id, row.behind)  # noqa: E731 - twice
            table.opened.connect(open_it)
            table.link_activated.connect(lambda row, _key: open_it(row))
            self.add_table(table, partial(self._debt_menu, client_id))
        if block.credits:
            credit_table = TallTable(CREDIT_COLUMNS, tr("Credit not matched"))
            credit_table.show_rows(credit_lines(account, standing))
            credit_table.opened.connect(lambda row: acts.open_entry(self.shell, self, row.id, row.behind))
            credit_table.link_activated.connect(lambda row, _key: acts.open_entry(self.shell, self, row.id, row.behind))
            self.add_table(credit_table, partial(self._credit_menu, client_id))

    def _debt_menu(self, client_id: int, menu: Menu, row: Any) -> None:
        acts.add_debt(menu, self.shell, self, entry_id=row.entry_id, behind=row.behind, client_id=client_id)

    def _credit_menu(self, client_id: int, menu: Menu, row: Any) -> None:
        acts.add_credit(menu, self.shell, self, entry_id=row.id, behind=row.behind, client_id=client_id)

    def _nothing(self, account: ClientAccount) -> EmptyState:
        main = account.main
        invoices = main.invoices if main is not None else 0
        words = trn(plural("The {count} invoice is paid.", "All {count} invoices are paid."), invoices)
        if not invoices:
            words = tr("Nothing was invoiced yet.")
        last = main.block.last_payment if main is not None else None
        if last is not None:
            words = tr("{words} The last payment came on {date}.", words=words, date=translator().date(last.on, "long"))
        statement = Button(tr("Statement"), "file-text")
        statement.clicked.connect(self._state)
        paid = Button(tr("See the invoices"))
        paid.clicked.connect(lambda: self.editor.wanted.emit("sales", ""))
        return EmptyState("circle-check", tr("Nothing owed"), words, [statement, paid] if invoices else [])

    def _pay(self) -> None:
        self.shell.record_payment(client_id=self.editor.client_id)

    def _state(self) -> None:
        self.shell.show_page("statement", client_ids=[self.editor.client_id])

    def _open_before(self) -> None:
        from ui.accounts.opening_dialog import OpeningDialog

        account, company = self.account(), 1
        if account is None or not self.shell.may_write():
            return
        usual = self.editor.opened.currency
        known = [(each.company_id, each.currency) for each in account.standings]
        company = self.editor.draft.companies[0].company_id if self.editor.draft.companies else company
        keys = list(dict.fromkeys([(company, usual), *known]))
        OpeningDialog(self.shell, self, account.client_id, currencies=keys).open()


PERIODS = (("year", N_("This year")), ("last", N_("Last year")), ("months", N_("12 months")), ("all", N_("All")))


class MovementsSection(AccountSection):
    """Every movement with the running balance, of a period."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "movements", tr("Movements"))
        self._period = "months"
        self.chips: dict[str, FilterChip] = {}
        periods = QWidget()
        flow = FlowLayout(periods)
        for key, words in (*PERIODS, ("custom", N_("From … to …"))):
            chip = FilterChip(tr(words))
            chip.set_cross(False)
            chip.switched.connect(partial(self._choose, key))
            self.chips[key] = chip
            flow.addWidget(chip)
        flow.setContentsMargins(0, 0, 0, 12)
        today = self.shell.today()
        self.from_box = FieldBox(tr("From"), DateInput(date(today.year, 1, 1)))
        self.to_box = FieldBox(tr("To"), DateInput(today))
        for box in (self.from_box, self.to_box):
            box.input.edited.connect(self._on_day)
        self.days = QWidget()
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 12)
        row.setSpacing(16)
        for box in (self.from_box, self.to_box):
            row.addWidget(box)
        row.addStretch(2)
        for part in (periods, self.days):
            self.layout().insertWidget(self.layout().indexOf(self.body), part)
        self._mark()

    def _choose(self, key: str, _on: bool) -> None:
        self._period = key
        self._mark()
        self._again()

    def _on_day(self) -> None:
        if self.from_box.input.value() and self.to_box.input.value():
            self._again()

    def _again(self) -> None:
        self._shown = None
        self.refresh()

    def _mark(self) -> None:
        for key, chip in self.chips.items():
            chip.set_on(key == self._period)
        self.days.setVisible(self._period == "custom")

    def _days(self) -> tuple[date | None, date]:
        today = self.shell.today()
        if self._period == "custom":
            return self.from_box.input.value(), self.to_box.input.value() or today
        if self._period == "last":
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        start = {"year": date(today.year, 1, 1), "months": date.fromordinal(today.toordinal() - 365)}
        return start.get(self._period), today

    def fill(self, account: ClientAccount) -> None:
        from_on, to_on = self._days()
        wanted = to_on if self._period != "all" else date(2199, 12, 31)
        blocks = account.activity(from_on, wanted).blocks
        shown = [block for block in blocks if block.movements or block.opening]
        if not shown:
            self.body.addWidget(text_label(tr("Nothing moved in this period."), "body", "text3"))
        for block in shown:
            self._fill_block(account, block, from_on)

    def _fill_block(self, account: ClientAccount, block: Block, from_on: date | None) -> None:
        table = TallTable(MOVE_COLUMNS, tr("Movements"))
        unit = block.currency
        table.set_foot(
            tr("Debit {amount}", amount=money(block.total_debit, unit)),
            tr("Credit {amount}", amount=money(block.total_credit, unit)),
            (tr("Balance {amount}", amount=money(block.closing, unit)), "text"),
        )
        table.show_rows(move_lines(account, block, from_on))
        table.opened.connect(lambda row: acts.open_entry(self.shell, self, row.id, row.behind))
        table.link_activated.connect(lambda row, _key: acts.open_entry(self.shell, self, row.id, row.behind))
        self.add_table(table, partial(self._menu, account.client_id))

    def _menu(self, client_id: int, menu: Menu, row: Any) -> None:
        if not row.id:
            return
        known = {"entry_id": row.id, "behind": row.behind, "client_id": client_id}
        if row.open and row.debit is not None:
            acts.add_debt(menu, self.shell, self, **known)
        elif row.open:
            acts.add_credit(menu, self.shell, self, **known)
        else:
            menu.add(tr("Open"), lambda: acts.open_entry(self.shell, self, row.id, row.behind), icon="external-link")
        if row.kind in KINDS:
            add_receipt(menu, self.shell, self, Paid(row.id, row.number, client_id, self.editor.name))
        if row.kind in acts.CANCELLED and not row.behind.reversed:
            acts.add_cancel(menu, self.shell, self, entry_id=row.id, number=row.number)


class PaymentsSection(AccountSection):
    """What they paid, and what was paid back."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "payments", tr("Payments"))
        self.tool(tr("Record a payment"), "cash", partial(self._pay, "payment"))
        self.tool(tr("Pay money back"), "receipt-refund", partial(self._pay, "refund"))

    def _pay(self, way: str) -> None:
        self.shell.record_payment(client_id=self.editor.client_id, way=way)

    def count(self) -> int | None:
        account = self.account()
        return len(account.payments) or None if account is not None else None

    def fill(self, account: ClientAccount) -> None:
        if not account.payments:
            self.body.addWidget(text_label(tr("No payment yet."), "body", "text3"))
            return
        table = TallTable(PAYMENT_COLUMNS, tr("Payments"))
        table.show_rows(account.payments)
        table.opened.connect(self._open)
        table.link_activated.connect(lambda row, _key: self._open(row))
        self.add_table(table, partial(self._menu, account.client_id))

    def _open(self, row: Any) -> None:
        from ui.accounts.payment_details import show_entry

        show_entry(self.shell, self, row.id)

    def _menu(self, client_id: int, menu: Menu, row: Any) -> None:
        menu.add(tr("Open"), lambda: self._open(row), icon="external-link")
        add_receipt(menu, self.shell, self, Paid(row.id, row.number, client_id, row.client_name))
        if row.left and not row.reversed_on:
            menu.add(tr("Match the rest…"), lambda: ask_match(self.shell, self, row.id), icon="link")
        if not row.reversed_on and not row.deposited_on:
            acts.add_cancel(menu, self.shell, self, entry_id=row.id, number=row.number)


class AccountTab(SectionedTab):
    """`focus(section)` leads to a section; the numbers in the index follow the account."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, (OpenSection, MovementsSection, PaymentsSection, FinancialSection))
        editor.money.arrived.connect(self.show_counts)


TAB = Tab("account", N_("Account"), "wallet", AccountTab, frozenset())
