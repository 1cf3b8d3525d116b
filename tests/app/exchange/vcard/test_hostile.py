"""Files made to hurt: each ends soon, says what was wrong, and loses nothing of the cards around the damage.

The limit of ten seconds is generous on purpose: what these files break is linear reading, and then it is minutes.
"""

from __future__ import annotations

import base64
import os
import struct
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import FileRefused
from app.exchange.vcard import Reading, read, write_card
from app.exchange.vcard.source import FILE_LIMIT

HEAD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\n"
TAIL = b"\r\nTEL:1\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Bob\r\nEND:VCARD\r\n"
MB = 1024 * 1024
PHOTO = base64.b64encode(bytes(30 * MB))


def folded(data: bytes, between: bytes) -> bytes:
    return between.join(data[start : start + 74] for start in range(0, len(data), 74))


HOSTILE = {
    "parameters without a colon": b"X" + b";A=B" * 26,
    "twelve thousand parameters": b"X" + b";A=B" * 12_000 + b":v",
    "a line of ten megabytes": b"x" * (10 * MB),
    "a note of twenty megabytes": b"NOTE:" + b"x,;\\" * (5 * MB),
    "a quoted parameter of ten megabytes": b'TEL;TYPE="' + b"x;" * (5 * MB) + b'":1',
    "ten million quotes": b"TEL;" + b'"' * (10 * MB) + b":1",
    "a photo of thirty megabytes": b"PHOTO;ENCODING=b:" + PHOTO,
    "the same, folded": b"PHOTO;ENCODING=b:" + folded(PHOTO, b"\r\n "),
    "the same, folded without indent": b"PHOTO;ENCODING=BASE64:" + folded(PHOTO, b"\r\n"),
    "a million folds": b"NOTE:" + b"\r\n ab" * MB,
    "a million soft breaks": b"NOTE;QUOTED-PRINTABLE:" + b"=\r\n" * MB + b"\r\n",
    "twenty million empty lines": b"\r" * (20 * MB),
    "NULs": b"NOTE:a" + bytes(5 * MB) + b"b",
    "a million spaces": b"NOTE:x\r\n" + b" " * MB,
    "half a million parts of an organisation": b"ORG:" + b"a;" * (MB // 2 - 10),
    "twenty thousand properties": b"\r\n".join(b"X-%d:v" % number for number in range(25_000)),
    "as many labels as addresses": b"".join(b"ADR;TYPE=A%d:;;x\r\nLABEL;TYPE=B%d:y\r\n" % (n, n) for n in range(9000)),
    "doubtful text everywhere": b"NOTE:\xe9\r\n" * 15_000,
    "a character set a line": b"\r\n".join(b"NOTE;CHARSET=x%d:\xe9" % number for number in range(15_000)),
    "a hundred thousand assistants": b"AGENT:\r\nBEGIN:VCARD\r\nEND:VCARD\r\n" * 100_000,
    "groups without end": b"." * 5000 + b"TEL:1\r\n" + b"a." * 3000 + b"TEL:1",
}


PIECES = [
    *(b"BEGIN:VCARD", b"END:VCARD", b"\r\n", b"\n", b"\r", b" ", b":", b";", b",", b"=", b'"', b"\\", b"\0", b"."),
    *(b"FN", b"N", b"TEL", b"ADR", b"LABEL", b"ORG", b"PHOTO", b"AGENT:", b"item1.", b"X-ABLabel", b"CATEGORIES"),
    *(b"TYPE=", b"PREF", b"ENCODING=b", b"QUOTED-PRINTABLE", b"CHARSET=", b"utf-16", b"shift_jis", b"VALUE=uri"),
    *(b"data:image/png;base64,", b"tel:", b"ALTID=1", b"\xe9", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"=C3=A9", b"a"),
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join))
def test_whatever_is_read_can_be_written_and_read_again(data: bytes) -> None:
    for card in read(b"BEGIN:VCARD\r\n" + data + b"\r\nEND:VCARD"):
        (back,) = read(write_card(card))
        assert write_card(back) == write_card(card)


@pytest.fixture
def soon() -> Iterator[None]:
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 10


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("name", HOSTILE)
def test_the_card_around_it_and_the_next_one_are_read(name: str) -> None:
    cards = list(read(HEAD + HOSTILE[name] + TAIL))
    assert [card.display_name.strip() for card in cards] == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("parameters without a colon", "This line is not written as a vCard property."),
        ("a line of ten megabytes", "This line is not written as a vCard property."),
        ("a note of twenty megabytes", "This is longer than {limit} MB and was left out."),
        ("a photo of thirty megabytes", "This is longer than {limit} MB and was left out."),
        ("twenty thousand properties", "This card is too large: the rest of it was left out."),
    ],
)
def test_what_was_left_out_is_told_with_its_line(name: str, reason: str) -> None:
    reading = read(HEAD + HOSTILE[name] + TAIL)
    list(reading)
    assert reason in {this.reason for this in reading.not_understood}
    assert all(this.line >= 4 and this.card == 1 and len(this.text) <= 120 for this in reading.not_understood)


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("opening", [b"BEGIN:VCARD\r\n", b"BEGIN:VCARD\r\nAGENT:\r\n"])
def test_five_thousand_nested_cards(opening: bytes) -> None:
    reading = read(opening * 5000 + b"END:VCARD\r\n" * 5000 + b"BEGIN:VCARD\r\nFN:Bob\r\nEND:VCARD\r\n")
    assert [card.formatted_name for card in reading if card.formatted_name] == ["Bob"]
    assert reading.not_understood_count > 500
    assert len(reading.not_understood) <= 1000


def test_memory_is_bounded_by_the_longest_line_not_by_the_file(tmp_path: Path) -> None:
    path = tmp_path / "large.vcf"
    with path.open("wb") as stream:
        for _ in range(60):
            stream.write(HEAD + b"PHOTO;ENCODING=b:" + PHOTO[:MB] + TAIL)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read(path)) == 120
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 60 * MB
    assert peak < 12 * MB


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "“x.vcf” is empty."),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "“x.vcf” is a picture, not a contacts file (vCard)."),
        (b"PK\x03\x04xxxx", "“x.vcf” is a compressed folder or a spreadsheet, not a contacts file (vCard)."),
        (b"Dear all,\r\nno card today.\r\n", "“x.vcf” holds no contact card."),
        (b"BEGIN:VCARDinvalid\r\nFN:Ann\r\nEND:VCARD\r\n", "“x.vcf” holds no contact card."),
        (os.urandom(4096).replace(b"B", b"b"), "“x.vcf” holds no contact card."),
    ],
)
def test_what_is_no_vcard_file_is_refused_in_plain_words(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "x.vcf"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        list(read(path))
    assert str(refused.value) == sentence


def test_a_folder_a_missing_file_and_a_device_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="is a folder"):
        read(tmp_path)
    with pytest.raises(FileRefused, match="not there any more"):
        read(tmp_path / "gone.vcf")
    with pytest.raises(FileRefused, match="cannot be read"):
        read("a\0b.vcf")
    if Path("/dev/zero").exists():
        with pytest.raises(FileRefused, match="cannot be read"):
            read("/dev/zero")


@pytest.mark.skipif(sys.platform == "win32", reason="rights are given otherwise")
def test_a_file_without_the_right_to_read_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "closed.vcf"
    path.write_bytes(HEAD + TAIL)
    path.chmod(0)
    root = os.geteuid() == 0
    if root:
        tmp_path.chmod(0o755)
        os.seteuid(65534)
    try:
        with pytest.raises(FileRefused, match="cannot be read"):
            read(path)
    finally:
        if root:
            os.seteuid(0)


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.vcf"
    with path.open("wb") as stream:
        stream.truncate(FILE_LIMIT + 1)
    with pytest.raises(FileRefused, match="512 MB at most"):
        read(path)


def test_text_after_a_card_never_becomes_a_card() -> None:
    reading: Reading = read(b"BEGIN:VCARD\r\nFN:Ann\r\nEND:VCARD\r\nFN:Nobody\r\nTEL:2\r\n")
    assert [card.formatted_name for card in reading] == ["Ann"]
    assert [this.card for this in reading.not_understood] == [0]


def test_wide_text_with_half_characters() -> None:
    wide = "BEGIN:VCARD\r\nFN:Ann\r\nNOTE:x".encode("utf-16-le") + struct.pack("<H", 0xD800)
    (card,) = read(b"\xff\xfe" + wide + "y\r\nEND:VCARD\r\n".encode("utf-16-le"))
    assert card.formatted_name == "Ann"
    assert card.note.encode()
