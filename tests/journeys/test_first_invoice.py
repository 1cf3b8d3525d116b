"""A prospect buys: with the first issued invoice it is a client, and the record tells since when."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.journeys.counter import Counter, at_the_counter
from tests.ui.record_desk import answer
from ui.clients.tabs.timeline import Timeline, title_of
from ui.start import Program
from ui.window import MainWindow

AMELIE = 10
STATUS = "SELECT is_client, is_prospect FROM client WHERE id=10"


@pytest.fixture
def counter(qtbot: QtBot, program: Program, window: MainWindow, settle: Callable[[], None]) -> Counter:
    return at_the_counter(Counter(qtbot, program, window, settle))


def issue(counter: Counter, kind: str) -> None:
    counter.open(kind=kind, client_id=AMELIE)
    counter.keys("mars", Qt.Key.Key_Return)
    answer("Issue")
    counter.run("issue")
    assert counter.page.title_row.badge.text() == "Issued"


def told(counter: Counter) -> list[str]:
    """The titles of the timeline on the record, the latest first."""
    counter.window.open_record(AMELIE, tab="overview")
    counter.settle()
    line = counter.page.findChild(Timeline)
    return [title_of(entry) for entry in line.entries()]


@pytest.mark.feature("life.autoconvert")
def test_the_first_issued_invoice_makes_a_prospect_a_client(counter: Counter) -> None:
    issue(counter, "quote")
    assert counter.rows(STATUS) == [(0, 1)], "a quote makes no client"
    counter.open(kind="invoice", client_id=AMELIE)
    counter.keys("mars", Qt.Key.Key_Return)
    counter.run("save")
    assert counter.rows(STATUS) == [(0, 1)], "nor does a draft"
    answer("Issue")
    counter.run("issue")
    assert counter.rows(STATUS) == [(1, 0)]
    assert counter.window.toast._words.text().endswith("is issued, and Amélie Garnier is a client now.")
    assert told(counter) == ["Now a client", "Record created"]
    days = [each.kind for each in counter.page.findChild(Timeline)._happened]
    assert sorted(days) == ["invoice", "quote"]
    assert not counter.window.actions_["to_prospect"].isEnabled()


@pytest.mark.feature("life.autoconvert")
def test_the_second_invoice_says_nothing_more(counter: Counter) -> None:
    for _ in range(2):
        issue(counter, "invoice")
    assert told(counter) == ["Now a client", "Record created"]


@pytest.mark.feature("life.autoconvert", "life.autoconvert.setting")
@pytest.mark.parametrize(("setting", "status", "entries"), [("both", (1, 1), 2), ("prospect", (0, 1), 1)])
def test_the_setting_decides_what_the_first_invoice_makes(
    counter: Counter, setting: str, status: tuple[int, int], entries: int
) -> None:
    counter.window.show_named("settings")
    counter.settle()
    box = counter.page.sections["selling"].boxes["first_invoice"]
    box.input.set_value(setting)
    box.input.edited.emit()
    counter.settle()
    issue(counter, "invoice")
    assert counter.rows(STATUS) == [status]
    assert len(told(counter)) == entries
