"""One card of an import as the record it would become: what the owner looks at before she brings it in.

The very code that makes the records makes the drafts shown here; only new entries of lists are not written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.clients.model import Address, Client, ClientTag, Contact
from app.company.records import home
from app.exchange.card_file import Reading
from app.exchange.from_card import CONTACT, ORGANISATION, Maker, Person, kind_of
from app.exchange.labels import Lists
from app.exchange.merging import whole
from app.exchange.own_parts import OwnParts
from app.i18n import Translator
from app.store.base import utc_now
from app.values.address import lines
from app.values.person import display_name


@dataclass(frozen=True)
class Glance:
    """What one card holds. `organisation` is where a contact works.

    `phones` are (number, kind, label), `emails` (address, label), `addresses` (label, lines). `birthday` is as kept
    (`--05-12` without a year); `kept` are whole lines of the card that no field takes.
    """

    name: str
    is_organisation: bool
    organisation: str = ""
    function: str = ""
    people: tuple[str, ...] = ()
    phones: tuple[tuple[str, str, str], ...] = ()
    emails: tuple[tuple[str, str], ...] = ()
    addresses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    website: str = ""
    birthday: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    picture: bytes = b""


class _Supposed(Lists):
    """Lists in which what is missing is only supposed to be there: nothing is written."""

    def _make(self, entry: Any, known: dict[Any, int], key: Any) -> None:
        self._made += 1
        known[key] = -self._made

    def names(self, tags: Iterable[ClientTag]) -> tuple[str, ...]:
        """What these tags are called."""
        known = {number: name for name, number in self._tags.items()}
        return tuple(known[tag.tag_id] for tag in tags)


def glance(session: Session, reading: Reading, number: int) -> Glance | None:
    """Card `number` of the file as it would come in; None where the file has no such card."""
    entry = reading.entry(number)
    if entry is None:
        return None
    shop = home(session)
    tr = Translator(shop.language, shop.country)
    lists = _Supposed(session)
    parts = OwnParts(lists, lambda _uid: None, lambda _reference: False)
    maker = Maker(lists, parts, shop.country, tr, utc_now())
    kind, picture = kind_of(entry.card), reading.picture(entry)
    if kind == CONTACT:
        return _contact(maker.contact(entry.card, "", ""), picture, lists, tr)
    return _client(whole(maker.client(entry.card, "", "", organisation=kind == ORGANISATION)), picture, lists, tr)


def _client(client: Client, picture: bytes, lists: _Supposed, tr: Translator) -> Glance:
    person = display_name(client.first_name, client.last_name)
    return Glance(
        name=client.company_name if client.is_organisation else person,
        is_organisation=client.is_organisation,
        people=tuple(display_name(link.contact.first_name, link.contact.last_name) for link in client.links),
        addresses=_addresses(client.addresses, tr),
        website=client.website,
        tags=lists.names(client.tags),
        picture=picture,
        **_shared(client),
    )


def _contact(person: Person, picture: bytes, lists: _Supposed, tr: Translator) -> Glance:
    contact = whole(person.contact)
    return Glance(
        name=display_name(contact.first_name, contact.last_name),
        is_organisation=False,
        organisation=person.organisation,
        function=person.link.get("function", ""),
        addresses=_addresses(map(whole, person.addresses), tr),
        website=person.website,
        tags=lists.names(person.tags),
        picture=picture,
        **_shared(contact),
    )


def _shared(owner: Client | Contact) -> dict[str, Any]:
    """What clients and contacts have alike."""
    return {
        "phones": tuple((phone.text, phone.kind, phone.label) for phone in owner.phones),
        "emails": tuple((email.text, email.label) for email in owner.emails),
        "birthday": owner.birthday,
        "note": owner.note,
        "kept": tuple(leftover.line for leftover in owner.leftovers),
    }


def _addresses(found: Iterable[Address], tr: Translator) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (address.label, tuple(lines(address, home_country=tr.country, language=tr.language))) for address in found
    )
