"""What the record does before anybody waits for it, and what it must not show meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.record_desk import Desk, make_desk
from ui.clients.record import RecordPage
from ui.clients.sectioned import SectionedTab


@pytest.fixture
def desk(qtbot: QtBot, home: Path) -> Iterator[Desk]:
    made = make_desk(qtbot, home)
    yield made
    made.rig.close()


def test_a_record_that_is_read_makes_its_forms_ready(desk: Desk, qtbot: QtBot) -> None:
    def ready() -> bool:
        pages = [page for page in desk.page._pages.values() if isinstance(page, SectionedTab)]
        return len(pages) == 3 and all(one.is_ready(editing=True) for page in pages for one in page.sections)

    assert not ready()
    qtbot.waitUntil(ready, timeout=5000)
    assert not desk.page.editor.editing
    assert not desk.page.is_changed()


def test_what_is_in_sight_is_painted_when_all_of_it_is_there(desk: Desk, qtbot: QtBot) -> None:
    desk.page.go_to("details")
    tab = desk.page.tab()
    assert not tab.updatesEnabled()
    qtbot.waitUntil(tab.updatesEnabled, timeout=5000)
    assert all(section.isVisible() for section in tab.sections[:2])
    desk.settle()
    assert all(section.isVisible() for section in tab.sections)


def test_the_header_does_not_speak_of_editing_before_a_record_is_there(desk: Desk, qtbot: QtBot) -> None:
    page = RecordPage(desk.rig.shell)
    qtbot.addWidget(page)
    page.show()
    assert not page.header._editing.isVisible()
    page.open(desk.client_id, edit=True)
    desk.settle()
    qtbot.waitUntil(page.header._editing.isVisible, timeout=5000)
