"""Where backups lie, what a new file is called, and which folders other programs carry away."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from app.company import safekeeping, shop
from app.company.founding import Shop, found
from app.settings import Settings
from app.store import backup
from app.store.book import Book


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("C/Users/Mathilde/OneDrive - Cave/Documents", "OneDrive"),
        ("Users/m/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Users/m/Library/CloudStorage/GoogleDrive-m@example.fr/My Drive", "Google Drive"),
        ("Users/m/Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("home/m/Dropbox/shop", "Dropbox"),
        ("G/Mon Drive", "Google Drive"),
        ("home/m/Documents", ""),
        ("home/m/Mega Store", ""),
    ],
)
def test_a_folder_that_is_carried_away_is_known(folder: str, program: str) -> None:
    assert safekeeping.synced_by(Path("/") / folder) == program


def test_the_place_that_windows_gives_is_known_under_any_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Anything"))
    assert safekeeping.synced_by(tmp_path / "Anything" / "shop") == "OneDrive"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Cave des Tilleuls", "Cave des Tilleuls"),
        ("  a/b\\c:d*?  ", "a b c d"),
        ("...", "Clientele"),
        ("x" * 300, "x" * 80),
        ("tab\tand\nline", "tab and line"),
    ],
)
def test_a_new_file_has_a_name_that_every_system_takes(tmp_path: Path, name: str, stem: str) -> None:
    path = safekeeping.free_path(tmp_path, name)
    assert path == tmp_path / f"{stem}.clientele"
    path.touch()
    assert safekeeping.free_path(tmp_path, name) == tmp_path / f"{stem} 2.clientele"


def test_backups_of_both_places_are_told_once_newest_first(tmp_path: Path) -> None:
    book_path = tmp_path / "shop.clientele"
    settings = Settings(backups=str(tmp_path / "first"), second_backups=str(tmp_path / "second"))
    first, second = safekeeping.folders_of(settings, book_path)
    found(book_path, Shop("Cave"))
    with contextlib.closing(Book.open(book_path)) as book:
        old = backup.make(book, first, "closing")
        with book.write("x") as writing:
            shop.save(writing.session, {"name": "Caveau"})
        new = backup.make(book, first, "timed")
        backup.mirror(new, second)
    assert [one.path.name for one in safekeeping.found(settings)] == [new.path.name, old.path.name]
    safekeeping.bring_back(old.path, tmp_path / "again.clientele")
    with contextlib.closing(Book.open(tmp_path / "again.clientele")) as book, book.read() as session:
        assert shop.load(session).company["name"] == "Cave"
