"""Money that comes in or goes out, and what else closes a debt: payments, refunds, write-offs, opening situations.

A payment is never capped by what is owed: the rest stays on account and is offered next time. Nothing here is ever
changed or deleted; `reverse` answers with a counter-entry and frees what was matched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import ledger, words
from app.accounts.account import Account, read
from app.accounts.allocation import Debt, Share, check
from app.accounts.ledger import Posting
from app.accounts.model import Entry, Payment
from app.clients.blocking import blocked
from app.company import series
from app.company.model import PaymentMeans
from app.errors import Conflict, Invalid, NotFound, Problem, Refused
from app.i18n import N_
from app.store.base import driver
from app.values.money import currency_digits, from_units, round_half_up


@dataclass
class Money:
    """A payment or refund as it is typed. `amount` is positive; `shares` say what it pays, the rest stays on account.

    For a refund, `shares` are the credits it pays back.
    """

    client_id: int
    company_id: int
    currency: str
    dated_on: date
    amount: Decimal
    kind: str = "payment"
    means_id: int | None = None
    reference: str = ""
    cheque_bank: str = ""
    cheque_holder: str = ""
    bank_account_id: int | None = None
    note: str = ""
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True)
class Freed:
    """What a reversal takes apart: `amount` of the entry called `number` is open again."""

    entry_id: int
    number: str
    kind: str
    amount: Decimal


def record(session: Session, money: Money) -> Entry:
    """Post a payment or refund with its matches. Raises `Invalid` with a problem at each field that is wrong."""
    if problems := [*_refused(money), *_blocked(session, money)]:
        raise Invalid(problems)
    number = series.coming(session, "payment", money.company_id, money.dated_on)
    means = session.get(PaymentMeans, money.means_id) if money.means_id else None
    incoming = money.kind == "payment"
    entry = ledger.post(
        session,
        Posting(
            client_id=money.client_id,
            company_id=money.company_id,
            currency=money.currency,
            kind=money.kind,
            number=number.text,
            label=means.label if means else "",
            dated_on=money.dated_on,
            amount=-money.amount if incoming else money.amount,
        ),
    )
    session.add(
        Payment(
            entry_id=entry.id,
            company_id=money.company_id,
            year=number.year,
            sequence=number.sequence,
            means_id=money.means_id,
            means=means.label if means else "",
            reference=money.reference,
            cheque_bank=money.cheque_bank,
            cheque_holder=money.cheque_holder,
            bank_account_id=money.bank_account_id,
            note=money.note,
        )
    )
    session.flush()
    match_shares(session, entry, money.shares)
    return entry


def _blocked(session: Session, money: Money) -> Iterator[Problem]:
    if money.kind == "refund":
        yield from blocked(driver(session), money.client_id, "refunds", money.dated_on, path="client_id")


def _refused(money: Money) -> list[Problem]:
    problems = []
    if money.amount <= 0:
        problems.append(Problem("amount", N_("The amount must be more than nil.")))
    if money.amount != round_half_up(money.amount, currency_digits(money.currency)):
        problems.append(Problem("amount", N_("This amount is finer than the coins of its currency.")))
    if sum((share.amount for share in money.shares), Decimal(0)) > money.amount:
        problems.append(Problem("amount", N_("More is matched than was paid.")))
    problems += [
        Problem(f"shares/{share.entry_id}", N_("An amount to match cannot be negative."))
        for share in money.shares
        if share.amount < 0
    ]
    return problems


def match_shares(session: Session, entry: Entry, shares: Sequence[Share], *, on: date | None = None) -> None:
    """Set `entry`, a credit or a debt, against others of its account. Raises `Invalid` at `shares/<entry id>`."""
    for share in shares:
        if share.amount == 0:
            continue
        credit_id, debit_id = (entry.id, share.entry_id) if entry.amount < 0 else (share.entry_id, entry.id)
        try:
            ledger.match(session, credit_id=credit_id, debit_id=debit_id, amount=share.amount, on=on or entry.dated_on)
        except Invalid as error:
            raise Invalid([Problem(f"shares/{share.entry_id}", each.message) for each in error.problems]) from error


def settle(session: Session, entry_id: int, shares: Sequence[Share], *, on: date) -> None:
    """Match what is left of a credit (or of a debt) with others, today."""
    entry = session.get(Entry, entry_id)
    if entry is None:
        raise NotFound(N_("This entry is not in the file any more."))
    match_shares(session, entry, shares, on=on)


def write_off(session: Session, *, entry_id: int, amount: Decimal, on: date, reason: str) -> Entry:
    """Give up `amount` of a debt: a credit that is matched with it at once."""
    debt = session.get_one(Entry, entry_id)
    if not reason.strip():
        raise Invalid([Problem("reason", N_("Say why, for your accountant."))])
    if amount <= 0 or debt.amount < 0 or check([Share(debt.id, amount)], [_debt(session, debt)], amount):
        raise Invalid([Problem("amount", N_("This is more than what is left to pay of it."))])
    entry = ledger.post(
        session,
        Posting(
            client_id=debt.client_id,
            company_id=debt.company_id,
            currency=debt.currency,
            kind="write_off",
            number=debt.number,
            label=reason.strip(),
            dated_on=max(on, debt.dated_on),
            amount=-amount,
        ),
    )
    ledger.match(session, credit_id=entry.id, debit_id=debt.id, amount=amount, on=on)
    return entry


def _debt(session: Session, debt: Entry) -> Debt:
    return Debt(debt.id, debt.number, debt.due_on or debt.dated_on, ledger.left(session, debt.id), debt.dated_on)


def open_with(session: Session, posting: Posting) -> Entry:
    """An unpaid invoice, or a balance, from before this file. Raises `Invalid`."""
    if posting.due_on is not None and posting.due_on < posting.dated_on:
        raise Invalid([Problem("due_on", N_("It cannot be due before its own date."))])
    if posting.kind != "opening":
        raise ValueError("an opening item is of the kind opening")
    return ledger.post(session, posting)


def frees(session: Session, entry_id: int) -> list[Freed]:
    """What reversing this entry would open again, to be shown before it is done."""
    found = []
    for each in ledger.matches_of(session, entry_id):
        other = session.get_one(Entry, each.debit_id if each.credit_id == entry_id else each.credit_id)
        found.append(Freed(other.id, other.number, other.kind, each.amount))
    return found


def reverse(session: Session, entry_id: int, *, on: date, reason: str) -> Entry:
    """Cancel a payment, refund, write-off or opening item by a counter-entry, and free what it was matched with.

    Raises `Refused` for what a paper stands behind, `Conflict` when it is cancelled already.
    """
    entry = session.get(Entry, entry_id)
    if entry is None:
        raise NotFound(N_("This entry is not in the file any more."))
    if entry.kind not in ("payment", "refund", "write_off", "opening"):
        raise Refused(N_("An invoice is not cancelled here: make a credit note for it."))
    if not reason.strip():
        raise Invalid([Problem("reason", N_("Say why, for your accountant."))])
    if session.scalars(select(Entry.id).where(Entry.reverses_id == entry.id)).first() is not None:
        raise Conflict(N_("This was cancelled already."))
    payment = session.scalars(select(Payment).where(Payment.entry_id == entry.id)).first()
    if payment is not None and payment.deposited_on is not None:
        raise Refused(N_("This payment was taken to the bank: record a refund instead."))
    day = max(on, entry.dated_on)
    for each in ledger.matches_of(session, entry.id):
        ledger.unmatch(session, each.id, on=day)
    counter = ledger.post(
        session,
        Posting(
            client_id=entry.client_id,
            company_id=entry.company_id,
            currency=entry.currency,
            kind="reversal",
            number=entry.number,
            label=reason.strip(),
            dated_on=day,
            amount=-entry.amount,
            reverses_id=entry.id,
        ),
    )
    credit, debit = (entry, counter) if entry.amount < 0 else (counter, entry)
    ledger.match(session, credit_id=credit.id, debit_id=debit.id, amount=abs(entry.amount), on=day)
    if payment is not None:
        payment.reversed_on, payment.reversal_reason = day, reason.strip()
        session.flush()
    return counter


def edit(session: Session, payment_id: int, version: int, **details: object) -> Payment:
    """Correct how the money moved: means, reference, bank, note. Raises `Refused` once it was taken to the bank."""
    payment = session.get(Payment, payment_id)
    if payment is None:
        raise NotFound(N_("This payment is not in the file any more."))
    if payment.version != version:
        raise Conflict(N_("This payment was changed elsewhere since you opened it."))
    if payment.deposited_on is not None or payment.reversed_on is not None:
        raise Refused(N_("A payment that was taken to the bank or cancelled is not changed any more."))
    for name, value in details.items():
        setattr(payment, name, value)
    if payment.means_id:
        payment.means = session.get_one(PaymentMeans, payment.means_id).label
    session.flush()
    return payment


def debts(session: Session, client_id: int, company_id: int, currency: str) -> list[Debt]:
    """What a client has to pay in one currency, the oldest due first: the grid of a payment."""
    return _open_parts(session, client_id, company_id, currency, sign=1)


def credits_left(session: Session, client_id: int, company_id: int, currency: str) -> list[Debt]:
    """Payments and credit notes of which something is left; `open` is positive."""
    return _open_parts(session, client_id, company_id, currency, sign=-1)


def _open_parts(session: Session, client_id: int, company_id: int, currency: str, *, sign: int) -> list[Debt]:
    return open_parts(read(driver(session).execute, client_id), company_id, currency, sign=sign)


def open_parts(account: Account, company_id: int, currency: str, *, sign: int) -> list[Debt]:
    """What is open in one currency of an account that was read: debts for `sign` 1, credits for -1."""
    found = [
        Debt(
            item.entry.id,
            item.entry.number,
            date.fromisoformat(item.due_on),
            from_units(abs(item.open)),
            date.fromisoformat(item.entry.dated_on),
            item.entry.label or words.KINDS.get(item.entry.kind, ""),
        )
        for item in account.open_at()
        if item.open * sign > 0 and (item.entry.company_id, item.entry.currency) == (company_id, currency)
    ]
    return sorted(found, key=lambda debt: (debt.due_on, debt.dated_on, debt.entry_id))
