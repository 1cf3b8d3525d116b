"""A shop to look around in: invented clients and ten years of trade with them, the same for the same seed.

Every name is made up, and no number, address or mail can reach anybody (see `draws`). Call `app.subjects.load()` first,
as before any other book.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import count, islice
from math import isqrt
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients import bulk, opened, records, searches
from app.clients.conditions import Condition
from app.clients.model import Client
from app.clients.search import Query
from app.company import numbering
from app.company.founding import found
from app.company.model import Numbering
from app.exchange.sample import later, post
from app.exchange.sample.clients import Maker
from app.exchange.sample.draws import Draws
from app.exchange.sample.parts import Parts
from app.exchange.sample.regulars import BRASSERIE_NUMBER, LARGEST_NUMBER, NUMBERS, regular
from app.exchange.sample.shop import Lists, furnish, new_shop
from app.exchange.sample.trade import Trade
from app.i18n import N_
from app.progress import Progress
from app.store.base import light
from app.store.book import Book

PINS = ("delivery_days", "price_list_id", "phone")
_FIRST_DAY = date(2010, 3, 1)
_OPEN_FOR_AT_LEAST = timedelta(days=365)
_SUNDAY = 6


def make(
    path: Path,
    *,
    clients: int = 499,
    seed: int = 1,
    language: str = "fr",
    today: date,
    progress: Progress | None = None,
) -> None:
    """Make a book at `path` with that many clients. `language` is that of its lists; the shop is French.

    Raises `BookError` when the file cannot be made, `Cancelled` when the owner stops: then there is none.
    """
    progress = progress or Progress()
    progress.begin(N_("Making the sample"), clients)
    found(path, new_shop(language))
    with contextlib.ExitStack() as half, closing(Book.open(path)) as book:
        half.callback(path.unlink, missing_ok=True)
        with book.write(N_("Sample data"), kind="final") as writing:
            session = writing.session
            lists = furnish(session, today)
            numbers = _numbers(clients)
            ids = bulk.insert(session, _drafts(Draws(seed), lists, numbers), progress)
            _count_on(session, numbers)
            _keep_searches(session, lists)
            for field in PINS:
                opened.pin(session, field)
        if clients:
            known = dict(zip(numbers, ids, strict=True))
            Trade(book, lists, seed, progress).write(known[BRASSERIE_NUMBER], known.get(LARGEST_NUMBER))
            later.keep(book, known[BRASSERIE_NUMBER], Draws(seed), today)
            if clients >= post.ENOUGH:
                post.send(book, known[BRASSERIE_NUMBER], Draws(seed + 1), today)
            later.edit(book, known[BRASSERIE_NUMBER])
        half.pop_all()


def _numbers(clients: int) -> list[int]:
    """The numbers of the references: those that the regulars have anyway, the others from 1."""
    taken = set(NUMBERS[:clients])
    free = (number for number in count(1) if number not in taken)
    return sorted(taken.union(islice(free, clients - len(taken))))


def _drafts(draws: Draws, lists: Lists, numbers: list[int]) -> Iterator[Client]:
    """Records in the order in which they were entered, more and more each year."""
    maker, parts = Maker(draws, lists), Parts(draws, lists)
    known = set(NUMBERS)
    for place, number in enumerate(numbers, 1):
        day = _entered_on(place, len(numbers), lists.today)
        reference = numbering.show(numbering.DEFAULT_PATTERNS["client"], number)
        values = regular(parts, number, day) if number in known else maker.make(place, day)
        yield light(Client, reference=reference, **values)


def _entered_on(place: int, clients: int, today: date) -> date:
    """The shop grows by the square of its age; it is closed on Sundays."""
    first = min(_FIRST_DAY, today - _OPEN_FOR_AT_LEAST)
    lived = (today - first).days
    day = first + timedelta(days=isqrt(lived * lived * place // clients))
    return day - timedelta(days=1) if day.weekday() == _SUNDAY else day


def _count_on(session: Session, numbers: list[int]) -> None:
    counter = session.scalars(select(Numbering).where(Numbering.kind == records.REFERENCES)).one()
    counter.next_number = max(numbers, default=0) + 1


def _keep_searches(session: Session, lists: Lists) -> None:
    restaurants = lists.choices["category"]["Restaurant"]
    searches.keep(session, "Restos de Dijon", Query(categories=(restaurants,), cities=("Dijon",)))
    searches.keep(session, "Courrier de Noël", Query(tab="all", tags=(lists.tags["Noël"],)))
    searches.keep(session, "Sans e-mail", Query(conditions=(Condition("email", "empty"),)))
