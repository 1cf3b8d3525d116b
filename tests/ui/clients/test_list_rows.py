"""The list's rows: what is shown while fresh ones are read, and where a star can be clicked."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.clients import search
from app.clients.model import Client
from app.clients.search import Query
from tests.ui.rig import Rig, make_rig
from ui.clients.list_painter import star_place
from ui.clients.list_view import ListView

NAMES = ("Auberge de la Charme", "Brasserie du Théâtre et des Halles réunies de la place Darcy", "Cave")


@pytest.fixture
def rig(home: Path) -> Iterator[Rig]:
    made = make_rig(home / "shop.clientele", lambda: [Client(company_name=name) for name in NAMES])
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, rig: Rig) -> ListView:
    made = ListView(rig.shell)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    db = rig.book.rows()
    rows = search.first_page(db, Query(), rig.shell.today())
    db.close()
    made.list_model.show(array("q", (row.id for row in rows)), rows)
    return made


def test_a_row_stays_as_it_was_until_the_fresh_one_is_here(view: ListView, rig: Rig, qtbot: QtBot) -> None:
    with rig.book.write("star") as writing:
        client = writing.session.get(Client, view.list_model.ids[2])
        assert client is not None
        client.starred = True
    view.list_model.forget([view.list_model.ids[2]])
    row = view.list_model.row(2)
    assert row is not None
    assert not row.starred
    qtbot.waitUntil(lambda: bool((fresh := view.list_model.row(2)) and fresh.starred), timeout=5000)


def test_a_long_name_leaves_room_for_its_star(view: ListView) -> None:
    for number in range(len(NAMES)):
        place = star_place(view, number)
        assert place is not None
        column, left, width = view.shown_columns()[0]
        assert column.key == "name"
        assert left < place.left()
        assert place.right() <= left + width + 6
        assert place.top() == view.rowViewportPosition(number)


def test_the_star_is_painted_only_under_the_mouse(view: ListView) -> None:
    place = star_place(view, 0)
    assert place is not None

    def painted() -> QImage:
        return view.viewport().grab(place).toImage()

    bare = painted()
    view.hover(1)
    assert painted() == bare
    view.hover(0)
    assert painted() != bare
    view.hover(-1)
    assert painted() == bare
