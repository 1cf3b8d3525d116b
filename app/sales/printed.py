"""A paper as it is printed: every text and amount, nothing left to look up. The renderer of `documents` gets this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.company.letterhead import Addressee, Letterhead


@dataclass(frozen=True)
class PrintedLine:
    """One line. `kind`: product, free, text, carriage, deposit. Text lines have no amounts.

    `price` and `total` are with tax where the paper's prices are. `note` stands small under the name.
    """

    kind: str
    code: str = ""
    name: str = ""
    note: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    discount: Decimal = Decimal(0)
    tax: str = ""
    total: Decimal | None = None


@dataclass(frozen=True)
class PrintedTax:
    """One row of the tax table: `label` such as "TVA 20 %", the net it is reckoned on, and the tax."""

    label: str
    base: Decimal
    tax: Decimal


@dataclass(frozen=True)
class PrintedDue:
    """One instalment of what is to pay."""

    due_on: date
    amount: Decimal


@dataclass(frozen=True)
class Printed:
    """`kind`: quote, order, delivery, invoice, credit_note, proforma, purchase. `facts` are (label, value) pairs of
    the head, translated already; `texts` the legal and printed texts in their order, each one paragraph.
    `number` is empty on a draft, which is marked as such; `copy` marks a duplicate. `show_prices` is off on a delivery
    note without prices. `gross` is the total; `to_pay` what is left of it after deposits (None: no payment box).
    """

    kind: str
    title: str
    number: str
    dated_on: date
    language: str
    currency: str
    letterhead: Letterhead
    addressee: Addressee
    delivery: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[PrintedLine, ...] = ()
    prices_with_tax: bool = False
    show_prices: bool = True
    lines_total: Decimal = Decimal(0)
    discount_percent: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)
    net: Decimal = Decimal(0)
    taxes: tuple[PrintedTax, ...] = ()
    gross: Decimal = Decimal(0)
    to_pay: Decimal | None = None
    dues: tuple[PrintedDue, ...] = ()
    reference: str = ""
    message: str = ""
    texts: tuple[str, ...] = ()
    copy: bool = False
