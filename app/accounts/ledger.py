"""Writing to the ledger: posting an entry, matching a credit with a debt, ending a match. Nothing else writes to it.

Each entry carries a link to the one before, so that a change made outside the program shows (`verify`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.model import Allocation, Entry, Instalment
from app.errors import Invalid, NotFound, Problem
from app.i18n import N_
from app.store.base import driver, moment_text, utc_now
from app.store.repair import Witness
from app.values.money import MOST, to_units

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
_LINKED = (
    "company_id", "currency", "kind", "number", "label", "dated_on", "due_on", "amount", "net", "reference",
    "reverses_id", "entered_at",
)  # fmt: skip


@dataclass(frozen=True)
class Posting:
    """An entry to be posted: `amount` is positive for what the client owes. `instalments` are (due day, amount)."""

    client_id: int
    company_id: int
    currency: str
    kind: str
    number: str
    dated_on: date
    amount: Decimal
    label: str = ""
    due_on: date | None = None
    net: Decimal = Decimal(0)
    instalments: tuple[tuple[date, Decimal], ...] = ()
    reverses_id: int | None = None


def post(session: Session, posting: Posting) -> Entry:
    """Write one entry and return it. Raises `Invalid` for a day or an amount that cannot be, `NotFound`."""
    problems = list(_refused(posting))
    if problems:
        raise Invalid(problems)
    run = driver(session).execute
    found = run("SELECT reference FROM client WHERE id=?", (posting.client_id,)).fetchone()
    if found is None:
        raise NotFound(N_("This client is not in the file any more."))
    (previous,) = run("SELECT coalesce((SELECT chain FROM entry ORDER BY id DESC LIMIT 1), '')").fetchone()
    parts = posting.instalments if len(posting.instalments) > 1 else ()
    entry = Entry(
        client_id=posting.client_id,
        company_id=posting.company_id,
        currency=posting.currency,
        kind=posting.kind,
        number=posting.number,
        label=posting.label,
        dated_on=posting.dated_on,
        due_on=parts[0][0] if parts else posting.due_on,
        amount=posting.amount,
        net=posting.net,
        reference=found[0],
        reverses_id=posting.reverses_id,
        entered_at=utc_now(),
    )
    entry.chain = link(previous, _facts(entry), [(day.isoformat(), to_units(amount)) for day, amount in parts])
    session.add(entry)
    session.flush()
    session.add_all(
        Instalment(entry_id=entry.id, position=place, due_on=day, amount=amount)
        for place, (day, amount) in enumerate(parts, 1)
    )
    session.flush()
    return entry


def _refused(posting: Posting) -> Iterator[Problem]:
    if not EARLIEST <= posting.dated_on <= LATEST:
        yield Problem("dated_on", N_("The date must lie between 1900 and 2199."))
    if posting.due_on is not None and not EARLIEST <= posting.due_on <= LATEST:
        yield Problem("due_on", N_("The date must lie between 1900 and 2199."))
    if posting.amount == 0:
        yield Problem("amount", N_("The amount is nil."))
    if abs(posting.amount) > MOST:
        yield Problem("amount", N_("This amount is too large."))


def match(session: Session, *, credit_id: int, debit_id: int, amount: Decimal, on: date) -> Allocation:
    """Set `amount` of a credit against a debt, from the day both exist at the earliest.

    Raises `Invalid` where more would be matched than is left of either, or they are of two accounts.
    """
    credit, debit = session.get_one(Entry, credit_id), session.get_one(Entry, debit_id)
    same = (credit.client_id, credit.company_id, credit.currency) == (debit.client_id, debit.company_id, debit.currency)
    if not same or credit.amount >= 0 or debit.amount <= 0:
        raise Invalid([Problem(f"shares/{debit_id}", N_("These two do not belong to the same account."))])
    if amount <= 0 or amount > min(left(session, credit_id), left(session, debit_id)):
        raise Invalid([Problem(f"shares/{debit_id}", N_("This is more than what is left to pay of it."))])
    made_on = max(on, credit.dated_on, debit.dated_on)
    made = Allocation(credit_id=credit_id, debit_id=debit_id, amount=amount, made_on=made_on)
    session.add(made)
    session.flush()
    return made


def unmatch(session: Session, allocation_id: int, *, on: date) -> Allocation:
    """End a match on the day `on`; statements of the days before still show it. Raises `NotFound`."""
    found = session.get(Allocation, allocation_id)
    if found is None or found.ended_on is not None:
        raise NotFound(N_("These two are not matched any more."))
    found.ended_on = max(on, found.made_on)
    session.flush()
    return found


def left(session: Session, entry_id: int) -> Decimal:
    """What is not matched of an entry today; never negative."""
    entry = session.get_one(Entry, entry_id)
    (used,) = (
        driver(session)
        .execute(
            "SELECT coalesce(sum(amount), 0) FROM allocation WHERE ended_on IS NULL AND (credit_id=?1 OR debit_id=?1)",
            (entry_id,),
        )
        .fetchone()
    )
    return abs(entry.amount) - Decimal(used).scaleb(-4)


def matches_of(session: Session, entry_id: int) -> Sequence[Allocation]:
    """The matches of an entry that stand today."""
    from sqlalchemy import or_, select

    either = or_(Allocation.credit_id == entry_id, Allocation.debit_id == entry_id)
    return session.scalars(
        select(Allocation).where(either, Allocation.ended_on.is_(None)).order_by(Allocation.id)
    ).all()


def link(previous: str, facts: Sequence[Any], parts: Sequence[Sequence[Any]]) -> str:
    """SHA-256 over the link before, the facts of an entry as stored, and its instalments."""
    body = json.dumps(
        [previous, list(facts), [list(part) for part in parts]], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(body.encode()).hexdigest()


def _facts(entry: Entry) -> list[Any]:
    return [
        entry.company_id,
        entry.currency,
        entry.kind,
        entry.number,
        entry.label,
        entry.dated_on.isoformat(),
        entry.due_on.isoformat() if entry.due_on else None,
        to_units(entry.amount),
        to_units(entry.net),
        entry.reference,
        entry.reverses_id,
        moment_text(entry.entered_at),
    ]


def verify(db: Any) -> Iterator[str]:
    """Each entry whose link is broken or that is missing; `db` is a raw connection. Ids only, no names.

    Rows are read from the table itself: an index would hide damage to it.
    """
    parts: dict[int, list[tuple[str, int]]] = {}
    for entry_id, due_on, amount in db.execute(
        "SELECT entry_id, due_on, amount FROM instalment NOT INDEXED ORDER BY id"
    ):
        parts.setdefault(entry_id, []).append((due_on, amount))
    previous, number = "", 0
    for entry_id, chain, *facts in db.execute(
        f"SELECT id, chain, {', '.join(_LINKED)} FROM entry NOT INDEXED ORDER BY id"
    ):
        number += 1
        if entry_id != number:
            yield f"entry {number} is missing"
            number = entry_id
        if link(previous, facts, parts.get(entry_id, [])) != chain:
            yield f"entry {entry_id} was changed"
        previous = chain
    given = db.execute("SELECT seq FROM sqlite_sequence WHERE name='entry'").fetchone()
    if given is not None and given[0] != number:
        yield f"entries {number + 1} to {given[0]} are missing"
    yield from _strangers(db)


def _strangers(db: Any) -> Iterator[str]:
    """Entries that stand with a client who never had their reference."""
    rows = db.execute(
        "SELECT e.id FROM entry e JOIN client c ON c.id = e.client_id WHERE e.reference <> c.reference AND NOT EXISTS "
        "(SELECT 1 FROM client_alias a WHERE a.client_id = e.client_id AND a.reference = e.reference)"
    )
    yield from (f"entry {entry_id} stands with another client" for (entry_id,) in rows)


def reassign(session: Session, absorbed_id: int, kept_id: int) -> None:
    """Move the whole account of a client that was merged into another; `merged_into` says so already."""
    from sqlalchemy import select

    for entry in session.scalars(select(Entry).where(Entry.client_id == absorbed_id)):
        entry.client_id = kept_id
    session.flush()


WITNESS = Witness("ledger", N_("No entry of the account was changed or lost"), verify)
