"""Finding a client by whatever one remembers of it, however it is typed."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clients import lifecycle, records, search, searches
from app.clients.conditions import OPERATORS, Condition
from app.clients.fields import CATALOGUE
from app.clients.model import (
    Address,
    Block,
    Client,
    ClientCompany,
    Contact,
    ContactLink,
    CustomField,
    CustomOption,
    CustomValue,
    Email,
    Phone,
)
from app.clients.search import Query
from app.company import records as shop
from app.errors import Invalid
from app.store.book import Book

TODAY = date(2026, 11, 12)


def phone(text: str) -> list[Phone]:
    return [Phone(text=text)]


CLIENTS = (
    Client(
        company_name="Brasserie du Théâtre", siret="73282932000074", note="Livrer par la cour",
        addresses=[Address(
            house_number="12", number_suffix="bis", street="rue Pasteur", postcode="69001", city="Lyon",
        )],
        phones=phone("+33 (0)4 78 12 34 56"), emails=[Email(text="Contact@Theatre.example")],
        links=[ContactLink(is_main=True, contact=Contact(
            first_name="Amélie", last_name="Garnier", phones=phone("06 12 34 56 78"),
            emails=[Email(text="amelie@garnier.example")],
        ))],
    ),
    Client(company_name="L'Œuvre & Fils", addresses=[Address(street="2 place Carnot", city="Dijon", postcode="21000")]),
    Client(
        company_name="Bébé Cadum", addresses=[Address(city="Saint-Étienne", postcode="42000")],
        phones=phone("0033612999999"),
    ),
    Client(company_name="Martin Fils", links=[ContactLink(contact=Contact(first_name="Paul", last_name="Martin"))]),
    Client(is_organisation=False, first_name="Zoë", last_name="Straße", addresses=[Address(city="Bern", country="CH")]),
    Client(company_name="Fils de Martin", own_reference="OLD-77", addresses=[Address(city="Lyon", postcode="69009")]),
    Client(
        is_organisation=False, first_name="Hans", last_name="Łukasz", phones=phone("+41 44 668 18 00"),
        is_client=False, is_prospect=True,
    ),
    Client(company_name="100 % Bio_Co", note="50% off_season"),
    Client(company_name="<img src=file://host/x>"),
)  # fmt: skip


@pytest.fixture(scope="module")
def book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = Path(shutil.copyfile(template, tmp_path_factory.mktemp("search") / "found.clientele"))
    with contextlib.closing(Book.open(path)) as opened:
        furnish(opened)
        yield opened


def furnish(book: Book) -> None:
    with book.write("Clients") as writing:
        session = writing.session
        restaurant = shop.choice(session, "category", "Restaurant").id
        CLIENTS[0].category_id, CLIENTS[0].key_account = restaurant, True
        CLIENTS[0].companies = [ClientCompany(company_id=1, credit_limit=Decimal(1500))]
        CLIENTS[1].blocks = [Block(kind="orders", from_on=date(2026, 1, 1))]
        CLIENTS[5].blocks = [Block(kind="orders", from_on=date(2026, 1, 1), until_on=date(2026, 2, 1))]
        ids = [records.save(session, client) for client in CLIENTS]
        lifecycle.tag(session, ids[:1], "Été & VIP")
        own = CustomField(label="Covers", kind="number")
        listed = CustomField(label="Terrace", kind="choice")
        session.add_all([own, listed])
        session.flush()
        option = CustomOption(field_id=listed.id, label="South side")
        session.add(option)
        session.flush()
        session.add(CustomValue(client_id=ids[0], field_id=own.id, number=Decimal(80)))
        session.add(CustomValue(client_id=ids[1], field_id=listed.id, option_id=option.id))


def found(book: Book, text: str = "", **more: Any) -> list[str]:
    query = Query(tab=more.pop("tab", "all"), text=text, **more)
    with contextlib.closing(book.rows()) as db:
        rows = search.first_page(db, query, TODAY)
        ids = search.all_ids(db, query, TODAY)
        assert [row.id for row in rows] == list(ids)
        assert search.count(db, query, TODAY) == len(ids)
    return [row.name for row in rows]


BRASSERIE, OEUVRE, BEBE, MARTIN, STRASSE, FILS, LUKASZ, BIO, IMG = (
    "Brasserie du Théâtre", "L'Œuvre & Fils", "Bébé Cadum", "Martin Fils", "Straße Zoë", "Fils de Martin",
    "Łukasz Hans", "100 % Bio_Co", "<img src=file://host/x>",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("theatre", [BRASSERIE]),
        ("THÉÂTRE", [BRASSERIE]),
        ("éâ", []),
        ("theatre brass", [BRASSERIE]),
        ("eatr", [BRASSERIE]),
        ("b", [BIO, BEBE, BRASSERIE, STRASSE]),
        ("br", [BRASSERIE]),
        ("oeuvre", [OEUVRE]),
        ("œuvre", [OEUVRE]),
        ("l'oeuvre", [OEUVRE]),
        ("l oeuvre fils", [OEUVRE]),
        ("strasse", [STRASSE]),
        ("STRAẞE", [STRASSE]),
        ("zoe", [STRASSE]),
        ("lukasz", [LUKASZ]),
        ("saint etienne", [BEBE]),
        ("st-etienne", []),
        ("garnier amelie", [BRASSERIE]),
        ("amelie@garnier", [BRASSERIE]),
        ("contact@theatre.example", [BRASSERIE]),
        ("lyon", [BRASSERIE, FILS]),
        ("69001", [BRASSERIE]),
        ("690", [BRASSERIE, FILS]),
        ("12 bis rue pasteur", [BRASSERIE]),
        ("12 rue pasteur 69001 lyon", [BRASSERIE]),
        ("C-00001", [BRASSERIE]),
        ("c00001", [BRASSERIE]),
        ("00001", [BRASSERIE]),
        ("old-77", [FILS]),
        ("73282932000074", [BRASSERIE]),
        ("732 829 320 00074", [BRASSERIE]),
        ("vip", [BRASSERIE]),
        ("ete", [BRASSERIE, BEBE]),
        ("livrer cour", [BRASSERIE]),
        ("fils martin", [FILS, MARTIN]),
        ("%", []),
        ("100 %", [BIO, OEUVRE]),
        ("bio_co", [BIO]),
        ("<img", [IMG]),
        ("file://host/x", [IMG]),
        ("zzz", []),
        ("martin zzz", []),
    ],
)
def test_words(book: Book, typed: str, names: list[str]) -> None:
    if typed == "%":
        assert len(found(book, typed)) == len(CLIENTS), "what holds no letter narrows nothing"
    elif typed == "ete":
        assert set(names) >= set(found(book, typed))
        assert BRASSERIE in found(book, typed)
    else:
        assert found(book, typed) == names


@pytest.mark.parametrize(
    "typed",
    ["0478123456", "04 78 12 34 56", "04.78.12.34.56", "04-78-12", "+33478123456", "+33 4 78 12", "0033 4 78 12 34 56",
     "+33 (0)4 78 12 34 56", "(0)4 78 12", "78 12 34", "478123456", "0612345678", "06 12 34", "+33 6 12 34 56 78",
     "theatre 06 12", "33612345678", "34 56"],
)  # fmt: skip
def test_phones_however_typed(book: Book, typed: str) -> None:
    assert BRASSERIE in found(book, typed)


@pytest.mark.parametrize("typed", ["06 12 99 99 99", "+33 6 12 99", "0612999999", "0033612999999"])
def test_a_phone_kept_in_its_foreign_form_is_found_by_the_other(book: Book, typed: str) -> None:
    assert found(book, typed) == [BEBE]


@pytest.mark.parametrize("typed", ["044 668 18 00", "+41 44 668", "0041446681800"])
def test_a_swiss_phone(book: Book, typed: str) -> None:
    assert found(book, typed) == [LUKASZ]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ('"martin fils"', [MARTIN]),
        ('"paul martin"', [MARTIN]),
        ('"martin paul"', [MARTIN]),
        ('"fils de"', [FILS]),
        ('"du theatre" lyon', [BRASSERIE]),
        ('"theatre du"', []),
        ('"rue pasteur', [BRASSERIE]),
        ('""', None),
    ],
)
def test_phrases(book: Book, typed: str, names: list[str] | None) -> None:
    assert found(book, typed) == (names if names is not None else found(book))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("town:lyon", [BRASSERIE, FILS]),
        ("ville:lyon", [BRASSERIE, FILS]),
        ("VILLE:Lyon martin", [FILS]),
        ('ville:"saint-étienne"', [BEBE]),
        ("cp:69", [BRASSERIE, FILS]),
        ("pays:ch", [STRASSE]),
        ("tag:vip", [BRASSERIE]),
        ("étiquette:vip", [BRASSERIE]),
        ("tel:0612345678", [BRASSERIE]),
        ("phone:+33612345678", [BRASSERIE]),
        ("email:garnier", [BRASSERIE]),
        ("courriel:garnier", [BRASSERIE]),
        ("category:restaurant", [BRASSERIE]),
        ("catégorie:resto", []),
        ("contact:martin", [MARTIN]),
        ("siret:732", [BRASSERIE]),
        ("note:cour", [BRASSERIE]),
        ("own:old", [FILS]),
        ("prospect:oui", [LUKASZ]),
        ("prospect:yes", [LUKASZ]),
        ("own:*", [FILS]),
        ("limit:*", [BRASSERIE]),
        ("nonsense:lyon", []),
        ("file://host", [IMG]),
    ],
)
def test_words_that_name_a_field(book: Book, typed: str, names: list[str]) -> None:
    assert found(book, typed) == names


def test_tabs_chips_and_order(book: Book) -> None:
    assert found(book, tab="prospects") == [LUKASZ]
    assert found(book, cities=("LYON",)) == [BRASSERIE, FILS]
    assert found(book, has_email=True) == [BRASSERIE]
    assert found(book, key_account=True) == [BRASSERIE]
    assert found(book, blocked=True) == [OEUVRE], "a block that is over blocks no more"
    assert found(book, "lyon", sort="postcode", descending=True) == [FILS, BRASSERIE]
    assert found(book, sort="city")[:3] == [STRASSE, OEUVRE, BRASSERIE], "the empty ones come last"
    assert found(book, sort="city", descending=True)[0] == BEBE
    assert found(book) == sorted(
        found(book), key=[BIO, BEBE, BRASSERIE, FILS, IMG, OEUVRE, LUKASZ, MARTIN, STRASSE].index
    )


OWN = [
    (Condition("own:1", "at_least", "80"), [BRASSERIE]),
    (Condition("own:1", "at_least", "80.5"), []),
    (Condition("own:1", "at_most", "100"), [BRASSERIE]),
    (Condition("own:1", "is", "80"), [BRASSERIE]),
    (Condition("own:1", "filled"), [BRASSERIE]),
    (Condition("own:2", "contains", "south"), [OEUVRE]),
    (Condition("own:9", "filled"), []),
    (Condition("own:x", "filled"), []),
    (Condition("nothing", "is", "1"), []),
    (Condition("credit_limit", "at_least", "1 500"), [BRASSERIE]),
    (Condition("credit_limit", "at_least", "1500,01"), []),
    (Condition("credit_limit", "at_least", "lots"), []),
    (Condition("category_id", "is", "restaurant"), [BRASSERIE]),
    (Condition("address.city", "is", "lyon"), [BRASSERIE, FILS]),
]


@pytest.mark.parametrize(("condition", "names"), OWN)
def test_conditions(book: Book, condition: Condition, names: list[str]) -> None:
    assert found(book, conditions=(condition,)) == names


def test_a_condition_and_its_contrary_share_everybody(book: Book) -> None:
    for key, pair in (
        ("address.city", ("filled", "empty")),
        ("note", ("filled", "empty")),
        ("own:2", ("filled", "empty")),
    ):
        sides = [found(book, conditions=(Condition(key, operator),)) for operator in pair]
        assert sorted(sides[0] + sides[1]) == sorted(found(book))
    lyon = [found(book, conditions=(Condition("address.city", operator, "Lyon"),)) for operator in ("is", "is_not")]
    assert sorted(lyon[0] + lyon[1]) == sorted(found(book))


def test_conditions_can_all_hold_or_any(book: Book) -> None:
    both = (Condition("address.city", "is", "Lyon"), Condition("address.city", "is", "Dijon"))
    assert found(book, conditions=both) == []
    assert found(book, conditions=both, match_all=False) == [BRASSERIE, FILS, OEUVRE]


def test_every_field_answers_every_operator(book: Book) -> None:
    with contextlib.closing(book.rows()) as db:
        for key in CATALOGUE:
            for operator in OPERATORS:
                for value in ("", "12", "a", "2026-01-01", "é'\"%_"):
                    search.count(db, Query(tab="all", conditions=(Condition(key, operator, value),)), TODAY)


def try_all(book: Book, texts: list[str]) -> None:
    with contextlib.closing(book.rows()) as db:
        for text in texts:
            search.count(db, Query(tab="all", text=text), TODAY)


TYPED = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.text(alphabet="\"':*()-+^.~{}[]%_\\/&|!<>=,; \t\0aA1é", max_size=40),
        st.sampled_from(
            ["town:", 'town:"', "AND", "OR NOT", "NEAR(a b)", "a*", "rank:1", "own:1", "-", '"""', "\ud800", "٣٤"]
        ),
    ),
    max_size=4,
).map(" ".join)


@settings(max_examples=100)
@given(texts=st.lists(TYPED, min_size=10, max_size=10))
def test_nothing_typed_is_ever_an_error(book: Book, texts: list[str]) -> None:
    try_all(book, texts)


@pytest.mark.full
@settings(max_examples=1000)
@given(texts=st.lists(TYPED, min_size=10, max_size=10))
def test_nothing_typed_is_ever_an_error_ten_thousand_times(book: Book, texts: list[str]) -> None:
    try_all(book, texts)


@settings(max_examples=60)
@given(letters=st.text(alphabet="abéœ 12-'", min_size=1, max_size=12))
def test_whoever_has_the_word_in_the_text_is_found(book: Book, letters: str) -> None:
    """The index narrows, the text decides: both together must find what reading every line would."""
    from app.values.folding import fold, words

    with contextlib.closing(book.rows()) as db:
        lines = dict(db.execute("SELECT name, search_text FROM client_row WHERE live = 1"))
    asked = words(letters)
    if any(word.isdigit() for word in asked):
        return
    for name in found(book, letters):
        assert all(word in lines[name] for word in asked)
    for name, line in lines.items():
        inside = [
            any(part.startswith(word) if len(word) < 3 else word in part for part in line.split()) for word in asked
        ]
        if all(inside):
            assert name in found(book, letters), (letters, fold(name))


def test_archived_clients_are_found_when_asked_for(book: Book) -> None:
    with book.write("Archive") as writing:
        lifecycle.archive(writing.session, [2])
    assert found(book, "oeuvre") == []
    assert found(book, "oeuvre", with_archived=True) == [OEUVRE]
    assert found(book, "oeuvre", tab="archived") == [OEUVRE]
    with book.write("Back") as writing:
        lifecycle.unarchive(writing.session, [2])


def test_a_search_is_kept_and_read_back(book: Book) -> None:
    query = Query(tab="all", text="lyon", cities=("Lyon",), conditions=(Condition("note", "filled"),), sort="city")
    assert Query.from_json(query.to_json()) == query
    assert Query.from_json('{"tab": "all", "of_a_newer_program": 1}') == Query(tab="all")
    with book.write("Keep") as writing:
        number = searches.keep(writing.session, " Lyon ", query)
        assert searches.keep(writing.session, "Lyon", query) == number
    with pytest.raises(Invalid), book.write("Keep") as writing:
        searches.keep(writing.session, "  ", query)
    with book.write("Drop") as writing:
        searches.drop(writing.session, number)


def test_towns_come_with_how_many_live_there(book: Book) -> None:
    with contextlib.closing(book.rows()) as db:
        assert search.cities(db)[0] == ("Lyon", 2)
        assert search.cities(db, "di") == [("Dijon", 1)]
        assert search.cities(db, "%") == search.cities(db)
