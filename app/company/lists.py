"""The lists an owner may change: add, rename, order, switch off, and delete what no client uses.

A list is described by a `ListKind`; subjects above describe theirs in the same words. What uses an entry is read from
the foreign keys of the schema, so that no list has to be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import distinct, func, select, union
from sqlalchemy.orm import Session

from app.company.model import (
    BankAccount,
    Carrier,
    Choice,
    NoteText,
    PaymentMeans,
    PaymentTerm,
    Person,
    PriceList,
    ReminderPlan,
    TaxRate,
    Team,
)
from app.errors import Invalid, NotFound, Problem, Refused
from app.i18n import N_
from app.store.base import Base
from app.values.checked import Checked
from app.values.field import COUNTRY, LONG_TEXT, NUMBER, PERCENT, YES_NO, Kind, text
from app.values.iban import check_iban

LONGEST = 80
MOST = 500


@dataclass(frozen=True)
class Extra:
    """One more column of an entry; `required` texts may not be empty, `only_one` entry has a yes.

    `check(text, column)` judges what is typed and gives its plain and its shown form.
    """

    column: str
    label: str
    kind: Kind
    required: bool = False
    only_one: bool = False
    check: Callable[[str, str], Checked] | None = None

    def shown(self, value: Any) -> Any:
        """The value as a field and a list show it."""
        return self.check(value, self.column).shown if self.check and value else value


@dataclass(frozen=True)
class ListKind:
    """One list. `where` are the columns that all its entries share; `label` is the column that names an entry."""

    key: str
    title: str
    table: type[Base]
    where: Mapping[str, Any] = field(default_factory=dict)
    label: str = "label"
    extras: tuple[Extra, ...] = ()
    coloured: bool = False
    can_switch_off: bool = True
    linked: bool = True
    """Whether clients point to its entries; otherwise they take over the words."""
    part_of_entry: tuple[str, ...] = ()
    """Tables whose rows belong to an entry and go with it."""


@dataclass(frozen=True)
class ListEntry:
    """One entry, and how many clients use it."""

    id: int
    label: str
    active: bool
    used: int
    values: Mapping[str, Any]


def _choices(key: str, title: str, *, linked: bool = True) -> ListKind:
    return ListKind(key, title, Choice, {"list": key}, linked=linked)


_EMAIL = Extra("email", N_("E-mail"), text(254))

KINDS = (
    _choices("category", N_("Categories")),
    _choices("sector", N_("Sectors")),
    _choices("referral", N_("How they found us")),
    _choices("civility", N_("Titles of people"), linked=False),
    ListKind(
        "note_text",
        N_("Texts for notes"),
        NoteText,
        extras=(
            Extra("text", N_("Text"), LONG_TEXT),
            Extra("for_new", N_("Fills the note of every new client"), YES_NO, only_one=True),
        ),
        linked=False,
    ),
    ListKind(
        "payment_term",
        N_("Terms of payment"),
        PaymentTerm,
        extras=(
            Extra("days", N_("Days"), NUMBER),
            Extra("end_of_month", N_("Then to the end of the month"), YES_NO),
            Extra("days_after", N_("Then so many days more"), NUMBER),
            Extra("instalments", N_("In so many monthly parts"), NUMBER),
        ),
    ),
    ListKind(
        "payment_means",
        N_("Means of payment"),
        PaymentMeans,
        extras=(Extra("incoming", N_("For payments"), YES_NO), Extra("outgoing", N_("For refunds"), YES_NO)),
    ),
    ListKind(
        "tax_rate",
        N_("Tax rates"),
        TaxRate,
        extras=(Extra("percent", N_("Rate"), PERCENT), Extra("country", N_("Country"), COUNTRY)),
    ),
    ListKind("price_list", N_("Price lists"), PriceList),
    ListKind("reminder_plan", N_("Reminder plans"), ReminderPlan),
    ListKind("carrier", N_("Carriers"), Carrier),
    ListKind(
        "bank_account",
        N_("Our bank accounts"),
        BankAccount,
        extras=(
            Extra("bank", N_("Bank"), text(80)),
            Extra("iban", N_("IBAN"), text(42), check=check_iban),
            Extra("bic", N_("BIC"), text(14)),
        ),
    ),
    _choices("credit_code", N_("Credit codes")),
    _choices("block_reason", N_("Reasons of blocks")),
    ListKind(
        "person", N_("People of the shop"), Person, label="name", extras=(Extra("email", N_("E-mail"), text(254)),)
    ),
    ListKind("team", N_("Teams"), Team, label="name", can_switch_off=False),
)


def entries(session: Session, kind: ListKind) -> list[ListEntry]:
    """The entries in the owner's order, those switched off too."""
    rows = _rows(session, kind)
    uses = _uses(session, kind, [row.id for row in rows])
    columns = [extra.column for extra in kind.extras] + (["colour"] if kind.coloured else [])
    return [
        ListEntry(
            row.id,
            getattr(row, kind.label),
            getattr(row, "active", True),
            uses.get(row.id, 0),
            {column: getattr(row, column) for column in columns},
        )
        for row in rows
    ]


def add(session: Session, kind: ListKind, label: str, values: Mapping[str, Any] | None = None) -> int:
    """A new entry at the end; its id. Raises `Invalid` for an empty label or one that is there already."""
    rows = _rows(session, kind)
    if len(rows) >= MOST:
        raise Refused(N_("This list is full: it takes {most} entries."), most=MOST)
    entry: Any = kind.table(**kind.where, position=1 + max((row.position for row in rows), default=-1))
    if kind.coloured:
        entry.colour = len(rows) % 6 + 1
    _fill(entry, kind, rows, {**(values or {}), kind.label: label})
    session.add(entry)
    session.flush()
    return int(entry.id)


def change(session: Session, kind: ListKind, entry_id: int, values: Mapping[str, Any]) -> None:
    """Set the label (under its column's name), the colour or other columns of an entry. Raises `Invalid`."""
    _fill(_get(session, kind, entry_id), kind, _rows(session, kind), values)


def move(session: Session, kind: ListKind, entry_id: int, step: int) -> None:
    """One place up (-1) or down (1); the places are numbered anew."""
    rows = _rows(session, kind)
    at = next((place for place, row in enumerate(rows) if row.id == entry_id), None)
    if at is None:
        raise NotFound(N_("This entry is not in the list any more."))
    to = max(0, min(len(rows) - 1, at + step))
    rows.insert(to, rows.pop(at))
    for place, row in enumerate(rows):
        if row.position != place:
            row.position = place


def switch(session: Session, kind: ListKind, entry_id: int, *, on: bool) -> None:
    """Offer an entry, or no longer; the clients that have it keep it."""
    _get(session, kind, entry_id).active = on


def delete(session: Session, kind: ListKind, entry_id: int) -> None:
    """Delete an entry that nothing uses; `Refused` says by how many clients it is used."""
    entry = _get(session, kind, entry_id)
    used = _uses(session, kind, [entry_id]).get(entry_id, 0)
    if used:
        raise Refused(
            N_("Clients that use “{name}”: {clients}. It cannot be deleted; switch it off instead."),
            name=getattr(entry, kind.label),
            clients=used,
        )
    for table in kind.part_of_entry:
        part = Base.metadata.tables[table]
        mapped = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is part)
        owner = next(column for column, target in _pointers(part) if target is kind.table.__table__)
        for row in session.scalars(select(mapped).where(owner == entry_id)):
            session.delete(row)
    session.flush()
    session.delete(entry)


def _rows(session: Session, kind: ListKind) -> list[Any]:
    table: Any = kind.table
    query = select(table).order_by(table.position, table.id)
    return list(session.scalars(query.where(*(getattr(table, name) == value for name, value in kind.where.items()))))


def _get(session: Session, kind: ListKind, entry_id: int) -> Any:
    found = session.get(kind.table, entry_id)
    if found is None:
        raise NotFound(N_("This entry is not in the list any more."))
    return found


def _fill(entry: Any, kind: ListKind, others: Iterable[Any], values: Mapping[str, Any]) -> None:
    if kind.label in values:
        label = " ".join(str(values[kind.label]).split())
        if not label:
            raise Invalid([Problem("label", N_("Enter a name."))])
        if len(label) > LONGEST:
            raise Invalid([Problem("label", N_("This name is too long: at most {most} letters."), {"most": LONGEST})])
        known = {getattr(other, kind.label).casefold() for other in others if other is not entry}
        if label.casefold() in known:
            raise Invalid([Problem("label", N_("“{name}” is in the list already."), {"name": label})])
        setattr(entry, kind.label, label)
    if values.get("colour") is not None and kind.coloured:
        entry.colour = values["colour"]
    for extra in kind.extras:
        if values.get(extra.column) is not None:
            _fill_extra(entry, extra, others, values[extra.column])


def _fill_extra(entry: Any, extra: Extra, others: Iterable[Any], value: Any) -> None:
    if extra.check is not None:
        checked = extra.check(value, extra.column)
        if not checked.ok:
            raise Invalid(checked.problems)
        value = checked.value
    setattr(entry, extra.column, value)
    if extra.only_one and value:
        for other in others:
            if other is not entry and getattr(other, extra.column):
                setattr(other, extra.column, False)


def _uses(session: Session, kind: ListKind, ids: list[int]) -> dict[int, int]:
    """How many clients and products use each entry, over every foreign key that points to its table."""
    owners = []
    for table in Base.metadata.tables.values():
        client = -table.c.id if table.name == "product" else table.c.get("client_id", table.c.get("id"))
        for column, target in _pointers(table):
            if target is kind.table.__table__ and client is not None and table.name not in kind.part_of_entry:
                owners.append(select(column.label("entry"), client.label("client")).where(column.in_(ids)))
    if not owners or not ids:
        return {}
    found = union(*owners).subquery()
    counted = select(found.c.entry, func.count(distinct(found.c.client))).group_by(found.c.entry)
    return {row.entry: row[1] for row in session.execute(counted)}


def _pointers(table: Any) -> list[tuple[Any, Any]]:
    """(column, table it points to) for each foreign key of `table`."""
    return [(key.parent, key.column.table) for key in table.foreign_keys]
