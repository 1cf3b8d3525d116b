"""The cards of a file made into drafts, one for each client, however far apart the cards stand.

A draft is handed on as soon as the last card that concerns it has been met.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.clients.model import Address, Client, ClientTag, Contact, ContactLink
from app.exchange.card_file import Entry
from app.exchange.from_card import CONTACT, ORGANISATION, Maker, Person
from app.exchange.merging import Merge, address_key
from app.exchange.own_fields import REFERENCE
from app.exchange.planning import Place, Plan
from app.progress import Progress
from app.store.base import light, new_uid

_ROLES = ("is_main", "is_billing", "is_reminder")


@dataclass(eq=False)
class Draft:
    """What the cards of one client say together; `cards` are their numbers."""

    place: Place
    client: Client
    cards: list[int] = field(default_factory=list)
    led: bool = False
    _addresses: set[str] = field(default_factory=set)
    _tags: set[int] = field(default_factory=set)

    def lead(self, client: Client, merge: Merge) -> None:
        """The client's own card; what contacts brought before it is kept. A second one is merged into the first."""
        if self.led:
            merge.client(self.client, client)
            return
        before, self.client, self.led = self.client, client, True
        self._addresses = {address_key(address) for address in vars(client)["addresses"]}
        self._tags = {tag.tag_id for tag in vars(client)["tags"]}
        if before is not client:
            vars(client)["links"] += vars(before)["links"]
            self.add(vars(before)["addresses"], vars(before)["tags"])

    def add(self, addresses: list[Address], tags: list[ClientTag]) -> None:
        """Addresses and tags that other cards bring, each once."""
        values = vars(self.client)
        for address in addresses:
            key = address_key(address)
            if key not in self._addresses:
                self._addresses.add(key)
                if values["addresses"]:
                    vars(address).pop("is_default", None)
                values["addresses"].append(address)
        for tag in tags:
            if tag.tag_id not in self._tags:
                self._tags.add(tag.tag_id)
                values["tags"].append(tag)

    def settle(self) -> Draft:
        """Contacts in their order, and each role with one of them at most."""
        links = vars(self.client)["links"]
        links.sort(key=lambda link: vars(link).get("position", 0))
        for role in _ROLES:
            for link in [link for link in links if vars(link).get(role)][1:]:
                vars(link)[role] = False
        return self


class Gathering:
    """Makes the drafts of one plan; `items` are the numbers of the cards that are wanted."""

    def __init__(
        self, plan: Plan, items: frozenset[int], maker: Maker, merge: Merge, keep: Callable[[bytes], str]
    ) -> None:
        """`keep` puts the bytes of a picture into the book and gives their key."""
        self._plan = plan
        self._items = items
        self._maker = maker
        self._merge = merge
        self._keep = keep
        self._people: dict[int, Person] = {}
        self._ends: dict[int, list[Place]] = defaultdict(list)
        for place in dict.fromkeys(place for number in sorted(items) for place in plan.places[number]):
            self._ends[place.last].append(place)

    def places(self, wanted: Callable[[Place], bool]) -> list[Place]:
        """The wanted clients in the order in which `drafts` yields them."""
        return [place for number in sorted(self._ends) for place in self._ends[number] if wanted(place)]

    def drafts(self, wanted: Callable[[Place], bool], progress: Progress) -> Iterator[Draft]:
        """The drafts of the wanted clients. Raises `Cancelled`."""
        if not self.places(wanted):
            return
        open_drafts: dict[Place, Draft] = {}
        for entry in self._plan.reading.entries():
            progress.check()
            if entry.number in self._items:
                for place in filter(wanted, self._plan.places[entry.number]):
                    self._lay(entry, place, open_drafts)
            for place in filter(wanted, self._ends.get(entry.number, ())):
                yield open_drafts.pop(place).settle()

    def _lay(self, entry: Entry, place: Place, drafts: dict[Place, Draft]) -> None:
        """Put what a card says into the draft of its client."""
        person = self._person(entry) if self._plan.items[entry.number - 1].kind == CONTACT else None
        client = self._client(entry, place) if person is None else None
        if place not in drafts:
            name = (person.organisation if person else "") or place.name
            drafts[place] = Draft(place, client or self._maker.organisation(name, place.uid))
        draft = drafts[place]
        draft.cards.append(entry.number)
        if client is not None:
            draft.lead(client, self._merge)
        elif person is not None:
            self._add_person(draft, person, entry, place)
        names = [*self._plan.tags.get(entry.card.uid, ()), self._plan.options.tag]
        if any(names):
            draft.add([], self._maker.tags(name for name in names if name))

    def _client(self, entry: Entry, place: Place) -> Client:
        organisation = self._plan.items[entry.number - 1].kind == ORGANISATION
        client = self._maker.client(entry.card, place.uid, self._picture(entry), organisation=organisation)
        values = vars(client)
        brought = entry.card.own.get(REFERENCE, "")[:40]
        if place.client_id is None and place.reference:
            values["reference"] = place.reference
        elif place.client_id is None and brought and not values.get("own_reference"):
            values["own_reference"] = brought
        return client

    def _add_person(self, draft: Draft, person: Person, entry: Entry, place: Place) -> None:
        link = person.links.get(place.uid) or person.link
        known = self._plan.contacts[entry.number].id if place.client_id is None else None
        contact = person.contact if known is None else light(Contact, id=known)
        values = vars(draft.client)
        values["links"].append(light(ContactLink, contact=contact, **link))
        draft.add(person.addresses, person.tags)
        if person.website and not values.get("website"):
            values["website"] = person.website

    def _person(self, entry: Entry) -> Person:
        """The contact of a card: one and the same for each of their clients."""
        if entry.number in self._people:
            return self._people[entry.number]
        uid = self._plan.contacts[entry.number].uid or new_uid()
        person = self._maker.contact(entry.card, uid, self._picture(entry))
        if len(self._plan.places[entry.number]) > 1:
            self._people[entry.number] = person
        return person

    def _picture(self, entry: Entry) -> str:
        content = self._plan.reading.picture(entry)
        return self._keep(content) if content else ""
