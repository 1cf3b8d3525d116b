"""From the lines of a file to the cards in it: each a list of whole (unfolded) lines, still bytes.

Three kinds of fold are undone, on bytes, since a fold may fall inside a character: a line that begins with a space;
the `=` that ends a quoted-printable line; and base64 that goes on without any indent. A card is ended by its END, by
the BEGIN of the next one or by the end of the file, whichever comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.exchange.vcard.report import Report
from app.exchange.vcard.source import LINE_LIMIT
from app.i18n import N_

CARD_LIMIT = 64 * 1024 * 1024
PROPERTIES_LIMIT = 20_000
DEPTH_LIMIT = 8

_FRAME = re.compile(
    rb"(?:\xef\xbb\xbf)*[ \t]*(?:[A-Z0-9_-]{1,40}\.)?(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*(?:$|(?=[^A-Z0-9 \t]|BEGIN))",
    re.IGNORECASE,
)
_BASE64 = re.compile(rb"[A-Z0-9+/=\s]+", re.IGNORECASE)
_ESCAPED = ((b"\\", b"\\\\"), (b";", b"\\;"), (b",", b"\\,"), (b"\n", b"\\n"))
_SPACES = (0x20, 0x09)


@dataclass(slots=True)
class RawCard:
    """One card: its whole lines, each with the number of the line where it begins."""

    lines: list[tuple[int, bytes]] = field(default_factory=list)
    size: int = 0


class Unfolding:
    """One walk over the lines of a file."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._card: RawCard | None = None
        self._text: bytes | bytearray = b""
        self._encoding = ""
        self._line = 0
        self._outside = False
        self._agent: list[bytes] = []
        self._depth = 0

    def cards(self, lines: Iterable[bytes]) -> Iterator[RawCard]:
        """The cards, in the order of the file."""
        number = 0
        for number, line in enumerate(lines, 1):
            if not line:
                if not self._breaks_softly():
                    self._close_line()
            elif self._text and line[0] in _SPACES:
                self._go_on(line if self._breaks_softly() else line[1:])
            elif mark := _FRAME.match(line):
                yield from self._frame(mark, line, number)
            elif self._card is None:
                self._stray(line, number)
            elif self._breaks_softly() or (self._text and b":" not in line and self._is_base64(line)):
                self._go_on(line)
            else:
                self._close_line()
                self._text, self._line = line, number
        if self._card is not None:
            self._close_line()
            self._report.add(number, b"", N_("The last card is cut off: its end is missing."))
            yield self._closed()

    def _frame(self, mark: re.Match[bytes], line: bytes, number: int) -> Iterator[RawCard]:
        """A BEGIN or an END; the END of one card and the BEGIN of the next may stand on one line."""
        begins = mark[1].upper() == b"BEGIN"
        if begins and self._is_agent() and self._depth < DEPTH_LIMIT:
            self._depth += 1
            self._text, self._encoding = b"", ""
            self._keep(b"BEGIN:VCARD")
            return
        self._close_line()
        if begins:
            if self._card is not None:
                self._report.add(number, line, N_("A new card begins before the end of the one before it."))
                if self._card.lines:
                    yield self._closed()
            self._begin()
        elif self._depth:
            self._keep(b"END:VCARD")
            self._depth -= 1
            if not self._depth:
                self._keep_agent()
        elif self._card is not None:
            yield self._closed()
            if glued := _FRAME.match(line, mark.end()):
                yield from self._frame(glued, line, number)

    def _begin(self) -> None:
        self._card = RawCard()
        self._report.cards += 1
        self._outside = False

    def _closed(self) -> RawCard:
        assert self._card is not None
        self._keep_agent()
        card, self._card = self._card, None
        return card

    def _stray(self, line: bytes, number: int) -> None:
        if not self._outside:
            self._outside = True
            self._report.note(0, number, line, N_("This text is outside of any card."))

    def _go_on(self, line: bytes) -> None:
        if not isinstance(self._text, bytearray):
            self._text = bytearray(self._text)
        if self._breaks_softly():
            del self._text[-1]
        if len(self._text) <= LINE_LIMIT:
            self._text += line

    def _encoded(self) -> str:
        """ "q" for quoted-printable, "b" for base64, "-" for neither: the encoding of the line so far."""
        if not self._encoding:
            header = bytes(self._text[:500]).partition(b":")[0].upper()
            base64 = b"BASE64" in header or b"ENCODING=B" in header
            self._encoding = "q" if b"QUOTED-PRINTABLE" in header else "b" if base64 else "-"
        return self._encoding

    def _breaks_softly(self) -> bool:
        """Whether the line so far ends in the `=` that says, in quoted-printable, that it goes on."""
        return self._text[-1:] == b"=" and self._encoded() == "q"

    def _is_base64(self, line: bytes) -> bool:
        return self._encoded() == "b" and _BASE64.fullmatch(line) is not None

    def _is_agent(self) -> bool:
        header, colon, value = bytes(self._text[:500]).partition(b":")
        return self._card is not None and bool(colon) and header.upper().startswith(b"AGENT") and not value.strip()

    def _close_line(self) -> None:
        """The line being gathered is whole: it joins its card, within the limits."""
        line = bytes(self._text)
        self._text, self._encoding = b"", ""
        if line and self._card is not None:
            self._keep(line)

    def _keep(self, line: bytes) -> None:
        card, size = self._card, len(line)
        assert card is not None
        if size > LINE_LIMIT:
            limit = LINE_LIMIT // 1024 // 1024
            self._report.add(self._line, line, N_("This is longer than {limit} MB and was left out."), limit=limit)
        elif card.size + size > CARD_LIMIT or len(card.lines) + len(self._agent) >= PROPERTIES_LIMIT:
            self._report.add(self._line, line, N_("This card is too large: the rest of it was left out."))
        else:
            card.size += size
            if self._depth:
                self._agent.append(line)
            else:
                card.lines.append((self._line, line))

    def _keep_agent(self) -> None:
        """The card of an assistant inside a card becomes one AGENT line, as vCard 3.0 writes it."""
        text = b"\n".join(self._agent)
        self._agent, self._depth = [], 0
        if text:
            for sign, escaped in _ESCAPED:
                text = text.replace(sign, escaped)
            self._keep(b"AGENT:" + text)
