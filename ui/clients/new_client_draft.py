"""From what is typed into the form of a new client to a draft, and to what its duplicates are looked up by.

A firm's civility, names, phone and e-mail are those of its main contact, as soon as the contact has a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.clients import rules
from app.clients.duplicates import Candidate
from app.exchange.register import comparing
from app.values.address import split_street

if TYPE_CHECKING:
    from app.clients.model import Client, Contact
    from app.exchange.register.company import Registered

Values = dict[str, Any]
NUMBERS = ("siren", "siret", "vat_number")
COMPANY_ONLY = ("company_name", *NUMBERS)
_CONTACT = ("civility", "first_name", "last_name")
_ADDRESS = ("street", "postcode", "city", "country")


def candidate(values: Values, country: str) -> Candidate:
    """What duplicates are looked up by; `country` is that of the shop."""
    company = values["kind"] == "company"
    return Candidate(
        company=_text(values, "company_name") if company else "",
        first_name="" if company else _text(values, "first_name"),
        last_name="" if company else _text(values, "last_name"),
        phones=(_text(values, "phone"),),
        emails=(_text(values, "email"),),
        siret=_text(values, "siret") if company else "",
        street=_text(values, "street"),
        postcode=_text(values, "postcode"),
        country=_text(values, "country") or country,
    )


def draft(values: Values) -> Client:
    """The record as it would be saved, its numbers in their plain form; without its tags."""
    from app.clients.model import Client, Contact, ContactLink

    company = values["kind"] == "company"
    made = Client(
        is_organisation=company,
        is_client=values["status"] == "client",
        is_prospect=values["status"] == "prospect",
        category_id=values["category"],
        own_reference=_text(values, "own_reference"),
    )
    who: Client | Contact = made
    if company:
        for name in COMPANY_ONLY:
            setattr(made, name, _text(values, name))
        if _has_contact(values):
            who = Contact()
            made.links.append(ContactLink(contact=who, is_main=True))
    if who is not made or not company:
        for name in _CONTACT:
            setattr(who, name, _text(values, name))
    _add_points(who, values)
    _add_address(made, values)
    for name in NUMBERS:
        setattr(made, name, rules.check_field(made, name, getattr(made, name)).value)
    return made


def path(values: Values, name: str) -> str:
    """Where a field of the form stands in the record."""
    contact = "links/0/contact/" if values["kind"] == "company" and _has_contact(values) else ""
    if name in ("phone", "email"):
        return f"{contact}{name}s/0/text"
    if name in _ADDRESS:
        return f"addresses/0/{name}"
    return f"{contact}{name}" if name in _CONTACT else name


def from_register(found: Registered, keys: frozenset[str]) -> Values:
    """The fields of the form that are to be taken from a register."""
    taken: Values = {name: getattr(found, name) for name in NUMBERS if name in keys}
    if "company_name" in keys:
        taken["company_name"] = found.name
    if comparing.ADDRESS in keys:
        taken |= {name: getattr(found, name) for name in ("street", "postcode", "city")}
    return taken


def complete(made: Client, found: Registered, keys: frozenset[str]) -> None:
    """What a register says and the form has no field for, unless another company was typed since."""
    if made.siren != found.siren:
        return
    here = {comparing.ADDRESS} - {row.key for row in comparing.differences(made, found)}
    comparing.take(made, found, keys & (frozenset(comparing.FIELDS) - set(COMPANY_ONLY) | here))


def _text(values: Values, name: str) -> str:
    return str(values.get(name) or "")


def _has_contact(values: Values) -> bool:
    return any(_text(values, name) for name in ("first_name", "last_name"))


def _add_points(who: Client | Contact, values: Values) -> None:
    from app.clients.model import Email, Phone

    phone, email = _text(values, "phone"), _text(values, "email")
    who.phones = [Phone(text=phone)] if phone else []
    who.emails = [Email(text=email)] if email else []


def _add_address(made: Client, values: Values) -> None:
    from app.clients.model import Address

    country = _text(values, "country")
    number, suffix, street = split_street(_text(values, "street"), country)
    address = Address(is_default=True, house_number=number, number_suffix=suffix, street=street, country=country)
    address.postcode, address.city = _text(values, "postcode"), _text(values, "city")
    made.addresses.append(address)
