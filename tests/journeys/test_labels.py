"""She prints labels for the clients she ticked: on a used sheet, on another sheet, on one of her own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.mailings.sheets import shipped
from tests.app.documents.paper_edges import MM, letters, line_ahead, picture
from tests.journeys.test_list import Settle
from tests.ui.printing.hands import print_to
from tests.ui.record_desk import answer, in_dialog
from ui.clients.header import Header
from ui.mailings.adjusting import MeasureDialog
from ui.mailings.labels_dialog import LabelsDialog
from ui.mailings.sheet_editor import SheetEditor
from ui.mailings.sheet_picker import SheetPicker
from ui.widgets.labels import LinkLabel
from ui.window import MainWindow

L7160 = shipped()["avery-l7160"]


def dialog_of(kind: type[Any]) -> Any:
    """The window of this kind that is open, once it is there."""
    for _ in range(200):
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            return found
        QTest.qWait(20)
    raise AssertionError(f"no {kind.__name__} was opened")


def wait(dialog: LabelsDialog, settle: Settle) -> None:
    for _ in range(100):
        settle()
        if dialog.is_settled() and (dialog.view.pdf() is None or dialog.view.is_drawn()):
            return
        QTest.qWait(20)
    raise AssertionError("the labels were not drawn")


def said(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def written_on(content: bytes) -> list[int]:
    """The labels of the sheet on which something is printed, found in the pixels."""
    image = picture(content)

    def part(box: Any) -> Any:
        return image.crop([round(length / 1000 / MM) for length in (box.left, box.top, box.right, box.bottom)])

    return [place for place, box in enumerate(L7160.labels) if part(box).getextrema() != (255, 255)]


@pytest.fixture
def open_labels(window: MainWindow, settle: Settle) -> Iterator[Callable[..., LabelsDialog]]:
    """Labels for all clients of the list, by the keys."""

    def _open(*, tick: bool = True) -> LabelsDialog:
        if tick:
            window.list_page.view.tick_all()
        window.actions_["labels"].trigger()
        dialog: LabelsDialog = dialog_of(LabelsDialog)
        wait(dialog, settle)
        return dialog

    yield _open
    while isinstance(left := QApplication.activeModalWidget(), (LabelsDialog, SheetPicker, SheetEditor, MeasureDialog)):
        left.reject()


@pytest.mark.feature("label.print")
@pytest.mark.feature("peer.11")
def test_from_the_search_to_labels_on_a_half_used_sheet(
    window: MainWindow, settle: Settle, open_labels: Callable[..., LabelsDialog], tmp_path: Path
) -> None:
    menu = window.list_page.commands._menu()
    offered = [action.text() for action in menu.actions()]
    assert {"Labels…", "New mailing…", "Print"} <= set(offered)
    printed = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert "Account statement" in [action.text() for action in printed.actions()]
    dialog = open_labels()
    assert window.list_page.bar._buttons["labels"].isVisible()
    assert dialog.windowTitle() == "Print labels"
    assert dialog.right.ready.text() == "9 labels ready to print"
    assert dialog.print_button.text() == "Print 9 labels"
    assert dialog._zoom.text() == f"{round(dialog.view.factor() * 100)} %"
    assert dialog._foot.text() == "9 labels on 1 sheet, from label 1 to label 9 · 12 left on the last sheet"
    QTest.mouseClick(dialog.left.grid, Qt.MouseButton.LeftButton, pos=dialog.left.grid.cell(4).center())
    wait(dialog, settle)
    assert "4 labels already used." in dialog.left.used_words.text()
    assert "from label 5 to label 13" in dialog._foot.text()
    target = tmp_path / "labels.pdf"
    print_to(target)
    dialog.print_button.click()
    settle()
    assert written_on(target.read_bytes()) == list(range(4, 13))
    # The next batch goes on where this one ended, also tomorrow; who got one is written down.
    assert dialog.left.grid.used() == frozenset(range(13))
    assert window.shell.settings.remembered("label_sheets") == {"avery-l7160": list(range(13))}
    query = "SELECT kind, state, sheet, (SELECT count(*) FROM mailing_recipient) FROM mailing"

    def kept() -> list[tuple[Any, ...]]:
        return [tuple(row) for row in window.jobs.rows_now(lambda db: db.execute(query).fetchall())]

    assert kept() == [("labels", "printed", "avery-l7160", 9)]
    dialog.reject()
    again = open_labels(tick=False)
    assert again.left.grid.first() == 13
    again.reject()
    window.actions_["undo"].trigger()
    settle()
    assert kept() == []


@pytest.mark.feature("label.print")
def test_what_was_printed_is_written_down_though_the_window_was_closed(
    window: MainWindow, settle: Settle, open_labels: Callable[..., LabelsDialog], tmp_path: Path
) -> None:
    dialog = open_labels()
    print_to(tmp_path / "labels.pdf")
    dialog.print_button.click()
    dialog.reject()
    settle()
    count = "SELECT count(*) FROM mailing_recipient"
    assert window.jobs.rows_now(lambda db: db.execute(count).fetchone()[0]) == 9
    assert window.shell.settings.remembered("label_sheets") == {"avery-l7160": list(range(9))}


@pytest.mark.feature("label.print")
def test_used_labels_copies_and_the_order_of_the_sheet(
    settle: Settle, open_labels: Callable[..., LabelsDialog]
) -> None:
    dialog = open_labels()
    grid = dialog.left.grid
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, grid.cell(1).center())
    assert grid.used() == frozenset((1,))
    grid.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(grid, key)
    assert grid.used() == frozenset((1, 5))
    dialog.left.copies.step(1)
    wait(dialog, settle)
    assert dialog.right.ready.text() == "18 labels ready to print"
    dialog.left.show_more(on=True)
    dialog.left.boxes["by_column"].click()
    wait(dialog, settle)
    pdf = dialog.view.pdf()
    assert pdf is not None
    left = sorted({round(spot.left) for spot in letters(pdf.content) if spot.letter == "2"})
    assert left
    dialog.left.new_sheet.click()
    assert grid.used() == frozenset()


@pytest.mark.feature("label.formats")
def test_another_sheet_is_found_by_its_packet(
    window: MainWindow, settle: Settle, open_labels: Callable[..., LabelsDialog]
) -> None:
    dialog = open_labels()
    dialog.left.find_link.click()
    picker: SheetPicker = dialog_of(SheetPicker)
    QTest.keyClicks(picker.search, "zweckform 3422")
    assert picker.current() is not None
    assert picker.current().id == "avery-zweckform-3422"
    assert "70 × 35 mm" in picker._facts.text()
    picker.star_button.click()
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    wait(dialog, settle)
    assert dialog.sheet.id == "avery-zweckform-3422"
    assert dialog.left.sheet.currentText() == "Avery Zweckform 3422 · 24 labels · 70 × 35 mm"
    dialog.remember()
    dialog.reject()
    again = open_labels(tick=False)
    assert again.sheet.id == "avery-zweckform-3422"
    again.choose("dymo-99012")
    wait(again, settle)
    assert again.left.grid.isHidden() or not again.left.grid.isVisible()
    pdf = again.view.pdf()
    assert pdf is not None
    assert pdf.sizes[0][0] < pdf.sizes[0][1]
    again.choose("avery-l7651")
    assert "38 capitals do not fit" in again.left.note.text()


@pytest.mark.feature("label.newformat")
@pytest.mark.feature("peer.11")
def test_a_sheet_of_her_own_from_six_numbers_or_a_ruler(
    window: MainWindow, settle: Settle, open_labels: Callable[..., LabelsDialog]
) -> None:
    dialog = open_labels()
    dialog.left.describe_link.click()
    editor: SheetEditor = dialog_of(SheetEditor)

    def enter(name: str, value: object) -> None:
        editor.boxes[name].input.set_value(value)
        editor.boxes[name].input.edited.emit()

    enter("h_pitch", Decimal(80))
    shown = editor.boxes["h_pitch"].problem()
    assert shown is not None
    assert shown.message == "The labels leave the page at the right."
    editor.save()
    assert editor.isVisible()
    enter("h_pitch", Decimal("66.04"))
    enter("name", "Wine shop")
    editor.way.set_value("ruler")
    editor._show_way()
    enter("columns", 2)
    enter("right", Decimal(180))
    assert editor.own.h_pitch == 180_000 - 7_200 - 63_500
    editor.save_button.click()
    wait(dialog, settle)
    assert dialog.sheet.name == "Wine shop"
    assert dialog.sheet.count == 14
    assert dialog.left.sheet.currentText().startswith("Wine shop · 14 labels")
    dialog._edit_sheet(dialog.sheet)
    editor = dialog_of(SheetEditor)
    settle()
    assert editor.boxes["name"].input.value() == "Wine shop"
    answer("Forget it")
    editor.forget_button.click()
    wait(dialog, settle)
    assert dialog.sheet.id == "avery-l7160"


@pytest.mark.feature("label.print")
def test_who_is_left_out_can_be_completed_with_one_click(
    window: MainWindow, settle: Settle, open_labels: Callable[..., LabelsDialog]
) -> None:
    window.list_page.show_query(window.list_page.query.__class__(tab="all"))
    settle()
    dialog = open_labels()
    assert dialog.right.out.text().startswith("2 left out:")
    links = [link for link in dialog.right.findChildren(LinkLabel) if link.text() == "Complete"]
    assert [link.accessibleName() for link in links] == [
        "Complete: Garnier Amélie, The address has no street",
        "Complete: Vuillemin Jean-Marc, The address has no street",
    ]
    asked: list[str] = []
    in_dialog(lambda address: asked.append(address.windowTitle()))
    links[0].click()
    settle()
    assert asked == ["Address"]
    record = window.page()
    assert record.editor.editing
    assert record.editor.draft.last_name == "Garnier"


@pytest.mark.feature("label.print")
def test_one_label_from_the_record_in_two_clicks(
    window: MainWindow, settle: Settle, open_labels: Callable[..., LabelsDialog]
) -> None:
    window.open_record(3)
    settle()
    header = window.findChild(Header)
    assert window.actions_["labels"] in header.print_menu().actions()
    dialog = open_labels(tick=False)
    assert dialog.print_button.text() == "Print 1 label"


@pytest.mark.feature("label.print")
def test_the_printer_is_measured_with_four_crosses_and_put_right(
    window: MainWindow, settle: Settle, open_labels: Callable[..., LabelsDialog], tmp_path: Path
) -> None:
    dialog = open_labels()
    dialog.adjusting.measure_link.click()
    measure: MeasureDialog = dialog_of(MeasureDialog)
    page = tmp_path / "crosses.pdf"
    print_to(page)
    measure.print_button.click()
    settle()
    image = picture(page.read_bytes())
    assert line_ahead(image, (1.0, 143.0), (1, 0)) == pytest.approx(20, abs=0.3)
    for side, value in {"left": "19.5", "right": "20.5", "top": "21", "bottom": "60"}.items():
        measure.boxes[side].input.set_value(Decimal(value))
    measure.take()
    assert measure.boxes["bottom"].problem() is not None
    measure.boxes["bottom"].input.set_value(Decimal(19))
    measure.take()
    assert dialog.adjusting.inputs["right"].value() == Decimal("0.5")
    assert dialog.adjusting.inputs["down"].value() == Decimal(-1)
    target = tmp_path / "outlines.pdf"
    print_to(target)
    dialog.adjusting.test_link.click()
    settle()
    box = L7160.labels[0]
    image = picture(target.read_bytes())
    middle = ((box.left + box.width / 2) / 1000, (box.top + box.height / 2) / 1000)
    assert line_ahead(image, middle, (-1, 0)) == pytest.approx(7.2 + 0.5, abs=0.2)
    assert line_ahead(image, middle, (0, -1)) == pytest.approx(15.15 - 1, abs=0.2)


@pytest.mark.feature("label.print")
def test_a_pdf_keeps_the_measures_of_the_sheet(
    window: MainWindow,
    settle: Settle,
    open_labels: Callable[..., LabelsDialog],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_labels()
    dialog.adjusting.inputs["right"].set_value(Decimal(5))
    dialog.adjusting.inputs["right"].edited.emit()
    dialog.left.show_more(on=True)
    dialog.left.boxes["outlines"].click()
    wait(dialog, settle)
    target = tmp_path / "labels.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(target), "")))
    dialog.save_button.click()
    settle()
    image = picture(target.read_bytes())
    box = L7160.labels[20]
    middle = ((box.left + box.width / 2) / 1000, (box.top + box.height / 2) / 1000)
    assert line_ahead(image, middle, (-1, 0)) == pytest.approx(box.left / 1000, abs=0.1)
    assert "Auberge de la Charme" in said(target.read_bytes())[0]
    dialog.adjusting.in_pdf.click()
    dialog.save_button.click()
    settle()
    assert line_ahead(picture(target.read_bytes()), middle, (-1, 0)) == pytest.approx(box.left / 1000 + 5, abs=0.1)
    target.unlink()
    blocked = tmp_path / "folder.pdf"
    blocked.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(blocked), "")))
    dialog.save_button.click()
    settle()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.feature("label.print")
def test_codes_and_texts_need_no_address(settle: Settle, open_labels: Callable[..., LabelsDialog]) -> None:
    dialog = open_labels()
    for content, words in (("number", "C-000"), ("text", "Auberge"), ("return", "Cave des Tilleuls")):
        dialog.left.content.set_value(content)
        dialog.left.content.edited.emit()
        wait(dialog, settle)
        pdf = dialog.view.pdf()
        assert pdf is not None
        assert words in said(pdf.content)[0]
    assert dialog.left._copies_box.label() == "Labels"
    assert dialog.view.mapTo(dialog, QPoint()).x() > 0
