"""Lists by their words instead of their ids: a category, a payment term or a tag is called alike in every book.

An entry with more to it than a label (a payment term has its days) travels whole, so that a book that lacks it gets the
same one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.fields import CATALOGUE, list_table
from app.clients.loading import made
from app.clients.model import CustomField, CustomOption, Tag
from app.company.model import (
    BankAccount,
    Carrier,
    Choice,
    Company,
    PaymentMeans,
    PaymentTerm,
    Person,
    PriceList,
    ReminderPlan,
    TaxRate,
    Team,
)
from app.exchange import own_fields
from app.store.base import Base

Run = Callable[..., Any]

_KINDS = (
    BankAccount, Carrier, Choice, Company, PaymentMeans, PaymentTerm, Person, PriceList, ReminderPlan, TaxRate, Team,
)  # fmt: skip
_TABLES: dict[str, type[Base]] = {kind.__tablename__: kind for kind in _KINDS}
_OWN_KINDS = ("text", "number", "amount", "date", "yes_no", "choice", "several", "link")
_MOST_NEW = 2_000
_COLOURS = 6


class Pointer(NamedTuple):
    """Where a column points: a table, and which of the simple lists if it is `choice`."""

    kind: type[Base]
    list: str = ""

    @property
    def label(self) -> str:
        """The column that holds the words."""
        return "label" if hasattr(self.kind, "label") else "name"


PERSON, BLOCK_REASON, COMPANY = Pointer(Person), Pointer(Choice, "block_reason"), Pointer(Company)


@cache
def pointers() -> dict[str, Pointer]:
    """The columns of a client that point to an entry of a list, a person or a team."""
    found = {}
    for field in CATALOGUE.values():
        if field.table == "client" and field.kind.name in ("list", "person", "team"):
            table = list_table(field)
            found[field.attribute] = Pointer(_TABLES[table], field.kind.source if table == "choice" else "")
    return found


class Labels:
    """From ids to words, for the export; each list is read once, when it is first asked for."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._entries: dict[type[Base], dict[int, Any]] = {}
        self.tags: dict[int, str] = dict(run("SELECT id, name FROM tag").fetchall())
        self.fields: dict[int, tuple[str, str]] = {
            number: (label, kind) for number, label, kind in run("SELECT id, label, kind FROM custom_field").fetchall()
        }
        self.options: dict[int, str] = dict(run("SELECT id, label FROM custom_option").fetchall())

    def of(self, pointer: Pointer, number: int | None) -> Any:
        """The entry: its label alone, or every column of it; None when it is gone."""
        if number is None:
            return None
        if pointer.kind not in self._entries:
            self._entries[pointer.kind] = self._read(pointer)
        return self._entries[pointer.kind].get(number)

    def _read(self, pointer: Pointer) -> dict[int, Any]:
        table = pointer.kind.__table__
        names = [column.key for column in table.columns]
        found = {}
        for values in self._run(f'SELECT {", ".join(names)} FROM "{table}"').fetchall():
            entry = made(pointer.kind, dict(zip(names, values, strict=True)))
            plain = own_fields.encoded(entry, ("list", "company_id"))
            more = len(plain) > 1 and pointer.kind is not Company
            found[values[0]] = plain if more else plain.get(pointer.label)
        return found


class Lists:
    """From words to ids, for the import; what a book lacks is made in it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Pointer, dict[str, int]] = {}
        self._made = 0
        self._tags = {tag.name: tag.id for tag in session.scalars(select(Tag))}
        self._alike = {name.casefold(): number for name, number in self._tags.items()}
        self._fields = {(field.label, field.kind): field.id for field in session.scalars(select(CustomField))}
        self._options = {(one.field_id, one.label): one.id for one in session.scalars(select(CustomOption))}
        self.home = session.scalars(select(Company.id).order_by(Company.position, Company.id)).first()

    def id_of(self, pointer: Pointer, value: Any) -> int | None:
        """The entry that `value` names (a label, or the columns of an entry); made if need be, companies never."""
        entry = {pointer.label: value} if isinstance(value, str) else own_fields.decoded(pointer.kind, value)
        words = entry.get(pointer.label)
        if not words:
            return None
        known = self._entries(pointer)
        if words not in known and pointer.kind is not Company:
            more = {"list": pointer.list} if pointer.list else {}
            self._make(pointer.kind(**{**entry, **more, "position": len(known)}), known, words)
        return known.get(words)

    def tag(self, name: str) -> int | None:
        """The tag `name`, in whatever case the book already had it."""
        found = self._tags.get(name) or self._alike.get(name.casefold())
        if found is None:
            number = len(self._tags)
            self._make(Tag(name=name, colour=number % _COLOURS + 1, position=number), self._tags, name)
        return found or self._tags.get(name)

    def own_field(self, label: str, kind: str) -> int | None:
        """The field of the shop's own with this label and kind."""
        if label and kind in _OWN_KINDS and (label, kind) not in self._fields:
            self._make(CustomField(label=label, kind=kind, position=len(self._fields)), self._fields, (label, kind))
        return self._fields.get((label, kind))

    def option(self, field_id: int, label: str) -> int | None:
        """The entry `label` of an own field that is a list."""
        key = (field_id, label)
        if label and key not in self._options:
            place = sum(field == field_id for field, _label in self._options)
            self._make(CustomOption(field_id=field_id, label=label, position=place), self._options, key)
        return self._options.get(key)

    def _entries(self, pointer: Pointer) -> dict[str, int]:
        if pointer not in self._known:
            query: Any = select(pointer.kind)
            if pointer.list:
                query = query.where(Choice.list == pointer.list)
            rows: list[Any] = list(self._session.scalars(query))
            self._known[pointer] = {getattr(row, pointer.label): row.id for row in rows}
        return self._known[pointer]

    def _make(self, entry: Any, known: dict[Any, int], key: Any) -> None:
        """Beyond some thousands the file is no address book, and its words are not taken over."""
        self._made += 1
        if self._made <= _MOST_NEW:
            self._session.add(entry)
            self._session.flush()
            known[key] = entry.id
