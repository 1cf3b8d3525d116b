"""Where the backups of this person's files lie, and bringing one back: what welcome and settings ask for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePath

from app.paths import documents_folder
from app.progress import Progress
from app.settings import Settings
from app.store import archive, backup, restore

Backup = backup.Backup
ENDING = archive.ENDING
REASONS = backup.REASONS

# Folders whose content a program sends elsewhere while it is being written.
_SYNCED = {
    "onedrive": "OneDrive", "dropbox": "Dropbox", "google drive": "Google Drive", "googledrive": "Google Drive",
    "my drive": "Google Drive", "mon drive": "Google Drive", "mobile documents": "iCloud", "iclouddrive": "iCloud",
    "icloud drive": "iCloud", "nextcloud": "Nextcloud", "owncloud": "ownCloud",
    "pcloud": "pCloud", "pcloud drive": "pCloud", "kdrive": "kDrive", "proton drive": "Proton Drive", "mega": "MEGA",
}  # fmt: skip


def folders(settings: Settings) -> list[Path]:
    """The first and second place of the backups; each has a folder for each book."""
    first = Path(settings.backups) if settings.backups else documents_folder() / backup.FOLDER
    return [first, Path(settings.second_backups)] if settings.second_backups else [first]


def folders_of(settings: Settings, book: Path) -> list[Path]:
    """Where the backups of one book lie."""
    return [folder / book.stem for folder in folders(settings)]


def found(settings: Settings, extra: Iterable[Path] = ()) -> list[Backup]:
    """Every backup in the known places, newest first; a copy in the second place is not told twice."""
    places = [*folders(settings), *extra]
    lower = [inside for place in places if place.is_dir() for inside in sorted(place.iterdir()) if inside.is_dir()]
    by_name: dict[tuple[str, str], Backup] = {}
    for folder in [*places, *lower]:
        for one in backup.list_backups(folder):
            by_name.setdefault((one.path.name, one.sha256), one)
    return sorted(by_name.values(), key=lambda one: (one.made_at, one.change), reverse=True)


def has_backup(settings: Settings, book: Path) -> bool:
    """Whether there is a backup of that book where its backups lie."""
    return any(backup.list_backups(folder) for folder in folders_of(settings, book) if folder.is_dir())


def read(path: Path) -> Backup:
    """What a backup chosen by hand tells of itself. Raises `BookError("damaged")`."""
    return backup.read(path)


def bring_back(source: Path, target: Path, progress: Progress | None = None) -> Path | None:
    """Make `target` the book inside `source`; where the file it replaces was kept. Raises `BookError`."""
    return restore.restore(source, target, progress=progress)


def free_path(folder: Path, name: str, suffix: str = ".clientele") -> Path:
    """A file of this name that is not there yet, numbered where it must be: `Shop 2.clientele`."""
    plain = "".join(" " if letter in '<>:"/\\|?*' or ord(letter) < 32 else letter for letter in name)
    stem = " ".join(plain.split()).strip(". ")[:80] or "Clientele"
    candidates = [folder / f"{stem}{suffix}", *(folder / f"{stem} {number}{suffix}" for number in range(2, 100))]
    return next((path for path in candidates if not path.exists()), candidates[0])


def synced_by(folder: Path) -> str:
    """The program that carries `folder` to other computers, empty where we know of none."""
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        place = os.environ.get(variable)
        if place and PurePath(folder).is_relative_to(place):
            return "OneDrive"
    for part in folder.parts:
        name = part.casefold().partition("-")[0].strip()
        if name in _SYNCED:
            return _SYNCED[name]
    return ""
