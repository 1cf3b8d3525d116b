"""Clients out of the book as vCards: one file for all, or one for each where the receiver opens only the first card.

A file is written beside its name and gets it when it is whole. Records are read block by block, each block in a moment
of its own, so that nobody waits for a long export.
"""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.clients import loading
from app.clients.chunks import chunks, places
from app.company import facts
from app.exchange.labels import Labels
from app.exchange.to_card import PARENTS, Cards
from app.exchange.vcard import write_card
from app.i18n import N_
from app.progress import Progress
from app.store.book import Book, explained
from app.store.files import put_in_place

ENDING = ".vcf"
_BLOCK = 100  # read between two looks at the Cancel button
_PICTURES_KEPT = 8
_MOST_LETTERS = 80
# Names that Windows gives to devices, whatever ending follows them.
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)), "conin$", "conout$")
)
_FORBIDDEN = frozenset('<>:"/\\|?*')


def export_vcards(  # noqa: PLR0913 - what to write, where, and how much of it
    book: Book,
    ids: Iterable[int] | None,
    path: Path,
    *,
    photos: bool = True,
    notes: bool = True,
    separate: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write clients as vCard 3.0 in the order of `ids` (None: all that are not in the bin); how many there were.

    `separate` makes `path` a folder with one file for each client. Raises `BookError` where it cannot be written,
    `Cancelled` when the owner stops: no file is changed then, though of separate ones those finished stay.
    """
    progress = progress or Progress()
    with contextlib.closing(book.rows()) as db, explained(path):
        numbers = _everybody(db) if ids is None else list(dict.fromkeys(ids))
        progress.begin(N_("Writing contacts"), len(numbers))
        blocks = _blocks(db, numbers, photos=photos, notes=notes, progress=progress)
        if separate:
            path.mkdir(parents=True, exist_ok=True)
            return _write_each(blocks, path)
        return _write_all(blocks, path)


def _everybody(db: Any) -> list[int]:
    return [row[0] for row in db.execute("SELECT client_id FROM client_row WHERE live=1 OR archived=1 ORDER BY rank")]


def _blocks(
    db: Any, ids: Sequence[int], *, photos: bool, notes: bool, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """The name and the cards of each client."""

    @lru_cache(maxsize=_PICTURES_KEPT)
    def picture(sha256: str) -> bytes | None:
        found = db.execute("SELECT bytes FROM blob WHERE sha256=?", (sha256,)).fetchone() if photos else None
        return bytes(found[0]) if found else None

    cards = Cards(Labels(db.execute), facts.load(db).language, picture, notes=notes)
    exported = frozenset(ids)
    for chunk in (ids[start : start + _BLOCK] for start in range(0, len(ids), _BLOCK)):
        clients = list(loading.load(db.execute, chunk))
        people = sorted({link.contact_id for client in clients for link in client.links})
        cards.places = loading.links_of(db.execute, people)
        wanted = {getattr(client, column) for client in clients for column in PARENTS} - {None}
        elsewhere = {link.client_id for links in cards.places.values() for link in links} & exported
        cards.others = _names(db, sorted(wanted | elsewhere | set(chunk)))
        for client in clients:
            found = list(cards.of(client))
            yield found[0].display_name, b"".join(map(write_card, found))
            progress.advance()


def _names(db: Any, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for chunk in chunks(ids):
        rows = db.execute(f"SELECT id, uid, reference FROM client WHERE id IN ({places(chunk)})", chunk)
        found.update((number, (uid, reference)) for number, uid, reference in rows.fetchall())
    return found


def _write_all(blocks: Iterator[tuple[str, bytes]], path: Path) -> int:
    count = 0
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            for count, (_name, content) in enumerate(blocks, 1):  # noqa: B007 - counted for the answer
                file.write(content)
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write_each(blocks: Iterator[tuple[str, bytes]], folder: Path) -> int:
    taken: set[str] = set()
    count = 0
    for count, (name, content) in enumerate(blocks, 1):  # noqa: B007 - counted for the answer
        _write_all(iter([(name, content)]), folder / _free(file_name(name), taken))
    return count


def _free(stem: str, taken: set[str]) -> str:
    """`stem`, or `stem 2`; letters in another case are the same name to Windows."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} {number}"
    taken.add(name.casefold())
    return f"{name}{ENDING}"


def file_name(name: str) -> str:
    """`name` as any system takes it for a file, without an ending: no path, no device, nothing that turns the text."""
    plain = unicodedata.normalize("NFC", name)
    letters = (" " if sign in _FORBIDDEN or unicodedata.category(sign)[0] in "CZ" else sign for sign in plain)
    stem = " ".join("".join(letters).split())[:_MOST_LETTERS].encode()[: 2 * _MOST_LETTERS].decode(errors="ignore")
    stem = stem.strip(" .")
    return f"{stem}_" if stem.partition(".")[0].strip().casefold() in _RESERVED else stem or "vCard"
