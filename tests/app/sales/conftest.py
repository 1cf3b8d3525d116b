"""A shop that sells: a client with an address, and words to write papers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.clients.model import Address, Client
from app.sales import issuing, records
from app.sales.model import Paper, PaperLine
from app.sales.printed import Printed
from app.store.book import Book

TODAY = date(2026, 11, 22)


def render(printed: Printed) -> bytes:
    """What stands for the print: its own text."""
    return repr((printed.number, printed.title, printed.gross)).encode()


def line(name: str = "Marsannay", quantity: str = "1", price: str = "10", **more: Any) -> PaperLine:
    values = {"tax_name": "VAT", "tax_percent": Decimal(20), **more}
    return PaperLine(name=name, quantity=Decimal(quantity), price=Decimal(price), **values)


class Desk:
    """Papers written as the program writes them: each act is a write of its own."""

    def __init__(self, book: Book, client_id: int) -> None:
        self.book = book
        self.client_id = client_id

    def act(self, work: Callable[..., Any], *values: Any, **named: Any) -> Any:
        with self.book.write("Act", kind="final") as writing:
            return work(writing.session, *values, **named)

    def paper(self, kind: str, *lines: PaperLine, client_id: int | None = None, **values: Any) -> int:
        """A saved draft."""

        def make(session: Any) -> int:
            made = records.blank(session, kind, client_id or self.client_id, TODAY)
            made.lines = list(lines or (line(),))
            for name, value in values.items():
                setattr(made, name, value)
            return records.save(session, made, TODAY)

        return self.act(make)

    def issue(self, paper_id: int, today: date = TODAY) -> issuing.Issued:
        version = self.rows("SELECT version FROM paper WHERE id=?", paper_id)[0][0]
        return self.act(issuing.issue, paper_id, version=version, today=today, render=render)

    def issued(self, kind: str, *lines: PaperLine, **values: Any) -> int:
        return self.issue(self.paper(kind, *lines, **values)).paper_id

    def load(self, paper_id: int) -> Paper:
        with self.book.read() as session:
            return records.draft(session, paper_id)

    def rows(self, sql: str, *values: Any) -> list[Any]:
        with contextlib.closing(self.book.rows()) as db:
            return db.execute(sql, values).fetchall()


@pytest.fixture
def desk(book: Book, save: Callable[..., int]) -> Desk:
    address = Address(street="4 place du Théâtre", postcode="21000", city="Dijon", country="FR", is_default=True)
    return Desk(book, save(Client(company_name="Brasserie du Théâtre", addresses=[address], is_prospect=True)))
