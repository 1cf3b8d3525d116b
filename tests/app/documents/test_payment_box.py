"""The box with the account: it stays with the invoice as long as there is room for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents import paper
from tests.app.documents.made import PAPER, boxes, texts, words


@pytest.mark.parametrize(("lines", "pages"), [(1, 1), (8, 1), (12, 2)])
def test_the_box_is_on_the_first_page_while_it_fits(lines: int, pages: int) -> None:
    said = ("Retard de paiement : pénalités au taux de trois fois l’intérêt légal.", "Indemnité forfaitaire : 40 €.")
    printed = replace(PAPER, lines=PAPER.lines[:1] * lines, message="Merci de votre confiance.", texts=said)
    pdf = paper.make(printed, None, words("en"))
    assert len(texts(pdf)) == pages
    (account,) = boxes(pdf, "By bank transfer", pages - 1)
    (foot,) = boxes(pdf, f"Page {pages} of {pages}", pages - 1)
    assert account[3] + 20 < foot[1]
