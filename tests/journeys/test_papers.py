"""Quotes and invoices as the shop finds them: tabs, search, chips, sums, and several orders in one invoice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.store.book import Book
from tests.journeys.selling import TODAY, fill
from tests.journeys.test_list import type_text
from ui.sales.papers_table import kind_of, name_of, state_words
from ui.window import MainWindow

Settle = Callable[[], None]


@pytest.fixture(scope="session")
def selling_template(shop_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copyfile(shop_template, tmp_path_factory.mktemp("selling") / shop_template.name))
    book = Book.open(path)
    fill(book)
    book.close()
    return path


@pytest.fixture
def shop(selling_template: Path, tmp_path: Path) -> Path:
    """The shop, with eight papers."""
    return Path(shutil.copyfile(selling_template, tmp_path / selling_template.name))


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> Any:
    window.actions_.run("papers")
    settle()
    return window.page()


def shown(page: Any) -> list[tuple[str, str]]:
    """(kind, client) of the lines, in their order."""
    rows = [page.list.table.known(number) for number in page.list.table.ids]
    return [(row.kind, row.client_name) for row in rows]


def test_tabs_show_each_kind_with_its_count(page: Any, settle: Settle) -> None:
    assert page.title() == "Quotes & invoices"
    assert len(shown(page)) == 8
    assert "Orders, 3" in [page.tabs._tab(number).spoken() for number in range(8)]
    page.tabs.set_current("order")
    settle()
    assert [kind for kind, _name in shown(page)] == ["order"] * 3
    assert page.list.foot().startswith("3 documents")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("charme", 5),
        ("bc 77", 1),
        ("BC77", 0),
        ("zzz", 0),
    ],
)
def test_every_letter_narrows_the_list(page: Any, settle: Settle, typed: str, found: int) -> None:
    type_text(page.search_box, typed)
    settle()
    assert len(page.list.table.ids) == found


def test_a_number_is_found_as_written_and_by_its_end(page: Any, settle: Settle) -> None:
    row = next(row for row in (page.list.table.known(n) for n in page.list.table.ids) if row.kind == "invoice")
    for typed in (row.number, row.number.lower().replace("-", ""), row.number[:6]):
        page.search_box.setText(typed)
        settle()
        assert row.id in page.list.table.ids, typed


def test_chips_of_state_take_turns_and_a_period_joins_in(page: Any, settle: Settle) -> None:
    page.chips.chips["draft"].click()
    settle()
    assert shown(page) == [("quote", "Hôtel des Cordeliers")] or len(shown(page)) == 1
    page.chips.chips["unpaid"].click()
    settle()
    assert [kind for kind, _name in shown(page)] == ["invoice", "invoice"]
    assert not page.chips.chips["draft"].is_on()
    assert "280" in page.list.foot() or "336" in page.list.foot()
    page._choose_period("last_year", date(TODAY.year - 1, 1, 1), date(TODAY.year - 1, 12, 31))
    settle()
    assert shown(page) == []
    page.list.empty.findChildren(type(page.head.new))[0].click()
    settle()
    assert len(shown(page)) == 8


def test_the_list_is_as_it_was_when_one_comes_back(page: Any, window: MainWindow, settle: Settle) -> None:
    page.tabs.set_current("order")
    page.search_box.setText("charme")
    settle()
    window.actions_.run("clients")
    window.actions_.run("papers")
    settle()
    assert window.page() is page
    assert len(shown(page)) == 2
    assert page.search_box.text() == "charme"


def test_a_click_on_the_client_opens_the_record(page: Any, window: MainWindow, settle: Settle) -> None:
    page.list.commands.follow(page.list.row(), "client")
    settle()
    assert window.page().client_id == page.list.row().client_id


@pytest.mark.feature("doc.view", "doc.order.number.link")
def test_enter_opens_the_paper(page: Any, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    row = page.list.row()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    settle()
    assert window.name_of(window.page()) == "paper"
    assert row.number in window.page().title() or row.kind == "quote"


def test_orders_of_one_client_go_into_one_invoice(page: Any, window: MainWindow, settle: Settle) -> None:
    page.tabs.set_current("order")
    page.search_box.setText("charme")
    settle()
    page.list.view.tick_all()
    settle()
    assert "150" in page.bar.sum.text() or "180" in page.bar.sum.text()
    page.list.commands.together()
    settle()
    assert window.name_of(window.page()) == "paper"
    window.actions_.run("papers")
    page.open(kind="invoice", status="draft")
    settle()
    assert shown(page) == [("invoice", "Auberge de la Charme")]


def test_orders_of_two_clients_do_not_and_it_says_why(page: Any, window: MainWindow, settle: Settle) -> None:
    page.tabs.set_current("order")
    settle()
    page.list.view.tick_all()
    page.list.commands.together()
    settle()
    assert window.page() is page
    assert window._refusal is not None
    assert window._refusal.text() == "Only documents of one client and one currency go together."


def test_what_was_found_is_written_as_a_table(page: Any, settle: Settle, tmp_path: Path) -> None:
    page.tabs.set_current("invoice")
    settle()
    page.list.write_table(tmp_path / "found.csv", page.list.table.ids)
    settle()
    lines = (tmp_path / "found.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("No.;Date;Client")


def test_words_of_a_row(page: Any) -> None:
    rows = [page.list.table.known(number) for number in page.list.table.ids]
    said = {(kind_of(row), state_words(row)) for row in rows}
    assert ("Quote", "Draft") in said
    assert ("Invoice", "To pay") in said
    assert "Draft" in {name_of(row) for row in rows}


def test_a_title_sorts_both_ways(page: Any, settle: Settle) -> None:
    for descending in (False, True):
        page.list.view.header.sorted_by.emit("gross")
        settle()
        totals = [page.list.table.known(number).gross for number in page.list.table.ids]
        assert totals == sorted(totals, reverse=descending)
