"""From paper to paper: what is left, never twice; deposits; copies; closing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.errors import Invalid, Refused
from app.sales import converting, records
from app.sales.search import PaperQuery, all_ids, load_rows, state_of

from .conftest import TODAY, Desk, line


def quantities(desk: Desk, paper_id: int) -> list[tuple[str, Decimal]]:
    return [(each.name, each.quantity) for each in desk.load(paper_id).lines if each.kind != "text"]


def lessen(desk: Desk, paper_id: int, quantity: str) -> None:
    draft = desk.load(paper_id)
    draft.lines[-1].quantity = Decimal(quantity)
    desk.act(records.save, draft, TODAY)


def progress(desk: Desk, paper_id: int) -> str:
    return desk.rows("SELECT progress FROM paper WHERE id=?", paper_id)[0][0]


def test_the_whole_way_from_quote_to_credit_note(desk: Desk) -> None:
    number = desk.issued("quote", line(quantity="12", price="14.50"), order_number="BC 77")
    for kind in ("order", "delivery", "invoice", "credit_note"):
        number = desk.issue(desk.act(converting.carry_on, [number], kind, TODAY)).paper_id
        assert quantities(desk, number) == [("Marsannay", Decimal(12))]
        assert desk.load(number).order_number == "BC 77"
    assert desk.rows("SELECT kind, progress FROM paper ORDER BY id") == [
        ("quote", "done"), ("order", ""), ("delivery", ""), ("invoice", "done"), ("credit_note", ""),
    ]  # fmt: skip
    links = desk.rows("SELECT a.kind, b.kind FROM paper_link JOIN paper a ON a.id=from_id JOIN paper b ON b.id=to_id")
    assert links == [("quote", "order"), ("order", "delivery"), ("delivery", "invoice"), ("invoice", "credit_note")]


def test_an_order_is_delivered_and_invoiced_in_parts(desk: Desk) -> None:
    order = desk.issued("order", line(quantity="10"))
    first = desk.act(converting.carry_on, [order], "delivery", TODAY)
    lessen(desk, first, "4")
    desk.issue(first)
    second = desk.act(converting.carry_on, [order], "delivery", TODAY)
    assert quantities(desk, second) == [("Marsannay", Decimal(6))]
    desk.issue(second)
    with pytest.raises(Refused):
        desk.act(converting.carry_on, [order], "delivery", TODAY)
    both = desk.act(converting.carry_on, [first, second], "invoice", TODAY)
    assert [quantity for _name, quantity in quantities(desk, both)] == [Decimal(4), Decimal(6)]
    assert progress(desk, order) == ""
    desk.issue(both)
    assert progress(desk, order) == "done"
    with pytest.raises(Refused):
        desk.act(converting.carry_on, [order], "invoice", TODAY)


def test_what_the_order_was_invoiced_for_is_not_invoiced_again_from_its_delivery_note(desk: Desk) -> None:
    order = desk.issued("order", line(quantity="12"))
    delivery = desk.act(converting.carry_on, [order], "delivery", TODAY)
    desk.issue(delivery)
    invoice = desk.act(converting.carry_on, [order], "invoice", TODAY)
    with pytest.raises(Refused):
        desk.act(converting.carry_on, [delivery], "invoice", TODAY)
    lessen(desk, invoice, "9")
    rest = desk.act(converting.carry_on, [delivery], "invoice", TODAY)
    assert quantities(desk, rest) == [("Marsannay", Decimal(3))]
    with pytest.raises(Invalid) as refused:
        lessen(desk, rest, "4")
    assert [problem.path for problem in refused.value.problems] == ["lines/0/quantity"]


def test_what_the_quote_delivered_is_not_delivered_again_from_its_order(desk: Desk) -> None:
    quote = desk.issued("quote", line(quantity="12"))
    order = desk.issue(desk.act(converting.carry_on, [quote], "order", TODAY)).paper_id
    desk.act(converting.carry_on, [quote], "delivery", TODAY)
    with pytest.raises(Refused):
        desk.act(converting.carry_on, [order], "delivery", TODAY)


def test_a_draft_takes_its_part_too_and_gives_it_back(desk: Desk) -> None:
    order = desk.issued("order", line(quantity="10"))
    draft = desk.act(converting.carry_on, [order], "invoice", TODAY)
    with pytest.raises(Refused):
        desk.act(converting.carry_on, [order], "invoice", TODAY)
    desk.act(records.delete, draft)
    assert quantities(desk, desk.act(converting.carry_on, [order], "invoice", TODAY)) == [("Marsannay", Decimal(10))]


def test_more_than_is_left_is_refused_at_its_line(desk: Desk) -> None:
    order = desk.issued("order", line(quantity="10"))
    draft = desk.act(converting.carry_on, [order], "invoice", TODAY)
    with pytest.raises(Invalid) as refused:
        lessen(desk, draft, "11")
    assert [problem.path for problem in refused.value.problems] == ["lines/0/quantity"]


def test_what_was_credited_can_be_invoiced_again(desk: Desk) -> None:
    order = desk.issued("order", line(quantity="10"))
    invoice = desk.issue(desk.act(converting.carry_on, [order], "invoice", TODAY)).paper_id
    part = desk.act(converting.credit, invoice, TODAY)
    lessen(desk, part, "3")
    desk.issue(part)
    again = desk.act(converting.carry_on, [order], "invoice", TODAY)
    assert quantities(desk, again) == [("Marsannay", Decimal(3))]
    assert progress(desk, order) == "partly"


def test_a_deposit_is_taken_off_once(desk: Desk) -> None:
    order = desk.issued("order", line(quantity="10", price="100"))
    deposit = desk.issue(desk.act(converting.deposit, order, percent=Decimal(30), today=TODAY)).paper_id
    assert desk.load(deposit).gross == Decimal("360.00")
    final = desk.issue(desk.act(converting.carry_on, [order], "invoice", TODAY)).paper_id
    assert desk.load(final).gross == Decimal("840.00")
    assert desk.rows("SELECT total, balance FROM client_figure") == [(12_000_000, 12_000_000)]


def test_papers_of_two_clients_do_not_go_together(desk: Desk, save) -> None:
    other = save(company_name="Other")
    first = desk.issued("order")
    second = desk.issue(desk.paper("order", client_id=other, billing="Other")).paper_id
    with pytest.raises(Refused):
        desk.act(converting.carry_on, [first, second], "invoice", TODAY)


def test_a_copy_carries_nothing_on(desk: Desk) -> None:
    invoice = desk.issued("invoice", line(quantity="2"))
    copy = desk.act(converting.copy, invoice, TODAY)
    assert (desk.load(copy).state, desk.load(copy).number) == ("draft", "")
    assert desk.issue(copy).number == "FA-2026-0002"
    assert progress(desk, invoice) == ""


def test_closing_needs_a_reason_and_stops_the_rest(desk: Desk) -> None:
    order = desk.issued("order")
    with pytest.raises(Invalid):
        desk.act(converting.close, order, reason=" ", today=TODAY)
    desk.act(converting.close, order, reason="Out of stock", today=TODAY)
    with pytest.raises(Refused):
        desk.act(converting.carry_on, [order], "invoice", TODAY)
    desk.act(converting.open_again, order)
    assert desk.act(converting.carry_on, [order], "invoice", TODAY)


def test_a_quote_goes_back_to_draft_and_keeps_its_number(desk: Desk) -> None:
    quote = desk.issued("quote")
    desk.act(converting.back_to_draft, quote)
    draft = desk.load(quote)
    draft.message = "Better"
    desk.act(records.save, draft, TODAY)
    with pytest.raises(Refused):
        desk.act(records.delete, quote)
    assert desk.issue(quote).number == "DE-2026-0001"
    with pytest.raises(Refused):
        desk.act(converting.back_to_draft, desk.issued("invoice"))


@pytest.mark.parametrize(("kind", "block"), [("order", "orders"), ("invoice", "invoicing"), ("delivery", "orders")])
def test_a_block_stops_every_path(desk: Desk, kind: str, block: str) -> None:
    from app.clients.model import Block

    waiting = desk.paper(kind)
    source = desk.issued(kind) if kind != "invoice" else desk.issued("order")
    desk.act(lambda session: session.add(Block(client_id=desk.client_id, kind=block, from_on=TODAY, comment="Unpaid")))
    paths = [
        lambda: desk.paper(kind),
        lambda: desk.issue(waiting),
        lambda: desk.act(converting.copy, waiting, TODAY),
    ]
    if kind == "invoice":
        paths.append(lambda: desk.act(converting.carry_on, [source], "invoice", TODAY))
    for path in paths:
        with pytest.raises(Invalid) as refused:
            path()
        assert "Unpaid" in str(refused.value.problems[0].parameters)


def test_the_state_of_each_paper(desk: Desk) -> None:
    desk.paper("quote")
    order = desk.issued("order")
    desk.issue(desk.act(converting.carry_on, [order], "invoice", TODAY))
    import contextlib

    with contextlib.closing(desk.book.rows()) as db:
        rows = load_rows(db, all_ids(db, PaperQuery(sort="number", descending=False), TODAY))
        assert [(row.kind, state_of(row, TODAY)) for row in rows] == [
            ("quote", "draft"), ("order", "invoiced"), ("invoice", "unpaid"),
        ]  # fmt: skip
        assert len(all_ids(db, PaperQuery(text="fa20260001"), TODAY)) == 1
        assert len(all_ids(db, PaperQuery(text="théatre", status="unpaid"), TODAY)) == 1
