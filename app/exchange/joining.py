"""What cards bring to records that are there already: compared many at a time, saved one by one where something is new."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy.orm import Session

from app.clients import contacts, records
from app.clients.model import Client, Contact
from app.errors import Invalid
from app.exchange import loading
from app.exchange.merging import Merge
from app.progress import Progress

_BLOCK = 200


class Joining:
    """Merges drafts into the records of one book. `changed` and `refused` hold the numbers of cards."""

    def __init__(self, session: Session, merge: Merge, progress: Progress) -> None:
        self._session = session
        self._merge = merge
        self._progress = progress
        self.changed: set[int] = set()
        self.refused: set[int] = set()

    def add(self, brought: Iterator[tuple[int, int, Client]]) -> None:
        """Bring in what (number of the card, id of the record, draft) say."""
        run = self._session.connection().connection.driver_connection.execute  # type: ignore[union-attr]
        while block := list(islice(brought, _BLOCK)):
            # A record that is only compared need not be loaded as one that is edited.
            stored = {client.id: client for client in loading.load(run, sorted({number for _card, number, _ in block}))}
            for card, number, given in block:
                self._progress.advance()
                if number not in stored:
                    self.refused.add(card)
                elif self._merge.client(stored[number], given):
                    self._save(card, number, given)

    def _save(self, card: int, number: int, given: Client) -> None:
        self._session.flush()
        for link in vars(given)["links"]:
            link.contact = self._loaded(link.contact)
        record = records.draft(self._session, number)
        self._merge.client(record, given)
        try:
            records.save(self._session, record)
        except Invalid:  # what was wrong before is not ours to put right, nor a reason to stop
            self.refused.add(card)
        else:
            self.changed.add(card)

    def _loaded(self, person: Contact) -> Contact:
        """A contact that was written a moment ago, as a whole record."""
        number = vars(person).get("id")
        return (contacts.load(self._session, number) if number is not None else None) or person
