"""A paper's amounts put into it: lines, tax table, total, the days it is to be paid. Nothing is looked up."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal

from app.sales import due, totals
from app.sales.model import Paper, PaperDue, PaperLine, PaperTax
from app.sales.totals import Totals
from app.values.money import currency_digits

ZERO = Decimal(0)


def lines_of(paper: Paper) -> list[totals.Line]:
    """The lines as `totals` takes them; without any tax where the paper is under another regime."""
    return [
        totals.Line(line.kind, line.quantity, line.price, line.discount_percent, () if paper.regime else taxes_of(line))  # type: ignore[arg-type]
        for line in paper.lines
    ]


def taxes_of(line: PaperLine) -> tuple[totals.Tax, ...]:
    """The one or two taxes of a line; none on a text."""
    if line.kind == "text" or not line.tax_name:
        return ()
    first = (line.tax_name, line.tax_percent)
    return (first, (line.second_name, line.second_percent)) if line.second_name else (first,)


def reckon(paper: Paper) -> Totals:
    """Put the totals into `paper` and return them. The lines must have passed `totals.check`."""
    found = totals.reckon(
        lines_of(paper),
        prices_with_tax=paper.prices_with_tax,
        discount_percent=paper.discount_percent,
        rule="line" if paper.rounding == "line" else "document",
        digits=currency_digits(paper.currency),
    )
    for line, amounts in zip(paper.lines, found.lines, strict=True):
        line.total, line.net = amounts.shown, amounts.net
    _put_taxes(paper, found.taxes)
    paper.net, paper.tax, paper.gross = found.net, found.tax, found.gross
    return found


def reckon_lines(paper: Paper, *, besides: Container[int]) -> None:
    """Put the amount of each line into it, but for those at the places `besides`; the sums stay as they were."""
    for place, (line, plain) in enumerate(zip(paper.lines, lines_of(paper), strict=True)):
        if place not in besides:
            line.total = totals.shown(plain, _digits(paper))


def _put_taxes(paper: Paper, taxes: Sequence[totals.TaxTotal]) -> None:
    """Rows that are there are used again, so that a save writes only what changed."""
    del paper.taxes[len(taxes) :]
    for place, tax in enumerate(taxes):
        if place == len(paper.taxes):
            paper.taxes.append(PaperTax())
        row = paper.taxes[place]
        row.position, row.name, row.percent, row.base, row.tax = place, tax.label, tax.percent, tax.base, tax.tax


def put_dues(paper: Paper, term: due.Term | None) -> None:
    """The days to pay by the term; with None the one day that was typed. Raises `Invalid` where that cannot be."""
    if term is not None:
        found = [(each.due_on, each.amount) for each in due.dues(paper.dated_on, term, paper.gross, _digits(paper))]
    else:
        found = [(paper.due_on or paper.dated_on, paper.gross)]
    del paper.dues[len(found) :]
    for place, (day, amount) in enumerate(found):
        if place == len(paper.dues):
            paper.dues.append(PaperDue(due_on=day))
        row = paper.dues[place]
        row.position, row.due_on, row.amount = place, day, amount
    paper.due_on = found[0][0]


def _digits(paper: Paper) -> int:
    return currency_digits(paper.currency)
