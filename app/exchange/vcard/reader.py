"""Reading vCard files of any program: one pass, card by card, in bounded memory and linear time.

vobject would lose whole files here (one bad card ends it), cut text at commas, and freeze on a hostile line of ninety
bytes; built from clean parts it still reads some 800 cards a second. So the bytes and the card are both ours, and
vobject is the independent reader that the tests check this one and the writer against.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.errors import FileRefused
from app.exchange.vcard.building import build
from app.exchange.vcard.card import Card, NotUnderstood
from app.exchange.vcard.charset import Doubt, Texts, known
from app.exchange.vcard.report import Report
from app.exchange.vcard.source import Progress, Source
from app.exchange.vcard.unfolding import Unfolding
from app.i18n import N_


class Reading:
    """One reading of one file. Iterate it once for the cards; what it tells beside them is complete after that.

    `line` is where the first property of the latest card stands, `size` the bytes of the file.
    """

    def __init__(self, source: Source, encoding: str | None, progress: Progress | None) -> None:
        self._source = source
        self._progress = progress
        self._texts = Texts(encoding, source.head)
        self._report = Report()
        self.name = source.name
        self.count = 0
        self.size = source.size
        self.line = 0

    def __iter__(self) -> Iterator[Card]:
        """The cards. Raises `FileRefused` at the end when there was none."""
        for raw in Unfolding(self._report).cards(self._source.lines(self._progress)):
            self.count += 1
            self.line = raw.lines[0][0] if raw.lines else 0
            yield build(raw, self._texts, self._report)
        if not self.count:
            raise FileRefused(N_("“{name}” holds no contact card."), name=self.name)

    @property
    def not_understood(self) -> tuple[NotUnderstood, ...]:
        """What could not be used, in the order of the file: the first thousand."""
        return tuple(sorted(self._report.kept, key=lambda this: this.line))

    @property
    def not_understood_count(self) -> int:
        """How many there were in all."""
        return self._report.count

    @property
    def doubt(self) -> Doubt | None:
        """Set when text was neither UTF-8 nor said what it is: ask the owner, then `read` with the encoding chosen."""
        return self._texts.doubt


def read(source: Path | str | bytes, *, encoding: str | None = None, progress: Progress | None = None) -> Reading:
    """Begin to read a vCard file, or bytes of one.

    `encoding` is for text that does not say what it is written in; None supposes one. `progress` is called about every
    64 KB and may raise `Cancelled`. Raises `FileRefused` at once for what cannot be a vCard file.
    """
    if encoding and not known(encoding):
        raise FileRefused(N_("The encoding “{encoding}” is not known."), encoding=encoding)
    return Reading(Source(source, encoding), encoding, progress)
