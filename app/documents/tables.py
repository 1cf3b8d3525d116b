"""A table that goes over pages: its head again on each, and what is carried forward at the end and the start of pages.

A cell that ends at the right edge of its column keeps decimal points under each other, since figures are all as wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.documents.fonts import BOLD, ITALIC, SANS, width
from app.documents.page import Flow
from app.documents.sheet import FAINT, GREY, INK, MM, Colour
from app.documents.words import amount
from app.documents.wrapping import cut
from app.i18n import N_

SIZE = 8.5
SMALL = 7.5
ROW = 16.6  # height of a row of one line
MORE = 11.0  # of each further line
SMALLER = 10.0  # of each small line
HEAD = 16.5  # of the titles
TOTAL = 20.0  # of the last line
LAST_LINES = HEAD + 4 * ROW  # the titles, what is brought forward, and three rows


@dataclass(frozen=True)
class Column:
    """`left` and `right` are its edges in points from the left edge of the page."""

    title: str
    left: float
    right: float
    figures: bool = False

    @property
    def room(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Cell:
    """What stands in one column of a row: its lines, and small grey text after the last of them."""

    lines: Sequence[str]
    font: str = SANS
    ink: Colour = INK
    after: str = ""


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns. `small` lines stand under the column `under`; `carried` are the sums up to and
    with this row, which are written where the page ends after it."""

    cells: Sequence[Cell | str]
    small: Sequence[str] = ()
    under: int = 0
    carried: Sequence[Decimal | None] = ()
    font: str = SANS
    ruled: bool = True
    quiet: bool = False

    @cached_property
    def high(self) -> float:
        """In points."""
        most = max([1, *(len(cell.lines) for cell in self.cells if isinstance(cell, Cell))])
        return ROW + MORE * (most - 1) + SMALLER * len(self.small)


@dataclass
class Table:
    """Draws rows into a flow. `currency` is that of the sums, which stand in the last columns."""

    flow: Flow
    columns: Sequence[Column]
    currency: str
    _carried: Sequence[Decimal | None] = ()

    def draw(self, rows: Iterable[Row], keep: float = 0.0) -> None:
        """The titles and the rows. The last rows stand on one page with `keep` points of what comes next, and the first
        two on one page with the titles; what is taller than a page comes apart."""
        every = list(rows)
        first = sum(row.high for row in every[:2])
        self.flow.need(min(HEAD + first + ROW, self.flow.room))
        self._head()
        end = len(every) - self._together(every, keep)
        for row in every[:end]:
            self._row(row, row.high + (0 if row is every[-1] else ROW))
        high = sum(row.high for row in every[end:]) + keep
        for row in every[end:]:
            self._row(row, high)
            high -= row.high

    def _together(self, rows: Sequence[Row], keep: float) -> int:
        """How many of the last rows go along with `keep`: three, but none of few, or one would stay alone."""
        most = 0 if len(rows) < 4 else 2 if len(rows) == 4 else 3
        while most and sum(row.high for row in rows[-most:]) + keep > self.flow.room - HEAD - ROW:
            most -= 1
        return most

    def _head(self) -> None:
        """The titles, over a line in the accent colour."""
        y, sheet = self.flow.y, self.flow.sheet
        for column in self.columns:
            title = cut(column.title, column.room, BOLD, 8)
            if column.figures:
                sheet.right(column.right, y + 10, title, font=BOLD, size=8, ink=self.flow.accent)
            else:
                sheet.text(column.left, y + 10, title, font=BOLD, size=8, ink=self.flow.accent)
        sheet.rule(self.flow.left, y + 16, self.flow.right, self.flow.accent, 0.9)
        self.flow.y = y + HEAD

    def _row(self, row: Row, needed: float) -> None:
        """A row, on the next page where there is no room for the `needed` points."""
        carried = self._carried
        if not self.flow.fits(needed):
            if carried:
                self._put(self._sums(self.flow.tr(N_("Carried forward")), carried))
            self.flow.turn()
            self._head()
            if carried:
                self._put(self._sums(self.flow.tr(N_("Brought forward")), carried))
        self._put(row)
        self._carried = row.carried

    def _sums(self, title: str, sums: Sequence[Decimal | None]) -> Row:
        cells: list[Cell | str] = [""] * (len(self.columns) - len(sums))
        cells += [amount(self.flow.tr, each, self.currency) for each in sums]
        cells[self._wordy] = title
        return Row(cells, font=ITALIC, quiet=True)

    def total(self, title: str, sums: Sequence[Decimal | None]) -> None:
        """The last line, under a rule in the accent colour; `keep` of `draw` has kept its place."""
        flow = self.flow
        flow.sheet.rule(flow.left, flow.y, flow.right, flow.accent, 0.9)
        at = flow.y + 13.5
        flow.sheet.text(flow.left, at, title, font=BOLD)
        for column, each in zip(self.columns[-len(sums) :], sums, strict=True):
            flow.sheet.right(column.right, at, amount(flow.tr, each, self.currency), font=BOLD)
        flow.y += TOTAL

    @property
    def _wordy(self) -> int:
        """The column with the most room for words."""
        return max((column.room, place) for place, column in enumerate(self.columns) if not column.figures)[1]

    def _put(self, row: Row) -> None:
        y, sheet = self.flow.y, self.flow.sheet
        for column, cell in zip(self.columns, row.cells, strict=True):
            if cell:
                self._cell(column, cell, row, y + 11.2)
        low = y + row.high - SMALLER * len(row.small)
        for place, line in enumerate(row.small):
            sheet.text(self.columns[row.under].left, low + 5 + SMALLER * place, line, size=SMALL, ink=GREY)
        if row.ruled:
            sheet.rule(self.flow.left, y + row.high, self.flow.right, FAINT)
        self.flow.y = y + row.high

    def _cell(self, column: Column, cell: Cell | str, row: Row, y: float) -> None:
        sheet = self.flow.sheet
        if isinstance(cell, str):
            put, x = (sheet.right, column.right) if column.figures else (sheet.text, column.left)
            put(x, y, cell, font=row.font, size=SIZE, ink=GREY if row.quiet else INK)
            return
        for place, line in enumerate(cell.lines):
            at = y + MORE * place
            if column.figures:
                sheet.right(column.right, at, line, font=cell.font, size=SIZE, ink=cell.ink)
            else:
                sheet.text(column.left, at, line, font=cell.font, size=SIZE, ink=cell.ink)
        if cell.after:
            end = column.left + width(cell.lines[-1], cell.font, SIZE)
            sheet.text(end + 2.2, y + MORE * (len(cell.lines) - 1), cell.after, size=SMALL, ink=GREY)


def edges(left: float, right: float, wanted: Sequence[float], *, gap: float = 3 * MM) -> list[tuple[float, float]]:
    """Left and right edges of columns `wanted` wide between two margins; the one of width 0 takes what is left."""
    free = right - left - sum(wanted) - gap * (len(wanted) - 1)
    places, x = [], left
    for wide in wanted:
        wide = wide or free
        places.append((x, x + wide))
        x += wide + gap
    return places
