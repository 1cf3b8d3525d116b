"""Whom a mailing goes to: the printed block of each client, and who is left out and why.

It reads blocks of clients by plain SQL, for a selection may hold every client of the book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Literal

from sqlalchemy.orm import Session

from app.clients.chunks import chunks
from app.company.posting import sender
from app.i18n import N_
from app.mailings.households import Member, households, joined, roof
from app.mailings.reading import Found, Reader
from app.progress import Progress
from app.store.base import breathe
from app.values.folding import fold
from app.values.postal import Addressee, Notice, Style, printed
from app.values.postal_lines import Parts
from app.values.postcode import is_needed, normal

Order = Literal["name", "postcode", "given"]

REASONS = {
    "gone": N_("Not in the book any more"),
    "erased": N_("Erased"),
    "deleted": N_("In the bin"),
    "archived": N_("Archived"),
    "no_letters": N_("Asked for no letters"),
    "no_address": N_("No address"),
    "street": N_("The address has no street"),
    "city": N_("The address has no town"),
    "postcode": N_("The address has no postcode"),
    "region": N_("The address has no province or state"),
    "household": N_("Same household as {name}"),
}
_BY_NAME = (attrgetter("client_id"), attrgetter("name_key"))
_BY_POSTCODE = (*_BY_NAME, attrgetter("place_key"))
_WITH_REGION = frozenset(("AU", "CA", "US"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What stands on each block, and in which order they come.

    `purpose` is `invoice`, `delivery`, `quote`, or empty for the default address. `letters` leaves out those who asked
    for none. `order` "given" is that of the ids. `readable` asks for those lines besides the ones in `style`.
    """

    purpose: str = ""
    contact: bool = True
    company: bool = True
    per_household: bool = False
    order: Order = "name"
    letters: bool = True
    style: Style = "postal"
    capitals: bool = True
    always_country: bool = False
    readable: bool = False


@dataclass(slots=True)
class Ready:
    """One block to print; of 100,000 each takes some 750 bytes, so the lines are kept as one text.

    `name` is that of the list, `members` the other clients of the household it also goes to, `place_key`, where they
    are wanted by postcode, says home first, then country, code and street.
    """

    client_id: int
    reference: str = ""
    name: str = ""
    language: str = ""
    address_id: int = 0
    contact_id: int | None = None
    country: str = ""
    postcode: str = ""
    block: str = ""
    readable_block: str = ""
    warnings: tuple[Notice, ...] = ()
    name_key: str = ""
    place_key: str = ""
    members: tuple[int, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as they are printed, in the style that was wanted."""
        return tuple(self.block.split("\n")) if self.block else ()

    @property
    def readable(self) -> tuple[str, ...]:
        """The lines as people write them; none unless they were asked for."""
        return tuple(self.readable_block.split("\n")) if self.readable_block else ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Who gets nothing. `reason` is a key of `REASONS`; `path` the field of the record that would put it right."""

    client_id: int
    name: str
    reason: str
    address_id: int | None = None
    path: str = ""
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The reason in words, marked; its places are filled from `parameters`."""
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who gets one and who does not."""

    ready: tuple[Ready, ...]
    left_out: tuple[LeftOut, ...]


def build(
    session: Session, client_ids: Sequence[int], wanted: Wanted, *, today: date, progress: Progress | None = None
) -> Recipients:
    """The blocks of many clients. Raises `Cancelled` when the owner wants to stop."""
    maker = _Maker(session, wanted, today)
    progress = progress or Progress()
    progress.begin(N_("Reading addresses"), len(client_ids))
    for chunk in chunks(tuple(dict.fromkeys(client_ids))):
        maker.add(chunk)
        progress.advance(len(chunk))
        breathe(session)
    if wanted.per_household:
        maker.join_households(progress)
    return Recipients(tuple(_ordered(maker.ready, wanted.order, progress)), tuple(maker.left_out))


def one(session: Session, client_id: int, wanted: Wanted, *, today: date) -> Ready | LeftOut:
    """The block of one client, or why there is none."""
    found = build(session, [client_id], replace(wanted, per_household=False), today=today)
    return found.ready[0] if found.ready else found.left_out[0]


def _ordered(ready: list[Ready], order: Order, progress: Progress) -> list[Ready]:
    """Sorted by one key after the other, the last one first: each takes a moment in which nobody could cancel."""
    for key in {"given": (), "name": _BY_NAME, "postcode": _BY_POSTCODE}[order]:
        progress.check()
        ready.sort(key=key)
    return ready


class _Maker:
    """Makes blocks out of what was read, and remembers who may share one."""

    def __init__(self, session: Session, wanted: Wanted, today: date) -> None:
        self.wanted = wanted
        self.sender = replace(sender(session), capitals=wanted.capitals, always_country=wanted.always_country)
        self.reader = Reader(session, wanted.purpose, today, self.sender.country)
        self.ready: list[Ready] = []
        self.left_out: list[LeftOut] = []
        self._roofs: dict[str, list[Member]] = {}

    def add(self, ids: Sequence[int]) -> None:
        """The next clients."""
        for found in self.reader.read(ids):
            left = self._refused(found)
            if left is not None:
                self.left_out.append(left)
                continue
            if self.wanted.per_household and not found.is_organisation and (key := roof(found.address)):
                self._roofs.setdefault(key, []).append(self._member(found))
            self.ready.append(self._made(found))

    def _member(self, found: Found) -> Member:
        language = found.language or self.sender.language
        return Member(len(self.ready), found.civility, found.first_name, found.last_name, language)

    def _refused(self, found: Found) -> LeftOut | None:
        for reason in ("gone", "erased", "deleted", "archived"):
            if found.state == reason:
                return LeftOut(found.client_id, found.name, reason)
        if self.wanted.letters and found.no_letters:
            return LeftOut(found.client_id, found.name, "no_letters", path="consents")
        if not found.address_id:
            return LeftOut(found.client_id, found.name, "no_address", path="addresses/new")
        lacking = _lacking(found.address)
        if not lacking:
            return None
        path = f"addresses/{found.address_place}/{lacking}"
        return LeftOut(found.client_id, found.name, lacking, found.address_id, path)

    def _made(self, found: Found, name: str = "") -> Ready:
        parts, wanted = found.address, self.wanted
        if not wanted.company and not (found.is_organisation and found.contact is None):
            parts.company = ""
        who = _addressee(found, wanted, name)
        block = printed(parts, who, self.sender, style=wanted.style)
        readable = printed(parts, who, self.sender, style="readable").lines if wanted.readable else ()
        code = normal(parts.postcode, parts.country)
        return Ready(
            client_id=found.client_id,
            reference=found.reference,
            name=found.name,
            language=found.language or self.sender.language,
            address_id=found.address_id,
            contact_id=_contact_id(found, wanted),
            country=parts.country,
            postcode=code,
            block="\n".join(block.lines),
            readable_block="\n".join(readable),
            warnings=block.warnings,
            name_key=found.sort_key,
            place_key=self._place_key(parts, code) if wanted.order == "postcode" else "",
        )

    def _place_key(self, parts: Parts, code: str) -> str:
        street = fold(" ".join((parts.street, parts.house_number.zfill(6), parts.number_suffix)))
        return f"{parts.country != self.sender.country:d} {parts.country} {code} {street}"

    def join_households(self, progress: Progress) -> None:
        """One block for those under one roof; the others are told to be of the same household."""
        groups = [group for members in self._roofs.values() if len(members) > 1 for group in households(members)]
        heads = {self.ready[group[0].place].client_id: group for group in groups if len(group) > 1}
        gone: set[int] = set()
        for found in self.reader.read(tuple(heads)):
            progress.check()
            first, *rest = heads[found.client_id]
            others = [self.ready[member.place] for member in rest]
            self.ready[first.place] = made = self._made(found, joined((first, *rest)))
            made.members = tuple(other.client_id for other in others)
            gone.update(member.place for member in rest)
            self.left_out += [_of_household(other, found.name) for other in others]
        self.ready = [each for place, each in enumerate(self.ready) if place not in gone]


def _of_household(other: Ready, name: str) -> LeftOut:
    return LeftOut(other.client_id, other.name, "household", other.address_id, parameters={"name": name})


def _contact_id(found: Found, wanted: Wanted) -> int | None:
    """The person whom the block names, unless the address itself names somebody."""
    named = found.address.recipient or found.address.free_block
    return found.contact.contact_id if wanted.contact and found.contact and not named else None


def _addressee(found: Found, wanted: Wanted, name: str) -> Addressee:
    if not found.is_organisation:
        return Addressee("", found.civility, found.first_name, found.last_name, name, found.language)
    person = found.contact if wanted.contact else None
    company = found.company_name if wanted.company or person is None else ""
    if person is None:
        return Addressee(company, language=found.language)
    language = person.language or found.language
    return Addressee(company, person.civility, person.first_name, person.last_name, language=language)


def _lacking(parts: Parts) -> str:
    """The first part that a letter cannot do without in its country; empty where all are there."""
    if parts.free_block.strip():
        return ""
    if not (parts.street or parts.po_box or parts.locality or parts.building or parts.care_of):
        return "street"
    if not parts.city:
        return "city"
    if not parts.postcode and is_needed(parts.country):
        return "postcode"
    return "region" if parts.country in _WITH_REGION and not parts.region else ""
