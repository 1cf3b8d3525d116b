"""The pictures of a large import, written before its records: in one transaction they would fill the memory.

A picture that no record points to is invisible; those of an import that came to nothing are removed again.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Container, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import BookError
from app.exchange.card_file import Reading
from app.i18n import N_
from app.progress import Progress
from app.store import blobs
from app.store.blobs import Blob
from app.store.book import Book

MOST_AT_ONCE = 32 * 1024 * 1024


@contextlib.contextmanager
def pictures_ahead(book: Book, reading: Reading, cards: Container[int], progress: Progress) -> Iterator[None]:
    """Write the pictures of `cards` (by number) into `book`, if they are many; out again when the block fails."""
    made: list[str] = []
    try:
        if reading.pictures_size > MOST_AT_ONCE:
            progress.begin(N_("Writing pictures"), reading.pictures_size)
            for block in _blocks(reading, cards):
                with book.write(N_("Pictures")) as writing:
                    made += _keep(writing.session, block, progress)
        yield
    except BaseException:
        with contextlib.suppress(BookError), book.write(N_("Pictures")) as writing:
            for sha256 in made:
                blobs.forget(writing.session, sha256)
        raise


def _blocks(reading: Reading, cards: Container[int]) -> Iterator[list[bytes]]:
    block: list[bytes] = []
    for entry in reading.entries():
        content = reading.picture(entry)
        if content and entry.number in cards:
            block.append(content)
        if sum(map(len, block)) > MOST_AT_ONCE // 2:
            yield block
            block = []
    yield block


def _keep(session: Session, block: list[bytes], progress: Progress) -> Iterator[str]:
    """Store what is not there yet; the keys of what was stored."""
    for content in block:
        progress.advance(len(content))
        sha256 = hashlib.sha256(content).hexdigest()
        if session.scalar(select(Blob.sha256).where(Blob.sha256 == sha256)) is None:
            yield blobs.keep(session, content)
