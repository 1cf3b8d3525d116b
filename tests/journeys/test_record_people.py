"""She keeps the people of a client: who they are, what they do, how to reach them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from app.clients import records
from app.clients.model import Client, Contact, ContactLink
from tests.ui.record_desk import Desk, answer, fill, in_dialog, press
from ui.widgets.labels import LinkLabel
from ui.widgets.toggles import Radio

Keys = Qt.Key


@pytest.fixture(autouse=True)
def details(desk: Desk) -> None:
    """The tab on which all of this happens."""
    desk.page.go_to("details")
    desk.settle()


def people(desk: Desk, columns: str) -> list[Any]:
    joined = "contact_link l JOIN contact c ON c.id=l.contact_id WHERE l.client_id=1 ORDER BY l.position"
    return desk.rows(f"SELECT {columns} FROM {joined}")


@pytest.mark.feature(
    "contact.add", "contact.field.civility", "contact.field.firstname", "contact.field.lastname",
    "contact.field.function", "contact.field.email", "contact.field.phone", "contact.field.mobile",
    "contact.mailflags",
)  # fmt: skip
def test_a_new_contact(desk: Desk) -> None:
    def write(dialog: Any) -> None:
        fill(
            dialog,
            contact__civility="Mme",
            contact__first_name="Inès",
            contact__last_name="Belkacem",
            function="Comptable",
        )
        fill(dialog, contact__birthday="23/05", from_on="01/03/2024")
        for words in ("Add a phone", "Add an e-mail"):
            next(link for link in dialog.findChildren(LinkLabel) if link.text() == words).click()
        fill(dialog, contact__phones__0__text="06 39 98 17 42", contact__emails__0__text="ines@compta.example")
        desk.qtbot.keyClick(dialog.form.widget(dialog._start + "mail_invoice"), Keys.Key_Space)
        press(dialog, "Apply")

    in_dialog(write)
    desk.section("contacts").adder.click()
    desk.settle()
    assert desk.page.editor.editing
    desk.save()
    assert people(desk, "civility, first_name, last_name, function, birthday, from_on, mail_invoice, is_main")[2] == (
        "Mme", "Inès", "Belkacem", "Comptable", "--05-23", "2024-03-01", 1, 0,
    )  # fmt: skip
    assert desk.rows("SELECT text, comparable FROM phone WHERE contact_id=3") == [("06 39 98 17 42", "33639981742")]


@pytest.mark.feature("contact.field.fax")
def test_the_fax_of_a_contact(desk: Desk) -> None:
    def write(dialog: Any) -> None:
        next(link for link in dialog.findChildren(LinkLabel) if link.text() == "Add a phone").click()
        start = f"{dialog._start}contact/phones/0"
        kind = dialog.form.widget(f"{start}/kind").input
        kind.setCurrentIndex(kind.findText("Fax"))
        kind.activated.emit(kind.currentIndex())
        fill(dialog, contact__phones__0__text="03 53 01 24 61")
        press(dialog, "Apply")

    in_dialog(write)
    desk.section("contacts").edit(1)
    desk.save()
    assert desk.rows("SELECT text, kind FROM phone WHERE contact_id=2") == [("03 53 01 24 61", "fax")]


def test_a_contact_needs_something_to_be_known_by(desk: Desk) -> None:
    def leave_empty(dialog: Any) -> None:
        press(dialog, "Apply")
        assert dialog.isVisible()
        assert dialog.form.widget(dialog._start + "contact/last_name").problem() is not None

    in_dialog(leave_empty)
    desk.section("contacts").add()
    assert len(desk.page.editor.draft.links) == 2


@pytest.mark.feature("contact.edit", "contact.open")
def test_a_contact_is_edited_from_its_name(desk: Desk) -> None:
    def rename(dialog: Any) -> None:
        fill(dialog, function="Gérante et associée")
        press(dialog, "Apply")

    in_dialog(rename)
    cell = desk.section("contacts").table.cell(0, 0)
    cell.findChild(LinkLabel).click()
    desk.settle()
    desk.save()
    assert people(desk, "function")[0] == ("Gérante et associée",)


@pytest.mark.feature("contact.role.main", "contact.role.billing", "contact.role.dunning")
def test_a_role_has_one_holder_and_acts_at_once(desk: Desk) -> None:
    radios = desk.section("contacts").table.cell(1, 4)
    assert isinstance(radios, Radio)
    assert radios.accessibleName() == "Main contact: Hugo Marchand"
    desk.qtbot.keyClick(radios, Keys.Key_Space)
    desk.settle()
    assert people(desk, "is_main, is_billing") == [(0, 1), (1, 0)]
    assert not desk.page.editor.editing
    desk.section("contacts").give_role(0, "is_reminder", True)
    desk.section("contacts").give_role(1, "is_reminder", True)  # before the first is read back
    desk.settle()
    assert people(desk, "is_reminder") == [(0,), (1,)]


@pytest.mark.feature("contact.link")
def test_a_contact_of_another_client_is_linked_here_too(desk: Desk) -> None:
    with desk.rig.book.write("other") as writing:
        links = [ContactLink(contact=Contact(first_name="Hélène", last_name="Pacaud"))]
        records.save(writing.session, Client(company_name="Bistrot", links=links))
    desk.open(tab="details")

    def pick(dialog: Any) -> None:
        field = dialog.person.input
        desk.qtbot.keyClicks(field, "pacaud")
        desk.qtbot.waitUntil(lambda: bool(field._entries))
        assert field._entries[0][1] == "Hélène Pacaud, Bistrot"
        field._pick(0)
        dialog.function.input.setText("Conseil")
        press(dialog, "Link")
        desk.qtbot.waitUntil(lambda: not dialog.isVisible())

    in_dialog(pick)
    desk.section("contacts").linker.click()
    desk.settle()
    desk.save()
    assert people(desk, "last_name, function")[2] == ("Pacaud", "Conseil")
    assert desk.cell("SELECT count(*) FROM contact WHERE last_name='Pacaud'") == 1
    assert 3 in desk.page.editor.opened.shared


@pytest.mark.feature("contact.unlink", "act.rowmenu")
def test_unlinking_takes_the_person_from_this_client(desk: Desk) -> None:
    answer("Unlink")
    menu = desk.section("contacts")._menu(1)
    next(action for action in menu.actions() if action.text().startswith("Unlink")).trigger()
    desk.settle()
    assert people(desk, "first_name") == [("Claire",)]
    assert desk.said()[-1] == "Hugo Marchand is unlinked."


@pytest.mark.feature("contact.field.photo")
def test_a_photo_goes_with_the_save(desk: Desk, tmp_path: Path) -> None:
    Image.new("RGB", (900, 700), "#884422").save(tmp_path / "claire.png")
    from ui.clients import picture_field

    def choose(dialog: Any) -> None:
        picture_field.read_picture(desk.rig.shell, dialog, tmp_path / "claire.png", dialog.set_photo)
        desk.qtbot.waitUntil(lambda: bool(dialog.pictures))
        press(dialog, "Apply")

    in_dialog(choose)
    desk.section("contacts").edit(0)
    desk.save()
    (digest,) = people(desk, "photo")[0]
    assert desk.rows("SELECT length(bytes) > 500 FROM blob WHERE sha256=?", digest) == [(1,)]
    assert desk.page.editor.picture(digest) is not None


@pytest.mark.feature("client.record.logo")
def test_the_logo_from_a_file(desk: Desk, tmp_path: Path) -> None:
    Image.new("RGBA", (300, 200), "#88442200").save(tmp_path / "logo.png")
    (tmp_path / "no.png").write_bytes(b"no picture at all")
    desk.page.commands.take_logo(str(tmp_path / "no.png"))
    desk.settle()
    assert len(desk.rig.explained) == 1
    desk.page.commands.take_logo(str(tmp_path / "logo.png"))
    desk.settle()
    digest = desk.cell("SELECT logo FROM client WHERE id=1")
    assert digest in desk.page.editor.opened.pictures


@pytest.mark.feature("client.field.phone", "client.field.mobile", "client.field.fax", "client.field.email")
def test_phones_and_e_mails_of_the_client_itself(desk: Desk) -> None:
    desk.edit()
    section = desk.section("contacts")
    adders = [link for link in section.findChildren(LinkLabel) if link.text() == "Add a phone"]
    adders[0].click()
    assert desk.core("phones/1/text").hasFocus()
    desk.type("phones/1/text", "06 39 98 17 4")
    assert desk.box("phones/1/text").problem().severity == "warning"
    desk.type("phones/1/text", "06 39 98 17 42")
    desk.choose("phones/1/kind", "Mobile")
    next(link for link in section.findChildren(LinkLabel) if link.text() == "Add an e-mail").click()
    desk.type("emails/0/text", "contact@brasserie")
    assert desk.box("emails/0/text").problem().blocks
    desk.save()
    assert desk.core("emails/0/text").hasFocus()
    desk.type("emails/0/text", "contact@brasserie.example")
    desk.save()
    assert desk.rows("SELECT text, kind FROM phone WHERE client_id=1") == [
        ("03 53 01 24 60", "phone"), ("06 39 98 17 42", "mobile"),
    ]  # fmt: skip
    assert desk.rows("SELECT text FROM email WHERE client_id=1") == [("contact@brasserie.example",)]


def test_a_removed_row_leaves_the_others_as_they_were(desk: Desk) -> None:
    desk.edit()
    section = desk.section("contacts")
    for number in ("03 80 00 00 01", "03 80 00 00 02"):
        next(link for link in section.findChildren(LinkLabel) if link.text() == "Add a phone").click()
        place = len(desk.page.editor.draft.phones) - 1
        desk.type(f"phones/{place}/text", number)
    next(rows for rows in section.findChildren(type(section._edit)) if getattr(rows, "path", "") == "phones").remove(0)
    desk.settle()
    assert [desk.core(f"phones/{place}/text").text() for place in (0, 1)] == ["03 80 00 00 01", "03 80 00 00 02"]
    desk.save()
    assert [text for (text,) in desk.rows("SELECT text FROM phone WHERE client_id=1 ORDER BY position")] == [
        "03 80 00 00 01", "03 80 00 00 02",
    ]  # fmt: skip
