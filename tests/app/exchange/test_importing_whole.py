"""An import happens wholly or not at all: undo, cancel, pictures, backups."""

from __future__ import annotations

import base64
import contextlib
import io
from pathlib import Path

import pytest
from PIL import Image

from app.errors import Cancelled
from app.exchange import importing, pictures_ahead
from app.store import backup, blobs, undo
from app.store.book import Book
from tests.app.books import dump, order, wrong
from tests.app.exchange.desk import Import, Save, StopsAt, card, everyone, only


def test_undo_takes_an_import_back_and_redo_brings_it_again(book: Book, bring: Import, save: Save) -> None:
    save(is_organisation=False, last_name="Old", uid="old")
    before, list_before = dump(book), order(book)
    bring(
        card("N:Old;;;;", "UID:old", "TEL:03 80 00 00 01"),
        card("ORG:Four", "CATEGORIES:Amis"),
        card("N:B;;;;", "ORG:Four"),
    )
    after = dump(book)
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert (dump(book), order(book)) == (before, list_before)
    with book.write("Redo", kind="redo") as writing:
        undo.redo(writing.session)
    assert dump(book) == after
    assert wrong(book) == []


def picture(number: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (20, 30), (number * 40, 0, 0)).save(made, "JPEG")
    return made.getvalue()


def with_photo(content: bytes, *lines: str) -> str:
    return card(*lines, f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(content).decode()}")


def blobs_of(book: Book) -> int:
    with contextlib.closing(book.rows()) as db:
        return int(db.execute("SELECT count(*) FROM blob").fetchone()[0])


def test_photos_are_cleaned_and_bad_ones_told(book: Book, bring: Import) -> None:
    report = bring(
        with_photo(picture(1), "N:A;;;;"), with_photo(picture(2), "N:B;;;;", "ORG:Four"),
        with_photo(b"\x89PNG\r\n\x1a\nbroken", "N:C;;;;"), with_photo(b"no picture", "ORG:Moulin"),
    )  # fmt: skip
    assert report.new == 4
    assert [(told["card"], told["text"]) for told in report.to_json()["photos_refused"]] == [(3, "C"), (4, "Moulin")]
    with book.read() as session:
        people = {client.last_name or client.company_name: client for client in everyone(book)}
        kept = blobs.load(session, people["A"].logo)
        assert kept is not None
        with Image.open(io.BytesIO(kept)) as opened:
            assert (opened.format, opened.size) == ("JPEG", (20, 20))
        assert blobs.load(session, people["Four"].links[0].contact.photo)
    assert people["C"].logo == people["Moulin"].logo == ""


@pytest.mark.parametrize("looks", [10, 14, 1_000])
def test_many_pictures_are_written_ahead_and_taken_out_again(
    book: Book, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looks: int
) -> None:
    monkeypatch.setattr(pictures_ahead, "MOST_AT_ONCE", 1_000)
    path = tmp_path / "cards.vcf"
    path.write_text("".join(with_photo(picture(number), f"N:P{number};;;;") for number in range(6)), newline="")
    plan = importing.plan(book, importing.read(path))
    with contextlib.suppress(Cancelled):
        importing.apply(book, plan, StopsAt(looks))
    finished = looks == 1_000
    assert (len(everyone(book)), blobs_of(book)) == ((6, 6) if finished else (0, 0))


@pytest.mark.parametrize("looks", [1, 3, 6, 9, 12, 20, 40])
def test_cancel_leaves_the_book_as_it_was(book: Book, home: Path, tmp_path: Path, save: Save, looks: int) -> None:
    save(company_name="Before", uid="before")
    before = dump(book)
    path = tmp_path / "cards.vcf"
    cards = [card(f"N:P{number};;;;", f"ORG:F{number % 3}", "CATEGORIES:Amis") for number in range(20)]
    path.write_text("".join((*cards, card("ORG:Before", "UID:before", "TEL:1234567"))), encoding="utf-8", newline="")
    with contextlib.suppress(Cancelled):
        importing.import_vcards(book, path, progress=StopsAt(looks))
        raise AssertionError("it was not stopped")
    assert dump(book) == before


def test_a_dry_run_writes_nothing(book: Book, bring: Import, save: Save) -> None:
    save(company_name="Before", uid="before")
    before = dump(book)
    report = bring(card("N:Bee;Ann;;;"), card("ORG:Before", "UID:before", "TEL:1234567"), dry_run=True)
    assert (report.new, report.updated) == (1, 1)
    assert dump(book) == before
    assert report.to_json()["dry_run"]


def test_a_book_with_clients_is_backed_up_first(book: Book, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(card("N:Bee;Ann;;;"), encoding="utf-8", newline="")
    folder = tmp_path / "backups"
    for _ in range(2):
        importing.apply(book, importing.plan(book, importing.read(path)), folders=[folder])
    (kept,) = backup.list_backups(folder)
    assert (kept.reason, kept.clients) == ("import", 1)


def test_a_plan_that_was_overtaken_is_made_anew(book: Book, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(card("N:Bee;Ann;;;", "UID:ann") + card("N:Cee;;;;"), encoding="utf-8", newline="")
    plan = importing.plan(book, importing.read(path))
    importing.apply(book, plan)
    report = importing.apply(book, plan)
    assert (report.new, report.unchanged) == (1, 1)


def test_text_in_doubt_is_shown_and_read_again_as_the_owner_chooses(book: Book, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_bytes(card("N:Łukasz;;;;").encode("cp1250"))
    reading = importing.read(path)
    assert reading.doubt is not None
    assert "cp1250" in importing.ENCODINGS
    assert any("Łukasz" in text for text in reading.doubt.preview("cp1250"))
    chosen = importing.read(path, encoding="cp1250")
    assert chosen.doubt is None
    importing.apply(book, importing.plan(book, chosen))
    assert only(book).last_name == "Łukasz"
