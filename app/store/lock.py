"""One program at a time writes a book: an operating-system lock on a file beside it, which dies with its holder.

The file is there only while the book is open: one found at the next start tells of an unclean end.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import IO

from app.errors import BookError
from app.i18n import N_

ENDING = ".lock"
_HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


class BookLock:
    """The lock on one book, held until `release`. `unclean` says that the last use did not end in order."""

    def __init__(self, book: Path) -> None:
        """Take the lock. Raises `BookError("locked")` when another window or program holds it."""
        self.path = book.with_name(book.name + ENDING)
        while True:
            self._file, self.unclean = _open(self.path)
            try:
                _take(self._file)
            except OSError as error:
                self._file.close()
                if error.errno not in _HELD:
                    raise
                raise BookError(
                    N_("“{name}” is already open in another window or by another program."),
                    reason="locked",
                    name=book.name,
                ) from error
            if _is_still(self.path, self._file):
                return
            # Its holder gave it back, and removed it, between our opening and our taking it.
            self._file.close()

    def release(self, *, clean: bool = True) -> None:
        """Give the lock back; `clean` says that everything was closed in order."""
        if clean and sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        _give(self._file)
        self._file.close()
        if clean and sys.platform == "win32":
            with contextlib.suppress(OSError):  # somebody else has just opened it
                self.path.unlink(missing_ok=True)


def _open(path: Path) -> tuple[IO[bytes], bool]:
    """The lock file, and whether it was there already."""
    while True:
        try:
            return path.open("xb"), False
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                return path.open("rb+"), True


def _is_still(path: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _give(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
