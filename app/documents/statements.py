"""Statements of many clients, gathered as they are printed: memory stays flat, and each client has their own layout."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import stating
from app.accounts.model import StatementChoice
from app.accounts.statement import Layout, Statement
from app.accounts.stating import Period
from app.clients import loading
from app.clients.chunks import chunks
from app.clients.model import Client
from app.company import posting
from app.company.letterhead import Addressee, Letterhead
from app.company.model import Company
from app.company.records import home
from app.documents import messages
from app.i18n import Translator
from app.sales import heading, legal
from app.store.base import breathe, driver
from app.values.postal import Sender

One = tuple[Statement, Letterhead, Addressee, Layout]
NOBODY = 0
_CHUNK = 100


@dataclass(frozen=True)
class Choices:
    """How a statement is made: the layout, its language ("" is the client's own), whom it is addressed to.

    `message` is one of `documents.messages`: for the own words, `layout.message` holds them. `contact_id` None is the
    contact for invoices, `NOBODY` none.
    """

    layout: Layout = field(default_factory=Layout)
    language: str = ""
    contact_id: int | None = None
    message: str = messages.OWN


def gather(session: Session, client_ids: Sequence[int], period: Period, choices: Choices) -> Iterator[One]:
    """What `documents.statement.make` prints, client by client in their order."""
    company = home(session)
    heads: dict[str, Letterhead] = {}
    words: dict[str, Translator] = {}
    run, sender = driver(session).execute, posting.sender(session)
    for chunk in chunks(list(client_ids), _CHUNK):
        clients = {client.id: client for client in loading.load(run, chunk)}
        for statement in stating.make(run, chunk, period):
            client = clients.get(statement.client_id)
            if client is None:
                continue
            language = choices.language or heading.language_of(client, company)
            if language not in words:
                words[language] = Translator(language, company.country)
                heads[language] = heading.letterhead(session, company, words[language])
            head, tr = heads[language], words[language]
            said = messages.message(choices.message, choices.layout.message, statement, head, tr)
            layout = replace(_layout(client, company, tr, choices.layout), message=said)
            yield statement, head, _addressee(client, sender, language, choices), layout
        breathe(session)


def _addressee(client: Client, sender: Sender, language: str, choices: Choices) -> Addressee:
    known = {link.contact_id for link in client.links}
    billing = next((link.contact_id for link in client.links if link.is_billing), None)
    contact = choices.contact_id if choices.contact_id in known else billing if choices.contact_id != NOBODY else None
    return heading.addressee(client, "invoice", sender=sender, language=language, contact_id=contact)


def _layout(client: Client, company: Company, tr: Translator, layout: Layout) -> Layout:
    terms = legal.lines(company.country, "statement", client.is_organisation, heading.facts(company), tr)
    return replace(layout, language=tr.language, terms_text=layout.terms_text or "\n".join(terms))


def remembered(session: Session, client_id: int) -> tuple[Choices, str] | None:
    """How the statement of a client was made last, and of which kind; None where it never was."""
    found = session.scalars(select(StatementChoice).where(StatementChoice.client_id == client_id)).first()
    if found is None:
        return None
    return from_plain(json.loads(found.choices))


def to_plain(choices: Choices, kind: str) -> dict[str, Any]:
    """Choices as plain values, for JSON."""
    return asdict(choices) | {"kind": kind}


def from_plain(plain: dict[str, Any]) -> tuple[Choices, str]:
    """Choices that were kept, perhaps by another version of the program: what is not known is left out."""
    known = {name: value for name, value in plain.get("layout", {}).items() if name in Layout.__dataclass_fields__}
    kept = {name: plain[name] for name in ("language", "contact_id", "message") if name in plain}
    return Choices(Layout(**known), **kept), plain.get("kind", "activity")


def remember(session: Session, client_id: int, choices: Choices, kind: str, *, sent_on: date | None = None) -> None:
    """Keep how this client's statement is made, and the day it was sent."""
    found = session.scalars(select(StatementChoice).where(StatementChoice.client_id == client_id)).first()
    if found is None:
        found = StatementChoice(client_id=client_id)
        session.add(found)
    found.choices = json.dumps(to_plain(choices, kind), ensure_ascii=False)
    found.sent_on = sent_on or found.sent_on
    session.flush()
