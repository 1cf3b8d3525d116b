"""What leaves the list: into the archive or the bin, back from there, and out of the file for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.model import Client
from app.clients.search import Query
from app.store.backup import default_folder, list_backups
from app.store.base import utc_now
from tests.journeys.test_list import Settle, names
from tests.ui.record_desk import answer, press
from ui.widgets.buttons import Button
from ui.widgets.pills import Badge
from ui.window import MainWindow


def buttons(place: QWidget, count: int) -> list[str]:
    return [button.text() for button in place.findChildren(Button) if button.isVisible()][:count]


@pytest.fixture
def thrown_away(window: MainWindow, settle: Settle, qtbot: QtBot) -> MainWindow:
    """Three clients of the tab "All" are in the bin, which is shown."""
    page = window.list_page
    page.tabs.changed.emit("all")
    settle()
    for number in range(3):
        page.view.toggle(number)
    answer("Delete")
    window.actions_.run("delete")
    settle()
    window.actions_.run("bin")
    settle()
    qtbot.wait(80)
    settle()
    assert len(names(window)) == 3
    return window


@pytest.mark.feature("life.archive")
def test_archived_clients_leave_the_list_and_come_back(window: MainWindow, settle: Settle) -> None:
    page = window.list_page
    page.view.set_current_row(0)
    window.actions_.run("archive")
    settle()
    assert "Auberge de la Charme" not in names(window)
    page.archived.click()
    settle()
    assert names(window) == ["Auberge de la Charme"]
    window.actions_.run("unarchive")
    settle()
    page.archived.click()
    settle()
    assert "Auberge de la Charme" in names(window)


@pytest.mark.feature("life.delete")
def test_the_bin_offers_the_way_back_and_the_days_left(thrown_away: MainWindow, settle: Settle) -> None:
    window, page = thrown_away, thrown_away.list_page
    keys = ("open", "undelete", "erase", "edit", "star", "delete")
    assert [key for key in keys if window.actions_[key].isEnabled()] == ["open", "undelete", "erase"]
    assert window.actions_["erase"] in page.commands._menu().actions()
    assert buttons(page.preview, 3) == ["Open", "Bring back", "Delete for good…"]
    assert "In the bin, 30 days left" in [badge.text() for badge in page.preview.findChildren(Badge)]
    left = names(window)[1:]
    press(page.preview, "Bring back")
    settle()
    assert names(window) == left
    assert page.view.current_row() == 0
    window.actions_["clients"].trigger()
    settle()
    assert page.query == Query(tab="all")
    assert len(names(window)) == 9
    assert window.actions_["star"].isEnabled()


@pytest.mark.feature("life.delete")
def test_what_lies_in_the_bin_is_deleted_for_good(thrown_away: MainWindow, settle: Settle) -> None:
    window, page = thrown_away, thrown_away.list_page
    page.view.tick_all()
    assert buttons(page.bar, 2) == ["Bring back", "Delete for good…"]
    answer("Cancel")
    press(page.bar, "Delete for good…")
    settle()
    assert len(names(window)) == 3
    answer("Delete for good")
    press(page.bar, "Delete for good…")
    settle()
    assert page.body.currentWidget() is page.states
    window.actions_.run("undo")
    settle()
    assert len(names(window)) == 3


@pytest.mark.parametrize("away", ["bin", "archived"])
def test_clients_in_the_navigation_leads_back_to_them(window: MainWindow, settle: Settle, away: str) -> None:
    window.show_clients(Query(tab=away))
    settle()
    window.nav.place_wanted.emit("clients")
    settle()
    assert window.list_page.query == Query()
    assert len(names(window)) == 9


@pytest.mark.feature("life.delete")
def test_after_thirty_days_the_bin_lets_go(thrown_away: MainWindow, settle: Settle) -> None:
    window = thrown_away
    waiting = names(window)
    old = utc_now() - timedelta(days=31)

    def age(session: Session) -> None:
        found = session.scalars(select(Client).where(Client.deleted_at.is_not(None))).first()
        assert found is not None
        found.deleted_at = old

    window.jobs.write(None, "Older", age)
    settle()
    window.tasks.empty_bin()
    settle()
    assert len(names(window)) == len(waiting) - 1
    assert "delete" in [made.reason for made in list_backups(default_folder(window.jobs.book.path))]
    assert "Older" in str(window.actions_["undo"].text()), "nobody takes back what the program did by itself"
