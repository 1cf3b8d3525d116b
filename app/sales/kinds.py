"""The kinds of paper: their names, what they can become, and which of them have a date to pay, prices, a period.

One editor serves them all; what differs between them is said here.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import N_


@dataclass(frozen=True)
class Kind:
    """`turns_into`: the kinds made from it. `legal` papers are for ever once issued. `block` refuses new ones."""

    key: str
    title: str
    plural: str
    new: str
    turns_into: tuple[str, ...] = ()
    legal: bool = False
    pays: bool = False
    text: str = ""
    purpose: str = "invoice"
    block: str = ""
    to_supplier: bool = False


KINDS = {
    kind.key: kind
    for kind in (
        Kind("quote", N_("Quote"), N_("Quotes"), N_("New quote"), ("order", "delivery", "invoice", "proforma"),
             text="print_on_quotes", purpose="quote"),
        Kind("order", N_("Order"), N_("Orders"), N_("New order"), ("delivery", "invoice", "proforma"),
             text="print_on_orders", block="orders"),
        Kind("delivery", N_("Delivery note"), N_("Delivery notes"), N_("New delivery note"), ("invoice",),
             text="print_on_deliveries", purpose="delivery", block="orders"),
        Kind("invoice", N_("Invoice"), N_("Invoices"), N_("New invoice"), ("credit_note",), legal=True, pays=True,
             text="print_on_invoices", block="invoicing"),
        Kind("credit_note", N_("Credit note"), N_("Credit notes"), N_("New credit note"), (), legal=True,
             text="print_on_invoices"),
        Kind("proforma", N_("Pro forma invoice"), N_("Pro forma invoices"), N_("New pro forma invoice"),
             ("order", "invoice"), pays=True, text="print_on_invoices"),
        Kind("purchase", N_("Purchase order"), N_("Purchase orders"), N_("New purchase order"), (),
             block="supplier_orders", to_supplier=True),
    )
}  # fmt: skip
SALES = ("quote", "order", "delivery", "invoice", "credit_note", "proforma")
DEPOSIT_TITLE = N_("Deposit invoice")


def title(kind: str, *, deposit: bool = False) -> str:
    """The marked title of a paper."""
    return DEPOSIT_TITLE if deposit else KINDS[kind].title
