"""The plan of an import carried out within one write: new records in bulk, then what joins records that are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from app.clients import bulk, records
from app.clients.model import Address, Client, Contact, ContactLink
from app.clients.rows import chunks, places
from app.company import numbering
from app.company.records import home
from app.exchange.card_file import Entry
from app.exchange.from_card import CONTACT, Maker, Person, kind_of
from app.exchange.known import Known
from app.exchange.joining import Joining
from app.exchange.labels import Lists
from app.exchange.merging import Merge, add_addresses, add_tags
from app.exchange.own_fields import REFERENCE
from app.exchange.own_parts import OwnParts
from app.exchange.planning import UPDATE, Place, Plan
from app.exchange.report import Report
from app.i18n import N_, Translator
from app.progress import Progress
from app.store import blobs
from app.store.base import new_uid, utc_now

_ROLES = ("is_main", "is_billing", "is_reminder")


class Applying:
    """One plan on its way into a book. `count` is how many cards it brings."""

    def __init__(self, plan: Plan, without: frozenset[int], progress: Progress) -> None:
        self._plan = plan
        self._progress = progress
        self._items = {item.card: item for item in plan.items if item.card in plan.places and item.card not in without}
        self._ends: dict[int, list[Place]] = defaultdict(list)
        for place in dict.fromkeys(place for number in self._items for place in plan.places[number]):
            self._ends[place.last].append(place)
        self._people: dict[int, Person] = {}
        self.count = len(self._items)

    def write(self, session: Session, report: Report) -> None:
        """Write everything through `session`, and tell `report`. Raises `Cancelled`."""
        self._session = session
        self._run = session.connection().connection.driver_connection.execute  # type: ignore[union-attr]
        self._known = Known(self._run)
        shop = home(session)
        tr = Translator(shop.language, shop.country)
        lists = Lists(session)
        people = self._count_people()
        self._parts = OwnParts(lists, tr, self._client_id, self._is_taken)
        self._maker = Maker(lists, self._parts, shop.country, tr, utc_now())
        new = [*self._new(referred=True), *self._new(referred=False)]
        self._number(new)
        self._progress.begin(N_("Writing contacts"), len(new) + sum(item.state == UPDATE for item in self._items.values()))
        for referred in (True, False):
            report.ids += bulk.insert(session, self._drafts(referred=referred), self._progress)
        if [self._ids[place.uid] for place in new] != report.ids:
            raise RuntimeError("the clients were not written in the order that was foreseen")
        joining = Joining(session, Merge(shop.country, overwrite=self._plan.options.update), self._progress)
        joining.add(self._join())
        self._give_addresses()
        session.flush()
        report.contacts = self._count_people() - people
        self._count(report, joining)

    def _count_people(self) -> int:
        return int(self._run("SELECT count(*) FROM contact").fetchone()[0])

    def _count(self, report: Report, joining: Joining) -> None:
        placed = self._items.values()
        report.clients = len(report.ids)
        report.new = sum(item.state != UPDATE for item in placed)
        report.updated = sum(item.state == UPDATE and item.card in joining.changed for item in placed)
        report.not_updated = [item for item in placed if item.card in joining.refused]
        report.unchanged = self.count - report.new - report.updated - len(report.not_updated)

    # ---- new records ----

    def _new(self, *, referred: bool) -> Iterator[Place]:
        """The new clients in the order they are written: those that bring their reference come first."""
        for number in sorted(self._ends):
            yield from (place for place in self._ends[number] if self._is_new(place, referred))

    def _is_new(self, place: Place, referred: bool) -> bool:
        return place.client_id is None and bool(place.reference and place.leader in self._items) == referred

    def _number(self, new: Sequence[Place]) -> None:
        """The ids that the new clients will have: one may be the parent of another."""
        found = self._run("SELECT seq FROM sqlite_sequence WHERE name='client'").fetchone()
        first = (found[0] if found else 0) + 1
        self._ids = {place.uid: first + order for order, place in enumerate(new)}
        self._references = {place.reference for place in new}

    def _drafts(self, *, referred: bool) -> Iterator[Client]:
        """Each new client as soon as its last card has been met."""
        drafts: dict[Place, Client] = {}
        for entry in self._plan.reading.entries():
            self._progress.check()
            if entry.number in self._items:
                for place in self._plan.places[entry.number]:
                    if self._is_new(place, referred):
                        self._lay(entry, place, drafts)
            for place in self._ends.get(entry.number, ()):
                if place in drafts:
                    yield _settled(drafts.pop(place))

    def _lay(self, entry: Entry, place: Place, drafts: dict[Place, Client]) -> None:
        """Put what a card says into the draft of its client."""
        before = drafts.get(place)
        if kind_of(entry.card) == CONTACT:
            person = self._person(entry)
            if before is None:
                before = drafts[place] = self._maker.organisation(person.organisation or place.name, place.uid)
            self._add_person(before, person, entry, place)
            return
        drafts[place] = client = self._client(entry, place)
        if before is not None:
            vars(client)["links"] = vars(before)["links"]
            add_addresses(client, vars(before)["addresses"])
            add_tags(client, vars(before)["tags"])

    def _client(self, entry: Entry, place: Place) -> Client:
        client = self._maker.client(entry.card, place.uid, self._picture(entry))
        values = vars(client)
        brought = entry.card.own.get(REFERENCE, "")[:40]
        if place.client_id is None and place.reference:
            values["reference"] = place.reference
        elif place.client_id is None and brought and not values.get("own_reference"):
            values["own_reference"] = brought
        self._tag(client, entry)
        return client

    def _add_person(self, client: Client, person: Person, entry: Entry, place: Place) -> None:
        link = person.links.get(place.uid) or person.link
        known = self._plan.contacts[entry.number].id if place.client_id is None else None
        contact = person.contact if known is None else bulk.light(Contact, id=known)
        vars(client)["links"].append(bulk.light(ContactLink, contact=contact, **link))
        add_addresses(client, person.addresses)
        add_tags(client, person.tags)
        if person.website and not vars(client).get("website"):
            vars(client)["website"] = person.website
        self._tag(client, entry)

    def _tag(self, client: Client, entry: Entry) -> None:
        """The groups of the file that a card is a member of, and the tag that the owner wants on all."""
        names = [*self._plan.tags.get(entry.card.uid, ()), self._plan.options.tag]
        add_tags(client, self._maker.tags(name for name in names if name))

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
        return blobs.keep(self._session, content) if content else ""

    # ---- records that are there ----

    def _join(self) -> Iterator[tuple[int, int, Client]]:
        """(number of the card, id of the record, what the card brings) for each card that joins a record."""
        for entry in self._plan.reading.entries():
            self._progress.check()
            if entry.number not in self._items:
                continue
            for place in self._plan.places[entry.number]:
                if place.client_id is not None:
                    yield entry.number, place.client_id, self._brought(entry, place)

    def _brought(self, entry: Entry, place: Place) -> Client:
        if kind_of(entry.card) != CONTACT:
            return self._client(entry, place)
        person = self._person(entry)
        client = self._maker.organisation(person.organisation or place.name, "")
        self._add_person(client, person, entry, place)
        return client

    # ---- what points elsewhere ----

    def _client_id(self, uid: str) -> int | None:
        """The client with this uid, of the file or of the book."""
        return self._ids.get(uid) or self._known.clients([uid]).get(uid)

    def _is_taken(self, reference: str) -> bool:
        return reference in self._references or bool(numbering.used(self._session, records.REFERENCES, [reference]))

    def _give_addresses(self) -> None:
        """Say of the addresses that are those of a contact whose they are, now that both are written."""
        owners = dict(self._parts.waiting)
        for chunk in chunks(sorted(owners)):
            known = self._known.contacts(owners[uid] for uid in chunk)
            rows = self._run(f"SELECT max(id), uid FROM address WHERE uid IN ({places(chunk)}) GROUP BY uid", chunk)
            for number, uid in rows.fetchall():
                address = self._session.get(Address, number)
                if address is not None and owners[uid] in known:
                    address.contact_id = known[owners[uid]][0]


def _settled(client: Client) -> Client:
    """Contacts in their order; one main contact and one default address at most."""
    links = vars(client)["links"]
    links.sort(key=lambda link: vars(link).get("position", 0))
    for role in _ROLES:
        for link in [link for link in links if vars(link).get(role)][1:]:
            vars(link)[role] = False
    return client
