"""The forms that real programs give to a card, each from a small file of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Cancelled
from app.exchange.vcard import Card, Day, Detail, Name, PostalAddress, Profile, read

FILES = Path(__file__).resolve().parents[3] / "files" / "vcards"


def cards_of(name: str) -> list[Card]:
    return list(read(FILES / name))


def card_of(*lines: str) -> Card:
    (card,) = read("\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]).encode())
    return card


def test_an_apple_company_with_its_labels_and_country() -> None:
    company = cards_of("apple.vcf")[0]
    assert company.shows_as_company
    assert company.is_organisation
    assert not company.name
    assert company.organisation == ("Boulangerie Lefèvre",)
    assert company.phones == (
        Detail("+33 3 88 00 11 22", label="Fournil", preferred=True),
        Detail("+33 6 12 34 56 78", types=("cell",)),
    )
    assert company.addresses[0].street == "12 bis, rue de l’Église"
    assert company.addresses[0].country_code == "FR"
    assert company.urls == (Detail("http://www.lefevre.example/pain,chaud", types=("homepage",), preferred=True),)
    assert company.revision == "2026-02-03T10:11:12Z"


def test_an_apple_person_with_a_birthday_without_year_and_what_has_no_field_kept_aside() -> None:
    person = cards_of("apple.vcf")[1]
    assert person.name == Name(last="Petit", first="Inès", middle="Marie", prefix="Mme")
    assert not person.is_organisation
    assert person.organisation == ("Boulangerie Lefèvre", "Comptabilité")
    assert person.birthday == Day(None, 5, 23)
    assert person.note == "Préfère le matin, avant 9 h.\nSonne deux fois ; attendre."
    assert person.photo is not None
    assert person.photo.mime == "image/jpeg"
    assert person.leftovers == ("g1.X-ABRELATEDNAMES;TYPE=PREF:Karim", "g1.X-ABLABEL:_$!<Spouse>!$_")


def test_a_group_is_no_person_and_knows_its_members() -> None:
    first, second, group = cards_of("apple.vcf")
    assert group.is_group
    assert group.members == (first.uid, second.uid)
    assert cards_of("version4.vcf")[1].members == ("4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",)


def test_outlook_in_a_windows_code_page_with_commas_that_are_text() -> None:
    (card,) = cards_of("outlook21.vcf")
    assert card.formatted_name == "Hélène Müller-Noël, gérante"
    assert card.organisation == ("Chez Hélène", "Cuisine")
    assert card.note == "Appelée après 14 h.\nRemise : 5 %, accordée"
    assert [phone.types for phone in card.phones] == [("work",), ("cell",), ("work", "fax")]
    assert card.addresses == (
        PostalAddress(
            street="3, place du Château",
            city="Strasbourg",
            postcode="67000",
            country="France",
            text="3, place du Château\n67000 Strasbourg\nFrance",
            types=("work",),
            preferred=True,
        ),
    )
    assert card.birthday == Day(1976, 2, 29)
    assert card.photo is not None


def test_android_with_a_soft_break_inside_a_character_and_a_photo_without_indent() -> None:
    (card,) = cards_of("android21.vcf")
    assert card.name == Name(last="Ångström", first="Jean-Noël")
    assert card.phones[0] == Detail("+33755000102", types=("cell",), preferred=True)
    assert card.phones[1] == Detail("0390000001", label="Étage 2")
    assert card.emails == ()
    assert card.photo == cards_of("outlook21.vcf")[0].photo


def test_google_with_its_eighth_part_of_an_address_and_labels_of_an_organisation() -> None:
    (card,) = cards_of("google.vcf")
    assert card.organisation == ("Cabinet Keller & Fils",)
    assert card.title == "Expert-comptable"
    assert card.addresses[0].text == "3 quai des Bateliers\n67000 Strasbourg\nFrance"
    assert card.categories == ("Comptables", "myContacts")
    assert card.profiles == (
        Profile("linkedin", "https://www.linkedin.example/in/ck"),
        Profile("skype", "skype:chloe.keller", chat=True),
        Profile("xmpp", "xmpp:chloe@jabber.example", chat=True),
    )


def test_whatsapp() -> None:
    (card,) = cards_of("whatsapp.vcf")
    assert card.phones == (Detail("+33 6 12 00 00 01", label="Portable", preferred=True),)


def test_version_4_with_uris_alternatives_and_data_photos() -> None:
    person, _, town = cards_of("version4.vcf")
    assert person.name == Name(last="Côté", first="Renée")
    assert person.organisations == (("Érablière Côté",),)
    assert person.phones == (
        Detail("+1-418-555-0170 ext. 12", types=("work",)),
        Detail("+1-418-555-0171", types=("cell",), preferred=True),
    )
    assert person.addresses[0].text == "8 rang Sud\nSaint-Anselme"
    assert person.language == "fr"
    assert person.photo is not None
    assert person.photo.mime == "image/png"
    assert person.logos[0].link == "https://erabliere.example/logo.png"
    assert person.logo is None
    assert person.leftovers == ("KEY;ENCODING=b:AAECAwQF",)
    assert town.shows_as_company


def test_the_card_of_an_assistant_inside_a_card_is_no_card_of_its_own() -> None:
    reading = read(FILES / "agent21.vcf")
    first, second = reading
    assert first.display_name == "Paul Directeur"
    assert [phone.text for phone in first.phones] == ["0388000001"]
    assert first.emails[0].text == "paul@exemple.example"
    assert first.leftovers[0].startswith("AGENT:BEGIN:VCARD\\nVERSION:2.1\\nN:Assistante\\;Anne")
    assert second.display_name == "Luc Suivant"
    assert reading.not_understood_count == 1


def test_an_assistant_whose_end_is_missing_takes_no_other_card_with_it() -> None:
    first, second = read(
        b"BEGIN:VCARD\nFN:Ann\nAGENT:\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\nBEGIN:VCARD\nFN:Cy\nEND:VCARD\n"
    )
    assert (first.display_name, second.display_name) == ("Ann", "Cy")
    lost = b"BEGIN:VCARD\nFN:Ann\nAGENT:\nBEGIN:VCARD\nFN:Bob\nBEGIN:VCARD\nFN:Cy\nEND:VCARD\n"
    first, second = read(lost)
    assert first.leftovers == ("AGENT:BEGIN:VCARD\\nFN:Bob",)
    assert second.display_name == "Cy"


def test_one_bad_card_or_line_loses_nothing_else() -> None:
    reading = read(FILES / "broken.vcf")
    names = [card.display_name for card in reading]
    assert names == ["Ann Premier", "Deuxième sans fin", "Collée Troisième", "Quatrième", "Cinquième, coupé"]
    assert [(this.card, this.line, this.text) for this in reading.not_understood] == [
        (0, 1, "Bonjour,"),
        (1, 6, "# a comment"),
        (1, 9, "this line has no colon"),
        (1, 12, "BEGIN:VCARD"),
        (3, 20, "BDAY:03/04/1970"),
        (4, 23, "===="),
        (4, 24, "-- "),
        (4, 25, "Ann"),
        (5, 29, ""),
    ]
    first = next(iter(read(FILES / "broken.vcf")))
    assert first.note == "end with a backslash \\"
    assert first.phones == (Detail("0600000001", types=("cell",), preferred=True),)
    assert first.addresses[0].types == ("home",)


def test_names_of_every_script_and_what_only_looks_like_a_frame() -> None:
    arabic, emoji, markup, nameless, given = cards_of("names.vcf")
    assert arabic.name == Name(last="عبد الله", first="محمد")
    assert emoji.company == "🎉 Fêtes & Cie"
    assert emoji.formatted_name.endswith("👩🏽\u200d🍳")
    assert markup.formatted_name == "<img src=file://host/x>"
    assert nameless.display_name == "nameless@exemple.example"
    assert given.note == "The value says END:VCARD and goes on\nEND:VCARD\nBEGIN:VCARD\nFN:Nobody"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1970-05-23", Day(1970, 5, 23)),
        ("19700523", Day(1970, 5, 23)),
        ("1970-05-23T10:00:00Z", Day(1970, 5, 23)),
        ("--05-23", Day(None, 5, 23)),
        ("--0229", Day(None, 2, 29)),
        ("1604-02-29", Day(None, 2, 29)),
        ("Tue, 22 Dec 2009", Day(2009, 12, 22)),
        ("23.05.1970", Day(1970, 5, 23)),
        ("1970-02-30", None),
        ("2023-02-29", None),
        ("03/04/1970", None),
        ("70-7-14", None),
        ("circa 1800", None),
    ],
)
def test_birthdays_are_read_when_they_can_be_read_in_one_way(text: str, day: Day | None) -> None:
    card = card_of("FN:Ann", f"BDAY:{text}")
    assert card.birthday == day
    assert card.leftovers == (() if day else (f"BDAY:{text}",))


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_every_line_end_and_a_fold_inside_a_character(end: str) -> None:
    folded = "FN:Élo".encode().replace(b"\x89", end.encode() + b" \x89")
    data = end.encode().join([b"BEGIN:VCARD", folded, b"TEL:1", b"END:VCARD", b""])
    (card,) = read(data)
    assert card.formatted_name == "Élo"
    assert card.phones[0].text == "1"


def test_line_ends_that_fall_between_two_blocks() -> None:
    for length in range(65_490, 65_540):
        (card,) = read(b"BEGIN:VCARD\r\nNOTE:" + b"x" * length + b"\r\r\nTEL:1\r\r\nEND:VCARD\r\r\n")
        assert len(card.note) == length
        assert card.phones[0].text == "1"


def test_escapes_and_the_separators_they_hide() -> None:
    card = card_of(
        "FN:One\\, two\\; three \\\\ four\\nfive",
        "N:La\\;st;Fi\\\\;rst",
        "ADR:;;1\\, rue;A\\;B",
        "CATEGORIES:a\\,b,c",
        "ORG:A\\;B;C",
    )
    assert card.formatted_name == "One, two; three \\ four\nfive"
    assert card.name == Name(last="La;st", first="Fi\\", middle="rst")
    assert card.addresses[0].street == "1, rue"
    assert card.addresses[0].city == "A;B"
    assert card.categories == ("a,b", "c")
    assert card.organisation == ("A;B", "C")


def test_parameters_in_quotes_and_with_colons() -> None:
    card = card_of('TEL;TYPE="work,voice";X-A="a:b;c":0388', "ADR;HOME;PREF;:;;1 rue A", 'EMAIL;TYPE="x:a@b.example')
    assert card.phones == (Detail("0388", types=("work",), preferred=True),)
    assert card.addresses[0].types == ("home",)
    assert card.emails[0].text == "a@b.example"


def test_a_label_is_joined_to_its_address_wherever_it_stands() -> None:
    card = card_of(
        "LABEL;TYPE=home:2 rue B\\nLyon",
        "ADR;TYPE=work:;;1 rue A;Lyon",
        "ADR;TYPE=home:;;2 rue B;Lyon",
        "LABEL;TYPE=postal:3 rue C\\nLyon",
        "LABEL;TYPE=dom:1 rue A\\nLyon",
    )
    assert [(address.street, address.text) for address in card.addresses] == [
        ("1 rue A", "1 rue A\nLyon"),
        ("2 rue B", "2 rue B\nLyon"),
        ("", "3 rue C\nLyon"),
    ]


def test_what_our_own_export_adds() -> None:
    assert card_of("FN:Ann", "X-CLIENTELE-REFERENCE:C-0012").own == {"REFERENCE": "C-0012"}


def test_progress_counts_bytes_and_may_cancel() -> None:
    data = b"BEGIN:VCARD\r\nFN:Ann\r\nEND:VCARD\r\n" * 10_000
    seen: list[tuple[int, int]] = []
    assert len(list(read(data, progress=lambda done, total: seen.append((done, total))))) == 10_000
    assert seen[-1] == (len(data), len(data))
    assert len(seen) > 3

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        list(read(data, progress=stop))
