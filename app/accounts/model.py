"""Tables of the ledger. An entry is never changed and never deleted: what was wrong is answered by a counter-entry.

Amounts are from the shop's point of view: what a client owes is positive (debit), what takes it off is negative
(credit). Triggers in `app/store/ledger_guard.py` hold these rules against every hand that writes to the file.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import STRICT, Base, count, key, maybe, points_to, utc_now, words


class Entry(Base):
    """One movement of a client's account, in one currency.

    `kind`: invoice, credit_note, opening, payment, refund, write_off, reversal. `net` is the part without tax, of
    invoices and credit notes. `reference` is the client's as it was then; `chain` links each entry to the one before.
    """

    __tablename__ = "entry"
    __table_args__ = (Index("ix_entry_client", "client_id", "dated_on", "id"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True, indexed=False)
    company_id: Mapped[int] = points_to("company.id", required=True, indexed=False)
    currency: Mapped[str]
    kind: Mapped[str]
    number: Mapped[str] = words()
    label: Mapped[str] = words()
    dated_on: Mapped[date]
    due_on: Mapped[date | None] = maybe()
    amount: Mapped[Decimal]
    net: Mapped[Decimal] = mapped_column(default=Decimal(0), server_default="0")
    reference: Mapped[str] = words()
    reverses_id: Mapped[int | None] = points_to("entry.id")
    entered_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    chain: Mapped[str] = words()


class Instalment(Base):
    """A part of an entry that is due on a day of its own; there are none where the whole is due at once."""

    __tablename__ = "instalment"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    entry_id: Mapped[int] = points_to("entry.id", required=True)
    position: Mapped[int] = count()
    due_on: Mapped[date]
    amount: Mapped[Decimal]


class Allocation(Base):
    """`amount` of a credit set against a debit since `made_on`; until `ended_on`, where it was taken back."""

    __tablename__ = "allocation"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    credit_id: Mapped[int] = points_to("entry.id", required=True)
    debit_id: Mapped[int] = points_to("entry.id", required=True)
    amount: Mapped[Decimal]
    made_on: Mapped[date]
    ended_on: Mapped[date | None] = maybe()


class Payment(Base):
    """How the money of a payment or refund moved. What is written here may be corrected; the amount may not."""

    __tablename__ = "payment"
    __table_args__ = (UniqueConstraint("company_id", "year", "sequence"), STRICT)

    id: Mapped[int] = key()
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), default=None, unique=True)
    company_id: Mapped[int] = points_to("company.id", required=True, indexed=False)
    year: Mapped[int] = count()
    sequence: Mapped[int] = count()
    means_id: Mapped[int | None] = maybe()
    means: Mapped[str] = words()
    reference: Mapped[str] = words()
    cheque_bank: Mapped[str] = words()
    cheque_holder: Mapped[str] = words()
    bank_account_id: Mapped[int | None] = maybe()
    note: Mapped[str] = words()
    deposited_on: Mapped[date | None] = maybe()
    reversed_on: Mapped[date | None] = maybe()
    reversal_reason: Mapped[str] = words()
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once by SQLAlchemy


class OpenItem(Base):
    """What is left of an entry, or of each of its instalments, today: derived from entries and allocations.

    `open` is positive for a debt and negative for a credit; a settled entry has no row.
    """

    __tablename__ = "open_item"
    __table_args__ = (
        UniqueConstraint("entry_id", "position"),
        Index("ix_open_item_client", "client_id", "due_on"),
        Index("ix_open_item_due", "due_on", "client_id", sqlite_where=text("open > 0")),
        STRICT,
    )

    id: Mapped[int] = key()
    entry_id: Mapped[int]
    position: Mapped[int] = count()
    client_id: Mapped[int]
    company_id: Mapped[int]
    currency: Mapped[str]
    due_on: Mapped[date | None] = maybe()
    open: Mapped[Decimal]


class StatementChoice(Base):
    """How the statement of a client was made last; `choices` is JSON."""

    __tablename__ = "statement_choice"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), default=None, unique=True)
    choices: Mapped[str] = words()
    sent_on: Mapped[date | None] = maybe()
