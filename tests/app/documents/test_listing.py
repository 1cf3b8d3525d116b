"""Lists and phone books on paper: everybody is there, on pages that say how many there are, in memory that is flat."""

from __future__ import annotations

import io
import tracemalloc
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.clients import search
from app.clients.model import Client, Contact, ContactLink, Phone
from app.clients.search import Query
from app.documents import listing, phone_book
from app.documents.listing import Column, Heading
from app.errors import Cancelled
from app.i18n import Translator
from app.progress import Progress
from app.store.book import Book
from tests.app.conftest import Save
from tests.app.documents.made import texts

TR = Translator("en", "FR")
HEADING = Heading("Clients", "dijon", "Cave des Tilleuls", (("2 clients", ""), ("Owed", "120,00 €")))
COLUMNS = (Column("Name"), Column("Town"), Column("Balance", right=True))


def row(number: int) -> list[tuple[str, str]]:
    return [(f"Client {number:06}", "Restaurant"), ("Dijon", "21000"), (f"{number},00 €", "")]


def made(count: int, columns: tuple[Column, ...] = COLUMNS, heading: Heading = HEADING) -> tuple[bytes, int]:
    file = io.BytesIO()
    pages = listing.make((row(n) for n in range(count)), count, columns, heading, file, TR)
    return file.getvalue(), pages


def test_every_row_is_there_once_and_the_pages_are_counted() -> None:
    pdf, pages = made(100)
    said = texts(pdf)
    assert len(said) == pages > 2
    assert all(f"Page {number} of {pages}" in text for number, text in enumerate(said, 1))
    assert all("Name" in text and "Cave des Tilleuls" in text for text in said)
    whole = "\n".join(said)
    assert all(whole.count(f"Client {number:06}") == 1 for number in range(100))
    assert "120,00 €" in said[-1]
    assert "Owed" not in said[0]


@pytest.mark.parametrize("count", [0, 1, 33, 34, 35, 36, 37])
def test_totals_never_fall_off_the_last_page(count: int) -> None:
    pdf, pages = made(count)
    said = texts(pdf)
    assert len(said) == pages
    assert "Owed" in said[-1]


def test_many_columns_lie_across() -> None:
    wide = [("A rather long cell of text", "")] * 8
    file = io.BytesIO()
    listing.make([wide], 1, [Column("Title")] * 8, HEADING, file, TR)
    document = pypdfium2.PdfDocument(file.getvalue())
    across, down = document[0].get_size()
    document.close()
    assert across > down
    assert texts(made(1)[0])


def test_a_name_that_cannot_be_printed_does_not_stop_the_list() -> None:
    file = io.BytesIO()
    listing.make([[("Bar 🍷", ""), ("", ""), ("", "")]], 1, COLUMNS, HEADING, file, TR)
    assert "Bar \ufffd" in texts(file.getvalue())[0]


class StoppedSoon(Progress):
    def advance(self, steps: int = 1) -> None:
        super().advance(steps)
        self.cancel()


def test_a_list_that_is_stopped_writes_nothing() -> None:
    file = io.BytesIO()
    with pytest.raises(Cancelled):
        listing.make((row(n) for n in range(500)), 500, COLUMNS, HEADING, file, TR, StoppedSoon())
    assert file.getvalue() == b""


def test_memory_grows_with_the_pages_alone() -> None:
    """Ten times as many rows: what is kept is the compressed pages."""
    peaks = []
    for count in (1_000, 10_000):
        made(10)
        tracemalloc.start()
        pdf, _pages = made(count)
        peaks.append(tracemalloc.get_traced_memory()[1] - 2 * len(pdf))
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 12_000_000


def phones(save: Save, name: str, *numbers: str, people: tuple[tuple[str, str, str], ...] = ()) -> int:
    links = [
        ContactLink(contact=Contact(first_name=first, last_name=last, phones=[Phone(text=text)] if text else []))
        for first, last, text in people
    ]
    return save(Client(company_name=name, phones=[Phone(text=text) for text in numbers], links=links))


def test_the_phone_book_stands_under_its_letters(book: Book, save: Save) -> None:
    phones(save, "Épicerie Bourgeot", "03 80 61 08 90", people=(("Sylvie", "Bourgeot", "06 12 34 56 78"),))
    phones(save, "3 Brasseurs", "03 80 00 00 03")
    phones(save, "Sans numéro")
    phones(save, "Domaine Perrin", people=(("Luc", "Perrin", ""),))
    db = book.rows()
    ids = search.all_ids(db, Query(), date(2026, 11, 12))
    entries = list(phone_book.read(db, ids, TR))
    assert [(each.letter, each.name) for each in entries] == [
        ("#", "3 Brasseurs"), ("D", "Domaine Perrin"), ("E", "Épicerie Bourgeot"),
    ]  # fmt: skip
    file = io.BytesIO()
    assert phone_book.make(lambda: phone_book.read(db, ids, TR), "Phone book", "Cave", file, TR) == 1
    (text,) = texts(file.getvalue())
    assert "3 Brasseurs – Épicerie Bourgeot" in text
    assert "Sylvie Bourgeot" in text
    assert "06 12 34 56 78" in text
    db.close()


@pytest.mark.parametrize("many", [0, 90, 900])
def test_a_long_phone_book_counts_its_pages(many: int) -> None:
    entries = [
        phone_book.Entry(
            chr(65 + n * 26 // max(many, 1)), f"Client {n:05}", "Dijon", (phone_book.Line("", f"0{n}"),) * 3
        )
        for n in range(many)
    ]
    file = io.BytesIO()
    pages = phone_book.make(lambda: entries, "Phone book", "Cave", file, TR)
    said = texts(file.getvalue())
    assert len(said) == pages
    assert f"Page {pages} of {pages}" in said[-1]
    assert sum(text.count("Client ") for text in said) >= many
    assert all(any(f"Client {n:05}" in text for text in said) for n in range(0, many, 50))


def test_letters_that_cannot_be_printed_stop_neither_list_nor_phone_book() -> None:
    """A name in Chinese stands under a letter of its own; what was searched for is the heading of the list."""
    file = io.BytesIO()
    entry = phone_book.Entry("小", "小明", "03 80 00 00 03", ())
    assert phone_book.make(lambda: [entry], "Phone book 🎄", "Cave 🍷", file, TR) == 1
    assert "03 80 00 00 03" in texts(file.getvalue())[0]
    file, heading = io.BytesIO(), replace(HEADING, title="A 🎄", subtitle="🍷", shop="Cave 🍷")
    listing.make([row(1)], 1, [replace(each, title=f"{each.title} 🍷") for each in COLUMNS], heading, file, TR)
    (said,) = texts(file.getvalue())
    assert all(f"{words} \ufffd" in said for words in ("A", "Cave", "Name"))
