"""Real writes for the crash tests: issuing and paying, each as the window does it and each whole or not at all."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.book import Book
from app.store.clock import today

_REFERENCE = "EXERCISE"


def issue_one(book: Book, number: int) -> None:
    """A draft invoice of one line, issued with its print."""
    from app.documents.rendering import render
    from app.i18n import N_
    from app.sales import issuing, records
    from app.sales.model import PaperLine

    with book.write(N_("Exercise {number}"), number=number) as writing:
        paper = records.blank(writing.session, "invoice", _client(writing.session), today())
        paper.lines = [
            PaperLine(name=f"Exercise {number:06}", price=Decimal(number), tax_name="VAT", tax_percent=Decimal(20))
        ]
        saved = records.save(writing.session, paper, today())
    with book.write(N_("Exercise {number}"), kind="final", number=number) as writing:
        version = records.load(writing.session, saved).version
        issuing.issue(writing.session, saved, version=version, today=today(), render=render)


def pay_one(book: Book, number: int) -> None:
    """A debt, and a payment of a part of it."""
    from app.accounts import ledger, payments
    from app.accounts.allocation import Share
    from app.company.records import home
    from app.i18n import N_

    with book.write(N_("Exercise {number}"), kind="final", number=number) as writing:
        session = writing.session
        client, company = _client(session), home(session)
        amount = Decimal(number)
        posting = ledger.Posting(
            client, company.id, company.currency, "opening", f"EX{number:06}", today(), amount, due_on=today()
        )
        debt = ledger.post(session, posting)
        share = Share(debt.id, amount / 2)
        payments.record(session, payments.Money(client, company.id, company.currency, today(), amount, shares=(share,)))


def _client(session: Session) -> int:
    """The client of all exercises, made at the first."""
    from app.clients import records
    from app.clients.model import Address, Client

    found = session.scalar(select(Client.id).where(Client.own_reference == _REFERENCE))
    if found is not None:
        return found
    address = Address(street="1 rue des Essais", postcode="69001", city="Lyon", country="FR")
    return records.save(session, Client(company_name="Exercise", own_reference=_REFERENCE, addresses=[address]))
