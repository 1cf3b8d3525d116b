"""Backups: copies of the book made through SQLite, checked, packed and read back before they get their name.

A plain copy of a book in use is often corrupt; SQLite's own copying never was. A backup file is never changed or
overwritten; which ones may go is decided in `thinning.py`.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.errors import BookError
from app.i18n import N_
from app.paths import documents_folder
from app.progress import Progress
from app.store import archive, thinning
from app.store.archive import ENDING
from app.store.book import Book, explained, refuse_others
from app.store.connect import connect
from app.store.files import copy_file, discard, put_in_place, sync_file
from app.store.steps import head

FOLDER = "Clientele backups"
REASONS = {
    "closing": N_("when closing"),
    "timed": N_("every half hour"),
    "import": N_("before an import"),
    "delete": N_("before a large deletion"),
    "merge": N_("before merging"),
    "restore": N_("before a restore"),
    "hand": N_("by hand"),
}
_PAGES = 2_000  # copied between two looks at the Cancel button
_STALE = 86_400  # seconds after which an unfinished file is nobody's


@dataclass(frozen=True, kw_only=True)
class Backup:
    """One backup. `identity` tells which book it is of, `chain` exactly which state: the link of change `change`."""

    path: Path
    made_at: datetime
    reason: str
    name: str
    identity: str
    schema: int
    change: int
    chain: str
    clients: int
    counts: dict[str, int] = field(default_factory=dict)
    sha256: str = ""
    size: int = 0


def default_folder(book: Path) -> Path:
    """Where the backups of `book` are kept unless the owner says otherwise."""
    return documents_folder() / FOLDER / book.stem


def make(
    book: Book, folder: Path, reason: str, progress: Progress | None = None, *, path: Path | None = None
) -> Backup:
    """Back `book` up into `folder` (or exactly at `path`), and return the backup once it has been read back whole.

    Raises `BookError`: the disk is full or cannot be written to, or the book itself did not pass the checks.
    """
    progress = progress or Progress()
    made_at = datetime.now(UTC).replace(microsecond=0)
    folder.mkdir(parents=True, exist_ok=True)
    path = path or _free_name(folder, f"{book.path.stem} {made_at.astimezone():%Y-%m-%d %H.%M} {reason}")
    plain, packed = path.with_name(path.name + ".part"), path.with_name(path.name + ".packing")
    _sweep(folder)
    with explained(path):
        if path.exists():
            raise BookError(N_("There is already a file called “{name}” here."), reason="exists", name=path.name)
        discard(plain)
        try:
            _copy(book, plain, progress)
            facts = _examine(plain, book.key)
            backup = Backup(
                path=path, made_at=made_at, reason=reason, name=book.path.stem, sha256=archive.digest(plain),
                size=plain.stat().st_size, **facts,
            )  # fmt: skip
            progress.begin(N_("Writing the backup"), backup.size)
            archive.pack(plain, packed, _manifest(backup), progress)
            archive.verify(packed)
            put_in_place(packed, path)
        finally:
            discard(plain)
            packed.unlink(missing_ok=True)
    return backup


def needed(book: Book, folder: Path) -> bool:
    """Whether the present state of `book` is in no backup of `folder` yet."""
    with contextlib.closing(book.rows()) as connection:
        _number, chain = head(connection)
    return all(backup.chain != chain for backup in list_backups(folder))


def list_backups(folder: Path, identity: str = "") -> list[Backup]:
    """The readable backups of `folder`, newest first; of one book where `identity` is given."""
    found = []
    for path in folder.glob(f"*{ENDING}") if folder.is_dir() else ():
        with contextlib.suppress(BookError, OSError):
            found.append(read(path))
    found = [backup for backup in found if identity in ("", backup.identity)]
    return sorted(found, key=lambda backup: (backup.made_at, backup.change), reverse=True)


def read(path: Path) -> Backup:
    """What the backup at `path` tells of itself. Raises `BookError("damaged")`."""
    told = archive.manifest_of(path)
    known = {entry.name for entry in fields(Backup)} - {"path", "made_at"}
    try:
        made_at = datetime.fromisoformat(told["made_at"])
        return Backup(path=path, made_at=made_at, **{key: value for key, value in told.items() if key in known})
    except (KeyError, TypeError, ValueError) as error:
        raise archive.damaged(path) from error


def mirror(backup: Backup, folder: Path) -> Backup:
    """Copy a finished backup to a second place, and read it back there."""
    target = folder / backup.path.name
    part = target.with_name(target.name + ".packing")
    with explained(target):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            copy_file(backup.path, part)
            archive.verify(part)
            put_in_place(part, target)
        finally:
            part.unlink(missing_ok=True)
    return read(target)


def thin(folder: Path, identity: str, now: datetime | None = None) -> list[Path]:
    """Delete the backups of one book that need not be kept any longer; which those are, `thinning` knows."""
    backups = list_backups(folder, identity)
    gone = []
    for backup in thinning.superfluous(backups, now or datetime.now(UTC)):
        with contextlib.suppress(OSError):  # tomorrow, then
            backup.path.unlink()
            gone.append(backup.path)
    return gone


def keep_up(
    book: Book, folder: Path, reason: str, *, second: Path | None = None, progress: Progress | None = None
) -> Backup | None:
    """The whole routine: back up, copy to the second place, thin both. None where there is nothing new.

    A second place that cannot be reached raises only after the first backup is safe.
    """
    if not needed(book, folder):
        return None
    made = make(book, folder, reason, progress)
    thin(folder, made.identity)
    if second is not None:
        mirror(made, second)
        thin(second, made.identity)
    return made


def recheck(folder: Path, identity: str, now: datetime | None = None) -> Backup | None:
    """Read one old backup to its end, another each day. Raises `BookError("damaged")` when it is not whole any more."""
    backups = list_backups(folder, identity)
    if not backups:
        return None
    chosen = backups[(now or datetime.now(UTC)).toordinal() % len(backups)]
    archive.verify(chosen.path)
    return chosen


def identity_of(connection: Any) -> str:
    """What tells this book from all others: the first link of its history."""
    found = connection.execute("SELECT chain FROM change_set ORDER BY id LIMIT 1").fetchone()
    return "" if found is None else str(found[0])


def _free_name(folder: Path, name: str) -> Path:
    """`name`, or `name 2`, `name 3` ..."""
    for number in _from_two():
        path = folder / f"{name}{number}{ENDING}"
        if not path.exists():
            return path
    raise AssertionError("numbers do not end")


def _from_two() -> Iterator[str]:
    yield ""
    number = 2
    while True:
        yield f" {number}"
        number += 1


def _copy(book: Book, plain: Path, progress: Progress) -> None:
    def _tell(status: int, remaining: int, total: int) -> None:
        progress.total = total
        progress.advance(total - remaining - progress.done)

    progress.begin(N_("Copying the file"))
    plain.touch()
    with contextlib.closing(book.rows()) as source, contextlib.closing(connect(plain, book.key)) as target:
        # The whole file is brought to the disk at once when it is complete.
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target, pages=_PAGES, progress=_tell)
    sync_file(plain)


def _examine(plain: Path, key: str | None) -> dict[str, Any]:
    """Check the copy, and count what is in it."""
    with contextlib.closing(connect(plain, key, read_only=True)) as connection:
        check(connection, plain)
        number, chain = head(connection)
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND sql LIKE 'CREATE TABLE%' "
            "AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'client_grams%'"
        ).fetchall()
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}
        return {
            "identity": identity_of(connection),
            "schema": connection.execute("PRAGMA user_version").fetchone()[0],
            "change": number,
            "chain": chain,
            "clients": counts.get("client", 0),
            "counts": counts,
        }


def check(connection: Any, path: Path) -> None:
    """Raises `BookError` unless the book behind `connection` is ours, not newer than this program, and sound."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    refuse_others(path, application_id, version)
    sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
    if not sound or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BookError(
            N_("“{name}” did not pass its checks: it may be damaged. No backup was made or changed."),
            reason="damaged",
            name=path.name.removesuffix(".part").removesuffix(".restoring"),
        )


def _manifest(backup: Backup) -> dict[str, Any]:
    told = asdict(backup)
    del told["path"]
    return told | {"made_at": backup.made_at.isoformat(), "format": 1}


def _sweep(folder: Path) -> None:
    """Remove what a backup that was cut short left behind."""
    for ending in (".part", ".packing", ".part-journal"):
        for path in folder.glob(f"*{ENDING}{ending}"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _STALE:
                    path.unlink()
