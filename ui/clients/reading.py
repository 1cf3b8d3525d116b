"""Values of a record as words: what read mode, the pinned fields and the history show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.clients import shown
from app.clients.fields import CATALOGUE
from app.values.field import Field
from ui.text import birthday, tr, translator

if TYPE_CHECKING:
    from app.clients.model import Client, CustomValue
    from app.clients.opened import Opened, OwnField

LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")
OWN = "own/"
MAIN_CONTACT = "main_contact"


def path_of(field: Field) -> str:
    """Where the draft holds a field of the client or of its line of accounts."""
    return f"companies/0/{field.attribute}" if field.table == "client_company" else field.attribute


def value_of(draft: Client, field: Field) -> Any:
    """The value of a field of the client or of its line of accounts."""
    return getattr(draft.companies[0] if field.table == "client_company" else draft, field.attribute)


def words_of(opened: Opened, key: str, draft: Client | None = None) -> str:
    """The value of a field of the catalogue, as one reads it; empty when there is none."""
    field = CATALOGUE[key]
    return words(opened, field, value_of(draft or opened.draft, field))


def words(opened: Opened, field: Field, value: Any) -> str:
    """A value of `field` as one reads it."""
    if value is None or value == "" or value is False:
        return ""
    if field.key in shown.SHOWN:
        return shown.SHOWN[field.key](value)
    match field.kind.name:
        case "amount":
            return money(value, opened.currency)
        case "birthday":
            return birthday(value)
        case "list" | "person" | "team":
            return opened.label(field.kind.source or field.kind.name, value)
        case "client":
            return opened.clients.get(value, "")
        case "currency":
            return currency(value)
    return shown.text(value, field.kind, translator())


def money(value: Decimal, currency: str) -> str:
    """An amount with its sign."""
    return translator().money(value, currency)


def currency(code: str) -> str:
    """The name of a currency with its code."""
    from babel import Locale

    name = Locale(translator().language).currencies.get(code, "")
    return f"{name[:1].upper()}{name[1:]} ({code})" if name else code


def day(value: date, today: date) -> str:
    """A day as lists write it: `9 Nov`, with the year when it is not this one."""
    from babel.dates import format_date

    language = "fr_FR" if translator().language == "fr" else "en_GB"
    return format_date(value, "d MMM" if value.year == today.year else "d MMM yyyy", locale=language)


def name_of(draft: Client) -> str:
    """The name of the record for its title."""
    if draft.is_organisation:
        return draft.company_name or draft.trade_name
    return " ".join(f"{draft.first_name} {draft.last_name}".split()) or draft.company_name


def own_words(opened: Opened, own: OwnField, draft: Client | None = None) -> str:
    """The value of an own field as one reads it."""
    found = [value for value in (draft or opened.draft).custom_values if value.field_id == own.id]
    return ", ".join(filter(None, (_own_value(opened, own, value) for value in found)))


def _own_value(opened: Opened, own: OwnField, value: CustomValue) -> str:
    match own.kind:
        case "number":
            return "" if value.number is None else translator().number(value.number.normalize())
        case "amount":
            return "" if value.number is None else money(value.number, opened.currency)
        case "date":
            return "" if value.day is None else translator().date(value.day)
        case "yes_no":
            return "" if value.yes is None else tr("Yes") if value.yes else tr("No")
        case "choice" | "several":
            return next((option.label for option in own.options if option.id == value.option_id), "")
    return value.text


def pinned(opened: Opened, key: str) -> tuple[str, str]:
    """Label and value of a pinned field; the value is empty when there is none or the field is gone."""
    if key.startswith(OWN):
        own = next((each for each in opened.own_fields if each.id == int(key.removeprefix(OWN))), None)
        return (own.label, own_words(opened, own)) if own else ("", "")
    if key == MAIN_CONTACT:
        return tr("Main contact"), _main_contact(opened.draft)
    field = CATALOGUE.get(key)
    if field is None or field.table not in ("client", "client_company"):
        return "", ""
    return tr(field.label), words(opened, field, value_of(opened.draft, field))


def _main_contact(draft: Client) -> str:
    link = next((link for link in draft.links if link.is_main), None)
    if link is None:
        return ""
    name = " ".join(f"{link.contact.first_name} {link.contact.last_name}".split())
    return " · ".join(filter(None, (name, link.contact.phones[0].text if link.contact.phones else "")))
