"""Places where a book should not lie are recognised on every system, without being there."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from app.store.book import Book
from app.store.surroundings import System, conflict_notices, conflicting_copies, look_around

WINDOWS_HOME = r"C:\Users\Anne"
MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
/dev/sda2 /users ext4 rw 0 0
//server/share /users/anne/shop cifs rw 0 0
server:/export /srv/with\040space nfs4 rw 0 0
anne@host:/ /users/anne/far fuse.sshfs rw 0 0
/dev/sdb1 /users/anne/windows fuseblk rw 0 0
"""


def windows(**more: Any) -> System:
    return System("win32", more.pop("environment", {}), WINDOWS_HOME, **more)


def mac() -> System:
    return System("darwin", {}, "/Users/anne")


def linux() -> System:
    return System("linux", {}, "/users/anne", MOUNTS)


def dropbox(place: str, folder: str) -> Callable[[str], str]:
    return lambda path: json.dumps({"personal": {"path": folder}, "business": {}}) if path == place else ""


TOLD = dropbox(r"C:\A\Dropbox\info.json", r"E:\Mine")
PLACES: list[tuple[str, System, str | None]] = [
    (r"C:\Users\Anne\OneDrive\shop.clientele", windows(environment={"OneDrive": r"C:\Users\Anne\OneDrive"}), "cloud"),
    (r"D:\Firm\Shop\shop.clientele", windows(environment={"OneDriveCommercial": r"d:\firm"}), "cloud"),
    (r"E:\Mine\shop.clientele", windows(environment={"APPDATA": r"C:\A"}, read=TOLD), "cloud"),
    (r"G:\My Drive\shop.clientele", windows(), "cloud"),
    (r"C:\Users\Anne\iCloudDrive\shop.clientele", windows(), "cloud"),
    (r"\\server\share\shop.clientele", windows(), "network"),
    (r"Z:\shop.clientele", windows(drive_type=lambda root: 4 if root == "Z:\\" else 3), "network"),
    (r"F:\shop.clientele", windows(drive_type=lambda root: 2), "removable"),
    (r"C:\Users\Anne\Documents\shop.clientele", windows(environment={"OneDrive": r"C:\Users\Anne\OneDrive"}), None),
    (r"C:\Users\Anne\OneDriveOld\x\shop.clientele", windows(environment={"OneDrive": r"C:\Users\Anne\OneDrive"}), None),
    ("/Users/anne/Library/CloudStorage/GoogleDrive-a@b.example/shop.clientele", mac(), "cloud"),
    ("/Users/anne/Library/Mobile Documents/com~apple~CloudDocs/shop.clientele", mac(), "cloud"),
    ("/Users/anne/Dropbox (Personal)/shop.clientele", mac(), "cloud"),
    ("/Volumes/STICK/shop.clientele", mac(), "removable"),
    ("/Users/anne/Documents/shop.clientele", mac(), None),
    ("/users/anne/Nextcloud/shop.clientele", linux(), "cloud"),
    ("/users/anne/shop/shop.clientele", linux(), "network"),
    ("/srv/with space/shop.clientele", linux(), "network"),
    ("/users/anne/far/shop.clientele", linux(), "network"),
    ("/media/anne/STICK/shop.clientele", linux(), "removable"),
    ("/users/anne/windows/shop.clientele", linux(), None),
    ("/users/anne/shopping/shop.clientele", linux(), None),
    ("/users/anne/Documents/Dropbox.clientele", linux(), None),
]  # fmt: skip


@pytest.mark.parametrize(("place", "system", "kind"), PLACES)
def test_places(place: str, system: System, kind: str | None) -> None:
    path: Any = PureWindowsPath(place) if system.platform == "win32" else PurePosixPath(place)
    notices = look_around(path, system)
    assert [notice.kind for notice in notices] == ([kind] if kind else [])
    for notice in notices:
        notice.message.format(**notice.parameters)


def test_dropbox_elsewhere() -> None:
    system = System("linux", {}, "/users/anne", MOUNTS, read=dropbox("/users/anne/.dropbox/info.json", "/data/mine"))
    (notice,) = look_around(Path("/data/mine/shop.clientele"), system)
    assert notice.parameters == {"service": "Dropbox"}
    broken = System("linux", {}, "/users/anne", read=lambda path: "[not JSON")
    assert look_around(Path("/data/mine/shop.clientele"), broken) == []


def test_what_is_read_only_is_told_first() -> None:
    notices = look_around(Path("/media/x/shop.clientele"), linux(), read_only=True)
    assert [notice.kind for notice in notices] == ["read-only", "removable"]


def test_this_computer_can_be_asked(book_path: Path) -> None:
    look_around(book_path)


def test_copies_left_by_a_syncing_program_are_listed(book: Book, save: Callable[..., int], template: Path) -> None:
    save(company_name="One")
    book.close()
    for name in ("Cave des Tilleuls (conflicted copy 2026).clientele", "Cave des Tilleuls-ANNE.clientele"):
        shutil.copyfile(book.path, book.path.with_name(name))
    ahead = book.path.with_name("Cave des Tilleuls-ANNE.clientele")
    with contextlib.closing(Book.open(ahead)) as other, other.write("More") as writing:
        writing.session.connection().exec_driver_sql("UPDATE company SET name='x'")
        from app.store import history

        history.updated(writing.session, "company", 1, before={"name": "Cave des Tilleuls"}, after={"name": "x"})
    book.path.with_name("Cave des Tilleuls broken.clientele").write_bytes(b"nothing")
    shutil.copyfile(book.path, book.path.with_name("Other.clientele"))
    copies = conflicting_copies(book.path)
    assert [(copy.path.name, copy.same_line) for copy in copies] == [
        ("Cave des Tilleuls-ANNE.clientele", False),
        ("Cave des Tilleuls (conflicted copy 2026).clientele", True),
    ]
    assert [notice.parameters["name"] for notice in conflict_notices(book.path)] == [ahead.name]
