"""The tables of an account statement: all movements with their running balance, or what is open.

Figures come from `app.accounts.statement` and are not reckoned again, save the sums that are carried over pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from app.accounts.statement import Block, Credit, Layout, Movement, OpenItem, Settled, Statement
from app.accounts.words import entry_words
from app.documents.fonts import BOLD, SANS, width
from app.documents.page import Flow
from app.documents.sheet import GREY, INK, MM, RED
from app.documents.tables import SIZE, SMALL, TOTAL, Cell, Column, Row, Table, edges
from app.documents.words import amount, day
from app.documents.wrapping import cut, wrap
from app.i18n import N_, Translator

ZERO = Decimal(0)
LABEL_LINES = 4
DAY = 17.5 * MM
Sums = tuple[Decimal, Decimal, Decimal]


def settled_lines(tr: Translator, settled: Iterable[Settled], currency: str) -> tuple[str, ...]:
    """What a payment was matched with, or what paid an invoice: `17/09/2026 FA-2026-0349: 846,20`."""
    return tuple(
        tr(
            N_("{day} · {number}: {amount}"),
            day=day(tr, each.on),
            number=each.number,
            amount=amount(tr, each.amount, currency),
        )
        for each in settled
    )


class Activity:
    """Every movement of the period, or with `layout.hide_paid` those of which something is open, in one currency."""

    def __init__(self, flow: Flow, statement: Statement, block: Block, layout: Layout) -> None:
        self.flow, self.tr, self.statement, self.block, self.layout = flow, flow.tr, statement, block, layout
        most = max(abs(each.balance) for each in block.movements) if block.movements else ZERO
        largest = max(most, abs(block.opening), abs(block.closing), *block.totals)
        figures = max(15 * MM, width(amount(self.tr, -largest, block.currency), BOLD, SIZE))
        numbers = number_room([movement.number for movement in block.movements])
        titles = (N_("Date"), N_("Document"), N_("Description"), N_("Due"), N_("Debit"), N_("Credit"), N_("Balance"))
        places = edges(flow.left, flow.right, (DAY, numbers, 0, DAY, figures, figures, figures))
        self.columns = [
            Column(self.tr(title), *place, figures=number > 3)
            for number, (title, place) in enumerate(zip(titles, places, strict=True))
        ]

    def draw(self, keep: float) -> None:
        """The whole table, with its totals; its end stands with `keep` points."""
        table = Table(self.flow, self.columns, self.block.currency)
        table.draw(self._rows(), TOTAL + keep)
        self.flow.need(TOTAL)
        end = self.tr(N_("Totals and balance on {day}"), day=day(self.tr, self.statement.to_on))
        table.total(end, (*self.block.totals, self.block.closing))

    def _rows(self) -> Iterator[Row]:
        block, since = self.block, self.statement.from_on
        sums = (max(block.opening, ZERO), max(-block.opening, ZERO), block.opening)
        if since is not None or block.opening:
            yield self._plain(day(self.tr, since) if since else "", self.tr(N_("Balance brought forward")), sums, sums)
        movements: Sequence[Movement] = block.movements
        if self.layout.hide_paid:
            paid = [movement for movement in movements if movement.open == 0]
            movements = [movement for movement in movements if movement.open != 0]
            if paid:
                hidden = _sum(paid)
                sums = _add(sums, hidden)
                words = self.tr(N_("Settled movements, not shown ({count})"), count=len(paid))
                yield self._plain("", words, (hidden[0], hidden[1], sums[2]), sums)
        for movement in movements:
            sums = _add(sums, _sum([movement]))
            yield self._row(movement, sums)

    def _plain(self, date: str, words: str, shown: Sums, carried: Sums) -> Row:
        label = Cell(wrap(words, self.columns[2].room, SANS, SIZE), ink=GREY)
        debit, credit = (self._amount(each) if each else "" for each in shown[:2])
        return Row([date, "", label, "", debit, credit, Cell((self._amount(shown[2]),), BOLD)], carried=carried)

    def _row(self, movement: Movement, sums: Sums) -> Row:
        tr, columns = self.tr, self.columns
        cells: list[Cell | str] = [
            day(tr, movement.on),
            Cell((cut(movement.number, columns[1].room, BOLD, SIZE),), BOLD),
            self._label(movement),
            _due(tr, movement.due_on, movement.late) if movement.debit is not None else "",
            self._amount(movement.debit),
            self._amount(movement.credit),
            Cell((self._amount(sums[2]),), BOLD),
        ]
        small = settled_lines(tr, movement.settled, self.block.currency) if self.layout.detail else ()
        return Row(cells, small=small, under=2, carried=sums)

    def _label(self, movement: Movement) -> Cell:
        room, after = self.columns[2].room, ""
        if movement.debit is not None and movement.open:
            after = self.tr(N_("· left {amount}"), amount=self._amount(movement.open))
        lines = wrap(entry_words(self.tr, movement.kind, movement.label), room, SANS, SIZE)[:LABEL_LINES]
        if after and width(lines[-1], SANS, SIZE) + 2.2 + width(after, SANS, SMALL) > room:
            lines.append("")
        return Cell(lines, after=after)

    def _amount(self, value: Decimal | None) -> str:
        return amount(self.tr, value, self.block.currency)


class OpenItems:
    """What is not paid, and credit that was not used yet on lines of its own, in one currency."""

    def __init__(self, flow: Flow, statement: Statement, block: Block, layout: Layout) -> None:
        self.flow, self.tr, self.statement, self.block, self.layout = flow, flow.tr, statement, block, layout
        largest = max(
            [abs(block.due), *(item.amount for item in block.items), *(each.amount for each in block.credits)]
        )
        figures = max(15 * MM, width(amount(self.tr, -largest, block.currency), BOLD, SIZE))
        numbers = number_room([*(item.number for item in block.items), *(each.number for each in block.credits)])
        titles = (
            *(N_("Date"), N_("Document"), N_("Description"), N_("Due")),
            *(N_("Days late"), N_("Amount"), N_("Paid"), N_("Left to pay")),
        )
        late = max(10 * MM, width(self.tr(titles[4]), BOLD, 8) + 1)
        places = edges(flow.left, flow.right, (DAY, numbers, 0, DAY, late, figures, figures, figures), gap=2.6 * MM)
        self.columns = [
            Column(self.tr(title), *place, figures=number > 3)
            for number, (title, place) in enumerate(zip(titles, places, strict=True))
        ]

    def draw(self, keep: float) -> None:
        """The whole table, with what is due in all; its end stands with `keep` points."""
        table = Table(self.flow, self.columns, self.block.currency)
        table.draw(self._rows(), TOTAL + keep)
        self.flow.need(TOTAL)
        end = self.tr(N_("Total due on {day}"), day=day(self.tr, self.statement.to_on))
        table.total(end, (self.block.due,))

    def _rows(self) -> Iterator[Row]:
        total = ZERO
        for item in self.block.items:
            total += item.open
            yield self._item(item, total)
        for credit in self.block.credits:
            total -= credit.left
            yield self._credit(credit, total)

    def _item(self, item: OpenItem, total: Decimal) -> Row:
        tr = self.tr
        label = entry_words(tr, item.kind, item.label)
        if item.of:
            label = tr(N_("{label}, part {number} of {count}"), label=label, number=item.instalment, count=item.of)
        cells = [
            *self._start(item.on, item.number, label),
            _due(tr, item.due_on, item.late),
            Cell((str(item.late),), BOLD, RED) if item.late else "",
            self._amount(item.amount),
            self._amount(item.paid) if item.paid else "",
            Cell((self._amount(item.open),), BOLD),
        ]
        small = settled_lines(tr, item.settled, self.block.currency) if self.layout.detail else ()
        return Row(cells, small=small, under=2, carried=(total,))

    def _credit(self, credit: Credit, total: Decimal) -> Row:
        label = self.tr(N_("{label}, not used yet"), label=entry_words(self.tr, credit.kind, credit.label))
        used = credit.amount - credit.left
        cells = [
            *self._start(credit.on, credit.number, label),
            "",
            "",
            self._amount(-credit.amount),
            self._amount(-used) if used else "",
            Cell((self._amount(-credit.left),), BOLD),
        ]
        return Row(cells, carried=(total,))

    def _start(self, on: date, number: str, label: str) -> list[Cell | str]:
        number = cut(number, self.columns[1].room, BOLD, SIZE)
        lines = wrap(label, self.columns[2].room, SANS, SIZE)[:LABEL_LINES]
        return [day(self.tr, on), Cell((number,), BOLD), Cell(lines)]

    def _amount(self, value: Decimal) -> str:
        return amount(self.tr, value, self.block.currency)


def number_room(numbers: Sequence[str]) -> float:
    """How wide the column of document numbers is: as its widest, within bounds."""
    return min(38 * MM, max([15 * MM, *(width(number, BOLD, SIZE) + 1 for number in set(numbers))]))


def _due(tr: Translator, due_on: date | None, late: int) -> Cell | str:
    if due_on is None:
        return ""
    shown = day(tr, due_on)
    return Cell((shown,), BOLD, RED) if late else Cell((shown,), SANS, INK)


def _sum(movements: Iterable[Movement]) -> Sums:
    debit = credit = ZERO
    for movement in movements:
        debit += movement.debit or ZERO
        credit += movement.credit or ZERO
    return debit, credit, debit - credit


def _add(one: Sums, other: Sums) -> Sums:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
