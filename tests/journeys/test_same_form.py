"""She meets the same fields in a new client as on the record: what is wrong, what is offered and what is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import text

from tests.ui.record_desk import Desk, press
from ui.clients.new_client import NewClientDialog
from ui.widgets.field_box import FieldBox

Keys = Qt.Key
Start = Callable[[], NewClientDialog]


@pytest.fixture
def start(desk: Desk) -> Start:
    def begin() -> NewClientDialog:
        dialog = NewClientDialog(desk.rig.shell, desk.rig.window)
        with desk.qtbot.waitActive(dialog):
            dialog.open()
        desk.settle()
        return dialog

    return begin


def write(desk: Desk, core: QWidget, words: str) -> None:
    """Type into a field in place of what is there, and leave it."""
    line: Any = core
    core.setFocus()
    line.selectAll()
    desk.qtbot.keyClicks(core, words)
    desk.qtbot.keyClick(core, Keys.Key_Tab)


def told(box: FieldBox) -> tuple[str, str, str]:
    """What a field says and shows: its sentence, its offer, its text."""
    problem, offer = box.problem(), box._fix_link
    return (
        problem.message if problem else "",
        offer.text() if offer is not None and not offer.isHidden() else "",
        str(box.input.value()),
    )


def unfold_own(dialog: NewClientDialog, desk: Desk) -> Any:
    desk.qtbot.mouseClick(dialog.form._own_link, Qt.MouseButton.LeftButton)
    desk.settle()
    return dialog.form._own


@pytest.mark.feature("client.record.edit.same")
def test_a_field_behaves_the_same_for_a_new_client_and_on_the_record(desk: Desk, start: Start) -> None:
    typed = (
        ("company_name", "company_name", "Chez Lulu"),
        ("siren", "siren", "12345678"),
        ("siren", "siren", "732829321"),
        ("siren", "siren", "732 829 320"),
        ("vat_number", "vat_number", "FR12"),
        ("siret", "siret", "12345678200010"),
        ("siret", "siret", "73282932000074"),
    )
    desk.edit()
    known = []
    for _name, path, words in typed:
        desk.type(path, words)
        known.append(told(desk.box(path)))
    desk.qtbot.mouseClick(desk.box("vat_number")._fix_link, Qt.MouseButton.LeftButton)
    known.append(told(desk.box("vat_number")))
    named = [desk.box(path).label() for _name, path, _words in typed]
    desk.page.editor.drop()

    dialog = start()
    desk.qtbot.mouseClick(dialog.form._more, Qt.MouseButton.LeftButton)
    new = []
    for name, _path, words in typed:
        write(desk, dialog.form.boxes[name].input.core(), words)
        new.append(told(dialog.form.boxes[name]))
    vat = dialog.form.boxes["vat_number"]
    desk.qtbot.mouseClick(vat._fix_link, Qt.MouseButton.LeftButton)
    new.append(told(vat))
    labels = [dialog.form.boxes[name].label() for name, _path, _words in typed]
    dialog._changed = False
    dialog.reject()

    assert new == known
    assert named == labels
    assert sum(bool(message) for message, _offer, _text in new) >= 4
    assert new[-1] == ("", "", "FR 44 732829320")


@pytest.mark.feature("client.record.edit.same")
def test_the_draft_of_a_crash_is_taken_up_with_all_that_was_typed(desk: Desk, start: Start) -> None:
    dialog = start()
    write(desk, dialog.form.boxes["company_name"].input.core(), "Chez Lulu")
    write(desk, dialog.form.boxes["last_name"].input.core(), "Petit")
    own = unfold_own(dialog, desk)
    write(desk, own.places[2].input.core(), "80")
    dialog._keep()
    dialog.hide()
    dialog.deleteLater()
    again = start()
    assert (again.form.text("company_name"), again.form.text("last_name")) == ("Chez Lulu", "Petit")
    assert again.form._own.places[2].input.value() == 80
    press(again, "Start afresh")
    assert again.form.is_empty
    again.reject()


@pytest.mark.feature("custom.section")
def test_own_fields_are_asked_of_a_new_client(desk: Desk, start: Start) -> None:
    dialog = start()
    write(desk, dialog.form.boxes["company_name"].input.core(), "Chez Lulu")
    assert dialog.form._own is None
    own = unfold_own(dialog, desk)
    labels = [place.own.label for place in own.places.values()]
    assert labels[:2] == ["Jour de fermeture", "Couverts"]
    assert not own.visibleRegion().isEmpty()
    fields = {place.own.kind: place for place in own.places.values()}
    for kind, words in {"number": "beaucoup", "text": "Oui"}.items():
        write(desk, fields[kind].input.core(), words)
    press(dialog, "Create")
    desk.settle()
    assert dialog.isVisible()
    assert fields["number"].box.problem() is not None
    assert fields["number"].input.core().hasFocus()
    write(desk, fields["number"].input.core(), "80")
    desk.qtbot.keyClick(fields["yes_no"].input, Keys.Key_Space)
    press(dialog, "Create, then open")
    desk.settle()
    new = desk.rig.opened[-1]
    kept = "SELECT f.label, v.text, v.number, v.yes FROM custom_value v JOIN custom_field f ON f.id=v.field_id "
    found = desk.rows(f"{kept} WHERE v.client_id=? ORDER BY f.position, f.label", new)
    assert [(label, words, bool(yes)) for label, words, _number, yes in found] == [
        ("Couverts", "", False), ("text", "Oui", False), ("yes_no", "", True)
    ]  # fmt: skip
    desk.open(new)
    desk.edit()
    record = desk.section("own").inputs
    assert [place.own.label for place in record.places.values()] == labels
    assert record.places[2].input.value() == 80
    desk.page.editor.drop()


def test_a_shop_without_own_fields_is_not_shown_the_block(desk: Desk, start: Start) -> None:
    with desk.rig.book.write("fields") as writing:
        writing.session.execute(text("UPDATE custom_field SET active=0"))
    dialog = start()
    assert not dialog.form._own_link.isVisible()
    dialog.reject()
