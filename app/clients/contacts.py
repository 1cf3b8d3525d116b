"""Contacts as people of their own: finding one by name, to link it to one more client."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session, selectinload

from app.clients import search
from app.clients.model import Contact
from app.clients.search import Query
from app.values.folding import fold

MOST = 30


class Known(NamedTuple):
    """A contact, and the clients they belong to."""

    id: int
    name: str
    clients: str


def find(db: Any, text: str, today: date) -> list[Known]:
    """Contacts whose name holds every word of `text`, by way of the clients that the search finds."""
    words = fold(text).split()
    if not words:
        return []
    rows = search.first_page(db, Query(tab="all", text=text, with_archived=True), today)
    found: dict[int, Known] = {}
    for row in rows:
        for number, first, last in db.execute(
            "SELECT c.id, c.first_name, c.last_name FROM contact_link l JOIN contact c ON c.id=l.contact_id "
            "WHERE l.client_id=?",
            (row.id,),
        ):
            name = f"{first} {last}".strip()
            if all(word in fold(name) for word in words) and number not in found:
                found[number] = Known(number, name, row.name)
        if len(found) >= MOST:
            break
    return list(found.values())


def load(session: Session, contact_id: int) -> Contact | None:
    """A contact as a draft, with phones and e-mails."""
    options = [selectinload(part) for part in (Contact.phones, Contact.emails, Contact.leftovers)]
    found = session.get(Contact, contact_id, options=options)
    session.expunge_all()
    return found
