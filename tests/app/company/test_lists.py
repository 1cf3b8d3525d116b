"""The lists an owner may change: what is added, renamed, ordered, switched off, and when deletion is refused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app import subjects
from app.clients import records
from app.clients.lists import BY_KEY, KINDS, OWN_FIELDS, TAGS, options_of, set_kind
from app.clients.model import Client, ClientTag, CustomValue
from app.company import lists
from app.company.founding import Shop, found
from app.company.records import note_of_new
from app.errors import Invalid, Refused
from app.store.book import Book

CATEGORIES = BY_KEY["category"]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    subjects.load()
    path = tmp_path / "shop.clientele"
    found(path, Shop("Cave des Tilleuls", language="en"))
    opened = Book.open(path)
    yield opened
    opened.close()


def labels(book: Book, kind: lists.ListKind) -> list[str]:
    with book.read() as session:
        return [entry.label for entry in lists.entries(session, kind)]


def entry(book: Book, kind: lists.ListKind, label: str) -> lists.ListEntry:
    with book.read() as session:
        return next(one for one in lists.entries(session, kind) if one.label == label)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_list_takes_a_new_entry_and_lets_it_go(book: Book, kind: lists.ListKind) -> None:
    before = labels(book, kind)
    with book.write("add") as writing:
        number = lists.add(writing.session, kind, "  Something   new ")
    assert labels(book, kind) == [*before, "Something new"]
    with book.write("delete") as writing:
        lists.delete(writing.session, kind, number)
    assert labels(book, kind) == before


def test_a_name_is_needed_and_only_once(book: Book) -> None:
    for wrong in ("  ", "HOTEL", "x" * 81):
        with pytest.raises(Invalid), book.write("add") as writing:
            lists.add(writing.session, CATEGORIES, wrong)
    hotel = entry(book, CATEGORIES, "Hotel")
    with book.write("same name") as writing:
        lists.change(writing.session, CATEGORIES, hotel.id, {"label": "HOTEL"})
    assert "HOTEL" in labels(book, CATEGORIES)


def test_entries_move_and_stay_where_they_are_put(book: Book) -> None:
    first, second, third = labels(book, CATEGORIES)[:3]
    with book.write("move") as writing:
        lists.move(writing.session, CATEGORIES, entry(book, CATEGORIES, third).id, -1)
        lists.move(writing.session, CATEGORIES, entry(book, CATEGORIES, first).id, -1)
    assert labels(book, CATEGORIES)[:3] == [first, third, second]


def test_what_a_client_uses_is_counted_kept_and_not_deleted(book: Book) -> None:
    hotel = entry(book, CATEGORIES, "Hotel")
    with book.write("clients") as writing:
        tag = lists.add(writing.session, TAGS, "CHR")
        for name in ("A", "B"):
            client = Client(company_name=name, category_id=hotel.id, tags=[ClientTag(tag_id=tag)])
            records.save(writing.session, client)
    assert entry(book, CATEGORIES, "Hotel").used == 2
    assert entry(book, TAGS, "CHR").used == 2
    with pytest.raises(Refused) as refused, book.write("delete") as writing:
        lists.delete(writing.session, CATEGORIES, hotel.id)
    assert refused.value.parameters == {"name": "Hotel", "clients": 2}
    with book.write("off") as writing:
        lists.switch(writing.session, CATEGORIES, hotel.id, on=False)
    assert not entry(book, CATEGORIES, "Hotel").active
    with book.read() as session:
        assert records.load(session, 1).category_id == hotel.id


def test_a_renamed_tag_is_found_under_its_new_name(book: Book) -> None:
    with book.write("tag") as writing:
        tag = lists.add(writing.session, TAGS, "CHR")
        records.save(writing.session, Client(company_name="A", tags=[ClientTag(tag_id=tag)]))
    with book.write("rename") as writing:
        lists.change(writing.session, TAGS, tag, {"name": "Restaurants", "colour": 5})
    with book.read() as session:
        run = session.connection().exec_driver_sql
        (row,) = run("SELECT tags, search_text FROM client_row").fetchall()
    assert row[0] == '[["Restaurants", 5]]'
    assert "restaurants" in row[1]


def test_terms_and_rates_carry_more_than_a_name(book: Book) -> None:
    terms, rates = BY_KEY["payment_term"], BY_KEY["tax_rate"]
    with book.write("terms") as writing:
        lists.add(writing.session, terms, "90 days", {"days": 90, "end_of_month": True})
        lists.change(writing.session, rates, lists.entries(writing.session, rates)[0].id, {"percent": Decimal("21.5")})
    known = {"days": 90, "end_of_month": True, "days_after": 0, "instalments": 1}
    assert entry(book, terms, "90 days").values == known
    with book.read() as session:
        assert lists.entries(session, rates)[0].values["percent"] == Decimal("21.5")


def test_an_own_field_keeps_its_kind_once_it_is_used(book: Book) -> None:
    with book.write("field") as writing:
        field = lists.add(writing.session, OWN_FIELDS, "Grape", {"kind": "choice"})
        option = lists.add(writing.session, options_of(field), "Pinot")
        lists.add(writing.session, options_of(field), "Gamay")
    with book.write("kind") as writing:
        set_kind(writing.session, field, "several")
        value = CustomValue(field_id=field, option_id=option)
        records.save(writing.session, Client(company_name="A", custom_values=[value]))
    with pytest.raises(Refused), book.write("kind") as writing:
        set_kind(writing.session, field, "text")
    with book.read() as session:
        used = {one.label: one.used for one in lists.entries(session, options_of(field))}
    assert used == {"Pinot": 1, "Gamay": 0}


def test_an_unused_own_field_goes_with_its_options_and_comes_back_with_them(book: Book) -> None:
    from app.store import undo

    with book.write("field") as writing:
        field = lists.add(writing.session, OWN_FIELDS, "Grape", {"kind": "choice"})
        lists.add(writing.session, options_of(field), "Pinot")
    with book.write("delete") as writing:
        lists.delete(writing.session, OWN_FIELDS, field)
    assert labels(book, OWN_FIELDS) == []
    assert labels(book, options_of(field)) == []
    with book.write("undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert labels(book, options_of(field)) == ["Pinot"]


def test_one_text_at_most_fills_the_notes_of_new_clients(book: Book) -> None:
    notes = BY_KEY["note_text"]
    for label in ("First", "Second"):
        with book.write("add") as writing:
            lists.add(writing.session, notes, label, {"text": f"{label} text", "for_new": True})
    with book.read() as session:
        assert [one.values["for_new"] for one in lists.entries(session, notes)] == [False, True]
        assert note_of_new(session) == "Second text"
    with book.write("off") as writing:
        lists.switch(writing.session, notes, entry(book, notes, "Second").id, on=False)
        assert note_of_new(writing.session) == ""


def test_a_new_client_takes_the_text_only_where_there_is_no_note(book: Book) -> None:
    with book.write("text") as writing:
        lists.add(writing.session, BY_KEY["note_text"], "First", {"text": "Prefers:", "for_new": True})
        made = [records.create(writing.session, Client(company_name="A", note=note)) for note in ("", "Own")]
        kept = [records.load(writing.session, number).note for number in made]
    assert kept == ["Prefers:", "Own"]


def test_the_titles_of_people_speak_the_language_of_the_shop(book: Book) -> None:
    assert labels(book, BY_KEY["civility"])[:2] == ["Mr", "Mrs"]


def test_an_iban_is_kept_plain_and_refused_where_it_is_wrong(book: Book) -> None:
    accounts = BY_KEY["bank_account"]
    with pytest.raises(Invalid) as refused, book.write("add") as writing:
        lists.add(writing.session, accounts, "Bank", {"iban": "FR76 3000"})
    assert refused.value.problems[0].path == "iban"
    with book.write("add") as writing:
        lists.add(writing.session, accounts, "Bank", {"iban": "fr76 3000 6000 0112 3456 7890 189"})
    assert entry(book, accounts, "Bank").values["iban"] == "FR7630006000011234567890189"
