"""The account of a client at a glance, for the preview beside the list: plain SQL, so that it keeps up with the arrows.

Nothing here imports SQLAlchemy: the list is there before it is.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from app.accounts.statement import CLASSES, ZERO, bucket_of
from app.values.money import from_units


class Balance(NamedTuple):
    """What a client owes in one currency, for the preview; `due` is all of it less what they have in credit."""

    currency: str
    due: Decimal
    ageing: dict[str, Decimal]
    credit: Decimal

    @property
    def overdue(self) -> Decimal:
        """What is late."""
        return sum((amount for name, amount in self.ageing.items() if name != "current"), ZERO)


def balances(db: Any, client_id: int, today: date) -> list[Balance]:
    """What is open of a client, from the items that are kept for it: it keeps up with the arrow keys."""
    found: dict[str, list[tuple[str | None, int]]] = {}
    for currency, due_on, units in db.execute(
        "SELECT currency, due_on, open FROM open_item WHERE client_id=? ORDER BY id", (client_id,)
    ).fetchall():
        found.setdefault(currency, []).append((due_on, units))
    main = db.execute("SELECT currency FROM client_figure WHERE client_id=? AND main=1", (client_id,)).fetchone()
    order = sorted(found, key=lambda name: (main is not None and name != main[0], name))
    return [_balance(name, found[name], today) for name in order]


def _balance(currency: str, items: list[tuple[str | None, int]], today: date) -> Balance:
    ageing = dict.fromkeys(CLASSES, ZERO)
    credit = ZERO
    for due_on, units in items:
        if due_on is None:
            credit -= from_units(units)
        else:
            ageing[bucket_of((today - date.fromisoformat(due_on)).days)] += from_units(units)
    return Balance(currency, sum(ageing.values(), ZERO) - credit, ageing, credit)


class LatestLine(NamedTuple):
    """A movement in short."""

    kind: str
    number: str
    label: str
    on: date
    amount: Decimal
    currency: str


def latest(db: Any, client_id: int, most: int = 3) -> list[LatestLine]:
    """What moved last in an account."""
    rows = db.execute(
        "SELECT kind, number, label, dated_on, amount, currency FROM entry WHERE client_id=? "
        "ORDER BY dated_on DESC, id DESC LIMIT ?",
        (client_id, most),
    ).fetchall()
    return [LatestLine(a, b, c, date.fromisoformat(day), from_units(units), unit) for a, b, c, day, units, unit in rows]
