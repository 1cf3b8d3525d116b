"""Files kept with a client: what is taken and refused, undo, deleting for good, and the check of the whole file."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.activity import files, happened
from app.activity.files import FileRow, Origin
from app.clients import lifecycle
from app.errors import Cancelled, Conflict, FileRefused, Invalid, NotFound
from app.progress import Progress
from app.store import repair, undo
from app.store.book import Book
from app.store.connect import DatabaseError, connect

Save = Callable[..., int]
DEED = b"%PDF-1.7 a deed"


def act(book: Book, what: Callable[..., Any], *values: Any, kind: str = "edit", **named: Any) -> Any:
    with book.write("Act", kind=kind) as writing:
        return what(writing.session, *values, **named)


def step_back(book: Book) -> None:
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)


def listed(book: Book, client: int) -> list[FileRow]:
    with contextlib.closing(book.rows()) as db:
        return files.of_client(db, client)


def blobs_of(book: Book) -> set[str]:
    with contextlib.closing(book.rows()) as db:
        return {row[0] for row in db.execute("SELECT sha256 FROM blob")}


@pytest.fixture
def client(save: Save) -> int:
    return save(company_name="Brasserie du Théâtre")


def test_a_file_is_listed_and_comes_back_byte_for_byte(book: Book, client: int) -> None:
    first = act(book, files.keep, client, "Contrat signé.pdf", DEED)
    second = act(book, files.keep, client, "Cave à vin.JPG", b"\xff\xd8 picture")
    rows = listed(book, client)
    assert [(row.id, row.name, row.size) for row in rows] == [
        (second, "Cave à vin.JPG", 10), (first, "Contrat signé.pdf", 15),
    ]  # fmt: skip
    with book.read() as session:
        assert files.load(session, first) == ("Contrat signé.pdf", DEED)
        with pytest.raises(NotFound):
            files.load(session, first + 99)
    assert listed(book, client + 1) == []


def test_the_same_file_is_kept_once_in_a_record_and_its_bytes_once_in_the_book(
    book: Book, client: int, save: Save
) -> None:
    other = save(company_name="Hôtel des Cordeliers")
    assert act(book, files.keep, client, "deed.pdf", DEED)
    assert act(book, files.keep, client, "deed.pdf", DEED) == 0
    assert act(book, files.keep, client, "a copy.pdf", DEED)
    assert act(book, files.keep, other, "deed.pdf", DEED)
    assert blobs_of(book) == {hashlib.sha256(DEED).hexdigest()}


def test_it_can_be_removed_and_brought_back(book: Book, client: int) -> None:
    number = act(book, files.keep, client, "deed.pdf", DEED)
    before = listed(book, client)
    assert act(book, files.remove, [number, number + 5]) == 1
    assert listed(book, client) == []
    step_back(book)
    assert listed(book, client) == before
    step_back(book)
    assert listed(book, client) == []
    with book.write("Redo", kind="redo") as writing:
        undo.redo(writing.session)
    with book.read() as session:
        assert files.load(session, number).content == DEED


def test_a_new_name_keeps_the_ending(book: Book, client: int) -> None:
    number = act(book, files.keep, client, "scan0001.pdf", DEED)
    act(book, files.rename, number, "Bail de la cave", " signed  in May ")
    assert [(row.name, row.label) for row in listed(book, client)] == [("Bail de la cave.pdf", "signed in May")]
    act(book, files.rename, number, "Bail.v2.pdf")
    assert listed(book, client)[0].name == "Bail.v2.pdf"
    with pytest.raises(Invalid):
        act(book, files.rename, number, "  ")
    step_back(book)
    assert listed(book, client)[0].name == "Bail de la cave.pdf"


def test_what_cannot_be_kept_is_named_and_the_rest_is_kept(
    book: Book, client: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    for name, content in (
        ("good.txt", b"words"),
        ("empty.txt", b""),
        ("large.bin", b"x" * 1001),
        ("edge.bin", b"y" * 1000),
    ):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    wanted = [tmp_path / name for name in ("folder", "empty.txt", "large.bin", "good.txt", "gone.txt", "edge.bin")]
    outcome = act(book, files.keep_all, client, [*wanted, tmp_path / "good.txt"], Progress())
    assert [row.name for row in listed(book, client)] == ["edge.bin", "good.txt"]
    assert [refused.parameters["name"] for refused in outcome.refused] == [
        "folder",
        "empty.txt",
        "large.bin",
        "gone.txt",
    ]
    assert (len(outcome.added), outcome.known) == (2, 1)


def test_too_much_for_one_step_is_refused_whole(
    book: Book, client: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_TOGETHER", 20)
    paths = [tmp_path / f"{number}.bin" for number in range(3)]
    for path in paths:
        path.write_bytes(b"0123456789")
    with pytest.raises(FileRefused):
        act(book, files.keep_all, client, paths, Progress())
    assert listed(book, client) == []
    assert len(act(book, files.keep_all, client, paths[:2], Progress()).refused) == 0


def test_a_cancelled_addition_leaves_nothing(book: Book, client: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        act(book, files.keep_all, client, [tmp_path / "a.txt"], progress)
    assert (listed(book, client), blobs_of(book)) == ([], set())


def test_a_client_that_is_not_there_gets_no_file(book: Book) -> None:
    with pytest.raises(NotFound):
        act(book, files.keep, 77, "a.txt", b"a")


def test_bytes_that_a_file_points_to_cannot_be_dropped(book: Book, client: int) -> None:
    act(book, files.keep, client, "deed.pdf", DEED)
    book.close()
    with contextlib.closing(connect(book.path)) as db, pytest.raises(DatabaseError):
        db.execute("DELETE FROM blob")


def test_files_go_with_the_client_unless_they_are_needed(book: Book, client: int, save: Save) -> None:
    other = save(company_name="Hôtel des Cordeliers")
    act(book, files.keep, client, "shared.txt", b"shared")
    act(book, files.keep, other, "shared.txt", b"shared")
    act(book, files.keep, client, "own.txt", b"own")
    act(book, files.remove, [act(book, files.keep, client, "before.txt", b"before")])
    act(book, files.remove, [act(book, files.keep, other, "undoable.txt", b"undoable")])
    act(book, files.keep, client, "undoable.txt", b"undoable")
    act(book, lifecycle.delete, [client])
    assert act(book, lifecycle.erase, [client], kind="final") == 1
    assert listed(book, client) == []
    kept = {hashlib.sha256(content).hexdigest() for content in (b"shared", b"undoable")}
    assert blobs_of(book) == kept
    assert repair.full_check(book).ok
    with pytest.raises(Conflict):
        step_back(book)


def test_deleting_that_can_be_undone_loses_no_bytes(book: Book, client: int) -> None:
    number = act(book, files.keep, client, "deed.pdf", DEED)
    act(book, lifecycle.delete, [client])
    act(book, lifecycle.erase, [client])
    step_back(book)
    with book.read() as session:
        assert files.load(session, number).content == DEED


def test_the_files_of_an_absorbed_record_are_moved(book: Book, client: int, save: Save) -> None:
    kept = save(company_name="Brasserie")
    number = act(book, files.keep, client, "deed.pdf", DEED)
    act(book, files.reassign, client, kept)
    assert [row.id for row in listed(book, kept)] == [number]
    assert listed(book, client) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE kept_file SET size=3",
        "DELETE FROM blob",
        "INSERT INTO blob VALUES('x', x'00'); UPDATE kept_file SET sha256='x'",
    ],
)
def test_the_check_finds_what_was_changed(book: Book, client: int, damage: str) -> None:
    number = act(book, files.keep, client, "deed.pdf", DEED)
    assert repair.full_check(book).ok
    with contextlib.closing(connect(book.path)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        for statement in damage.split(";"):
            db.execute(statement)
    found = {check.name: check.details for check in repair.full_check(book).checks if not check.ok}
    assert found["files"] == (f"file {number} was changed or lost",)


def test_files_and_statements_stand_on_the_timeline(book: Book, client: int) -> None:
    act(book, files.keep, client, "deed.pdf", DEED)
    act(book, files.keep, client, "Relevé.pdf", b"%PDF", Origin("statement", "printed", to_on=date(2026, 11, 12)))
    with book.read() as session:
        found = happened.of_client(session, client, limit=10)
    assert [(each.group, each.kind, each.number, each.label, each.due_on) for each in found] == [
        ("files", "statement", "Relevé.pdf", "printed", "2026-11-12"),
        ("files", "file", "deed.pdf", "", ""),
    ]
    assert [each.file_id for each in found] == [row.id for row in listed(book, client)]


def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        files.read(tmp_path / "gone.pdf")
    assert str(refused.value) == "“gone.pdf” cannot be read."


def test_files_added_at_once_are_one_line_of_the_timeline(book: Book, client: int, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(5)]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    act(book, files.keep_all, client, paths, Progress())
    with book.read() as session:
        (found,) = happened.of_client(session, client, limit=10)
    assert (found.number, found.others) == ("4.txt", tuple(path.name for path in paths))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileRefused):
        files.read(tmp_path / "pipe")
