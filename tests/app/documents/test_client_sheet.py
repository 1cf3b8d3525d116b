"""One client on one page, whatever is in the record."""

from __future__ import annotations

from datetime import date

from app.clients.model import Address, Client, Contact, ContactLink, Email, Phone
from app.documents import client_sheet
from app.i18n import Translator
from app.store.book import Book
from tests.app.conftest import Save
from tests.app.documents.made import texts

TODAY = date(2026, 11, 12)


def sheet(book: Book, *ids: int) -> list[str]:
    with book.read() as session:
        return texts(client_sheet.make(session, ids, TODAY, Translator("en", "FR")))


def test_the_page_holds_the_record(book: Book, save: Save) -> None:
    number = save(
        Client(
            company_name="Brasserie du Théâtre", siret="732 829 320 00074", note="Loading through the yard.",
            phones=[Phone(text="03 80 30 12 44")], emails=[Email(text="compta@theatre.example")],
            addresses=[Address(house_number="4", street="place du Théâtre", postcode="21000", city="Dijon")],
            links=[ContactLink(contact=Contact(first_name="Claire", last_name="Fournier"), function="Manager")],
        )
    )  # fmt: skip
    (text,) = sheet(book, number)
    for expected in (
        "Brasserie du Théâtre", "C-00001", "12 November 2026", "Identity", "03 80 30 12 44",
        "Claire Fournier (Manager)", "4 place du Théâtre, 21000 Dijon", "Loading through the yard.",
    ):  # fmt: skip
        assert expected in " ".join(text.split()), expected
    assert "There is more" not in text


def test_a_record_that_is_far_too_long_stays_one_page_and_says_so(book: Book, save: Save) -> None:
    people = [ContactLink(contact=Contact(first_name="Jo", last_name=f"Number {n}")) for n in range(150)]
    number = save(Client(company_name="Endless " * 20, note="word " * 4000, links=people))
    (text,) = sheet(book, number)
    assert "There is more than fits on this page" in text


def test_several_clients_have_a_page_each(book: Book, save: Save) -> None:
    first, second = save(company_name="One"), save(company_name="Bar 🍷")
    pages = sheet(book, first, second)
    assert len(pages) == 2
    assert "Bar \ufffd" in pages[1]
