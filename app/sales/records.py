"""Loading and saving a paper: a draft goes out, is edited without the book, and comes back.

Saving reckons the amounts again: what the file holds is never what somebody else added up.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.clients import loading
from app.clients.model import Client
from app.company import posting
from app.company.model import Carrier, Company, PaymentMeans, PaymentTerm
from app.company.records import home, option
from app.errors import Conflict, Invalid, NotFound, Refused
from app.i18n import N_
from app.sales import guards, heading, rules
from app.sales.due import Term
from app.sales.kinds import KINDS
from app.sales.model import Paper, PaperEvent, PaperLine, PaperLink
from app.sales.quantities import check_sources
from app.sales.reckoning import put_dues, reckon
from app.store import history
from app.store.base import driver, is_new
from app.values.address import street_line
from app.values.postal import Sender

CHANGED_ELSEWHERE = N_("This document was changed elsewhere since you opened it.")
QUOTE_DAYS = 30


def blank(session: Session, kind: str, client_id: int | None, today: date) -> Paper:
    """A new paper of `kind`, filled with what the client and the shop say; nothing is saved."""
    company = home(session)
    paper = Paper(kind=kind, company_id=company.id, bill_to_id=client_id or 0, dated_on=today)
    paper.currency, paper.language = company.currency, company.language
    paper.rounding = option(session, "rounding", "document")
    if kind == "quote":
        paper.valid_until = today + timedelta(days=int(option(session, "quote_days", QUOTE_DAYS)))
    if client_id is not None:
        take_client(session, paper, client_id)
    return paper


def client_of(session: Session, client_id: int) -> Client:
    """The whole record behind a paper. Raises `NotFound`."""
    found = next(iter(loading.load(driver(session).execute, [client_id])), None)
    if found is None:
        raise NotFound(N_("This client is not in the file any more."))
    return found


def take_client(session: Session, paper: Paper, client_id: int) -> None:
    """Copy what the client says into the paper: names, addresses, terms, texts. What was typed by hand is replaced."""
    client, company = client_of(session, client_id), session.get_one(Company, paper.company_id)
    kind = KINDS[paper.kind]
    paper.bill_to_id = client_id
    paper.language = heading.language_of(client, company)
    paper.currency = client.currency or company.currency
    paper.client_name = heading.name_of(client, paper.language)
    paper.client_reference, paper.client_vat, paper.client_siret = client.reference, client.vat_number, client.siret
    paper.business = client.is_organisation
    paper.prices_with_tax = client.prices_with_tax
    paper.regime = "exempt" if client.tax_exempt else ""
    paper.discount_percent = client.discount_percent or Decimal(0)
    paper.rebate_percent, paper.rebate_days = client.rebate_percent or Decimal(0), client.rebate_days or 0
    paper.printed_text = getattr(client, kind.text) if kind.text else ""
    paper.bank_account_id, paper.price_list_id = client.bank_account_id, client.price_list_id
    _take_lists(session, paper, client)
    _take_addresses(paper, client, posting.sender(session))


def _take_lists(session: Session, paper: Paper, client: Client) -> None:
    term_id = client.payment_term_id or option(session, "payment_term_id") or _first(session, PaymentTerm)
    for column, table, number in (
        ("payment_term", PaymentTerm, term_id if KINDS[paper.kind].pays or paper.kind in ("quote", "order") else None),
        ("means", PaymentMeans, client.means_in_id),
        ("carrier", Carrier, client.carrier_id),
    ):
        found: Any = session.get(table, number) if number else None
        setattr(paper, f"{column}_id", found.id if found else None)
        setattr(paper, column, found.label if found else "")


def _first(session: Session, table: Any) -> int | None:
    return session.scalar(select(table.id).where(table.active).order_by(table.position, table.id).limit(1))


def _take_addresses(paper: Paper, client: Client, sender: Sender) -> None:
    billing = heading.choose(client, KINDS[paper.kind].purpose if paper.kind != "delivery" else "invoice")
    delivery = heading.choose(client, "delivery")
    put_billing(paper, client, billing, sender)
    paper.delivery_address_id = delivery.id if delivery else None
    same = delivery is None or billing is None or delivery.id == billing.id
    paper.delivery = "" if same else _goods_go_to(client, delivery, sender, paper.language)
    if paper.kind == "delivery" and delivery is not None:
        put_billing(paper, client, delivery, sender)
        paper.delivery = ""


def put_billing(paper: Paper, client: Client, chosen: Any, sender: Sender) -> None:
    """Copy one address of `client` into the head of the paper; its parts serve the payment codes."""
    paper.billing_address_id = chosen.id if chosen else None
    paper.billing = heading.block(client, chosen, sender=sender, language=paper.language, contact_id=paper.contact_id)
    place = heading.addressee(client, "invoice", sender=sender, language=paper.language) if chosen is None else chosen
    paper.street = getattr(place, "street", "") if chosen is None else street_line(chosen)
    paper.postcode, paper.city = place.postcode, place.city
    paper.country = place.country or sender.country


def deliver_to(session: Session, paper: Paper, client_id: int | None) -> None:
    """The goods go to somebody else than the bill: their address is copied. None: to the same again."""
    paper.ship_to_id = None if client_id == paper.bill_to_id else client_id
    sender = posting.sender(session)
    if paper.ship_to_id is None:
        _take_addresses(paper, client_of(session, paper.bill_to_id), sender)
        return
    other = client_of(session, paper.ship_to_id)
    delivery = heading.choose(other, "delivery")
    paper.delivery_address_id = delivery.id if delivery else None
    paper.delivery = _goods_go_to(other, delivery, sender, paper.language)


def _goods_go_to(client: Client, chosen: Any, sender: Sender, language: str) -> str:
    """Where the carrier goes, as people write it: it stands in no window."""
    return heading.block(client, chosen, sender=sender, language=language, style="readable")


def _whole() -> Any:
    return selectinload(Paper.lines), selectinload(Paper.taxes), selectinload(Paper.dues)


def load(session: Session, paper_id: int) -> Paper:
    """The whole paper, for as long as the session lives. Raises `NotFound`."""
    found = session.scalars(select(Paper).where(Paper.id == paper_id).options(*_whole())).first()
    if found is None:
        raise NotFound(N_("This document is not in the file any more."))
    return found


def draft(session: Session, paper_id: int) -> Paper:
    """The whole paper as a draft: detached, complete, free to edit."""
    found = load(session, paper_id)
    session.expunge_all()
    return found


def term_of(session: Session, paper: Paper) -> Term | None:
    """The term a paper is to be paid by; None where the day was typed."""
    found = session.get(PaymentTerm, paper.payment_term_id) if paper.payment_term_id else None
    return Term(found.days, found.end_of_month, found.days_after, found.instalments) if found else None


def save(session: Session, edited: Paper, today: date) -> int:
    """Write a draft, new or changed, and return its id; the amounts are reckoned here.

    Raises `Invalid` with a problem for each field that is refused, `Conflict` when the paper changed meanwhile.
    """
    tidy(edited)
    problems = [problem for problem in rules.check(edited) if problem.blocks]
    if is_new(edited) and edited.bill_to_id:
        problems += guards.check(driver(session), edited.bill_to_id, edited.kind, today)
    problems += check_sources(driver(session), edited)
    if problems:
        raise Invalid(problems)
    reckon(edited)
    if KINDS[edited.kind].pays:
        put_dues(edited, term_of(session, edited))
    new = is_new(edited)
    merged = _put(session, edited)
    if new:
        note(session, merged.id, "created")
    link_sources(session, merged)
    return merged.id


def _put(session: Session, edited: Paper) -> Paper:
    if not is_new(edited):
        stored = load(session, edited.id)
        if stored.version != edited.version:
            raise Conflict(CHANGED_ELSEWHERE)
        if stored.state != "draft":
            raise Refused(N_("{number} was issued and cannot be changed any more."), number=stored.number)
    with session.no_autoflush:
        merged = session.merge(edited)
    session.flush()
    return merged


def tidy(paper: Paper) -> None:
    """Drop lines on which nothing stands, and number the others in their order."""
    paper.lines = [line for line in paper.lines if line.name.strip() or line.note.strip() or line.price]
    for place, line in enumerate(paper.lines):
        if line.position != place:
            line.position = place


def link_sources(session: Session, paper: Paper) -> None:
    """Keep the links to the papers whose lines this one carries on."""
    sources = {line.source_id for line in paper.lines if line.source_id}
    wanted = set(session.scalars(select(PaperLine.paper_id).where(PaperLine.id.in_(sources))) if sources else ())
    stored = {link.from_id: link for link in session.scalars(select(PaperLink).where(PaperLink.to_id == paper.id))}
    for number in wanted - stored.keys():
        session.add(PaperLink(from_id=number, to_id=paper.id))
    session.flush()


def note(session: Session, paper_id: int, kind: str, words: str = "") -> None:
    """Write a line into the history of a paper."""
    session.add(PaperEvent(paper_id=paper_id, kind=kind, who=history.trace(session).who, note=words))
    session.flush()


def delete(session: Session, paper_id: int) -> None:
    """Delete a draft that never had a number. Raises `Refused` for every other paper."""
    paper = load(session, paper_id)
    if paper.state != "draft" or paper.sequence is not None:
        raise Refused(N_("{number} has a number and cannot be deleted any more."), number=paper.number)
    for kind, column in (
        (PaperLink, PaperLink.to_id),
        (PaperLink, PaperLink.from_id),
        (PaperEvent, PaperEvent.paper_id),
    ):
        for row in session.scalars(select(kind).where(column == paper_id)):
            session.delete(row)
    session.flush()
    session.delete(paper)
    session.flush()
