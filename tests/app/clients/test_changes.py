"""The history of one record: every field in words, parts and contacts too, by whom and when."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import inspect

from app.clients import bulk, changes, lifecycle, part_labels, records, shown
from app.clients.changes import Entry, history_of
from app.clients.model import (
    Address,
    Block,
    Client,
    ClientCompany,
    ConsentEvent,
    Contact,
    ContactLink,
    CustomField,
    CustomValue,
    Email,
    FinancialYear,
    Phone,
    ScoreLine,
)
from app.company import records as shop
from app.i18n import Translator
from app.store import undo
from app.store.book import Book
from app.store.connect import connect

Save = Callable[..., int]
TR = Translator("en", "FR")


def history(book: Book, client: int, **more: Any) -> list[Entry]:
    with book.read() as session:
        return history_of(session, client, **more)


def words(book: Book, client: int) -> list[tuple[str, str, str, str]]:
    """The latest act: part, label, from, to."""
    return [
        (one.part, one.label, shown.text(one.old, one.kind, TR), shown.text(one.new, one.kind, TR))
        for one in history(book, client)[0].differences
    ]


def edit(book: Book, client: int, change: Callable[[Client], object]) -> None:
    with book.write("Edit") as writing:
        draft = records.draft(writing.session, client)
        change(draft)
        records.save(writing.session, draft)


@pytest.fixture
def client(book: Book, save: Save) -> int:
    contact = Contact(first_name="Amélie", last_name="Garnier", phones=[Phone(text="06")])
    links = [ContactLink(contact=contact, is_main=True), ContactLink(contact=Contact(last_name="Petit"))]
    return save(Client(company_name="Le Dîner", addresses=[Address(street="rue A", city="Lyon")], links=links))


def test_it_begins_with_the_creation(book: Book, client: int) -> None:
    (entry,) = history(book, client)
    assert (entry.origin, entry.label, entry.differences) == ("created", "Save", ())
    assert entry.at.tzinfo is not None


def test_an_import_is_where_it_came_from(book: Book) -> None:
    with book.write("Import of {file}", file="cards.vcf") as writing:
        (client,) = bulk.insert(writing.session, [Client(company_name="x", phones=[Phone(text="06")])])
    (entry,) = history(book, client)
    assert (entry.origin, entry.parameters) == ("imported", {"file": "cards.vcf"})


def test_fields_of_every_kind_are_words(book: Book, client: int) -> None:
    with book.write("Lists", kind="final") as writing:
        hotel = shop.choice(writing.session, "category", "Hotel").id
        other = records.save(writing.session, Client(company_name="Parent"))

    def change(draft: Client) -> None:
        draft.category_id, draft.parent_id = hotel, other
        draft.key_account, draft.discount_percent, draft.capital = True, Decimal("2.5"), Decimal(1500)
        draft.client_since, draft.invoice_sending, draft.note, draft.logo = date(2026, 1, 31), "email", "new", "abc"

    edit(book, client, change)
    assert set(words(book, client)) == {
        ("", "Category", "", "Hotel"),
        ("", "Parent company", "", "Parent"),
        ("", "Key account", "No", "Yes"),
        ("", "Overall discount", "", "2,5\u202f%"),
        ("", "Share capital", "", "1\u202f500,00"),
        ("", "Client since", "", "31 Jan 2026"),
        ("", "Invoices", "As usual", "By e-mail"),
        ("", "Note", "", "new"),
        ("", "Logo", "No", "Yes"),
    }


def test_parts_and_contacts_are_told(book: Book, client: int) -> None:
    edit(book, client, lambda draft: setattr(draft.addresses[0], "city", "Nice"))
    assert words(book, client) == [("Address", "Town", "Lyon", "Nice")]
    edit(book, client, lambda draft: setattr(draft.links[0].contact, "last_name", "Martin"))
    assert words(book, client) == [("Contact", "Contact's last name", "Garnier", "Martin")]
    edit(book, client, lambda draft: setattr(draft.links[0].contact.phones[0], "text", "07"))
    assert words(book, client) == [("", "Phone", "06", "07")]
    edit(book, client, lambda draft: draft.emails.append(Email(text="a@b.example")))
    assert words(book, client) == [("", "E-mail", "", "a@b.example")]
    edit(book, client, lambda draft: draft.addresses.append(Address(street="rue B", city="Paris", postcode="75001")))
    assert words(book, client) == [("", "Address", "", "rue B, 75001 Paris")]
    edit(book, client, lambda draft: draft.addresses.pop(0))
    assert ("", "Address", "rue A, Nice", "") in words(book, client)
    edit(book, client, lambda draft: draft.links.pop(1))
    assert ("", "Contact", "Petit", "") in words(book, client)
    assert [entry.origin for entry in history(book, client)][-1] == "created"


def test_a_flag_that_moves_is_told_once(book: Book, client: int) -> None:
    def swap(draft: Client) -> None:
        draft.links[0].is_main, draft.links[1].is_main = False, True

    edit(book, client, swap)
    assert sorted(words(book, client)) == [
        ("Contact", "Main contact", "No", "Yes"),
        ("Contact", "Main contact", "Yes", "No"),
    ]


def test_the_small_parts_have_their_words(book: Book, client: int) -> None:
    with book.write("Field", kind="final") as writing:
        own = CustomField(label="Covers", kind="number")
        writing.session.add(own)
        writing.session.flush()
        number = own.id

    def change(draft: Client) -> None:
        draft.consents.append(
            ConsentEvent(channel="newsletter", granted=True, given_on=date(2026, 1, 1), source="shop")
        )
        draft.blocks.append(Block(kind="orders", from_on=date(2026, 2, 1), comment="late"))
        draft.scores.append(ScoreLine(given_on=date(2026, 1, 1), points=5, reason="loyal"))
        draft.custom_values.append(CustomValue(field_id=number, number=Decimal(80)))
        draft.financial_years.append(FinancialYear(year=2025))
        draft.companies.append(ClientCompany(company_id=1, credit_limit=Decimal(2000)))

    edit(book, client, change)
    assert set(words(book, client)) == {
        ("", "Consent to the newsletter", "", "2026-01-01 shop"),
        ("", "Orders blocked", "", "2026-02-01 late"),
        ("", "Score", "", "5 loyal"),
        ("", "Covers", "", "80"),
        ("", "Yearly figures", "", "2025"),
        ("", "Credit limit", "", "2\u202f000,00"),
    }


def test_acts_of_the_list_are_there_and_undo_too(book: Book, client: int) -> None:
    with book.write("Tags", kind="final") as writing:
        lifecycle.find_tag(writing.session, "VIP")
    for act in (lifecycle.archive, lifecycle.unarchive):
        with book.write("Act") as writing:
            act(writing.session, [client])
    with book.write("Tag") as writing:
        lifecycle.tag(writing.session, [client], "VIP")
    assert words(book, client) == [("", "Tag", "", "VIP")]
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert history(book, client)[0].kind == "undo"
    assert words(book, client) == [("", "Tag", "VIP", "")]


def test_the_bin_and_the_archive_are_told_by_name_alone(book: Book, client: int) -> None:
    told = []
    for act in (lifecycle.archive, lifecycle.unarchive, lifecycle.delete, lifecycle.undelete):
        with book.write("Act") as writing:
            act(writing.session, [client])
        told += words(book, client)
    assert told == [
        ("", label, "", "")
        for label in ("Archived", "Restored from the archive", "Moved to the bin", "Brought back from the bin")
    ]
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert words(book, client) == [("", "Brought back from the bin", "", "")]


def test_numbers_of_the_state_are_written_as_the_record_writes_them(book: Book, client: int) -> None:
    edit(book, client, lambda draft: setattr(draft, "siren", "123456782"))
    edit(book, client, lambda draft: setattr(draft, "siren", "552100554"))
    assert words(book, client) == [("", "SIREN", "123 456 782", "552 100 554")]


def test_pages_follow_each_other(book: Book, client: int) -> None:
    for number in range(7):
        edit(book, client, lambda draft, number=number: setattr(draft, "note", str(number)))  # type: ignore[misc]
    first = history(book, client, limit=5)
    rest = history(book, client, limit=5, before=first[-1].change_set)
    assert [entry.change_set for entry in first + rest] == [entry.change_set for entry in history(book, client)]
    assert len(first) == 5
    assert rest[-1].origin == "created"


def test_others_are_not_in_it(book: Book, client: int, save: Save) -> None:
    other = save(company_name="Other", addresses=[Address(city="Metz")])
    edit(book, other, lambda draft: setattr(draft.addresses[0], "city", "Toul"))
    assert len(history(book, client)) == 1


def test_erased_payloads_leave_a_gap_and_no_crash(book: Book, client: int) -> None:
    edit(book, client, lambda draft: setattr(draft, "note", "secret"))
    edit(book, client, lambda draft: draft.addresses.clear())
    with contextlib.closing(connect(book.path)) as db:
        db.execute("UPDATE payload SET json=NULL")
    assert all(entry.differences == () for entry in history(book, client))
    assert "secret" not in str(history(book, client))


def test_a_client_that_is_gone_has_a_history_all_the_same(book: Book, client: int) -> None:
    with book.write("Purge", kind="final") as writing:
        lifecycle.delete(writing.session, [client])
        lifecycle.empty_bin(writing.session, everything=True)
    assert [entry.origin for entry in history(book, client)] == ["deleted", "created"]


def test_every_column_has_a_name_or_is_silent_on_purpose() -> None:
    tables = ["client", "contact", *part_labels.OWNED]
    named = part_labels.COLUMNS
    missing = [
        f"{table}.{column.key}"
        for table, columns in ((str(mapper.local_table), mapper.columns) for mapper in Client.registry.mappers)
        for column in columns
        if table in tables and column.key not in part_labels.SILENT and f"{table}.{column.key}" not in named
    ]
    assert missing == []


def test_every_part_of_the_record_is_followed() -> None:
    parts = {str(relation.mapper.local_table.name) for relation in inspect(Client).relationships}
    people = {str(relation.mapper.local_table.name) for relation in inspect(Contact).relationships}
    assert parts | people <= set(part_labels.OWNED)
    for table in parts - {"contact_link"}:
        assert "client_id" in part_labels.OWNED[table].owners
    for table in people:
        assert "contact_id" in part_labels.OWNED[table].owners
    assert set(changes.TITLES) <= {"client", *part_labels.OWNED}
