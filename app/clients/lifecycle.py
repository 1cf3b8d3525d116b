"""What happens to a record in its life: star, tag, archive, back to prospect, bin and back, erased after 30 days.

Every path that could hurt papers asks `is_tied` first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.model import Client, ClientTag, ContactLink, Pin, Tag
from app.clients.model.contact import Contact
from app.clients.opened import names
from app.clients.records import GOING, drop_lonely, is_locked, is_tied, load
from app.clients.rules import LOCKED
from app.errors import NotFound, Refused
from app.i18n import N_
from app.store.base import driver, moment_text, utc_now

BIN_DAYS = 30


def _each(session: Session, client_ids: Iterable[int]) -> list[Client]:
    found = [client for number in client_ids if (client := session.get(Client, number)) is not None]
    if not found:
        raise NotFound(N_("This client is not in the file any more."))
    return found


def star(session: Session, client_ids: Iterable[int], *, on: bool) -> None:
    """Put clients forward, or no longer."""
    for client in _each(session, client_ids):
        client.starred = on


def set_category(session: Session, client_ids: Iterable[int], *, category_id: int | None) -> None:
    """Put clients into a category, or into none."""
    for client in _each(session, client_ids):
        client.category_id = category_id


def archive(session: Session, client_ids: Iterable[int]) -> None:
    """Hide clients from lists and pickers; they can still be searched and brought back."""
    for client in _each(session, client_ids):
        client.archived_at = client.archived_at or utc_now()


def unarchive(session: Session, client_ids: Iterable[int]) -> None:
    """Bring archived clients back."""
    for client in _each(session, client_ids):
        client.archived_at = None


def to_prospect(session: Session, client_ids: Iterable[int]) -> None:
    """Make clients prospects again. Refused where papers exist."""
    for client in _each(session, client_ids):
        if is_locked(session, client.id):
            raise Refused(LOCKED)
        client.is_client, client.is_prospect = False, True


def to_client(session: Session, client_ids: Iterable[int]) -> None:
    """Make prospects clients."""
    for client in _each(session, client_ids):
        client.is_client, client.is_prospect = True, False


class Deletable(NamedTuple):
    """Which of some clients can be deleted (`free`) and which have papers (`tied`); `name` is that of the first.

    `to_archive` are those of the tied that are not archived yet.
    """

    free: tuple[int, ...]
    tied: tuple[int, ...]
    to_archive: tuple[int, ...]
    name: str


def deletable(session: Session, client_ids: Iterable[int]) -> Deletable:
    """What would become of these clients if they were deleted; nothing is changed. Raises `NotFound`."""
    clients = _each(session, client_ids)
    tied = {client.id: client for client in clients if is_tied(session, client.id)}
    return Deletable(
        free=tuple(client.id for client in clients if client.id not in tied),
        tied=tuple(tied),
        to_archive=tuple(number for number, client in tied.items() if client.archived_at is None),
        name=names(session, [clients[0].id])[clients[0].id],
    )


def delete(session: Session, client_ids: Iterable[int]) -> None:
    """Put clients into the bin, whence they can be brought back for 30 days. Refused where papers exist."""
    for client in _each(session, client_ids):
        if is_tied(session, client.id):
            raise Refused(
                N_("“{name}” has documents or payments and cannot be deleted. Archive it instead."),
                name=names(session, [client.id])[client.id],
            )
        client.deleted_at = client.deleted_at or utc_now()


def undelete(session: Session, client_ids: Iterable[int]) -> None:
    """Bring clients back from the bin."""
    for client in _each(session, client_ids):
        client.deleted_at = None


def empty_bin(session: Session, *, everything: bool = False) -> int:
    """Delete for good what has lain in the bin for 30 days, or everything in it; returns how many clients."""
    binned = select(Client.id).where(Client.deleted_at.is_not(None))
    found = session.scalars(binned).all() if everything else expired(driver(session).execute)
    return erase(session, found) if found else 0


def expired(run: Callable[..., Any]) -> list[int]:
    """The clients that have lain in the bin for 30 days; `run` executes SQL.

    A clock that is ahead empties nothing: the days are counted to the last change of the file at the most.
    """
    (last,) = run("SELECT max(at) FROM change_set").fetchone()
    until = min(utc_now(), datetime.fromisoformat(last)) if last else utc_now()
    latest = moment_text(until - timedelta(days=BIN_DAYS))
    return [number for (number,) in run("SELECT id FROM client WHERE deleted_at < ?", (latest,)).fetchall()]


def erase(session: Session, client_ids: Iterable[int]) -> int:
    """Delete for good those of these clients that lie in the bin; returns how many they were.

    Contacts that belonged to nobody else go with them, and the files that were kept with them.
    """
    numbers = [client.id for client in _each(session, client_ids) if client.deleted_at is not None]
    # What the client is found by besides its record goes with its line in the list, before the commit.
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for number in numbers:
        client = load(session, number)
        people = [link.contact for link in client.links]
        for column in (Client.parent_id, Client.referred_by_id, Client.merged_into):
            for other in session.scalars(select(Client).where(column == number)):
                setattr(other, column.key, None)
        for pin in session.scalars(select(Pin).where(Pin.client_id == number)):
            session.delete(pin)
        for go in GOING:
            go(session, number)
        session.delete(client)
        session.flush()
        drop_lonely(session, people)
    return len(numbers)


def tag(session: Session, client_ids: Iterable[int], name: str, *, on: bool = True) -> None:
    """Put the tag `name` on clients, made when it is new, or take it off."""
    found = find_tag(session, name)
    for client_id in client_ids:
        link = session.scalars(
            select(ClientTag).where(ClientTag.client_id == client_id, ClientTag.tag_id == found.id)
        ).first()
        if on and link is None:
            session.add(ClientTag(client_id=client_id, tag_id=found.id))
        elif not on and link is not None:
            session.delete(link)


def find_tag(session: Session, name: str) -> Tag:
    """The tag called `name`, made with the next colour when it is new."""
    found = session.scalars(select(Tag).where(Tag.name == name)).first()
    if found is None:
        number = len(list(session.scalars(select(Tag.id))))
        found = Tag(name=name, colour=number % 6 + 1, position=number)
        session.add(found)
        session.flush()
    return found


def contact_is_shared(session: Session, contact: Contact) -> bool:
    """Whether a contact belongs to more than one client."""
    return len(list(session.scalars(select(ContactLink.id).where(ContactLink.contact_id == contact.id).limit(2)))) > 1
