"""Records out as vCards: what each receiver needs, whole files or none, and nothing that a value could smuggle in."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import vobject

from app.clients import lifecycle, records
from app.clients.model import Address, Client, Contact, ContactLink, Email, Phone
from app.clients.model.parts import Leftover
from app.errors import BookError, Cancelled
from app.exchange import exporting
from app.exchange.exporting import export_vcards, file_name
from app.exchange.vcard import Card, read
from app.progress import Progress
from app.store import blobs
from app.store.book import Book
from tests.app.exchange.full_record import JPEG, full_organisation

Save = Callable[..., int]

# What has been tried on programs that read addresses: commands, markup, paths, line breaks, marks that turn the text.
EVIL = (
    "=1+1", "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", '<img src="file:///etc/passwd">',
    "<img src=//evil.example/x>", "<b>x", "R&D", "{{7*7}}", "%s%n", "../../../../tmp/canary", "C:\\Windows\\x",
    "a'; DROP TABLE client;--", '" OR 1=1', "x\r\nTEL:+666\r\nX-EVIL:1", "a@b.c\r\nBcc: x@y.z", "javascript:alert(1)",
    "x\nEND:VCARD\nBEGIN:VCARD\nFN:evil", "\ufeff", "\u2028X-EVIL:1", "\u2029", "\x85X-EVIL:1", "\x0bX-EVIL:1",
    "\x1b[31m",
    "\u202egnp.exe", "\\n", "\\\\n", ";;;", ",,,", ":", '"', "^n", "😀" * 50, "é" * 100, "x" * 300, " lead", "trail ",
)  # fmt: skip


def cards_of(path: Path) -> list[Card]:
    return list(read(path))


def lines_of(path: Path) -> list[str]:
    return path.read_bytes().decode().replace("\r\n ", "").split("\r\n")


def test_the_form_that_every_receiver_takes(book: Book, save: Save, tmp_path: Path) -> None:
    ann = Contact(uid="ann", first_name="Ann", last_name="Bee", phones=[Phone(text="06 39 98 00 01", kind="mobile")])
    place = Address(
        house_number="12", number_suffix="bis", street="rue du Four", postcode="21000", city="Dijon", country="FR"
    )
    save(
        company_name="Four",
        phones=[Phone(text="03 80 00 00 01"), Phone(text="03 80 00 00 02", kind="fax", label="Bas")],
        emails=[Email(text="a@four.example"), Email(text="b@four.example")],
        links=[ContactLink(contact=ann, function="Gérante")],
        addresses=[place],
        website="four.example",
    )
    path = tmp_path / "all.vcf"
    assert export_vcards(book, None, path) == 1
    raw = path.read_bytes()
    assert raw.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    lines = lines_of(path)
    company, person = "\n".join(lines).split("END:VCARD")[:2]
    for line in ("N:;;;;", "FN:Four", "ORG:Four;", "X-ABSHOWAS:COMPANY", "TEL;TYPE=WORK,VOICE,PREF:03 80 00 00 01",
                 "item1.TEL;TYPE=WORK,FAX:03 80 00 00 02", "item1.X-ABLABEL:Bas", "URL;TYPE=WORK:four.example",
                 "item2.ADR;TYPE=WORK,PREF:;;12 bis rue du Four;Dijon;;21000;France", "item2.X-ABADR:fr"):  # fmt: skip
        assert line in company
    for line in (
        "N:Bee;Ann;;;",
        "FN:Ann Bee",
        "ORG:Four;",
        "TITLE:Gérante",
        "TEL;TYPE=CELL,PREF:06 39 98 00 01",
        "UID:ann",
    ):
        assert line in person
    assert "X-ABSHOWAS" not in person
    for kind in ("TEL", "EMAIL"):
        assert len([line for line in company.splitlines() if kind in line and "PREF" in line]) == 1


def test_order_selection_bin_and_archive(book: Book, save: Save, tmp_path: Path) -> None:
    numbers = [save(company_name=name) for name in ("Zoo", "Bar", "Ash", "Gone", "Old")]
    with book.write("Delete") as writing:
        lifecycle.delete(writing.session, [numbers[3]])
    with book.write("Archive") as writing:
        lifecycle.archive(writing.session, [numbers[4]])
    path = tmp_path / "some.vcf"
    assert export_vcards(book, [numbers[0], numbers[2], numbers[0]], path) == 2
    assert [card.company for card in cards_of(path)] == ["Zoo", "Ash"]
    assert export_vcards(book, None, path) == 4
    assert [card.company for card in cards_of(path)] == ["Ash", "Bar", "Old", "Zoo"]


def test_another_reader_sees_the_same(book: Book, tmp_path: Path) -> None:
    with book.write("Save") as writing:
        records.save(writing.session, full_organisation(writing.session))
    path = tmp_path / "all.vcf"
    export_vcards(book, None, path)
    ours, theirs = cards_of(path), list(vobject.readComponents(path.read_text(encoding="utf-8")))
    assert [card.formatted_name for card in ours] == [each.fn.value for each in theirs]
    assert [card.note for card in ours if card.note] == [
        each.note.value.strip() for each in theirs if hasattr(each, "note")
    ]
    assert [card.photos[0].content for card in ours if card.photos] == [
        each.photo.value for each in theirs if hasattr(each, "photo")
    ]


def test_for_somebody_else_without_notes_and_pictures(book: Book, tmp_path: Path) -> None:
    with book.write("Save") as writing:
        client = full_organisation(writing.session)
        client.watch_reason = ""
        records.save(writing.session, client)
    path = tmp_path / "all.vcf"
    export_vcards(book, None, path, notes=False, photos=False)
    text = "\n".join(lines_of(path))
    assert "X-CLIENTELE-C" not in text
    assert not re.search(r"^(NOTE|PHOTO)", text, re.MULTILINE)
    export_vcards(book, None, path, photos=False)
    assert "NOTE:" in path.read_text(encoding="utf-8")


def test_pictures_go_with_their_people(book: Book, tmp_path: Path) -> None:
    with book.write("Save") as writing:
        records.save(
            writing.session, Client(is_organisation=False, last_name="Bee", logo=blobs.keep(writing.session, JPEG))
        )
    export_vcards(book, None, tmp_path / "all.vcf")
    assert cards_of(tmp_path / "all.vcf")[0].photos[0].content == JPEG
    assert any(line.startswith("PHOTO;ENCODING=b;TYPE=JPEG:") for line in lines_of(tmp_path / "all.vcf"))


@pytest.mark.parametrize("text", EVIL)
def test_nothing_in_a_value_becomes_a_line(book: Book, save: Save, tmp_path: Path, text: str) -> None:
    person = Contact(
        first_name=text, last_name=text, civility=text, note=text, leftovers=[Leftover(line=f"X-KEPT:{text}")]
    )
    person.phones = [Phone(text=text or "1", label=text)]
    client = Client(
        company_name=f"{text}.", trade_name=text, note=text, own_reference=text, website=text, facebook=text,
        birthday=text,
        phones=[Phone(text=text, label=text)], emails=[Email(text="a@b.example", label=text)], needs=text,
        addresses=[Address(street=text, city=f"x{text}", building=text, label=text, recipient=text, region=text)],
        links=[ContactLink(contact=person, function=text, department=text)],
        leftovers=[Leftover(line=f"X-KEPT:{text}")],
    )  # fmt: skip
    with book.write("Save") as writing:
        writing.session.add(client)
    path = tmp_path / "all.vcf"
    export_vcards(book, None, path)
    assert len(cards_of(path)) == 2
    for line in path.read_bytes().split(b"\r\n"):
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
    names = {re.split("[:;]", line)[0].rpartition(".")[2] for line in lines_of(path) if line}
    assert not {name for name in names if "EVIL" in name or name == "Bcc"}
    assert [line for line in lines_of(path) if line.startswith(("BEGIN", "END"))] == ["BEGIN:VCARD", "END:VCARD"] * 2


# ---- one file for each ----

NAMES = {
    "Amélie Garnier": "Amélie Garnier", "": "vCard", "...": "vCard", "a/b\\c:d*e?f\"g<h>i|j": "a b c d e f g h i j",
    "CON": "CON_", "nul.x": "nul.x_", "Lpt1 ": "Lpt1_", "../../etc/passwd": "etc passwd", "\u202egnp.exe": "gnp.exe",
    "a\nb\tc\0d": "a b c d", "x" * 300: "x" * 80, "trail. ": "trail", "\ufeffBom": "Bom", "e\u0301": "é",
}  # fmt: skip


@pytest.mark.parametrize(("name", "wanted"), NAMES.items())
def test_names_that_any_system_takes(name: str, wanted: str) -> None:
    assert file_name(name) == wanted


@pytest.mark.parametrize("name", EVIL)
def test_no_name_leaves_the_folder(name: str) -> None:
    made = file_name(name)
    assert made
    assert Path(made).name == made
    assert len(made.encode()) <= 200
    assert not set(made) & set('<>:"/\\|?*\r\n\t\u202e\u2028')


def test_one_file_for_each(book: Book, save: Save, tmp_path: Path) -> None:
    for name in ("Four", "FOUR", "CON", "../Up"):
        save(company_name=name)
    folder = tmp_path / "cards"
    assert export_vcards(book, None, folder, separate=True) == 4
    assert sorted(path.name for path in folder.iterdir()) == ["CON_.vcf", "FOUR 2.vcf", "Four.vcf", "Up.vcf"]
    assert [card.company for card in cards_of(folder / "FOUR 2.vcf")] == ["FOUR"]


# ---- whole or not at all ----


class StopsAt(Progress):
    """Cancels when so many are done."""

    def advance(self, steps: int = 1) -> None:
        super().advance(steps)
        self.cancelled = self.done >= 3


def test_cancel_leaves_the_former_file(book: Book, save: Save, tmp_path: Path) -> None:
    for number in range(10):
        save(company_name=f"F{number}")
    path = tmp_path / "all.vcf"
    path.write_text("before")
    with pytest.raises(Cancelled):
        export_vcards(book, None, path, progress=StopsAt())
    assert path.read_text() == "before"
    assert not list(tmp_path.glob("*.part"))


def test_a_full_disk_leaves_the_former_file(
    book: Book, save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(company_name="Four")
    path = tmp_path / "all.vcf"
    path.write_text("before")

    def full(part: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(exporting, "put_in_place", full)
    with pytest.raises(BookError) as refusal:
        export_vcards(book, None, path)
    assert refusal.value.reason == "full"
    assert path.read_text() == "before"
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_that_is_not_there(book: Book, save: Save, tmp_path: Path) -> None:
    save(company_name="Four")
    with pytest.raises(BookError):
        export_vcards(book, None, tmp_path / "absent" / "all.vcf")


def test_an_empty_book_makes_an_empty_file(book: Book, tmp_path: Path) -> None:
    assert export_vcards(book, None, tmp_path / "all.vcf") == 0
    assert (tmp_path / "all.vcf").read_bytes() == b""


def test_a_birthday_without_a_year_and_one_with(book: Book, save: Save, tmp_path: Path) -> None:
    for birthday in ("--02-29", date(1980, 5, 23).isoformat()):
        save(is_organisation=False, last_name="Bee", birthday=birthday)
    export_vcards(book, None, tmp_path / "all.vcf")
    found = [line for line in lines_of(tmp_path / "all.vcf") if line.startswith("BDAY")]
    assert found == ["BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "BDAY:1980-05-23"]
