"""How much of each line was invoiced, at whatever place of its way the invoice was made.

What was invoiced from an order covers what the order delivered too, the oldest delivery note first, and what was
invoiced from a quote covers its orders; what was credited covers nothing. Drafts do not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from app.clients.chunks import chunks, places

_ROOTS = (
    "WITH RECURSIVE b(id, source_id) AS (SELECT id, source_id FROM paper_line WHERE id IN ({places}) "
    "UNION SELECT l.id, l.source_id FROM b JOIN paper_line l ON l.id = b.source_id) "
    "SELECT id FROM b WHERE source_id IS NULL"
)
_TREE = (
    "WITH RECURSIVE t(id) AS (SELECT id FROM paper_line WHERE id IN ({places}) "
    "UNION SELECT l.id FROM t JOIN paper_line l ON l.source_id = t.id) "
    "SELECT l.id, l.source_id, l.quantity, p.kind, p.id FROM t JOIN paper_line l ON l.id = t.id "
    "JOIN paper p ON p.id = l.paper_id WHERE p.state = 'issued' ORDER BY p.kind, l.id"
)


class Step(NamedTuple):
    """A line on its way; `quantity` in ten-thousandths."""

    id: int
    source_id: int | None
    quantity: int
    kind: str
    paper_id: int


def whole_way(db: Any, line_ids: Iterable[int]) -> list[Step]:
    """Every issued line that these lines come from, or that comes from the same; `db` is a raw connection."""
    roots = {row[0] for chunk in chunks(sorted(line_ids)) for row in db.execute(_fill(_ROOTS, chunk), chunk)}
    found = [Step(*row) for chunk in chunks(sorted(roots)) for row in db.execute(_fill(_TREE, chunk), chunk)]
    return sorted(found, key=lambda step: (step.kind, step.id))


def _fill(query: str, chunk: tuple[int, ...]) -> str:
    return query.format(places=places(chunk))


def invoiced(steps: list[Step]) -> dict[int, int]:
    """By line what was invoiced of it and not credited, in ten-thousandths; `steps` are whole ways."""
    return _Ways(steps).covered


class _Ways:
    def __init__(self, steps: list[Step]) -> None:
        self._next: dict[int | None, list[Step]] = {}
        for step in steps:
            self._next.setdefault(step.source_id, []).append(step)
        self.covered: dict[int, int] = {}
        for first in self._next.get(None, ()):
            self._cover(first, 0)

    def _through(self, step: Step) -> int:
        """What was invoiced from this line or from what was made of it."""
        after = self._next.get(step.id, ())
        if step.kind == "invoice":
            return step.quantity - sum(each.quantity for each in after if each.kind == "credit_note")
        return sum(self._through(each) for each in after)

    def _cover(self, step: Step, given: int) -> None:
        """`given` was invoiced further up, past this line, and counts for it."""
        self.covered[step.id] = self._through(step) + given
        for kind, group in groupby(self._next.get(step.id, ()), key=lambda each: each.kind):
            if kind in ("invoice", "credit_note"):
                continue
            ways = [(each, self._through(each)) for each in group]
            spare = self.covered[step.id] - sum(passed for _each, passed in ways)
            for each, passed in ways:
                part = min(spare, max(0, each.quantity - passed))
                self._cover(each, part)
                spare -= part
