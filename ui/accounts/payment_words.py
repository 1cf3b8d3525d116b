"""Sentences about money that several screens of the account say alike."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from app.accounts.allocation import ZERO
from app.i18n import N_
from ui.text import tr, translator

if TYPE_CHECKING:
    from app.accounts.desk import Purse

KINDS_OF_ENTRY = {
    "payment": (N_("Payment"), "cash", "green"),
    "refund": (N_("Refund"), "receipt-refund", "amber"),
    "write_off": (N_("Written off"), "circle-x", "neutral"),
    "opening": (N_("From before"), "history", "neutral"),
    "reversal": (N_("Cancelled"), "arrow-back-up", "neutral"),
    "invoice": (N_("Invoice"), "file-invoice", "client"),
    "credit_note": (N_("Credit note"), "receipt-refund", "client"),
}


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency."""
    return translator().money(amount, currency)


def owes(purse: Purse) -> str:
    """`Owes 2 486,40 €, overdue 1 284,50 €`, or that nothing is owed."""
    if not purse.owed:
        return tr("Owes nothing.")
    owed = money(purse.owed, purse.currency)
    if not purse.overdue:
        return tr("Owes {owed}, nothing overdue.", owed=owed)
    return tr("Owes {owed}, overdue {overdue}.", owed=owed, overdue=money(purse.overdue, purse.currency))


def standing(purse: Purse) -> str:
    """What is owed, and the credit beside it."""
    credit = sum((each.open for each in purse.credits), ZERO)
    if not credit:
        return owes(purse)
    return tr("{owes} They have a credit of {credit}.", owes=owes(purse), credit=money(credit, purse.currency))


def sums(amounts: Iterable[tuple[Decimal, str]]) -> str:
    """Amounts of several currencies one after the other: they are never added."""
    return " · ".join(money(amount, currency) for amount, currency in amounts)
