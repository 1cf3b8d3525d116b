"""A book's worth of vCards in and out, against vobject on the same cards: `python -m tests.speed.vcards --cards 50000`.

In: reading is what vobject does too; comparing with the book and saving (records, list, search index, history) come on
top and are shown apart. Out: from the book's tables to the file, where vobject has its components ready made. vobject
works on a part of the cards, since the whole takes it a minute and a gigabyte.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import vobject

from app import subjects
from app.company.founding import Shop, found
from app.exchange import exporting, importing
from app.exchange.vcard import Card, Name, write_card
from app.progress import Progress
from app.store.book import Book
from tests.speed.frame import Reach, cpu, heading, line
from tests.speed.vcard import card

SAMPLE = 2_000
MEGABYTES = 400
CANCEL = 200  # milliseconds


def cards(count: int) -> Iterator[Card]:
    """An address book: six of ten are private clients, two are firms, and two work in one of them."""
    for number in range(count):
        made, firm = card(number), f"Maison {number // 10:05d} & Fils"
        if number % 10 < 6:
            yield replace(made, organisations=(), own={})
        elif number % 10 < 8:
            yield replace(made, organisations=((firm, "Comptabilité"),), own={})
        else:
            firm = f"{firm} {number % 2}"
            yield replace(
                made, organisations=((firm,),), name=Name(), formatted_name=firm, shows_as_company=True, own={}
            )


class Watched(Progress):
    """Notes the longest time between two looks at the Cancel button, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._looked = 0.0

    def check(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, (now - self._looked) * 1000 if self._looked else 0)
        self._looked = now
        super().check()


def memory() -> float:
    """The most this process has held, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def ours(folder: Path, count: int) -> tuple[dict[str, float], float, float]:
    """CPU milliseconds for each card by what is done, the most memory in MB, the longest wait for Cancel in ms."""
    source, path = folder / "cards.vcf", folder / "book.clientele"
    with source.open("wb") as file:
        file.writelines(map(write_card, cards(count)))
    found(path, Shop("Speed"))
    watches, spent = [Watched() for _ in range(4)], {}
    with closing(Book.open(path)) as book:
        kept: list[importing.Reading] = []
        spent["reading"] = cpu(lambda: kept.append(importing.read(source, progress=watches[0])))
        plans: list[importing.Plan] = []
        spent["comparing"] = cpu(lambda: plans.append(importing.plan(book, kept[0], progress=watches[1])))
        spent["saving"] = cpu(lambda: importing.apply(book, plans[0], watches[2]))
        spent["writing"] = cpu(lambda: exporting.export_vcards(book, None, folder / "out.vcf", progress=watches[3]))
    longest = max(watch.longest for watch in watches)
    return {name: seconds * 1000 / count for name, seconds in spent.items()}, memory(), longest


def theirs(count: int) -> tuple[float, float]:
    """CPU milliseconds of vobject for each card, in and out."""
    text = b"".join(map(write_card, cards(count))).decode()
    components = list(vobject.readComponents(text))
    read = cpu(lambda: deque(vobject.readComponents(text), maxlen=0))
    written = cpu(lambda: deque((component.serialize() for component in components), maxlen=0))
    return read * 1000 / count, written * 1000 / count


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=50_000)
    count = parser.parse_args().cards
    subjects.load()
    with tempfile.TemporaryDirectory() as place:
        os.environ["CLIENTELE_HOME"] = place
        spent, most, longest = ours(Path(place), count)
    read, written = theirs(min(count, SAMPLE))
    heading(f"{count:,} vCards, milliseconds for each")
    line("in: reading", spent["reading"], read, Reach(0.5))
    line("in: comparing with the book", spent["comparing"], read, Reach())
    line("in: saving, with list, index and history", spent["saving"], read, Reach())
    line("in: all of it", sum(spent[name] for name in ("reading", "comparing", "saving")), read, Reach())
    line("out: from the book to the file", spent["writing"], written, Reach(1))
    line("memory", most, 0, Reach(figure=MEGABYTES), unit="MB")
    line("longest wait for Cancel (wall)", longest, 0, Reach(figure=CANCEL))


if __name__ == "__main__":
    main()
