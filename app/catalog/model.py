"""The table of products: goods and services, each with the price and tax a paper's line takes from it.

A line copies what it takes, so a product may change or go without any paper changing.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import STRICT, Base, flag, key, maybe, new_uid, points_to, utc_now, words


class Product(Base):
    """Something that is sold. `price` is for one `unit`, with tax where `with_tax`; `container` is how it is filled.

    `kind` is "goods" or "service". `code_key`, `name_key` and `search_text` are what lists sort by and what is typed
    finds, folded from the others. `version` refuses a draft that was read before somebody else's save.
    """

    __tablename__ = "product"
    __table_args__ = (
        Index("uq_product_code", "code", unique=True, sqlite_where=text("code <> ''")),
        Index("ix_product_name_key", "name_key"),
        STRICT,
    )

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid, unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    code: Mapped[str] = words()
    name: Mapped[str] = words()
    description: Mapped[str] = words()
    kind: Mapped[str] = mapped_column(default="goods", server_default="goods")
    family_id: Mapped[int | None] = points_to("choice.id")
    unit: Mapped[str] = words()
    container: Mapped[str] = words()
    price: Mapped[Decimal] = mapped_column(default=Decimal(0), server_default="0")
    with_tax: Mapped[bool] = flag()
    tax_rate_id: Mapped[int | None] = points_to("tax_rate.id")
    cost: Mapped[Decimal | None] = maybe()
    active: Mapped[bool] = flag(default=True)
    code_key: Mapped[str] = words()
    name_key: Mapped[str] = words()
    search_text: Mapped[str] = words()
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default_factory=utc_now, onupdate=utc_now)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once by SQLAlchemy
