"""Finding a sheet by what stands on its packet: brand and part number in any order, a size, a number, a kind.

A part is found under its equivalents too: `8160 j` finds what Avery J8160 is the same as. All words of a search must
be met; the order is: the very part, first choices of the country, the name itself before its equivalents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from app.mailings.sheets import Sheet, paper_name, popular, shipped
from app.values.folding import fold

MOST = 200
# Words that say nothing of which sheet: label, sheet, by ... in English, French and German.
_EMPTY = frozenset(
    "label labels etiquette etiquettes etikett etiketten sheet planche planches feuille feuilles bogen blatt "
    "compatible per par page pro je de la des pour for fur mm the a of avec with self adhesive autocollant "
    "autocollante".split()
)
Test = Callable[[Sheet], bool]
_KINDS: Mapping[str, Test] = {
    "roll": lambda sheet: sheet.kind == "roll",
    "round": lambda sheet: sheet.shape == "round",
    "ellipse": lambda sheet: sheet.shape == "ellipse",
    "cd": lambda sheet: sheet.shape == "cd",
    "rect": lambda sheet: sheet.shape == "rect",
    "tractor": lambda sheet: sheet.kind == "tractor",
    **{
        name: lambda sheet, name=name: sheet.category == name  # type: ignore[misc]
        for name in ("address", "shipping", "file", "badge", "cards", "return-address", "barcode", "full-page", "photo")
    },
}
_SYNONYMS = {
    "rouleau": "roll", "rouleaux": "roll", "rolle": "roll", "rolls": "roll", "rond": "round", "ronde": "round",
    "rondes": "round", "rund": "round", "circle": "round", "oval": "ellipse", "ovale": "ellipse", "disc": "cd",
    "disque": "cd", "dvd": "cd", "adresse": "address", "adresses": "address", "adressen": "address",
    "addresses": "address", "adressetiketten": "address", "expedition": "shipping", "colis": "shipping",
    "versand": "shipping", "parcel": "shipping", "paket": "shipping", "classeur": "file", "ordner": "file",
    "folder": "file", "dossier": "file", "ruckenschild": "file", "carte": "cards", "cartes": "cards", "card": "cards",
    "visitenkarten": "cards", "visite": "cards", "badges": "badge", "namensschild": "badge",
    "expediteur": "return-address", "absender": "return-address", "sender": "return-address",
    "listing": "tractor", "continu": "tractor", "endlos": "tractor",
}  # fmt: skip
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:mm)?\s*[x×*]\s*(\d+(?:[.,]\d+)?)(?:\s*mm)?", re.IGNORECASE)
_CLOSE = 1_000  # how far a typed size may be off
_PAPERS = {"a3", "a4", "a5", "a6", "letter", "legal"}


class _Known(NamedTuple):
    """A sheet with its names as searches see them: letters and figures without gaps, its own name first, one a line."""

    sheet: Sheet
    all_names: str
    figures: str


class _Wish(NamedTuple):
    words: tuple[str, ...]
    tests: tuple[Test, ...]


def find(text: str, country: str = "", *, own: Iterable[Sheet] = (), tractor: bool = False) -> Sequence[Sheet]:
    """The sheets that `text` names, best first, at most `MOST`; with no text, the first choices of the `country`.

    Sheets with holes at their sides are found with `tractor`, or where the words ask for them.
    """
    first = popular(country)
    wish = _wish(text)
    if not wish.words and not wish.tests:
        return (*own, *(shipped()[name] for name in first))
    places = {name: place for place, name in enumerate(first)}
    with_tractor = tractor or _KINDS["tractor"] in wish.tests
    found = []
    for known in (*map(_known, own), *index()):
        if known.sheet.kind == "tractor" and not with_tractor:
            continue
        rank = _rank(known, wish)
        if rank is not None:
            found.append((rank, places.get(known.sheet.id, len(places)), known.sheet.confidence, known.sheet))
    found.sort(key=lambda each: (*each[:3], len(each[3].part), each[3].name))
    return tuple(each[3] for each in found[:MOST])


def _wish(text: str) -> _Wish:
    tests: list[Test] = []
    for wide, high in _SIZE.findall(text):
        tests.append(_of_size(_length(wide), _length(high)))
    words = []
    for word in fold(_SIZE.sub(" ", text)).split():
        kind = _SYNONYMS.get(word, word)
        if kind in _KINDS:
            tests.append(_KINDS[kind])
        elif word in _PAPERS:
            tests.append(_of_paper(word))
        elif word not in _EMPTY:
            words.append(word)
    return _Wish(tuple(words), tuple(tests))


def _rank(known: _Known, wish: _Wish) -> int | None:
    """0 the very part, 1 its own name, 2 an equivalent, 3 a number of labels; None where it is not meant."""
    if all(word in known.all_names for word in wish.words) and all(test(known.sheet) for test in wish.tests):
        for place, name in enumerate(known.all_names.split("\n")):
            if all(word in name for word in wish.words):
                return 2 if place else int(known.figures not in map(_figures, wish.words))
    if wish.words == (str(known.sheet.count),) and known.sheet.kind != "roll":
        return 3 if all(test(known.sheet) for test in wish.tests) else None
    return None


def _figures(word: str) -> str:
    """`7160` of `l7160`: the letters before a number say the kind of printer."""
    return word.lstrip("abcdefghijklmnopqrstuvwxyz") or word


def _of_size(wide: int, high: int) -> Test:
    def test(sheet: Sheet) -> bool:
        sizes = ((sheet.width, sheet.height), (sheet.height, sheet.width))
        return any(abs(wide - own) <= _CLOSE and abs(high - other) <= _CLOSE for own, other in sizes)

    return test


def _of_paper(word: str) -> Test:
    return lambda sheet: paper_name(sheet).casefold() == word


def _length(text: str) -> int:
    whole, _, rest = text.replace(",", ".").partition(".")
    return int(whole[:6] + f"{rest:0<3.3}")


@cache
def index() -> tuple[_Known, ...]:
    """Every sheet with the names it is found by; it takes a moment the first time."""
    return tuple(map(_known, shipped().values()))


def _known(sheet: Sheet) -> _Known:
    names = (sheet.name, *sheet.equivalents)
    return _Known(sheet, "\n".join(map(_compact, names)), _figures(_compact(sheet.part)))


def _compact(name: str) -> str:
    return fold(name).replace(" ", "")
