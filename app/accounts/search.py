"""Lists of the account: payments, open items, and what the clients found by a search owe together.

It runs on a raw connection; money is whole ten-thousandths, days are ISO text.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.clients.chunks import chunks, places
from app.clients.numbers import compact
from app.clients.search import Query, compiled_for
from app.values.folding import fold

SORTS = {
    "date": "e.dated_on",
    "number": "e.number",
    "client": "fold(r.name)",
    "amount": "abs(e.amount)",
    "means": "fold(p.means)",
}
_LEFT = (
    "(abs(e.amount) - coalesce((SELECT sum(a.amount) FROM allocation a WHERE a.ended_on IS NULL AND "
    "(a.credit_id = e.id OR a.debit_id = e.id)), 0))"
)
_FROM = "FROM entry e JOIN payment p ON p.entry_id = e.id LEFT JOIN client_row r ON r.client_id = e.client_id"


@dataclass(frozen=True)
class PaymentQuery:
    """A search as a list of payments holds it; `status`: unmatched, to_deposit, reversed, or empty."""

    text: str = ""
    client_id: int | None = None
    means_id: int | None = None
    status: str = ""
    from_on: date | None = None
    to_on: date | None = None
    sort: str = "date"
    descending: bool = True


class PaymentRow(NamedTuple):
    """One payment or refund. `left` is what is matched with nothing yet; `id` is that of its entry."""

    id: int
    payment_id: int
    kind: str
    number: str
    dated_on: str
    client_id: int
    client_name: str
    currency: str
    amount: int
    left: int
    means: str
    reference: str
    deposited_on: str
    reversed_on: str


class EntryLine(NamedTuple):
    """One movement as the account of a client lists it."""

    id: int
    kind: str
    number: str
    label: str
    dated_on: str
    due_on: str
    currency: str
    amount: int
    left: int
    paper_id: int | None
    payment_id: int | None
    reversed: bool


class Owed(NamedTuple):
    """What the clients of a search owe in one currency, and how much of it is late."""

    currency: str
    clients: int
    total: int
    balance: int
    overdue: int


_STATUS = {
    "unmatched": f"{_LEFT} > 0 AND p.reversed_on IS NULL",
    "to_deposit": "p.deposited_on IS NULL AND p.reversed_on IS NULL AND e.kind = 'payment'",
    "reversed": "p.reversed_on IS NOT NULL",
}


def payment_ids(db: Any, query: PaymentQuery) -> array[int]:
    """The entries of the payments found, in their order."""
    where, values = _where(query)
    way = "DESC" if query.descending else "ASC"
    key = SORTS.get(query.sort, SORTS["date"])
    return array(
        "q",
        (row[0] for row in db.execute(f"SELECT e.id {_FROM} WHERE {where} ORDER BY {key} {way}, e.id {way}", values)),
    )


def payment_rows(db: Any, ids: Iterable[int]) -> list[PaymentRow]:
    """The lines of `ids` (of entries), in that order."""
    wanted = list(ids)
    found: dict[int, PaymentRow] = {}
    for chunk in chunks(wanted):
        rows = db.execute(
            "SELECT e.id, p.id, e.kind, e.number, e.dated_on, e.client_id, coalesce(r.name, ''), e.currency, "
            f"abs(e.amount), {_LEFT}, p.means, p.reference, coalesce(p.deposited_on, ''), coalesce(p.reversed_on, '') "
            f"{_FROM} WHERE e.id IN ({places(chunk)})",
            chunk,
        ).fetchall()
        found.update((row[0], PaymentRow._make(row)) for row in rows)
    return [found[number] for number in wanted if number in found]


def payment_totals(db: Any, query: PaymentQuery) -> list[tuple[str, int, int]]:
    """(currency, how many, sum) of the payments found; refunds and what was cancelled count against and not at all."""
    where, values = _where(query)
    rows = db.execute(
        f"SELECT e.currency, count(*), -sum(CASE WHEN p.reversed_on IS NULL THEN e.amount ELSE 0 END) {_FROM} "
        f"WHERE {where} GROUP BY e.currency ORDER BY count(*) DESC",
        values,
    )
    return [tuple(row) for row in rows]


def _where(query: PaymentQuery) -> tuple[str, dict[str, Any]]:
    parts: list[str] = ["1"]
    values: dict[str, Any] = {}
    for name, column, wanted in (("client", "e.client_id", query.client_id), ("means", "p.means_id", query.means_id)):
        if wanted is not None:
            parts.append(f"{column} = :{name}")
            values[name] = wanted
    for name, sign, day in (("since", ">=", query.from_on), ("until", "<=", query.to_on)):
        if day is not None:
            parts.append(f"e.dated_on {sign} :{name}")
            values[name] = day.isoformat()
    if query.status in _STATUS:
        parts.append(_STATUS[query.status])
    for place, word in enumerate(query.text.split()[:8]):
        parts.append(
            f"(instr(replace(fold(e.number), ' ', ''), :number{place}) > 0 OR instr(fold(r.name), :word{place}) > 0 "
            f"OR instr(fold(p.reference), :word{place}) > 0)"
        )
        values |= {f"number{place}": compact(word) or "\x1f", f"word{place}": fold(word) or "\x1f"}
    return " AND ".join(parts), values


def entries(db: Any, client_id: int) -> list[EntryLine]:
    """Every movement of a client, the latest first, with the paper or payment behind it."""
    rows = db.execute(
        f"SELECT e.id, e.kind, e.number, e.label, e.dated_on, coalesce(e.due_on, ''), e.currency, e.amount, {_LEFT}, "
        "(SELECT id FROM paper WHERE entry_id = e.id), (SELECT id FROM payment WHERE entry_id = e.id), "
        "EXISTS (SELECT 1 FROM entry x WHERE x.reverses_id = e.id) "
        "FROM entry e WHERE e.client_id = ? ORDER BY e.dated_on DESC, e.id DESC",
        (client_id,),
    ).fetchall()
    return [EntryLine._make(row) for row in rows]


def owed_by(db: Any, client_ids: Iterable[int]) -> list[tuple[str, int]]:
    """(currency, sum) of what these clients owe, a currency each; credits of others are not taken off."""
    sums: dict[str, int] = {}
    for chunk in chunks(list(client_ids)):
        for currency, units in db.execute(
            "SELECT currency, sum(balance) FROM client_figure WHERE balance > 0 "
            f"AND client_id IN ({places(chunk)}) GROUP BY currency",
            chunk,
        ).fetchall():
            sums[currency] = sums.get(currency, 0) + units
    return sorted(sums.items(), key=lambda entry: -entry[1])


def owed(db: Any, query: Query, today: date) -> list[Owed]:
    """What the clients found by `query` owe, a currency each: the foot of the list of clients."""
    compiled = compiled_for(db, query, today)
    found = f"SELECT r.client_id FROM {compiled.source} WHERE {compiled.where}"
    late = dict(
        db.execute(
            "SELECT currency, sum(open) FROM open_item WHERE open > 0 AND due_on < ? "
            f"AND client_id IN ({found}) GROUP BY currency",
            (today.isoformat(), *compiled.values),
        ).fetchall()
    )
    rows = db.execute(
        "SELECT currency, sum(balance > 0), sum(total), sum(CASE WHEN balance > 0 THEN balance ELSE 0 END) "
        f"FROM client_figure WHERE client_id IN ({found}) GROUP BY currency ORDER BY count(*) DESC",
        compiled.values,
    ).fetchall()
    return [Owed(row[0], row[1], row[2], row[3], late.get(row[0], 0)) for row in rows]
