"""Lists of the client base that are not part of one client: tags, own fields, pins, saved searches."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import STRICT, Base, count, flag, key, points_to, words


class Tag(Base):
    """A coloured mark; `colour` is the number of a chart colour, 1 to 6."""

    __tablename__ = "tag"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    name: Mapped[str] = mapped_column(default="", unique=True)
    colour: Mapped[int] = count(1)
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class CustomField(Base):
    """A field of the shop's own; `kind` is text, number, amount, date, yes_no, choice, several or link."""

    __tablename__ = "custom_field"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    label: Mapped[str] = words()
    kind: Mapped[str] = words()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class CustomOption(Base):
    """One entry of an own field that is a list."""

    __tablename__ = "custom_option"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    field_id: Mapped[int] = points_to("custom_field.id", required=True)
    label: Mapped[str] = words()
    active: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()


class Pin(Base):
    """A field shown under the name, by its key in the catalogue: of one client, or of every client without one."""

    __tablename__ = "pin"
    __table_args__ = (UniqueConstraint("client_id", "field"), STRICT)

    id: Mapped[int] = key()
    client_id: Mapped[int | None] = points_to("client.id", indexed=False)
    field: Mapped[str] = words()
    position: Mapped[int] = count()


class SavedSearch(Base):
    """A search kept under a name; `query` is the JSON of `app.clients.search.Query`."""

    __tablename__ = "saved_search"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    name: Mapped[str] = words()
    query: Mapped[str] = words()
    position: Mapped[int] = count()
