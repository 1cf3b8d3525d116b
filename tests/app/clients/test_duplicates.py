"""Who may be the one being typed: found by phone, e-mail, SIRET, address or a name that is nearly the same."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import subjects
from app.clients import lifecycle, records
from app.clients.duplicates import (
    SAME_ADDRESS,
    SAME_EMAIL,
    SAME_NAME,
    SAME_PHONE,
    SAME_SIRET,
    SIMILAR_NAME,
    Candidate,
    similar,
)
from app.clients.model import Address, Client, Contact, ContactLink, Email, Phone
from app.company.founding import Shop, found
from app.store.book import Book

TODAY = date(2026, 11, 12)


def firm(name: str, **more: Any) -> Client:
    return Client(company_name=name, **more)


def person(first: str, last: str, **more: Any) -> Client:
    return Client(is_organisation=False, first_name=first, last_name=last, **more)


def at(number: str, street: str, postcode: str, city: str) -> list[Address]:
    return [Address(house_number=number, street=street, postcode=postcode, city=city, country="FR")]


CLIENTS = (
    firm("Auberge de la Charme", addresses=at("7", "rue de la Charme", "21370", "Prenois")),
    firm("La Charmette", addresses=at("3", "avenue du Lac", "21000", "Dijon")),
    firm("SARL Garage Bonnet & Fils", siret="12345678200010"),
    firm("Brasserie du Théâtre", trade_name="Chez Claire"),
    person("Nicolas", "Moreau", addresses=at("12", "boulevard Carnot", "59000", "Lille")),
    person("Jeanne", "Moreau"),
    firm("Hôtel des Cordeliers"),
    firm("Ancien Moulin"),
    firm("Moulin effacé"),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path: Path = tmp_path_factory.mktemp("books") / "shop.clientele"
    subjects.load()
    found(path, Shop("Cave des Tilleuls"))
    opened = Book.open(path)
    with opened.write("clients") as writing:
        CLIENTS[0].phones = [Phone(text="03 53 01 77 08")]
        claire = Contact(last_name="Fournier", emails=[Email(text="Claire@theatre.example")])
        CLIENTS[3].links = [ContactLink(contact=claire)]
        ids = [records.save(writing.session, client) for client in CLIENTS]
        lifecycle.archive(writing.session, [ids[7]])
        lifecycle.delete(writing.session, [ids[8]])
    yield opened
    opened.close()


def names(book: Book, **typed: Any) -> dict[str, tuple[str, ...]]:
    with contextlib.closing(book.rows()) as db:
        return {match.row.name: match.reasons for match in similar(db, Candidate(**typed), TODAY)}


@pytest.mark.parametrize(
    ("typed", "name", "reason"),
    [
        ({"company": "Auberge La Charme"}, "Auberge de la Charme", SAME_NAME),
        ({"company": "AUBERGE LACHARME"}, "Auberge de la Charme", SIMILAR_NAME),
        ({"company": "Brasserie du Theatre"}, "Brasserie du Théâtre", SAME_NAME),
        ({"company": "Brassserie du Théatre"}, "Brasserie du Théâtre", SIMILAR_NAME),
        ({"company": "Chez Claire"}, "Brasserie du Théâtre", SAME_NAME),
        ({"company": "Le Théâtre"}, "Brasserie du Théâtre", SIMILAR_NAME),
        ({"company": "Bonnet et Fils"}, "SARL Garage Bonnet & Fils", SIMILAR_NAME),
        ({"company": "Hotel Cordelier"}, "Hôtel des Cordeliers", SIMILAR_NAME),
        ({"company": "L'ancien moulin"}, "Ancien Moulin", SAME_NAME),
        ({"first_name": "nicolas", "last_name": "MOREAU"}, "Moreau Nicolas", SAME_NAME),
        ({"first_name": "Moreau", "last_name": "Nicolas"}, "Moreau Nicolas", SAME_NAME),
        ({"first_name": "N", "last_name": "Moreau"}, "Moreau Nicolas", SIMILAR_NAME),
        ({"first_name": "Nicola", "last_name": "Moraud"}, "Moreau Nicolas", None),
        ({"first_name": "Nikolas", "last_name": "Moreau"}, "Moreau Nicolas", SIMILAR_NAME),
        ({"first_name": "Jean", "last_name": "Moreau"}, "Moreau Jeanne", None),
        ({"phones": ("+33 3 53 01 77 08",)}, "Auberge de la Charme", SAME_PHONE),
        ({"phones": ("03 53 01 77 0",)}, "Auberge de la Charme", None),
        ({"emails": ("claire@THEATRE.example ",)}, "Brasserie du Théâtre", SAME_EMAIL),
        ({"siret": "123 456 782 00010"}, "SARL Garage Bonnet & Fils", SAME_SIRET),
        ({"street": "7, r. de la charme", "postcode": "21370"}, "Auberge de la Charme", SAME_ADDRESS),
        ({"street": "12 bd Carnot", "postcode": "59000"}, "Moreau Nicolas", SAME_ADDRESS),
        ({"street": "9 rue de la Charme", "postcode": "21370"}, "Auberge de la Charme", None),
        ({"street": "7 rue de la Charme", "postcode": "21000"}, "Auberge de la Charme", None),
        ({"company": "Boulangerie du Théâtre"}, "Brasserie du Théâtre", None),
        ({"company": "Moulin effacé"}, "Moulin effacé", None),
        ({"company": "SARL"}, "SARL Garage Bonnet & Fils", None),
        ({"company": "---"}, "Ancien Moulin", None),
    ],
)
def test_a_record_like_the_one_typed_is_found_with_the_reason(
    book: Book, typed: dict[str, Any], name: str, reason: str | None
) -> None:
    assert reason in names(book, **typed).get(name, (None,))


def test_the_weightiest_comes_first_with_all_its_reasons(book: Book) -> None:
    found = names(book, company="La Charme", phones=("0353017708",), street="7 rue de la Charme", postcode="21370")
    assert next(iter(found.items())) == ("Auberge de la Charme", (SAME_PHONE, SAME_ADDRESS, SIMILAR_NAME))


def test_a_firm_named_with_its_trade_may_be_one_named_without(book: Book) -> None:
    assert names(book, company="Auberge La Charme") == {
        "Auberge de la Charme": (SAME_NAME,),
        "La Charmette": (SIMILAR_NAME,),
    }


def test_the_same_name_at_the_other_end_of_the_country_needs_more_than_likeness(book: Book) -> None:
    near = {"first_name": "Nikolas", "last_name": "Moreau", "postcode": "59200"}
    assert "Moreau Nicolas" in names(book, **near)
    assert "Moreau Nicolas" not in names(book, **near | {"postcode": "13006"})
    assert "Moreau Nicolas" in names(book, **near | {"postcode": "13006", "first_name": "Nicolas"})


def test_a_record_is_not_its_own_duplicate(book: Book) -> None:
    with contextlib.closing(book.rows()) as db:
        (match,) = similar(db, Candidate(company="Hôtel des Cordeliers"), TODAY)
        assert similar(db, Candidate(company="Hôtel des Cordeliers", own=match.row.id), TODAY) == []


def test_nothing_typed_finds_nobody(book: Book) -> None:
    assert names(book) == {}
