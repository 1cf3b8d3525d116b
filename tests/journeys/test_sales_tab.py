"""The Sales tab of a record: all that was sold to one client, what is in progress, and the way on from there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.store.book import Book
from tests.journeys.selling import fill
from ui.widgets.labels import LinkLabel
from ui.window import MainWindow

Settle = Callable[[], None]


@pytest.fixture
def shop(shop_template: Path, tmp_path: Path) -> Path:
    path = Path(shutil.copyfile(shop_template, tmp_path / shop_template.name))
    book = Book.open(path)
    fill(book)
    book.close()
    return path


@pytest.fixture
def tab(window: MainWindow, settle: Settle) -> Any:
    window.open_record(1, tab="sales")
    settle()
    return window.page().tab()


def kinds(tab: Any) -> list[str]:
    rows = [tab.list.table.known(number) for number in tab.list.table.ids]
    return [row.kind for row in rows]


@pytest.mark.feature("doc.history", "peer.19")
def test_everything_sold_by_kind_with_counts_and_sums(tab: Any, window: MainWindow, settle: Settle) -> None:
    assert sorted(kinds(tab)) == ["delivery", "invoice", "order", "order", "quote"]
    assert tab.kinds["order"].text() == "Orders 2"
    assert tab.kinds["credit_note"].isHidden()
    assert "Sales, 5" in [window.page().tabs._tab(place).spoken() for place in range(len(window.page().tabs.keys()))]
    assert tab.sums.text().startswith("Invoiced this year 200")
    tab.kinds["order"].click()
    settle()
    assert kinds(tab) == ["order", "order"]
    tab.kinds[""].click()
    tab.chips.chips["unpaid"].click()
    settle()
    assert kinds(tab) == ["invoice"]


@pytest.mark.feature("doc.open")
def test_what_is_in_progress_is_one_click_away(tab: Any, window: MainWindow, settle: Settle) -> None:
    links = tab.going.findChildren(LinkLabel)
    assert links[0].text().startswith("Invoice FA-")
    links[0].click()
    settle()
    assert window.name_of(window.page()) == "paper"


def test_goods_for_a_client_that_others_pay_are_listed_with_a_mark(window: MainWindow, settle: Settle) -> None:
    window.open_record(2, tab="sales")
    settle()
    tab = window.page().tab()
    (row,) = [row for number in tab.list.table.ids if (row := tab.list.table.known(number)).kind == "delivery"]
    assert tab._whose(row) == "made out to Auberge de la Charme"
    assert tab.sums.text() == "Nothing invoiced yet"


def test_the_menu_of_a_line_turns_an_order_into_an_invoice(tab: Any, window: MainWindow, settle: Settle) -> None:
    tab.kinds["order"].click()
    settle()
    menu = tab.list.commands.menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == [
        "Open", "Open the client", "Turn into: Delivery note", "Turn into: Invoice", "Turn into: Pro forma invoice",
        "Copy this document",
    ]  # fmt: skip
    next(action for action in menu.actions() if action.text() == "Turn into: Invoice").trigger()
    settle()
    assert window.name_of(window.page()) == "paper"


def test_who_bought_nothing_is_offered_a_beginning(window: MainWindow, settle: Settle) -> None:
    window.open_record(8, tab="sales")
    settle()
    tab = window.page().tab()
    assert not len(tab.list.table.ids)
    assert tab.going.isHidden()
    assert tab.list.empty._title.text() == "Nothing sold to this client yet"


def test_a_new_paper_comes_by_itself(tab: Any, window: MainWindow, settle: Settle) -> None:
    window.jobs.write(
        window,
        "Copy",
        lambda session: __import__("app.sales.converting", fromlist=["copy"]).copy(
            session, tab.list.table.ids[0], tab.shell.today()
        ),
    )
    settle()
    assert len(kinds(tab)) == 6
    assert tab.kinds[""].text() == "All 6"


def test_enter_opens_the_line(tab: Any, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_Return)
    settle()
    assert window.name_of(window.page()) == "paper"
