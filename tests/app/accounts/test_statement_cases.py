"""The agreed cases of the statement, to the cent: `data/statement-cases.json` beside the repository."""

from __future__ import annotations

import contextlib
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.accounts import figures
from app.accounts.statement import bucket_of

from .conftest import Desk

CASES = Path(__file__).resolve().parents[4] / "shared" / "data" / "statement-cases.json"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")


@pytest.fixture
def cases(desk: Desk) -> dict:
    found = json.loads(CASES.read_text(encoding="utf-8"))
    entries: dict[str, int] = {}
    for each in found["transactions"]:
        shares = [(entries[number], amount) for number, amount, _day in each.get("allocations", ())]
        assert all(day == each["date"] for _number, _amount, day in each.get("allocations", ()))
        if each["type"] == "payment":
            entries[each["id"]] = desk.pay(each["date"], each["amount"], *shares)
            continue
        sign = "-" if each["type"] == "credit_note" else ""
        due = date.fromisoformat(each["due"]) if "due" in each else None
        entries[each["id"]] = desk.post(each["type"], each["id"], each["date"], sign + each["amount"], due_on=due)
        for number, amount in shares:
            desk.match(entries[each["id"]], number, amount, each["date"])
    return found["expected"]


def money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def test_activity(desk: Desk, cases: dict) -> None:
    wanted = cases["activity"]
    block = desk.statement("activity", wanted["period"][1], wanted["period"][0]).blocks[0]
    assert money(block.opening) == wanted["opening_balance"]
    assert money(block.closing) == wanted["closing_balance"]
    kept = [(row["date"], row["type"], row["debit"], row["credit"], row["balance"]) for row in wanted["rows"]]
    shown = [
        (str(line.on), line.kind, money(line.debit), money(line.credit), money(line.balance))
        for line in block.movements
    ]
    assert shown == kept
    assert block.opening + block.total_debit - block.total_credit == block.closing


@pytest.mark.parametrize("name", ["open_item_2026_08_31", "open_item_2026_07_01", "open_item_2026_09_05"])
def test_open_items(desk: Desk, cases: dict, name: str) -> None:
    wanted = cases[name]
    block = desk.statement("open", wanted["as_of"]).blocks[0]
    assert [
        {"id": item.number, "due": str(item.due_on), "open": money(item.open), "bucket": item.bucket}
        for item in block.items
    ] == wanted["open_items"]
    assert {name: money(amount) for name, amount in block.ageing.items()} == wanted["ageing"]
    assert money(block.unallocated) == wanted["unallocated_credit"]
    assert money(block.due) == wanted["balance_due"]
    assert block.due == desk.statement("activity", wanted["as_of"], "2026-01-01").blocks[0].closing


def test_every_day_of_the_year_agrees_with_itself(desk: Desk, cases: dict) -> None:
    day, before = date(2026, 4, 30), Decimal(0)
    while day < date(2026, 10, 1):
        day += timedelta(1)
        blocks = desk.statement("activity", str(day), str(day)).blocks
        if not blocks:
            continue
        (block,) = blocks
        assert block.opening == before
        assert block.closing == block.due == sum(block.ageing.values()) - block.unallocated
        before = block.closing


def test_the_stored_figures_agree(desk: Desk, cases: dict) -> None:
    with contextlib.closing(desk.book.rows()) as db:
        assert list(figures.differences(db)) == []
    (row,) = desk.rows("SELECT orders, total, balance, last_number, oldest_due_on, open_count FROM client_figure")
    assert row == (3, 5_700_000, 700_000, "F-102", "2026-09-04", 1)


def test_the_boundaries_of_the_classes() -> None:
    found = json.loads(CASES.read_text(encoding="utf-8"))["bucket_boundaries"]
    assert [bucket_of(each["days_overdue"]) for each in found] == [each["bucket"] for each in found]
