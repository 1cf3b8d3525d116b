"""A new book can be used at once: the shop, its currency, lists in its language, the rates of its country."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from pathlib import Path

import pytest

from app import subjects
from app.company import taxes
from app.company.founding import Shop, found
from app.company.model import PaymentMeans, PaymentTerm, TaxRate
from app.company.records import choice, choices, entries, home, option, set_option
from app.errors import BookError
from app.store import repair
from app.store.book import Book
from app.store.clock import today


@pytest.mark.parametrize("country", ["FR", "BE", "LU", "CH", "DE", "MC", "CA", "GB", "JP"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_country(tmp_path: Path, country: str, language: str) -> None:
    subjects.load()
    path = tmp_path / "shop.clientele"
    found(path, Shop("Café “Été”", country=country, language=language))
    with contextlib.closing(Book.open(path)) as book:
        with book.read() as session:
            company = home(session)
            assert (company.name, company.country, company.language) == ("Café “Été”", country, language)
            assert len(company.currency) == 3
            rates = [(rate.name, rate.percent) for rate in entries(session, TaxRate)]
            known = [(rate.name, rate.percent) for rate in taxes.starting(country, "", today())]
            assert rates == (known or [("VAT", Decimal(0))])
            assert [term.days for term in entries(session, PaymentTerm)] == [0, 15, 30, 30, 45, 60]
            assert {means.code for means in entries(session, PaymentMeans)} == {
                "cash",
                "card",
                "cheque",
                "transfer",
                "debit",
            }
            for name in ("category", "sector", "referral", "credit_code", "block_reason"):
                assert choices(session, name)
            assert option(session, "name_order") == "last"
        assert repair.full_check(book).ok
        assert not book.unclean


def test_a_place_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    subjects.load()
    with pytest.raises(BookError) as refusal:
        found(tmp_path / "missing" / "shop.clientele", Shop("x"))
    assert refusal.value.reason == "missing"


def test_options_and_choices_come_back(book: Book) -> None:
    with book.write("Options") as writing:
        set_option(writing.session, "colours", {"a": [1, "é"]})
        set_option(writing.session, "colours", {"a": [2, "é"]})
        first = choice(writing.session, "category", "Winemaker").id
        assert choice(writing.session, "category", "Winemaker").id == first
    with book.read() as session:
        assert option(session, "colours") == {"a": [2, "é"]}
        assert option(session, "never set", 5) == 5
        assert choices(session, "category")[-1].label == "Winemaker"
