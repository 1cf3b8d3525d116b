"""The book and its only doors: `rows()` for lists, `read()` for records, `write(label)` for everything that changes.

SQLAlchemy is imported at the first `read` or `write`, so that the first screen opens without it. A write is one
transaction and one change set: leaving the block commits both, leaving it by an exception undoes everything.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import AppError, BookError, Conflict, ReadOnlyBook
from app.i18n import N_
from app.store import connect as door
from app.store.connect import Connection
from app.store.files import companions, discard, has_hot_journal, put_in_place
from app.store.lock import BookLock
from app.store.schema import HEAD

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from app.store.history import Changes

SUFFIX = ".clientele"
_LEFTOVERS = (".part", ".migrating", ".restoring")
_MAGIC = b"SQLite format 3\0"


class Writing:
    """What `Book.write` yields: the session to write through, and after the block what it touched."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.changes: Changes


class Book:
    """One open book. `unclean` says that the last use did not end in order; `who` signs the history."""

    def __init__(self, path: Path, key: str | None, lock: BookLock | None) -> None:
        self.path = path
        self.who = ""
        self.read_only = lock is None
        self.unclean = lock is not None and lock.unclean
        self.key = key
        self._lock = lock
        self._engines: dict[str, Engine] = {}

    @classmethod
    def open(cls, path: Path, key: str | None = None, *, read_only: bool = False) -> Book:
        """Open the book at `path`: identity, lock, version, structure; an older one is upgraded first.

        Raises `BookError` with the reason: missing, empty, foreign, newer, locked, damaged, denied. Nothing is ever
        written to a file that is refused. Where the folder cannot be written to, the book opens read-only; a
        `read_only` opening goes on beside a window that has the same book open.
        """
        with explained(path):
            path = Path(path).resolve()
            _refuse_what_is_no_file(path)
            version = _identify(path, key)
            lock = None if read_only else _lock(path)
            try:
                _settle(path, key, lock)
                version = _identify(path, key)
                if version < HEAD:
                    _upgrade(path, key, lock)
                _check_structure(path, key, unclean=lock is not None and lock.unclean)
            except BaseException:
                if lock is not None:
                    lock.release(clean=not lock.unclean)
                raise
            if lock is not None:
                _remove_leftovers(path)
        return cls(path, key, lock)

    def rows(self) -> Connection:
        """A raw read-only connection of the caller's own, for lists and the search. The caller closes it."""
        with explained(self.path):
            return door.connect(self.path, self.key, read_only=True)

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state and writes nothing."""
        from sqlalchemy.orm import Session

        options: dict[str, Any] = {"autoflush": False, "expire_on_commit": False}
        with explained_database(self.path), Session(self._engine("read"), **options) as session:
            yield session
            session.rollback()

    @contextlib.contextmanager
    def write(self, label: str, *, kind: str = "edit", **parameters: Any) -> Iterator[Writing]:
        """One transaction and one undoable step called `label` (marked text with `parameters`)."""
        if self.read_only:
            raise ReadOnlyBook
        from sqlalchemy.orm import Session

        from app.store import history

        engine = self._engine("write")
        with explained_database(self.path), _conflicts(kind), Session(engine, expire_on_commit=False) as session:
            session.info["trace"] = history.Trace(label, kind, self.who, parameters)
            writing = Writing(session)
            session.connection()
            yield writing
            session.flush()
            history.refresh_derived(session)
            writing.changes = history.close(session)
            session.commit()

    def close(self) -> None:
        """Give back every connection and the lock."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        if self._lock is not None:
            self._remove_journal()
            self._lock.release()
            self._lock = None

    def _remove_journal(self) -> None:
        """Leave one file behind: SQLite itself removes the empty journal, since only it knows that nobody needs it."""
        if any(path.exists() for path in companions(self.path)):
            with contextlib.suppress(door.Error), contextlib.closing(door.connect(self.path, self.key)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")

    def _engine(self, door_name: str) -> Engine:
        if door_name not in self._engines:
            from app.store.engine import make_engine

            self._engines[door_name] = make_engine(self.path, self.key, writer=door_name == "write")
        return self._engines[door_name]


def create(path: Path, fill: Callable[[Session], None], *, key: str | None = None) -> None:
    """Make a new book at `path` and let `fill` write its first rows; the file appears whole or not at all.

    Raises `BookError("exists")` when there is a file already, and the usual ones for a full or closed disk.
    """
    from app.store import migrate

    path = Path(path)
    if path.exists():
        raise BookError(N_("There is already a file called “{name}” here."), reason="exists", name=path.name)
    if not path.parent.is_dir():
        raise BookError(_NO_FOLDER, reason="missing", folder=str(path.parent))
    part = path.with_name(path.name + ".part")
    with explained(path):
        discard(part)
        try:
            migrate.lay(part, key)
            book = Book(part, key, BookLock(part))
            try:
                with book.write(N_("New file"), kind="final") as writing:
                    fill(writing.session)
            finally:
                book.close()
            put_in_place(part, path)
        finally:
            discard(part)


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system or SQLite says of a full, closed or damaged disk into a sentence; let bugs fly."""
    try:
        with explained_database(path):
            yield
    except OSError as error:
        words = str(error.strerror or error)
        other = BookError(N_("The file could not be used: {words}"), reason="other", words=words)
        raise (_said(words, path) or other) from error


@contextlib.contextmanager
def explained_database(path: Path) -> Iterator[None]:
    """The same for SQLite alone: within a write, an error of the system is about some other file."""
    try:
        yield
    except AppError:
        raise
    except Exception as error:  # SQLAlchemy's wrapper too, which is not imported before it is needed
        original = getattr(error, "orig", error)
        if isinstance(original, door.DatabaseError) and (said := _said(str(original), path)):
            raise said from error
        raise


@contextlib.contextmanager
def _conflicts(kind: str) -> Iterator[None]:
    """What an undo would break is a conflict: a later record stands on the row, or another has its unique value."""
    from sqlalchemy.exc import IntegrityError

    try:
        yield
    except (IntegrityError, door.IntegrityError) as error:
        if kind not in ("undo", "redo"):
            raise
        raise Conflict(N_("Something newer depends on what this step changed; it cannot be taken back.")) from error


_SENTENCES = (
    (("disk is full", "no space left", "disk full"), "full", N_("The disk is full: nothing was saved in “{folder}”.")),
    (("readonly", "read-only"), "read-only", N_("“{name}” cannot be changed: the file or its folder is read-only.")),
    (("locked",), "locked", N_("“{name}” is being used by another program. Close it there, then try again.")),
    (
        ("malformed", "not a database", "encrypted", "corruption"),
        "damaged",
        N_("“{name}” is damaged or is not a Clientele file."),
    ),
    (("permission denied", "unable to open"), "denied", N_("“{name}” cannot be opened: access is denied.")),
    (("i/o error", "input/output"), "disk", N_("The disk does not answer: “{name}” could not be read or written.")),
    (("no such file",), "missing", N_("There is no file “{name}” in “{folder}”.")),
)
_NO_FOLDER = N_("The folder “{folder}” does not exist.")


def _said(words: str, path: Path) -> BookError | None:
    """The sentence for what the system or SQLite said; None for what only a programmer understands."""
    low = words.lower()
    for signs, reason, sentence in _SENTENCES:
        if any(sign in low for sign in signs):
            said = _NO_FOLDER if reason == "missing" and not path.parent.is_dir() else sentence
            return BookError(said, reason=reason, name=path.name, folder=str(path.parent))
    return None


def _refuse_what_is_no_file(path: Path) -> None:
    if not path.exists():
        raise BookError(N_("“{name}” is not there any more."), reason="missing", name=path.name)
    if path.is_dir():
        raise BookError(N_("“{name}” is a folder, not a file."), reason="foreign", name=path.name)
    if not path.is_file():
        raise BookError(N_("“{name}” was not made by Clientele."), reason="foreign", name=path.name)
    if not _may(path, os.R_OK):
        raise BookError(N_("“{name}” cannot be opened: access is denied."), reason="denied", name=path.name)
    if path.stat().st_size == 0:
        raise BookError(N_("“{name}” is empty: it holds no clients."), reason="empty", name=path.name)
    if path.stat().st_nlink > 1:
        raise BookError(
            N_("“{name}” is linked from several places; open a plain copy instead."), reason="linked", name=path.name
        )


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _identify(path: Path, key: str | None) -> int:
    """The schema number of our own file; refuses every other, without writing a byte."""
    try:
        with contextlib.closing(door.connect(path, key, read_only=True)) as connection:
            (application_id,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except door.OperationalError:
        if key is not None or not has_hot_journal(path):
            raise
        application_id, version = _read_header(path)
    refuse_others(path, application_id, version)
    return int(version)


def refuse_others(path: Path, application_id: int, version: int) -> None:
    """Raises `BookError` for a file that is not ours, or from a newer version than this."""
    if application_id != door.APPLICATION_ID:
        raise BookError(N_("“{name}” was not made by Clientele."), reason="foreign", name=path.name)
    if version > HEAD:
        raise BookError(
            N_("“{name}” was made by a newer version of Clientele (format {version}): update this one to open it."),
            reason="newer",
            name=path.name,
            version=version,
        )


def _read_header(path: Path) -> tuple[int, int]:
    """Application id and version of a file whose last save was cut short, so that no connection may read it yet.

    Reading the file by hand drops the locks of this process on it; here nobody can hold any.
    """
    with path.open("rb") as file:
        header = file.read(100)
    if header[:16] != _MAGIC:
        raise door.DatabaseError("file is not a database")
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def _lock(path: Path) -> BookLock | None:
    """None where nothing can be written: the book then opens read-only."""
    if not (_may(path, os.W_OK) and _may(path.parent, os.W_OK)):
        return None
    try:
        return BookLock(path)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return None
        raise


def _settle(path: Path, key: str | None, lock: BookLock | None) -> None:
    """Let SQLite take back a save that was cut short: a reader alone could not."""
    if not has_hot_journal(path):
        return
    own = lock
    if own is None:
        try:
            own = _lock(path)
        except BookError:
            return  # its holder is writing at this moment, and nothing was cut short
    if own is None:
        raise BookError(
            N_("The last save of “{name}” was cut short, and its folder is read-only. Copy it elsewhere to open it."),
            reason="read-only",
            name=path.name,
        )
    try:
        with contextlib.closing(door.connect(path, key)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        if own is not lock:
            own.release(clean=not own.unclean)


def _upgrade(path: Path, key: str | None, lock: BookLock | None) -> None:
    from app.store import migrate

    if lock is None:
        raise BookError(
            N_("“{name}” was made by an older version of Clientele: open it once in the program to upgrade it."),
            reason="older",
            name=path.name,
        )
    migrate.upgrade(path, key)


def _check_structure(path: Path, key: str | None, *, unclean: bool) -> None:
    """A trigger or index that is missing means that another tool wrote to the file: say so before writing."""
    from app.store.schema import FINGERPRINT, fingerprint

    with contextlib.closing(door.connect(path, key, read_only=True)) as connection:
        if fingerprint(connection) != FINGERPRINT:
            raise BookError(
                N_("The inner structure of “{name}” was changed by another program."), reason="damaged", name=path.name
            )
        if unclean and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise BookError(N_("“{name}” is damaged."), reason="damaged", name=path.name)


def _remove_leftovers(path: Path) -> None:
    for ending in _LEFTOVERS:
        discard(path.with_name(path.name + ending))
