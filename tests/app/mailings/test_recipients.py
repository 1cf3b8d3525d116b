"""Whom a mailing goes to: which address, which person, who shares one letter, and who is left out and why."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.clients import lifecycle, records
from app.clients.model import Address, Client, ConsentEvent, Contact, ContactLink
from app.company.posting import QUEBEC_LETTERS
from app.company.records import home, set_option
from app.errors import Cancelled
from app.mailings.recipients import LeftOut, Ready, Recipients, Wanted, build, one
from app.progress import Progress
from app.store.base import driver, utc_now
from app.store.book import Book

TODAY = date(2026, 11, 22)
Save = Callable[..., int]


def place(**values: Any) -> Address:
    usual = {"house_number": "12", "street": "rue du Four", "postcode": "21000", "city": "Dijon", "country": "FR"}
    return Address(**(usual | values))


def person(first: str, last: str, civility: str = "", **values: Any) -> Client:
    values.setdefault("addresses", [place()])
    return Client(is_organisation=False, first_name=first, last_name=last, civility=civility, **values)


def firm(name: str, *people: ContactLink, **values: Any) -> Client:
    values.setdefault("addresses", [place()])
    return Client(company_name=name, links=list(people), **values)


def works(first: str, last: str, civility: str = "M.", **values: Any) -> ContactLink:
    return ContactLink(contact=Contact(first_name=first, last_name=last, civility=civility), **values)


def made(book: Book, ids: list[int], wanted: Wanted | None = None) -> Recipients:
    with book.read() as session:
        return build(session, ids, wanted or Wanted(), today=TODAY)


def blocks(found: Recipients) -> list[tuple[str, ...]]:
    return [ready.lines for ready in found.ready]


def left(found: Recipients) -> list[tuple[str, str, str]]:
    return [(each.name, each.reason, each.path) for each in found.left_out]


# Which address, which person


def test_the_address_is_that_of_the_purpose_else_the_default(book: Book, save: Save) -> None:
    client = save(
        firm(
            "Le Dîner",
            addresses=[
                place(street="rue Haute", is_delivery=True),
                place(street="rue Basse", is_default=True),
                place(street="rue Neuve", is_invoice=True),
            ],
        )
    )
    streets = [made(book, [client], Wanted(purpose=purpose)).ready[0].lines[1] for purpose in
               ("", "delivery", "invoice", "quote")]  # fmt: skip
    assert streets == ["12 RUE BASSE", "12 RUE HAUTE", "12 RUE NEUVE", "12 RUE BASSE"]


def test_a_firm_is_written_to_with_somebody_there(book: Book, save: Save) -> None:
    client = save(
        firm(
            "Le Dîner",
            works("Léa", "Roy", "Mme"),
            works("Marc", "Petit", is_main=True),
            works("Zoé", "Comte", "Mme", is_billing=True),
            works("Guy", "Vieux", until_on=date(2020, 1, 1)),
        )
    )
    assert made(book, [client]).ready[0].lines[:2] == ("Le Dîner", "Monsieur Marc Petit")
    bill = made(book, [client], Wanted(purpose="invoice")).ready[0]
    assert bill.lines[:2] == ("Le Dîner", "Madame Zoé Comte")
    assert bill.contact_id is not None
    without = made(book, [client], Wanted(contact=False)).ready[0]
    assert (without.lines[:2], without.contact_id) == (("Le Dîner", "12 RUE DU FOUR"), None)
    assert made(book, [client], Wanted(company=False)).ready[0].lines[0] == "Monsieur Marc Petit"


def test_the_contact_of_the_address_comes_before_the_main_one(book: Book, save: Save) -> None:
    client = save(firm("Le Dîner", works("Marc", "Petit", is_main=True), works("Léa", "Roy", "Mme")))
    with book.write("Choose") as writing:
        draft = records.load(writing.session, client)
        draft.addresses[0].contact_id = draft.links[1].contact_id
        records.save(writing.session, draft)
    assert made(book, [client]).ready[0].lines[1] == "Madame Léa Roy"


def test_who_is_named_at_the_address_itself_is_no_contact(book: Book, save: Save) -> None:
    client = save(firm("Le Dîner", works("Léa", "Roy", "Mme"), addresses=[place(recipient="L’économe")]))
    (ready,) = made(book, [client]).ready
    assert (ready.lines[:2], ready.contact_id) == (("Le Dîner", "L’économe"), None)


def test_a_person_at_work_may_be_written_to_without_the_firm(book: Book, save: Save) -> None:
    client = save(person("Anne", "Roy", addresses=[place(company="Mairie")]))
    assert made(book, [client]).ready[0].lines[:2] == ("Mairie", "Anne Roy")
    assert made(book, [client], Wanted(company=False)).ready[0].lines[0] == "Anne Roy"


def test_without_the_company_line_a_firm_with_nobody_keeps_its_name(book: Book, save: Save) -> None:
    client = save(firm("Le Dîner"))
    assert made(book, [client], Wanted(company=False)).ready[0].lines[0] == "Le Dîner"


# Styles


def test_letters_to_quebec_follow_the_option_of_the_shop(book: Book, save: Save) -> None:
    client = save(
        person("Chloé", "Tremblay", "Mme", addresses=[
            place(country="CA", region="QC", city="Lévis", postcode="g6v1a1")])
    )  # fmt: skip
    letter = Wanted(style="letter", always_country=False)
    assert made(book, [client], letter).ready[0].lines[1] == "12, rue du Four"
    with book.write("Set") as writing:
        set_option(writing.session, QUEBEC_LETTERS, False)
    assert made(book, [client], letter).ready[0].lines == (
        "MADAME CHLOÉ TREMBLAY",
        "12 RUE DU FOUR",
        "LÉVIS QC  G6V 1A1",
        "CANADA",
    )


def test_lines_as_people_write_them_come_when_they_are_asked_for(book: Book, save: Save) -> None:
    client = save(person("Anne", "Roy", "Mme"))
    ready = made(book, [client], Wanted(readable=True)).ready[0]
    assert ready.readable == ("Madame Anne Roy", "12 rue du Four", "21000 Dijon")
    assert made(book, [client], Wanted(capitals=False, always_country=True)).ready[0].lines == (
        "Madame Anne Roy",
        "12 rue du Four",
        "21000 Dijon",
        "FRANCE",
    )


def test_an_address_without_a_country_is_at_home(book: Book, save: Save) -> None:
    with book.write("Move") as writing:
        home(writing.session).country = "CH"
    client = save(person("Anne", "Roy", addresses=[place(country="CH", postcode="1003", city="Lausanne")]))
    with book.write("Lose") as writing:
        records.load(writing.session, client).addresses[0].country = ""
    assert made(book, [client]).ready[0].lines == ("Anne Roy", "rue du Four 12", "1003 Lausanne")


# Order


def test_by_name_by_postcode_or_as_given(book: Book, save: Save) -> None:
    zoe = save(person("Zoé", "Abel", addresses=[place(postcode="69000", city="Lyon")]))
    guy = save(person("Guy", "Marin", addresses=[place(country="BE", postcode="1050", city="Ixelles")]))
    ann = save(person("Ann", "Zola", addresses=[place(postcode="21000", house_number="100")]))
    eve = save(person("Eve", "Zorn", addresses=[place(postcode="21000", house_number="9")]))
    given = [guy, eve, ann, zoe]

    def order(by: Any) -> list[int]:
        return [ready.client_id for ready in made(book, given, Wanted(order=by)).ready]

    assert order("given") == given
    assert order("name") == [zoe, guy, ann, eve]
    assert order("postcode") == [eve, ann, zoe, guy]


def test_a_client_chosen_twice_gets_one(book: Book, save: Save) -> None:
    client = save(person("Anne", "Roy"))
    assert len(made(book, [client, client]).ready) == 1


# Left out


def test_who_cannot_get_a_letter_is_told_with_the_field_that_puts_it_right(book: Book, save: Save) -> None:
    def lacking(**values: Any) -> Client:
        return person("Anne", "Roy", addresses=[place(), place(is_default=True, **values)])

    ids = [
        save(person("Anne", "Roy", addresses=[])),
        save(lacking(postcode="")),
        save(lacking(street="", house_number="")),
        save(lacking(city="")),
        save(lacking(country="CA", postcode="H2X 3K2", region="")),
    ]
    found = made(book, ids)
    assert found.ready == ()
    assert [(each.reason, each.path) for each in found.left_out] == [
        ("no_address", "addresses/new"),
        ("postcode", "addresses/1/postcode"),
        ("street", "addresses/1/street"),
        ("city", "addresses/1/city"),
        ("region", "addresses/1/region"),
    ]
    assert [each.client_id for each in found.left_out] == ids
    assert all(each.message for each in found.left_out)


@pytest.mark.parametrize(
    "values",
    [
        {"country": "IE", "postcode": ""},
        {"country": "HK", "postcode": ""},
        {"street": "", "house_number": "", "locality": "Le Bourg"},
        {"street": "", "house_number": "", "po_box": "BP 12"},
        {"street": "", "postcode": "", "city": "", "free_block": "Chez Zoé\nau fond"},
    ],
)
def test_what_a_country_does_not_ask_for_may_be_missing(book: Book, save: Save, values: dict[str, Any]) -> None:
    assert len(made(book, [save(person("Anne", "Roy", addresses=[place(**values)]))]).ready) == 1


def test_the_archived_the_erased_and_those_in_the_bin_get_nothing(book: Book, save: Save) -> None:
    archived, binned, erased = (save(person("Anne", name)) for name in ("Alpha", "Beta", "Gamma"))
    with book.write("Away") as writing:
        lifecycle.archive(writing.session, [archived])
        lifecycle.delete(writing.session, [binned])
    with book.write("For ever") as writing:
        records.load(writing.session, erased).erased_at = utc_now()
    found = made(book, [archived, binned, erased, 99_999])
    assert [each.reason for each in found.left_out] == ["archived", "deleted", "erased", "gone"]


def test_who_asked_for_no_letters_gets_none_but_a_parcel(book: Book, save: Save) -> None:
    def said(*answers: tuple[bool, int, str]) -> list[ConsentEvent]:
        return [
            ConsentEvent(channel=channel, granted=granted, given_on=date(2026, month, 1))
            for granted, month, channel in answers
        ]

    no = save(person("Anne", "Nein", consents=said((False, 3, "letter"), (True, 1, "letter"))))
    again = save(person("Anne", "Wieder", consents=said((False, 1, "letter"), (True, 2, "letter"))))
    other = save(person("Anne", "Mail", consents=said((False, 1, "email"))))
    found = made(book, [no, again, other])
    assert [ready.client_id for ready in found.ready] == [other, again]
    assert left(found) == [("Nein Anne", "no_letters", "consents")]
    assert len(made(book, [no], Wanted(letters=False)).ready) == 1


# Households


def test_a_couple_gets_one_letter_with_both_names(book: Book, save: Save) -> None:
    ids = [
        save(person("Anne", "Roy", "Mme")),
        save(person("Paul", "Roy", "M.", addresses=[place(street="R. du four")])),
    ]
    found = made(book, ids, Wanted(per_household=True))
    (ready,) = found.ready
    assert ready.lines == ("Madame Anne et Monsieur Paul Roy", "12 RUE DU FOUR", "21000 DIJON")
    assert (ready.client_id, ready.members) == (ids[0], (ids[1],))
    (other,) = found.left_out
    assert (other.client_id, other.reason, other.parameters) == (ids[1], "household", {"name": "Roy Anne"})
    assert len(made(book, ids).ready) == 2


def test_long_names_become_initials_and_more_than_two_a_family(book: Book, save: Save) -> None:
    long = [save(person("Anne-Charlotte", "Delacroix", "Mme")), save(person("Jean-Christophe", "Delacroix", "M."))]
    wanted = Wanted(per_household=True)
    assert made(book, long, wanted).ready[0].lines[0] == "Madame A. et Monsieur J. Delacroix"
    three = [*long, save(person("Zoé", "Delacroix"))]
    assert made(book, three, wanted).ready[0].lines[0] == "Famille Delacroix"


def test_the_record_of_the_household_wins(book: Book, save: Save) -> None:
    anne = save(person("Anne", "Roy", "Mme"))
    both = save(person("Paul", "Roy", "M. et Mme", addresses=[place(building="")]))
    (ready,) = made(book, [anne, both], Wanted(per_household=True)).ready
    assert (ready.client_id, ready.lines[0], ready.members) == (both, "Monsieur et Madame Paul Roy", (anne,))


def test_two_names_of_one_couple_are_joined_and_neighbours_are_not(book: Book, save: Save) -> None:
    wanted = Wanted(per_household=True)
    couple = [save(person("Anne", "Roy", "Mme")), save(person("Paul", "Petit", "M."))]
    assert made(book, couple, wanted).ready[0].lines[0] == "Madame Anne Roy et Monsieur Paul Petit"
    house = [*couple, save(person("Zoé", "Comte")), save(person("Luc", "Comte"))]
    assert sorted(ready.lines[0] for ready in made(book, house, wanted).ready) == [
        "Madame Anne Roy",
        "Monsieur Paul Petit",
        "Zoé et Luc Comte",
    ]


def test_another_flat_another_town_or_a_firm_is_another_household(book: Book, save: Save) -> None:
    ids = [
        save(person("Anne", "Roy")),
        save(person("Paul", "Roy", addresses=[place(unit="Étage 2")])),
        save(person("Luc", "Roy", addresses=[place(city="Beaune", postcode="21200")])),
        save(person("Zoé", "Roy", addresses=[place(recipient="Chez le gardien")])),
        save(firm("Roy")),
    ]
    found = made(book, ids, Wanted(per_household=True))
    assert (len(found.ready), found.left_out) == (5, ())


def test_one_who_is_left_out_lends_neither_name_nor_address(book: Book, save: Save) -> None:
    refused = [ConsentEvent(channel="letter", granted=False, given_on=date(2026, 1, 1))]
    ids = [save(person("Anne", "Roy", "Mme", consents=refused)), save(person("Paul", "Roy", "M."))]
    found = made(book, ids, Wanted(per_household=True))
    assert blocks(found) == [("Monsieur Paul Roy", "12 RUE DU FOUR", "21000 DIJON")]


# One, many, and stopping


def test_one_client_at_a_glance(book: Book, save: Save) -> None:
    anne, nobody = save(person("Anne", "Roy", "Mme")), save(person("Paul", "Petit", addresses=[]))
    with book.read() as session:
        assert isinstance(one(session, anne, Wanted(), today=TODAY), Ready)
        left_out = one(session, nobody, Wanted(), today=TODAY)
    assert isinstance(left_out, LeftOut)
    assert left_out.reason == "no_address"


def test_more_clients_than_are_read_at_once_are_all_there(book: Book, save: Save) -> None:
    first, last = save(person("Anne", "Roy")), save(person("Paul", "Petit"))
    found = made(book, [first, *range(50_000, 51_200), last], Wanted(order="given"))
    assert [ready.client_id for ready in found.ready] == [first, last]
    assert len(found.left_out) == 1_200


def test_what_does_not_fit_is_told_and_printed(book: Book, save: Save) -> None:
    client = save(firm("Le Dîner", addresses=[place(street="X" * 60)]))
    (ready,) = made(book, [client]).ready
    assert [notice.code for notice in ready.warnings] == ["line_too_long"]
    assert ready.lines[1] == f"12 {'X' * 60}"


def test_it_stops_when_the_owner_wants_it_to(book: Book, save: Save) -> None:
    client = save(person("Anne", "Roy"))
    progress = Progress()
    progress.cancel()
    with book.read() as session, pytest.raises(Cancelled):
        build(session, [client], Wanted(), today=TODAY, progress=progress)


def test_whoever_waits_to_write_is_let_in_while_addresses_are_read(book: Book, save: Save) -> None:
    number = save(firm("Roy"))
    with book.read() as session:
        build(session, [number], Wanted(), today=TODAY)
        with book.write("Meanwhile") as writing:
            driver(writing.session).execute("PRAGMA busy_timeout=20")
            lifecycle.star(writing.session, [number], on=True)
