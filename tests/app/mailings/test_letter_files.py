"""One letter as OpenDocument and as a web page, and what is known before a mailing is printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.clients.fields import CATALOGUE
from app.documents import letter_files, mailing_letters
from app.errors import BookError, Cancelled, Invalid
from app.mailings import mailings
from app.mailings.filling import Words
from app.mailings.merge_fields import FIELDS
from app.mailings.plan import Plan, load
from app.progress import Progress
from app.store.book import Book
from app.values.rich_text import Paragraph, Run, Table, from_marked
from tests.app.mailings.post import DAY, act, ask, brasserie, neighbour, pages_of, plan

Save = Callable[..., int]
EVIL = '<img src="x" onerror=alert(1)><script>alert(1)</script>&amp;'
BODY = (
    *from_marked("{dear},\n\nBonjour {first_name}.\n\n- un\n- deux"),
    Paragraph((Run("gras ", bold=True), Run("penché", italic=True)), "justify"),
    Paragraph((Run("souligné\nligne", underline=True, size=4),)),
    Paragraph((Run("premier"),), list="number"),
    Table(((Paragraph((Run("a"),)), Paragraph((Run("b"),))),)),
)  # fmt: skip
LETTER = Plan("Lettre", "letter", signature_name="Mathilde Aubry", texts=(Words("fr", "Titre", BODY),))


class Tags(HTMLParser):
    """Every tag of a page, with its attributes."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes |= {name for name, _value in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_an_opendocument_holds_the_letter_and_opens(book: Book, save: Save, tmp_path: Path) -> None:
    client, path = save(neighbour(first_name=EVIL)), tmp_path / "letter.odt"
    ask(book, letter_files.write_odt, LETTER, client_id=client, path=path, today=DAY)
    with zipfile.ZipFile(path) as file:
        assert file.infolist()[0].filename == "mimetype"
        assert file.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert file.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        assert set(file.namelist()) == {"mimetype", "content.xml", "META-INF/manifest.xml"}
        root = ET.fromstring(file.read("content.xml"))
    text = "|".join("".join(each.itertext()) for each in root.iter() if each.tag.endswith("}p"))
    for words in ("Cher Monsieur Smith,", f"Bonjour {EVIL}.", "1 RUE MONGE", "Titre", "penché", "Mathilde Aubry", "un"):
        assert words in text
    assert not [each.tag for each in root.iter() if "script" in each.tag or "img" in each.tag or "frame" in each.tag]


def test_a_web_page_holds_the_letter_and_nothing_that_acts(book: Book, save: Save, tmp_path: Path) -> None:
    client, path = save(neighbour(first_name=EVIL, last_name=EVIL)), tmp_path / "letter.html"
    ask(book, letter_files.write_html, LETTER, client_id=client, path=path, today=DAY)
    tags = Tags(path.read_text("utf-8"))
    assert f"Bonjour {EVIL}." in tags.text
    assert not set(tags.found) & {"script", "img", "iframe", "object", "link", "a"}
    assert not [name for name in tags.attributes if name.startswith("on") or name in ("src", "href")]
    assert {"ul", "ol", "li", "table", "strong", "em", "u", "h1"} <= set(tags.found)


def test_a_folder_that_cannot_be_written_leaves_nothing(book: Book, save: Save, tmp_path: Path) -> None:
    client = save(neighbour())
    for write in (letter_files.write_odt, letter_files.write_html):
        with pytest.raises(BookError):
            ask(book, write, LETTER, client_id=client, path=tmp_path / "none" / "letter", today=DAY)
    with pytest.raises(BookError):
        ask(
            book, mailing_letters.write, LETTER, path=tmp_path / "none" / "x.pdf", today=DAY, progress=Progress(),
            client_ids=[client],
        )  # fmt: skip
    assert list(tmp_path.glob("none*")) == []


def test_an_unknown_word_makes_nothing_and_is_named(book: Book, save: Save, tmp_path: Path) -> None:
    client, path = save(neighbour()), tmp_path / "x.pdf"
    for text, words in (
        ("Bonjour {nonsense}", "no merge field called “nonsense”"), ("", "nothing to print"), ("Ho 🎄", "🎄"),
    ):  # fmt: skip
        bad = plan(text or " ")
        with pytest.raises(Invalid) as refused:
            ask(book, mailing_letters.write, bad, path=path, today=DAY, progress=Progress(), client_ids=[client])
        assert words in str(refused.value)
        assert ask(book, mailing_letters.check, bad, [client], DAY).problems
    assert not path.exists()


def test_everything_is_known_beforehand(book: Book, save: Save) -> None:
    ids = [save(brasserie()), save(neighbour()), save(neighbour(first_name="Zoé 🎄")), save(company_name="Nulle part")]
    long = brasserie()
    long.addresses[0].free_block = "\n".join(f"ligne {n}" for n in range(12))
    ids.append(save(long))
    found = ask(
        book,
        mailing_letters.check,
        plan("{dear} {first_name} {client_since.year}", replacements=(("first_name", "!"),)),
        ids,
        DAY,
    )
    assert found.ready == 4
    assert {each.key: (each.label, each.count, each.replacement) for each in found.missing} == {
        "first_name": ("First name", 2, "!"), "client_since.year": ("Client since (year)", 2, ""),
    }  # fmt: skip
    assert [(left.client_id, left.reason) for left in found.left_out] == [(ids[3], "no_address")]
    assert [(number, problem.parameters["character"]) for number, problem in found.unprintable] == [(ids[2], "🎄")]
    assert [problem.path for problem in found.warnings] == [f"clients/{ids[4]}"]
    assert not found.problems
    late = ask(book, mailing_letters.check, plan("Le [date], de [heure] à [heure]"), ids[:1], DAY)
    assert [warning.parameters["words"] for warning in late.warnings] == ["[date]", "[heure]"]


def test_a_name_that_cannot_be_printed_is_left_out_and_the_others_are_printed(book: Book, save: Save) -> None:
    ids = [save(neighbour(first_name="Zoé 🎄")), save(neighbour(first_name="Paul"))]
    file = io.BytesIO()
    made = ask(
        book, mailing_letters.make, plan("{first_name}"), file=file, today=DAY, progress=Progress(), client_ids=ids
    )
    assert [each.client_id for each in made.sent] == ids[1:]
    assert made.left_out[0][0] == ids[0]
    assert made.left_out[0][1].parameters["character"] == "🎄"
    assert len(pages_of(file.getvalue())) == 1


def test_a_letter_that_is_stopped_leaves_no_file(book: Book, save: Save, tmp_path: Path) -> None:
    client, progress = save(neighbour()), Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        ask(
            book, mailing_letters.write, plan("x"), path=tmp_path / "x.pdf", today=DAY, progress=progress,
            client_ids=[client],
        )  # fmt: skip
    assert not list(tmp_path.glob("x.pdf*"))


def test_one_letter_goes_to_whom_a_mailing_would_not_reach(book: Book, save: Save) -> None:
    nowhere = save(company_name="Nulle part")
    seen = ask(book, mailing_letters.preview, plan("Bonjour"), nowhere, DAY)
    assert "Nulle part" in pages_of(seen.pdf)[0]
    one = act(book, mailings.create, [nowhere], plan("Bonjour", kind="letter", with_address=False))
    file = io.BytesIO()
    made = ask(book, mailing_letters.make, ask(book, load, one), file=file, today=DAY, progress=Progress())
    assert len(made.sent) == 1


def test_the_household_gets_one_letter_and_everybody_in_it_is_noted(book: Book, save: Save) -> None:
    ids = [save(neighbour()), save(neighbour(first_name="Jane", civility="Mrs"))]
    say, file = plan("{dear},", "{dear}: {gender|he|she|both}", per_household=True), io.BytesIO()
    made = ask(book, mailing_letters.make, say, file=file, today=DAY, progress=Progress(), client_ids=ids)
    assert sorted(each.client_id for each in made.sent) == ids
    assert {(each.first_page, each.pages) for each in made.sent} == {(1, 1)}
    (page,) = pages_of(file.getvalue())
    assert f"Dear {made.sent[0].block[0]}: both" in page
    for name in ("John", "Jane"):
        assert name in made.sent[0].block[0]


def test_markup_in_every_field_of_a_record_stays_words(book: Book, save: Save) -> None:
    numbers = {"siren", "siret", "vat_number", "naf", "business_number", "gst_number", "qst_number", "reference"}
    texts = [field for field in CATALOGUE.values() if field.kind.name in ("text", "long_text")]
    kinds = [field for field in texts if field.table == "client"]
    client = brasserie()
    for field in kinds:
        if field.key not in numbers:
            setattr(client, field.attribute, EVIL[: field.kind.length or None])
    client.links[0].contact.last_name = client.links[0].function = EVIL
    client.addresses[0].street = client.addresses[0].city = EVIL
    number, file = save(client), io.BytesIO()
    say = plan("\n\n".join(f"{key}= {{{key}}}" for key in FIELDS))
    ask(book, mailing_letters.make, say, file=file, today=DAY, progress=Progress(), client_ids=[number])
    content = file.getvalue()
    assert "".join("".join(pages_of(content)).split()).count("<script>alert(1)</script>") > 10
    for sign in (b"/Subtype /Image", b"/JavaScript", b"/JS", b"/EmbeddedFile", b"/URI", b"/Launch", b"/GoToR"):
        assert sign not in content


def test_characters_that_xml_cannot_hold_spoil_no_document(book: Book, save: Save, tmp_path: Path) -> None:
    number, path = save(neighbour(last_name="Sm\x07ith\ufffe")), tmp_path / "letter.odt"
    say = plan("{last_name}", "Dear\x02 {last_name}", kind="letter", signature_name="Ann\x01\uffff")
    ask(book, letter_files.write_odt, say, client_id=number, path=path, today=DAY)
    with zipfile.ZipFile(path) as file:
        words = "".join(ET.fromstring(file.read("content.xml")).itertext())
    assert "Dear Smith" in words
    assert words.endswith("Ann")
