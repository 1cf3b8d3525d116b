"""Issuing: the number, the frozen text, the account; and that nothing is left half done."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.accounts import figures, ledger
from app.errors import Conflict, Invalid, Refused
from app.sales import issuing, printing, records

from .conftest import TODAY, Desk, line, render


def test_an_invoice_gets_the_next_number_and_enters_the_account(desk: Desk) -> None:
    first = desk.issue(desk.paper("invoice", line(quantity="3", price="12.50")))
    second = desk.issue(desk.paper("invoice", line()))
    assert (first.number, second.number) == ("FA-2026-0001", "FA-2026-0002")
    assert desk.rows("SELECT kind, number, amount, net, dated_on, due_on FROM entry ORDER BY id")[0] == (
        "invoice", "FA-2026-0001", 450_000, 375_000, "2026-11-22", "2026-11-22",
    )  # fmt: skip
    assert desk.rows("SELECT orders, total, balance, last_number FROM client_figure") == [
        (2, 570_000, 570_000, "FA-2026-0002")
    ]


def test_other_papers_do_not_touch_the_account(desk: Desk) -> None:
    numbers = [desk.issue(desk.paper(kind)).number for kind in ("quote", "order", "delivery", "proforma", "purchase")]
    assert numbers == ["DE-2026-0001", "CM-2026-0001", "BL-2026-0001", "PF-2026-0001", "CF-2026-0001"]
    assert desk.rows("SELECT count(*) FROM entry") == [(0,)]


def test_what_is_issued_says_the_same_for_ever(desk: Desk) -> None:
    number = desk.issued("invoice")
    before = desk.load(number)

    def move(session) -> None:
        from app.clients import records as clients

        draft = clients.draft(session, desk.client_id)
        draft.company_name, draft.addresses[0].street = "Other", "Elsewhere"
        clients.save(session, draft)

    desk.act(move)
    after = desk.load(number)
    assert (after.client_name, after.billing, after.frozen) == (before.client_name, before.billing, before.frozen)
    with desk.book.read() as session:
        printed = printing.thaw(session, after.frozen)
        assert printed.addressee.lines[0] == "Brasserie du Théâtre"
        assert printing.freeze(printed, "") == after.frozen


def test_a_paper_that_was_changed_meanwhile_is_not_issued(desk: Desk) -> None:
    number = desk.paper("invoice")
    version = desk.load(number).version
    draft = desk.load(number)
    draft.message = "Merci"
    desk.act(records.save, draft, TODAY)
    with pytest.raises(Conflict):
        desk.act(issuing.issue, number, version=version, today=TODAY, render=render)
    assert desk.rows("SELECT state, number FROM paper") == [("draft", "")]


def test_an_issued_paper_is_not_issued_again_nor_saved_nor_deleted(desk: Desk) -> None:
    number = desk.issued("invoice")
    with pytest.raises(Refused):
        desk.issue(number)
    draft = desk.load(number)
    draft.message = "Changed"
    with pytest.raises(Refused):
        desk.act(records.save, draft, TODAY)
    with pytest.raises(Refused):
        desk.act(records.delete, number)


def test_a_print_that_fails_leaves_a_draft_and_no_gap(desk: Desk) -> None:
    number = desk.paper("invoice")

    def fails(printed: object) -> bytes:
        raise Refused("The letter cannot be printed.")

    version = desk.load(number).version
    with pytest.raises(Refused):
        desk.act(issuing.issue, number, version=version, today=TODAY, render=fails)
    assert desk.rows("SELECT state, number, sequence FROM paper") == [("draft", "", None)]
    assert desk.rows("SELECT count(*) FROM entry") == [(0,)]
    assert desk.issue(number).number == "FA-2026-0001"


def test_numbers_run_with_the_days_even_when_the_clock_goes_back(desk: Desk) -> None:
    desk.issued("invoice")
    early = desk.paper("invoice", dated_on=TODAY - timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        desk.issue(early, TODAY - timedelta(days=1))
    assert [problem.path for problem in refused.value.problems] == ["dated_on"]
    assert desk.rows("SELECT count(*) FROM paper WHERE state='issued'") == [(1,)]


def test_each_year_has_a_series_of_its_own(desk: Desk) -> None:
    assert desk.issue(desk.paper("invoice", dated_on=date(2025, 12, 31))).number == "FA-2025-0001"
    assert desk.issue(desk.paper("invoice", dated_on=date(2026, 1, 1))).number == "FA-2026-0001"
    assert desk.issue(desk.paper("invoice", dated_on=date(2025, 12, 31))).number == "FA-2025-0002"


@pytest.mark.parametrize(
    ("lines", "values", "path"),
    [
        ((), {"lines": []}, "lines"),
        ((line(quantity="-1"),), {}, "lines/0/quantity"),
        ((line(quantity="10000000"),), {}, "lines/0/quantity"),
        ((line(price="-5"),), {}, "lines/0/price"),
        ((line(discount_percent=Decimal(101)),), {}, "lines/0/discount_percent"),
        ((), {"dated_on": date(1899, 12, 31)}, "dated_on"),
        ((), {"dated_on": date(2200, 1, 1)}, "dated_on"),
        ((), {"payment_term_id": None, "due_on": TODAY - timedelta(days=1)}, "due_on"),
        ((), {"billing": " "}, "billing"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(desk: Desk, lines, values, path) -> None:
    with pytest.raises(Invalid) as refused:
        desk.issue(desk.paper("invoice", *lines, **values))
    assert path in [problem.path for problem in refused.value.problems]
    assert desk.rows("SELECT count(*) FROM paper WHERE state='issued'") == [(0,)]


def test_a_client_who_is_gone_gets_no_paper(desk: Desk) -> None:
    number = desk.paper("invoice")
    binned = "UPDATE client SET deleted_at='2026-11-01T00:00:00Z'"
    desk.act(lambda session: session.connection().exec_driver_sql(binned))
    with pytest.raises(Invalid) as refused:
        desk.issue(number)
    assert [problem.path for problem in refused.value.problems] == ["bill_to_id"]


def test_a_credit_note_pays_its_invoice(desk: Desk) -> None:
    from app.sales import converting

    invoice = desk.issued("invoice", line(quantity="6"))
    credit = desk.act(converting.credit, invoice, TODAY)
    issued = desk.issue(credit)
    assert issued.number == "AV-2026-0001"
    assert desk.rows("SELECT balance, total, open_count FROM client_figure") == [(0, 0, 0)]
    with pytest.raises(Refused):
        desk.act(converting.credit, invoice, TODAY)


def test_the_first_invoice_makes_a_prospect_a_client(desk: Desk, save) -> None:
    from app.clients.model import Address, Client

    other = save(
        Client(company_name="Nouveau", is_client=False, is_prospect=True, addresses=[Address(city="Dijon", street="1")])
    )
    assert not desk.issue(desk.paper("quote", client_id=other)).made_client
    assert desk.issue(desk.paper("invoice", client_id=other)).made_client
    assert desk.rows("SELECT is_client, is_prospect FROM client WHERE id=?", other) == [(1, 0)]


def test_everything_agrees_afterwards(desk: Desk) -> None:
    for _number in range(5):
        desk.issued("invoice", line(price="3.33", quantity="3"))
    with contextlib.closing(desk.book.rows()) as db:
        assert list(ledger.verify(db)) == []
        assert list(issuing.verify(db)) == []
        assert list(figures.differences(db)) == []
