"""What is chosen while a paper is written: its client, its products and their taxes, an earlier paper to take from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.clients.blocking import blocked
from app.company import taxes
from app.errors import Problem
from app.sales import records
from app.sales.editing import Desk
from app.sales.kinds import KINDS
from app.sales.model import PaperLine
from app.values.money import from_units


class Offered(NamedTuple):
    """A client to choose; `problem` says why this one cannot be."""

    id: int
    name: str
    reference: str
    city: str
    problem: Problem | None = None


class Choosing(NamedTuple):
    """Clients for what is typed, and how many more are kept back because they are blocked."""

    clients: tuple[Offered, ...]
    hidden: int


_MOST = 8


def find_clients(db: Any, text: str, kind: str, today: date, *, blocked_too: bool = False) -> Choosing:
    """Clients for a paper of `kind`. One that is blocked is shown, with the reason, when asked for or typed in full."""
    from app.clients.search import Query, first_page
    from app.values.folding import fold

    block, wanted = KINDS[kind].block, fold(text)
    found: list[Offered] = []
    hidden = 0
    for row in first_page(db, Query(tab="all", text=text), today):
        problem = next(iter(blocked(db, row.id, block, today)), None) if block else None
        if problem is not None and not blocked_too and wanted not in (fold(row.name), fold(row.reference)):
            hidden += 1
        elif len(found) < _MOST:
            found.append(Offered(row.id, row.name, row.reference, row.city, problem))
        if len(found) == _MOST:
            break
    return Choosing(tuple(found), hidden)


def find_products(db: Any, text: str, client_id: int | None) -> list[tuple[Any, int]]:
    """Products for what is typed, each with how often it stands on papers of this client."""
    from app.catalog import search

    rows = search.find(db, text, limit=_MOST, client_id=client_id)
    marks = ",".join("?" * len(rows))
    used = db.execute(
        "SELECT l.product_id, count(*) FROM paper p CROSS JOIN paper_line l ON l.paper_id = p.id "
        f"WHERE p.bill_to_id = ? AND l.product_id IN ({marks}) GROUP BY l.product_id",
        (client_id or 0, *(row.id for row in rows)),
    )
    times = dict(used.fetchall())
    return [(row, times.get(row.id, 0)) for row in rows]


class Earlier(NamedTuple):
    """A paper of the same client, to take lines from."""

    id: int
    kind: str
    number: str
    dated_on: date
    gross: Decimal
    currency: str


def earlier(db: Any, client_id: int, besides: int) -> list[Earlier]:
    """The latest papers of a client, drafts too."""
    rows = db.execute(
        "SELECT id, kind, number, dated_on, gross, currency FROM paper WHERE bill_to_id=? AND id<>? "
        "ORDER BY dated_on DESC, id DESC LIMIT 15",
        (client_id, besides),
    )
    return [Earlier(row[0], row[1], row[2], date.fromisoformat(row[3]), from_units(row[4]), row[5]) for row in rows]


def lines_of(session: Session, paper_id: int) -> list[PaperLine]:
    """Copies of a paper's lines, on no paper yet; what was taken off for a deposit stays behind."""
    from app.sales.converting import copied

    return [copied(line) for line in records.load(session, paper_id).lines if line.kind != "deposit"]


# Lines


def put_product(line: PaperLine, product: Any, desk: Desk) -> None:
    """Make `line` one of this product, at its price; `product` is a row of the catalogue."""
    line.kind, line.product_id, line.price_from = "product", product.id, "product"
    line.code, line.name, line.unit, line.cost = product.code, product.name, product.unit, product.cost
    line.note = product.container
    buyer_rate = desk.buyer.rate_id if desk.buyer else None
    put_rate(line, buyer_rate or product.tax_rate_id, desk)
    line.price = converted(product.price, line, from_gross=product.with_tax, to_gross=desk.draft.prices_with_tax)


def put_rate(line: PaperLine, rate_id: int | None, desk: Desk) -> None:
    """The tax of a line; the shop's usual one where that rate is gone."""
    active = [each for each in desk.rates if each.active]
    chosen = next((each for each in desk.rates if each.id == rate_id), active[0] if active else None)
    if chosen is not None:
        rate = chosen.rate
        line.tax_rate_id, line.tax_name, line.tax_percent = chosen.id, rate.name, rate.percent
        line.second_name, line.second_percent = rate.second_name, rate.second_percent


def converted(price: Decimal, line: PaperLine, *, from_gross: bool, to_gross: bool) -> Decimal:
    """A price with its taxes or without them: to the cent with them, to a hundredth of it without."""
    if from_gross == to_gross:
        return price
    factor = 1 + (line.tax_percent + line.second_percent) / 100
    if to_gross:
        return (price * factor).quantize(Decimal("0.01"))
    exact = (price / factor).quantize(Decimal("0.0001"))
    return exact.quantize(Decimal("0.01")) if exact == exact.quantize(Decimal("0.01")) else exact


def warnings(desk: Desk) -> list[Problem]:
    """What is odd and may be so: a rate of tax that was not in force on the day of the paper."""
    found = []
    for place, line in enumerate(desk.draft.lines):
        if line.kind == "text" or not line.tax_name or desk.draft.regime:
            continue
        known = next((each.rate for each in desk.rates if each.id == line.tax_rate_id), None)
        rate = known or taxes.Rate(desk.country, line.tax_name, line.tax_percent, line.second_name, line.second_percent)
        problem = taxes.check(rate, desk.draft.dated_on)
        if problem is not None:
            found.append(Problem(f"lines/{place}/tax", problem.message, problem.parameters, "warning"))
    return found
