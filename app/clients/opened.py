"""All that the page of one record shows, read in one go: draft, words behind ids, pins, own fields, pictures.

The acts that need the book and are not plain edits of the draft are here too: saving with pictures, logo, pins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients import records
from app.clients.model import Client, ClientCompany, Pin
from app.company.posting import sender
from app.company.records import home
from app.errors import NotFound, Refused
from app.i18n import N_
from app.store import blobs
from app.store.base import driver
from app.values.postal import Sender

MOST_PINS = 6
Pinned = Literal["", "all", "own"]


class Entry(NamedTuple):
    """One entry of a list; one that is not `active` is shown where it is chosen and no longer offered."""

    id: int
    label: str
    active: bool = True


class TagEntry(NamedTuple):
    """A tag; `colour` is the number of a chart colour, 1 to 6."""

    id: int
    name: str
    colour: int


class NoteText(NamedTuple):
    """A text that comes back in notes."""

    label: str
    text: str


class OwnField(NamedTuple):
    """A field of the shop's own, with its options where it is a list."""

    id: int
    label: str
    kind: str
    active: bool
    options: tuple[Entry, ...]


@dataclass(frozen=True)
class Opened:
    """`lists` by the name of the list, "person" and "team" among them; `clients` are names by id; `pictures` by hash.

    `pins` are those of every client, then `own_pins`, which are of this one only.
    `shared` are contacts that belong to other clients too; `tied` says that papers exist, `locked`
    that it must stay a client.
    """

    draft: Client
    lists: Mapping[str, tuple[Entry, ...]]
    tags: tuple[TagEntry, ...]
    pins: tuple[str, ...]
    own_fields: tuple[OwnField, ...]
    clients: Mapping[int, str]
    subsidiaries: tuple[Entry, ...]
    pictures: Mapping[str, bytes]
    shared: frozenset[int]
    tied: bool
    locked: bool
    currency: str
    country: str
    sender: Sender = field(default_factory=Sender)
    note_texts: tuple[NoteText, ...] = ()
    own_pins: frozenset[str] = frozenset()

    def label(self, source: str, entry: int | None) -> str:
        """The words of one entry of a list; empty when it is gone."""
        return next((found.label for found in self.lists.get(source, ()) if found.id == entry), "")

    def pinned(self, key: str) -> Pinned:
        """For whom a field is pinned in the header."""
        return "own" if key in self.own_pins else "all" if key in self.pins else ""

    def offered(self, source: str) -> tuple[str, ...]:
        """The words of a list whose entries are taken over as text, such as the civilities."""
        return tuple(found.label for found in self.lists.get(source, ()) if found.active)


_LISTS = "SELECT list, id, label, active, position FROM choice " + " ".join(
    f"UNION ALL SELECT '{table}', id, label, active, position FROM {table}"
    for table in (
        "payment_term", "payment_means", "tax_rate", "carrier", "price_list", "reminder_plan", "bank_account",
    )
) + (
    " UNION ALL SELECT 'person', id, name, active, position FROM person"
    " UNION ALL SELECT 'team', id, name, 1, position FROM team ORDER BY 1, 5, 2"
)  # fmt: skip


_NOTE_TEXTS = "SELECT label, text FROM note_text WHERE active=1 ORDER BY position, id"


def read(session: Session, client_id: int) -> Opened | None:
    """Everything about one record, or None when it is gone."""
    try:
        draft = records.load(session, client_id)
    except NotFound:
        return None
    session.expunge_all()
    run = driver(session).execute
    company = home(session)
    if not draft.companies:
        # Every client has a line of accounts; it comes into the file with the first save.
        draft.companies.append(ClientCompany(company_id=company.id))
    people = [link.contact for link in draft.links]
    subsidiaries = tuple(
        Entry(*row)
        for row in run(
            "SELECT c.id, r.name FROM client c JOIN client_row r ON r.client_id=c.id "
            "WHERE c.parent_id=? AND c.deleted_at IS NULL ORDER BY r.rank LIMIT 50",
            (client_id,),
        )
    )
    pins = _pins(run, client_id)
    return Opened(
        draft=draft,
        lists=_lists(run),
        tags=_tags(run),
        pins=tuple(pins),
        own_pins=frozenset(name for name, own in pins.items() if own),
        own_fields=_own_fields(run),
        clients=names(session, filter(None, (draft.parent_id, draft.referred_by_id, draft.merged_into))),
        subsidiaries=subsidiaries,
        pictures=_pictures(session, (draft.logo, *(person.photo for person in people))),
        shared=_shared(run, [person.id for person in people]),
        tied=records.is_tied(session, client_id),
        locked=records.is_locked(session, client_id),
        currency=draft.currency or company.currency,
        country=company.country,
        sender=sender(session),
        note_texts=tuple(NoteText(*row) for row in run(_NOTE_TEXTS)),
    )


def blank(session: Session) -> Opened:
    """What a form for a new client needs to know: the lists, the tags and the own fields."""
    run, company = driver(session).execute, home(session)
    return Opened(
        draft=Client(), lists=_lists(run), tags=_tags(run), pins=(), own_fields=_own_fields(run), clients={},
        subsidiaries=(), pictures={}, shared=frozenset(), tied=False, locked=False, currency=company.currency,
        country=company.country,
    )  # fmt: skip


def names(session: Session, client_ids: Iterable[int]) -> dict[int, str]:
    """The names of clients, as lists show them."""
    run = driver(session).execute
    found = {}
    for number in client_ids:
        row = run("SELECT name FROM client_row WHERE client_id=?", (number,)).fetchone()
        found[number] = row[0] if row else ""
    return found


def _pins(run: Any, client_id: int) -> dict[str, bool]:
    """What stands under the name, those of every client first: the keys, and whether they are of this one only."""
    found = run(
        "SELECT field, client_id IS NOT NULL FROM pin WHERE client_id IS NULL OR client_id=? ORDER BY 2, position, id",
        (client_id,),
    )
    return {name: bool(own) for name, own in found}


def _lists(run: Any) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for name, number, label, active, _place in run(_LISTS):
        found.setdefault(name, []).append(Entry(number, label, bool(active)))
    return {name: tuple(entries) for name, entries in found.items()}


def _tags(run: Any) -> tuple[TagEntry, ...]:
    return tuple(TagEntry(*row) for row in run("SELECT id, name, colour FROM tag WHERE active=1 ORDER BY position, id"))


def _own_fields(run: Any) -> tuple[OwnField, ...]:
    options: dict[int, list[Entry]] = {}
    for field_id, number, label, active in run(
        "SELECT field_id, id, label, active FROM custom_option ORDER BY position, id"
    ):
        options.setdefault(field_id, []).append(Entry(number, label, bool(active)))
    return tuple(
        OwnField(number, label, kind, bool(active), tuple(options.get(number, ())))
        for number, label, kind, active in run("SELECT id, label, kind, active FROM custom_field ORDER BY position, id")
    )


def _pictures(session: Session, hashes: Iterable[str]) -> dict[str, bytes]:
    found = {digest: blobs.load(session, digest) for digest in hashes if digest}
    return {digest: content for digest, content in found.items() if content}


def _shared(run: Any, contacts: list[int]) -> frozenset[int]:
    found = (
        number
        for number in contacts
        if len(run("SELECT 1 FROM contact_link WHERE contact_id=? LIMIT 2", (number,)).fetchall()) > 1
    )
    return frozenset(found)


def save(session: Session, draft: Client, pictures: Mapping[str, bytes]) -> int:
    """Write a draft together with the new pictures it points to; see `records.save`."""
    for content in pictures.values():
        blobs.keep(session, content)
    return records.save(session, draft)


def set_logo(session: Session, client_id: int, content: bytes) -> None:
    """Another logo, or none for empty `content`; the picture is clean already."""
    logo = blobs.keep(session, content) if content else ""
    records.set_fields(session, [client_id], {"logo": logo})


def pin(session: Session, field: str, *, on: bool = True, client_id: int | None = None) -> None:
    """Show a field under the name of one client, or of every client for None; or no longer. Six at most.

    What is pinned for every client needs no pin of its own any more.
    """
    pinned = list(session.scalars(select(Pin).where(_pins_of(client_id)).order_by(Pin.position, Pin.id)))
    if not on:
        for found in pinned:
            if found.field == field and found.client_id == client_id:
                session.delete(found)
    elif all(found.field != field for found in pinned):
        if len(pinned) >= MOST_PINS:
            raise Refused(N_("Six fields are pinned already. Unpin one of them first."))
        if client_id is None:
            for found in session.scalars(select(Pin).where(Pin.field == field)):
                session.delete(found)
        place = max((found.position for found in pinned), default=-1) + 1
        session.add(Pin(field=field, client_id=client_id, position=place))


def _pins_of(client_id: int | None) -> Any:
    """What is shown in the header of a client: the pins of all, and its own."""
    return Pin.client_id.is_(None) if client_id is None else Pin.client_id.is_(None) | (Pin.client_id == client_id)
