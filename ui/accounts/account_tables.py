"""The tables of an account: what is open, what is credit, every movement, payments; a row type and columns for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.accounts.overview import Behind, ClientAccount, Standing
from app.accounts.search import PaymentRow
from app.accounts.statement import ZERO, Block
from app.accounts.words import KINDS
from app.i18n import N_, plural
from app.values.money import from_units
from ui.accounts.payment_words import money
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.record_table import RecordTable
from ui.widgets.table_model import Column

MOST_ROWS = 30
_PLACES = 1000  # more instalments than an invoice has


class OpenLine(NamedTuple):
    """A debt or an instalment of it. `id` tells instalments apart, `entry_id` is that of the entry."""

    id: int
    entry_id: int
    number: str
    what: str
    on: date
    due_on: date
    amount: Decimal
    open: Decimal
    late: int
    currency: str
    behind: Behind


class CreditLine(NamedTuple):
    """A payment or credit note of which `left` is not matched."""

    id: int
    number: str
    what: str
    on: date
    amount: Decimal
    left: Decimal
    currency: str
    behind: Behind


class MoveLine(NamedTuple):
    """A movement; the line before the first of a period has the id 0 and only a balance."""

    id: int
    on: date
    kind: str
    number: str
    what: str
    debit: Decimal | None
    credit: Decimal | None
    balance: Decimal
    open: Decimal
    late: int
    currency: str
    behind: Behind


class TallTable(RecordTable):
    """As high as its rows, up to a number of them, to stand on a page that scrolls by itself."""

    def __init__(self, columns: Sequence[Column], name: str, parent: QWidget | None = None) -> None:
        super().__init__(columns, name, parent=parent)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[Any]) -> None:
        super().show_rows(rows)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows."""
        count = len(self.table.ids)
        policy = Qt.ScrollBarPolicy
        self.view.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if count > MOST_ROWS else policy.ScrollBarAlwaysOff
        )
        foot = 0 if self._foot.isHidden() else theme.height("footer")
        self.setFixedHeight(theme.height("thead") + min(count, MOST_ROWS) * self.view.row_height() + foot + 1)
        self.setVisible(bool(count))


# Rows


def _what(kind: str, label: str) -> str:
    word = tr(KINDS[kind]) if kind in KINDS else ""
    return tr("{kind}: {label}", kind=word, label=label) if word and label else word or label


def open_lines(account: ClientAccount, standing: Standing) -> list[OpenLine]:
    """What is open in one currency, the oldest due first."""
    found = []
    for item in sorted(standing.block.items, key=lambda item: (item.due_on, item.on, item.entry_id)):
        what = _what(item.kind, item.label)
        if item.of:
            what = tr("{what}, part {part} of {of}", what=what, part=item.instalment, of=item.of)
        key = item.entry_id * _PLACES + item.instalment
        found.append(
            OpenLine(
                key, item.entry_id, item.number, what, item.on, item.due_on, item.amount, item.open, item.late,
                standing.currency, account.behind.get(item.entry_id, Behind()),
            )
        )  # fmt: skip
    return found


def credit_lines(account: ClientAccount, standing: Standing) -> list[CreditLine]:
    """What is not matched yet in one currency."""
    return [
        CreditLine(
            each.entry_id, each.number, _what(each.kind, each.label), each.on, each.amount, each.left,
            standing.currency, account.behind.get(each.entry_id, Behind()),
        )
        for each in standing.block.credits
    ]  # fmt: skip


def move_lines(account: ClientAccount, block: Block, from_on: date | None) -> list[MoveLine]:
    """The movements of a period with the running balance, the newest first; at the end what was owed before them."""
    lines = [
        MoveLine(
            each.entry_id, each.on, each.kind, each.number, _what(each.kind, each.label), each.debit, each.credit,
            each.balance, each.open, each.late, block.currency, account.behind.get(each.entry_id, Behind()),
        )
        for each in reversed(block.movements)
    ]  # fmt: skip
    if from_on is not None and (block.opening or lines):
        start = MoveLine(
            0, from_on, "", "", tr("Balance before"), None, None, block.opening, ZERO, 0, block.currency, Behind()
        )
        lines.append(start)
    return lines


# Columns


def _day(value: date) -> str:
    return translator().date(value, "short")


def _cell(amount: Decimal | None, row: Any) -> str:
    return "" if amount is None else money(amount, row.currency)


def _left_tone(row: Any) -> str:
    return "red" if row.late else "text"


def _late_words(row: Any) -> str:
    return trn(plural("{count} day late", "{count} days late"), row.late) if row.late else ""


def _of_move(row: MoveLine) -> str:
    if row.behind.reversed:
        return tr("{what} · cancelled later", what=row.what)
    if row.open and row.debit is not None:
        return tr("{what} · {amount} open", what=row.what, amount=money(row.open, row.currency))
    if row.open:
        return tr("{what} · {amount} not matched", what=row.what, amount=money(row.open, row.currency))
    return row.what if row.number else ""


OPEN_COLUMNS = (
    Column("number", N_("Document"), 16, lambda row: row.number or row.what, lambda row: row.what, link=True),
    Column("on", N_("Date"), 12, lambda row: _day(row.on), tone=lambda row: "text2", leaves=5),
    Column("due_on", N_("Due"), 15, lambda row: _day(row.due_on), _late_words, tone=_left_tone,
           second_tone=lambda row: "red"),
    Column("amount", N_("Amount"), 13, lambda row: _cell(row.amount, row), right=True, leaves=4),
    Column("open", N_("Left open"), 13, lambda row: _cell(row.open, row), right=True, weight=600, tone=_left_tone),
)  # fmt: skip
CREDIT_COLUMNS = (
    Column("number", N_("Credit"), 18, lambda row: row.number or row.what, lambda row: row.what, link=True),
    Column("on", N_("Date"), 12, lambda row: _day(row.on), tone=lambda row: "text2"),
    Column("amount", N_("Amount"), 13, lambda row: _cell(row.amount, row), right=True, leaves=4),
    Column("left", N_("Not matched"), 13, lambda row: _cell(row.left, row), right=True, weight=600,
           tone=lambda row: "green"),
)  # fmt: skip
MOVE_COLUMNS = (
    Column("on", N_("Date"), 11, lambda row: _day(row.on), tone=lambda row: "text2", leaves=3),
    Column("number", N_("Document"), 16, lambda row: row.number or row.what, _of_move, link=True),
    Column("debit", N_("Debit"), 11, lambda row: _cell(row.debit, row), right=True),
    Column("credit", N_("Credit"), 11, lambda row: _cell(row.credit, row), right=True),
    Column("balance", N_("Balance"), 11, lambda row: _cell(row.balance, row), right=True, weight=600),
)


def payment_amount(row: PaymentRow) -> str:
    """What came in, or with a minus what went out."""
    sign = -1 if row.kind == "refund" else 1
    return money(sign * from_units(row.amount), row.currency)


def payment_left(row: PaymentRow) -> str:
    """What is matched with nothing."""
    return money(from_units(row.left), row.currency) if row.left and not row.reversed_on else ""


def payment_state(row: PaymentRow) -> str:
    """What became of it."""
    if row.reversed_on:
        return tr("Cancelled")
    if row.deposited_on:
        return tr("At the bank")
    if row.left:
        return tr("Not matched")
    return tr("Paid out") if row.kind == "refund" else ""


def payment_tone(row: PaymentRow) -> str:
    """The badge of that."""
    if row.reversed_on or row.kind == "refund":
        return "neutral"
    return "green" if row.deposited_on else "amber"


def _struck(row: PaymentRow) -> str:
    return "text3" if row.reversed_on else "text"


NUMBER = Column("number", N_("No."), 13, lambda row: row.number, link=True, sort="number")
DATE = Column("date", N_("Date"), 12, lambda row: _day(date.fromisoformat(row.dated_on)), sort="date")
CLIENT = Column("client", N_("Client"), 22, lambda row: row.client_name, sort="client", link=True)
MEANS = Column("means", N_("Means"), 12, lambda row: row.means, sort="means", tone=lambda row: "text2")
REFERENCE = Column("reference", N_("Reference"), 14, lambda row: row.reference, tone=lambda row: "text2", leaves=5)
STATE = Column("state", N_("State"), 16, payment_state, badge=payment_tone, leaves=2)
AMOUNT = Column("amount", N_("Amount"), 13, payment_amount, right=True, weight=600, sort="amount", tone=_struck)
LEFT = Column("left", N_("Not matched"), 13, payment_left, right=True, tone=lambda row: "amber", leaves=4)
PAYMENT_COLUMNS = (NUMBER, DATE, MEANS, REFERENCE, STATE, LEFT, AMOUNT)
