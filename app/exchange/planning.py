"""What an import will do, card by card, before anything is written: new, joins a record, resembles one, not understood.

Cards of one organisation belong together wherever they stand in the file: a `Place` is a client that cards make or
join. A record is recognised by its uid, by the reference that we gave it when its name is still the same, and if the
owner wants her records brought up to date, by a phone or e-mail with the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from app.clients.duplicates import SAME_EMAIL, SAME_NAME, SAME_PHONE
from app.exchange import from_card, own_fields
from app.exchange.card_file import Entry, Reading
from app.exchange.from_card import CONTACT, GROUP, NOTHING, ORGANISATION, PERSON
from app.exchange.known import Keys, Known, Shown, keys
from app.exchange.vcard import Card
from app.i18n import N_
from app.progress import Progress
from app.store.base import new_uid
from app.values.folding import fold

NEW, UPDATE, DUPLICATE, REFUSED = "new", "update", "duplicate", "refused"
KINDS = {
    ORGANISATION: N_("Organisation"),
    PERSON: N_("Private client"),
    CONTACT: N_("Contact"),
    GROUP: N_("Group"),
    NOTHING: N_("Not understood"),
}
STATES = {
    NEW: N_("New record"),
    UPDATE: N_("Updates a record"),
    DUPLICATE: N_("Possible duplicate"),
    GROUP: N_("Becomes a tag"),
    REFUSED: N_("Not understood"),
}
SAME_UID, SAME_REFERENCE = N_("Same card as before"), N_("Same reference and name")
SAME_COMPANY, IN_THE_FILE = N_("Contact of this organisation"), N_("There twice in the file")
UNUSABLE = N_("This card holds nothing to call anybody by: no name, no phone, no e-mail, no address.")
NAMELESS_GROUP = N_("This group has no name.")
_BLOCK = 100  # recognised between two looks at the Cancel button


@dataclass(frozen=True)
class Options:
    """`update` recognises records by phone or e-mail with the name, and lets the cards overwrite what is there."""

    update: bool = False
    tag: str = ""
    skip_duplicates: bool = False


class Item(NamedTuple):
    """One card as the preview shows it. `client_id`, `reference` and `who` name the record it joins or resembles."""

    card: int
    line: int
    name: str
    organisation: str
    kind: str
    state: str
    client_id: int | None = None
    reference: str = ""
    who: str = ""
    reasons: tuple[str, ...] = ()


class Identity(NamedTuple):
    """A contact: the uid that can be kept, and the id of one who is known already."""

    uid: str
    id: int | None


@dataclass(slots=True, eq=False)
class Place:
    """A client that cards make (`client_id` None) or join: `leader` is its own card, `last` the last about it."""

    name: str
    uid: str = ""
    reference: str = ""
    client_id: int | None = None
    leader: int = 0
    last: int = 0


@dataclass(slots=True, eq=False)
class _Line:
    """What the plan keeps of a card."""

    number: int
    line: int
    name: str
    kind: str
    organisation: str
    uid: str
    reference: str
    links: tuple[str, ...]
    keys: Keys
    contact_id: int | None = None
    state: str = NEW
    places: tuple[Place, ...] = ()
    alike: int | None = None
    reasons: tuple[str, ...] = ()


@dataclass
class Plan:
    """The plan of one import. `items` are the cards in the order of the file."""

    reading: Reading
    options: Options
    items: Sequence[Item] = ()
    places: dict[int, tuple[Place, ...]] = field(default_factory=dict)
    contacts: dict[int, Identity] = field(default_factory=dict)
    """The contacts, by the number of their card."""
    tags: dict[str, list[str]] = field(default_factory=dict)
    """The groups of the file, by the uid of each member."""
    state: str = ""
    """The link of the history at which the book stood: a plan is good for that state alone."""

    @property
    def counts(self) -> Counter[str]:
        """How many cards are in each state."""
        return Counter(item.state for item in self.items)


def make(run: Any, country: str, reading: Reading, options: Options, progress: Progress) -> Plan:
    """Plan the import of `reading` into the book behind `run`, whose shop is in `country`; nothing is written."""
    planner = _Planner(Known(run), country, options)
    progress.begin(N_("Comparing with the file"), reading.count)
    entries = reading.entries()
    while block := list(islice(entries, _BLOCK)):
        planner.add(block, progress)
    planner.place_contacts()
    plan = Plan(reading, options, tags=planner.tags)
    plan.items = planner.items()
    plan.places = {line.number: line.places for line in planner.lines if line.places}
    plan.contacts = {
        line.number: Identity(line.uid, line.contact_id)
        for line in planner.lines
        if line.kind == CONTACT and line.places
    }
    return plan


class _Planner:
    """Goes through the cards once, in blocks, then through the contacts."""

    def __init__(self, known: Known, country: str, options: Options) -> None:
        self._known = known
        self._country = country
        self._options = options
        self._by_uid: dict[str, Place] = {}
        self._by_name: dict[str, Place] = {}
        self._by_id: dict[int, Place] = {}
        self._uids: set[str] = set()
        self._references: set[str] = set()
        self._seen: dict[str, int] = {}
        self.lines: list[_Line] = []
        self.tags: dict[str, list[str]] = {}

    def add(self, block: Sequence[Entry], progress: Progress) -> None:
        """Recognise the cards of a block, and give those of clients their place."""
        lines = []
        for entry in block:
            progress.advance()
            lines.append(_line(entry, self._country))
            if lines[-1].kind == GROUP:
                self._add_group(lines[-1], entry.card)
        self._recognise(lines)
        self.lines += lines
        for line in lines:
            if line.kind in (ORGANISATION, PERSON):
                self._place(line)

    def _add_group(self, line: _Line, card: Card) -> None:
        line.state = GROUP if line.name else REFUSED
        line.reasons = () if line.name else (NAMELESS_GROUP,)
        for member in card.members if line.name else ():
            self.tags.setdefault(member, []).append(line.name)

    def _recognise(self, lines: Sequence[_Line]) -> None:
        uids = [line.uid for line in lines if line.uid]
        clients, contacts = self._known.clients(uids), self._known.contacts(uids)
        references = self._known.references(line.reference for line in lines if line.reference)
        alike = self._known.alike(line.keys for line in lines if line.uid not in clients)
        called = self._known.shown(references.values())
        for line in lines:
            if line.kind == NOTHING:
                line.state, line.reasons = REFUSED, (UNUSABLE,)
            elif line.kind == CONTACT and line.uid in contacts:
                line.contact_id, owners = contacts[line.uid]
                self._join(line, owners, SAME_UID)
            elif line.kind in (ORGANISATION, PERSON) and line.uid in clients:
                self._join(line, [clients[line.uid]], SAME_UID)
            elif line.reference in references:
                self._by_reference(line, references[line.reference], called)
            if line.state == NEW:
                self._compare(line, alike)
            if line.uid in clients or line.uid in contacts or line.uid in self._uids:
                line.uid = "" if line.state != UPDATE else line.uid
            self._uids.add(line.uid)

    def _by_reference(self, line: _Line, client_id: int, called: dict[int, Shown]) -> None:
        """Another shop's record may well have the same number: it is ours only under the same name."""
        if client_id in called and fold(called[client_id].name) in line.keys.names:
            self._join(line, [client_id], SAME_REFERENCE)
        else:
            line.reference = ""

    def _join(self, line: _Line, client_ids: Iterable[int], reason: str) -> None:
        places = []
        for number in dict.fromkeys(client_ids):
            place = self._by_id.setdefault(number, Place(line.organisation or line.name, client_id=number))
            place.last = max(place.last, line.number)
            if line.kind in (ORGANISATION, PERSON):
                place.leader = place.leader or line.number
                self._by_uid.setdefault(line.uid, place)
                if line.kind == ORGANISATION:
                    self._by_name.setdefault(fold(line.name), place)
            places.append(place)
        if places:
            line.state, line.reasons, line.places = UPDATE, (reason,), tuple(places)

    def _compare(self, line: _Line, alike: dict[tuple[str, str], set[int]]) -> None:
        """Is there a record like this one, in the book or earlier in the file?"""
        found: dict[int, set[str]] = {}
        for reason, values in (
            (SAME_PHONE, line.keys.phones),
            (SAME_EMAIL, line.keys.emails),
            (SAME_NAME, line.keys.names),
        ):
            for value in values:
                for number in alike.get((reason, value), ()):
                    found.setdefault(number, set()).add(reason)
        if found:
            number = max(found, key=lambda number: (len(found[number]), -number))
            reasons = tuple(reason for reason in (SAME_PHONE, SAME_EMAIL, SAME_NAME) if reason in found[number])
            if self._options.update and SAME_NAME in reasons and len(reasons) > 1:
                self._join(line, [number], SAME_NAME)
                line.reasons = reasons
            else:
                line.state, line.alike, line.reasons = DUPLICATE, number, reasons
        elif line.kind != GROUP:
            points = {f"{name}\n{point}" for name in line.keys.names for point in line.keys.phones | line.keys.emails}
            if any(point in self._seen for point in points):
                line.state, line.reasons = DUPLICATE, (IN_THE_FILE,)
            self._seen.update(dict.fromkeys(points, line.number))

    def _place(self, line: _Line) -> None:
        """The place of an organisation or a private client that the file brings."""
        if line.state not in (NEW, DUPLICATE):
            return
        if line.reference in self._references:
            line.reference = ""
        self._references.add(line.reference)
        left_out = line.state == DUPLICATE and self._options.skip_duplicates
        if left_out and line.alike is not None:
            # Its contacts still come, to the record that is there.
            place = self._by_id.setdefault(line.alike, Place(line.name, client_id=line.alike))
        else:
            place = Place(line.name, line.uid or new_uid(), line.reference)
        if line.uid:
            self._by_uid.setdefault(line.uid, place)
        if line.kind == ORGANISATION:
            self._by_name.setdefault(fold(line.name), place)
        if not left_out:
            place.leader, place.last, line.places = line.number, max(place.last, line.number), (place,)

    def place_contacts(self) -> None:
        """Bring the contacts to their organisations: of the file, of the book, or made for them."""
        contacts = [line for line in self.lines if line.kind == CONTACT]
        linked = self._known.clients(uid for line in contacts for uid in line.links)
        names = {fold(line.organisation) for line in contacts if not line.places} - self._by_name.keys()
        in_book = self._known.organisations(names)
        for line in contacts:
            places = [*line.places, *(self._linked(uid, line, linked) for uid in line.links)]
            found = tuple(dict.fromkeys(place for place in places if place)) or (self._named(line, in_book),)
            joined = {place.client_id for place in found} - {None}
            if (line.state == NEW and joined) or line.alike in joined:
                line.state, line.reasons = UPDATE, (SAME_COMPANY,)
            if line.state == DUPLICATE and self._options.skip_duplicates:
                continue
            line.places = found
            for place in found:
                place.last = max(place.last, line.number)

    def _linked(self, uid: str, line: _Line, linked: dict[str, int]) -> Place | None:
        if uid not in self._by_uid and uid in linked:
            number = linked[uid]
            self._by_uid[uid] = place = self._by_id.setdefault(number, Place(line.organisation, client_id=number))
            place.uid = place.uid or uid
        return self._by_uid.get(uid)

    def _named(self, line: _Line, in_book: dict[str, int]) -> Place:
        name = fold(line.organisation) or f"\n{line.number}"
        if name not in self._by_name:
            number = in_book.get(name)
            place = Place(line.organisation or line.name, new_uid(), client_id=number)
            self._by_name[name] = place if number is None else self._by_id.setdefault(number, place)
        return self._by_name[name]

    def items(self) -> list[Item]:
        """The cards for the preview."""
        numbers = {line.alike for line in self.lines} | {
            place.client_id for line in self.lines for place in line.places
        }
        shown = self._known.shown(number for number in numbers if number is not None)
        return list(self._items(shown))

    def _items(self, shown: dict[int, Shown]) -> Iterator[Item]:
        for line in self.lines:
            joined = next((place.client_id for place in line.places if place.client_id is not None), None)
            number = line.alike if line.state == DUPLICATE else joined
            record = shown.get(number or 0, Shown("", ""))
            yield Item(
                line.number, line.line, line.name, line.organisation, line.kind, line.state, number,
                record.reference, record.name, line.reasons,
            )  # fmt: skip


def _line(entry: Entry, country: str) -> _Line:
    card = entry.card
    kind = from_card.kind_of(card)
    company = from_card.organisation_of(card)
    name = company if kind == ORGANISATION else card.formatted_name or from_card.name_of(card)
    names = [company] if kind == ORGANISATION else _person_names(card)
    links = (
        own_fields.entries(own_fields.read(card.own.get(own_fields.CONTACT, "")), "links") if kind == CONTACT else ()
    )
    return _Line(
        number=entry.number,
        line=entry.line,
        name=name,
        kind=kind,
        organisation=company if kind == CONTACT else "",
        uid=from_card.usable_uid(card),
        reference=card.own.get(own_fields.REFERENCE, "")[:40],
        links=tuple(link["client"] for link in links if isinstance(link.get("client"), str)),
        keys=keys(names, (each.text for each in card.phones), (each.text for each in card.emails), country)
        if kind not in (GROUP, NOTHING)
        else Keys(frozenset(), frozenset(), frozenset()),
    )


def _person_names(card: Card) -> tuple[str, str]:
    """Both ways round: the list may go by the first or by the last name."""
    first, last = from_card.person_of(card)
    return f"{first} {last}", f"{last} {first}"
