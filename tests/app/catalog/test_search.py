"""Finding products: by what is typed, by what a client buys, and the list with its filters and orders."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.catalog import records, search
from app.catalog.model import Product
from app.catalog.search import Query
from app.clients.model import Client
from app.clients.records import save as save_client
from app.company import lists
from app.company.records import home
from app.sales.model import Paper, PaperLine
from app.store.book import Book

D = Decimal


@pytest.fixture
def shelf(book: Book) -> dict[str, int]:
    """A few products by name, and their family."""
    goods = (
        ("P2", "Gamay", "75 cl", "8.50"), ("P10", "Gamay rosé", "magnum", "17"), ("", "Œuf dur", "", "1"),
        ("GRO", "Grolleau", "75 cl", "7"), ("P1", "Éclair", "", "3.20"),
    )  # fmt: skip
    with book.write("Shelf") as writing:
        session = writing.session
        found = {"family": lists.add(session, records.FAMILIES, "Wines")}
        for code, name, container, price in goods:
            family = found["family"] if "Ga" in name else None
            product = Product(code=code, name=name, container=container, price=D(price), family_id=family)
            found[name] = records.save(session, product)
    return found


@pytest.fixture
def db(book: Book, shelf: dict[str, int]) -> Iterator[Any]:
    with contextlib.closing(book.rows()) as connection:
        yield connection


def names(rows: list[search.Row]) -> list[str]:
    return [row.name for row in rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gam", ["Gamay", "Gamay rosé"]),
        ("ROSE gamay", ["Gamay rosé"]),
        ("oeuf", ["Œuf dur"]),
        ("75", ["Gamay", "Grolleau"]),
        ("p1", ["Éclair", "Gamay rosé"]),
        ("p10", ["Gamay rosé"]),
        ("amay", []),
        ("%", ["Éclair", "Gamay", "Gamay rosé", "Grolleau", "Œuf dur"]),
        ("' OR 1=1 --", []),
    ],
)
def test_what_is_typed_begins_words(db: Any, text: str, found: list[str]) -> None:
    assert names(search.find(db, text)) == found


def test_a_row_has_what_a_line_takes(db: Any) -> None:
    row = search.find(db, "rosé")[0]
    assert (row.code, row.price, row.with_tax, row.family, row.cost, row.active) == (
        "P10", D("17.00"), False, "Wines", None, True,
    )  # fmt: skip


def test_no_more_than_asked(db: Any) -> None:
    assert len(search.find(db, "", limit=2)) == 2


def test_what_a_client_buys_comes_first_then_what_sells(book: Book, shelf: dict[str, int]) -> None:
    with book.write("Sales") as writing:
        session = writing.session
        one, other = (save_client(session, Client(company_name=name)) for name in ("Le Dîner", "La Table"))
        company = home(session).id
        for client, product, times in ((one, "Grolleau", 3), (other, "Œuf dur", 1)):
            lines = [PaperLine(product_id=shelf[product]) for _ in range(times)]
            paper = Paper(company_id=company, bill_to_id=client, dated_on=date(2026, 11, 12), lines=lines)
            session.add(paper)
    with contextlib.closing(book.rows()) as db:
        assert names(search.find(db, ""))[:2] == ["Grolleau", "Œuf dur"]
        assert names(search.find(db, "", client_id=other))[:3] == ["Œuf dur", "Grolleau", "Éclair"]


def test_the_list_in_its_orders(db: Any) -> None:
    def listed(**words: Any) -> list[str]:
        return names(search.load_rows(db, list(search.all_ids(db, Query(**words)))))

    assert listed() == ["Éclair", "Gamay", "Gamay rosé", "Grolleau", "Œuf dur"]
    assert listed(sort="code") == ["Grolleau", "Éclair", "Gamay", "Gamay rosé", "Œuf dur"]
    assert listed(sort="price", descending=True)[:2] == ["Gamay rosé", "Gamay"]
    assert listed(sort="nonsense") == listed()


def test_filters_and_counts(book: Book, shelf: dict[str, int]) -> None:
    with book.write("Switch off") as writing:
        records.switch(writing.session, [shelf["Gamay"]], on=False)
    with contextlib.closing(book.rows()) as db:
        wines = Query(family_id=shelf["family"])
        assert (search.count(db, wines), search.count(db, Query()), search.count(db, Query(active=None))) == (1, 4, 5)
        assert search.count(db, Query(active=False)) == 1
        assert search.count(db, Query(kind="service")) == 0
        assert names(search.find(db, "gamay")) == ["Gamay rosé"]
        assert search.families(db) == [(shelf["family"], "Wines", 1)]


def test_products_that_are_gone_are_left_out(db: Any, shelf: dict[str, int]) -> None:
    assert names(search.load_rows(db, [shelf["Grolleau"], 999, shelf["Gamay"]])) == ["Grolleau", "Gamay"]
