"""What money is set against: the open invoices or credits, earlier credits to be used with it, and what is left over.

The amount is spread over the lines, the oldest first, until the owner types into one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts.allocation import ZERO, Debt, Share
from app.accounts.desk import Purse
from app.accounts.settling import propose_for
from app.errors import Problem
from app.i18n import N_
from ui.accounts.payment_grid import PaymentGrid
from ui.accounts.payment_words import money
from ui.text import tr
from ui.widgets.labels import LinkLabel, Paragraph, text_label
from ui.widgets.toggles import CheckBox


class Sharing(QWidget):
    """`credits_changed`: another credit is used. `submitted`: Enter on the lines."""

    credits_changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.purse = Purse(0, "EUR")
        self.amount = ZERO
        self.first_id: int | None = None
        self.by_hand = False
        self._refunding = False
        self.ticks: dict[int, CheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        self._title = text_label("", "card")
        self.again = LinkLabel(tr("Spread it again, oldest first"), "refresh")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.again)
        column.addLayout(head)
        self._credits = QVBoxLayout()
        self._credits.setSpacing(4)
        column.addLayout(self._credits)
        self.grid = PaymentGrid()
        self._nothing = text_label("", "body", "text3")
        self.rest = Paragraph("", "body", "text2")
        for part in (self.grid, self._nothing, self.rest):
            column.addWidget(part)
        for hidden in (self.again, self.grid, self._nothing, self.rest):
            hidden.hide()
        self.grid.edited.connect(self._on_typed)
        self.grid.submitted.connect(self.submitted)
        self.again.clicked.connect(self._spread_again)

    # Showing

    def show_purse(self, purse: Purse, today: date, *, refunding: bool = False, with_credits: bool = True) -> None:
        """Other lines: what is owed, or for money that goes out the credits."""
        self.purse, self._refunding, self.by_hand = purse, refunding, False
        listed = self.lines()
        self._title.setText(tr("Credits that are paid back") if refunding else tr("Open invoices"))
        self._title.setVisible(bool(listed))
        self.grid.show_debts(listed, purse.currency, today, late=not refunding)
        self.grid.setVisible(bool(listed))
        nothing = tr("They have no credit.") if refunding else tr("Nothing is open: the payment stays on account.")
        self._nothing.setText(nothing)
        self._nothing.setVisible(not listed)
        self._show_credits(() if refunding or not with_credits else purse.credits)
        self._propose()

    def lines(self) -> tuple[Debt, ...]:
        """What the money can be set against."""
        return self.purse.credits if self._refunding else self.purse.debts

    def whole(self) -> Decimal:
        """All that is open on the lines."""
        return sum((line.open for line in self.lines()), ZERO)

    def _show_credits(self, found: tuple[Debt, ...]) -> None:
        while self._credits.count():
            old = self._credits.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        self.ticks.clear()
        for credit in found:
            amount = money(credit.open, self.purse.currency)
            text = tr("Use the credit of {amount} ({number})", amount=amount, number=credit.number or tr(credit.label))
            self.ticks[credit.entry_id] = tick = CheckBox(text)
            tick.clicked.connect(self._on_tick)
            self._credits.addWidget(tick)

    # Reckoning

    def set_amount(self, amount: Decimal) -> None:
        """How much money there is."""
        self.amount = amount
        self._propose()

    def used(self) -> list[Share]:
        """The credits that are ticked, each with all that is left of it."""
        chosen = (each for each in self.purse.credits if each.entry_id in self.ticks)
        return [Share(each.entry_id, each.open) for each in chosen if self.ticks[each.entry_id].isChecked()]

    def there_is(self) -> Decimal:
        """The money, and the credits used with it."""
        return max(self.amount, ZERO) + sum((each.amount for each in self.used()), ZERO)

    def matched(self) -> Decimal:
        """What is set against the lines."""
        return sum(self.grid.rows.paid.values(), ZERO)

    def shares(self) -> tuple[Share, ...]:
        """The same line by line."""
        return tuple(Share(number, amount) for number, amount in self.grid.rows.paid.items() if amount)

    def problems(self) -> list[Problem]:
        """What is wrong on the lines, at `shares/<entry id>`."""
        rows = self.grid.rows
        found = [Problem(f"shares/{number}", words) for number, words in rows.problems.items()]
        for line in rows.debts:
            amount = rows.paid.get(line.entry_id, ZERO)
            if amount < 0:
                found.append(Problem(f"shares/{line.entry_id}", N_("It cannot be negative.")))
            elif amount > line.open:
                found.append(Problem(f"shares/{line.entry_id}", N_("More than is left to pay")))
        return found

    def mark(self, problems: Mapping[int, str]) -> None:
        """Show what is wrong, by entry."""
        self.grid.rows.mark(problems)

    def _on_tick(self) -> None:
        self._propose()
        self.credits_changed.emit()

    def _on_typed(self) -> None:
        self.by_hand = True
        self._propose()

    def _spread_again(self) -> None:
        self.by_hand = False
        self._propose()
        self.credits_changed.emit()

    def _propose(self) -> None:
        if not self.by_hand:
            self.grid.rows.propose(propose_for(self.lines(), self.there_is(), self.first_id))
        self.again.setVisible(self.by_hand)
        self._say_rest()

    def _say_rest(self) -> None:
        """What becomes of what is set against nothing, before it is saved."""
        used = sum((each.amount for each in self.used()), ZERO)
        over = max(self.amount - max(self.matched() - used, ZERO), ZERO)
        amount = money(over, self.purse.currency)
        if self._refunding:
            text = tr("{amount} is more than their credit: they will owe it to you.", amount=amount)
        else:
            text = tr("Rest on account: {amount}, offered with the next payment.", amount=amount)
        self.rest.setText(text if over else "")
        self.rest.setVisible(bool(over))
