"""The draft behind the form of a new client, which is flat, and the record that is made of it.

In the form a firm's civility, names, phone and e-mail stand where a person's do; in the record they are those of its
main contact, as soon as the contact has a name. The street is one line there and taken apart here.
"""

from __future__ import annotations

from typing import Any

from app.clients import drafts, rules
from app.clients.duplicates import Candidate
from app.clients.model import Address, Client, Contact, ContactLink, Email, Phone
from app.exchange.register import comparing
from app.exchange.register.company import Registered
from app.values.address import split_street

# Where each field of the form stands in its draft, and in the catalogue of fields.
FIELDS = {
    "company_name": ("company_name", "company_name"),
    "category": ("category_id", "category_id"),
    "civility": ("civility", "civility"),
    "first_name": ("first_name", "first_name"),
    "last_name": ("last_name", "last_name"),
    "phone": ("phones/0/text", "phone"),
    "email": ("emails/0/text", "email"),
    "street": ("addresses/0/street", "address.street"),
    "postcode": ("addresses/0/postcode", "address.postcode"),
    "city": ("addresses/0/city", "address.city"),
    "country": ("addresses/0/country", "address.country"),
    "siren": ("siren", "siren"),
    "siret": ("siret", "siret"),
    "vat_number": ("vat_number", "vat_number"),
    "own_reference": ("own_reference", "own_reference"),
}
NUMBERS = ("siren", "siret", "vat_number")
COMPANY_ONLY = ("company_name", *NUMBERS)
CHECKED = ("phone", "email", "postcode", *NUMBERS)
_CONTACT = ("civility", "first_name", "last_name")
_IN_RECORD = "links/0/contact/"


def blank(country: str, *, prospect: bool = False, company: bool = True) -> Client:
    """A draft with a place for everything that the form asks."""
    return Client(
        is_organisation=company,
        is_client=not prospect,
        is_prospect=prospect,
        phones=[Phone()],
        emails=[Email()],
        addresses=[Address(is_default=True, country=country)],
    )


def kept(text: str) -> Client | None:
    """The draft that was kept as `text`; None for anything else."""
    try:
        found = drafts.from_json(text)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if found.phones and found.emails and found.addresses else None


def candidate(draft: Client, country: str) -> Candidate:
    """What duplicates are looked up by; `country` is that of the shop."""
    company, address = draft.is_organisation, draft.addresses[0]
    return Candidate(
        company=draft.company_name if company else "",
        first_name="" if company else draft.first_name,
        last_name="" if company else draft.last_name,
        phones=(draft.phones[0].text,),
        emails=(draft.emails[0].text,),
        siret=draft.siret if company else "",
        street=address.street,
        postcode=address.postcode,
        country=address.country or country,
    )


def record(draft: Client) -> Client:
    """The record as it would be saved, its numbers in their plain form; `draft` stays as it is. Without its tags."""
    made = drafts.duplicate(draft)
    phones = [Phone(text=found.text) for found in draft.phones if found.text]
    emails = [Email(text=found.text) for found in draft.emails if found.text]
    made.phones, made.emails = phones, emails
    if made.is_organisation:
        if made.first_name or made.last_name:
            made.phones, made.emails = [], []
            contact = Contact(phones=phones, emails=emails, **{name: getattr(draft, name) for name in _CONTACT})
            made.links = [ContactLink(contact=contact, is_main=True)]
        _empty(made, _CONTACT)
    else:
        _empty(made, COMPANY_ONLY)
    address = made.addresses[0]
    address.house_number, address.number_suffix, address.street = split_street(address.street, address.country)
    for name in NUMBERS:
        setattr(made, name, rules.check_field(made, name, getattr(made, name)).value)
    return made


def path_in_form(path: str) -> str:
    """Where the form has what stands at `path` in the record."""
    return path.removeprefix(_IN_RECORD)


def from_register(found: Registered, keys: frozenset[str]) -> dict[str, Any]:
    """The fields of the form that are to be taken from a register."""
    taken: dict[str, Any] = {name: getattr(found, name) for name in NUMBERS if name in keys}
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


def _empty(made: Client, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(made, name, "")
