"""She prints what the list shows, a phone book for the van, and one page on a client; all of it is seen beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.app.documents.made import texts
from tests.journeys.test_list import Settle
from tests.ui.printing.hands import print_to
from tests.ui.printing.pictures import difference
from ui.printing.preview_dialog import PreviewDialog
from ui.printing.preview_page import PreviewPage
from ui.window import MainWindow

THEATRE = 3


def shown(window: MainWindow, settle: Settle) -> PreviewPage:
    """The preview that stands over the window, drawn."""
    for _ in range(60):
        settle()
        found = [each for each in window.findChildren(PreviewDialog) if each.isVisible()]
        if found and found[0].page.pane.view.is_drawn():
            return found[0].page
    raise AssertionError("no preview")


def said(page: PreviewPage) -> list[str]:
    return [" ".join(text.split()) for text in texts(page._print.content)]


@pytest.mark.feature("peer.32")
def test_the_list_is_printed_as_it_is_searched_and_shown(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    window.list_page.search_box.setText("dijon")
    settle()
    window.actions_.run("print_list")
    page = shown(window, settle)
    (text,) = said(page)
    for expected in ("Clients", "dijon · ", "Cave des Tilleuls", "Bistrot des Halles Vertes", "Restaurant", "21000",
                     "Hôtel des Cordeliers", "3 clients", "Page 1 of 1"):  # fmt: skip
        assert expected in text, expected
    assert "Auberge" not in text
    out = tmp_path / "list.pdf"
    print_to(out)
    page.print_out()
    settle()
    assert difference(page._print.content, out.read_bytes()) < 0.01
    assert "list" in page.shell.settings.remembered("printers")


def test_ticked_clients_alone_are_printed(window: MainWindow, settle: Settle) -> None:
    window.list_page.view.setCurrentIndex(window.list_page.view.list_model.index(1, 0))
    QTest.keyClick(window.list_page.view, Qt.Key.Key_Space)
    window.actions_.run("print_list")
    (text,) = said(shown(window, settle))
    assert "1 client" in text
    assert text.count("Restaurant") == 1


@pytest.mark.feature("peer.32")
def test_the_phone_book_has_the_number_and_the_contacts_of_everybody(window: MainWindow, settle: Settle) -> None:
    window.actions_.run("phone_book")
    (text,) = said(shown(window, settle))
    assert text.index("Auberge de la Charme") < text.index("03 53 01 24 00") < text.index("Claire Fournier0")
    assert text.index("Claire Fournier0") < text.index("Bistrot des Halles Vertes")
    assert "Auberge de la Charme – La Table d’Odile" in text


@pytest.mark.feature("peer.32")
def test_the_sheet_of_a_client_says_who_they_are_on_one_page(window: MainWindow, settle: Settle) -> None:
    window.open_record(THEATRE)
    settle()
    window.actions_.run("client_sheet")
    (text,) = said(shown(window, settle))
    for expected in (
        "Brasserie du Théâtre",
        "Contacts",
        "Claire Fournier2",
        "03 53 01 24 02",
        "4 rue Basse, 21000 Dijon",
    ):
        assert expected in text, expected


def test_a_text_is_found_in_the_pages(window: MainWindow, settle: Settle) -> None:
    window.actions_.run("phone_book")
    page = shown(window, settle)
    bar, view = page.pane.find_bar, page.pane.view
    QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert bar.isVisible()
    QTest.keyClicks(bar.box, "fournier")
    settle()
    settle()
    assert len(bar.hits()) == 9
    assert bar.said.text() == "1 of 9"
    QTest.keyClick(bar.box, Qt.Key.Key_Return)
    assert bar.said.text() == "2 of 9"
    QTest.keyClick(bar.box, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar.box, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert bar.said.text() == "9 of 9"
    bar.box.setText("nowhere")
    settle()
    settle()
    assert bar.said.text() == "Not found"
    for _ in range(2):  # the first empties the field
        QTest.keyClick(bar.box, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_the_pages_are_as_large_as_on_paper(window: MainWindow, settle: Settle) -> None:
    window.actions_.run("phone_book")
    page = shown(window, settle)
    page.pane.view.set_zoom("actual")
    assert page.pane.words() == "Page 1 of 1"
    dots = page.pane.view.screen().physicalDotsPerInchX()
    wide = page.pane.view._places[0].width()
    expected = dots if 50 < dots < 500 else page.pane.view.logicalDpiX()
    assert wide == pytest.approx(210 / 25.4 * expected, abs=2)


def test_the_pages_of_many_are_stepped_through_client_by_client(window: MainWindow, settle: Settle) -> None:
    window.list_page.view.tick_all()
    window.actions_.run("client_sheet")
    page = shown(window, settle)
    pane = page.pane
    assert len(said(page)) == 9
    pane.show_recipients([("One", 0), ("Two", 1), ("Three", 4)])
    steps = []
    for _ in range(3):
        QTest.keyClick(pane.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        steps.append((pane._name.text(), pane._place.text(), pane.view.page()))
    assert steps == [("Two", "2 of 3", 1), ("Three", "3 of 3", 4), ("Three", "3 of 3", 4)]
    pane.view.go_to(3)
    assert pane._name.text() == "Two"
    QTest.keyClick(pane.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert pane.view.page() == 0
