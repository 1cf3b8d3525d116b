"""How much of a line was carried on already: nothing is delivered, invoiced or credited twice.

A line of an order counts as invoiced by the invoices made from it and by those made from its delivery notes, less what
was credited of them. Drafts count: two people must not prepare the same invoice.
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
    counts = carried_on(db, known, besides=besides)
    return {number: max(0, quantity - taken(counts.get(number, {}), target)) for number, quantity in known.items()}


def check_sources(db: Any, paper: Paper) -> Iterator[Problem]:
    """A line that carries on more than there is left, at its quantity."""
    wanted: dict[int, list[int]] = {}
    for place, line in enumerate(paper.lines):
        if line.source_id and line.kind != "text":
            wanted.setdefault(line.source_id, []).append(place)
    if not wanted:
        return
    sources = []
    for chunk in chunks(sorted(wanted)):
        sources += db.execute(f"SELECT id, quantity FROM paper_line WHERE id IN ({places(chunk)})", chunk).fetchall()
    left = remaining(db, sources, paper.kind, besides=paper.id or 0)
    for source, spots in wanted.items():
        asked = sum(to_units(paper.lines[place].quantity) for place in spots)
        if asked > left.get(source, 0):
            most = from_units(left.get(source, 0))
            yield Problem(f"lines/{spots[-1]}/quantity", N_("Only {most} of this is left to carry on."), {"most": most})
