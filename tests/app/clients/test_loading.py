"""A record read by plain SQL is the one that SQLAlchemy's own loader would read, and can be edited like it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, selectinload

from app import subjects
from app.clients import loading, records
from app.clients.model import Client, Contact, ContactLink
from app.exchange import sample
from app.store.book import Book

CLIENTS = 60


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    subjects.load()
    sample.make(tmp_path / "shop.clientele", clients=CLIENTS, seed=5, today=date(2026, 11, 12))
    with closing(Book.open(tmp_path / "shop.clientele")) as opened:
        yield opened


def picture(part: Any, depth: int = 3) -> dict[str, Any]:
    """Everything that a mapped object holds, its parts too."""
    mapper = inspect(type(part))
    held = {attribute.key: getattr(part, attribute.key) for attribute in mapper.column_attrs}
    for relation in mapper.relationships if depth else ():
        found = getattr(part, relation.key)
        held[relation.key] = (
            [picture(each, depth - 1) for each in found] if relation.uselist else picture(found, depth - 1)
        )
    return held


def by_sqlalchemy(session: Session, client_id: int) -> Client:
    everything = [selectinload(getattr(Client, relation.key)) for relation in inspect(Client).relationships]
    person = selectinload(Client.links).selectinload(ContactLink.contact)
    everything += [person.selectinload(getattr(Contact, relation.key)) for relation in inspect(Contact).relationships]
    return session.scalars(select(Client).where(Client.id == client_id).options(*everything)).one()


def test_every_column_and_every_part_is_read_alike(book: Book) -> None:
    for number in range(1, CLIENTS + 1):
        with book.read() as session:
            ours = loading.open_one(session, number)
            assert ours is not None
            seen = picture(ours)
        with book.read() as session:
            assert picture(by_sqlalchemy(session, number)) == seen


def test_what_stands_in_the_session_is_brought_up_to_the_file(book: Book) -> None:
    with book.read() as session:
        before = records.load(session, 1)
        name = before.company_name
        before.company_name = "Not saved"
        assert records.load(session, 1) is before
        assert before.company_name == name
        assert not session.is_modified(before)


def test_nobody_is_there_under_an_unknown_number(book: Book) -> None:
    with book.read() as session:
        assert loading.open_one(session, CLIENTS + 1) is None
