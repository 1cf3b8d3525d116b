"""References: from a pattern, each given once in the life of the book."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import NoResultFound

from app.clients import lifecycle, records
from app.clients.model import Client, ClientAlias
from app.company import numbering, series
from app.company.model import Numbering
from app.store import undo
from app.store.book import Book

Save = Callable[..., int]


def reference(book: Book, client: int) -> str:
    with book.read() as session:
        return records.draft(session, client).reference


def test_references_count_up(book: Book, save: Save) -> None:
    assert [reference(book, save(company_name="x")) for _time in range(3)] == ["C-00001", "C-00002", "C-00003"]
    with book.read() as session:
        assert numbering.peek(session, "client") == "C-00004"


def test_a_refused_save_takes_none(book: Book, save: Save) -> None:
    with pytest.raises(NoResultFound), book.write("Save") as writing:
        writing.session.get_one(Numbering, records.save(writing.session, Client(company_name="x")) + 98)
    assert reference(book, save(company_name="x")) == "C-00001"


def test_a_reference_is_not_given_again_after_undo_or_deletion(book: Book, save: Save) -> None:
    save(company_name="undone")
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    gone = save(company_name="deleted")
    assert reference(book, gone) == "C-00002"
    with book.write("Purge") as writing:
        lifecycle.delete(writing.session, [gone])
        lifecycle.empty_bin(writing.session, everything=True)
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert reference(book, save(company_name="new")) == "C-00003"


def test_what_is_taken_is_passed_over(book: Book, save: Save) -> None:
    save(company_name="x", reference="C-00001", aliases=[ClientAlias(reference="C-00003")])
    assert reference(book, save(company_name="y")) == "C-00002"
    with book.read() as session:
        assert numbering.peek(session, "client") == "C-00004"
    assert reference(book, save(company_name="z")) == "C-00004"


def test_many_at_once_are_as_one_by_one(book: Book, save: Save) -> None:
    for number in (2, 3, 600):
        save(company_name="x", reference=f"C-{number:05}")
    with book.write("Many") as writing:
        taken = numbering.take_many(writing.session, "client", 1000)
    assert len(set(taken)) == 1000
    assert taken[:3] == ["C-00001", "C-00004", "C-00005"]
    assert taken[-1] == "C-01003"
    assert "C-00600" not in taken


def test_the_owner_s_pattern(book: Book, save: Save) -> None:
    with book.write("Pattern") as writing:
        writing.session.query(Numbering).filter_by(kind="client").one().pattern = "CL{number}-26"
    assert reference(book, save(company_name="x")) == "CL1-26"


def test_a_counter_that_is_missing_is_made(book: Book, save: Save) -> None:
    with book.write("Gone", kind="final") as writing:
        writing.session.delete(writing.session.query(Numbering).filter_by(kind="client").one())
    assert reference(book, save(company_name="x")) == "C-00001"


@pytest.mark.parametrize(
    ("pattern", "good"),
    [
        ("C-{number:05}", True),
        ("{number}", True),
        ("C", False),
        ("{number}{number}", False),
        ("{other}", False),
        ("", False),
    ],
)
def test_a_pattern_has_one_place_for_the_number(pattern: str, *, good: bool) -> None:
    problems = numbering.check(pattern)
    assert (not problems) is good
    for problem in problems:
        assert "C-{number:05}" in problem.message.format(**problem.parameters)


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("F-{number:3}", "F-{number:03}"),
        ("F-{Number}", "F-{number}"),
        ("{année}/{numéro:4}", "{year}/{number:04}"),
        ("{year:4}-{number:0000}", "{year}-{number:04}"),
        ("{ number : 12 }", "{number:09}"),
    ],
)
def test_what_was_meant_is_offered_with_its_reason(pattern: str, meant: str) -> None:
    (problem,) = series.check(pattern, "invoice")
    assert problem.path == "invoice"
    assert problem.fix is not None
    assert (problem.fix.path, problem.fix.value) == ("invoice", meant)
    said = problem.message.format(**problem.parameters)
    assert "is not understood here: write {" in said
    assert series.check(meant) == []


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("FA", "Write {number} where the number goes"),
        ("{number}-{number:04}", "more than once"),
        ("{year}{year}{number}", "{number} and {year} only, each once"),
        ("{month}{number}", "{number} and {year} only, each once"),
        ("F" * 40 + "{number}", "at most 40 characters"),
    ],
)
def test_a_refused_pattern_says_why_with_an_example(pattern: str, words: str) -> None:
    (problem,) = series.check(pattern)
    said = problem.message.format(**problem.parameters)
    assert words in said
    assert "FA-{year}-{number:04}" in said
    assert problem.fix is None


def test_the_reference_of_a_client_has_no_year() -> None:
    (problem,) = numbering.check("C-{year}-{number}")
    assert (
        problem.message.format(**problem.parameters)
        == "Between curly brackets stands {number} only, as in C-{number:05}."
    )


@given(st.text(max_size=20), st.integers(1, 10**9))
def test_any_pattern_can_be_shown(text: str, number: int) -> None:
    assert str(number) in numbering.show(f"{text}{{number}}", number)


def test_two_writers_never_get_the_same(book: Book) -> None:
    with contextlib.closing(book.rows()) as db:
        before = db.execute("SELECT next_number FROM numbering").fetchone()
    with book.write("One") as writing:
        one = numbering.take(writing.session, "client")
    with book.write("Two") as writing:
        assert numbering.take(writing.session, "client") != one
    with contextlib.closing(book.rows()) as db:
        assert db.execute("SELECT next_number FROM numbering").fetchone()[0] == before[0] + 2
