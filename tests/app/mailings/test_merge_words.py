"""Merge fields: what they say in two languages, how they choose, what is missing, and what means nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from app.accounts import ledger
from app.clients import bulk
from app.clients.model import Contact, ContactLink, Email, Phone, Tag
from app.clients.model.lists import CustomField
from app.clients.model.parts import ClientTag, CustomValue
from app.company.model import PriceList
from app.company.records import home
from app.i18n import Translator
from app.mailings import filling, merge_fields, merge_words
from app.mailings.merge_fields import FIELDS
from app.mailings.merge_words import Whom
from app.progress import Progress
from app.store.book import Book
from app.values import rich_text
from app.values.rich_text import Run, from_marked
from tests.app.mailings.post import DAY, brasserie, neighbour

Save = Callable[..., int]


def said(book: Book, client: int, *keys: str, language: str = "fr", **whom: Any) -> dict[str, str]:
    with book.read() as session:
        tr = Translator(language, "FR")
        found = list(merge_words.words(session, [Whom(client, **whom)], keys, tr, DAY))
    assert [number for number, _words in found] == [client]
    return found[0][1]


def filled(book: Book, client: int, marked: str, language: str = "fr", **instead: str) -> str:
    written = from_marked(marked)
    words = said(book, client, *rich_text.field_keys(written), language=language)
    return rich_text.plain(filling.fill(written, words, instead))


@pytest.mark.parametrize(
    ("values", "french", "english"),
    [
        ({"civility": "Mme", "last_name": "Fournier"}, "Chère Madame Fournier", "Dear Ms Fournier"),
        ({"civility": "M.", "last_name": "Roy"}, "Cher Monsieur Roy", "Dear Mr Roy"),
        ({"civility": "Mrs", "last_name": "Bell"}, "Chère Madame Bell", "Dear Mrs Bell"),
        ({"civility": "M. et Mme", "last_name": "Roy"}, "Chers Monsieur et Madame Roy", "Dear Mr and Mrs Roy"),
        ({"civility": "Dr", "last_name": "Roy"}, "Docteur Roy", "Dear Dr Roy"),
        ({"civility": "Me", "last_name": "Roy"}, "Maître", "Dear Maître Roy"),
        ({"civility": "M.", "first_name": "Jo"}, "Cher Monsieur", "Dear Sir or Madam"),
        ({"first_name": "Ada", "last_name": "Roy"}, "Madame, Monsieur", "Dear Ada Roy"),
        ({"company_name": "Le Dîner", "is_organisation": True}, "Madame, Monsieur", "Dear Sir or Madam"),
    ],
)
def test_everybody_is_greeted_as_it_is_done(
    book: Book, save: Save, values: dict[str, Any], french: str, english: str
) -> None:
    client = save(**{"is_organisation": False, "last_name": ""} | values)
    assert said(book, client, "dear")["dear"] == french
    assert said(book, client, "dear", language="en")["dear"] == english


def test_an_organisation_is_greeted_through_the_person_it_goes_to(book: Book, save: Save) -> None:
    other = Contact(civility="M.", first_name="Paul", last_name="Girard")
    client = brasserie()
    client.links.append(ContactLink(contact=other, function="Chef"))
    number = save(client)
    keys = ("dear", "greeting", "name", "contact.name", "contact.function", "civility.full")
    assert list(said(book, number, *keys).values()) == [
        "Chère Madame Fournier", "Madame", "Brasserie du Théâtre", "Claire Fournier", "Gérante", "Madame",
    ]  # fmt: skip
    with book.read() as session:
        (paul,) = session.execute(text("SELECT id FROM contact WHERE first_name = 'Paul'")).one()
    assert said(book, number, *keys, contact_id=paul)["dear"] == "Cher Monsieur Girard"


def test_fields_of_the_record_read_as_in_a_letter(book: Book, save: Save) -> None:
    with book.write("Lists") as writing:
        writing.session.add_all(
            [PriceList(label="Restaurants 2026"), Tag(name="Noël"), CustomField(label="Vin", kind="text")]
        )
        home(writing.session).phone = "03 53 01 10 10"
    client = neighbour(
        birthday="1980-05-23", capital=Decimal("1234.5"), discount_percent=Decimal("2.5"), siret="73282932000074",
        price_list_id=1, tags=[ClientTag(tag_id=1)], phones=[Phone(text="06 01 02 03 04"), Phone(text="01")],
        emails=[Email(text="john@example.org")], custom_values=[CustomValue(field_id=1, text="Chablis")],
        client_since=date(2014, 3, 1), key_account=True,
    )  # fmt: skip
    number = save(client)
    wanted = {
        "birthday": "23 mai", "capital": "1\u202f234,50\u00a0€", "discount_percent": "2,5\u202f%",
        "price_list_id": "Restaurants 2026", "tag": "Noël", "phone": "06 01 02 03 04", "email": "john@example.org",
        "own.1": "Chablis", "client_since": "1er mars 2014", "client_since.year": "2014", "siret": "732 829 320 00074",
        "address.street": "1 rue Monge", "address.city": "Dijon", "address.country": "France", "language": "Anglais",
        "shop.name": "Cave des Tilleuls", "shop.phone": "03 53 01 10 10", "today": "12 novembre 2026",
        "today.year": "2026", "figure.balance": "0,00\u00a0€", "key_account": "Oui", "company_name": "",
    }  # fmt: skip
    found = said(book, number, *wanted)
    spaces = {"\u202f": " ", "\u00a0": " "}
    assert {key: text.translate(str.maketrans(spaces)) for key, text in found.items()} == {
        key: text.translate(str.maketrans(spaces)) for key, text in wanted.items()
    }
    assert said(book, number, "client_since", "today", language="en") == {
        "client_since": "1 March 2014", "today": "12 November 2026",
    }  # fmt: skip


def test_every_field_of_the_menu_can_be_said(book: Book, save: Save) -> None:
    client = save(brasserie())
    for language in ("fr", "en"):
        assert said(book, client, *FIELDS, language=language).keys() == FIELDS.keys()
    assert all(field.group in merge_fields.GROUPS for field in FIELDS.values())
    assert "note" not in FIELDS, "what the owner notes of a client is not for the client"


def test_variants_are_chosen_by_gender_by_number_and_by_what_is_there(book: Book, save: Save) -> None:
    lady = save(is_organisation=False, civility="Mme", last_name="Roy", headcount="3", client_since=date(2014, 1, 1))
    man, firm = save(neighbour(client_since=None)), save(company_name="Le Dîner")
    gender = "{gender|Cher client|Chère cliente|Chers clients}"
    assert [filled(book, each, gender) for each in (man, lady, firm)] == [
        "Cher client",
        "Chère cliente",
        "Chers clients",
    ]
    assert (
        filled(book, lady, "{filled.client_since|client depuis |bienvenue}{client_since.year}") == "client depuis 2014"
    )
    assert filled(book, man, "{filled.client_since|client depuis |bienvenue}{client_since.year}") == "bienvenue"
    assert filled(book, man, "{filled.client_since|merci}!") == "!"
    orders = "{figure.orders} {number.figure.orders|commande|commandes}"
    assert filled(book, man, orders) == "0 commande"
    assert filled(book, man, orders.replace("commande", "order"), language="en") == "0 orders"


def test_what_the_account_says(book: Book, save: Save) -> None:
    client = save(brasserie())
    with book.write("Account", kind="final") as writing:
        posting = ledger.Posting(client, 1, "EUR", "opening", "OLD-7", DAY, Decimal("1284.60"), due_on=DAY)
        ledger.post(writing.session, posting)
    assert filled(book, client, "{figure.balance} {figure.oldest_due_on}").split() == [
        "1", "284,60", "€", "12", "novembre", "2026",
    ]  # fmt: skip


def test_a_missing_word_is_told_and_replaced(book: Book, save: Save) -> None:
    client = save(company_name="Le Dîner")
    keys = ("first_name", "name", "gender", "filled.first_name")
    assert filling.missing(keys, said(book, client, *keys)) == ("first_name",)
    assert filled(book, client, "Bonjour {first_name},") == "Bonjour ,"
    assert filled(book, client, "Bonjour {first_name},", first_name="cher client") == "Bonjour cher client,"
    assert filled(book, client, "Un\n\n{first_name}\n\nDeux") == "Un\nDeux"


def test_a_word_that_is_no_field_is_named() -> None:
    written = from_marked("{dear} {nonsense} {number.first_name|a|b} {filled.nothing|a} {own.7} {gender|a|b}")
    assert merge_fields.unknown([written]) == ("nonsense", "number.first_name", "filled.nothing", "own.7")
    assert merge_fields.unknown([written], {"own.7"}) == ("nonsense", "number.first_name", "filled.nothing")


def test_chips_are_called_as_the_owner_says() -> None:
    tr = Translator("en")
    shown = [
        merge_fields.chip(run, tr, {"own.7": "Vin préféré"})
        for run in (
            Run(field="dear"), Run(field="client_since.year"), Run(field="own.7"), Run(field="nonsense"),
            Run(field="gender", variants=("faithful", "faithful")), Run(field="filled.tag", variants=("so", "not")),
        )
    ]  # fmt: skip
    assert shown == ["Dear …", "Client since (year)", "Vin préféré", "{nonsense}", "faithful, m/f", "so / not by Tag"]


EVIL = '<img src="file:///etc/passwd"><script>alert(1)</script>{first_name}&amp;\n{{x}}'


def test_data_is_never_markup_nor_a_field(book: Book, save: Save) -> None:
    client = save(is_organisation=False, first_name=EVIL, last_name="Roy")
    done = filling.fill(from_marked("A {first_name} B"), said(book, client, "first_name"), {})
    assert rich_text.field_keys(done) == ()
    assert rich_text.plain(done) == f"A {EVIL} B"
    again = rich_text.from_json(rich_text.to_json(done))
    assert rich_text.field_keys(again) == ()


def test_many_clients_take_a_few_queries_and_come_in_order(book: Book) -> None:
    with book.write("Many") as writing:
        made = (neighbour(first_name=f"N{n}") for n in range(1_200))
        ids = bulk.insert(writing.session, made, Progress())
    with book.read() as session:
        whom = [Whom(number) for number in reversed(ids)]
        tr = Translator("fr", "FR")
        found = list(merge_words.words(session, [*whom, Whom(10**6)], ("first_name", "address.city"), tr, DAY))
    assert [number for number, _words in found] == [*reversed(ids)]
    assert found[0][1] == {"first_name": "N1199", "address.city": "Dijon"}
