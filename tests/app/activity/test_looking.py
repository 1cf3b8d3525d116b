"""Kept files as pages: pictures lie upright on a sheet, and what is damaged is no page."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from app.activity.files import Loaded
from app.activity.looking import can_be_shown, pages


def picture(size: tuple[int, int], kind: str, mode: str = "RGB", *, turned: bool = False) -> bytes:
    file = io.BytesIO()
    image = Image.new(mode, size)
    exif = image.getexif()
    if turned:
        exif[0x0112] = 6
    image.save(file, kind, **({"exif": exif} if turned else {}))
    return file.getvalue()


def sizes(content: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [(round(page.get_width()), round(page.get_height())) for page in document]
    finally:
        document.close()


@pytest.mark.parametrize(
    ("name", "content", "sheet"),
    [
        ("wide.jpg", picture((4000, 1000), "JPEG"), (842, 210)),
        ("high.PNG", picture((100, 400), "PNG", "RGBA"), (210, 842)),
        ("turned.jpeg", picture((400, 200), "JPEG", turned=True), (421, 842)),
        ("pale.gif", picture((300, 300), "GIF", "P"), (595, 595)),
        ("scan.tif", picture((827, 1169), "TIFF", "1"), (595, 842)),
    ],
)
def test_a_picture_fills_a_sheet(name: str, content: bytes, sheet: tuple[int, int]) -> None:
    assert can_be_shown(name)
    assert sizes(pages(Loaded(name, content))) == [sheet]


def test_transparency_is_white() -> None:
    content = pages(Loaded("a.png", picture((20, 20), "PNG", "RGBA")))
    document = pypdfium2.PdfDocument(content)
    try:
        assert document[0].render().to_pil().convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    finally:
        document.close()


@pytest.mark.parametrize("content", [b"no picture", picture((90, 90), "JPEG")[:200], picture((8000, 7000), "PNG", "1")])
def test_what_cannot_be_decoded_is_left_as_it_is(content: bytes) -> None:
    assert pages(Loaded("a.png", content)) == content


def test_a_pdf_is_itself_and_others_have_no_pages() -> None:
    assert pages(Loaded("a.pdf", b"%PDF")) == b"%PDF"
    assert not can_be_shown("a.docx")
