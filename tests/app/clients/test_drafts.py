"""Drafts as plain values: compared, copied, kept as text, and carried over to a newer record."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy.orm import configure_mappers

import app.company.model  # noqa: F401 - the keys of a client point to its tables
from app.clients import drafts
from app.clients.model import Address, Client, ClientCompany, Contact, ContactLink, Email, Phone


@pytest.fixture(autouse=True)
def mapped() -> None:
    configure_mappers()


def a_draft() -> Client:
    claire = Contact(id=7, first_name="Claire", phones=[Phone(id=3, text="03 53 01 24 60", contact_id=7)])
    return Client(
        id=1,
        version=4,
        company_name="Brasserie",
        capital=Decimal("15000.5"),
        client_since=date(2014, 3, 1),
        archived_at=datetime(2026, 11, 12, 8, 12, tzinfo=UTC),
        addresses=[Address(id=5, client_id=1, city="Dijon"), Address(id=6, client_id=1, city="Beaune")],
        links=[ContactLink(id=9, client_id=1, contact_id=7, contact=claire, function="Chef")],
        companies=[ClientCompany(company_id=1)],
    )


def test_a_copy_is_equal_and_shares_nothing() -> None:
    first = a_draft()
    second = drafts.duplicate(first)
    assert drafts.plain(second) == drafts.plain(first)
    second.links[0].contact.phones[0].text = "other"
    second.addresses.pop()
    assert first.links[0].contact.phones[0].text == "03 53 01 24 60"
    assert len(first.addresses) == 2


def test_through_text_and_back_nothing_is_lost() -> None:
    draft = a_draft()
    assert drafts.plain(drafts.from_json(drafts.to_json(draft))) == drafts.plain(draft)


@pytest.mark.parametrize("text", ["", "[]", "12", '{"addresses": 3}'])
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        drafts.from_json(text)


def test_keys_of_another_version_are_passed_over() -> None:
    content = json.loads(drafts.to_json(a_draft()))
    content["shoe_size"] = 43
    assert drafts.from_json(json.dumps(content)).company_name == "Brasserie"


def test_each_changed_field_counts_once_and_a_part_as_one() -> None:
    draft = a_draft()
    base = drafts.plain(draft)
    draft.company_name = "Bistrot"
    draft.links[0].contact.phones[0].text = "1"
    draft.addresses[1].street = "rue Basse"
    draft.addresses[1].postcode = "21200"
    draft.addresses.append(Address(city="Lyon", street="quai"))
    draft.emails.append(Email(text="a@b.example"))
    draft.companies[0].credit_limit = Decimal(100)
    assert len(drafts.changes(base, drafts.plain(draft))) == 7
    draft.addresses.pop(0)
    assert len(drafts.changes(base, drafts.plain(draft))) == 8


def test_moments_and_places_in_a_list_are_no_changes() -> None:
    draft = a_draft()
    base = drafts.plain(draft)
    draft.addresses.reverse()
    draft.updated_at = datetime(2027, 1, 1, tzinfo=UTC)
    assert drafts.changes(base, drafts.plain(draft)) == set()


def test_a_field_is_compared_with_its_own_part_wherever_it_stands_now() -> None:
    draft = a_draft()
    base = drafts.plain(draft)
    draft.addresses.pop(0)
    assert drafts.was(base, draft, "addresses/0/city") == "Beaune"
    draft.addresses.append(Address(city="Lyon"))
    assert drafts.was(base, draft, "addresses/1/city") is None
    assert drafts.was(base, draft, "companies/0/customer_account") == ""


def two_edits() -> tuple[drafts.Plain, Client, Client]:
    """A record as it was read, and two drafts of it."""
    draft = a_draft()
    return drafts.plain(draft), draft, drafts.duplicate(draft)


def rebased(base: drafts.Plain, mine: Client, theirs: Client) -> Client:
    return drafts.build(Client, drafts.rebase(base, drafts.plain(mine), drafts.plain(theirs)))


def test_edits_of_both_are_kept_and_mine_wins_where_they_meet() -> None:
    base, mine, theirs = two_edits()
    mine.company_name, mine.needs = "Mine", "Peu"
    theirs.company_name, theirs.rcs, theirs.version = "Theirs", "Dijon B 1", 5
    joined = rebased(base, mine, theirs)
    assert (joined.company_name, joined.needs, joined.rcs, joined.version) == ("Mine", "Peu", "Dijon B 1", 5)


def test_parts_added_by_either_are_there_and_those_taken_away_are_not() -> None:
    base, mine, theirs = two_edits()
    mine.addresses[0].street = "rue Basse"
    mine.addresses.append(Address(city="Mine"))
    theirs.addresses.append(Address(id=8, client_id=1, city="Theirs"))
    theirs.addresses.pop(1)
    theirs.links.clear()
    mine.links[0].function = "Gérante"
    joined = rebased(base, mine, theirs)
    assert [(each.id, each.city, each.street) for each in joined.addresses] == [
        (5, "Dijon", "rue Basse"), (None, "Mine", ""), (8, "Theirs", ""),
    ]  # fmt: skip
    assert [(link.id, link.function) for link in joined.links] == [(None, "Gérante")]


def test_an_empty_part_that_stood_ready_is_not_doubled() -> None:
    base, mine, theirs = two_edits()
    mine.companies[0].watch_reason = "late"
    theirs.companies = [ClientCompany(id=2, client_id=1, company_id=1, customer_account="411")]
    (line,) = rebased(base, mine, theirs).companies
    assert (line.id, line.customer_account, line.watch_reason) == (2, "411", "late")
