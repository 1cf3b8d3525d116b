"""Undo takes back everything, redo does it again, and the list and the search index follow at every step."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.clients import bulk, lifecycle, records
from app.clients.model import (
    Address,
    Block,
    Client,
    ClientTag,
    ConsentEvent,
    Contact,
    ContactLink,
    Email,
    FinancialYear,
    Phone,
    Tag,
)
from app.company import records as shop
from app.errors import AppError, Refused
from app.store import steps, undo
from app.store.book import Book
from tests.app.books import dump, order, wrong

WORDS = ("Zoé", "Martin", "L'Œuvre", "Bébé", "aa", "ab", "Straße", "Łódź", "Cave & Cie", "12 bis", "Ångström", "martin")

Act = Callable[[Session, int, int], object]


def word(number: int) -> str:
    return WORDS[number % len(WORDS)]


def some_client(session: Session, number: int) -> int:
    ids = [row[0] for row in session.connection().exec_driver_sql("SELECT id FROM client ORDER BY id").fetchall()]
    if not ids:
        raise Refused("no client")
    return int(ids[number % len(ids)])


def new_firm(session: Session, a: int, b: int) -> None:
    records.save(
        session,
        Client(
            company_name=f"{word(a)} {word(b)}",
            addresses=[Address(street=word(b), city=word(a), is_default=place == b % 2) for place in range(2)],
            links=[
                ContactLink(is_main=True, contact=Contact(first_name=word(a), phones=[Phone(text=f"06 12 34 {a:02}")])),
                ContactLink(contact=Contact(last_name=word(b), emails=[Email(text=f"x{a}@example.org")])),
            ],
            consents=[ConsentEvent(channel="email", granted=True, given_on=date(2026, 1, 1))],
        ),
    )


def new_person(session: Session, a: int, b: int) -> None:
    phones = [Phone(text=f"+33 6 {a:02} {b:02} 00 00")]
    records.save(session, Client(is_organisation=False, first_name=word(a), last_name=word(b), phones=phones))


def edit(session: Session, a: int, b: int) -> None:
    draft = records.draft(session, some_client(session, a))
    draft.company_name, draft.last_name, draft.note = word(b), word(a), f"{word(a)} {b}"
    draft.addresses = [*draft.addresses[b % 2 :], Address(street="neuve", is_default=True)]
    for place, address in enumerate(draft.addresses):
        address.is_default = place == len(draft.addresses) - 1
    for place, link in enumerate(draft.links):
        link.is_main, link.contact.last_name = place == b % 3, word(b + place)
    draft.financial_years = [FinancialYear(year=2020 + b % 3)]
    draft.blocks = [Block(kind="orders", from_on=date(2026, 1, 1))] if b % 2 else []
    records.save(session, draft)


def move_contact(session: Session, a: int, b: int) -> None:
    giver, taker = records.draft(session, some_client(session, a)), records.draft(session, some_client(session, b))
    if giver.links and giver.id != taker.id:
        contact = giver.links[0].contact
        if all(link.contact.id != contact.id for link in taker.links):
            taker.links.append(ContactLink(contact=contact, function=word(b)))
            records.save(session, taker)
            giver = records.draft(session, giver.id)
            del giver.links[0]
            records.save(session, giver)


def retag(session: Session, a: int, b: int) -> None:
    draft = records.draft(session, some_client(session, a))
    tags = [lifecycle.find_tag(session, word(number)) for number in (a, b)]
    draft.tags = [ClientTag(tag_id=tag.id) for tag in tags]
    records.save(session, draft)


def rename_tag(session: Session, a: int, b: int) -> None:
    if tag := session.query(Tag).first():
        tag.name = f"{word(a)} {a} {b}"


def import_many(session: Session, a: int, b: int) -> None:
    bulk.insert(
        session, (Client(company_name=f"{word(a)} {place}", phones=[Phone(text="06")]) for place in range(b % 5))
    )


def set_some(session: Session, a: int, b: int) -> None:
    category = shop.choice(session, "category", word(b))
    records.set_fields(session, [some_client(session, a), some_client(session, b)], {"category_id": category.id})


ACTS: tuple[Act, ...] = (
    new_firm,
    new_person,
    edit,
    edit,
    move_contact,
    retag,
    rename_tag,
    import_many,
    set_some,
    lambda session, a, b: lifecycle.star(session, [some_client(session, a)], on=bool(b % 2)),
    lambda session, a, b: lifecycle.archive(session, [some_client(session, a), some_client(session, b)]),
    lambda session, a, b: lifecycle.unarchive(session, [some_client(session, a)]),
    lambda session, a, b: lifecycle.delete(session, [some_client(session, a)]),
    lambda session, a, b: lifecycle.undelete(session, [some_client(session, a)]),
    lambda session, a, b: lifecycle.empty_bin(session, everything=True),
    lambda session, a, b: lifecycle.to_prospect(session, [some_client(session, a)]),
    lambda session, a, b: lifecycle.tag(session, [some_client(session, a)], word(b), on=bool(a % 2)),
    lambda session, a, b: shop.set_option(session, "name_order", ("first", "last")[a % 2]),
    lambda session, a, b: records.save(session, records.copy(session, some_client(session, a))),
)
SCRIPTS = st.lists(
    st.tuples(st.integers(0, len(ACTS) - 1), st.integers(0, 40), st.integers(0, 40)), min_size=8, max_size=30
)


def perform(book: Book, script: list[tuple[int, int, int]]) -> None:
    for act, a, b in script:
        try:
            with book.write("Act") as writing:
                ACTS[act](writing.session, a, b)
        except AppError:
            pass
        assert wrong(book) == []


def step(book: Book, kind: str) -> bool:
    """Take one step back or forth; whether there was one."""
    with closing(book.rows()) as db:
        if (steps.next_undo if kind == "undo" else steps.next_redo)(db) is None:
            return False
    with book.write("Step", kind=kind) as writing:
        (undo.undo if kind == "undo" else undo.redo)(writing.session)
    assert wrong(book) == []
    return True


def play(template: Path, folder: Path, script: list[tuple[int, int, int]]) -> None:
    path = Path(shutil.copyfile(template, folder / "played.clientele"))
    with closing(Book.open(path)) as book:
        start = dump(book), order(book)
        perform(book, script)
        end = dump(book), order(book)
        while step(book, "undo"):
            pass
        back = dump(book)
        # A choice or tag made on the way is taken back with its act; what is given out for ever stays given out.
        assert (back, order(book)) == start
        while step(book, "redo"):
            pass
        assert (dump(book), order(book)) == end


@settings(max_examples=6)
@given(script=SCRIPTS)
def test_all_is_taken_back_and_done_again(
    script: list[tuple[int, int, int]], template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    play(template, tmp_path_factory.mktemp("undo"), script)


@pytest.mark.full
@settings(max_examples=300)
@given(script=SCRIPTS)
def test_all_is_taken_back_and_done_again_many_times(
    script: list[tuple[int, int, int]], template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    play(template, tmp_path_factory.mktemp("undo"), script)
