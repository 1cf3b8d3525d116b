"""Amounts: `Decimal` in the program, whole ten-thousandths in the file, never binary fractions.

Rounding to the digits of a currency is always half away from zero, as invoices do, not half to even.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from app.errors import Problem
from app.i18n import N_
from app.values.folding import digits

UNITS = 10_000
MOST = Decimal("99999999999.9999")

# Digits after the point, by ISO 4217.
CURRENCIES: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("EUR", "CHF", "CAD", "USD", "GBP", "MAD", "AUD", "NZD", "DKK", "NOK", "SEK", "PLN", "CZK"), 2)
    | dict.fromkeys(("HUF", "RON", "TRY", "INR", "CNY", "HKD", "SGD", "ZAR", "AED", "DZD", "MUR", "BRL", "MXN"), 2)
    | dict.fromkeys(("JPY", "KRW", "XPF", "XOF", "XAF", "ISK", "CLP", "VND", "KMF", "DJF"), 0)
    | dict.fromkeys(("KWD", "TND", "BHD", "OMR", "JOD"), 3)
)

_CURRENCY_OF = {
    "CH": "CHF", "LI": "CHF", "CA": "CAD", "US": "USD", "GB": "GBP", "JP": "JPY", "MA": "MAD", "TN": "TND",
    "PF": "XPF", "NC": "XPF", "WF": "XPF", "SN": "XOF", "CI": "XOF", "DK": "DKK", "SE": "SEK", "NO": "NOK",
    "PL": "PLN", "CZ": "CZK", "HU": "HUF", "RO": "RON", "AU": "AUD", "NZ": "NZD",
}  # fmt: skip

_SIGN = r"(?:[€$£¥₣₩₹฿]|fr\.|kč|zł|kr|" + "|".join(CURRENCIES) + r")"
_AFFIX = re.compile(rf"^{_SIGN}\s*|\s*{_SIGN}$", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}(?P<gap>[ ',.])[0-9]{3}(?:(?P=gap)[0-9]{3})*|[0-9]+")
_FRACTION = re.compile(r"[0-9]{0,4}")


def to_units(amount: Decimal) -> int:
    """Whole ten-thousandths. An amount that is finer raises ValueError: round it first, on purpose."""
    units = amount * UNITS
    if units != units.to_integral_value():
        raise ValueError("an amount finer than a ten-thousandth must be rounded before it is stored")
    return int(units)


def from_units(units: int) -> Decimal:
    """The amount of whole ten-thousandths, with two decimals, or four where it needs them."""
    whole, rest = divmod(units, 100)
    return Decimal(whole).scaleb(-2) if rest == 0 else Decimal(units).scaleb(-4)


def currency_digits(currency: str) -> int:
    """Digits after the point; two for a currency we do not know."""
    return CURRENCIES.get(currency, 2)


def currency_of(country: str) -> str:
    """The currency a new file of this country starts with."""
    return _CURRENCY_OF.get(country, "EUR")


def round_half_up(amount: Decimal, decimals: int = 2) -> Decimal:
    """`amount` with that many decimals, halves away from zero."""
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def parse_amount(text: str, decimal_point: str = ",", *, path: str = "") -> Decimal | Problem:
    """An amount as typed: `1 284,60`, `1284.60`, `1'284.60 CHF`, `-12`, `1.284,60 €`.

    `decimal_point` decides only where both readings are possible: `1,284` is a fraction where it is ",".
    """
    plain = unicodedata.normalize("NFKC", text.strip()).translate({0x2019: "'", 0x2212: "-", 0x02BC: "'"})
    plain = _AFFIX.sub("", " ".join(plain.split()))
    negative = plain.startswith("-")
    plain = _AFFIX.sub("", plain.removeprefix("-").strip())
    amount = _read(plain, decimal_point) if len(plain) <= 40 else None
    if amount is None:
        example = f"1284{decimal_point}60"
        return Problem(path, N_("This is not an amount. Type it like {example}."), {"example": example})
    if amount > MOST:
        return Problem(path, N_("This amount is too large."))
    return -amount if negative else amount


def _read(plain: str, decimal_point: str) -> Decimal | None:
    for point in (decimal_point, "." if decimal_point == "," else ","):
        whole, found, fraction = plain.rpartition(point)
        if not found:
            whole, fraction = plain, ""
        grouped = _GROUPED.fullmatch(whole or "0")
        if not grouped or grouped["gap"] == point or not _FRACTION.fullmatch(fraction) or not (whole or fraction):
            continue
        return Decimal(f"{digits(whole)}.{fraction}")
    return None
