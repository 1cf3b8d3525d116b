"""A disk that is full: a clear sentence, the book as it was, and all goes on once there is room again."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.clients import bulk, records
from app.clients.model import Client
from app.company.founding import Shop, found
from app.errors import BookError
from app.store import backup, restore
from app.store.blobs import keep
from app.store.book import Book
from tests.app.books import dump, wrong


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("wb") as file:
        while True:
            file.write(bytes(4096))
            file.flush()
    return filler


@pytest.fixture
def crowded(template: Path, disk: Path) -> Iterator[tuple[Book, Path]]:
    path = Path(shutil.copyfile(template, disk / template.name))
    with contextlib.closing(Book.open(path)) as book:
        with book.write("Save") as writing:
            records.save(writing.session, Client(company_name="Before"))
        yield book, fill(disk)


def test_a_save_that_finds_no_room_changes_nothing(crowded: tuple[Book, Path]) -> None:
    book, filler = crowded
    before = dump(book)
    draft = Client(company_name="After", note="x" * 20_000)
    for _try in range(2):
        with pytest.raises(BookError) as refusal, book.write("Save") as writing:
            records.save(writing.session, draft), keep(writing.session, os.urandom(300_000))
        assert refusal.value.reason == "full"
        assert refusal.value.parameters["folder"] == str(book.path.parent)
    assert dump(book) == before
    assert wrong(book) == []
    filler.unlink()
    with book.write("Save") as writing:
        records.save(writing.session, draft)
    assert len(dump(book)["client"]) == 2


def test_an_import_that_finds_no_room_brings_in_nobody(crowded: tuple[Book, Path]) -> None:
    book, _filler = crowded
    before = dump(book)
    with pytest.raises(BookError) as refusal, book.write("Import") as writing:
        bulk.insert(
            writing.session, (Client(company_name=f"Client {number}", note="x" * 500) for number in range(1500))
        )
    assert refusal.value.reason == "full"
    assert dump(book) == before


def test_a_backup_that_finds_no_room_leaves_nothing(crowded: tuple[Book, Path]) -> None:
    book, _filler = crowded
    files = names(book.path.parent)
    with pytest.raises(BookError) as refusal:
        backup.make(book, book.path.parent, "hand")
    assert refusal.value.reason == "full"
    assert names(book.path.parent) == files


def test_a_restore_that_finds_no_room_leaves_the_book(crowded: tuple[Book, Path], tmp_path: Path) -> None:
    book, _filler = crowded
    made = backup.make(book, tmp_path / "kept", "hand")
    before = dump(book)
    book.close()
    with pytest.raises(BookError) as refusal:
        restore.restore(made.path, book.path, safety=tmp_path / "kept")
    assert refusal.value.reason == "full"
    with contextlib.closing(Book.open(book.path)) as again:
        assert dump(again) == before


def test_a_book_that_finds_no_room_is_not_made(disk: Path) -> None:
    fill(disk)
    with pytest.raises(BookError) as refusal:
        found(disk / "new.clientele", Shop("New"))
    assert refusal.value.reason == "full"
    assert names(disk) == ["filler"]


def test_a_book_on_a_full_disk_can_be_read(crowded: tuple[Book, Path]) -> None:
    book, _filler = crowded
    book.close()
    with contextlib.closing(Book.open(book.path)) as again:
        assert len(dump(again)["client"]) == 1
