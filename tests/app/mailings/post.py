"""Clients to write to, and what a printed letter says."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2

from app.clients.model import Address, Client, Contact, ContactLink
from app.mailings.filling import Words
from app.mailings.plan import Plan
from app.progress import Progress
from app.store.book import Book
from app.values.rich_text import from_marked

DAY = date(2026, 11, 12)


def act(book: Book, what: Callable[..., Any], *values: Any, kind: str = "edit", **named: Any) -> Any:
    with book.write("Act", kind=kind) as writing:
        return what(writing.session, *values, **named)


def ask(book: Book, what: Callable[..., Any], *values: Any, **named: Any) -> Any:
    with book.read() as session:
        return what(session, *values, **named)


def brasserie(**values: Any) -> Client:
    """An organisation with a contact."""
    person = Contact(civility="Mme", first_name="Claire", last_name="Fournier")
    return Client(
        company_name="Brasserie du Théâtre",
        addresses=[Address(house_number="4", street="place du Théâtre", postcode="21000", city="Dijon", country="FR")],
        links=[ContactLink(contact=person, is_main=True, function="Gérante")],
        **{"client_since": date(2014, 3, 1)} | values,
    )


def neighbour(**values: Any) -> Client:
    """A private client who reads English."""
    return Client(
        **{
            "is_organisation": False, "civility": "Mr", "first_name": "John", "last_name": "Smith", "language": "en",
            "addresses": [Address(house_number="1", street="rue Monge", postcode="21000", city="Dijon", country="FR")],
        } | values
    )  # fmt: skip


def plan(french: str, english: str = "", **values: Any) -> Plan:
    texts = [Words(code, "", from_marked(text)) for code, text in (("fr", french), ("en", english)) if text]
    return Plan(**{"name": "Noël 2026", "texts": tuple(texts)} | values)


def pages_of(content: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(io.BytesIO(content))
    found = []
    for page in pdf:
        text = page.get_textpage()
        found.append(text.get_text_bounded().replace("\r\n", "\n"))
        text.close()
        page.close()
    pdf.close()
    return found


def printed(book: Book, mailing_id: int) -> Any:
    """Print a mailing to memory, and freeze it."""
    from app.documents import mailing_letters
    from app.mailings import mailings
    from app.mailings import plan as plans

    with book.read() as session:
        made = mailing_letters.make(
            session, plans.load(session, mailing_id), file=io.BytesIO(), today=DAY, progress=Progress()
        )
    act(book, mailings.freeze, mailing_id, made, kind="final")
    return made
