"""She narrows the list to whose clients they are and what they pay, and changes many at once."""

from __future__ import annotations

from typing import Any

import pytest

from app.clients.model import Client
from app.clients.search import Query
from app.company.model import Person, PriceList
from tests.journeys.test_list import Settle, names
from tests.ui.record_desk import in_dialog, press
from ui.window import MainWindow


@pytest.mark.feature("client.search.pricelist")
def test_the_clients_of_a_price_list(window: MainWindow, settle: Settle) -> None:
    assert window.jobs.book is not None
    with window.jobs.book.write("price lists") as writing:
        session = writing.session
        session.add_all([PriceList(id=1, label="Restaurateurs"), PriceList(id=2, label="Cavistes")])
        session.flush()
        for number, price_list in ((1, 1), (2, 2), (3, None)):
            session.get_one(Client, number).price_list_id = price_list

    def ask(dialog: Any) -> None:
        for place, name in enumerate(("Restaurateurs", "Cavistes")):
            if place:
                press(dialog, "Add a condition")
            row = dialog._rows[place]
            row._field.set_value("price_list_id")
            row._field.edited.emit()
            row._operator.set_value("is")
            row._value.setText(name)
        dialog._join.segment("any").click()
        press(dialog, "Show the clients")

    in_dialog(ask)
    window.list_page.filters.more_wanted.emit()
    settle()
    assert names(window) == ["Auberge de la Charme", "Bistrot des Halles Vertes"]
    assert window.list_page.filters._more.text() == "2 more filters"


@pytest.mark.feature("client.list.mine")
def test_my_clients_are_those_i_look_after(window: MainWindow, settle: Settle) -> None:
    chip = window.list_page.filters._mine
    assert not chip.isVisible()
    window.jobs.write(None, "people", _three_for_marie)
    settle()
    window.show_named("settings", section="people")
    settle()
    section = window.named("settings").sections["people"]
    section.who.set_value("Marie")
    section.who.edited.emit()
    window.actions_.run("back")
    settle()
    assert chip.isVisible()
    chip.click()
    settle()
    assert names(window) == ["Auberge de la Charme", "Bistrot des Halles Vertes", "Brasserie du Théâtre"]
    chip.click()
    settle()
    assert len(names(window)) == 9


def _three_for_marie(session: Any) -> None:
    session.add_all([Person(id=1, name="Marie"), Person(id=2, name="Paul", position=1)])
    session.flush()
    for number, person in ((1, 1), (2, 1), (3, 1), (4, 2)):
        session.get_one(Client, number).owner_id = person


@pytest.mark.feature("peer.30")
def test_one_field_of_many_clients_in_one_undoable_step(window: MainWindow, settle: Settle) -> None:
    def terms() -> list[str]:
        db = window.jobs.book.rows()
        try:
            joined = "client c LEFT JOIN payment_term p ON p.id=c.payment_term_id WHERE c.id IN (2, 3, 7)"
            found = db.execute(f"SELECT DISTINCT coalesce(p.label, '') FROM {joined}").fetchall()
            return [label for (label,) in found]
        finally:
            db.close()

    def ask(dialog: Any) -> None:
        dialog._which.set_value("discount_percent")
        dialog._which.edited.emit()
        dialog._box.input.setText("beaucoup")
        press(dialog, "Set")
        assert dialog.isVisible()
        dialog._which.set_value("payment_term_id")
        dialog._which.edited.emit()
        choice = dialog._box.input
        choice.setCurrentIndex(choice.findText("À réception"))
        press(dialog, "Set")

    window.list_page.show_query(Query(cities=("Dijon",)))
    settle()
    window.list_page.view.tick_all()
    in_dialog(ask)
    window.actions_["set_field"].trigger()
    settle()
    assert terms() == ["À réception"]
    assert window.actions_["undo"].text() == "Undo: Set “Payment terms” of several clients"
    window.actions_.run("undo")
    settle()
    assert terms() == [""]
