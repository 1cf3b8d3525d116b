"""What a block needs of many clients, by plain SQL: the client, the address for a purpose, the contact, the consent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.clients.addressed import choose_contact
from app.clients.chunks import chunks, places
from app.sales.heading import PURPOSES
from app.store.base import driver
from app.values.postal_lines import Parts, cleaned

_CLIENTS = """
SELECT client.id, client.reference, client.is_organisation, civility, first_name, last_name,
 coalesce(nullif(company_name, ''), trade_name), language, coalesce(client_row.name, ''),
 coalesce(client_row.sort_key, ''), CASE WHEN erased_at IS NOT NULL THEN 'erased'
 WHEN deleted_at IS NOT NULL OR merged_into IS NOT NULL THEN 'deleted'
 WHEN archived_at IS NOT NULL THEN 'archived' ELSE '' END
FROM client LEFT JOIN client_row ON client_row.client_id = client.id WHERE client.id IN ({places})
"""
_ADDRESSES = """
SELECT client_id, id, contact_id, is_default, {flag}, {parts} FROM address WHERE client_id IN ({places})
ORDER BY position, id
"""
_CONTACTS = """
SELECT client_id, contact.id, is_main, is_billing, civility, first_name, last_name, language
FROM contact_link JOIN contact ON contact.id = contact_id
WHERE client_id IN ({places}) AND coalesce(until_on, ?) >= ? ORDER BY contact_link.position, contact_link.id
"""
_CONSENTS = """
SELECT client_id, granted FROM consent_event WHERE client_id IN ({places}) AND channel = 'letter' ORDER BY given_on, id
"""


@dataclass(slots=True)
class Written:
    """The parts of an address as they were typed."""

    recipient: str
    company: str
    department: str
    care_of: str
    unit: str
    building: str
    house_number: str
    number_suffix: str
    street: str
    box: str
    po_box: str
    locality: str
    postcode: str
    city: str
    cedex: str
    region: str
    country: str
    language: str
    free_block: str


_PARTS = ", ".join(each.name for each in fields(Written))


@dataclass(slots=True)
class Contact:
    """Somebody at a client."""

    contact_id: int
    is_main: bool
    is_billing: bool
    civility: str
    first_name: str
    last_name: str
    language: str


@dataclass(slots=True)
class Found:
    """A client with the address and the contact chosen. `state` is empty for one who is in use.

    `address_place` counts the addresses of the record from 0; an `address_id` of 0 means that there is none.
    """

    client_id: int
    reference: str = ""
    is_organisation: bool = False
    civility: str = ""
    first_name: str = ""
    last_name: str = ""
    company_name: str = ""
    language: str = ""
    name: str = ""
    sort_key: str = ""
    state: str = "gone"
    no_letters: bool = False
    address_id: int = 0
    address_place: int = 0
    address: Parts = field(default_factory=Parts)
    person_there: int | None = None
    contact: Contact | None = None


class Reader:
    """Reads clients for a purpose: `invoice`, `delivery`, `quote`, or empty for the default address."""

    def __init__(self, session: Session, purpose: str, today: date, home: str) -> None:
        """An address without a country is taken to be in `home`."""
        self._db = driver(session)
        self._purpose, self._today, self._home = purpose, today.isoformat(), home

    def read(self, ids: Sequence[int]) -> Iterator[Found]:
        """The clients in the order of `ids`; one who is not in the book is `gone`."""
        for chunk in chunks(ids):
            clients = {row[0]: Found(*row) for row in self._rows(_CLIENTS, chunk)}
            addresses = self._by_client(_ADDRESSES.replace("{flag}", PURPOSES.get(self._purpose, "0")), chunk)
            firms = [each.client_id for each in clients.values() if each.is_organisation]
            contacts = self._by_client(_CONTACTS, firms, self._today, self._today)
            refused = {client_id: not granted for client_id, granted in self._rows(_CONSENTS, chunk)}
            for number in chunk:
                found = clients.get(number) or Found(number)
                found.no_letters = refused.get(number, False)
                self._choose_address(found, addresses.get(number, []))
                people = [Contact(*row[1:]) for row in contacts.get(number, ())]
                found.contact = choose_contact(people, found.person_there, self._purpose)
                yield found

    def _rows(self, statement: str, ids: Sequence[int], *more: str) -> list[Any]:
        sql = statement.replace("{places}", places(ids)).replace("{parts}", _PARTS)
        return self._db.execute(sql, (*ids, *more)).fetchall() if ids else []

    def _by_client(self, statement: str, ids: Sequence[int], *more: str) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self._rows(statement, ids, *more):
            found[row[0]].append(row)
        return found

    def _choose_address(self, found: Found, rows: list[Any]) -> None:
        """The rule of `app.clients.rules.address_for`."""
        meant = [place for place, row in enumerate(rows) if row[4]] or list(range(len(rows)))
        if not meant:
            return
        place = next((place for place in meant if rows[place][3]), meant[0])
        _, found.address_id, found.person_there, _, _, *parts = rows[place]
        found.address_place, found.address = place, cleaned(Written(*parts))
        found.address.country = found.address.country or self._home
