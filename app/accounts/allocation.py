"""Setting credits against debts: pure reckoning, without a table. The oldest debt is paid first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import Problem
from app.i18n import N_

ZERO = Decimal(0)


@dataclass(frozen=True)
class Debt:
    """What is left to pay of an entry, or of one of its instalments."""

    entry_id: int
    number: str
    due_on: date
    open: Decimal
    dated_on: date
    label: str = ""


@dataclass(frozen=True)
class Share:
    """`amount` to be set against the entry `entry_id`."""

    entry_id: int
    amount: Decimal


def propose(debts: Iterable[Debt], amount: Decimal) -> tuple[list[Share], Decimal]:
    """Spread `amount` over `debts`, the oldest due first; and what stays on account.

    An amount that is exactly one debt pays that one: clients pay the invoice they hold in their hand.
    """
    ordered = sorted(debts, key=lambda debt: (debt.due_on, debt.dated_on, debt.entry_id))
    whole = _by_entry(ordered)
    exact = [number for number, open_part in whole.items() if open_part == amount]
    if len(exact) == 1:
        return [Share(exact[0], amount)], ZERO
    shares: dict[int, Decimal] = {}
    left = amount
    for debt in ordered:
        part = min(left, debt.open)
        if part > 0:
            shares[debt.entry_id] = shares.get(debt.entry_id, ZERO) + part
            left -= part
    return [Share(number, part) for number, part in shares.items()], left


def _by_entry(debts: Sequence[Debt]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for debt in debts:
        found[debt.entry_id] = found.get(debt.entry_id, ZERO) + debt.open
    return found


def check(shares: Sequence[Share], debts: Sequence[Debt], amount: Decimal) -> list[Problem]:
    """What is wrong with `shares`, at `shares/<entry id>`: more than is open there, or more than there is in all."""
    whole = _by_entry(debts)
    problems = []
    for share in shares:
        path = f"shares/{share.entry_id}"
        if share.amount < 0:
            problems.append(Problem(path, N_("An amount to match cannot be negative.")))
        elif share.amount > whole.get(share.entry_id, ZERO):
            problems.append(Problem(path, N_("This is more than what is left to pay of it.")))
    if sum((share.amount for share in shares), ZERO) > amount:
        problems.append(Problem("amount", N_("More is matched than was paid.")))
    return problems


def fill(parts: Sequence[Decimal], paid: Decimal) -> list[Decimal]:
    """What is left of each of `parts` once `paid` went to them in their order."""
    left = []
    for part in parts:
        used = min(part, paid)
        paid -= used
        left.append(part - used)
    return left
