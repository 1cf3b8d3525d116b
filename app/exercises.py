"""Real writes for the crash tests: issuing and paying, each as the window does it and each whole or not at all."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.book import Book
from app.store.clock import today

_REFERENCE = "EXERCISE"


def issue_one(book: Book, number: int) -> str:
    """A draft invoice of one line, issued with its print; the number that it got."""
    from app.documents.rendering import render
    from app.i18n import N_
    from app.sales import issuing, records
    from app.sales.model import PaperLine

    with book.write(N_("Exercise {number}"), number=number) as writing:
        paper = records.blank(writing.session, "invoice", client_of_all(writing.session), today())
        paper.lines = [
            PaperLine(name=f"Exercise {number:06}", price=Decimal(number), tax_name="VAT", tax_percent=Decimal(20))
        ]
        saved = records.save(writing.session, paper, today())
    with book.write(N_("Exercise {number}"), kind="final", number=number) as writing:
        version = records.load(writing.session, saved).version
        issued = issuing.issue(writing.session, saved, version=version, today=today(), render=render)
    return issued.number


def pay_one(book: Book, number: int) -> None:
    """A debt, and a payment of a part of it."""
    from app.accounts import ledger, payments
    from app.accounts.allocation import Share
    from app.company.records import home
    from app.i18n import N_

    with book.write(N_("Exercise {number}"), kind="final", number=number) as writing:
        session = writing.session
        client, company = client_of_all(session), home(session)
        amount = Decimal(number)
        posting = ledger.Posting(
            client, company.id, company.currency, "opening", f"EX{number:06}", today(), amount, due_on=today()
        )
        debt = ledger.post(session, posting)
        share = Share(debt.id, amount / 2)
        payments.record(session, payments.Money(client, company.id, company.currency, today(), amount, shares=(share,)))


def client_of_all(session: Session) -> int:
    """The client of all exercises, made at the first."""
    from app.clients import records
    from app.clients.model import Address, Client

    found = session.scalar(select(Client.id).where(Client.own_reference == _REFERENCE))
    if found is not None:
        return found
    address = Address(street="1 rue des Essais", postcode="69001", city="Lyon", country="FR")
    return records.save(session, Client(company_name="Exercise", own_reference=_REFERENCE, addresses=[address]))
