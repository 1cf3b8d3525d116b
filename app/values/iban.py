"""Numbers of bank accounts: the IBAN with its check digits (ISO 13616) and the form it has in its country.

Records keep the plain form; `show_iban` groups it as banks print it. The arithmetic is python-stdnum's.
"""

from __future__ import annotations

from app.i18n import N_
from app.values.checked import Checked, wrong
from app.values.identifiers import compact


def check_iban(text: str, path: str = "iban") -> Checked:
    """An IBAN, refused where a digit is wrong or missing: a payment would come back, or go astray."""
    number = compact(text)
    if not number:
        return Checked("")
    if not is_iban(number):
        return wrong(text, path, N_("This IBAN cannot exist: one of its characters is wrong or missing."))
    return Checked(number, shown=show_iban(number))


def is_iban(number: str) -> bool:
    """Whether the plain form of an IBAN is right by its check digits and, where it is known, its country's rule."""
    from stdnum import iban

    return bool(iban.is_valid(number))


def show_iban(number: str) -> str:
    """`FR76 3000 6000 0112 3456 7890 189`."""
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))
