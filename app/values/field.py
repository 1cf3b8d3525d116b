"""What one attribute of a client is, for all its readers: list, filters, forms, import, export, merge, history.

The catalogue is written where the client lives; here are only the words it is written in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KindName = Literal[
    "text", "long_text", "number", "amount", "percent", "date", "moment", "birthday", "yes_no", "choice", "list",
    "tags", "person", "team", "client", "phone", "email", "url", "country", "language", "currency", "image",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value is typed, compared and shown.

    `length` is the most characters of a text (0: no limit). `options` are the fixed values of a "choice" with their
    marked labels; `source` is the name of the editable list behind a "list".
    """

    name: KindName
    length: int = 0
    options: tuple[tuple[str, str], ...] = ()
    source: str = ""

    @property
    def is_numeric(self) -> bool:
        """Compared with =, at least, between; aligned to the right."""
        return self.name in ("number", "amount", "percent")


def text(length: int) -> Kind:
    """One line of at most `length` characters."""
    return Kind("text", length)


def choice(*options: tuple[str, str]) -> Kind:
    """One of a few fixed values: `choice(("email", N_("By e-mail")), ("paper", N_("On paper")))`."""
    return Kind("choice", options=options)


def list_of(source: str) -> Kind:
    """One entry of a list that the owner edits, such as the categories."""
    return Kind("list", source=source)


LONG_TEXT = Kind("long_text")
NUMBER = Kind("number")
AMOUNT = Kind("amount")
PERCENT = Kind("percent")
DATE = Kind("date")
MOMENT = Kind("moment")
BIRTHDAY = Kind("birthday")
YES_NO = Kind("yes_no")
TAGS = Kind("tags")
PERSON = Kind("person")
TEAM = Kind("team")
CLIENT = Kind("client")
PHONE = Kind("phone", 60)
EMAIL = Kind("email", 254)
URL = Kind("url", 500)
COUNTRY = Kind("country")
LANGUAGE = Kind("language")
CURRENCY = Kind("currency")
IMAGE = Kind("image")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One entry of the catalogue.

    `key` is its stable name; `column` is `table.column`; `synonyms` are headings, English and French, under which other
    programs export it. The flags say who may use it.
    """

    key: str
    label: str
    kind: Kind
    group: str
    column: str
    importable: bool = True
    exportable: bool = True
    mergeable: bool = True
    listable: bool = False
    searchable: bool = False
    synonyms: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return self.column.partition(".")[0]

    @property
    def attribute(self) -> str:
        return self.column.partition(".")[2]
