"""Contacts: people of their own, linked to one or more clients with a function, roles and mail flags."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.clients.model.parts import Leftover
from app.clients.model.points import Email, Phone
from app.store.base import STRICT, Base, count, flag, key, maybe, new_uid, points_to, utc_now, words


class Contact(Base):
    """A person. `birthday` is `1980-05-23`, or `--05-23` where the year is not known."""

    __tablename__ = "contact"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid, unique=True)
    civility: Mapped[str] = words()
    first_name: Mapped[str] = words()
    last_name: Mapped[str] = words()
    birthday: Mapped[str] = words()
    language: Mapped[str] = words()
    photo: Mapped[str] = words()
    note: Mapped[str] = words()
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default_factory=utc_now, onupdate=utc_now)

    phones: Mapped[list[Phone]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=Phone.position
    )
    emails: Mapped[list[Email]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=Email.position
    )
    leftovers: Mapped[list[Leftover]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=Leftover.id
    )


def _one(role: str) -> Index:
    return Index(f"uq_contact_link_{role}", "client_id", unique=True, sqlite_where=text(f"is_{role} = 1"))


class ContactLink(Base):
    """A contact's place at one client. At most one link of a client has each of the three roles."""

    __tablename__ = "contact_link"
    __table_args__ = (
        UniqueConstraint("client_id", "contact_id"),
        _one("main"),
        _one("billing"),
        _one("reminder"),
        STRICT,
    )

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True, indexed=False)
    contact_id: Mapped[int] = points_to("contact.id", required=True)
    function: Mapped[str] = words()
    department: Mapped[str] = words()
    is_main: Mapped[bool] = flag()
    is_billing: Mapped[bool] = flag()
    is_reminder: Mapped[bool] = flag()
    mail_quote: Mapped[bool] = flag()
    mail_proforma: Mapped[bool] = flag()
    mail_invoice: Mapped[bool] = flag()
    mail_reminder: Mapped[bool] = flag()
    from_on: Mapped[date | None] = maybe()
    until_on: Mapped[date | None] = maybe()
    position: Mapped[int] = count()

    contact: Mapped[Contact] = relationship(default=None, lazy="raise", cascade="save-update, merge")
