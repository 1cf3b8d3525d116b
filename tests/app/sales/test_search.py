"""Finding papers: by number in any writing, by their client, by their order number, by state and period."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.sales import converting, search
from app.sales.search import PaperQuery, all_ids, by_number, counts, first_page, load_rows, state_of, totals
from app.values.money import to_units

from .conftest import TODAY, Desk, line


def ask(desk: Desk, work: Any, *values: Any) -> Any:
    with contextlib.closing(desk.book.rows()) as db:
        return work(db, *values)


def found(desk: Desk, **query: Any) -> list[int]:
    return list(ask(desk, all_ids, PaperQuery(**{"descending": False, **query}), TODAY))


@pytest.fixture
def papers(desk: Desk) -> dict[str, int]:
    other = desk.act(_client, "Hôtel des Cordeliers")
    return {
        "quote": desk.issued("quote", line(price="500")),
        "order": desk.issued("order", line(price="100"), order_number="BC 77/b"),
        "goods": desk.issued("delivery", line(price="30"), client_id=other, ship_to_id=desk.client_id),
        "late": desk.issued("invoice", line(price="200"), payment_term_id=None, due_on=TODAY),
        "draft": desk.paper("invoice", line(price="80"), client_id=other),
    }


def _client(session: Any, name: str) -> int:
    from app.clients import records
    from app.clients.model import Client

    return records.save(session, Client(company_name=name))


def number(desk: Desk, paper_id: int) -> str:
    return ask(desk, load_rows, [paper_id])[0].number


def test_a_number_is_found_however_it_is_written(desk: Desk, papers: dict[str, int]) -> None:
    whole = number(desk, papers["late"])
    for typed in (whole, whole.lower(), whole.replace("-", ""), whole[:-1], whole.rpartition("-")[2], whole[3:]):
        assert papers["late"] in found(desk, text=typed), typed
    assert papers["late"] not in found(desk, text=f"{whole}9")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("theatre", {"quote", "order", "late"}),
        ("HÔTEL", {"goods", "draft"}),
        ("bc", {"order"}),
        ("77/B", {"order"}),
        ("theatre bc", {"order"}),
        ("hotel bc", set()),
        ("? '", {"quote", "order", "goods", "late", "draft"}),
        ("%", {"quote", "order", "goods", "late", "draft"}),
    ],
)
def test_words_are_the_client_or_their_order_number(
    desk: Desk, papers: dict[str, int], typed: str, names: set[str]
) -> None:
    assert set(found(desk, text=typed)) == {papers[name] for name in names}


def test_the_states_that_are_asked_for(desk: Desk, papers: dict[str, int]) -> None:
    assert found(desk, status="draft") == [papers["draft"]]
    assert found(desk, status="unpaid") == [papers["late"]]
    assert found(desk, status="overdue") == []
    assert found(desk, status="to_invoice") == [papers["order"], papers["goods"]]
    assert found(desk, status="open_quotes") == [papers["quote"]]
    tomorrow = TODAY + timedelta(days=1)
    assert list(ask(desk, all_ids, PaperQuery(status="overdue"), tomorrow)) == [papers["late"]]
    row = ask(desk, load_rows, [papers["late"]])[0]
    assert (state_of(row, TODAY), state_of(row, tomorrow)) == ("unpaid", "overdue")


def test_what_goes_to_a_client_is_listed_and_not_summed(desk: Desk, papers: dict[str, int]) -> None:
    mine = PaperQuery(client_id=desk.client_id)
    assert papers["goods"] in ask(desk, all_ids, mine, TODAY)
    assert papers["goods"] not in ask(desk, all_ids, replace(mine, billed_only=True), TODAY)
    assert ask(desk, counts, desk.client_id) == {"quote": 1, "order": 1, "delivery": 1, "invoice": 1}


def test_sums_take_credit_notes_off_and_drafts_only_where_wanted(desk: Desk, papers: dict[str, int]) -> None:
    desk.issue(desk.act(converting.carry_on, [papers["late"]], "credit_note", TODAY))
    desk.issued("invoice", line(price="10"))
    query = PaperQuery(kinds=("invoice", "credit_note"), issued_only=True)
    (total,) = ask(desk, totals, query, TODAY)
    assert (total.papers, total.net, total.gross) == (3, to_units_of("10"), to_units_of("12"))


def to_units_of(text: str) -> int:
    from decimal import Decimal

    return to_units(Decimal(text))


def test_days_are_inclusive_and_the_first_page_is_the_head_of_all(desk: Desk, papers: dict[str, int]) -> None:
    assert len(found(desk, from_on=TODAY, to_on=TODAY)) == 5
    assert found(desk, to_on=date(2020, 1, 1)) == []
    for sort in ("date", "number", "client", "gross", "net", "due", "kind", "open"):
        query = PaperQuery(sort=sort)
        ids = list(ask(desk, all_ids, query, TODAY))
        assert sorted(ids) == sorted(papers.values()), sort
        assert [row.id for row in ask(desk, first_page, query, TODAY, 2)] == ids[:2], sort


def test_find_anything_gets_papers_by_number_alone(desk: Desk, papers: dict[str, int]) -> None:
    whole = number(desk, papers["late"])
    assert [row.id for row in ask(desk, by_number, whole, TODAY)] == [papers["late"]]
    assert [row.id for row in ask(desk, by_number, whole.replace("-", " ", 1), TODAY)] == [papers["late"]]
    assert ask(desk, by_number, "theatre", TODAY) == []


@pytest.mark.parametrize("typed", ["t", "theatre", "hotel", "o", "theatre 2026", "zzz", "bc"])
@pytest.mark.parametrize("kinds", [(), ("invoice",)])
def test_the_newest_are_looked_at_first_and_nothing_else_is_found(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, typed: str, kinds: tuple[str, ...]
) -> None:
    other = desk.act(_client, "Hôtel du Théâtre")
    for age in range(12):
        of = {} if age % 3 else {"client_id": other}
        day = TODAY - timedelta(days=age // 2)
        desk.paper("invoice" if age % 2 else "quote", line(), dated_on=day, order_number="BC" * (age == 4), **of)
    monkeypatch.setattr(search, "NEWEST", 7)
    monkeypatch.setattr(search, "_MANY_CLIENTS", 1)
    query = PaperQuery(text=typed, kinds=kinds)
    every = list(ask(desk, all_ids, query, TODAY))
    assert [row.id for row in ask(desk, first_page, query, TODAY, 2)] == every[:2]
    assert [row.id for row in ask(desk, first_page, query, TODAY)] == every
