"""Finding papers: for the page of all papers, and for the record of one client. It runs on a raw connection.

What a paper's state is called follows from its row and the day (`state_of`), so that a list need not be brought up to
date overnight. What is typed is looked up in indexes, never in every paper: a word is the number of a paper (from its
beginning, or its last digits alone), any trace of its client as the list of clients knows it, or their order number.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.clients import numbers
from app.clients.chunks import chunks, places
from app.clients.numbers import compact
from app.clients.search import Compiled, Query, compile_query
from app.i18n import N_

STATES = {
    "draft": N_("Draft"),
    "issued": N_("Issued"),
    "accepted": N_("Accepted"),
    "refused": N_("Refused"),
    "expired": N_("Expired"),
    "partly": N_("Partly done"),
    "done": N_("Done"),
    "partly_invoiced": N_("Partly invoiced"),
    "invoiced": N_("Invoiced"),
    "closed": N_("Closed"),
    "unpaid": N_("To pay"),
    "partly_paid": N_("Partly paid"),
    "paid": N_("Paid"),
    "overdue": N_("Overdue"),
}
_INVOICED = {"partly": "partly_invoiced", "done": "invoiced"}
SORTS = {
    "date": "p.dated_on",
    "number": "p.number",
    "client": "(SELECT rank FROM client_row r WHERE r.client_id = p.bill_to_id)",
    "gross": "p.gross",
    "net": "p.net",
    "due": "coalesce(p.due_on, '')",
    "kind": "p.kind",
    "open": "coalesce((SELECT sum(o.open) FROM open_item o WHERE o.entry_id = p.entry_id), 0)",
}
FIRST = 200
NEWEST = 20_000  # papers that a word of many clients is sought in before all are
_MANY_CLIENTS = 500
_NOBODY = (0,)  # with somebody named beside it, a word is asked of one client after the other
_MOST_WORDS = 8
_OPEN = "(SELECT sum(o.open) FROM open_item o WHERE o.entry_id = p.entry_id)"
_NUMBER = "replace(replace(replace(replace(replace(lower(number), '-', ''), ' ', ''), '/', ''), '.', ''), '_', '')"
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
    """A search as a list of papers holds it. `status` is a key of the filters; days are inclusive.

    Papers of others whose goods go to the client `client_id` are found too, unless `billed_only`.
    """

    kinds: tuple[str, ...] = ()
    text: str = ""
    status: str = ""
    client_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    sort: str = "date"
    descending: bool = True
    billed_only: bool = False
    issued_only: bool = False


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
    ship_to_id: int | None
    ship_to: str


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
    f"coalesce({_OPEN}, 0), p.outcome, p.progress, p.closed_on IS NOT NULL, p.ship_to_id, "
    "coalesce((SELECT name FROM client_row WHERE client_id = p.ship_to_id), '') FROM paper p WHERE p.id IN"
)


def all_ids(db: Any, query: PaperQuery, today: date) -> array[int]:
    """Every paper of `query` in its order."""
    return _ids(db, query, today)


def first_page(db: Any, query: PaperQuery, today: date, most: int = FIRST) -> list[PaperRow]:
    """The first lines of `query`, to be shown at once."""
    found = _among_newest(db, query, today, most) if query.text and query.sort == "date" and query.descending else None
    return load_rows(db, _ids(db, query, today, f"LIMIT {most}") if found is None else found)


def _among_newest(db: Any, query: PaperQuery, today: date, most: int) -> list[int] | None:
    """The first ids if the newest papers hold as many: a single letter is that of a third of all, which take too long
    to gather and sort. None if they do not, or if what is typed is rare and better looked up.
    """
    words = query.text.split()[:_MOST_WORDS]
    oldest = db.execute(
        "SELECT dated_on FROM paper ORDER BY dated_on DESC, id DESC LIMIT 1 OFFSET ?", (NEWEST,)
    ).fetchone()
    if oldest is None or not all(_is_common(db, word, today) for word in words):
        return None
    where, values = _where(db, query, today, gather=False)
    rows = db.execute(
        f"SELECT p.id FROM paper p INDEXED BY ix_paper_dated WHERE p.dated_on > :oldest AND {where} "
        f"ORDER BY p.dated_on DESC, p.id DESC LIMIT {most}",
        {**values, "oldest": oldest[0]},
    ).fetchall()
    return [row[0] for row in rows] if len(rows) == most else None


def _is_common(db: Any, word: str, today: date) -> bool:
    clients = _clients_of(word, today)
    some = f"SELECT 1 FROM {clients.source} WHERE {clients.where} LIMIT {_MANY_CLIENTS}"
    return bool(db.execute(f"SELECT count(*) FROM ({some})", clients.values).fetchone()[0] == _MANY_CLIENTS)


def _clients_of(word: str, today: date, beside: tuple[int, ...] = ()) -> Compiled:
    return compile_query(Query(tab="all", text=word, with_archived=True), today, beside)


def _ids(db: Any, query: PaperQuery, today: date, limit: str = "") -> array[int]:
    where, values = _where(db, query, today)
    key = SORTS.get(query.sort, SORTS["date"])
    way = "DESC" if query.descending else "ASC"
    rows = db.execute(f"SELECT p.id FROM paper p WHERE {where} ORDER BY {key} {way}, p.id {way} {limit}", values)
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
    where, values = _where(db, query, today)
    sign = "CASE p.kind WHEN 'credit_note' THEN -1 ELSE 1 END"
    rows = db.execute(
        f"SELECT p.currency, count(*), sum({sign} * p.net), sum({sign} * p.gross), coalesce(sum({_OPEN}), 0) "
        f"FROM paper p WHERE {where} GROUP BY p.currency ORDER BY count(*) DESC",
        values,
    )
    return [Total._make(row) for row in rows]


def counts(db: Any, client_id: int | None = None) -> dict[str, int]:
    """How many papers there are of each kind: of all clients, or made out or delivered to one."""
    mine = "WHERE bill_to_id = ? OR ship_to_id = ?" if client_id is not None else ""
    values = (client_id, client_id) if client_id is not None else ()
    return dict(db.execute(f"SELECT kind, count(*) FROM paper {mine} GROUP BY kind", values).fetchall())


def _where(db: Any, query: PaperQuery, today: date, *, gather: bool = True) -> tuple[str, dict[str, Any]]:
    """What the papers of `query` fulfil. What was typed is gathered from the indexes, or tested paper by paper."""
    parts = ["1"]
    values: dict[str, Any] = {"today": today.isoformat()}
    if query.kinds:
        parts.append("p.kind IN ({})".format(", ".join(f"'{kind}'" for kind in query.kinds if kind.isidentifier())))
    if query.client_id is not None:
        goods = "" if query.billed_only else " OR p.ship_to_id = :client"
        parts.append(f"(p.bill_to_id = :client{goods})")
        values["client"] = query.client_id
    if query.issued_only:
        parts.append("p.state = 'issued'")
    if query.status in _FILTERS:
        parts.append(_FILTERS[query.status])
    for name, sign, day in (("since", ">=", query.from_on), ("until", "<=", query.to_on)):
        if day is not None:
            parts.append(f"p.dated_on {sign} :{name}")
            values[name] = day.isoformat()
    for place, word in enumerate(query.text.split()[:_MOST_WORDS]):
        ways, found = _word(db, word, today, gather=gather)
        each = " UNION ALL ".join(f"SELECT id FROM paper WHERE {way}" for way in ways)
        test = f"p.id IN ({each})" if gather else "({})".format(" OR ".join(f"({way})" for way in ways))
        parts.append(_numbered(test, place))
        values |= {f"w{place}_{number}": value for number, value in enumerate(found)}
    return " AND ".join(parts), values


def _numbered(test: str, place: int) -> str:
    """The question marks of a test as names, so that they do not meet those of the other words."""
    pieces = test.split("?")
    return "".join(f"{piece}:w{place}_{number}" for number, piece in enumerate(pieces[:-1])) + pieces[-1]


def _word(db: Any, word: str, today: date, *, gather: bool) -> tuple[list[str], list[Any]]:
    """One typed word: each way it can be meant as SQL over `paper`, which has an index for it; with their values."""
    clients = _clients_of(word, today, () if gather else _NOBODY)
    trace = f"FROM {clients.source} WHERE {clients.where}"
    ways = [
        f"bill_to_id IN (SELECT r.client_id {trace})"
        if gather
        else f"EXISTS (SELECT 1 {trace} AND r.client_id = bill_to_id)",
        "order_number <> '' AND instr(lower(order_number), ?) > 0",
    ]
    by_number, more = _by_number(db, word, today)
    return [*ways, *by_number], [*clients.values, word.lower(), *more]


def _by_number(db: Any, word: str, today: date) -> tuple[list[str], list[Any]]:
    """A number as it is written, from its beginning; or, by way of the clients who have one, without its signs."""
    upper, sought = word.upper(), compact(word)
    ways: list[str] = ["number >= ? AND number < ? AND number <> ''"]
    values: list[Any] = [upper, f"{upper}\U0010ffff"]
    last = word.replace("/", "-").rpartition("-")[2]
    meant = numbers.clients(db, word, today) if numbers.could_be_number(word) else []
    if last != word and last.isdigit():
        meant += numbers.clients(db, last, today)
    if meant:
        ways.append(f"bill_to_id IN ({places(meant)}) AND instr({_NUMBER}, ?) > 0")
        return ways, [*values, *meant, sought.lstrip("0") if sought.isdigit() else sought]
    return ways, values


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
        return _INVOICED[row.progress] if row.kind in ("order", "delivery") else row.progress
    if row.kind == "quote" and not row.outcome and row.valid_until and row.valid_until < today.isoformat():
        return "expired"
    return row.outcome or "issued"


def _paid_state(row: PaperRow, today: date) -> str:
    if row.open <= 0:
        return "paid"
    if row.due_on and row.due_on < today.isoformat():
        return "overdue"
    return "unpaid" if row.open >= row.gross else "partly_paid"


def by_number(db: Any, text: str, today: date, limit: int = 5) -> list[PaperRow]:
    """Papers meant by the number typed, the latest first: for "find anything"; none for anything but a number."""
    word = text.strip()
    if not numbers.could_be_number(word):
        return []
    ways, values = _by_number(db, "".join(word.split()), today)
    meant = " UNION ALL ".join(f"SELECT id FROM paper WHERE {way}" for way in ways)
    rows = db.execute(
        f"SELECT id FROM paper WHERE id IN ({meant}) ORDER BY dated_on DESC, id DESC LIMIT ?", (*values, limit)
    ).fetchall()
    return load_rows(db, [row[0] for row in rows])
