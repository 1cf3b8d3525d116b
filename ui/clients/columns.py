"""The columns of the list, declared once for the header, the painter, the chooser and the export of a view."""

from __future__ import annotations

from app.clients.search import Row
from app.i18n import N_
from ui.clients import figures
from ui.text import translator
from ui.widgets.table_model import Column


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


def _score(row: Row) -> str:
    return str(row.score) if row.score else ""


def _day(row: Row) -> str:
    from datetime import date

    return translator().date(date.fromisoformat(row.created_on)) if row.created_on else ""


COLUMNS: tuple[Column, ...] = (
    Column("name", N_("Name"), 24, lambda row: row.name, kind_of, "name", weight=500),
    Column("location", N_("Location"), 14, lambda row: row.city, place_of, "city", leaves=1),
    Column("phone", N_("Phone"), 13, lambda row: row.phone, sort="phone", leaves=10),
    Column("email", N_("E-mail"), 24, lambda row: row.email, sort="email", leaves=3, shown=False),
    Column("tags", N_("Tags"), 16, lambda row: ", ".join(name for name, _colour in row.tags), sort="tags", leaves=9),
    Column("reference", N_("Reference"), 11, lambda row: row.reference, sort="reference", leaves=3, shown=False),
    Column("contact", N_("Contact"), 18, lambda row: row.contact, sort="contact", leaves=3, shown=False),
    Column("category", N_("Category"), 14, lambda row: row.category, sort="category", leaves=3, shown=False),
    Column("score", N_("Score"), 7, _score, sort="score", right=True, leaves=3, shown=False),
    Column("created", N_("Created"), 12, _day, sort="created", leaves=3, shown=False),
    *figures.COLUMNS,
)
BY_KEY = {column.key: column for column in COLUMNS}


def spoken(row: Row) -> str:
    """The line as a screen reader says it."""
    parts = [row.name, kind_of(row), row.city, row.phone, figures.spoken(row)]
    if row.blocked:
        parts.append(translator()(N_("orders blocked")))
    return ", ".join(part for part in parts if part)
