"""The account statement as figures: what stands on paper, on screen and in a file, and always the same.

Made from entries and allocations alone. "As of" a day means: as the account stood at its end; whatever was entered or
matched later is left out, so that a statement made again for a past day says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

CLASSES = ("current", "1-30", "31-60", "61-90", "90+")
ZERO = Decimal("0.00")

Kind = Literal["activity", "open"]


@dataclass(frozen=True)
class Settled:
    """A part of one entry that was matched with another: `number` names the other."""

    number: str
    on: date
    amount: Decimal


@dataclass(frozen=True)
class Movement:
    """One line of an activity statement. One of `debit` and `credit` is None; `balance` is what is owed after it.

    `open` is what is left of it on the last day, `late` how many days its oldest open part is overdue then (0: not).
    """

    entry_id: int
    on: date
    kind: str
    number: str
    label: str
    due_on: date | None
    debit: Decimal | None
    credit: Decimal | None
    balance: Decimal
    open: Decimal = ZERO
    late: int = 0
    settled: tuple[Settled, ...] = ()


@dataclass(frozen=True)
class OpenItem:
    """One debt, or one instalment of it, that is not paid whole; `bucket` is one of `CLASSES`."""

    entry_id: int
    number: str
    kind: str
    label: str
    on: date
    due_on: date
    amount: Decimal
    paid: Decimal
    open: Decimal
    late: int
    bucket: str
    instalment: int = 0
    of: int = 0
    settled: tuple[Settled, ...] = ()


@dataclass(frozen=True)
class Credit:
    """A payment or credit note of which something is left: shown on its own, taken off the total."""

    entry_id: int
    number: str
    kind: str
    label: str
    on: date
    amount: Decimal
    left: Decimal


@dataclass(frozen=True)
class Block:
    """The account in one currency. `due` = `sum(ageing) - unallocated` = closing balance."""

    currency: str
    opening: Decimal = ZERO
    movements: tuple[Movement, ...] = ()
    closing: Decimal = ZERO
    total_debit: Decimal = ZERO
    total_credit: Decimal = ZERO
    items: tuple[OpenItem, ...] = ()
    credits: tuple[Credit, ...] = ()
    ageing: dict[str, Decimal] = field(default_factory=dict)
    unallocated: Decimal = ZERO
    overdue: Decimal = ZERO
    due: Decimal = ZERO
    last_payment: Credit | None = None

    @property
    def totals(self) -> tuple[Decimal, Decimal]:
        """Debit and credit, the balance brought forward among them: their difference is the closing balance."""
        return self.total_debit + max(self.opening, ZERO), self.total_credit + max(-self.opening, ZERO)


@dataclass(frozen=True)
class Statement:
    """One client's account: `from_on` is None for open items. A client without any entry has no block."""

    client_id: int
    reference: str
    name: str
    kind: Kind
    from_on: date | None
    to_on: date
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Layout:
    """What one chooses for the page, remembered per client. `message` is printed as it stands."""

    ageing: bool = True
    slip: bool = True
    qr: bool = True
    terms: bool = True
    detail: bool = False
    hide_paid: bool = False
    message: str = ""
    terms_text: str = ""
    language: str = "fr"


def bucket_of(late: int) -> str:
    """The class of a debt that is `late` days over its due day (0 or less: not due)."""
    for name, most in zip(CLASSES, (0, 30, 60, 90), strict=False):
        if late <= most:
            return name
    return CLASSES[-1]
