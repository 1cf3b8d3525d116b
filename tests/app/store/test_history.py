"""The history: one change set an act, chained, tamper-evident, and whole after a person's data were erased."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest

from app.clients import lifecycle, records
from app.clients.model import Address, Client, ContactLink
from app.clients.model.contact import Contact
from app.company import records as shop
from app.errors import BookError, Conflict, Refused
from app.store import history, steps, undo
from app.store.book import Book
from app.store.connect import connect
from tests.app.books import dump

Save = Callable[..., int]


def raw(book: Book, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with contextlib.closing(book.rows()) as db:
        return list(db.execute(query, values))


def tamper(book: Book, *statements: str) -> None:
    """What somebody with a database tool could do: the triggers are no obstacle to them."""
    with contextlib.closing(connect(book.path)) as db:
        db.execute("DROP TRIGGER keep_change_update")
        db.execute("DROP TRIGGER keep_change_delete")
        db.execute("DROP TRIGGER keep_change_set_update")
        db.execute("DROP TRIGGER keep_change_set_delete")
        db.execute("DROP TRIGGER keep_payload_update")
        db.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            db.execute(statement)


def broken(book: Book) -> int | None:
    with contextlib.closing(book.rows()) as db:
        return history.verify_chain(db)


def edit(book: Book, client: int, **values: Any) -> None:
    with book.write("Edit") as writing:
        draft = records.draft(writing.session, client)
        for name, value in values.items():
            setattr(draft, name, value)
        records.save(writing.session, draft)


def test_one_act_is_one_change_set_with_befores_and_afters(book: Book, save: Save) -> None:
    client = save(company_name="Le Dîner", addresses=[Address(city="Lyon")])
    edit(book, client, note="new")
    (entry,) = raw(
        book,
        "SELECT c.\"table\", c.op, json_extract(p.json, '$.before.note'), json_extract(p.json, '$.after.note') "
        "FROM change c JOIN payload p ON p.hash=c.payload WHERE change_set_id=(SELECT max(id) FROM change_set)",
    )
    assert entry == ("client", "u", "", "new"), "an address that did not change leaves no trace"


def test_a_write_says_what_it_touched(book: Book, save: Save) -> None:
    client = save(company_name="Le Dîner")
    with book.write("Tag", name="VIP") as writing:
        lifecycle.tag(writing.session, [client], "VIP")
    assert writing.changes.touches_row("client", client)
    assert writing.changes.touches("tag")
    assert not writing.changes.touches("address")
    assert (writing.changes.label, writing.changes.parameters) == ("Tag", {"name": "VIP"})


def test_a_write_that_fails_leaves_nothing(book: Book, save: Save) -> None:
    before = dump(book), raw(book, "SELECT count(*) FROM change_set")
    with pytest.raises(KeyError), book.write("Edit") as writing:
        {}[records.save(writing.session, Client(company_name="Nobody"))]
    assert (dump(book), raw(book, "SELECT count(*) FROM change_set")) == before


def test_writing_outside_a_write_is_a_bug_that_shows(book: Book) -> None:
    with pytest.raises(BookError, match="read-only"), book.read() as session:
        session.connection().exec_driver_sql("DELETE FROM company")
    with pytest.raises(RuntimeError), book.read() as session:
        history.inserted(session, "client", [1])


TAMPERED = {
    "payload": "UPDATE payload SET json=replace(json, 'Lyon', 'Nice') WHERE json LIKE '%Lyon%'",
    "moment": "UPDATE change_set SET at='2020-01-01T00:00:00Z' WHERE id=2",
    "entry removed": "DELETE FROM change WHERE id=(SELECT max(id) FROM change WHERE change_set_id=2)",
    "entry moved": "UPDATE change SET change_set_id=3 WHERE id=(SELECT max(id) FROM change WHERE change_set_id=2)",
    "entry added": "INSERT INTO change(change_set_id, \"table\", first, last, op) VALUES(2, 'client', 9, 9, 'i')",
    "orphan added": "INSERT INTO change(change_set_id, \"table\", first, last, op) VALUES(99, 'client', 9, 9, 'i')",
    "row": "UPDATE change SET first=7 WHERE change_set_id=2",
    "set removed": "DELETE FROM change_set WHERE id=2",
    "link": "UPDATE change_set SET chain='0' WHERE id=2",
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_tampering_is_found(book: Book, save: Save, kind: str) -> None:
    save(company_name="Le Dîner", addresses=[Address(city="Lyon")])
    save(company_name="Other")
    assert broken(book) is None
    tamper(book, TAMPERED[kind])
    assert broken(book) is not None


def test_the_history_only_grows(book: Book, save: Save) -> None:
    save(company_name="Le Dîner")
    for statement in (
        "UPDATE change SET first=7",
        "DELETE FROM change",
        "DELETE FROM change_set",
        "UPDATE change_set SET at='2020'",
        "UPDATE payload SET json='{}'",
        "DELETE FROM payload",
        "INSERT OR REPLACE INTO payload SELECT hash, '{}' FROM payload",
    ):
        with contextlib.closing(connect(book.path)) as db, pytest.raises(Exception, match="append-only"):
            db.execute(statement)


def test_erasing_what_a_step_said_keeps_the_chain_and_stops_its_undo(book: Book, save: Save) -> None:
    client = save(company_name="Le Dîner")
    edit(book, client, note="secret")
    with contextlib.closing(connect(book.path)) as db:
        db.execute("UPDATE payload SET json=NULL WHERE json LIKE '%secret%'")
    assert broken(book) is None
    with pytest.raises(Refused), book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)


def test_undo_survives_a_restart_and_names_the_step(book: Book, save: Save) -> None:
    save(company_name="Le Dîner")
    book.close()
    with contextlib.closing(Book.open(book.path)) as again:
        with contextlib.closing(again.rows()) as db:
            step = steps.next_undo(db)
            assert step is not None
            assert step.label == "Save"
        with again.write("Undo", kind="undo") as writing:
            undo.undo(writing.session)
        assert raw(again, "SELECT count(*) FROM client") == [(0,)]


def test_a_new_act_drops_what_could_be_redone(book: Book, save: Save) -> None:
    save(company_name="One")
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    save(company_name="Two")
    with pytest.raises(Refused), book.write("Redo", kind="redo") as writing:
        undo.redo(writing.session)


def test_so_many_steps_back_and_no_more(book: Book, save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    assert steps.UNDO_STEPS == 100
    monkeypatch.setattr(steps, "UNDO_STEPS", 10)
    client = save(company_name="Le Dîner")
    for number in range(15):
        with book.write("Note") as writing:
            records.set_fields(writing.session, [client], {"note": str(number)})
    taken = 0
    with contextlib.suppress(Refused):
        while True:
            with book.write("Undo", kind="undo") as writing:
                undo.undo(writing.session)
            taken += 1
    assert taken == 10


def test_a_final_act_cannot_be_undone_and_what_it_changed_is_a_conflict(book: Book, save: Save) -> None:
    client = save(company_name="Le Dîner")
    edit(book, client, note="mine")
    with book.write("Correct", kind="final") as writing:
        records.set_fields(writing.session, [client], {"note": "final"})
    before = dump(book)
    with pytest.raises(Conflict), book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert dump(book) == before


def test_what_something_newer_stands_on_cannot_be_taken_back(book: Book, save: Save) -> None:
    with book.write("Person") as writing:
        lifecycle.find_tag(writing.session, "VIP")
    client = save(company_name="Le Dîner")
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    with book.write("Tag for good", kind="final") as writing:
        client = records.save(writing.session, Client(company_name="Other"))
        lifecycle.tag(writing.session, [client], "VIP")
    with pytest.raises(Conflict), book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)


def test_a_record_that_is_gone_for_good_is_a_conflict(book: Book, save: Save) -> None:
    client = save(company_name="Le Dîner")
    with book.write("Purge", kind="final") as writing:
        lifecycle.delete(writing.session, [client])
        lifecycle.empty_bin(writing.session, everything=True)
    with pytest.raises(Conflict), book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)


def test_a_draft_read_before_an_undo_is_stale(book: Book, save: Save) -> None:
    client = save(company_name="Le Dîner")
    edit(book, client, note="one")
    with book.read() as session:
        draft = records.draft(session, client)
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    draft.note = "two"
    with pytest.raises(Conflict), book.write("Edit") as writing:
        records.save(writing.session, draft)


def test_a_draft_read_before_its_record_went_and_came_back_is_stale(book: Book, save: Save) -> None:
    client = save(company_name="Le Dîner")
    with book.read() as session:
        draft = records.draft(session, client)
    for kind, act in (("undo", undo.undo), ("redo", undo.redo)):
        with book.write("Step", kind=kind) as writing:
            act(writing.session)
    with pytest.raises(Conflict), book.write("Edit") as writing:
        records.save(writing.session, draft)


def test_text_that_sqlite_cannot_hold_is_cleaned(book: Book, save: Save) -> None:
    client = save(company_name="A\0B\ud800C", note="\udfff")
    assert raw(book, "SELECT company_name, note FROM client WHERE id=?", client) == [("AB\ufffdC", "\ufffd")]
    edit(book, client, note="b\ud83d")
    assert broken(book) is None
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert raw(book, "SELECT note FROM client WHERE id=?", client) == [("\ufffd",)]


def test_who_and_what_is_signed(book: Book, save: Save) -> None:
    book.who = "Amélie"
    with book.write("Set {name}", name="option") as writing:
        shop.set_option(writing.session, "colour", "red")
    signed = raw(book, "SELECT who, label, parameters FROM change_set ORDER BY id DESC LIMIT 1")
    assert signed == [("Amélie", "Set {name}", '{"name": "option"}')]


def test_a_contact_s_change_touches_its_clients(book: Book, save: Save) -> None:
    contact = Contact(last_name="Durand")
    client = save(company_name="Le Dîner", links=[ContactLink(contact=contact)])
    with book.write("Rename") as writing:
        found = writing.session.get(Contact, 1)
        assert found is not None
        found.last_name = "Martin"
    assert writing.changes.touches_row("client", client)
    assert raw(book, "SELECT contact FROM client_row") == [("Martin",)]
