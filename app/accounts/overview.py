"""The account of a client as its record shows it: key figures, ageing, what is open, delays; read in one go.

`read_account` reads on the lane of lists; the rest is pure, so that another period asks the file nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from app.accounts.account import INVOICED, Account, EntryRow, read
from app.accounts.figures import delays, home_currency
from app.accounts.search import PaymentQuery, PaymentRow, payment_ids, payment_rows
from app.accounts.statement import ZERO, Block, Statement
from app.accounts.stating import Period, of_account
from app.values.money import from_units

YEAR = timedelta(days=365)


class Behind(NamedTuple):
    """What stands behind an entry: its paper or its payment; `reversed` when it was cancelled."""

    paper_id: int | None = None
    payment_id: int | None = None
    reversed: bool = False


class Named(NamedTuple):
    """A paper by its number and day."""

    entry_id: int
    number: str
    on: date


@dataclass(frozen=True)
class Standing:
    """How a client stands today in one currency. `turnover` is without tax, this year and last year to the same day.

    `delay` is the average of the days from an invoice to its last payment, of those of the last twelve months, and of
    all; None where none is paid. `oldest_late` counts days.
    """

    company_id: int
    currency: str
    block: Block
    open_count: int = 0
    late_count: int = 0
    oldest_late: int = 0
    invoices: int = 0
    total: Decimal = ZERO
    turnover: Decimal = ZERO
    turnover_before: Decimal = ZERO
    delay: int | None = None
    delay_of_all: int | None = None
    last_invoice: Named | None = None
    last_unpaid: Named | None = None


@dataclass(frozen=True)
class ClientAccount:
    """All of it. `standings` begin with the shop's own currency; there are none before the first entry."""

    client_id: int
    today: date
    account: Account
    standings: tuple[Standing, ...]
    behind: dict[int, Behind]
    payments: tuple[PaymentRow, ...] = ()
    agreed: str = ""

    @property
    def main(self) -> Standing | None:
        """In the currency that comes first."""
        return self.standings[0] if self.standings else None

    def late_count(self) -> int:
        """How many invoices are overdue, in all currencies."""
        return sum(each.late_count for each in self.standings)

    def activity(self, from_on: date | None, to_on: date) -> Statement:
        """Every movement of a period with the running balance, what was cancelled among them."""
        return of_account(self.account, Period("activity", to_on, from_on, hide_cancelled=False))


_BEHIND = (
    "SELECT e.id, (SELECT id FROM paper WHERE entry_id = e.id), (SELECT id FROM payment WHERE entry_id = e.id), "
    "EXISTS (SELECT 1 FROM entry x WHERE x.reverses_id = e.id) FROM entry e WHERE e.client_id = ?"
)
_AGREED = "SELECT t.label FROM client c JOIN payment_term t ON t.id = c.payment_term_id WHERE c.id = ?"


def read_account(db: Any, client_id: int, today: date) -> ClientAccount:
    """The account of a client as it stands today; `db` is a raw connection."""
    account = read(db.execute, client_id)
    agreed = db.execute(_AGREED, (client_id,)).fetchone()
    behind = {row[0]: Behind(row[1], row[2], bool(row[3])) for row in db.execute(_BEHIND, (client_id,)).fetchall()}
    standings = stand(account, today, home_currency(db))
    payments = tuple(payment_rows(db, payment_ids(db, PaymentQuery(client_id=client_id))))
    return ClientAccount(client_id, today, account, standings, behind, payments, agreed[0] if agreed else "")


def stand(account: Account, today: date, home: str) -> tuple[Standing, ...]:
    """How an account that was read stands at the end of `today`, a currency each, that of the shop first."""
    blocks = of_account(account, Period("open", today)).blocks
    keys = [key for key in account.currencies() if any(_is_in(entry, key, today) for entry in account.entries)]
    made = [_standing(account, key, block, today) for key, block in zip(keys, blocks, strict=True)]
    return tuple(sorted(made, key=lambda each: each.currency != home))


def _is_in(entry: EntryRow, key: tuple[int, str], today: date) -> bool:
    return (entry.company_id, entry.currency) == key and entry.dated_on <= today.isoformat()


def _standing(account: Account, key: tuple[int, str], block: Block, today: date) -> Standing:
    entries = [entry for entry in account.entries if _is_in(entry, key, today)]
    undone = {entry.reverses_id for entry in entries if entry.reverses_id is not None}
    invoices = [entry for entry in entries if entry.kind == "invoice" and entry.id not in undone]
    dated = [entry for entry in entries if _is_paper(entry) and entry.id not in undone]
    unpaid = {item.entry_id for item in block.items}
    late = {item.entry_id for item in block.items if item.late > 0}
    taken = [(entry, days) for entry, days in delays(account) if _is_in(entry, key, today)]
    lately = [days for entry, days in taken if date.fromisoformat(entry.dated_on) + timedelta(days=days) > today - YEAR]
    return Standing(
        *key,
        block=block,
        open_count=len(unpaid),
        late_count=len(late),
        oldest_late=max((item.late for item in block.items), default=0),
        invoices=len(invoices),
        total=_sum(entry.amount for entry in entries if entry.kind in INVOICED),
        turnover=_turnover(entries, today),
        turnover_before=_turnover(entries, _year_before(today)),
        delay=_average(lately),
        delay_of_all=_average([days for _entry, days in taken]),
        last_invoice=_named(dated[-1:]),
        last_unpaid=_named([entry for entry in dated if entry.id in unpaid][-1:]),
    )


def _is_paper(entry: EntryRow) -> bool:
    """An invoice, or an unpaid one from before this file, which has a number of its own."""
    return entry.amount > 0 and (entry.kind == "invoice" or (entry.kind == "opening" and bool(entry.number)))


def _turnover(entries: Iterable[EntryRow], until: date) -> Decimal:
    """From New Year to `until`, without tax."""
    start, end = date(until.year, 1, 1).isoformat(), until.isoformat()
    return _sum(entry.net for entry in entries if entry.kind in INVOICED and start <= entry.dated_on <= end)


def _year_before(day: date) -> date:
    """The same day of last year; 29 February becomes 28 February."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _sum(units: Iterable[int]) -> Decimal:
    return from_units(sum(units))


def _average(days: list[int]) -> int | None:
    return (2 * sum(days) + len(days)) // (2 * len(days)) if days else None


def _named(found: list[EntryRow]) -> Named | None:
    return Named(found[0].id, found[0].number, date.fromisoformat(found[0].dated_on)) if found else None
