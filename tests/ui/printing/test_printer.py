"""What comes out of the printer is what the PDF says, at its size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from app.errors import Cancelled
from app.progress import Progress
from tests.app.documents.made import HEAD, LAYOUT, STATEMENT, TO, boxes, printed
from tests.ui.printing.pictures import difference, pictures
from ui.printing.pixels import draw, read
from ui.printing.printer import print_pages

ONE = (STATEMENT, HEAD, TO, LAYOUT)


def to_file(path: Path, resolution: int, copies: int = 1) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    printer.setCopyCount(copies)
    return printer


@pytest.mark.parametrize("resolution", [300, 1200])
def test_the_print_is_the_page_at_its_size(qapp: QApplication, tmp_path: Path, resolution: int) -> None:
    content, path = printed(ONE), tmp_path / "out.pdf"
    assert print_pages(to_file(path, resolution), read(content), Progress()) == 1
    assert difference(content, path.read_bytes()) < 0.01


def test_a_shifted_page_would_be_seen(qapp: QApplication) -> None:
    """The measure itself: another client's page is not within one per cent."""
    other = printed((STATEMENT, HEAD, TO, LAYOUT.__class__(language="fr", ageing=False, slip=False)))
    assert difference(printed(ONE), other) > 0.01


def test_copies_and_pages_are_those_asked_for(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    printer = to_file(path, 150, copies=2)
    printer.setFromTo(2, 3)
    assert print_pages(printer, read(printed(ONE, ONE, ONE)), Progress()) == 4
    assert len(pictures(path.read_bytes())) == 4


class StoppedSoon(Progress):
    """The owner presses Cancel after the first page."""

    def advance(self, steps: int = 1) -> None:
        super().advance(steps)
        self.cancel()


def test_a_print_that_is_stopped_leaves_nothing(qapp: QApplication, tmp_path: Path) -> None:
    progress = StoppedSoon()
    path = tmp_path / "out.pdf"
    with pytest.raises(Cancelled):
        print_pages(to_file(path, 150), read(printed(ONE, ONE, ONE)), progress)
    assert not path.exists()


def test_bands_make_the_whole_page(qapp: QApplication) -> None:
    pdf = read(printed(ONE))
    whole = draw(pdf, 0, 2.0)
    band = draw(pdf, 0, 2.0, top=700, high=300)
    assert band == whole.copy(0, 700, whole.width(), 300)
    assert boxes(pdf.content, "Account statement")
