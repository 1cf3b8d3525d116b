"""What a payment cannot be, at the field it is about; and what stays when it is cancelled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.accounts import figures, payments
from app.clients.model import Block
from app.company.records import home
from app.errors import Conflict, Invalid, Refused

from .conftest import Desk, on


@pytest.mark.parametrize(
    ("amount", "more", "path"),
    [
        ("0", {}, "amount"),
        ("-5", {}, "amount"),
        ("10.001", {}, "amount"),
        ("10.5", {"currency": "JPY"}, "amount"),
        ("99999999999999", {}, "amount"),
    ],
)
def test_an_amount_that_cannot_be(desk: Desk, amount: str, more: dict, path: str) -> None:
    with pytest.raises(Invalid) as refused:
        desk.pay("2026-11-20", amount, **more)
    assert path in [problem.path for problem in refused.value.problems]
    assert desk.rows("SELECT count(*) FROM entry") == [(0,)]


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2200, 1, 1)])
def test_a_day_that_cannot_be(desk: Desk, day: date) -> None:
    with pytest.raises(Invalid) as refused:
        desk.pay(str(day), "10")
    assert [problem.path for problem in refused.value.problems] == ["dated_on"]


def test_more_than_is_open_is_refused_at_its_line(desk: Desk) -> None:
    debt = desk.post("invoice", "FA-1", "2026-11-01", "50")
    with pytest.raises(Invalid) as refused:
        desk.pay("2026-11-20", "80", (debt, "60"))
    assert [problem.path for problem in refused.value.problems] == [f"shares/{debt}"]
    assert desk.rows("SELECT count(*) FROM payment") == [(0,)]


def test_too_much_paid_is_kept_as_credit(desk: Desk) -> None:
    debt = desk.post("invoice", "FA-1", "2026-11-01", "50")
    desk.pay("2026-11-20", "80", (debt, "50"))
    block = desk.statement("open", "2026-11-20").blocks[0]
    assert (block.unallocated, block.due, block.items) == (Decimal(30), Decimal(-30), ())


def test_cancelling_says_what_it_frees_and_leaves_no_orphan(desk: Desk) -> None:
    debts = [desk.post("invoice", f"FA-{number}", "2026-11-01", "50") for number in (1, 2)]
    paid = desk.pay("2026-11-20", "80", (debts[0], "50"), (debts[1], "30"))
    with desk.book.read() as session:
        freed = payments.frees(session, paid)
    assert [(each.number, each.amount) for each in freed] == [("FA-1", Decimal(50)), ("FA-2", Decimal(30))]
    desk.act(payments.reverse, paid, on=on("2026-11-21"), reason="Bounced")
    block = desk.statement("open", "2026-11-21").blocks[0]
    assert (block.due, block.unallocated, len(block.items)) == (Decimal(100), Decimal(0), 2)
    assert desk.statement("open", "2026-11-20").blocks[0].due == Decimal(20), "the day before is as it was"
    with pytest.raises(Conflict):
        desk.act(payments.reverse, paid, on=on("2026-11-21"), reason="Again")


def test_what_was_taken_to_the_bank_is_refunded_instead(desk: Desk) -> None:
    paid = desk.pay("2026-11-20", "80")
    desk.act(lambda session: session.get_one(payments.Payment, 1).__setattr__("deposited_on", on("2026-11-21")))
    with pytest.raises(Refused):
        desk.act(payments.reverse, paid, on=on("2026-11-22"), reason="Wrong")
    desk.pay("2026-11-22", "80", (paid, "80"), kind="refund")
    assert desk.rows("SELECT balance, open_count FROM client_figure") == [(0, 0)]


def test_a_block_on_refunds_is_kept(desk: Desk) -> None:
    desk.act(lambda session: session.add(Block(client_id=desk.client_id, kind="refunds", from_on=on("2026-01-01"))))
    with pytest.raises(Invalid):
        desk.pay("2026-11-22", "10", kind="refund")
    desk.pay("2026-11-22", "10")


def test_another_currency_of_the_shop_shows_other_figures(desk: Desk) -> None:
    desk.post("invoice", "FA-1", "2026-11-01", "50")
    desk.post("invoice", "FA-2", "2026-11-02", "70", currency="CHF")
    desk.act(lambda session: home(session).__setattr__("currency", "CHF"))
    assert desk.rows("SELECT currency, main FROM client_figure ORDER BY currency") == [("CHF", 1), ("EUR", 0)]
    import contextlib

    with contextlib.closing(desk.book.rows()) as db:
        assert list(figures.differences(db)) == []
