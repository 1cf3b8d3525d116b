"""The properties of one card, still as text: each with its header, and joined with the others of its group.

Apple and Google give a property its label (`item1.X-ABLabel`) and an address its country (`item1.X-ABADR`) on lines of
their own that share its group.
"""

from __future__ import annotations

import binascii
import re
from typing import NamedTuple

from app.exchange.vcard.charset import Texts, known
from app.exchange.vcard.line import Header, clean, escaped, masked, plain, split
from app.exchange.vcard.pictures import from_base64
from app.exchange.vcard.report import Report
from app.exchange.vcard.unfolding import RawCard
from app.i18n import N_

TEXT_LIMIT = 1024 * 1024
LEFTOVER_LIMIT = 32 * 1024
LEFTOVERS_LIMIT = 128 * 1024

_PICTURES = frozenset(("PHOTO", "LOGO"))
_BUILT_IN = re.compile(r"_\$!<(.{1,40})>!\$_")
_BUILT_IN_TYPES = {"mobile": ("cell",), "homefax": ("home", "fax"), "workfax": ("work", "fax")}
_WORD = re.compile(r"[a-z0-9-]+")


class Property(NamedTuple):
    """One property: where it stood, what stands before its colon, and the bytes after it."""

    line: int
    header: Header
    raw: bytes


class Properties:
    """What the lines of one card say, property by property."""

    def __init__(self, raw: RawCard, texts: Texts, report: Report) -> None:
        self._texts = texts
        self._report = report
        self._all: list[Property] = []
        self._labels: dict[str, str] = {}
        self._countries: dict[str, str] = {}
        self._groups: dict[str, str] = {}
        self._room = LEFTOVERS_LIMIT
        self._elsewhere: str | None = None
        self.leftovers: list[str] = []
        for number, line in raw.lines:
            self._add(number, line)

    def _add(self, number: int, line: bytes) -> None:
        found = split(line)
        if found is None or found[0].name in ("BEGIN", "END"):
            self._report.add(number, line, N_("This line is not written as a vCard property."))
            return
        header, value = found
        if not value or value.isspace():
            return
        if len(value) > TEXT_LIMIT and header.name not in _PICTURES:
            limit = TEXT_LIMIT // 1024 // 1024
            self._report.add(number, line, N_("This is longer than {limit} MB and was left out."), limit=limit)
            return
        this = Property(number, header, value)
        if header.name == "X-ABLABEL":
            self._labels.setdefault(header.group, plain(self.text(this)))
        elif header.name == "X-ABADR":
            self._countries.setdefault(header.group, plain(self.text(this)))
        else:
            self._all.append(this)

    def each(self) -> list[Property]:
        """The properties that have a value, in order; of several forms of one (ALTID) only the first."""
        if not any("ALTID" in this.header.others for this in self._all):
            return self._all
        kept: list[Property] = []
        seen: set[tuple[str, str]] = set()
        for this in self._all:
            alternative = this.header.others.get("ALTID")
            if alternative and (this.header.name, alternative) in seen:
                self._report.add(this.line, this.raw, N_("Another form of the same entry was left out."))
            else:
                kept.append(this)
            if alternative:
                seen.add((this.header.name, alternative))
        return kept

    def text(self, this: Property) -> str:
        """The value as clean text, its escapes masked: for `plain`, `parts` and `listed`."""
        text = self._decoded(this)
        return masked(text) if "\\" in text else text

    def _decoded(self, this: Property) -> str:
        raw, header = this.raw, this.header
        if header.encoding:
            raw = binascii.a2b_qp(raw) if header.encoding == "q" else from_base64(raw)
        text = self._texts.decode(raw, header.charset, self._charset)
        return text if text.isprintable() else clean(text)

    def _charset(self) -> str:
        """A character set that some property of this card declares: old programs name it only now and then."""
        if self._elsewhere is None:
            declared = (this.header.charset for this in self._all)
            self._elsewhere = next((name for name in declared if known(name) not in ("", "utf-8", "ascii")), "")
        return self._elsewhere

    def label(self, header: Header) -> tuple[tuple[str, ...], str]:
        """The types and the label of a property, with those of its group; built-in labels are types."""
        label = self._labels.get(header.group, "") if header.group else ""
        built_in = _BUILT_IN.fullmatch(label)
        if not built_in:
            return header.types, label or header.label
        word = built_in[1].lower()
        if not _WORD.fullmatch(word):
            return header.types, built_in[1]
        return tuple(dict.fromkeys(header.types + _BUILT_IN_TYPES.get(word, (word,)))), header.label

    def country(self, header: Header) -> str:
        """The code of the country of an address ("FR"), where its group gives one."""
        code = self._countries.get(header.group, "") if header.group else ""
        return code.upper() if len(code) == 2 and code.isalpha() and code.isascii() else ""

    def leave(self, this: Property) -> None:
        """Keep a property that has no field as a line of its own, its group's label and country beside it."""
        header = this.header
        if header.encoding == "b":
            value = b"".join(this.raw.split()).decode("ascii", "ignore")
            head = f"{header.canonical};ENCODING=b"
        else:
            value = self._decoded(this).replace("\n", "\\n")
            head = header.canonical
        lines = [f"{head}:{value}"]
        if header.group and header.group not in self._groups:
            self._groups[header.group] = f"g{len(self._groups) + 1}."
            for name, texts in (("X-ABLABEL", self._labels), ("X-ABADR", self._countries)):
                if header.group in texts:
                    lines.append(f"{name}:{escaped(texts[header.group])}")
        size = sum(map(len, lines))
        if size > min(LEFTOVER_LIMIT, self._room):
            self._report.add(this.line, this.raw, N_("This has no place here and is too long to be kept aside."))
            return
        self._room -= size
        self.leftovers += [self._groups.get(header.group, "") + line for line in lines]
