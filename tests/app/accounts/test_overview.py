"""What the record shows of an account, and a payment together with the credits used with it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from app.accounts import glance, overview, settling
from app.accounts.allocation import Debt, Share
from app.accounts.desk import load, see
from app.accounts.overview import ClientAccount
from app.accounts.payments import Money
from app.errors import Invalid
from tests.app.accounts.conftest import Desk

TODAY = date(2026, 11, 12)


def read(desk: Desk, today: date = TODAY) -> ClientAccount:
    with contextlib.closing(desk.book.rows()) as db:
        return overview.read_account(db, desk.client_id, today)


def debts(*open_parts: str) -> list[Debt]:
    return [
        Debt(number, f"F{number}", date(2026, number, 1), Decimal(part), date(2026, number, 1))
        for number, part in enumerate(open_parts, 1)
    ]


def shares(*pairs: tuple[int, str]) -> list[Share]:
    return [Share(number, Decimal(amount)) for number, amount in pairs]


def test_a_client_without_an_entry_has_no_figures(desk: Desk) -> None:
    found = read(desk)
    assert found.standings == ()
    assert found.main is None
    assert found.late_count() == 0


def test_key_figures(desk: Desk) -> None:
    desk.post("invoice", "F1", "2025-03-01", "120.00", net=Decimal(100), due_on=date(2025, 3, 31))
    desk.post("invoice", "F2", "2025-12-01", "600.00", net=Decimal(500), due_on=date(2025, 12, 31))
    late = desk.post("invoice", "F3", "2026-10-01", "240.00", net=Decimal(200), due_on=date(2026, 10, 20))
    desk.post("invoice", "F4", "2026-11-09", "60.00", net=Decimal(50), due_on=date(2026, 12, 9))
    desk.pay("2025-03-11", "120.00", (1, "120.00"))
    desk.pay("2026-01-30", "600.00", (2, "600.00"))
    found = read(desk)
    main = found.main
    assert main is not None
    assert (main.block.due, main.block.overdue) == (Decimal("300.00"), Decimal("240.00"))
    assert (main.open_count, main.late_count, main.oldest_late) == (2, 1, 23)
    assert (main.turnover, main.turnover_before) == (Decimal("250.00"), Decimal("100.00")), "to the same day"
    assert (main.delay, main.delay_of_all) == (60, 35)
    assert main.last_invoice is not None
    assert main.last_invoice.number == "F4"
    assert found.behind[late].payment_id is None
    assert [row.number for row in found.payments] == ["RG-2026-0001", "RG-2025-0001"]


def test_currencies_stand_side_by_side_the_shops_own_first(desk: Desk) -> None:
    desk.post("invoice", "F1", "2026-10-01", "80.00", currency="CHF", due_on=date(2026, 10, 20))
    desk.post("invoice", "F2", "2026-11-01", "50.00", due_on=date(2026, 12, 1))
    assert [each.currency for each in read(desk).standings] == ["EUR", "CHF"]
    with contextlib.closing(desk.book.rows()) as db:
        found = glance.balances(db, desk.client_id, TODAY)
        assert [(each.currency, each.due, each.overdue) for each in found] == [
            ("EUR", Decimal("50.00"), Decimal(0)), ("CHF", Decimal("80.00"), Decimal("80.00")),
        ]  # fmt: skip
        desk_ = load(db, desk.client_id, TODAY)
    assert desk_ is not None
    assert [purse.currency for purse in desk_.purses] == ["EUR", "CHF"]


def test_the_preview_agrees_with_the_account(desk: Desk) -> None:
    desk.post("invoice", "F1", "2026-08-01", "100.00", due_on=date(2026, 8, 31))
    desk.pay("2026-11-01", "30.00")
    with contextlib.closing(desk.book.rows()) as db:
        (balance,) = glance.balances(db, desk.client_id, TODAY)
    main = read(desk).main
    assert main is not None
    assert (balance.due, balance.overdue, balance.credit) == (main.block.due, main.block.overdue, Decimal(30))
    assert balance.ageing == main.block.ageing


@pytest.mark.parametrize(
    ("amount", "first", "paid"),
    [
        ("25", None, {1: "10", 2: "15"}),
        ("25", 3, {3: "25"}),
        ("45", 3, {3: "30", 1: "10", 2: "5"}),
        ("30", None, {3: "30"}),
        ("500", None, {1: "10", 2: "20", 3: "30"}),
        ("0", None, {}),
    ],
)
def test_what_is_proposed(amount: str, first: int | None, paid: dict[int, str]) -> None:
    found = settling.propose_for(debts("10", "20", "30"), Decimal(amount), first)
    assert found == {number: Decimal(part) for number, part in paid.items()}


@pytest.mark.parametrize(
    ("asked", "credits", "by_credit", "left"),
    [
        ([(1, "10"), (2, "20")], [(8, "15")], {8: [(1, "10"), (2, "5")]}, [(2, "15")]),
        ([(1, "10")], [(8, "4"), (9, "20")], {8: [(1, "4")], 9: [(1, "6")]}, []),
        ([(1, "10")], [], {}, [(1, "10")]),
        ([], [(8, "5")], {8: []}, []),
    ],
)
def test_credits_pay_first(
    asked: Sequence[tuple[int, str]], credits: Sequence[tuple[int, str]],
    by_credit: dict[int, list[tuple[int, str]]], left: list[tuple[int, str]],
) -> None:  # fmt: skip
    found = settling.spread(shares(*asked), shares(*credits))
    assert found == ({number: shares(*parts) for number, parts in by_credit.items()}, shares(*left))


def test_a_payment_and_the_credit_used_with_it_are_one_act(desk: Desk) -> None:
    invoice = desk.post("invoice", "F1", "2026-10-01", "100.00")
    note = desk.post("credit_note", "A1", "2026-10-05", "-30.00")
    money = Money(desk.client_id, 1, "EUR", TODAY, Decimal(70), shares=(Share(invoice, Decimal(100)),))
    payment = desk.act(settling.take, money, [Share(note, Decimal(30))])
    with contextlib.closing(desk.book.rows()) as db:
        seen = see(db, payment)
    assert seen is not None
    assert [(match.number, match.amount) for match in seen.matches] == [("F1", Decimal(70))]
    assert not list(read(desk).standings[0].block.items)


def test_too_much_is_refused_whole(desk: Desk) -> None:
    invoice = desk.post("invoice", "F1", "2026-10-01", "100.00")
    note = desk.post("credit_note", "A1", "2026-10-05", "-30.00")
    money = Money(desk.client_id, 1, "EUR", TODAY, Decimal(200), shares=(Share(invoice, Decimal(150)),))
    with pytest.raises(Invalid) as refused:
        desk.act(settling.take, money, [Share(note, Decimal(30))])
    assert refused.value.problems[0].path == f"shares/{invoice}"
    assert desk.rows("SELECT count(*) FROM allocation") == [(0,)]


def test_a_credit_alone_is_used_without_a_payment(desk: Desk) -> None:
    invoice = desk.post("invoice", "F1", "2026-10-01", "100.00")
    note = desk.post("credit_note", "A1", "2026-10-05", "-30.00")
    money = Money(desk.client_id, 1, "EUR", TODAY, Decimal(0), shares=(Share(invoice, Decimal(30)),))
    assert desk.act(settling.take, money, [Share(note, Decimal(30))]) is None
    assert desk.rows("SELECT amount FROM allocation") == [(300000,)]
    assert desk.rows("SELECT count(*) FROM payment") == [(0,)]
