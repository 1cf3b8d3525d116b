"""What a client record must be, checked without the book: as one leaves a field, and in full before saving.

Only the impossible is refused. What is odd or foreign is kept, with a warning; `path` says at which field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.clients.fields import CATALOGUE
from app.errors import Problem
from app.i18n import N_
from app.values import email, identifiers, phone, postcode, vat, web
from app.values.checked import Checked

if TYPE_CHECKING:
    from app.clients.model import Address, Client

Check = Callable[[str, str, str, "Client"], Checked]

CHANNELS = ("email", "sms", "letter", "newsletter")
BLOCK_KINDS = ("orders", "invoicing", "reminders", "debit", "refunds", "supplier_orders")
_MOST_TEXT = 20_000
_MOST_LINE = 500
_LONG = ("note", "free_block", "comment")
_MOST_NUMBER = 10**12
_PART_LISTS = (
    "addresses", "phones", "emails", "links", "scores", "consents", "custom_values", "blocks", "companies",
    "financial_years",
)  # fmt: skip

LOCKED = N_(
    "This record is a client because documents exist for it in this file. That cannot be taken away: "
    "archive the record instead."
)


def _siren(text: str, path: str, country: str, draft: Client) -> Checked:
    return identifiers.check_siren(text, path, country=country)


def _siret(text: str, path: str, country: str, draft: Client) -> Checked:
    return identifiers.check_siret(text, path, country=country, siren=draft.siren)


def _vat(text: str, path: str, country: str, draft: Client) -> Checked:
    return vat.check_vat(text, path, country=country, siren=draft.siren)


def _naf(text: str, path: str, country: str, draft: Client) -> Checked:
    return identifiers.check_naf(text, path)


def _business(text: str, path: str, country: str, draft: Client) -> Checked:
    return identifiers.check_business_number(text, path, country=country)


def _gst(text: str, path: str, country: str, draft: Client) -> Checked:
    return identifiers.check_gst(text, path)


def _qst(text: str, path: str, country: str, draft: Client) -> Checked:
    return identifiers.check_qst(text, path)


def _web(text: str, path: str, country: str, draft: Client) -> Checked:
    return web.check(text, path)


CHECKS: dict[str, Check] = {
    "siren": _siren,
    "siret": _siret,
    "vat_number": _vat,
    "naf": _naf,
    "business_number": _business,
    "gst_number": _gst,
    "qst_number": _qst,
    "website": _web,
}


def check_field(draft: Client, path: str, text: str) -> Checked:
    """Check one typed value as its field is left. A path without a rule of its own is kept as typed."""
    country = default_country(draft)
    name = path.rpartition("/")[2]
    if not text.strip():
        return Checked("")
    if path in CHECKS:
        return CHECKS[path](text, path, country, draft)
    if path.endswith("/text"):
        is_mail = "emails/" in path
        return email.check(text, path) if is_mail else phone.check(text, path, country=country)
    if name == "postcode":
        address = _part(draft, path)
        return postcode.check_postcode(text, path, country=getattr(address, "country", "") or country)
    return Checked(text)


def address_for(draft: Client, use: str) -> Address | None:
    """The address that a paper goes to: of those for this `use` (is_invoice ...) the default, else the first of them;
    where there is none for it, the default address.
    """
    meant = [address for address in draft.addresses if getattr(address, use)] or draft.addresses
    return next((address for address in meant if address.is_default), meant[0] if meant else None)


def default_country(draft: Client) -> str:
    """The country of the default address, which decides how numbers are read."""
    for address in draft.addresses:
        if address.is_default and address.country:
            return str(address.country)
    return next((address.country for address in draft.addresses if address.country), "FR")


def _part(draft: Any, path: str) -> Any:
    """The part of the draft that holds the field at `path`."""
    found = draft
    for step in path.split("/")[:-1]:
        found = found[int(step)] if step.isdigit() else getattr(found, step)
    return found


def check(draft: Client) -> list[Problem]:
    """Every problem of the record, errors and warnings, in the order of its fields."""
    return [*_names(draft), *_lengths(draft), *_parts(draft), *_values(draft), *_flags(draft), *_dates(draft)]


def _names(draft: Client) -> Iterator[Problem]:
    if draft.is_organisation:
        if not draft.company_name.strip():
            yield Problem("company_name", N_("Enter a name: it is all that a record needs."))
    elif not (draft.last_name.strip() or draft.first_name.strip()):
        yield Problem("last_name", N_("Enter a name: it is all that a record needs."))
    for place, link in enumerate(draft.links):
        person = link.contact
        if not (person.first_name.strip() or person.last_name.strip() or person.emails or person.phones):
            message = N_("Enter a name, a phone or an e-mail for this contact.")
            yield Problem(f"links/{place}/contact/last_name", message)


def _lengths(draft: Client) -> Iterator[Problem]:
    for field in CATALOGUE.values():
        if field.table == "client":
            yield from _bounded(field.key, getattr(draft, field.key), most_letters("client", field.key))


def _parts(draft: Client) -> Iterator[Problem]:
    """What is typed into parts is bounded too: the file holds neither endless texts nor endless numbers."""
    for path, part in _every_part(draft):
        for name, value in vars(part).items():
            yield from _bounded(f"{path}/{name}", value, most_letters(part.__tablename__, name))


def most_letters(table: str, column: str) -> int:
    """How long a text may be."""
    if table == "client":
        return (CATALOGUE[column].kind.length if column in CATALOGUE else 0) or _MOST_TEXT
    return _MOST_TEXT if column in _LONG or table == "custom_value" else _MOST_LINE


def _every_part(draft: Client) -> Iterator[tuple[str, Any]]:
    for name in _PART_LISTS:
        yield from ((f"{name}/{place}", part) for place, part in enumerate(getattr(draft, name)))
    for place, link in enumerate(draft.links):
        yield f"links/{place}/contact", link.contact
        for name in ("phones", "emails"):
            for number, point in enumerate(getattr(link.contact, name)):
                yield f"links/{place}/contact/{name}/{number}", point


def _bounded(path: str, value: Any, most: int) -> Iterator[Problem]:
    if isinstance(value, str):
        if len(value) > most:
            message = N_("This text is too long: {length} letters, at most {most}.")
            yield Problem(path, message, {"length": len(value), "most": most})
    elif isinstance(value, Decimal):
        if not value.is_finite() or abs(value) >= _MOST_NUMBER:
            yield Problem(path, N_("This number is too large."))
        elif value != round(value, 4):
            yield Problem(path, N_("A number has at most four decimals."))
    elif isinstance(value, int) and abs(value) >= _MOST_NUMBER:
        yield Problem(path, N_("This number is too large."))


def _values(draft: Client) -> Iterator[Problem]:
    typed = [(name, getattr(draft, name)) for name in CHECKS]
    owners = [("", draft)] + [(f"links/{place}/contact/", link.contact) for place, link in enumerate(draft.links)]
    for start, owner in owners:
        for kind in ("phones", "emails"):
            typed += [(f"{start}{kind}/{n}/text", found.text) for n, found in enumerate(getattr(owner, kind))]
    typed += [(f"addresses/{n}/postcode", found.postcode) for n, found in enumerate(draft.addresses)]
    for path, text in typed:
        yield from check_field(draft, path, text).problems


def _flags(draft: Client) -> Iterator[Problem]:
    if not (draft.is_client or draft.is_prospect or draft.is_partner or draft.is_supplier):
        yield Problem("is_client", N_("Choose at least one: client, prospect, partner or supplier."))
    if sum(address.is_default for address in draft.addresses) > 1:
        yield Problem("addresses", N_("Only one address can be the default."))
    for role in ("is_main", "is_billing", "is_reminder"):
        if sum(getattr(link, role) for link in draft.links) > 1:
            yield Problem("links", N_("Only one contact can have this role."))
    contacts = [link.contact.id or id(link.contact) for link in draft.links]
    for place, contact in enumerate(contacts):
        if contact in contacts[:place]:
            yield Problem(f"links/{place}/contact/last_name", N_("This contact is in the record already."))
    if draft.parent_id is not None and draft.parent_id == draft.id:
        yield Problem("parent_id", N_("A client cannot be its own parent company."))


def _dates(draft: Client) -> Iterator[Problem]:
    for place, block in enumerate(draft.blocks):
        if block.until_on is not None and block.until_on < block.from_on:
            yield Problem(f"blocks/{place}/until_on", N_("The end is before the start."))
    for place, link in enumerate(draft.links):
        if link.from_on and link.until_on and link.until_on < link.from_on:
            yield Problem(f"links/{place}/until_on", N_("The end is before the start."))
    for name in ("discount_percent", "rebate_percent"):
        value = getattr(draft, name)
        if value is not None and not 0 <= value <= 100:
            yield Problem(name, N_("A percentage lies between 0 and 100."))
    years = [line.year for line in draft.financial_years]
    for place, year in enumerate(years):
        if year in years[:place]:
            yield Problem(f"financial_years/{place}/year", N_("This year is there already."))
    if not 0 <= (draft.invoice_copies or 0) <= 20:
        yield Problem("invoice_copies", N_("Between 0 and 20 copies."))
