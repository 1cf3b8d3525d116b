"""The reference a payer quotes, by the rules of the bank of the account that is paid."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.documents import paper
from app.documents.payment_codes import Payment, epc, swiss
from app.documents.payment_references import BELGIAN, PLAIN, QRR, SCOR, Reference, is_qr_iban, reference_of
from tests.app.documents.made import BLOCK, HEAD, LAYOUT, PAPER, STATEMENT, SWISS, TO, codes, printed, texts, words

FRENCH, BELGIUM = "FR7630006000011234567890189", "BE72000000001616"
SWISS_IBAN, QR_IBAN = "CH9300762011623852957", "CH4431999123000889012"
BELGIAN_HEAD = replace(HEAD, country="BE", iban=BELGIUM, bic="")


@pytest.mark.parametrize(
    ("iban", "number", "expected"),
    [
        # The example of the Swiss implementation guidelines for the QR-bill (SIX).
        (QR_IBAN, "21000000000313947143000901", (QRR, "210000000003139471430009017")),
        # Examples of Belgian banks and of Febelfin's standard for the structured communication.
        (BELGIUM, "0909337554", (BELGIAN, "+++090/9337/55493+++")),
        (BELGIUM, "0108068171", (BELGIAN, "+++010/8068/17183+++")),
        (BELGIUM, "0000000097", (BELGIAN, "+++000/0000/09797+++")),  # a remainder of nil is written 97
        # The example of ISO 11649.
        (SWISS_IBAN, "539007547034", (SCOR, "RF18539007547034")),
        (FRENCH, "RF18 5390 0754 7034", (SCOR, "RF18539007547034")),
        (FRENCH, "RF17 5390 0754 7034", (PLAIN, "RF17 5390 0754 7034")),
        (FRENCH, "FA-2026-0419", (PLAIN, "FA-2026-0419")),
        ("", "FA-2026-0419", (PLAIN, "FA-2026-0419")),
        (BELGIUM, "FA-2026-0419", (BELGIAN, "+++002/0260/41929+++")),
        (BELGIUM, "Jean", (PLAIN, "Jean")),
        (QR_IBAN, "FA-2026-0419", (QRR, "000000000000001510202604197")),
    ],
)
def test_a_number_is_quoted_as_the_bank_wants_it(iban: str, number: str, expected: tuple[str, str]) -> None:
    found = reference_of(iban, number)
    assert (found.kind, found.code) == expected
    assert reference_of(iban, number) == found


def test_references_are_grouped_for_the_eye() -> None:
    assert reference_of(QR_IBAN, "21000000000313947143000901").shown == "21 00000 00003 13947 14300 09017"
    assert reference_of(SWISS_IBAN, "539007547034").shown == "RF18 5390 0754 7034"


@pytest.mark.parametrize("number", ["9" * 60, "FACTURE-" * 9, "", "é ° –"])
@pytest.mark.parametrize("iban", [QR_IBAN, SWISS_IBAN, BELGIUM, FRENCH])
def test_any_number_gives_a_reference_of_the_right_length(iban: str, number: str) -> None:
    found: Reference = reference_of(iban, number)
    lengths = {QRR: 27, BELGIAN: 20}
    assert len(found.code) == lengths.get(found.kind, len(found.code))
    assert found.kind != SCOR or len(found.code) <= 25


@pytest.mark.parametrize(("bank", "is_one"), [("29999", False), ("30000", True), ("31999", True), ("32000", False)])
def test_a_qr_iban_is_known_by_the_number_of_its_bank(bank: str, is_one: bool) -> None:
    assert is_qr_iban(f"CH44{bank}123000889012") is is_one


def test_a_qr_iban_is_paid_with_its_reference_in_the_code_and_beside_it() -> None:
    head = replace(SWISS, iban=QR_IBAN)
    pdf = paper.make(replace(PAPER, letterhead=head, currency="CHF"), None, words("en"))
    (code,) = codes(pdf)
    assert code.split("\n")[3] == QR_IBAN
    number = "182331202604184"  # INV-2026-0418: I is 18, N 23, V 31; 4 is the check
    assert code.split("\n")[27:31] == ["QRR", number.zfill(27), "INV-2026-0418", "EPD"]
    assert texts(pdf)[-1].count("00 00000 00000 18233 12026 04184") == 2  # on the receipt and the payment part
    assert epc(head, Payment(Decimal(5), "EUR", "1")) is None  # such an account takes nothing but the Swiss part


def test_another_swiss_account_is_paid_with_a_creditor_reference() -> None:
    block = replace(BLOCK, currency="CHF")
    pdf = printed((replace(STATEMENT, blocks=(block,)), SWISS, TO, LAYOUT))
    (code,) = codes(pdf)
    assert code.split("\n")[27:30] == ["SCOR", "RF02C00217", "C-00217"]
    assert texts(pdf)[-1].count("RF02 C002 17") == 2
    assert (swiss(SWISS, TO, Payment(Decimal(5), "CHF", "–")) or "").split("\n")[27:30] == ["NON", "", "–"]


def test_a_belgian_account_is_paid_with_a_structured_communication() -> None:
    pdf = paper.make(replace(PAPER, letterhead=BELGIAN_HEAD), None, words("fr"))
    (code,) = codes(pdf)
    assert code.split("\n")[9:] == ["+++002/0260/41828+++", ""]
    assert "+++002/0260/41828+++" in texts(pdf)[-1]
    slip = texts(printed((STATEMENT, BELGIAN_HEAD, TO, LAYOUT)))[-1]
    assert "+++000/0000/21723+++" in slip
