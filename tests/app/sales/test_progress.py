"""What an order, a delivery note or a quote still waits for, whichever way its goods were invoiced."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.sales import converting, records

from .conftest import TODAY, Desk, line


def make(desk: Desk, source: int, kind: str, quantity: str = "", *, issue: bool = True) -> int:
    """What is left of `source`, or `quantity` of it, on a paper of `kind`."""
    made = desk.act(converting.carry_on, [source], kind, TODAY)
    if quantity:
        draft = desk.load(made)
        draft.lines[0].quantity = Decimal(quantity)
        desk.act(records.save, draft, TODAY)
    return desk.issue(made).paper_id if issue else made


def progress(desk: Desk, *papers: int) -> list[str]:
    return [desk.load(number).progress for number in papers]


@pytest.fixture
def delivered(desk: Desk) -> tuple[int, int, int]:
    """An order of twelve, and two delivery notes of it: four and six."""
    order = desk.issued("order", line(quantity="12"))
    return order, make(desk, order, "delivery", "4"), make(desk, order, "delivery", "6")


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        ("3", ["partly", "partly", ""]),
        ("4", ["partly", "done", ""]),
        ("7", ["partly", "done", "partly"]),
        ("10", ["partly", "done", "done"]),
        ("12", ["done", "done", "done"]),
    ],
)
def test_what_the_order_was_invoiced_for_counts_for_its_delivery_notes(
    desk: Desk, delivered: tuple[int, int, int], quantity: str, expected: list[str]
) -> None:
    make(desk, delivered[0], "invoice", quantity)
    assert progress(desk, *delivered) == expected


def test_a_draft_changes_nothing(desk: Desk, delivered: tuple[int, int, int]) -> None:
    make(desk, delivered[0], "invoice", issue=False)
    assert progress(desk, *delivered) == ["", "", ""]


def test_goods_invoiced_before_they_are_delivered(desk: Desk) -> None:
    order = desk.issued("order", line(quantity="12"))
    make(desk, order, "invoice", "8")
    first, second = make(desk, order, "delivery", "6"), make(desk, order, "delivery")
    assert progress(desk, order, first, second) == ["partly", "done", "partly"]


def test_a_delivery_note_invoiced_itself_leaves_the_rest_to_the_other(
    desk: Desk, delivered: tuple[int, int, int]
) -> None:
    order, first, second = delivered
    make(desk, order, "invoice", "5")
    assert progress(desk, first, second) == ["done", "partly"]
    make(desk, first, "invoice")
    assert progress(desk, order, first, second) == ["partly", "done", "partly"]
    make(desk, second, "invoice", "1")
    assert progress(desk, order, first, second) == ["partly", "done", "done"]


def test_what_is_credited_is_to_be_invoiced_again(desk: Desk, delivered: tuple[int, int, int]) -> None:
    invoice = make(desk, delivered[0], "invoice")
    make(desk, invoice, "credit_note", "5")
    assert progress(desk, *delivered, invoice) == ["partly", "done", "partly", "partly"]
    make(desk, invoice, "credit_note")
    assert progress(desk, *delivered, invoice) == ["", "", "", "done"]


def test_a_quote_that_was_invoiced_has_its_order_and_delivery_note_invoiced(desk: Desk) -> None:
    quote = desk.issued("quote", line(quantity="12"))
    order = make(desk, quote, "order")
    delivery = make(desk, order, "delivery", "5")
    make(desk, order, "proforma")
    make(desk, quote, "invoice", "6")
    assert progress(desk, quote, order, delivery) == ["done", "partly", "done"]


def test_a_delivery_note_taken_back_leaves_its_part_to_the_next(desk: Desk, delivered: tuple[int, int, int]) -> None:
    order, first, second = delivered
    make(desk, order, "invoice", "6")
    assert progress(desk, first, second) == ["done", "partly"]
    desk.act(converting.back_to_draft, first)
    assert progress(desk, first, second) == ["", "done"]


def test_each_line_counts_for_itself(desk: Desk) -> None:
    order = desk.issued("order", line("Marsannay", "2"), line("Fixin", "3"))
    delivery = make(desk, order, "delivery")
    draft = desk.load(make(desk, order, "invoice", issue=False))
    draft.lines = draft.lines[:1]
    desk.act(records.save, draft, TODAY)
    desk.issue(draft.id)
    assert progress(desk, order, delivery) == ["partly", "partly"]
    make(desk, order, "invoice")
    assert progress(desk, order, delivery) == ["done", "done"]
