"""Searches by what follows from papers: document numbers, orders, sums, balance, last invoice, and `is:` words."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date

import pytest

from app.clients.conditions import Condition, field_word
from app.clients.model import Block, Client, ClientCompany
from app.clients.search import Query, all_ids, load_rows
from app.store.book import Book

TODAY = date(2026, 11, 22)


@pytest.fixture
def sold(book: Book, save: Callable[..., int]) -> Book:
    """Three clients: one who owes and is late, one who paid all, one who never bought."""
    late = save(Client(company_name="Late"))
    paid = save(Client(company_name="Paid", key_account=True))
    save(Client(company_name="New", nurturing=True, companies=[ClientCompany(company_id=1, on_watch=True)]))
    with book.write("Figures") as writing:
        session = writing.session
        session.add(Block(client_id=late, kind="orders", from_on=date(2020, 1, 1)))
        run = session.connection().exec_driver_sql
        for client, orders, total, balance, number, day in (
            (late, 5, 1500_0000, 300_5000, "FA-2026-0419", "2026-10-01"),
            (paid, 12, 9000_0000, 0, "FA-2025-0012", "2025-03-31"),
        ):
            run(
                "INSERT INTO client_figure (client_id, company_id, currency, main, orders, total, balance, "
                "last_number, last_on) VALUES (?, 1, 'EUR', 1, ?, ?, ?, ?, ?)",
                (client, orders, total, balance, number, day),
            )
            run("INSERT INTO search_term (client_id, term) VALUES (?, ?)", (client, number.lower().replace("-", "")))
        run(
            "INSERT INTO open_item (entry_id, position, client_id, company_id, currency, due_on, open) "
            "VALUES (1, 0, ?, 1, 'EUR', '2026-11-01', 3005000)",
            (late,),
        )
    return book


def names(book: Book, query: Query) -> list[str]:
    with contextlib.closing(book.rows()) as db:
        return [row.name for row in load_rows(db, list(all_ids(db, query, TODAY)), TODAY)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("orders:5", ["Late"]),
        ("orders:>5", ["Paid"]),
        ("orders:>=5", ["Late", "Paid"]),
        ("commandes:<5", ["New"]),
        ("orders:0", ["New"]),
        ("orders:1..5", ["Late"]),
        ("total:>1000", ["Late", "Paid"]),
        ("total:<=1500,00", ["Late", "New"]),
        ("balance:300,5", ["Late"]),
        ("solde:>0", ["Late"]),
        ("invoiced:2025", ["Paid"]),
        ("invoiced:>2025", ["Late"]),
        ("invoiced:<2026", ["Paid"]),
        ("facturé:>=2026-10-01", ["Late"]),
        ("invoiced:-", ["New"]),
        ("number:FA-2026-0419", ["Late"]),
        ("numéro:fa2026", ["Late"]),
        ("number:419", ["Late"]),
        ("FA-2025-0012", ["Paid"]),
        ("is:blocked", ["Late"]),
        ("est:bloqué", ["Late"]),
        ("is:overdue", ["Late"]),
        ("est:en-retard", ["Late"]),
        ("is:owes", ["Late"]),
        ("est:doit", ["Late"]),
        ("is:key", ["Paid"]),
        ("is:nurturing", ["New"]),
        ("is:watch", ["New"]),
        ("is:late orders:>10", []),
    ],
)
def test_words_of_the_search_box(sold: Book, typed: str, found: list[str]) -> None:
    assert sorted(names(sold, Query(tab="all", text=typed))) == sorted(found)


def test_the_builder_asks_the_same(sold: Book) -> None:
    for condition, found in (
        (Condition("figure.orders", "at_least", "5"), ["Late", "Paid"]),
        (Condition("figure.total", "above", "1500"), ["Paid"]),
        (Condition("figure.balance", "below", "1"), ["New", "Paid"]),
        (Condition("figure.last_on", "at_most", "31/03/2025"), ["Paid"]),
        (Condition("paper.number", "is", "FA-2026-0419"), ["Late"]),
        (Condition("paper.number", "empty"), ["New"]),
        (Condition("on_watch", "yes"), ["New"]),
    ):
        assert sorted(names(sold, Query(tab="all", conditions=(condition,)))) == found, condition


def test_a_state_that_nobody_knows_is_an_ordinary_word() -> None:
    assert field_word("is", "purple") is None
