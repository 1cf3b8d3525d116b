"""One line of a card: its name and parameters, and the text of its value with the escapes understood.

Everything here is linear in the length of the line: no regular expression meets foreign text where it could go back.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

_HEADER_LIMIT = 16 * 1024
_TYPES_LIMIT = 20
_NAME = re.compile(r"[A-Z0-9][A-Z0-9_ /-]{0,199}", re.IGNORECASE)
_GROUP = re.compile(r"[A-Z0-9_-]{1,40}", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9_-]{1,40}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONE_CR = re.compile(r"\r\n?")
_NOT_IN_PARAMETERS = re.compile(r"[\x00-\x1f\x7f]")
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_HYPHENS = str.maketrans("_ /", "---")
_CUSTOM = re.compile(r"X-CUSTOM\(([^()]{0,200})\)", re.IGNORECASE)
_ENCODINGS = {"QUOTED-PRINTABLE": "q", "Q": "q", "BASE64": "b", "B": "b", "8BIT": "", "7BIT": ""}
_SAYS_NOTHING = frozenset(("pref", "voice", "internet", ""))


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the colon: `item1.TEL;TYPE=CELL,PREF;CHARSET=UTF-8`.

    `types` and `label` are as in `Detail`; `rank` is 1 for the preferred one, a higher number for a lesser one, 0 for
    none; `encoding` is "q" (quoted-printable), "b" (base64) or nothing; `others` the parameters that are left.
    """

    name: str
    group: str = ""
    types: tuple[str, ...] = ()
    label: str = ""
    rank: int = 0
    encoding: str = ""
    charset: str = ""
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def canonical(self) -> str:
        """The header of a vCard 3.0 line that says the same, without group, encoding and character set."""
        types = [kind.upper() for kind in self.types] + ["PREF"] * (self.rank == 1)
        parameters = [f"TYPE={','.join(types)}"] if types else []
        parameters += [f"{name}={quoted(value)}" for name, value in self.others.items()]
        return ";".join([self.name, *parameters])


def quoted(value: str) -> str:
    """`value` as the value of a parameter: no control characters, quotes as RFC 6868 has them, in quotes if needed."""
    value = _NOT_IN_PARAMETERS.sub("", value).replace("^", "^^").replace('"', "^'")
    return f'"{value}"' if any(mark in value for mark in ",;:") else value


def split(raw: bytes) -> tuple[Header, bytes] | None:
    """The header and the value of a line; None for what is no property at all."""
    colon = raw.find(b":")
    if raw.find(b'"', 0, colon) >= 0:
        colon = _colon_outside_quotes(raw, colon)
    if not 0 < colon <= _HEADER_LIMIT:
        return None
    header = _header(raw[:colon])
    return (header, raw[colon + 1 :]) if header else None


def _colon_outside_quotes(raw: bytes, first: int) -> int:
    """Where the value begins: the first colon outside quotes, or the first of all when a quote is never closed."""
    colon = first
    opening = raw.find(b'"', 0, colon)
    while 0 <= opening < colon:
        closing = raw.find(b'"', opening + 1, _HEADER_LIMIT)
        if closing < 0:
            return first
        if colon < closing:
            colon = raw.find(b":", closing, _HEADER_LIMIT)
        opening = raw.find(b'"', closing + 1, max(colon, 0))
    return colon if colon >= 0 else first


@lru_cache(maxsize=2048)
def _header(raw: bytes) -> Header | None:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    text = _NOT_IN_PARAMETERS.sub("", text)
    name, *parameters = _outside_quotes(text, ";") if '"' in text else text.split(";")
    group, dot, rest = name.strip().rpartition(".")
    if not _NAME.fullmatch(rest) or (dot and not _GROUP.fullmatch(group)):
        return None
    found = _Parameters()
    for parameter in parameters:
        found.add(parameter)
    return Header(
        name=rest.upper().translate(_HYPHENS),
        group=group.lower(),
        types=tuple(found.types),
        label=found.label,
        rank=found.rank,
        encoding=found.encoding,
        charset=found.charset,
        others=found.others,
    )


class _Parameters:
    """Gathers the parameters of one header."""

    def __init__(self) -> None:
        self.types: dict[str, None] = {}
        self.label = self.encoding = self.charset = ""
        self.rank = 0
        self.others: dict[str, str] = {}

    def add(self, parameter: str) -> None:
        name, equals, value = parameter.partition("=")
        name, value = name.strip().upper(), value.strip()
        if custom := _CUSTOM.fullmatch(parameter.strip()):
            self.label = self.label or _custom_label(custom[1])
        elif not equals and name in _ENCODINGS:
            self.encoding = _ENCODINGS[name]
        elif not equals:
            self._type(parameter)
        elif name == "TYPE":
            for kind in value.replace('"', "").split(",", _TYPES_LIMIT):
                self._type(kind)
        elif name == "ENCODING":
            self.encoding = _ENCODINGS.get(value.strip('"').upper(), "")
        elif name == "CHARSET":
            self.charset = value.strip('"')
        elif name == "PREF" and value.isdecimal() and len(value) <= 3:
            self.rank = int(value) or 1
        elif _WORD.fullmatch(name.lower()) and name not in self.others and len(self.others) < _TYPES_LIMIT:
            self.others[name] = _CARET.sub(lambda sign: _CARETS[sign[1]], value.replace('"', ""))

    def _type(self, kind: str) -> None:
        word = kind.strip().lower()
        if word == "pref":
            self.rank = 1
        elif word in _SAYS_NOTHING or len(self.types) >= _TYPES_LIMIT:
            return
        elif _WORD.fullmatch(word):
            self.types[word] = None
        elif len(word) <= 100:
            self.label = self.label or kind.strip()


def _custom_label(inside: str) -> str:
    """Some Android phones write their own labels as `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=41=42)`."""
    words = inside.split(",")
    text = words[-1]
    if any("QUOTED-PRINTABLE" in word.upper() for word in words[:-1]):
        return binascii.a2b_qp(text.encode()).decode("utf-8", "replace")
    return text


def _outside_quotes(text: str, mark: str) -> list[str]:
    """`text` split at each `mark` that is not between quotes."""
    parts = [""]
    for index, piece in enumerate(text.split('"')):
        if index % 2:
            parts[-1] += f'"{piece}"'
        else:
            first, *others = piece.split(mark)
            parts[-1] += first
            parts += others
    return parts


# An escape becomes a sign that no text contains while the value is split, then what it stands for.
_ESCAPES = {
    "\\\\": "\x00",
    "\\;": "\x01",
    "\\,": "\x02",
    "\\n": "\n",
    "\\N": "\n",
    "\\:": ":",
    "\\'": "'",
    '\\"': '"',
}
_UNMASKED = {0: "\\", 1: ";", 2: ","}


def clean(text: str) -> str:
    """`text` with one kind of line break and without control characters."""
    return _CONTROLS.sub("", _LONE_CR.sub("\n", text))


def masked(text: str) -> str:
    """A clean value, its escapes replaced by signs that `plain` and the splitting functions understand."""
    for escape, sign in _ESCAPES.items():
        text = text.replace(escape, sign)
    return text


def plain(text: str) -> str:
    """What a masked text says."""
    return (text if text.isprintable() else text.translate(_UNMASKED)).strip()


def parts(text: str) -> list[str]:
    """The components of a masked structured value (N, ADR, ORG)."""
    return [plain(part) for part in text.split(";")]


def listed(text: str) -> tuple[str, ...]:
    """The values of a masked list (CATEGORIES, NICKNAME), without empty and repeated ones."""
    return tuple(dict.fromkeys(word for word in map(plain, text.split(",")) if word))


def escaped(text: str) -> str:
    """`text` as a value of vCard 3.0, on one line and without control characters."""
    if not text.isprintable():
        text = clean(text)
    if "\\" in text or ";" in text or "," in text or "\n" in text:
        text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return text
