"""The figures of the list: last invoice, orders, total invoiced and balance of a client, in words and colours.

They are in the currency that the client is invoiced in; what other currencies hold is said in the tip, never added.
"""

from __future__ import annotations

from datetime import date

from app.clients.search import Row
from app.i18n import N_, plural
from app.values.money import currency_of, from_units
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.widgets.table_model import Column


def amount(units: int, currency: str) -> str:
    """Whole ten-thousandths as money; who was never invoiced has no currency but the shop's."""
    return translator().money(from_units(units), currency or currency_of(translator().country))


def days_late(oldest_due: str, today: date) -> int:
    """How many days ago the oldest unpaid amount was due; 0 where nothing is late."""
    return max(0, (today - date.fromisoformat(oldest_due)).days) if oldest_due else 0


def balance_state(row: Row) -> str:
    """What stands under a balance."""
    if row.balance < 0:
        return tr("credit")
    late = days_late(row.oldest_due, Shell.today())
    if row.balance and late:
        return trn(plural("overdue {count} day", "overdue {count} days"), late)
    return tr("not due yet") if row.balance else ""


def balance_tone(row: Row) -> str:
    """Red is late, green is a credit."""
    if row.balance < 0:
        return "green"
    if not row.balance:
        return "text3"
    return "red" if days_late(row.oldest_due, Shell.today()) else "text"


def _state_tone(row: Row) -> str:
    tone = balance_tone(row)
    return tone if tone in ("red", "green") else "text3"


def _last_number(row: Row) -> str:
    return row.last_number


def _last_day(row: Row) -> str:
    return translator().date(date.fromisoformat(row.last_on)) if row.last_on else ""


def _orders(row: Row) -> str:
    return translator().number(row.orders) if row.orders else ""


def _total(row: Row) -> str:
    return "" if row.total is None else amount(row.total, row.currency)


def _balance(row: Row) -> str:
    return amount(row.balance, row.currency) if row.balance or row.last_on or row.total is not None else ""


def _currencies(row: Row) -> str:
    return tr("This client is also invoiced in other currencies: see the account.") if row.other_currencies else ""


COLUMNS: tuple[Column, ...] = (
    Column("last_order", N_("Last invoiced order"), 13, _last_number, _last_day, "last_order", link=True),
    Column("orders", N_("Orders"), 6, _orders, sort="orders", right=True, leaves=8),
    Column("total", N_("Total invoiced"), 11, _total, sort="total", right=True, tip=_currencies, leaves=7),
    Column(
        "balance", N_("Balance"), 13, _balance, balance_state, "balance", right=True, weight=500, tone=balance_tone,
        second_tone=_state_tone, tip=_currencies,
    ),
)  # fmt: skip


def spoken(row: Row) -> str:
    """The balance as a screen reader says it; nothing where nothing is owed."""
    if not row.balance:
        return ""
    state = balance_state(row)
    if row.balance < 0:
        return tr("has a credit of {amount}", amount=amount(-row.balance, row.currency))
    return tr("owes {amount}, {state}", amount=amount(row.balance, row.currency), state=state)
