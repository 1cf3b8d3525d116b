"""From prospect to client, into the archive and the bin, and out of the file after thirty days."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.clients import lifecycle, records, search
from app.clients.model import Client, Contact, ContactLink, SearchTerm
from app.errors import NotFound, Refused
from app.store.base import utc_now
from app.store.book import Book
from tests.app.books import wrong

Save = Callable[..., int]


def act(book: Book, what: Callable[..., object], *values: Any, **named: Any) -> Any:
    with book.write("Act") as writing:
        return what(writing.session, *values, **named)


def counts(book: Book) -> dict[str, int]:
    assert wrong(book) == []
    with contextlib.closing(book.rows()) as db:
        return search.tab_counts(db)


def names(book: Book, tab: str) -> list[str]:
    today = utc_now().date()
    with contextlib.closing(book.rows()) as db:
        return [row.name for row in search.first_page(db, search.Query(tab=tab), today)]


def test_tabs_follow_the_life_of_a_record(book: Book, save: Save) -> None:
    client, prospect = save(company_name="One"), save(company_name="Two", is_client=False, is_prospect=True)
    assert counts(book) == {"clients": 1, "prospects": 1, "all": 2, "archived": 0}
    act(book, lifecycle.to_client, [prospect])
    assert counts(book) == {"clients": 2, "prospects": 0, "all": 2, "archived": 0}
    act(book, lifecycle.to_prospect, [client])
    act(book, lifecycle.archive, [prospect])
    assert counts(book) == {"clients": 0, "prospects": 1, "all": 1, "archived": 1}
    act(book, lifecycle.unarchive, [prospect])
    act(book, lifecycle.delete, [client, prospect])
    assert counts(book) == {"clients": 0, "prospects": 0, "all": 0, "archived": 0}
    assert names(book, "bin") == ["One", "Two"]
    act(book, lifecycle.undelete, [client])
    assert names(book, "prospects") == ["One"]


def test_the_bin_keeps_for_thirty_days(book: Book, save: Save) -> None:
    old, young = save(company_name="Old"), save(company_name="Young")
    act(book, lifecycle.delete, [old, young])
    with book.write("Long ago", kind="final") as writing:
        run = writing.session.connection().exec_driver_sql
        run("UPDATE client SET deleted_at='2020-01-01T00:00:00Z' WHERE id=?", (old,))
    act(book, lifecycle.delete, [old])
    assert act(book, lifecycle.empty_bin) == 1, "deleting again does not start the thirty days anew"
    assert names(book, "bin") == ["Young"]
    assert act(book, lifecycle.empty_bin, everything=True) == 1
    assert counts(book)["all"] == 0


def test_a_clock_that_is_ahead_empties_nothing(book: Book, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    act(book, lifecycle.delete, [save(company_name="Thrown away")])
    monkeypatch.setattr(lifecycle, "utc_now", lambda: utc_now() + timedelta(days=400))
    assert act(book, lifecycle.empty_bin) == 0
    assert names(book, "bin") == ["Thrown away"]


def test_what_leaves_the_file_takes_its_own_along_and_lets_go_of_others(book: Book, save: Save) -> None:
    shared = Contact(last_name="Shared")
    parent = save(
        company_name="Parent", links=[ContactLink(contact=shared), ContactLink(contact=Contact(last_name="Own"))]
    )
    with book.read() as session:
        contact = records.draft(session, parent).links[0].contact
    child = save(company_name="Child", parent_id=parent, referred_by_id=parent, links=[ContactLink(contact=contact)])
    with book.write("Number of a paper", kind="final") as writing:
        writing.session.add(SearchTerm(client_id=parent, term="F-1"))
        writing.session.flush()
    act(book, lifecycle.delete, [parent])
    act(book, lifecycle.empty_bin, everything=True)
    with book.read() as session:
        left = records.draft(session, child)
    assert (left.parent_id, left.referred_by_id) == (None, None)
    with contextlib.closing(book.rows()) as db:
        assert db.execute("SELECT last_name FROM contact").fetchall() == [("Shared",)]
        assert db.execute("SELECT count(*) FROM search_term").fetchone() == (0,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert wrong(book) == []


def test_papers_hold_a_client_fast(book: Book, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    client, free = save(company_name="Tied"), save(company_name="Free")

    def tied(session: Session, number: int) -> bool:
        return number == client

    monkeypatch.setattr(records, "TIES", [tied])
    monkeypatch.setattr(records, "LOCKS", [tied])
    for forbidden in (lifecycle.to_prospect, lifecycle.delete):
        with pytest.raises(Refused):
            act(book, forbidden, [free, client])
    assert counts(book)["clients"] == 2, "of several, none is changed"
    act(book, lifecycle.archive, [client])


def test_a_client_that_is_gone_is_told(book: Book) -> None:
    with pytest.raises(NotFound):
        act(book, lifecycle.star, [99], on=True)


def test_tags_are_made_once_and_taken_off(book: Book, save: Save) -> None:
    one, two = save(company_name="One"), save(company_name="Two")
    act(book, lifecycle.tag, [one, two], "VIP")
    act(book, lifecycle.tag, [one], "VIP")
    with contextlib.closing(book.rows()) as db:
        rows = search.load_rows(db, [one, two], utc_now().date())
    assert [row.tags for row in rows] == [(("VIP", 1),), (("VIP", 1),)]
    act(book, lifecycle.tag, [one], "VIP", on=False)
    with contextlib.closing(book.rows()) as db:
        assert [row.tags for row in search.load_rows(db, [one], utc_now().date())] == [()]


def test_a_private_client_is_one_too(book: Book, save: Save) -> None:
    save(Client(is_organisation=False, first_name="Amélie", last_name="Garnier"))
    assert names(book, "clients") == ["Garnier Amélie"]
