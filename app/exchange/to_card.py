"""From records to cards: an organisation is a company card and one card for each contact, a private client one card.

What every address book understands stands in the properties of vCard; all the rest of the record in X-CLIENTELE-CLIENT
and X-CLIENTELE-CONTACT (`own_fields`), and so does a text that the way through a file would change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import inspect

from app.clients.model import Client, Contact, ContactLink, Email, Phone
from app.exchange import addresses, own_fields
from app.exchange.addresses import settled
from app.exchange.labels import BLOCK_REASON, COMPANY, PERSON, Labels, Pointer, pointers
from app.exchange.vcard import Card, Day, Detail, Name, Picture, Profile
from app.exchange.vcard.pictures import kind_of
from app.store.base import Base, moment_text
from app.values.dates import Birthday

Owner = Client | Contact
Named = tuple[str, str]
"""What another client is known by in a file: its uid and its reference."""

NETWORKS = ("twitter", "facebook", "linkedin", "viadeo")
SHARED = ("birthday", "note", "language")
ORGANISATION = ("company_name", "trade_name")
PERSON_NAMES = ("civility", "first_name", "last_name")
URLS = ("website", *NETWORKS)
PARENTS = ("parent_id", "referred_by_id")
PART_POINTERS: dict[str, Pointer] = {"person_id": PERSON, "reason_id": BLOCK_REASON, "company_id": COMPANY}
KINDS = {"phone": (), "mobile": ("cell",), "fax": ("fax",)}
"""The types of a phone by its kind."""

_MOVED = frozenset(("uid", "reference", "updated_at", "logo", "photo"))
_NOT_PARTS = frozenset(("links", "tags", "leftovers", "phones", "emails", "addresses"))
_APPLE_YEAR = 1604


@dataclass
class Cards:
    """Makes the cards of one export. `picture` gives the bytes of a picture, `others` what other clients are known by.

    Without `notes` the cards are for somebody else: neither notes nor what only this program reads.
    """

    labels: Labels
    language: str
    picture: Callable[[str], bytes | None]
    notes: bool = True
    others: Mapping[int, Named] = field(default_factory=dict)
    places: Mapping[int, Sequence[ContactLink]] = field(default_factory=dict)
    """The links of each contact, to every client that is exported."""
    _written: set[int] = field(default_factory=set)

    def of(self, client: Client) -> Iterator[Card]:
        """The cards of one client; a contact of several clients comes with the first."""
        yield self._client(client)
        for link in client.links:
            if link.contact_id not in self._written:
                self._written.add(link.contact_id)
                yield self._contact(client, link)

    def _client(self, client: Client) -> Card:
        organisation = client.is_organisation
        types = ("work",) if organisation else ("home",)
        native = _native(client, ORGANISATION if organisation else PERSON_NAMES)
        own = own_fields.encoded(client, native) | self._parts(client)
        for column, pointer in pointers().items():
            if column in own:
                own[column] = self.labels.of(pointer, own[column])
        for column in PARENTS:
            if column in own:
                own[column] = self.others.get(own[column])
        own["addresses"] = _addresses(client)
        card = self._shared(client, types, own)
        names: dict[str, Any] = {"name": _name(client), "formatted_name": _spoken(client)}
        if organisation:
            company = client.company_name
            names = {"formatted_name": company, "organisations": ((company,),) if company else ()}
            names |= {"shows_as_company": True, "nicknames": (client.trade_name,) if client.trade_name else ()}
        return Card(
            **card,
            **names,
            addresses=tuple(addresses.to_card(each, types, self.language) for each in client.addresses),
            urls=(Detail(client.website),) if client.website else (),
            profiles=tuple(Profile(name, getattr(client, name)) for name in NETWORKS if getattr(client, name)),
            categories=tuple(self.labels.tags[tag.tag_id] for tag in client.tags),
            photos=self._picture(client.logo),
            own={own_fields.REFERENCE: client.reference} | self._own(own_fields.CLIENT, own),
        )

    def _contact(self, client: Client, link: ContactLink) -> Card:
        person = link.contact
        own = own_fields.encoded(person, _native(person, PERSON_NAMES))
        places = self.places.get(link.contact_id) or (link,)
        own["links"] = [
            {"client": self.others[place.client_id][0], "position": place.position, **own_fields.encoded(place)}
            for place in sorted(places, key=lambda place: place.client_id != client.id)
            if place.client_id in self.others
        ]
        card = self._shared(person, ("work",), own)
        company = client.company_name if client.is_organisation else ""
        return Card(
            **card,
            name=_name(person),
            formatted_name=_spoken(person),
            organisations=((company, link.department) if link.department else (company,),) if company else (),
            title=link.function,
            photos=self._picture(person.photo),
            own=self._own(own_fields.CONTACT, own),
        )

    def _shared(self, owner: Owner, types: tuple[str, ...], own: own_fields.Plain) -> dict[str, Any]:
        """What clients and contacts have alike; puts into `own` what their phones and e-mails would lose."""
        for name in ("phones", "emails"):
            points = vars(owner)[name]
            if not all(_exact(point.text) and _exact(point.label) and _is_usual(point) for point in points):
                own[name] = [own_fields.encoded(point) for point in points]
        leftovers = tuple(leftover.line for leftover in vars(owner)["leftovers"])
        if leftovers:
            own["empty"] = [name for name in (*SHARED, *ORGANISATION, *URLS) if vars(owner).get(name) == ""]
        return {
            "uid": owner.uid,
            "revision": moment_text(owner.updated_at),
            "phones": tuple(_phone(phone, types, first=not place) for place, phone in enumerate(owner.phones)),
            "emails": tuple(
                Detail(email.text, types, email.label, preferred=not place) for place, email in enumerate(owner.emails)
            ),
            "birthday": _day(owner.birthday),
            "note": owner.note if self.notes else "",
            "language": owner.language,
            "leftovers": leftovers,
        }

    def _own(self, name: str, own: own_fields.Plain) -> dict[str, str]:
        return {name: own_fields.written(_filled(own))} if self.notes else {}

    def _parts(self, client: Client) -> own_fields.Plain:
        """Every list of the record that has no property of its own."""
        found = {}
        for name in part_names():
            parts = vars(client)[name]
            if parts:
                found[name] = [self._part(part) for part in parts]
        return found

    def _part(self, part: Base) -> own_fields.Plain:
        found = own_fields.encoded(part)
        for column, pointer in PART_POINTERS.items():
            if column in found:
                found[column] = self.labels.of(pointer, found[column])
        if "field_id" in found:
            found["field_id"] = self.labels.fields.get(found["field_id"])
        if "option_id" in found:
            found["option_id"] = self.labels.options.get(found["option_id"])
        return _filled(found)

    def _picture(self, sha256: str) -> tuple[Picture, ...]:
        content = self.picture(sha256) if sha256 else None
        return (Picture(content, kind_of(content)),) if content else ()


@cache
def part_names() -> tuple[str, ...]:
    """The lists of a client that vCard has no property for."""
    return tuple(each.key for each in inspect(Client).relationships if each.key not in _NOT_PARTS)


def _addresses(client: Client) -> list[own_fields.Plain]:
    """Every address in all its parts; the person it belongs to by their uid."""
    people = {link.contact_id: link.contact.uid for link in client.links}
    found = []
    for address in client.addresses:
        found.append(own_fields.encoded(address))
        if address.contact_id in people:
            found[-1]["contact"] = people[address.contact_id]
    return found


def _filled(found: own_fields.Plain) -> own_fields.Plain:
    return {name: value for name, value in found.items() if value not in (None, [])}


def _native(owner: Owner, names: tuple[str, ...]) -> set[str]:
    """The columns that the properties of the card carry without loss."""
    values = vars(owner)
    native = {name for name in (*names, "note") if _exact(values[name])} | _MOVED
    native |= {name for name in URLS if exact_url(values.get(name, ""))}
    if _day(values["birthday"]) is not None or not values["birthday"]:
        native.add("birthday")
    if is_language(values["language"]):
        native.add("language")
    return native


def _exact(text: str) -> bool:
    return settled(text) == text


def _is_usual(point: Phone | Email) -> bool:
    return vars(point).get("kind", "phone") in KINDS


def exact_url(text: str) -> bool:
    """Whether a web address comes back as it was: commas and the like are percent-encoded on the way."""
    return _exact(text) and not any(sign in text for sign in ",;\\\n")


def is_language(text: str) -> bool:
    """Whether `text` is a language as we keep it: "fr"."""
    return not text or (len(text) in (2, 3) and text.isascii() and text.isalpha() and text.islower())


def _name(person: Owner) -> Name:
    return Name(last=person.last_name, first=person.first_name, prefix=person.civility)


def _spoken(person: Owner) -> str:
    return " ".join(f"{person.first_name} {person.last_name}".split())


def _phone(phone: Any, types: tuple[str, ...], *, first: bool) -> Detail:
    kind = KINDS.get(phone.kind, ())
    return Detail(phone.text, kind if kind == ("cell",) else (*types, *kind), phone.label, preferred=first)


def _day(birthday: str) -> Day | None:
    known = Birthday.from_text(birthday) if birthday else None
    return None if known is None or known.year == _APPLE_YEAR else Day(known.year, known.month, known.day)
