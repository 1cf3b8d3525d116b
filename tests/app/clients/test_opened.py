"""All that the page of one record shows, and the acts beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app import subjects
from app.clients import contacts, lifecycle, opened, records
from app.clients.model import Client, Contact, ContactLink, CustomField, CustomOption
from app.company.founding import Shop, found
from app.errors import Refused
from app.store.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    subjects.load()
    path = tmp_path / "shop.clientele"
    found(path, Shop("Cave", country="CH"))
    made = Book.open(path)
    yield made
    made.close()


def read(book: Book, client_id: int) -> opened.Opened:
    with book.read() as session:
        found_record = opened.read(session, client_id)
    assert found_record is not None
    return found_record


def test_everything_is_read_in_one_go(book: Book) -> None:
    with book.write("x") as writing:
        session = writing.session
        parent = records.save(session, Client(company_name="Groupe"))
        claire = Contact(first_name="Claire", last_name="Fournier")
        first = records.save(session, Client(company_name="Un", parent_id=parent, links=[ContactLink(contact=claire)]))
        lifecycle.tag(session, [first], "CHR")
        session.add(CustomField(label="Jour", kind="choice"))
        session.flush()
        session.add(CustomOption(field_id=1, label="Lundi"))
        opened.pin(session, "needs")
    with book.read() as session:
        person = contacts.load(session, 1)
    with book.write("y") as writing:
        records.save(writing.session, Client(company_name="Deux", links=[ContactLink(contact_id=1, contact=person)]))
    one = read(book, first)
    assert one.clients == {parent: "Groupe"}
    assert one.shared == {1}
    assert [tag.name for tag in one.tags] == ["CHR"]
    assert [(own.label, own.options[0].label) for own in one.own_fields] == [("Jour", "Lundi")]
    assert (one.pins, one.currency, one.country, one.tied) == (("needs",), "CHF", "CH", False)
    assert one.label("payment_term", one.lists["payment_term"][0].id)
    assert [entry.label for entry in read(book, parent).subsidiaries] == ["Un"]


def test_a_record_that_is_gone_is_none(book: Book) -> None:
    with book.read() as session:
        assert opened.read(session, 99) is None


def test_the_line_of_accounts_stands_ready_and_comes_in_with_the_first_save(book: Book) -> None:
    with book.write("x") as writing:
        number = records.save(writing.session, Client(company_name="Un"))
    draft = read(book, number).draft
    draft.companies[0].customer_account = "411"
    with book.write("y") as writing:
        opened.save(writing.session, draft, {"": b"picture"})
    assert read(book, number).draft.companies[0].customer_account == "411"


def test_six_pins_and_no_more(book: Book) -> None:
    with book.write("x") as writing:
        for key in "abcdef":
            opened.pin(writing.session, key)
        opened.pin(writing.session, "a")
        with pytest.raises(Refused):
            opened.pin(writing.session, "g")
        opened.pin(writing.session, "a", on=False)
        opened.pin(writing.session, "g")
    with book.read() as session:
        assert [
            row[0] for row in session.connection().exec_driver_sql("SELECT field FROM pin ORDER BY position")
        ] == list("bcdefg")


def test_a_logo_is_shown_and_taken_away(book: Book) -> None:
    with book.write("x") as writing:
        number = records.save(writing.session, Client(company_name="Un"))
        opened.set_logo(writing.session, number, b"picture")
    one = read(book, number)
    assert one.pictures[one.draft.logo] == b"picture"
    with book.write("x") as writing:
        opened.set_logo(writing.session, number, b"")
    assert read(book, number).draft.logo == ""


def test_contacts_are_found_by_every_word_of_their_name(book: Book) -> None:
    with book.write("x") as writing:
        for first, last in (("Hélène", "Pacaud"), ("Hélène", "Moreau")):
            links = [ContactLink(contact=Contact(first_name=first, last_name=last))]
            records.save(writing.session, Client(company_name=f"Bistrot {last}", links=links))
    db = book.rows()
    try:
        today = date(2026, 11, 12)
        assert [found_one.name for found_one in contacts.find(db, "helene pac", today)] == ["Hélène Pacaud"]
        assert len(contacts.find(db, "helene", today)) == 2
        assert contacts.find(db, "bistrot", today) == []
        assert contacts.find(db, "  ", today) == []
    finally:
        db.close()
    with book.read() as session:
        person = contacts.load(session, 1)
        assert person is not None
        assert person.phones == []


def test_a_pin_of_one_client_is_shown_there_alone(book: Book) -> None:
    one, other = _two(book)
    for field, client_id in (("needs", None), ("siren", one), ("rcs", other)):
        with book.write("pin") as writing:
            opened.pin(writing.session, field, client_id=client_id)
    with book.read() as session:
        found, beside = opened.read(session, one), opened.read(session, other)
    assert found is not None
    assert beside is not None
    assert (found.pins, found.own_pins) == (("needs", "siren"), {"siren"})
    assert (beside.pins, beside.own_pins) == (("needs", "rcs"), {"rcs"})


def test_what_is_pinned_for_every_client_needs_no_pin_of_its_own(book: Book) -> None:
    one, other = _two(book)
    with book.write("pin") as writing:
        opened.pin(writing.session, "siren", client_id=one)
        opened.pin(writing.session, "siren", client_id=other)
        opened.pin(writing.session, "siren")
        opened.pin(writing.session, "siren", client_id=one)
    assert _pins(book) == [("siren", None)]
    with book.write("unpin") as writing:
        opened.pin(writing.session, "siren", on=False)
    assert _pins(book) == []


def test_six_at_most_of_both_kinds_together(book: Book) -> None:
    one, _other = _two(book)
    for place in range(6):
        with book.write("pin") as writing:
            opened.pin(writing.session, f"field{place}", client_id=one if place % 2 else None)
    with pytest.raises(Refused), book.write("pin") as writing:
        opened.pin(writing.session, "more", client_id=one)


def test_the_pins_of_a_client_go_with_it_for_good(book: Book) -> None:
    one, other = _two(book)
    with book.write("pin") as writing:
        opened.pin(writing.session, "siren", client_id=one)
        opened.pin(writing.session, "rcs", client_id=other)
    with book.write("delete") as writing:
        lifecycle.delete(writing.session, [one])
    with book.write("bin") as writing:
        lifecycle.empty_bin(writing.session, everything=True)
    assert _pins(book) == [("rcs", other)]


def _two(book: Book) -> tuple[int, int]:
    with book.write("clients") as writing:
        return (
            records.save(writing.session, Client(company_name="One")),
            records.save(writing.session, Client(company_name="Other")),
        )


def _pins(book: Book) -> list[tuple[str, int | None]]:
    with book.read() as session:
        run = session.connection().exec_driver_sql
        return [tuple(row) for row in run("SELECT field, client_id FROM pin ORDER BY id")]  # type: ignore[misc]
