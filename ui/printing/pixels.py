"""Pages of a PDF as pixels, by PDFium: what is seen is what is printed.

PDFium knows one thread at a time: all of this is called in the lane `pages`, and nowhere else. A file that somebody
else made may be anything: one that cannot be opened is refused, a page that cannot be read stays white.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.errors import FileRefused
from app.i18n import N_

POINTS = 72  # of an inch
_UNREADABLE = N_("It is damaged, locked with a password, or not what its name says.")


@dataclass(frozen=True, eq=False)
class Pdf:
    """A file in memory, and how wide and high each page of it is, in points."""

    content: bytes
    sizes: tuple[tuple[float, float], ...]

    @property
    def pages(self) -> int:
        return len(self.sizes)


def read(content: bytes) -> Pdf:
    """The pages of a PDF, measured. Raises `FileRefused` for what is damaged, locked, or has no page."""
    with opened(content) as document:
        sizes = tuple(document.get_page_size(place) for place in range(len(document)))
    if not sizes:
        raise FileRefused(_UNREADABLE)
    return Pdf(content, sizes)


def draw(pdf: Pdf, page: int, scale: float, *, top: int = 0, high: int | None = None) -> QImage:
    """A page with `scale` pixels a point; of a large one, only the band of `high` pixels from `top`."""
    import pypdfium2.raw as pdfium  # large, and the first list draws no page

    wide, whole = pixels(pdf.sizes[page], scale)
    high = whole - top if high is None else min(high, whole - top)
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    room = (ctypes.c_ubyte * image.sizeInBytes()).from_buffer(image.bits())  # PDFium draws into the image itself
    with contextlib.suppress(FileRefused), opened(pdf.content) as document:
        sheet = document[page]
        bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_BGRx, room, image.bytesPerLine())
        pdfium.FPDF_RenderPageBitmap(bitmap, sheet.raw, 0, -top, wide, whole, 0, pdfium.FPDF_ANNOT)
        pdfium.FPDFBitmap_Destroy(bitmap)
        sheet.close()
    return image


def joined(first: bytes, second: bytes) -> bytes:
    """The pages of two PDFs in one. Raises `FileRefused` where the first cannot be opened."""
    made = BytesIO()
    with opened(first) as document, opened(second) as added:
        document.import_pages(added)
        document.save(made)
    return made.getvalue()


def pixels(size: tuple[float, float], scale: float) -> tuple[int, int]:
    """Width and height in pixels of a page of `size` points."""
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


@contextlib.contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The document in PDFium while it is looked at. Raises `FileRefused`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise FileRefused(_UNREADABLE) from error
