"""How far the papers behind a paper were carried on: nothing yet, partly, done. Kept on the paper for the lists.

An order or a delivery note is done once it is invoiced, an invoice once it is credited, a quote once anything was made
of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.sales.invoiced import invoiced, whole_way
from app.sales.model import Paper, PaperLine
from app.sales.quantities import carried_on, taken
from app.store.base import driver
from app.values.money import to_units

_ANY = ("order", "delivery", "invoice")


def refresh_ways(session: Session, paper: Paper) -> None:
    """Look again at every issued paper that the lines of `paper` come from, and at all that comes from those."""
    db = driver(session)
    papers = {step.paper_id for step in whole_way(db, [line.id for line in paper.lines])}
    lines = {number: _goods(session, number) for number in sorted(papers)}
    # A source has lines besides those that this paper carries on.
    counted = invoiced(whole_way(db, [line for goods in lines.values() for line in goods]))
    for number, goods in lines.items():
        found = session.get_one(Paper, number)
        done = counted if found.kind in ("order", "delivery") else _made(session, found.kind, goods)
        found.progress = _joined([_state(done.get(line, 0), quantity) for line, quantity in goods.items()])
    session.flush()


def _goods(session: Session, paper_id: int) -> dict[int, int]:
    """The quantities of a paper's lines that something can be made of."""
    rows = session.execute(
        select(PaperLine.id, PaperLine.quantity).where(
            PaperLine.paper_id == paper_id, PaperLine.kind.in_(("product", "free", "carriage"))
        )
    )
    return {line: to_units(quantity) for line, quantity in rows if quantity}


def _made(session: Session, kind: str, lines: Iterable[int]) -> dict[int, int]:
    """By line how much of it stands on papers of the kind that this one waits for."""
    wanted = ("credit_note",) if kind == "invoice" else _ANY
    counts = carried_on(driver(session), lines, issued_only=True)
    return {line: max(taken(found, each) for each in wanted) for line, found in counts.items()}


def _state(done: int, quantity: int) -> int:
    """0 nothing, 1 partly, 2 done."""
    return 2 if done >= quantity else int(done > 0)


def _joined(states: list[int]) -> str:
    if states and all(state == 2 for state in states):
        return "done"
    return "partly" if any(states) else ""
