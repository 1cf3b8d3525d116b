"""The plan of an import carried out within one write: new records in bulk, then what joins records that are there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy.orm import Session

from app.clients import bulk, records
from app.clients.chunks import CHUNK, places
from app.clients.model import Address, Client
from app.company import numbering
from app.company.records import home
from app.exchange.from_card import Maker
from app.exchange.gathering import Gathering
from app.exchange.joining import Joining
from app.exchange.known import Known
from app.exchange.labels import Lists
from app.exchange.merging import Merge
from app.exchange.own_parts import OwnParts
from app.exchange.planning import UPDATE, Place, Plan
from app.exchange.report import Report
from app.i18n import N_, Translator
from app.progress import Progress
from app.store import blobs
from app.store.base import driver, utc_now


class Applying:
    """One plan on its way into a book. `cards` are the numbers of those it brings, `count` is how many."""

    def __init__(self, plan: Plan, without: frozenset[int], progress: Progress) -> None:
        self._plan = plan
        self._progress = progress
        self._items = {item.card: item for item in plan.items if item.card in plan.places and item.card not in without}
        self.cards = self._items.keys()
        self.count = len(self.cards)

    def write(self, session: Session, report: Report) -> None:
        """Write everything through `session`, and tell `report`. Raises `Cancelled`."""
        self._session = session
        self._run = driver(session).execute
        self._known = Known(self._run)
        shop = home(session)
        tr = Translator(shop.language, shop.country)
        lists = Lists(session)
        merge = Merge(shop.country, overwrite=self._plan.options.update)
        self._parts = OwnParts(lists, self._client_id, self._is_taken)
        maker = Maker(lists, self._parts, shop.country, tr, utc_now())
        people = self._count_people()
        gathering = Gathering(self._plan, frozenset(self._items), maker, merge, partial(blobs.keep, session))
        report.ids = self._add_new(gathering)
        joining = Joining(session, merge, self._progress)
        joining.add(gathering.drafts(_is_known, self._progress))
        self._give_addresses()
        session.flush()
        report.contacts = self._count_people() - people
        self._count(report, joining)

    def _add_new(self, gathering: Gathering) -> list[int]:
        """Write the new clients, those that bring their reference first; their ids."""
        passes = (self._is_referred, self._is_nameless)
        new = [place for wanted in passes for place in gathering.places(wanted)]
        found = self._run("SELECT seq FROM sqlite_sequence WHERE name='client'").fetchone()
        first = (found[0] if found else 0) + 1
        # The ids are known beforehand: a new client may be the parent of another.
        self._ids = {place.uid: first + order for order, place in enumerate(new)}
        self._references = {place.reference for place in new}
        self._progress.begin(N_("Writing contacts"), len(new) + len(gathering.places(_is_known)))
        ids: list[int] = []
        for wanted in passes:
            drafts: Iterator[Client] = (draft.client for draft in gathering.drafts(wanted, self._progress))
            ids += bulk.insert(self._session, drafts, self._progress)
        if ids != list(self._ids.values()):
            raise RuntimeError("the clients were not written in the order that was foreseen")
        return ids

    def _is_referred(self, place: Place) -> bool:
        return place.client_id is None and bool(place.reference) and place.leader in self._items

    def _is_nameless(self, place: Place) -> bool:
        return place.client_id is None and not self._is_referred(place)

    def _client_id(self, uid: str) -> int | None:
        """The client with this uid, of the file or of the book."""
        return self._ids.get(uid) or self._known.clients([uid]).get(uid)

    def _is_taken(self, reference: str) -> bool:
        return reference in self._references or bool(numbering.used(self._session, records.REFERENCES, [reference]))

    def _give_addresses(self) -> None:
        """Say of the addresses that are those of a contact whose they are, now that both are written."""
        owners = dict(self._parts.waiting)
        known = self._known.contacts(owners.values())
        uids = sorted(owners)
        for chunk in (uids[start : start + CHUNK] for start in range(0, len(uids), CHUNK)):
            rows = self._run(f"SELECT max(id), uid FROM address WHERE uid IN ({places(chunk)}) GROUP BY uid", chunk)
            for number, uid in rows.fetchall():
                address = self._session.get(Address, number)
                if address is not None and owners[uid] in known:
                    address.contact_id = known[owners[uid]][0]

    def _count_people(self) -> int:
        return int(self._run("SELECT count(*) FROM contact").fetchone()[0])

    def _count(self, report: Report, joining: Joining) -> None:
        placed = self._items.values()
        report.clients = len(report.ids)
        report.new = sum(item.state != UPDATE for item in placed)
        report.updated = sum(item.state == UPDATE and item.card in joining.changed for item in placed)
        report.not_updated = [item for item in placed if item.card in joining.refused]
        report.unchanged = self.count - report.new - report.updated - len(report.not_updated)


def _is_known(place: Place) -> bool:
    return place.client_id is not None
