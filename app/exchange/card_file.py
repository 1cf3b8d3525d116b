"""A vCard file as it was read: its cards packed small and its pictures put aside, so that a long one fits in memory.

Pictures are made harmless while reading, before anything of them is kept. Nothing here knows the book.
"""

from __future__ import annotations

import io
import pickle
import tempfile
import threading
import weakref
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from app.errors import FileRefused
from app.exchange import vcard
from app.exchange.from_card import ORGANISATION, kind_of
from app.exchange.own_fields import CLIENT
from app.exchange.vcard import Card, NotUnderstood, clean_photo
from app.i18n import N_
from app.progress import Progress

_BLOCK = 100
_MOST_IN_MEMORY = 32 * 1024 * 1024
_MOST_KEPT = 1_000
_MORE = N_("Only the first picture of a card is kept.")


def _taken_apart(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda found: (kind, values(found))


_CARD = tuple(field.name for field in fields(Card))
_card_values = attrgetter(*_CARD)


def _card(*values: Any) -> Card:
    return Card(**dict(zip(_CARD, values, strict=True)))


class _Packer(pickle.Pickler):
    """Takes cards apart in a third of the time that dataclasses take."""

    dispatch_table = {  # noqa: RUF012 - read once by pickle
        **{kind: _taken_apart(kind) for kind in (vcard.Name, vcard.Detail, vcard.Profile, vcard.PostalAddress)},
        **{kind: _taken_apart(kind) for kind in (vcard.Day, vcard.Picture)},
        Card: lambda card: (_card, _card_values(card)),
    }


class Entry(NamedTuple):
    """One card without its pictures: its number from 1, the line where it begins, and where its picture was put."""

    number: int
    line: int
    card: Card
    picture: tuple[int, int]


class Reading:
    """What a file holds. `not_understood` and `photos_refused` name the first thousand of each."""

    def __init__(self, path: Path, encoding: str | None, progress: Progress) -> None:
        """Reads the whole file."""
        source = vcard.read(path, encoding=encoding, progress=lambda done, _all: progress.advance(done - progress.done))
        progress.begin(N_("Reading the file"), source.size)
        self.name = source.name
        self._blocks: list[bytes] = []
        self._firsts: list[int] = []  # the number of the first card of each block
        self._refused: list[NotUnderstood] = []
        self._pictures = tempfile.SpooledTemporaryFile(_MOST_IN_MEMORY)  # noqa: SIM115 - closed with the reading
        self._at_pictures = threading.Lock()  # the owner may look at a card while the import begins
        self.close: Callable[[], object] = weakref.finalize(self, self._pictures.close)
        try:
            self._read(source, progress)
        except BaseException:
            self.close()
            raise
        self.pictures_size = self._pictures.tell()
        self.count = source.count
        self.doubt = source.doubt
        self.not_understood = source.not_understood
        self.not_understood_count = source.not_understood_count
        self.photos_refused: Sequence[NotUnderstood] = tuple(self._refused)

    def _read(self, source: vcard.Reading, progress: Progress) -> None:
        block: list[Entry] = []
        for card in source:
            progress.check()
            picture = self._put_aside(card, source) if card.photos or card.logos else (0, 0)
            if card.photos or card.logos:
                card = replace(card, photos=_links(card.photos), logos=_links(card.logos))
            block.append(Entry(source.count, source.line, card, picture))
            if len(block) == _BLOCK:
                self._pack(block)
                block = []
        self._pack(block)

    def _pack(self, block: list[Entry]) -> None:
        if not block:
            return
        self._firsts.append(block[0].number)
        packed = io.BytesIO()
        _Packer(packed, protocol=5).dump([tuple(entry) for entry in block])
        self._blocks.append(zlib.compress(packed.getbuffer(), 1))

    def _put_aside(self, card: Card, source: vcard.Reading) -> tuple[int, int]:
        """Clean the picture and keep it; where it is. A logo may have any form, and so may what we wrote ourselves."""
        pictures = [picture for picture in (*card.photos, *card.logos) if picture.content]
        kept = b""
        for picture in pictures:
            if kept:
                self._refuse(card, source, _MORE)
                break
            try:
                whole = CLIENT in card.own or kind_of(card) == ORGANISATION
                kept = clean_photo(picture.content, keep_alpha=whole)
            except FileRefused as error:
                self._refuse(card, source, error.message, **error.parameters)
        if not kept:
            return 0, 0
        place = self._pictures.tell()
        try:
            self._pictures.write(kept)
        except OSError:
            raise FileRefused(
                N_("There is no room on this computer for the pictures of “{name}”."), name=self.name
            ) from None
        return place, len(kept)

    def _refuse(self, card: Card, source: vcard.Reading, reason: str, **parameters: object) -> None:
        if len(self._refused) < _MOST_KEPT:
            self._refused.append(NotUnderstood(source.count, source.line, card.display_name[:100], reason, parameters))

    def entries(self) -> Iterator[Entry]:
        """The cards in the order of the file, as often as one likes."""
        for block in self._blocks:
            yield from self._unpacked(block)

    def entry(self, number: int) -> Entry | None:
        """One card by its number."""
        block = bisect_right(self._firsts, number) - 1
        if block < 0:
            return None
        return next((entry for entry in self._unpacked(self._blocks[block]) if entry.number == number), None)

    def _unpacked(self, block: bytes) -> Iterator[Entry]:
        return (Entry(*values) for values in pickle.loads(zlib.decompress(block)))

    def picture(self, entry: Entry) -> bytes:
        """The clean picture of a card; empty where it has none."""
        place, size = entry.picture
        with self._at_pictures:
            if not size or self._pictures.closed:
                return b""
            self._pictures.seek(place)
            return self._pictures.read(size)


def _links(pictures: Sequence[vcard.Picture]) -> tuple[vcard.Picture, ...]:
    return tuple(picture for picture in pictures if not picture.content)
