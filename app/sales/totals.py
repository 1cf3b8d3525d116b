"""What a paper comes to: its lines, its taxes, its total, exact to the last unit of the currency.

Halves are rounded away from zero. By "line" each line and its tax are rounded; by "document" each tax is reckoned on
the sum of its lines and rounded once. Either way net + taxes = gross, and the lines less the discount are the net, or
the gross where prices include tax. A rounded sum is spread over its parts by the largest remainder, so that parts add
up too. Carriage and deposits are not discounted with the goods: neither is a price of the shop's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from app.catalog.rules import MOST_PRICE
from app.errors import Problem
from app.i18n import N_
from app.values.money import MOST

Kind = Literal["product", "free", "text", "carriage", "deposit"]
Rule = Literal["line", "document"]
Tax = tuple[str, Decimal]
"""The label of a tax and its percentage."""

DISCOUNTED = ("product", "free")
MOST_QUANTITY = Decimal(1_000_000)
MOST_LINES = 2_000
MOST_TAXES = 2
_FINEST = -4
_TOO_FINE = N_("At most four digits after the point.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `price` is for one unit, with its taxes where the paper's prices have them; a text line has none.

    Several `taxes` are each reckoned on the net, as GST and QST are. A deposit already invoiced has a negative price.
    """

    kind: Kind
    quantity: Decimal = Decimal(1)
    price: Decimal = Decimal(0)
    discount_percent: Decimal = Decimal(0)
    taxes: tuple[Tax, ...] = ()


@dataclass(frozen=True, slots=True)
class LineTotal:
    """`shown` is the line's amount on paper, in the unit of its prices, before the discount on the whole.

    `net` and `gross` are what it comes to after its share of that discount; they add up to those of the paper.
    """

    shown: Decimal
    net: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """One row of the table of taxes: the net it is reckoned on, and the tax."""

    label: str
    percent: Decimal
    base: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """`lines_total` is the sum of the lines as shown, `discount` the amount taken off it, `tax` that of all taxes."""

    lines: tuple[LineTotal, ...]
    taxes: tuple[TaxTotal, ...]
    lines_total: Decimal
    discount: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal


def reckon(
    lines: Sequence[Line], *, prices_with_tax: bool, discount_percent: Decimal, rule: Rule, digits: int
) -> Totals:
    """The totals of `lines` in a currency with so many `digits`; `discount_percent` is taken off the whole."""
    shown = [_units(line, digits) for line in lines]
    discount, shares = _discount(lines, shown, Fraction(discount_percent) / 100)
    sums = _Sums(lines, [amount - share for amount, share in zip(shown, shares, strict=True)])
    if prices_with_tax:
        sums.take_taxes_out(rule)
    else:
        sums.add_taxes(rule)

    def money(units: int) -> Decimal:
        return Decimal(units).scaleb(-digits)

    return Totals(
        tuple(LineTotal(*map(money, amounts)) for amounts in zip(shown, sums.net, sums.gross, strict=True)),
        tuple(TaxTotal(*tax, money(base), money(sums.taxes[tax])) for tax, base in sums.bases.items()),
        money(sum(shown)),
        money(discount),
        money(sum(sums.net)),
        money(sum(sums.taxes.values())),
        money(sum(sums.gross)),
    )


def shown(line: Line, digits: int) -> Decimal:
    """What a line alone comes to on paper, in a currency with so many `digits`."""
    return Decimal(_units(line, digits)).scaleb(-digits)


def _units(line: Line, digits: int) -> int:
    return _whole(_amount(line) * 10**digits)


def spread(total: int, exact: Sequence[Fraction]) -> list[int]:
    """`total`, the rounded sum of `exact`, in whole parts: each next to its exact value, by the largest remainder.

    Of equals the first get more. The parts of the opposite are the opposite parts, so a credit note takes back what its
    invoice said.
    """
    parts = [_whole(value) for value in exact]
    missing = total - sum(parts)
    if not missing:
        return parts
    step = 1 if missing > 0 else -1

    def turn(place: int) -> tuple[Fraction, int]:
        return (parts[place] - exact[place]) * step, place if exact[place] * step > 0 else -place

    for place in sorted(range(len(parts)), key=turn)[: abs(missing)]:
        parts[place] += step
    return parts


def _whole(value: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    nearest = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return nearest if value >= 0 else -nearest


def _amount(line: Line) -> Fraction:
    if line.kind == "text":
        return Fraction(0)
    return Fraction(line.quantity) * Fraction(line.price) * (100 - Fraction(line.discount_percent)) / 100


def _discount(lines: Sequence[Line], shown: Sequence[int], part: Fraction) -> tuple[int, list[int]]:
    """The discount on the whole, and each line's share: spread over the rates first, then within each."""
    shares = [0] * len(lines)
    if not part:
        return 0, shares
    groups = list(_grouped(lines, [place for place, line in enumerate(lines) if line.kind in DISCOUNTED]).values())
    exact = [sum((shown[place] * part for place in places), Fraction(0)) for places in groups]
    discount = _whole(sum(exact, Fraction(0)))
    for places, share in zip(groups, spread(discount, exact), strict=True):
        for place, own in zip(places, spread(share, [shown[place] * part for place in places]), strict=True):
            shares[place] = own
    return discount, shares


def _grouped(lines: Sequence[Line], places: Iterable[int]) -> dict[tuple[Tax, ...], list[int]]:
    groups: dict[tuple[Tax, ...], list[int]] = {}
    for place in places:
        groups.setdefault(lines[place].taxes, []).append(place)
    return groups


class _Sums:
    """Net, gross and taxes in whole units, from what is left of each line after the discounts."""

    def __init__(self, lines: Sequence[Line], left: list[int]) -> None:
        self.lines = lines
        self.net, self.gross = [*left], [*left]
        self.bases: dict[Tax, int] = {}
        self.taxes: dict[Tax, int] = {}
        self._charged = [place for place, line in enumerate(lines) if line.kind != "text"]

    def add_taxes(self, rule: Rule) -> None:
        """Prices are without tax: each tax is reckoned on the net, by line or on the sum of its lines."""
        for tax in dict.fromkeys(tax for place in self._charged for tax in self.lines[place].taxes):
            places = [place for place in self._charged if tax in self.lines[place].taxes]
            for batch in _batches(places, rule):
                exact = [self.net[place] * Fraction(tax[1]) / 100 for place in batch]
                amount = _whole(sum(exact, Fraction(0)))
                self._count(tax, sum(self.net[place] for place in batch), amount)
                for place, own in zip(batch, spread(amount, exact), strict=True):
                    self.gross[place] += own

    def take_taxes_out(self, rule: Rule) -> None:
        """Prices are with tax: the net is rounded, and what is left of the gross is the tax."""
        for taxes, places in _grouped(self.lines, self._charged).items():
            hundred = 100 + sum((Fraction(percent) for _label, percent in taxes), Fraction(0))
            for batch in _batches(places, rule):
                gross = sum(self.gross[place] for place in batch)
                net = _whole(gross * 100 / hundred)
                exact = [gross * Fraction(percent) / hundred for _label, percent in taxes]
                for tax, amount in zip(taxes, spread(gross - net, exact) if taxes else (), strict=True):
                    self._count(tax, net, amount)
                parts = spread(net, [self.gross[place] * 100 / hundred for place in batch])
                for place, own in zip(batch, parts, strict=True):
                    self.net[place] = own

    def _count(self, tax: Tax, base: int, amount: int) -> None:
        self.bases[tax] = self.bases.get(tax, 0) + base
        self.taxes[tax] = self.taxes.get(tax, 0) + amount


def _batches(places: list[int], rule: Rule) -> Iterator[list[int]]:
    """What is rounded together: each line by itself, or all of them."""
    return map(list, zip(places)) if rule == "line" else iter([places])


def check(lines: Sequence[Line], *, discount_percent: Decimal = Decimal(0), digits: int = 2) -> list[Problem]:
    """What forbids to reckon or to issue these lines; paths are `lines/3/quantity`, counted from 0.

    Nothing is sold a negative number of times: what comes back is a credit note's, on its own, so that the ledger
    knows both. Only a deposit already invoiced takes something off, by a negative price.
    """
    problems = [problem for place, line in enumerate(lines) for problem in _line_problems(line, f"lines/{place}/")]
    problems += _percent("discount_percent", discount_percent)
    if len(lines) > MOST_LINES:
        problems.append(Problem("lines", N_("A paper takes at most {most} lines."), {"most": MOST_LINES}))
    if not problems:
        problems += _total_problems(lines, discount_percent, digits)
    return problems


def _line_problems(line: Line, path: str) -> Iterator[Problem]:
    if line.kind == "text":
        return
    for name, value in (("quantity", line.quantity), ("price", line.price)):
        if not _is_fine(value):
            yield Problem(path + name, _TOO_FINE)
            return
    if not 0 <= line.quantity <= MOST_QUANTITY:
        yield _quantity_problem(path, line.quantity)
    if abs(line.price) > MOST_PRICE:
        yield Problem(path + "price", N_("This amount is too large."))
    if line.kind == "deposit" and line.price > 0:
        yield Problem(path + "price", N_("A deposit is taken off: its price is negative or nothing."))
    if line.kind != "deposit" and line.price < 0:
        yield Problem(path + "price", N_("A price is not negative. Give a discount, or make a credit note."))
    yield from _percent(path + "discount_percent", line.discount_percent)
    if len(line.taxes) > MOST_TAXES or len({label for label, _percent in line.taxes}) < len(line.taxes):
        yield Problem(path + "tax", N_("A line has at most two taxes, and each only once."))
    for _label, percent in line.taxes:
        yield from _percent(path + "tax", percent)


def _quantity_problem(path: str, quantity: Decimal) -> Problem:
    if quantity < 0:
        return Problem(path + "quantity", N_("A quantity is not negative. What comes back needs a credit note."))
    return Problem(path + "quantity", N_("This quantity is too large: at most {most}."), {"most": MOST_QUANTITY})


def _percent(path: str, percent: Decimal) -> Iterator[Problem]:
    if not percent.is_finite() or not 0 <= percent <= 100:
        yield Problem(path, N_("A percentage lies between 0 and 100."))
    elif not _is_fine(percent):
        yield Problem(path, _TOO_FINE)


def _is_fine(value: Decimal) -> bool:
    """Whether the file can hold it: four digits after the point."""
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= _FINEST


def _total_problems(lines: Sequence[Line], discount_percent: Decimal, digits: int) -> Iterator[Problem]:
    """Reckoned without tax, which gives the greater total of the two ways to read the prices."""
    totals = reckon(lines, prices_with_tax=False, discount_percent=discount_percent, rule="document", digits=digits)
    if totals.gross > MOST:
        yield Problem("lines", N_("The total is too large."))
    if totals.net < 0:
        yield Problem("lines", N_("The deposits come to more than the rest. Make a credit note for what is too much."))
