"""What a shop has sold: papers written and issued as the program does it, for the journeys that look at them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.sales import issuing, records
from app.sales.model import PaperLine
from app.store.book import Book

TODAY = date.today()


def sell(book: Book, kind: str, client_id: int, price: str, *, issue: bool = True, **values: Any) -> int:
    """A paper of one line; issued papers are printed as a few bytes here."""
    with book.write("Sell", kind="final") as writing:
        session = writing.session
        paper = records.blank(session, kind, client_id, TODAY)
        paper.lines = [PaperLine(name="Marsannay", quantity=Decimal(1), price=Decimal(price))]
        for name, value in values.items():
            setattr(paper, name, value)
        if "due_on" in values:
            paper.payment_term_id, paper.payment_term = None, ""
        number = records.save(session, paper, TODAY)
        if issue:
            version = records.load(session, number).version
            issuing.issue(session, number, version=version, today=TODAY, render=lambda _printed: b"%PDF")
        return number


def fill(book: Book) -> None:
    """Eight papers of four clients; the Auberge has most of them."""
    sell(book, "quote", 1, "500")
    sell(book, "order", 1, "100", order_number="BC 77/b")
    sell(book, "order", 1, "50")
    sell(book, "order", 2, "70")
    sell(book, "delivery", 1, "30", ship_to_id=2)
    sell(book, "invoice", 1, "200", due_on=TODAY)
    sell(book, "invoice", 5, "80", due_on=TODAY + timedelta(days=30))
    sell(book, "quote", 6, "12", issue=False)
