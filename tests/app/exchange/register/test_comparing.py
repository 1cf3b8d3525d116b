"""What a register says is laid beside the record, and only what is ticked is taken."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.clients.model import Address, Client
from app.exchange.register import comparing
from app.exchange.register.company import Registered

FOUND = Registered(
    name="BRASSERIE DU THEATRE",
    siren="123456782",
    siret="12345678200010",
    legal_form="SARL",
    naf="56.10A",
    rcs="Dijon 123 456 782",
    capital=Decimal("8000.00"),
    street="4 bis place du Théâtre",
    postcode="21000",
    city="Dijon",
)


def client(**values: object) -> Client:
    return Client(**values)  # type: ignore[arg-type]


def keys(draft: Client, found: Registered = FOUND) -> list[str]:
    return [difference.key for difference in comparing.differences(draft, found)]


def test_an_empty_record_lacks_everything() -> None:
    rows = comparing.differences(client(), FOUND)
    assert [row.key for row in rows] == [
        "company_name", "legal_form", "siren", "siret", "naf", "rcs", "capital", "address",
    ]  # fmt: skip
    assert all(row.is_gap for row in rows)


def test_writing_the_same_otherwise_is_no_difference() -> None:
    draft = client(
        company_name="Brasserie du Théâtre", legal_form="sarl", siren="123456782", siret="12345678200010",
        naf="5610A", rcs="RCS Dijon B 123456782", capital=Decimal(8000),
        addresses=[
            Address(is_default=True, street="4 BIS PLACE DU THEATRE", postcode="21000", city="DIJON", country="FR")
        ],
    )  # fmt: skip
    assert keys(draft) == []


def test_what_differs_is_shown_with_both_and_is_no_gap() -> None:
    (row,) = comparing.differences(client(company_name="Chez Paul"), Registered(name="PAUL", siren="123456782"))[:1]
    assert (row.now, row.found, row.is_gap) == ("Chez Paul", "PAUL", False)


def test_only_what_is_ticked_is_taken() -> None:
    draft = client(company_name="Chez Paul")
    comparing.take(draft, FOUND, {"siret", "capital"})
    assert (draft.company_name, draft.siren, draft.siret, draft.capital) == (
        "Chez Paul",
        "",
        FOUND.siret,
        Decimal(8000),
    )
    assert draft.addresses == []


def test_the_address_is_that_of_the_default_one() -> None:
    second = Address(street="rue du Temple", postcode="21000", city="Dijon", country="FR")
    first = Address(
        is_default=True, recipient="Caisse", unit="3e étage", street="rue Basse", city="Fixin", country="FR"
    )
    draft = client(addresses=[second, first])
    (row,) = (row for row in comparing.differences(draft, FOUND) if row.key == comparing.ADDRESS)
    assert row.now is first
    comparing.take(draft, FOUND, {comparing.ADDRESS})
    assert (first.house_number, first.number_suffix, first.street, first.unit) == ("4", "bis", "place du Théâtre", "")
    assert (first.recipient, first.city, second.street) == ("Caisse", "Dijon", "rue du Temple")


def test_a_record_without_an_address_gets_one_in_france() -> None:
    draft = client()
    comparing.take(draft, FOUND, {comparing.ADDRESS})
    (address,) = draft.addresses
    assert (address.is_default, address.country, address.postcode) == (True, "FR", "21000")
    assert keys(draft, replace(FOUND, city="")) == keys(client(), replace(FOUND, postcode=""))


@pytest.mark.parametrize(
    ("country", "shop", "answer"), [("FR", "CH", True), ("RE", "FR", True), ("CH", "FR", False), ("", "CH", False)]
)
def test_only_companies_in_france_are_in_the_registers(country: str, shop: str, answer: bool) -> None:
    draft = client(addresses=[Address(is_default=True, city="Town", country=country)])
    assert comparing.concerns(draft, shop) is answer
    assert comparing.concerns(client(is_organisation=False), "FR") is False


def test_another_company_is_recognised() -> None:
    assert comparing.is_another(client(siren="732 829 320"), FOUND)
    assert not comparing.is_another(client(siren="123 456 782"), FOUND)
    assert not comparing.is_another(client(), FOUND)
