"""The accounts of a new client: made at the first save, unique, and never put over what was typed."""

from __future__ import annotations

import pytest

from app.clients import records
from app.clients.model import Client, ClientCompany
from app.company import paper_settings
from app.errors import Invalid
from app.store.book import Book


def create(book: Book, **values: object) -> ClientCompany:
    with book.write("New") as writing:
        number = records.create(writing.session, Client(**values))
    with book.read() as session:
        return records.draft(session, number).companies[0]


def test_a_new_client_has_its_accounts(book: Book) -> None:
    line = create(book, company_name="Brasserie du Théâtre")
    assert (line.customer_account, line.auxiliary_code, line.supplier_account) == ("411000", "BRASSERI", "")
    assert create(book, company_name="Brasserie des Halles").auxiliary_code == "BRASSER2"
    assert create(book, last_name="Noël", first_name="É.", is_organisation=False).auxiliary_code == "NOELE"
    assert create(book, company_name="山", is_supplier=True).supplier_account == "401000"


def test_the_settings_decide(book: Book) -> None:
    with book.write("Settings") as writing:
        paper_settings.save_option(writing.session, "customer_account", "4110")
        paper_settings.save_option(writing.session, "auxiliary_pattern", "C{name}")
    line = create(book, company_name="Zoé")
    assert (line.customer_account, line.auxiliary_code) == ("4110", "CZOE")


def test_what_was_typed_stays_and_is_nobody_else_s(book: Book) -> None:
    mine = ClientCompany(company_id=1, customer_account="411777", auxiliary_code="MINE")
    assert create(book, company_name="One", companies=[mine]).customer_account == "411777"
    with pytest.raises(Invalid) as refused:
        create(book, company_name="Two", companies=[ClientCompany(company_id=1, auxiliary_code="MINE")])
    assert refused.value.problems[0].path == "companies/0/auxiliary_code"


def test_a_copy_gets_a_code_of_its_own(book: Book) -> None:
    create(book, company_name="Twice")
    with book.write("Copy") as writing:
        number = records.create(writing.session, records.copy(writing.session, 1))
    with book.read() as session:
        assert records.draft(session, number).companies[0].auxiliary_code == "TWICE2"
