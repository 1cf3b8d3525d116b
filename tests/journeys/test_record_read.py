"""She opens a record: who this is at one look, everything about them a tab away, and nothing changed by looking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.store import undo
from tests.ui.record_desk import Desk, answer, in_dialog, press
from ui.clients.header_parts import BadgeButton
from ui.clients.record import RecordPage
from ui.clients.tabs.timeline import heading_of, lines_of, look_of, title_of
from ui.widgets.labels import ElidedLabel, LinkLabel, Paragraph
from ui.widgets.pills import Badge, TagPill
from ui.window import MainWindow


def words(desk: Desk) -> set[str]:
    """Every badge and tag of the header."""
    header = desk.page.header
    return {
        badge.text()
        for kind in (Badge, BadgeButton, TagPill)
        for badge in header.findChildren(kind)
        if badge.isVisible()
    }


@pytest.mark.feature("client.record.glance", "client.record.layout", "client.record.tabs")
def test_one_look_says_who_it_is(desk: Desk) -> None:
    header = desk.page.header
    assert header.title.text() == "Brasserie du Théâtre"
    assert header.reference.text() == "C-00001"
    assert {"Client", "Orders blocked", "CHR"} <= words(desk)
    shown = [label.text() for label in desk.page.tab().findChildren(ElidedLabel)]
    assert "Claire Fournier" in shown
    links = [link.text() for link in desk.page.tab().findChildren(LinkLabel)]
    assert "compta@brasserie-theatre.example" in links
    assert desk.page.tabs.keys() == ["overview", "details", "sales", "account", "letters", "files", "terms"]


def test_in_a_narrow_window_the_name_comes_before_the_words_of_buttons(desk: Desk) -> None:
    header = desk.page.header
    for width, words_shown in ((820, False), (1300, True)):
        desk.page.window().resize(width, 640)
        desk.settle()
        assert header.title.width() >= header.title.sizeHint().width()
        assert bool(header.mail.text()) is words_shown
        assert header.mail.accessibleName() == "E-mail"


@pytest.mark.feature("client.record.created", "peer.25")
def test_the_history_says_what_changed_and_when_it_began(desk: Desk) -> None:
    desk.edit()
    desk.type("headcount", "12")
    desk.save()
    desk.edit()
    desk.type("headcount", "14")
    desk.save()
    desk.page.go_to("overview")
    desk.settle()
    timeline = desk.page.tab().timeline
    titles = [label.text() for label in timeline.findChildren(ElidedLabel)]
    assert titles == ["Employees", "Employees", "Record created"]
    told = [label.text() for label in timeline.findChildren(Paragraph)]
    assert told == ["Employees: 12 → 14", "Employees: 12"]


def test_the_history_goes_by_days_and_then_by_months() -> None:
    today = date(2026, 11, 12)
    days = (today, date(2026, 11, 11), date(2026, 11, 1), date(2026, 10, 31), date(2025, 10, 1))
    assert [heading_of(day, today) for day in days] == ["Today", "Yesterday", "This month", "October", "October 2025"]


def test_what_is_undone_is_told_both_ways(desk: Desk) -> None:
    desk.edit()
    desk.type("siret", "")
    desk.save()
    desk.rig.shell.jobs.write(None, "Undo", undo.undo, kind="undo")
    desk.settle()
    desk.page.go_to("overview")
    desk.settle()
    entry = desk.page.tab().timeline.entries()[0]
    assert (title_of(entry), lines_of(entry)) == ("Undone: SIRET", ["SIRET: — → 123 456 782 00010"])
    assert look_of(entry)[0] == "arrow-back-up"


@pytest.mark.feature("client.field.note")
def test_a_note_is_added_under_the_others_with_its_day(desk: Desk) -> None:
    desk.run("note")
    composer = desk.page.tab().composer.core()
    assert composer.hasFocus()
    desk.qtbot.keyClicks(composer, "Paiera le 20.")
    desk.qtbot.keyClick(composer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.cell("SELECT note FROM client WHERE id=1") == "Ne livre pas le lundi.\n12/11/2026: Paiera le 20."
    assert desk.page.tab().composer.value() == ""


def test_a_note_that_was_begun_is_not_lost_by_leaving(desk: Desk) -> None:
    composer = desk.page.tab().composer.core()
    desk.qtbot.keyClicks(composer, "Rappeler")
    answer("Stay")
    desk.run("previous")
    assert desk.page.title() == "Brasserie du Théâtre"
    answer("Add")
    desk.run("previous")
    assert desk.page.title() == "Groupe Bellevue"
    assert desk.cell("SELECT note FROM client WHERE id=1").endswith("12/11/2026: Rappeler")
    assert desk.cell("SELECT note FROM client WHERE id=2") == ""


@pytest.mark.feature("client.record.pin")
def test_a_pinned_field_stands_in_the_header_of_every_record(desk: Desk) -> None:
    desk.page.go_to("terms")
    desk.settle()
    field = desk.section("credit")._shown_read["companies/0/credit_limit"]
    assert not desk.page.header.pins.isVisible()
    next(action for action in field.menu().actions() if "Pin" in action.text()).trigger()
    desk.settle()
    desk.page.go_to("overview")
    shown = [label.text() for label in desk.page.header.pins.findChildren(ElidedLabel)]
    assert len(shown) == 1
    assert shown[0].startswith("Credit limit: 4")
    desk.open(desk.other)
    assert not desk.page.header.pins.isVisible()


@pytest.mark.feature("client.record.pin")
def test_the_star_pins_for_every_client_or_for_this_one_alone(desk: Desk) -> None:
    def choose(*keys: Qt.Key) -> None:
        def press_keys() -> None:
            menu = QApplication.activePopupWidget()
            for key in keys:
                desk.qtbot.keyClick(menu, key)

        QTimer.singleShot(50, press_keys)

    def pins() -> list[str]:
        desk.page.go_to("overview")
        desk.settle()
        return [label.text() for label in desk.page.header.pins.findChildren(ElidedLabel)]

    desk.page.go_to("details")
    desk.settle()
    siren = desk.section("company")._shown_read["siren"]
    choose(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    desk.qtbot.mouseClick(siren, Qt.MouseButton.LeftButton, pos=siren.star_place().center())
    desk.settle()
    assert siren.accessibleDescription() == "Pinned for this client only"
    assert pins() == ["SIREN: 123 456 782"]
    desk.open(desk.other)
    assert pins() == []
    desk.open()
    desk.page.go_to("details")
    desk.settle()
    siren.setFocus(Qt.FocusReason.TabFocusReason)
    choose(Qt.Key.Key_Down, Qt.Key.Key_Return)
    desk.qtbot.keyClick(siren, Qt.Key.Key_Space)
    desk.settle()
    assert siren.accessibleDescription() == "Pinned for every client"
    assert [action.text() for action in siren.pin_menu().actions()] == ["Unpin for every client"]
    desk.open(desk.other)
    assert pins() == []
    assert len(desk.page.editor.opened.pins) == 1
    assert desk.rows("SELECT label FROM change_set ORDER BY id DESC LIMIT 2") == [("Pin a field",), ("Pin a field",)]


@pytest.mark.feature("custom.in.info")
def test_an_own_field_stands_among_the_general_information(desk: Desk) -> None:
    desk.edit()
    covers = desk.section("own").inputs.places[2].input
    covers.setFocus()
    desk.qtbot.keyClicks(covers, "80")
    desk.save()
    field = next(field for field in desk.section("own")._read.fields if field.label == "Couverts")
    next(action for action in field.menu().actions() if "Pin" in action.text()).trigger()
    desk.settle()
    desk.page.go_to("overview")
    assert [label.text() for label in desk.page.header.pins.findChildren(ElidedLabel)] == ["Couverts: 80"]


def test_six_fields_can_be_pinned_and_no_more(desk: Desk) -> None:
    keys = ("siren", "siret", "rcs", "naf", "website", "needs", "note")
    for key in keys:
        desk.page.editor.pin(key, True)
        desk.settle()
    assert [key for (key,) in desk.rows("SELECT field FROM pin ORDER BY position")] == list(keys[:6])
    assert len(desk.rig.explained) == 1


@pytest.mark.feature("client.field.tags")
def test_a_tag_is_put_on_and_taken_off_at_once(desk: Desk) -> None:
    def choose(dialog) -> None:
        desk.qtbot.keyClicks(dialog.boxes["name"][0].input.core(), "Vins nature")
        press(dialog, "Add")

    in_dialog(choose)
    desk.run("tag")
    assert "Vins nature" in words(desk)
    pill = next(pill for pill in desk.page.header.findChildren(TagPill) if pill.text() == "CHR")
    pill.setFocus()
    desk.qtbot.keyClick(pill, Qt.Key.Key_Delete)
    desk.settle()
    assert [name for (name,) in desk.rows("SELECT t.name FROM client_tag c JOIN tag t ON t.id=c.tag_id")] == [
        "Vins nature"
    ]


@pytest.mark.feature("act.menu")
def test_the_menu_offers_what_can_be_done_now(desk: Desk) -> None:
    texts = [action.text() for action in desk.page.header.more_menu().actions() if action.text()]
    assert texts == [
        "Save as vCard…", "Copy the e-mail addresses", "Copy the address", "Add to the score…", "Change the logo…",
        "Complete from the register…", "Block…", "Tag…", "Copy to a new record", "Make a prospect", "Archive",
        "Delete…",
    ]  # fmt: skip
    desk.run("copy_emails")
    assert QGuiApplication.clipboard().text() == "compta@brasserie-theatre.example"
    desk.run("copy_address")
    assert QGuiApplication.clipboard().text() == "Brasserie du Théâtre\n4 place du Théâtre\n21000 Dijon"


@pytest.mark.feature("life.archive", "life.toprospect", "life.delete")
def test_the_life_of_a_record(desk: Desk) -> None:
    desk.run("archive")
    bar = desk.page.messages.bar("state")
    assert bar is not None
    assert "Archived" in bar.text()
    desk.run("unarchive")
    assert desk.page.messages.bar("state") is None
    desk.run("to_prospect")
    assert desk.rows("SELECT is_client, is_prospect FROM client WHERE id=1") == [(0, 1)]
    assert "Prospect" in words(desk)
    desk.run("to_client")
    answer("Delete")
    desk.run("delete")
    assert desk.cell("SELECT deleted_at IS NOT NULL FROM client WHERE id=1") == 1
    desk.open()
    assert not desk.rig.shell.actions["edit"].isEnabled()
    desk.run("undelete")
    assert desk.cell("SELECT deleted_at FROM client WHERE id=1") is None


def test_the_star_is_one_key(desk: Desk) -> None:
    desk.run("star")
    assert desk.cell("SELECT starred FROM client WHERE id=1") == 1
    desk.run("star")
    assert desk.cell("SELECT starred FROM client WHERE id=1") == 0


@pytest.mark.feature("client.record.score")
def test_points_with_their_reason(desk: Desk) -> None:
    def give(dialog) -> None:
        press(dialog, "Add")
        assert dialog.isVisible(), "points are needed"
        dialog.boxes["points"][0].input.setText("-4")
        dialog.boxes["reason"][0].input.setText("Deux retards")
        press(dialog, "Add")

    in_dialog(give)
    desk.run("score")
    assert desk.rows("SELECT points, reason, given_on FROM score_line") == [(-4, "Deux retards", "2026-11-12")]
    desk.page.go_to("details")
    desk.settle()
    assert desk.section("relations")._shown_read["scores"].value() == "−4 · Deux retards"


def test_the_next_and_the_previous_record_of_the_list(desk: Desk) -> None:
    assert desk.page.header._place.text() == "2 of 2"
    desk.run("previous")
    assert desk.page.title() == "Groupe Bellevue"
    desk.run("previous")
    assert desk.page.title() == "Groupe Bellevue"
    desk.run("next")
    assert desk.page.title() == "Brasserie du Théâtre"


def test_what_is_missing_leads_to_where_it_is_written(desk: Desk) -> None:
    desk.open(desk.other)
    link = next(link for link in desk.page.tab().side.findChildren(LinkLabel) if link.text() == "Company number")
    link.click()
    desk.settle()
    assert desk.page.editor.editing
    assert desk.core("siret").hasFocus()


def test_a_missing_phone_is_one_click_away(desk: Desk) -> None:
    desk.open(desk.other)
    link = next(link for link in desk.page.tab().side.findChildren(LinkLabel) if link.text() == "A phone")
    link.click()
    desk.settle()
    assert desk.core("phones/0/text").hasFocus()


def test_read_mode_by_keyboard(desk: Desk) -> None:
    desk.page.go_to("details")
    desk.settle()
    fields = desk.section("company")._read
    legal, siren = desk.section("company")._shown_read["legal_form"], desk.section("company")._shown_read["siren"]
    legal.setFocus(Qt.FocusReason.TabFocusReason)
    desk.qtbot.keyClick(legal, Qt.Key.Key_Right)
    assert siren.hasFocus()
    assert siren.accessibleName() == "SIREN: 123 456 782"
    desk.qtbot.keyClick(fields.focusWidget(), Qt.Key.Key_Return)
    desk.settle()
    assert desk.page.editor.editing
    assert desk.core("siren").hasFocus()


def test_find_a_field(desk: Desk) -> None:
    desk.run("find")
    assert desk.page.tabs.current() == "details"
    find = desk.page.tab().index.find_field
    desk.qtbot.keyClicks(find, "rcs")
    assert desk.page.tab().index.current() == "company"
    desk.qtbot.keyClick(find, Qt.Key.Key_Return)
    assert desk.section("company")._shown_read["rcs"].hasFocus()


def test_a_record_that_is_gone_is_left_with_a_word(desk: Desk) -> None:
    desk.page.open(999)
    desk.settle()
    assert desk.said()[-1] == "This client is not in the file any more."


@pytest.mark.feature("address.under.name", "address.map")
def test_the_address_is_copied_or_shown_on_a_map(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.clients.tabs import addresses

    asked: list[str] = []
    monkeypatch.setattr(addresses.QDesktopServices, "openUrl", lambda url: asked.append(url.toString()))
    address = desk.page.editor.draft.addresses[0]
    addresses.show_on_map(address)
    assert asked[0].startswith("https://www.openstreetmap.org/search?query=4 place du")
    addresses.copy_address(desk.page.editor, address)
    assert QGuiApplication.clipboard().text().endswith("21000 Dijon")


@pytest.mark.feature("client.list.open")
def test_from_the_list_and_back_with_every_step_undone(
    window: MainWindow, settle: Callable[[], None], qtbot: QtBot
) -> None:
    view = window.list_page.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    settle()
    page = window.page()
    assert isinstance(page, RecordPage)
    assert window.windowTitle().startswith("Auberge de la Charme")
    qtbot.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.editor.draft.starred
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle()
    qtbot.keyClicks(page.focusWidget(), "Auberge")
    assert window.isWindowModified()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert not window.isWindowModified()
    assert window.windowTitle().startswith("Auberge")
    changed = page.editor.draft.company_name
    for _ in range(2):
        page.setFocus()
        qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settle()
    assert page.editor.draft.company_name == "Auberge de la Charme" != changed
    assert not page.editor.draft.starred
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    assert window.page() is window.list_page
