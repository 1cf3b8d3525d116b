"""One client's account read whole: every figure of it, as of any day, comes from here and from nowhere else.

Reading is one query a table on the driver's connection; the reckoning is pure and works in whole ten-thousandths,
since a statement adds up thousands of amounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.clients.chunks import chunks, places

Run = Callable[..., Any]
FOREVER = "9999-12-31"
INVOICED = ("invoice", "credit_note")


class EntryRow(NamedTuple):
    """An entry as stored; `amount` and `net` in ten-thousandths, days as ISO text."""

    id: int
    client_id: int
    company_id: int
    currency: str
    kind: str
    number: str
    label: str
    dated_on: str
    due_on: str | None
    amount: int
    net: int
    reverses_id: int | None


class Matched(NamedTuple):
    """An allocation as stored."""

    id: int
    credit_id: int
    debit_id: int
    amount: int
    made_on: str
    ended_on: str | None

    def stands(self, day: str) -> bool:
        """Whether it was in force at the end of `day`."""
        return self.made_on <= day and (self.ended_on is None or self.ended_on > day)


class Open(NamedTuple):
    """What is left of an entry or of one instalment; negative for a credit. `position` counts the instalments."""

    entry: EntryRow
    position: int
    of: int
    due_on: str
    amount: int
    open: int


@dataclass
class Account:
    """All entries of one client in the order of their days, with instalments and allocations."""

    client_id: int
    entries: list[EntryRow]
    instalments: dict[int, list[tuple[str, int]]]
    matched: list[Matched]

    def currencies(self) -> list[tuple[int, str]]:
        """(company, currency) in which there is anything."""
        return list(dict.fromkeys((entry.company_id, entry.currency) for entry in self.entries))

    def used(self, day: str = FOREVER) -> dict[int, int]:
        """How much of each entry was matched at the end of `day`."""
        found: dict[int, int] = defaultdict(int)
        for each in self.matched:
            if each.stands(day):
                found[each.credit_id] += each.amount
                found[each.debit_id] += each.amount
        return found

    def open_at(self, day: str = FOREVER) -> Iterator[Open]:
        """What was open at the end of `day`, instalments one by one, entries in their order."""
        used = self.used(day)
        for entry in self.entries:
            if entry.dated_on <= day:
                yield from self._left(entry, used.get(entry.id, 0))

    def _left(self, entry: EntryRow, used: int) -> Iterator[Open]:
        sign = 1 if entry.amount > 0 else -1
        if abs(entry.amount) == used:
            return
        parts = self.instalments.get(entry.id) or [(entry.due_on or entry.dated_on, entry.amount)]
        for position, (due_on, amount) in enumerate(parts, 1):
            paid = min(used, abs(amount))
            used -= paid
            if abs(amount) > paid:
                yield Open(entry, position, len(parts), due_on, amount, sign * (abs(amount) - paid))


_ENTRIES = f"SELECT {', '.join(EntryRow._fields)} FROM entry WHERE client_id IN"
_INSTALMENTS = (
    "SELECT e.client_id, i.entry_id, i.due_on, i.amount FROM entry e JOIN instalment i ON i.entry_id = e.id "
    "WHERE e.client_id IN"
)
_MATCHED = (
    "SELECT e.client_id, a.id, a.credit_id, a.debit_id, a.amount, a.made_on, a.ended_on "
    "FROM entry e JOIN allocation a ON a.credit_id = e.id WHERE e.client_id IN"
)


def read(run: Run, client_id: int) -> Account:
    """The account of one client; empty where there is no entry."""
    return next(read_many(run, (client_id,)))


def read_many(run: Run, client_ids: Iterable[int]) -> Iterator[Account]:
    """The accounts of clients, in the order given; `run` executes SQL."""
    for chunk in chunks(list(client_ids)):
        yield from _read_chunk(run, chunk)


def _read_chunk(run: Run, chunk: Sequence[int]) -> Iterator[Account]:
    inside = f"({places(chunk)})"
    entries: dict[int, list[EntryRow]] = defaultdict(list)
    for row in run(f"{_ENTRIES} {inside} ORDER BY client_id, dated_on, id", chunk).fetchall():
        entries[row[1]].append(EntryRow._make(row))
    instalments: dict[int, dict[int, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for client_id, entry_id, due_on, amount in run(
        f"{_INSTALMENTS} {inside} ORDER BY i.entry_id, i.position", chunk
    ).fetchall():
        instalments[client_id][entry_id].append((due_on, amount))
    matched: dict[int, list[Matched]] = defaultdict(list)
    for client_id, *values in run(f"{_MATCHED} {inside} ORDER BY a.id", chunk).fetchall():
        matched[client_id].append(Matched._make(values))
    for client_id in chunk:
        yield Account(client_id, entries[client_id], instalments[client_id], matched[client_id])
