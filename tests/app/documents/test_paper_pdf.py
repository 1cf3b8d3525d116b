"""Invoices and their like on paper: every word and amount, on as many pages as it takes."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.documents import paper
from app.errors import FileRefused, Refused
from app.sales.printed import PrintedDue, PrintedLine
from tests.app.documents.made import HEAD, PAPER, SWISS, codes, texts, words

EN = words("en")


def page(printed: paper.Printed) -> str:
    return "\n".join(texts(paper.make(printed, None, EN)))


def test_an_invoice_says_what_was_meant() -> None:
    pages = texts(paper.make(PAPER, None, EN))
    assert len(pages) == 1
    plain = " ".join(pages[0].split())
    for expected in (
        "Invoice INV-2026-0418", "Of 9 November 2026", "Your order", "BC 2026/114",
        "BOU-112 Bourgogne 2022 24 bottle 14,50 5 % 20 % 330,60", "By six", "For the banquet", "Carriage 1 18,00 18,00",
        "Total excl. tax 348,60", "TVA 20 % 69,72", "Total incl. tax 418,32 €", "TVA 20 % 348,60 69,72",
        "To pay by 9 December 2026 418,32 €", "No discount for early payment.", "FR76 3000 6000 0112 3456 7890 189",
    ):  # fmt: skip
        assert expected in plain, expected
    for absent in ("DRAFT", "DUPLICATE", "Discount of", "Already paid"):
        assert absent not in plain


def test_its_code_asks_for_what_is_left_to_pay() -> None:
    (code,) = codes(paper.make(replace(PAPER, to_pay=Decimal("218.32")), None, EN))
    assert code.split("\n")[7:] == ["EUR218.32", "", "", "INV-2026-0418"]
    assert "Already paid −200,00" in " ".join(page(replace(PAPER, to_pay=Decimal("218.32"))).split())


def test_francs_are_paid_with_the_swiss_part() -> None:
    pdf = paper.make(replace(PAPER, letterhead=SWISS, currency="CHF"), None, EN)
    assert codes(pdf)[0].startswith("SPC\n0200\n1\nCH9300762011623852957\nS\n")


@pytest.mark.parametrize("kind", ["quote", "order", "delivery", "credit_note", "purchase"])
def test_only_what_is_to_be_paid_has_a_code(kind: str) -> None:
    assert codes(paper.make(replace(PAPER, kind=kind, to_pay=None), None, EN)) == []


def test_a_draft_and_a_copy_are_marked() -> None:
    draft = page(replace(PAPER, number=""))
    assert "DRAFT" in draft
    assert codes(paper.make(replace(PAPER, number=""), None, EN)) == []
    assert "DUPLICATE" in page(replace(PAPER, copy=True))


def test_a_delivery_note_keeps_its_prices_to_itself() -> None:
    text = page(replace(PAPER, kind="delivery", show_prices=False, to_pay=None, dues=()))
    assert "Bourgogne 2022" in text
    assert not re.search(r"\d,\d\d", text)


def test_a_whole_discount_instalments_and_the_place_of_delivery() -> None:
    text = " ".join(
        page(
            replace(
                PAPER, discount_percent=Decimal("2.50"), discount=Decimal("8.72"), delivery=("Réserve", "21000 Dijon"),
                dues=(PrintedDue(date(2027, 1, 9), Decimal("200.00")),),
            )
        ).split()
    )  # fmt: skip
    for expected in ("Discount of 2,5 % −8,72", "Delivery address", "Réserve", "9 January 2027 200,00 €"):
        assert expected in text


def test_many_lines_carry_their_sum_over_pages() -> None:
    lines = tuple(
        PrintedLine(
            "free", name=f"Thing {number:03}", quantity=Decimal(1), price=Decimal("1.25"), total=Decimal("1.25")
        )
        for number in range(120)
    )
    pages = texts(paper.make(replace(PAPER, lines=lines, lines_total=Decimal("150.00")), None, EN))
    assert len(pages) >= 3
    assert re.findall(r"Thing (\d+)", "".join(pages)) == [f"{number:03}" for number in range(120)]
    done = 0
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        if done:
            assert f"Brought forward {Decimal('1.25') * done:.2f}".replace(".", ",") in " ".join(text.split())
        done += text.count("Thing ")
        if done < 120:
            assert f"Carried forward {Decimal('1.25') * done:.2f}".replace(".", ",") in " ".join(text.split())


def test_amounts_keep_the_decimals_of_their_currency() -> None:
    line = PrintedLine("free", name="Thing", quantity=Decimal("0.5"), price=Decimal("1.2345"), total=Decimal("1"))
    text = " ".join(page(replace(PAPER, currency="JPY", lines=(line,), gross=Decimal(1200), to_pay=None)).split())
    assert "Thing 0,5 1,2345 1" in text
    assert "1 200 JP" in text or "1 200 ¥" in text
    assert "1,235 " in " ".join(
        page(replace(PAPER, currency="TND", lines=(replace(line, total=Decimal("1.235")),))).split()
    )


def test_evil_and_endless_texts_are_printed_as_text_and_in_no_time() -> None:
    evil = '<b>A & B</b> <img src="/etc/passwd"/> <para>&amp; %s {0}'
    lines = (
        PrintedLine("free", name=evil, quantity=Decimal(1), price=Decimal(1), total=Decimal(1)),
        PrintedLine("free", name="x" * 200_000, note="y" * 200_000, quantity=Decimal(1), total=Decimal(1)),
    )
    start = time.process_time()
    text = page(replace(PAPER, lines=lines))
    assert time.process_time() - start < 4
    assert evil in " ".join(text.split())
    assert text.count("x" * 20) > 20


def test_what_cannot_be_printed_is_named() -> None:
    odd = replace(PAPER, lines=(PrintedLine("free", name="Vin 酒"),))
    assert [problem.parameters["character"] for problem in paper.unprintable(odd)] == ["酒"]
    with pytest.raises(Refused, match="酒"):
        paper.make(odd, None, EN)


def test_a_logo_that_is_no_picture_is_refused() -> None:
    with pytest.raises(FileRefused):
        paper.make(replace(PAPER, letterhead=replace(HEAD, logo=b"nothing")), None, EN)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert paper.make(PAPER, None, EN) == paper.make(PAPER, None, EN)
