"""The stored figures of each client: written in the transaction of the entry they follow from, and only here.

They are always recounted from the account, never added to: a figure cannot drift from its entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.account import INVOICED, Account, EntryRow, read_many
from app.clients.chunks import chunks, places
from app.i18n import N_
from app.store.base import driver
from app.store.repair import Derived

_COLUMNS = (
    "client_id", "company_id", "currency", "main", "orders", "total", "balance", "last_number", "last_on",
    "oldest_due_on", "open_count", "delay_days", "delay_count",
)  # fmt: skip
_OPEN_COLUMNS = ("entry_id", "position", "client_id", "company_id", "currency", "due_on", "open")
_INSERT = f"INSERT INTO client_figure({', '.join(_COLUMNS)}) VALUES({', '.join('?' * len(_COLUMNS))})"
_INSERT_OPEN = f"INSERT INTO open_item({', '.join(_OPEN_COLUMNS)}) VALUES({', '.join('?' * len(_OPEN_COLUMNS))})"


@dataclass
class Figures:
    """The figures of one client in one currency; money in ten-thousandths, days as ISO text or empty."""

    company_id: int
    currency: str
    orders: int = 0
    total: int = 0
    balance: int = 0
    last_number: str = ""
    last_on: str = ""
    oldest_due_on: str = ""
    open_count: int = 0
    delay_days: int = 0
    delay_count: int = 0


def of_account(account: Account) -> list[Figures]:
    """The figures of an account as it stands today, a currency each."""
    found = {key: Figures(*key) for key in account.currencies()}
    undone = {entry.reverses_id for entry in account.entries if entry.reverses_id is not None}
    for entry in account.entries:
        figures = found[entry.company_id, entry.currency]
        figures.balance += entry.amount
        if entry.kind in INVOICED:
            figures.total += entry.amount
        if entry.kind == "invoice" and entry.id not in undone:
            figures.orders += 1
            if entry.dated_on >= figures.last_on:
                figures.last_number, figures.last_on = entry.number, entry.dated_on
    debts: set[int] = set()
    for item in account.open_at():
        if item.open > 0:
            figures = found[item.entry.company_id, item.entry.currency]
            figures.open_count += item.entry.id not in debts
            debts.add(item.entry.id)
            figures.oldest_due_on = min(figures.oldest_due_on or item.due_on, item.due_on)
    for entry, days in delays(account):
        figures = found[entry.company_id, entry.currency]
        figures.delay_days += days
        figures.delay_count += 1
    return list(found.values())


def delays(account: Account) -> Iterator[tuple[EntryRow, int]]:
    """Each invoice that was paid whole, with the days from its date to the last payment of it."""
    payments = {entry.id for entry in account.entries if entry.kind == "payment"}
    used: dict[int, int] = {}
    last: dict[int, str] = {}
    for each in account.matched:
        if each.ended_on is None:
            used[each.debit_id] = used.get(each.debit_id, 0) + each.amount
            if each.credit_id in payments:
                last[each.debit_id] = max(last.get(each.debit_id, ""), each.made_on)
    for entry in account.entries:
        if entry.kind == "invoice" and entry.id in last and used[entry.id] == entry.amount:
            yield entry, (date.fromisoformat(last[entry.id]) - date.fromisoformat(entry.dated_on)).days


def refresh(session: Session, ids: Mapping[str, set[int]]) -> None:
    """Bring the figures of the touched accounts up to date: called by the history before every commit."""
    run = driver(session).execute
    if ids.get("company") and _shows_another_currency(driver(session)):
        remake(session)
        return
    touched: set[int] = set()
    for table, query in (
        ("entry", "SELECT client_id FROM entry WHERE id"),
        ("allocation", "SELECT e.client_id FROM allocation a JOIN entry e ON e.id = a.credit_id WHERE a.id"),
    ):
        for chunk in chunks(sorted(ids.get(table, ()))):
            touched |= {row[0] for row in run(f"{query} IN ({places(chunk)})", chunk).fetchall()}
    if ids.get("entry"):  # a merge takes entries away from somebody too
        for chunk in chunks(sorted(ids.get("client", ()))):
            had = f"SELECT client_id FROM client_figure WHERE client_id IN ({places(chunk)})"
            touched |= {row[0] for row in run(had, chunk).fetchall()}
    if touched:
        write(session, sorted(touched))
        if isinstance(ids, dict):
            ids.setdefault("client", set()).update(touched)


def _shows_another_currency(connection: Any) -> bool:
    """Whether the shop's own currency is another than when the figures were made."""
    found = connection.execute(
        "SELECT 1 FROM client_figure WHERE main = 0 AND currency = ? LIMIT 1", (home_currency(connection),)
    )
    return found.fetchone() is not None


def write(session: Session, client_ids: Iterable[int]) -> None:
    """Recount the figures of these clients and put them in place of the old ones."""
    connection = driver(session)
    home = home_currency(connection)
    for chunk in chunks(list(client_ids)):
        inside = f"client_id IN ({places(chunk)})"
        connection.execute(f"DELETE FROM open_item WHERE {inside}", chunk)
        connection.execute(f"DELETE FROM client_figure WHERE {inside}", chunk)
        rows: list[tuple[Any, ...]] = []
        items: list[tuple[Any, ...]] = []
        for account in read_many(connection.execute, chunk):
            rows += figure_rows(account, home)
            items += open_rows(account)
        connection.executemany(_INSERT, rows)
        connection.executemany(_INSERT_OPEN, items)


def home_currency(connection: Any) -> str:
    """The currency of the shop."""
    found = connection.execute("SELECT currency FROM company ORDER BY position, id LIMIT 1").fetchone()
    return found[0] if found else "EUR"


def figure_rows(account: Account, home: str) -> list[tuple[Any, ...]]:
    """The rows of `client_figure`. The list shows the shop's own currency, else the one of the latest invoice."""
    found = of_account(account)
    shown = max(found, key=lambda each: (each.currency == home, each.last_on), default=None)
    return [(account.client_id, *_start(each), int(each is shown), *list(vars(each).values())[2:]) for each in found]


def _start(figures: Figures) -> tuple[int, str]:
    return figures.company_id, figures.currency


def open_rows(account: Account) -> list[tuple[Any, ...]]:
    """The rows of `open_item`."""
    return [
        (
            item.entry.id,
            item.position,
            account.client_id,
            item.entry.company_id,
            item.entry.currency,
            item.due_on if item.open > 0 else None,
            item.open,
        )
        for item in account.open_at()
    ]


def differences(db: Any) -> Iterator[str]:
    """Each client whose stored figures are not those of a recount; `db` is a raw connection."""
    home = home_currency(db)
    every = [row[0] for row in db.execute("SELECT DISTINCT client_id FROM entry ORDER BY client_id")]
    for chunk in chunks(every):
        inside = f"client_id IN ({places(chunk)}) ORDER BY id"
        stored = db.execute(f"SELECT {', '.join(_COLUMNS)} FROM client_figure WHERE {inside}", chunk).fetchall()
        items = db.execute(f"SELECT {', '.join(_OPEN_COLUMNS)} FROM open_item WHERE {inside}", chunk).fetchall()
        for account in read_many(db.execute, chunk):
            mine = account.client_id
            if sorted(figure_rows(account, home)) != sorted(row for row in stored if row[0] == mine):
                yield f"client {mine}: figures"
            if _by_place(open_rows(account)) != _by_place([row for row in items if row[2] == mine]):
                yield f"client {mine}: open items"
    for table in ("client_figure", "open_item"):
        lost = f"SELECT DISTINCT client_id FROM {table} WHERE client_id NOT IN (SELECT client_id FROM entry)"
        yield from (f"client {client_id}: {table} without an entry" for (client_id,) in db.execute(lost))


def _by_place(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=lambda row: row[:2])


def remake(session: Session) -> None:
    """Throw every figure away and count again."""
    run = driver(session).execute
    run("DELETE FROM open_item")
    run("DELETE FROM client_figure")
    write(session, [row[0] for row in run("SELECT DISTINCT client_id FROM entry ORDER BY client_id").fetchall()])


CHECK = Derived("figures", N_("The figures of the clients agree with the account"), differences, remake)
