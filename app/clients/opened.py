"""All that the page of one record shows, read in one go: draft, words behind ids, pins, own fields, pictures.

The acts that need the book and are not plain edits of the draft are here too: saving with pictures, logo, pins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients import records
from app.clients.model import Client, ClientCompany, Pin
from app.company.records import home
from app.errors import NotFound, Refused
from app.i18n import N_
from app.store import blobs

MOST_PINS = 6


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

    `shared` are contacts that belong to other clients too; `tied` says that papers exist.
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
    currency: str
    country: str

    def label(self, source: str, entry: int | None) -> str:
        """The words of one entry of a list; empty when it is gone."""
        return next((found.label for found in self.lists.get(source, ()) if found.id == entry), "")


_LISTS = "SELECT list, id, label, active, position FROM choice " + " ".join(
    f"UNION ALL SELECT '{table}', id, label, active, position FROM {table}"
    for table in (
        "payment_term", "payment_means", "tax_rate", "carrier", "price_list", "reminder_plan", "bank_account",
    )
) + (
    " UNION ALL SELECT 'person', id, name, active, position FROM person"
    " UNION ALL SELECT 'team', id, name, 1, position FROM team ORDER BY 1, 5, 2"
)  # fmt: skip


def read(session: Session, client_id: int) -> Opened | None:
    """Everything about one record, or None when it is gone."""
    try:
        draft = records.load(session, client_id)
    except NotFound:
        return None
    session.expunge_all()
    run = session.connection().exec_driver_sql
    company = home(session)
    if not draft.companies:
        # Every client has a line of accounts; it comes into the file with the first save.
        draft.companies.append(ClientCompany(company_id=company.id))
    people = [link.contact for link in draft.links]
    tags = run("SELECT id, name, colour FROM tag WHERE active=1 ORDER BY position, id")
    subsidiaries = tuple(
        Entry(*row)
        for row in run(
            "SELECT c.id, r.name FROM client c JOIN client_row r ON r.client_id=c.id "
            "WHERE c.parent_id=? AND c.deleted_at IS NULL ORDER BY r.rank LIMIT 50",
            (client_id,),
        )
    )
    return Opened(
        draft=draft,
        lists=_lists(run),
        tags=tuple(TagEntry(*row) for row in tags),
        pins=tuple(name for (name,) in run("SELECT field FROM pin ORDER BY position, id")),
        own_fields=_own_fields(run),
        clients=names(session, filter(None, (draft.parent_id, draft.referred_by_id, draft.merged_into))),
        subsidiaries=subsidiaries,
        pictures=_pictures(session, (draft.logo, *(person.photo for person in people))),
        shared=_shared(run, [person.id for person in people]),
        tied=records.is_tied(session, client_id),
        currency=draft.currency or company.currency,
        country=company.country,
    )


def names(session: Session, client_ids: Iterable[int]) -> dict[int, str]:
    """The names of clients, as lists show them."""
    run = session.connection().exec_driver_sql
    found = {}
    for number in client_ids:
        row = run("SELECT name FROM client_row WHERE client_id=?", (number,)).fetchone()
        found[number] = row[0] if row else ""
    return found


def _lists(run: Any) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for name, number, label, active, _place in run(_LISTS):
        found.setdefault(name, []).append(Entry(number, label, bool(active)))
    return {name: tuple(entries) for name, entries in found.items()}


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


def pin(session: Session, field: str, *, on: bool = True) -> None:
    """Show a field under the name of every client, or no longer. Six at most."""
    pinned = list(session.scalars(select(Pin).order_by(Pin.position, Pin.id)))
    found = next((each for each in pinned if each.field == field), None)
    if found is not None and not on:
        session.delete(found)
    elif found is None and on:
        if len(pinned) >= MOST_PINS:
            raise Refused(N_("Six fields are pinned already. Unpin one of them first."))
        session.add(Pin(field=field, position=max((each.position for each in pinned), default=-1) + 1))
