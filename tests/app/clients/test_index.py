"""Name order and the search index, where room between ranks runs out and where everything is made again."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable

import pytest

from app.clients import audit, bulk, index, records
from app.clients.model import Client
from app.company.records import set_option
from app.store import repair
from app.store.book import Book
from app.store.connect import connect
from app.values.folding import fold
from tests.app.books import order, wrong

Save = Callable[..., int]


@pytest.mark.parametrize("gap", [2, 4, 64])
def test_newcomers_find_room_where_there_is_none(book: Book, monkeypatch: pytest.MonkeyPatch, gap: int) -> None:
    monkeypatch.setattr(index, "GAP", gap)
    monkeypatch.setattr(index, "_LEAST_GAP", 2)
    monkeypatch.setattr(index, "_WINDOW", 3)
    chance = random.Random(1)
    ends = "abcdefghij"
    for _write in range(12):
        with book.write("Save") as writing:
            for _client in range(6):
                name = "m" + "".join(chance.choices(ends, k=chance.randint(1, 3)))
                records.save(writing.session, Client(company_name=name))
        assert wrong(book) == []
    keys = [row[1] for row in order(book)]
    assert keys == sorted(keys)


def test_newcomers_in_falling_order_go_to_the_front(book: Book, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "GAP", 4)
    monkeypatch.setattr(index, "_LEAST_GAP", 2)
    for letter in reversed("abcdefghijklmnop"):
        save(company_name=letter)
        assert wrong(book) == []
    assert "".join(row[1] for row in order(book)) == "abcdefghijklmnop"


@pytest.mark.parametrize("many", [0, 10_000])
def test_a_crowd_is_laid_between_the_others(book: Book, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """Few and many take two different ways; both must end alike."""
    monkeypatch.setattr(index, "MANY", many)
    for start in ("b", "a", "c", "b"):
        with book.write("Import") as writing:
            bulk.insert(writing.session, (Client(company_name=f"{start}{place:03}") for place in range(0, 120, 7)))
        assert wrong(book) == []
    keys = [row[1] for row in order(book)]
    assert keys == sorted(keys)


def test_the_name_order_moves_everybody(book: Book, save: Save) -> None:
    save(is_organisation=False, first_name="Zoé", last_name="Albert")
    save(is_organisation=False, first_name="Alice", last_name="Martin")
    assert [row[1] for row in order(book)] == ["albert zoe", "martin alice"]
    with book.write("Order") as writing:
        set_option(writing.session, "name_order", "first")
    assert [row[1] for row in order(book)] == ["alice martin", "zoe albert"]
    assert wrong(book) == []


def test_names_are_sorted_as_people_read_them(book: Book, save: Save) -> None:
    names = [
        "Zanzibar",
        "Éric",
        "eric",
        "Eric B",
        "Œuvre",
        "Oeuvre A",
        "Ofen",
        "À la bonne heure",
        "123",
        "St-Rémy",
        "St Remy",
    ]
    for name in names:
        save(company_name=name)
    shown = [row[1] for row in order(book)]
    assert shown == sorted(fold(name) for name in names)


DAMAGE = {
    "row changed": "UPDATE client_row SET city='Nowhere' WHERE client_id=1",
    "row gone": "DELETE FROM client_row WHERE client_id=1",
    "row too many": "UPDATE client_row SET client_id=99 WHERE client_id=1",
    "order": "UPDATE client_row SET rank=rank + 9999999999 WHERE client_id=1",
    "count": "UPDATE tab_count SET clients=7 WHERE tab='all'",
    "index entry gone": "DELETE FROM client_grams WHERE rowid=(SELECT rank FROM client_row WHERE client_id=1)",
    "other text": "INSERT INTO client_grams(rowid, grams) SELECT rank, 'xyz' FROM client_row WHERE client_id=2",
    "index damaged": "UPDATE client_grams_data SET block=zeroblob(8) WHERE id > 1000",
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_what_is_wrong_with_the_list_is_found_and_mended(book: Book, save: Save, kind: str) -> None:
    for name in ("Alpha", "Beta", "Gamma"):
        save(company_name=name)
    with contextlib.closing(connect(book.path)) as db:
        db.execute(DAMAGE[kind])
    report = repair.full_check(book)
    assert [check.name for check in report.checks if not check.ok] == ["list"]
    assert report.mendable
    repair.mend(book)
    assert repair.full_check(book).ok
    assert [row[1] for row in order(book)] == ["alpha", "beta", "gamma"]


def test_the_check_is_part_of_every_full_check() -> None:
    assert audit.CHECK in repair.DERIVED
