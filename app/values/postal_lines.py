"""What the printed addresses of all countries share: who writes to whom, and rows that are made to fit.

A row keeps its kind until the block is finished, for only some rows may be joined or broken when room is short.
Everything here is linear in the length of what was typed, however long that is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from app.i18n import N_
from app.values.address import MOST_LINES, WIDEST_LINE, AddressParts
from app.values.folding import fold
from app.values.person import formal_name

NOTICES: Mapping[str, str] = {
    "abbreviated": N_("“{line}” is abbreviated: written in full it takes {count} characters, and the post {most}."),
    "number_range_shortened": N_("Of the house number {line}, only the first is printed: the post asks for one."),
    "plain_postcode": N_("{line} is the postcode of the town itself: with Cedex goes a postcode of its own."),
    "line_too_long": N_("“{line}” has {count} characters; the post takes {most}."),
    "too_many_lines": N_("This address has {count} lines; the post takes {most}."),
    "line_count": N_("This address has {count} lines; the post asks for {most} at least."),
}
_LONGEST_TOLD = 60
_LONGEST_COMPOSED = 1_000
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EDGES = " ,"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f]")

# Rows that may share one line when there are too many of them, the first to be joined first.
_JOINED = (
    ("title", "person", " "),
    ("unit", "building", ", "),
    ("building", "unit", ", "),
    ("care_of", "unit", ", "),
    ("care_of", "building", ", "),
    ("department", "person", ", "),
    ("person", "department", ", "),
    ("company", "department", ", "),
)
_BROKEN = frozenset(("company", "department", "person", "care_of", "unit", "building"))


@dataclass(frozen=True, slots=True)
class Sender:
    """The shop as the post sees it. `language` names the countries; without `capitals` lines stay as they were typed.

    `keep_accents` is for French capitals; `always_country` writes the country at home too; `quebec_letters` writes
    letters to Québec as its language office wants them.
    """

    country: str = "FR"
    language: str = "fr"
    capitals: bool = True
    keep_accents: bool = False
    always_country: bool = False
    quebec_letters: bool = True


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom it goes to: a person, a firm, or somebody at a firm. `name` stands in place of civility and names.

    `language` is the client's own, where it is known.
    """

    company: str = ""
    civility: str = ""
    first_name: str = ""
    last_name: str = ""
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell of a block: a code, marked text with its places, and the line it is about (-1: all)."""

    code: str
    parameters: Mapping[str, Any]
    line: int = -1

    @property
    def message(self) -> str:
        """The sentence, marked."""
        return NOTICES[self.code]


@dataclass(slots=True)
class Parts:
    """The parts of an address, each `clean`; made by `cleaned`. The free block is as it was typed."""

    recipient: str = ""
    company: str = ""
    department: str = ""
    care_of: str = ""
    unit: str = ""
    building: str = ""
    house_number: str = ""
    number_suffix: str = ""
    street: str = ""
    box: str = ""
    po_box: str = ""
    locality: str = ""
    postcode: str = ""
    city: str = ""
    cedex: str = ""
    region: str = ""
    country: str = ""
    language: str = ""
    free_block: str = ""


_texts = attrgetter(*(each.name for each in fields(Parts) if each.name != "free_block"))


@dataclass(slots=True)
class Row:
    """One line under way; `whole` is what stood there before it was abbreviated."""

    kind: str
    text: str
    whole: str = ""


@dataclass(slots=True)
class Draft:
    """The rows of a block and what the post takes. `told` are codes of notices, the kind of row, and what it is about;
    `language` is that of titles.
    """

    rows: list[Row] = field(default_factory=list)
    width: int = WIDEST_LINE
    most: int = MOST_LINES
    fewest: int = 0
    count_spaces: bool = True
    comma: bool = True
    language: str = "fr"
    told: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, kind: str, text: str, whole: str = "") -> None:
        """Another row, unless it is empty."""
        if text:
            self.rows.append(Row(kind, text, whole))

    def length(self, text: str) -> int:
        """How long the post counts a line."""
        return len(text) if self.count_spaces else len(text) - text.count(" ")


def clean(text: str) -> str:
    """`text` on one line, composed, without what cannot be seen; a comma at the end goes."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(_EDGES)
    if not text.isascii():
        text = _UNSEEN.sub("", text)
        if len(text) <= _LONGEST_COMPOSED:
            text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    return " ".join(text.split()).strip(_EDGES)


def cleaned(parts: AddressParts) -> Parts:
    """The parts with each text clean; the country in capitals. Those that are clean already, as they are."""
    if isinstance(parts, Parts):
        return parts
    found = Parts(*[text and clean(text) for text in _texts(parts)])
    found.country, found.free_block = found.country.upper(), parts.free_block
    return found


def names(draft: Draft, parts: Parts, who: Addressee, *, person_first: bool, title_alone: bool = False) -> None:
    """The rows of the addressee. What the address itself names stands before what the client is called."""
    company = parts.company or clean(who.company)
    title, person = "", parts.recipient or clean(who.name)
    if not person:
        language = who.language or draft.language
        person = formal_name(who.civility, clean(who.first_name), clean(who.last_name), language=language)
        if title_alone and not company and who.civility and (who.last_name or who.first_name):
            title = formal_name(who.civility, "", "", language=language)
            person = person[len(title) + 1 :]
    if person == company:
        person = ""
    rows = [("person", person), ("department", parts.department), ("company", company)]
    if not person_first and company:
        rows = [("company", company), ("department", parts.department), ("person", person)]
    draft.add("title", title)
    for kind, text in rows:
        draft.add(kind, text)


def abbreviated(text: str, excess: int, first: Mapping[str, str], anywhere: Mapping[str, str]) -> str:
    """`text` with words abbreviated one after the other until it is `excess` letters shorter, or none is left.

    `first` knows folded words that may begin it, `anywhere` those of any place, in the order they are given up.
    """
    found = text.split(" ")
    places: dict[str, list[int]] = {}
    for place, word in enumerate(found):
        places.setdefault(fold(word) if len(word) <= _LONGEST_TOLD else "", []).append(place)
    opening = fold(found[0][:_LONGEST_TOLD])
    asked = [(0, first[opening])] if opening in first else []
    asked += [(place, short) for word, short in anywhere.items() for place in places.get(word, ())]
    for place, short in asked:
        if excess <= 0:
            break
        excess -= len(found[place]) - len(short)
        found[place] = like(short, found[place])
    return " ".join(found)


def like(short: str, word: str) -> str:
    """An abbreviation in the case of the word it stands for."""
    return short.upper() if word.isupper() else short.lower() if word.islower() else short


def fitted(draft: Draft) -> list[Row]:
    """The rows, joined where there are too many and broken where one is too long; nothing is ever cut off."""
    rows = [row for row in draft.rows if row.text]
    for kind, other, gap in _JOINED:
        if len(rows) <= draft.most:
            break
        rows = _joined(rows, (kind, other), gap if draft.comma else " ", draft)
    if len(rows) >= draft.most or all(len(row.text) <= draft.width for row in rows):
        return rows
    result: list[Row] = []
    for place, row in enumerate(rows):
        room = draft.most - len(result) - (len(rows) - place)
        result += _broken(row, room, draft) if row.kind in _BROKEN else [row]
    return result


def _joined(rows: list[Row], kinds: tuple[str, str], gap: str, draft: Draft) -> list[Row]:
    for place in range(len(rows) - 1):
        one, other = rows[place : place + 2]
        if (one.kind, other.kind) == kinds and draft.length(one.text + gap + other.text) <= draft.width:
            together = Row(other.kind, one.text + gap + other.text, one.whole or other.whole)
            return [*rows[:place], together, *rows[place + 2 :]]
    return rows


def _broken(row: Row, room: int, draft: Draft) -> list[Row]:
    """The row over as many lines more as there is room for, broken after a comma or between two words."""
    done, text = [], row.text
    while room > 0 and draft.length(text) > draft.width:
        head = text[: draft.width + 1]
        at = head.rfind(", ") + 1 or head.rfind(" ")
        if at <= 0:
            break
        done.append(Row(row.kind, text[:at].rstrip(" ,")))
        text = text[at:].lstrip()
        room -= 1
    return [*done, Row(row.kind, text, row.whole)]


def notices(draft: Draft, rows: list[Row]) -> tuple[Notice, ...]:
    """What is to be told of the finished rows, line by line, and then of all of them."""
    found = []
    for place, row in enumerate(rows):
        if row.whole:
            found.append(Notice("abbreviated", _counted(row.text, row.whole, draft), place))
        found += [Notice(code, {"line": _told(text)}, place) for code, kind, text in draft.told if kind == row.kind]
        if draft.length(row.text) > draft.width:
            found.append(Notice("line_too_long", _counted(row.text, row.text, draft), place))
    if len(rows) > draft.most:
        found.append(Notice("too_many_lines", {"count": len(rows), "most": draft.most}))
    if 0 < len(rows) < draft.fewest:
        found.append(Notice("line_count", {"count": len(rows), "most": draft.fewest}))
    return tuple(found)


def _counted(text: str, whole: str, draft: Draft) -> dict[str, Any]:
    return {"line": _told(text), "count": draft.length(whole), "most": draft.width}


def _told(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else f"{text[: _LONGEST_TOLD - 1]}…"
