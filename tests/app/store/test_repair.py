"""The full check finds what is wrong, says where, and changes nothing."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import BookError
from app.store import repair
from app.store.book import Book
from app.store.connect import connect
from tests.app.books import dump

Save = Callable[..., int]


def failing(book: Book) -> list[str]:
    return [check.name for check in repair.full_check(book).checks if not check.ok]


def test_a_sound_book_passes_and_the_report_can_be_kept(book: Book, save: Save) -> None:
    save(company_name="Le Dîner")
    before = dump(book)
    report = repair.full_check(book)
    assert report.ok
    assert not report.mendable
    assert {check["name"] for check in json.loads(json.dumps(report.to_json()))["checks"]} >= {
        "integrity", "foreign_keys", "structure", "history", "list",
    }  # fmt: skip
    assert dump(book) == before


DAMAGE = {
    "foreign_keys": "INSERT INTO phone(client_id, text) VALUES(99, '06')",
    "structure": "DROP TRIGGER keep_change_update",
    "history": "UPDATE payload SET json='{}'",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_each_check_finds_its_own(book: Book, save: Save, name: str) -> None:
    save(company_name="Le Dîner")
    with contextlib.closing(connect(book.path)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        if name == "history":
            (trigger,) = db.execute("SELECT sql FROM sqlite_master WHERE name='keep_payload_update'").fetchone()
            db.execute("DROP TRIGGER keep_payload_update")
            db.execute(DAMAGE[name])
            db.execute(trigger)
        else:
            db.execute(DAMAGE[name])
    assert failing(book) == [name]
    assert not repair.full_check(book).mendable


def test_the_details_name_nobody(book: Book, save: Save) -> None:
    save(company_name="Canari", addresses=[])
    with contextlib.closing(connect(book.path)) as db:
        db.execute("UPDATE client_row SET name='Kanari', search_text='kanari', sort_key='kanari'")
    assert "anari" not in json.dumps(repair.full_check(book).to_json())


def test_damaged_pages_are_found(book: Book, save: Save) -> None:
    """A page of zeros in the middle of the file, wherever it falls, does not go unseen."""
    for number in range(30):
        save(company_name=f"Client {number}")
    book.close()
    sound = book.path.read_bytes()
    chance = random.Random(4)
    pages = chance.sample(range(1, len(sound) // 4096), 25)
    seen = 0
    for page in pages:
        content = bytearray(sound)
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
        book.path.write_bytes(content)
        try:
            with contextlib.closing(Book.open(book.path)) as damaged:
                seen += bool(failing(damaged))
        except BookError as error:
            seen += error.reason == "damaged"
    assert seen == len(pages)


def test_the_quick_look_says_what_is_wrong(book_path: Path) -> None:
    assert repair.quick_check(book_path) == []
    content = bytearray(book_path.read_bytes())
    content[-4096:] = b"\x55" * 4096
    book_path.write_bytes(content)
    assert repair.quick_check(book_path)
    book_path.write_bytes(b"nothing" * 1000)
    assert repair.quick_check(book_path)
