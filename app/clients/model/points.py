"""Phones and e-mails, of a client or of a contact: as typed, and in a form that can be compared."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import STRICT, Base, count, key, points_to, words

_ONE_OWNER = "(client_id IS NULL) <> (contact_id IS NULL)"


class Phone(Base):
    """`text` as typed, `comparable` its international digits; `kind` is phone, mobile or fax."""

    __tablename__ = "phone"
    __table_args__ = (CheckConstraint(_ONE_OWNER, name="owner"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int | None] = points_to("client.id")
    contact_id: Mapped[int | None] = points_to("contact.id")
    text: Mapped[str] = words()
    comparable: Mapped[str] = mapped_column(default="", server_default="", index=True)
    kind: Mapped[str] = mapped_column(default="phone", server_default="phone")
    label: Mapped[str] = words()
    position: Mapped[int] = count()


class Email(Base):
    """`text` as typed, `comparable` in small letters. The first by position is the main one."""

    __tablename__ = "email"
    __table_args__ = (CheckConstraint(_ONE_OWNER, name="owner"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int | None] = points_to("client.id")
    contact_id: Mapped[int | None] = points_to("contact.id")
    text: Mapped[str] = words()
    comparable: Mapped[str] = mapped_column(default="", server_default="", index=True)
    label: Mapped[str] = words()
    position: Mapped[int] = count()
