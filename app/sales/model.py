"""Tables of the papers. A paper stores text: names, addresses, rates and totals as they were when it was issued.

What it was chosen from (an address, a term, a rate) is kept as a bare id: those may change and disappear.

An issued invoice or credit note is never changed and never deleted, nor any of its rows; triggers hold that against
every hand that writes to the file (`app/store/paper_guard.py`).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.store.base import STRICT, Base, count, flag, key, maybe, new_uid, points_to, utc_now, words

_ZERO = Decimal(0)


def _amount() -> Mapped[Decimal]:
    return mapped_column(default=_ZERO, server_default="0")


class PaperLine(Base):
    """One line. `kind`: product, free, text, carriage, deposit. Its price is with tax where the paper's prices are.

    `source_id` is the line that this one carries on: an order's for a delivery, a delivery's for an invoice ...
    `total` is what the line says at its end; `net` its part without tax, less its share of the discount on the whole.
    """

    __tablename__ = "paper_line"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    paper_id: Mapped[int] = points_to("paper.id", required=True)
    position: Mapped[int] = count()
    kind: Mapped[str] = mapped_column(default="product", server_default="product")
    product_id: Mapped[int | None] = points_to("product.id")
    code: Mapped[str] = words()
    name: Mapped[str] = words()
    note: Mapped[str] = words()
    quantity: Mapped[Decimal] = mapped_column(default=Decimal(1), server_default="0")
    unit: Mapped[str] = words()
    price: Mapped[Decimal] = _amount()
    price_from: Mapped[str] = words()
    discount_percent: Mapped[Decimal] = _amount()
    tax_rate_id: Mapped[int | None] = maybe()
    tax_name: Mapped[str] = words()
    tax_percent: Mapped[Decimal] = _amount()
    second_name: Mapped[str] = words()
    second_percent: Mapped[Decimal] = _amount()
    cost: Mapped[Decimal | None] = maybe()
    total: Mapped[Decimal] = _amount()
    net: Mapped[Decimal] = _amount()
    source_id: Mapped[int | None] = points_to("paper_line.id")


class PaperTax(Base):
    """One row of the tax table of a paper."""

    __tablename__ = "paper_tax"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    paper_id: Mapped[int] = points_to("paper.id", required=True)
    position: Mapped[int] = count()
    name: Mapped[str] = words()
    percent: Mapped[Decimal] = _amount()
    base: Mapped[Decimal] = _amount()
    tax: Mapped[Decimal] = _amount()


class PaperDue(Base):
    """A day on which a part of a paper is to be paid."""

    __tablename__ = "paper_due"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    paper_id: Mapped[int] = points_to("paper.id", required=True)
    position: Mapped[int] = count()
    due_on: Mapped[date]
    amount: Mapped[Decimal] = _amount()


class Paper(Base):
    """The head of a paper.

    `kind`: quote, order, delivery, invoice, credit_note, proforma, purchase. `state`: draft or issued. `outcome` of a
    quote: accepted or refused; `progress` of what can be carried on: "", partly, done. `deposit` marks an invoice for
    a part paid beforehand. `billing` and `delivery` are the printed blocks, one line each row. `previous` and `chain`
    link an issued invoice or credit note to the one before it in its series.
    """

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("company_id", "kind", "year", "sequence"),
        Index("ix_paper_client", "bill_to_id", "kind", "dated_on"),
        Index("ix_paper_ship_to", "ship_to_id"),
        Index("ix_paper_kind", "kind", "state", "dated_on", "id"),
        Index("ix_paper_dated", "dated_on", "id"),
        Index("ix_paper_order_number", "order_number", sqlite_where=text("order_number <> ''")),
        Index("ix_paper_number", "number", sqlite_where=text("number <> ''")),
        Index("ix_paper_pdf", "pdf", sqlite_where=text("pdf <> ''")),
        STRICT,
    )

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid, unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    company_id: Mapped[int] = points_to("company.id", required=True, indexed=False)
    kind: Mapped[str] = mapped_column(default="quote")
    state: Mapped[str] = mapped_column(default="draft", server_default="draft")
    number: Mapped[str] = words()
    year: Mapped[int | None] = maybe()
    sequence: Mapped[int | None] = maybe()
    deposit: Mapped[bool] = flag()

    bill_to_id: Mapped[int] = points_to("client.id", required=True, indexed=False)
    ship_to_id: Mapped[int | None] = points_to("client.id", indexed=False)
    contact_id: Mapped[int | None] = maybe()
    billing_address_id: Mapped[int | None] = maybe()
    delivery_address_id: Mapped[int | None] = maybe()
    client_name: Mapped[str] = words()
    client_reference: Mapped[str] = words()
    client_vat: Mapped[str] = words()
    client_siret: Mapped[str] = words()
    business: Mapped[bool] = flag(default=True)
    billing: Mapped[str] = words()
    delivery: Mapped[str] = words()
    street: Mapped[str] = words()
    postcode: Mapped[str] = words()
    city: Mapped[str] = words()
    country: Mapped[str] = words()

    dated_on: Mapped[date]
    due_on: Mapped[date | None] = maybe()
    valid_until: Mapped[date | None] = maybe()
    delivery_on: Mapped[date | None] = maybe()
    language: Mapped[str] = words()
    currency: Mapped[str] = mapped_column(default="EUR")
    prices_with_tax: Mapped[bool] = flag()
    rounding: Mapped[str] = mapped_column(default="document", server_default="document")
    regime: Mapped[str] = words()
    payment_term_id: Mapped[int | None] = maybe()
    payment_term: Mapped[str] = words()
    means_id: Mapped[int | None] = maybe()
    means: Mapped[str] = words()
    price_list_id: Mapped[int | None] = maybe()
    carrier_id: Mapped[int | None] = maybe()
    carrier: Mapped[str] = words()
    bank_account_id: Mapped[int | None] = maybe()
    order_number: Mapped[str] = words()
    discount_percent: Mapped[Decimal] = _amount()
    rebate_percent: Mapped[Decimal] = _amount()
    rebate_days: Mapped[int] = count()
    message: Mapped[str] = words()
    printed_text: Mapped[str] = words()
    own_note: Mapped[str] = words()

    net: Mapped[Decimal] = _amount()
    tax: Mapped[Decimal] = _amount()
    gross: Mapped[Decimal] = _amount()
    outcome: Mapped[str] = words()
    progress: Mapped[str] = words()
    closed_on: Mapped[date | None] = maybe()
    closed_reason: Mapped[str] = words()
    entry_id: Mapped[int | None] = points_to("entry.id")
    issued_at: Mapped[datetime | None] = maybe()
    frozen: Mapped[str] = words()
    pdf: Mapped[str] = words()
    previous: Mapped[str] = words()
    chain: Mapped[str] = words()
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default_factory=utc_now, onupdate=utc_now)

    lines: Mapped[list[PaperLine]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=PaperLine.position
    )
    taxes: Mapped[list[PaperTax]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=PaperTax.position
    )
    dues: Mapped[list[PaperDue]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=PaperDue.position
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once by SQLAlchemy


class PaperLink(Base):
    """`to_id` was made from `from_id`: by conversion, as a credit note, or as a copy (`kind`)."""

    __tablename__ = "paper_link"
    __table_args__ = (UniqueConstraint("from_id", "to_id"), STRICT)

    id: Mapped[int] = key()
    from_id: Mapped[int] = points_to("paper.id", required=True, indexed=False)
    to_id: Mapped[int] = points_to("paper.id", required=True)
    kind: Mapped[str] = mapped_column(default="next", server_default="next")


class PaperEvent(Base):
    """What happened to a paper: created, changed, issued, printed, saved, sent, closed, paid ...; never changed."""

    __tablename__ = "paper_event"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    paper_id: Mapped[int] = points_to("paper.id", required=True)
    at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    who: Mapped[str] = words()
    kind: Mapped[str] = words()
    note: Mapped[str] = words()
