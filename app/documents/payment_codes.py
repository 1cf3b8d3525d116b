"""What the payment codes on papers say, as text: the European one (EPC069-12, version 002) and the Swiss QR-bill.

Nothing is drawn here. A code that could not be paid is not made: no valid IBAN, another currency, nothing to pay.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.company.letterhead import Addressee, Letterhead
from app.documents.fonts import clean
from app.documents.payment_references import PLAIN, Reference, is_qr_iban, reference_of
from app.values.iban import is_iban
from app.values.identifiers import compact

EPC_MOST = Decimal("999999999.99")


@dataclass(frozen=True)
class Payment:
    """What is to be paid: `reference` is the number of what it pays; `quoted` says how the payer quotes it."""

    amount: Decimal
    currency: str
    reference: str

    def quoted(self, head: Letterhead) -> Reference:
        """The reference in the form of the account that is paid."""
        return reference_of(head.iban, self.reference)


def epc(head: Letterhead, payment: Payment) -> str | None:
    """The text of the European code, or None where it could not be paid with one."""
    iban = compact(head.iban)
    payable = payment.currency == "EUR" and Decimal("0.01") <= payment.amount <= EPC_MOST
    if not payable or not head.name or not iban or not is_iban(iban) or is_qr_iban(iban):
        return None
    quoted = payment.quoted(head)
    structured = "" if quoted.kind == PLAIN else quoted.code
    lines = ["BCD", "002", "1", "SCT", compact(head.bic), _part(head.name, 70), iban, f"EUR{payment.amount:.2f}"]
    return "\n".join([*lines, "", structured, "" if structured else _part(payment.reference, 140)])


def swiss(head: Letterhead, addressee: Addressee, payment: Payment) -> str | None:
    """The text of the Swiss code, or None where it could not be paid with one."""
    iban = compact(head.iban)
    if payment.currency != "CHF" or not Decimal("0.01") <= payment.amount <= EPC_MOST or not is_iban(iban):
        return None
    if iban[:2] not in ("CH", "LI") or not (head.name and head.postcode and head.city):
        return None
    creditor = _place(head.name, head.street, head.postcode, head.city, head.country)
    debtor = debtor_of(addressee)
    lines = ["SPC", "0200", "1", iban, *creditor, *[""] * 7, f"{payment.amount:.2f}", payment.currency]
    quoted = payment.quoted(head)
    code = "" if quoted.kind == PLAIN else quoted.code
    lines += [*(debtor or [""] * 7), quoted.kind, code, _part(payment.reference, 140), "EPD"]
    return "\n".join(lines)


def debtor_of(addressee: Addressee) -> list[str] | None:
    """The structured address of who pays, or None where a part is missing: it is then written by hand."""
    if not (addressee.name and addressee.postcode and addressee.city):
        return None
    return _place(addressee.name, addressee.street, addressee.postcode, addressee.city, addressee.country or "CH")


def _place(name: str, street: str, postcode: str, city: str, country: str) -> list[str]:
    """An address of type S; the number of the house stays in the street, as the rules allow."""
    return ["S", _part(name, 70), _part(street, 70), "", _part(postcode, 16), _part(city, 35), country]


def _part(text: str, most: int) -> str:
    return " ".join(clean(text).split())[:most].rstrip()
