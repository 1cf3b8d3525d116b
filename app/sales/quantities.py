"""How much of a line was carried on already: nothing is delivered, invoiced or credited twice.

A line of an order counts as invoiced by the invoices made from it and by those made from its delivery notes, less what
was credited of them; and what was invoiced from the order itself is no longer left of its delivery notes. Drafts count:
two people must not prepare the same invoice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from app.clients.chunks import chunks, places
from app.errors import Problem
from app.i18n import N_
from app.values.money import from_units, to_units

if TYPE_CHECKING:
    from app.sales.model import Paper

# What follows from a line, however many papers lie between; a copy carries nothing on.
_FOLLOWING = (
    "WITH RECURSIVE f(root, id, quantity, kind, state, paper_id) AS ("
    "SELECT l.source_id, l.id, l.quantity, p.kind, p.state, p.id FROM paper_line l JOIN paper p ON p.id = l.paper_id "
    "WHERE l.source_id IN ({places}) "
    "UNION ALL SELECT f.root, l.id, l.quantity, p.kind, p.state, p.id FROM f JOIN paper_line l ON l.source_id = f.id "
    "JOIN paper p ON p.id = l.paper_id) "
    "SELECT root, kind, sum(quantity) FROM f WHERE paper_id <> {besides} {issued} GROUP BY root, kind"
)

# Where a line comes from, up to the first paper it stood on.
_BEHIND = (
    "WITH RECURSIVE b(root, id) AS (SELECT id, source_id FROM paper_line WHERE id IN ({places}) "
    "UNION SELECT b.root, l.source_id FROM b JOIN paper_line l ON l.id = b.id) "
    "SELECT b.root, l.id, l.quantity FROM b JOIN paper_line l ON l.id = b.id"
)
_GONE_FOR_ALL = ("delivery", "invoice")


def carried_on(
    db: Any, line_ids: Iterable[int], *, besides: int = 0, issued_only: bool = False
) -> dict[int, dict[str, int]]:
    """By line: how much of it stands on papers of each kind, in ten-thousandths; the paper `besides` left out."""
    found: dict[int, dict[str, int]] = {}
    issued = "AND state='issued'" if issued_only else ""
    for chunk in chunks(sorted(line_ids)):
        query = _FOLLOWING.format(places=places(chunk), besides=int(besides), issued=issued)
        for root, kind, quantity in db.execute(query, chunk).fetchall():
            found.setdefault(root, {})[kind] = quantity
    return found


def taken(counts: dict[str, int], target: str) -> int:
    """How much of a line is gone for papers of the kind `target`."""
    if target == "invoice":
        return counts.get("invoice", 0) - counts.get("credit_note", 0)
    return counts.get(target, 0)


def remaining(db: Any, lines: Iterable[tuple[int, int]], target: str, *, besides: int = 0) -> dict[int, int]:
    """By line id what can still be carried on to `target`; `lines` are (id, quantity) in ten-thousandths."""
    known = dict(lines)
    behind, left = _left_on_the_way(db, known, target, besides)
    return {number: min(left[each] for each in (number, *behind.get(number, ()))) for number in known}


def _left_on_the_way(
    db: Any, known: dict[int, int], target: str, besides: int
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """The lines behind each line, and what is left of all of them: the way goods go can be entered at each of them."""
    behind: dict[int, list[int]] = {}
    quantities = dict(known)
    for chunk in chunks(sorted(known)) if target in _GONE_FOR_ALL else ():
        for root, number, quantity in db.execute(_BEHIND.format(places=places(chunk)), chunk).fetchall():
            behind.setdefault(root, []).append(number)
            quantities.setdefault(number, quantity)
    counts = carried_on(db, quantities, besides=besides)
    left = {number: max(0, quantity - taken(counts.get(number, {}), target)) for number, quantity in quantities.items()}
    return behind, left


def check_sources(db: Any, paper: Paper) -> Iterator[Problem]:
    """A line that carries on more than there is left, at its quantity."""
    sources = {line.source_id for line in paper.lines if line.source_id and line.kind != "text"}
    known: dict[int, int] = {}
    for chunk in chunks(sorted(sources)):
        known |= dict(
            db.execute(f"SELECT id, quantity FROM paper_line WHERE id IN ({places(chunk)})", chunk).fetchall()
        )
    behind, left = _left_on_the_way(db, known, paper.kind, paper.id or 0)
    asked: dict[int, int] = {}
    last: dict[int, int] = {}
    for place, line in enumerate(paper.lines):
        if line.source_id and line.kind != "text":
            for number in (line.source_id, *behind.get(line.source_id, ())):
                asked[number] = asked.get(number, 0) + to_units(line.quantity)
                last[number] = place
    tight: dict[int, int] = {}
    for number, wanted in asked.items():
        if wanted > left.get(number, 0):
            tight[last[number]] = min(left.get(number, 0), tight.get(last[number], wanted))
    for place, most in sorted(tight.items()):
        yield Problem(
            f"lines/{place}/quantity", N_("Only {most} of this is left to carry on."), {"most": from_units(most)}
        )
