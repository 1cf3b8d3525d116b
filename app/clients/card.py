"""One client at a glance, for the preview beside the list: plain SQL, so that it keeps up with the arrow keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from app.clients.search import Row, load_rows
from app.values.address import lines

_ADDRESS = (
    "recipient, company, department, care_of, unit, building, house_number, number_suffix, street, box, po_box, "
    "locality, postcode, city, cedex, region, country, language, free_block"
)


@dataclass(frozen=True)
class Person:
    """A contact as the preview shows it; `roles` are keys: main, billing, reminder."""

    name: str
    function: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """What the preview shows. `addresses` are (label, lines); texts are as typed; in the bin since `deleted_on`."""

    row: Row
    since: str
    people: tuple[Person, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    addresses: tuple[tuple[str, tuple[str, ...]], ...]
    website: str
    note: str
    delivery: str
    next_step: str
    logo: bytes | None
    deleted_on: date | None


def load(db: Any, client_id: int, today: date, *, home_country: str, language: str) -> Card | None:
    """The card of a client, or None when it is gone. `home_country` and `language` decide how addresses are written."""
    rows = load_rows(db, [client_id], today)
    if not rows:
        return None
    created, since, website, note, delivery, followup, logo, deleted = db.execute(
        "SELECT created_at, client_since, website, note, delivery_days, followup, logo, deleted_at FROM client "
        "WHERE id=?",
        (client_id,),
    ).fetchone()
    picture = db.execute("SELECT bytes FROM blob WHERE sha256=?", (logo,)).fetchone() if logo else None
    return Card(
        row=rows[0],
        since=(since or created)[:4],
        people=_people(db, client_id),
        phones=_points(db, "phone", client_id),
        emails=_points(db, "email", client_id),
        addresses=_addresses(db, client_id, home_country, language),
        website=website,
        note=note,
        delivery=delivery,
        next_step=followup,
        logo=bytes(picture[0]) if picture else None,
        deleted_on=datetime.fromisoformat(deleted).astimezone().date() if deleted else None,
    )


def _people(db: Any, client_id: int) -> tuple[Person, ...]:
    found = db.execute(
        "SELECT c.first_name, c.last_name, l.function, l.is_main, l.is_billing, l.is_reminder FROM contact_link l "
        "JOIN contact c ON c.id = l.contact_id WHERE l.client_id=? ORDER BY l.is_main DESC, l.position, l.id LIMIT 4",
        (client_id,),
    )
    return tuple(
        Person(
            f"{first} {last}".strip(),
            function,
            tuple(role for role, on in zip(("main", "billing", "reminder"), roles, strict=True) if on),
        )
        for first, last, function, *roles in found
    )


def _points(db: Any, table: str, client_id: int) -> tuple[str, ...]:
    """The client's own first, then those of its contacts, the same one only once."""
    found = db.execute(
        f"SELECT text FROM {table} WHERE client_id=:client UNION ALL SELECT p.text FROM {table} p "
        "JOIN contact_link l ON l.contact_id = p.contact_id WHERE l.client_id=:client LIMIT 6",
        {"client": client_id},
    )
    return tuple(dict.fromkeys(text for (text,) in found))


def _addresses(db: Any, client_id: int, home: str, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    names = _ADDRESS.split(", ")
    found = db.execute(
        f"SELECT label, {_ADDRESS} FROM address WHERE client_id=? ORDER BY is_default DESC, position, id LIMIT 3",
        (client_id,),
    )
    return tuple(
        (
            label,
            tuple(lines(SimpleNamespace(**dict(zip(names, parts, strict=True))), home_country=home, language=language)),
        )
        for label, *parts in found
    )
