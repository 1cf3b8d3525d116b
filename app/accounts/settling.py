"""A payment together with the credits that are used at the same time: one act, whole or not at all.

`spread` is pure: the credits pay first, in their order, the money pays the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from app.accounts import payments
from app.accounts.allocation import ZERO, Debt, Share, propose
from app.accounts.model import Entry
from app.accounts.payments import Money


def propose_for(debts: Sequence[Debt], amount: Decimal, first_id: int | None = None) -> dict[int, Decimal]:
    """What `amount` pays of each entry: `first_id` before all others, then the oldest due first."""
    found: dict[int, Decimal] = {}
    if first_id is not None:
        part = min(amount, sum((debt.open for debt in debts if debt.entry_id == first_id), ZERO))
        if part > 0:
            found[first_id] = part
            amount -= part
    shares, _rest = propose((debt for debt in debts if debt.entry_id != first_id), amount)
    return found | {share.entry_id: share.amount for share in shares}


def spread(shares: Iterable[Share], credits_used: Iterable[Share]) -> tuple[dict[int, list[Share]], list[Share]]:
    """What each credit pays of `shares`, and what is left of them for the money."""
    left = [share for share in shares if share.amount > 0]
    by_credit: dict[int, list[Share]] = {}
    for credit in credits_used:
        room = credit.amount
        taken: list[Share] = []
        while room > 0 and left:
            part = min(room, left[0].amount)
            taken.append(Share(left[0].entry_id, part))
            left[:1] = [Share(left[0].entry_id, left[0].amount - part)] if left[0].amount > part else []
            room -= part
        by_credit[credit.entry_id] = taken
    return by_credit, left


def take(session: Session, money: Money, credits_used: Sequence[Share] = ()) -> Entry | None:
    """Record `money`, whose shares are paid by `credits_used` first. An amount of nil only uses the credits: None.

    Raises `Invalid` as `payments.record` does.
    """
    by_credit, left = spread(money.shares, credits_used)
    for credit_id, shares in by_credit.items():
        payments.settle(session, credit_id, shares, on=money.dated_on)
    if money.amount == 0 and by_credit and not left:
        return None
    return payments.record(session, replace(money, shares=tuple(left)))
