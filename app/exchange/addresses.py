"""Addresses both ways: the parts that the post of each country asks for, and the seven parts of a vCard."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from app.clients.model import Address
from app.exchange.vcard import PostalAddress
from app.exchange.vcard.line import clean
from app.i18n import N_, Translator
from app.store.base import light, new_uid
from app.values.address import split_street, street_line
from app.values.countries import CODES, names, parse_country
from app.values.folding import fold
from app.values.postcode import check_postcode

_CEDEX = re.compile(r"(?P<city>.{1,200}?)\s+(?P<cedex>cedex(?:\s+[0-9]{1,2})?)", re.IGNORECASE)
_CARE_OF = ("c/o ", "chez ", "a/s ")
_DELIVERY = frozenset(("livraison", "livraisons", "delivery", "deliveries", "shipping", "parcel"))
_INVOICE = frozenset(("facturation", "facture", "factures", "billing", "invoice", "invoices", "invoicing"))
HOME, WORK = N_("Home"), N_("Work")


def settled(text: str) -> str:
    """What is left of `text` on its way through a file."""
    return text if text.isprintable() and text[:1] != " " and text[-1:] != " " else clean(text).strip()


def to_card(address: Address, types: tuple[str, ...], language: str) -> PostalAddress:
    """`address` for a card; `language` names the country. What has no place there travels as our own."""
    found = vars(address).get
    shared: Any = {
        "types": types,
        "label": found("label", ""),
        "country_code": found("country", ""),
        "preferred": found("is_default", False),
    }
    block = found("free_block", "")
    if block.strip():
        # As a layout (LABEL) it would be taken for that of another address.
        return PostalAddress(street=block, **shared)
    in_street = ("house_number", "number_suffix", "street", "box", "country", "language")
    lines = (street_line(light(Address, **{name: found(name, "") for name in in_street})), found("locality", ""))
    return PostalAddress(
        po_box=found("po_box", ""),
        extended=", ".join(text for name in ("care_of", "unit", "building") if (text := found(name, ""))),
        street="\n".join(line for line in lines if line),
        city=" ".join(text for text in (found("city", ""), found("cedex", "")) if text),
        region=found("region", ""),
        postcode=found("postcode", ""),
        country=names(language).get(shared["country_code"], shared["country_code"]),
        **shared,
    )


def same(one: PostalAddress, other: PostalAddress) -> bool:
    """Whether two addresses of cards say the same, after a way through a file; a country is its code."""
    return _said(one) == _said(other)


def _said(given: PostalAddress) -> tuple[str, ...]:
    return tuple(map(settled, (*given.parts[:6], given.country_code, given.text, given.label)))


def from_card(given: PostalAddress, home: str, usual: str, tr: Translator) -> Address:
    """The address that a card means. `usual` is the type ("work", "home") that needs no label of its own."""
    country = _country(given)
    values: dict[str, Any] = {"uid": new_uid(), "label": _label(given, usual, tr), "is_default": given.preferred}
    if not any(given.parts):
        values["free_block"] = given.text
    else:
        if not country and given.postcode and _fits(given.postcode, home):
            country = home
        values |= _parts(given, country or home)
    values["country"] = country
    kinds = {fold(given.label), *given.types} if given.label else {*given.types}
    values["is_delivery"], values["is_invoice"] = bool(kinds & _DELIVERY), bool(kinds & _INVOICE)
    return light(Address, **{name: value for name, value in values.items() if value})


def _country(given: PostalAddress) -> str:
    return given.country_code if given.country_code in CODES else _named(given.country)


@lru_cache(maxsize=1000)
def _named(country: str) -> str:
    return parse_country(country) or ""


@lru_cache(maxsize=10_000)
def _fits(postcode: str, country: str) -> bool:
    return check_postcode(postcode, country=country).ok


def _parts(given: PostalAddress, country: str) -> dict[str, str]:
    street, others = _street(given.street, country)
    others = [line for line in (*given.extended.splitlines(), *others) if line]
    care_of = next((line for line in others if line.lower().startswith(_CARE_OF)), "")
    cedex = _CEDEX.fullmatch(given.city)
    # A country that nobody knows is kept where it can be read.
    unknown = given.country if given.country and not _country(given) else ""
    return {
        "po_box": given.po_box,
        "care_of": care_of,
        "building": ", ".join(line for line in others if line is not care_of),
        "house_number": street[0],
        "number_suffix": street[1],
        "street": street[2],
        "postcode": given.postcode,
        "city": cedex["city"] if cedex else given.city,
        "cedex": cedex["cedex"] if cedex else "",
        "region": " ".join(text for text in (given.region, unknown) if text),
    }


def _street(text: str, country: str) -> tuple[tuple[str, str, str], list[str]]:
    """The line that has the number, taken apart, and the other lines."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    split = [split_street(line, country) for line in lines]
    place = next((place for place, parts in enumerate(split) if parts[0]), 0)
    return (split[place], lines[:place] + lines[place + 1 :]) if lines else (("", "", ""), [])


def _label(given: PostalAddress, usual: str, tr: Translator) -> str:
    if given.label:
        return given.label
    if usual in given.types:
        return ""
    return tr(HOME) if "home" in given.types else tr(WORK) if "work" in given.types else ""


def settle_postcodes(found: list[Address], default: str) -> None:
    """A postcode that no form would take stands before its town: nothing is lost, and the record can be saved.

    `default` is the country of an address that names none.
    """
    for address in found:
        values = vars(address)
        code = values.get("postcode")
        if code and not _fits(code, values.get("country") or default):
            values["city"] = " ".join(text for text in (values.pop("postcode"), values.get("city")) if text)
