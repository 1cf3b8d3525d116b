"""The lines of a paper as a table: what, how much, at what price; the sum so far is carried over pages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.documents.fonts import BOLD, SANS, width
from app.documents.page import Flow
from app.documents.sheet import MM
from app.documents.tables import SIZE, SMALL, Cell, Column, Row, Table, edges
from app.documents.words import amount
from app.documents.wrapping import cut, wrap
from app.i18n import N_
from app.sales.printed import Printed, PrintedLine
from app.values.money import currency_digits

ZERO = Decimal(0)
CODE, NAME, QUANTITY, UNIT, PRICE, DISCOUNT, TAX, TOTAL = range(8)
GAP = 2.6 * MM


def draw_lines(flow: Flow, printed: Printed, keep: float) -> None:
    """The table of lines, with only the columns that something stands in; the last lines stand with `keep` points."""
    _Lines(flow, printed).draw(keep)


class _Lines:
    def __init__(self, flow: Flow, printed: Printed) -> None:
        self.flow, self.tr, self.printed = flow, flow.tr, printed
        lines = printed.lines
        self.cells = [self._cells(line) for line in lines]
        with_tax, kinds = printed.prices_with_tax, [CODE, NAME, QUANTITY, UNIT]
        if printed.show_prices:
            kinds += [PRICE, DISCOUNT, TAX, TOTAL]
        always = (NAME, QUANTITY, PRICE, TOTAL)
        self.kinds = [kind for kind in kinds if kind in always or any(cells[kind] for cells in self.cells)]
        titles = {
            CODE: N_("Code"),
            NAME: N_("Description"),
            QUANTITY: N_("Quantity"),
            UNIT: N_("Unit"),
            PRICE: N_("Price incl. tax") if with_tax else N_("Price excl. tax"),
            DISCOUNT: N_("Discount"),
            TAX: N_("Tax"),
            TOTAL: N_("Total incl. tax") if with_tax else N_("Total excl. tax"),
        }
        places = edges(flow.left, flow.right, [self._wide(kind, self.tr(titles[kind])) for kind in self.kinds], gap=GAP)
        self.columns = [
            Column(self.tr(titles[kind]), *place, figures=kind not in (CODE, NAME, UNIT))
            for kind, place in zip(self.kinds, places, strict=True)
        ]

    def draw(self, keep: float) -> None:
        Table(self.flow, self.columns, self.printed.currency).draw(self._rows(), keep)

    def _wide(self, kind: int, title: str) -> float:
        """As wide as its widest text, within bounds; the name takes what is left."""
        if kind == NAME:
            return 0.0
        texts = [title, *(cells[kind] for cells in self.cells)]
        carried = amount(self.tr, self.printed.lines_total, self.printed.currency) if kind == TOTAL else ""
        return min(30 * MM, max(width(text[:40], BOLD, SIZE) for text in (*texts, carried)) + 1)

    def _cells(self, line: PrintedLine) -> tuple[str, ...]:
        """What stands in each column but the name, by kind of column."""
        tr, currency = self.tr, self.printed.currency
        discount = f"{tr.number(line.discount.normalize())} %" if line.discount else ""
        quantity = "" if line.quantity is None else tr.number(_plain(line.quantity))
        total = amount(tr, line.total, currency)
        return line.code, "", quantity, line.unit, self._price(line.price), discount, line.tax, total

    def _price(self, price: Decimal | None) -> str:
        """With the decimals of the currency, or the four of a fine price."""
        if price is None:
            return ""
        least = currency_digits(self.printed.currency)
        exponent = price.normalize().as_tuple().exponent
        finest = -exponent if isinstance(exponent, int) else least
        return self.tr.number(price, max(least, min(4, finest)))

    def _rows(self) -> Iterator[Row]:
        total, name = ZERO, self.kinds.index(NAME)
        room = self.columns[name].room
        for line, texts in zip(self.printed.lines, self.cells, strict=True):
            total += line.total or ZERO
            font = BOLD if line.kind == "text" and not line.note else SANS
            cells: list[Cell | str] = []
            for kind, column in zip(self.kinds, self.columns, strict=True):
                if kind == NAME:
                    cells.append(Cell(wrap(line.name, room, font, SIZE), font))
                else:
                    cells.append(cut(texts[kind], column.room, SANS, SIZE) if texts[kind] else "")
            notes = wrap(line.note, room, SANS, SMALL) if line.note else []
            carried = (total,) if self.printed.show_prices else ()
            yield from _in_parts(cells, notes, name, carried)


def _in_parts(cells: list[Cell | str], notes: list[str], name: int, carried: tuple[Decimal, ...]) -> Iterator[Row]:
    """A line as one row, or as several where its name or note is longer than a page could take."""
    words = cells[name]
    assert isinstance(words, Cell)
    lines, most = list(words.lines), 30
    while len(lines) > most:
        yield Row([*cells[:name], Cell(lines[:most], words.font), *cells[name + 1 :]], ruled=False, carried=carried)
        cells, lines = [""] * len(cells), lines[most:]
    cells = [*cells[:name], Cell(lines, words.font), *cells[name + 1 :]]
    while len(notes) > most:
        yield Row(cells, small=notes[:most], under=name, ruled=False, carried=carried)
        cells, notes = [""] * len(cells), notes[most:]
    yield Row(cells, small=notes, under=name, carried=carried)


def _plain(quantity: Decimal) -> Decimal:
    """Without zeros after the point, and without an exponent."""
    shown = quantity.normalize()
    return shown if shown == shown.to_integral_value() and shown.as_tuple().exponent == 0 else Decimal(f"{shown:f}")
