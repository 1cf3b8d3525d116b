"""Taxes, currencies and texts of several countries, from the founding of the shop to the printed paper."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app import subjects
from app.clients import records as clients
from app.clients.model import Address, Client
from app.company.founding import Shop, found
from app.company.model import TaxRate
from app.company.records import entries
from app.sales import printing
from app.sales.model import PaperLine
from app.store.book import Book

from .conftest import Desk


@contextlib.contextmanager
def shop(folder: Path, **values: str) -> Iterator[Desk]:
    subjects.load()
    path = folder / "shop.clientele"
    found(path, Shop("La Boutique", **values))
    with contextlib.closing(Book.open(path)) as book:
        with book.write("Client") as writing:
            address = Address(street="rue Une", postcode=values.get("postcode", ""), city="Ville", is_default=True)
            address.country = values.get("country", "FR")
            number = clients.save(writing.session, Client(company_name="Le Client", addresses=[address]))
        yield Desk(book, number)


def taxed(desk: Desk, price: str, rate: int = 0, quantity: str = "1") -> PaperLine:
    with desk.book.read() as session:
        chosen = entries(session, TaxRate)[rate]
        return PaperLine(
            name="Chose",
            quantity=Decimal(quantity),
            price=Decimal(price),
            tax_rate_id=chosen.id,
            tax_name=chosen.name,
            tax_percent=chosen.percent,
            second_name=chosen.second_name,
            second_percent=chosen.second_percent,
        )


def printed(desk: Desk, paper_id: int):
    with desk.book.read() as session:
        return printing.thaw(session, desk.load(paper_id).frozen)


def test_quebec_has_two_taxes_each_on_the_net(tmp_path: Path) -> None:
    with shop(tmp_path, country="CA", language="fr", postcode="H2X 1Y4") as desk:
        paper = printed(desk, desk.issued("invoice", taxed(desk, "100")))
    assert [(tax.label, tax.base, tax.tax) for tax in paper.taxes] == [
        ("TPS 5\u202f%", Decimal("100.00"), Decimal("5.00")),
        ("TVQ 9,975\u202f%", Decimal("100.00"), Decimal("9.98")),
    ]
    assert (paper.gross, paper.currency) == (Decimal("114.98"), "CAD")


@pytest.mark.parametrize(
    ("country", "language", "price", "tax", "gross"),
    [
        ("FR", "fr", "10.01", "TVA 20\u202f%", "12.01"),
        ("BE", "fr", "10.01", "TVA 21\u202f%", "12.11"),
        ("CH", "fr", "10.01", "TVA 8,1\u202f%", "10.82"),
        ("DE", "en", "10.01", "VAT 19\u202f%", "11.91"),
    ],
)
def test_the_usual_rate_of_a_country(tmp_path: Path, country, language, price, tax, gross) -> None:
    with shop(tmp_path, country=country, language=language, postcode="21000" if country == "FR" else "1000") as desk:
        paper = printed(desk, desk.issued("invoice", taxed(desk, price)))
    assert [each.label for each in paper.taxes] == [tax]
    assert paper.gross == Decimal(gross)


def test_reverse_charge_is_said_and_not_taxed(tmp_path: Path) -> None:
    with shop(tmp_path, country="FR", language="fr") as desk:
        paper = printed(desk, desk.issued("invoice", taxed(desk, "100"), regime="reverse_charge"))
    assert (paper.gross, paper.taxes) == (Decimal("100.00"), ())
    assert any("Autoliquidation" in text for text in paper.texts)


@pytest.mark.parametrize(("currency", "gross"), [("JPY", "13"), ("KWD", "12.666"), ("EUR", "12.67")])
def test_currencies_have_their_own_decimals(tmp_path: Path, currency: str, gross: str) -> None:
    with shop(tmp_path, country="FR", language="fr") as desk:
        number = desk.issued("invoice", taxed(desk, "10.555"), currency=currency)
        assert desk.load(number).gross == Decimal(gross)
        desk.issued("invoice", taxed(desk, "100"))
        figures = desk.rows("SELECT currency, main, balance FROM client_figure ORDER BY currency")
    if currency != "EUR":
        assert (currency, 0, int(Decimal(gross) * 10_000)) in figures
        assert ("EUR", 1, 1_200_000) in figures


def test_prices_with_tax_keep_what_was_typed(tmp_path: Path) -> None:
    with shop(tmp_path, country="FR", language="fr") as desk:
        number = desk.issued("invoice", taxed(desk, "9.99", quantity="3"), prices_with_tax=True)
        paper = desk.load(number)
    assert (paper.gross, paper.net + paper.tax) == (Decimal("29.97"), Decimal("29.97"))


def test_french_professionals_read_their_law_and_consumers_do_not(tmp_path: Path) -> None:
    with shop(tmp_path, country="FR", language="fr") as desk:
        business = printed(desk, desk.issued("invoice", taxed(desk, "1")))
        consumer = printed(desk, desk.issued("invoice", taxed(desk, "1"), business=False))
    assert any("40" in text for text in business.texts)
    assert not any("40" in text for text in consumer.texts)
