"""A client pays into one account of the shop's several: that one is printed on their invoices, and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.company.model import BankAccount
from tests.journeys.counter import AUBERGE, BISTROT, Counter, at_the_counter
from tests.journeys.test_statement import text_of
from tests.ui.record_desk import answer
from ui.start import Program
from ui.window import MainWindow

USUAL, OTHER = "FR76 3000 6000 0112 3456 7890 189", "FR14 2004 1010 0505 0001 3M02 606"


@pytest.fixture
def counter(qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> Counter:
    made = at_the_counter(Counter(qtbot, program, window, settle))

    def fill(session: Any) -> None:
        for place, (label, bank, iban) in enumerate((("Usual", "Banque Une", USUAL), ("Post", "La Poste", OTHER))):
            session.add(BankAccount(label=label, bank=bank, iban=iban.replace(" ", ""), position=place))

    made.write(fill)
    return made


def choose_on_the_record(counter: Counter, client_id: int, words: str) -> None:
    """She chooses our account in the terms of a client."""
    counter.window.open_record(client_id, tab="terms")
    counter.settle()
    counter.run("edit")
    counter.page.tab().settle()
    forms = (section.form for section in counter.page.tab().sections if section.form is not None)
    field = next(box for form in forms if (box := form.widget("bank_account_id")) is not None).input
    field.setCurrentIndex(field.findText(words))
    assert field.currentText() == words
    field.activated.emit(field.currentIndex())
    counter.run("save")


def invoiced(counter: Counter, client_id: int) -> str:
    """The text of the PDF of an invoice that is written and issued now."""
    counter.open(kind="invoice", client_id=client_id)
    counter.keys("mars", Qt.Key.Key_Return)
    answer("Issue")
    counter.run("issue")
    ((content,),) = counter.rows(
        "SELECT b.bytes FROM paper p JOIN blob b ON b.sha256 = p.pdf ORDER BY p.id DESC LIMIT 1"
    )
    return text_of(content)


@pytest.mark.feature("terms.bankaccount")
def test_the_account_chosen_for_a_client_is_the_one_printed(counter: Counter) -> None:
    choose_on_the_record(counter, AUBERGE, "Post")
    chosen = invoiced(counter, AUBERGE)
    assert OTHER in chosen
    assert USUAL not in chosen
    usual = invoiced(counter, BISTROT)
    assert USUAL in usual
    assert OTHER not in usual


@pytest.mark.feature("terms.bankaccount")
def test_what_was_printed_stays_when_the_account_is_changed(counter: Counter) -> None:
    choose_on_the_record(counter, AUBERGE, "Post")
    before = invoiced(counter, AUBERGE)
    choose_on_the_record(counter, AUBERGE, "Usual")
    assert USUAL in invoiced(counter, AUBERGE)
    stored = counter.rows("SELECT frozen FROM paper ORDER BY id LIMIT 1")[0][0]
    assert OTHER.replace(" ", "") in stored.replace(" ", "")
    assert OTHER in before
