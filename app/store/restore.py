"""Bringing a backup back: verified first, the present file kept, and one replaced by the other in a single step.

A journal of the old file beside the new one would silently bring the old data back: see `files.put_in_place`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import BookError, Refused
from app.i18n import N_
from app.progress import Progress
from app.store import archive, backup
from app.store.book import Book, explained
from app.store.connect import DatabaseError, connect
from app.store.files import companions, copy_file, discard, has_hot_journal, put_in_place
from app.store.lock import BookLock
from app.store.steps import head


@dataclass(frozen=True)
class Losses:
    """What is in the book and not in the backup: acts since, and the clients they made, changed or deleted."""

    acts: int
    added: int
    changed: int
    deleted: int
    first_at: str = ""
    diverged: bool = False


def losses(kept: backup.Backup, book: Book) -> Losses:
    """What would be lost if `kept` came back. `diverged` says that the backup is no earlier state of this book."""
    with contextlib.closing(book.rows()) as db:
        link = db.execute("SELECT chain FROM change_set WHERE id=?", (kept.change,)).fetchone()
        same_line = link is not None and link[0] == kept.chain
        since = kept.change if same_line else 0
        acts, first_at = db.execute("SELECT count(*), min(at) FROM change_set WHERE id > ?", (since,)).fetchone()
        clients = dict(
            db.execute(
                "SELECT op, CASE op WHEN 'u' THEN count(DISTINCT first) ELSE sum(last - first + 1) END FROM change "
                "WHERE change_set_id > ? AND \"table\"='client' GROUP BY op",
                (since,),
            ).fetchall()
        )
    return Losses(
        acts, clients.get("i", 0), clients.get("u", 0), clients.get("d", 0), first_at or "", diverged=not same_line
    )


def restore(
    source: Path, target: Path, *, key: str | None = None, safety: Path | None = None, progress: Progress | None = None
) -> Path | None:
    """Make `target` the book that is in `source`, a backup or a plain copy; nobody may have it open.

    The file that was at `target` is backed up into the folder `safety` first (by default, where its backups are), or
    moved aside if it is damaged; where it went is returned. Raises `BookError`; then `target` is as it was.
    """
    progress = progress or Progress()
    source, target = source.resolve(), target.resolve()
    if source == target:
        raise Refused(N_("A file cannot be restored from itself."))
    part = target.with_name(target.name + ".restoring")
    with explained(target), _held(target, key) as secure:
        discard(part)
        try:
            with explained(source):
                _bring(source, part, key, progress)
            kept = secure(safety or backup.default_folder(target))
            put_in_place(part, target)
        finally:
            discard(part)
    return kept


def _bring(source: Path, part: Path, key: str | None, progress: Progress) -> None:
    """The verified book inside `source`, as the file `part`."""
    if not source.is_file():
        raise BookError(N_("“{name}” is not there any more."), reason="missing", name=source.name)
    if archive.is_packed(source):
        progress.begin(N_("Unpacking the backup"), int(archive.manifest_of(source).get("size", 0)))
        archive.unpack(source, part, progress)
    elif has_hot_journal(source):
        copy_file(source, part)
        for own, other in zip(companions(source), companions(part), strict=True):
            if own.exists():
                copy_file(own, other)
    else:
        part.touch()
        with contextlib.closing(connect(source, key, read_only=True)) as reading:
            (application_id,) = reading.execute("PRAGMA application_id").fetchone()
            if not application_id:
                raise BookError(N_("“{name}” was not made by Clientele."), reason="foreign", name=source.name)
            with contextlib.closing(connect(part, key)) as writing:
                reading.backup(writing)
    try:
        with contextlib.closing(connect(part, key)) as connection:
            backup.check(connection, source)
            connection.execute("PRAGMA journal_mode=DELETE")
    except DatabaseError as error:
        raise archive.damaged(source) from error


@contextlib.contextmanager
def _held(target: Path, key: str | None) -> Iterator[Callable[[Path], Path | None]]:
    """Hold the lock of `target` while it is replaced; what is yielded brings its present content to safety."""
    try:
        book = Book.open(target, key)
    except BookError as error:
        if error.reason not in ("missing", "damaged", "empty", "newer"):
            raise
        lock = BookLock(target)
        try:
            yield lambda _safety: _set_aside(target) if target.exists() else None
        finally:
            lock.release()
        return
    try:
        if book.read_only:
            raise BookError(
                N_("“{name}” cannot be changed: the file or its folder is read-only."),
                reason="read-only",
                name=target.name,
            )
        yield lambda safety: _present(book, safety)
    finally:
        book.close()


def _present(book: Book, safety: Path) -> Path:
    """A backup that holds the present state: one made now, unless there is one already."""
    with contextlib.closing(book.rows()) as db:
        _number, chain = head(db)
    for found in backup.list_backups(safety):
        if found.chain == chain:
            return found.path
    return backup.make(book, safety, "restore").path


def _set_aside(target: Path) -> Path:
    """Copy what cannot be opened, with its journals: somebody may yet read more of it than we can."""
    stamp = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H.%M.%S")
    aside = target.with_name(f"{target.stem} (set aside {stamp}){target.suffix}")
    copy_file(target, aside)
    for own, other in zip(companions(target), companions(aside), strict=True):
        if own.exists():
            copy_file(own, other)
    return aside
