"""Files made to hurt, brought into a book: a sentence or an import, never half of one."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clients import loading, records, rules
from app.clients.model import Client
from app.errors import FileRefused
from app.exchange import exporting, importing, own_fields
from app.exchange.vcard import read
from app.store.book import Book
from tests.app.books import dump, wrong

ROOT = Path(__file__).resolve().parents[3]
MARKUP = "<img src=file://host/x>"


def card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def bring(book: Book, content: str | bytes, folder: Path) -> importing.Report:
    path = folder / "hostile.vcf"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return importing.import_vcards(book, path)


def everyone(book: Book) -> list[Client]:
    with contextlib.closing(book.rows()) as db:
        return list(loading.load(db.execute, [row[0] for row in db.execute("SELECT id FROM client ORDER BY id")]))


REFUSED = {
    "empty": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "no card": b"hello\r\n",
    "a spreadsheet": b"PK\x03\x04" + bytes(100),
    "only zeros": bytes(5000),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_file_of_contacts_is_refused_with_a_sentence(
    book: Book, home: Path, tmp_path: Path, content: bytes
) -> None:
    before = dump(book)
    with pytest.raises(FileRefused, match="hostile"):
        bring(book, content, tmp_path)
    assert dump(book) == before


def test_a_folder_and_a_file_that_may_not_be_read(book: Book, home: Path, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="folder"):
        importing.read(tmp_path)
    with pytest.raises(FileRefused):
        importing.read(tmp_path / "absent.vcf")
    locked = tmp_path / "locked.vcf"
    locked.write_text(card("FN:x"))
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(FileRefused, match="right"):
        importing.read(locked)


def test_markup_controls_and_directions_stay_plain_text(book: Book, home: Path, tmp_path: Path) -> None:
    bring(
        book,
        card(f"N:{MARKUP};\u202egnp.exe;;;", "NOTE:a\0b\x1b[31mc", "ORG:")
        + card("N:X;;;;", "NOTE:END:VCARD\\nBEGIN:VCARD\\nFN:no\\nEND:VCARD", "TEL:=cmd|'/c calc'!A1")
        + card("N:\ud800lone;;;;"),
        tmp_path,
    )
    first, second, third = everyone(book)
    assert first.last_name == MARKUP
    assert first.note == "ab[31mc"
    assert second.note == "END:VCARD\nBEGIN:VCARD\nFN:no\nEND:VCARD"
    assert third.last_name.endswith("lone")
    exporting.export_vcards(book, None, tmp_path / "out.vcf")
    assert len(list(read(tmp_path / "out.vcf"))) == 3


OWN = (
    f'{{"addresses":[{{"uid":"{"u" * 900}","street":"rue A","house_number":"1","contact":"me"}}]}}',
    "[]", "null", "{", '{"category_id":5}', '{"uid":"x","reference":"y","logo":"0"}',
    '{"addresses":[{"is_default":true}]}',
    '{"consents":[{"channel":"smoke","granted":true,"given_on":"2024-01-01"}]}', '{"blocks":[{"kind":"orders"}]}',
    '{"followers":[{"person_id":"Zoé"},{"person_id":"Zoé"}],"companies":[{},{}]}',
    '{"capital":"1e999","invoice_copies":99}',
    '{"aliases":[{"reference":"C-00001"},{"reference":""}],"financial_years":[{"year":2020},{"year":2020}]}',
    '{"custom_values":[{"field_id":["a","b"]},{"field_id":["Four","text"],"option_id":5,"text":"x"}]}',
    '{"parent_id":["me","C-1"]}', '{"is_client":false}',
    '{"client_since":"2024-02-31","archived_at":"2024-01-01T00:00:00"}', '{"note":{"a":1},"siren":7}',
    '{"scores":[{"given_on":"2024-01-01","points":99999999999999999999}]}', "[" * 5000, '{"a":' * 5000,
    '{"discount_percent":"NaN"}',
)  # fmt: skip


@pytest.mark.parametrize("own", OWN)
def test_our_own_values_written_by_somebody_else(book: Book, home: Path, tmp_path: Path, own: str) -> None:
    escaped = own.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    lines = [
        "N:Bee;;;;",
        "UID:me",
        "ADR:;;1 rue A;;;;",
        "X-CLIENTELE-REFERENCE:C-00001",
        f"X-CLIENTELE-CLIENT:{escaped}",
    ]
    bring(book, card(*lines) + card("N:Cee;;;;", f"X-CLIENTELE-CONTACT:{escaped}", "ADR:;;1 rue A;;;;"), tmp_path)
    for client in everyone(book):
        assert [problem for problem in rules.check(client) if problem.blocks] == []
        with book.write("Save") as writing:
            records.save(writing.session, records.draft(writing.session, client.id))
    assert wrong(book) == []


def any_json(depth: int = 2) -> st.SearchStrategy[object]:
    plain = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.floats(), st.just("2024-01-01"))
    return plain if not depth else st.one_of(plain, st.lists(any_json(depth - 1), max_size=3))


NAMES = sorted(
    {*own_fields._columns(Client), "addresses", "blocks", "consents", "scores", "companies", "custom_values", "links"}
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(NAMES), any_json(), max_size=12))
def test_whatever_stands_in_them(book: Book, home: Path, tmp_path: Path, own: dict[str, object]) -> None:
    text = own_fields.written(own).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    report = bring(book, card("N:Bee;;;;", f"X-CLIENTELE-CLIENT:{text}"), tmp_path)
    (client,) = [client for client in everyone(book) if client.id in report.ids]
    assert [problem for problem in rules.check(client) if problem.blocks] == []


def test_a_file_of_one_firm_with_thousands_of_people_stays_linear(book: Book, home: Path, tmp_path: Path) -> None:
    people = "".join(card(f"N:P{n};;;;", "ORG:One", f"UID:{n}", f"ADR:;;{n} rue A;Dijon;;21000;") for n in range(1000))
    bring(book, people, tmp_path)
    assert bring(book, people, tmp_path).unchanged == 1000
    (firm,) = everyone(book)
    assert (len(firm.links), len(firm.addresses)) == (1000, 1000)


def test_too_many_new_tags_do_not_flood_the_book(book: Book, home: Path, tmp_path: Path) -> None:
    bring(
        book,
        "".join(card(f"N:P{n};;;;", "CATEGORIES:" + ",".join(f"T{n}-{k}" for k in range(40))) for n in range(100)),
        tmp_path,
    )
    with contextlib.closing(book.rows()) as db:
        assert db.execute("SELECT count(*) FROM tag").fetchone()[0] <= 2000


# ---- the disk ----


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_disk_that_is_full_halfway_changes_nothing(template: Path, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.clientele"
    path.write_bytes(template.read_bytes())
    source = tmp_path / "cards.vcf"
    source.write_text(
        "".join(card(f"N:P{n};;;;", f"NOTE:{'x' * 900}") for n in range(3000)), encoding="utf-8", newline=""
    )
    with contextlib.closing(Book.open(path)) as book:
        before = dump(book)
    program = textwrap.dedent(
        f"""
        import resource, signal, sys
        from pathlib import Path
        from app import subjects
        from app.errors import BookError
        from app.exchange import importing
        from app.store.book import Book
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size + 1_000_000},) * 2)
        subjects.load()
        book = Book.open(Path({str(path)!r}))
        try:
            importing.import_vcards(book, Path({str(source)!r}))
        except BookError as error:
            print("refused:", error.reason)
        book.close()
        """
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("refused:"), done.stderr
    with contextlib.closing(Book.open(path)) as book:
        assert dump(book) == before
        assert wrong(book) == []
