"""Finding papers: for the page of all papers, and for the record of one client. It runs on a raw connection.

What a paper's state is called follows from its row and the day (`state_of`), so that a list need not be brought up to
date overnight.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.clients.chunks import chunks, places
from app.clients.numbers import compact
from app.i18n import N_
from app.values.folding import fold

STATES = {
    "draft": N_("Draft"),
    "issued": N_("Issued"),
    "accepted": N_("Accepted"),
    "refused": N_("Refused"),
    "expired": N_("Expired"),
    "partly": N_("Partly done"),
    "done": N_("Done"),
    "closed": N_("Closed"),
    "unpaid": N_("To pay"),
    "partly_paid": N_("Partly paid"),
    "paid": N_("Paid"),
    "overdue": N_("Overdue"),
}
SORTS = {
    "date": "p.dated_on",
    "number": "p.number",
    "client": "fold(p.client_name)",
    "gross": "p.gross",
    "net": "p.net",
    "due": "coalesce(p.due_on, '')",
    "kind": "p.kind",
}
_OPEN = "(SELECT sum(o.open) FROM open_item o WHERE o.entry_id = p.entry_id)"
_FILTERS = {
    "draft": "p.state = 'draft'",
    "unpaid": "p.entry_id IN (SELECT entry_id FROM open_item WHERE open > 0)",
    "overdue": "p.entry_id IN (SELECT entry_id FROM open_item WHERE open > 0 AND due_on < :today)",
    "to_invoice": "p.kind IN ('order', 'delivery') AND p.state = 'issued' AND p.progress <> 'done' "
    "AND p.closed_on IS NULL",
    "open_quotes": "p.kind = 'quote' AND p.state = 'issued' AND p.outcome = '' AND p.progress = '' "
    "AND p.closed_on IS NULL AND (p.valid_until IS NULL OR p.valid_until >= :today)",
    "in_progress": "p.closed_on IS NULL AND (p.state = 'draft' OR (p.kind IN ('quote', 'order', 'delivery') "
    "AND p.progress <> 'done' AND p.outcome <> 'refused') OR p.entry_id IN (SELECT entry_id FROM open_item))",
}


@dataclass(frozen=True)
class PaperQuery:
    """A search as a list of papers holds it. `status` is a key of the filters; days are inclusive."""

    kinds: tuple[str, ...] = ()
    text: str = ""
    status: str = ""
    client_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    sort: str = "date"
    descending: bool = True


class PaperRow(NamedTuple):
    """One line. Money is whole ten-thousandths; days are ISO text or empty; `open` is what is left to pay of it."""

    id: int
    kind: str
    deposit: bool
    state: str
    number: str
    dated_on: str
    due_on: str
    valid_until: str
    client_id: int
    client_name: str
    order_number: str
    currency: str
    net: int
    gross: int
    open: int
    outcome: str
    progress: str
    closed: bool


class Total(NamedTuple):
    """The papers found, added up in one currency; credit notes count against."""

    currency: str
    papers: int
    net: int
    gross: int
    open: int


_ROW = (
    "SELECT p.id, p.kind, p.deposit, p.state, p.number, p.dated_on, coalesce(p.due_on, ''), "
    "coalesce(p.valid_until, ''), p.bill_to_id, p.client_name, p.order_number, p.currency, p.net, p.gross, "
    f"coalesce({_OPEN}, 0), p.outcome, p.progress, p.closed_on IS NOT NULL FROM paper p WHERE p.id IN"
)


def all_ids(db: Any, query: PaperQuery, today: date) -> array[int]:
    """Every paper of `query` in its order."""
    where, values = _where(query, today)
    key = SORTS.get(query.sort, SORTS["date"])
    way = "DESC" if query.descending else "ASC"
    rows = db.execute(f"SELECT p.id FROM paper p WHERE {where} ORDER BY {key} {way}, p.id {way}", values)
    return array("q", (row[0] for row in rows))


def load_rows(db: Any, ids: Iterable[int]) -> list[PaperRow]:
    """The lines of `ids`, in that order; those that are gone are left out."""
    wanted = list(ids)
    found: dict[int, PaperRow] = {}
    for chunk in chunks(wanted):
        for row in db.execute(f"{_ROW} ({places(chunk)})", chunk).fetchall():
            found[row[0]] = PaperRow._make(row)
    return [found[number] for number in wanted if number in found]


def totals(db: Any, query: PaperQuery, today: date) -> list[Total]:
    """What the papers of `query` come to, a currency each; drafts and other kinds are counted as they stand."""
    where, values = _where(query, today)
    sign = "CASE p.kind WHEN 'credit_note' THEN -1 ELSE 1 END"
    rows = db.execute(
        f"SELECT p.currency, count(*), sum({sign} * p.net), sum({sign} * p.gross), coalesce(sum({_OPEN}), 0) "
        f"FROM paper p WHERE {where} GROUP BY p.currency ORDER BY count(*) DESC",
        values,
    )
    return [Total._make(row) for row in rows]


def counts(db: Any, client_id: int | None = None) -> dict[str, int]:
    """How many papers there are of each kind, of one client or of all."""
    mine = "WHERE bill_to_id = ?" if client_id is not None else ""
    values = (client_id,) if client_id is not None else ()
    return dict(db.execute(f"SELECT kind, count(*) FROM paper {mine} GROUP BY kind", values).fetchall())


def _where(query: PaperQuery, today: date) -> tuple[str, dict[str, Any]]:
    parts = ["1"]
    values: dict[str, Any] = {"today": today.isoformat()}
    if query.kinds:
        parts.append("p.kind IN ({})".format(", ".join(f"'{kind}'" for kind in query.kinds if kind.isidentifier())))
    if query.client_id is not None:
        parts.append("(p.bill_to_id = :client OR p.ship_to_id = :client)")
        values["client"] = query.client_id
    if query.status in _FILTERS:
        parts.append(_FILTERS[query.status])
    for name, sign, day in (("since", ">=", query.from_on), ("until", "<=", query.to_on)):
        if day is not None:
            parts.append(f"p.dated_on {sign} :{name}")
            values[name] = day.isoformat()
    for place, word in enumerate(query.text.split()[:8]):
        parts.append(
            f"(instr(replace(replace(fold(p.number), '-', ''), ' ', ''), :number{place}) > 0 "
            f"OR instr(fold(p.client_name), :word{place}) > 0 OR instr(fold(p.order_number), :word{place}) > 0)"
        )
        values |= {f"number{place}": compact(word) or "\x1f", f"word{place}": fold(word) or "\x1f"}
    return " AND ".join(parts), values


def state_of(row: PaperRow, today: date) -> str:
    """The key of `STATES` that says how it stands with a paper on `today`."""
    if row.state == "draft":
        return "draft"
    if row.closed:
        return "closed"
    if row.kind == "invoice":
        return _paid_state(row, today)
    if row.kind == "credit_note":
        return "issued" if row.open else "done"
    if row.outcome == "refused":
        return "refused"
    if row.progress:
        return row.progress
    if row.kind == "quote" and not row.outcome and row.valid_until and row.valid_until < today.isoformat():
        return "expired"
    return row.outcome or "issued"


def _paid_state(row: PaperRow, today: date) -> str:
    if row.open <= 0:
        return "paid"
    if row.due_on and row.due_on < today.isoformat():
        return "overdue"
    return "unpaid" if row.open >= row.gross else "partly_paid"


def by_number(db: Any, text: str, limit: int = 5) -> list[PaperRow]:
    """Papers whose number begins with or is what was typed, the latest first: for "find anything"."""
    word = compact(text)
    if not word:
        return []
    rows = db.execute(
        "SELECT id FROM paper WHERE number <> '' AND instr(replace(fold(number), ' ', ''), ?) > 0 "
        "ORDER BY dated_on DESC, id DESC LIMIT ?",
        (word, limit),
    ).fetchall()
    return load_rows(db, [row[0] for row in rows])
