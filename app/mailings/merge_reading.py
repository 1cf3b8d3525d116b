"""What merge fields need of many clients, by plain SQL: only those tables that the fields in use ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from app.clients.chunks import CHUNK, places
from app.clients.fields import CATALOGUE
from app.mailings.merge_fields import DEAR, GENDER, GREETING, OWN

Row = dict[str, Any]
_NAMES = ("id", "is_organisation", "civility", "first_name", "last_name", "company_name", "trade_name", "currency",
          "client_since")  # fmt: skip
_ADDRESS = (
    "client_id, id, recipient, company, department, care_of, unit, building, house_number, number_suffix, street, box, "
    "po_box, locality, postcode, city, cedex, region, country, language, free_block"
)
_OF_PEOPLE = {DEAR, GREETING, GENDER, "name", "civility.full"}
_CONTACTS = (
    "SELECT l.client_id, l.contact_id, l.function, c.civility, c.first_name, c.last_name FROM contact_link l "
    "JOIN contact c ON c.id = l.contact_id WHERE l.client_id IN ({}) ORDER BY l.is_main DESC, l.position, l.id"
)
_FIGURES = (
    "SELECT client_id, currency, orders, total, balance, last_number, last_on, oldest_due_on, open_count "
    "FROM client_figure WHERE main = 1 AND client_id IN ({})"
)
_ORDERS = (
    "SELECT bill_to_id, number AS last_number, dated_on AS last_on FROM paper WHERE kind = 'order' "
    "AND state = 'issued' AND bill_to_id IN ({}) ORDER BY dated_on, id"
)
_TAGS = (
    "SELECT l.client_id, t.name AS text FROM client_tag l JOIN tag t ON t.id = l.tag_id WHERE l.client_id IN ({}) "
    "ORDER BY t.position, t.name"
)
_OWN = (
    "SELECT v.client_id, v.field_id, coalesce(o.label, v.text) AS text, v.number, v.day, v.yes FROM custom_value v "
    "LEFT JOIN custom_option o ON o.id = v.option_id WHERE v.client_id IN ({}) ORDER BY v.id"
)
# Those of the client first, then those of the main contact.
_POINTS = {
    kind: (
        f"SELECT client_id, text FROM (SELECT client_id, text, 0 AS late, position FROM {kind} "
        "WHERE client_id IN ({}) UNION ALL SELECT l.client_id, p.text, 2 + l.position - l.is_main, p.position "
        f"FROM {kind} p JOIN contact_link l ON l.contact_id = p.contact_id WHERE l.client_id IN ({{}})) "
        "ORDER BY late, position"
    )
    for kind in ("phone", "email")
}


class Whom(NamedTuple):
    """Who is written to: the person of an organisation, and the address, where they are not the main ones."""

    client_id: int
    contact_id: int | None = None
    address_id: int | None = None


class Facts(NamedTuple):
    """What was read of one client; what was not asked for is empty. `points` are phones, e-mails, tags."""

    row: Row
    contact: Row
    place: Row
    figure: Row
    order: Row
    company: Row
    points: dict[str, list[Row]]
    own: list[Row]


class Reader:
    """Reads blocks of clients; `subjects` are the fields that are needed."""

    def __init__(self, run: Callable[..., Any], subjects: Collection[str], company_id: int) -> None:
        self._run, self._subjects, self._company_id = run, frozenset(subjects), company_id
        self._client = sorted({*_NAMES, *self._columns("client")})
        self._company = self._columns("client_company")

    def read(self, whom: Sequence[Whom]) -> Iterator[tuple[int, Facts]]:
        """Those of `whom` that are in the file, in their order."""
        for start in range(0, len(whom), CHUNK):
            yield from self._block(whom[start : start + CHUNK])

    def _block(self, whom: Sequence[Whom]) -> Iterator[tuple[int, Facts]]:
        ids = tuple(each.client_id for each in whom)
        rows = self._many(f"SELECT {', '.join(self._client)} FROM client WHERE id IN ({{}})", ids, key="id")
        people = self._asked("contact.", *_OF_PEOPLE)
        contacts = self._many(_CONTACTS, ids, people)
        addresses = self._many(
            f"SELECT {_ADDRESS} FROM address WHERE client_id IN ({{}}) ORDER BY is_default DESC, position, id",
            ids, self._asked("address."),
        )  # fmt: skip
        figures = self._many(_FIGURES, ids, self._asked("figure."))
        orders = self._many(_ORDERS, ids, self._asked("order."), key="bill_to_id")
        names = ", ".join(("client_id", *self._company))
        companies = self._many(
            f"SELECT {names} FROM client_company WHERE company_id = {self._company_id} AND client_id IN ({{}})",
            ids, bool(self._company),
        )  # fmt: skip
        points = {kind: self._many(query, ids, kind in self._subjects) for kind, query in _POINTS.items()}
        points["tag"] = self._many(_TAGS, ids, "tag" in self._subjects)
        own = self._many(_OWN, ids, self._asked(OWN))
        for one in whom:
            number = one.client_id
            if number in rows:
                yield (
                    number,
                    Facts(
                        rows[number][0],
                        _pick(contacts[number], "contact_id", one.contact_id),
                        _pick(addresses[number], "id", one.address_id),
                        _last(figures[number]),
                        _last(orders[number]),
                        _last(companies[number]),
                        {kind: found[number] for kind, found in points.items()},
                        own[number],
                    ),
                )

    def _asked(self, *starts: str) -> bool:
        return any(key.startswith(starts) for key in self._subjects)

    def _columns(self, table: str) -> tuple[str, ...]:
        known = (CATALOGUE[key] for key in self._subjects if key in CATALOGUE)
        return tuple(field.attribute for field in known if field.table == table)

    def _many(
        self, query: str, ids: tuple[int, ...], wanted: bool = True, *, key: str = "client_id"
    ) -> dict[int, list[Row]]:
        """Rows by client. Every `{}` of the query takes the ids."""
        found: dict[int, list[Row]] = defaultdict(list)
        if not wanted:
            return found
        times = query.count("{}")
        cursor = self._run(query.format(*[places(ids)] * times), ids * times)
        names = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            found[row[key]].append(row)
        return found


def _last(rows: Sequence[Row]) -> Row:
    return rows[-1] if rows else {}


def _pick(rows: Sequence[Row], column: str, wanted: int | None) -> Row:
    """The row that is wanted, else the first."""
    return next((row for row in rows if wanted and row[column] == wanted), rows[0] if rows else {})
