"""What one line of the list holds and what its client is found by, read from the record's tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.clients.chunks import chunks, places
from app.values import person, phone
from app.values.folding import digits, fold

COLUMNS = (
    "sort_key", "live", "archived", "is_client", "is_prospect", "starred", "key_account", "is_organisation", "name",
    "reference", "category_id", "contact", "city", "city_key", "postcode", "country", "phone", "email", "tags",
    "score", "logo", "created_on", "search_text",
)  # fmt: skip
NAME_ORDER = "name_order"
_MOST_TEXT = 4_000

Run = Callable[..., Any]

_CLIENT = (
    "id", "is_organisation", "first_name", "last_name", "company_name", "trade_name", "reference", "own_reference",
    "is_client", "is_prospect", "starred", "key_account", "category_id", "logo", "created_at", "archived_at",
    "deleted_at", "merged_into", "siret", "siren", "vat_number", "note",
)  # fmt: skip
_NAMES = _CLIENT[:6]
_CONTACTS = (
    "SELECT l.client_id, c.first_name, c.last_name FROM contact_link l JOIN contact c ON c.id=l.contact_id "
    "WHERE l.client_id"
)
_MAIN_FIRST = "ORDER BY l.is_main DESC, l.position, l.id"
_CLIENT_SQL = f"SELECT {', '.join(_CLIENT)} FROM client WHERE id IN"


def name_order(run: Run) -> person.NameOrder:
    """Whether private clients are listed by "last" or by "first" name."""
    found = run("SELECT value FROM option WHERE name=?", (NAME_ORDER,)).fetchone()
    return "first" if found and json.loads(found[0]) == "first" else "last"


def name_order_changed(run: Run) -> bool:
    """Whether the rows were made under the other name order; seen on one private client whose names differ."""
    found = run(
        "SELECT r.sort_key, c.first_name, c.last_name FROM client c JOIN client_row r ON r.client_id=c.id "
        "WHERE c.is_organisation=0 AND c.first_name<>'' AND c.last_name<>'' AND c.first_name<>c.last_name LIMIT 1"
    ).fetchone()
    return found is not None and found[0] != person_sort_key(found[1], found[2], name_order(run))


def person_sort_key(first: str, last: str, order: person.NameOrder) -> str:
    """The key of a private client under `order`."""
    return fold(f"{first} {last}" if order == "first" else f"{last} {first}")


def sort_keys(run: Run, ids: Sequence[int]) -> Iterator[tuple[str, int]]:
    """(sort key, client id) of each client of `ids` that exists: its place in the list, before its row is built."""
    order = name_order(run)
    for chunk in chunks(ids):
        found = run(f"SELECT {', '.join(_NAMES)} FROM client WHERE id IN ({places(chunk)})", chunk).fetchall()
        clients = [dict(zip(_NAMES, values, strict=True)) for values in found]
        nameless = tuple(client["id"] for client in clients if not (client["company_name"] or client["trade_name"]))
        contacts = _by_client(run, f"{_CONTACTS} IN ({places(nameless)}) {_MAIN_FIRST}", nameless)
        for client in clients:
            yield _names(client, contacts.get(client["id"], []), order)[1], client["id"]


def build(run: Run, ids: Sequence[int]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(client id, values of `COLUMNS`) for each client of `ids` that exists."""
    order = name_order(run)
    for chunk in chunks(ids):
        parts = _Parts(run, chunk)
        for values in run(f"{_CLIENT_SQL} ({places(chunk)})", chunk).fetchall():
            client = dict(zip(_CLIENT, values, strict=True))
            yield client["id"], _row(client, parts, order)


class _Parts:
    """The parts of some clients, by client id: one query each."""

    def __init__(self, run: Run, ids: tuple[int, ...]) -> None:
        inside = f"IN ({places(ids)})"
        link = "JOIN contact_link l ON l.contact_id=p.contact_id WHERE l.client_id"
        by = _by_client
        self.contacts = by(run, f"{_CONTACTS} {inside} {_MAIN_FIRST}", ids)
        self.addresses = by(
            run,
            "SELECT client_id, city, postcode, country, house_number, number_suffix, street FROM address "
            f"WHERE client_id {inside} ORDER BY is_default DESC, position, id",
            ids,
        )
        self.phones = by(
            run, f"SELECT client_id, text, comparable FROM phone WHERE client_id {inside} ORDER BY position, id", ids
        )
        self.emails = by(run, f"SELECT client_id, text FROM email WHERE client_id {inside} ORDER BY position, id", ids)
        people = f"{inside} ORDER BY l.is_main DESC, l.position, p.position, p.id"
        self.contact_phones = by(run, f"SELECT l.client_id, p.text, p.comparable FROM phone p {link} {people}", ids)
        self.contact_emails = by(run, f"SELECT l.client_id, p.text FROM email p {link} {people}", ids)
        self.tags = by(
            run,
            "SELECT ct.client_id, t.name, t.colour FROM client_tag ct JOIN tag t ON t.id=ct.tag_id "
            f"WHERE ct.client_id {inside} ORDER BY t.position, t.name",
            ids,
        )
        self.scores = by(run, f"SELECT client_id, points FROM score_line WHERE client_id {inside}", ids)
        self.terms = by(
            run,
            f"SELECT client_id, reference FROM client_alias WHERE client_id {inside} UNION ALL "
            f"SELECT client_id, text FROM custom_value WHERE client_id {inside} AND text<>''",
            ids * 2,
        )


def _by_client(run: Run, query: str, values: tuple[int, ...]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in run(query, values).fetchall():
        found[row[0]].append(row[1:])
    return found


def _row(client: dict[str, Any], parts: _Parts, order: person.NameOrder) -> tuple[Any, ...]:
    number = client["id"]
    contacts = parts.contacts.get(number, [])
    phones = parts.phones.get(number, []) + parts.contact_phones.get(number, [])
    emails = parts.emails.get(number, []) + parts.contact_emails.get(number, [])
    city, postcode, country, *_street = (parts.addresses.get(number) or [("", "", "")])[0]
    tags = parts.tags.get(number, [])
    name, sort_key = _names(client, contacts, order)
    archived = client["archived_at"] is not None and client["deleted_at"] is None
    live = client["archived_at"] is None and client["deleted_at"] is None and client["merged_into"] is None
    return (
        sort_key,
        int(live),
        int(archived),
        client["is_client"],
        client["is_prospect"],
        client["starred"],
        client["key_account"],
        client["is_organisation"],
        name,
        client["reference"],
        client["category_id"] or "",
        " ".join(part for part in contacts[0] if part) if contacts else "",
        city,
        fold(city),
        postcode,
        country,
        phones[0][0] if phones else "",
        emails[0][0] if emails else "",
        json.dumps(tags, ensure_ascii=False) if tags else "",
        sum(points for (points,) in parts.scores.get(number, ())),
        client["logo"],
        client["created_at"][:10],
        _search_text(client, parts, contacts, phones, emails),
    )


def _names(client: dict[str, Any], contacts: list[Any], order: person.NameOrder) -> tuple[str, str]:
    """Shown name and sort key; a nameless firm is known by its first contact."""
    if client["is_organisation"]:
        name = client["company_name"] or client["trade_name"]
        if not name and contacts:
            name = " ".join(part for part in contacts[0] if part)
        return name, fold(name)
    first, last = client["first_name"], client["last_name"]
    name = person.display_name(first, last, order=order)
    return name or client["company_name"], person_sort_key(first, last, order) or fold(client["company_name"])


def _search_text(
    client: dict[str, Any], parts: _Parts, contacts: list[Any], phones: list[Any], emails: list[Any]
) -> str:
    number = client["id"]
    first, last = client["first_name"], client["last_name"]
    texts = [
        f"{first} {last} {first}", client["company_name"], client["trade_name"], client["own_reference"],
        client["siren"], client["siret"], client["vat_number"],
    ]  # fmt: skip
    for reference in (client["reference"], *(term for (term,) in parts.terms.get(number, ()))):
        texts += (reference, reference.replace("-", ""))
    texts += (f"{first} {last} {first}" for first, last in contacts)
    texts += (email for (email,) in emails)
    for city, postcode, _country, *street in parts.addresses.get(number, ()):
        texts.append(" ".join((*street, postcode, city)))
    texts += (name for name, _colour in parts.tags.get(number, ()))
    folded = [*map(fold, filter(None, texts))]
    for text, comparable in phones:
        folded += _spellings(text, comparable)
    folded.append(fold(client["note"]))
    # A phrase is looked for within one text: what is left out as double is a whole text, never a word of one.
    return " ".join(dict.fromkeys(filter(None, folded)))[:_MOST_TEXT]


def _spellings(text: str, comparable: str) -> Iterator[str]:
    """The digits of a phone number, as dialled at home and from abroad: typed in one form, it is found by the other."""
    typed = digits(text)
    yield typed
    if comparable != typed:
        yield comparable
    if typed.removeprefix("00") == comparable:
        yield phone.national_digits(f"+{comparable}")
