"""The sample shop: believable, repeatable, and nobody's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app import subjects
from app.accounts import stating
from app.accounts.stating import Period
from app.clients import opened, records, rules, search
from app.clients.model import Client, ContactLink
from app.documents.rendering import preview
from app.errors import Cancelled
from app.exchange import sample
from app.exchange.sample import logos
from app.progress import Progress
from app.sales import progress
from app.sales import records as papers
from app.sales.model import Paper
from app.store import repair
from app.store.book import Book
from app.values import postcode
from app.values.identifiers import is_siren, is_siret
from tests.app.books import dump, wrong

TODAY = date(2026, 11, 12)
SAFE_PHONE = re.compile(r"(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d|\+1 (418|514) 555-01\d\d")

Make = Callable[..., Path]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    subjects.load()

    def _make(**options: Any) -> Path:
        path = tmp_path_factory.mktemp("sample") / "sample.clientele"
        sample.make(path, today=TODAY, **options)
        return path

    return _make


@pytest.fixture(scope="module")
def shop(make: Make) -> Iterator[Book]:
    """The sample as the program offers it."""
    with closing(Book.open(make())) as book:
        yield book


@pytest.fixture(scope="module")
def brasserie(shop: Book) -> Client:
    with shop.read() as session:
        return records.draft(session, records.find_reference(session, "C-00217"))


def rows(book: Book, query: str) -> list[Any]:
    with closing(book.rows()) as db:
        return db.execute(query).fetchall()


def content(path: Path) -> dict[str, Any]:
    with closing(Book.open(path)) as book:
        found = dump(book)
        found["order"] = rows(book, "SELECT rank, client_id, name FROM client_row ORDER BY rank")
    return found


def test_the_same_seed_makes_the_same_shop_and_another_seed_another(make: Make) -> None:
    first, again, other = (content(make(clients=60, seed=seed)) for seed in (7, 7, 8))
    assert first.keys() == again.keys()
    assert [name for name in first if first[name] != again[name]] == []
    assert first["contact"] != other["contact"]


def test_it_holds_as_many_clients_as_asked_for(make: Make, shop: Book) -> None:
    assert rows(shop, "SELECT count(*), count(DISTINCT reference), max(reference) FROM client") == [
        (499, 499, "C-00499")
    ]
    with closing(Book.open(make(clients=3))) as small:
        assert rows(small, "SELECT count(*), count(DISTINCT reference) FROM client") == [(3, 3)]
        with small.write("New") as writing:
            number = records.save(writing.session, Client(company_name="One more"))
        assert rows(small, f"SELECT reference FROM client WHERE id={number}") == [("C-00218",)]
    with closing(Book.open(make(clients=0))) as empty:
        assert rows(empty, "SELECT count(*) FROM client") == [(0,)]


def test_nobody_can_be_called_or_written_to(shop: Book) -> None:
    phones = [text for (text,) in rows(shop, "SELECT text FROM phone UNION ALL SELECT phone FROM company")]
    assert len(phones) > 400
    assert [text for text in phones if not SAFE_PHONE.fullmatch(text)] == []
    mails = [text for (text,) in rows(shop, "SELECT text FROM email UNION ALL SELECT email FROM company")]
    assert len(mails) > 300
    assert [text for text in mails if not text.endswith(".example")] == []
    sites = [text for (text,) in rows(shop, "SELECT website FROM client WHERE website<>''")]
    assert [text for text in sites if not text.endswith(".example")] == []


def test_company_numbers_are_right_and_given_to_nobody(shop: Book) -> None:
    numbers = rows(shop, "SELECT siren, siret FROM client WHERE siren<>''")
    assert len(numbers) > 100
    assert len({siren for siren, _siret in numbers}) == len(numbers)
    for siren, siret in numbers:
        assert siren.startswith(("000", "123456"))
        assert is_siren(siren)
        assert is_siret(siret)
        assert siret.startswith(siren)


def test_french_postcodes_are_those_of_their_towns(shop: Book) -> None:
    found = rows(shop, "SELECT DISTINCT postcode, city FROM address WHERE country='FR'")
    assert len(found) > 30
    assert [(code, city) for code, city in found if city not in postcode.towns(code)] == []


def test_every_record_passes_the_rules(shop: Book) -> None:
    person = selectinload(ContactLink.contact)
    whole = selectinload(Client.links).options(person.options(selectinload("*")))
    with shop.read() as session:
        clients = list(session.scalars(select(Client).options(selectinload("*"), whole)))
        assert len(clients) == 499
        assert [(client.reference, problem) for client in clients for problem in rules.check(client)] == []


def test_the_list_and_the_search_agree_with_the_records(shop: Book) -> None:
    assert wrong(shop) == []


def test_all_kinds_of_records_are_there(shop: Book) -> None:
    ((prospects, archived, people, starred, parents, referred),) = rows(
        shop,
        "SELECT sum(is_prospect), sum(archived_at IS NOT NULL), sum(is_organisation=0), sum(starred), "
        "count(parent_id), count(referred_by_id) FROM client",
    )
    assert 60 < prospects < 130
    assert 20 < archived < 55
    assert 170 < people < 270
    assert starred > 10
    assert parents >= 1
    assert referred > 5
    for table, least in (("block", 8), ("score_line", 80), ("consent_event", 150), ("custom_value", 120), ("tag", 6)):
        assert rows(shop, f"SELECT count(*) FROM {table}")[0][0] >= least, table
    assert rows(shop, "SELECT count(*) FROM contact_link GROUP BY contact_id HAVING count(*) > 1")
    late = rows(shop, f"SELECT count(*) FROM client WHERE created_at > '{TODAY}T23:59:59Z' OR client_since > '{TODAY}'")
    assert late == [(0,)]


def test_the_brasserie_is_as_the_pictures_show_it(shop: Book, brasserie: Client) -> None:
    assert (brasserie.company_name, brasserie.siren, brasserie.key_account) == (
        "Brasserie du Théâtre",
        "123456782",
        True,
    )
    claire, *others = brasserie.links
    assert (claire.contact.first_name, claire.function, claire.is_main, claire.is_billing) == (
        "Claire",
        "Gérante",
        True,
        True,
    )
    assert claire.contact.phones[0].text == "03 53 01 24 60"
    assert len(others) == 2
    orders = next(block for block in brasserie.blocks if block.kind == "orders")
    assert orders.until_on == date(2026, 11, 30)
    assert next(block for block in brasserie.blocks if block.kind == "reminders").until_on < TODAY
    with shop.read() as session:
        seen = opened.read(session, brasserie.id)
    assert seen is not None
    assert seen.label("payment_term", brasserie.payment_term_id) == "30\N{NO-BREAK SPACE}jours"
    assert {tag.name for tag in seen.tags if tag.id in {link.tag_id for link in brasserie.tags}} >= {"CHR", "Noël"}
    assert logos.of_clients()["theatre"] == seen.pictures[brasserie.logo]
    assert seen.pins == sample.PINS


def test_saved_searches_find_somebody(shop: Book) -> None:
    searches = rows(shop, "SELECT name, query FROM saved_search ORDER BY position")
    assert [name for name, _query in searches] == ["Restos de Dijon", "Courrier de Noël", "Sans e-mail"]
    with closing(shop.rows()) as db:
        for _name, query in searches:
            assert 20 < search.count(db, search.Query.from_json(query), TODAY) < 160


def test_the_brasserie_has_files_one_of_them_a_statement(shop: Book) -> None:
    kept = rows(shop, "SELECT name, kind, who FROM kept_file ORDER BY id")
    assert kept == [
        ("Conditions 2026.txt", "file", "Mathilde Renard"),
        ("Accès livraison.png", "file", "Paul Girard"),
        ("Releve de compte 2026-11-12 C-00217 Brasserie du Theatre.pdf", "statement", "Mathilde Renard"),
    ]


def test_its_history_tells_who_changed_the_brasserie(shop: Book) -> None:
    steps = rows(shop, "SELECT who, parameters FROM change_set WHERE kind='edit'")
    assert len(steps) == 5
    assert {who for who, _parameters in steps} == {"Mathilde Renard", "Paul Girard", "Inès Colin"}
    assert all(json.loads(parameters) == {"name": "Brasserie du Théâtre"} for _who, parameters in steps)


def test_making_it_can_be_stopped(tmp_path: Path) -> None:
    subjects.load()
    path = tmp_path / "stopped.clientele"

    def stop(done: int, total: int, words: str) -> None:
        if done:
            progress.cancel()

    progress = Progress(report=stop)
    with pytest.raises(Cancelled):
        sample.make(path, clients=1100, today=TODAY, progress=progress)
    assert not path.exists()


def test_the_trade_is_of_all_kinds_and_passes_every_check(shop: Book) -> None:
    papers = dict(rows(shop, "SELECT kind || ' ' || state, count(*) FROM paper GROUP BY 1"))
    for kind, least in {
        "quote issued": 100, "order issued": 100, "delivery issued": 300, "invoice issued": 1200, "proforma issued": 5,
        "credit_note issued": 10, "purchase issued": 5, "invoice draft": 1, "quote draft": 1,
    }.items():  # fmt: skip
        assert papers.get(kind, 0) >= least, kind
    entries = dict(rows(shop, "SELECT kind, count(*) FROM entry GROUP BY 1"))
    assert set(entries) == {
        "invoice", "credit_note", "opening", "payment", "refund", "write_off", "reversal",
    }  # fmt: skip
    assert 0.85 * entries["invoice"] < entries["payment"] < entries["invoice"]
    assert {means for (means,) in rows(shop, "SELECT DISTINCT means FROM payment")} >= {"Chèque", "Virement", "Espèces"}
    assert rows(shop, "SELECT count(*) FROM instalment")[0][0] > 0
    assert rows(shop, "SELECT count(*) FROM client c JOIN entry e ON e.client_id = c.id WHERE c.is_client = 0") == [
        (0,)
    ]
    assert rows(shop, f"SELECT count(*) FROM paper WHERE dated_on > '{TODAY}'") == [(0,)]
    report = repair.full_check(shop)
    assert report.ok, report


def test_the_papers_are_what_the_program_would_have_made(make: Make) -> None:
    """Laid down in bulk: heads as `take_client` copies them, progress as a recount has it, prints that print."""
    names = (
        "client_name", "billing", "delivery", "street", "postcode", "city", "country", "language", "payment_term",
        "means", "discount_percent", "prices_with_tax", "printed_text", "carrier", "delivery_address_id",
    )  # fmt: skip
    with closing(Book.open(make(clients=150, seed=3))) as book, book.write("Look") as writing:
        session = writing.session
        for kind in ("quote", "order", "delivery", "invoice", "credit_note"):
            query = select(Paper).where(Paper.kind == kind, Paper.state == "issued", Paper.deposit.is_(False))
            for paper in session.scalars(query.order_by(Paper.id.desc()).limit(12)).all():
                fresh = papers.blank(session, kind, paper.bill_to_id, paper.dated_on)
                if paper.payment_term != "3 mensualités":
                    assert {name: getattr(paper, name) for name in names} == {n: getattr(fresh, n) for n in names}
                assert preview(session, paper.id).startswith(b"%PDF")
        query = select(Paper.id, Paper.progress).where(Paper.state == "issued", Paper.kind != "purchase")
        before = dict(session.execute(query).all())
        for number in before:
            progress.refresh_ways(session, papers.load(session, number))
        after = dict(session.execute(query).all())
        assert {number: (before[number], after[number]) for number in before if before[number] != after[number]} == {}


def test_the_account_of_the_brasserie_is_that_of_the_picture(shop: Book, brasserie: Client) -> None:
    with closing(shop.rows()) as db:
        period = Period("activity", TODAY, TODAY - timedelta(days=72))
        (statement,) = stating.make(db.execute, [brasserie.id], period)
    (block,) = statement.blocks
    assert (block.opening, block.closing, block.due) == (Decimal("846.20"), Decimal("2486.40"), Decimal("2486.40"))
    assert [(item.number[:2], item.open, item.late > 0) for item in block.items] == [
        ("FA", Decimal("488.40"), True),
        ("FA", Decimal("796.10"), True),
        ("FA", Decimal("1201.90"), False),
    ]
    amounts = [move.debit or -(move.credit or 0) for move in block.movements]
    assert amounts == [
        Decimal(text) for text in ("1411.00", "-846.20", "988.40", "-64.80", "796.10", "-1846.20", "1201.90")
    ]
