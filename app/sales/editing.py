"""What the editor of papers shows, read in one go: the paper, its client, the lists to choose from, what it is tied to.

The paper may be a draft that no file has seen: whatever asks for a client's words works on the draft handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import ledger, payments
from app.clients.model import Client
from app.company import posting, series, taxes
from app.company.model import Company, PaymentTerm, TaxRate
from app.errors import Problem
from app.sales import guards, heading, issuing, records
from app.sales.due import Term
from app.sales.guards import Credit
from app.sales.issuing import Issued, Render
from app.sales.model import Paper, PaperEvent
from app.store import blobs
from app.store.base import driver, is_new
from app.values.address import street_line
from app.values.money import from_units
from app.values.postal import Sender


class Entry(NamedTuple):
    """One entry of a list; one that is not `active` is shown where it is chosen and no longer offered."""

    id: Any
    label: str
    active: bool = True


class TermEntry(NamedTuple):
    """A term of payment with its rule, so that the day to pay follows at once."""

    id: int
    label: str
    term: Term
    active: bool


class RateEntry(NamedTuple):
    """A rate of the shop's list."""

    id: int
    rate: taxes.Rate
    active: bool


class Place(NamedTuple):
    """An address of the client: `label` in one line, `block` as the paper takes it over, and the parts kept with it."""

    id: int
    label: str
    block: str
    street: str
    postcode: str
    city: str
    country: str
    for_delivery: bool


class Buyer(NamedTuple):
    """Who the paper is for. `spare` is credit that may be used, `credit` how far they may owe (None: no limit)."""

    id: int
    name: str
    reference: str
    is_organisation: bool
    starred: bool
    sending: str
    owes: Decimal
    credit: Credit | None
    spare: Decimal
    hint: str
    note: str
    rate_id: int | None


class Tie(NamedTuple):
    """Another paper: one this was made from (`before`), or one made from this. `how` is "copy" for a mere copy."""

    id: int
    kind: str
    number: str
    deposit: bool
    how: str
    before: bool


class Settled(NamedTuple):
    """What stands against the amount of the paper: `kind` as in the ledger, and the paper behind it, if any."""

    kind: str
    number: str
    dated_on: date
    amount: Decimal
    paper_id: int | None


class Event(NamedTuple):
    """A line of the paper's history."""

    at: datetime
    who: str
    kind: str
    note: str


@dataclass(frozen=True)
class Desk:
    """All that lies on the table while a paper is edited or read. `left` is what is open of an issued invoice."""

    draft: Paper
    country: str
    buyer: Buyer | None
    terms: tuple[TermEntry, ...]
    means: tuple[Entry, ...]
    carriers: tuple[Entry, ...]
    rates: tuple[RateEntry, ...]
    regimes: tuple[Entry, ...]
    places: tuple[Place, ...]
    contacts: tuple[Entry, ...]
    ship_to: str
    coming: str
    problems: tuple[Problem, ...]
    ties: tuple[Tie, ...] = ()
    settled: tuple[Settled, ...] = ()
    events: tuple[Event, ...] = ()
    left: Decimal | None = None


def begin(session: Session, *, kind: str, client_id: int | None, today: date) -> Desk:
    """A new paper, for a client where one is known."""
    return lay(session, records.blank(session, kind, client_id, today), today)


def read(session: Session, *, paper_id: int, today: date) -> Desk:
    """A stored paper as a draft, free to edit. Raises `NotFound`."""
    return lay(session, records.draft(session, paper_id), today)


def take_client(session: Session, *, draft: Paper, client_id: int, today: date) -> Desk:
    """The draft for another client, with what that client says; lines, dates and message stay."""
    draft.ship_to_id = draft.contact_id = None
    records.take_client(session, draft, client_id)
    return lay(session, draft, today)


def deliver_to(session: Session, *, draft: Paper, client_id: int | None, today: date) -> Desk:
    """The goods go to somebody else than the bill, or again to the same."""
    records.deliver_to(session, draft, client_id)
    return lay(session, draft, today)


def take_contact(session: Session, *, draft: Paper, contact_id: int | None, today: date) -> Desk:
    """The person the paper goes to stands in its address."""
    draft.contact_id = contact_id
    client = records.client_of(session, draft.bill_to_id)
    chosen = next((each for each in client.addresses if each.id == draft.billing_address_id), None)
    records.put_billing(draft, client, chosen, posting.sender(session))
    return lay(session, draft, today)


def lay(session: Session, draft: Paper, today: date) -> Desk:
    """The table for this draft."""
    company = session.get_one(Company, draft.company_id)
    db = driver(session)
    client = records.client_of(session, draft.bill_to_id) if draft.bill_to_id else None
    editable = draft.state == "draft"
    return Desk(
        draft=draft,
        country=company.country,
        buyer=_buyer(session, draft, client) if client else None,
        terms=_terms(session),
        means=_entries(db, "payment_means"),
        carriers=_entries(db, "carrier"),
        rates=_rates(session),
        regimes=tuple(Entry(each.key, each.name) for each in taxes.regimes(company.country, draft.dated_on)),
        places=tuple(_places(client, draft, posting.sender(session))) if client else (),
        contacts=_contacts(client) if client else (),
        ship_to=_name(db, draft.ship_to_id),
        coming=draft.number or series.peek(db, draft.kind, draft.company_id, draft.dated_on).text,
        problems=tuple(guards.check(db, draft.bill_to_id, draft.kind, today)) if editable and client else (),
        **({} if is_new(draft) else _past(session, draft)),
    )


def _past(session: Session, paper: Paper) -> dict[str, Any]:
    db = driver(session)
    events = select(PaperEvent).where(PaperEvent.paper_id == paper.id).order_by(PaperEvent.id.desc())
    return {
        "ties": tuple(_ties(db, paper.id)),
        "settled": tuple(_settled(db, paper.entry_id)) if paper.entry_id else (),
        "events": tuple(Event(each.at, each.who, each.kind, each.note) for each in session.scalars(events)),
        "left": ledger.left(session, paper.entry_id) if paper.entry_id else None,
    }


def _buyer(session: Session, draft: Paper, client: Client) -> Buyer:
    db = driver(session)
    owed = db.execute(
        "SELECT coalesce(sum(balance), 0) FROM client_figure WHERE client_id=? AND company_id=? AND currency=?",
        (client.id, draft.company_id, draft.currency),
    ).fetchone()[0]
    spare = payments.credits_left(session, client.id, draft.company_id, draft.currency)
    return Buyer(
        id=client.id,
        name=_name(db, client.id) or draft.client_name,
        reference=client.reference,
        is_organisation=client.is_organisation,
        starred=client.starred,
        sending=client.invoice_sending,
        owes=from_units(owed),
        credit=guards.credit(db, client.id, draft.company_id, draft.currency, besides=draft.id or 0),
        spare=sum((each.open for each in spare), Decimal(0)),
        hint=client.order_hint,
        note=client.note if client.note_on_orders else "",
        rate_id=client.tax_rate_id,
    )


def _name(db: Any, client_id: int | None) -> str:
    row = db.execute("SELECT name FROM client_row WHERE client_id=?", (client_id,)).fetchone() if client_id else None
    return row[0] if row else ""


def _terms(session: Session) -> tuple[TermEntry, ...]:
    rows = session.scalars(select(PaymentTerm).order_by(PaymentTerm.position, PaymentTerm.id))
    return tuple(
        TermEntry(row.id, row.label, Term(row.days, row.end_of_month, row.days_after, row.instalments), row.active)
        for row in rows
    )


def _rates(session: Session) -> tuple[RateEntry, ...]:
    return tuple(
        RateEntry(
            row.id,
            taxes.Rate(
                row.country, row.name, row.percent, row.second_name, row.second_percent, _day(row.from_on),
                _day(row.until_on),
            ),
            row.active,
        )
        for row in session.scalars(select(TaxRate).order_by(TaxRate.position, TaxRate.id))
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _entries(db: Any, table: str) -> tuple[Entry, ...]:
    rows = db.execute(f"SELECT id, label, active FROM {table} ORDER BY position, id")
    return tuple(Entry(number, label, bool(active)) for number, label, active in rows)


def _places(client: Client, draft: Paper, sender: Sender) -> Iterable[Place]:
    for each in client.addresses:
        street = street_line(each)
        words = (each.label, street, " ".join(filter(None, (each.postcode, each.city))))
        block = heading.block(client, each, sender=sender, language=draft.language, contact_id=draft.contact_id)
        yield Place(
            each.id, ", ".join(filter(None, words)), block, street, each.postcode, each.city,
            each.country or sender.country, each.is_delivery,
        )  # fmt: skip


def _contacts(client: Client) -> tuple[Entry, ...]:
    return tuple(
        Entry(link.contact_id, " ".join(filter(None, (link.contact.first_name, link.contact.last_name))))
        for link in client.links
    )


_TIES = (
    "SELECT p.id, p.kind, p.number, p.deposit, l.kind, {before} FROM paper_link l JOIN paper p ON p.id = l.{other} "
    "WHERE l.{own} = ? ORDER BY l.id"
)


def _ties(db: Any, paper_id: int) -> Iterable[Tie]:
    for before, other, own in ((1, "from_id", "to_id"), (0, "to_id", "from_id")):
        for row in db.execute(_TIES.format(before=before, other=other, own=own), (paper_id,)):
            yield Tie(row[0], row[1], row[2], bool(row[3]), row[4], bool(row[5]))


def _settled(db: Any, entry_id: int) -> Iterable[Settled]:
    rows = db.execute(
        "SELECT e.kind, e.number, a.made_on, a.amount, p.id FROM allocation a "
        "JOIN entry e ON e.id = CASE a.debit_id WHEN ?1 THEN a.credit_id ELSE a.debit_id END "
        "LEFT JOIN paper p ON p.entry_id = e.id "
        "WHERE (a.debit_id = ?1 OR a.credit_id = ?1) AND a.ended_on IS NULL ORDER BY a.made_on, a.id",
        (entry_id,),
    )
    for kind, number, made_on, amount, paper_id in rows:
        yield Settled(kind, number, date.fromisoformat(made_on), from_units(amount), paper_id)


def issue(session: Session, draft: Paper, *, today: date, render: Render) -> Issued:
    """Save the draft and give it its number in one step. Raises what `save` and `issue` raise; then nothing changed."""
    paper_id = records.save(session, draft, today)
    version = records.load(session, paper_id).version
    return issuing.issue(session, paper_id, version=version, today=today, render=render)


def kept_print(session: Session, paper: Paper) -> bytes | None:
    """The PDF that was kept when the paper was issued."""
    return blobs.load(session, paper.pdf) if paper.state == "issued" and paper.pdf else None
