"""Loading, saving and copying the whole record; nobody's edit is overwritten, nothing half saved."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.clients import records
from app.clients.lifecycle import find_tag
from app.clients.model import (
    Address,
    Client,
    ClientAlias,
    ClientFollower,
    ClientTag,
    Contact,
    ContactLink,
    Email,
    FinancialYear,
    Phone,
    ScoreLine,
)
from app.company.model import Person
from app.errors import Conflict, Invalid, NotFound
from app.store.book import Book
from tests.app.books import dump, wrong

Save = Callable[..., int]


def draft(book: Book, client: int) -> Client:
    with book.read() as session:
        return records.draft(session, client)


def store(book: Book, edited: Client) -> int:
    with book.write("Edit") as writing:
        return records.save(writing.session, edited)


def rows(book: Book, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with contextlib.closing(book.rows()) as db:
        return list(db.execute(query, values))


def last_changes(book: Book) -> list[tuple[Any, ...]]:
    return rows(
        book,
        'SELECT "table", op FROM change WHERE change_set_id=(SELECT max(id) FROM change_set) ORDER BY "table", op',
    )


def full() -> Client:
    return Client(
        company_name="Le Dîner",
        addresses=[Address(street="rue A", city="Lyon"), Address(street="rue B", city="Nice", is_delivery=True)],
        phones=[Phone(text="04 78 00 00 00")],
        emails=[Email(text="Bonjour@Diner.example")],
        links=[
            ContactLink(is_main=True, contact=Contact(last_name="Durand", phones=[Phone(text="06 00 00 00 00")])),
            ContactLink(is_billing=True, contact=Contact(last_name="Petit")),
        ],
        financial_years=[FinancialYear(year=2025)],
        scores=[ScoreLine(given_on=date(2026, 1, 1), points=3)],
    )


def fail_after(saved: int) -> None:
    raise KeyError(f"the disk is full after {saved}")


def test_a_record_comes_back_as_it_was_saved(book: Book, save: Save) -> None:
    found = draft(book, save(full()))
    assert found.reference == "C-00001"
    assert [address.city for address in found.addresses] == ["Lyon", "Nice"]
    assert [address.is_default for address in found.addresses] == [True, False]
    assert [link.contact.phones[0].text for link in found.links[:1]] == ["06 00 00 00 00"]
    assert found.phones[0].comparable == "33478000000"
    assert found.emails[0].comparable == "bonjour@diner.example"


def test_saving_what_did_not_change_changes_nothing(book: Book, save: Save) -> None:
    client = save(full())
    before = dump(book)
    sets = rows(book, "SELECT count(*) FROM change_set")
    store(book, draft(book, client))
    assert dump(book) == before
    assert rows(book, "SELECT count(*) FROM change_set") == sets


def test_a_stale_draft_is_refused_even_when_only_a_part_was_changed(book: Book, save: Save) -> None:
    client = save(full())
    mine, theirs = draft(book, client), draft(book, client)
    theirs.phones[0].text = "04 78 11 11 11"
    store(book, theirs)
    mine.note = "mine"
    with pytest.raises(Conflict):
        store(book, mine)
    assert rows(book, "SELECT note, text FROM client JOIN phone ON client_id=client.id") == [("", "04 78 11 11 11")]


def test_a_new_record_that_could_not_be_saved_can_be_saved_again(book: Book) -> None:
    new = full()
    with pytest.raises(KeyError), book.write("New") as writing:
        fail_after(records.save(writing.session, new))
    assert new.id is None
    assert store(book, new) == rows(book, "SELECT id FROM client")[0][0]


def test_the_default_address_can_be_moved_replaced_and_removed(book: Book, save: Save) -> None:
    client = save(full())
    edited = draft(book, client)
    edited.addresses[0].is_default, edited.addresses[1].is_default = False, True
    store(book, edited)
    assert last_changes(book) == [("address", "u"), ("address", "u")]
    edited = draft(book, client)
    del edited.addresses[1]
    edited.addresses.append(Address(street="rue C", is_default=True))
    store(book, edited)
    edited = draft(book, client)
    assert [(place.street, place.is_default) for place in edited.addresses] == [("rue A", False), ("rue C", True)]
    edited.addresses = []
    store(book, edited)
    assert draft(book, client).addresses == []


def test_roles_can_change_places(book: Book, save: Save) -> None:
    client = save(full())
    edited = draft(book, client)
    edited.links[0].is_main, edited.links[1].is_main = False, True
    edited.links[0].is_billing, edited.links[1].is_billing = True, False
    store(book, edited)
    assert [(link.is_main, link.is_billing) for link in draft(book, client).links] == [(False, True), (True, False)]


def test_what_is_taken_off_and_put_on_again_is_the_same(book: Book, save: Save) -> None:
    with book.write("Lists") as writing:
        tag = find_tag(writing.session, "VIP").id
        person = Person(name="Amélie")
        writing.session.add(person)
        writing.session.flush()
        who = person.id
    new = full()
    new.tags, new.followers = [ClientTag(tag_id=tag)], [ClientFollower(person_id=who)]
    client = save(new)
    edited = draft(book, client)
    kept = edited.tags[0].id
    edited.tags = [ClientTag(tag_id=tag), ClientTag(tag_id=tag)]
    edited.followers = [ClientFollower(person_id=who)]
    edited.financial_years = [FinancialYear(year=2025)]
    edited.links = [ContactLink(contact=link.contact, function="Chef") for link in edited.links]
    store(book, edited)
    found = draft(book, client)
    assert [entry.id for entry in found.tags] == [kept]
    assert [link.function for link in found.links] == ["Chef", "Chef"]


def test_a_contact_that_belongs_to_nobody_goes(book: Book, save: Save) -> None:
    first = save(full())
    edited = draft(book, first)
    shared = edited.links[0].contact
    second = save(Client(company_name="Second", links=[ContactLink(contact=shared)]))
    edited = draft(book, first)
    edited.addresses[0].contact_id = edited.links[1].contact.id
    store(book, edited)
    edited = draft(book, first)
    edited.links = []
    store(book, edited)
    assert rows(book, "SELECT last_name FROM contact") == [("Durand",)]
    assert rows(book, "SELECT text FROM phone WHERE contact_id IS NOT NULL") == [("06 00 00 00 00",)]
    assert rows(book, "SELECT count(*) FROM address WHERE contact_id IS NOT NULL") == [(0,)]
    assert draft(book, second).links[0].contact.last_name == "Durand"


def test_a_contact_is_one_person_at_several_clients(book: Book, save: Save) -> None:
    first = save(full())
    contact = draft(book, first).links[0].contact
    second = save(Client(company_name="Second", links=[ContactLink(contact=contact, is_main=True)]))
    edited = draft(book, second)
    edited.links[0].contact.last_name = "Durand-Martin"
    store(book, edited)
    assert draft(book, first).links[0].contact.last_name == "Durand-Martin"
    assert rows(book, "SELECT contact FROM client_row ORDER BY client_id") == [("Durand-Martin",), ("Durand-Martin",)]
    assert wrong(book) == []


def test_empty_parts_are_dropped_and_the_others_numbered(book: Book, save: Save) -> None:
    client = save(
        Client(
            company_name="x",
            phones=[Phone(text=" "), Phone(text="06"), Phone(text="07")],
            addresses=[Address(country="FR"), Address(city="Lyon")],
        )
    )
    found = draft(book, client)
    assert [(phone.text, phone.position) for phone in found.phones] == [("06", 0), ("07", 1)]
    assert [(place.city, place.is_default) for place in found.addresses] == [("Lyon", True)]


def test_every_problem_is_told_and_nothing_saved(book: Book) -> None:
    with pytest.raises(Invalid) as refusal:
        store(book, Client(company_name=" ", discount_percent=101, links=[ContactLink(contact=Contact())]))
    assert {problem.path for problem in refusal.value.problems} == {
        "company_name", "discount_percent", "links/0/contact/last_name",
    }  # fmt: skip
    assert rows(book, "SELECT count(*) FROM client") == [(0,)]


def test_a_reference_belongs_to_one_client_for_ever(book: Book, save: Save) -> None:
    save(company_name="One", reference="A1", aliases=[ClientAlias(reference="OLD")])
    for taken in ("A1", "OLD"):
        with pytest.raises(Invalid) as refusal:
            save(company_name="Two", reference=taken)
        assert refusal.value.problems[0].path == "reference"


def test_a_client_with_papers_stays_a_client(book: Book, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    client = save(full())
    monkeypatch.setattr(records, "LOCKS", [lambda session, number: number == client])
    edited = draft(book, client)
    edited.is_client, edited.is_prospect = False, True
    with pytest.raises(Invalid) as refusal:
        store(book, edited)
    assert refusal.value.problems[0].path == "is_client"


def test_a_record_that_is_gone_is_not_found(book: Book, save: Save) -> None:
    with pytest.raises(NotFound):
        draft(book, 99)
    edited = draft(book, save(full()))
    with book.write("Gone", kind="final") as writing:
        writing.session.delete(records.load(writing.session, edited.id))
    with pytest.raises(NotFound):
        store(book, edited)


def test_a_copy_is_a_record_of_its_own(book: Book, save: Save) -> None:
    client = save(full())
    with book.write("Copy") as writing:
        second = records.save(writing.session, records.copy(writing.session, client))
    one, two = draft(book, client), draft(book, second)
    assert (one.reference, two.reference) == ("C-00001", "C-00002")
    assert [place.street for place in two.addresses] == ["rue A", "rue B"]
    assert two.scores == []
    assert one.uid != two.uid
    assert {place.uid for place in one.addresses}.isdisjoint(place.uid for place in two.addresses)
    assert [link.contact.id for link in one.links] == [link.contact.id for link in two.links]
    two.addresses[0].city = "Paris"
    store(book, two)
    assert draft(book, client).addresses[0].city == "Lyon"
    assert wrong(book) == []


def test_fields_are_set_for_many_at_once(book: Book, save: Save) -> None:
    ids = [save(company_name=name) for name in ("One", "Two")]
    with book.write("Star") as writing:
        assert records.set_fields(writing.session, [*ids, 99], {"starred": True}) == 2
    assert rows(book, "SELECT starred FROM client_row") == [(1,), (1,)]


def test_a_change_moves_the_day_of_the_last_change(book: Book, save: Save) -> None:
    client = save(company_name="One")
    with book.write("Long ago", kind="final") as writing:
        writing.session.connection().exec_driver_sql("UPDATE client SET updated_at='2020-01-01T00:00:00Z'")
    with book.write("Star") as writing:
        records.set_fields(writing.session, [client], {"starred": True})
    assert rows(book, "SELECT updated_at > '2021' FROM client") == [(1,)]
