"""Who writes and to whom: the letterhead of the shop, and the address a paper takes over when its client is chosen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.model import Address, Client
from app.company.letterhead import PLAIN_ACCENT, Letterhead
from app.company.letterhead import Addressee as To
from app.company.model import BankAccount, Company
from app.company.records import option
from app.i18n import Translator
from app.sales import legal
from app.store import blobs
from app.values import address, person
from app.values.postal import Addressee, Sender, Style, printed

PURPOSES = {"invoice": "is_invoice", "delivery": "is_delivery", "quote": "is_quote"}


def letterhead(session: Session, company: Company, tr: Translator, bank_account_id: int | None = None) -> Letterhead:
    """The head and foot of a paper of `company`, in the language of `tr`; the bank account chosen, else the first."""
    bank = _bank(session, company, bank_account_id)
    town = " ".join(part for part in (company.postcode, company.city) if part)
    place = ", ".join(part for part in (company.street, town) if part)
    return Letterhead(
        name=company.name,
        tagline=company.tagline,
        lines=tuple(text for text in (place, company.phone, company.email, company.website) if text),
        logo=blobs.load(session, company.logo) if company.logo else None,
        accent=company.accent or PLAIN_ACCENT,
        serif=company.serif,
        legal=company.foot or legal.foot(company.country, facts(company), tr),
        country=company.country,
        street=company.street,
        postcode=company.postcode,
        city=company.city,
        phone=company.phone,
        bank=bank.bank if bank else "",
        iban=bank.iban if bank else "",
        bic=bank.bic if bank else "",
        window=option(session, "window", ""),
    )


def _bank(session: Session, company: Company, wanted: int | None) -> BankAccount | None:
    chosen = session.get(BankAccount, wanted) if wanted else None
    if chosen is not None and chosen.active:
        return chosen
    usual = select(BankAccount).where(BankAccount.active, BankAccount.iban != "").order_by(BankAccount.position)
    return session.scalars(usual.limit(1)).first()


def facts(company: Company) -> dict[str, str | int | Decimal | date | None]:
    """What the legal lines and the foot may need to know of the shop."""
    names = ("name", "legal_form", "capital", "currency", "siret", "rcs", "vat_number", "gst_number", "qst_number",
             "late_terms")  # fmt: skip
    return {name: getattr(company, name) for name in names}


def choose(client: Client, purpose: str) -> Address | None:
    """The address for a purpose: flagged for it and default, else flagged for it, else the default, else the first."""
    flag = PURPOSES.get(purpose, "is_invoice")
    ordered = sorted(client.addresses, key=lambda each: (not getattr(each, flag), not each.is_default, each.position))
    for each in ordered:
        if getattr(each, flag):
            return each
    return next((each for each in ordered if each.is_default), ordered[0] if ordered else None)


def name_of(client: Client, language: str) -> str:
    """How a client is called on paper: the firm, or the person with their civility."""
    if client.is_organisation:
        return client.company_name or client.trade_name
    return person.formal_name(client.civility, client.first_name, client.last_name, language=language)


def block(
    client: Client,
    chosen: Address | None,
    *,
    sender: Sender,
    language: str,
    contact_id: int | None = None,
    style: Style = "letter",
) -> str:
    """The printed block, one line each row: the client, the person it goes to, the address.

    In the style of a window of an envelope, unless another is asked for: see `values.postal.printed`.
    """
    link = next((link for link in client.links if contact_id and link.contact_id == contact_id), None)
    who = link.contact if link is not None else None
    if chosen is None:
        rows = [name_of(client, language)]
        if who is not None:
            rows.append(person.formal_name(who.civility, who.first_name, who.last_name, language=language))
        return "\n".join(row for row in rows if row)
    firm = name_of(client, language) if client.is_organisation or who is not None else ""
    named = who if client.is_organisation or who is not None else client
    to = Addressee(firm, language=language)
    if named is not None:
        to = Addressee(firm, named.civility, named.first_name, named.last_name, language=language)
    return "\n".join(printed(chosen, to, sender, style=style).lines)


def addressee(client: Client, purpose: str, *, sender: Sender, language: str, contact_id: int | None = None) -> To:
    """Whom a statement or letter goes to."""
    chosen = choose(client, purpose)
    rows = block(client, chosen, sender=sender, language=language, contact_id=contact_id).split("\n")
    if chosen is None:
        return To(tuple(rows), name=name_of(client, language))
    return To(
        tuple(rows),
        name=name_of(client, language),
        street=address.street_line(chosen),
        postcode=chosen.postcode,
        city=chosen.city,
        country=chosen.country or sender.country,
    )


def language_of(client: Client, company: Company) -> str:
    """The language of a client's papers."""
    return client.language or company.language or "fr"
