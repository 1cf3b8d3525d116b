"""Cards of people and firms that the book knows already."""

from __future__ import annotations

from pathlib import Path

from app.clients import lifecycle
from app.clients.model import Contact, ContactLink, Email, Phone
from app.exchange import importing
from app.exchange.importing import DUPLICATE, NEW, UPDATE, Options
from app.store.book import Book
from tests.app.books import dump, wrong
from tests.app.exchange.desk import Import, Save, card, everyone, only, tags_of


def test_the_second_time_is_an_update_and_makes_no_doubles(book: Book, bring: Import) -> None:
    cards = (
        card("N:Bee;Ann;;;", "UID:ann", "TEL:1234567"),
        card("ORG:Four", "UID:four"),
        card("N:Cee;;;;", "ORG:Four", "UID:cee"),
    )
    bring(*cards)
    before = dump(book)
    report = bring(*cards)
    assert (report.new, report.updated, report.unchanged) == (0, 0, 3)
    assert {item.state for item in report.plan.items} == {UPDATE}
    assert dump(book) == before


def test_an_update_fills_and_adds_and_overwrites_only_when_asked(book: Book, bring: Import) -> None:
    bring(card("N:Bee;Ann;;;", "UID:ann", "TEL:03 80 00 00 01", "NOTE:mine"))
    more = card(
        "N:Bee-Cee;Anna;;;", "UID:ann", "TEL:+33 3 80 00 00 01", "TEL:03 80 00 00 02", "EMAIL:ann@mail.example",
        "NOTE:theirs",
        "BDAY:1980-05-23", "CATEGORIES:Amis", "ADR:;;1 rue A;Dijon;;21000;FR",
    )  # fmt: skip
    assert bring(more).updated == 1
    client = only(book)
    assert (client.first_name, client.last_name, client.note, client.birthday) == ("Ann", "Bee", "mine", "1980-05-23")
    assert [each.text for each in client.phones] == ["03 80 00 00 01", "03 80 00 00 02"]
    assert (len(client.emails), len(client.addresses), tags_of(book, client)) == (1, 1, ["Amis"])
    bring(more, update=True)
    client = only(book)
    assert (client.first_name, client.last_name, client.note) == ("Anna", "Bee-Cee", "theirs")
    assert len(client.phones) == 2
    assert wrong(book) == []


def test_without_update_a_likeness_is_told_and_comes_in_as_new(book: Book, bring: Import, save: Save) -> None:
    number = save(is_organisation=False, first_name="Ann", last_name="Bee", phones=[Phone(text="03 80 00 00 01")])
    like = card("N:Bee;Ann;;;", "TEL:+33380000001")
    report = bring(like)
    (item,) = report.duplicates
    assert (item.state, item.client_id) == (DUPLICATE, number)
    (told,) = report.to_json()["duplicates"]
    assert (told["reference"], told["why"]) == (item.reference, ["Same phone", "Same name"])
    assert len(everyone(book)) == 2


def test_with_update_phone_and_name_are_the_matching_key(book: Book, bring: Import, save: Save) -> None:
    save(is_organisation=False, first_name="Ann", last_name="Bee", emails=[Email(text="Ann@mail.example")])
    report = bring(card("N:Bee;Ann;;;", "EMAIL:ann@MAIL.example", "TEL:03 80 00 00 01"), update=True)
    assert (report.updated, report.new) == (1, 0)
    assert [each.text for each in only(book).phones] == ["03 80 00 00 01"]


def test_twice_in_one_file_is_told(book: Book, bring: Import) -> None:
    same = card("N:Bee;Ann;;;", "TEL:03 80 00 00 01")
    assert [item.state for item in bring(same, same).plan.items] == [NEW, DUPLICATE]


def test_duplicates_can_be_left_out(book: Book, home: Path, tmp_path: Path, save: Save) -> None:
    save(company_name="Four")
    path = tmp_path / "cards.vcf"
    path.write_text(card("ORG:Four") + card("N:Bee;;;;", "ORG:Four") + card("ORG:Moulin"), encoding="utf-8", newline="")
    plan = importing.plan(book, importing.read(path), Options(skip_duplicates=True, tag="Salon"))
    report = importing.apply(book, plan)
    assert (report.skipped, report.clients, report.contacts) == (1, 1, 1)
    four, moulin = everyone(book)
    assert [link.contact.last_name for link in four.links] == ["Bee"]
    assert tags_of(book, moulin) == ["Salon"]


def test_single_cards_can_be_left_out(book: Book, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(card("ORG:Four") + card("N:Bee;;;;", "ORG:Four") + card("ORG:Moulin"), encoding="utf-8", newline="")
    report = importing.apply(book, importing.plan(book, importing.read(path)), without={1, 3})
    assert (report.new, report.skipped) == (1, 2)
    assert [link.contact.last_name for link in only(book).links] == ["Bee"]


def test_another_shops_reference_is_not_ours(book: Book, bring: Import, save: Save) -> None:
    save(company_name="Ours")
    bring(card("ORG:Theirs", "UID:other", "X-CLIENTELE-REFERENCE:C-00001"))
    ours, theirs = everyone(book)
    assert (ours.reference, theirs.reference, theirs.own_reference) == ("C-00001", "C-00002", "C-00001")


def test_a_reference_of_the_file_is_not_given_away_meanwhile(book: Book, bring: Import) -> None:
    bring(*(card(f"ORG:F{number}") for number in range(3)), card("ORG:Own", "X-CLIENTELE-REFERENCE:C-00002"))
    assert {client.company_name: client.reference for client in everyone(book)} == {
        "Own": "C-00002", "F0": "C-00001", "F1": "C-00003", "F2": "C-00004",
    }  # fmt: skip


def test_a_card_of_somebody_in_the_bin_brings_them_back(book: Book, bring: Import) -> None:
    bring(card("N:Bee;Ann;;;", "UID:ann"))
    with book.write("Delete") as writing:
        lifecycle.delete(writing.session, [only(book).id])
    bring(card("N:Bee;Ann;;;", "UID:ann"))
    assert only(book).deleted_at is None
    assert wrong(book) == []


def test_a_person_known_by_uid_is_updated_at_their_firm(book: Book, bring: Import, save: Save) -> None:
    person = Contact(uid="ann", first_name="Ann", last_name="Bee")
    save(company_name="Four", links=[ContactLink(contact=person, function="Boss", is_main=True)])
    bring(card("N:Bee;Ann;;;", "ORG:Elsewhere", "TITLE:Other", "UID:ann", "EMAIL:ann@four.example"))
    (link,) = only(book).links
    assert (link.function, [each.text for each in link.contact.emails]) == ("Boss", ["ann@four.example"])
