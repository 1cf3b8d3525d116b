"""Finding one client in two seconds, and choosing many: the list as its user meets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.clients.search import Query, Row
from tests.ui.record_desk import in_dialog, press
from ui.clients.choice_popup import ChoicePopup, row_height
from ui.clients.list_painter import star_place
from ui.window import MainWindow

Settle = Callable[[], None]


def type_text(widget: QWidget, text: str) -> None:
    """Letters of any language, one key press each."""
    for letter in text:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def names(window: MainWindow) -> list[str]:
    model = window.list_page.view.list_model
    rows = [model.row(number) for number in range(len(model.ids))]
    return [row.name for row in rows if row is not None]


def row_of(window: MainWindow, number: int) -> Row:
    row = window.list_page.view.list_model.row(number)
    assert row is not None
    return row


def star_of(window: MainWindow, number: int) -> QPoint:
    place = star_place(window.list_page.view, number)
    assert place is not None
    return place.center()


def find(window: MainWindow, settle: Settle, text: str) -> list[str]:
    window.list_page.search_box.clear()
    type_text(window.list_page.search_box, text)
    settle()
    return names(window)


@pytest.mark.feature("client.list.all", "client.list.tabs", "nav.menu")
def test_the_tabs_show_their_clients_and_counts(window: MainWindow, settle: Settle) -> None:
    page = window.list_page
    assert len(names(window)) == 9
    page.tabs.changed.emit("prospects")
    settle()
    assert names(window) == ["Garnier Amélie", "Vuillemin Jean-Marc"]
    page.tabs.changed.emit("all")
    settle()
    assert len(names(window)) == 11
    assert page.footer.text() == "11 clients"


@pytest.mark.feature("client.search.box", "client.search.name", "peer.9")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("theatre", ["Brasserie du Théâtre"]),
        ("THÉÂ bras", ["Brasserie du Théâtre"]),
        ("oeuvre", ["L’Œuvre au Noir"]),
        ("œuv", ["L’Œuvre au Noir"]),
        ("rasseri", ["Brasserie du Théâtre"]),
        ("0353 01 24-05", ["Épicerie Bourgeot"]),
        ("+33 3 53 01 24 05", ["Épicerie Bourgeot"]),
        ("compta@client6", ["Hôtel des Cordeliers"]),
        ("69002", ["L’Œuvre au Noir"]),
        ("C-00003", ["Brasserie du Théâtre"]),
        ("fournier4", ["Domaine Perrin-Lévêque"]),
        ("noël dijon", ["Bistrot des Halles Vertes", "Brasserie du Théâtre"]),
        ("ville:beaune", ["La Table d’Odile"]),
        ("town:beaune", ["La Table d’Odile"]),
        ("zzz", []),
    ],
)
def test_any_trace_of_a_client_finds_it(window: MainWindow, settle: Settle, typed: str, found: list[str]) -> None:
    assert find(window, settle, typed) == found


def test_letters_typed_on_the_list_go_to_the_search_box(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    window.list_page.view.setFocus()
    qtbot.keyClick(window.list_page.view, Qt.Key.Key_H)
    settle()
    type_text(window.list_page.search_box, "otel")
    settle()
    assert names(window) == ["Hôtel des Cordeliers"]
    qtbot.keyClick(window.list_page.search_box, Qt.Key.Key_Escape)
    settle()
    assert len(names(window)) == 9


@pytest.mark.feature("client.search.category", "client.search.tags", "client.search.keyaccount")
def test_chips_narrow_the_list_together(window: MainWindow, settle: Settle) -> None:
    filters = window.list_page.filters
    dijon = Query(cities=("Dijon",))
    window.list_page.show_query(dijon)
    settle()
    assert len(names(window)) == 3
    filters._switches["has_email"].click()
    settle()
    assert names(window) == ["Brasserie du Théâtre", "Hôtel des Cordeliers"]
    filters._switches["key_account"].click()
    settle()
    assert names(window) == ["Brasserie du Théâtre"]
    filters._clear.click()
    settle()
    assert len(names(window)) == 9


@pytest.mark.feature("client.search.group")
def test_is_filled_and_is_empty_on_any_field(window: MainWindow, settle: Settle) -> None:
    from app.clients.conditions import Condition

    window.list_page.show_query(Query(conditions=(Condition("email", "empty"),)))
    settle()
    assert len(names(window)) == 4
    window.list_page.show_query(Query(conditions=(Condition("email", "filled"), Condition("siret", "empty"))))
    settle()
    assert len(names(window)) == 5


@pytest.mark.feature("client.list.nameorder", "client.list.col.name", "client.list.col.location")
def test_columns_sort_both_ways_with_french_order(window: MainWindow, settle: Settle) -> None:
    assert names(window)[5] == "Épicerie Bourgeot"
    window.list_page.view.header.sorted_by.emit("city")
    settle()
    assert names(window)[0] == "La Table d’Odile"
    window.list_page.view.header.sorted_by.emit("city")
    settle()
    assert names(window)[0] == "Auberge de la Charme"


@pytest.mark.feature("client.list.open")
def test_enter_opens_the_record_and_back_returns_to_the_same_line(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    view = window.list_page.view
    view.set_current_row(2)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    settle()
    assert "Brasserie du Théâtre" in window.windowTitle()
    window.actions_.run("back")
    settle()
    assert window.page() is window.list_page
    assert view.current_row() == 2


@pytest.mark.feature("client.list.actions")
def test_ticked_clients_are_tagged_in_one_undoable_step(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    view = window.list_page.view
    view.set_current_row(0)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.ticks() == 2
    assert window.list_page.bar.isVisible()
    window.actions_.run("star")
    settle()
    starred = Query(starred=True)
    window.list_page.show_query(starred)
    settle()
    assert len(names(window)) == 3
    window.actions_.run("undo")
    settle()
    assert len(names(window)) == 2
    window.actions_.run("redo")
    settle()
    assert len(names(window)) == 3


def test_select_all_takes_the_whole_search(window: MainWindow, settle: Settle) -> None:
    window.list_page.show_query(Query(cities=("Dijon",)))
    settle()
    window.list_page.view.tick_all()
    assert list(window.list_page.target_ids()) == [2, 3, 7]


def test_the_preview_follows_the_current_line(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.list_page.view.set_current_row(2)
    qtbot.wait(80)
    settle()
    assert window.list_page.preview.client_id == window.list_page.view.current_id()
    window.actions_.run("preview")
    assert not window.list_page.preview.isVisible()


def test_addresses_of_the_selection_go_to_the_clipboard(window: MainWindow, settle: Settle) -> None:
    window.list_page.view.tick_all()
    window.actions_.run("copy_emails")
    settle()
    assert QGuiApplication.clipboard().text().count(";") == 4


@pytest.mark.feature("peer.20")
def test_a_saved_search_is_one_click_away(window: MainWindow, settle: Settle) -> None:
    assert list(window.nav._saved) == [1]
    window.nav.search_wanted.emit(1)
    settle()
    assert len(names(window)) == 3
    window.nav.search_dropped.emit(1)
    settle()
    assert not window.nav._saved


@pytest.mark.feature("peer.20")
def test_the_list_is_remembered_after_a_restart(
    window: MainWindow, settle: Settle, program: object, shop: object, qtbot: QtBot
) -> None:
    window.list_page.show_query(Query(tab="all", sort="city"))
    shown = [column.key for column in window.list_page.view.list_model.columns]
    window.list_page.columns_button.click()
    (popup,) = window.findChildren(ChoicePopup)
    qtbot.keyClick(popup._list, Qt.Key.Key_Space)
    popup.close()
    chosen = [column.key for column in window.list_page.view.list_model.columns]
    assert chosen != shown
    window.actions_.run("compact")
    settle()
    program.open(shop)  # type: ignore[attr-defined]
    settle()
    again = program.window  # type: ignore[attr-defined]
    assert again is not window
    assert again.list_page.query == Query(tab="all", sort="city")
    assert again.list_page.view.compact
    assert [column.key for column in again.list_page.view.list_model.columns] == chosen


def test_a_click_shows_and_a_tick_selects(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    view = window.list_page.view
    first = view.visualRect(view.list_model.index(4, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert view.current_row() == 4
    assert view.ticks() == 0
    box = view.visualRect(view.list_model.index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.x(), box.y()))
    assert view.ticks() == 1
    assert view.current_row() == 4


def test_nothing_found_says_why_and_offers_a_way_on(window: MainWindow, settle: Settle) -> None:
    assert find(window, settle, "nobody like that") == []
    page = window.list_page
    assert page.body.currentWidget() is page.states
    page.states.clear_wanted.emit()
    settle()
    assert len(names(window)) == 9


def test_a_star_offered_under_the_mouse_is_set_and_cleared_with_a_click(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    view = window.list_page.view
    qtbot.mouseMove(view.viewport(), star_of(window, 4))
    assert (view.hovered, view.star_chosen) == (4, True)
    assert view.viewport().toolTip() == "Star"
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=star_of(window, 4))
    settle()
    starred = [number for number in range(9) if row_of(window, number).starred]
    assert starred == [1, 2, 4]
    assert (view.current_row(), view.ticks()) == (0, 0)  # only the star was meant
    window.actions_.run("undo")
    settle()
    assert not row_of(window, 4).starred
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=star_of(window, 4))
    settle()
    assert window.page() is window.list_page
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=star_of(window, 1))
    settle()
    assert not row_of(window, 1).starred


def test_the_star_of_a_row_is_in_its_menu_and_under_a_key(window: MainWindow, settle: Settle) -> None:
    page = window.list_page
    page.view.set_current_row(4)
    assert window.actions_["star"] in page.commands._menu().actions()
    window.actions_.run("star")
    settle()
    assert row_of(window, 4).starred


def test_no_star_is_offered_where_none_can_be_set(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    page = window.list_page
    window.actions_.run("archive")
    settle()
    page.archived.click()
    settle()
    qtbot.mouseMove(page.view.viewport(), star_of(window, 0))
    assert page.view.hovered == 0
    assert not page.view.star_chosen


@pytest.mark.feature("client.list.actions")
def test_a_tag_typed_for_the_ticked_clients_is_put_on(window: MainWindow, settle: Settle) -> None:
    def ask(dialog: Any) -> None:
        type_text(dialog._choice.lineEdit(), "Fêtes")
        press(dialog, "Apply")

    for number in range(3):
        window.list_page.view.toggle(number)
    in_dialog(ask)
    press(window.list_page.bar, "Tag")
    settle()
    tagged = [number for number in range(9) if "Fêtes" in [name for name, _colour in row_of(window, number).tags]]
    assert tagged == [0, 1, 2]


def test_a_client_made_without_opening_it_is_the_current_one(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    def make(dialog: Any) -> None:
        dialog.form.set_values({"company_name": "Cave du Port"})
        press(dialog, "Create")

    window.actions_.run("new_client")
    settle()
    make(QApplication.activeModalWidget())
    settle()
    qtbot.wait(80)
    settle()
    page = window.list_page
    assert row_of(window, page.view.current_row()).name == "Cave du Port"
    assert page.preview.client_id == page.view.current_id()


def test_a_click_anywhere_on_a_choice_ticks_it(window: MainWindow, qtbot: QtBot) -> None:
    window.list_page.columns_button.click()
    (popup,) = window.findChildren(ChoicePopup)
    rows = popup._list
    assert rows.visualItemRect(rows.item(0)).height() == row_height()
    assert rows.viewport().height() == rows.count() * row_height()
    before = len(window.list_page.view.list_model.columns)
    place = rows.visualItemRect(rows.item(0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(window.list_page.view.list_model.columns) == before - 1
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(window.list_page.view.list_model.columns) == before
    popup.close()


def test_a_condition_without_a_field_asks_nothing(window: MainWindow, settle: Settle) -> None:
    def ask(dialog: Any) -> None:
        (row,) = dialog._rows
        assert (row._field.placeholderText(), row._value.placeholderText()) == ("Field", "Value")
        row._value.setText("Dijon")
        press(dialog, "Show the clients")

    in_dialog(ask)
    window.list_page.filters.more_wanted.emit()
    settle()
    assert not window.list_page.query.conditions


def test_the_chips_stand_on_one_line_and_the_others_wait_behind_more(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    page = window.list_page
    chips, away = page.filters.chips(), page.filters._switches["blocked"]
    assert page.preview.isVisible()
    assert page.filters.height() < 2 * chips[0].height()
    assert away.isHidden()

    def choose() -> None:
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
            qtbot.keyClick(QApplication.activePopupWidget(), key)

    first = next(chip for chip in chips if chip.isHidden())
    QTimer.singleShot(50, choose)
    page.filters._more.click()
    settle()
    assert first.isVisible(), "a chip that is on stays in sight"
    assert page.query.filtered
    page.filters._clear.click()
    settle()
    assert first.isHidden()
    page.show_preview(on=False)
    window.resize(1900, 900)
    settle()
    assert [chip for chip in chips if chip.isHidden()] == []
