"""An address as it is printed on labels and envelopes, in the form that the post of its country reads, or for a letter.

Both blocks come from the same parts. The country is written where the letter crosses a border, in capitals and in the
language of the sender, as the Universal Postal Union asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.values.address import PERSON_FIRST, AddressParts, country_name, in_french, inland, letter_lines
from app.values.countries import FRENCH
from app.values.postal_america import american, canadian
from app.values.postal_europe import european
from app.values.postal_france import french
from app.values.postal_lines import Addressee, Draft, Notice, Parts, Sender, clean, cleaned, fitted, names, notices

__all__ = ["TOO_MUCH", "Addressee", "Block", "Notice", "Sender", "Style", "printed"]

Style = Literal["postal", "readable", "letter"]
# What may keep a block from being printed as a whole or read by a machine; the other notices only tell.
TOO_MUCH = frozenset(("line_too_long", "too_many_lines", "line_count"))
_FRENCH_FORM = FRENCH | {"MC", "NC", "PF", "WF", "TF"}


@dataclass(frozen=True, slots=True)
class Block:
    """The lines as they are printed, from the first to the country, and what is to be told about them."""

    lines: tuple[str, ...]
    warnings: tuple[Notice, ...]


def printed(parts: AddressParts, addressee: Addressee, sender: Sender, *, style: Style = "postal") -> Block:
    """The printed block of an address. Never raises.

    `postal` is what machines read, `readable` what people write; `letter` is for the window of a letter: postal, but
    readable in Québec unless the shop wants it otherwise. A free block is printed as it was typed. Nothing is ever cut
    off: what does not fit is told in the warnings.
    """
    if parts.free_block.strip():
        draft = Draft()
        for line in parts.free_block.splitlines():
            draft.add("free", clean(line))
    else:
        clear = cleaned(parts)
        clear.country = clear.country or sender.country
        if clear.country == "CA":
            clear.language = clear.language or addressee.language
        compose = _readable if _as_read(clear, sender, style) else _postal
        draft = compose(clear, addressee, sender)
    rows = fitted(draft)
    return Block(tuple(row.text for row in rows), notices(draft, rows))


def _as_read(parts: Parts, sender: Sender, style: Style) -> bool:
    in_quebec = parts.country == "CA" and in_french(parts)
    return style == "readable" or (style == "letter" and in_quebec and sender.quebec_letters)


def _postal(parts: Parts, who: Addressee, sender: Sender) -> Draft:
    abroad = not inland(parts.country, sender.country)
    match parts.country:
        case "CA":
            draft = canadian(parts, who, sender)
        case "US":
            draft = american(parts, who, sender)
        case code if code in _FRENCH_FORM:
            draft = french(parts, who, sender)
        case _:
            draft = european(parts, who, sender, abroad=abroad)
    if abroad or sender.always_country:
        draft.add("country", country_name(parts.country, sender.language).upper())
        draft.most += 1
    return draft


def _readable(parts: Parts, who: Addressee, sender: Sender) -> Draft:
    draft = Draft(language=sender.language)
    names(draft, parts, who, person_first=parts.country in PERSON_FIRST)
    for text in letter_lines(parts, home_country=sender.country, language=sender.language):
        draft.add("place", text)
    if sender.always_country and inland(parts.country, sender.country):
        draft.add("country", country_name(parts.country, sender.language))
    if not inland(parts.country, sender.country):
        draft.most += 1
    return draft
