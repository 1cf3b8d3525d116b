"""A PDF that is in memory, written to a disk: whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.errors import BookError, FileRefused
from app.i18n import N_
from app.store.book import explained
from app.store.files import discard, put_in_place

NOT_WRITTEN = N_("“{name}” cannot be written: another program has it open, or its folder is protected.")


def appear(part: Path, path: Path) -> None:
    """The whole file `part` takes the name `path`. Raises `FileRefused` where it may not."""
    try:
        put_in_place(part, path)
    except OSError as error:
        raise FileRefused(NOT_WRITTEN, name=path.name) from error


def save(content: bytes, path: Path) -> None:
    """Write `content` as `path`. Raises `FileRefused` or `BookError` where it cannot be; nothing has changed then."""
    part = path.with_name(path.name + ".part")
    try:
        with explained(path):
            part.write_bytes(content)
            put_in_place(part, path)
    except BookError as error:
        if isinstance(error.__cause__, PermissionError):  # said in the language of the system, which nobody understands
            raise FileRefused(NOT_WRITTEN, name=path.name) from error
        raise
    finally:
        with suppress(OSError):
            discard(part)
