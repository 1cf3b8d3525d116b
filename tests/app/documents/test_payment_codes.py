"""Codes to pay with: a phone that reads the page gets exactly what the rules of the banks ask for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.company.letterhead import Addressee, Letterhead
from app.documents.payment_codes import Payment, epc, swiss
from tests.app.documents.made import BLOCK, HEAD, LAYOUT, STATEMENT, SWISS, TO, boxes, codes, printed, texts

EUROPEAN = Payment(Decimal("1284.5"), "EUR", "C-00217")
FRANCS = Payment(Decimal("1284.5"), "CHF", "C-00217")
GUEST = Addressee(
    ("Hôtel des Alpes SA", "1201 Genève"), "Hôtel des Alpes SA", "Avenue de la Gare 7", "1201", "Genève", "CH"
)


def test_the_european_code_reads_as_epc069_12_says() -> None:
    (code,) = codes(printed((STATEMENT, HEAD, TO, LAYOUT)))
    assert code.split("\n") == [
        "BCD", "002", "1", "SCT", "AGRIFRPPXXX", "Cave des Tilleuls", "FR7630006000011234567890189", "EUR488.40",
        "", "", "C-00217",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "payment"),
    [
        (HEAD, replace(EUROPEAN, currency="GBP")),
        (HEAD, replace(EUROPEAN, amount=Decimal("0.00"))),
        (HEAD, replace(EUROPEAN, amount=Decimal("-3.00"))),
        (HEAD, replace(EUROPEAN, amount=Decimal("1000000000.00"))),
        (replace(HEAD, iban=""), EUROPEAN),
        (replace(HEAD, iban="FR7630006000011234567890188"), EUROPEAN),
    ],
)
def test_a_code_that_could_not_be_paid_is_not_made(head: Letterhead, payment: Payment) -> None:
    assert epc(head, payment) is None


def test_long_names_and_references_keep_within_the_code() -> None:
    lines = (epc(replace(HEAD, name="É" * 200), replace(EUROPEAN, reference="a\nb" * 100)) or "").split("\n")
    assert len(lines) == 11
    assert len(lines[5]) == 70
    assert len(lines[10]) <= 140


def test_the_swiss_part_reads_as_the_swiss_rules_say() -> None:
    block = replace(BLOCK, currency="CHF")
    pdf = printed((replace(STATEMENT, blocks=(block,)), SWISS, GUEST, LAYOUT))
    (code,) = codes(pdf)
    assert code.split("\n") == [
        "SPC", "0200", "1", "CH9300762011623852957",
        "S", "Cave du Lac Sàrl", "Rue du Lac 12", "", "1003", "Lausanne", "CH", *[""] * 7, "488.40", "CHF",
        "S", "Hôtel des Alpes SA", "Avenue de la Gare 7", "", "1201", "Genève", "CH", "SCOR", "RF02C00217", "C-00217",
        "EPD",
    ]  # fmt: skip
    text = texts(pdf)[-1]
    for words in ("Receipt", "Payment part", "Acceptance point", "CH93 0076 2011 6238 5295 7", "488.40"):
        assert words in text
    left, top, _right, _bottom = boxes(pdf, "Payment part", page=len(texts(pdf)) - 1)[0]
    assert abs(left - 67) < 1
    assert abs(top - (297 - 105 + 6)) < 3


@pytest.mark.parametrize(
    ("head", "payment"),
    [
        (SWISS, replace(FRANCS, currency="EUR")),
        (SWISS, replace(FRANCS, amount=Decimal("0.00"))),
        (replace(SWISS, iban="FR7630006000011234567890189"), FRANCS),
        (replace(SWISS, city=""), FRANCS),
    ],
)
def test_a_swiss_code_that_could_not_be_paid_is_not_made(head: Letterhead, payment: Payment) -> None:
    assert swiss(head, GUEST, payment) is None


def test_who_pays_is_left_blank_where_the_address_is_not_known_in_parts() -> None:
    lines = (swiss(SWISS, Addressee(("Hôtel des Alpes",)), FRANCS) or "").split("\n")
    assert lines[20:27] == [""] * 7
    block = replace(BLOCK, currency="CHF")
    pdf = printed((replace(STATEMENT, blocks=(block,)), SWISS, Addressee(("Hôtel des Alpes",)), LAYOUT))
    assert "Payable by (name/address)" in texts(pdf)[-1]


def test_without_the_slip_the_code_stands_in_a_box() -> None:
    pdf = printed((STATEMENT, HEAD, TO, replace(LAYOUT, slip=False)))
    assert codes(pdf)[0].startswith("BCD")
    assert "Amount enclosed" not in texts(pdf)[-1]
    assert codes(printed((STATEMENT, HEAD, TO, replace(LAYOUT, qr=False)))) == []
