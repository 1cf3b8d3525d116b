"""The page of products in the real window."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.catalog import records
from app.catalog.model import Product
from tests.ui.record_desk import answer, press
from ui.start import Program
from ui.window import MainWindow


@pytest.fixture
def products(qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> Any:
    jobs = program.jobs
    assert jobs is not None

    class Shop:
        page: Any = None

        @staticmethod
        def rows(sql: str) -> list[Any]:
            with contextlib.closing(jobs.book.rows()) as db:
                return db.execute(sql).fetchall()

        @staticmethod
        def run(key: str) -> None:
            assert window.actions_[key].isEnabled(), f"{key} is not served"
            window.actions_.run(key)
            settle()

        def names(self) -> list[str]:
            table = self.page.list.table
            return [table.known(number).name for number in table.ids]

    with jobs.book.write("Products", kind="final") as writing:
        for code, name, price in (("P1", "Marsannay", "14.50"), ("P2", "Aligote", "7.90"), ("P3", "Fixin", "38")):
            records.save(writing.session, Product(code=code, name=name, price=Decimal(price)))
    window.show()
    window.activateWindow()
    window.actions_.run("products")
    settle()
    shop = Shop()
    shop.page = window.page()
    return shop


def test_products_are_found_and_sorted(products: Any, settle: Callable[[], None]) -> None:
    assert products.names() == ["Aligote", "Fixin", "Marsannay"]
    products.page.list._sort("price")
    settle()
    assert products.names() == ["Aligote", "Marsannay", "Fixin"]
    products.page.search_box.setText("fix")
    settle()
    assert products.names() == ["Fixin"]
    products.page.search_box.setText("nothing like it")
    settle()
    assert products.page.list.empty.isVisible()


def test_a_product_is_made_and_changed_in_its_dialog(products: Any, qtbot: QtBot, settle: Callable[[], None]) -> None:
    products.page.add()
    settle()
    dialog: Any = QApplication.activeModalWidget()
    assert dialog.boxes["code"].input.value() == "P4"
    press(dialog, "Create")
    assert dialog.boxes["name"].problem().message == "Enter a name."
    for name, text in (("name", "Cremant"), ("price", "9,80"), ("family_id", "Sparkling"), ("unit", "bottle")):
        field = dialog.boxes[name].input
        (field.setEditText if hasattr(field, "setEditText") else field.setText)(text)
    press(dialog, "Create")
    settle()
    assert products.rows("SELECT p.code, p.price, f.label FROM product p JOIN choice f ON f.id = p.family_id") == [
        ("P4", 98_000, "Sparkling")
    ]
    assert products.page.list.current().name == "Cremant"
    products.run("edit")
    dialog = QApplication.activeModalWidget()
    dialog.boxes["price"].input.setText("10.20")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert products.rows("SELECT price FROM product WHERE code='P4'") == [(102_000,)]


def test_a_product_goes_off_offer_and_is_deleted(products: Any, settle: Callable[[], None]) -> None:
    products.run("archive")
    assert products.names() == ["Fixin", "Marsannay"]
    products.run("undo")
    assert products.names() == ["Aligote", "Fixin", "Marsannay"]
    answer("Delete")
    products.run("delete")
    assert len(products.names()) == 2
