"""What an import did, for the page that shows it and for the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.exchange.from_card import GROUP
from app.exchange.planning import DUPLICATE, NEW, REFUSED, UPDATE, Item, Plan
from app.exchange.vcard import NotUnderstood
from app.i18n import Translator

if TYPE_CHECKING:
    from app.store.history import Changes


@dataclass
class Report:
    """Every card of the file is counted once: new, updated, unchanged, a group, skipped or refused.

    `clients` and `contacts` count the records and people that were made, `ids` are those of the new clients.
    """

    plan: Plan
    dry_run: bool = False
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    clients: int = 0
    contacts: int = 0
    ids: list[int] = field(default_factory=list)
    not_updated: list[Item] = field(default_factory=list)
    changes: Changes | None = None

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.plan.reading.name

    @property
    def cards(self) -> int:
        """How many cards it held."""
        return self.plan.reading.count

    @property
    def groups(self) -> int:
        """How many cards were groups and became tags."""
        return self.plan.counts[GROUP]

    @property
    def refused(self) -> int:
        """How many cards held nothing that can be used."""
        return self.plan.counts[REFUSED]

    @property
    def duplicates(self) -> list[Item]:
        """The cards that resemble a record."""
        return [item for item in self.plan.items if item.state == DUPLICATE]

    @property
    def not_understood(self) -> list[NotUnderstood]:
        """What could not be used, lines and whole cards: the first thousand of each."""
        cards = [
            NotUnderstood(item.card, item.line, item.name, item.reasons[0])
            for item in self.plan.items
            if item.state == REFUSED
        ]
        return [*self.plan.reading.not_understood, *cards[:1000]]

    def expect(self) -> None:
        """Count what applying the plan would do."""
        counts = self.plan.counts
        placed = self.plan.places
        self.skipped = sum(item.state == DUPLICATE and item.card not in placed for item in self.plan.items)
        self.new = counts[NEW] + counts[DUPLICATE] - self.skipped
        self.updated = counts[UPDATE]

    def to_json(self, tr: Translator | None = None) -> dict[str, Any]:
        """Plain values; sentences in the words of `tr`, else in English."""
        tr = tr or Translator()
        reading = self.plan.reading
        return {
            "file": self.file,
            "encoding": reading.doubt.encoding if reading.doubt else "",
            "dry_run": self.dry_run,
            **{name: getattr(self, name) for name in _COUNTS},
            "duplicates": [_duplicate(item, tr) for item in self.duplicates],
            "not_understood": [_told(entry, tr) for entry in self.not_understood],
            "not_understood_count": reading.not_understood_count + self.refused,
            "photos_refused": [_told(entry, tr) for entry in reading.photos_refused],
            "not_updated": [
                {"card": item.card, "name": item.name, "reference": item.reference} for item in self.not_updated
            ],
        }


_COUNTS = ("cards", "new", "updated", "unchanged", "groups", "skipped", "refused", "clients", "contacts")


def _duplicate(item: Item, tr: Translator) -> dict[str, Any]:
    why = [tr(reason) for reason in item.reasons]
    return {
        "card": item.card,
        "line": item.line,
        "name": item.name,
        "reference": item.reference,
        "who": item.who,
        "why": why,
    }


def _told(entry: NotUnderstood, tr: Translator) -> dict[str, Any]:
    reason = tr(entry.reason, **entry.parameters)
    return {"card": entry.card, "line": entry.line, "text": entry.text, "reason": reason}
