"""Our own values on a client's card that point elsewhere or come as lists: terms, followers, consents, blocks ...

Each is checked as a form would check it, since a card can be written by anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import inspect

from app.clients.fields import CATALOGUE
from app.clients.model import Address, Block, Client, ClientAlias, ClientCompany, ConsentEvent, CustomValue
from app.clients.rules import BLOCK_KINDS, CHANNELS, CHECKS, check_field
from app.exchange import own_fields
from app.exchange.kept_aside import Aside
from app.exchange.labels import Lists, pointers
from app.exchange.to_card import PARENTS, PART_POINTERS, part_names
from app.store.base import Base, light

FindClient = Callable[[str], int | None]
"""The id of the client with this uid."""

_ONCE_EACH = {"followers": "person_id", "companies": "company_id", "financial_years": "year", "aliases": "reference"}
_PERCENTS = ("discount_percent", "rebate_percent")
_ROLES = ("is_client", "is_prospect", "is_partner", "is_supplier")
_MOST_COPIES = 20


class OwnParts:
    """Puts them into drafts. `waiting` are the addresses that belong to a contact, by the uid of each."""

    def __init__(self, lists: Lists, find_client: FindClient, taken: Callable[[str], bool]) -> None:
        """`taken` tells whether a former reference is in use."""
        self._lists = lists
        self._find_client = find_client
        self._taken = taken
        self.waiting: list[tuple[str, str]] = []

    def belongs(self, address: Address, entry: own_fields.Plain) -> None:
        """Remember that an address is that of a contact."""
        contact, values = entry.get("contact"), vars(address)
        if isinstance(contact, str) and "uid" in values:
            self.waiting.append((values["uid"], contact))

    def add(self, client: Client, own: own_fields.Plain, aside: Aside) -> None:
        """Fill `client` with what `own` says; what cannot be taken over is told in the note."""
        if not own:
            return
        values = vars(client)
        for name in _PERCENTS:
            if not 0 <= (values.get(name) or 0) <= 100:
                del values[name]
        if not 0 <= values.get("invoice_copies", 1) <= _MOST_COPIES:
            del values["invoice_copies"]
        if not any(getattr(client, role) for role in _ROLES):
            values["is_client"] = True
        self._check_numbers(client, aside)
        for column, pointer in pointers().items():
            if column in own:
                values[column] = self._lists.id_of(pointer, own[column])
        for column in PARENTS:
            if column in own:
                self._add_parent(values, column, own[column], aside)
        for name in part_names():
            if name in own:
                values[name] = self._parts(name, own)

    def _check_numbers(self, client: Client, aside: Aside) -> None:
        """A number that a form would refuse stands in the note."""
        values = vars(client)
        for name in CHECKS.keys() & values.keys():
            if values[name] and not check_field(client, name, values[name]).ok:
                aside.note(CATALOGUE[name].label, values[name])
                values[name] = ""

    def _add_parent(self, values: dict[str, Any], column: str, given: Any, aside: Aside) -> None:
        known = [text for text in given if isinstance(text, str)] if isinstance(given, list) else []
        if len(known) != 2:
            return
        values[column] = self._find_client(known[0]) if known[0] != values["uid"] else None
        if values[column] is None:
            aside.note(CATALOGUE[column].label, known[1])

    def _parts(self, name: str, own: own_fields.Plain) -> list[Any]:
        kind = inspect(Client).relationships[name].mapper.class_
        found = []
        seen = set()
        for entry in own_fields.entries(own, name):
            values = own_fields.decoded(kind, entry) | self._pointed(entry)
            if kind is CustomValue:
                values |= self._custom(entry)
            if kind is ClientCompany or values.get("company_id", 0) is None:
                values["company_id"] = values.get("company_id") or self._lists.home
            once = values.get(_ONCE_EACH.get(name, ""))
            if self._is_sound(kind, values) and (once is None or once not in seen):
                seen.add(once)
                found.append(light(kind, **values))
        return found

    def _pointed(self, entry: own_fields.Plain) -> dict[str, Any]:
        return {
            column: self._lists.id_of(pointer, entry[column])
            for column, pointer in PART_POINTERS.items()
            if column in entry
        }

    def _custom(self, entry: own_fields.Plain) -> dict[str, Any]:
        named = entry.get("field_id")
        if not (isinstance(named, list) and len(named) == 2 and all(isinstance(text, str) for text in named)):
            return {}
        field = self._lists.own_field(*named)
        option = entry.get("option_id")
        chosen = self._lists.option(field, option) if field is not None and isinstance(option, str) else None
        return {"field_id": field, "option_id": chosen}

    def _is_sound(self, kind: type[Base], values: dict[str, Any]) -> bool:
        if any(values.get(name) is None for name in own_fields.required(kind)):
            return False
        if kind is ClientAlias:
            return bool(values["reference"]) and not self._taken(values["reference"])
        if kind is ConsentEvent:
            return values["channel"] in CHANNELS
        return kind is not Block or (
            values["kind"] in BLOCK_KINDS and (values.get("until_on") or values["from_on"]) >= values["from_on"]
        )


def keep_one_default(addresses: Collection[Address]) -> None:
    """At most one address of a client is the default."""
    for address in [each for each in addresses if vars(each).get("is_default")][1:]:
        vars(address)["is_default"] = False
