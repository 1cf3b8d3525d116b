"""The section Financial information of the tab Account: bookkeeping, trust, delays, and the last invoices."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from app.accounts.overview import ClientAccount, Named
from app.i18n import N_, plural
from ui.accounts import account_acts as acts
from ui.accounts.payment_words import money, sums
from ui.clients import reading
from ui.clients.editor import Editor
from ui.clients.field_layout import FieldLayout
from ui.clients.tabs.account_section import AccountSection
from ui.text import tr, translator, trn
from ui.widgets.field_box import ValueBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import LinkLabel
from ui.widgets.message_bar import MessageBar


class FinancialSection(AccountSection):
    """Accounts of the bookkeeping, how much is trusted, how the client pays, and what the last invoices were."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "financial", tr("Financial information"))
        self.tool(tr("Edit"), "pencil", lambda: editor.wanted.emit("terms", "edit/companies/0/customer_account"))

    def refresh(self) -> None:
        """The lines of the record are shown with it, and may be others."""
        self._shown = None
        super().refresh()

    def fill(self, account: ClientAccount) -> None:
        line = self.editor.draft.companies[0] if self.editor.draft.companies else None
        if line is not None and line.on_watch:
            bar = MessageBar()
            reason = line.watch_reason or tr("no reason was written")
            bar.show_message("warning", tr("Under watch: {reason}", reason=reason), closable=False)
            self.body.addWidget(bar)
        holder = QWidget()
        grid = FieldLayout(holder)
        for label, value in (*self._trust(account), *self._history(account)):
            grid.add(ValueBox(label, value), 3)
        self.body.addWidget(holder)
        self._link_papers(account)

    def _trust(self, account: ClientAccount) -> list[tuple[str, str]]:
        words = partial(reading.words_of, self.editor.opened, draft=self.editor.draft)
        keys = (
            ("customer_account", N_("Customer account")),
            ("auxiliary_code", N_("Auxiliary code")),
            ("supplier_account", N_("Supplier account")),
        )
        found = [(tr(label), words(key)) for key, label in keys]
        line = self.editor.draft.companies[0] if self.editor.draft.companies else None
        limit = line.credit_limit if line is not None else None
        found.append((tr("Credit limit"), words("credit_limit")))
        if limit is not None:
            found.append((tr("Still available"), self._available(account, limit)))
        watched = tr("Yes: {reason}", reason=line.watch_reason) if line is not None and line.on_watch else tr("No")
        found.append((tr("Under watch"), watched))
        return found

    def _available(self, account: ClientAccount, limit: Decimal) -> str:
        currency = self.editor.opened.currency
        due = next((each.block.due for each in account.standings if each.currency == currency), Decimal(0))
        return money(limit - due, currency)

    def _history(self, account: ClientAccount) -> list[tuple[str, str]]:
        standings = account.standings
        main = account.main
        found = [(tr("Total invoiced"), sums((each.total, each.currency) for each in standings))]
        found.append((tr("Not yet paid"), sums((each.block.due, each.currency) for each in standings)))
        days = lambda count: "" if count is None else trn(plural("{count} day", "{count} days"), count)  # noqa: E731
        found.append((tr("Average payment delay, 12 months"), days(main.delay if main else None)))
        found.append((tr("Average payment delay, all"), days(main.delay_of_all if main else None)))
        found.append((tr("Date of the last invoice"), _dated(main.last_invoice if main else None)))
        found.append((tr("Date of the last unpaid invoice"), _dated(main.last_unpaid if main else None)))
        return found

    def _link_papers(self, account: ClientAccount) -> None:
        """The last invoices, to be opened."""
        main = account.main
        if main is None:
            return
        holder = QWidget()
        row = FlowLayout(holder, gap=16)
        for named, words in (
            (main.last_invoice, N_("Open the last invoice, {number}")),
            (main.last_unpaid, N_("Open the last unpaid invoice, {number}")),
        ):
            if named is not None:
                link = LinkLabel(tr(words, number=named.number), "file-invoice")
                behind = account.behind[named.entry_id]
                link.clicked.connect(
                    lambda _on, number=named.entry_id, behind=behind: acts.open_entry(self.shell, self, number, behind)
                )
                row.addWidget(link)
        self.body.addWidget(holder)


def _dated(named: Named | None) -> str:
    return translator().date(named.on) if named is not None else ""
