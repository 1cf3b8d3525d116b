"""What a paper must be, checked without the book: while it is edited, before it is saved, before it is issued.

`path` says at which field: `dated_on`, `lines/2/quantity` ...
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.errors import Problem
from app.i18n import N_
from app.sales import due, totals
from app.sales.kinds import KINDS
from app.values.money import currency_digits

if TYPE_CHECKING:
    from app.sales.model import Paper

_MOST_LINE = 500
_MOST_TEXT = 20_000
_LONG = ("message", "printed_text", "own_note", "billing", "delivery")
_SHORT = ("order_number", "client_name", "closed_reason", "client_vat")


def check(paper: Paper) -> list[Problem]:
    """Everything that forbids to keep this draft."""
    from app.sales.reckoning import lines_of

    problems = list(_head(paper))
    problems += totals.check(
        lines_of(paper), discount_percent=paper.discount_percent, digits=currency_digits(paper.currency)
    )
    problems += [problem for place, line in enumerate(paper.lines) for problem in _texts(line, f"lines/{place}/")]
    return problems


def check_issue(paper: Paper) -> list[Problem]:
    """What is lacking besides, before it gets its number."""
    problems = check(paper)
    if not any(line.kind != "text" for line in paper.lines):
        problems.append(Problem("lines", N_("There is nothing on this document yet: add a line.")))
    if not paper.billing.strip():
        problems.append(Problem("billing", N_("Whom is it for? Choose a client with an address.")))
    return problems


def _head(paper: Paper) -> Iterator[Problem]:
    if not paper.bill_to_id:
        yield Problem("bill_to_id", N_("Choose the client first."))
    typed = [paper.due_on] if paper.due_on and KINDS[paper.kind].pays and paper.payment_term_id is None else []
    yield from due.check(paper.dated_on, typed)
    if paper.valid_until is not None and paper.valid_until < paper.dated_on:
        yield Problem("valid_until", N_("A quote cannot end before its own date."))
    if not 0 <= paper.rebate_percent <= 100:
        yield Problem("rebate_percent", N_("A percentage lies between 0 and 100."))
    yield from _texts(paper, "")


def _texts(owner: object, path: str) -> Iterator[Problem]:
    for names, most in ((_LONG, _MOST_TEXT), (_SHORT, _MOST_LINE), (("name",), _MOST_LINE), (("note",), _MOST_TEXT)):
        for name in names:
            if len(getattr(owner, name, "") or "") > most:
                yield Problem(path + name, N_("This text is too long: at most {most} characters."), {"most": most})
