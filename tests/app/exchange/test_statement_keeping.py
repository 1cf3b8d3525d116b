"""Copies of statements that stay with the records of the clients they are about."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest

from app.accounts import ledger
from app.accounts.stating import Period
from app.activity import files
from app.activity.files import FileRow
from app.documents.statements import Choices
from app.errors import Cancelled, NotFound
from app.exchange.statement_files import Order
from app.exchange.statement_keeping import Copy, draw_each, keep_each
from app.progress import Progress
from app.store.book import Book

PERIOD = Period("activity", date(2026, 11, 12), date(2026, 9, 1))


@pytest.fixture
def clients(book: Book, save: Callable[..., int]) -> tuple[int, ...]:
    """Two who owe, one whose name cannot be printed, and one without an account."""
    found = tuple(save(company_name=name) for name in ("Auberge", "Café", "Bistrot \u4e2d", "Nobody"))
    with book.write("post", kind="final") as writing:
        for number in found[:3]:
            posting = ledger.Posting(number, 1, "EUR", "invoice", f"F{number}", date(2026, 9, 1), Decimal(10))
            ledger.post(writing.session, posting)
    return found


def keep(book: Book, clients: tuple[int, ...], progress: Progress | None = None) -> int:
    order = Order(clients, PERIOD, Choices(language="en"), lenient=True)
    with book.read() as session:
        copies = draw_each(session, order, progress or Progress())
    with book.write("Keep") as writing:
        return keep_each(writing.session, copies, PERIOD, "printed")


def listed(book: Book, client: int) -> list[FileRow]:
    with contextlib.closing(book.rows()) as db:
        return files.of_client(db, client)


def test_each_client_keeps_their_own_pages(book: Book, clients: tuple[int, ...]) -> None:
    assert keep(book, clients) == 2
    assert [len(listed(book, number)) for number in clients] == [1, 1, 0, 0]
    (row,) = listed(book, clients[1])
    assert (row.kind, row.way, row.to_on) == ("statement", "printed", "2026-11-12")
    assert row.name.startswith("Account statement 2026-11-12")
    with book.read() as session:
        pdf = pypdfium2.PdfDocument(files.load(session, row.id).content)
    try:
        words = "".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
    assert "Café" in words
    assert "Auberge" not in words


def test_the_same_pages_are_kept_once(book: Book, clients: tuple[int, ...]) -> None:
    assert keep(book, clients[:1]) == 1
    assert keep(book, clients[:1]) == 0
    assert len(listed(book, clients[0])) == 1


def test_stopped_half_way_nothing_is_kept(book: Book, clients: tuple[int, ...]) -> None:
    progress = Progress()
    progress.report = lambda _done, _total, _words: progress.cancel()
    with pytest.raises(Cancelled):
        keep(book, clients, progress)
    assert [len(listed(book, number)) for number in clients] == [0, 0, 0, 0]


def test_one_client_who_is_gone_meanwhile_refuses_the_step(book: Book, clients: tuple[int, ...]) -> None:
    copies = [Copy(clients[0], "a.pdf", b"%PDF"), Copy(clients[0] + 99, "b.pdf", b"%PDF")]
    with pytest.raises(NotFound), book.write("Keep") as writing:
        keep_each(writing.session, copies, PERIOD, "saved")
    assert listed(book, clients[0]) == []
