"""Many records at once end exactly as the same records saved one by one, and are one step of the history."""

from __future__ import annotations

import contextlib
import gc
import random
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.clients import bulk, records
from app.clients.lifecycle import find_tag
from app.clients.model import (
    Address,
    Block,
    Client,
    ClientTag,
    ConsentEvent,
    Contact,
    ContactLink,
    Email,
    Phone,
    ScoreLine,
)
from app.errors import Cancelled, Invalid
from app.progress import Progress
from app.store import undo
from app.store.base import light
from app.store.book import Book
from tests.app.books import dump, wrong
from tests.app.exchange.full_record import differences, full_organisation, portable

AT = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
WORDS = ("Dîner", "Œuvre", "Le Goff", "d'Ouche", "", "  ", "王", "x" * 70, "Saint-Rémy", "a\0b", "\ud800c", "C-00007")
NUMBERS = ("03 53 01 24 60", "+41 22 000 00 00", " ", "06.39.98.17.42", "poste 12", "")


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Iterator[Book]:
    """A second new book."""
    with contextlib.closing(Book.open(Path(shutil.copyfile(template, tmp_path / "other.clientele")))) as opened:
        yield opened


def any_drafts(seed: int, count: int, tag: int) -> Iterator[Client]:
    chance = random.Random(seed)
    text, number = lambda: chance.choice(WORDS), lambda: chance.choice(NUMBERS)
    maybe = lambda part: [part] if chance.random() < 0.5 else []  # noqa: E731
    for place in range(count):
        phones = maybe(Phone(text=number()))
        person = Contact(uid=f"p{place}", last_name=f"Y{text()}", phones=phones, created_at=AT, updated_at=AT)
        yield Client(
            uid=f"c{place}",
            created_at=AT,
            updated_at=AT,
            company_name=f"{text()} {chance.randint(1, 9)}",
            note=text(),
            starred=chance.random() < 0.2,
            is_prospect=chance.random() < 0.2,
            archived_at=chance.choice((None, AT)),
            capital=chance.choice((None, Decimal("12.3456"))),
            client_since=chance.choice((None, date(2020, 2, 29))),
            phones=[Phone(text=number()) for _ in range(chance.randint(0, 3))],
            emails=maybe(Email(text=f"A{place}@Mail.example ")),
            addresses=[Address(uid=f"a{place}{n}", city=text(), is_delivery=True) for n in range(chance.randint(0, 2))],
            links=maybe(ContactLink(contact=person, is_main=True, function=text())),
            tags=maybe(ClientTag(tag_id=tag)),
            scores=maybe(ScoreLine(given_on=date(2024, 1, 1), points=-3)),
            consents=maybe(ConsentEvent(channel="sms", granted=False, given_on=date(2024, 1, 1))),
            blocks=maybe(Block(kind="orders", from_on=date(2024, 1, 1))),
        )


def list_of(book: Book) -> list[tuple[Any, ...]]:
    with contextlib.closing(book.rows()) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(client_row)") if row[1] != "rank"]
        return list(db.execute(f"SELECT {', '.join(columns)} FROM client_row ORDER BY client_row.rank"))


def insert(book: Book, *drafts: Client, progress: Progress | None = None) -> list[int]:
    with book.write("Import") as writing:
        return bulk.insert(writing.session, drafts, progress)


@pytest.mark.parametrize("seed", range(4))
def test_it_ends_as_if_saved_one_by_one(book: Book, other: Book, seed: int) -> None:
    with book.write("Save") as writing:
        tag = find_tag(writing.session, "Noël").id
        for draft in any_drafts(seed, 60, tag):
            records.save(writing.session, draft)
    with other.write("Import") as writing:
        tag = find_tag(writing.session, "Noël").id
        bulk.insert(writing.session, any_drafts(seed, 60, tag))
    assert differences(portable(book), portable(other)) == []
    assert list_of(book) == list_of(other)
    assert wrong(other) == []


def test_no_field_is_forgotten(book: Book, other: Book) -> None:
    with book.write("Save") as writing:
        records.save(writing.session, full_organisation(writing.session))
    with other.write("Import") as writing:
        bulk.insert(writing.session, [full_organisation(writing.session)])
    made_afresh = ("uid", "parent_id", "referred_by_id", "created_at", "updated_at")
    found = differences(portable(book), portable(other))
    assert [line for line in found if not line.partition(":")[0].endswith(made_afresh)] == []
    assert list_of(book) == list_of(other)


def test_it_is_one_step_back_and_forth(book: Book) -> None:
    before = dump(book)
    with book.write("Import") as writing:
        bulk.insert(writing.session, any_drafts(1, 30, find_tag(writing.session, "Noël").id))
    after = dump(book)
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert dump(book) == before
    assert wrong(book) == []
    with book.write("Redo", kind="redo") as writing:
        undo.redo(writing.session)
    assert dump(book) == after
    assert wrong(book) == []


def test_a_person_of_several_clients_is_one_person(book: Book) -> None:
    person = Contact(last_name="Fournier", phones=[Phone(text="06 39 98 17 42")])
    clients = [Client(company_name=name, links=[ContactLink(contact=person)]) for name in ("Alpha", "Beta")]
    insert(book, *clients)
    insert(book, Client(company_name="Gamma", links=[ContactLink(contact=light(Contact, id=person.id))]))
    found = dump(book)
    assert len(found["contact"]) == len(found["phone"]) == 1
    assert len(found["contact_link"]) == 3
    assert wrong(book) == []


def test_a_parent_may_come_after_its_child(book: Book) -> None:
    child, parent = Client(company_name="Child", parent_id=2), Client(company_name="Parent")
    assert insert(book, child, parent) == [1, 2]
    with book.read() as session:
        assert records.load(session, 1).parent_id == 2


def test_references_are_dealt_out_around_those_that_are_brought(book: Book) -> None:
    brought = Client(company_name="Old card", reference="C-00002")
    insert(book, brought, Client(company_name="New"), Client(company_name="Newer"))
    with contextlib.closing(book.rows()) as db:
        assert db.execute("SELECT reference FROM client ORDER BY id").fetchall() == [
            ("C-00002",),
            ("C-00001",),
            ("C-00003",),
        ]


def test_a_reference_that_is_taken_refuses_everything(book: Book) -> None:
    insert(book, Client(company_name="First"))
    before = dump(book)
    with pytest.raises(Invalid, match="C-00001"):
        insert(book, Client(company_name="Second"), Client(company_name="Third", reference="C-00001"))
    assert dump(book) == before


@pytest.mark.parametrize("after", [0, 3, 6])
def test_stopping_leaves_nothing(book: Book, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """While the records are written, and while the list is made from them."""
    monkeypatch.setattr(bulk, "BLOCK", 4)
    monkeypatch.setattr("app.clients.index.MANY", 5)
    steps = []

    def stop(done: int, total: int, words: str) -> None:
        steps.append(done)
        progress.cancelled = len(steps) > after

    progress = Progress(report=stop)
    monkeypatch.setattr("app.progress.INTERVAL", 0)
    before = dump(book)
    with pytest.raises(Cancelled):
        insert(book, *(Client(company_name=f"Firm {number}") for number in range(20)), progress=progress)
    assert dump(book) == before
    assert gc.isenabled()
    insert(book, Client(company_name="Alone"))
    assert wrong(book) == []


def test_nothing_at_all_is_no_step(book: Book) -> None:
    assert insert(book) == []
    with contextlib.closing(book.rows()) as db:
        assert db.execute("SELECT count(*) FROM change_set WHERE label='Import'").fetchone() == (0,)
