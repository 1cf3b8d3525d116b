"""A printed list: columns under a heading, as many pages as it takes, with the number of pages known from the start.

Every row is equally high, so the pages are counted before the first is printed, and rows are read and forgotten as they
come: a hundred thousand take no more memory than their pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO

from app.documents.fonts import BOLD, SANS, clean, missing, width
from app.documents.sheet import FAINT, GREY, INK, MM, Box, Press, Sheet
from app.documents.wrapping import cut
from app.i18n import N_, Translator
from app.progress import Progress

MARGIN = 14 * MM
GAP = 3 * MM
HEAD = 24 * MM  # from the upper edge to the titles of the columns
FOOT = 10 * MM
SIZE, SMALL = 8.0, 6.8
SAMPLE = 300  # rows from which the widths of the columns are taken
MOST = 62 * MM  # of one column
LETTER = ("US", "CA")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"

Cell = tuple[str, str]  # what is in it, and a second line in small


@dataclass(frozen=True)
class Column:
    """A column: its title; `right` for figures."""

    title: str
    right: bool = False


@dataclass(frozen=True)
class Heading:
    """What stands at the head of each page; `totals` are pairs of words and figure, under the last row."""

    title: str
    subtitle: str = ""
    shop: str = ""
    totals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Size:
    """A page: sides in points."""

    wide: float
    high: float


def paper_of(country: str, *, landscape: bool) -> Size:
    """The paper of a country, upright or lying."""
    wide, high = (215.9, 279.4) if country in LETTER else (210.0, 297.0)
    return Size(high * MM, wide * MM) if landscape else Size(wide * MM, high * MM)


def make(  # noqa: PLR0913 - the list, and where it goes
    rows: Iterable[Sequence[Cell]],
    count: int,
    columns: Sequence[Column],
    heading: Heading,
    file: IO[bytes],
    tr: Translator,
    progress: Progress | None = None,
) -> int:
    """Write `count` rows into `file` as one PDF; returns the number of pages. `Cancelled` leaves nothing."""
    sample = list(islice(incoming := iter(rows), SAMPLE))
    table = Table(columns, sample, heading, tr)
    pages, every = table.pages(count), chain(sample, incoming)
    progress = progress or Progress()
    progress.begin(N_("Making the pages"), pages)
    press = Press(file, heading.title, heading.shop)
    for number in range(1, pages + 1):
        press.print([table.page(list(islice(every, table.on_page)), number, pages)])
        progress.advance()
    press.close(progress)
    return press.pages


class Table:
    """The layout of one list, from its first rows: which way the paper lies, how wide the columns are."""

    def __init__(
        self, columns: Sequence[Column], sample: Sequence[Sequence[Cell]], heading: Heading, tr: Translator
    ) -> None:
        self.columns, self.heading, self.tr = columns, heading, tr
        self.two_lines = any(second for row in sample for _first, second in row)
        natural = [self._natural(place, column, sample) for place, column in enumerate(columns)]
        upright = paper_of(tr.country, landscape=False)
        whole = sum(natural) + GAP * (len(columns) - 1)
        self.paper = paper_of(tr.country, landscape=whole > upright.wide - 2 * MARGIN)
        self.room = self.paper.wide - 2 * MARGIN
        self.wides = _fitted(natural, self.room - GAP * (len(columns) - 1))
        self.step = 22.0 if self.two_lines else 14.0
        self.on_page = int((self.paper.high - HEAD - 8 * MM - FOOT - 4 * MM) // self.step)
        self.under = self._frame()

    def pages(self, count: int) -> int:
        """How many pages `count` rows take, with the totals after them."""
        lines = count + (len(self.heading.totals) + 1 if self.heading.totals else 0)
        return max(1, -(-lines // self.on_page))

    def page(self, rows: Sequence[Sequence[Cell]], number: int, pages: int) -> Sheet:
        """One page; the totals stand under the last row of all."""
        sheet = Sheet(self.paper.wide, self.paper.high, under=self.under)
        y = HEAD + 8 * MM
        for row in rows:
            self._row(sheet, y, row)
            y += self.step
        if number == pages:
            self._totals(sheet, y)
        words = self.tr(N_("Page {number} of {pages}"), number=self.tr.number(number), pages=self.tr.number(pages))
        sheet.right(self.paper.wide - MARGIN, self.paper.high - FOOT + 4, words, size=7, ink=GREY)
        return sheet

    def _natural(self, place: int, column: Column, sample: Sequence[Sequence[Cell]]) -> float:
        cells = (row[place] for row in sample)
        widest = max(
            (max(width(shown(one), SANS, SIZE), width(shown(two), SANS, SMALL)) for one, two in cells), default=0
        )
        return min(max(widest, width(shown(column.title), BOLD, SMALL)) + 1, MOST)

    def _frame(self) -> Sheet:
        sheet = Sheet(self.paper.wide, self.paper.high)
        right, heading = self.paper.wide - MARGIN, self.heading
        sheet.text(MARGIN, 15 * MM, cut(shown(heading.title), self.room * 0.7, BOLD, 13), font=BOLD, size=13)
        sheet.text(MARGIN, 20 * MM, cut(shown(heading.subtitle), self.room, SANS, 8), size=8, ink=GREY)
        sheet.right(right, 15 * MM, cut(shown(heading.shop), self.room * 0.28, SANS, 8.5), ink=GREY)
        for x, wide, column in self._places():
            title, low = cut(shown(column.title), wide, BOLD, SMALL), HEAD + 4 * MM
            if column.right:
                sheet.right(x + wide, low, title, font=BOLD, size=SMALL, ink=GREY)
            else:
                sheet.text(x, low, title, font=BOLD, size=SMALL, ink=GREY)
        sheet.rule(MARGIN, HEAD + 6 * MM, right, INK, 0.7)
        sheet.rule(MARGIN, self.paper.high - FOOT - 5, right)
        return sheet

    def _places(self) -> Iterator[tuple[float, float, Column]]:
        x = MARGIN
        for wide, column in zip(self.wides, self.columns, strict=True):
            yield x, wide, column
            x += wide + GAP

    def _row(self, sheet: Sheet, y: float, row: Sequence[Cell]) -> None:
        for (x, wide, column), cell in zip(self._places(), row, strict=True):
            for text, size, low, ink in ((cell[0], SIZE, 8.0, INK), (cell[1], SMALL, 16.5, GREY)):
                if text:
                    put = sheet.right if column.right else sheet.text
                    put(
                        x + wide if column.right else x, y + low, cut(shown(text), wide, SANS, size), size=size, ink=ink
                    )
        sheet.rule(MARGIN, y + self.step - 2.5, self.paper.wide - MARGIN, FAINT, 0.35)

    def _totals(self, sheet: Sheet, y: float) -> None:
        if not self.heading.totals:
            return
        high = self.step * len(self.heading.totals) + 6
        sheet.shapes.append(Box(MARGIN, y + 2, self.room, high, (0.965, 0.96, 0.95)))
        for place, (words, figure) in enumerate(self.heading.totals):
            low = y + 14 + self.step * place
            sheet.text(MARGIN + 6, low, words, font=BOLD, size=SIZE)
            sheet.right(self.paper.wide - MARGIN - 6, low, figure, font=BOLD, size=SIZE)


def shown(text: str) -> str:
    """`text` for a list: a character that no font has is shown as such, since one name must not stop a list."""
    text = clean(text)
    lacking = missing(text)
    return text.translate({ord(letter): UNKNOWN for letter in lacking}) if lacking else text


def _fitted(natural: Sequence[float], room: float) -> list[float]:
    """The widths as they fill the room: what is left goes to the widest, what lacks is taken from the wide ones."""
    spare = room - sum(natural)
    if spare >= 0:
        widest = max(range(len(natural)), key=natural.__getitem__)
        return [wide + (spare if place == widest else 0) for place, wide in enumerate(natural)]
    least = room / len(natural)
    lent = [max(wide - least, 0.0) for wide in natural]
    return [wide + spare * part / sum(lent) for wide, part in zip(natural, lent, strict=True)]
