"""From clients to labels: addresses in the order wanted, households, texts with merge words, and who is left out."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from app.clients.model import Address, Client, Contact, ContactLink
from app.company.records import home
from app.documents.label_orders import NO_SENDER, Choices, Prepared, from_plain, prepare, to_plain
from app.documents.labels import make
from app.mailings.sheets import shipped
from app.store.book import Book
from tests.app.conftest import Save

DAY = date(2026, 11, 12)


def client(name: str, postcode: str, **values: object) -> Client:
    address = Address(
        house_number="4", street="rue Basse", postcode=postcode, city="Dijon", country="FR", is_default=True
    )
    return Client(company_name=name, addresses=[address], **values)


@pytest.fixture
def ids(save: Save) -> list[int]:
    """Three with an address, in Dijon twice; one without."""
    contact = ContactLink(contact=Contact(civility="Mme", first_name="Claire", last_name="Fournier"), is_main=True)
    return [
        save(client("Zinc", "21000")),
        save(client("Brasserie du Théâtre", "21200", links=[contact])),
        save(client("Auberge", "21000")),
        save(Client(company_name="Nowhere")),
    ]


def prepared(book: Book, ids: list[int], *, sheet: str = "avery-l7160", **choices: object) -> Prepared:
    with book.read() as session:
        wanted = Choices(**choices)  # type: ignore[arg-type]
        return prepare(session, ids, sheet=shipped()[sheet], choices=wanted, today=DAY)


def names(found: Prepared) -> list[str]:
    return [label.lines[0] for label in found.fitted.labels]


def test_addresses_by_postcode_and_who_is_left_out(book: Book, ids: list[int]) -> None:
    found = prepared(book, ids, order="postcode")
    assert names(found) == ["Auberge", "Zinc", "Brasserie du Théâtre"]
    assert found.fitted.labels[2].lines == (
        "Brasserie du Théâtre", "Madame Claire Fournier", "4 RUE BASSE", "21200 DIJON",
    )  # fmt: skip
    assert [(out.name, out.words, out.path) for out in found.left_out] == [("Nowhere", "No address", "addresses/new")]
    assert [(sent.client_id, sent.block[-1]) for sent in found.sent][:1] == [(ids[2], "21000 DIJON")]


def test_the_order_of_the_list_and_by_name(book: Book, ids: list[int]) -> None:
    assert names(prepared(book, ids, order="given")) == ["Zinc", "Brasserie du Théâtre", "Auberge"]
    assert names(prepared(book, ids, order="name")) == ["Auberge", "Brasserie du Théâtre", "Zinc"]


def test_a_separator_before_each_postcode(book: Book, ids: list[int]) -> None:
    found = prepared(book, ids, order="postcode", separators=True)
    assert names(found) == ["21000", "Auberge", "Zinc", "21200", "Brasserie du Théâtre"]
    assert (found.count, sorted(found.separators)) == (3, [0, 3])
    assert len(found.job(Choices(copies=2)).order) == 8


def test_our_own_address_as_often_as_wanted(book: Book, ids: list[int]) -> None:
    with book.write("Shop") as writing:
        shop = home(writing.session)
        shop.street, shop.postcode, shop.city = "12 rue Musette", "21000", "Dijon"
    found = prepared(book, [], content="return")
    assert names(found) == ["Cave des Tilleuls"]
    assert found.job(Choices(content="return", copies=65)).run.pages == 4
    assert found.sent == []


def test_the_number_of_a_client_needs_no_address(book: Book, ids: list[int]) -> None:
    found = prepared(book, ids, content="number", code="qr", order="name")
    assert names(found) == ["Auberge", "Brasserie du Théâtre", "Nowhere", "Zinc"]
    assert all(label.code == label.lines[1] for label in found.fitted.labels)
    assert found.left_out == []


def test_a_text_of_the_owners_with_merge_words(book: Book, ids: list[int]) -> None:
    found = prepared(book, ids, content="text", text="{name}\nVoeux {today.year}", order="given")
    assert found.fitted.labels[0].lines == ("Zinc", "Voeux 2026")
    assert names(found)[3] == "Nowhere"


def test_from_and_to_says_when_there_is_no_room(book: Book, ids: list[int]) -> None:
    assert prepared(book, ids, content="from_to").fault == ""
    assert prepared(book, ids, content="from_to", sheet="avery-l4730").fault == NO_SENDER


def test_choices_are_remembered_and_foreign_ones_do_no_harm() -> None:
    chosen = Choices(content="number", copies=3, outlines=True, text="{name}")
    assert from_plain(to_plain(chosen)) == chosen
    assert from_plain({"content": "hologram", "copies": "many", "capitals": 3, "colour": "red"}) == Choices()


def test_everything_can_be_printed_on_every_kind_of_sheet(book: Book, ids: list[int]) -> None:
    for name in ("avery-l7160", "avery-5691-disc", "dymo-99012", "agipa-114036", "brother-dk-22205", "begalabel-v-100"):
        for content in ("address", "from_to", "return", "number", "text"):
            found = prepared(book, ids, sheet=name, content=content, text="{name}")
            file = BytesIO()
            pages = make(found.job(Choices(content=content)), file)
            assert bool(pages) == bool(found.fitted.labels)
            assert len(found.fitted.labels) + len(found.left_out) >= 1
