"""From bytes to text. UTF-8 is believed when it fits, a CHARSET when it is a real one; else the owner is asked.

Python knows codecs that are no character sets at all (punycode, unicode_escape, zlib): a name from a file never
reaches the codec table unless it is spelled like one of the character sets below.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from app.i18n import N_

CANDIDATES = {
    "cp1252": N_("Western Europe (Windows)"),
    "mac-roman": N_("Western Europe (older Mac)"),
    "cp850": N_("Western Europe (DOS)"),
    "cp437": N_("United States (DOS)"),
    "iso-8859-2": N_("Central Europe (ISO)"),
    "cp1250": N_("Central Europe (Windows)"),
    "cp1251": N_("Cyrillic (Windows)"),
    "koi8-r": N_("Cyrillic (KOI8)"),
    "cp1253": N_("Greek (Windows)"),
    "cp1254": N_("Turkish (Windows)"),
    "cp1255": N_("Hebrew (Windows)"),
    "cp1256": N_("Arabic (Windows)"),
    "shift_jis": N_("Japanese"),
    "gb18030": N_("Chinese (simplified)"),
    "big5": N_("Chinese (traditional)"),
    "utf-16-le": N_("Unicode (UTF-16, Windows)"),
    "utf-16-be": N_("Unicode (UTF-16, older Mac)"),
}
"""What the owner may choose from: the encoding and its marked name, the likeliest first."""

_SAMPLES = 12
_SAMPLE_SIZE = 200
_GUESSED = ("cp1252", "mac-roman", "cp850")
_WESTERN = frozenset("éèêëàâäîïôöùûüçßñáíóúåæøœÉÈÀÇÄÖÜ«»€°")
_SPELLINGS = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|(us-)?ascii|iso[-_]?8859[-_]\d\d?|latin-?\d\d?|(windows|cp|ibm)-?\d{3,4}|koi8-?[ru]"
    r"|macintosh|mac-?roman|shift[-_]?jis|sjis|euc[-_]?(jp|kr)|gb2312|gbk|gb18030|big5|iso-2022-(jp|kr)",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def known(name: str) -> str:
    """Python's name of the character set called `name`; nothing when it is not one."""
    if len(name) > 20 or not _SPELLINGS.fullmatch(name):
        return ""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Some text is not UTF-8 and does not say what it is.

    `encoding` is the one that was supposed, `samples` the bytes in question. Show `preview` for the choices of
    `CANDIDATES`, then read the file again with the one chosen.
    """

    encoding: str
    samples: tuple[bytes, ...]

    def preview(self, encoding: str) -> tuple[str, ...]:
        """The samples as they would read in `encoding`."""
        return tuple(sample.decode(encoding, "replace") for sample in self.samples)


class Texts:
    """Decodes the values of one file, and remembers what it had to suppose."""

    def __init__(self, chosen: str | None, head: bytes) -> None:
        """`chosen` is the owner's choice, or None; `head` is the file's beginning, to suppose an encoding from."""
        self._chosen = chosen
        self.supposed = chosen or guess(head)
        self._samples: list[bytes] = []

    def decode(self, raw: bytes, declared: str, elsewhere: Callable[[], str]) -> str:
        """The text of `raw`. `declared` is its CHARSET, `elsewhere` finds one that its card uses for other values."""
        try:
            return raw.decode((known(declared) if declared else "") or "utf-8")
        except UnicodeDecodeError:
            return self._doubtful(raw, known(elsewhere()))

    def _doubtful(self, raw: bytes, elsewhere: str) -> str:
        for codec in ("utf-8", elsewhere):
            try:
                if codec:
                    return raw.decode(codec)
            except UnicodeDecodeError:
                continue
        if not self._chosen and len(self._samples) < _SAMPLES:
            self._samples.append(raw[:_SAMPLE_SIZE])
        return raw.decode(self.supposed, "replace")

    @property
    def doubt(self) -> Doubt | None:
        """What the owner should be asked, if anything; complete when the whole file was read."""
        return Doubt(self.supposed, tuple(self._samples)) if self._samples else None


def guess(head: bytes) -> str:
    """The Western encoding under which the lines of `head` that are not UTF-8 have most letters of our languages."""
    doubtful = b"\n".join(filter(None, map(_doubtful, head.splitlines())))[:20_000]
    return max(_GUESSED, key=lambda encoding: sum(map(_WESTERN.__contains__, doubtful.decode(encoding, "replace"))))


def _doubtful(line: bytes) -> bytes:
    if b"=" in line and b"QUOTED-PRINTABLE" in line[:200].upper():
        line = binascii.a2b_qp(line)
    elif line.isascii():
        return b""
    if b"CHARSET=" in line[:200].upper():
        return b""
    try:
        line.decode()
    except UnicodeDecodeError:
        return line
    return b""
