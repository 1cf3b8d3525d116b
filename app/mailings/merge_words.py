"""What stands in the merge fields of each client, in words of one language; read in blocks, for 100,000 clients.

A missing value is an empty word. Conditional fields get a sign that `filling` understands: m or f, 1 or more, filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from types import SimpleNamespace

from sqlalchemy.orm import Session

from app.clients.chunks import chunks, places
from app.clients.fields import CATALOGUE, list_table
from app.clients.shown import SHOWN, points_elsewhere
from app.clients.shown import text as shown
from app.company.records import home
from app.i18n import Translator
from app.mailings.filling import ONE
from app.mailings.merge_fields import DEAR, FILLED, GENDER, GREETING, NUMBER, subject
from app.mailings.merge_reading import Facts, Reader, Row, Whom
from app.store.base import driver
from app.values import address, person
from app.values.dates import Birthday
from app.values.field import YES_NO, Field
from app.values.money import from_units

__all__ = ["Whom", "languages", "words"]

Say = Callable[[Facts], str]
MANY = "2"
_SHOP = ("name", "street", "postcode", "city", "phone", "email", "website")
_MONEY = ("total", "balance")


def languages(session: Session, client_ids: Sequence[int]) -> dict[int, str]:
    """The language of each client, where one is set."""
    run = driver(session).execute
    return {
        number: language
        for chunk in chunks(client_ids)
        for number, language in run(f"SELECT id, language FROM client WHERE id IN ({places(chunk)})", chunk)
        if language
    }


def words(
    session: Session, whom: Sequence[Whom], keys: Iterable[str], tr: Translator, today: date
) -> Iterator[tuple[int, dict[str, str]]]:
    """(client, word by field) for each of `whom` that is in the file, in that order."""
    known = tuple(dict.fromkeys(keys))
    subjects = [subject(key) for key in known]
    sayer = _Sayer(session, subjects, tr, today)
    say = {key: sayer.say(key) for key in known}
    reader = Reader(driver(session).execute, subjects, home(session).id or 0)
    for number, facts in reader.read(whom):
        yield number, {key: one(facts) for key, one in say.items()}


class _Sayer:
    """How each field is said: looked up once, since it is said for every client."""

    def __init__(self, session: Session, subjects: Iterable[str], tr: Translator, today: date) -> None:
        self.tr, self.today, self.company = tr, today, home(session)
        run = driver(session).execute
        pointing = [key for key in subjects if key in CATALOGUE and points_elsewhere(CATALOGUE[key].kind)]
        self._labels = {key: dict(run(_labels_of(CATALOGUE[key])).fetchall()) for key in pointing}

    def say(self, key: str) -> Say:
        """Looks a field up."""
        if key.startswith(NUMBER):
            return partial(self._how_many, subject(key))
        if key.startswith(f"{FILLED}figure."):
            name = subject(key).partition(".")[2]
            return lambda facts: ONE if facts.figure.get(name) else ""
        key = subject(key)
        special = {
            DEAR: self._dear, GREETING: self._greeting, GENDER: lambda facts: person.gender(_civility(facts)),
            "name": self._name, "civility.full": self._full_civility, "contact.name": _contact_name,
            "client_since.year": lambda facts: (facts.row["client_since"] or "")[:4],
        }  # fmt: skip
        if key in special:
            return special[key]
        head, _, name = key.partition(".")
        match head:
            case "today" | "shop":
                said = self._same_for_all(head, name)
                return lambda facts: said
            case "contact":
                return lambda facts: str(facts.contact.get(name) or "")
            case "address":
                return lambda facts: self._address(name, facts.place)
            case "figure":
                return lambda facts: self._figure(name, facts.figure, facts)
            case "order":
                return lambda facts: self._figure(name, facts.order, facts)
            case "own":
                return partial(self._own, int(name) if name.isdecimal() else 0)
            case "phone" | "email":
                return lambda facts: next((str(row["text"]) for row in facts.points[head]), "")
            case "tag":
                return lambda facts: ", ".join(row["text"] for row in facts.points[head])
        return self._from_catalogue(CATALOGUE[key]) if key in CATALOGUE else lambda facts: ""

    def _same_for_all(self, head: str, name: str) -> str:
        if head == "shop":
            return str(getattr(self.company, name)) if name in _SHOP else ""
        return str(self.today.year) if name else self.tr.date(self.today, "long")

    def _from_catalogue(self, field: Field) -> Say:
        name, labels = field.attribute, self._labels.get(field.key)
        if labels is not None:
            return lambda facts: labels.get(facts.row[name], "")
        of_company = field.table == "client_company"
        return lambda facts: self._value(field, (facts.company if of_company else facts.row).get(name), facts)

    def _value(self, field: Field, value: object, facts: Facts) -> str:
        kind = field.kind.name
        if not value and kind != "number":
            return ""
        if isinstance(value, int) and kind in ("amount", "percent"):
            return self._money(value, facts) if kind == "amount" else shown(from_units(value), field.kind, self.tr)
        if isinstance(value, str):
            if kind == "date":
                return self._day(value)
            if kind == "birthday":
                return self._birthday(value)
            if field.key in SHOWN:
                return SHOWN[field.key](value)
        return shown(value, field.kind, self.tr)

    def _dear(self, facts: Facts) -> str:
        who = _who(facts)
        return person.dear(_civility(facts), who.get("first_name", ""), who.get("last_name", ""), self.tr.language)

    def _greeting(self, facts: Facts) -> str:
        return person.salutation(_civility(facts), _who(facts).get("last_name", ""), self.tr.language).rstrip(",")

    def _full_civility(self, facts: Facts) -> str:
        known = person.find_civility(_civility(facts), self.tr.language)
        return known.full if known else _civility(facts)

    def _name(self, facts: Facts) -> str:
        row = facts.row
        if row["is_organisation"]:
            return str(row["company_name"] or row["trade_name"]) or _contact_name(facts)
        return person.display_name(row["first_name"], row["last_name"]) or str(row["company_name"])

    def _address(self, name: str, place: Row) -> str:
        if not place:
            return ""
        if name == "street":
            return address.street_line(SimpleNamespace(**place))
        if name == "country":
            return self.tr.country_name(place["country"]) if place["country"] else ""
        return str(place[name])

    def _figure(self, name: str, figure: Row, facts: Facts) -> str:
        value = figure.get(name)
        if name in _MONEY:
            return self._money(value or 0, facts, figure.get("currency", ""))
        if name.endswith("_on"):
            return self._day(value) if value else ""
        return self.tr.number(value or 0) if name in ("orders", "open_count") else value or ""

    def _own(self, field_id: int, facts: Facts) -> str:
        return ", ".join(filter(None, (self._own_value(row) for row in facts.own if row["field_id"] == field_id)))

    def _own_value(self, row: Row) -> str:
        if row["number"] is not None:
            return self.tr.number(from_units(row["number"]).normalize())
        if row["day"]:
            return self._day(row["day"])
        return shown(row["yes"], YES_NO, self.tr) if row["yes"] else str(row["text"] or "")

    def _how_many(self, key: str, facts: Facts) -> str:
        """One or several; in French nothing is one as well."""
        head, _, name = key.partition(".")
        value = facts.figure.get(name) if head == "figure" else facts.row.get(CATALOGUE[key].attribute)
        number = abs(value or 0)
        return ONE if number == 1 or (self.tr.language == "fr" and number < 1) else MANY

    def _money(self, units: int, facts: Facts, currency: str = "") -> str:
        known = currency or facts.row["currency"] or self.company.currency or "EUR"
        return self.tr.money(from_units(units), known)

    def _day(self, day: str) -> str:
        return self.tr.date(date.fromisoformat(day), "long")

    def _birthday(self, text: str) -> str:
        """Day and month: nobody wants to read their age in a letter."""
        found = Birthday.from_text(text)
        if found is None:
            return ""
        return self.tr.date(date(2000, found.month, found.day), "long").removesuffix(" 2000")


def _labels_of(field: Field) -> str:
    if field.kind.name == "client":
        return "SELECT client_id, name FROM client_row"
    column = "name" if field.kind.name in ("person", "team") else "label"
    return f'SELECT id, {column} FROM "{list_table(field)}"'


def _who(facts: Facts) -> Row:
    """The person who is greeted."""
    return facts.contact if facts.row["is_organisation"] else facts.row


def _civility(facts: Facts) -> str:
    return str(_who(facts).get("civility", ""))


def _contact_name(facts: Facts) -> str:
    return person.display_name(facts.contact.get("first_name", ""), facts.contact.get("last_name", ""))
