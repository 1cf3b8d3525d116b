"""The receipt of a payment says who, when, how, how much, what it settled and what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.accounts import ledger, payments
from app.accounts.allocation import Share
from app.accounts.ledger import Posting
from app.accounts.payments import Money
from app.clients.model import Client
from app.documents import receipts
from app.documents.receipts import Wanted
from app.errors import NotFound
from app.store.book import Book
from tests.app.documents.made import texts

DAY = date(2026, 11, 12)
Save = Callable[..., int]


def act(book: Book, work: Callable[..., Any], *values: Any, **named: Any) -> int:
    with book.write("Act", kind="final") as writing:
        found: int = work(writing.session, *values, **named).id
        return found


def owing(book: Book, client: int, number: str, amount: str) -> int:
    known = {"client_id": client, "company_id": 1, "currency": "EUR", "kind": "opening"}
    return act(book, ledger.post, Posting(number=number, dated_on=DAY, amount=Decimal(amount), **known))


def paid(book: Book, client: int, amount: str, *shares: tuple[int, str], **more: Any) -> int:
    parts = tuple(Share(entry, Decimal(part)) for entry, part in shares)
    known = {"client_id": client, "company_id": 1, "currency": "EUR", "dated_on": DAY}
    return act(book, payments.record, Money(amount=Decimal(amount), shares=parts, **known, **more))


def says(book: Book, wanted: Wanted) -> str:
    with book.read() as session:
        return " ".join(" ".join(texts(receipts.render(session, wanted))).split())


@pytest.fixture
def client(save: Save) -> int:
    return save(Client(company_name="Brasserie du Théâtre", language="en"))


def test_it_tells_what_was_settled_and_what_is_left(book: Book, client: int) -> None:
    first, second = owing(book, client, "A-1", "40"), owing(book, client, "A-2", "70")
    payment = paid(
        book, client, "120", (first, "40"), (second, "50.50"), reference="CHQ 17", cheque_bank="Crédit Lyonnais"
    )
    text = says(book, Wanted(payment))
    for expected in (
        "Payment receipt", "Of 12 November 2026", "120,00 €", "We have received 120,00 € from Brasserie du Théâtre.",
        "Reference: CHQ 17", "Bank of the cheque: Crédit Lyonnais", "12/11/2026 A-1", "40,00",
        "12/11/2026 A-2", "50,50",
        "Total settled 90,50", "Left on your account, for what comes next: 29,50 €", "Page 1 of 1",
    ):  # fmt: skip
        assert expected in text, expected
    assert "DUPLICATE" not in text
    assert "CANCELLED" not in text


def test_a_copy_is_marked(book: Book, client: int) -> None:
    payment = paid(book, client, "12")
    text = says(book, Wanted(payment, copy=True))
    assert "DUPLICATE" in text
    assert "Total settled" not in text


def test_it_is_written_in_the_language_of_the_client(book: Book, save: Save) -> None:
    owner = save(Client(company_name="Café", language="fr"))
    text = says(book, Wanted(paid(book, owner, "12.30")))
    assert "12,30 €" in text
    assert "12 novembre 2026" in text


def test_money_paid_back_and_a_cancelled_payment_are_told_as_such(book: Book, client: int) -> None:
    payment = paid(book, client, "30")
    back = paid(book, client, "30", (payment, "30"), kind="refund")
    text = says(book, Wanted(back))
    assert "Money paid back" in text
    assert "We have paid 30,00 € back to Brasserie du Théâtre." in text
    other = paid(book, client, "11")
    act(book, payments.reverse, other, on=DAY, reason="Typed twice")
    text = says(book, Wanted(other))
    assert "CANCELLED" in text
    assert "Cancelled on 12 November 2026: Typed twice" in text
    assert "Left on your account" not in text


def test_only_money_that_moved_has_a_receipt(book: Book, client: int) -> None:
    invoice = owing(book, client, "A-1", "40")
    with book.read() as session:
        for entry in (invoice, 9_999):
            with pytest.raises(NotFound):
                receipts.render(session, Wanted(entry))


def test_many_documents_go_over_pages(book: Book, client: int) -> None:
    debts = [(owing(book, client, f"A-{number:03}", "1"), "1") for number in range(60)]
    text = says(book, Wanted(paid(book, client, "60", *debts)))
    assert "Page 2 of 2" in text
    assert all(f"A-{number:03}" in text for number in range(60))
    assert "Total settled 60,00" in text
