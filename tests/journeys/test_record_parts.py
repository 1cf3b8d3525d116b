"""She keeps places, answers, blocks and figures: the parts of a record, each in its table or dialog."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.clients import records
from app.company.model import Team
from tests.ui.record_desk import Desk, fill, in_dialog, press
from ui.clients.tabs import consent
from ui.theme import color
from ui.widgets.buttons import Button
from ui.widgets.labels import LinkLabel, Paragraph
from ui.widgets.pills import Badge

Keys = Qt.Key
HOUSE, CLAIRE = "Brasserie du Théâtre", "Madame Claire Fournier"


@pytest.fixture(autouse=True)
def details(desk: Desk) -> None:
    """The tab on which all of this happens."""
    desk.page.go_to("details")
    desk.settle()


@pytest.mark.feature("address.multi", "address.window", "address.field.label", "address.field.contact")
def test_a_new_address_with_its_lines_as_printed(desk: Desk) -> None:
    def write(dialog: Any) -> None:
        fill(dialog, label="Atelier", street="12 bis rue du Four", postcode="21370")
        assert dialog.address.house_number == "12"
        assert dialog.address.number_suffix == "bis"
        box = dialog.form.widget(dialog._start + "city")
        assert box.input.findText("Prenois") > 0
        fill(dialog, city="Prenois")
        assert dialog._block.lines == (
            "Brasserie du Théâtre", "Madame Claire Fournier", "12 BIS RUE DU FOUR", "21370 PRENOIS",
        )  # fmt: skip
        contact = dialog.form.widget(dialog._start + "contact_id").input
        contact.setCurrentIndex(1)
        contact.activated.emit(1)
        press(dialog, "Apply")

    in_dialog(write)
    desk.section("addresses").adder.click()
    desk.save()
    assert desk.rows("SELECT label, street, city, contact_id, is_default FROM address WHERE client_id=1")[2] == (
        "Atelier", "rue du Four", "Prenois", 1, 0,
    )  # fmt: skip


@pytest.mark.feature("peer.35")
@pytest.mark.parametrize(
    ("country", "street", "postcode", "city", "lines"),
    [
        ("DE", "Marktstr. 5", "79098", "Freiburg", [HOUSE, CLAIRE, "Marktstr. 5", "79098 FREIBURG", "GERMANY"]),
        (
            "GB",
            "5 High Street",
            "SW1A 1AA",
            "London",
            [CLAIRE, HOUSE, "5 High Street", "LONDON", "SW1A 1AA", "UNITED KINGDOM"],
        ),
        ("FR", "5 rue Haute", "21000", "Dijon", [HOUSE, CLAIRE, "5 RUE HAUTE", "21000 DIJON"]),
    ],
)
def test_the_lines_of_an_address_follow_its_country(
    desk: Desk, country: str, street: str, postcode: str, city: str, lines: list[str]
) -> None:
    def write(dialog: Any) -> None:
        choice = dialog.form.widget(dialog._start + "country").input
        choice.set_value(country)
        choice.edited.emit()
        fill(dialog, street=street, postcode=postcode, city=city)
        assert list(dialog._block.lines) == lines

    in_dialog(write)
    desk.section("addresses").add()


@pytest.mark.feature("address.window")
def test_what_the_post_makes_of_an_address_is_told_while_it_is_typed(desk: Desk) -> None:
    def write(dialog: Any) -> None:
        fill(dialog, street="avenue du Maréchal de Lattre de Tassigny", house_number="128", postcode="21000")
        assert dialog._block.lines[2] == "128 AV DU MAL DE LATTRE DE TASSIGNY"
        assert "abbreviated" in dialog._told.text()
        assert not dialog._warning.isVisible()
        fill(dialog, house_number="12/14", street="rue Haute")
        assert dialog._block.lines[2] == "12 RUE HAUTE"
        assert "12/14" in dialog._told.text()
        fill(dialog, house_number="", street="voie-de-l-ancienne-abbaye-des-dames-de-vergy-le-haut")
        assert "38" in dialog._warning.text()
        assert not dialog._told.isVisible()
        assert shown(dialog._block, "amberSoft")
        fill(dialog, street="rue Haute")
        assert not dialog._warning.isVisible()
        assert not shown(dialog._block, "amberSoft")
        whole = dialog.form.widget(dialog._start + "free_block").input
        whole.core().setPlainText("\n".join("ABCDEFG"))
        assert (len(dialog._block.lines), "6" in dialog._warning.text()) == (7, True)
        assert dialog._block.accessibleDescription() == "\n".join("ABCDEFG")

    in_dialog(write)
    desk.section("addresses").adder.click()


def shown(widget: QWidget, token: str) -> bool:
    """Whether a colour of the design stands anywhere on a widget."""
    picture, wanted = widget.grab().toImage(), color(token).rgb()
    return any(picture.pixel(x, y) == wanted for y in range(picture.height()) for x in range(0, picture.width(), 4))


def test_a_wrong_postcode_is_said_in_the_dialog(desk: Desk) -> None:
    def write(dialog: Any) -> None:
        fill(dialog, street="rue du Four", postcode="2137")
        press(dialog, "Apply")
        assert dialog.isVisible()
        assert dialog.form.widget(dialog._start + "postcode").problem() is not None

    in_dialog(write)
    desk.section("addresses").add()
    assert len(desk.page.editor.draft.addresses) == 2


@pytest.mark.feature(
    "address.type.default", "address.type.invoice", "address.type.delivery", "address.type.quote", "address.edit",
    "address.delete",
)  # fmt: skip
def test_uses_of_an_address_and_always_one_default(desk: Desk) -> None:
    section = desk.section("addresses")
    section.set_use(1, "is_default", True)
    section.set_use(1, "is_invoice", True)
    section.set_use(0, "is_quote", True)
    desk.settle()
    uses = desk.rows("SELECT is_default, is_invoice, is_delivery, is_quote FROM address WHERE client_id=1 ORDER BY id")
    assert uses == [(0, 0, 0, 1), (1, 1, 1, 0)]
    removes = [action for action in section._menu(1).actions() if action.text() == "Remove"]
    assert not removes[0].isEnabled()
    next(action for action in section._menu(0).actions() if action.text() == "Remove").trigger()
    desk.settle()
    assert desk.cell("SELECT count(*) FROM address WHERE client_id=1") == 1


@pytest.mark.feature("address.type.defaultinvoice")
def test_invoices_go_to_the_default_of_the_addresses_for_them(desk: Desk) -> None:
    section = desk.section("addresses")

    def here() -> list[bool]:
        desk.settle()
        told = [section.table.cell(row, 1).findChildren(Badge) for row in range(2)]
        return ["Invoices go here" in [badge.text() for badge in badges] for badges in told]

    assert here() == [True, False]
    section.set_use(1, "is_invoice", True)
    assert here() == [False, True]
    section.set_use(0, "is_invoice", True)
    assert here() == [True, False]
    section.set_use(1, "is_default", True)
    assert here() == [False, True]


@pytest.mark.feature("campaign.optin")
def test_consent_keeps_every_answer(desk: Desk) -> None:
    def refuse(dialog: Any) -> None:
        granted = dialog.boxes["granted"][0].input
        granted.set_value(False)
        dialog.boxes["source"][0].input.setEditText("Au comptoir")
        press(dialog, "Keep")

    in_dialog(refuse)
    button = desk.section("consent").table.cell(0, 3)
    assert isinstance(button, Button)
    button.click()
    desk.settle()
    assert desk.rows("SELECT granted, given_on, source FROM consent_event ORDER BY id") == [
        (1, "2025-03-12", "Formulaire"), (0, "2026-11-12", "Au comptoir"),
    ]  # fmt: skip
    assert desk.section("consent").table.cell(0, 1).text() == "Refuses"


@pytest.mark.feature("campaign.optin.history")
def test_the_answers_are_taken_away_as_a_table(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    monkeypatch.setattr(consent, "save_file", lambda *_: path)
    section = desk.section("consent")
    section.history.click()
    assert section._past.isVisible()
    section.save.click()
    desk.settle()
    assert path.read_text(encoding="utf-8-sig").splitlines() == [
        "Date;Client;Channel;Answer;Source", "2025-03-12;Brasserie du Théâtre;E-mails;agrees;Formulaire",
    ]  # fmt: skip
    assert desk.said()[-1] == "The answers are saved."


@pytest.mark.feature("client.field.team")
def test_teams_are_there_once_the_shop_has_some(desk: Desk) -> None:
    assert not desk.section("relations")._shown_read["team_id"].isVisible()
    with desk.rig.book.write("team") as writing:
        writing.session.add(Team(name="Dijon"))
    desk.open(tab="details")
    assert desk.section("relations")._shown_read["team_id"].isVisible()
    desk.edit()
    desk.choose("team_id", "Dijon")
    desk.save()
    assert desk.section("relations")._shown_read["team_id"].value() == "Dijon"


@pytest.mark.feature("block.add", "block.type", "block.comment", "block.until", "block.reason")
def test_blocking_and_lifting(desk: Desk) -> None:
    desk.page.go_to("terms")
    desk.settle()

    def block(dialog: Any) -> None:
        kind = dialog.boxes["kind"][0].input
        kind.set_value("invoicing")
        reason = dialog.boxes["reason_id"][0].input
        reason.setCurrentIndex(reason.findText("Dispute"))
        dialog.boxes["comment"][0].input.set_value("Bouchons")
        dialog.boxes["until_on"][0].input.setText("31/12/2026")
        press(dialog, "Block this client")

    in_dialog(block)
    desk.section("blocks").adder.click()
    desk.settle()
    assert desk.rows("SELECT kind, comment, from_on, until_on FROM block WHERE id=2") == [
        ("invoicing", "Bouchons", "2026-11-12", "2026-12-31")
    ]
    table = desk.section("blocks").table
    lifts = [table.cell(row, 4) for row in range(2)]
    names = [lift.accessibleName() for lift in lifts]
    assert sorted(names) == ["Lift: Invoicing", "Lift: Orders"]
    lifts[names.index("Lift: Orders")].click()
    desk.settle()
    assert desk.rows("SELECT kind, until_on FROM block") == [("orders", "2026-11-11"), ("invoicing", "2026-12-31")]
    lift = desk.section("blocks").table.cell(0, 4)
    lift.click()
    desk.settle()
    assert desk.rows("SELECT kind FROM block") == [("orders",)]


@pytest.mark.feature("client.field.parent")
def test_the_parent_company_is_found_as_one_types(desk: Desk) -> None:
    desk.edit()
    picker: Any = desk.core("parent_id")
    picker.setFocus()
    desk.qtbot.keyClicks(picker, "bellev")
    desk.qtbot.waitUntil(lambda: bool(picker._entries))
    picker._pick(0)
    desk.save()
    assert desk.cell("SELECT parent_id FROM client WHERE id=1") == desk.other
    field = desk.section("relations")._shown_read["parent_id"]
    assert field.value() == "Groupe Bellevue"
    desk.qtbot.keyClick(field, Keys.Key_Return)
    assert desk.rig.opened == [desk.other]


def test_a_name_that_was_not_chosen_is_no_parent(desk: Desk) -> None:
    desk.edit()
    desk.type("parent_id", "nobody")
    desk.save()
    assert desk.page.editor.editing
    assert desk.core("parent_id").hasFocus()


@pytest.mark.feature("client.share", "client.field.financial")
def test_score_followers_and_yearly_figures_in_rows(desk: Desk) -> None:
    desk.edit()
    section = desk.section("relations")
    for words in ("Add points", "Add somebody", "Add a year"):
        next(link for link in section.findChildren(LinkLabel) if link.text() == words).click()
    desk.type("scores/0/points", "10")
    desk.type("scores/0/reason", "Bon payeur")
    desk.choose("followers/0/person_id", "Paul Renard")
    desk.type("financial_years/0/year", "2024")
    desk.type("financial_years/0/turnover", "840 000")
    desk.save()
    assert desk.rows("SELECT points, reason FROM score_line") == [(10, "Bon payeur")]
    assert desk.rows("SELECT person_id FROM client_follower") == [(2,)]
    assert desk.rows("SELECT year, turnover FROM financial_year") == [(2024, 8_400_000_000)]
    assert desk.section("relations").years.rows() == 1


@pytest.mark.feature("custom.tab")
def test_own_fields_of_every_kind(desk: Desk) -> None:
    desk.edit()
    section = desk.section("own")
    fields = {place.own.kind: place for place in section.inputs.places.values()}
    assert set(fields) == {"choice", "number", "date", "yes_no", "several", "link", "amount", "text"}
    for kind, text in {
        "number": "80",
        "date": "3/11/2026",
        "link": "carte.example",
        "amount": "12,50",
        "text": "Oui",
    }.items():
        core = fields[kind].input.core()
        core.setFocus()
        desk.qtbot.keyClicks(core, text)
        desk.qtbot.keyClick(core, Keys.Key_Tab)
    fields["choice"].input.setCurrentIndex(2)
    fields["choice"].input.activated.emit(2)
    desk.qtbot.keyClick(fields["yes_no"].input, Keys.Key_Space)
    for tick in fields["several"].input._ticks.values():
        desk.qtbot.keyClick(tick, Keys.Key_Space)
    desk.save()
    shown = {field.label: field.value() for field in desk.section("own")._read.fields}
    assert shown == {
        "Jour de fermeture": "Lundi", "Couverts": "80", "date": "3 Nov 2026", "yes_no": "Yes",
        "several": "Dimanche, Lundi", "link": "carte.example", "amount": "12,50\xa0€", "text": "Oui",
    }  # fmt: skip
    desk.edit()
    desk.qtbot.keyClick(section.inputs.places[4].input, Keys.Key_Space)
    desk.save()
    assert desk.cell("SELECT count(*) FROM custom_value WHERE field_id=4") == 0


def test_an_own_number_that_is_none_is_not_saved(desk: Desk) -> None:
    desk.edit()
    place = desk.section("own").inputs.places[2]
    place.input.setFocus()
    desk.qtbot.keyClicks(place.input, "beaucoup")
    desk.qtbot.keyClick(place.input, Keys.Key_Tab)
    desk.save()
    assert desk.page.editor.editing
    assert place.box.problem() is not None


@pytest.mark.feature("peer.40")
def test_copy_to_a_new_record(desk: Desk) -> None:
    desk.run("copy")
    assert desk.rig.opened == [3]
    assert desk.rows("SELECT company_name, reference FROM client WHERE id=3") == [("Brasserie du Théâtre", "C-00003")]
    assert desk.cell("SELECT count(*) FROM contact") == 2


def test_a_hostile_name_is_only_text(desk: Desk) -> None:
    name = '<img src="file://host/x">'
    with desk.rig.book.write("name") as writing:
        records.set_fields(writing.session, [1], {"company_name": name, "note": name, "client_since": date(2020, 1, 1)})
    desk.open(tab="overview")
    assert desk.page.header.title.text() == name
    assert name in [label.text() for label in desk.page.tab().findChildren(Paragraph)]
