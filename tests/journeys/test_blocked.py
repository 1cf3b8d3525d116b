"""A client from whom no orders are taken: refused on every path to one, with the reason, and not offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.journeys.counter import AUBERGE, BRASSERIE, TODAY, Counter, at_the_counter
from tests.ui.record_desk import answer, in_dialog, press
from ui.start import Program
from ui.window import MainWindow

REASON = "No orders are taken from this client: Two invoices unpaid"


@pytest.fixture
def counter(qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> Counter:
    return at_the_counter(Counter(qtbot, program, window, settle))


def section(counter: Counter, client_id: int) -> Any:
    """The blocks of a record, in the window."""
    counter.window.open_record(client_id, tab="terms")
    counter.settle()
    tab = counter.page.tab()
    tab.settle()
    return next(each for each in tab.sections if getattr(each, "key", "") == "blocks")


def block(counter: Counter, client_id: int = AUBERGE) -> None:
    """She blocks the orders of a client on the record, and says why."""

    def fill(dialog: Any) -> None:
        dialog.boxes["comment"][0].input.set_value("Two invoices unpaid")
        press(dialog, "Block this client")

    in_dialog(fill)
    section(counter, client_id).adder.click()
    counter.settle()


def refusal(counter: Counter) -> str:
    """What the window says, above the page."""
    assert counter.window._refusal is not None
    words: str = counter.window._refusal.text()
    return words


@pytest.mark.feature("block.effect")
def test_nothing_is_turned_or_copied_into_an_order(counter: Counter) -> None:
    quote, order = counter.paper("quote"), counter.paper("order")
    block(counter)
    papers = counter.rows("SELECT count(*) FROM paper")
    for number, act in (
        (quote, lambda: counter.page.commands.turn("order")),
        (order, lambda: counter.page.commands.turn("delivery")),
        (order, lambda: counter.run("copy_paper")),
    ):
        counter.run("clients")
        assert counter.window._refusal is None
        counter.open(paper_id=number)
        act()
        counter.settle()
        assert refusal(counter) == REASON
    counter.run("papers")
    listed = counter.page.list
    listed.view.set_current_row(list(listed.table.ids).index(order))
    menu = listed.commands.menu()
    next(action for action in menu.actions() if action.text() == "Copy this document").trigger()
    counter.settle()
    assert refusal(counter) == REASON
    assert counter.rows("SELECT count(*) FROM paper") == papers


@pytest.mark.feature("block.effect")
def test_a_new_order_is_refused_at_once_and_one_that_waited_is_not_issued(counter: Counter) -> None:
    counter.open(kind="order", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return)
    counter.run("save")
    ((waiting,),) = counter.rows("SELECT id FROM paper")
    block(counter)
    counter.open(kind="order", client_id=AUBERGE)
    assert counter.page.banners.bar("unplaced").text() == REASON
    counter.keys("mars", Qt.Key.Key_Return)
    counter.run("save")
    assert counter.rows("SELECT count(*) FROM paper") == [(1,)]
    counter.page._forget()
    counter.open(paper_id=waiting)
    assert counter.page.banners.bar("unplaced").text() == REASON
    answer("Issue")
    counter.run("issue")
    assert counter.rows("SELECT state FROM paper") == [("draft",)]
    assert counter.page.banners.bar("unplaced").text() == REASON


@pytest.mark.feature("block.effect")
def test_what_is_not_blocked_goes_on_and_a_lifted_block_is_forgotten(counter: Counter) -> None:
    order = counter.paper("order")
    block(counter)
    counter.open(paper_id=order)
    counter.page.commands.turn("invoice")
    counter.settle()
    assert counter.draft.kind == "invoice", "orders are blocked, not invoices"
    blocks = section(counter, AUBERGE)
    blocks.table.cell(0, 4).click()
    counter.settle()
    counter.open(kind="order", client_id=AUBERGE)
    assert counter.page.banners.bar("unplaced") is None


@pytest.mark.feature("block.noorder")
def test_who_takes_no_orders_is_not_offered_and_the_list_says_so(counter: Counter) -> None:
    box = section(counter, AUBERGE).no_orders
    assert not box.isChecked()
    box.click()
    counter.settle()
    assert section(counter, AUBERGE).no_orders.isChecked()
    assert counter.rows("SELECT kind, from_on, until_on FROM block WHERE client_id=?", AUBERGE) == [
        ("orders", TODAY.isoformat(), None)
    ]
    counter.open(kind="order")
    counter.keys("au")
    popup = counter.page.card.field.popup
    offered = [entry.text for entry in popup.entries()]
    assert offered[-1] == "1 blocked client hidden"
    assert "Auberge de la Charme" not in offered
    counter.keys(*[Qt.Key.Key_Down] * (len(offered) - 1), Qt.Key.Key_Return)
    shown = {entry.text: entry for entry in popup.entries()}
    assert shown["Auberge de la Charme"].off
    assert shown["Auberge de la Charme"].more.startswith("No orders are taken from this client")
    counter.keys(Qt.Key.Key_Escape)
    section(counter, AUBERGE).no_orders.click()
    counter.settle()
    assert counter.rows("SELECT count(*) FROM block WHERE client_id=?", AUBERGE) == [(0,)]
    counter.open(kind="order")
    counter.keys("auberge", Qt.Key.Key_Return)
    assert counter.draft.bill_to_id == AUBERGE


@pytest.mark.feature("block.noorder")
def test_on_an_invoice_the_same_client_is_offered(counter: Counter) -> None:
    assert section(counter, BRASSERIE).no_orders.isChecked()
    counter.open(kind="invoice")
    counter.keys("brasserie", Qt.Key.Key_Return)
    assert counter.draft.bill_to_id == BRASSERIE
