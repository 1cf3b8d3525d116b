"""The table that papers, payments and products stand in: real rows of a real book, real keys and clicks."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.clients.model import Client
from app.store.history import Changes
from tests.ui.rig import Rig, make_rig
from ui.theme import color, theme
from ui.widgets.record_table import RecordTable
from ui.widgets.table_model import Column

COUNT = 260


class Line(NamedTuple):
    """What the table knows of a client."""

    id: int
    number: str
    name: str
    owed: int


def read(db: Any, ids: list[int]) -> list[Line]:
    found = db.execute(
        f"SELECT id, reference, company_name, id % 7 FROM client WHERE id IN ({','.join('?' * len(ids))})", ids
    )
    return [Line(*values) for values in found]


COLUMNS = (
    Column("number", "Number", 12, lambda row: row.number, link=True, sort="number"),
    Column("name", "Client", 20, lambda row: row.name, lambda row: "in the shop", order=lambda row: row.name),
    Column(
        "owed", "Owed", 8, lambda row: f"{row.owed},00", right=True, order=lambda row: row.owed,
        tone=lambda row: "red" if row.owed else "text3", leaves=1,
    ),
)  # fmt: skip


@pytest.fixture
def rig(home: Path) -> Iterator[Rig]:
    names = [f"Maison {number:03}" for number in range(COUNT - 1)] + ["Épicerie Bourgeot"]
    made = make_rig(home / "shop.clientele", lambda: [Client(company_name=name) for name in names])
    yield made
    made.close()


@pytest.fixture
def table(rig: Rig, shown: Any, qtbot: QtBot) -> RecordTable:
    """All clients, read by hundreds as they are looked at."""
    made = RecordTable(COLUMNS, "Clients", jobs=rig.shell.jobs, load=read, tickable=True)
    made.resize(700, 400)
    shown(made).resize(700, 420)
    made.show_ids(array("q", (row[0] for row in rig.rows("SELECT id FROM client ORDER BY id"))))
    made.view.setFocus()
    qtbot.waitUntil(lambda: made.table.known(1) is not None, timeout=5000)
    return made


@pytest.fixture
def few(shown: Any) -> RecordTable:
    """Three rows that are here as a whole."""
    made = RecordTable(COLUMNS, "Clients")
    shown(made).resize(700, 420)
    made.show_rows([Line(1, "FA-1", "Cave", 3), Line(2, "FA-2", "Auberge", 0), Line(3, "FA-3", "Bistrot", 9)])
    made.view.setFocus()
    return made


def told_by(signal: Any) -> list[tuple[Any, ...]]:
    """What a signal carried, each time."""
    found: list[tuple[Any, ...]] = []
    signal.connect(lambda *values: found.append(values))
    return found


def names(table: RecordTable) -> list[str]:
    return [table.table.row(number).name for number in range(len(table.table.ids))]


def press(qtbot: QtBot, table: RecordTable, *keys: Qt.Key, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        qtbot.keyClick(table.view, key, held)


def click(qtbot: QtBot, table: RecordTable, row: int, column: int, *, across: float = 0.5) -> None:
    place = table.view.visualRect(table.table.index(row, column))
    at = QPoint(place.left() + int(place.width() * across), place.center().y())
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_only_the_rows_that_are_looked_at_are_read(table: RecordTable, qtbot: QtBot) -> None:
    assert table.table.known(COUNT) is None
    press(qtbot, table, Qt.Key.Key_End)
    assert table.view.current_id() == COUNT
    qtbot.waitUntil(lambda: table.current() is not None, timeout=5000)
    assert table.current().name == "Épicerie Bourgeot"
    assert table.table.known(150) is None, "the pages between are not read"
    press(qtbot, table, Qt.Key.Key_Home, Qt.Key.Key_Down)
    assert table.view.current_id() == 2


def test_the_current_row_is_told_when_it_arrives(table: RecordTable, qtbot: QtBot) -> None:
    told: list[Any] = []
    table.selection_changed.connect(told.append)
    press(qtbot, table, Qt.Key.Key_End)
    assert told == [None]
    qtbot.waitUntil(lambda: len(told) == 2, timeout=5000)
    assert told[1].id == COUNT


def test_enter_opens_and_letters_go_to_the_row_that_begins_so(few: RecordTable, qtbot: QtBot) -> None:
    opened = told_by(few.opened)
    qtbot.keyClicks(few.view, "bi")
    press(qtbot, few, Qt.Key.Key_Return)
    assert opened[0][0].name == "Bistrot"
    press(qtbot, few, Qt.Key.Key_Space)
    assert few.view.ticks() == 0, "rows that cannot be ticked"


def test_space_ticks_shift_extends_and_the_title_ticks_all(table: RecordTable, qtbot: QtBot) -> None:
    press(qtbot, table, Qt.Key.Key_Home, Qt.Key.Key_Space)
    press(qtbot, table, Qt.Key.Key_Down, Qt.Key.Key_Down, shift=True)
    assert list(table.ticked()) == [1, 2, 3]
    assert list(table.targets()) == [1, 2, 3]
    table.view.header.tick_all.emit()
    assert table.view.ticks() == 0
    assert list(table.targets()) == [3]
    table.view.header.tick_all.emit()
    assert table.view.ticks() == COUNT


def test_a_link_is_followed_on_its_words_only(few: RecordTable, qtbot: QtBot) -> None:
    followed, opened = told_by(few.link_activated), told_by(few.opened)
    click(qtbot, few, 1, 1, across=0.98)
    assert len(followed) == 0
    assert few.view.current_row() == 1
    click(qtbot, few, 2, 1, across=0.1)
    assert followed[0][0].number == "FA-3"
    assert followed[0][1] == "number"
    assert len(opened) == 0
    place = few.view.visualRect(few.table.index(0, 2)).center()
    qtbot.mouseDClick(few.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened[0][0].id == 1


def test_a_title_sorts_a_list_that_is_here_and_asks_for_one_that_is_not(
    few: RecordTable, table: RecordTable, qtbot: QtBot
) -> None:
    few.view.set_current_row(2)
    few.view.header.sectionClicked.emit(2)
    assert names(few) == ["Auberge", "Bistrot", "Cave"]
    assert few.current().name == "Bistrot", "the current row stays current"
    few.view.header.sectionClicked.emit(2)
    assert names(few) == ["Cave", "Bistrot", "Auberge"]
    few.show_rows([Line(4, "FA-4", "Domaine", 1), Line(1, "FA-1", "Cave", 3)])
    assert names(few) == ["Domaine", "Cave"], "the chosen order holds for other rows"
    asked = told_by(table.sorted_by)
    for _click in range(2):
        table.view.header.sectionClicked.emit(1)
    assert asked == [("number", False), ("number", True)]


def test_written_rows_are_read_again(table: RecordTable, rig: Rig, qtbot: QtBot) -> None:
    with rig.book.write("rename") as writing:
        client = writing.session.get(Client, 2)
        assert client is not None
        client.company_name = "Aux Deux Gares"
    table.follow(Changes({"paper": frozenset((2,))}), "client")
    assert table.table.row(1).name == "Maison 001"
    table.follow(Changes({"client": frozenset((2,))}), "client")
    assert table.table.row(1).name == "Maison 001", "shown as it was until the fresh one is here"
    qtbot.waitUntil(lambda: table.table.row(1).name == "Aux Deux Gares", timeout=5000)


def test_an_empty_table_says_why_and_the_foot_sums_up(few: RecordTable) -> None:
    few.set_empty("cash", "No payments yet", "They will stand here.")
    few.set_foot("3 documents", ("12,00 late", "red"))
    assert few.foot() == "3 documents  12,00 late"
    few.show_rows([])
    assert few.empty.isVisible()
    assert not few.view.isVisible()
    few.show_rows([Line(1, "FA-1", "Cave", 3)])
    assert few.view.isVisible()
    few.set_foot()
    assert few.foot() == ""


def test_a_screen_reader_hears_the_row(few: RecordTable) -> None:
    index = few.table.index(0, 1)
    assert few.table.data(index, Qt.ItemDataRole.AccessibleTextRole.value) == "FA-1, Cave, in the shop, 3,00"
    assert few.view.accessibleName() == "Clients"


def test_what_is_cut_is_read_in_the_tip(few: RecordTable) -> None:
    few.show_rows([Line(1, "FA-1", "Brasserie du Théâtre et des Halles réunies " * 3, 3)])
    place = few.view.visualRect(few.table.index(0, 2)).center()
    at = few.view.viewport().mapToGlobal(place)
    QApplication.sendEvent(few.view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, at))
    assert QToolTip.text().startswith("Brasserie du Théâtre")
    assert few.view.tip_at(few.view.visualRect(few.table.index(0, 3)).center()) == ""
    QToolTip.hideText()


def test_the_menu_key_asks_for_the_menu_of_the_row(few: RecordTable) -> None:
    wanted = told_by(few.menu_wanted)
    few.view.set_current_row(1)
    QApplication.sendEvent(
        few.view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    )
    assert len(wanted) == 1


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_late_amounts_are_red_in_both_themes(few: RecordTable, qapp: QApplication, mode: Any) -> None:
    theme.set_mode(mode)
    place = few.view.visualRect(few.table.index(0, 3))
    picture = few.view.viewport().grab(place).toImage()
    seen = {QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())}
    assert color("red").name() in seen
    unpaid = few.view.viewport().grab(few.view.visualRect(few.table.index(1, 3))).toImage()
    calm = {QColor(unpaid.pixel(x, y)).name() for x in range(unpaid.width()) for y in range(unpaid.height())}
    assert color("red").name() not in calm


def test_where_room_is_short_the_columns_that_leave_go_first(few: RecordTable) -> None:
    assert [column.key for column, _left, _width in few.view.shown_columns()] == ["number", "name", "owed"]
    few.window().resize(360, 420)
    assert [column.key for column, _left, _width in few.view.shown_columns()] == ["number", "name"]
