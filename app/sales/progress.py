"""How far the papers behind a paper were carried on: nothing yet, partly, done. Kept on the paper for the lists."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.sales.model import Paper, PaperLine
from app.sales.quantities import carried_on, taken
from app.store.base import driver
from app.values.money import to_units

# What a paper waits for: an order is done once it is invoiced, a quote once anything was made of it.
_WAITS_FOR = {"order": ("invoice",), "delivery": ("invoice",), "invoice": ("credit_note",)}
_ANY = ("order", "delivery", "invoice")


def refresh_sources(session: Session, paper: Paper) -> None:
    """Look again at every paper behind `paper`, near and far."""
    seen: set[int] = set()
    lines = [line.source_id for line in paper.lines if line.source_id]
    while lines:
        rows = session.execute(
            select(PaperLine.paper_id, PaperLine.source_id).where(PaperLine.id.in_(set(lines)))
        ).all()
        found = {row[0] for row in rows} - seen
        seen |= found
        lines = [row[1] for row in rows if row[1]]
    refresh(session, seen)


def refresh(session: Session, paper_ids: Iterable[int]) -> None:
    """Put the progress of these papers as their lines have it."""
    for number in sorted(paper_ids):
        source = session.get_one(Paper, number)
        wanted = _WAITS_FOR.get(source.kind, _ANY)
        lines = session.execute(
            select(PaperLine.id, PaperLine.quantity).where(
                PaperLine.paper_id == number, PaperLine.kind.in_(("product", "free", "carriage"))
            )
        ).all()
        counts = carried_on(driver(session), [line for line, _quantity in lines], issued_only=True)
        states = [_state(counts.get(line, {}), to_units(quantity), wanted) for line, quantity in lines if quantity]
        source.progress = _joined(states)
    session.flush()


def _state(counts: dict[str, int], quantity: int, wanted: tuple[str, ...]) -> int:
    """0 nothing, 1 partly, 2 done."""
    most = max(taken(counts, kind) for kind in wanted)
    return 2 if most >= quantity else int(most > 0)


def _joined(states: list[int]) -> str:
    if states and all(state == 2 for state in states):
        return "done"
    return "partly" if any(states) else ""
