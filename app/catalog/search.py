"""Finding products on a raw connection: a few as one types into a line, and the list with its filters and orders.

Every typed word must begin a word of the code, the name or the container.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from app.clients.chunks import chunks, places
from app.values.folding import words
from app.values.money import from_units

SORTS = {
    "name": "p.name_key",
    "code": "p.code_key",
    "family": "coalesce(f.label, '')",
    "unit": "p.unit",
    "container": "p.container",
    "price": "p.price",
    "cost": "p.cost",
    "tax": "coalesce(t.label, '')",
    "kind": "p.kind",
    "updated": "p.updated_at",
}
_FROM = "product p LEFT JOIN choice f ON f.id = p.family_id LEFT JOIN tax_rate t ON t.id = p.tax_rate_id"
_COLUMNS = (
    "p.id, p.code, p.name, coalesce(f.label, ''), p.unit, p.container, p.price, p.with_tax, p.tax_rate_id, "
    "coalesce(t.label, ''), p.cost, p.kind, p.active"
)
# Use is looked at no further than this: what was sold a thousand times is sold often.
_OFTEN = 1_000
_USES = f"(SELECT count(*) FROM (SELECT 1 FROM paper_line WHERE product_id = p.id LIMIT {_OFTEN}))"
_BOUGHT = (
    "LEFT JOIN (SELECT l.product_id, count(*) AS times FROM paper d CROSS JOIN paper_line l ON l.paper_id = d.id "
    "WHERE d.bill_to_id = ? GROUP BY l.product_id) own ON own.product_id = p.id"
)


class Row(NamedTuple):
    """One product as lists and pickers show it. `price` is with tax where `with_tax`; `tax` is the rate's label."""

    id: int
    code: str
    name: str
    family: str
    unit: str
    container: str
    price: Decimal
    with_tax: bool
    tax_rate_id: int | None
    tax: str
    cost: Decimal | None
    kind: str
    active: bool


@dataclass(frozen=True)
class Query:
    """The list's search. `active`: those on offer, those switched off, or (None) both. `sort` is one of `SORTS`."""

    text: str = ""
    family_id: int | None = None
    active: bool | None = True
    kind: str = ""
    sort: str = "name"
    descending: bool = False


def find(db: Any, text: str, *, limit: int = 12, client_id: int | None = None) -> list[Row]:
    """Products on offer for what is typed: the exact code, then what this client bought most, what sells most, by name.

    An empty text gives what is used most.
    """
    where, values = _where(Query(text))
    source, by_client = (f"{_FROM} {_BOUGHT}", "coalesce(own.times, 0) DESC, ") if client_id else (_FROM, "")
    order = f"p.code <> '' AND p.code = ? COLLATE NOCASE DESC, {by_client}{_USES} DESC, p.name_key, p.id"
    client = (client_id,) if client_id else ()
    sql = f"SELECT {_COLUMNS} FROM {source} WHERE {where} ORDER BY {order} LIMIT ?"
    return _rows(db.execute(sql, (*client, *values, text.strip(), limit)))


def all_ids(db: Any, query: Query) -> array[int]:
    """Every product of `query` in its order: 8 bytes each."""
    where, values = _where(query)
    key = SORTS.get(query.sort, SORTS["name"])
    direction = " DESC" if query.descending else ""
    order = f"{key} IS NULL OR {key} = '', {key}{direction}, p.name_key, p.id"
    return array(
        "q", (row[0] for row in db.execute(f"SELECT p.id FROM {_FROM} WHERE {where} ORDER BY {order}", values))
    )


def count(db: Any, query: Query) -> int:
    """How many products `query` finds."""
    where, values = _where(query)
    return int(db.execute(f"SELECT count(*) FROM product p WHERE {where}", values).fetchone()[0])


def load_rows(db: Any, ids: list[int]) -> list[Row]:
    """The lines of `ids`, in that order; those that are gone are left out."""
    found: dict[int, Row] = {}
    for chunk in chunks(ids):
        rows = _rows(db.execute(f"SELECT {_COLUMNS} FROM {_FROM} WHERE p.id IN ({places(chunk)})", chunk))
        found.update((row.id, row) for row in rows)
    return [found[number] for number in ids if number in found]


def families(db: Any) -> list[tuple[int, str, int]]:
    """The families with how many products on offer each has: id, label, count, in the owner's order."""
    sql = (
        "SELECT f.id, f.label, count(p.id) FROM choice f LEFT JOIN product p ON p.family_id = f.id AND p.active = 1 "
        "WHERE f.list = 'family' AND f.active = 1 GROUP BY f.id ORDER BY f.position, f.id"
    )
    return [(number, label, products) for number, label, products in db.execute(sql)]


def _where(query: Query) -> tuple[str, list[Any]]:
    parts: list[str] = ["1"]
    values: list[Any] = []
    for word in words(query.text):
        parts.append("instr(p.search_text, ?) > 0")
        values.append(f" {word}")
    for column, value in (("active", query.active), ("family_id", query.family_id), ("kind", query.kind or None)):
        if value is not None:
            parts.append(f"p.{column} = ?")
            values.append(value)
    return " AND ".join(parts), values


def _rows(found: Any) -> list[Row]:
    rows = []
    for row in found.fetchall():
        cost = None if row[10] is None else from_units(row[10])
        price, with_tax, rate, tax = from_units(row[6]), bool(row[7]), row[8], row[9]
        rows.append(Row._make((*row[:6], price, with_tax, rate, tax, cost, row[11], bool(row[12]))))
    return rows
