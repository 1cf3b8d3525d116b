"""The way of a sale in the real window: from quote to credit note, and what is known of its client on the way."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.clients import records as clients
from app.clients.model import ClientCompany
from tests.journeys.counter import AUBERGE, BISTROT, Counter, at_the_counter
from tests.ui.record_desk import answer, in_dialog, press
from ui.sales.client_card import ClientCard, ClientField
from ui.sales.line_model import QUANTITY
from ui.start import Program
from ui.window import MainWindow


@pytest.fixture
def counter(qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> Counter:
    return at_the_counter(Counter(qtbot, program, window, settle))


@pytest.mark.feature("doc.quote", "doc.order", "doc.delivery", "doc.creditnote", "doc.creditnote.draft")
def test_a_quote_becomes_an_order_a_delivery_an_invoice_and_a_credit_note(counter: Counter) -> None:
    counter.open(paper_id=counter.paper("quote"))
    for target, title in (
        ("order", "Issue the order"),
        ("delivery", "Issue the delivery note"),
        ("invoice", "Issue the invoice"),
        ("credit_note", "Issue the credit note"),
    ):
        counter.page.commands.turn(target)
        counter.settle()
        assert counter.page.title_row.issue.text() == title
        assert [line.quantity for line in counter.draft.lines] == [10, 10]
        answer("Issue")
        counter.run("issue")
    kinds = counter.rows("SELECT kind, state, progress FROM paper ORDER BY id")
    assert [row[:2] for row in kinds] == [
        (kind, "issued") for kind in ("quote", "order", "delivery", "invoice", "credit_note")
    ]
    assert counter.rows("SELECT sum(open) FROM open_item") == [(None,)]
    counter.page.title_row.source.click()
    counter.settle()
    assert counter.page.title().startswith("Invoice ")
    links = [link.text() for link in counter.page.foot.trail.links]
    assert any(words.startswith("Credit note AV-") for words in links)
    counter.run("back")
    assert counter.page.title().startswith("Credit note ")


def test_a_delivery_note_is_invoiced_once_its_order_is(counter: Counter) -> None:
    order = counter.paper("order")
    counter.open(paper_id=order)
    counter.page.commands.turn("delivery")
    counter.settle()
    counter.page.lines.begin(0, QUANTITY)
    counter.keys("4", Qt.Key.Key_Return)
    counter.page.lines.finish()
    answer("Issue")
    counter.run("issue")
    delivery = counter.draft.id
    for quantity, badge in (("7", "Partly invoiced"), ("", "Invoiced")):
        counter.open(paper_id=order)
        counter.page.commands.turn("invoice")
        counter.settle()
        if quantity:
            counter.page.lines.begin(0, QUANTITY)
            counter.keys(quantity, Qt.Key.Key_Return)
            counter.page.lines.finish()
        answer("Issue")
        counter.run("issue")
        for number, words in ((delivery, "Invoiced"), (order, badge)):
            counter.open(paper_id=number)
            assert counter.page.title_row.badge.text() == words
    counter.run("papers")
    counter.page.chips.chips["to_invoice"].click()
    counter.settle()
    assert len(counter.page.list.table.ids) == 0


@pytest.mark.feature("doc.label.order", "doc.note.banner", "doc.comment.order", "doc.comment.invoice")
def test_what_the_client_wants_said_is_said(counter: Counter) -> None:
    def change(session: Any) -> None:
        draft = clients.draft(session, AUBERGE)
        draft.order_hint, draft.note, draft.note_on_orders = "Ask for the buyer", "Ring twice", True
        draft.print_on_orders, draft.print_on_invoices = "VAT BE 0123", "Thank you"
        clients.save(session, draft)

    counter.write(change)
    counter.open(kind="order", client_id=AUBERGE)
    banners = counter.page.banners
    assert banners.bar("hint").text() == "On orders: Ask for the buyer"
    assert banners.bar("note").text() == "Note on this client: Ring twice"
    counter.page.more_link.click()
    assert counter.box("printed_text").input.value() == "VAT BE 0123"
    banners._hide("note")
    assert banners.bar("note") is None
    counter.open(kind="invoice", client_id=AUBERGE)
    assert counter.box("printed_text").input.value() == "Thank you"
    assert banners.bar("note") is not None


def test_a_client_in_credit_is_not_said_to_owe(counter: Counter) -> None:
    counter.paper("credit_note", quantity=1)
    counter.open(kind="invoice", client_id=AUBERGE)
    assert " · Credit " in counter.page.findChild(ClientCard).face.accessibleName()


@pytest.mark.feature("doc.billto.shipto")
def test_the_goods_may_go_to_somebody_else(counter: Counter) -> None:
    counter.open(kind="order", client_id=AUBERGE)

    def pick(dialog: Any) -> None:
        (field,) = dialog.findChildren(ClientField)
        counter.qtbot.keyClicks(field, "bistrot")
        counter.settle()
        counter.qtbot.keyClick(field, Qt.Key.Key_Return)

    in_dialog(pick)
    counter.choose("delivery", "Another recipient…")
    counter.settle()
    assert (counter.draft.bill_to_id, counter.draft.ship_to_id) == (AUBERGE, BISTROT)
    assert counter.draft.delivery.startswith("Bistrot des Halles Vertes")
    assert counter.box("delivery").input.currentText() == "Bistrot des Halles Vertes"
    counter.choose("delivery", "Same address")
    assert counter.draft.ship_to_id is None


def test_a_blocked_client_is_not_offered_and_named_when_typed_in_full(counter: Counter) -> None:
    counter.open(kind="order")
    counter.keys("brasserie")
    popup = counter.page.card.field.popup
    assert [(entry.text, entry.more) for entry in popup.entries()] == [("1 blocked client hidden", "show")]
    counter.page.card.field.setText("")
    field = counter.page.card.field
    field.setText("Brasserie du Théâtre")
    field.ask(field.text())
    counter.settle()
    (entry,) = popup.entries()
    assert entry.off
    assert "No orders are taken" in entry.more


@pytest.mark.feature("doc.closing", "doc.log")
def test_an_order_is_closed_with_a_reason_and_its_history_says_so(counter: Counter) -> None:
    counter.open(paper_id=counter.paper("order"))

    def fill(dialog: Any) -> None:
        dialog.boxes["reason"][0].input.setText("Sold out")
        press(dialog, "Close it")

    in_dialog(fill)
    counter.run("close_order")
    assert counter.page.title_row.badge.text() == "Closed"
    assert "Closed on" in " ".join(counter.texts())
    desk = counter.page.editor.desk
    assert [event.kind for event in desk.events] == ["closed", "issued", "created"]


@pytest.mark.feature("doc.proforma")
def test_a_pro_forma_owes_nothing(counter: Counter) -> None:
    counter.open(kind="proforma", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return)
    answer("Issue")
    counter.run("issue")
    assert counter.page.title().startswith("Pro forma invoice PF-")
    assert counter.rows("SELECT count(*) FROM entry") == [(0,)]


def test_beyond_the_credit_limit_it_is_said_and_asked(counter: Counter) -> None:
    def limit(session: Any) -> None:
        draft = clients.draft(session, AUBERGE)
        draft.companies.append(ClientCompany(company_id=1, credit_limit=Decimal(100)))
        clients.save(session, draft)

    counter.write(limit)
    counter.open(kind="invoice", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return, "5", Qt.Key.Key_Return)
    assert counter.page.banners.bar("limit").text().startswith("87 % of the credit limit is used.")
    counter.keys("fix", Qt.Key.Key_Return)
    assert "exceeded by" in counter.page.banners.bar("limit").text()
    asked: list[str] = []

    def read(dialog: Any) -> None:
        asked.extend(label.text() for label in dialog.findChildren(QLabel))

    in_dialog(read)
    counter.run("issue")
    assert any("credit limit" in words for words in asked)
    assert counter.rows("SELECT count(*) FROM paper WHERE state='issued'") == [(0,)]
