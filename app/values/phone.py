"""Phone numbers: kept as typed, compared by their international digits, doubted but never refused.

Numbers that look French are read here, in a few microseconds; the others by phonenumbers, 0.2 s to import.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from app.errors import Problem
from app.i18n import N_
from app.values.checked import Checked, odd
from app.values.countries import FRENCH
from app.values.folding import digits

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

LONGEST = 60

# The overseas departments share the French trunk prefix; each has a country code of its own.
_OVERSEAS = {
    "0590": "590", "0690": "590", "0691": "590", "0594": "594", "0694": "594", "0596": "596", "0696": "596",
    "0697": "596", "0262": "262", "0263": "262", "0269": "262", "0639": "262", "0692": "262", "0693": "262",
}  # fmt: skip
# Set aside by the French regulator for films and examples, in the midst of Mayotte's numbers.
_FICTITIOUS = "63998"

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_FRENCH_NUMBER = re.compile(r"(?:(?:\+|00)330?|(?P<home>0))(?P<rest>[1-9][0-9]{8})")
_DIGITS_ALONE = re.compile(r"\+?[0-9]+(?:[ .-][0-9]+)*")
_EXTENSION = re.compile(
    r"\s*(?:[,;#]|;ext=|\b(?:poste|post|ext|extension|int|interne|durchwahl|x))\.?\s*:?\s*[0-9]{1,6}$", re.IGNORECASE
)


def display(text: str) -> str:
    """The number as typed, without the invisible marks that phones paste along with it."""
    return " ".join(_INVISIBLE.sub("", text).split())


def comparable(text: str, country: str = "FR") -> str:
    """The digits of the number with its country's code and no plus, the same however it was typed.

    `country` is where a number without a code was dialled from. What is no possible number gives its plain digits.
    """
    plain = _main_part(text)
    french = _french(plain, country)
    if french:
        return french
    number = _parsed(plain, country)
    return f"{number.country_code}{_significant(number)}" if number else digits(plain)[:30]


def national_digits(text: str, country: str = "FR") -> str:
    """The digits as dialled inside the number's own country: `+33 6 12 34 56 78` -> `0612345678`."""
    plain = _main_part(text)
    french = _french(plain, country)
    if french:
        return "0" + french[-9:]
    number = _parsed(plain, country)
    if not number:
        return digits(plain)[:30]
    from phonenumbers import PhoneNumberFormat, format_number

    return digits(format_number(number, PhoneNumberFormat.NATIONAL))


def link(text: str, country: str = "FR") -> str:
    """What the computer's dialler opens: `tel:+33612345678`; empty where there is no digit."""
    plain = _main_part(text)
    if _french(plain, country) or _parsed(plain, country, valid=True):
        return f"tel:+{comparable(text, country)}"
    return f"tel:{digits(plain)}" if digits(plain) else ""


def check(text: str, path: str, *, country: str = "FR") -> Checked:
    """Any text is kept; a number that cannot be dialled is doubted aloud."""
    shown = display(text)
    plain = _main_part(text)
    if not shown or _french(plain, country):
        return Checked(shown)
    if not digits(shown):
        return odd(shown, path, N_("A phone number needs digits."))
    if _parsed(plain, country, valid=True) or _is_short(plain, country):
        return Checked(shown)
    count = len(digits(plain))
    if country in FRENCH and not plain.startswith(("+", "00")) and count != 10:
        message = N_("This number has {count} digits; a French number has 10.")
        return Checked(shown, (Problem(path, message, {"count": count}, "warning"),))
    return odd(shown, path, N_("This does not look like a phone number that can be called."))


def _main_part(text: str) -> str:
    """The number without its extension and the zero that nobody dials from abroad."""
    if len(text) <= LONGEST and _DIGITS_ALONE.fullmatch(text):
        return text  # nearly all of them; spared four passes, an import is quicker by a twentieth
    return _EXTENSION.sub("", display(text[:LONGEST])).removeprefix("tel:").replace("(0)", "")


def _french(plain: str, country: str) -> str:
    """The international digits of a French number, whatever stands between them; empty for any other."""
    before = plain.partition("+")[0]
    found = _FRENCH_NUMBER.fullmatch(("+" if before != plain and not digits(before) else "") + digits(plain))
    if not found or (found["home"] and country not in FRENCH):
        return ""
    rest = found["rest"]
    return ("33" if rest.startswith(_FICTITIOUS) else _OVERSEAS.get(f"0{rest[:3]}", "33")) + rest


@lru_cache(maxsize=4096)
def _parsed(plain: str, country: str, *, valid: bool = False) -> PhoneNumber | None:
    """The number as phonenumbers reads it, if its length is possible (or it is `valid` altogether)."""
    if not digits(plain):
        return None
    from phonenumbers import NumberParseException, is_possible_number, is_valid_number, parse

    international = "+" + plain[2:] if plain.startswith("00") else plain
    try:
        number = parse(international, country or None)
    except NumberParseException:
        return None
    number.extension = None
    return number if (is_valid_number if valid else is_possible_number)(number) else None


def _significant(number: PhoneNumber) -> str:
    from phonenumbers import national_significant_number

    return str(national_significant_number(number))


def _is_short(plain: str, country: str) -> bool:
    """An emergency or service number such as 112 or 3639."""
    if len(digits(plain)) > 6 or not _DIGITS_ALONE.fullmatch(plain):
        return False
    from phonenumbers import NumberParseException, is_valid_short_number_for_region, parse

    try:
        return bool(is_valid_short_number_for_region(parse(plain, country or None), country))
    except NumberParseException:
        return False
