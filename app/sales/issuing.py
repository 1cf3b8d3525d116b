"""Issuing: a draft gets its number, is frozen with its print, and its amount enters the account. All or nothing.

The number is the highest given plus one, read inside the transaction that gives it: no gap, no double. The renderer is
handed in, since printing stands above the papers; a print that fails leaves a draft and no number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import ledger
from app.accounts.ledger import Posting
from app.clients.model import Client
from app.company import series
from app.company.model import Company
from app.company.records import option
from app.errors import Conflict, Fix, Invalid, Problem, Refused
from app.i18n import N_
from app.sales import guards, printing, records, rules, terms
from app.sales.kinds import KINDS
from app.sales.model import Paper, PaperLink
from app.sales.printed import Printed
from app.sales.progress import refresh_ways
from app.sales.quantities import check_sources
from app.sales.reckoning import put_dues, reckon
from app.store import blobs
from app.store.base import driver, utc_now
from app.store.repair import Witness

Render = Callable[[Printed], bytes]


@dataclass(frozen=True)
class Issued:
    """What became of it: its number, and whether its client was a prospect until now."""

    paper_id: int
    number: str
    made_client: bool = False


def issue(session: Session, paper_id: int, *, version: int, today: date, render: Render) -> Issued:
    """Give the draft its number for ever. Raises `Invalid`, `Conflict` or `Refused`; then nothing changed."""
    paper = records.load(session, paper_id)
    if paper.version != version:
        raise Conflict(records.CHANGED_ELSEWHERE)
    if paper.state != "draft":
        raise Refused(N_("{number} was issued already."), number=paper.number)
    _refuse(session, paper, today)
    reckon(paper)
    if KINDS[paper.kind].pays:
        put_dues(paper, records.term_of(session, paper))
    session.flush()
    _number(session, paper, render)
    if KINDS[paper.kind].legal and paper.gross:
        _post(session, paper)
    terms.remember(session, paper)
    refresh_ways(session, paper)
    records.note(session, paper.id, "issued", paper.number)
    for source in _sources(session, paper):
        records.note(session, source.id, "carried_on", paper.number)
    return Issued(paper.id, paper.number, _make_client(session, paper))


def _refuse(session: Session, paper: Paper, today: date) -> None:
    db = driver(session)
    problems = [problem for problem in rules.check_issue(paper) if problem.blocks]
    problems += guards.check(db, paper.bill_to_id, paper.kind, today)
    if paper.ship_to_id is not None:
        problems += guards.check(db, paper.ship_to_id, paper.kind, today)
    problems += check_sources(db, paper)
    problems += _too_early(db, paper)
    client = session.get(Client, paper.bill_to_id)
    needs_order = client is not None and client.order_number_required and paper.kind == "invoice"
    if needs_order and not paper.order_number.strip():
        problems.append(Problem("order_number", N_("This client wants their own order number on every invoice.")))
    if problems:
        raise Invalid(problems)


def _too_early(db: Any, paper: Paper) -> Iterator[Problem]:
    """Numbers run with the days: nothing is dated before the last of its series, whatever the clock says."""
    if not KINDS[paper.kind].legal:
        return
    number = series.peek(db, paper.kind, paper.company_id, paper.dated_on)
    last = db.execute(
        "SELECT number, dated_on FROM paper WHERE company_id=? AND kind=? AND year=? AND state='issued' "
        "ORDER BY sequence DESC LIMIT 1",
        (paper.company_id, paper.kind, number.year),
    ).fetchone()
    if last is not None and paper.dated_on.isoformat() < last[1]:
        yield Problem(
            "dated_on",
            N_("{number} is dated {day} already: this one cannot be earlier."),
            {"number": last[0], "day": date.fromisoformat(last[1])},
            fix=Fix(N_("Use {day}"), "dated_on", date.fromisoformat(last[1]), {"day": date.fromisoformat(last[1])}),
        )


def _number(session: Session, paper: Paper, render: Render) -> None:
    """The one step from draft to issued: the file's triggers look at this row as a whole."""
    company = session.get_one(Company, paper.company_id)
    sources = tuple(each.number for each in _sources(session, paper))
    with session.no_autoflush:
        if paper.sequence is None:
            given = series.coming(session, paper.kind, paper.company_id, paper.dated_on)
            paper.year, paper.sequence, paper.number = given
        printed = printing.build(session, paper, sources=sources)
        paper.frozen = printing.freeze(printed, company.logo)
        paper.pdf = blobs.keep(session, render(printed))
        if KINDS[paper.kind].legal:
            paper.previous = _last_link(session, paper)
            paper.chain = link(paper.previous, paper.frozen, paper.pdf)
        paper.issued_at = utc_now()
        paper.state = "issued"
    session.flush()


def _last_link(session: Session, paper: Paper) -> str:
    row = (
        driver(session)
        .execute(
            "SELECT chain FROM paper WHERE company_id=? AND kind=? AND year=? AND state='issued' "
            "ORDER BY sequence DESC LIMIT 1",
            (paper.company_id, paper.kind, paper.year),
        )
        .fetchone()
    )
    return row[0] if row else ""


def link(previous: str, frozen: str, pdf: str) -> str:
    """SHA-256 over the link before, the text of the paper as printed, and the hash of its print."""
    return hashlib.sha256(f"{previous}\x1f{frozen}\x1f{pdf}".encode()).hexdigest()


def _post(session: Session, paper: Paper) -> None:
    """The ledger's side: an invoice is a debt, a credit note pays the invoice it corrects."""
    sign = 1 if paper.kind == "invoice" else -1
    parts = tuple((each.due_on, each.amount) for each in paper.dues) if len(paper.dues) > 1 else ()
    entry = ledger.post(
        session,
        Posting(
            client_id=paper.bill_to_id,
            company_id=paper.company_id,
            currency=paper.currency,
            kind=paper.kind,
            number=paper.number,
            dated_on=paper.dated_on,
            due_on=paper.due_on if sign > 0 else None,
            amount=sign * paper.gross,
            net=sign * paper.net,
            instalments=parts if sign > 0 else (),
        ),
    )
    paper.entry_id = entry.id
    session.flush()
    if sign < 0:
        _set_against_invoices(session, paper, entry.id)


def _set_against_invoices(session: Session, paper: Paper, entry_id: int) -> None:
    for source in _sources(session, paper):
        if source.entry_id is None or source.bill_to_id != paper.bill_to_id or source.currency != paper.currency:
            continue
        amount = min(ledger.left(session, entry_id), ledger.left(session, source.entry_id))
        if amount > 0:
            ledger.match(session, credit_id=entry_id, debit_id=source.entry_id, amount=amount, on=paper.dated_on)


def _sources(session: Session, paper: Paper) -> Iterable[Paper]:
    wanted = select(PaperLink.from_id).where(PaperLink.to_id == paper.id, PaperLink.kind != "copy")
    return session.scalars(select(Paper).where(Paper.id.in_(wanted)).order_by(Paper.id)).all()


def _make_client(session: Session, paper: Paper) -> bool:
    """The first invoice makes a prospect a client: as the setting says, `client`, `both` or `prospect` (nothing)."""
    wanted = option(session, "first_invoice", "client")
    client = session.get_one(Client, paper.bill_to_id)
    if paper.kind != "invoice" or client.is_client or wanted == "prospect":
        return False
    client.is_client, client.is_prospect = True, wanted == "both" and client.is_prospect
    session.flush()
    return True


def verify(db: Any) -> Iterator[str]:
    """Each issued invoice or credit note that was changed or is missing; `db` is a raw connection. Ids only."""
    before: dict[tuple[Any, ...], tuple[int, str]] = {}
    rows = db.execute(
        "SELECT id, company_id, kind, year, sequence, frozen, pdf, previous, chain, number, net, tax, gross, dated_on "
        "FROM paper NOT INDEXED WHERE state='issued' AND kind IN ('invoice', 'credit_note') "
        "ORDER BY company_id, kind, year, sequence"
    )
    for number, company, kind, year, sequence, frozen, pdf, previous, chain, *shown in rows:
        place, linked = before.get((company, kind, year), (sequence - 1, ""))
        if sequence != place + 1:
            yield f"{kind} {year}/{place + 1} is missing"
        if previous != linked or link(previous, frozen, pdf) != chain or not _says(frozen, shown):
            yield f"paper {number} was changed"
        before[company, kind, year] = (sequence, chain)
    yield from _lost_prints(db)


def _says(frozen: str, shown: list[Any]) -> bool:
    """Whether the columns still say what the kept text says."""
    import json

    from app.values.money import from_units

    kept = json.loads(frozen)
    number, net, tax, gross, day = shown
    same = kept["number"] == number and kept["dated_on"] == day and net + tax == gross
    return same and all(str(from_units(units)) == kept[name] for name, units in (("net", net), ("gross", gross)))


def _lost_prints(db: Any) -> Iterator[str]:
    for number, digest, content in db.execute(
        "SELECT p.id, p.pdf, b.bytes FROM paper p LEFT JOIN blob b ON b.sha256 = p.pdf WHERE p.pdf <> ''"
    ):
        if content is None or hashlib.sha256(content).hexdigest() != digest:
            yield f"the print of paper {number} is lost"


WITNESS = Witness("papers", N_("No issued document was changed or lost"), verify)
