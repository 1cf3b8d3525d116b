"""vCards in and out against vobject, on the same cards in the same run: `python -m tests.speed.vcard [CARDS]`.

Rounds are interleaved and the median of each is compared, so a busy machine slows both alike. vobject is given its
components ready made when it writes.
"""

from __future__ import annotations

import gc
import sys
from collections import deque
from statistics import median
from time import process_time

import vobject

from app.exchange.vcard import Card, Day, Detail, Name, PostalAddress, read, write_card

ROUNDS = 5
FIRST = ("Théo", "Élodie", "Jean-Noël", "Chloé", "محمد", "Zoë", "Anaïs", "Paul")
LAST = ("Weber", "Côté", "Ångström", "Keller", "O’Neil", "Lefèvre", "Müller", "da Silva")


def card(number: int) -> Card:
    """A client as a shop knows one: some fifteen lines."""
    first, last = FIRST[number % len(FIRST)], LAST[number // 3 % len(LAST)]
    return Card(
        uid=f"7d1f0001-0000-4000-8000-{number:012d}",
        revision="2026-10-24T08:00:00Z",
        formatted_name=f"{first} {last}",
        name=Name(last=last, first=first, prefix="Mme"),
        organisations=((f"Maison {last} & Fils", "Comptabilité"),),
        title="Gérante",
        phones=(
            Detail(f"+33 3 88 {number % 90 + 10} 11 22", ("work",), preferred=True),
            Detail(f"06 12 34 56 {number % 90 + 10}", ("cell",), "Atelier"),
        ),
        emails=(Detail(f"client{number}@exemple.example", ("work",), preferred=True),),
        addresses=(
            PostalAddress(
                street=f"{number % 200} rue de l’Église, bâtiment B",
                city="Strasbourg",
                postcode="67000",
                country="France",
                country_code="FR",
                types=("work",),
                preferred=True,
            ),
        ),
        urls=(Detail("https://maison.example/boutique", preferred=True),),
        birthday=Day(1970 + number % 30, 5, 23),
        note="Préfère le matin ; rappeler avant la livraison,\nsurtout en décembre.",
        categories=("Boulangers", "Fidèles"),
        own={"REFERENCE": f"C-{number:05d}"},
    )


def rates(count: int) -> dict[str, float]:
    """Cards per CPU second, the median of `ROUNDS`, by what is done and by whom."""
    cards = [card(number) for number in range(count)]
    data = b"".join(map(write_card, cards))
    text = data.decode()
    components = list(vobject.readComponents(text))
    acts = {
        "read, ours": lambda: deque(read(data), maxlen=0),
        "read, vobject": lambda: deque(vobject.readComponents(text), maxlen=0),
        "write, ours": lambda: deque(map(write_card, cards), maxlen=0),
        "write, vobject": lambda: deque((component.serialize() for component in components), maxlen=0),
    }
    gc.freeze()  # what was prepared here is not to be walked through while the clock runs
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS):
        for name, act in acts.items():
            begun = process_time()
            act()
            times[name].append(process_time() - begun)
    return {name: count / median(spent) for name, spent in times.items()}


def main() -> None:
    """Print the rates and the ratios."""
    found = rates(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    for name, rate in found.items():
        print(f"{name:15} {rate:10,.0f} cards per CPU second")
    print(f"read : {found['read, ours'] / found['read, vobject']:.1f} x vobject (to reach: 2; hoped for: 4)")
    print(f"write: {found['write, ours'] / found['write, vobject']:.1f} x vobject (to reach: 1; hoped for: 5)")


if __name__ == "__main__":
    main()
