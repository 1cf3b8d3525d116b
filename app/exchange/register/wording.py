"""From the words of the registers to those of a record: capitals, abbreviations, codes and long titles.

The abbreviations of ways and the classes of staff are INSEE's, from the description of the variables of SIRENE.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from app.values import identifiers, legal_forms, money, postcode
from app.values.folding import fold

_LONGEST = 300
_MOST_KNOWN = 2_000  # a list says the same few towns, forms and codes again and again
_WAYS = {
    "ALL": "allée", "AV": "avenue", "AVE": "avenue", "BD": "boulevard", "BLD": "boulevard", "CAR": "carrefour",
    "CHE": "chemin", "CHS": "chaussée", "COR": "corniche", "CRS": "cours", "DOM": "domaine", "ESP": "esplanade",
    "FG": "faubourg", "GR": "grande rue", "HAM": "hameau", "HLE": "halle", "IMP": "impasse", "LD": "lieu-dit",
    "LOT": "lotissement", "MAR": "marché", "MTE": "montée", "PAS": "passage", "PL": "place", "PLN": "plaine",
    "PLT": "plateau", "PRO": "promenade", "PRV": "parvis", "QUA": "quartier", "QU": "quai", "RES": "résidence",
    "RLE": "ruelle", "ROC": "rocade", "RPT": "rond-point", "RTE": "route", "SEN": "sente", "SQ": "square",
    "TRA": "traverse", "VLA": "villa", "VLGE": "village",
}  # fmt: skip
_WAYS_IN_FULL = {fold(way).upper(): way for way in _WAYS.values()} | {
    way.upper(): way for way in ("cité", "quai", "rue", "sentier", "venelle", "voie")
}
_SMALL = frozenset("au aux d de des du en et l la le les sous sur".split())
_AS_THEY_ARE = frozenset("BP CS ZA ZAC ZAE ZI".split())
_SUFFIX = frozenset("BIS TER QUATER".split())

# INSEE's classes of "trancheEffectifs"; NN is "no staff" or "not known".
_STAFF = {
    "00": "0", "01": "1–2", "02": "3–5", "03": "6–9", "11": "10–19", "12": "20–49", "21": "50–99", "22": "100–199",
    "31": "200–249", "32": "250–499", "41": "500–999", "42": "1000–1999", "51": "2000–4999", "52": "5000–9999",
    "53": "10000",
}  # fmt: skip
_NAF = re.compile(r"(?<![0-9A-Z])([0-9]{2})\.?([0-9]{2}) ?([A-Z])(?![0-9A-Za-z])")
_RANGE = re.compile(r"([0-9][0-9 ]{0,6})\s?(?:à|a|et|ou|-|–)\s?([0-9][0-9 ]{0,6})")
_COUNT = re.compile(r"[0-9][0-9 ]{0,6}")
_AMOUNT = re.compile(r"[0-9][0-9 .,']{0,30}")
_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9])")
_ISO_DAY = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
_DAY_IN_WORDS = re.compile(r"(?<![0-9])([0-9]{1,2})(?:er)? ([a-z]{3,9}) ([0-9]{4})(?![0-9])")
_MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()


def readable(text: str) -> str:
    """A street or a building that is all in capitals, as one writes it: `4 PL DU THEATRE` -> `4 place du Theatre`."""
    words = text[:_LONGEST].split()
    if text != text.upper():
        return " ".join(words)
    found: list[str] = []
    begun = False
    for word in words:
        if not begun and (word[:1].isdigit() or word in _SUFFIX or (found and len(word) == 1)):
            found.append(word.lower() if word in _SUFFIX else word)
        else:
            found.append(_word(word, first=not begun))
            begun = True
    return " ".join(found)


@lru_cache(maxsize=_MOST_KNOWN)
def _word(word: str, *, first: bool) -> str:
    way = _WAYS.get(word.rstrip(".")) or _WAYS_IN_FULL.get(word)
    if first and way:
        return way
    if word in _AS_THEY_ARE:
        return word
    if word.lower() in _SMALL and not first:
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda part: _part(part[0]), word)


def _part(letters: str) -> str:
    """One word between hyphens and apostrophes: `L` of `L'EGLISE` is small, `EGLISE` is not."""
    return letters.lower() if letters.lower() in ("d", "l") else letters.capitalize()


@lru_cache(maxsize=_MOST_KNOWN)
def town(text: str, code: str) -> str:
    """The town as the list of postcodes writes it: `NUITS ST GEORGES` -> `Nuits-Saint-Georges`."""
    wanted = _town_key(text)
    found = next((name for name in postcode.towns(code) if _town_key(name) == wanted), "")
    return found or readable(text)


def _town_key(text: str) -> str:
    # Paris, Lyon and Marseille have arrondissements in the registers ("LYON 2", "PARIS 11E ARRONDISSEMENT").
    return re.sub(r"\s[0-9]{1,2}(?:er?|eme)?(?: arrondissement)?$", "", postcode.town_key(text))


@lru_cache(maxsize=_MOST_KNOWN)
def legal_form(text: str) -> str:
    """The short form a record keeps (`SARL`), for INSEE's code, its title or a usual name; else the text as it is."""
    plain = " ".join(text[:_LONGEST].split())
    known = _forms()
    for piece in (plain, *re.split(r"[,()]| - ", plain)):
        if found := known.get(fold(piece)):
            return found
    return plain if len(plain) <= 80 else ""


@cache
def _forms() -> dict[str, str]:
    found: dict[str, str] = {}
    for form in legal_forms.common("FR"):
        for words in (form.short, form.name, form.code):
            found.setdefault(fold(words), form.short)
    for form in legal_forms.all_french():
        short = found.get(form.code) or next(filter(None, map(found.get, map(fold, form.name.split(",")))), form.name)
        for words in (form.code, form.name, *form.name.split(" ou ")):
            found.setdefault(fold(words), short)
    return found


@lru_cache(maxsize=_MOST_KNOWN)
def naf(text: str) -> str:
    """The first code of the list of 2008 in a text: `5610A` -> `56.10A`."""
    codes = (f"{one}.{two}{letter}" for one, two, letter in _NAF.findall(text[:_LONGEST]))
    return next((code for code in codes if identifiers.naf_label(code)), "")


def staff_class(code: str) -> str:
    """INSEE's class of staff (`11`) as a record keeps it (`10–19`); empty where it is not known."""
    return _STAFF.get(code.zfill(2), "") if code else ""


def staff(text: str) -> str:
    """A number of employees in words: `Entre 10 et 19 salariés, en 2022` -> `10–19`, `Sans salarié` -> `0`."""
    plain = re.sub(r"\(?\b(?:en|depuis|au) .{0,20}$", "", " ".join(text[:_LONGEST].split()))
    if found := _RANGE.search(plain):
        return "–".join(part.replace(" ", "") for part in found.groups())
    if found := _COUNT.search(plain):
        return found[0].replace(" ", "")
    return "0" if re.match(r"(?:sans|pas de|aucun) ?salarie|unite non employeuse", fold(plain)) else ""


def capital(text: str) -> Decimal | None:
    """The amount in `8 000,00 Euros (fixe)`; None where there is none above zero."""
    found = _AMOUNT.search(text[:_LONGEST])
    amount = money.parse_amount(found[0].rstrip(" .,'")) if found else None
    return amount if isinstance(amount, Decimal) and amount > 0 else None


def day(text: str) -> date | None:
    """The first day in a text: `12/03/2010`, `2010-03-12`, `12 mars 2010`."""
    plain = text[:_LONGEST]
    if found := _DAY.search(plain):
        return _date(found[3], found[2], found[1])
    if found := _ISO_DAY.search(plain):
        return _date(*found.groups())
    if (found := _DAY_IN_WORDS.search(fold(plain))) and found[2] in _MONTHS:
        return _date(found[3], str(_MONTHS.index(found[2]) + 1), found[1])
    return None


def _date(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None
