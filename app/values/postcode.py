"""Postcodes: their form in each country, and the French communes behind them (no network, no CEDEX list).

A postcode that cannot exist in France is refused; abroad it is doubted. A code that is not in the list is accepted:
firms have CEDEX codes of their own.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from app.errors import Fix
from app.i18n import N_
from app.paths import resource
from app.values.checked import Checked, odd, sibling, wrong
from app.values.countries import FRENCH
from app.values.folding import words
from app.values.identifiers import compact


class _Form(NamedTuple):
    """`pattern` matches letters and digits alone; its groups are written apart by `gap`."""

    pattern: re.Pattern[str]
    example: str
    gap: str = ""


def _form(pattern: str, example: str, gap: str = "") -> _Form:
    return _Form(re.compile(pattern), example, gap)


_LONGEST = 20
_PACIFIC = frozenset(("NC", "PF", "WF"))

_FORMS = {
    "FR": _form("([0-9]{5})", "21000"),
    "MC": _form("(980[0-9]{2})", "98000"),
    "BE": _form("([1-9][0-9]{3})", "1050"),
    "CH": _form("([1-9][0-9]{3})", "1003"),
    "LI": _form("(94(?:8[5-9]|9[0-8]))", "9490"),
    "LU": _form("([1-9][0-9]{3})", "1611"),
    "DE": _form("([0-9]{5})", "10115"),
    "AT": _form("([1-9][0-9]{3})", "1010"),
    "NL": _form("([1-9][0-9]{3})([A-Z]{2})", "1012 AB", " "),
    "GB": _form("([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})", "SO30 2FZ", " "),
    "IE": _form("([A-Z][0-9][0-9W])([0-9A-Z]{4})", "D02 X285", " "),
    "US": _form("([0-9]{5})([0-9]{4})?", "62701", "-"),
    "CA": _form("([ABCEGHJ-NPRSTVXY][0-9][A-Z])([0-9][A-Z][0-9])", "H2X 3K2", " "),
    "IT": _form("([0-9]{5})", "56122"),
    "ES": _form("((?:0[1-9]|[1-4][0-9]|5[0-2])[0-9]{3})", "28013"),
    "PT": _form("([1-9][0-9]{3})([0-9]{3})?", "1000-205", "-"),
    "DK": _form("([0-9]{4})", "1050"),
    "NO": _form("([0-9]{4})", "0150"),
    "FI": _form("([0-9]{5})", "00100"),
    "SE": _form("([0-9]{3})([0-9]{2})", "111 22", " "),
    "PL": _form("([0-9]{2})([0-9]{3})", "00-950", "-"),
    "CZ": _form("([0-9]{3})([0-9]{2})", "110 00", " "),
    "SK": _form("([0-9]{3})([0-9]{2})", "811 01", " "),
    "GR": _form("([0-9]{3})([0-9]{2})", "104 31", " "),
    "HU": _form("([0-9]{4})", "1051"),
    "MA": _form("([0-9]{5})", "20000"),
    "TN": _form("([0-9]{4})", "1000"),
} | dict.fromkeys((FRENCH | _PACIFIC) - {"FR"}, _form("(9[78][0-9]{3})", "97110"))

# The old signs of cars that people write before the code, besides the country's own; the posts want neither.
_CAR_SIGNS = {"LU": "L", "DE": "D", "FR": "F", "BE": "B", "AT": "A", "IT": "I", "ES": "E"}

_PROVINCES = {"A": "NL", "B": "NS", "C": "PE", "E": "NB", "R": "MB", "S": "SK", "T": "AB", "V": "BC", "Y": "YT"} | (
    dict.fromkeys("GHJ", "QC") | dict.fromkeys("KLMNP", "ON")
)


def normal(text: str, country: str = "FR") -> str:
    """The code as the post writes it: `h2x3k2` -> `H2X 3K2`, `CH-8001` -> `8001`; what it is not, nearly as typed."""
    return _normal(text, country) if len(text) <= _LONGEST else " ".join(text.split())


@lru_cache(maxsize=4096)  # a mailing writes the same few codes thousands of times
def _normal(text: str, country: str) -> str:
    form = _FORMS.get(country)
    if form:
        number = compact(text).removeprefix(country).removeprefix(_CAR_SIGNS.get(country, country))
        found = form.pattern.fullmatch(number)
        if found:
            return form.gap.join(group for group in found.groups() if group)
    return " ".join(text.split())


def is_needed(country: str) -> bool:
    """Whether a letter to that country needs a postcode, as far as we know its codes. In Ireland it may be left out."""
    return country in _FORMS and country != "IE"


def check_postcode(text: str, path: str = "postcode", *, country: str = "FR") -> Checked:
    """The form of the code. Where only one town has it, that town follows; in Canada the province does."""
    code = normal(text, country)
    form = _FORMS.get(country)
    if not code or not form:
        return Checked(code)
    if not form.pattern.fullmatch(compact(code)):
        return _misformed(code, path, country, form)
    fills = {}
    found = towns(code, country)
    if len(found) == 1:
        fills[sibling(path, "city")] = found[0]
    if country == "CA" and code[0] in _PROVINCES:
        fills[sibling(path, "region")] = _PROVINCES[code[0]]
    return Checked(code, fills=fills)


def _misformed(code: str, path: str, country: str, form: _Form) -> Checked:
    if country != "FR":
        return odd(code, path, N_("A postcode of this country looks like {example}."), example=form.example)
    # A spreadsheet takes the first zero away.
    longer = f"0{compact(code)}"
    fix = Fix(N_("Use {postcode}"), path, longer, {"postcode": longer}) if longer in _french_towns() else None
    return wrong(code, path, N_("A French postcode has five digits."), fix=fix)


def towns(postcode: str, country: str = "FR") -> tuple[str, ...]:
    """The towns of a French postcode, the most populous first; none where it is unknown or abroad."""
    if country == "MC":
        return ("Monaco",) if postcode == "98000" else ()
    if country not in FRENCH | _PACIFIC:
        return ()
    found = _french_towns().get(postcode, "")
    return tuple(found.split("|")) if found else ()


def postcodes(town: str) -> tuple[str, ...]:
    """The French postcodes of a town, however it is written: `SAINT-DENIS`, `St Denis`."""
    return _postcodes_by_town().get(town_key(town), ())


@cache
def _french_towns() -> dict[str, str]:
    """Postcode -> its towns, separated by a bar: splitting the few that are asked for keeps the loading short."""
    lines = resource("postcodes", "fr.csv").read_text(encoding="utf-8").splitlines()
    return dict(line.split(",", 1) for line in lines[1:])


@cache
def _postcodes_by_town() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, names in _french_towns().items():
        for name in names.split("|"):
            key = town_key(name)
            found[key] = (*found.get(key, ()), code)
    return found


def town_key(town: str) -> str:
    """What is the same for every way to write a town: `NUITS ST GEORGES`, `Nuits-Saint-Georges`."""
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words(town))
