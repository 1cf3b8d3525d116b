"""What cards bring to records that are there: compared many at a time, saved one by one where something is new."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy.orm import Session

from app.clients import contacts, loading, records
from app.clients.model import Contact
from app.errors import Invalid
from app.exchange.gathering import Draft
from app.exchange.merging import Merge
from app.progress import Progress
from app.store.base import driver

_BLOCK = 100


class Joining:
    """Merges drafts into the records of one book. `changed` and `refused` hold the numbers of cards."""

    def __init__(self, session: Session, merge: Merge, progress: Progress) -> None:
        self._session = session
        self._merge = merge
        self._progress = progress
        self.changed: set[int] = set()
        self.refused: set[int] = set()

    def add(self, drafts: Iterator[Draft]) -> None:
        """Bring in what the drafts say of records that are there."""
        run = driver(self._session).execute
        while block := list(islice(drafts, _BLOCK)):
            # A record that is only compared need not be loaded as one that is edited.
            numbers = [draft.place.client_id for draft in block if draft.place.client_id is not None]
            stored = {client.id: client for client in loading.load(run, numbers)}
            for draft in block:
                self._progress.advance()
                record = stored.get(draft.place.client_id or 0)
                if record is None:
                    self.refused.update(draft.cards)
                elif self._merge.client(record, draft.client):
                    self._save(draft, record.id)

    def _save(self, draft: Draft, number: int) -> None:
        self._session.flush()
        for link in vars(draft.client)["links"]:
            link.contact = self._loaded(link.contact)
        record = records.draft(self._session, number)
        self._merge.client(record, draft.client)
        try:
            records.save(self._session, record)
        except Invalid:  # what was wrong before is not ours to put right, nor a reason to stop
            self.refused.update(draft.cards)
        else:
            self.changed.update(draft.cards)

    def _loaded(self, person: Contact) -> Contact:
        """A contact that was written a moment ago, as a whole record."""
        number = vars(person).get("id")
        return (contacts.load(self._session, number) if number is not None else None) or person
