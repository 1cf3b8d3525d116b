"""Numbers that the State gives to firms: SIREN, SIRET, NAF, VAT, the Swiss UID, Canadian numbers. All offline.

At home a number that cannot exist is refused, with the reason; a foreign or unknown one is doubted and kept. Records
keep the plain form (`12345678200010`); `show_...` groups it for the eye. The arithmetic is python-stdnum's, imported at
the first check.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache

from app.errors import Fix, Problem, Severity
from app.i18n import N_
from app.paths import resource
from app.values.checked import Checked, odd, sibling, wrong_or_odd
from app.values.countries import FRENCH

_LONGEST = 60


def compact(text: str) -> str:
    """Letters and digits only, in capitals: how all these numbers are compared and kept."""
    plain = unicodedata.normalize("NFKC", text[: 4 * _LONGEST]).upper()
    return "".join(letter for letter in plain if letter.isalnum())


def check_siren(text: str, path: str = "siren", *, country: str = "FR") -> Checked:
    """Nine digits with a Luhn key (INSEE). For a client abroad anything else is only doubted."""
    number = compact(text)
    if not number:
        return Checked("")
    severity = _severity(country)
    if not _is_digits(number) or len(number) != 9:
        return wrong_or_odd(severity, text, path, N_("A SIREN has nine digits."))
    if not is_siren(number):
        return wrong_or_odd(severity, text, path, N_("This SIREN cannot exist: one of its digits is wrong."))
    return Checked(number, shown=show_siren(number))


def check_siret(text: str, path: str = "siret", *, country: str = "FR", siren: str = "") -> Checked:
    """Fourteen digits with a Luhn key, or La Poste's rule (a sum that is a multiple of 5). It begins with the SIREN."""
    number = compact(text)
    if not number:
        return Checked("")
    severity = _severity(country)
    if not _is_digits(number) or len(number) != 14:
        return wrong_or_odd(severity, text, path, N_("A SIRET has fourteen digits: the SIREN and five more."))
    if not is_siret(number):
        return wrong_or_odd(severity, text, path, N_("This SIRET cannot exist: one of its digits is wrong."))
    own, known = number[:9], compact(siren)
    problems: tuple[Problem, ...] = ()
    if known and known != own:
        fix = Fix(N_("Use {siren} as the SIREN"), sibling(path, "siren"), own, {"siren": show_siren(own)})
        message = N_("This SIRET belongs to SIREN {siren}.")
        problems = (Problem(path, message, {"siren": show_siren(own)}, "warning", fix),)
    return Checked(number, problems, show_siret(number), fills={sibling(path, "siren"): own})


def check_naf(text: str, path: str = "naf", *, language: str = "fr") -> Checked:
    """An activity code of INSEE (NAF rev. 2), its label as the hint. One that is not in the list is only doubted."""
    number = compact(text)
    if not number:
        return Checked("")
    if not re.fullmatch(r"[0-9]{4}[A-Z]", number):
        return odd(text, path, N_("A NAF code looks like {example}."), example="56.10A")
    code = f"{number[:2]}.{number[2:]}"
    label = naf_label(code, language)
    if not label:
        return odd(code, path, N_("This code is not in the list of 2008."))
    return Checked(code, hint=label)


def check_business_number(text: str, path: str = "business_number", *, country: str = "CA") -> Checked:
    """The number of a firm outside France: the Swiss UID, the Canadian BN; that of other countries is kept unseen."""
    if country == "CH":
        return _check_uid(text, path)
    if country == "CA":
        return _check_bn(text, path)
    return Checked(" ".join(text.split()))


def check_gst(text: str, path: str = "gst_number") -> Checked:
    """The Canadian tax account `123456789 RT0001`."""
    number = compact(text)
    if not number:
        return Checked("")
    if not re.fullmatch(r"[0-9]{9}(?:RT[0-9]{4})?", number):
        return odd(text, path, N_("A GST number looks like {example}."), example="123456789 RT0001")
    if not _valid("ca", "bn", number[:9]):
        return odd(number, path, N_("This business number cannot exist: one of its digits is wrong."))
    return Checked(number, shown=show_canadian(number))


def check_qst(text: str, path: str = "qst_number") -> Checked:
    """The Quebec tax account `1234567890 TQ0001`."""
    number = compact(text)
    if number and not re.fullmatch(r"[0-9]{10}(?:TQ[0-9]{4})?", number):
        return odd(text, path, N_("A QST number looks like {example}."), example="1234567890 TQ0001")
    return Checked(number, shown=show_canadian(number))


def is_siren(number: str) -> bool:
    """Whether nine plain digits carry a right key."""
    return _valid("fr", "siren", number)


def is_siret(number: str) -> bool:
    """Whether fourteen plain digits carry a right key, La Poste's exception included."""
    return _valid("fr", "siret", number)


def french_vat(siren: str) -> str:
    """The VAT number that follows from nine digits, whether or not the firm is registered for VAT: `FR11123456782`."""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def rcs(siren: str, town: str, letter: str = "B") -> str:
    """What one usually writes for the trade register: `Dijon B 123 456 782` (the town is that of the court)."""
    return " ".join(f"{town} {letter} {show_siren(siren)}".split())


def show_siren(number: str) -> str:
    """`123 456 782`; what is no SIREN comes back as it is."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if _is_digits(number) and len(number) == 9 else number


def show_siret(number: str) -> str:
    """`123 456 782 00010`; what is no SIRET comes back as it is."""
    return f"{show_siren(number[:9])} {number[9:]}" if _is_digits(number) and len(number) == 14 else number


def show_canadian(number: str) -> str:
    """`123456789 RT0001`; what is no Canadian account comes back as it is."""
    return re.sub(r"^([0-9]{9,10})([A-Z]{2}[0-9]{4})$", r"\1 \2", number)


def naf_label(code: str, language: str = "fr") -> str:
    """What `56.10A` stands for: in French by INSEE, else the European class in English; empty when unknown."""
    label = _naf_labels().get(code, "")
    return _nace_label(code) or label if label and language != "fr" else label


@cache
def _naf_labels() -> dict[str, str]:
    with resource("naf", "naf.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["label"] for row in csv.DictReader(lines)}


@lru_cache(maxsize=256)
def _nace_label(code: str) -> str:
    from stdnum.eu import nace
    from stdnum.exceptions import ValidationError

    try:
        return nace.get_label(compact(code)[:4], "2.0")
    except ValidationError:
        return ""


def _check_uid(text: str, path: str) -> Checked:
    number = compact(text)
    if _is_digits(number):
        number = f"CHE{number}"
    if not number:
        return Checked("")
    if not re.fullmatch(r"CHE[0-9]{9}", number):
        return odd(text, path, N_("A Swiss company number looks like {example}."), example="CHE-123.456.788")
    if not _valid("ch", "uid", number):
        return odd(number, path, N_("This company number cannot exist: one of its digits is wrong."))
    return Checked(number, shown=show_uid(number))


def show_uid(number: str) -> str:
    """`CHE-123.456.788`; what is no Swiss number comes back as it is."""
    return re.sub(r"^CHE([0-9]{3})([0-9]{3})([0-9]{3})", r"CHE-\1.\2.\3", number)


def _check_bn(text: str, path: str) -> Checked:
    number = compact(text)
    if not number:
        return Checked("")
    if not re.fullmatch(r"[0-9]{9}(?:R[CMPRTZ][0-9]{4})?", number):
        return odd(text, path, N_("A business number has nine digits."))
    if not _valid("ca", "bn", number[:9]):
        return odd(number, path, N_("This business number cannot exist: one of its digits is wrong."))
    return Checked(number, shown=show_canadian(number))


def _valid(country: str, kind: str, number: str) -> bool:
    from stdnum.util import get_cc_module

    module = get_cc_module(country, kind)
    return bool(module and module.is_valid(number))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _severity(country: str) -> Severity:
    return "error" if country in FRENCH or not country else "warning"
