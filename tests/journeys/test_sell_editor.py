"""Writing a paper in the real window, with the keyboard: client, lines, amounts, mistakes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.catalog.model import Product
from app.sales import choosing, editing
from app.sales import records as papers
from app.sales.model import PaperLine
from tests.journeys.counter import AUBERGE, TODAY, Counter, at_the_counter
from tests.ui.record_desk import answer, press
from ui.sales.line_model import QUANTITY, TOTAL
from ui.start import Program
from ui.window import MainWindow


@pytest.fixture
def counter(qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> Counter:
    return at_the_counter(Counter(qtbot, program, window, settle))


@pytest.mark.feature("doc.create", "doc.invoice", "doc.invoice.draft", "doc.prefill.address")
def test_an_invoice_is_written_and_issued_without_the_mouse(counter: Counter) -> None:
    counter.open(kind="invoice")
    page = counter.page
    counter.keys("auberge", Qt.Key.Key_Return)
    assert counter.draft.bill_to_id == AUBERGE
    assert counter.draft.billing.split("\n") == ["Auberge de la Charme", "4 RUE BASSE", "21370 PRENOIS"]
    counter.keys("mars", Qt.Key.Key_Return, "12", Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, "12,5 %")
    counter.keys(Qt.Key.Key_Return, "Gift wrapping", Qt.Key.Key_Down, Qt.Key.Key_Up)
    counter.keys(Qt.Key.Key_Return, "2", Qt.Key.Key_Tab, Qt.Key.Key_Tab, "1 250.5", Qt.Key.Key_Return)
    lines = [(each.name, each.quantity, each.price, each.discount_percent) for each in counter.draft.lines]
    assert lines[0] == ("Marsannay", Decimal(12), Decimal("14.50"), Decimal("12.5"))
    assert lines[1][:3] == ("Gift wrapping", Decimal(2), Decimal("1250.5"))
    assert counter.draft.net == Decimal("152.25") + Decimal("2501.00")
    counter.run("save")
    assert counter.rows("SELECT state, number FROM paper") == [("draft", "")]
    assert not page.is_changed()
    answer("Issue")
    counter.qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert counter.rows("SELECT state, number, gross FROM paper") == [("issued", f"FA-{TODAY.year}-0001", 31_839_000)]
    assert page.title_row.badge.text() == "Issued"
    assert not page.editor.is_open


def test_errors_stand_at_their_cell_and_issuing_goes_to_the_first(counter: Counter) -> None:
    counter.open(kind="invoice", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return, "twelve", Qt.Key.Key_Tab)
    assert counter.page.lines.lines.text(0, 2) == "twelve"
    counter.page.lines.finish()
    words, tone = counter.page.lines.lines.under(0)
    assert words.startswith("This is not a number")
    assert tone == "red"
    counter.run("issue")
    assert counter.page.lines._at == (0, 2)
    assert counter.page.lines.field().text() == "twelve"
    counter.keys("-3", Qt.Key.Key_Tab)
    counter.page.lines.finish()
    assert "not negative" in counter.page.lines.lines.under(0)[0]
    counter.run("save")
    assert counter.rows("SELECT count(*) FROM paper") == [(0,)]
    counter.page.lines.begin(0, 2)
    counter.keys("3", Qt.Key.Key_Return)
    counter.run("save")
    assert counter.rows("SELECT net FROM paper") == [(435_000,)]


def test_one_bad_line_leaves_the_others_their_amounts(counter: Counter) -> None:
    counter.open(kind="invoice", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return, "2", Qt.Key.Key_Return, "fix", Qt.Key.Key_Return, "3", Qt.Key.Key_Return)
    page, table = counter.page, counter.page.lines.lines

    def sums() -> list[str]:
        totals = page.foot.totals
        return [each.amount for part in (totals.before, totals.after, totals.total) for each in part.sums]

    assert [table.text(row, TOTAL) for row in range(2)] == ["29,00", "114,00"]
    assert "…" not in sums()
    page.lines.begin(0, QUANTITY)
    counter.keys("two", Qt.Key.Key_Tab)
    assert [table.text(row, TOTAL) for row in range(2)] == ["…", "114,00"]
    assert set(sums()) == {"…"}
    assert page.foot.totals.coming.text() == "The sums wait until what is marked red is put right."
    assert table.why(0, QUANTITY).startswith("This is not a number")
    assert table.why(1, QUANTITY) == ""
    page.lines.begin(1, QUANTITY)
    counter.keys("4", Qt.Key.Key_Return)
    assert [table.text(row, TOTAL) for row in range(2)] == ["…", "152,00"], "the others are still reckoned"
    page.lines.begin(0, QUANTITY)
    counter.keys("-2", Qt.Key.Key_Tab)
    assert table.text(0, TOTAL) == "…"
    assert "not negative" in table.why(0, QUANTITY)
    page.lines.begin(0, QUANTITY)
    counter.keys("1", Qt.Key.Key_Return)
    assert [table.text(row, TOTAL) for row in range(2)] == ["14,50", "152,00"]
    assert "…" not in sums()
    assert counter.draft.net == Decimal("166.50")


@pytest.mark.feature("doc.edit", "doc.order")
def test_lines_are_moved_deleted_and_brought_back(counter: Counter) -> None:
    counter.open(kind="order", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return, Qt.Key.Key_Return, "fix", Qt.Key.Key_Return)
    counter.keys((Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier))
    assert [line.name for line in counter.draft.lines] == ["Fixin", "Marsannay"]
    counter.page.lines.begin(0, 6)
    counter.keys(Qt.Key.Key_Delete)  # in a cell, where it is not for the line
    counter.page.lines.finish()
    counter.qtbot.keyClick(counter.page.lines, Qt.Key.Key_Delete)
    assert [line.name for line in counter.draft.lines] == ["Marsannay"]
    counter.run("add_text_line")
    counter.keys("Delivered in March", Qt.Key.Key_Return)
    assert [(line.kind, line.name) for line in counter.draft.lines][1] == ("text", "Delivered in March")
    counter.run("save")
    assert counter.rows("SELECT kind, name FROM paper_line ORDER BY position")[1] == ("text", "Delivered in March")


def test_a_new_product_is_made_from_a_line(counter: Counter) -> None:
    counter.open(kind="invoice", client_id=AUBERGE)
    counter.keys("Corkscrew")

    counter.page.lines.field().picked.emit(("create", "Corkscrew"))
    counter.settle()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.boxes["price"].input.setText("9,90")
    press(dialog, "Create")
    counter.settle()
    assert counter.rows("SELECT name, price FROM product WHERE name='Corkscrew'") == [("Corkscrew", 99_000)]
    (line,) = counter.draft.lines
    assert (line.name, line.price, line.product_id) == ("Corkscrew", Decimal("9.90"), 4)


def test_leaving_asks_and_can_save(counter: Counter) -> None:
    counter.open(kind="quote", client_id=AUBERGE)
    counter.keys("mars", Qt.Key.Key_Return)
    answer("Save")
    counter.run("clients")
    counter.settle()
    assert counter.rows("SELECT kind, state FROM paper") == [("quote", "draft")]
    assert counter.page is counter.window.list_page


def test_two_hundred_lines_stay_quick(counter: Counter) -> None:
    import time

    def many(session: Any) -> int:
        desk = editing.begin(session, kind="invoice", client_id=AUBERGE, today=TODAY)
        product = session.get_one(Product, 1)
        for _ in range(200):
            line = PaperLine()
            choosing.put_product(line, product, desk)
            desk.draft.lines.append(line)
        return papers.save(session, desk.draft, TODAY)

    counter.open(paper_id=counter.write(many))
    lines = counter.page.lines
    spent = []
    for act in (
        lambda: lines.begin(150, 2),
        lambda: counter.qtbot.keyClick(lines.field(), Qt.Key.Key_7),
        lambda: counter.qtbot.keyClick(lines.field(), Qt.Key.Key_Tab),
        counter.page.editor.catch_up,
        lines.finish,
    ):
        before = time.process_time()
        act()
        spent.append(time.process_time() - before)
    assert counter.draft.lines[150].quantity == 7
    assert max(spent) < 0.1, spent


def test_every_zone_of_the_page_is_reached_by_keyboard(counter: Counter) -> None:
    counter.open(kind="invoice", client_id=AUBERGE)
    page, seen = counter.page, set()
    for _ in range(len(page.zones()) + 1):
        counter.run("next_zone")
        focused = counter.window.focusWidget()
        seen |= {zone for zone in page.zones() if zone is focused or zone.isAncestorOf(focused)}
    assert seen == {zone for zone in page.zones() if zone.isVisible()}
    page.lines.begin_new()
    counter.keys(Qt.Key.Key_Tab)
    assert page.foot.isAncestorOf(counter.window.focusWidget())
