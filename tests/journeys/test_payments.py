"""Payments in the real window: Ctrl+R, the amount, Enter; and what becomes of them afterwards."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.accounts.sold import credit, sell, swiss
from tests.ui.record_desk import in_dialog, press
from ui.accounts.payment_dialog import PaymentDialog
from ui.widgets.labels import LinkLabel
from ui.window import MainWindow

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
BRASSERIE = 3


def rows(window: MainWindow, sql: str, *values: Any) -> list[Any]:
    with contextlib.closing(window.jobs.book.rows()) as db:
        return db.execute(sql, values).fetchall()


def cell(window: MainWindow, sql: str, *values: Any) -> Any:
    return rows(window, sql, *values)[0][0]


def dialog() -> PaymentDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, PaymentDialog)
    return found


@pytest.fixture
def sold(window: MainWindow, settle: Settle) -> dict[str, int]:
    """The brasserie owes 2 486,40, of which 1 284,50 are overdue, and its record is open."""
    made = sell(window.jobs.book, BRASSERIE, date.today())
    window.open_record(BRASSERIE)
    settle()
    return made


@pytest.fixture
def pay(window: MainWindow, settle: Settle, qtbot: QtBot) -> Callable[[], PaymentDialog]:
    def _pay() -> PaymentDialog:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, Qt.Key.Key_R, CTRL)
        settle()
        return dialog()

    return _pay


@pytest.mark.feature("pay.add", "pay.link")
def test_a_payment_takes_three_steps_of_the_keyboard(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int], pay: Callable[[], PaymentDialog]
) -> None:
    shown = pay()
    assert shown.name.text() == "Brasserie du Théâtre"
    assert shown.owes.text().replace("\u202f", " ").replace("\xa0", " ") == "Owes 2 486,40 €, overdue 1 284,50 €."
    assert shown.focusWidget() is shown.amount
    assert shown.amount.text() == ""
    qtbot.keyClicks(shown.focusWidget(), "1000")
    paid = {sold["FA-2026-0361"]: Decimal("488.40"), sold["FA-2026-0377"]: Decimal("511.60")}
    assert shown.sharing.grid.rows.paid == paid
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert QApplication.activeModalWidget() is None
    number, means = rows(
        window, "SELECT e.number, p.means FROM entry e JOIN payment p ON p.entry_id=e.id ORDER BY e.id DESC LIMIT 1"
    )[0]
    assert number in window.toast.text()
    assert means == "Virement", "as the last time"
    assert cell(window, "SELECT balance FROM client_figure WHERE client_id=?", BRASSERIE) == 14864000


def test_enter_that_is_faster_than_the_reading_is_kept(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int]
) -> None:
    window.shell.record_payment(client_id=BRASSERIE)
    shown = dialog()
    assert shown.desk is None, "nothing was read yet"
    qtbot.keyClicks(shown.amount, "488,40")
    qtbot.keyClick(shown.amount, Qt.Key.Key_Return)
    settle()
    assert QApplication.activeModalWidget() is None
    assert rows(window, "SELECT debit_id FROM allocation ORDER BY id DESC LIMIT 1") == [(sold["FA-2026-0361"],)]


@pytest.mark.feature("pay.add")
def test_a_cheque_of_somebody_found_by_name(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int]
) -> None:
    window.actions_.run("settings")
    settle()
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL)
    settle()
    shown = dialog()
    assert shown.focusWidget() is shown.picker
    qtbot.keyClicks(shown.picker, "brasserie")
    settle()
    qtbot.keyClick(shown.picker, Qt.Key.Key_Return)
    settle()
    assert shown.focusWidget() is shown.amount
    qtbot.keyClicks(shown.amount, "20")
    means = shown.how.boxes["means_id"].input
    means.setFocus()
    qtbot.keyClicks(means, "Ch")
    means.activated.emit(means.currentIndex())
    bank = shown.how.boxes["cheque_bank"]
    assert bank.isVisible()
    qtbot.keyClicks(bank.input, "Credit du Nord")
    qtbot.keyClick(bank.input, Qt.Key.Key_Return)
    settle()
    found = rows(window, "SELECT means, cheque_bank FROM payment ORDER BY id DESC LIMIT 1")
    assert found == [("Chèque", "Credit du Nord")]


@pytest.mark.feature("pay.link")
def test_what_is_too_much_stays_on_account_and_is_offered_next_time(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int], pay: Callable[[], PaymentDialog]
) -> None:
    shown = pay()
    qtbot.keyClicks(shown.amount, "2500")
    assert "13,60" in shown.sharing.rest.text()
    qtbot.keyClick(shown.amount, Qt.Key.Key_Return)
    settle()
    shown = pay()
    assert [tick.text().replace("\xa0", " ") for tick in shown.sharing.ticks.values()] == [
        f"Use the credit of 13,60 € ({cell(window, 'SELECT number FROM entry ORDER BY id DESC LIMIT 1')})"
    ]
    assert not shown.sharing.grid.rows.debts
    shown.reject()


@pytest.mark.feature("pay.link")
def test_an_earlier_credit_pays_first(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int], pay: Callable[[], PaymentDialog]
) -> None:
    note = credit(window.jobs.book, BRASSERIE, date.today())
    shown = pay()
    tick = shown.sharing.ticks[note]
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    shown.amount.setFocus()
    qtbot.keyClicks(shown.amount, "358,40")
    assert shown.sharing.rest.isHidden()
    qtbot.keyClick(shown.amount, Qt.Key.Key_Return)
    settle()
    matched = rows(window, "SELECT amount FROM allocation WHERE debit_id=? AND ended_on IS NULL ORDER BY id DESC "
                           "LIMIT 2", sold["FA-2026-0361"])  # fmt: skip
    assert matched == [(3584000,), (1300000,)]


@pytest.mark.feature("pay.link")
def test_amounts_are_typed_over_line_by_line(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int], pay: Callable[[], PaymentDialog]
) -> None:
    shown = pay()
    qtbot.keyClicks(shown.amount, "100")
    grid = shown.sharing.grid
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClicks(grid, "9")
    qtbot.keyClicks(grid.focusWidget(), "000")
    qtbot.keyClick(grid.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert dialog() is shown, "the first Enter only ends the amount"
    assert grid.rows.paid[sold["FA-2026-0418"]] == Decimal(9000)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    settle()
    assert dialog() is shown
    assert shown.amount_box.problem() is not None
    assert sold["FA-2026-0418"] in grid.rows.problems
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert grid.rows.paid[sold["FA-2026-0418"]] == 0
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    settle()
    assert QApplication.activeModalWidget() is None
    shares = rows(window, "SELECT debit_id, amount FROM allocation ORDER BY id DESC LIMIT 1")
    assert shares == [(sold["FA-2026-0361"], 1000000)]


@pytest.mark.parametrize(
    ("amount", "said"),
    [("", "Enter an amount."), ("0", "The amount must be more than nil."), ("abc", "This is not an amount."),
     ("-5", "Enter it without a minus"), ("1,234", "too many decimals")],
)  # fmt: skip
def test_a_wrong_amount_is_told_at_the_field(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int], pay: Callable[[], PaymentDialog],
    amount: str, said: str,
) -> None:  # fmt: skip
    before = cell(window, "SELECT count(*) FROM entry")
    shown = pay()
    qtbot.keyClicks(shown.amount, amount)
    qtbot.keyClick(shown.amount, Qt.Key.Key_Return)
    settle()
    assert dialog() is shown
    assert said in shown.amount_box.input.core().accessibleDescription()
    assert shown.focusWidget() is shown.amount
    shown.reject()
    assert cell(window, "SELECT count(*) FROM entry") == before


def test_each_currency_is_paid_by_itself(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int], pay: Callable[[], PaymentDialog]
) -> None:
    swiss(window.jobs.book, BRASSERIE, date.today())
    shown = pay()
    choice = shown.currency_box.input
    assert choice.isVisible()
    choice.set_value(1)
    choice.edited.emit()
    assert [debt.number for debt in shown.sharing.grid.rows.debts] == ["FA-2026-0400"]
    qtbot.keyClicks(shown.amount, "240")
    qtbot.keyClick(shown.amount, Qt.Key.Key_Return)
    settle()
    assert cell(window, "SELECT currency FROM entry ORDER BY id DESC LIMIT 1") == "CHF"


def test_money_is_paid_back_against_a_credit(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int], pay: Callable[[], PaymentDialog]
) -> None:
    note = credit(window.jobs.book, BRASSERIE, date.today())
    shown = pay()
    shown.way.set_value("refund")
    shown.way.changed.emit("refund")
    qtbot.keyClicks(shown.amount, "130")
    assert shown.sharing.grid.rows.paid == {note: Decimal(130)}
    qtbot.keyClick(shown.amount, Qt.Key.Key_Return)
    settle()
    assert cell(window, "SELECT kind FROM entry ORDER BY id DESC LIMIT 1") == "refund"
    assert cell(window, "SELECT credit_id FROM allocation ORDER BY id DESC LIMIT 1") == note


@pytest.mark.feature("pay.delete")
def test_a_payment_just_recorded_is_cancelled_from_the_message(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int], pay: Callable[[], PaymentDialog]
) -> None:
    shown = pay()
    qtbot.keyClicks(shown.amount, "488,40")
    qtbot.keyClick(shown.amount, Qt.Key.Key_Return)
    settle()
    told: list[str] = []

    def cancel(question: Any) -> None:
        told.extend(label.text() for label in question.findChildren(QLabel))
        press(question, question.button.text())
        assert question.isVisible(), "a reason is asked for"
        question.boxes["reason"][0].input.set_value("Bounced")
        press(question, question.button.text())

    in_dialog(cancel)
    window.toast._action.click()
    settle()
    assert any("FA-2026-0361" in words for words in told), "what is open again is named"
    assert cell(window, "SELECT count(*) FROM allocation WHERE debit_id=? AND ended_on IS NULL", sold["FA-2026-0361"])
    assert cell(window, "SELECT balance FROM client_figure WHERE client_id=?", BRASSERIE) == 24864000
    assert cell(window, "SELECT reversal_reason FROM payment ORDER BY id DESC LIMIT 1") == "Bounced"


@pytest.mark.feature("pay.list", "pay.view", "pay.edit")
def test_the_list_of_payments_leads_to_each(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int]
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    settle()
    page: Any = window.page()
    assert len(page.list.table.ids) == 3
    assert page.list.foot().replace("\u202f", " ").replace("\xa0", " ") == "3 payments  2 871,00 €"
    page.search_box.setText("2025")
    settle()
    assert [row.dated_on[:4] for row in map(page.list.table.known, page.list.table.ids)] == ["2025"]
    page.search_box.clear()
    settle()
    page.list.choose(sold["RG"])
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    settle()
    shown: Any = QApplication.activeModalWidget()
    assert shown.seen.id == sold["RG"]
    assert shown.focusWidget().text() == "Close", "a second Enter must not begin to cancel it"
    shown.how.boxes["reference"].input.set_value("VIR 4711")
    press(shown, "Today")
    press(shown, "Save")
    settle()
    assert cell(window, "SELECT reference FROM payment WHERE entry_id=?", sold["RG"]) == "VIR 4711"
    page.chips["to_deposit"].click()
    settle()
    assert sold["RG"] not in page.list.table.ids
    window.actions_.run("undo")
    settle()
    assert cell(window, "SELECT deposited_on FROM payment WHERE entry_id=?", sold["RG"]) is None


@pytest.mark.feature("pay.link", "pay.view")
def test_a_match_is_taken_apart_and_made_again(
    window: MainWindow, settle: Settle, qtbot: QtBot, sold: dict[str, int]
) -> None:
    window.show_named("payments", entry_id=sold["RG"])
    settle()
    shown: Any = QApplication.activeModalWidget()
    press(shown, "Take apart")
    settle()
    assert shown.seen.left == 500
    assert "FA-2026-0361" in window.toast.text()
    link = next(each for each in shown.findChildren(LinkLabel) if each.text().startswith("Match the rest"))
    link.click()
    settle()
    match: Any = QApplication.activeModalWidget()
    qtbot.keyClick(match.sharing.grid, Qt.Key.Key_Return)
    settle()
    assert QApplication.activeModalWidget() is shown
    assert shown.seen.left == 0
    shown.reject()
