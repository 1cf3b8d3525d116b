"""Those who buy, read in blocks: what the papers of a client copy from the record, and how the client buys and pays.

It says for many what `sales.records.take_client` says for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.clients.chunks import places
from app.clients.model import Address, Client
from app.company import posting
from app.company.model import Carrier, Company, PaymentMeans, PaymentTerm
from app.company.records import entries, home
from app.sales import heading
from app.sales.due import Term
from app.sales.kinds import KINDS
from app.store.base import driver, light
from app.values.address import street_line
from app.values.money import from_units
from app.values.postal import Sender

_CLIENT = (
    "id", "reference", "is_organisation", "is_client", "civility", "first_name", "last_name", "company_name",
    "trade_name", "vat_number", "siret", "language", "prices_with_tax", "discount_percent", "rebate_percent",
    "rebate_days", "payment_term_id", "means_in_id", "carrier_id", "price_list_id", "order_number_required",
    "delivery_note_prices", "category_id", "print_on_quotes", "print_on_orders", "print_on_deliveries",
    "print_on_invoices",
)  # fmt: skip
_ADDRESS = (
    "id", "company", "department", "recipient", "care_of", "unit", "building", "house_number", "number_suffix",
    "street", "box", "po_box", "locality", "postcode", "city", "cedex", "region", "country", "free_block",
    "is_default", "is_invoice", "is_delivery", "is_quote", "position",
)  # fmt: skip
_EXPORTED = ("CH", "CA", "GB", "US")


@dataclass
class Buyer:
    """One client. `debts` and `credits` hold what is left of the entries of the account, by their ids."""

    id: int
    reference: str
    client: Client
    term: Term
    means: str
    regime: str
    has_address: bool
    head: dict[str, Any]
    delivery: dict[str, Any]
    debts: dict[int, Decimal] = field(default_factory=dict)
    credits: dict[int, Decimal] = field(default_factory=dict)

    def values(self, kind: str) -> dict[str, Any]:
        """The columns of a paper of this kind that are the client's."""
        rules = KINDS[kind]
        found = self.head | (self.delivery if kind == "delivery" else {})
        found["printed_text"] = getattr(self.client, rules.text) if rules.text else ""
        if not (rules.pays or kind in ("quote", "order")):
            found |= {"payment_term_id": None, "payment_term": ""}
        return found


class Buyers:
    """Reads clients, a block at a time; those with something open stay known, so that a payment finds it."""

    def __init__(self, session: Session) -> None:
        self._company: Company = home(session)
        self._sender = posting.sender(session)
        tables: tuple[tuple[str, Any], ...] = (
            ("payment_term", PaymentTerm),
            ("means", PaymentMeans),
            ("carrier", Carrier),
        )
        self._lists: dict[str, dict[int, Any]] = {
            column: {row.id: row for row in entries(session, table)} for column, table in tables
        }
        self._first_term = next(iter(self._lists["payment_term"]))
        self._known: dict[int, Buyer] = {}

    def load(self, session: Session, ids: Sequence[int]) -> dict[int, Buyer]:
        """The buyers of these ids."""
        self._known = {number: each for number, each in self._known.items() if each.debts or each.credits}
        asked = tuple(sorted(set(ids) - self._known.keys()))
        run = driver(session).execute
        inside = f"IN ({places(asked)})"
        addresses = defaultdict(list)
        rows = run(f"SELECT client_id, {', '.join(_ADDRESS)} FROM address WHERE client_id {inside} ORDER BY id", asked)
        for owner, *values in rows.fetchall():
            addresses[owner].append(light(Address, language="", **dict(zip(_ADDRESS, values, strict=True))))
        rows = run(f"SELECT {', '.join(_CLIENT)} FROM client WHERE id {inside}", asked)
        for values in rows.fetchall():
            row = dict(zip(_CLIENT, values, strict=True))
            self._known[row["id"]] = self._buyer(row, addresses[row["id"]])
        return {number: self._known[number] for number in set(ids)}

    def _buyer(self, row: dict[str, Any], addresses: list[Address]) -> Buyer:
        client = light(Client, **row, addresses=addresses, links=[])
        billing, delivery = heading.choose(client, "invoice"), heading.choose(client, "delivery")
        language = heading.language_of(client, self._company)
        term = self._lists["payment_term"][row["payment_term_id"] or self._first_term]
        means = self._lists["means"].get(row["means_in_id"])
        regime = "export" if billing is not None and billing.country in _EXPORTED else ""
        head = {
            "bill_to_id": row["id"], "language": language, "client_name": heading.name_of(client, language),
            "client_reference": row["reference"], "client_vat": row["vat_number"], "client_siret": row["siret"],
            "business": bool(row["is_organisation"]), "prices_with_tax": bool(row["prices_with_tax"]), "regime": regime,
            "discount_percent": from_units(row["discount_percent"] or 0),
            "rebate_percent": from_units(row["rebate_percent"] or 0), "rebate_days": row["rebate_days"] or 0,
            "price_list_id": row["price_list_id"], "payment_term_id": term.id, "payment_term": term.label,
            "means_id": row["means_in_id"], "means": means.label if means else "",
            "delivery_address_id": delivery.id if delivery else None,
        }  # fmt: skip
        carrier = self._lists["carrier"].get(row["carrier_id"])
        head |= {"carrier_id": row["carrier_id"], "carrier": carrier.label if carrier else ""}
        elsewhere = delivery is not None and billing is not None and delivery.id != billing.id
        told = _told(client, delivery, self._sender, language) if elsewhere else ""
        head |= _billing(client, billing, self._sender, language) | {"delivery": told}
        there = _billing(client, delivery, self._sender, language) | {"delivery": ""} if delivery is not None else {}
        due = Term(term.days, term.end_of_month, term.days_after, term.instalments)
        return Buyer(
            row["id"], row["reference"], client, due, means.code if means else "", regime, bool(addresses), head, there
        )


def _billing(client: Client, chosen: Address | None, sender: Sender, language: str) -> dict[str, Any]:
    return {
        "billing_address_id": chosen.id if chosen else None,
        "billing": heading.block(client, chosen, sender=sender, language=language),
        "street": street_line(chosen) if chosen else "",
        "postcode": chosen.postcode if chosen else "",
        "city": chosen.city if chosen else "",
        "country": (chosen.country if chosen else "") or sender.country,
    }


def _told(client: Client, chosen: Address | None, sender: Sender, language: str) -> str:
    return heading.block(client, chosen, sender=sender, language=language, style="readable")
