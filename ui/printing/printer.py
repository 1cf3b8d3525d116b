"""To the printer: the system asks which one, PDFium makes the pixels at its resolution, page by page in a lane.

A page keeps its size: one millimetre of the PDF is one millimetre of the paper, but for what is known to be put right
with a printer. A print into a file is made under another name and appears when it is whole.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from app.documents.saving import NOT_WRITTEN, appear
from app.errors import FileRefused, Refused
from app.i18n import N_
from app.mailings.adjustment import NONE, WHOLE, Adjustment
from app.progress import Progress
from app.settings import Settings
from ui.printing.pixels import POINTS, Pdf, draw, pixels
from ui.text import tr
from ui.widgets.dialogs import Answer, ask, choose_printer, tell

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_DPI = 600  # finer ones get each pixel in a block: the eye sees no difference, the memory does
BAND = 1200  # rows of pixels at a time
MICRONS = 25_400  # of an inch

_SILENT = N_("The printer “{name}” does not answer. Look whether it is on and connected, then print again.")
_STOPPED = N_("The printer “{name}” stopped taking pages. Look whether it has paper, then print again.")


def ask_printer(  # noqa: PLR0913 - what the system's dialog offers
    parent: QWidget,
    settings: Settings,
    kind: str,
    *,
    title: str,
    pages: int = 0,
    copies: int = 1,
    page: int = 0,
) -> QPrinter | None:
    """The printer chosen in the system's dialog, or None. The one for this `kind` of paper is remembered.

    `page` is the one in front, counted from 1: the dialog then offers to print it alone.
    """
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    names = QPrinterInfo.availablePrinterNames()
    if not names and sys.platform in ("win32", "darwin"):  # elsewhere the dialog prints into a file
        tell(parent, tr("There is no printer"), tr("Add one in the settings of the computer, or save as PDF."))
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    kept = settings.remembered("printers")
    if kept.get(kind) in names:
        printer.setPrinterName(kept[kind])
    printer.setDocName(title)
    printer.setCopyCount(max(1, copies))
    if not choose_printer(parent, title, printer, pages=pages, page=page) or not _goes_on(parent, printer):
        return None
    if page and printer.printRange() == QPrinter.PrintRange.CurrentPage:
        printer.setFromTo(page, page)
    kept[kind] = printer.printerName()
    settings.save()
    return printer


def _goes_on(parent: QWidget, printer: QPrinter) -> bool:
    """Ask where the system knows of a fault: it may be an old one."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    name = printer.printerName()
    if printer.outputFileName() or QPrinterInfo.printerInfo(name).state() != QPrinter.PrinterState.Error:
        return True
    question = tr("“{name}” reports a fault", name=name)
    effect = tr("It may be off, out of paper or unplugged. The pages would wait until it is ready.")
    return ask(parent, question, effect, (Answer("no", tr("Cancel")), Answer("yes", tr("Print anyway")))) == "yes"


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages asked for in the system's dialog, counted from 0, in the order they are printed."""
    from PySide6.QtPrintSupport import QPrinter

    wanted = range(count)
    if printer.printRange() == QPrinter.PrintRange.PageRange or printer.fromPage():
        ranges = [(each.from_, each.to) for each in printer.pageRanges().toRangeList()]
        ranges = ranges or [(printer.fromPage(), printer.toPage())]
        asked = {page for first, last in ranges for page in range(first - 1, last or count)}
        wanted = [page for page in wanted if page in asked]  # type: ignore[assignment]
    backwards = printer.pageOrder() == QPrinter.PageOrder.LastPageFirst
    return list(reversed(wanted)) if backwards else list(wanted)


def print_pages(printer: QPrinter, pdf: Pdf, progress: Progress, adjusted: Adjustment = NONE) -> int:
    """Print the pages that were chosen, in the lane `pages`; returns how many. Nothing is left of a cancelled job.

    Raises `Cancelled`, and `Refused` or `FileRefused` where the printer or the file takes nothing.
    """
    rounds = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    wanted = chosen_pages(printer, pdf.pages) * rounds
    if not wanted:
        raise Refused(N_("None of the pages asked for is there: there are {count}."), count=pdf.pages)
    target = Path(printer.outputFileName()) if printer.outputFileName() else None
    part = target.with_name(f".{target.stem}.part.pdf") if target is not None else None
    if part is not None:
        printer.setOutputFileName(str(part))
    progress.begin(N_("Printing"), len(wanted))
    try:
        _send(printer, pdf, wanted, progress, adjusted)
        if part is not None and target is not None:
            appear(part, target)
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            printer.setOutputFileName(str(target))
    return len(wanted)


def _send(printer: QPrinter, pdf: Pdf, wanted: list[int], progress: Progress, adjusted: Adjustment) -> None:
    painter = QPainter()
    _lay(printer, pdf.sizes[wanted[0]])
    done = False
    try:
        if not painter.begin(printer):
            raise _fault(printer, _SILENT)
        for number, page in enumerate(wanted):
            if number:
                _lay(printer, pdf.sizes[page])
                if not printer.newPage():
                    raise _fault(printer, _STOPPED)
            _put(painter, printer.resolution(), pdf, page, progress, adjusted)
            progress.advance()
        done = True
    finally:
        if not done:
            printer.abort()
        ended = painter.end() if painter.isActive() else not done
    if not ended or _has_failed(printer):
        raise _fault(printer, _STOPPED)


def _has_failed(printer: QPrinter) -> bool:
    from PySide6.QtPrintSupport import QPrinter

    return printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)


def _fault(printer: QPrinter, message: str) -> Refused | FileRefused:
    if printer.outputFileName():
        return FileRefused(NOT_WRITTEN, name=_shown(Path(printer.outputFileName())))
    return Refused(message, name=printer.printerName())


def _shown(part: Path) -> str:
    return part.name.removeprefix(".").replace(".part.pdf", ".pdf")


def _lay(printer: QPrinter, size: tuple[float, float]) -> None:
    """The paper of this page, without margins: the page brings its own."""
    wide, high = size
    paper = QPageSize(QSizeF(wide, high), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, turned, QMarginsF(), QPageLayout.Unit.Point))
    printer.setFullPage(True)


def _put(painter: QPainter, resolution: int, pdf: Pdf, page: int, progress: Progress, adjusted: Adjustment) -> None:
    """One page from the corner of the sheet, in bands; stretched from the corner and moved as the printer wants it."""
    fine = min(resolution, MOST_DPI)
    wide, high = pixels(pdf.sizes[page], fine / POINTS)
    across, along = (resolution / fine * part / WHOLE for part in (adjusted.across, adjusted.along))
    left, down = (length * resolution / MICRONS for length in (adjusted.right, adjusted.down))
    for top in range(0, high, BAND):
        progress.check()
        band = draw(pdf, page, fine / POINTS, top=top, high=BAND)
        start, end = round(down + top * along), round(down + (top + band.height()) * along)
        painter.drawImage(QRectF(round(left), start, round(wide * across), end - start), band)


def print_job(printer: QPrinter, make: Any, adjusted: Adjustment = NONE) -> Any:
    """What `jobs.long(..., lane="pages")` runs: `make(book, progress)` gives the PDF, its pages go to `printer`."""

    return partial(_print, printer, make, adjusted)


def _print(printer: QPrinter, make: Any, adjusted: Adjustment, book: Any, progress: Progress) -> int:
    from ui.printing.pixels import read

    return print_pages(printer, read(make(book, progress)), progress, adjusted)
