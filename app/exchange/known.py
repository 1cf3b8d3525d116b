"""What the book knows of the cards of a file, asked for many at a time: by uid, reference, phone, e-mail, name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from app.clients.chunks import chunks, places
from app.clients.duplicates import SAME_EMAIL, SAME_NAME, SAME_PHONE
from app.values import email, phone
from app.values.folding import fold

Run = Callable[..., Any]
_OWNER = "FROM {table} p LEFT JOIN contact_link l ON l.contact_id = p.contact_id WHERE p.comparable"
_LISTED = "SELECT sort_key, client_id FROM client_row WHERE (live=1 OR archived=1)"
_LEAST_DIGITS = 6


class Keys(NamedTuple):
    """By what a person or firm is told from others: folded names and comparable points."""

    names: frozenset[str]
    phones: frozenset[str]
    emails: frozenset[str]


class Shown(NamedTuple):
    """A record as a preview names it."""

    reference: str
    name: str


def keys(names: Iterable[str], phones: Iterable[str], emails: Iterable[str], country: str) -> Keys:
    """The keys of what a card says; `country` is where its phones were dialled from."""
    numbers = {phone.comparable(text, country) for text in phones}
    return Keys(
        frozenset(filter(None, map(fold, names))),
        frozenset(number for number in numbers if len(number) >= _LEAST_DIGITS),
        frozenset(email.comparable(text) for text in emails if "@" in text),
    )


class Known:
    """The records of one book, asked by plain SQL. An empty book answers at once."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.empty = run("SELECT 1 FROM client LIMIT 1").fetchone() is None

    def clients(self, uids: Iterable[str]) -> dict[str, int]:
        """Ids by uid; of a record that was merged into another, that other."""
        return dict(self._pairs("SELECT uid, coalesce(merged_into, id) FROM client WHERE uid", uids))

    def contacts(self, uids: Iterable[str]) -> dict[str, tuple[int, list[int]]]:
        """Id and clients of contacts by uid."""
        found: dict[str, tuple[int, list[int]]] = {}
        for uid, number, client_id in self._rows(
            "SELECT c.uid, c.id, l.client_id FROM contact c LEFT JOIN contact_link l ON l.contact_id=c.id WHERE c.uid",
            uids,
        ):
            found.setdefault(uid, (number, []))
            if client_id is not None:
                found[uid][1].append(client_id)
        return found

    def references(self, references: Iterable[str]) -> dict[str, int]:
        """Ids by reference, former ones of absorbed records too."""
        given = sorted(references)
        found = dict(self._pairs("SELECT reference, client_id FROM client_alias WHERE reference", given))
        return found | dict(self._pairs("SELECT reference, id FROM client WHERE reference", given))

    def organisations(self, names: Iterable[str]) -> dict[str, int]:
        """Ids of organisations by folded name; the oldest of several."""
        rows = self._pairs(
            f"{_LISTED} AND is_organisation=1 AND sort_key",
            names,
        )
        return dict(sorted(rows, key=lambda row: -row[1]))

    def alike(self, wanted: Iterable[Keys]) -> dict[tuple[str, str], set[int]]:
        """Who has a phone, an e-mail or a name: client ids by (reason, value)."""
        wanted = list(wanted)
        found: dict[tuple[str, str], set[int]] = {}
        for reason, query, position in (
            (SAME_PHONE, f"SELECT p.comparable, coalesce(p.client_id, l.client_id) {_OWNER.format(table='phone')}", 1),
            (SAME_EMAIL, f"SELECT p.comparable, coalesce(p.client_id, l.client_id) {_OWNER.format(table='email')}", 2),
            (SAME_NAME, f"{_LISTED} AND sort_key", 0),
        ):
            values: set[str] = set().union(*(each[position] for each in wanted))
            for value, client_id in self._rows(query, values):
                if client_id is not None:
                    found.setdefault((reason, value), set()).add(client_id)
        return found

    def shown(self, ids: Iterable[int]) -> dict[int, Shown]:
        """How the records of `ids` are called."""
        rows = self._rows("SELECT client_id, reference, name FROM client_row WHERE client_id", ids)
        return {number: Shown(reference, name) for number, reference, name in rows}

    def _pairs(self, query: str, values: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        return ((key, value) for key, value in self._rows(query, values))

    def _rows(self, query: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        if self.empty:
            return
        for chunk in chunks(sorted(set(values))):
            yield from self._run(f"{query} IN ({places(chunk)})", chunk).fetchall()
