"""Values of a record in words, without a window: for the command line and the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.clients import fields
from app.clients.fields import CATALOGUE
from app.clients.model import Client
from app.company.records import home
from app.i18n import N_, Translator
from app.values import address, identifiers, person, vat
from app.values.field import Field, Kind

Run = Callable[..., Any]
Section = tuple[str, list[tuple[str, str]]]

SHOWN: dict[str, Callable[[str], str]] = {
    "siren": identifiers.show_siren,
    "siret": identifiers.show_siret,
    "vat_number": vat.show_vat,
    "gst_number": identifiers.show_canadian,
    "qst_number": identifiers.show_canadian,
}
YES, NO = N_("Yes"), N_("No")


def label_of(run: Run, field: Field, number: Any) -> str:
    """The words behind an id: the entry of a list, a person, a team, a client. Empty when it is gone."""
    if field.kind.name == "client":
        query = "SELECT name FROM client_row WHERE client_id=?"
    else:
        column = "name" if field.kind.name in ("person", "team") else "label"
        query = f'SELECT {column} FROM "{fields.list_table(field)}" WHERE id=?'
    found = run(query, (number,)).fetchone() if isinstance(number, int) else None
    return str(found[0]) if found else ""


def points_elsewhere(kind: Kind) -> bool:
    """Whether a field of `kind` holds an id."""
    return kind.name in ("list", "person", "team", "client")


def text(value: Any, kind: Kind, tr: Translator) -> str:
    """One value as one reads it; ids were replaced by their words before. Empty for nothing."""
    if kind.name == "choice":
        return tr(dict(kind.options).get(value or "", str(value or "")))
    if value is None or value == "":
        return ""
    if kind.name == "yes_no":
        return tr(YES if value else NO)
    if kind.name == "country":
        return tr.country_name(value)
    if kind.name == "language":
        return tr.language_name(value)
    if kind.name == "amount" and isinstance(value, Decimal):
        return tr.number(value, 2)
    if isinstance(value, datetime):
        return tr.moment(value.astimezone())
    if isinstance(value, date):
        return tr.date(value)
    if isinstance(value, int | Decimal):
        number = tr.number(value.normalize() if isinstance(value, Decimal) else value)
        return f"{number}\N{NARROW NO-BREAK SPACE}%" if kind.name == "percent" else number
    return str(value)


def labels(session: Session, draft: Client) -> dict[str, Any]:
    """The words behind the ids of a record, under the key of the field without its `_id`; and the names of its tags."""
    run = session.connection().exec_driver_sql
    pointing = [field for field in CATALOGUE.values() if field.table == "client" and points_elsewhere(field.kind)]
    found: dict[str, Any] = {
        field.attribute.removesuffix("_id"): label_of(run, field, getattr(draft, field.attribute)) for field in pointing
    }
    found["tag_names"] = _tags(run, draft)
    return found


def sections(session: Session, draft: Client, tr: Translator) -> list[Section]:
    """The whole record, section by section, as (label, text); what is empty is left out."""
    run = session.connection().exec_driver_sql
    found: dict[str, list[tuple[str, str]]] = {}
    for field in CATALOGUE.values():
        for value in _values(draft, field):
            words = label_of(run, field, value) if points_elsewhere(field.kind) else value
            shown = text(words, field.kind, tr)
            if shown and value not in (False, ""):
                found.setdefault(field.group, []).append((tr(field.label), shown))
    found.setdefault(fields.IDENTITY, []).extend((tr(CATALOGUE["tag"].label), name) for name in _tags(run, draft))
    found[fields.CONTACTS] = _points(draft, tr) + [line for link in draft.links for line in _contact(link, tr)]
    found[fields.ADDRESSES] = [_address(place, home(session).country, tr) for place in draft.addresses]
    return [(tr(group), lines) for group, lines in found.items() if lines]


def _tags(run: Run, draft: Client) -> list[str]:
    return [str(run("SELECT name FROM tag WHERE id=?", (tag.tag_id,)).scalar()) for tag in draft.tags]


def _values(draft: Client, field: Field) -> list[Any]:
    if field.table == "client":
        return [getattr(draft, field.attribute)]
    if field.table == "client_company":
        return [getattr(line, field.attribute) for line in draft.companies]
    return []


def _points(owner: Any, tr: Translator) -> list[tuple[str, str]]:
    phones = [(tr(CATALOGUE["phone"].label), _labelled(found)) for found in owner.phones]
    return phones + [(tr(CATALOGUE["email"].label), _labelled(found)) for found in owner.emails]


def _labelled(point: Any) -> str:
    return f"{point.text} ({point.label})" if point.label else str(point.text)


def _contact(link: Any, tr: Translator) -> list[tuple[str, str]]:
    who = link.contact
    name = " ".join(filter(None, (who.civility, person.display_name(who.first_name, who.last_name))))
    shown = f"{name} ({link.function})" if link.function else name
    return [(tr(N_("Contact")), shown), *((f"  {label}", value) for label, value in _points(who, tr))]


def _address(place: Any, home_country: str, tr: Translator) -> tuple[str, str]:
    block = address.lines(place, home_country=home_country, language=tr.language)
    return (place.label or tr(N_("Address"))), ", ".join(block)
