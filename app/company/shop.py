"""The shop as its settings page shows and changes it: name, address, logo, how names go, what references look like."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.company import numbering
from app.company.model import Numbering, Person
from app.company.records import entries, home, option, set_option
from app.errors import Invalid, Problem
from app.i18n import N_
from app.store import blobs
from app.values.money import currency_of

NAME_ORDER = "name_order"
FIELDS = ("name", "street", "postcode", "city", "country", "language", "phone", "email", "website")


@dataclass(frozen=True)
class Details:
    """What the page shows. `picture` is the logo; `pattern` and `next_number` belong to the clients' references."""

    company: dict[str, str]
    picture: bytes
    people: tuple[str, ...]
    name_order: str
    pattern: str
    next_number: int


def load(session: Session) -> Details:
    """Everything the settings page shows of the book."""
    company = home(session)
    counter = _counter(session)
    return Details(
        company={name: getattr(company, name) for name in FIELDS},
        picture=blobs.load(session, company.logo) or b"",
        people=tuple(person.name for person in entries(session, Person) if person.active),
        name_order=option(session, NAME_ORDER, "last"),
        pattern=counter.pattern if counter else numbering.DEFAULT_PATTERNS["client"],
        next_number=counter.next_number if counter else 1,
    )


def save(session: Session, values: dict[str, str]) -> None:
    """Change some of the fields of `FIELDS`. Another country brings its currency. Raises `Invalid` without a name."""
    if not values.get("name", "-").strip():
        raise Invalid([Problem("name", N_("Enter the name of the shop."))])
    company = home(session)
    if values.get("country", company.country) != company.country:
        company.currency = currency_of(values["country"])
    for name in FIELDS:
        if name in values:
            setattr(company, name, values[name].strip())
    session.add(company)


def set_logo(session: Session, content: bytes) -> None:
    """Another logo, or none for empty `content`; the picture is clean already."""
    home(session).logo = blobs.keep(session, content) if content else ""


def set_name_order(session: Session, order: str) -> None:
    """List private clients by "last" or by "first" name; the list is made again."""
    set_option(session, NAME_ORDER, order)


def set_pattern(session: Session, pattern: str) -> None:
    """What new references look like; those given stay. Raises `Invalid`."""
    problems = numbering.check(pattern)
    if problems:
        raise Invalid(problems)
    counter = _counter(session)
    if counter is None:
        session.add(Numbering(kind="client", pattern=pattern))
    else:
        counter.pattern = pattern


def _counter(session: Session) -> Numbering | None:
    return session.scalars(select(Numbering).where(Numbering.kind == "client")).first()
