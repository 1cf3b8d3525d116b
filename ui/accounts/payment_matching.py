"""Setting what is left of a credit against debts, and giving up a debt: two small dialogs of the account."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.accounts import desk as desks
from app.accounts.desk import Desk, Purse, Seen
from app.accounts.payments import settle, write_off
from app.i18n import N_
from ui.accounts.payment_sharing import Sharing
from ui.accounts.payment_words import money
from ui.jobs import problems_of
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.inputs import TextArea
from ui.widgets.labels import Paragraph, text_label
from ui.widgets.page import Page
from ui.widgets.question import Question
from ui.widgets.typed_inputs import amount_input

if TYPE_CHECKING:
    from ui.shell import Shell


class MatchDialog(Dialog):
    """What is left of one entry, spread over what stands against it, the oldest first."""

    def __init__(self, shell: Shell, parent: QWidget | None, seen: Seen, purse: Purse) -> None:
        super().__init__(parent, tr("Match {number}", number=seen.number or tr(seen.label)), width=760, margin=0)
        self.shell, self.seen = shell, seen
        self.tall = 460
        self.finished.connect(self.deleteLater)
        is_credit = seen.amount < 0
        page = Page(margin=24, gap=12)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(page)
        page.body.addWidget(text_label(self.windowTitle(), "section"))
        left = money(seen.left, seen.currency)
        words = tr("{amount} of it is not matched.", amount=left)
        page.body.addWidget(text_label(words, "body", "text2"))
        self.sharing = Sharing()
        self.sharing.show_purse(purse, shell.today(), refunding=not is_credit, with_credits=False)
        self.sharing.set_amount(seen.left)
        page.body.addWidget(self.sharing)
        page.body.addStretch(1)
        self.add_cancel()
        self.button = self.add_button(Button(tr("Match"), "link", kind="primary", keys="Enter"), main=True)
        self.button.clicked.connect(self.save)
        self.sharing.submitted.connect(self.save)
        self.sharing.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Match, unless a line or the sum of them is too much."""
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        problems = self.sharing.problems()
        over = self.sharing.matched() > self.seen.left
        if over and not problems and self.sharing.shares():
            self.sharing.mark({self.sharing.shares()[-1].entry_id: tr("In all more than there is")})
        if problems:
            self.sharing.mark({int(each.path[7:]): tr(each.message) for each in problems})
        if problems or over or not self.sharing.shares():
            return
        shares, today, number = self.sharing.shares(), self.shell.today(), self.seen.id

        def work(session: Any) -> None:
            settle(session, number, shares, on=today)

        self.shell.jobs.write(self, N_("Match a credit"), work, self._done, refused=self._refused, kind="final")

    def _done(self, _none: None) -> None:
        self.accept()
        self.shell.toast(tr("Matched: {amount}", amount=money(self.sharing.matched(), self.seen.currency)))

    def _refused(self, error: Any) -> None:
        wrong = {int(each.path[7:]): tr(each.message) for each in problems_of(error) if each.path.startswith("shares/")}
        if wrong:
            self.sharing.mark(wrong)
        else:
            self.reject()
            self.shell.explain(error)


def ask_match(shell: Shell, parent: QWidget | None, entry_id: int) -> None:
    """Read what is open beside this entry, then ask."""
    today = shell.today()

    def work(db: Any) -> tuple[Seen, Desk] | None:
        seen = desks.see(db, entry_id)
        desk = desks.load(db, seen.client_id, today) if seen is not None else None
        return (seen, desk) if seen is not None and desk is not None else None

    def show(found: tuple[Seen, Desk] | None) -> None:
        if found is None:
            return
        seen, desk = found
        key = (seen.company_id, seen.currency)
        purse = next((each for each in desk.purses if (each.company_id, each.currency) == key), None)
        against = () if purse is None else purse.debts if seen.amount < 0 else purse.credits
        if purse is None or not against:
            shell.toast(tr("There is nothing to match it with.") if seen.amount > 0 else tr("Nothing is open."))
        else:
            MatchDialog(shell, parent, seen, purse).open()

    if shell.may_write():
        shell.jobs.rows(shell.jobs, work, show, key="match")


def ask_write_off(shell: Shell, parent: QWidget | None, entry_id: int) -> None:
    """Read what is left of a debt, then ask how much of it is given up, and why."""

    def show(seen: Seen | None) -> None:
        if seen is None or seen.left <= 0:
            return
        number = seen.number or tr(seen.label)
        title = tr("Write off {number}", number=number)
        dialog = Question(parent, title, tr("Write off"), partial(_write_off, shell, seen))
        dialog.body.addWidget(Paragraph(title, "section"))
        words = tr(
            "What is given up is not asked for any more. {amount} is open.", amount=money(seen.left, seen.currency)
        )
        dialog.body.addWidget(Paragraph(words, "body", "text2"))
        amount = amount_input(seen.currency)
        amount.set_value(seen.left)
        dialog.add("amount", tr("Amount"), amount, needed=tr("Enter an amount."))
        dialog.add("reason", tr("Why"), TextArea(lines=2), needed=tr("Say why, for your accountant."))
        dialog.begin()

    if shell.may_write():
        shell.jobs.rows(shell.jobs, lambda db: desks.see(db, entry_id), show, key="write off")


def _write_off(shell: Shell, seen: Seen, amount: Decimal, reason: str) -> None:
    today = shell.today()

    def work(session: Any) -> int:
        return write_off(session, entry_id=seen.id, amount=amount, on=today, reason=reason).id

    said = tr("{amount} of {number} is written off.", amount=money(amount, seen.currency), number=seen.number)
    shell.jobs.write(None, N_("Write off a debt"), work, lambda _id: shell.toast(said), kind="final")
