"""To the printer: the system asks which one, PDFium makes the pixels at its resolution, page by page in a lane.

A page keeps its size: one millimetre of the PDF is one millimetre of the paper.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from app.errors import Refused
from app.i18n import N_
from app.progress import Progress
from app.settings import Settings
from ui.printing.pixels import POINTS, Pdf, draw, pixels
from ui.widgets.dialogs import choose_printer

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_DPI = 600  # finer ones get each pixel in a block: the eye sees no difference, the memory does
BAND = 1200  # rows of pixels at a time


def ask_printer(
    parent: QWidget, settings: Settings, kind: str, *, title: str, pages: int = 0, copies: int = 1
) -> QPrinter | None:
    """The printer chosen in the system's dialog, or None. The one for this `kind` of paper is remembered."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    kept = settings.remembered("printers")
    if kept.get(kind):
        printer.setPrinterName(kept[kind])
    printer.setDocName(title)
    printer.setCopyCount(max(1, copies))
    if not choose_printer(parent, title, printer, pages=pages):
        return None
    kept[kind] = printer.printerName()
    settings.save()
    return printer


def print_pages(printer: QPrinter, pdf: Pdf, progress: Progress) -> int:
    """Print the pages that were chosen, in the lane `pages`; returns how many. Nothing is left of a cancelled job.

    Raises `Cancelled`, and `Refused` where the printer takes nothing.
    """
    first, last = printer.fromPage() or 1, printer.toPage() or pdf.pages
    wanted = list(range(max(first, 1) - 1, min(last, pdf.pages)))
    rounds = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    progress.begin(N_("Printing"), len(wanted) * rounds)
    printer.setFullPage(True)
    _lay(printer, pdf.sizes[wanted[0]] if wanted else pdf.sizes[0])
    painter = QPainter()
    done = False
    try:
        if not painter.begin(printer):
            raise Refused(N_("The printer “{name}” does not answer."), name=printer.printerName())
        for number, page in enumerate(wanted * rounds):
            if number:
                _lay(printer, pdf.sizes[page])
                printer.newPage()
            _put(painter, printer.resolution(), pdf, page, progress)
            progress.advance()
        done = True
    finally:
        if not done:
            printer.abort()
        painter.end()
        if not done and printer.outputFileName():
            with suppress(OSError):
                Path(printer.outputFileName()).unlink(missing_ok=True)
    return len(wanted) * rounds


def _lay(printer: QPrinter, size: tuple[float, float]) -> None:
    """The paper of this page, without margins: the page brings its own."""
    wide, high = size
    paper = QPageSize(QSizeF(wide, high), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, turned, QMarginsF(), QPageLayout.Unit.Point))
    printer.setFullPage(True)


def _put(painter: QPainter, resolution: int, pdf: Pdf, page: int, progress: Progress) -> None:
    """One page from the corner of the sheet, in bands."""
    fine = min(resolution, MOST_DPI)
    wide, high = pixels(pdf.sizes[page], fine / POINTS)
    larger = resolution / fine
    for top in range(0, high, BAND):
        progress.check()
        band = draw(pdf, page, fine / POINTS, top=top, high=BAND)
        start, end = round(top * larger), round((top + band.height()) * larger)
        painter.drawImage(QRect(0, start, round(wide * larger), end - start), band)


def print_job(printer: QPrinter, make: Any) -> Any:
    """What `jobs.long(..., lane="pages")` runs: `make(book, progress)` gives the PDF, its pages go to `printer`."""

    return partial(_print, printer, make)


def _print(printer: QPrinter, make: Any, book: Any, progress: Progress) -> int:
    from ui.printing.pixels import read

    return print_pages(printer, read(make(book, progress)), progress)
