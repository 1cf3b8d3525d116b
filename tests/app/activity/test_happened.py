"""Papers and payments on the timeline of a client."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.accounts import ledger, payments
from app.accounts.allocation import Share
from app.activity import happened
from app.clients import records
from app.clients.model import Client
from app.store.book import Book

DAY = date(2026, 11, 20)


def test_the_latest_comes_first_and_says_what_it_settled(book: Book) -> None:
    with book.write("Account", kind="final") as writing:
        session = writing.session
        client = records.save(session, Client(company_name="Brasserie"))
        debt = ledger.post(session, ledger.Posting(client, 1, "EUR", "opening", "OLD-7", DAY, Decimal(50), due_on=DAY))
        share = (Share(debt.id, Decimal(50)),)
        payments.record(session, payments.Money(client, 1, "EUR", DAY, Decimal(60), shares=share))
    with book.read() as session:
        found = happened.of_client(session, client, limit=10)
        assert [(each.kind, each.amount, each.others) for each in found] == [
            ("payment", 600_000, ("OLD-7",)), ("opening", 500_000, (found[0].number,)),
        ]  # fmt: skip
        assert not found[0].is_sale
        assert happened.of_client(session, client, limit=10, skip=1) == found[1:]
        assert happened.of_client(session, client + 1, limit=10) == []
