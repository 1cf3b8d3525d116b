"""What comes out of the printer is what the PDF says, at its size."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from app.documents.sheet import BLACK, MM, Box, Press, Sheet
from app.errors import Cancelled, FileRefused, Refused
from app.mailings.adjustment import Adjustment
from app.progress import Progress
from tests.app.documents.made import HEAD, LAYOUT, STATEMENT, TO, boxes, printed
from tests.ui.printing.pictures import DOTS, difference, pictures
from ui.printing.pixels import draw, read
from ui.printing.printer import chosen_pages, print_pages

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


def test_ranges_with_holes_are_honoured(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    printer = to_file(path, 100)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    ranges = QPageRanges()
    for page in (1, 3):
        ranges.addPage(page)
    printer.setPageRanges(ranges)
    assert chosen_pages(printer, 4) == [0, 2]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 4) == [2, 0]
    assert print_pages(printer, read(printed(ONE, ONE, ONE, ONE)), Progress()) == 2


def test_pages_that_are_not_there_are_told(qapp: QApplication, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf", 100)
    printer.setFromTo(7, 9)
    with pytest.raises(Refused, match="there are 1"):
        print_pages(printer, read(printed(ONE)), Progress())
    assert list(tmp_path.iterdir()) == []


def _square() -> bytes:
    """A page with a black square of 50 mm, 50 mm from its corner."""
    file, sheet = io.BytesIO(), Sheet(210 * MM, 297 * MM)
    sheet.shapes.append(Box(50 * MM, 50 * MM, 50 * MM, 50 * MM, BLACK))
    press = Press(file, "", "")
    press.print([sheet])
    press.close()
    return file.getvalue()


def test_a_printer_that_shifts_and_shrinks_is_put_right(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    moved = Adjustment(right=5_000, down=-3_000, across=102_000, along=100_000)
    assert print_pages(to_file(path, 300), read(_square()), Progress(), moved) == 1
    (page,) = pictures(path.read_bytes())
    box = page.point(lambda grey: 255 if grey < 128 else 0).getbbox() or ()
    assert [side * 25.4 / DOTS for side in box] == pytest.approx([56, 47, 107, 97], abs=0.3)


def test_a_file_that_is_there_stays_until_the_new_one_is_whole(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    path.write_bytes(b"the old one")
    with pytest.raises(Cancelled):
        print_pages(to_file(path, 100), read(printed(ONE, ONE, ONE)), StoppedSoon())
    assert path.read_bytes() == b"the old one"
    print_pages(to_file(path, 100), read(printed(ONE)), Progress())
    assert path.read_bytes().startswith(b"%PDF")
    assert [each.name for each in tmp_path.iterdir()] == ["out.pdf"]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_folder_that_takes_nothing_is_told(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"“out\.pdf” cannot be written"):
        print_pages(to_file(tmp_path / "gone" / "out.pdf", 100), read(printed(ONE)), Progress())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_another_program_holds_is_told(qapp: QApplication, tmp_path: Path) -> None:
    """A folder in its place cannot be replaced, as an open file cannot on Windows."""
    path = tmp_path / "out.pdf"
    path.mkdir()
    with pytest.raises(FileRefused, match=r"“out\.pdf” cannot be written"):
        print_pages(to_file(path, 100), read(printed(ONE)), Progress())
    assert [each.name for each in tmp_path.iterdir()] == ["out.pdf"]


class Vanished(QPrinter):
    """A printer that was unplugged after it was chosen: it takes the first page and no second one."""

    def newPage(self) -> bool:
        return False


def test_a_printer_that_vanishes_is_told_and_nothing_is_left(qapp: QApplication, tmp_path: Path) -> None:
    printer = Vanished(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(100)
    with pytest.raises((Refused, FileRefused)):
        print_pages(printer, read(printed(ONE, ONE)), Progress())
    assert list(tmp_path.iterdir()) == []


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
