"""What the screens of money in and out read, each in one go on the lane of lists: a payment to be taken, an entry seen.

Plain SQL and the account read whole; amounts come out as `Decimal`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from app.accounts.account import Account, read
from app.accounts.allocation import ZERO, Debt
from app.accounts.payments import open_parts
from app.values.money import from_units


class Means(NamedTuple):
    """A way to pay; `code` is cash, card, cheque, transfer, debit, or empty for one of the owner's own."""

    id: int
    label: str
    code: str
    incoming: bool
    outgoing: bool


class Listed(NamedTuple):
    """An entry of a list to choose from."""

    id: int
    label: str


@dataclass(frozen=True)
class Purse:
    """What is open in one currency; one `Debt` an entry, its instalments together, `due_on` that of the oldest."""

    company_id: int
    currency: str
    debts: tuple[Debt, ...] = ()
    credits: tuple[Debt, ...] = ()
    owed: Decimal = ZERO
    overdue: Decimal = ZERO


@dataclass(frozen=True)
class Desk:
    """Everything the dialog of a payment shows of a client. `entry_id` is what the owner came to pay."""

    client_id: int
    client_name: str
    purses: tuple[Purse, ...]
    means: tuple[Means, ...]
    bank_accounts: tuple[Listed, ...]
    means_in_id: int | None = None
    means_out_id: int | None = None
    bank_account_id: int | None = None
    entry_id: int | None = None


@dataclass(frozen=True)
class MatchLine:
    """A match of an entry with the entry called `number`; `made_on` is its day."""

    allocation_id: int
    entry_id: int
    number: str
    kind: str
    label: str
    amount: Decimal
    made_on: date
    paper_id: int | None


@dataclass(frozen=True)
class Seen:
    """One entry as its dialog shows it; `payment` holds the columns of the payment, where it is one."""

    id: int
    client_id: int
    client_name: str
    company_id: int
    kind: str
    number: str
    label: str
    dated_on: date
    due_on: date | None
    currency: str
    amount: Decimal
    left: Decimal
    paper_id: int | None
    reversed_on: date | None
    reason: str
    matches: tuple[MatchLine, ...]
    payment: dict[str, Any] | None
    means: tuple[Means, ...]
    bank_accounts: tuple[Listed, ...]

    @property
    def locked(self) -> bool:
        """Whether its details can be corrected no more: it was taken to the bank, or cancelled."""
        return self.reversed_on is not None or bool(self.payment and self.payment["deposited_on"])


_MEANS = "SELECT id, label, code, incoming, outgoing FROM payment_means WHERE active=1 OR id=? ORDER BY position, id"
_ACCOUNTS = (
    "SELECT id, CASE label WHEN '' THEN iban ELSE label END FROM bank_account WHERE active=1 OR id=? "
    "ORDER BY position, id"
)
_LAST_MEANS = (
    "SELECT p.means_id FROM payment p JOIN entry e ON e.id = p.entry_id WHERE e.client_id=? AND e.kind=? "
    "AND p.reversed_on IS NULL ORDER BY e.dated_on DESC, e.id DESC LIMIT 1"
)


def load(db: Any, client_id: int, today: date, *, paper_id: int | None = None) -> Desk | None:
    """What a payment of this client needs to know; None when the client is gone. `db` is a raw connection."""
    found = db.execute(
        "SELECT r.name, c.currency, c.means_in_id, c.means_out_id, c.bank_account_id FROM client c "
        "JOIN client_row r ON r.client_id = c.id WHERE c.id=? AND c.deleted_at IS NULL",
        (client_id,),
    ).fetchone()
    if found is None:
        return None
    name, currency, means_in, means_out, bank_account = found
    company_id, home = db.execute("SELECT id, currency FROM company ORDER BY position, id LIMIT 1").fetchone()
    entry_id = None
    if paper_id is not None:
        row = db.execute("SELECT entry_id FROM paper WHERE id=?", (paper_id,)).fetchone()
        entry_id = row[0] if row else None
    return Desk(
        client_id=client_id,
        client_name=name,
        purses=_purses(read(db.execute, client_id), (company_id, currency or home), entry_id, today),
        means=_means(db, means_in or means_out),
        bank_accounts=_bank_accounts(db, bank_account),
        means_in_id=means_in or _last_means(db, client_id, "payment"),
        means_out_id=means_out or _last_means(db, client_id, "refund"),
        bank_account_id=bank_account,
        entry_id=entry_id,
    )


def client_of(db: Any, paper_id: int) -> int | None:
    """Whose paper it is."""
    found = db.execute("SELECT client_id FROM paper WHERE id=?", (paper_id,)).fetchone()
    return found[0] if found else None


def _last_means(db: Any, client_id: int, kind: str) -> int | None:
    found = db.execute(_LAST_MEANS, (client_id, kind)).fetchone()
    return found[0] if found else None


def _means(db: Any, chosen: int | None) -> tuple[Means, ...]:
    rows = db.execute(_MEANS, (chosen,)).fetchall()
    return tuple(Means(number, label, code, bool(way_in), bool(out)) for number, label, code, way_in, out in rows)


def _bank_accounts(db: Any, chosen: int | None) -> tuple[Listed, ...]:
    return tuple(Listed(*row) for row in db.execute(_ACCOUNTS, (chosen,)).fetchall())


def _purses(account: Account, usual: tuple[int, str], entry_id: int | None, today: date) -> tuple[Purse, ...]:
    """The currency that is asked about first, then those in which something is owed, the usual one before others."""
    keys = list(dict.fromkeys([usual, *account.currencies()]))
    wanted = next((entry.currency for entry in account.entries if entry.id == entry_id), "")
    found = [purse(account, key, today) for key in keys]
    return tuple(
        sorted(
            found, key=lambda each: (each.currency != wanted, not each.debts, not each.credits, keys.index(_key(each)))
        )
    )


def _key(each: Purse) -> tuple[int, str]:
    return each.company_id, each.currency


def purse(account: Account, key: tuple[int, str], today: date) -> Purse:
    """What is open of an account in one currency."""
    debts = whole(open_parts(account, *key, sign=1))
    late = (debt.open for debt in open_parts(account, *key, sign=1) if debt.due_on < today)
    return Purse(
        *key,
        debts=debts,
        credits=whole(open_parts(account, *key, sign=-1)),
        owed=sum((debt.open for debt in debts), ZERO),
        overdue=sum(late, ZERO),
    )


def whole(parts: Iterable[Debt]) -> tuple[Debt, ...]:
    """Instalments of one entry together: what is matched goes to the oldest of them by itself."""
    found: dict[int, Debt] = {}
    for part in parts:
        known = found.get(part.entry_id)
        opened = part.open + (known.open if known else ZERO)
        due_on = min(part.due_on, known.due_on) if known else part.due_on
        found[part.entry_id] = Debt(part.entry_id, part.number, due_on, opened, part.dated_on, part.label)
    return tuple(found.values())


_SEEN = (
    "SELECT e.id, e.client_id, coalesce(r.name, ''), e.company_id, e.kind, e.number, e.label, e.dated_on, e.due_on, "
    "e.currency, e.amount, (SELECT id FROM paper WHERE entry_id = e.id), x.dated_on, coalesce(x.label, '') "
    "FROM entry e LEFT JOIN client_row r ON r.client_id = e.client_id LEFT JOIN entry x ON x.reverses_id = e.id "
    "WHERE e.id = ?"
)
_MATCHES = (
    "SELECT a.id, o.id, o.number, o.kind, o.label, a.amount, a.made_on, (SELECT id FROM paper WHERE entry_id = o.id) "
    "FROM allocation a JOIN entry o ON o.id = CASE WHEN a.credit_id = ?1 THEN a.debit_id ELSE a.credit_id END "
    "WHERE (a.credit_id = ?1 OR a.debit_id = ?1) AND a.ended_on IS NULL ORDER BY a.id"
)
_PAYMENT = "id, version, means_id, means, reference, cheque_bank, cheque_holder, bank_account_id, note, deposited_on"


def see(db: Any, entry_id: int) -> Seen | None:
    """An entry with what it is matched with; None when there is none of this id."""
    row = db.execute(_SEEN, (entry_id,)).fetchone()
    if row is None:
        return None
    (number, client_id, name, company_id, kind, called, label, dated, due, currency, amount, paper, undone, why) = row
    matches = tuple(
        MatchLine(a, other, called_, kind_, label_, from_units(units), date.fromisoformat(day), paper_)
        for a, other, called_, kind_, label_, units, day, paper_ in db.execute(_MATCHES, (entry_id,)).fetchall()
    )
    found = db.execute(f"SELECT {_PAYMENT} FROM payment WHERE entry_id=?", (entry_id,)).fetchone()
    payment = dict(zip(_PAYMENT.split(", "), found, strict=True)) if found else None
    return Seen(
        id=number,
        client_id=client_id,
        client_name=name,
        company_id=company_id,
        kind=kind,
        number=called,
        label=label,
        dated_on=date.fromisoformat(dated),
        due_on=date.fromisoformat(due) if due else None,
        currency=currency,
        amount=from_units(amount),
        left=from_units(abs(amount)) - sum((each.amount for each in matches), ZERO),
        paper_id=paper,
        reversed_on=date.fromisoformat(undone) if undone else None,
        reason=why,
        matches=matches,
        payment=payment,
        means=_means(db, payment["means_id"] if payment else None),
        bank_accounts=_bank_accounts(db, payment["bank_account_id"] if payment else None),
    )
