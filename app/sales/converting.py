"""From one paper to the next: quote, order, delivery note, invoice, credit note; deposits; copies.

What is carried on is what is left: a draft is made of it, to be lessened by hand where only a part goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid, Problem, Refused
from app.i18n import N_
from app.sales import records
from app.sales.kinds import KINDS
from app.sales.model import Paper, PaperLine, PaperLink
from app.sales.progress import refresh_ways
from app.sales.quantities import remaining
from app.store.base import driver
from app.values.money import currency_digits, from_units, round_half_up, to_units

_HEAD = (
    "company_id", "bill_to_id", "ship_to_id", "contact_id", "billing_address_id", "delivery_address_id", "client_name",
    "client_reference", "client_vat", "client_siret", "business", "billing", "delivery", "street", "postcode", "city",
    "country", "language", "currency", "prices_with_tax", "rounding", "regime", "payment_term_id", "payment_term",
    "means_id", "means", "price_list_id", "carrier_id", "carrier", "bank_account_id", "order_number",
    "discount_percent", "rebate_percent", "rebate_days", "message",
)  # fmt: skip
_LINE = (
    "kind", "product_id", "code", "name", "note", "quantity", "unit", "price", "price_from", "discount_percent",
    "tax_rate_id", "tax_name", "tax_percent", "second_name", "second_percent", "cost",
)  # fmt: skip
_ALIKE = ("company_id", "bill_to_id", "currency", "prices_with_tax", "regime")


def carry_on(session: Session, paper_ids: Sequence[int], target: str, today: date) -> int:
    """Make a draft of the kind `target` of what is left of these issued papers, and return its id.

    Several orders or delivery notes of one client go into one invoice. Raises `Refused` where that cannot be.
    """
    sources = [records.load(session, number) for number in paper_ids]
    _refuse(sources, target)
    made = _headed(session, sources[0], target, today)
    for source in sources:
        lines = _left_of(session, source, target)
        if len(sources) > 1 and lines:
            made.lines.append(PaperLine(kind="text", name=source.number, quantity=Decimal(0)))
        made.lines += lines
    if not any(line.source_id for line in made.lines):
        raise Refused(N_("Nothing is left of {number} to carry on."), number=sources[0].number)
    if target == "invoice":
        made.lines += _deposits(session, sources)
    return records.save(session, made, today)


def _refuse(sources: Sequence[Paper], target: str) -> None:
    first = sources[0]
    for source in sources:
        if target not in KINDS[source.kind].turns_into:
            raise Refused(N_("This cannot be made from {number}."), number=source.number or first.client_name)
        if source.state != "issued":
            raise Refused(N_("Issue this document first: what is made from it needs its number."))
        if source.closed_on is not None:
            raise Refused(N_("{number} was closed."), number=source.number)
        if any(getattr(source, name) != getattr(first, name) for name in _ALIKE):
            raise Refused(N_("Only documents of one client and one currency go together."))


def _headed(session: Session, source: Paper, target: str, today: date) -> Paper:
    made = records.blank(session, target, source.bill_to_id, today)
    for name in _HEAD:
        setattr(made, name, getattr(source, name))
    if KINDS[target].pays and not source.payment_term_id:
        made.due_on = None
    return made


def _left_of(session: Session, source: Paper, target: str) -> list[PaperLine]:
    priced = [(line.id, to_units(line.quantity)) for line in source.lines if line.kind != "text"]
    left = remaining(driver(session), priced, target)
    found = []
    for line in source.lines:
        quantity = from_units(left.get(line.id, 0))
        if line.kind == "text" or (line.kind == "deposit" and target != "credit_note"):
            continue
        if quantity > 0:
            found.append(copied(line, quantity=quantity, source_id=line.id))
    return found


def copied(line: PaperLine, **values: object) -> PaperLine:
    """A line like this one, on no paper yet."""
    made = PaperLine(**{name: getattr(line, name) for name in _LINE})
    for name, value in values.items():
        setattr(made, name, value)
    return made


def _deposits(session: Session, sources: Sequence[Paper]) -> list[PaperLine]:
    """What was invoiced beforehand for these orders, to be taken off once."""
    wanted = (
        select(PaperLine)
        .join(Paper, Paper.id == PaperLine.paper_id)
        .join(PaperLink, PaperLink.to_id == Paper.id)
        .where(PaperLink.from_id.in_([source.id for source in sources]), Paper.deposit, Paper.state == "issued")
        .order_by(PaperLine.id)
    )
    lines = [line for line in session.scalars(wanted) if line.kind != "text"]
    left = remaining(driver(session), [(line.id, to_units(line.quantity)) for line in lines], "invoice")
    return [
        copied(line, kind="deposit", price=-line.price, source_id=line.id)
        for line in lines
        if left.get(line.id, 0) == to_units(line.quantity)
    ]


def deposit(session: Session, paper_id: int, *, percent: Decimal, today: date) -> int:
    """A draft invoice for a part of an order or quote, paid beforehand; taken off when the order is invoiced."""
    source = records.load(session, paper_id)
    if source.kind not in ("order", "quote", "proforma") or source.state != "issued":
        raise Refused(N_("A deposit is asked for on an issued quote or order."))
    if not 0 < percent <= 100:
        raise Invalid([Problem("percent", N_("A percentage lies between 0 and 100."))])
    made = _headed(session, source, "invoice", today)
    made.deposit, made.discount_percent = True, Decimal(0)
    made.lines = [
        PaperLine(
            kind="free",
            name=f"{tax.name} {tax.percent}" if len(source.taxes) > 1 else source.number,
            quantity=Decimal(1),
            price=part,
            tax_name=tax.name,
            tax_percent=tax.percent,
        )
        for tax in source.taxes
        if (part := _part(source, tax.base, tax.tax, percent))
    ]
    saved = records.save(session, made, today)
    session.add(PaperLink(from_id=source.id, to_id=saved))
    session.flush()
    return saved


def _part(source: Paper, base: Decimal, tax: Decimal, percent: Decimal) -> Decimal:
    whole = base + tax if source.prices_with_tax else base
    return round_half_up(whole * percent / 100, currency_digits(source.currency))


def credit(session: Session, paper_id: int, today: date) -> int:
    """A draft credit note for all that is left of an invoice; take off the lines that stay."""
    return carry_on(session, [paper_id], "credit_note", today)


def copy(session: Session, paper_id: int, today: date) -> int:
    """A new draft like this paper, with today's addresses and terms of its client, that carries nothing on."""
    source = records.load(session, paper_id)
    made = records.blank(session, source.kind, source.bill_to_id, today)
    for name in ("ship_to_id", "delivery_address_id", "delivery", "order_number", "discount_percent", "message"):
        setattr(made, name, getattr(source, name))
    made.currency, made.prices_with_tax = source.currency, source.prices_with_tax
    made.lines = [copied(line) for line in source.lines if line.kind != "deposit"]
    saved = records.save(session, made, today)
    session.add(PaperLink(from_id=source.id, to_id=saved, kind="copy"))
    session.flush()
    return saved


def close(session: Session, paper_id: int, *, reason: str, today: date) -> None:
    """Close a quote, order or delivery note by hand, so that nothing is awaited of it any more."""
    paper = records.load(session, paper_id)
    if KINDS[paper.kind].legal or paper.state != "issued":
        raise Refused(N_("Only an issued quote, order or delivery note is closed by hand."))
    if not reason.strip():
        raise Invalid([Problem("reason", N_("Say why it is closed."))])
    paper.closed_on, paper.closed_reason = today, reason.strip()
    records.note(session, paper_id, "closed", reason.strip())


def open_again(session: Session, paper_id: int) -> None:
    """Take a closing by hand back."""
    paper = records.load(session, paper_id)
    paper.closed_on, paper.closed_reason = None, ""
    records.note(session, paper_id, "opened")


def decide(session: Session, paper_id: int, outcome: str) -> None:
    """What the client said to a quote: accepted, refused, or nothing yet."""
    paper = records.load(session, paper_id)
    if paper.kind != "quote" or paper.state != "issued" or outcome not in ("", "accepted", "refused"):
        raise Refused(N_("Only an issued quote is accepted or refused."))
    paper.outcome = outcome
    records.note(session, paper_id, outcome or "undecided")


def back_to_draft(session: Session, paper_id: int) -> None:
    """Take a quote, order, delivery note, pro forma or purchase order back to be changed; it keeps its number.

    Raises `Refused` for invoices and credit notes, and where something was made from it.
    """
    paper = records.load(session, paper_id)
    if KINDS[paper.kind].legal:
        raise Refused(N_("An invoice is never changed: make a credit note for it."))
    followed = select(PaperLink.id).where(PaperLink.from_id == paper_id, PaperLink.kind != "copy").limit(1)
    if paper.state != "issued" or session.scalar(followed) is not None:
        raise Refused(N_("Something was made from {number} already: it stays as it is."), number=paper.number)
    paper.state, paper.outcome, paper.progress = "draft", "", ""
    paper.pdf, paper.frozen, paper.issued_at = "", "", None
    records.note(session, paper_id, "reopened")
    refresh_ways(session, paper)
