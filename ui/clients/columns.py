"""The columns of the list, declared once for the header, the painter, the chooser and the export of a view.

A column says what its lines read; figures show a dash until the account of this book exists.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.clients.search import Row
from app.i18n import N_
from ui.text import translator

DASH = "\N{EM DASH}"


def _nothing(row: Row) -> str:
    return ""


def _figure(row: Row) -> str:
    return DASH


class Column(NamedTuple):
    """`sort` is a key of `search.SORTS` or empty; `first` and `second` its two lines; `width` in average letters."""

    key: str
    title: str
    width: int
    first: Callable[[Row], str]
    second: Callable[[Row], str] = _nothing
    sort: str = ""
    right: bool = False
    shown: bool = True
    figure: bool = False


def kind_of(row: Row) -> str:
    """What stands under the name: category and first contact."""
    tr = translator()
    kind = row.category or ("" if row.is_organisation else tr(N_("Private")))
    parts = [kind, row.contact if row.is_organisation else ""]
    return " · ".join(part for part in parts if part)


def place_of(row: Row) -> str:
    """The second line of the location: postcode, and the country when it is not the shop's."""
    tr = translator()
    abroad = row.country and row.country != tr.country
    return " · ".join(part for part in (row.postcode, tr.country_name(row.country) if abroad else "") if part)


def _day(row: Row) -> str:
    from datetime import date

    return translator().date(date.fromisoformat(row.created_on)) if row.created_on else ""


COLUMNS: tuple[Column, ...] = (
    Column("name", N_("Name"), 28, lambda row: row.name, kind_of, "name"),
    Column("location", N_("Location"), 15, lambda row: row.city, place_of, "city"),
    Column("phone", N_("Phone"), 13, lambda row: row.phone, sort="phone"),
    Column("email", N_("E-mail"), 24, lambda row: row.email, sort="email", shown=False),
    Column("tags", N_("Tags"), 16, lambda row: ", ".join(name for name, _colour in row.tags), sort="tags"),
    Column("reference", N_("Reference"), 11, lambda row: row.reference, sort="reference", shown=False),
    Column("contact", N_("Contact"), 18, lambda row: row.contact, sort="contact", shown=False),
    Column("category", N_("Category"), 14, lambda row: row.category, sort="category", shown=False),
    Column(
        "score", N_("Score"), 7, lambda row: str(row.score) if row.score else "", sort="score", right=True, shown=False
    ),
    Column("created", N_("Created"), 12, _day, sort="created", shown=False),
    Column("last_order", N_("Last invoiced order"), 12, _figure, figure=True),
    Column("orders", N_("Orders"), 7, _figure, right=True, figure=True),
    Column("total", N_("Total invoiced"), 11, _figure, right=True, figure=True),
    Column("balance", N_("Balance"), 10, _figure, right=True, figure=True, shown=False),
)
BY_KEY = {column.key: column for column in COLUMNS}


def spoken(row: Row) -> str:
    """The line as a screen reader says it."""
    parts = [row.name, kind_of(row), row.city, row.phone]
    if row.blocked:
        parts.append(translator()(N_("orders blocked")))
    return ", ".join(part for part in parts if part)
