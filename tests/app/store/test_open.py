"""What happens to a file that is not a sound, present book of ours: a clear reason, and not one byte changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import BookError
from app.store.book import Book, create
from app.store.connect import connect
from app.store.schema import HEAD

NOBODY = 65534


def number(path: Path, name: str, value: int) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA {name}={value}")
        db.commit()


def sql(path: Path, *statements: str) -> None:
    with contextlib.closing(connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.execute("PRAGMA journal_mode=DELETE")


def foreign(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmarks (url)")
        db.commit()


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:4096] = os.urandom(4096)
    path.write_bytes(content)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "empty"),
    "foreign SQLite": (foreign, "foreign"),
    "picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(3000)), "damaged"),
    "text": (lambda path: path.write_text("Dear Sir, please find enclosed the file. " * 200), "damaged"),
    "short text": (lambda path: path.write_text("hello"), "damaged"),
    "folder": (folder, "foreign"),
    "newer": (lambda path: number(path, "user_version", HEAD + 1), "newer"),
    "much newer": (lambda path: number(path, "user_version", HEAD + 1000), "newer"),
    "truncated": (truncated, "damaged"),
    "first page lost": (overwritten, "damaged"),
    "missing": (lambda path: path.unlink(), "missing"),
    "linked": (lambda path: os.link(path, path.with_name("other")), "linked"),
    "trigger gone": (lambda path: sql(path, "DROP TRIGGER keep_change_update"), "damaged"),
    "index gone": (lambda path: sql(path, "DROP INDEX ix_client_row_live"), "damaged"),
    "table added": (lambda path: sql(path, "CREATE TABLE notes (a TEXT) STRICT"), "damaged"),
    "pipe": (lambda path: (path.unlink(), os.mkfifo(path)), "foreign"),
}


def state(place: Path) -> dict[str, str]:
    """Every file of a folder and the hash of its content."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
        for path in sorted(place.iterdir())
    }


@pytest.mark.parametrize("kind", SPOILT)
def test_a_file_that_is_refused_is_not_touched(book_path: Path, kind: str) -> None:
    spoil, reason = SPOILT[kind]
    spoil(book_path)
    before = state(book_path.parent)
    with pytest.raises(BookError) as refusal:
        Book.open(book_path)
    assert refusal.value.reason == reason
    assert refusal.value.parameters["name"] == book_path.name
    assert state(book_path.parent) == before


@pytest.fixture
def public(book_path: Path) -> Iterator[Path]:
    """The book in a folder that others can reach; root sees no permissions, so the process becomes somebody else."""
    if not hasattr(os, "seteuid"):
        pytest.skip("permissions as POSIX knows them")
    place = Path("/tmp") / f"clientele-permissions-{os.getpid()}"
    place.mkdir(mode=0o777)
    path = Path(shutil.copyfile(book_path, place / book_path.name))
    yield path
    place.chmod(0o777)
    shutil.rmtree(place)


@contextlib.contextmanager
def somebody_else() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_without_permission_is_refused(public: Path) -> None:
    public.chmod(0)
    with somebody_else(), pytest.raises(BookError) as refusal:
        Book.open(public)
    assert refusal.value.reason == "denied"


@pytest.mark.parametrize(("file", "place"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_what_cannot_be_written_opens_for_reading(public: Path, file: int, place: int) -> None:
    public.chmod(file)
    public.parent.chmod(place)
    with somebody_else():
        book = Book.open(public)
        assert book.read_only
        with contextlib.closing(book.rows()) as db:
            assert db.execute("SELECT name FROM company").fetchone() == ("Cave des Tilleuls",)
        with pytest.raises(BookError) as refusal, book.write("Edit"):
            pass
        book.close()
    assert refusal.value.reason == "read-only"
    assert [path.name for path in public.parent.iterdir()] == [public.name]


PIPES: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
HOLD = """
import sys
from pathlib import Path
from app.store.book import Book
book = Book.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, **PIPES) as holder:
        assert holder.stdout.readline() == "open\n"
        try:
            yield holder
        finally:
            holder.kill()


def test_two_processes_never_write_one_book(book_path: Path) -> None:
    with held(book_path) as holder:
        with pytest.raises(BookError) as refusal:
            Book.open(book_path)
        assert refusal.value.reason == "locked"
        with contextlib.closing(Book.open(book_path, read_only=True)) as reading:
            assert reading.read_only
        holder.kill()
        holder.wait()
        with contextlib.closing(Book.open(book_path)) as book:
            assert book.unclean
    with contextlib.closing(Book.open(book_path)) as book:
        assert not book.unclean


def test_the_same_process_is_refused_too(book: Book) -> None:
    with pytest.raises(BookError, match="already open"):
        Book.open(book.path)


def test_a_symbolic_link_leads_to_the_one_lock(book: Book, tmp_path: Path) -> None:
    (tmp_path / "link.clientele").symlink_to(book.path)
    with pytest.raises(BookError, match="already open"):
        Book.open(tmp_path / "link.clientele")


CUT_SHORT = """
import os, sys
from pathlib import Path
from app.store.book import Book
book = Book.open(Path(sys.argv[1]))
from app.store.connect import connect
db = connect(book.path)
db.execute("PRAGMA cache_size=5")
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE company SET name='half'")
for place in range(200):
    db.execute("INSERT INTO blob VALUES(?, ?)", (str(place), os.urandom(5000)))
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("read_only", [False, True])
def test_a_save_that_was_cut_short_is_taken_back(book_path: Path, *, read_only: bool) -> None:
    subprocess.run([sys.executable, "-c", CUT_SHORT, str(book_path)], check=False)
    assert book_path.with_name(f"{book_path.name}-journal").stat().st_size > 0
    with contextlib.closing(Book.open(book_path, read_only=read_only)) as book, contextlib.closing(book.rows()) as db:
        assert db.execute("SELECT name FROM company").fetchone() == ("Cave des Tilleuls",)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with contextlib.closing(Book.open(book_path)) as book:
        assert book.unclean is read_only  # reading does not count as looking the file through


def test_damage_is_looked_for_after_an_unclean_end(book_path: Path) -> None:
    content = bytearray(book_path.read_bytes())
    content[-4096:] = b"\x55" * 4096
    book_path.write_bytes(content)
    lock = book_path.with_name(f"{book_path.name}.lock")
    lock.touch()
    with pytest.raises(BookError) as refusal:
        Book.open(book_path)
    assert refusal.value.reason == "damaged"
    assert lock.exists(), "the next opening must look again"


def test_nothing_stays_beside_a_closed_book(book: Book) -> None:
    for ending in (".part", ".migrating", ".restoring", ".restoring-journal"):
        book.path.with_name(book.path.name + ending).touch()
    book.close()
    with contextlib.closing(Book.open(book.path)) as again, again.write("Name") as writing:
        writing.session.connection()
    assert [path.name for path in book.path.parent.iterdir()] == [book.path.name]


def test_a_book_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    def fail(session: object) -> None:
        raise KeyError("in the middle")

    with pytest.raises(KeyError):
        create(tmp_path / "new.clientele", fail)
    assert list(tmp_path.iterdir()) == []


def test_a_stale_journal_does_not_get_into_a_new_book(tmp_path: Path, book_path: Path) -> None:
    subprocess.run([sys.executable, "-c", CUT_SHORT, str(book_path)], check=False)
    path = tmp_path / "new.clientele"
    shutil.copyfile(book_path.with_name(f"{book_path.name}-journal"), path.with_name(f"{path.name}-journal"))
    create(path, lambda session: None)
    with contextlib.closing(Book.open(path)) as book, contextlib.closing(book.rows()) as db:
        assert db.execute("SELECT count(*) FROM company").fetchone() == (0,)


def test_nothing_is_made_over_another_file(book_path: Path) -> None:
    with pytest.raises(BookError) as refusal:
        create(book_path, lambda session: None)
    assert refusal.value.reason == "exists"


BROWSE = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("begun", flush=True)
sys.stdin.read()
"""


def test_a_book_held_by_another_tool_is_told(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.connect.BUSY_MS", 50)
    monkeypatch.setattr("app.store.connect._PRAGMAS", ())
    with subprocess.Popen([sys.executable, "-c", BROWSE, str(book.path)], **PIPES) as browser:
        assert browser.stdout.readline() == "begun\n"
        with pytest.raises(BookError) as refusal, book.write("Edit"):
            pass
        browser.kill()
    assert refusal.value.reason == "locked"
    with book.write("Edit"):
        pass
