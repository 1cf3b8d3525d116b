"""A PDF that is in memory, written to a disk: whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.store.book import explained
from app.store.files import discard, put_in_place


def save(content: bytes, path: Path) -> None:
    """Write `content` as `path`. Raises `BookError` where the disk does not take it; nothing has changed then."""
    part = path.with_name(path.name + ".part")
    with explained(path):
        try:
            part.write_bytes(content)
            put_in_place(part, path)
        finally:
            with suppress(OSError):
                discard(part)
