"""She prints envelopes for the clients she chose, and measures the envelopes that lie in her drawer."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QRadioButton, QSpinBox

from app.sales import heading
from tests.app.documents.made import texts
from tests.journeys.test_list import Settle
from tests.ui.printing.hands import print_to
from tests.ui.printing.pictures import difference
from tests.ui.record_desk import in_dialog
from ui.mailings.envelopes_dialog import EnvelopesDialog
from ui.printing.measure_envelope import MeasureEnvelope
from ui.window import MainWindow

THEATRE = 3


def dialog(window: MainWindow, settle: Settle) -> EnvelopesDialog:
    """The envelopes window, with everything read and drawn."""
    for _ in range(60):
        settle()
        found = [each for each in window.findChildren(EnvelopesDialog) if each.isVisible()]
        if found and found[0].is_settled() and (found[0].pane.view.is_drawn() or not found[0].prepared.count):
            return found[0]
    raise AssertionError("no envelopes")


def measuring(owner: Any) -> MeasureEnvelope:
    return next(each for each in owner.findChildren(MeasureEnvelope) if each.isVisible())


def shown(page: EnvelopesDialog) -> str:
    return " ".join(texts(page.pane.view.pdf().content)[0].split())


def rows(window: MainWindow, sql: str) -> list[Any]:
    with contextlib.closing(window.jobs.book.rows()) as db:
        return db.execute(sql).fetchall()


@pytest.mark.feature("peer.14")
def test_one_envelope_from_the_record_in_two_clicks(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    window.open_record(THEATRE)
    settle()
    window.actions_.run("envelopes")
    page = dialog(window, settle)
    assert "Print 1 envelope" in page.print_button.text()
    for line in ("Cave des Tilleuls", "Brasserie du Théâtre", "4 RUE BASSE", "21000 DIJON"):
        assert line in shown(page), line
    out = tmp_path / "envelope.pdf"
    print_to(out)
    page.print_button.click()
    for _ in range(3):
        settle()
    assert difference(page.pane.view.pdf().content, out.read_bytes()) < 0.01
    assert rows(window, "SELECT kind, state, pages FROM mailing") == [("envelopes", "printed", 1)]
    ((client, block),) = rows(window, "SELECT client_id, block FROM mailing_recipient")
    assert client == THEATRE
    assert block.endswith("21000 DIJON")


@pytest.mark.feature("peer.14")
def test_many_envelopes_are_looked_through_and_saved(
    window: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.list_page.view.tick_all()
    window.actions_.run("envelopes")
    page = dialog(window, settle)
    assert page.prepared.count == 9
    first = shown(page)
    QTest.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert shown(dialog(window, settle)) != first
    page.left.order.set_value("name")
    page.left.envelope.set_value("C6")
    page.left.turn.set_value(90)
    page.left.envelope.edited.emit()
    page.left.turn.edited.emit()
    dialog(window, settle)
    out = tmp_path / "all.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(out), "")))
    page.save_button.click()
    settle()
    settle()
    document = pypdfium2.PdfDocument(out)
    sizes = {tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in document}
    assert len(document) == 9
    document.close()
    assert sizes == {(114, 162)}
    assert "Auberge" in texts(out.read_bytes())[0]


def test_an_envelope_wider_than_the_paper_is_told(window: MainWindow, settle: Settle) -> None:
    window.open_record(THEATRE)
    settle()
    window.actions_.run("envelopes")
    left = dialog(window, settle).left
    left.page.set_value("A4")
    left.page.edited.emit()
    assert left.page_box.problem() is not None
    left.turn.set_value(90)
    left.turn.edited.emit()
    assert left.page_box.problem() is None


def test_only_the_pages_asked_for_are_written_down(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    window.list_page.view.tick_all()
    window.actions_.run("envelopes")
    page = dialog(window, settle)

    def answer(shown: Any) -> None:
        shown.findChild(QLineEdit, "filename").setText(str(tmp_path / "some.pdf"))
        shown.findChild(QRadioButton, "printRange").setChecked(True)
        shown.findChild(QSpinBox, "to").setValue(3)
        shown.findChild(QSpinBox, "from").setValue(2)
        shown.accept()

    in_dialog(answer)
    page.print_button.click()
    for _ in range(3):
        settle()
    document = pypdfium2.PdfDocument(tmp_path / "some.pdf")
    assert len(document) == 2
    document.close()
    printed = [client for (client,) in rows(window, "SELECT client_id FROM mailing_recipient ORDER BY position")]
    assert printed == [sent.client_id for sent in page.prepared.sent[1:3]]


def test_who_gets_none_is_named_with_the_way_to_their_address(window: MainWindow, settle: Settle) -> None:
    with window.jobs.book.write("No street") as writing:
        writing.session.connection().exec_driver_sql("UPDATE address SET street = '' WHERE client_id = 3")
    window.list_page.view.tick_all()
    window.actions_.run("envelopes")
    page = dialog(window, settle)
    (out,) = page.prepared.left_out
    assert out.client_id == THEATRE
    opened: list[Any] = []
    in_dialog(lambda shown: (opened.append(type(shown).__name__), shown.reject()))
    page.right.record_wanted.emit(out.client_id, out.path)
    settle()
    assert window.client_in_front() == THEATRE
    assert opened == ["AddressDialog"]


@pytest.mark.feature("peer.13")
def test_the_window_of_her_own_envelope_is_used_by_her_papers(window: MainWindow, settle: Settle) -> None:
    window.show_named("settings")
    settle()
    section = window.page().sections["windows"]
    section.measure.click()
    settle()
    page = measuring(window)
    wanted = {"width": "220", "height": "110", "window_width": "90", "window_height": "45", "window_left": "20"}
    for name, typed in wanted.items():
        field = page.boxes[name].input
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, typed)
    QTest.keyClicks(page.boxes["name"].input, "DL left")
    page.boxes["window_left"].input.setFocus()
    page.boxes["window_left"].input.selectAll()
    QTest.keyClicks(page.boxes["window_left"].input, "150")
    assert not page.save_button.isEnabled()
    problem = page.boxes["window_left"].problem()
    assert problem is not None
    assert problem.parameters == {"most": "130"}
    page.boxes["window_left"].input.set_value(Decimal(20))
    page.boxes["window_left"].input.edited.emit()
    page.save_button.click()
    settle()
    settle()
    assert section.window_choice.currentText() == "DL left"
    with window.jobs.book.read() as session:
        from app.company.records import home
        from app.documents.windows import find
        from app.i18n import Translator

        head = heading.letterhead(session, home(session), Translator("fr", "FR"))
        used = find(head.window, head.country)
    assert not used.on_right
    assert used.address.left == pytest.approx((20 + 2) * 72 / 25.4)


def test_the_sheet_to_try_an_envelope_is_printed(window: MainWindow, settle: Settle) -> None:
    from ui.printing.preview_dialog import PreviewDialog

    window.list_page.view.tick_all()
    window.actions_.run("envelopes")
    page = dialog(window, settle)
    page.left.measure_link.click()
    settle()
    measure = measuring(page)
    assert not measure.has_window.isChecked()
    measure.has_window.click()
    measure.test_button.click()
    for _ in range(40):
        settle()
        found = [each for each in measure.findChildren(PreviewDialog) if each.isVisible()]
        if found and found[0].page.pane.view.is_drawn():
            break
    (text,) = texts(found[0].page._print.content)
    assert "Fold 1: 105 mm from the top" in text


def test_reading_that_is_stopped_closes_the_window(window: MainWindow, settle: Settle) -> None:
    """Nothing would ever come: what is left would wait for ever."""
    window.list_page.view.tick_all()
    window.jobs.started_long.connect(lambda job: job.progress.cancel())
    window.actions_.run("envelopes")
    settle()
    assert not [each for each in window.findChildren(EnvelopesDialog) if each.isVisible()]


def test_what_was_printed_is_written_down_though_the_window_was_closed(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    window.list_page.view.tick_all()
    window.actions_.run("envelopes")
    page = dialog(window, settle)
    print_to(tmp_path / "envelopes.pdf")
    page.print_button.click()
    page.reject()
    settle()
    assert rows(window, "SELECT count(*) FROM mailing_recipient") == [(9,)]
