"""A few pages of a file of letters, as a file of their own that holds nothing of the others."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from app.documents.letter import Layout, Letter, make
from app.documents.some_pages import some_pages
from app.i18n import Translator
from app.values.rich_text import from_marked
from tests.app.documents.made import HEAD, TO
from tests.app.mailings.post import pages_of


@pytest.fixture(scope="module")
def content() -> bytes:
    """Twenty letters; the last has two pages. The title of the file is a trap."""
    tr, file = Translator("fr", "FR"), io.BytesIO()
    body = [f"Letter number {number}" for number in range(19)] + ["Letter number 19. " + "word " * 1200]
    letters = (Letter(HEAD, TO.lines, f"Title {place}", from_marked(text), tr) for place, text in enumerate(body))
    make(letters, Layout(title="An /Kids stream 7 0 R endobj trailer (x) 999 0 R"), file)
    return file.getvalue()


@pytest.mark.parametrize("pages", [[0], [19, 20], [18, 3], list(range(21))])
def test_the_pages_are_those_asked_for_and_no_other(content: bytes, pages: list[int]) -> None:
    whole, part = pages_of(content), some_pages(content, pages)
    assert pages_of(part) == [whole[place] for place in pages]
    if len(pages) < 3:
        assert len(part) < len(content)
        streams = part.count(b"endstream")
        assert streams < content.count(b"endstream") - 15


def test_a_page_looks_as_it_did(content: bytes) -> None:
    drawn = []
    for file, place in ((content, 7), (some_pages(content, [7]), 0)):
        pdf = pypdfium2.PdfDocument(file)
        drawn.append(pdf[place].render(scale=1).to_pil().tobytes())
        pdf.close()
    assert drawn[0] == drawn[1]


def test_a_page_there_is_not(content: bytes) -> None:
    with pytest.raises(IndexError):
        some_pages(content, [21])
