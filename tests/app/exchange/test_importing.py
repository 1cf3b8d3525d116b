"""What each card becomes in the book, and that nothing it says is lost."""

from __future__ import annotations

import contextlib
from pathlib import Path

from app.clients import records
from app.clients.model import Address
from app.company.founding import Shop, found
from app.exchange import importing
from app.exchange.importing import GROUP, NEW, REFUSED, UPDATE
from app.i18n import Translator
from app.store.book import Book
from tests.app.books import wrong
from tests.app.exchange.desk import Import, Save, card, everyone, only, tags_of


def test_a_firm_that_a_phone_took_for_a_first_name_is_a_firm(book: Book, bring: Import) -> None:
    said = ("N:;SARL Le Four;;;", "FN:SARL Le Four"), ("FN:Moulin Petit SAS",), ("N:;Sasha;;;", "FN:Sasha")
    bring("".join(card(*lines) for lines in said))
    assert [(each.company_name, each.first_name, each.last_name) for each in everyone(book)] == [
        ("SARL Le Four", "", ""), ("Moulin Petit SAS", "", ""), ("", "Sasha", ""),
    ]  # fmt: skip


def test_a_name_alone_is_a_private_client(book: Book, bring: Import) -> None:
    bring(
        card(
            "N:Garnier;Amélie;Rose;Mme;", "FN:Amélie Rose Garnier", "TEL;TYPE=CELL:06 39 98 12 34",
            "TEL;TYPE=WORK,VOICE,PREF:03 80 00 00 01", "item1.TEL:03 80 00 00 02", "item1.X-ABLabel:Cave",
            "EMAIL;TYPE=HOME:amelie@mail.example", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-23", "NOTE:Le matin\\, svp",
            "ADR;TYPE=HOME:;Bât. B;12 bis rue du Four;Dijon Cedex 3;;21000;France", "LANG:fr-FR",
            "URL:https://amelie.example", "X-SOCIALPROFILE;TYPE=twitter:https://twitter.com/amelie",
            "CATEGORIES:Amis,Presse",
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
    assert (place.building, place.postcode, place.city, place.cedex, place.country) == (
        "Bât. B",
        "21000",
        "Dijon",
        "Cedex 3",
        "FR",
    )
    assert place.is_default
    assert sorted(tags_of(book, client)) == ["Amis", "Presse"]


def test_a_company_card_is_an_organisation(book: Book, bring: Import) -> None:
    for lines in (
        ["N:;;;;", "ORG:Four & Fils;", "X-ABShowAs:COMPANY"],
        ["ORG:Moulin;Atelier"],
        ["N:Cave;;;;", "ORG:Cave"],
    ):
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
    own = 'X-CLIENTELE-CLIENT:{"siren":"12"\\,"discount_percent":"400"}'
    names = ("N:{0};{0};;{0};", "EMAIL:{0}", "TEL:{0}", "URL:{0}", "NICKNAME:{0}", "TITLE:{0}", "CATEGORIES:{0}")
    lines = (*names, "ADR:;{0};{0};{0};{0};{0};{0}")
    bring(
        *(
            card(
                *(line.format(text) for line in lines),
                f"ORG:{text};{text}" if place % 2 else "REV:x",
                own * (place == 3),
            )
            for place, text in enumerate(odd)
        )
    )
    for client in everyone(book):
        with book.write("Save") as writing:
            records.save(writing.session, records.draft(writing.session, client.id))
    assert len(everyone(book)) == len(odd)


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
