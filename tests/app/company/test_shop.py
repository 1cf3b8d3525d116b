"""What the settings page changes of the shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import subjects
from app.clients import records
from app.clients.model import Client
from app.company import shop
from app.company.founding import Shop, found
from app.errors import Invalid
from app.store.book import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    subjects.load()
    path = tmp_path / "shop.clientele"
    found(path, Shop("Cave des Tilleuls", logo=b"picture"))
    opened = Book.open(path)
    yield opened
    opened.close()


def details(book: Book) -> shop.Details:
    with book.read() as session:
        return shop.load(session)


def test_a_new_file_has_its_logo_and_the_usual_choices(book: Book) -> None:
    assert details(book).picture == b"picture"
    assert (details(book).name_order, details(book).pattern, details(book).next_number) == ("last", "C-{number:05}", 1)


def test_only_what_is_given_is_changed_and_a_name_stays(book: Book) -> None:
    with book.write("change") as writing:
        shop.save(writing.session, {"city": " Dijon ", "country": "CH"})
        shop.set_logo(writing.session, b"")
    assert details(book).company["city"] == "Dijon"
    assert details(book).company["name"] == "Cave des Tilleuls"
    assert details(book).picture == b""
    with book.read() as session:
        assert session.connection().exec_driver_sql("SELECT currency FROM company").scalar() == "CHF"
    with pytest.raises(Invalid), book.write("nameless") as writing:
        shop.save(writing.session, {"name": "  "})


def test_new_references_follow_the_pattern_and_old_ones_stay(book: Book) -> None:
    with book.write("clients") as writing:
        records.save(writing.session, Client(company_name="A"))
        shop.set_pattern(writing.session, "K{number:03}")
        records.save(writing.session, Client(company_name="B"))
    with book.read() as session:
        run = session.connection().exec_driver_sql
        assert run("SELECT reference FROM client ORDER BY id").scalars().all() == ["C-00001", "K002"]
    with pytest.raises(Invalid), book.write("wrong") as writing:
        shop.set_pattern(writing.session, "K-{number}-{number}")


def test_private_clients_are_listed_the_other_way_round(book: Book) -> None:
    with book.write("clients") as writing:
        for first, last in (("Zoé", "Arnaud"), ("Anne", "Zola")):
            records.save(writing.session, Client(is_organisation=False, first_name=first, last_name=last))
    with book.write("order") as writing:
        shop.set_name_order(writing.session, "first")
    with book.read() as session:
        run = session.connection().exec_driver_sql
        assert run("SELECT name FROM client_row ORDER BY rank").scalars().all() == ["Anne Zola", "Zoé Arnaud"]
