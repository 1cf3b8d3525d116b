"""What clients bought and owe, in the list: columns, foot, the bar of the ticked ones, searches, document numbers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.clients.conditions import Condition
from app.clients.search import Query
from app.store.book import Book
from tests.journeys.selling import TODAY, fill, sell
from tests.journeys.test_list import find, names, row_of
from ui.palette.panel import Palette
from ui.window import MainWindow

Settle = Callable[[], None]
OWING = ["Auberge de la Charme", "Domaine Perrin-Lévêque"]


@pytest.fixture
def shop(shop_template: Path, tmp_path: Path) -> Path:
    path = Path(shutil.copyfile(shop_template, tmp_path / shop_template.name))
    book = Book.open(path)
    fill(book)
    book.close()
    return path


@pytest.mark.feature("client.list.col.lastorder", "client.list.col.ordercount", "client.list.col.total")
def test_the_columns_of_the_list(window: MainWindow, settle: Settle) -> None:
    row = row_of(window, 0)
    assert (row.name, row.orders, row.last_number[:3]) == ("Auberge de la Charme", 1, "FA-")
    window.list_page.view.header.sorted_by.emit("total")
    window.list_page.view.header.sorted_by.emit("total")
    settle()
    assert names(window)[:2] == OWING
    window.list_page._open_last_paper(row.id, "last_order")
    settle()
    assert window.name_of(window.page()) == "paper"


@pytest.mark.feature("peer.10")
def test_the_foot_says_who_owes_how_much(window: MainWindow, settle: Settle) -> None:
    assert window.list_page.footer.text() == "9 clients"
    assert window.list_page.footer.owed() == "2 owe money · 280,00\u202f€".replace("\u202f", window_space(window))
    find(window, settle, "charme")
    assert window.list_page.footer.owed().startswith("1 owes money · 200,00")


def window_space(window: MainWindow) -> str:
    """The space that stands before a currency sign here."""
    text = window.list_page.footer.owed()
    return text[text.index("€") - 1]


def test_the_bar_says_what_the_ticked_ones_owe(window: MainWindow, settle: Settle) -> None:
    window.list_page.view.tick_all()
    settle()
    assert window.list_page.bar.owed().startswith("they owe 280,00")
    window.list_page.view.untick()
    window.list_page.view.toggle(1)
    settle()
    assert window.list_page.bar.owed() == ""


@pytest.mark.feature("client.search.docnumber")
def test_a_document_number_finds_its_client_and_offers_the_paper(window: MainWindow, settle: Settle) -> None:
    number = row_of(window, 0).last_number
    assert find(window, settle, number) == ["Auberge de la Charme"]
    assert window.list_page.offer.text() == f"Open: Invoice {number}"
    assert not window.list_page.offer.isHidden()
    window.list_page.offer.click()
    settle()
    assert window.name_of(window.page()) == "paper"
    window.show_living()
    find(window, settle, "charme")
    assert window.list_page.offer.isHidden()


@pytest.mark.feature("client.search.ordercount")
def test_figures_are_asked_for_in_words_and_in_the_builder(window: MainWindow, settle: Settle) -> None:
    assert find(window, settle, "orders:>=1") == OWING
    assert find(window, settle, "total:>100") == OWING[:1]
    assert find(window, settle, "solde:50..100") == OWING[1:]
    window.list_page.show_query(Query(conditions=(Condition("figure.orders", "at_most", "0"),)))
    settle()
    assert len(names(window)) == 7


@pytest.mark.feature("client.search.pricelist")
def test_clients_of_a_price_list(window: MainWindow, settle: Settle) -> None:
    def give(session) -> None:  # type: ignore[no-untyped-def]
        from app.clients import records
        from app.company.model import PriceList

        session.add(made := PriceList(label="Restaurants 2026"))
        session.flush()
        records.set_fields(session, [1, 2], {"price_list_id": made.id})

    window.jobs.write(window, "Price list", give)
    settle()
    assert find(window, settle, 'tarif:"restaurants 2026"') == ["Auberge de la Charme", "Bistrot des Halles Vertes"]


@pytest.mark.feature("client.search.keyaccount")
def test_filters_made_beforehand(window: MainWindow, settle: Settle) -> None:
    window.list_page.filters._switches["owes"].click()
    settle()
    assert names(window) == OWING
    window.list_page.filters._switches["owes"].click()
    assert find(window, settle, "is:key") == ["Brasserie du Théâtre"]
    assert find(window, settle, "est:bloqué") == ["Brasserie du Théâtre"]
    assert find(window, settle, "is:overdue") == []
    window.list_page.search_box.clear()
    window.list_page.filters._flip_ready("nurturing")
    settle()
    assert names(window) == []
    window.list_page.filters._flip_ready("nurturing")
    settle()
    assert len(names(window)) == 9


def test_what_is_late_is_told_in_red(window: MainWindow, settle: Settle) -> None:
    sell(window.jobs.book, "invoice", 6, "40", dated_on=TODAY, due_on=TODAY)
    window.list_page.footer.show_owed([])
    tomorrow = TODAY + timedelta(days=1)
    window.shell.__class__.today = staticmethod(lambda: tomorrow)  # type: ignore[method-assign]
    try:
        window.list_page.show_query(Query())
        settle()
        assert "of which overdue 240,00" in window.list_page.footer.owed()
    finally:
        window.shell.__class__.today = staticmethod(lambda: TODAY)  # type: ignore[method-assign]


def test_the_palette_finds_documents(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    number = row_of(window, 0).last_number
    window.actions_.run("palette")
    settle()
    palette = window.findChildren(Palette)[-1]
    for typed in (number, f"#{number[-4:]}", "charme"):
        palette._field.setText(typed)
        settle()
        lines = [palette._list.line_of(palette._list.item(place)) for place in range(palette._list.count())]
        assert number in [line.title for line in lines if line is not None], typed
    assert "Record a payment" in [line.title for line in lines if line is not None]
    palette._field.setText(f"#{number}")
    settle()
    palette._choose()
    settle()
    assert window.name_of(window.page()) == "paper"
