"""A card that comes again: what it adds to the record that is there. Nothing is taken away.

Fields that are empty are filled, phones, e-mails, addresses, tags and contacts that are not there are added; only where
the owner asks for it do the cards overwrite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import inspect

from app.clients.model import Address, Client, Contact
from app.exchange.to_card import part_names
from app.store.base import Base
from app.values import email, phone
from app.values.folding import fold

_KEPT = frozenset(
    (
        "id",
        "uid",
        "reference",
        "version",
        "created_at",
        "updated_at",
        "is_organisation",
        "position",
        "client_id",
        "contact_id",
    )
)
_ROLES = ("is_main", "is_billing", "is_reminder")
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
        changed |= _add(record.addresses, vars(given).get("addresses", ()), address_key)
        changed |= _add(record.tags, vars(given).get("tags", ()), lambda tag: tag.tag_id)
        for name in part_names():
            if vars(given).get(name) and not getattr(record, name):
                setattr(record, name, [whole(part) for part in vars(given)[name]])
                changed = True
        return changed | self._links(record, given)

    def _links(self, record: Client, given: Client) -> bool:
        by_uid = {link.contact.uid: link for link in record.links}
        by_name = {_called(link.contact): link for link in reversed(record.links)} | {"": None}
        changed = False
        for link in vars(given).get("links", ()):
            found = by_uid.get(link.contact.uid) or by_name.get(_called(link.contact))
            if found is None:
                added = whole(link)
                for role in _ROLES:
                    if any(getattr(other, role) for other in record.links if getattr(added, role)):
                        setattr(added, role, False)
                record.links.append(added)
                by_uid[added.contact.uid] = by_name[_called(added.contact)] = added
                by_name[""] = None
                changed = True
            else:
                changed |= self._fields(found, link) | self._fields(found.contact, link.contact)
                changed |= self._points(found.contact, link.contact)
        return changed

    def _points(self, record: Any, given: Any) -> bool:
        values = vars(given)
        changed = _add(record.phones, values.get("phones", ()), lambda each: phone.comparable(each.text, self._country))
        changed |= _add(record.emails, values.get("emails", ()), lambda each: email.comparable(each.text))
        return changed | _add(record.leftovers, values.get("leftovers", ()), lambda leftover: leftover.line)

    def _fields(self, record: Any, given: Base) -> bool:
        """The plain columns. A name is one thing: its parts are not mixed from two sources."""
        named = any(getattr(record, name, "") for name in _NAMES)
        changed = False
        for column in inspect(given.__class__).column_attrs:
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


def address_key(address: Address) -> str:
    """What tells one address of a client from another."""
    parts = ("free_block", "house_number", "number_suffix", "street", "po_box", "postcode", "city")
    return fold(" ".join(getattr(address, name) for name in parts))


def _called(person: Contact) -> str:
    return fold(f"{person.first_name} {person.last_name}")


def whole(part: Any) -> Any:
    """A light draft as one with every column, as a record that is saved needs it."""
    if vars(part).get("id") is not None:
        return part
    mapper = inspect(part.__class__)
    values = {name: value for name, value in vars(part).items() if name in mapper.attrs}
    for relation in mapper.relationships:
        value = values.get(relation.key)
        if value is not None:
            values[relation.key] = [whole(each) for each in value] if relation.uselist else whole(value)
    return part.__class__(**values)
