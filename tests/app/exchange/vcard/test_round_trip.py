"""What is written is read back the same: by ourselves, and by vobject, which knows nothing of us."""

from __future__ import annotations

from dataclasses import replace

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.exchange.vcard import Card, Day, Detail, Name, Picture, PostalAddress, Profile, read, write_card

NASTY = (
    "END:VCARD",
    "a\nEND:VCARD\nBEGIN:VCARD\nFN:b",
    "x;y,z\\n\\",
    "\\;",
    "a:b=c",
    "שלום עולם",
    "\u202eright to left",
    "👩🏽\u200d🍳🎉" * 12,
    "<img src=file://host/x>",
    "=C3=A9=",
    "x" * 300,
    "é" * 200,
    "line\nline",
    "tab\there",
    "\u2028\x85",
)
CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))


TEXT = st.one_of(st.text(CHARACTERS, max_size=90), st.sampled_from(NASTY)).map(str.strip)
SOME = TEXT.filter(bool)
ITEM = SOME.map(lambda text: text.replace("\n", " "))
WORDS = st.lists(
    st.sampled_from(("work", "home", "cell", "fax", "pager", "main", "x-atelier")), max_size=3, unique=True
)
TYPES = WORDS.map(tuple)
URL = st.text(CHARACTERS, min_size=1, max_size=60).map(lambda t: "https://x.example/" + "".join(t.split()))
SAFE_URL = URL.map(lambda url: url.translate({ord(sign): None for sign in ",;\\"}).strip())


def details(text: st.SearchStrategy[str], types: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[list[Detail]]:
    return st.lists(st.builds(Detail, text, types, label=TEXT), max_size=3)


# The name of a service is a parameter: control characters are left out of it on purpose.
SERVICE = ITEM.map(str.lower).map(str.strip).filter(bool).filter(str.isprintable)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Any card in the form that reading gives: one preferred entry in each list."""
    address = st.builds(
        PostalAddress,
        *[TEXT] * 2,
        SOME,
        *[TEXT] * 4,
        st.sampled_from(("", "FR", "CH")),
        types=TYPES,
        label=TEXT,
    )
    addresses = draw(st.lists(address, max_size=3))
    chat = st.builds(Profile, SERVICE, SAFE_URL, TYPES, TEXT, st.just(True))
    site = st.builds(Profile, st.sampled_from(("linkedin", "facebook")), SAFE_URL, TYPES, TEXT)
    day = st.dates().map(lambda date: Day(date.year, date.month, date.day)).filter(lambda day: day.year != 1604)
    home = st.sampled_from(((), ("home",)))
    return Card(
        uid=draw(ITEM),
        formatted_name=draw(SOME),
        name=draw(st.builds(Name, TEXT, TEXT, TEXT, TEXT, TEXT)),
        nicknames=tuple(draw(st.lists(SOME, max_size=3, unique=True))),
        organisations=tuple(draw(st.lists(st.tuples(SOME) | st.tuples(TEXT, SOME), max_size=2))),
        title=draw(TEXT),
        role=draw(TEXT),
        phones=first_preferred(draw(details(ITEM.filter(lambda t: t[:4].lower() != "tel:"), TYPES))),
        emails=first_preferred(draw(details(ITEM.filter(lambda t: t[:7].lower() != "mailto:"), TYPES))),
        addresses=first_preferred(addresses),
        urls=first_preferred(draw(details(SAFE_URL, home))),
        profiles=tuple(draw(st.lists(chat | site, max_size=2))),
        birthday=draw(st.none() | day | st.just(Day(None, 2, 29))),
        note=draw(TEXT),
        categories=tuple(draw(st.lists(SOME, max_size=3, unique=True))),
        language=draw(st.sampled_from(("", "fr", "en"))),
        photos=draw(st.sampled_from(((), (Picture(b"\xff\xd8\xff" + bytes(range(256)), "image/jpeg"),)))),
        is_group=draw(st.booleans()),
        members=tuple(draw(st.lists(st.uuids().map(str), max_size=2))),
        shows_as_company=draw(st.booleans()),
        revision=draw(st.sampled_from(("", "2026-10-24T08:00:00Z"))),
        own=draw(st.dictionaries(st.sampled_from(("REFERENCE", "SIRET", "PAYMENT-TERMS")), TEXT.filter(bool))),
    )


def first_preferred(entries: list[Detail] | list[PostalAddress]) -> tuple:
    return tuple(replace(entry, preferred=place == 0) for place, entry in enumerate(entries))


@settings(max_examples=200)
@given(cards())
@example(Card(formatted_name="a", note="b\n" * 400))
@example(Card(formatted_name="a", profiles=(Profile('a "b"^n', "x:y", chat=True),)))
def test_reading_what_was_written_changes_nothing(card: Card) -> None:
    reading = read(write_card(card))
    (back,) = reading
    assert back == replace(card, note=card.note.strip())
    assert not reading.not_understood


@settings(max_examples=120)
@given(cards())
def test_vobject_reads_the_same_values(card: Card) -> None:
    text = write_card(card).decode()
    theirs = vobject.readOne(text)
    contents = theirs.contents
    assert theirs.fn.value == card.formatted_name
    name = theirs.n.value
    assert [flat(part) for part in (name.family, name.given, name.additional, name.prefix, name.suffix)] == [
        flat(part) for part in (card.name.last, card.name.first, card.name.middle, card.name.prefix, card.name.suffix)
    ]
    organisations = [[part for part in line.value if part] for line in contents.get("org", [])]
    assert organisations == [[part for part in one if part] for one in card.organisations]
    for key, ours in (("tel", card.phones), ("email", card.emails)):
        assert [line.value for line in contents.get(key, [])] == [detail.text for detail in ours]
        assert sum("PREF" in line.params["TYPE"] for line in contents.get(key, [])) == bool(ours)
    addresses = [line.value for line in contents.get("adr", [])]
    assert [[flat(one.street), flat(one.city), flat(one.code), flat(one.country)] for one in addresses] == [
        [flat(one.street), flat(one.city), flat(one.postcode), flat(one.country)] for one in card.addresses
    ]
    for key, value in (("note", card.note), ("title", card.title), ("role", card.role), ("uid", card.uid)):
        assert [line.value for line in contents.get(key, [])] == ([value] if value else [])
    assert [line.value for line in contents.get("url", [])] == [url.text for url in card.urls]
    assert [line.value for line in contents.get("photo", [])] == [photo.content for photo in card.photos]
    assert [word for line in contents.get("categories", []) for word in line.value] == list(card.categories)
    assert len(contents.get("bday", [])) == bool(card.birthday)


def flat(value: str | list[str]) -> str:
    """vobject splits the parts of N and ADR at commas when they are not escaped; ours always are."""
    return value if isinstance(value, str) else ",".join(value)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_vobject_counts_the_same_cards(count: int) -> None:
    data = b"".join(write_card(Card(formatted_name=text)) for text in NASTY[:count])
    assert len(list(vobject.readComponents(data.decode()))) == count
