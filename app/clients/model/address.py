"""Addresses of a client, in the parts that every country's post asks for."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import STRICT, Base, count, flag, key, new_uid, points_to, words


class Address(Base):
    """One address. Exactly one of a client is the default; `free_block` replaces the parts when it is filled."""

    __tablename__ = "address"
    __table_args__ = (
        Index("uq_address_default", "client_id", unique=True, sqlite_where=text("is_default = 1")),
        STRICT,
    )

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid)
    client_id: Mapped[int] = points_to("client.id", required=True)
    contact_id: Mapped[int | None] = points_to("contact.id")
    label: Mapped[str] = words()
    recipient: Mapped[str] = words()
    is_default: Mapped[bool] = flag()
    is_invoice: Mapped[bool] = flag()
    is_delivery: Mapped[bool] = flag()
    is_quote: Mapped[bool] = flag()
    company: Mapped[str] = words()
    department: Mapped[str] = words()
    care_of: Mapped[str] = words()
    unit: Mapped[str] = words()
    building: Mapped[str] = words()
    house_number: Mapped[str] = words()
    number_suffix: Mapped[str] = words()
    street: Mapped[str] = words()
    box: Mapped[str] = words()
    po_box: Mapped[str] = words()
    locality: Mapped[str] = words()
    postcode: Mapped[str] = words()
    city: Mapped[str] = words()
    cedex: Mapped[str] = words()
    region: Mapped[str] = words()
    country: Mapped[str] = words()
    language: Mapped[str] = words()
    free_block: Mapped[str] = words()
    latitude: Mapped[str] = words()
    longitude: Mapped[str] = words()
    position: Mapped[int] = count()
