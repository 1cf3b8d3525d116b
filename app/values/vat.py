"""VAT numbers of Europe, Switzerland and the United Kingdom, checked without the network.

A French key that does not fit its SIREN is refused, with the right number one click away; foreign ones are doubted.
"""

from __future__ import annotations

import re

from app.errors import Fix, Problem
from app.i18n import N_
from app.values.checked import Checked, odd, wrong
from app.values.countries import FRENCH
from app.values.identifiers import compact, french_vat, is_siren, show_siren, show_uid

# Greece and Northern Ireland have a prefix of their own; Monaco uses the French one.
_PREFIXES = {"GR": "EL", "MC": "FR"} | dict.fromkeys(FRENCH, "FR")
_EUROPE = frozenset("AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI GB".split())
_CHECKED = _EUROPE | {"CH"}
_FRENCH_VAT = re.compile(r"FR(?P<key>[0-9A-HJ-NP-Z]{2})(?P<siren>[0-9]{9})")
_SWISS_ENDINGS = ("MWST", "TVA", "IVA", "TPV")


def check_vat(text: str, path: str = "vat_number", *, country: str = "FR", siren: str = "") -> Checked:
    """A VAT number, its prefix put before it where `country` tells which. `siren` is that of the record, if known.

    Where there is none yet, the one that follows from the SIREN is offered.
    """
    number, known = compact(text), compact(siren)
    known = known if is_siren(known) else ""
    if not number:
        return Checked("", offer=_use(path, known))
    home = _PREFIXES.get(country, country)
    start = number[:2]
    if start not in _CHECKED and _lacks_prefix(number, home):
        number, start = home + number, home
    if start == "FR":
        return _check_french(text, number, path, siren=known)
    if start == "CH":
        return _check_swiss(text, number, path)
    if start not in _CHECKED:
        return odd(text, path, N_("Numbers of this country cannot be checked here: it is kept as typed."))
    if not _is_valid(start, number):
        return odd(text, path, N_("This does not look like a VAT number of the country it starts with."))
    return Checked(number, shown=show_vat(number))


def show_vat(number: str) -> str:
    """`FR 11 123456782`, `BE 0403170701`, `CHE-123.456.788 TVA`; an unknown form comes back as it is."""
    french = _FRENCH_VAT.fullmatch(number)
    if french:
        return f"FR {french['key']} {french['siren']}"
    if number.startswith("CHE"):
        return re.sub(r"(?<=[0-9])(?=[A-Z]+$)", " ", show_uid(number))
    found = re.fullmatch(r"([A-Z]{2})([0-9A-Z]{7,12})", number)
    return f"{found[1]} {found[2]}" if found and found[1] in _EUROPE else number


def _lacks_prefix(number: str, home: str) -> bool:
    return home in _EUROPE and (number[:2].isdigit() or (home == "FR" and bool(_FRENCH_VAT.fullmatch(f"FR{number}"))))


def _check_french(text: str, number: str, path: str, *, siren: str) -> Checked:
    found = _FRENCH_VAT.fullmatch(number)
    if not found:
        message = N_("A French VAT number is FR, two characters and the nine digits of the SIREN.")
        return wrong(text, path, message, fix=_use(path, siren))
    own = found["siren"]
    monaco = own.startswith("000")
    if not monaco and not is_siren(own):
        message = N_("The nine digits at the end are not a SIREN: one of them is wrong.")
        return wrong(text, path, message, fix=_use(path, siren))
    if not _is_valid("FR", number):
        right = french_vat(own)
        message = N_("For this SIREN the two digits after FR are {key}.")
        return wrong(text, path, message, fix=_use(path, own), key=right[2:4])
    problems: tuple[Problem, ...] = ()
    if siren and siren != own and not monaco:
        message = N_("This VAT number belongs to SIREN {siren}.")
        problems = (Problem(path, message, {"siren": show_siren(own)}, "warning", _use(path, siren)),)
    return Checked(number, problems, show_vat(number))


def _use(path: str, siren: str) -> Fix | None:
    """The remedy that puts the VAT number of `siren` into the field."""
    if not siren:
        return None
    number = french_vat(siren)
    return Fix(N_("Use {number}"), path, number, {"number": show_vat(number)})


def _check_swiss(text: str, number: str, path: str) -> Checked:
    from stdnum.ch import uid

    digits = number[:12]
    if not re.fullmatch(r"CHE[0-9]{9}", digits) or not uid.is_valid(digits):
        return odd(text, path, N_("A Swiss VAT number looks like {example}."), example="CHE-123.456.788 TVA")
    ending = number[12:]
    if ending and ending not in _SWISS_ENDINGS:
        return odd(text, path, N_("A Swiss VAT number ends with MWST, TVA or IVA."))
    return Checked(number, shown=show_vat(number))


def _is_valid(prefix: str, number: str) -> bool:
    from stdnum.util import get_cc_module

    country = {"EL": "gr", "XI": "gb"}.get(prefix, prefix.lower())
    module = get_cc_module(country, "vat")
    # The modules want the prefix of their own country, or none.
    return bool(module and (module.is_valid(number) or module.is_valid(number[2:])))
