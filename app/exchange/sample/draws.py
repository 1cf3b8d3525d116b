"""Chance that can be repeated: everything drawn here follows from the seed, and is safe to show and to print.

Phones are those that the French regulator keeps free for fiction (ARCEP, decision 2018-0881: 01 99 00, 02 61 91,
03 53 01, 04 65 71, 05 36 49, 06 39 98), in Canada 555-01xx, elsewhere none. Mail goes to `.example` (RFC 2606).
A SIREN begins with 123 456, in the numbers kept for the State's own bodies and everybody's example, or with 000,
which is never dealt out: its key is right, and no firm has it.
"""

from __future__ import annotations

import csv
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from app.paths import resource
from app.values.folding import fold

Drawn = TypeVar("Drawn")

_TAKEN_PHONES = {"2460", "7708", "1742"}
_TAKEN_SIREN = "123456782"
_MOST_ATTEMPTS = 3
_MAIL_HOSTS = ("courriel.example", "boite-postale.example", "messagerie.example")
_ZONES = {"01": "01 99 00", "02": "02 61 91", "03": "03 53 01", "04": "04 65 71", "05": "05 36 49", "06": "06 39 98"}
# The zone of a French number by department; all others are of the East, where the shop is.
_ZONE_OF = (
    dict.fromkeys(("75", "78"), "01")
    | dict.fromkeys(("44", "35", "37", "45"), "02")
    | dict.fromkeys(("69", "13", "06", "34", "38", "63", "74"), "04")
    | dict.fromkeys(("33", "31"), "05")
)


class Town(NamedTuple):
    """Where somebody may live."""

    postcode: str
    name: str
    country: str
    region: str


class Firm(NamedTuple):
    """How firms of one category are called, with places for names, and their activity code."""

    pattern: str
    naf: str


@cache
def _table(name: str) -> list[dict[str, str]]:
    with resource("sample", f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _grouped(name: str, column: str) -> dict[str, list[dict[str, str]]]:
    found = defaultdict(list)
    for row in _table(name):
        found[row[column]].append(row)
    return dict(found)


@cache
def _firms() -> dict[str, list[Firm]]:
    grouped = _grouped("firms", "category").items()
    return {category: [Firm(row["pattern"], row["naf"]) for row in rows] for category, rows in grouped}


@cache
def _last_names() -> list[str]:
    return resource("sample", "last_names.txt").read_text(encoding="utf-8").split()


@cache
def _first_names() -> dict[str, list[str]]:
    return {row["civility"]: row["names"].split() for row in _table("first_names")}


class Weighted(Generic[Drawn]):
    """Things that are drawn more or less often."""

    def __init__(self, weights: dict[Drawn, int]) -> None:
        self.things = list(weights)
        self.sums = list(accumulate(weights.values()))


class Draws:
    """Draws from the lists of the sample. Two objects of the same seed give the same, in the same order."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._phones = {zone: self._walk(10_000) for zone in _ZONES}
        self._sirens = self._siren_numbers()
        self._canadian = self._walk(100)
        self._mails: defaultdict[str, int] = defaultdict(int)
        self._names: set[str] = set()
        self._towns = Weighted(
            {
                Town(row["postcode"], row["town"], row["country"], row["region"]): int(row["weight"])
                for row in _table("towns")
            }
        )

    def happens(self, share: float) -> bool:
        """Yes, in that share of all cases (0 to 1)."""
        return self._chance.random() < share

    def number(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self._chance.random() * (most - least + 1))

    def one(self, among: Sequence[Drawn]) -> Drawn:
        """One of several, each as likely."""
        return among[int(self._chance.random() * len(among))]

    def heavy(self, weighted: Weighted[Drawn]) -> Drawn:
        """One of several, as likely as its weight."""
        return weighted.things[bisect_right(weighted.sums, self._chance.random() * weighted.sums[-1])]

    def phrase(self, name: str) -> str:
        """One text of the list `name` of `phrases.csv`."""
        return self.one(_grouped("phrases", "list")[name])["text"]

    def uid(self) -> str:
        """An identity as `uuid4` would make it."""
        text = f"{self._chance.getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-8{text[17:20]}-{text[20:]}"

    def day(self, first: date, last: date) -> date:
        """A day between two, both included; `first` where they are the wrong way round."""
        return first + timedelta(days=self.number(0, max(0, (last - first).days)))

    def moment(self, day: date) -> datetime:
        """A time of that day at which the shop is open, in UTC."""
        return datetime(day.year, day.month, day.day, self.number(8, 16), self.number(0, 59), tzinfo=UTC)

    def town(self) -> Town:
        """Mostly in and around Dijon, a few abroad."""
        return self.heavy(self._towns)

    def street(self, country: str) -> str:
        """The name of a street of that country."""
        return self.one(_grouped("streets", "country")[country])["street"]

    def firm(self, category: str) -> Firm:
        """How a firm of the category is called."""
        return self.one(_firms()[category])

    def function(self, category: str, civility: str) -> str:
        """What somebody does at a firm of the category."""
        return self.one(_grouped("functions", "category")[category])["woman" if civility == "Mme" else "man"]

    def person(self) -> tuple[str, str, str]:
        """Civility, first and last name; the same whole name comes twice only when three draws gave it."""
        attempt = 0
        while True:
            attempt += 1
            civility = "Mme" if self.happens(0.5) else "M."
            first, last = self.first_name(civility), self.last_name()
            if self._is_new(f"{first} {last}") or attempt == _MOST_ATTEMPTS:
                return civility, first, last

    def first_name(self, civility: str) -> str:
        """A first name of that sex."""
        return self.one(_first_names()[civility])

    def last_name(self) -> str:
        """A family name."""
        return self.one(_last_names())

    def firm_name(self, pattern: str, town: str) -> str:
        """A name after `pattern`; with the town at its end when it is taken."""
        name = ""
        for _attempt in range(_MOST_ATTEMPTS):
            first, last = self.first_name(self.one(("M.", "Mme"))), self.last_name()
            name = pattern.format(of=self.phrase("of"), first=first, last=last, of_town=of_town(town))
            if self._is_new(name):
                return name
        return name if "{of_town}" in pattern else f"{name} {of_town(town)}"

    def _is_new(self, name: str) -> bool:
        size = len(self._names)
        self._names.add(name)
        return len(self._names) > size

    def phone(self, town: Town) -> str:
        """A number for a landline in that town; empty abroad."""
        if town.country == "CA":
            return f"+1 {418 if town.name == 'Québec' else 514} 555-01{next(self._canadian):02d}"
        return self._french(_ZONE_OF.get(town.postcode[:2], "03")) if town.country == "FR" else ""

    def mobile(self) -> str:
        """A French mobile number."""
        return self._french("06")

    def _french(self, zone: str) -> str:
        digits = next(number for place in self._phones[zone] if (number := f"{place:04d}") not in _TAKEN_PHONES)
        return f"{_ZONES[zone]} {digits[:2]} {digits[2:]}"

    def mail(self, name: str, host: str = "") -> str:
        """An address of `name` at `host`, or at a provider; never the same twice."""
        local = fold(name).replace(" ", ".")
        address = f"{local}@{host or self.one(_MAIL_HOSTS)}"
        self._mails[address] += 1
        times = self._mails[address]
        return address if times == 1 else address.replace("@", f"{times}@", 1)

    def siren(self) -> str:
        """Nine digits with a right key, that no firm has."""
        return next(self._sirens)

    def _siren_numbers(self) -> Iterator[str]:
        while True:
            for place in range(100):
                if (number := with_key(f"123456{place:02d}")) != _TAKEN_SIREN:
                    yield number
            for place, _times in zip(self._walk(100_000), range(100_000), strict=False):
                yield with_key(f"000{place:05d}")

    def _walk(self, size: int) -> Iterator[int]:
        """Every number below `size` in a mixed order, again and again."""
        place, step = self._chance.randrange(size), self._chance.randrange(size) // 10 * 10 + 7
        while True:
            place = (place + step) % size
            yield place


def host(name: str) -> str:
    """The internet domain of a firm: `Brasserie du Théâtre` -> `brasserie-du-theatre.example`."""
    return f"{fold(name).replace(' ', '-')}.example"


def of_town(town: str) -> str:
    """`d’Auxonne`, `de Mâcon`, `du Creusot`."""
    if town.startswith("Le "):
        return f"du {town[3:]}"
    return f"d’{town}" if fold(town)[0] in "aeiou" else f"de {town}"


def with_key(number: str) -> str:
    """`number` and the digit that makes its Luhn sum right: the key of a SIREN and of a SIRET."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{number}{-total % 10}"
