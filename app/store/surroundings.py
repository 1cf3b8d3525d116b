"""Where a book lies: in a synced folder, on the network, on a stick, in a place that cannot be written to.

Programs that sync replace files while they are open, and file servers lose locks: the book belongs on this computer's
own disk, and only its backups there. Everything that is looked at is given, so that any system can be imagined.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from app.errors import BookError
from app.i18n import N_
from app.store.backup import identity_of
from app.store.connect import DatabaseError, connect
from app.store.steps import head

Kind = Literal["cloud", "network", "removable", "read-only", "conflict"]


@dataclass(frozen=True)
class Notice:
    """One thing to tell the owner; `message` is marked text with `parameters`."""

    kind: Kind
    message: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class System:
    """The computer as far as it matters here. `mounts` is the text of /proc/mounts; `drive_type` answers as Windows."""

    platform: str
    environment: Mapping[str, str]
    home: str
    mounts: str = ""
    drive_type: Callable[[str], int] = lambda root: 0
    read: Callable[[str], str] = lambda path: ""

    @classmethod
    def present(cls) -> System:
        """This computer."""
        return cls(
            platform=sys.platform,
            environment=os.environ,
            home=str(Path.home()),
            mounts=_text("/proc/mounts"),
            drive_type=_drive_type,
            read=_text,
        )


_CLOUD_WORDS = re.compile(
    r"^(dropbox|onedrive|google ?drive|my drive|mon drive|icloud ?drive|icloud~.*|nextcloud|owncloud|pcloud ?drive"
    r"|box sync|mega|megasync|kdrive|seafile|syncthing|hubic|tresorit|proton drive|cozy ?drive)( ?[-(].*)?$"
)
_NETWORK_TYPES = {"cifs", "smb3", "smbfs", "nfs", "nfs4", "afpfs", "webdav", "davfs", "9p", "ncpfs", "afs", "ceph"}
_LOCAL_FUSE = {"fuseblk", "fuse.portal", "fuse.lxcfs"}
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE = 2, 4

_CLOUD = N_(
    "This file is in a folder that “{service}” keeps in step with other places. That can damage it while you work: "
    "keep the file on this computer's own disk, and only its backups there."
)
_NETWORK = N_(
    "This file is on the network. If the connection fails while it is being saved, it can be damaged: keep the file on "
    "this computer's own disk, and only its backups there."
)
_REMOVABLE = N_("This file is on a removable drive. Do not pull it out while the file is open.")
_READ_ONLY = N_("This file or its folder is read-only: you can look at everything, and change nothing.")
_CONFLICT = N_("There is another version of this file beside it, “{name}”, made by a program that keeps files in step.")


def look_around(book: Path, system: System | None = None, *, read_only: bool = False) -> list[Notice]:
    """What the owner should know of the place of `book`, an absolute path."""
    system = system or System.present()
    found = [Notice("read-only", _READ_ONLY)] if read_only else []
    place = str(book)
    service = _cloud(place, system)
    if service:
        found.append(Notice("cloud", _CLOUD, {"service": service}))
    elif _is_network(place, system):
        found.append(Notice("network", _NETWORK))
    elif _is_removable(place, system):
        found.append(Notice("removable", _REMOVABLE))
    return found


def _cloud(place: str, system: System) -> str:
    """The name of the service, or empty."""
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        if _inside(place, system.environment.get(name, ""), system):
            return "OneDrive"
    if any(_inside(place, folder, system) for folder in _dropbox_folders(system)):
        return "Dropbox"
    if system.platform == "darwin":
        for folder, name in (("Library/Mobile Documents", "iCloud"), ("Library/CloudStorage", "")):
            root = f"{system.home}/{folder}"
            if _inside(place, root, system):
                return name or place[len(root) + 1 :].partition("/")[0].partition("-")[0]
    return next((part for part in _parts(place)[:-1] if _CLOUD_WORDS.match(part.lower())), "")


def _dropbox_folders(system: System) -> Iterator[str]:
    """Dropbox says in a file of its own where its folders are."""
    roaming = (system.environment[name] for name in ("APPDATA", "LOCALAPPDATA") if name in system.environment)
    for path in (f"{system.home}/.dropbox/info.json", *(f"{root}\\Dropbox\\info.json" for root in roaming)):
        with contextlib.suppress(ValueError):
            told = json.loads(system.read(path) or "{}")
            accounts = told.values() if isinstance(told, dict) else ()
            yield from (str(account["path"]) for account in accounts if isinstance(account, dict) and "path" in account)


def _is_network(place: str, system: System) -> bool:
    if system.platform == "win32":
        return place.startswith(("\\\\", "//")) or system.drive_type(f"{place[:2]}\\") == _WINDOWS_REMOTE
    kind = _mount_type(place, system)
    return kind in _NETWORK_TYPES or (kind.startswith("fuse") and kind not in _LOCAL_FUSE) or "/gvfs/" in place


def _is_removable(place: str, system: System) -> bool:
    if system.platform == "win32":
        return system.drive_type(f"{place[:2]}\\") == _WINDOWS_REMOVABLE
    return place.startswith(("/Volumes/",) if system.platform == "darwin" else ("/media/", "/run/media/"))


def _mount_type(place: str, system: System) -> str:
    """The type of the file system that holds `place`: that of the longest mount point above it."""
    best = ("", "")
    for line in system.mounts.splitlines():
        words = line.split(" ")
        if len(words) > 2:
            point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), words[1])
            if _inside(place, point, system) and len(point) >= len(best[0]):
                best = (point, words[2])
    return best[1]


def _inside(place: str, folder: str, system: System) -> bool:
    if not folder:
        return False
    if system.platform == "win32":
        place, folder = place.replace("/", "\\").lower(), folder.replace("/", "\\").lower().rstrip("\\")
        return place.startswith(f"{folder}\\")
    return place.startswith(f"{folder.rstrip('/')}/")


def _parts(place: str) -> list[str]:
    return [part for part in re.split(r"[\\/]", place) if part]


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _drive_type(root: str) -> int:
    if os.name != "nt":
        return 0
    import ctypes

    library: Any = ctypes
    return int(library.windll.kernel32.GetDriveTypeW(root))


# ---- copies that a syncing program left ----


@dataclass(frozen=True)
class Copy:
    """Another version of a book. `change` is its latest change number, `same_line` whether the book goes on from it."""

    path: Path
    change: int
    same_line: bool


def conflicting_copies(book: Path, key: str | None = None) -> list[Copy]:
    """Versions of the same book beside it, by the number of their latest change, highest first; nothing is merged."""
    found = []
    with contextlib.closing(connect(book, key, read_only=True)) as db:
        identity = identity_of(db)
        for path in sorted(book.parent.glob(f"*{book.suffix}")):
            if path != book and path.name.startswith(book.stem):
                with contextlib.suppress(DatabaseError, BookError):
                    found += _copy(path, key, identity, db)
    return sorted(found, key=lambda copy: -copy.change)


def conflict_notices(book: Path, key: str | None = None) -> list[Notice]:
    """One notice for each copy that holds something the book does not."""
    return [
        Notice("conflict", _CONFLICT, {"name": copy.path.name})
        for copy in conflicting_copies(book, key)
        if not copy.same_line
    ]


def _copy(path: Path, key: str | None, identity: str, book: Any) -> list[Copy]:
    with contextlib.closing(connect(path, key, read_only=True)) as other:
        if identity_of(other) != identity:
            return []
        number, chain = head(other)
    known = book.execute("SELECT 1 FROM change_set WHERE id=? AND chain=?", (number, chain)).fetchone()
    return [Copy(path, number, known is not None)]
