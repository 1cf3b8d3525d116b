"""What address books need of a card, and that nothing in a value ever leaves its line."""

from __future__ import annotations

import io
import re

import pytest

from app.errors import Cancelled
from app.exchange.vcard import Card, Day, Detail, Name, Picture, PostalAddress, Profile, read, write_card, write_cards


def lines_of(card: Card) -> list[str]:
    """The written card, unfolded."""
    return write_card(card).decode().replace("\r\n ", "").split("\r\n")


def test_a_company_as_apple_shows_it() -> None:
    lines = lines_of(Card(formatted_name="Boulangerie Lefèvre", organisations=(("Boulangerie Lefèvre",),), uid="7D1F"))
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert {"N:;;;;", "FN:Boulangerie Lefèvre", "ORG:Boulangerie Lefèvre;", "UID:7D1F"} <= set(lines)
    assert "X-ABSHOWAS:COMPANY" not in lines
    assert "X-ABSHOWAS:COMPANY" in lines_of(Card(formatted_name="Lefèvre", shows_as_company=True))


def test_bytes_begin_without_a_mark_and_lines_end_with_crlf() -> None:
    data = write_card(Card(formatted_name="Ann"))
    assert data.startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert data.endswith(b"END:VCARD\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")


def test_fn_and_n_are_always_there() -> None:
    assert {"FN:ann@b.example", "N:;;;;"} <= set(lines_of(Card(emails=(Detail("ann@b.example"),))))
    assert "FN:-" in lines_of(Card())


def test_phones_have_a_type_and_exactly_one_is_preferred() -> None:
    phones = (Detail("1"), Detail("2", ("cell",)), Detail("3", ("work", "fax")), Detail("4", ("home",), preferred=True))
    lines = lines_of(Card(phones=phones))
    assert [line for line in lines if line.startswith("TEL")] == [
        "TEL;TYPE=VOICE:1",
        "TEL;TYPE=CELL:2",
        "TEL;TYPE=WORK,FAX:3",
        "TEL;TYPE=HOME,VOICE,PREF:4",
    ]
    assert "TEL;TYPE=VOICE,PREF:1" in lines_of(Card(phones=phones[:2]))
    twice = (Detail("1", preferred=True), Detail("2", preferred=True))
    assert sum("PREF" in line for line in lines_of(Card(phones=twice))) == 1


def test_labels_and_countries_stand_in_the_group_of_their_entry() -> None:
    address = PostalAddress(street="1 rue A", city="Lyon", country="France", country_code="FR", types=("work",))
    lines = lines_of(Card(phones=(Detail("1", label="Atelier"),), addresses=(address,)))
    assert lines[lines.index("item1.TEL;TYPE=VOICE,PREF:1") + 1] == "item1.X-ABLABEL:Atelier"
    assert lines[lines.index("item2.ADR;TYPE=WORK,PREF:;;1 rue A;Lyon;;;France") + 1] == "item2.X-ABADR:fr"


def test_urls_carry_no_escapes_and_a_type_for_outlook() -> None:
    lines = lines_of(Card(urls=(Detail("https://a.example/x,y;z\\"), Detail("https://b.example", ("home",)))))
    assert "URL;TYPE=WORK:https://a.example/x%2Cy%3Bz%5C" in lines
    assert "URL;TYPE=HOME:https://b.example" in lines


def test_birthdays_with_without_a_year_and_impossible() -> None:
    assert "BDAY:1976-02-29" in lines_of(Card(birthday=Day(1976, 2, 29)))
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29" in lines_of(Card(birthday=Day(None, 2, 29)))
    assert not any(line.startswith("BDAY") for line in lines_of(Card(birthday=Day(1975, 2, 29))))


def test_a_photo_in_base64() -> None:
    lines = lines_of(Card(photos=(Picture(b"\xff\xd8\xff\xe0", "image/jpeg"), Picture(link="https://a.example/x.jpg"))))
    assert "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4A==" in lines
    assert "PHOTO;VALUE=uri:https://a.example/x.jpg" in lines


def test_lines_are_folded_at_75_bytes_and_never_inside_a_character() -> None:
    data = write_card(Card(formatted_name="é" * 200, note="a" * 500 + "🎉" * 100))
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # raises inside a character


HOSTILE = 'x\r\nTEL:+666\nEND:VCARD\rBEGIN:VCARD\0\x1b[31m\x7f;TYPE="a":b'


@pytest.mark.parametrize(
    "card",
    [
        Card(formatted_name=HOSTILE, name=Name(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), nicknames=(HOSTILE,)),
        Card(uid=HOSTILE, revision=HOSTILE, title=HOSTILE, role=HOSTILE, language=HOSTILE, note=HOSTILE),
        Card(organisations=((HOSTILE, HOSTILE),), categories=(HOSTILE,), is_group=True, members=(HOSTILE,)),
        Card(phones=(Detail(HOSTILE, (HOSTILE,), HOSTILE),), emails=(Detail(HOSTILE, (HOSTILE,), HOSTILE),)),
        Card(urls=(Detail(HOSTILE, (HOSTILE,), HOSTILE),), own={HOSTILE: HOSTILE, "": HOSTILE}),
        Card(profiles=(Profile(HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, True), Profile(HOSTILE, HOSTILE, (HOSTILE,)))),
        Card(addresses=(PostalAddress(*[HOSTILE] * 9, types=(HOSTILE,), label=HOSTILE),)),
        Card(photos=(Picture(b"x", HOSTILE), Picture(link=HOSTILE)), logos=(Picture(b"x", f"image/{HOSTILE}"),)),
        Card(leftovers=(HOSTILE, f"X-A:{HOSTILE}", f"X-A;{HOSTILE}:1", f"{HOSTILE}.X-A:1", f"N:{HOSTILE}")),
    ],
)
def test_nothing_in_a_value_or_a_parameter_becomes_a_line(card: Card) -> None:
    data = write_card(card)
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", data)
    names = {re.split(r"[;:]", line)[0].rpartition(".")[2] for line in lines_of(card)[1:-2]}
    assert not {"BEGIN", "END", "TYPE", "x", ""} & names
    assert not any(line.endswith(("+666", "TEL:+666")) and line.startswith("TEL") for line in lines_of(card))
    (back,) = read(data)
    assert len(back.phones) == len(card.phones)


def test_lone_surrogates_are_written_as_question_marks() -> None:
    assert b"FN:a?b\r\n" in write_card(Card(formatted_name="a\ud800b"))


def test_leftovers_come_back_in_clean_form_and_never_twice_what_we_write() -> None:
    card = Card(
        formatted_name="Ann",
        own={"REFERENCE": "C-1"},
        leftovers=(
            "g1.X-ABDATE;TYPE=PREF:2010-03-01",
            "g1.X-ABLABEL:_$!<Anniversary>!$_",
            "FN:Other",
            "no property",
            "X-CLIENTELE-REFERENCE:C-2",
            "END:VCARD",
            "x-low;a=b:c",
        ),
    )
    (back,) = read(write_card(card))
    assert back.leftovers == (*card.leftovers[:2], "X-LOW;A=b:c")
    assert back.formatted_name == "Ann"
    assert back.own == {"REFERENCE": "C-1"}


def test_many_cards_into_one_file_with_progress_and_cancel() -> None:
    cards = [Card(formatted_name=f"Card {number}") for number in range(120)]
    stream = io.BytesIO()
    seen: list[tuple[int, int]] = []
    assert write_cards(cards, stream, total=120, progress=lambda done, total: seen.append((done, total))) == 120
    assert seen == [(50, 120), (100, 120)]
    assert [card.formatted_name for card in read(stream.getvalue())] == [card.formatted_name for card in cards]

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_cards(cards, io.BytesIO(), progress=stop)
