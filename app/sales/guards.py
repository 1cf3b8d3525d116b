"""What forbids a paper: a block in force, a client who is gone, a credit limit. Every path to a paper asks here.

New, copied, converted, imported: all go through `records.save` and `issuing.issue`, and those through this.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.clients.blocking import blocked
from app.errors import Problem
from app.i18n import N_
from app.sales.kinds import KINDS
from app.store.base import driver
from app.values.money import from_units

NEAR_LIMIT = Decimal("0.8")


class Credit(NamedTuple):
    """How far a client may owe: `used` counts the balance and what is ordered and not invoiced yet."""

    limit: Decimal
    used: Decimal

    @property
    def available(self) -> Decimal:
        """What is left; negative beyond the limit."""
        return self.limit - self.used

    def state(self, adding: Decimal = Decimal(0)) -> str:
        """ "", "near" from 80 % on, "over" beyond the whole."""
        after = self.used + adding
        if after > self.limit:
            return "over"
        return "near" if after >= self.limit * NEAR_LIMIT else ""


def check(db: Any, client_id: int, kind: str, today: date) -> Iterator[Problem]:
    """Why no paper of `kind` can be made for this client today; `db` is a raw connection."""
    found = db.execute("SELECT deleted_at, merged_into, is_supplier FROM client WHERE id=?", (client_id,)).fetchone()
    if found is None:
        yield Problem("bill_to_id", N_("This client is not in the file any more."))
        return
    if found[0] is not None:
        yield Problem("bill_to_id", N_("This client is in the bin: bring it back first."))
    if found[1] is not None:
        yield Problem("bill_to_id", N_("This record was merged with another: choose that one."))
    block = KINDS[kind].block
    if block:
        yield from blocked(db, client_id, block, today)


def credit(db: Any, client_id: int, company_id: int, currency: str, *, besides: int = 0) -> Credit | None:
    """How much of the credit limit is used, the paper `besides` left out; None where there is no limit."""
    row = db.execute(
        "SELECT credit_limit FROM client_company WHERE client_id=? AND company_id=?", (client_id, company_id)
    ).fetchone()
    limit = row[0] if row and row[0] is not None else _usual_limit(db)
    if limit is None:
        return None
    owed = db.execute(
        "SELECT coalesce(sum(balance), 0) FROM client_figure WHERE client_id=? AND company_id=? AND currency=?",
        (client_id, company_id, currency),
    ).fetchone()[0]
    ordered = db.execute(
        "SELECT coalesce(sum(gross), 0) FROM paper WHERE bill_to_id=? AND kind='order' AND state='issued' "
        "AND closed_on IS NULL AND progress <> 'done' AND company_id=? AND currency=? AND id <> ?",
        (client_id, company_id, currency, besides),
    ).fetchone()[0]
    return Credit(from_units(limit), from_units(owed + ordered))


def _usual_limit(db: Any) -> int | None:
    row = db.execute("SELECT value FROM option WHERE name='credit_limit'").fetchone()
    return int(row[0]) if row and row[0] not in ("", "null") else None


def has_papers(session: Session, client_id: int) -> bool:
    """Whether this client cannot be deleted: any paper or entry stands in their name."""
    return _any(
        session,
        "SELECT 1 FROM entry WHERE client_id=?1 UNION ALL SELECT 1 FROM paper WHERE bill_to_id=?1 OR ship_to_id=?1 "
        "LIMIT 1",
        client_id,
    )


def must_stay_client(session: Session, client_id: int) -> bool:
    """Whether this client cannot be made a prospect again: something more than a quote was issued."""
    return _any(
        session,
        "SELECT 1 FROM entry WHERE client_id=?1 UNION ALL SELECT 1 FROM paper WHERE bill_to_id=?1 "
        "AND state='issued' AND kind NOT IN ('quote', 'proforma', 'purchase') LIMIT 1",
        client_id,
    )


def is_sold(session: Session, product_id: int) -> bool:
    """Whether a product stands on a paper, so that it cannot be deleted."""
    return _any(session, "SELECT 1 FROM paper_line WHERE product_id=? LIMIT 1", product_id)


def _any(session: Session, query: str, number: int) -> bool:
    return driver(session).execute(query, (number,)).fetchone() is not None
