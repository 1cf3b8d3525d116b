"""Derived tables: what the list shows and the search looks in. Written by `app/clients/index.py` alone.

They can be thrown away and made again from the record at any time, so no history is kept of them.
"""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import STRICT, Base, count, flag, key, maybe, points_to, words

_LIVE = "live = 1"


class ClientRow(Base):
    """One line of the list. `rank` is the client's place in name order and the row id of the search index.

    `live` clients are neither archived nor in the bin. `search_text` is folded; its words are separated by spaces.
    """

    __tablename__ = "client_row"
    __table_args__ = (
        Index("ix_client_row_order", "sort_key", "client_id"),
        Index("ix_client_row_live", "rank", sqlite_where=text(_LIVE)),
        Index("ix_client_row_clients", "rank", sqlite_where=text(f"{_LIVE} AND is_client = 1")),
        Index("ix_client_row_prospects", "rank", sqlite_where=text(f"{_LIVE} AND is_prospect = 1")),
        Index("ix_client_row_archived", "rank", sqlite_where=text("archived = 1")),
        {"sqlite_strict": True},
    )

    client_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rank: Mapped[int] = mapped_column(unique=True)
    sort_key: Mapped[str]
    live: Mapped[bool] = flag()
    archived: Mapped[bool] = flag()
    is_client: Mapped[bool] = flag()
    is_prospect: Mapped[bool] = flag()
    starred: Mapped[bool] = flag()
    key_account: Mapped[bool] = flag()
    is_organisation: Mapped[bool] = flag()
    name: Mapped[str] = words()
    reference: Mapped[str] = words()
    category_id: Mapped[int | None] = maybe()
    contact: Mapped[str] = words()
    city: Mapped[str] = words()
    city_key: Mapped[str] = words()
    postcode: Mapped[str] = words()
    country: Mapped[str] = words()
    phone: Mapped[str] = words()
    email: Mapped[str] = words()
    tags: Mapped[str] = words()
    score: Mapped[int] = count()
    logo: Mapped[str] = words()
    created_on: Mapped[str] = words()
    search_text: Mapped[str] = words()


class SearchTerm(Base):
    """Something else a client is found by, such as the numbers of its papers."""

    __tablename__ = "search_term"
    __table_args__ = (UniqueConstraint("client_id", "term"), Index("ix_search_term", "term", "client_id"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True, indexed=False)
    term: Mapped[str]


class ClientFigure(Base):
    """What a client bought and owes in one currency, written by `app/accounts` with each entry.

    `main` marks the currency that the list shows. Money is whole ten-thousandths; `delay_days` is the sum over the
    `delay_count` invoices that are paid whole, from their date to the last payment.
    """

    __tablename__ = "client_figure"
    __table_args__ = (
        UniqueConstraint("client_id", "company_id", "currency"),
        Index("ix_client_figure_main", "client_id", sqlite_where=text("main = 1")),
        Index("ix_client_figure_owing", "client_id", sqlite_where=text("main = 1 AND balance > 0")),
        STRICT,
    )

    id: Mapped[int] = key()
    client_id: Mapped[int]
    company_id: Mapped[int]
    currency: Mapped[str]
    main: Mapped[bool] = flag(default=True)
    orders: Mapped[int] = count()
    total: Mapped[int] = count()
    balance: Mapped[int] = count()
    last_number: Mapped[str] = words()
    last_on: Mapped[str] = words()
    oldest_due_on: Mapped[str] = words()
    open_count: Mapped[int] = count()
    delay_days: Mapped[int] = count()
    delay_count: Mapped[int] = count()


class TabCount(Base):
    """How many clients a tab holds, kept by triggers on `client_row`: clients, prospects, all, archived, bin."""

    __tablename__ = "tab_count"
    __table_args__ = {"sqlite_strict": True}  # noqa: RUF012 - read once by SQLAlchemy

    tab: Mapped[str] = mapped_column(primary_key=True)
    clients: Mapped[int] = count()
