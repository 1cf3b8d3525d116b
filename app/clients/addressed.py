"""Whom a letter to a client is addressed to: the firm and somebody there, or the person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from app.clients.model import Client
from app.values.postal import Addressee


class Linked(Protocol):
    """Somebody at a client."""

    @property
    def contact_id(self) -> int: ...
    @property
    def is_main(self) -> bool: ...
    @property
    def is_billing(self) -> bool: ...


Someone = TypeVar("Someone", bound=Linked)


def choose_contact(people: Iterable[Someone], there: int | None, purpose: str = "") -> Someone | None:
    """Who is named at the address, else who gets the invoices (for one), else the main contact, else the first."""
    billing = purpose == "invoice"
    return min(
        people,
        key=lambda each: (each.contact_id != there, not (billing and each.is_billing), not each.is_main),
        default=None,
    )


def addressee(draft: Client, there: int | None, today: date) -> Addressee:
    """Whom an envelope to the client of a draft names; `there` is the contact of its address."""
    if not draft.is_organisation:
        return Addressee("", draft.civility, draft.first_name, draft.last_name, language=draft.language)
    company = draft.company_name or draft.trade_name
    link = choose_contact((link for link in draft.links if not link.until_on or link.until_on >= today), there)
    if link is None:
        return Addressee(company, language=draft.language)
    who = link.contact
    return Addressee(company, who.civility, who.first_name, who.last_name, language=who.language or draft.language)
