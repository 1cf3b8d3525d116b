"""A shop with one client, and words to move its account."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.accounts import ledger, payments, stating
from app.accounts.account import read
from app.accounts.allocation import Share
from app.accounts.payments import Money
from app.accounts.statement import Statement
from app.accounts.stating import Period
from app.store.book import Book


class Desk:
    """The account of one client, moved as the program moves it: each act is a write of its own."""

    def __init__(self, book: Book, client_id: int) -> None:
        self.book = book
        self.client_id = client_id

    def act(self, work: Callable[..., Any], *values: Any, **named: Any) -> Any:
        with self.book.write("Act", kind="final") as writing:
            found = work(writing.session, *values, **named)
            return getattr(found, "id", found)

    def posting(self, kind: str, number: str, day: str, amount: str, **more: Any) -> ledger.Posting:
        values = {"client_id": self.client_id, "company_id": 1, "currency": "EUR", **more}
        return ledger.Posting(kind=kind, number=number, dated_on=on(day), amount=Decimal(amount), **values)

    def post(self, *values: Any, **more: Any) -> int:
        return self.act(ledger.post, self.posting(*values, **more))

    def pay(self, day: str, amount: str, *shares: tuple[int, str], **more: Any) -> int:
        values = {"client_id": self.client_id, "company_id": 1, "currency": "EUR", **more}
        parts = tuple(Share(number, Decimal(part)) for number, part in shares)
        money = Money(dated_on=on(day), amount=Decimal(amount), shares=parts, **values)
        return self.act(payments.record, money)

    def match(self, credit: int, debit: int, amount: str, day: str) -> int:
        return self.act(ledger.match, credit_id=credit, debit_id=debit, amount=Decimal(amount), on=on(day))

    def statement(self, kind: str, to: str, start: str | None = None, **more: Any) -> Statement:
        period = Period(kind, on(to), on(start) if start else None, **more)
        with contextlib.closing(self.book.rows()) as db:
            return stating.of_account(read(db.execute, self.client_id), period)

    def rows(self, sql: str, *values: Any) -> list[Any]:
        with contextlib.closing(self.book.rows()) as db:
            return db.execute(sql, values).fetchall()


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def desk(book: Book, save: Callable[..., int]) -> Desk:
    return Desk(book, save(company_name="Brasserie du Théâtre"))
