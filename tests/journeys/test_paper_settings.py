"""The settings of papers, through the window: letterhead, series of numbers, and what the first invoice makes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.company.settings_page import SettingsPage
from ui.widgets.field_box import FieldBox
from ui.widgets.labels import LinkLabel
from ui.window import MainWindow

Settle = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> SettingsPage:
    window.show_named("settings")
    settle()
    shown: SettingsPage = window.page()
    assert shown.sections
    settle()
    return shown


def write(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def said_under(box: FieldBox) -> str:
    problem = box.problem()
    assert problem is not None
    return problem.message.format(**problem.parameters)


def rows(window: MainWindow, sql: str) -> list[Any]:
    with contextlib.closing(window.jobs.book.rows()) as db:
        return db.execute(sql).fetchall()


def test_the_letterhead(qtbot: QtBot, window: MainWindow, page: SettingsPage, settle: Settle) -> None:
    boxes = page.sections["head"].boxes
    write(qtbot, boxes["tagline"].input, "Caviste depuis 1987")
    write(qtbot, boxes["accent"].input, "blue")
    write(qtbot, boxes["capital"].input, "20 000")
    settle()
    assert boxes["accent"].problem() is not None
    assert rows(window, "SELECT tagline, accent, capital FROM company") == [("Caviste depuis 1987", "", 200_000_000)]
    write(qtbot, boxes["accent"].input, "#6b2136")
    settle()
    assert rows(window, "SELECT accent FROM company") == [("#6b2136",)]


def test_the_series_of_numbers(qtbot: QtBot, window: MainWindow, page: SettingsPage, settle: Settle) -> None:
    boxes = page.sections["numbers"].boxes
    write(qtbot, boxes["invoice"].input, "F{number}")
    write(qtbot, boxes["quote"].input, "F{number}")
    settle()
    assert "F1" in boxes["invoice"].input.core().accessibleDescription()
    assert boxes["quote"].problem() is not None
    write(qtbot, boxes["order"].input, "no place")
    settle()
    assert boxes["order"].problem() is not None
    write(qtbot, boxes["order"].input, "CM{number:3}")
    settle()
    assert said_under(boxes["order"]) == "{number:3} is not understood here: write {number:03}."
    next(link for link in boxes["order"].findChildren(LinkLabel) if link.text() == "Write CM{number:03}").click()
    settle()
    assert boxes["order"].problem() is None
    assert rows(window, "SELECT pattern FROM numbering WHERE kind IN ('invoice', 'order') ORDER BY kind") == [
        ("F{number}",), ("CM{number:03}",),
    ]  # fmt: skip


@pytest.mark.feature("life.autoconvert.setting", "set.advanced", "acct.creditlimit.default", "acct.customer")
def test_how_the_shop_sells(qtbot: QtBot, window: MainWindow, page: SettingsPage, settle: Settle) -> None:
    boxes = page.sections["selling"].boxes
    boxes["first_invoice"].input.set_value("both")
    boxes["first_invoice"].input.edited.emit()
    write(qtbot, boxes["credit_limit"].input, "1 500")
    write(qtbot, boxes["customer_account"].input, "4110")
    write(qtbot, boxes["quote_days"].input, "45")
    settle()
    kept = dict(rows(window, "SELECT name, value FROM option"))
    assert kept["first_invoice"] == '"both"'
    assert (kept["credit_limit"], kept["customer_account"], kept["quote_days"]) == ("15000000", '"4110"', "45")


def test_the_letterhead_leads_to_the_bank_accounts_its_iban_comes_from(
    window: MainWindow, page: SettingsPage, settle: Settle
) -> None:
    page.sections["head"].banks.click()
    settle()
    assert window.page().editor._kind.key == "bank_account"
