"""Statements as files: all of them, or none; who cannot be printed is left out only where that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.accounts import ledger
from app.accounts.stating import Period
from app.documents.statements import Choices
from app.errors import Cancelled, Refused
from app.exchange.statement_files import Made, Order, write, write_each
from app.progress import Progress
from app.store.book import Book

PERIOD = Period("activity", date(2026, 11, 12))


@pytest.fixture
def clients(book: Book, save: Callable[..., int]) -> tuple[int, ...]:
    """Three clients who owe; the name of the second has a character that no font of ours knows."""
    found = tuple(save(company_name=name) for name in ("Auberge", "Bistrot \u4e2d", "Café"))
    with book.write("post", kind="final") as writing:
        for number in found:
            posting = ledger.Posting(number, 1, "EUR", "invoice", f"F{number}", date(2026, 9, 1), Decimal(10))
            ledger.post(writing.session, posting)
    return found


@pytest.mark.parametrize("ending", [".pdf", ".csv", ".xlsx"])
def test_a_file_each_named_after_the_client(book: Book, clients: tuple[int, ...], tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    order = Order(clients, PERIOD, Choices(language="en"), lenient=True)
    with book.read() as session:
        for _ in range(2):
            made = write_each(session, order, folder, ending, Progress())
    assert (len(made.clients), made.left_out) == (2, [clients[1]])
    names = sorted(path.name for path in folder.iterdir())
    assert [name.split(" ", 3)[3] for name in names] == [
        f"Auberge 2{ending}", f"Auberge{ending}", f"Cafe 2{ending}", f"Cafe{ending}",
    ]  # fmt: skip


def test_one_who_cannot_be_printed_refuses_the_whole_unless_told(
    book: Book, clients: tuple[int, ...], tmp_path: Path
) -> None:
    path = tmp_path / "all.pdf"
    with book.read() as session:
        with pytest.raises(Refused):
            write(session, Order(clients, PERIOD, Choices()), path, Progress())
        assert not path.exists()
        made = write(session, Order(clients, PERIOD, Choices(), lenient=True), path, Progress())
    assert made.pages == 2


class StoppedSoon(Progress):
    """The owner presses Cancel after the first step."""

    def advance(self, steps: int = 1) -> None:
        super().advance(steps)
        self.cancel()


def _one(session: Session, order: Order, folder: Path, progress: Progress) -> Made:
    return write(session, order, folder / "a.pdf", progress)


def _each(session: Session, order: Order, folder: Path, progress: Progress) -> Made:
    return write_each(session, order, folder, ".pdf", progress)


@pytest.mark.parametrize("act", [_one, _each])
def test_stopped_halfway_nothing_is_left(
    book: Book, clients: tuple[int, ...], tmp_path: Path, act: Callable[..., Made]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    order = Order(clients, PERIOD, Choices(), lenient=True)
    with book.read() as session, pytest.raises(Cancelled):
        act(session, order, folder, StoppedSoon())
    assert list(folder.iterdir()) == []
