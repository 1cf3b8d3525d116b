"""A text is found where it stands on the page, however it is typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.app.documents.made import HEAD, LAYOUT, STATEMENT, TO, boxes, printed
from ui.printing.pixels import read
from ui.printing.text_search import find

ONE = (STATEMENT, HEAD, TO, LAYOUT)


@pytest.mark.parametrize("typed", ["BRASSERIE DU THÉÂTRE", "brasserie du theatre", "theatre", "Brasserie  du"])
def test_accents_and_capitals_do_not_matter(qapp: QApplication, typed: str) -> None:
    pdf = read(printed(ONE, ONE))
    hits = find(pdf, typed, range(pdf.pages))
    assert {hit.page for hit in hits} == {0, 1}
    left, top, right, bottom = boxes(pdf.content, "BRASSERIE DU THÉÂTRE")[0]
    mm = 25.4 / 72
    x, y, to, low = (side * mm for side in hits[0].rects[0])
    assert left - 1 <= x < to <= right + 1
    assert top - 2 <= y < low <= bottom + 2


def test_an_amount_is_found_by_its_figures(qapp: QApplication) -> None:
    pdf = read(printed(ONE))
    assert len(find(pdf, "2 399,40", [0])) == 1
    assert find(pdf, "2 399,41", [0]) == []


@pytest.mark.parametrize("nothing", ["", "  ", "…", "xyzzy"])
def test_nothing_is_found_of_nothing(qapp: QApplication, nothing: str) -> None:
    assert find(read(printed(ONE)), nothing, [0]) == []
