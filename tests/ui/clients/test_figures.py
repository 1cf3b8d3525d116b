"""The figures of the list: what stands in its columns for who owes, is late, has a credit, or never bought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.clients.model import Client
from app.i18n import Translator
from tests.ui.rig import Rig, make_rig
from ui.clients.columns import BY_KEY, spoken
from ui.clients.list_page import ListPage
from ui.text import set_translator

LATE = (date.today() - timedelta(days=23)).isoformat()
LATER = (date.today() + timedelta(days=9)).isoformat()
# Client, number, day, orders, total, balance, oldest due day
FIGURES = (
    (1, "FA-2026-0418", "2026-11-09", 46, 382_146_000, 24_864_000, LATE),
    (2, "FA-2026-0415", "2026-11-06", 58, 413_778_000, 19_124_400, LATER),
    (3, "FA-2026-0288", "2026-07-13", 1200, 67_400_000, -840_000, ""),
    (4, "FA-2026-0397", "2026-10-24", 7, 12_846_000, 0, ""),
)


@pytest.fixture
def rig(home: Path) -> Iterator[Rig]:
    set_translator(Translator("en", "FR"))
    made = make_rig(home / "shop.clientele", lambda: [Client(company_name=f"Client {n}") for n in range(5)])
    with made.book.write("figures") as writing:
        for client, number, day, orders, total, balance, due in FIGURES:
            writing.session.connection().exec_driver_sql(
                "INSERT INTO client_figure (client_id, company_id, currency, main, last_number, last_on, orders, "
                "total, balance, oldest_due_on, open_count, delay_days, delay_count) "
                "VALUES (?, 1, 'EUR', 1, ?, ?, ?, ?, ?, ?, 0, 0, 0)",
                (client, number, day, orders, total, balance, due),
            )
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, rig: Rig) -> ListPage:
    made = ListPage(rig.shell)
    qtbot.addWidget(made)
    made.resize(1600, 600)
    made.show()
    made.load()
    qtbot.waitUntil(lambda: made.complete, timeout=5000)
    return made


def cell(page: ListPage, row: int, key: str) -> tuple[str, str, str]:
    """Both lines of a cell, and the colour of the first."""
    column, line = BY_KEY[key], page.view.list_model.row(row)
    return (
        column.first(line).replace("\u202f", " ").replace("\xa0", " "),
        column.second(line) if column.second else "",
        column.tone(line) if column.tone else "",
    )


def test_a_balance_says_how_it_stands(page: ListPage) -> None:
    assert cell(page, 0, "balance") == ("2 486,40 €", "overdue 23 days", "red")
    assert cell(page, 1, "balance") == ("1 912,44 €", "not due yet", "text")
    assert cell(page, 2, "balance") == ("−84,00 €", "credit", "green")
    assert cell(page, 3, "balance") == ("0,00 €", "", "text3")
    assert cell(page, 4, "balance") == ("", "", "text3"), "who never bought owes nothing, not even nought"


def test_last_invoice_orders_and_total(page: ListPage) -> None:
    assert cell(page, 2, "last_order")[:2] == ("FA-2026-0288", "13 Jul 2026")
    assert cell(page, 2, "orders")[0] == "1 200"
    assert cell(page, 0, "total")[0] == "38 214,60 €"
    assert [cell(page, 4, key)[0] for key in ("last_order", "orders", "total")] == ["", "", ""]


def test_a_screen_reader_hears_what_is_owed(page: ListPage) -> None:
    said = [spoken(page.view.list_model.row(row)).replace("\u202f", " ").replace("\xa0", " ") for row in range(5)]
    assert said[0].endswith("owes 2 486,40 €, overdue 23 days")
    assert said[2].endswith("has a credit of 84,00 €")
    assert "owes" not in said[3]


def test_the_number_of_the_last_invoice_is_a_link(page: ListPage, qtbot: QtBot) -> None:
    view = page.view
    wanted: list[tuple[int, str]] = []
    view.link_wanted.connect(lambda client, column: wanted.append((client, column)))
    left = next(left for column, left, _width in view.shown_columns() if column.key == "last_order")
    at = QPoint(left + 14, view.rowViewportPosition(1) + view.row_height() // 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert wanted == [(2, "last_order")]


@pytest.mark.parametrize(("chip", "found"), [("owes", [1, 2])])
def test_the_chips_find_who_owes(page: ListPage, qtbot: QtBot, chip: str, found: list[int]) -> None:
    page.filters._switches[chip].click()
    qtbot.waitUntil(lambda: list(page.view.list_model.ids) == found, timeout=5000)


def test_the_list_is_sorted_by_its_figures(page: ListPage, qtbot: QtBot) -> None:
    for key, order in (("balance", [3, 4, 5, 2, 1]), ("orders", [5, 4, 1, 2, 3])):
        page.view.header.sorted_by.emit(key)
        qtbot.waitUntil(lambda order=order: list(page.view.list_model.ids) == order, timeout=5000)
