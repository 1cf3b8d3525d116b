"""Ten years of trade: who buys and when, and every deal led through the days in their order.

Days are walked through once, for all clients together, so that numbers rise with the days as in a real shop; only
deals that are under way are held, whatever the size of the book.
"""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from itertools import islice
from math import log

from sqlalchemy.orm import Session

from app.accounts import figures
from app.clients.bulk import uncollected
from app.clients.chunks import chunks
from app.company.model import PaymentTerm
from app.company.records import entries
from app.exchange.sample import brasserie, goods
from app.exchange.sample.buyers import Buyer, Buyers
from app.exchange.sample.deals import Days, Dealer
from app.exchange.sample.draws import Draws
from app.exchange.sample.office import Office
from app.exchange.sample.shop import PEOPLE, Lists
from app.i18n import N_
from app.progress import Progress
from app.store.base import driver
from app.store.book import Book

YEARS = 10
_BLOCK, _FIGURES = 400, 2_000  # deals and clients in one step
_MEANS = {
    "Private": 1.95, "Restaurant": 7.0, "Hotel": 6.2, "Shop": 5.0, "Caterer": 5.3, "Association": 2.9,
    "Public body": 3.0, "Trade": 2.5,
}  # fmt: skip
_FEW = 1.0
_LARGE_SHARE, _LARGE_DEALS = 0.004, (20, 60)
_MOST_DEALS = 320  # of the largest client: about five hundred papers
_SALE, _LOST, _PURCHASE, _OPENING, _BRASSERIE = range(5)
_WHAT, _WHO = 3, 40  # bits


class Trade:
    """Draws the deals of every client and leads them."""

    def __init__(self, book: Book, lists: Lists, seed: int, progress: Progress) -> None:
        self._book, self._lists, self._progress = book, lists, progress
        self._draws = Draws(seed)
        self._first = date(lists.today.year - YEARS, 1, 1)
        self._categories = {number: name for name, number in lists.choices["category"].items()}
        self._starts = array("q")
        self._waiting: list[tuple[date, int, Days]] = []
        self._begun = 0

    def write(self, brasserie_id: int, largest_id: int | None) -> None:
        """Goods, deals and the figures that follow, in many steps, so that little is held. Raises `Cancelled`."""
        with self._step() as session:
            wares = goods.stock(session, self._draws, datetime(self._first.year, 1, 1, 8, tzinfo=UTC))
            office = Office(session, self._draws, PEOPLE)
            dealer = Dealer(office, self._draws, wares, _instalments(session), self._lists.today)
            buyers = Buyers(session)
            every = self._plan(session, brasserie_id, largest_id)
        self._progress.begin(N_("Making the trade of ten years"), len(self._starts))
        starts = iter(self._starts)
        with uncollected():
            while block := list(islice(starts, _BLOCK)):
                with self._step() as session:
                    office.sit_down(session)
                    self._lead(dealer, buyers.load(session, list(map(_who, block))), block)
                    office.write()
                self._progress.advance(len(block))
            with self._step() as session:
                office.sit_down(session)
                self._go_on(dealer, self._lists.today)
                office.write()
        for chunk in chunks(every, _FIGURES):
            with self._step() as session:
                figures.write(session, chunk)

    @contextlib.contextmanager
    def _step(self) -> Iterator[Session]:
        self._progress.check()
        with self._book.write(N_("Sample data"), kind="final") as writing:
            yield writing.session

    # Who buys and when

    def _plan(self, session: Session, brasserie_id: int, largest_id: int | None) -> list[int]:
        """Lay down the first day of every deal; the ids of all clients."""
        query = (
            "SELECT id, is_client, is_supplier, category_id, substr(created_at, 1, 10), archived_at IS NOT NULL, "
            "coalesce(substr(archived_at, 1, 10), '') FROM client ORDER BY id"
        )
        rows = driver(session).execute(query).fetchall()
        for number, is_client, is_supplier, category, since, archived, left in rows:
            first = max(self._first, date.fromisoformat(since))
            last = date.fromisoformat(left) - timedelta(days=150) if archived else self._lists.today
            if number == brasserie_id:
                self._start(_BRASSERIE, number, self._first)
            elif first <= last:
                deals = min(_MOST_DEALS, len(rows) // 12) if number == largest_id else None
                self._plan_one(number, self._categories.get(category, ""), (first, last), bool(is_client), deals)
                if is_supplier and not archived:
                    self._scatter(_PURCHASE, number, (first, last), 3)
                if is_client and date.fromisoformat(since) < self._first and self._draws.happens(0.2):
                    self._start(_OPENING, number, self._first)
        self._starts = array("q", sorted(self._starts))
        return [row[0] for row in rows]

    def _plan_one(
        self, number: int, category: str, span: tuple[date, date], is_client: bool, deals: int | None
    ) -> None:
        draws = self._draws
        if not is_client:
            self._scatter(_LOST, number, span, int(draws.happens(0.35)))
            return
        if deals is None:
            mean = _MEANS.get(category, _FEW)
            deals = int(-log(1 - draws.number(0, 9_999) / 10_000) * mean + 0.5)
            if mean > 2 and draws.happens(_LARGE_SHARE):
                deals = draws.number(*_LARGE_DEALS)
        self._scatter(_SALE, number, span, deals)

    def _scatter(self, what: int, number: int, span: tuple[date, date], times: int) -> None:
        for _ in range(times):
            day = self._draws.day(*span)
            self._start(what, number, day - timedelta(days=1) if day.weekday() == 6 and day > span[0] else day)

    def _start(self, what: int, number: int, day: date) -> None:
        self._starts.append((day.toordinal() << _WHO | number) << _WHAT | what)

    # Through the days

    def _lead(self, dealer: Dealer, known: dict[int, Buyer], block: list[int]) -> None:
        """Start each deal of a block on its day, and go on with those under way."""
        for start in block:
            day = date.fromordinal(start >> _WHO + _WHAT)
            self._go_on(dealer, day)
            dealer.day = day
            self._begun += 1
            self._act(self._begun, _deal(dealer, known[_who(start)], start & (1 << _WHAT) - 1))

    def _go_on(self, dealer: Dealer, until: date) -> None:
        while self._waiting and self._waiting[0][0] <= until:
            day, place, deal = heappop(self._waiting)
            dealer.day = max(day, dealer.day)
            self._act(place, deal)

    def _act(self, place: int, deal: Days) -> None:
        """One act of a deal; what would follow after today never does."""
        following = next(deal, None)
        if following is not None and following <= self._lists.today:
            heappush(self._waiting, (following, place, deal))


def _who(start: int) -> int:
    return start >> _WHAT & (1 << _WHO) - 1


def _instalments(session: Session) -> PaymentTerm:
    """A term that splits what is due, which no new book has."""
    term = PaymentTerm(label="3 mensualités", instalments=3, position=len(entries(session, PaymentTerm)))
    session.add(term)
    session.flush()
    return term


def _deal(dealer: Dealer, buyer: Buyer, what: int) -> Days:
    if what == _BRASSERIE:
        return brasserie.account(dealer, buyer)
    acts: dict[int, Callable[[Buyer], Days]] = {
        _SALE: dealer.sale, _LOST: dealer.lost, _PURCHASE: dealer.purchase, _OPENING: dealer.opening,
    }  # fmt: skip
    return acts[what](buyer)
