"""Small parts of a client: tags, followers, score, consents, own fields, blocks, yearly figures, old references."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import STRICT, Base, count, key, maybe, points_to, words


class ClientTag(Base):
    """A tag on a client."""

    __tablename__ = "client_tag"
    __table_args__ = (UniqueConstraint("client_id", "tag_id"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True, indexed=False)
    tag_id: Mapped[int] = points_to("tag.id", required=True)


class ClientFollower(Base):
    """Somebody of the shop who follows this client too."""

    __tablename__ = "client_follower"
    __table_args__ = (UniqueConstraint("client_id", "person_id"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True, indexed=False)
    person_id: Mapped[int] = points_to("person.id", required=True)


class ScoreLine(Base):
    """Points given or taken on a day, with the reason; the score is their sum."""

    __tablename__ = "score_line"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True)
    given_on: Mapped[date]
    points: Mapped[int] = count()
    reason: Mapped[str] = words()


class ConsentEvent(Base):
    """A yes or no to one channel (email, sms, letter, newsletter) on a day; the latest is the present state."""

    __tablename__ = "consent_event"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True)
    channel: Mapped[str]
    granted: Mapped[bool]
    given_on: Mapped[date]
    source: Mapped[str] = words()


class CustomValue(Base):
    """The value of an own field; a list of which several may be chosen has one row for each."""

    __tablename__ = "custom_value"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True)
    field_id: Mapped[int] = points_to("custom_field.id", required=True)
    option_id: Mapped[int | None] = points_to("custom_option.id")
    text: Mapped[str] = words()
    number: Mapped[Decimal | None] = maybe()
    day: Mapped[date | None] = maybe()
    yes: Mapped[bool | None] = maybe()


class Block(Base):
    """Something this client may not do: orders, invoicing, reminders, debit, refunds or supplier_orders."""

    __tablename__ = "block"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True)
    company_id: Mapped[int | None] = points_to("company.id")
    kind: Mapped[str]
    reason_id: Mapped[int | None] = points_to("choice.id")
    comment: Mapped[str] = words()
    from_on: Mapped[date]
    until_on: Mapped[date | None] = maybe()


class FinancialYear(Base):
    """What is known of the client's own business in one year."""

    __tablename__ = "financial_year"
    __table_args__ = (UniqueConstraint("client_id", "year"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True, indexed=False)
    year: Mapped[int]
    turnover: Mapped[Decimal | None] = maybe()
    result: Mapped[Decimal | None] = maybe()
    equity: Mapped[Decimal | None] = maybe()
    headcount: Mapped[int | None] = maybe()
    source: Mapped[str] = words()
    comment: Mapped[str] = words()


class ClientAlias(Base):
    """A reference that once named another record, absorbed by this client."""

    __tablename__ = "client_alias"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    client_id: Mapped[int] = points_to("client.id", required=True)
    reference: Mapped[str] = mapped_column(default="", unique=True)


class Leftover(Base):
    """A vCard line that we do not understand, kept for the next export."""

    __tablename__ = "leftover"
    __table_args__ = (CheckConstraint("(client_id IS NULL) <> (contact_id IS NULL)", name="owner"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int | None] = points_to("client.id")
    contact_id: Mapped[int | None] = points_to("contact.id")
    line: Mapped[str] = words()
