"""What the columns of a client's tables are called in its history, beyond the fields of the catalogue.

A sweep sees to it that every column is named here, is in the catalogue, or is silent on purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from app.clients.fields import CATALOGUE
from app.i18n import N_
from app.store.history import empty_image
from app.values import address, person
from app.values.field import COUNTRY, DATE, LANGUAGE, MOMENT, YES_NO, Field, Kind, text

_TEXT = text(0)

# Not shown: keys, places in a list, what follows from another column, moments that change by themselves.
SILENT = frozenset(
    ("id", "uid", "version", "client_id", "contact_id", "company_id", "tag_id", "person_id", "field_id", "option_id",
     "reason_id", "position", "comparable", "created_at", "updated_at", "latitude", "longitude", "kind", "channel")
)  # fmt: skip

Picture = dict[str, Any]
Summary = Callable[[Any, Picture], tuple[str, Any]]


@dataclass(frozen=True)
class Part:
    """A column's label and kind; `hidden` when only the presence of a value is told."""

    label: str
    kind: Kind = _TEXT
    field: Field | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Owned:
    """A table of parts: the columns that name its owner, and the line that tells of a whole part."""

    owners: tuple[str, ...]
    summary: Summary


_COLUMNS: dict[str, dict[str, tuple[str, Kind] | str]] = {
    "client": {
        "logo": N_("Logo"),
        "archived_at": (N_("Archived"), MOMENT),
        "deleted_at": (N_("Moved to the bin"), MOMENT),
        "erased_at": (N_("Erased"), MOMENT),
        "merged_into": N_("Merged into another record"),
    },
    "address": {
        "label": N_("Label"),
        "recipient": N_("Recipient"),
        "company": N_("Company"),
        "department": N_("Department"),
        "care_of": N_("Care of"),
        "unit": N_("Flat, floor"),
        "building": N_("Building"),
        "house_number": N_("House number"),
        "number_suffix": N_("Number suffix"),
        "box": N_("Box"),
        "po_box": N_("PO box"),
        "locality": N_("Locality"),
        "cedex": N_("Cedex"),
        "country": (N_("Country"), COUNTRY),
        "language": (N_("Language"), LANGUAGE),
        "free_block": N_("Whole address"),
        "is_default": (N_("Default address"), YES_NO),
        "is_invoice": (N_("For invoices"), YES_NO),
        "is_delivery": (N_("For deliveries"), YES_NO),
        "is_quote": (N_("For quotes"), YES_NO),
    },
    "phone": {"label": N_("Label")},
    "email": {"label": N_("Label")},
    "contact": {
        "civility": N_("Title"),
        "birthday": N_("Birthday"),
        "language": (N_("Language"), LANGUAGE),
        "photo": N_("Photo"),
        "note": N_("Note"),
    },
    "contact_link": {
        "department": N_("Department"),
        "is_main": (N_("Main contact"), YES_NO),
        "is_billing": (N_("Gets the invoices"), YES_NO),
        "is_reminder": (N_("Gets the payment reminders"), YES_NO),
        "mail_quote": (N_("Quotes by e-mail"), YES_NO),
        "mail_proforma": (N_("Pro forma invoices by e-mail"), YES_NO),
        "mail_invoice": (N_("Invoices by e-mail"), YES_NO),
        "mail_reminder": (N_("Payment reminders by e-mail"), YES_NO),
        "from_on": (N_("From"), DATE),
        "until_on": (N_("Until"), DATE),
    },
    "client_company": {"watch_since": (N_("On watch since"), DATE)},
    "score_line": {"given_on": (N_("Date"), DATE), "points": N_("Points"), "reason": N_("Reason")},
    "consent_event": {
        "granted": (N_("Agreed"), YES_NO),
        "given_on": (N_("Date"), DATE),
        "source": N_("Source"),
    },
    "custom_value": {
        "text": N_("Value"),
        "number": N_("Value"),
        "day": (N_("Value"), DATE),
        "yes": (N_("Value"), YES_NO),
    },
    "block": {"comment": N_("Comment"), "from_on": (N_("From"), DATE), "until_on": (N_("Until"), DATE)},
    "financial_year": {
        "year": N_("Year"),
        "turnover": N_("Turnover"),
        "result": N_("Result"),
        "equity": N_("Equity"),
        "headcount": N_("Employees"),
        "source": N_("Source"),
        "comment": N_("Comment"),
    },
    "client_alias": {"reference": N_("Former reference")},
    "leftover": {"line": N_("Kept from a vCard")},
}
# What the way back from such an act is called.
TAKEN_BACK = {N_("Archived"): N_("Restored from the archive"), N_("Moved to the bin"): N_("Brought back from the bin")}
_HIDDEN = ("client.logo", "client.merged_into", "contact.photo")

TITLES = {
    "address": N_("Address"),
    "contact": N_("Contact"),
    "contact_link": N_("Contact"),
    "score_line": N_("Score"),
    "consent_event": N_("Consent"),
    "custom_value": N_("Own field"),
    "block": N_("Block"),
    "financial_year": N_("Yearly figures"),
}


def _columns() -> dict[str, Part]:
    found = {field.column: Part(field.label, field.kind, field) for field in CATALOGUE.values()}
    for table, columns in _COLUMNS.items():
        for column, told in columns.items():
            label, kind = (told, _TEXT) if isinstance(told, str) else told
            name = f"{table}.{column}"
            hidden = name in _HIDDEN
            found[name] = Part(label, YES_NO if hidden else kind, None, hidden)
    return found


COLUMNS = _columns()

_CONSENTS = {
    "email": N_("Consent to e-mails"),
    "sms": N_("Consent to text messages"),
    "letter": N_("Consent to letters"),
    "newsletter": N_("Consent to the newsletter"),
}
BLOCKED = {
    "orders": N_("Orders blocked"),
    "invoicing": N_("Invoicing blocked"),
    "reminders": N_("Payment reminders blocked"),
    "debit": N_("Direct debit blocked"),
    "refunds": N_("Refunds blocked"),
    "supplier_orders": N_("Supplier orders blocked"),
}


PHONES = {"phone": N_("Phone"), "mobile": N_("Mobile"), "fax": N_("Fax")}


def _named(run: Any, table: str, number: Any) -> str:
    found = run(f"SELECT name FROM {table} WHERE id=?", (number,)).fetchone()
    return str(found[0]) if found else ""


def _plain(label: str, *columns: str) -> Summary:
    return lambda _run, picture: (label, " ".join(str(picture[name]) for name in columns if picture.get(name)))


def _address(_run: Any, picture: Picture) -> tuple[str, str]:
    parts = SimpleNamespace(**{name: value or "" for name, value in {**empty_image("address"), **picture}.items()})
    return TITLES["address"], ", ".join(address.lines(parts, home_country=parts.country))


def _link(run: Any, picture: Picture) -> tuple[str, str]:
    found = run("SELECT first_name, last_name FROM contact WHERE id=?", (picture.get("contact_id"),)).fetchone()
    name = person.display_name(*found) if found else ""
    return TITLES["contact_link"], " ".join(filter(None, (name, picture.get("function"))))


def _own(run: Any, picture: Picture) -> tuple[str, str]:
    field = run("SELECT label FROM custom_field WHERE id=?", (picture.get("field_id"),)).fetchone()
    option = run("SELECT label FROM custom_option WHERE id=?", (picture.get("option_id"),)).fetchone()
    number = picture.get("number")
    values = [option[0] if option else "", picture.get("text"), picture.get("day"), number and f"{number / 10_000:g}"]
    return (field[0] if field else TITLES["custom_value"]), " ".join(str(value) for value in values if value)


def _dated(labels: dict[str, str], column: str, *values: str) -> Summary:
    def _summary(_run: Any, picture: Picture) -> tuple[str, str]:
        label = labels.get(picture.get(column, ""), column)
        return label, " ".join(str(picture[name]) for name in values if picture.get(name))

    return _summary


OWNED: dict[str, Owned] = {
    "address": Owned(("client_id",), _address),
    "phone": Owned(("client_id", "contact_id"), _plain(N_("Phone"), "text")),
    "email": Owned(("client_id", "contact_id"), _plain(N_("E-mail"), "text")),
    "contact_link": Owned(("client_id",), _link),
    "contact": Owned((), _plain(N_("Contact"), "first_name", "last_name")),
    "client_tag": Owned(("client_id",), lambda run, picture: (N_("Tag"), _named(run, "tag", picture.get("tag_id")))),
    "client_follower": Owned(
        ("client_id",), lambda run, picture: (N_("Follower"), _named(run, "person", picture.get("person_id")))
    ),
    "client_company": Owned(("client_id",), _plain("")),
    "score_line": Owned(("client_id",), _plain(N_("Score"), "points", "reason")),
    "consent_event": Owned(("client_id",), _dated(_CONSENTS, "channel", "given_on", "source")),
    "custom_value": Owned(("client_id",), _own),
    "block": Owned(("client_id",), _dated(BLOCKED, "kind", "from_on", "comment")),
    "financial_year": Owned(("client_id",), _plain(N_("Yearly figures"), "year")),
    "client_alias": Owned(("client_id",), _plain(N_("Former reference"), "reference")),
    "leftover": Owned(("client_id", "contact_id"), _plain(N_("Kept from a vCard"), "line")),
}
