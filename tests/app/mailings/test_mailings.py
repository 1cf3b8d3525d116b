"""A mailing from its first draft to the printed letters that nobody can change any more."""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from app.activity import happened
from app.clients import bulk, lifecycle, records
from app.clients.model import Client
from app.documents import mailing_letters
from app.errors import Conflict, Invalid, NotFound, Refused
from app.mailings import mailings, overview, seats
from app.mailings import plan as plans
from app.mailings.mailings import Sent
from app.mailings.plan import Plan
from app.progress import Progress
from app.store import undo
from app.store.book import Book
from tests.app.books import dump, wrong
from tests.app.mailings.post import DAY, act, ask, brasserie, neighbour, pages_of, plan, printed

Save = Callable[..., int]
FRENCH = "{dear},\n\nVous êtes {gender|fidèle|fidèle|fidèles} depuis {client_since.year}.\n\nÀ bientôt,"
ENGLISH = "{dear},\n\nThank you, {first_name}.\n\nYours,"


@pytest.fixture
def two(save: Save) -> list[int]:
    return [save(brasserie()), save(neighbour())]


@pytest.fixture
def mailing(book: Book, two: list[int]) -> int:
    return int(act(book, mailings.create, two, plan(FRENCH, ENGLISH)))


def listed(book: Book, **wanted: Any) -> list[overview.MailingRow]:
    with contextlib.closing(book.rows()) as db:
        return overview.listed(db, **wanted)


def received(book: Book, client: int) -> list[overview.LetterRow]:
    with contextlib.closing(book.rows()) as db:
        return overview.of_client(db, client)


def step(book: Book, way: str) -> None:
    with book.write(way, kind=way) as writing:
        getattr(undo, way)(writing.session)


def test_it_says_and_looks_as_it_was_saved(book: Book, mailing: int) -> None:
    first = ask(book, plans.load, mailing)
    assert (first.name, first.state, first.texts[1].language) == ("Noël 2026", "draft", "en")
    changed = replace(
        first, name="  Noël  2027 ", typeface="serif", text_size=120, replacements=(("first_name", "cher ami"),),
        texts=first.texts[:1], dated_on=date(2026, 12, 1), background_strength=30,
    )  # fmt: skip
    after = act(book, plans.save, changed)
    assert (after.name, after.typeface, after.texts, after.instead) == (
        "Noël 2027", "serif", first.texts[:1], {"first_name": "cher ami"},
    )  # fmt: skip
    with pytest.raises(Conflict):
        act(book, plans.save, changed)
    with pytest.raises(Invalid):
        act(book, plans.save, replace(after, name=" "))
    step(book, "undo")
    assert ask(book, plans.load, mailing).texts == first.texts


def test_those_who_get_none_are_named_with_the_reason(book: Book, save: Save, two: list[int]) -> None:
    nowhere = save(company_name="Sans adresse")
    number = act(book, mailings.create, [*two, nowhere], plan(FRENCH))
    act(book, mailings.set_chosen, number, [two[1]], on=False)
    found = ask(book, seats.seats, number, DAY)
    assert [(seat.client_id, seat.name, seat.chosen, seat.reason) for seat in found] == [
        (two[0], "Brasserie du Théâtre", True, ""),
        (two[1], "Smith John", False, ""),
        (nowhere, "Sans adresse", False, "No address"),
    ]
    assert (found[0].place, found[0].contact_id is not None) == ("21000 Dijon", True)
    made = printed(book, number)
    assert [each.client_id for each in made.sent] == [two[0]]


def test_each_letter_is_in_the_language_of_its_reader(book: Book, mailing: int, two: list[int]) -> None:
    with book.read() as session:
        say = plans.load(session, mailing)
        french = pages_of(mailing_letters.preview(session, say, two[0], DAY).pdf)[0]
        english = pages_of(mailing_letters.preview(session, say, two[1], DAY).pdf)[0]
    assert "Chère Madame Fournier,\nVous êtes fidèle depuis 2014.\nÀ bientôt," in french
    assert "4 PLACE DU THEATRE" in french
    assert "21000 DIJON" in french
    assert "12 novembre 2026" in french
    assert "Dear Mr Smith,\nThank you, John.\nYours," in english
    assert "12 November 2026" in english


def test_what_was_printed_is_kept_as_it_was_and_changes_no_more(
    book: Book, save: Save, mailing: int, two: list[int]
) -> None:
    made = printed(book, mailing)
    assert (made.pages, len(made.sent), made.left_out) == (2, 2, [])
    act(book, lifecycle.star, [two[0]], on=True)
    with book.write("Change") as writing:
        writing.session.get(Client, two[0]).company_name = "Autre nom"
    for change in (
        lambda: act(book, plans.save, ask(book, plans.load, mailing)),
        lambda: act(book, mailings.add, mailing, two),
        lambda: act(book, mailings.remove, mailing, two),
        lambda: act(book, mailings.set_chosen, mailing, two, on=False),
        lambda: act(book, mailings.freeze, mailing, made),
    ):
        with pytest.raises(Refused):
            change()
    act(book, mailings.rename, mailing, "Fêtes")
    (row,) = listed(book)
    assert (row.name, row.state, row.recipients, row.pages, row.has_pdf) == ("Fêtes", "printed", 2, 2, True)
    with book.read() as session:
        block, said = session.execute(
            text("SELECT block, said FROM mailing_recipient WHERE client_id = :id"), {"id": two[0]}
        ).one()
        assert block.split("\n") == [
            "Brasserie du Théâtre",
            "Madame Claire Fournier",
            "4 PLACE DU THEATRE",
            "21000 DIJON",
        ]
        assert '"client_since.year": "2014"' in said
        own = mailing_letters.kept_pdf(session, mailing, two[1])
        assert "Dear Mr Smith" in pages_of(own)[0]
        assert len(pages_of(own)) == 1
        assert len(pages_of(mailing_letters.kept_pdf(session, mailing))) == 2
        with pytest.raises(NotFound):
            mailing_letters.kept_pdf(session, mailing, 99)
    assert not [found for found in ask(book, seats.seats, mailing, DAY) if not found.pages]


def test_a_copy_begins_anew_with_the_same_people(book: Book, mailing: int, two: list[int]) -> None:
    act(book, mailings.set_chosen, mailing, [two[1]], on=False)
    printed(book, mailing)
    again = act(book, mailings.copy, mailing, "Noël 2027")
    found = ask(book, plans.load, again)
    assert (found.state, found.copied_from, found.pdf, found.texts[0].language) == ("draft", mailing, None, "fr")
    assert ask(book, mailings.client_ids_of, again) == [two[0]]
    assert sorted(ask(book, mailings.client_ids_of, again, chosen_only=False)) == two
    act(book, mailings.delete, [mailing])
    assert ask(book, plans.load, again).copied_from is None


def test_every_step_can_be_taken_back(book: Book, save: Save, two: list[int]) -> None:
    states = [dump(book)]
    number = act(book, mailings.create, two[:1], plan(FRENCH))
    steps: list[Callable[[], object]] = [
        lambda: act(book, mailings.add, number, two),
        lambda: act(book, mailings.set_chosen, number, two, on=False),
        lambda: act(book, mailings.remove, number, two[:1]),
        lambda: act(book, mailings.copy, number, "Copy"),
        lambda: act(
            book, mailings.record_printed, Plan("Labels", "labels", sheet="L7160"), [Sent(two[0], None, ("A",))]
        ),
        lambda: act(book, mailings.delete, [number]),
    ]
    for take in steps:
        states.append(dump(book))
        take()
    for before in reversed(states):
        step(book, "undo")
        assert dump(book) == before
    assert wrong(book) == []


def test_it_is_on_the_timeline_of_everybody_who_got_it(book: Book, mailing: int, two: list[int]) -> None:
    assert received(book, two[0]) == []
    act(book, mailings.set_chosen, mailing, [two[1]], on=False)
    printed(book, mailing)
    act(book, mailings.record_printed, Plan("Cartons", "labels", sheet="L7160"), [Sent(two[0]), Sent(two[0])], 1)
    letter = act(book, mailings.create, two[:1], plan(FRENCH, name="Lettre", kind="letter"))
    found = ask(book, happened.of_client, two[0], limit=10)
    assert {(each.kind, each.number, each.group, each.mailing_id is not None) for each in found} == {
        ("mailing", "Noël 2026", "letters", True), ("labels", "Cartons", "letters", True),
    }  # fmt: skip
    assert ask(book, happened.of_client, two[1], limit=10) == []
    assert {(row.kind, row.state) for row in received(book, two[0])} == {
        ("mailing", "printed"), ("labels", "printed"), ("letter", "draft"),
    }  # fmt: skip
    assert {row.kind for row in listed(book)} == {"mailing", "labels"}
    assert [row.id for row in listed(book, kinds=("letter",))] == [letter]
    assert [row.name for row in listed(book, text="cart")] == ["Cartons"]
    assert listed(book, text="100%") == []


def test_who_is_deleted_for_good_takes_their_letters_along(book: Book, mailing: int, two: list[int]) -> None:
    letter = act(book, mailings.create, two[:1], plan(FRENCH, name="Lettre", kind="letter"))
    made = printed(book, letter)
    digest = hashlib.sha256(made.pdf).hexdigest()
    printed(book, mailing)
    act(book, lifecycle.delete, two[:1])
    act(book, lifecycle.erase, two[:1], kind="final")
    with pytest.raises(NotFound):
        ask(book, plans.load, letter)
    assert ask(book, mailings.client_ids_of, mailing) == [two[1]]
    with contextlib.closing(book.rows()) as db:
        assert db.execute("SELECT count(*) FROM blob WHERE sha256 = ?", (digest,)).fetchone() == (0,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(pages_of(ask(book, mailing_letters.kept_pdf, mailing))) == 2


def test_a_contact_who_leaves_may_have_received_letters(book: Book, mailing: int, two: list[int]) -> None:
    printed(book, mailing)
    before = dump(book)
    draft = ask(book, records.draft, two[0])
    draft.links.clear()
    act(book, records.save, draft)
    (seat,) = [found for found in ask(book, seats.seats, mailing, DAY) if found.client_id == two[0]]
    assert (seat.contact_id, seat.pages) == (None, 1)
    step(book, "undo")
    assert dump(book) == before


def test_what_two_clients_got_belongs_to_the_one_they_become(book: Book, mailing: int, two: list[int]) -> None:
    alone = act(book, mailings.create, two[:1], plan(FRENCH, name="Seul"))
    before = dump(book)
    act(book, mailings.reassign, two[0], two[1])
    assert ask(book, mailings.client_ids_of, mailing) == [two[1]]
    assert ask(book, mailings.client_ids_of, alone) == [two[1]]
    step(book, "undo")
    assert dump(book) == before


def test_thousands_of_recipients_are_written_and_taken_back(book: Book) -> None:
    with book.write("Many") as writing:
        ids = bulk.insert(writing.session, (Client(company_name=f"C{n}") for n in range(3_000)), Progress())
    number = act(book, mailings.create, ids, plan(FRENCH))
    act(book, mailings.set_chosen, number, ids[:1000], on=False)
    step(book, "undo")
    step(book, "undo")
    assert wrong(book) == []


def test_what_is_changed_while_the_printer_works_is_no_part_of_what_was_printed(
    book: Book, save: Save, mailing: int, two: list[int]
) -> None:
    with book.read() as session:
        before = plans.load(session, mailing)
        made = mailing_letters.make(session, before, file=io.BytesIO(), today=DAY, progress=Progress())
    act(book, mailings.remove, mailing, [two[0]])
    act(book, mailings.add, mailing, [save(neighbour())])
    act(book, plans.save, replace(before, texts=(replace(before.texts[0], title="Trop tard"),), typeface="serif"))
    act(book, mailings.rename, mailing, "Nouveau nom")
    act(book, mailings.freeze, mailing, made)
    after = ask(book, plans.load, mailing)
    assert (after.name, after.texts, after.typeface) == ("Nouveau nom", before.texts, "sans")
    found = ask(book, seats.seats, mailing, DAY)
    assert [seat.client_id for seat in found if seat.chosen] == [each.client_id for each in made.sent]
    assert wrong(book) == []


def test_who_is_deleted_while_the_printer_works_stops_no_record_of_it(book: Book, mailing: int, two: list[int]) -> None:
    with book.read() as session:
        made = mailing_letters.make(
            session, plans.load(session, mailing), file=io.BytesIO(), today=DAY, progress=Progress()
        )
        contact = made.sent[0].contact_id
    assert contact
    with book.write("Delete a contact") as writing:
        writing.session.execute(text("DELETE FROM contact_link WHERE contact_id = :id"), {"id": contact})
        writing.session.execute(text("DELETE FROM contact WHERE id = :id"), {"id": contact})
    act(book, mailings.freeze, mailing, made)
    sent = [Sent(two[0], contact, ("A",)), Sent(99_999, None, ("B",))]
    number = act(book, mailings.record_printed, Plan(name="Étiquettes", kind="labels"), sent)
    assert ask(book, mailings.client_ids_of, number) == [two[0]]
