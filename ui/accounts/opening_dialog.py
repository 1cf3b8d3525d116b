"""What a client owed before this file was begun: an unpaid invoice with its own number and days, or one balance."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.accounts.ledger import Posting
from app.accounts.payments import open_with
from app.errors import AppError, Problem
from app.i18n import N_
from ui.accounts.payment_reversal import ask_reversal
from ui.accounts.payment_words import money
from ui.jobs import problems_of
from ui.text import tr
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.inputs import Choice, LineInput
from ui.widgets.labels import text_label
from ui.widgets.toggles import Segmented
from ui.widgets.typed_inputs import DateInput, amount_input

if TYPE_CHECKING:
    from ui.shell import Shell


class OpeningDialog(Dialog):
    """`currencies` are (company, currency), the usual one first."""

    def __init__(
        self, shell: Shell, parent: QWidget | None, client_id: int, *, currencies: Sequence[tuple[int, str]]
    ) -> None:
        super().__init__(parent, tr("From before this file"), width=560)
        self.shell, self.client_id, self._keys = shell, client_id, tuple(currencies)
        self._saving = False
        self.finished.connect(self.deleteLater)
        self.body.addWidget(text_label(self.windowTitle(), "section"))
        ways = [("invoice", tr("Unpaid invoice"), "file-invoice"), ("balance", tr("Opening balance"), "history")]
        self.way = Segmented(ways, name=tr("What there was"))
        self.way.set_value("invoice")
        self.way.changed.connect(self._show_way)
        self.body.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        self.boxes = {
            "number": FieldBox(tr("Its number"), LineInput(max_length=40), required=True),
            "dated_on": FieldBox(tr("Date"), DateInput(), required=True),
            "due_on": FieldBox(tr("Due"), DateInput()),
            "amount": FieldBox(tr("Amount with tax"), amount_input(self._keys[0][1]), required=True),
            "currency": FieldBox(tr("Currency"), Choice([(place, key[1]) for place, key in enumerate(self._keys)])),
        }
        self.boxes["currency"].input.set_value(0)
        self.boxes["currency"].setVisible(len(self._keys) > 1)
        self.boxes["currency"].input.edited.connect(self._on_currency)
        for names in (("number", "amount", "currency"), ("dated_on", "due_on")):
            row = QHBoxLayout()
            row.setSpacing(16)
            for name in names:
                row.addWidget(self.boxes[name], 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
        self.add_cancel()
        self.again = self.add_button(Button(tr("Record, and another"), "plus"))
        self.again.clicked.connect(partial(self.save, again=True))
        self.button = self.add_button(Button(tr("Record"), "check", kind="primary", keys="Enter"), main=True)
        self.button.clicked.connect(partial(self.save, again=False))
        for box in self.boxes.values():
            if isinstance(box.input, LineInput):
                box.input.returnPressed.connect(partial(self.save, again=False))
        self.boxes["number"].focus()

    @property
    def is_balance(self) -> bool:
        """Whether it is one sum, without a number."""
        return bool(self.way.value() == "balance")

    def _show_way(self) -> None:
        for name in ("number", "due_on"):
            self.boxes[name].setVisible(not self.is_balance)
        hint = tr("With a minus sign for what the client had in credit") if self.is_balance else ""
        self.boxes["amount"].set_hint(hint)
        self.boxes["amount"].set_label(tr("Balance") if self.is_balance else tr("Amount with tax"))

    def _on_currency(self) -> None:
        self.boxes["amount"].input.set_currency(self._key()[1])

    def _key(self) -> tuple[int, str]:
        return self._keys[self.boxes["currency"].input.value() or 0]

    def save(self, *_checked: Any, again: bool) -> None:
        """Record it, and where there is to be another, begin anew."""
        if self._saving or not self.shell.may_write():
            return
        problems = self._problems()
        self._complain(problems)
        if problems:
            return
        self._saving = True
        posting = self._posting()

        def work(session: Any) -> tuple[int, Decimal]:
            entry = open_with(session, posting)
            return entry.id, entry.amount

        done = partial(self._recorded, posting, again)
        self.shell.jobs.write(self, N_("Record what was owed before"), work, done, refused=self._refused, kind="final")

    def _value(self, name: str) -> Any:
        return self.boxes[name].input.value()

    def _problems(self) -> list[Problem]:
        asked = {"dated_on": N_("Enter a day."), "amount": N_("Enter an amount.")}
        if not self.is_balance:
            asked["number"] = N_("Enter the number of the invoice.")
        found = [Problem(name, words) for name, words in asked.items() if self._value(name) in (None, "")]
        amount = self._value("amount")
        if amount is not None and amount < 0 and not self.is_balance:
            found.append(Problem("amount", N_("The amount must be more than nil.")))
        if self.boxes["due_on"].input.problem() is not None and not self.is_balance:
            found.append(Problem("due_on", N_("Enter a day.")))
        return found

    def _complain(self, problems: Sequence[Problem]) -> None:
        for name, box in self.boxes.items():
            found = next((each for each in problems if each.path == name), None)
            box.set_problem(found if box.input.problem() is None else None)
        if problems:
            first = next(name for name in self.boxes if any(each.path == name for each in problems))
            self.boxes[first].focus()

    def _posting(self) -> Posting:
        company_id, currency = self._key()
        return Posting(
            client_id=self.client_id,
            company_id=company_id,
            currency=currency,
            kind="opening",
            number="" if self.is_balance else self._value("number"),
            dated_on=self._value("dated_on"),
            amount=self._value("amount"),
            due_on=None if self.is_balance else self._value("due_on") or self._value("dated_on"),
        )

    def _recorded(self, posting: Posting, again: bool, made: tuple[int, Decimal]) -> None:
        self._saving = False
        amount = money(posting.amount, posting.currency)
        words = N_("{number} of {amount} recorded") if posting.number else N_("Opening balance of {amount} recorded")
        act = partial(ask_reversal, self.shell, self.parentWidget(), made[0])
        self.shell.toast(tr(words, number=posting.number, amount=amount), action=tr("Cancel it…"), act=act)
        if not again:
            self.accept()
            return
        for name in ("number", "amount", "dated_on", "due_on"):
            self.boxes[name].input.set_value(None if name != "number" else "")
        self.boxes["amount" if self.is_balance else "number"].focus()

    def _refused(self, error: AppError) -> None:
        self._saving = False
        problems = [each for each in problems_of(error) if each.path in self.boxes]
        if problems:
            self._complain(problems)
        else:
            self.shell.explain(error)
