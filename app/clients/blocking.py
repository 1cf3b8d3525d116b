"""Blocks in force: what a client may not do today, and why. Subjects above ask here before they write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.errors import Problem
from app.i18n import N_

BLOCKED = {
    "orders": (N_("No orders are taken from this client."), N_("No orders are taken from this client: {reason}")),
    "invoicing": (N_("Nothing is invoiced to this client."), N_("Nothing is invoiced to this client: {reason}")),
    "supplier_orders": (
        N_("Nothing is ordered from this supplier."),
        N_("Nothing is ordered from this supplier: {reason}"),
    ),
    "refunds": (N_("Nothing is paid back to this client."), N_("Nothing is paid back to this client: {reason}")),
}
_IN_FORCE = (
    "SELECT coalesce(c.label, ''), b.comment FROM block b LEFT JOIN choice c ON c.id = b.reason_id "
    "WHERE b.client_id=? AND b.kind=? AND b.from_on <= ? AND (b.until_on IS NULL OR b.until_on >= ?)"
)


def blocked(db: Any, client_id: int, block: str, day: date, *, path: str = "bill_to_id") -> Iterator[Problem]:
    """The block of this kind that is in force on `day`, with its reason; `db` is a raw connection."""
    row = db.execute(_IN_FORCE, (client_id, block, day.isoformat(), day.isoformat())).fetchone()
    if row is not None:
        plain, explained = BLOCKED[block]
        reason = ", ".join(text for text in row if text)
        yield Problem(path, explained, {"reason": reason}) if reason else Problem(path, plain)
