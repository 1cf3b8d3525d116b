"""Cards of every kind into a book: what each becomes, what is recognised, and that nothing is lost or half done."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.app.books import dump, order, wrong

from app.clients import lifecycle, records
from app.clients.model import Address, Client, Contact, ContactLink, Email, Phone, Tag
from app.company.founding import Shop, found
from app.errors import Cancelled
from app.exchange import importing
from app.exchange.importing import DUPLICATE, GROUP, NEW, REFUSED, UPDATE, Options
from app.i18n import Translator
from app.progress import Progress
from app.store import backup, undo
from app.store.book import Book

Save = Callable[..., int]
Import = Callable[..., importing.Report]

PIXEL = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/"


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))


@pytest.fixture
def bring(book: Book, home: Path, tmp_path: Path) -> Import:
    """Import cards into `book`: `bring(card(...), update=True)`."""

    def _bring(*cards: str, **options: Any) -> importing.Report:
        path = tmp_path / "cards.vcf"
        path.write_text("".join(cards), encoding="utf-8", newline="")
        return importing.import_vcards(book, path, **options)

    return _bring


def everyone(book: Book) -> list[Client]:
    with book.read() as session:
        rows = session.connection().exec_driver_sql("SELECT id FROM client ORDER BY id").fetchall()
        return [records.draft(session, number) for (number,) in rows]


def only(book: Book) -> Client:
    (client,) = everyone(book)
    return client


def tags_of(book: Book, client: Client) -> list[str]:
    with book.read() as session:
        return [session.get_one(Tag, tag.tag_id).name for tag in client.tags]


# ---- what a card becomes ----


def test_a_name_alone_is_a_private_client(book: Book, bring: Import) -> None:
    bring(
        card(
            "N:Garnier;Amélie;Rose;Mme;", "FN:Amélie Rose Garnier", "TEL;TYPE=CELL:06 39 98 12 34",
            "TEL;TYPE=WORK,VOICE,PREF:03 80 00 00 01", "item1.TEL:03 80 00 00 02", "item1.X-ABLabel:Cave",
            "EMAIL;TYPE=HOME:amelie@mail.example", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-23", "NOTE:Le matin\\, svp",
            "ADR;TYPE=HOME:;Bât. B;12 bis rue du Four;Dijon Cedex 3;;21000;France", "LANG:fr-FR",
            "URL:https://amelie.example", "X-SOCIALPROFILE;TYPE=twitter:https://twitter.com/amelie", "CATEGORIES:Amis,Presse",
        )
    )  # fmt: skip
    client = only(book)
    assert not client.is_organisation
    assert client.is_client
    assert (client.civility, client.first_name, client.last_name) == ("Mme", "Amélie Rose", "Garnier")
    assert [(each.text, each.kind, each.label) for each in client.phones] == [
        ("03 80 00 00 01", "phone", "Bureau"),
        ("06 39 98 12 34", "mobile", ""),
        ("03 80 00 00 02", "phone", "Cave"),
    ]
    assert client.phones[1].comparable == "33639981234"
    assert [(each.text, each.label) for each in client.emails] == [("amelie@mail.example", "")]
    assert (client.birthday, client.note, client.language) == ("--05-23", "Le matin, svp", "fr")
    assert (client.website, client.twitter) == ("https://amelie.example", "https://twitter.com/amelie")
    (place,) = client.addresses
    assert (place.house_number, place.number_suffix, place.street) == ("12", "bis", "rue du Four")
    assert (place.building, place.postcode, place.city, place.cedex, place.country) == ("Bât. B", "21000", "Dijon", "Cedex 3", "FR")
    assert place.is_default
    assert sorted(tags_of(book, client)) == ["Amis", "Presse"]


def test_a_company_card_is_an_organisation(book: Book, bring: Import) -> None:
    for lines in (["N:;;;;", "ORG:Four & Fils;", "X-ABShowAs:COMPANY"], ["ORG:Moulin;Atelier"], ["N:Cave;;;;", "ORG:Cave"]):
        bring(card(*lines))
    assert [client.company_name for client in everyone(book)] == ["Four & Fils", "Moulin", "Cave"]
    assert all(client.is_organisation and not client.links for client in everyone(book))
    assert "Atelier" in everyone(book)[1].note


def test_people_of_one_firm_become_its_contacts(book: Book, bring: Import) -> None:
    report = bring(
        card("N:Bee;Ann;;;", "ORG:Four;Vente", "TITLE:Gérante", "TEL:03 80 00 00 01", "ADR:;;1 rue A;Dijon;;21000;"),
        card("N:Cee;Bob;;;", "ORG:FOUR", "ADR:;;1 rue A;Dijon;;21000;", "EMAIL:bob@four.example"),
        card("N:Dee;Zoe;;;"),
    )
    firm, zoe = everyone(book)
    assert (report.new, report.clients, report.contacts) == (3, 2, 2)
    assert (firm.company_name, zoe.last_name) == ("Four", "Dee")
    assert [(link.contact.first_name, link.function, link.department) for link in firm.links] == [
        ("Ann", "Gérante", "Vente"),
        ("Bob", "", ""),
    ]
    assert [place.street for place in firm.addresses] == ["rue A"]
    assert not firm.phones
    assert wrong(book) == []


def test_a_firm_and_its_people_meet_wherever_they_stand_in_the_file(book: Book, bring: Import) -> None:
    people = [card(f"N:Person{number};;;;", "ORG:Late Ltd") for number in range(250)]
    bring(*people, card("ORG:Late Ltd", "X-ABSHOWAS:COMPANY", "UID:late", "TEL:03 80 00 00 09"))
    firm = only(book)
    assert (firm.uid, len(firm.links), len(firm.phones)) == ("late", 250, 1)


def test_a_new_contact_joins_the_organisation_of_the_book(book: Book, bring: Import, save: Save) -> None:
    save(company_name="Le Four")
    report = bring(card("N:Bee;Ann;;;", "ORG:LE FOUR", "TEL:03 80 00 00 01"))
    (item,) = report.plan.items
    assert (item.state, item.who) == (UPDATE, "Le Four")
    assert [link.contact.last_name for link in only(book).links] == ["Bee"]
    assert bring(card("N:Bee;Ann;;;", "ORG:Le four", "TEL:+33380000001")).unchanged == 1
    assert len(only(book).links) == 1


def test_groups_become_tags_of_their_members(book: Book, bring: Import) -> None:
    report = bring(
        card("N:Bee;Ann;;;", "UID:ann"),
        card("FN:Clubs", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:ann"),
    )
    assert [item.state for item in report.plan.items] == [NEW, GROUP]
    assert (report.groups, report.new) == (1, 1)
    assert tags_of(book, only(book)) == ["Clubs"]


def test_a_card_without_anything_usable_is_told_with_its_line(book: Book, bring: Import) -> None:
    report = bring(card("N:Bee;Ann;;;"), card("NOTE:who is this"))
    assert [item.state for item in report.plan.items] == [NEW, REFUSED]
    (told,) = report.to_json()["not_understood"]
    assert (told["card"], told["line"]) == (2, 6)
    assert "name" in told["reason"]


def test_what_has_no_field_stays_visible_or_goes_out_again(book: Book, bring: Import) -> None:
    bring(
        card(
            "N:Bee;Ann;;;", "FN:Annie from the market", "TITLE:Potière", "EMAIL:not an address", "NICKNAME:Nanou",
            "URL:javascript:alert(1)", "URL:https://one.example", "URL:https://two.example", "IMPP:skype:ann.bee",
            "X-SHOE-SIZE:42", f"NOTE:{'é' * 25_000}", "PHOTO;VALUE=uri:http://pictures.example/ann.jpg",
        )
    )  # fmt: skip
    client = only(book)
    lines = "\n".join(leftover.line for leftover in client.leftovers)
    whole = client.note + "".join(leftover.line for leftover in client.leftovers if leftover.line.startswith("NOTE:"))
    for text in ("Annie from the market", "Potière", "not an address", "javascript:alert(1)"):
        assert text in whole
    assert whole.count("é") >= 25_000
    assert client.website == "https://one.example"
    for text in ("Nanou", "https://two.example", "skype:ann.bee", "X-SHOE-SIZE:42", "http://pictures.example/ann.jpg"):
        assert text in lines


def test_every_record_that_comes_in_can_be_saved_again(book: Book, bring: Import) -> None:
    odd = ("x" * 300, "SW1A 2AA", "a@b", "ann@@mail", "<img src=file://host/x>", "1" * 80, "https://" + "y" * 600)
    bring(
        *(
            card(f"N:{text};{text};;{text};", f"ORG:{text};{text}" if place % 2 else "NOTE:", f"EMAIL:{text}", f"TEL:{text}",
                 f"ADR:;{text};{text};{text};{text};{text};{text}", f"URL:{text}", f"NICKNAME:{text}", f"TITLE:{text}",
                 f"CATEGORIES:{text}", f"X-CLIENTELE-CLIENT:{{\"siren\":\"12\"\\,\"discount_percent\":\"400\"}}" if place == 3 else "REV:x")
            for place, text in enumerate(odd)
        )
    )  # fmt: skip
    for client in everyone(book):
        with book.write("Save") as writing:
            records.save(writing.session, records.draft(writing.session, client.id))
    assert len(everyone(book)) == len(odd)


# ---- recognising ----


def test_the_second_time_is_an_update_and_makes_no_doubles(book: Book, bring: Import) -> None:
    cards = (card("N:Bee;Ann;;;", "UID:ann", "TEL:1234567"), card("ORG:Four", "UID:four"), card("N:Cee;;;;", "ORG:Four", "UID:cee"))
    bring(*cards)
    before = dump(book)
    report = bring(*cards)
    assert (report.new, report.updated, report.unchanged) == (0, 0, 3)
    assert {item.state for item in report.plan.items} == {UPDATE}
    assert dump(book) == before


def test_an_update_fills_and_adds_and_overwrites_only_when_asked(book: Book, bring: Import) -> None:
    bring(card("N:Bee;Ann;;;", "UID:ann", "TEL:03 80 00 00 01", "NOTE:mine"))
    more = card(
        "N:Bee-Cee;Anna;;;", "UID:ann", "TEL:+33 3 80 00 00 01", "TEL:03 80 00 00 02", "EMAIL:ann@mail.example", "NOTE:theirs",
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


# ---- all or nothing ----


def test_undo_takes_an_import_back_and_redo_brings_it_again(book: Book, bring: Import, save: Save) -> None:
    save(is_organisation=False, last_name="Old", uid="old")
    before, list_before = dump(book), order(book)
    bring(card("N:Old;;;;", "UID:old", "TEL:03 80 00 00 01"), card("ORG:Four", "CATEGORIES:Amis"), card("N:B;;;;", "ORG:Four"))
    after = dump(book)
    with book.write("Undo", kind="undo") as writing:
        undo.undo(writing.session)
    assert (dump(book), order(book)) == (before, list_before)
    with book.write("Redo", kind="redo") as writing:
        undo.redo(writing.session)
    assert dump(book) == after
    assert wrong(book) == []


class StopsAt(Progress):
    """Cancels at the n-th look at the button."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks

    def check(self) -> None:
        self.left -= 1
        self.cancelled = self.left <= 0
        super().check()


@pytest.mark.parametrize("looks", [1, 3, 6, 9, 12, 20, 40])
def test_cancel_leaves_the_book_as_it_was(book: Book, home: Path, tmp_path: Path, save: Save, looks: int) -> None:
    save(company_name="Before", uid="before")
    before = dump(book)
    path = tmp_path / "cards.vcf"
    cards = [card(f"N:P{number};;;;", f"ORG:F{number % 3}", "CATEGORIES:Amis") for number in range(20)]
    path.write_text("".join((*cards, card("ORG:Before", "UID:before", "TEL:1234567"))), encoding="utf-8", newline="")
    with contextlib.suppress(Cancelled):
        importing.import_vcards(book, path, progress=StopsAt(looks))
        raise AssertionError("it was not stopped")
    assert dump(book) == before


def test_a_dry_run_writes_nothing(book: Book, bring: Import, save: Save) -> None:
    save(company_name="Before", uid="before")
    before = dump(book)
    report = bring(card("N:Bee;Ann;;;"), card("ORG:Before", "UID:before", "TEL:1234567"), dry_run=True)
    assert (report.new, report.updated) == (1, 1)
    assert dump(book) == before
    assert report.to_json()["dry_run"]


def test_a_book_with_clients_is_backed_up_first(book: Book, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(card("N:Bee;Ann;;;"), encoding="utf-8", newline="")
    folder = tmp_path / "backups"
    for _ in range(2):
        importing.apply(book, importing.plan(book, importing.read(path)), folders=[folder])
    (kept,) = backup.list_backups(folder)
    assert (kept.reason, kept.clients) == ("import", 1)


def test_the_language_of_the_book_is_spoken_in_its_notes(tmp_path: Path, home: Path) -> None:
    for language in ("fr", "en"):
        found(tmp_path / f"{language}.clientele", Shop("x", language=language))
        path = tmp_path / "cards.vcf"
        path.write_text(card("N:Bee;Ann;;;", "TITLE:Potière"), encoding="utf-8", newline="")
        with contextlib.closing(Book.open(tmp_path / f"{language}.clientele")) as book:
            importing.import_vcards(book, path)
            words = Translator(language)
            assert only(book).note == words("{label}: {value}", label=words("Function"), value="Potière")


def test_addresses_abroad(book: Book, bring: Import) -> None:
    bring(
        card("N:A;;;;", "ADR:;;Hauptstraße 5;Berlin;;10115;Deutschland"),
        card("N:B;;;;", "item1.ADR:;;10 Downing Street;London;;SW1A 2AA;", "item1.X-ABADR:gb"),
        card("N:C;;;;", "ADR:;;10 Downing Street;London;;SW1A 2AA;"),
        card("N:D;;;;", "ADR:;;1 Main St;Far;;1;Atlantis"),
        card("N:E;;;;", "LABEL:Somewhere\\nbehind the hill"),
    )
    places = [client.addresses[0] for client in everyone(book)]
    assert [(place.house_number, place.street, place.postcode, place.country) for place in places[:2]] == [
        ("5", "Hauptstraße", "10115", "DE"),
        ("10", "Downing Street", "SW1A 2AA", "GB"),
    ]
    assert (places[2].postcode, places[2].city) == ("", "SW1A 2AA London")
    assert places[3].region == "Atlantis"
    assert places[4].free_block == "Somewhere\nbehind the hill"


def test_a_contacts_home_is_not_the_firms(book: Book, bring: Import) -> None:
    bring(card("N:Bee;Ann;;;", "ORG:Four", "ADR;TYPE=HOME:;;1 rue A;Dijon;;21000;"))
    (place,) = only(book).addresses
    assert place.recipient == "Ann Bee"
    assert isinstance(place, Address)
