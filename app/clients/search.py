"""Finding clients: what was typed and chosen becomes one SELECT over the list's rows.

It runs on a raw connection, so that the first screen needs no SQLAlchemy and a running query can be interrupted.
Matches come in name order straight from the index; any other order sorts what was found.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from app.clients import numbers
from app.clients.chunks import chunks, places
from app.clients.standing import BLOCKED_NOW, OVERDUE, OWES
from app.clients.words import parse
from app.values.folding import fold

if TYPE_CHECKING:
    from app.clients.conditions import Condition

Tab = Literal["clients", "prospects", "all", "archived", "bin"]
PAGE = 200

_TAB_SQL = {
    "clients": "r.live = 1 AND r.is_client = 1",
    "prospects": "r.live = 1 AND r.is_prospect = 1",
    "all": "r.live = 1",
    "archived": "r.archived = 1",
    "bin": "r.client_id IN (SELECT id FROM client WHERE deleted_at IS NOT NULL)",
    "everywhere": "(r.live = 1 OR r.archived = 1)",
}
# The index of each tab holds rank and id: what the text finds elsewhere is passed over without looking at its row.
_TAB_INDEX = {"clients": "clients", "prospects": "prospects", "all": "live", "archived": "archived"}
SORTS = {
    "name": "r.rank",
    "city": "r.city_key",
    "postcode": "r.postcode",
    "reference": "r.reference",
    "contact": "r.contact",
    "phone": "r.phone",
    "email": "r.email",
    "category": "(SELECT label FROM choice WHERE id = r.category_id)",
    "tags": "r.tags",
    "score": "r.score",
    "created": "r.created_on",
    "last_order": "coalesce(f.last_on, '')",
    "orders": "coalesce(f.orders, 0)",
    "total": "coalesce(f.total, 0)",
    "balance": "coalesce(f.balance, 0)",
}
_FIGURES = "LEFT JOIN client_figure f ON f.client_id = r.client_id AND f.main = 1"


@dataclass(frozen=True)
class Query:
    """A search as the list holds it: tab, typed text, chips, conditions, order. `match_all` joins the conditions."""

    tab: str = "clients"
    text: str = ""
    categories: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    cities: tuple[str, ...] = ()
    has_email: bool = False
    key_account: bool = False
    starred: bool = False
    no_address: bool = False
    blocked: bool = False
    owes: bool = False
    overdue: bool = False
    owner: int | None = None
    conditions: tuple[Condition, ...] = ()
    match_all: bool = True
    sort: str = "name"
    descending: bool = False
    with_archived: bool = False

    @property
    def filtered(self) -> bool:
        """Whether anything but the tab and the typed text narrows the list."""
        plain = Query(tab=self.tab, text=self.text, sort=self.sort, descending=self.descending)
        return replace(self, with_archived=False) != plain

    def cleared(self) -> Query:
        """The same tab and order, without text and filters."""
        return Query(tab=self.tab, sort=self.sort, descending=self.descending)

    def to_json(self) -> str:
        """How a saved search keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Query:
        """Read back; keys of a newer program are passed over."""
        kept = {key: value for key, value in json.loads(text).items() if key in cls.__dataclass_fields__}
        conditions = _conditions(kept.pop("conditions", ()))
        lists: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
        return cls(**lists, conditions=conditions)


def _conditions(kept: Sequence[dict[str, str]]) -> tuple[Condition, ...]:
    if not kept:
        return ()
    from app.clients.conditions import Condition

    return tuple(Condition(**item) for item in kept)


class Row(NamedTuple):
    """One line of the list, ready to be painted. `tags` are (name, colour)."""

    id: int
    name: str
    reference: str
    is_organisation: bool
    is_client: bool
    is_prospect: bool
    starred: bool
    key_account: bool
    category: str
    contact: str
    city: str
    postcode: str
    country: str
    phone: str
    email: str
    tags: tuple[tuple[str, int], ...]
    score: int
    logo: str
    created_on: str
    archived: bool
    blocked: bool
    last_number: str = ""
    last_on: str = ""
    orders: int = 0
    total: int | None = None
    balance: int = 0
    currency: str = ""
    oldest_due: str = ""
    other_currencies: bool = False


class Compiled(NamedTuple):
    """One query as SQL: `source` and `where` with their values, `order` to sort by."""

    source: str
    where: str
    values: tuple[Any, ...]
    order: str


class _Clauses:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.values: list[Any] = []

    def add(self, sql: str, *values: Any) -> None:
        self.parts.append(sql)
        self.values.extend(values)


def compile_query(query: Query, today: date, numbered: Sequence[int] = ()) -> Compiled:
    """The SQL of `query`; `today` decides which blocks are in force.

    `numbered` clients are found by the number of a paper, whatever their record says.
    """
    typed = parse(query.text)
    clauses = _Clauses()
    tab = "everywhere" if query.with_archived and query.tab != "bin" else query.tab
    source = "client_row r"
    if typed.match and numbered:
        checks = "".join(f" AND {sql}" for sql, _values in typed.checks)
        given = [value for _sql, values in typed.checks for value in values]
        named = f"r.rank IN (SELECT rowid FROM client_grams WHERE client_grams MATCH ?){checks}"
        clauses.add(f"({named} OR r.client_id IN ({places(numbered)}))", typed.match, *given, *numbered)
        typed.match, typed.checks = "", []
    elif typed.match:
        narrow = f"INDEXED BY ix_client_row_{_TAB_INDEX[tab]}" if tab in _TAB_INDEX else ""
        source = f"client_grams CROSS JOIN client_row r {narrow} ON r.rank = client_grams.rowid"
        clauses.add("client_grams MATCH ?", typed.match)
    clauses.add(_TAB_SQL.get(tab, _TAB_SQL["all"]))
    for sql, values in typed.checks:
        clauses.add(sql, *values)
    _add_chips(clauses, query, today)
    _add_conditions(clauses, query.conditions, today, together=query.match_all)
    _add_conditions(clauses, typed.conditions, today, together=True)
    direction = " DESC" if query.descending else ""
    key = SORTS.get(query.sort, SORTS["name"])
    # The index gives its row ids in order by itself: said so, SQLite neither sorts nor looks further than it must.
    rank = "client_grams.rowid" if typed.match else "r.rank"
    order = f"{rank}{direction}" if key == "r.rank" else f"{key} = '', {key}{direction}, {rank}"
    if key.startswith("coalesce(f."):
        source = f"{source} {_FIGURES}"
    return Compiled(source, " AND ".join(clauses.parts), tuple(clauses.values), order)


def _add_chips(clauses: _Clauses, query: Query, today: date) -> None:
    if query.categories:
        clauses.add(f"r.category_id IN ({places(query.categories)})", *query.categories)
    if query.tags:
        clauses.add(
            f"r.client_id IN (SELECT client_id FROM client_tag WHERE tag_id IN ({places(query.tags)}))", *query.tags
        )
    if query.cities:
        clauses.add(f"r.city_key IN ({places(query.cities)})", *(fold(city) for city in query.cities))
    if query.has_email:
        clauses.add("r.email <> ''")
    if query.key_account:
        clauses.add("r.key_account = 1")
    if query.starred:
        clauses.add("r.starred = 1")
    if query.no_address:
        clauses.add("r.city = '' AND r.postcode = ''")
    if query.blocked:
        clauses.add(f"r.client_id IN ({BLOCKED_NOW})", today.isoformat(), today.isoformat())
    if query.owes:
        clauses.add(f"r.client_id IN ({OWES})")
    if query.overdue:
        clauses.add(f"r.client_id IN ({OVERDUE})", today.isoformat())
    if query.owner is not None:
        clauses.add("r.client_id IN (SELECT id FROM client WHERE owner_id = ?)", query.owner)


def _add_conditions(clauses: _Clauses, conditions: Sequence[Condition], today: date, *, together: bool) -> None:
    if not conditions:
        return
    from app.clients.conditions import condition_sql  # they know every field: no work for the first list

    compiled = [condition_sql(condition, today) for condition in conditions]
    joined = (" AND " if together else " OR ").join(f"({sql})" for sql, _values in compiled)
    clauses.add(f"({joined})", *(value for _sql, values in compiled for value in values))


def compiled_for(db: Any, query: Query, today: date) -> Compiled:
    """`query` as SQL, with those who are meant by the number of a paper; `db` is a raw connection."""
    found = numbers.clients(db, query.text, today) if numbers.could_be_number(query.text) else ()
    return compile_query(query, today, found)


def first_page(db: Any, query: Query, today: date) -> list[Row]:
    """The first lines of `query`, to be shown at once; `db` is a raw connection."""
    compiled = compiled_for(db, query, today)
    sql = f"SELECT r.client_id FROM {compiled.source} WHERE {compiled.where} ORDER BY {compiled.order} LIMIT {PAGE}"
    return load_rows(db, [row[0] for row in db.execute(sql, compiled.values)], today)


def all_ids(db: Any, query: Query, today: date) -> array[int]:
    """Every client of `query` in its order: 8 bytes each."""
    compiled = compiled_for(db, query, today)
    sql = f"SELECT r.client_id FROM {compiled.source} WHERE {compiled.where} ORDER BY {compiled.order}"
    return array("q", (row[0] for row in db.execute(sql, compiled.values)))


def count(db: Any, query: Query, today: date) -> int:
    """How many clients `query` finds."""
    compiled = compiled_for(db, query, today)
    found = db.execute(f"SELECT count(*) FROM {compiled.source} WHERE {compiled.where}", compiled.values)
    return int(found.fetchone()[0])


def tab_counts(db: Any) -> dict[str, int]:
    """How many clients each tab holds, from the small table that triggers keep."""
    return dict(db.execute("SELECT tab, clients FROM tab_count").fetchall())


_ROW_SQL = (
    "SELECT r.client_id, r.name, r.reference, r.is_organisation, r.is_client, r.is_prospect, r.starred, "
    "r.key_account, coalesce(ch.label, ''), r.contact, r.city, r.postcode, r.country, r.phone, r.email, r.tags, "
    "r.score, r.logo, r.created_on, r.archived, f.last_number, f.last_on, f.orders, f.total, f.balance, f.currency, "
    "f.oldest_due_on, (SELECT count(*) FROM client_figure o WHERE o.client_id = r.client_id) > 1 "
    f"FROM client_row r LEFT JOIN choice ch ON ch.id = r.category_id {_FIGURES} "
    "WHERE r.client_id IN"
)
_TAGS = 15
_FIGURE = 20
_NO_FIGURES = ("", "", 0, None, 0, "", "", False)


def load_rows(db: Any, ids: list[int], today: date) -> list[Row]:
    """The lines of `ids`, in that order; those that are gone are left out."""
    found: dict[int, Row] = {}
    day = today.isoformat()
    for chunk in chunks(ids):
        inside = f"({places(chunk)})"
        blocked = {
            row[0] for row in db.execute(f"{BLOCKED_NOW} AND client_id IN {inside}", (day, day, *chunk)).fetchall()
        }
        for values in db.execute(f"{_ROW_SQL} {inside}", chunk).fetchall():
            figures = (*values[_FIGURE:-1], bool(values[-1])) if values[_FIGURE] is not None else _NO_FIGURES
            found[values[0]] = Row._make(
                (*values[:_TAGS], _tags(values[_TAGS]), *values[_TAGS + 1 : _FIGURE], values[0] in blocked, *figures)
            )
    return [found[number] for number in ids if number in found]


@lru_cache(maxsize=1024)
def _tags(text: str) -> tuple[tuple[str, int], ...]:
    """The tags of a row; few rows of a list differ in them."""
    return tuple((name, colour) for name, colour in json.loads(text or "[]"))


def cities(db: Any, start: str = "", limit: int = 200) -> list[tuple[str, int]]:
    """Towns of the clients and how many live there, most first; `start` narrows by their beginning."""
    return [
        (city, number)
        for city, number in db.execute(
            "SELECT max(city), count(*) FROM client_row WHERE live = 1 AND city_key <> '' AND city_key >= ? "
            "AND city_key < ? GROUP BY city_key ORDER BY count(*) DESC, city_key LIMIT ?",
            (fold(start), fold(start) + "\U0010ffff", limit),
        )
    ]


class Facets(NamedTuple):
    """What the filter chips offer: categories, tags, people, own fields and saved searches. Towns come when asked."""

    categories: tuple[tuple[int, str], ...]
    tags: tuple[tuple[int, str, int], ...]
    people: tuple[tuple[int, str], ...]
    own_fields: tuple[tuple[int, str, str], ...]
    searches: tuple[tuple[int, str, str], ...]
    civilities: tuple[str, ...] = ()


def facets(db: Any) -> Facets:
    """Everything the chips, the condition builder and the navigation need to know of the lists."""

    def listed(sql: str) -> tuple[Any, ...]:
        return tuple(db.execute(sql).fetchall())

    return Facets(
        listed("SELECT id, label FROM choice WHERE list = 'category' AND active = 1 ORDER BY position, id"),
        listed("SELECT id, name, colour FROM tag WHERE active = 1 ORDER BY position, id"),
        listed("SELECT id, name FROM person WHERE active = 1 ORDER BY position, id"),
        listed("SELECT id, label, kind FROM custom_field WHERE active = 1 ORDER BY position, id"),
        listed("SELECT id, name, query FROM saved_search ORDER BY position, id"),
        tuple(
            label
            for (label,) in listed(
                "SELECT label FROM choice WHERE list = 'civility' AND active = 1 ORDER BY position, id"
            )
        ),
    )


def email_addresses(db: Any, ids: list[int]) -> list[str]:
    """The main e-mail of each client that has one, in order and only once."""
    found: dict[int, str] = {}
    for chunk in chunks(ids):
        found.update(
            db.execute(
                f"SELECT client_id, email FROM client_row WHERE email <> '' AND client_id IN ({places(chunk)})", chunk
            ).fetchall()
        )
    return list(dict.fromkeys(found[number] for number in ids if number in found))
