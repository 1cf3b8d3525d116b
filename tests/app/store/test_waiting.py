"""Who reads and who writes at the same time: nobody is shut out for longer than it takes to breathe."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from app.clients.model import Tag
from app.errors import BookError
from app.store.base import breathe, driver
from app.store.book import Book


def count(session: Any) -> int:
    return int(session.execute(text("SELECT count(*) FROM tag WHERE name LIKE 'Mine%'")).scalar())


def keep(book: Book, name: str) -> None:
    """A write that does not wait."""
    with book.write("Keep") as writing:
        driver(writing.session).execute("PRAGMA busy_timeout=20")
        writing.session.add(Tag(name=name))


def test_a_write_that_is_refused_shuts_nobody_out(book: Book) -> None:
    with book.read() as reading:
        assert count(reading) == 0
        with pytest.raises(BookError):
            keep(book, "Mine 1")
        with book.read() as other:
            assert count(other) == 0
    keep(book, "Mine 2")
    with book.read() as after:
        assert count(after) == 1


def test_a_long_reading_lets_a_write_in_where_it_breathes(book: Book) -> None:
    with book.read() as reading:
        assert count(reading) == 0
        breathe(reading)
        keep(book, "Mine 1")
        assert count(reading) == 1


def _break(session: Any) -> None:
    session.add(Tag(name="Mine 1"))
    session.flush()
    breathe(session)
    raise ZeroDivisionError


def test_a_write_does_not_breathe(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.write("Broken") as writing:
        _break(writing.session)
    with book.read() as after:
        assert count(after) == 0
