"""What a card says and no field takes: visible in the note, or a whole line kept for the next export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.clients.model import Client, Contact, Leftover
from app.clients.part_labels import COLUMNS
from app.clients.rules import most_letters
from app.exchange.vcard import Card, PostalAddress, write_card
from app.exchange.vcard.line import escaped
from app.i18n import N_, Translator
from app.store.base import light
from app.values.folding import words

LONGEST_NOTE = most_letters("client", "note")
_PIECE = 30_000
_SHORTEST = 10  # no field is shorter
_FRAME = ("BEGIN:", "VERSION:", "PRODID:", "N:", "FN:", "END:")
_SHOWN_AS = N_("Shown as")


@dataclass
class Aside:
    """`notes` are lines for the note, `lines` whole lines of a card."""

    tr: Translator
    notes: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def note(self, label: str, text: str) -> None:
        """A line "Label: text" in the note."""
        self.notes.append(self.tr(N_("{label}: {value}"), label=self.tr(label), value=text))

    def keep(self, name: str, *values: str) -> None:
        """A property with a list of values as a line of its own."""
        if values:
            self.lines.append(f"{name}:{','.join(map(escaped, values))}")

    def keep_card(self, card: Card) -> None:
        """Whatever `card` holds, as the lines that an export would write."""
        text = write_card(card).decode().replace("\r\n ", "")
        found = [line for line in text.split("\r\n") if line and not line.startswith(_FRAME)]
        # Labels of the export's own properties are numbered items too.
        self.lines += [f"own{line.removeprefix('item')}" if line.startswith("item") else line for line in found]

    def keep_links(self, card: Card) -> None:
        """Pictures that are only links: they are never followed."""
        photos, logos = (tuple(each for each in found if not each.content) for found in (card.photos, card.logos))
        if photos or logos:
            self.keep_card(Card(photos=photos, logos=logos))

    def keep_reached(self, urls: Sequence[Any], profiles: Sequence[Any]) -> None:
        """Web addresses and accounts beyond those that have a field."""
        if urls or profiles:
            self.keep_card(Card(urls=tuple(replace(url, preferred=False) for url in urls), profiles=tuple(profiles)))

    def keep_layouts(self, addresses: Iterable[PostalAddress]) -> None:
        """An address as it was laid out, where it says more than its parts."""
        for address in addresses:
            if address.text and any(address.parts):
                said = {word for part in address.parts for word in words(part)}
                if not said.issuperset(words(address.text)):
                    self.keep("LABEL", address.text)

    def keep_organisations(self, others: Iterable[Sequence[str]]) -> None:
        """Organisations beyond the first."""
        self.lines += [f"ORG:{';'.join(map(escaped, parts))}" for parts in others]

    def name_otherwise(self, card: Card) -> None:
        """Where the name as shown says more than its parts do."""
        name = card.name
        if card.formatted_name in ("", name.in_full, f"{name.first} {name.last}", card.company):
            return
        parts = (*(part for organisation in card.organisations for part in organisation), *card.nicknames)
        said = {word for part in (name.in_full, *parts) for word in words(part)}
        if said and not said.issuperset(words(card.formatted_name)):
            self.note(_SHOWN_AS, card.formatted_name)

    def bound(self, table: str, values: dict[str, Any]) -> None:
        """A text that is longer than its field is cut there and stands in the note in full."""
        for name, text in values.items():
            if type(text) is str and len(text) > _SHORTEST and name != "note":
                most = most_letters(table, name)
                if len(text) > most:
                    values[name] = text[: most - 1] + "…"
                    known = COLUMNS.get(f"{table}.{name}")
                    if known is not None:
                        self.note(known.label, text)

    def settle(self, owner: Client | Contact) -> None:
        """Put everything into the record, so that a form would take it."""
        values = owner.__dict__
        for found in [each for each in values.values() if type(each) is list]:
            for part in found:
                self.bound(part.__class__.__tablename__, part.__dict__)
        self.bound(owner.__class__.__tablename__, values)
        note = "\n".join(text for text in (values.get("note", ""), *self.notes) if text)
        values["note"], rest = note[:LONGEST_NOTE], note[LONGEST_NOTE:]
        while rest:
            rest = rest.removeprefix("\n")
            self.keep("NOTE", rest[:_PIECE])
            rest = rest[_PIECE:]
        values["leftovers"] = [light(Leftover, line=line) for line in dict.fromkeys(self.lines)]
