"""The first moments of a window: the rows are there before it is, and nothing done early is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.clients.search import Query
from app.store.connect import connect
from ui.start import Program
from ui.window import MainWindow

Settle = Callable[[], None]


def _open(program: Program, shop: Path) -> MainWindow:
    """As a start does, before anything was painted."""
    assert program.open(shop)
    assert isinstance(program.window, MainWindow)
    return program.window


def _names(window: MainWindow) -> list[str]:
    model = window.list_page.view.list_model
    rows = [model.row(number) for number in range(model.rowCount())]
    return [row.name for row in rows if row is not None]


def test_the_rows_are_there_before_the_first_paint(program: Program, shop: Path) -> None:
    assert _names(_open(program, shop))[:2] == ["Auberge de la Charme", "Bistrot des Halles Vertes"]


def test_the_rest_comes_by_itself(program: Program, shop: Path, settle: Settle) -> None:
    window = _open(program, shop)
    settle()
    page = window.list_page
    assert page.preview.client_id == page.view.current_id()
    assert "11" in page.tabs._bar.accessibleTabName(2)
    assert [item.text() for item in window.nav._saved.values()] == ["Restos de Dijon"]


def test_what_was_typed_before_the_first_paint_is_searched(program: Program, shop: Path, settle: Settle) -> None:
    window = _open(program, shop)
    window.list_page.search_box.setText("hotel")
    settle()
    assert _names(window) == ["Hôtel des Cordeliers"]
    assert "1 client found of 9" in window.list_page.footer.text()


def test_what_was_ticked_before_the_first_paint_stays_so(program: Program, shop: Path, settle: Settle) -> None:
    window = _open(program, shop)
    window.list_page.view.toggle(0)
    settle()
    assert window.list_page.view.ticks() == 1
    assert window.list_page.bar.isVisible()


@pytest.mark.parametrize(("table", "opens"), [("client_row", True), ("company", False)])
def test_a_damaged_page_is_said_in_words(program: Program, shop: Path, settle: Settle, table: str, opens: bool) -> None:
    db = connect(shop, read_only=True)
    (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    db.close()
    with shop.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(bytes(size))
    assert program.open(shop) is opens
    assert program.window is not None
    assert any("is damaged" in label.text() for label in program.window.findChildren(QLabel))
    settle()  # what the lanes meet of it afterwards is told too, and no crash


def test_the_search_of_last_time_is_shown(program: Program, shop: Path, settle: Settle) -> None:
    program.settings.memory["list_query"] = Query(text="hotel").to_json()
    window = _open(program, shop)
    settle()
    assert _names(window) == ["Hôtel des Cordeliers"]
