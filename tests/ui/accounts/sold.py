"""The account of a client with something to see in it: paid, late and coming invoices, a credit, another currency."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.accounts import ledger, payments
from app.accounts.allocation import Share
from app.accounts.ledger import Posting
from app.accounts.payments import Money
from app.store.book import Book

# Number, days ago, days to pay, amount with tax.
INVOICES = (
    ("FA-2025-0210", 400, 30, "960.00"),
    ("FA-2026-0349", 92, 30, "1411.00"),
    ("FA-2026-0361", 53, 30, "988.40"),
    ("FA-2026-0377", 38, 30, "796.10"),
    ("FA-2026-0418", 3, 30, "1201.90"),
)


def sell(book: Book, client_id: int, today: date) -> dict[str, int]:
    """Entries by their numbers: 2 486,40 are due, of which 1 284,50 are overdue."""
    with book.write("Sell", kind="final") as writing:
        session = writing.session
        made = {
            number: ledger.post(session, _invoice(client_id, today, number, *facts)).id for number, *facts in INVOICES
        }
        _pay(session, client_id, today - timedelta(days=360), "960.00", {made["FA-2025-0210"]: "960.00"})
        _pay(session, client_id, today - timedelta(days=50), "1411.00", {made["FA-2026-0349"]: "1411.00"})
        made["RG"] = _pay(session, client_id, today - timedelta(days=20), "500.00", {made["FA-2026-0361"]: "500.00"})
        return made


def credit(book: Book, client_id: int, today: date, amount: str = "130.00") -> int:
    """A credit note of which nothing is used."""
    with book.write("Credit", kind="final") as writing:
        posting = _invoice(client_id, today, "AV-2026-0031", 5, 0, "-" + amount, kind="credit_note")
        return ledger.post(writing.session, posting).id


def swiss(book: Book, client_id: int, today: date) -> int:
    """An invoice in francs."""
    with book.write("Sell", kind="final") as writing:
        return ledger.post(
            writing.session, _invoice(client_id, today, "FA-2026-0400", 12, 30, "240.00", currency="CHF")
        ).id


def _invoice(client_id: int, today: date, number: str, ago: int, days: int, amount: str, **more: Any) -> Posting:
    on = today - timedelta(days=ago)
    values: dict[str, Any] = {"kind": "invoice", "currency": "EUR", "due_on": on + timedelta(days=days), **more}
    gross = Decimal(amount)
    net = round(gross / Decimal("1.2"), 2)
    return Posting(client_id, 1, number=number, dated_on=on, amount=gross, net=net, **values)


def _pay(session: Any, client_id: int, on: date, amount: str, shares: dict[int, str]) -> int:
    parts = tuple(Share(number, Decimal(part)) for number, part in shares.items())
    return payments.record(session, Money(client_id, 1, "EUR", on, Decimal(amount), means_id=4, shares=parts)).id
