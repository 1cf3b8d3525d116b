"""Making statements from accounts: the figures of `statement.py`, for one client or for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.accounts.account import Account, EntryRow, Open, Run, read_many
from app.accounts.statement import (
    CLASSES,
    ZERO,
    Block,
    Credit,
    Kind,
    Movement,
    OpenItem,
    Settled,
    Statement,
    bucket_of,
)
from app.clients.chunks import chunks, places
from app.values.money import from_units

_BEGINNING = "0000-00-00"


@dataclass(frozen=True)
class Period:
    """Which statement: `activity` from `from_on` to `to_on`, or what was `open` at the end of `to_on`.

    `hide_cancelled` leaves out what was reversed, together with its reversal, where both lie in the period.
    """

    kind: Kind
    to_on: date
    from_on: date | None = None
    hide_cancelled: bool = True


def make(run: Run, client_ids: Sequence[int], period: Period) -> Iterator[Statement]:
    """The statements of these clients, in their order. A client without an entry has one without blocks."""
    for chunk in chunks(list(client_ids)):
        rows = run(
            f"SELECT client_id, reference, name FROM client_row WHERE client_id IN ({places(chunk)})", chunk
        ).fetchall()
        names = {row[0]: row[1:] for row in rows}
        for account in read_many(run, chunk):
            reference, name = names.get(account.client_id, ("", ""))
            yield of_account(account, period, reference=reference, name=name)


def of_account(account: Account, period: Period, *, reference: str = "", name: str = "") -> Statement:
    """The statement of one account that was read."""
    day = period.to_on.isoformat()
    known = [key for key in account.currencies() if _known(account, key, day)]
    blocks = tuple(_Maker(account, key, period).block() for key in known)
    return Statement(account.client_id, reference, name, period.kind, period.from_on, period.to_on, blocks)


def _known(account: Account, key: tuple[int, str], day: str) -> bool:
    return any((entry.company_id, entry.currency) == key and entry.dated_on <= day for entry in account.entries)


class _Maker:
    """The block of one currency. Days are compared as ISO text, amounts added as ten-thousandths."""

    def __init__(self, account: Account, key: tuple[int, str], period: Period) -> None:
        self.currency = key[1]
        self.period = period
        self.day = period.to_on.isoformat()
        self.start = period.from_on.isoformat() if period.from_on else _BEGINNING
        self.entries = [
            entry
            for entry in account.entries
            if (entry.company_id, entry.currency) == key and entry.dated_on <= self.day
        ]
        ours = {entry.id for entry in self.entries}
        self.left: dict[int, list[Open]] = defaultdict(list)
        for item in account.open_at(self.day):
            if item.entry.id in ours:
                self.left[item.entry.id].append(item)
        self.settled = self._settled(account)

    def _settled(self, account: Account) -> dict[int, list[Settled]]:
        by_id = {entry.id: entry for entry in self.entries}
        found: dict[int, list[Settled]] = defaultdict(list)
        for each in account.matched:
            credit, debit = by_id.get(each.credit_id), by_id.get(each.debit_id)
            if credit is None or debit is None or not each.stands(self.day):
                continue
            on, amount = date.fromisoformat(each.made_on), from_units(each.amount)
            found[credit.id].append(Settled(debit.number, on, amount))
            found[debit.id].append(Settled(credit.number, on, amount))
        return found

    def block(self) -> Block:
        """Everything of this currency, whatever the kind: the page shows what it wants of it."""
        opening = sum(entry.amount for entry in self.entries if entry.dated_on < self.start)
        shown = [entry for entry in self.entries if entry.dated_on >= self.start]
        movements = tuple(self._movements(shown, opening))
        items = tuple(self._items())
        ageing = dict.fromkeys(CLASSES, ZERO)
        for item in items:
            ageing[item.bucket] += item.open
        credits_ = tuple(self._credits())
        unallocated = sum((each.left for each in credits_), ZERO)
        total = sum(entry.amount for entry in self.entries)
        return Block(
            currency=self.currency,
            opening=from_units(opening),
            movements=movements,
            closing=from_units(total),
            total_debit=sum((each.debit for each in movements if each.debit is not None), ZERO),
            total_credit=sum((each.credit for each in movements if each.credit is not None), ZERO),
            items=items,
            credits=credits_,
            ageing=ageing,
            unallocated=unallocated,
            overdue=sum((item.open for item in items if item.late > 0), ZERO),
            due=sum(ageing.values(), ZERO) - unallocated,
            last_payment=self._last_payment(),
        )

    def _movements(self, shown: list[EntryRow], balance: int) -> Iterator[Movement]:
        hidden = self._cancelled(shown) if self.period.hide_cancelled else set()
        for entry in shown:
            if entry.id in hidden:
                continue
            balance += entry.amount
            amount = from_units(abs(entry.amount))
            left = self.left.get(entry.id, [])
            yield Movement(
                entry_id=entry.id,
                on=date.fromisoformat(entry.dated_on),
                kind=entry.kind,
                number=entry.number,
                label=entry.label,
                due_on=_day(left[0].due_on if left and entry.amount > 0 else entry.due_on),
                debit=amount if entry.amount > 0 else None,
                credit=amount if entry.amount < 0 else None,
                balance=from_units(balance),
                open=from_units(abs(sum(item.open for item in left))),
                late=max((self._late(item.due_on) for item in left if item.open > 0), default=0),
                settled=tuple(self.settled.get(entry.id, ())),
            )

    def _cancelled(self, shown: list[EntryRow]) -> set[int]:
        """What was reversed within the period, and its reversal: together they are nil, so the balance runs on."""
        inside = {entry.id for entry in shown}
        pairs = [(entry.id, entry.reverses_id or 0) for entry in shown if entry.reverses_id in inside]
        return {number for pair in pairs for number in pair}

    def _late(self, due_on: str) -> int:
        return max(0, (self.period.to_on - date.fromisoformat(due_on)).days)

    def _items(self) -> Iterator[OpenItem]:
        for entry in self.entries:
            for item in self.left.get(entry.id, []):
                if item.open <= 0:
                    continue
                late = self._late(item.due_on)
                yield OpenItem(
                    entry_id=entry.id,
                    number=entry.number,
                    kind=entry.kind,
                    label=entry.label,
                    on=date.fromisoformat(entry.dated_on),
                    due_on=date.fromisoformat(item.due_on),
                    amount=from_units(item.amount),
                    paid=from_units(item.amount - item.open),
                    open=from_units(item.open),
                    late=late,
                    bucket=bucket_of(late),
                    instalment=item.position if item.of > 1 else 0,
                    of=item.of if item.of > 1 else 0,
                    settled=tuple(self.settled.get(entry.id, ())),
                )

    def _credits(self) -> Iterator[Credit]:
        for entry in self.entries:
            left = sum(item.open for item in self.left.get(entry.id, []))
            if left < 0:
                yield _credit(entry, from_units(-left))

    def _last_payment(self) -> Credit | None:
        undone = {entry.reverses_id for entry in self.entries}
        paid = [entry for entry in self.entries if entry.kind == "payment" and entry.id not in undone]
        if not paid:
            return None
        left = sum(item.open for item in self.left.get(paid[-1].id, []))
        return _credit(paid[-1], from_units(-left))


def _credit(entry: EntryRow, left: Decimal) -> Credit:
    on = date.fromisoformat(entry.dated_on)
    return Credit(entry.id, entry.number, entry.kind, entry.label, on, from_units(-entry.amount), left)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Wanted:
    """Which of the clients get a statement: `having` a balance, something overdue, or anything at all."""

    having: str = "balance"
    by: str = "name"


def choose(db: Any, client_ids: Iterable[int], wanted: Wanted, today: date) -> list[int]:
    """Those of the clients that `wanted` is about, by name or by postcode; `db` is a raw connection."""
    tests = {
        "balance": "r.client_id IN (SELECT client_id FROM client_figure WHERE balance <> 0)",
        "owing": "r.client_id IN (SELECT client_id FROM client_figure WHERE balance > 0)",
        "overdue": "r.client_id IN (SELECT client_id FROM open_item WHERE open > 0 AND due_on < ?)",
        "any": "r.client_id IN (SELECT client_id FROM client_figure)",
    }
    order = "r.country, r.postcode, r.rank" if wanted.by == "postcode" else "r.rank"
    values = (today.isoformat(),) if wanted.having == "overdue" else ()
    found: list[tuple[Any, ...]] = []
    for chunk in chunks(list(client_ids)):
        sql = f"SELECT {order}, r.client_id FROM client_row r WHERE r.client_id IN ({places(chunk)})"
        found += db.execute(f"{sql} AND {tests[wanted.having]}", (*chunk, *values)).fetchall()
    return [row[-1] for row in sorted(found)]
