"""A record with every field filled, and what of a book a file can carry."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.clients import records
from app.clients.model import (
    Address,
    Block,
    Client,
    ClientAlias,
    ClientCompany,
    ClientFollower,
    ClientTag,
    ConsentEvent,
    Contact,
    ContactLink,
    CustomField,
    CustomOption,
    CustomValue,
    Email,
    FinancialYear,
    Leftover,
    Phone,
    ScoreLine,
    Tag,
)
from app.company.model import Choice, PaymentTerm, Person, Team
from app.company.records import home
from app.exchange.labels import Labels, pointers
from app.exchange.to_card import PARENTS, PART_POINTERS
from app.store import blobs
from app.store.base import Base, DateText, MomentText, PlainText, Units, YesNo
from app.store.book import Book

# Ids and what follows from them; the states that a card does not carry.
NOT_CARRIED = {
    "id",
    "client_id",
    "contact_id",
    "version",
    "comparable",
    "position",
    "deleted_at",
    "erased_at",
    "merged_into",
}


def filled(part: Base, seed: int = 1) -> Any:
    """`part` with every column that is empty filled by a value of its type, each another."""
    numbers = count(seed)
    for column in part.__table__.columns:
        if (
            column.foreign_keys
            or column.key in NOT_CARRIED | {"uid"}
            or getattr(part, column.key) not in (None, "", 0, False)
        ):
            continue
        number = next(numbers)
        value: Any = {
            PlainText: f"{column.key} {number}, “é;\\n",
            YesNo: True,
            DateText: date(2024, 1, 1 + number % 28),
            MomentText: datetime(2024, 5, 1 + number % 28, 8, 30, tzinfo=UTC),
            Units: Decimal(number) + Decimal("0.0625"),
        }.get(type(column.type), number)
        setattr(part, column.key, value)
    return part


# What a form would accept for the fields that have rules.
SOUND = {
    "siren": "732829320", "siret": "73282932000074", "vat_number": "FR44732829320", "naf": "10.71C",
    "language": "fr",
    "website": "https://maison.example/a,b;c", "birthday": "--02-29", "currency": "CHF", "country": "FR",
    "rebate_percent": Decimal("2.5"),
    "discount_percent": Decimal("7.25"), "invoice_copies": 3, "postcode": "21000",
}  # fmt: skip


def sound(part: Base, **values: Any) -> Any:
    """`part` fully filled, with `values` and acceptable ones where there are rules."""
    names = {column.key for column in part.__table__.columns}
    for name, value in {**SOUND, **values}.items():
        if name in names:
            setattr(part, name, value)
    return filled(part)


def full_organisation(session: Session) -> Client:
    """An organisation with every field filled, two contacts, and two of each list."""
    session.add_all(
        [Person(name="Zoé", email="zoe@shop.example"), Team(name="Comptoir"), Tag(name="Fidèle, VIP", colour=3)]
    )
    session.add_all([PaymentTerm(label="75 jours, le 10", days=75, end_of_month=True, days_after=10)])
    session.add_all([Choice(list="block_reason", label="Autre; raison"), CustomField(label="Four", kind="several")])
    session.flush()
    parent = Client(company_name="Groupe Parent", is_supplier=True)
    records.save(session, parent)
    client = sound(
        Client(uid="11111111-0000-4000-8000-000000000001"),
        company_name="Boulangerie, Lefèvre; \\ fils",
        is_organisation=True,
    )
    for column, pointer in pointers().items():
        query = select(pointer.kind)
        wanted = query.where(Choice.list == pointer.list) if pointer.list else query
        made = list(session.scalars(wanted)) or [filled(pointer.kind())]
        session.add(made[-1])
        session.flush()
        setattr(client, column, made[-1].id)
    client.parent_id = client.referred_by_id = session.scalars(select(Client.id)).first()
    client.note = "Première ligne,\nseconde; fin \\n "
    client.logo = blobs.keep(session, PNG)
    _fill_lists(session, client)
    return client


def _fill_lists(session: Session, client: Client) -> None:
    field = session.scalars(select(CustomField)).one()
    options = [CustomOption(field_id=field.id, label=label) for label in ("Gaz", "Bois, pierre")]
    session.add_all(options)
    session.flush()
    person = session.scalars(select(Person)).first()
    reason = session.scalars(select(Choice).where(Choice.list == "block_reason", Choice.label == "Autre; raison")).one()
    client.tags = [ClientTag(tag_id=tag.id) for tag in session.scalars(select(Tag))]
    client.followers = [ClientFollower(person_id=person.id)] if person else []
    client.scores = [filled(ScoreLine(given_on=date(2024, 1, day)), day) for day in (3, 4)]
    client.consents = [
        filled(ConsentEvent(channel=name, granted=name == "sms", given_on=date(2024, 2, 1)))
        for name in ("email", "sms")
    ]
    client.custom_values = [filled(CustomValue(field_id=field.id, option_id=option.id)) for option in options]
    until = date(2027, 1, 1)
    client.blocks = [
        filled(
            Block(
                kind="orders",
                reason_id=reason.id,
                company_id=home(session).id,
                from_on=date(2024, 1, 1),
                until_on=until,
            )
        )
    ]
    client.companies = [filled(ClientCompany(company_id=home(session).id))]
    client.financial_years = [filled(FinancialYear(year=2023)), FinancialYear(year=2024)]
    client.aliases = [ClientAlias(reference="OLD-7")]
    client.leftovers = [Leftover(line="X-FAVOURITE:croissant\\, beurre"), Leftover(line="NICKNAME:Le Four")]
    _fill_points(session, client)


def _fill_points(session: Session, client: Client) -> None:
    client.phones = [
        sound(Phone(kind="mobile"), text="06 39 98 12 34"),
        Phone(text=" +41 22 000 00 00", label="Atelier, bas"),
    ]
    client.emails = [sound(Email(), text="contact@maison.example"), Email(text="second@maison.example")]
    anna, bob = full_contact(session, 1), full_contact(session, 2)
    client.links = [sound(ContactLink(contact=anna)), ContactLink(contact=bob, function="Livreur")]
    client.links[0].until_on = date(2030, 1, 1)
    addresses = [
        sound(Address(uid="a-1"), is_default=True, free_block="Tout\nautrement"),
        sound(Address(uid="a-2"), free_block="x"),
    ]
    addresses[1].free_block, addresses[1].is_default = "", False
    client.addresses = [
        *addresses,
        Address(street="Hauptstrasse", house_number="5", postcode="8001", city="Zürich", country="CH"),
    ]


def full_contact(session: Session, number: int) -> Contact:
    """A person with every field filled."""
    person: Contact = sound(
        Contact(uid=f"22222222-0000-4000-8000-00000000000{number}"), photo="", birthday="1980-05-23"
    )
    person.photo = blobs.keep(session, JPEG)
    person.phones = [Phone(text="03 80 00 00 0" + str(number), kind="fax", label="Bureau")]
    person.emails = [Email(text=f"person{number}@maison.example", label="Privé")]
    person.leftovers = [Leftover(line="X-SHOE-SIZE:42")]
    return person


def _picture(kind: str, mode: str, size: tuple[int, int]) -> bytes:
    import io

    from PIL import Image

    from app.exchange.vcard import clean_photo

    made = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(made, kind)
    return clean_photo(made.getvalue(), keep_alpha=mode == "RGBA")


PNG, JPEG = _picture("PNG", "RGBA", (40, 20)), _picture("JPEG", "RGB", (30, 30))


def portable(book: Book) -> list[dict[str, Any]]:
    """Every client as values without ids: lists by their words, other clients and people by their uid."""
    with book.read() as session:
        labels = Labels(session.connection().exec_driver_sql)
        uids = dict(session.execute(select(Client.id, Client.uid)).all())
        clients = [
            records.load(session, number) for number in session.scalars(select(Client.id).order_by(Client.reference))
        ]
        return [_plain(client, labels, uids) for client in clients]


def _plain(part: Any, labels: Labels, uids: dict[int, str]) -> dict[str, Any]:
    known: dict[str, Any] = pointers() | PART_POINTERS if isinstance(part, Client) else PART_POINTERS
    found: dict[str, Any] = {}
    for column in part.__table__.columns:
        value = getattr(part, column.key)
        if column.key in known:
            found[column.key] = labels.of(known[column.key], value)
        elif column.key in PARENTS:
            found[column.key] = uids.get(value)
        elif column.key in ("tag_id", "field_id", "option_id"):
            found[column.key] = {"tag_id": labels.tags, "field_id": labels.fields, "option_id": labels.options}[
                column.key
            ].get(value)
        elif column.key not in NOT_CARRIED:
            found[column.key] = value
    for relation in inspect(type(part)).relationships:
        value = getattr(part, relation.key)
        found[relation.key] = (
            [_plain(each, labels, uids) for each in value] if relation.uselist else _plain(value, labels, uids)
        )
    if isinstance(part, Client):
        people = {link.contact_id: link.contact.uid for link in part.links}
        for address, plain in zip(part.addresses, found["addresses"], strict=True):
            plain["contact"] = people.get(address.contact_id)
    return found


def differences(before: Any, after: Any, path: str = "") -> list[str]:
    """Each value that is not the same, by its path."""
    if isinstance(before, dict) and isinstance(after, dict):
        names = [*before, *(name for name in after if name not in before)]
        return [line for name in names for line in differences(before.get(name), after.get(name), f"{path}/{name}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = zip(before, after, strict=True)
        return [line for place, pair in enumerate(pairs) for line in differences(*pair, f"{path}/{place}")]
    return [] if before == after else [f"{path}: {before!r} -> {after!r}"]
