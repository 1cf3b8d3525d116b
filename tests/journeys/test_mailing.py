"""She writes one letter to many clients: who gets it, what it says, and how it looks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from sqlalchemy import select

from app.clients.model import Address
from app.mailings import mailings
from app.mailings.seats import Seat
from app.values.rich_text import Paragraph, Run, plain
from tests.journeys.test_list import Settle
from tests.journeys.writing import answer, christmas, names, said, stored, today, type_in, wait
from tests.ui.record_desk import in_dialog
from ui.mailings.letter_check import MissingDialog
from ui.mailings.letter_options import LayoutDialog
from ui.mailings.mailing_page import MailingPage
from ui.mailings.mailings_page import MailingsPage
from ui.mailings.recipient_list import Roster
from ui.window import MainWindow

__all__ = ["christmas", "today"]  # fixtures

LEFT_OUT = {"Garnier Amélie", "Vuillemin Jean-Marc"}  # without a street


@pytest.mark.feature("mailing.create", "mailing.page")
def test_from_a_search_to_a_mailing_with_a_name(window: MainWindow, settle: Settle) -> None:
    window.list_page.search_box.setText("dijon")
    settle()
    answer(name="Anniversary", template=0)
    window.actions_.run("new_mailing")
    settle()
    page = window.page()
    assert isinstance(page, MailingPage)
    wait(page, settle)
    assert names(page) == ["Bistrot des Halles Vertes", "Brasserie du Théâtre", "Hôtel des Cordeliers"]
    assert page.head.name.text() == "Anniversary"
    assert page.head.print.text() == "Print 3 letters"
    assert "There is nothing to print yet" in page.check_line.said.text
    window.actions_.run("mailings")
    settle()
    listing = window.page()
    assert isinstance(listing, MailingsPage)
    row = listing.row()
    assert row is not None
    assert (row.name, row.state, row.recipients) == ("Anniversary", "draft", 3)
    assert window.place_of(listing) == "mailings"


@pytest.mark.feature("mailing.title", "mailing.text")
def test_the_title_and_the_text_have_the_words_of_each_client(
    window: MainWindow, christmas: MailingPage, settle: Settle
) -> None:
    page = christmas
    page.texts.title.set_value("For {company_name}")
    page.texts.title.edited.emit()
    page.texts.editor.set_value(())
    type_in(page, "Dear friends in ")
    page.texts.fields.insert(page.texts.editor, "address.city")
    type_in(page, ", merry Christmas.")
    wait(page, settle)
    assert "For Auberge de la Charme" in said(page)
    assert "Dear friends in Prenois, merry Christmas." in said(page)
    page.preview.step_wanted.emit(1)
    page.preview.step_wanted.emit(1)
    wait(page, settle)
    assert "Dear friends in Dijon" in said(page)
    assert page.people.view.current().name == "Brasserie du Théâtre"
    words = stored(window, page).texts[0]
    assert words.title == "For {company_name}"
    assert plain(words.body) == "Dear friends in {address.city}, merry Christmas."


def test_what_a_field_says_is_marked_on_the_page(christmas: MailingPage, settle: Settle) -> None:
    christmas.texts.editor.set_value(())
    type_in(christmas, "Not Prenois but ")
    christmas.texts.fields.insert(christmas.texts.editor, "address.city")
    type_in(christmas, " is where you live.")
    wait(christmas, settle)
    marked = christmas.preview._merged
    assert [words_under(christmas, hit) for hit in marked] == ["Prenois"]
    assert said(christmas).count("Prenois") == 2
    window = christmas.preview.pane.view
    left, top, _right, _bottom = marked[0].rects[0]
    place, scale = window._places[0], window._scale()
    paper = window.viewport().grab().toImage()
    colour = paper.pixelColor(place.left() + round(left * scale), place.top() + round(top * scale))
    assert colour.red() - colour.blue() > 20  # black on white has none


def words_under(page: MailingPage, hit: Any) -> str:
    """What stands in the first rectangle of a mark."""
    pdf = page.preview.pane.view.pdf()
    assert pdf is not None
    left, top, right, bottom = hit.rects[0]
    document = pypdfium2.PdfDocument(pdf.content)
    try:
        high = document[hit.page].get_height()
        text: str = document[hit.page].get_textpage().get_text_bounded(left, high - bottom, right, high - top)
        return text.strip()
    finally:
        document.close()


def test_nothing_typed_is_lost_when_one_leaves_at_once(
    window: MainWindow, christmas: MailingPage, settle: Settle
) -> None:
    christmas.texts.editor.set_value(())
    type_in(christmas, "typed a moment ago")
    window.actions_.run("clients")
    settle()
    assert window.page() is window.list_page
    assert plain(stored(window, christmas).texts[0].body) == "typed a moment ago"
    assert plain(stored(window, christmas).texts[1].body).startswith("{dear}")


def test_who_is_left_out_is_named_with_the_reason_and_put_right(
    window: MainWindow, christmas: MailingPage, settle: Settle
) -> None:
    left = [seat for seat in christmas.people.model.seats if seat.reason]
    assert {seat.name for seat in left} == LEFT_OUT
    assert christmas.people._count.text() == "9 of 11"
    assert christmas.head.print.text() == "Print 9 letters"
    christmas.people.view.choose(left[0].client_id)
    QTest.keyClick(christmas.people.view, Qt.Key.Key_Return)
    settle()
    assert window.page().client_id == left[0].client_id
    assert window.page().tabs.current() == "details"

    def put_right(session: Any) -> None:
        place = select(Address).where(Address.client_id == left[0].client_id)
        session.scalars(place).one().street = "rue Basse"

    window.jobs.write(None, "put right", put_right)
    settle()
    window.actions_.run("back")
    wait(christmas, settle)
    assert christmas.people._count.text() == "10 of 11"


def test_ticks_decide_who_gets_one(window: MainWindow, christmas: MailingPage, settle: Settle) -> None:
    view = christmas.people.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down)
    wait(christmas, settle)
    assert christmas.people.count() == 8
    with window.jobs.book.read() as session:
        assert 1 not in mailings.client_ids_of(session, christmas.draft.plan.id)
    christmas.people.search_box.setText("dijon")
    christmas.people.tick_all(on=False)
    wait(christmas, settle)
    assert christmas.people.count() == 5


def test_recipients_are_added_and_removed(window: MainWindow, christmas: MailingPage, settle: Settle) -> None:
    christmas.people.remove([1, 2])
    wait(christmas, settle)
    assert len(names(christmas)) == 9
    window.actions_.run("undo")
    wait(christmas, settle)
    christmas.people.read()
    wait(christmas, settle)
    assert len(names(christmas)) == 11
    christmas.people.remove(list(range(1, 12)))
    wait(christmas, settle)
    assert names(christmas) == []
    menu = [action.text() for action in christmas.people.menu().actions()]
    assert "Add “Restos de Dijon”" in menu
    next(a for a in christmas.people.menu().actions() if a.text() == "Add “Restos de Dijon”").trigger()
    wait(christmas, settle)
    assert len(names(christmas)) == 3


def test_a_field_that_says_nothing_gets_words_instead(christmas: MailingPage, settle: Settle) -> None:
    christmas.texts.editor.set_value(())
    type_in(christmas, "Your number is ")
    christmas.texts.editor.insert_field(Run(field="siret"))
    wait(christmas, settle)
    assert christmas.check_line.said.text == "1 field says nothing for some recipients."

    def replace(dialog: QDialog) -> None:
        assert isinstance(dialog, MissingDialog)
        box = dialog.boxes["siret"]
        box.input.set_value("not known to us")
        dialog.done_button.click()

    in_dialog(replace)
    christmas.check_line.way_wanted.emit("missing")
    wait(christmas, settle)
    assert "Your number is not known to us" in said(christmas)
    assert "replaced" in christmas.check_line.said.text


def test_words_for_a_man_a_woman_or_several(christmas: MailingPage, settle: Settle) -> None:
    christmas.texts.editor.set_value(())
    answer(words0="faithful sir", words1="faithful lady", words2="faithful all")
    christmas.texts.fields.insert(christmas.texts.editor, "gender")
    wait(christmas, settle)
    assert "faithful all" in said(christmas)
    chip = christmas.texts.editor.value()[0].runs[0]
    assert christmas.texts.fields.label(chip) == "faithful sir, m/f"


def picture(path: Path, colour: str = "white") -> Path:
    image = QImage(620, 877, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    image.save(str(path))
    return path


@pytest.mark.feature("mailing.background")
def test_a_background_image_with_its_strength_and_a_warning(
    window: MainWindow, christmas: MailingPage, settle: Settle, tmp_path: Path
) -> None:
    card = christmas.background
    card.take(picture(tmp_path / "vigne.png", "#402040"))
    wait(christmas, settle)
    assert card._name.text() == "vigne.png · 620 × 877"
    card.strength.groove.setValue(100)
    wait(christmas, settle)
    assert card.warning.isVisible()
    assert "dark" in card.warning.text()
    card.strength.groove.setValue(5)
    card.all_pages.click()
    wait(christmas, settle)
    assert not card.warning.isVisible()
    plan = stored(window, christmas)
    assert (plan.background_name, plan.background_strength, plan.background_pages) == ("vigne.png", 5, "all")
    card.remove_button.click()
    wait(christmas, settle)
    assert stored(window, christmas).background is None


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken", b"<svg xmlns='x'/>"])
def test_what_is_no_picture_is_refused_with_a_sentence(
    window: MainWindow, christmas: MailingPage, settle: Settle, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(content)
    christmas.background.take(path)
    wait(christmas, settle)
    assert window._refusal is not None
    assert christmas.draft.plan.background is None


def test_the_layout_is_chosen(window: MainWindow, christmas: MailingPage, settle: Settle) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, LayoutDialog)
        dialog.date.set_value(date(2026, 12, 1))
        dialog.order.set_value("postcode")
        dialog.signer.set_value("Mathilde Aubry")
        dialog.window_choice.set_value("ch-sn-right")
        dialog._use()

    in_dialog(choose)
    christmas.ticks.more_wanted.emit()
    wait(christmas, settle)
    assert "Mathilde Aubry" in said(christmas)
    assert "1er décembre 2026" in said(christmas)
    assert names(christmas)[0] == "Bistrot des Halles Vertes"  # 21000 comes first
    christmas.ticks.boxes["with_date"].click()
    christmas.ticks.boxes["with_letterhead"].click()
    wait(christmas, settle)
    assert "décembre" not in said(christmas)
    assert "Cave des Tilleuls" not in said(christmas).split("Auberge")[0].split("Bistrot")[0]


def test_two_languages_have_two_texts(window: MainWindow, christmas: MailingPage, settle: Settle) -> None:
    assert christmas.texts.languages() == ["fr", "en"]
    french = plain(christmas.texts.editor.value())
    christmas.texts.tabs.segment("en").click()
    assert "wish you" in plain(christmas.texts.editor.value())
    christmas.texts.tabs.segment("fr").click()
    assert plain(christmas.texts.editor.value()) == french
    wait(christmas, settle)
    assert [words.language for words in stored(window, christmas).texts] == ["fr", "en"]


def test_keys_walk_through_the_letters(window: MainWindow, christmas: MailingPage, settle: Settle) -> None:
    window.actions_.run("next")
    wait(christmas, settle)
    assert christmas.people.view.current().name == "Bistrot des Halles Vertes"
    window.actions_.run("previous")
    wait(christmas, settle)
    assert christmas.people.view.current().name == "Auberge de la Charme"


def test_a_hundred_thousand_recipients_are_found_and_ticked(christmas: MailingPage, settle: Settle) -> None:
    people = christmas.people
    people.model.show(
        Roster([Seat(number, f"Client {number}", "21000 Dijon", chosen=True) for number in range(100_000)])
    )
    people.search_box.setText("client 99 dijon")
    settle()
    found = sum("99" in str(number) for number in range(100_000))
    assert people.model.rowCount() == found
    ids, chosen = people.model.all_shown(on=False)
    assert (len(ids), len(chosen)) == (found, 100_000 - found)
    people.search_box.clear()
    settle()
    assert people.model.rowCount() == 100_000
    people.model.set_chosen(people.model.all_shown(on=False)[1])
    assert people.count() == 0


def test_pasted_markup_reaches_neither_disk_nor_network(christmas: MailingPage, settle: Settle) -> None:
    data = QMimeData()
    data.setHtml("<img src='file:///etc/passwd'><p>pasted <b>words</b><script>x()</script></p>")
    QApplication.clipboard().setMimeData(data)
    christmas.texts.editor.set_value(())
    christmas.texts.editor.edit.setFocus()
    QTest.keyClick(christmas.texts.editor.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait(christmas, settle)
    assert plain(christmas.texts.editor.value()) == "pasted words"
    assert "pasted words" in said(christmas)
    assert "passwd" not in said(christmas)


@pytest.mark.parametrize(
    ("run", "told"),
    [
        (Run(field="no.such"), "There is no merge field called “no.such”."),
        (Run("\U0001f600"), "cannot be printed"),
    ],
)
def test_what_cannot_be_printed_is_said_beforehand(
    window: MainWindow, christmas: MailingPage, settle: Settle, run: Run, told: str
) -> None:
    christmas.texts.editor.edit.insert((Paragraph((run,)),))
    wait(christmas, settle)
    assert told in christmas.check_line.said.text
    assert christmas.check_line.said.tone == "red"
    window.actions_.run("print")
    wait(christmas, settle)
    bar = christmas.messages.bar("print")
    assert bar is not None
    assert told in bar.text()
    assert stored(window, christmas).state == "draft"


def test_a_word_without_end_is_pasted_and_laid_out(christmas: MailingPage, settle: Settle) -> None:
    data = QMimeData()
    data.setText("y" * 200_000)
    christmas.texts.editor.set_value(())
    christmas.texts.editor.edit.insertFromMimeData(data)
    wait(christmas, settle)
    assert christmas.preview.pane.view.pdf().pages > 10
