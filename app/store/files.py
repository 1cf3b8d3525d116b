"""Whole files that appear at once or not at all, and leave nothing stray behind.

A journal that lies beside a file it does not belong to is rolled back into it at the next opening, and brings old data
back without a word: whatever replaces or removes a book sees to its journals here.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

_TRIES = 10
_PAUSE = 0.5  # seconds; an antivirus or a syncing program holds a new file for a moment
_COMPANIONS = ("-journal", "-wal", "-shm")


def companions(book: Path) -> list[Path]:
    """The journals that SQLite may keep beside `book`."""
    return [book.with_name(book.name + ending) for ending in _COMPANIONS]


def has_hot_journal(book: Path) -> bool:
    """Whether the last write to `book` was cut short, or is going on at this moment."""
    return any(path.exists() and path.stat().st_size > 0 for path in companions(book)[:2])


def discard(book: Path) -> None:
    """Remove a file that never became a book, and its journals."""
    for path in (*companions(book), book):
        path.unlink(missing_ok=True)


def put_in_place(part: Path, target: Path) -> None:
    """Give the finished file `part` the name `target`, so that a power cut leaves the old one or the new one.

    No journal of either may be in use. Raises `OSError` when another program keeps hold of `target` for five seconds.
    """
    sync_file(part)
    for path in (*companions(part), *companions(target)):
        path.unlink(missing_ok=True)
    for attempt in range(1, _TRIES + 1):
        try:
            part.replace(target)
            break
        except PermissionError:
            if attempt == _TRIES or os.name != "nt":
                raise
            time.sleep(_PAUSE)
    sync_folder(target.parent)


def copy_file(source: Path, target: Path) -> None:
    """Copy plain bytes through to the disk. Never for a book that this process has open: it would lose its locks."""
    shutil.copyfile(source, target)
    sync_file(target)


def sync_file(path: Path) -> None:
    """Make the content of `path` survive a power cut."""
    with path.open("rb+") as file:
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system knows how."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
