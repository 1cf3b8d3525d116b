"""Which label of which page takes which client: used labels of the first sheet, copies, by row or by column."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.mailings.sheets import Sheet


@dataclass(frozen=True)
class Copies:
    """How many labels each gets; `collated`: the whole list again and again, else each one's together."""

    each: int = 1
    collated: bool = False

    def order(self, count: int) -> array[int]:
        """The places 0 to `count` - 1 in the order they are printed."""
        if self.collated or self.each < 2:
            return array("q", range(count)) * max(self.each, 1)
        return array("q", (place for place in range(count) for _ in range(self.each)))


@dataclass(frozen=True)
class Run:
    """`count` labels on sheets of one kind; `used` are the places of the first sheet that are taken already."""

    sheet: Sheet
    count: int
    used: frozenset[int] = frozenset()
    by_column: bool = False

    @cached_property
    def _every(self) -> tuple[int, ...]:
        return self.sheet.by_column if self.by_column else tuple(range(self.sheet.count))

    @cached_property
    def _first(self) -> tuple[int, ...]:
        """Free places of the first sheet; one that is wholly used is no sheet to begin on."""
        return tuple(place for place in self._every if place not in self.used) or self._every

    @property
    def pages(self) -> int:
        """Sheets needed."""
        beyond = self.count - len(self._first)
        return 0 if not self.count else 1 + max(-(-beyond // len(self._every)), 0)

    def on_page(self, page: int) -> Iterator[tuple[int, int]]:
        """`(label, place)`: the numbers of the labels of a page, 0 being the first, and where on it each goes."""
        places = self._every if page else self._first
        start = 0 if not page else len(self._first) + (page - 1) * len(self._every)
        yield from zip(range(start, min(start + len(places), self.count)), places, strict=False)

    def places(self, page: int) -> tuple[int, ...]:
        """The places of a page that are printed, in their order."""
        return tuple(place for _label, place in self.on_page(page))

    @property
    def used_after(self) -> frozenset[int]:
        """What is taken of the last sheet once it is printed; nothing where that is all of it."""
        if not self.count:
            return self.used
        taken = set(self.places(self.pages - 1))
        if self.pages == 1 and len(self._first) < len(self._every):
            taken |= self.used
        return frozenset(taken) if len(taken) < len(self._every) else frozenset()

    @property
    def left(self) -> int:
        """Labels free on the last sheet."""
        return self.sheet.count - len(self.used_after) if self.used_after else 0


def before(sheet: Sheet, place: int, *, by_column: bool = False) -> frozenset[int]:
    """What is used where `place` is the first free label."""
    every = sheet.by_column if by_column else tuple(range(sheet.count))
    return frozenset(every[: every.index(place)])
