"""She completes a client from the public registers: a page pasted, or a company found in a list kept here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.store import undo
from tests.ui.record_desk import Desk, in_dialog, press
from tests.ui.rig import Rig, make_rig
from ui.clients.new_client import NewClientDialog
from ui.clients.register import paste
from ui.clients.register.dialog import RegisterDialog
from ui.widgets.message_bar import MessageBar

Keys = Qt.Key
PAGE = """Informations juridiques de BRASSERIE DU THEATRE
Adresse : 12 BIS RUE DE LA LIBERTE, 21000 DIJON
SIREN : 123 456 782
SIRET (siège) : 123 456 782 00010
Forme juridique : SARL, société à responsabilité limitée
Numéro de TVA : FR11123456782
Capital social : 8 000,00 €
Code NAF ou APE : 56.10A (Restauration traditionnelle)
Effectif : Entre 10 et 19 salariés
"""
LIST = """siret;denominationUniteLegale;activitePrincipaleEtablissement;numeroVoieEtablissement;\
typeVoieEtablissement;libelleVoieEtablissement;codePostalEtablissement;libelleCommuneEtablissement;\
categorieJuridiqueUniteLegale;etatAdministratifEtablissement
12345678200010;BRASSERIE DU THEATRE;56.10A;4;PL;DU THEATRE;21000;DIJON;5499;A
73282932000074;CHEZ LULU;56.10A;7;RUE;HAUTE;21200;BEAUNE;5710;A
35600000000048;LA POSTE;53.10Z;2;QUAI;HAUT;71100;CHALON SUR SAONE;5510;A
"""
KEPT = "SELECT legal_form, naf, capital, headcount, vat_number FROM client WHERE id=1"


def shown(qtbot: QtBot, settle: Callable[[], object]) -> RegisterDialog:
    """The dialog that was just opened."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RegisterDialog))
    settle()
    found = QApplication.activeModalWidget()
    assert isinstance(found, RegisterDialog)
    return found


def complete(desk: Desk) -> RegisterDialog:
    desk.run("complete")
    return shown(desk.qtbot, desk.settle)


def paste_page(dialog: RegisterDialog, text: str = PAGE) -> None:
    QGuiApplication.clipboard().setText(text)
    press(dialog, "Paste")
    press(dialog, "Compare")


def ticks(dialog: RegisterDialog) -> dict[str, bool]:
    return {box.text(): box.isChecked() for box in dialog.comparison._ticks.values()}


def bring_in(dialog: RegisterDialog, path: Path, settle: Callable[[], object]) -> None:
    path.write_text(LIST, encoding="utf-8")

    def ask(question: Any) -> None:
        question.boxes["departments"][0].input.setText("21")
        press(question, "Import")

    in_dialog(ask)
    dialog.lookup.ask_departments(path)
    settle()


@pytest.mark.feature("client.lookup.complete")
def test_what_the_record_lacks_is_ticked_and_taken_as_one_step(desk: Desk) -> None:
    dialog = complete(desk)
    paste_page(dialog)
    assert ticks(dialog) == {
        "Legal form": True, "VAT number": True, "NAF (APE) code": True, "Share capital": True, "Employees": True,
        "Address": False,
    }  # fmt: skip
    before = desk.cell("SELECT max(id) FROM change_set")
    press(dialog, "Take these")
    desk.settle()
    assert desk.rows(KEPT) == [("SARL", "56.10A", 80_000_000, "10–19", "FR11123456782")]
    assert desk.cell("SELECT street FROM address WHERE client_id=1 AND is_default=1") == "place du Théâtre"
    assert desk.rows("SELECT label FROM change_set WHERE id>?", before) == [("Complete {name} from the register",)]
    assert desk.said() == ["Brasserie du Théâtre is completed from the register."]
    assert desk.page.editor.draft.naf == "56.10A"
    desk.rig.shell.jobs.write(desk.page, "Undo", undo.undo, kind="undo")
    desk.settle()
    assert desk.rows(KEPT) == [("", "", None, "", "")]


@pytest.mark.feature("client.lookup.complete")
def test_ticks_decide_and_in_edit_mode_nothing_is_saved_yet(desk: Desk) -> None:
    desk.edit()
    dialog = complete(desk)
    paste_page(dialog)
    for box in dialog.comparison._ticks.values():
        desk.qtbot.keyClick(box, Keys.Key_Space)
    assert ticks(dialog)["Address"]
    assert not ticks(dialog)["Legal form"]
    desk.qtbot.keyClick(dialog, Keys.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.cell("SELECT street FROM address WHERE client_id=1 AND is_default=1") == "place du Théâtre"
    assert desk.page.is_changed()
    desk.save()
    (address,) = desk.rows("SELECT house_number, number_suffix, street FROM address WHERE client_id=1 AND is_default=1")
    assert address == ("12", "bis", "rue de la Liberte")
    assert desk.cell("SELECT legal_form FROM client WHERE id=1") == ""


def test_another_company_is_told_and_nothing_of_it_is_ticked(desk: Desk) -> None:
    dialog = complete(desk)
    paste_page(dialog, "Dénomination : CHEZ LULU\nSIREN : 732 829 320\nForme juridique : SAS")
    (bar,) = (bar for bar in dialog.comparison.findChildren(MessageBar) if bar.isVisible())
    assert bar.text() == "This is another company: the record has the SIREN 123 456 782."
    assert not any(ticks(dialog).values())
    press(dialog, "Back")
    paste_page(dialog, "SIREN : 123 456 782")
    (bar,) = (bar for bar in dialog.comparison.findChildren(MessageBar) if bar.isVisible())
    assert bar.text() == "The record already says what the register says."
    dialog.reject()


def test_a_text_without_a_company_says_so(desk: Desk) -> None:
    dialog = complete(desk)
    desk.qtbot.keyClicks(dialog.paste.text.core(), "Bonjour")
    assert dialog.paste._said.text() == "No company is recognised in this text."
    assert not dialog._go.isEnabled()
    dialog.reject()


def test_the_browser_is_sent_to_the_directory_with_the_number(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(paste.QDesktopServices, "openUrl", lambda url: asked.append(url.toString()))
    dialog = complete(desk)
    press(dialog, "Open the public directory")
    assert asked == ["https://annuaire-entreprises.data.gouv.fr/rechercher?terme=12345678200010"]
    dialog.reject()


@pytest.mark.feature("client.lookup.sirene")
def test_a_list_is_brought_in_once_and_found_in_from_then_on(desk: Desk, tmp_path: Path) -> None:
    dialog = complete(desk)
    bring_in(dialog, tmp_path / "sirene.csv", desk.settle)
    assert dialog.lookup._about.text() == "Companies: 2 · Departments: 21 · Imported on 12 Nov 2026"
    # The record's own number is looked for at once, and the only one found is chosen.
    assert dialog.lookup.list.company().name == "BRASSERIE DU THEATRE"
    dialog.reject()
    again = complete(desk)
    assert again.lookup.search.hasFocus()
    again.lookup.search.clear()
    desk.qtbot.keyClicks(again.lookup.search, "lulu bea")
    desk.settle()
    assert again.lookup.list.company().siret == "73282932000074"
    again.lookup.search.clear()
    desk.qtbot.keyClicks(again.lookup.search, "123 456 782")
    desk.settle()
    desk.qtbot.keyClick(again.lookup.search, Keys.Key_Return)
    assert ticks(again) == {"Legal form": True, "NAF (APE) code": True}
    press(again, "Take these")
    desk.settle()
    assert desk.cell("SELECT legal_form FROM client WHERE id=1") == "SARL"


def test_a_file_that_is_no_such_list_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.write_text("name;town\nLulu;Dijon\n", encoding="utf-8")
    dialog = complete(desk)
    dialog.lookup.load(path, ())
    desk.settle()
    assert "“clients.csv” is not a list of companies from SIRENE" in dialog.lookup.bar.text()
    assert dialog.lookup.first.isEnabled()
    dialog.reject()


def test_an_import_can_be_stopped(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "sirene.csv"
    header, *lines = LIST.splitlines()
    path.write_text("\n".join([header, *lines * 20_000]), encoding="utf-8")
    dialog = complete(desk)
    dialog.lookup.load(path, ())
    press(dialog.lookup._card, "Cancel")
    desk.settle()
    assert dialog.lookup.first.isEnabled()
    assert not dialog.lookup._card.isVisible()
    assert not dialog.lookup.search.isVisible()
    dialog.reject()


def test_a_department_that_does_not_exist_is_told_at_the_field(desk: Desk, tmp_path: Path) -> None:
    dialog = complete(desk)

    def ask(question: Any) -> None:
        box, _needed = question.boxes["departments"]
        box.input.setText("21 Dijon")
        press(question, "Import")
        assert box.problem().parameters == {"number": "DIJON"}
        assert question.isVisible()

    in_dialog(ask)
    dialog.lookup.ask_departments(tmp_path / "sirene.csv")
    dialog.reject()


def test_clients_abroad_and_private_persons_are_in_no_register(desk: Desk) -> None:
    served = desk.rig.shell.actions["complete"]
    assert served.isEnabled()
    desk.edit()
    desk.page.editor.draft.addresses[0].country = "CH"
    assert "complete" not in desk.page.handlers()
    desk.page.editor.draft.addresses[0].country = "FR"
    desk.page.editor.draft.is_organisation = False
    assert "complete" not in desk.page.handlers()
    desk.page.editor.drop()


@pytest.fixture
def rig(qtbot: QtBot, home: Path) -> Iterator[Rig]:
    made = make_rig(home / "shop.clientele")
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.close()


@pytest.mark.feature("client.lookup.sirene")
def test_a_new_client_is_filled_in_and_keeps_what_the_form_does_not_show(qtbot: QtBot, rig: Rig) -> None:
    def settle() -> None:
        qtbot.waitUntil(lambda: not rig.shell.jobs.busy, timeout=60_000)

    new = NewClientDialog(rig.shell, rig.window)
    with qtbot.waitActive(new):
        new.open()
    settle()
    new.form.register.click()
    dialog = shown(qtbot, settle)
    paste_page(dialog)
    press(dialog, "Take these")
    settle()
    assert new.form.text("company_name") == "BRASSERIE DU THEATRE"
    assert (new.form.text("siret"), new.form.text("city")) == ("123 456 782 00010", "Dijon")
    press(new, "Create")
    settle()
    kept = "SELECT company_name, siren, legal_form, naf, capital FROM client"
    assert rig.rows(kept) == [("BRASSERIE DU THEATRE", "123456782", "SARL", "56.10A", 80_000_000)]
    assert rig.rows("SELECT house_number, street, city FROM address") == [("12", "rue de la Liberte", "Dijon")]


def test_the_link_is_for_companies_in_france(qtbot: QtBot, rig: Rig) -> None:
    new = NewClientDialog(rig.shell, rig.window)
    new.open()
    assert new.form.register.isVisible()
    new.form.kind.set_value("person")
    assert not new.form.register.isVisible()
    new.form.kind.set_value("company")
    new.form.set_values({"country": "BE"})
    assert not new.form.register.isVisible()
    new.form.set_values({"country": "FR"})
    new.reject()
