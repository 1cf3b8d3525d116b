"""Out as vCards and into an empty book: nothing has changed, in any field of any table of the record."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from app.clients import records
from app.clients.fields import CATALOGUE
from app.clients.model import Address, Client, Contact, ContactLink, Email, Phone
from app.exchange import sample
from app.exchange.exporting import export_vcards
from app.exchange.importing import import_vcards
from app.store.base import Base
from app.store.book import Book
from tests.app.books import wrong
from tests.app.exchange.full_record import NOT_CARRIED, differences, full_organisation, portable, sound


def travelled(book: Book, other: Book, path: Path) -> list[dict[str, Any]]:
    """`book` out into a file and into `other`, an empty one; what that holds then."""
    export_vcards(book, None, path)
    import_vcards(other, path)
    return portable(other)


def empty_columns(part: Base) -> set[str]:
    """The columns that hold nothing, or what every new record holds."""
    blank = type(part).__mapper__.class_manager.new_instance()
    names = (column.key for column in part.__table__.columns)
    left_out = NOT_CARRIED | {"is_organisation", "is_client", "contact_id"}
    return {name for name in names if name not in left_out and getattr(part, name) in (getattr(blank, name), None)}


def test_the_record_of_these_tests_has_every_field_filled(book: Book) -> None:
    """A field that is added later must be filled here, or the tests below would not see it."""
    with book.write("Save") as writing:
        client = full_organisation(writing.session)
        records.save(writing.session, client)
    catalogue = {field.attribute for field in CATALOGUE.values() if field.table == "client"}
    assert not catalogue & empty_columns(client)
    for relation in inspect(Client).relationships:
        parts = getattr(client, relation.key)
        assert parts, relation.key
        filled = [empty_columns(part) for part in parts]
        assert not set.intersection(*filled), relation.key
    assert not empty_columns(client.links[0].contact)


def test_an_organisation_with_every_field(book: Book, other: Book, tmp_path: Path) -> None:
    with book.write("Save") as writing:
        records.save(writing.session, full_organisation(writing.session))
    before = portable(book)
    assert differences(before, travelled(book, other, tmp_path / "all.vcf")) == []
    assert wrong(other) == []


def test_a_private_client_with_every_field(book: Book, other: Book, tmp_path: Path) -> None:
    client = sound(Client(is_organisation=False), first_name="Ann-Marie  Zoé", last_name=" d’Été; fils", civility="Mme")
    client.archived_at, client.logo = None, ""
    with book.write("Save") as writing:
        records.save(writing.session, client)
    before = portable(book)
    assert differences(before, travelled(book, other, tmp_path / "all.vcf")) == []


def test_a_person_of_two_firms_stays_one_person(book: Book, other: Book, tmp_path: Path) -> None:
    with book.write("Save") as writing:
        ann = Contact(first_name="Ann", last_name="Bee", phones=[Phone(text="06 39 98 00 01", kind="mobile")])
        first = Client(company_name="First", links=[ContactLink(contact=ann, function="Boss", is_main=True)])
        records.save(writing.session, first)
        bob = Contact(last_name="Bob", emails=[Email(text="bob@second.example")])
        known = writing.session.get(Contact, 1, options=[])
        assert known is not None
    with book.write("Save") as writing:
        from app.clients.contacts import load

        shared = load(writing.session, 1)
        assert shared is not None
        links = [ContactLink(contact=bob), ContactLink(contact=shared, function="Adviser", is_billing=True)]
        records.save(writing.session, Client(company_name="Second", links=links))
    before = portable(book)
    assert differences(before, travelled(book, other, tmp_path / "all.vcf")) == []
    with other.read() as session:
        assert session.query(Contact).count() == 2


def test_the_file_is_the_same_again(book: Book, other: Book, tmp_path: Path) -> None:
    with book.write("Save") as writing:
        records.save(writing.session, full_organisation(writing.session))
    travelled(book, other, tmp_path / "first.vcf")
    export_vcards(other, None, tmp_path / "second.vcf")
    first, second = ((tmp_path / f"{name}.vcf").read_text(encoding="utf-8") for name in ("first", "second"))
    assert second == first


def test_coming_back_into_its_own_book_changes_nothing(book: Book, home: Path, tmp_path: Path) -> None:
    with book.write("Save") as writing:
        records.save(writing.session, full_organisation(writing.session))
    before = portable(book)
    export_vcards(book, None, tmp_path / "all.vcf")
    report = import_vcards(book, tmp_path / "all.vcf", update=True)
    assert (report.new, report.updated, report.unchanged) == (0, 0, report.cards)
    assert differences(before, portable(book)) == []


def test_what_was_changed_on_a_phone_wins_over_what_we_wrote(book: Book, other: Book, tmp_path: Path) -> None:
    address = Address(
        house_number="12", street="rue du Four", postcode="21000", city="Dijon", building="B", is_delivery=True
    )
    with book.write("Save") as writing:
        records.save(writing.session, Client(company_name="Four", note="old ", addresses=[address]))
    path = tmp_path / "all.vcf"
    export_vcards(book, None, path)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("12 rue du Four", "14 rue du Moulin").replace("NOTE:old", "NOTE:new"), encoding="utf-8", newline=""
    )
    import_vcards(other, path)
    (client,) = portable(other)
    (place,) = client["addresses"]
    assert (place["house_number"], place["street"], client["note"]) == ("14", "rue du Moulin", "new")


def test_the_sample_shop(other: Book, tmp_path: Path) -> None:
    sample.make(tmp_path / "sample.clientele", clients=200, seed=7, today=date(2026, 11, 12))
    with closing(Book.open(tmp_path / "sample.clientele")) as shop:
        with closing(shop.rows()) as db:
            gone = [row[0] for row in db.execute("SELECT reference FROM client WHERE deleted_at IS NOT NULL")]
        before = [client for client in portable(shop) if client["reference"] not in gone]
        assert differences(before, travelled(shop, other, tmp_path / "all.vcf")) == []
    assert len(before) > 150
