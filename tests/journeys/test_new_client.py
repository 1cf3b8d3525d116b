"""She adds a client: a name is enough, the town follows the postcode, and one who is already there is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.clients.duplicates import SAME_PHONE
from app.clients.model import Address, Client, Phone
from tests.ui.rig import Rig, make_rig
from ui.clients.new_client import NewClientDialog
from ui.widgets.buttons import Button
from ui.widgets.pills import Badge

Keys = Qt.Key


def known_clients() -> list[Client]:
    home = Address(house_number="7", street="rue de la Charme", postcode="21370", city="Prenois", country="FR")
    inn = Client(company_name="Auberge de la Charme", addresses=[home], phones=[Phone(text="03 53 01 77 08")])
    return [inn]


@pytest.fixture
def rig(qtbot: QtBot, home: Path) -> Iterator[Rig]:
    made = make_rig(home / "shop.clientele", known_clients)
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.close()


@pytest.fixture
def start(qtbot: QtBot, rig: Rig) -> Callable[..., NewClientDialog]:
    def begin(**how: object) -> NewClientDialog:
        dialog = NewClientDialog(rig.shell, rig.window, **how)  # type: ignore[arg-type]
        with qtbot.waitActive(dialog):
            dialog.open()
        settle(qtbot, rig)
        return dialog

    return begin


def settle(qtbot: QtBot, rig: Rig) -> None:
    qtbot.waitUntil(lambda: not rig.shell.jobs.busy, timeout=60_000)


def write(qtbot: QtBot, dialog: NewClientDialog, name: str, text: str) -> None:
    """Type into a field and leave it."""
    core = dialog.form.boxes[name].input.core()
    core.setFocus()
    qtbot.keyClicks(core, text)
    qtbot.keyClick(core, Keys.Key_Tab)


def create(qtbot: QtBot, rig: Rig, dialog: NewClientDialog) -> None:
    qtbot.keyClick(dialog, Keys.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, rig)


def answer(verb: str) -> None:
    """Press `verb` in the question that is about to be asked."""

    def press() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QDialog)
        next(button for button in question.findChildren(Button) if button.text() == verb).click()

    QTimer.singleShot(100, press)


@pytest.mark.feature("client.list.add", "client.record.progressive", "client.record.ref")
def test_a_name_is_enough(qtbot: QtBot, rig: Rig, start: Callable[..., NewClientDialog]) -> None:
    dialog = start()
    assert "C-00002" in dialog._foot.text()
    qtbot.keyClicks(QApplication.focusWidget(), "Chez Lulu")
    create(qtbot, rig, dialog)
    assert rig.rows("SELECT reference, company_name, is_client FROM client WHERE id=2") == [("C-00002", "Chez Lulu", 1)]
    assert rig.said[0][0] == "“Chez Lulu” was created"
    (label,) = rig.rows("SELECT label, parameters FROM change_set ORDER BY id DESC LIMIT 1")
    assert label == ("New client {name}", '{"name": "Chez Lulu"}')


@pytest.mark.feature("address.main.create", "life.prospect.create", "client.type.person")
def test_a_prospect_who_is_a_person_with_an_address(
    qtbot: QtBot, rig: Rig, start: Callable[..., NewClientDialog]
) -> None:
    dialog = start(prospect=True)
    qtbot.mouseClick(dialog.form.kind.segment("person"), Qt.MouseButton.LeftButton)
    for name, text in (("first_name", "Nicolas"), ("last_name", "Petit"), ("street", "12 bis rue du Four")):
        write(qtbot, dialog, name, text)
    write(qtbot, dialog, "postcode", "21200x")
    assert dialog.form.boxes["postcode"].problem()
    dialog.form.boxes["postcode"].input.clear()
    write(qtbot, dialog, "postcode", "75011")
    assert dialog.form.boxes["city"].input.value() == "Paris"
    create(qtbot, rig, dialog)
    found = "SELECT first_name, last_name, is_client, is_prospect, is_organisation FROM client WHERE id=2"
    assert rig.rows(found) == [("Nicolas", "Petit", 0, 1, 0)]
    parts = "SELECT house_number, number_suffix, street, postcode, city, country, is_default FROM address"
    assert rig.rows(f"{parts} WHERE client_id=2") == [("12", "bis", "rue du Four", "75011", "Paris", "FR", 1)]


@pytest.mark.feature("client.field.company")
def test_the_name_of_a_company_is_compared_while_it_is_typed(
    qtbot: QtBot, rig: Rig, start: Callable[..., NewClientDialog]
) -> None:
    dialog = start()
    box = dialog.form.boxes["company_name"]
    qtbot.keyClicks(box.input, "auberge de la charm")
    settle(qtbot, rig)
    assert box.problem().message == "A very similar name already exists."
    qtbot.keyClicks(box.input, "e")
    settle(qtbot, rig)
    assert box.problem().message == "This name already exists."
    qtbot.keyClicks(box.input, "tte")
    settle(qtbot, rig)
    create(qtbot, rig, dialog)
    assert rig.rows("SELECT company_name FROM client WHERE id=2") == [("auberge de la charmette",)]
    assert rig.rows("SELECT name FROM client_row WHERE client_id=2") == [("auberge de la charmette",)]


def test_the_main_contact_of_a_firm_keeps_the_phone(
    qtbot: QtBot, rig: Rig, start: Callable[..., NewClientDialog]
) -> None:
    dialog = start()
    for name, text in (("company_name", "Chez Lulu"), ("last_name", "Petit"), ("phone", "06 39 98 10 10")):
        write(qtbot, dialog, name, text)
    create(qtbot, rig, dialog)
    links = "SELECT c.last_name, l.is_main, p.text FROM contact c JOIN contact_link l ON l.contact_id=c.id "
    assert rig.rows(links + "JOIN phone p ON p.contact_id=c.id") == [("Petit", 1, "06 39 98 10 10")]


@pytest.mark.feature("peer.5")
def test_one_who_is_already_there_is_shown_and_opened_and_the_form_is_kept(
    qtbot: QtBot, rig: Rig, start: Callable[..., NewClientDialog]
) -> None:
    dialog = start()
    write(qtbot, dialog, "company_name", "La Charme")
    write(qtbot, dialog, "phone", "+33353017708")
    settle(qtbot, rig)
    assert dialog.panel.isVisible()
    assert SAME_PHONE in [badge.text() for badge in dialog.panel.findChildren(Badge)]
    assert dialog.form.boxes["phone"].problem().parameters == {"reference": "C-00001"}
    verbs = [button.text() for button in dialog.findChildren(Button)]
    assert "Create anyway" in verbs
    next(button for button in dialog.panel.findChildren(Button) if button.text() == "Open this record").click()
    assert rig.opened == [1]
    again = start()
    assert again.form.text("company_name") == "La Charme"
    assert again.form.text("phone") == "+33353017708"
    again.form.boxes["company_name"].focus()
    create(qtbot, rig, again)
    assert start().form.is_empty


def test_she_may_create_it_anyway_and_open_it(qtbot: QtBot, rig: Rig, start: Callable[..., NewClientDialog]) -> None:
    dialog = start(text="auberge de la charme")
    settle(qtbot, rig)
    verb = next(button for button in dialog.findChildren(Button) if button.text() == "Create anyway, then open")
    qtbot.mouseClick(verb, Qt.MouseButton.LeftButton)
    settle(qtbot, rig)
    assert rig.opened == [2]


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_saved(
    qtbot: QtBot, rig: Rig, start: Callable[..., NewClientDialog]
) -> None:
    dialog = start()
    write(qtbot, dialog, "email", "lulu@example")
    assert dialog.form.boxes["email"].problem().severity == "error"
    create(qtbot, rig, dialog)
    assert dialog.isVisible()
    assert dialog.form.boxes["company_name"].problem().severity == "error"
    assert dialog.form.boxes["company_name"].input.hasFocus()
    assert rig.rows("SELECT count(*) FROM client") == [(1,)]


@pytest.mark.feature("client.field.siret", "client.field.siren", "client.field.vat")
def test_numbers_follow_from_the_siret_and_tags_are_made(
    qtbot: QtBot, rig: Rig, start: Callable[..., NewClientDialog]
) -> None:
    dialog = start()
    write(qtbot, dialog, "company_name", "Chez Lulu")
    qtbot.mouseClick(dialog.form._more, Qt.MouseButton.LeftButton)
    write(qtbot, dialog, "siret", "12345678200010")
    assert dialog.form.text("siren").replace(" ", "") == "123456782"
    qtbot.mouseClick(dialog.form.boxes["vat_number"]._fix_link, Qt.MouseButton.LeftButton)
    write(qtbot, dialog, "tags", "CHR")
    create(qtbot, rig, dialog)
    assert rig.rows("SELECT siren, siret, vat_number FROM client WHERE id=2") == [
        ("123456782", "12345678200010", "FR11123456782")
    ]
    assert rig.rows("SELECT t.name FROM client_tag ct JOIN tag t ON t.id=ct.tag_id WHERE ct.client_id=2") == [("CHR",)]


def test_what_was_searched_for_in_vain_is_put_where_it_belongs(start: Callable[..., NewClientDialog]) -> None:
    for text, name in (("06 39 98 10 10", "phone"), ("lulu@example.fr", "email"), ("Lulu", "company_name")):
        dialog = start(text=text)
        assert dialog.form.text(name) == text
        answer("Throw it away")
        dialog.reject()


def test_leaving_asks_before_what_was_typed_is_lost(
    qtbot: QtBot, rig: Rig, start: Callable[..., NewClientDialog]
) -> None:
    dialog = start()
    qtbot.keyClicks(QApplication.focusWidget(), "Lulu")
    answer("Go on typing")
    qtbot.keyClick(dialog, Keys.Key_Escape)
    assert dialog.isVisible()
    answer("Throw it away")
    qtbot.keyClick(dialog, Keys.Key_Escape)
    assert rig.rows("SELECT count(*) FROM client") == [(1,)]
    assert start().form.is_empty
