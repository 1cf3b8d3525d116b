"""Text that does not say what it is written in: supposed, shown, chosen."""

from __future__ import annotations

import codecs

import pytest

from app.errors import FileRefused
from app.exchange.vcard import CANDIDATES, read

CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Müller;Hélène;;;\r\nFN:Hélène Müller\r\nNOTE:Déjà été à Besançon\r\nEND:VCARD\r\n"
)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_unicode_in_each_form_is_certain(encoding: str, mark: bytes) -> None:
    reading = read(mark + CARD.encode(encoding))
    (card,) = reading
    assert card.formatted_name == "Hélène Müller"
    assert reading.doubt is None


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850"])
def test_western_text_is_supposed_and_doubted(encoding: str) -> None:
    reading = read(CARD.encode(encoding))
    (card,) = reading
    assert card.formatted_name == "Hélène Müller"
    assert reading.doubt is not None
    assert reading.doubt.encoding == encoding
    assert "Hélène Müller" in reading.doubt.preview(encoding)


def test_the_owner_chooses_another_encoding() -> None:
    data = "BEGIN:VCARD\r\nN:Dvořák;Antonín\r\nEND:VCARD\r\n".encode("iso-8859-2")
    reading = read(data)
    list(reading)
    assert reading.doubt is not None
    assert "Dvořák;Antonín" in reading.doubt.preview("iso-8859-2")
    chosen = read(data, encoding="iso-8859-2")
    (card,) = chosen
    assert card.name.last == "Dvořák"
    assert chosen.doubt is None


def test_every_candidate_can_be_previewed_and_chosen() -> None:
    data = CARD.encode("cp1252")
    reading = read(data)
    list(reading)
    assert reading.doubt is not None
    for encoding in CANDIDATES:
        assert reading.doubt.preview(encoding)
        if not encoding.startswith("utf-16"):
            assert len(list(read(data, encoding=encoding))) == 1


def test_an_encoding_that_is_none_is_refused() -> None:
    with pytest.raises(FileRefused):
        read(CARD.encode(), encoding="punycode")


def test_a_charset_that_the_card_declares_elsewhere_is_taken() -> None:
    data = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Київ\r\nNOTE;CHARSET=windows-1251:Київ\r\nEND:VCARD\r\n".encode("cp1251")
    reading = read(data)
    (card,) = reading
    assert card.formatted_name == "Київ"
    assert reading.doubt is None


@pytest.mark.parametrize("charset", ["Murks", "punycode", "unicode_escape", "zlib", "idna", "", "utf-8" * 1000])
def test_a_charset_that_is_none_never_breaks_the_card(charset: str) -> None:
    data = f"BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE;CHARSET={charset};QUOTED-PRINTABLE:M=F6ritz\r\nEND:VCARD\r\n"
    (card,) = read(data.encode())
    assert card.note == "Möritz"


def test_encoded_surrogates_are_no_text_and_end_as_text_that_can_be_saved() -> None:
    (card,) = read(b"BEGIN:VCARD\r\nFN:a\xed\xa0\x80b\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=ED=B0=80\r\nEND:VCARD\r\n")
    assert card.formatted_name.startswith("a")
    assert card.formatted_name.encode()
    assert card.note.encode()
