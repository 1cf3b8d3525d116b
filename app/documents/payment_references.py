"""The reference a payer quotes, in the form the bank of the account wants, made from the number of the paper.

The same number always gives the same reference, so that nothing has to be kept:
- a Swiss QR-IBAN takes 27 digits (QRR), the last a check by modulo 10 recursive. Digits stay, a letter becomes two of
  them (A is 10, Z is 35), the rest is left out; the last 26 count, with zeros before them.
- any other Swiss account takes `RF`, two check digits by modulo 97 and the letters and digits (SCOR, ISO 11649).
- a Belgian account takes `+++ddd/dddd/ddddd+++`: the last ten digits of the number, then their remainder by 97.
- elsewhere the number is quoted as it is; one that is an ISO 11649 reference already is told to the bank as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.values.iban import is_iban
from app.values.identifiers import compact

QR_IBAN = range(30000, 32000)  # numbers of banks whose accounts want a reference of 27 digits
PLAIN, QRR, SCOR, BELGIAN = "NON", "QRR", "SCOR", "OGM"
MOST_RF = 21  # letters and digits after the check digits


@dataclass(frozen=True)
class Reference:
    """`code` is what the payment code says, `shown` what is printed for the eye. `kind` is one of those above."""

    kind: str
    code: str
    shown: str


def is_qr_iban(iban: str) -> bool:
    """Whether a plain IBAN is one that only a Swiss payment part can pay."""
    return iban[:2] in ("CH", "LI") and iban[4:9].isdigit() and int(iban[4:9]) in QR_IBAN


@lru_cache(maxsize=256)
def reference_of(iban: str, number: str) -> Reference:
    """How the paper called `number` is quoted when it is paid to `iban`."""
    iban = compact(iban)
    country = iban[:2] if is_iban(iban) else ""
    letters = "".join(letter for letter in number.upper() if letter.isascii() and letter.isalnum())
    if is_qr_iban(iban):
        return _qr(letters)
    if _is_rf(letters):
        return _creditor(letters)
    if country in ("CH", "LI") and letters:
        return _creditor(_with_check(letters[-MOST_RF:]))
    digits = "".join(filter(str.isdigit, letters))
    if country == "BE" and digits:
        return _belgian(digits[-10:].zfill(10))
    return Reference(PLAIN, number, number)


def _qr(letters: str) -> Reference:
    from stdnum.ch import esr

    start = "".join(str(int(letter, 36)) for letter in letters)[-26:].zfill(26)
    whole = start + esr.calc_check_digit(start)
    return Reference(QRR, whole, esr.format(whole))


def _belgian(start: str) -> Reference:
    from stdnum.be import ogm_vcs

    shown = f"+++{ogm_vcs.format(start + ogm_vcs.calc_check_digits(start))}+++"
    return Reference(BELGIAN, shown, shown)


def _is_rf(letters: str) -> bool:
    from stdnum import iso11649

    return letters.startswith("RF") and bool(iso11649.is_valid(letters))


def _with_check(letters: str) -> str:
    from stdnum.iso7064 import mod_97_10

    return f"RF{mod_97_10.calc_check_digits(f'{letters}RF')}{letters}"


def _creditor(code: str) -> Reference:
    from stdnum import iso11649

    return Reference(SCOR, code, iso11649.format(code))
