"""What the window needs to know of a client before it draws their statement: contacts, e-mails, the choices kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.account import Run
from app.accounts.model import StatementChoice
from app.clients import loading
from app.clients.chunks import chunks, places
from app.company.records import home
from app.documents import statements
from app.documents.statements import NOBODY, Choices
from app.errors import NotFound
from app.i18n import N_
from app.sales import heading
from app.store.base import driver
from app.values.person import display_name


@dataclass(frozen=True)
class Ground:
    """One client. `contacts` are `(id, name)`; `emails` the address of each contact, and of the client at `NOBODY`."""

    client_id: int
    name: str
    language: str
    contacts: tuple[tuple[int, str], ...] = ()
    billing_id: int = NOBODY
    emails: dict[int, str] = field(default_factory=dict)
    kept: tuple[Choices, str] | None = None
    sent_on: date | None = None

    def email(self, contact_id: int | None) -> str:
        """Where a statement for this contact goes; None is the contact for invoices."""
        chosen = self.billing_id if contact_id is None else contact_id
        return self.emails.get(chosen) or self.emails.get(NOBODY, "")


def read(session: Session, client_id: int) -> Ground:
    """The ground of one client. Raises `NotFound`."""
    client = next(iter(loading.load(driver(session).execute, [client_id])), None)
    if client is None:
        raise NotFound(N_("This client is not in the file any more."))
    links = [(link.contact_id, link.contact) for link in client.links]
    choice = session.scalars(select(StatementChoice).where(StatementChoice.client_id == client_id)).first()
    return Ground(
        client_id,
        names(driver(session).execute, [client_id]).get(client_id, ""),
        heading.language_of(client, home(session)),
        tuple((number, display_name(who.first_name, who.last_name)) for number, who in links),
        next((link.contact_id for link in client.links if link.is_billing), NOBODY),
        {number: _first(who.emails) for number, who in links} | {NOBODY: _first(client.emails)},
        statements.remembered(session, client_id),
        choice.sent_on if choice else None,
    )


def _first(emails: list[Any]) -> str:
    return emails[0].text if emails else ""


def names(run: Run, client_ids: list[int]) -> dict[int, str]:
    """The names of many clients."""
    found: dict[int, str] = {}
    for chunk in chunks(client_ids):
        inside = f"client_id IN ({places(chunk)})"
        found |= dict(run(f"SELECT client_id, name FROM client_row WHERE {inside}", chunk).fetchall())
    return found
