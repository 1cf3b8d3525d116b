"""A book's worth of vCards in and out against vobject on the same cards: `python -m tests.speed.vcards --cards 50000`.

In: parse, plan and save are timed apart; the ratio is that of all three to vobject's parsing alone. vobject reads and
writes a sample of the same cards, since it takes a minute for the whole. Memory is the most that this process held.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import vobject

from app import subjects
from app.company.founding import Shop, found
from app.exchange import exporting, importing
from app.exchange.vcard import write_card
from app.progress import Progress
from app.store.book import Book
from tests.speed.frame import Reach, cpu, heading, line
from tests.speed.vcard import card

SAMPLE = 2_000


def peak() -> float:
    """The most memory this process has held, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def vobject_rates(text: str, count: int) -> tuple[float, float]:
    """CPU milliseconds of vobject for each card, in and out."""
    components = list(vobject.readComponents(text))
    read = cpu(lambda: deque(vobject.readComponents(text), maxlen=0))
    written = cpu(lambda: deque((component.serialize() for component in components), maxlen=0))
    return read / count * 1000, written / count * 1000


class Longest(Progress):
    """Notes the longest time between two looks at the Cancel button."""

    longest = 0.0
    _looked = 0.0

    def check(self) -> None:
        now = time.monotonic()
        if self._looked:
            self.longest = max(self.longest, now - self._looked)
        self._looked = now
        super().check()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=50_000)
    count = parser.parse_args().cards
    subjects.load()
    with tempfile.TemporaryDirectory() as place:
        os.environ["CLIENTELE_HOME"] = place
        folder = Path(place)
        source = folder / "cards.vcf"
        with source.open("wb") as file:
            for number in range(count):
                file.write(write_card(card(number)))
        found(folder / "book.clientele", Shop("Speed"))
        heading(f"vCards, {count:,}")
        with closing(Book.open(folder / "book.clientele")) as book:
            measure(book, source, count)
        sample = b"".join(write_card(card(number)) for number in range(min(count, SAMPLE))).decode()
        print(f"memory: {ours_peak[0]:.0f} MB at most (to reach: 400)")
        compare(sample, min(count, SAMPLE), count)


times: dict[str, float] = {}
ours_peak = [0.0]


def timed(name: str, act: Callable[[], object]) -> object:
    """Remember the CPU seconds of an act."""
    results: list[object] = []
    times[name] = cpu(lambda: results.append(act()))
    return results[0]
