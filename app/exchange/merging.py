"""A card that comes again: what it adds to the record that is there. Nothing is taken away.

Fields that are empty are filled, phones, e-mails, addresses, tags and contacts that are not there are added; only where
the owner asks for it do the cards overwrite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import inspect

from app.clients.model import Address, Client, ClientTag, Contact, ContactLink
from app.exchange import own_fields
from app.exchange.to_card import part_names
from app.store.base import Base
from app.values import email, phone
from app.values.folding import fold

_KEPT = frozenset(
    ("id", "uid", "reference", "version", "created_at", "updated_at", "is_organisation", "position", "client_id", "contact_id")
)
_NAMES = ("company_name", "first_name", "last_name")


class Merge:
    """Merges drafts into records; `country` is the shop's, `overwrite` lets the cards win."""

    def __init__(self, country: str, *, overwrite: bool) -> None:
        self._country = country
        self._overwrite = overwrite

    def client(self, record: Client, given: Client) -> bool:
        """Bring `given` into `record`; whether that changed anything."""
        changed = self._fields(record, given)
        if record.deleted_at is not None:
            record.deleted_at, changed = None, True
        changed |= self._points(record, given)
        changed |= _add(record.addresses, vars(given).get("addresses", ()), _place)
        changed |= _add(record.tags, vars(given).get("tags", ()), lambda tag: tag.tag_id)
        for name in part_names():
            if vars(given).get(name) and not getattr(record, name):
                getattr(record, name).extend(map(whole, vars(given)[name]))
                changed = True
        for link in vars(given).get("links", ()):
            changed |= self._link(record, link)
        return changed

    def _link(self, record: Client, given: ContactLink) -> bool:
        found = next((link for link in record.links if link.contact.uid == given.contact.uid), None)
        found = found or next((link for link in record.links if _called(link.contact) == _called(given.contact) != ""), None)
        if found is None:
            added = whole(given)
            for role in ("is_main", "is_billing", "is_reminder"):
                if any(getattr(link, role) for link in record.links):
                    setattr(added, role, False)
            record.links.append(added)
            return True
        return self._fields(found, given) | self._fields(found.contact, given.contact) | self._points(
            found.contact, given.contact
        )

    def _points(self, record: Any, given: Any) -> bool:
        values = vars(given)
        changed = _add(record.phones, values.get("phones", ()), lambda each: phone.comparable(each.text, self._country))
        changed |= _add(record.emails, values.get("emails", ()), lambda each: email.comparable(each.text))
        return changed | _add(record.leftovers, values.get("leftovers", ()), lambda leftover: leftover.line)

    def _fields(self, record: Any, given: Base) -> bool:
        """The plain columns. A name is one thing: its parts are not mixed from two sources."""
        named = any(getattr(record, name, "") for name in _NAMES)
        changed = False
        for column in inspect(type(given)).column_attrs:
            name = column.key
            value = vars(given).get(name)
            if name in _KEPT or value in (None, "", False) or (named and name in _NAMES and not self._overwrite):
                continue
            before = getattr(record, name)
            if before != value and (self._overwrite or before in (None, "")):
                setattr(record, name, value)
                changed = True
        return changed


def _add(present: list[Any], given: Iterable[Any], key: Callable[[Any], Any]) -> bool:
    """Append what is not there yet; whether anything was."""
    known = {key(each) for each in present}
    before = len(present)
    for each in given:
        if key(each) not in known:
            known.add(key(each))
            present.append(whole(each))
            if isinstance(each, Address):
                present[-1].is_default = before == 0 and bool(vars(each).get("is_default"))
    return len(present) > before


def _place(address: Address) -> str:
    parts = ("free_block", "house_number", "number_suffix", "street", "po_box", "postcode", "city")
    return fold(" ".join(getattr(address, name) for name in parts))


def _called(person: Contact) -> str:
    return fold(f"{person.first_name} {person.last_name}")


def add_addresses(client: Client, addresses: Sequence[Address]) -> None:
    """Addresses that a contact's card gives for the organisation, each once."""
    present = vars(client)["addresses"]
    known = {_place(address) for address in present}
    for address in addresses:
        if _place(address) not in known:
            known.add(_place(address))
            if any(vars(other).get("is_default") for other in present):
                vars(address).pop("is_default", None)
            present.append(address)


def add_tags(client: Client, tags: Sequence[ClientTag]) -> None:
    """Tags, each once."""
    present = vars(client)["tags"]
    known = {tag.tag_id for tag in present}
    present += [tag for tag in tags if tag.tag_id not in known]


def whole(part: Any) -> Any:
    """A light draft as one with every column, as a record that is saved needs it."""
    if vars(part).get("id") is not None:
        return part
    mapper = inspect(type(part))
    values = {name: value for name, value in vars(part).items() if name in mapper.attrs}
    for relation in mapper.relationships:
        value = values.get(relation.key)
        if value is not None:
            values[relation.key] = [whole(each) for each in value] if relation.uselist else whole(value)
    return type(part)(**values)
