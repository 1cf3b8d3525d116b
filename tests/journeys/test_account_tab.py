"""The account of a client in the real window: key figures, the card, the preview, and the tab with all it leads to."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.accounts.sold import credit, sell, swiss
from tests.ui.record_desk import in_dialog, press
from ui.accounts.account_tables import TallTable
from ui.widgets.field_box import ValueBox
from ui.widgets.labels import Paragraph
from ui.widgets.menus import Menu
from ui.window import MainWindow

Settle = Callable[[], None]
BRASSERIE = 3


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def rows(window: MainWindow, sql: str, *values: Any) -> list[Any]:
    with contextlib.closing(window.jobs.book.rows()) as db:
        return db.execute(sql, values).fetchall()


def words(place: QWidget) -> list[str]:
    return [plain(label.text()) for label in place.findChildren(QLabel) if label.isVisibleTo(place)]


@pytest.fixture
def record(window: MainWindow, settle: Settle) -> Any:
    sell(window.jobs.book, BRASSERIE, date.today())
    window.open_record(BRASSERIE)
    settle()
    return window.page()


@pytest.fixture
def tab(record: Any, settle: Settle) -> Any:
    record.tabs.set_current("account")
    settle()
    record.tab().settle()
    return record.tab()


def tables(tab: Any, key: str) -> list[TallTable]:
    return [each for each in tab.section(key).findChildren(TallTable) if not each.isHidden()]


def lines(table: TallTable) -> list[Any]:
    return [table.table.known(number) for number in table.table.ids]


def choose(table: TallTable, number: int, verb: str) -> None:
    """Take a line of the menu of a row, as with the menu key."""
    table.choose(number)

    def take() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, Menu)
        action = next(each for each in menu.actions() if each.text().startswith(verb))
        menu.close()
        action.trigger()

    QTimer.singleShot(30, take)
    table.menu_wanted.emit(table.mapToGlobal(QPoint(20, 60)))


@pytest.mark.feature("balance.unpaid", "balance.total")
def test_the_head_of_a_record_says_what_is_due(record: Any, settle: Settle) -> None:
    shown = [[plain(words) for words in figure[:3]] for figure in record.header.figures.figures]
    assert shown[0] == ["Balance due", "2 486,40 €", "3 open invoices"]
    assert shown[1] == ["Overdue", "1 284,50 €", "2 invoices · oldest 23 days"]
    assert shown[3][:2] == ["Pays on average in", "41 days"]
    record.tabs.set_current("details")
    settle()
    assert not record.header.figures.isVisible()
    assert words(record.header.short_figures) == ["Balance due", "2 486,40 €", "Overdue", "1 284,50 €"]
    assert record.tabs._bar.tabData(3).number == 2


@pytest.mark.feature("balance.unpaid")
def test_the_preview_and_the_card_say_the_same(window: MainWindow, record: Any, settle: Settle) -> None:
    card = words(record.tab().side)
    assert {"Not due", "1 201,90 €", "1–30 days late", "1 284,50 €"} <= set(card)
    window.show_clients()
    window.list_page.view.set_current_row(2)
    settle()
    said = words(window.list_page.preview)
    assert {"Balance due", "2 486,40 €", "1 284,50 €", "Invoice FA-2026-0418"} <= set(said)
    assert len(window.list_page.preview.new_menu(BRASSERIE).actions()) == 7


@pytest.mark.feature("balance.invoices.view", "balance.unpaid")
def test_what_is_open_is_listed_with_its_age(window: MainWindow, tab: Any, settle: Settle) -> None:
    (table,) = tables(tab, "open")
    assert [line.number for line in lines(table)] == ["FA-2026-0361", "FA-2026-0377", "FA-2026-0418"]
    assert [line.late for line in lines(table)] == [23, 8, 0]
    assert tab.index._item("open").text() == "Open invoices"
    moves = lines(tables(tab, "movements")[0])
    assert moves[-1].what == "Balance before"
    assert [plain(f"{line.balance}") for line in moves[:2]] == ["2486.40", "1284.50"]
    assert plain(tables(tab, "movements")[0].foot()).endswith("Balance 2 486,40 €")


@pytest.mark.feature("pay.list")
def test_the_payments_of_a_client_are_a_list_that_leads_to_them(tab: Any, settle: Settle) -> None:
    (table,) = tables(tab, "payments")
    assert [line.amount for line in lines(table)] == [5000000, 14110000, 9600000]
    table.opened.emit(lines(table)[0])
    settle()
    shown: Any = QApplication.activeModalWidget()
    assert [match.number for match in shown.seen.matches] == ["FA-2026-0361"]
    shown.reject()


@pytest.mark.feature("pay.link")
def test_a_credit_is_matched_with_an_invoice(window: MainWindow, tab: Any, settle: Settle) -> None:
    note = credit(window.jobs.book, BRASSERIE, date.today())
    window.named("record").reload()
    settle()
    choose(tables(tab, "open")[1], note, "Match with invoices")
    settle()
    press(QApplication.activeModalWidget(), "Match")  # type: ignore[arg-type]
    settle()
    assert len(tables(tab, "open")) == 1, "nothing is left of the credit"
    assert rows(window, "SELECT balance FROM client_figure WHERE client_id=?", BRASSERIE) == [(23564000,)]


def test_a_debt_is_written_off_with_a_reason(window: MainWindow, tab: Any, settle: Settle) -> None:
    (table,) = tables(tab, "open")

    def give_up(question: Any) -> None:
        press(question, "Write off")
        assert question.isVisible(), "a reason is asked for"
        question.boxes["reason"][0].input.set_value("Closed down")
        press(question, "Write off")

    in_dialog(give_up)
    choose(table, lines(table)[0].id, "Write off")
    settle()
    assert rows(window, "SELECT label, amount FROM entry ORDER BY id DESC LIMIT 1") == [("Closed down", -4884000)]
    assert [line.number for line in lines(tables(tab, "open")[0])] == ["FA-2026-0377", "FA-2026-0418"]
    written_off = next(line for line in lines(tables(tab, "movements")[0]) if line.kind == "write_off")

    def regret(question: Any) -> None:
        question.boxes["reason"][0].input.set_value("They paid after all")
        press(question, question.button.text())

    in_dialog(regret)
    choose(tables(tab, "movements")[0], written_off.id, "Cancel")
    settle()
    assert lines(tables(tab, "open")[0])[0].number == "FA-2026-0361"


def test_what_was_owed_before_the_file_was_begun(window: MainWindow, tab: Any, settle: Settle, qtbot: QtBot) -> None:
    tab.section("open")._open_before()
    settle()
    dialog: Any = QApplication.activeModalWidget()
    press(dialog, "Record")
    assert dialog.boxes["number"].problem() is not None
    for name, text in {"number": "F 77", "amount": "300,50", "dated_on": "01/02/2024", "due_on": "01/01/2024"}.items():
        dialog.boxes[name].input.setText(text)
    press(dialog, "Record")
    settle()
    assert dialog.boxes["due_on"].problem() is not None, "it cannot be due before its own date"
    dialog.boxes["due_on"].input.setText("02/03/2024")
    press(dialog, "Record, and another")
    settle()
    assert dialog.boxes["number"].input.value() == ""
    dialog.way.set_value("balance")
    dialog.way.changed.emit("balance")
    dialog.boxes["amount"].input.setText("-20")
    dialog.boxes["dated_on"].input.setText("31/12/2023")
    press(dialog, "Record")
    settle()
    found = rows(window, "SELECT kind, number, amount FROM entry ORDER BY id DESC LIMIT 2")
    assert found == [("opening", "", -200000), ("opening", "F 77", 3005000)]
    assert lines(tables(tab, "open")[0])[0].number == "F 77", "the oldest of all"


@pytest.mark.feature(
    "balance.avgdelay", "balance.lastinvoice", "balance.lastunpaid", "balance.total", "balance.watch",
    "acct.thirdparty", "acct.aux", "acct.supplier", "acct.creditlimit",
)  # fmt: skip
def test_financial_information(window: MainWindow, record: Any, settle: Settle) -> None:
    values = {
        "customer_account": "411000", "auxiliary_code": "BRAS", "supplier_account": "401000", "credit_limit": "4000",
        "watch_reason": "Two late payments",
    }  # fmt: skip
    record.go_to("terms")
    window.actions_.run("edit")
    settle()
    record.tab().settle()
    for path, value in values.items():
        forms = (section.form for section in record.tab().sections if section.form is not None)
        box = next(box for form in forms if (box := form.widget(f"companies/0/{path}")) is not None)
        getattr(box.input, "setText", box.input.set_value)(value)
        box.input.edited.emit()
    watch = next(
        tick for section in record.tab().sections if section.form is not None
        and (tick := section.form.widget("companies/0/on_watch")) is not None
    )  # fmt: skip
    getattr(watch, "input", watch).click()
    window.actions_.run("save")
    settle()
    record.go_to("account", "financial")
    settle()
    section = record.tab().section("financial")
    said = {box._label: plain(box.value()) for box in section.findChildren(ValueBox) if not box.isHidden()}
    assert said["Customer account"] == "411000"
    assert said["Auxiliary code"] == "BRAS"
    assert said["Supplier account"] == "401000"
    assert said["Credit limit"] == "4 000,00 €"
    assert said["Still available"] == "1 513,60 €"
    assert said["Total invoiced"] == "5 357,40 €"
    assert said["Average payment delay, 12 months"] == "41 days"
    assert said["Date of the last invoice"] == said["Date of the last unpaid invoice"] != ""
    assert said["Under watch"] == "Yes: Two late payments"


def test_each_currency_has_a_part_of_its_own(window: MainWindow, tab: Any, settle: Settle) -> None:
    swiss(window.jobs.book, BRASSERIE, date.today())
    window.named("record").reload()
    settle()
    assert [lines(table)[0].currency for table in tables(tab, "open")] == ["EUR", "CHF"]
    figure = window.named("record").header.figures.figures[0] if window.named("record").header.figures.figures else None
    assert figure is None, "the short figures stand in the head of this tab"
    assert "2 486,40 € · 240,00 CHF" in words(window.named("record").header.short_figures)


def test_nothing_owed_is_said(window: MainWindow, settle: Settle) -> None:
    window.open_record(5, tab="account")
    settle()
    section = window.page().tab().section("open")  # type: ignore[attr-defined]
    said = [label.text() for label in section.findChildren(Paragraph)]
    assert "Nothing owed" in said
    assert not window.page().header.figures.isVisible()  # type: ignore[attr-defined]
