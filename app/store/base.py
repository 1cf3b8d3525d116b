"""What every table shares: STRICT, the stored form of each Python type, and keys that are never used twice.

Dates are ISO text, moments UTC ISO text, money whole ten-thousandths: SQLite's own numeric types lose cents.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, dataclass_transform

from sqlalchemy import ForeignKey, Integer, LargeBinary, MetaData, Text, inspect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, Session, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from app.values.money import from_units, to_units


def clean(text: str) -> str:
    """`text` without NUL; the halves of broken surrogate pairs become U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "") if "\0" in text else text


class PlainText(TypeDecorator[str]):
    """Text that SQLite can hold: no NUL, at which its functions stop, and no half of a surrogate pair."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else clean(value)


class DateText(TypeDecorator[date]):
    """A date as `2026-11-12`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Any) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Any) -> date | None:
        return None if value is None else date.fromisoformat(value)


class MomentText(TypeDecorator[datetime]):
    """A moment as UTC text, to the second: `2026-11-12T08:12:00Z`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Units(TypeDecorator[Decimal]):
    """An exact amount, percentage or number as whole ten-thousandths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        return None if value is None else to_units(value)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        return None if value is None else from_units(value)


class YesNo(TypeDecorator[bool]):
    """A yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Any) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Any) -> bool | None:
        return None if value is None else bool(value)


@compiles(LargeBinary, "sqlite")
def _blob(element: Any, compiler: Any, **words: Any) -> str:
    return "BLOB"


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column, relationship))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """The declarative base of every table. Mapped objects are drafts too: they have their defaults from birth.

    No `repr` shows values: a log or crash report must not carry anybody's name.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - read once by SQLAlchemy
        str: PlainText,
        int: Integer,
        bool: YesNo,
        date: DateText,
        datetime: MomentText,
        Decimal: Units,
        bytes: LargeBinary,
    }


STRICT = {"sqlite_strict": True, "sqlite_autoincrement": True}


def key() -> Mapped[int]:
    """The primary key: never used twice, even after a deletion."""
    return mapped_column(primary_key=True, default=None)


def words() -> Mapped[str]:
    """Text that may be empty and is never NULL."""
    return mapped_column(default="", server_default="")


def flag(*, default: bool = False) -> Mapped[bool]:
    """A yes or no."""
    return mapped_column(default=default, server_default=str(int(default)))


def count(default: int = 0) -> Mapped[int]:
    """A whole number, such as a place in a list."""
    return mapped_column(default=default, server_default=str(default))


def maybe() -> Mapped[Any]:
    """A value that may be absent."""
    return mapped_column(default=None)


def points_to(target: str, *, required: bool = False, indexed: bool = True) -> Mapped[Any]:
    """A key of another table, `table.id`; indexed, so that the other side can be deleted quickly."""
    return mapped_column(ForeignKey(target), default=None, nullable=not required, index=indexed)


Draft = TypeVar("Draft", bound=Base)


def light(kind: type[Draft], /, **values: Any) -> Draft:
    """A draft made without its constructor, which looks at every column: twenty times as quick.

    Nothing is made up: `uid` and the moments must be among the `values` of what is to be written.
    """
    made: Draft = _maker(kind)()
    vars(made).update(values)
    return made


@cache
def _maker(kind: type[Base]) -> Callable[[], Any]:
    return inspect(kind).class_manager.new_instance


def driver(session: Session) -> Any:
    """The driver's own connection in the transaction of `session`: a row read costs half of what SQLAlchemy takes."""
    return session.connection().connection.driver_connection


def breathe(session: Session) -> None:
    """Let those in who wait to write, between two parts of a long reading; what comes after may be newer.

    A reader keeps the file from being written, and whoever waits longer than a few seconds is refused. Within a write
    it does nothing.
    """
    if "trace" not in session.info:
        run = driver(session).execute
        run("COMMIT")
        run("BEGIN DEFERRED")


def is_new(part: Any) -> bool:
    """Whether a draft has never been saved: a mapped `id` is None until then."""
    return part.id is None


def new_uid() -> str:
    """An identity that stays with the record through vCards, calendars and repeated imports."""
    return str(uuid.uuid4())


def utc_now() -> datetime:
    """The present moment; the clock is read here and in `ui` only."""
    return datetime.now(UTC).replace(microsecond=0)


def moment_text(moment: datetime) -> str:
    """The stored form of `moment`, which must know its zone."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"
