"""A company read from what one copies out of a page of a register: a label, then what it says, in French.

The pages of the Annuaire des entreprises, of societe.com and Pappers, INSEE's "avis de situation" and a Kbis put the
value behind a tab, behind a colon, or on the line below. A value that cannot be what its label says is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import takewhile
from typing import Any

from app.exchange.register import wording
from app.exchange.register.company import Registered
from app.values import identifiers, vat
from app.values.folding import fold

LONGEST = 200_000
_MOST_LINES = 5_000
_MOST_OF_A_LINE = 400
_MOST_WORDS = 9
_ADDRESS_LINES = 6
_LONGEST_TITLE = 80
_GAPS = str.maketrans(dict.fromkeys("\u00a0\u2007\u2008\u2009\u200a\u202f\u3000", " ") | dict.fromkeys("\u200b\ufeff"))

# The folded labels of each field.
_LABELS = {
    "siret": "siret du siege social|siret du siege|siret siege|siret|numero siret|numero siret du siege|n siret|"
    "numero siret siege|identifiant siret|identifiant siret du siege|siret de l etablissement|siret siege social",
    "siren": "siren|numero siren|n siren|identifiant siren|siren de l entreprise",
    "vat_number": "n tva intracommunautaire|numero de tva intracommunautaire|numero tva intracommunautaire|"
    "tva intracommunautaire|numero de tva|n de tva|n tva|tva|numero tva",
    "name": "denomination|denomination ou raison sociale|raison sociale|denomination sociale|nom de l entreprise|"
    "informations legales de|informations juridiques de|denomination de l entreprise|nom ou raison sociale",
    "last_name": "nom|nom de naissance",
    "first_name": "prenom|prenoms",
    "trade_name": "enseigne|enseignes|nom commercial|nom s commercial aux|enseigne ou nom commercial|nom d enseigne|"
    "denomination usuelle",
    "legal_form": "forme juridique|nature juridique|categorie juridique",
    "naf": "code naf ape|code ape naf|code naf|code ape|code naf ou ape|code ape ou naf|naf|ape|activite principale|"
    "activite principale naf ape|activite principale exercee ape|activite principale exercee|activite|"
    "activite principale de l entreprise ape|code d activite",
    "rcs": "numero rcs|n rcs|rcs|r c s|immatriculation au rcs numero|immatriculation au rcs|inscription au rcs|greffe|"
    "immatriculation rcs",
    "capital": "capital social|capital|montant du capital|capital social montant",
    "headcount": "tranche effectif salarie de l entreprise|tranche d effectif|tranche d effectif salarie|effectif|"
    "tranche d effectif salarie de l entreprise|tranche d effectifs|effectif salarie|effectifs|"
    "tranche effectif salarie de l etablissement|tranche effectif salarie|effectif de l entreprise",
    "address": "adresse postale|adresse|adresse du siege|adresse du siege social|siege social|"
    "adresse de l etablissement|adresse postale du siege social",
    "created_on": "date de creation|date creation entreprise|creation|date de creation de l entreprise|"
    "date de creation entreprise|date d immatriculation|"
    "description de l entreprise entreprise active depuis le|entreprise active depuis le|date immatriculation rcs",
}  # fmt: skip
_FIELDS = {label: field for field, labels in _LABELS.items() for label in labels.split("|")}
_FIRST_WORDS = frozenset(label.split(" ", 1)[0] for label in _FIELDS)
_NOISE = frozenset(("copier", "copie", "copier le numero", "modifier", "voir", "voir sur la carte", "en savoir plus"))
_NOTHING = frozenset(("", "non renseigne", "non renseignee", "inconnu", "inconnue", "aucun", "aucune", "neant", "nd"))

_SIRET = re.compile(r"(?<![0-9])[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3} ?[0-9]{2}(?![0-9])")
_SIREN = re.compile(r"(?<![0-9])[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}(?![0-9])")
_VAT = re.compile(r"(?<![0-9A-Za-z])FR ?[0-9A-Z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}(?![0-9])")
_TOWN = r"([^\W\d_]+(?:[ '’-][^\W\d_]{2,}){0,4})(?: ([ABCD])(?![^\W\d_]))?"
_COURT = re.compile(rf"(?:R\.?C\.?S\.?|greffe de) (?:de |d['’])?{_TOWN}")
_COURT_BEFORE = re.compile(rf"{_TOWN} [0-9]{{3}} ?[0-9]{{3}} ?[0-9]{{3}}")
_IN_SENTENCES = {
    "naf": re.compile(r"\b(?:APE|NAF)\b[^0-9]{0,12}[0-9]{2}\.?[0-9]{2} ?[A-Z]\b"),
    "rcs": re.compile(r"\bR\.?C\.?S\.? [^0-9]{2,60}[0-9]{3} ?[0-9]{3} ?[0-9]{3}(?![0-9])"),
    "capital": re.compile(r"\bcapital (?:social )?de [0-9][0-9 .,]{0,20}(?:€|euros?\b|EUR\b)", re.IGNORECASE),
}
_PLACE = re.compile(r"(?<![0-9])([0-9]{5}) ([^\W\d_][^0-9,;()]{0,60}(?:(?<=CEDEX )[0-9]{1,2})?)", re.IGNORECASE)
_CEDEX = re.compile(r"\bCEDEX(?: ?[0-9]{1,2})?\b", re.IGNORECASE)
_AFTER_TOWN = re.compile(r" - |\t| France\b", re.IGNORECASE)
_COMMA = re.compile(r"(?<![0-9]),")
_SAYS_MORE = re.compile(r"[0-9]{2}|[,\t:]")
_NUMBERED = re.compile(r"[0-9]{1,5}(?![0-9])")


def read(text: str) -> Registered:
    """The company that `text` is about: the first value of each field. Nothing is ever raised; look at `is_known`."""
    lines = _lines(text[:LONGEST])
    found: dict[str, Any] = {}
    for field, value, below in _labelled(lines):
        if field in found:
            continue
        reading = _READERS[field](value, below)
        if reading:
            found[field] = reading
    _add_numbers(found, " ".join(lines))
    if found["siren"] and not (found.keys() & {"name", "last_name", "first_name"}):
        found["name"] = _title(lines)
    return _company(found)


def _lines(text: str) -> list[str]:
    """The lines that say something, their spaces made plain; a tab stays, it divides."""
    found = []
    for line in text.translate(_GAPS).splitlines()[:_MOST_LINES]:
        plain = "\t".join(filter(None, (" ".join(cell.split()) for cell in line[:_MOST_OF_A_LINE].split("\t"))))
        if plain and fold(plain) not in _NOISE:
            found.append(plain)
    return found


def _labelled(lines: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Each field whose label begins a line: its name, what stands behind the label, and the lines below."""
    for place, line in enumerate(lines):
        label, value = _split(line)
        if label:
            yield _FIELDS[label], value, lines[place + 1 : place + 1 + _ADDRESS_LINES]


def _title(lines: list[str]) -> str:
    """A name that stands alone above what is said of it."""
    title = lines[0]
    is_plain = title[-1] not in ".:!?" and not _SAYS_MORE.search(title) and not _split(title)[0]
    return title if is_plain and len(title) <= _LONGEST_TITLE else ""


def _split(line: str) -> tuple[str, str]:
    """The label at the beginning of a line and the rest. A label of one word wants a tab, a colon or the line's end."""
    head, divider, rest = line.partition("\t")
    if not divider:
        head, divider, rest = line.partition(":")
    label = fold(head)
    if label in _FIELDS:
        return label, rest.strip(" :\t")
    words = line.replace("\t", " ").split(" ")
    if fold(words[0]).split(" ")[0] not in _FIRST_WORDS:
        return "", ""
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        label = fold(" ".join(words[:count]))
        if label in _FIELDS and (" " in label or label in ("siren", "siret")):
            return label, " ".join(words[count:]).strip(" :")
    return "", ""


# One reader for each field: what stands behind the label, or else below it.


def _first(read: Callable[[str], Any]) -> Callable[[str, list[str]], Any]:
    return lambda value, below: read(value) if value else read(below[0]) if below else None


def _words(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 160 and fold(plain) not in _NOTHING and fold(plain) not in _FIELDS else ""


def _siret(text: str) -> str:
    found = (identifiers.compact(number) for number in _SIRET.findall(text))
    return next(filter(identifiers.is_siret, found), "")


def _siren(text: str) -> str:
    found = (identifiers.compact(number) for number in _SIREN.findall(text))
    return next(filter(identifiers.is_siren, found), "")


def _vat(text: str) -> str:
    checked = (vat.check_vat(number) for number in _VAT.findall(text))
    return next((found.value for found in checked if not found.problems), "")


def _form(text: str) -> str:
    return wording.legal_form(_words(text))


def _court(text: str) -> tuple[str, str] | None:
    """The town of the court and the letter of the register: `Dijon B 123 456 782`, `123 456 782 R.C.S. Dijon`."""
    found = _COURT.search(text) or _COURT_BEFORE.match(text)
    return (found[1], found[2] or "") if found else None


def _address(value: str, below: list[str]) -> dict[str, str]:
    """The lines as far as the one with a postcode; the street is the one with a number, the others say where in it."""
    before: list[str] = []
    for line in (value, *takewhile(lambda line: not _split(line)[0], below)):
        if place := _PLACE.search(line):
            return _parts(", ".join([*before, line[: place.start()]]), place[1], place[2])
        before.append(line)
    return {}


def _parts(before: str, code: str, rest: str) -> dict[str, str]:
    # "12, rue Haute" has a comma that divides nothing.
    pieces = [piece for piece in (piece.strip(" -") for piece in _COMMA.split(before)) if piece]
    cedex = _CEDEX.search(rest)
    name = rest[: cedex.start()] if cedex else _AFTER_TOWN.split(rest)[0]
    street = next((piece for piece in pieces if _NUMBERED.match(piece)), pieces[-1] if pieces else "")
    others = [piece for piece in pieces if piece is not street]
    return {
        "street": wording.readable(street),
        "building": ", ".join(map(wording.readable, others)),
        "postcode": code,
        "city": wording.town(name.strip(" .-"), code),
        "cedex": cedex[0].upper() if cedex else "",
    }


_READERS: dict[str, Callable[[str, list[str]], Any]] = {
    "siret": _first(_siret),
    "siren": _first(_siren),
    "vat_number": _first(_vat),
    "name": _first(_words),
    "last_name": _first(_words),
    "first_name": _first(_words),
    "trade_name": _first(_words),
    "legal_form": _first(_form),
    "naf": _first(wording.naf),
    "rcs": _first(_court),
    "capital": _first(wording.capital),
    "headcount": _first(wording.staff),
    "address": _address,
    "created_on": _first(wording.day),
}


def _add_numbers(found: dict[str, Any], text: str) -> None:
    """Numbers within a sentence, such as the foot of an invoice, and the SIREN that follows from another number."""
    for field, pattern in _IN_SENTENCES.items():
        if field not in found and (place := pattern.search(text)):
            found[field] = _READERS[field](place[0], [])
    for field, number in (("siret", _siret), ("vat_number", _vat)):
        if not found.get(field):
            found[field] = number(text)
    follows = found["siret"][:9] or found.get("siren") or found["vat_number"][-9:]
    found["siren"] = found.get("siren") or follows or _siren(text)
    if found["siret"] and not found["siret"].startswith(found["siren"]):
        found["siret"] = ""
    if found["vat_number"] and not found["vat_number"].endswith(found["siren"]):
        found["vat_number"] = ""


def _company(found: dict[str, Any]) -> Registered:
    person = " ".join(found[part] for part in ("first_name", "last_name") if part in found)
    name = found.get("name") or person
    trade_name = found.get("trade_name", "")
    address = dict(found.get("address") or {})
    if fold(address.get("building", "")) in (fold(name), fold(trade_name)):
        address["building"] = ""
    court, letter = found.get("rcs") or ("", "")
    capital: Decimal | None = found.get("capital")
    return Registered(
        name=name,
        trade_name="" if fold(trade_name) == fold(name) else trade_name,
        siren=found["siren"],
        siret=found["siret"],
        vat_number=found["vat_number"],
        legal_form=found.get("legal_form", ""),
        naf=found.get("naf", ""),
        rcs=identifiers.rcs(found["siren"], wording.town(court, ""), letter) if court and found["siren"] else "",
        capital=capital,
        headcount=found.get("headcount", ""),
        created_on=found.get("created_on"),
        **address,
    )
