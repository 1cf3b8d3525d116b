"""What a record must be: each rule, at its field; only the impossible is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.clients import rules
from app.clients.model import (
    Address,
    Block,
    Client,
    ClientCompany,
    Contact,
    ContactLink,
    CustomValue,
    Email,
    FinancialYear,
    Phone,
)
from app.errors import Problem

FRANCE = [Address(city="Lyon", country="FR", is_default=True)]


def firm(**values: Any) -> Client:
    return Client(**{"company_name": "Le Dîner", "addresses": FRANCE} | values)


def link(**values: Any) -> ContactLink:
    roles = {name: values.pop(name) for name in list(values) if name.startswith(("is_", "from_", "until_"))}
    return ContactLink(contact=Contact(**{"last_name": "Durand"} | values), **roles)


def blocking(draft: Client) -> list[str]:
    return [problem.path for problem in rules.check(draft) if problem.blocks]


def warned(draft: Client) -> list[Problem]:
    return [problem for problem in rules.check(draft) if not problem.blocks]


TWICE = Contact(id=7, last_name="Durand")
REFUSED: list[tuple[Client, str]] = [
    (Client(), "company_name"),
    (firm(company_name=" \u00a0"), "company_name"),
    (Client(is_organisation=False), "last_name"),
    (firm(is_client=False), "is_client"),
    (firm(company_name="x" * 161), "company_name"),
    (firm(note="x" * 20_001), "note"),
    (firm(reference="x" * 41), "reference"),
    (firm(addresses=[Address(city="A", is_default=True), Address(city="B", is_default=True)]), "addresses"),
    (firm(addresses=[Address(street="x" * 501)]), "addresses/0/street"),
    (firm(links=[link(last_name=" ")]), "links/0/contact/last_name"),
    (firm(links=[link(note="x" * 20_001)]), "links/0/contact/note"),
    (firm(links=[link(phones=[Phone(text="0" * 501)])]), "links/0/contact/phones/0/text"),
    (firm(links=[link(is_main=True), link(is_main=True)]), "links"),
    (firm(links=[link(is_billing=True), link(is_billing=True)]), "links"),
    (firm(links=[ContactLink(contact=TWICE), ContactLink(contact=TWICE)]), "links/1/contact/last_name"),
    (firm(links=[link(from_on=date(2026, 2, 1), until_on=date(2026, 1, 1))]), "links/0/until_on"),
    (firm(blocks=[Block(kind="orders", from_on=date(2026, 2, 1), until_on=date(2026, 1, 1))]), "blocks/0/until_on"),
    (firm(financial_years=[FinancialYear(year=2025), FinancialYear(year=2025)]), "financial_years/1/year"),
    (firm(id=5, parent_id=5), "parent_id"),
    (firm(discount_percent=Decimal("100.01")), "discount_percent"),
    (firm(rebate_percent=Decimal(-1)), "rebate_percent"),
    (firm(invoice_copies=21), "invoice_copies"),
    (firm(invoice_copies=-1), "invoice_copies"),
    (firm(capital=Decimal("1e30")), "capital"),
    (firm(capital=Decimal("NaN")), "capital"),
    (firm(capital=Decimal("Infinity")), "capital"),
    (firm(capital=Decimal("0.00001")), "capital"),
    (firm(rebate_days=10**20), "rebate_days"),
    (firm(companies=[ClientCompany(company_id=1, credit_limit=Decimal("1e15"))]), "companies/0/credit_limit"),
    (firm(custom_values=[CustomValue(field_id=1, number=Decimal("1e15"))]), "custom_values/0/number"),
]


@pytest.mark.parametrize(("draft", "path"), REFUSED, ids=[path for _draft, path in REFUSED])
def test_what_is_impossible_is_refused_at_its_field(draft: Client, path: str) -> None:
    assert blocking(draft) == [path]


ACCEPTED = [
    firm(),
    Client(is_organisation=False, first_name="Zoé"),
    Client(is_organisation=False, last_name="Durand"),
    firm(is_client=False, is_supplier=True),
    firm(links=[link(last_name="", phones=[Phone(text="06")])]),
    firm(links=[link(is_main=True), link(is_billing=True), link(is_reminder=True)]),
    firm(capital=Decimal("-0.0001"), discount_percent=Decimal(100), invoice_copies=0),
    firm(blocks=[Block(kind="orders", from_on=date(2026, 2, 1), until_on=date(2026, 2, 1))]),
    firm(company_name="<img src=file://host/x>"),
    firm(company_name="\u202eevil", note="\ud800"),
]


@pytest.mark.parametrize("draft", ACCEPTED)
def test_what_is_possible_is_accepted(draft: Client) -> None:
    assert blocking(draft) == []


ODD: list[tuple[dict[str, Any], str]] = [
    ({"siren": "123456789"}, "siren"),
    ({"siret": "12345678900012"}, "siret"),
    ({"vat_number": "FR00123456789"}, "vat_number"),
    ({"naf": "99.99X"}, "naf"),
    ({"website": "not a site"}, "website"),
    ({"phones": [Phone(text="call me")]}, "phones/0/text"),
    ({"emails": [Email(text="nobody")]}, "emails/0/text"),
    ({"addresses": [Address(city="x", postcode="6900", country="FR", is_default=True)]}, "addresses/0/postcode"),
    ({"links": [link(emails=[Email(text="@")])]}, "links/0/contact/emails/0/text"),
]


@pytest.mark.parametrize(("values", "path"), ODD, ids=[path for _values, path in ODD])
def test_what_is_odd_is_told_at_its_field(values: dict[str, Any], path: str) -> None:
    told = [problem for problem in rules.check(firm(**values)) if problem.path == path]
    assert told
    for problem in told:
        assert problem.message.format(**problem.parameters)


def test_the_default_address_decides_the_country() -> None:
    swiss = Address(city="Bern", country="CH", is_default=True)
    assert rules.default_country(firm(addresses=[Address(city="Lyon", country="FR"), swiss])) == "CH"
    assert rules.default_country(firm(addresses=[Address(city="Lyon"), Address(city="Metz", country="LU")])) == "LU"
    assert rules.default_country(firm(addresses=[])) == "FR"


def test_one_field_is_checked_as_it_is_left() -> None:
    draft = firm()
    assert rules.check_field(draft, "siren", "732 829 320").value == "732829320"
    assert rules.check_field(draft, "company_name", "  x ").problems == ()
    assert rules.check_field(draft, "addresses/0/postcode", "  ").value == ""
    assert rules.check_field(draft, "emails/0/text", "nobody").problems


@pytest.mark.parametrize(
    ("uses", "chosen"),
    [
        ((), None),
        (((True, False),), 0),
        (((True, False), (False, True)), 1),
        (((True, True), (False, True)), 0),
        (((False, True), (True, True)), 1),
        (((False, False), (True, False)), 1),
        (((False, False), (False, False)), 0),
    ],
)
def test_an_invoice_goes_to_the_default_of_the_addresses_for_it(
    uses: tuple[tuple[bool, bool], ...], chosen: int | None
) -> None:
    places = [Address(is_default=default, is_invoice=invoice) for default, invoice in uses]
    found = rules.address_for(Client(addresses=places), "is_invoice")
    assert found is (None if chosen is None else places[chosen])
