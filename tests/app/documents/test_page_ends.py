"""Where pages end: no page holds only what is to be paid, and no line stands alone, however many lines there are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.company.letterhead import Letterhead
from app.documents import paper
from app.sales.printed import PrintedLine
from tests.app.documents.made import BLOCK, HEAD, LAYOUT, PAPER, STATEMENT, SWISS, TO, item, movement, printed, words
from tests.app.documents.made import texts as pages_of

EVERY = [*range(1, 42), 80]
LAW = (
    "Retard de paiement : pénalités au taux de trois fois l’intérêt légal, exigibles sans rappel.",
    "Escompte : néant.",
)
AMOUNT = Decimal("10.00")


def invoice(count: int, head: Letterhead, law: tuple[str, ...]) -> list[str]:
    lines = tuple(
        PrintedLine("free", name=f"Line {number:03}", quantity=Decimal(1), price=AMOUNT, total=AMOUNT)
        for number in range(count)
    )
    made = replace(PAPER, lines=lines, letterhead=head, texts=law, message="Merci de votre confiance.")
    if head is SWISS:
        made = replace(made, currency="CHF")
    return pages_of(paper.make(made, None, words("en")))


def statement(count: int, kind: str, head: Letterhead, slip: bool) -> list[str]:
    on = date(2026, 9, 1)
    moves = tuple(
        movement(number, on=on, debit="10.00", balance="10.00", number=f"Line {number:03}") for number in range(count)
    )
    items = tuple(item(f"Line {number:03}", "10.00", "10.00", 3) for number in range(count))
    currency = "CHF" if head is SWISS else "EUR"
    block = replace(BLOCK, currency=currency, movements=moves, items=items)
    one = replace(STATEMENT, kind=kind, blocks=(block,), from_on=None)
    return pages_of(printed((one, head, TO, replace(LAYOUT, slip=slip))))


def table(page: str) -> list[str]:
    """The rows of the table on a page, without those of the slip below it."""
    before = re.split(r"Tax rate|Totals and balance|Total due on|By age|Slip to send", page)[0]
    return re.findall(r"Line \d+|Balance brought forward", before)


def hold_together(pages: list[str], count: int, ends: str) -> None:
    found = [table(page) for page in pages]
    rows = [row for page in found for row in page]
    assert [row for row in rows if row.startswith("Line")] == [f"Line {number:03}" for number in range(count)]
    assert all(len(page) != 1 for page in found if page) or len(rows) < 4, (count, found)
    for page, shown in zip(pages, found, strict=True):
        if re.search(r"Total to pay|Payment part", page):
            assert len(shown) >= 2 or len(rows) < 4, (count, found)
            assert ends in page, (count, found)


@pytest.mark.parametrize("head", [HEAD, SWISS], ids=["box", "swiss"])
@pytest.mark.parametrize("law", [(), LAW, LAW * 6], ids=["bare", "law", "much law"])
def test_the_box_of_an_invoice_has_lines_and_totals_beside_it(head: Letterhead, law: tuple[str, ...]) -> None:
    for count in EVERY:
        hold_together(invoice(count, head, law), count, "Total incl. tax")


@pytest.mark.parametrize("kind", ["activity", "open"])
@pytest.mark.parametrize(("head", "slip"), [(HEAD, True), (HEAD, False), (SWISS, True)], ids=["slip", "box", "swiss"])
def test_the_slip_of_a_statement_has_lines_and_totals_beside_it(kind: str, head: Letterhead, slip: bool) -> None:
    for count in EVERY:
        hold_together(statement(count, kind, head, slip), count, "By age")


def test_texts_longer_than_a_page_come_apart_and_their_end_stays_with_the_box() -> None:
    law = tuple(f"Clause {number:03}: the goods stay ours until they are paid for." for number in range(130))
    pages = invoice(9, HEAD, law)
    assert re.findall(r"Clause (\d+)", "".join(pages)) == [f"{number:03}" for number in range(130)]
    assert len(re.findall(r"Clause \d+", pages[-1])) >= 3
    assert "Total to pay" in pages[-1]
    assert "Total incl. tax" in pages[0]
