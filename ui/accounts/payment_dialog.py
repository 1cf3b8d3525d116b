"""Money in or out: Ctrl+R, the amount, Enter. Everything else is there already, and can be typed over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts import desk as desks
from app.accounts.allocation import ZERO
from app.accounts.desk import Desk, Purse
from app.accounts.payments import Money
from app.accounts.settling import take
from app.errors import AppError, Fix, Problem
from app.i18n import N_
from ui.accounts.payment_fields import HowFields
from ui.accounts.payment_reversal import ask_reversal
from ui.accounts.payment_sharing import Sharing
from ui.accounts.payment_words import money, standing
from ui.jobs import problems_of
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice
from ui.widgets.labels import ElidedLabel, text_label
from ui.widgets.page import Page
from ui.widgets.toggles import Segmented
from ui.widgets.typed_inputs import AmountInput, DateInput

if TYPE_CHECKING:
    from ui.shell import Shell

WIDTH, TALL = 800, 640


class PaymentDialog(Dialog):
    """`begin` says for whom; without a client the `picker` (an input whose value is a client's id) asks."""

    def __init__(self, shell: Shell, parent: QWidget | None, picker: Any) -> None:
        super().__init__(parent, tr("Record a payment"), width=WIDTH, margin=0)
        self.shell, self.picker = shell, picker
        self.desk: Desk | None = None
        self.tall = TALL
        self.finished.connect(self.deleteLater)
        self._save_waits = False
        self._saving = False
        page = Page(margin=24, gap=14)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(page)
        self._build_head(page.body)
        self._build_fields(page.body)
        self.sharing = Sharing()
        page.body.addWidget(self.sharing)
        page.body.addStretch(1)
        self.add_cancel()
        self.button = self.add_button(Button(tr("Record"), "check", kind="primary", keys="Enter"), main=True)
        self._connect()

    # Building

    def _build_head(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.picker_box = FieldBox(tr("Client"), self.picker)
        self.name = ElidedLabel("", "section")
        self.owes = text_label("", "body", "text2")
        names = QVBoxLayout()
        names.setSpacing(2)
        for widget in (self.name, self.picker_box, self.owes):
            names.addWidget(widget)
        row.addLayout(names, 1)
        ways = [("payment", tr("Money in"), "cash"), ("refund", tr("Money out"), "receipt-refund")]
        self.way = Segmented(ways, name=tr("Which way the money goes"))
        row.addWidget(self.way, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    def _build_fields(self, column: QVBoxLayout) -> None:
        self.amount = AmountInput()
        self.amount_box = FieldBox(tr("Amount"), self.amount, required=True)
        self.date_box = FieldBox(tr("Date"), DateInput(self.shell.today()), required=True)
        self.currency_box = FieldBox(tr("Currency"), Choice())
        self.currency_box.hide()
        self.how = HowFields(lead=(self.amount_box, self.currency_box, self.date_box))
        column.addWidget(self.how)

    def _connect(self) -> None:
        self.button.clicked.connect(self.save)
        self.amount.edited.connect(self._on_amount)
        self.amount_box.fix_clicked.connect(self._take_all)
        self.currency_box.input.edited.connect(self._show_purse)
        self.way.changed.connect(self._show_way)
        self.sharing.credits_changed.connect(self._on_amount)
        self.sharing.submitted.connect(self.save)
        self.picker.picked.connect(self._load)
        for line in (self.amount, self.date_box.input, *self.how.lines()):
            line.returnPressed.connect(self.save)

    # Opening

    def begin(self, client_id: int | None = None, paper_id: int | None = None, *, way: str = "payment") -> None:
        """For a client, or the client of a paper, of which the whole is proposed; else for whom is picked."""
        self.way.set_value(way)
        known = client_id is not None or paper_id is not None
        self.picker_box.setVisible(not known)
        self.name.setVisible(known)
        if known:
            self._load(client_id, paper_id)
        self.open()
        (self.amount if known else self.picker.core()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _load(self, client_id: int | None, paper_id: int | None = None) -> None:
        today = self.shell.today()

        def work(db: Any) -> Desk | None:
            number = client_id if client_id is not None else desks.client_of(db, paper_id or 0)
            return desks.load(db, number, today, paper_id=paper_id) if number is not None else None

        self.shell.jobs.rows(self, work, self._take_desk, key="payment desk")

    def _take_desk(self, found: Desk | None) -> None:
        self.desk = found
        if found is None:
            self.reject()
            self.shell.toast(tr("This client is not in the file any more."))
            return
        self.name.setText(found.client_name)
        self.sharing.first_id = found.entry_id
        choice = self.currency_box.input
        choice.set_options([(place, each.currency) for place, each in enumerate(found.purses)])
        choice.set_value(0)
        self.currency_box.setVisible(len(found.purses) > 1)
        self._show_way()
        if not self.picker_box.isHidden():
            self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
        if found.entry_id is not None and not self.amount.text():
            self._offer_paper(found.entry_id)
        if self._save_waits:
            self._save_waits = False
            self.save()

    def _offer_paper(self, entry_id: int) -> None:
        """Somebody came from an invoice: most often the whole of it is paid."""
        whole = next((debt.open for debt in self.purse.debts if debt.entry_id == entry_id), None)
        if whole is not None:
            self.amount.set_value(whole)
            self.amount.selectAll()
            self._on_amount()

    @property
    def purse(self) -> Purse:
        """What is open in the currency that is chosen."""
        purses = self.desk.purses if self.desk is not None else ()
        return purses[self.currency_box.input.value() or 0] if purses else Purse(0, self.shell.shop.currency)

    @property
    def refunding(self) -> bool:
        """Whether the money goes out."""
        return bool(self.way.value() == "refund")

    # Showing

    def _show_way(self) -> None:
        if self.desk is None:
            return
        self.setWindowTitle(tr("Pay money back") if self.refunding else tr("Record a payment"))
        self.how.set_lists(self.desk.means, self.desk.bank_accounts, outgoing=self.refunding)
        usual = self.desk.means_out_id if self.refunding else self.desk.means_in_id
        self.how.set_values({"means_id": usual, "bank_account_id": self.desk.bank_account_id})
        self._show_purse()

    def _show_purse(self) -> None:
        purse = self.purse
        self.amount.set_currency(purse.currency)
        self.owes.setText(standing(purse))
        self.sharing.show_purse(purse, self.shell.today(), refunding=self.refunding)
        whole = self.sharing.whole()
        words = {"amount": money(whole, purse.currency)}
        self.amount_box.set_offer(Fix(N_("All of it: {amount}"), "amount", whole, words) if whole else None)
        self._on_amount()

    def _on_amount(self) -> None:
        self.amount_box.set_problem(None)
        self.sharing.set_amount(self.amount.value() or ZERO)

    def _take_all(self, fix: Fix) -> None:
        self.amount.set_value(fix.value)
        self._on_amount()
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    # Saving

    def save(self) -> None:
        """Record it, once what is open is known; or say at the field what stands against it."""
        if self._saving or not self.shell.may_write():
            return
        if self.desk is None:
            self._wait_for_desk()
            return
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)  # an amount still under the caret counts as typed
        problems = self._problems()
        if problems:
            self._complain(problems)
            return
        self._saving = True
        asked, used = self._money(), self.sharing.used()
        label = N_("Pay money back") if self.refunding else N_("Record a payment")

        def work(session: Any) -> tuple[int, str] | None:
            entry = take(session, asked, used)
            return (entry.id, entry.number) if entry is not None else None

        self.shell.jobs.write(self, label, work, self._recorded, refused=self._refused, kind="final")

    def _wait_for_desk(self) -> None:
        """Who is faster than the reading is not asked to press Enter again."""
        self._save_waits = self.picker_box.isHidden() or self.picker.value() is not None
        if not self._save_waits:
            self._complain([Problem("client", N_("Choose a client."))])

    def _problems(self) -> list[Problem]:
        found: list[Problem] = []
        amount = self.amount.value()
        if self.amount.problem() is not None:
            found.append(Problem("amount", ""))  # the field says it by itself
        elif amount is None and not self.sharing.used():
            found.append(Problem("amount", N_("Enter an amount.")))
        elif amount is not None and amount < 0:
            found.append(Problem("amount", N_("Enter it without a minus; “Money out” pays money back.")))
        elif amount == 0 and not self.sharing.used():
            found.append(Problem("amount", N_("The amount must be more than nil.")))
        elif self.sharing.matched() > self.sharing.there_is():
            found.append(Problem("amount", N_("More is matched than was paid.")))
        if self.date_box.input.value() is None:
            found.append(Problem("dated_on", "" if self.date_box.input.problem() else N_("Enter a day.")))
        return found + self.sharing.problems()

    def _complain(self, problems: list[Problem]) -> None:
        boxes = {"client": self.picker_box, "amount": self.amount_box, "dated_on": self.date_box}
        first: Callable[[], None] | None = None
        for name, box in boxes.items():
            problem = next((each for each in problems if each.path == name), None)
            box.set_problem(problem if problem is not None and problem.message else None)
            if problem is not None and first is None:
                first = box.focus
        wrong = {int(each.path[7:]): tr(each.message) for each in problems if each.path.startswith("shares/")}
        self.sharing.mark(wrong)
        if first is not None:
            first()
        elif wrong:
            self.sharing.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _money(self) -> Money:
        assert self.desk is not None
        return Money(
            client_id=self.desk.client_id,
            company_id=self.purse.company_id,
            currency=self.purse.currency,
            dated_on=self.date_box.input.value(),
            amount=self.amount.value() or ZERO,
            kind=self.way.value(),
            shares=self.sharing.shares(),
            **self.how.values(),
        )

    def _recorded(self, made: tuple[int, str] | None) -> None:
        self._saving = False
        amount = money(self.amount.value() or ZERO, self.purse.currency)
        words = N_("Paid back: {number}, {amount}") if self.refunding else N_("Payment {number} of {amount} recorded")
        self.accept()
        if made is None:
            self.shell.toast(tr("The credit is used."))
            return
        entry_id, number = made
        said = tr(words, number=number, amount=amount)
        regret = partial(ask_reversal, self.shell, self.parentWidget(), entry_id)
        self.shell.toast(said, action=tr("Cancel it…"), act=regret)

    def _refused(self, error: AppError) -> None:
        self._saving = False
        problems = list(problems_of(error))
        if any(each.path.startswith(("shares/", "amount", "dated_on")) for each in problems):
            self._complain(problems)
        else:
            self.reject()
            self.shell.explain(error)
