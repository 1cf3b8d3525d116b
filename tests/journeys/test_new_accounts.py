"""A new client has its accounts in the books at once, as the settings say, for each company that the shop sells as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.company.model import Company
from tests.journeys.counter import Counter
from ui.clients.new_client import NewClientDialog
from ui.start import Program
from ui.widgets.field_box import ValueBox
from ui.window import MainWindow

ACCOUNTS = (
    "SELECT l.company_id, l.customer_account, l.auxiliary_code FROM client_company l JOIN client c ON c.id=l.client_id "
    "WHERE c.company_name=? ORDER BY l.company_id"
)


@pytest.fixture
def counter(qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> Counter:
    window.show()
    window.activateWindow()
    return Counter(qtbot, program, window, settle)


def set_accounts(counter: Counter, **values: str) -> None:
    """What she types into the settings."""
    counter.run("settings")
    boxes = counter.page.sections["selling"].boxes
    for name, text in values.items():
        core = boxes[name].input.core()
        core.setFocus()
        core.selectAll()
        counter.qtbot.keyClicks(core, text)
        counter.qtbot.keyClick(core, Qt.Key.Key_Tab)
    counter.settle()


def add_client(counter: Counter, name: str) -> int:
    """In the dialog; the id of the new client."""
    counter.run("new_client")
    counter.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), NewClientDialog))
    dialog: Any = QApplication.activeModalWidget()
    core = dialog.form.boxes["company_name"].input.core()
    core.setFocus()
    counter.qtbot.keyClicks(core, name)
    counter.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert QApplication.activeModalWidget() is None
    ((number,),) = counter.rows("SELECT id FROM client WHERE company_name=?", name)
    return int(number)


def box_of(counter: Counter, path: str) -> Any:
    forms = (section.form for section in counter.page.tab().sections if section.form is not None)
    return next(box for form in forms if (box := form.widget(path)) is not None)


@pytest.mark.feature("acct.auto", "acct.customer", "acct.aux", "acct.thirdparty")
def test_a_new_client_gets_its_accounts_with_the_first_save(counter: Counter) -> None:
    set_accounts(counter, customer_account="411200", auxiliary_pattern="C{name}")
    add_client(counter, "Brasserie Thea")
    assert counter.rows(ACCOUNTS, "Brasserie Thea") == [(1, "411200", "CBRASSERI")]
    theo = add_client(counter, "Brasserie Theo")
    assert counter.rows(ACCOUNTS, "Brasserie Theo") == [(1, "411200", "CBRASSER2")], "nobody else's code"
    counter.window.open_record(theo, tab="account")
    counter.settle()
    section = counter.page.tab().section("financial")
    said = {box._label: box.value() for box in section.findChildren(ValueBox)}
    assert (said["Customer account"], said["Auxiliary code"]) == ("411200", "CBRASSER2")
    counter.run("undo")
    assert counter.rows(ACCOUNTS, "Brasserie Theo") == []


def test_each_company_of_ours_has_accounts_of_its_own(counter: Counter) -> None:
    counter.write(lambda session: session.add(Company(name="Les Tilleuls Négoce", position=1)))
    set_accounts(counter, customer_account="411000")
    vidal = add_client(counter, "Traiteur Vidal")
    assert counter.rows(ACCOUNTS, "Traiteur Vidal") == [(1, "411000", "TRAITEUR"), (2, "411000", "TRAITEUR")]
    counter.window.open_record(vidal, tab="terms")
    counter.settle()
    counter.run("edit")
    counter.page.tab().settle()
    box = box_of(counter, "companies/0/customer_account")
    box.input.setText("411700")
    box.input.edited.emit()
    counter.run("save")
    assert counter.rows(ACCOUNTS, "Traiteur Vidal") == [(1, "411700", "TRAITEUR"), (2, "411000", "TRAITEUR")]
