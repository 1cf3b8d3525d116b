"""Backups: whole and verified or absent; the right ones kept; brought back without mixing old and new."""

from __future__ import annotations

import contextlib
import json
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.clients import records
from app.errors import BookError, Cancelled, Refused
from app.progress import Progress
from app.store import archive, backup, restore
from app.store.book import Book
from app.store.connect import connect
from tests.app.books import dump

Save = Callable[..., int]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def names(path: Path) -> list[str]:
    with contextlib.closing(Book.open(path)) as book, contextlib.closing(book.rows()) as db:
        return [name for (name,) in db.execute("SELECT company_name FROM client ORDER BY id")]


def test_a_backup_tells_what_it_holds(book: Book, save: Save, tmp_path: Path) -> None:
    save(company_name="Le Dîner")
    made = backup.make(book, tmp_path / "kept", "closing")
    assert made.path.name.startswith("Cave des Tilleuls 20")
    assert made.path.name.endswith(" closing.clientele-backup")
    assert (made.clients, made.reason, made.schema, made.counts["client"]) == (1, "closing", 1, 1)
    assert backup.read(made.path) == made
    assert backup.list_backups(tmp_path / "kept") == [made]
    assert files(tmp_path / "kept") == [made.path.name], "nothing unfinished stays"


def test_any_zstd_tool_unpacks_it(book: Book, save: Save, tmp_path: Path) -> None:
    import zstandard

    save(company_name="Le Dîner")
    made = backup.make(book, tmp_path, "hand")
    with made.path.open("rb") as file:
        plain = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True).read()
    (tmp_path / "plain.clientele").write_bytes(plain)
    assert names(tmp_path / "plain.clientele") == ["Le Dîner"]


def test_nothing_new_needs_no_backup(book: Book, save: Save, tmp_path: Path) -> None:
    assert backup.needed(book, tmp_path)
    first = backup.keep_up(book, tmp_path / "a", "timed", second=tmp_path / "b")
    assert first is not None
    assert backup.keep_up(book, tmp_path / "a", "timed") is None
    assert files(tmp_path / "a") == files(tmp_path / "b")
    save(company_name="Le Dîner")
    second = backup.keep_up(book, tmp_path / "a", "timed")
    assert second is not None
    assert second.path != first.path, "a backup is never overwritten, not even within the same minute"
    assert len(files(tmp_path / "a")) == 2


def test_a_backup_is_of_one_moment_though_the_book_goes_on(book: Book, save: Save, tmp_path: Path) -> None:
    save(company_name="Before")

    def write(done: int, total: int, words: str) -> None:
        if words == "Writing the backup" and done == 0:
            save(company_name="After")

    made = backup.make(book, tmp_path / "kept", "hand", Progress(write))
    restore.restore(made.path, tmp_path / "again.clientele")
    assert names(tmp_path / "again.clientele") == ["Before"]


def test_stopping_leaves_nothing(book: Book, tmp_path: Path) -> None:
    progress = Progress(lambda done, total, words: progress.cancel())
    with pytest.raises(Cancelled):
        backup.make(book, tmp_path / "kept", "hand", progress)
    assert files(tmp_path / "kept") == []


def test_a_full_disk_leaves_nothing_and_says_so(book: Book, tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(BookError) as refusal:
            backup.make(book, tmp_path / "kept", "hand")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refusal.value.reason in ("full", "disk", "other")
    assert files(tmp_path / "kept") == []


def test_a_damaged_book_makes_no_backup(book: Book, save: Save, tmp_path: Path) -> None:
    good = backup.make(book, tmp_path / "kept", "hand")
    with contextlib.closing(connect(book.path)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("INSERT INTO phone(client_id, text) VALUES(99, '06')")
    with pytest.raises(BookError) as refusal:
        backup.make(book, tmp_path / "kept", "hand")
    assert refusal.value.reason == "damaged"
    assert files(tmp_path / "kept") == [good.path.name]


def spoil(path: Path, kind: str) -> None:
    content = bytearray(path.read_bytes())
    match kind:
        case "flipped":
            content[len(content) // 2] ^= 1
        case "cut":
            del content[-100:]
        case "empty":
            content.clear()
        case "more":
            content += b"\0" * 100
        case "another hash":
            content = bytearray(content.replace(b'"sha256": "', b'"sha256": "0', 1))
    path.write_bytes(content)


@pytest.mark.parametrize("kind", ["flipped", "cut", "empty", "another hash"])
def test_a_damaged_backup_is_not_brought_back(book: Book, save: Save, tmp_path: Path, kind: str) -> None:
    made = backup.make(book, tmp_path / "kept", "hand")
    save(company_name="Newer")
    book.close()
    spoil(made.path, kind)
    before = book.path.read_bytes()
    with pytest.raises(BookError) as refusal:
        restore.restore(made.path, book.path, safety=tmp_path / "safe")
    assert refusal.value.reason in ("damaged", "foreign")
    assert book.path.read_bytes() == before
    assert files(book.path.parent) == sorted([book.path.name, "kept"])


def test_an_old_backup_is_looked_at_again(book: Book, tmp_path: Path) -> None:
    made = backup.make(book, tmp_path, "hand")
    assert backup.recheck(tmp_path, made.identity) == made
    spoil(made.path, "flipped")
    with pytest.raises(BookError):
        backup.recheck(tmp_path, made.identity)
    assert backup.recheck(tmp_path, "another book") is None


def test_a_hostile_backup_cannot_fill_the_disk(book: Book, tmp_path: Path) -> None:
    plain, packed = tmp_path / "zeros", tmp_path / "bomb.clientele-backup"
    plain.write_bytes(bytes(50_000_000))
    archive.pack(plain, packed, {"size": 1000, "sha256": "0"}, Progress())
    with pytest.raises(BookError):
        archive.unpack(packed, tmp_path / "out", Progress())
    assert (tmp_path / "out").stat().st_size <= 2 << 20


# ---- bringing back ----


def test_a_restore_keeps_what_was_there(book: Book, save: Save, tmp_path: Path) -> None:
    save(company_name="Old")
    made = backup.make(book, tmp_path / "kept", "hand")
    save(company_name="New")
    book.close()
    kept = restore.restore(made.path, book.path, safety=tmp_path / "kept")
    assert kept is not None
    assert names(book.path) == ["Old"]
    restore.restore(kept, book.path, safety=tmp_path / "kept")
    assert names(book.path) == ["Old", "New"]
    assert [found.reason for found in backup.list_backups(tmp_path / "kept")].count("restore") == 1


def test_a_restore_into_nothing_makes_the_book(book: Book, save: Save, tmp_path: Path) -> None:
    save(company_name="Old")
    made = backup.make(book, tmp_path / "kept", "hand")
    (tmp_path / "new").mkdir()
    assert restore.restore(made.path, tmp_path / "new" / "x.clientele") is None
    assert names(tmp_path / "new" / "x.clientele") == ["Old"]
    assert files(tmp_path / "new") == ["x.clientele"]


def test_an_open_book_is_not_replaced(book: Book, tmp_path: Path) -> None:
    made = backup.make(book, tmp_path / "kept", "hand")
    with pytest.raises(BookError) as refusal:
        restore.restore(made.path, book.path)
    assert refusal.value.reason == "locked"


def test_a_plain_copy_can_be_brought_back(book: Book, save: Save, tmp_path: Path) -> None:
    save(company_name="Old")
    book.close()
    copy = Path(shutil.copyfile(book.path, tmp_path / "copy.clientele"))
    with contextlib.closing(Book.open(book.path)) as again, again.write("New") as writing:
        records.set_fields(writing.session, [1], {"company_name": "New"})
    restore.restore(copy, book.path, safety=tmp_path / "kept")
    assert names(book.path) == ["Old"]
    with pytest.raises(Refused):
        restore.restore(book.path, book.path)


CUT_SHORT = """
import os, sys
from pathlib import Path
from app.store.connect import connect
db = connect(Path(sys.argv[1]))
db.execute("PRAGMA cache_size=5")
db.execute("BEGIN IMMEDIATE")
db.execute("UPDATE client SET company_name='half'")
for place in range(200):
    db.execute("INSERT INTO blob VALUES(?, ?)", (str(place), os.urandom(5000)))
os.kill(os.getpid(), 9)
"""


def cut_short(path: Path) -> None:
    subprocess.run([sys.executable, "-c", CUT_SHORT, str(path)], check=False)
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0


@pytest.mark.parametrize("damaged", [False, True])
def test_a_hot_journal_does_not_get_into_the_restored_book(
    book: Book, save: Save, tmp_path: Path, *, damaged: bool
) -> None:
    save(company_name="Old")
    made = backup.make(book, tmp_path / "kept", "hand")
    save(company_name="New")
    book.close()
    cut_short(book.path)
    if damaged:
        with book.path.open("rb+") as file:
            file.write(b"x" * 4096)
    kept = restore.restore(made.path, book.path, safety=tmp_path / "kept")
    assert kept is not None
    assert names(book.path) == ["Old"]
    if damaged:
        assert kept.with_name(f"{kept.name}-journal").stat().st_size > 0, "set aside with its journal"
    else:
        restore.restore(kept, tmp_path / "present.clientele")
        assert names(tmp_path / "present.clientele") == ["Old", "New"]


def test_a_plain_copy_with_its_hot_journal_is_brought_back_whole(book: Book, save: Save, tmp_path: Path) -> None:
    save(company_name="Old")
    book.close()
    cut_short(book.path)
    restore.restore(book.path, tmp_path / "again.clientele")
    assert names(tmp_path / "again.clientele") == ["Old"]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + bytes(5000), b"", b"hello", b"\x5c\x2a\x4d\x18\xff\xff\xff\xff"]
)
def test_what_is_no_backup_is_refused(book_path: Path, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    before = book_path.read_bytes()
    with pytest.raises(BookError):
        restore.restore(other, book_path)
    assert book_path.read_bytes() == before
    with pytest.raises(BookError):
        restore.restore(tmp_path / "missing", book_path)


def test_what_would_be_lost_is_told(book: Book, save: Save, tmp_path: Path) -> None:
    one, two = save(company_name="One"), save(company_name="Two")
    made = backup.make(book, tmp_path, "hand")
    assert restore.losses(made, book) == restore.Losses(0, 0, 0, 0)
    save(company_name="Three")
    for name in ("A", "B"):
        with book.write("Rename") as writing:
            records.set_fields(writing.session, [one], {"company_name": name})
    with book.write("Gone", kind="final") as writing:
        writing.session.delete(records.load(writing.session, two))
    lost = restore.losses(made, book)
    assert (lost.acts, lost.added, lost.changed, lost.deleted, lost.diverged) == (4, 1, 1, 1, False)
    assert lost.first_at
    other = restore.losses(backup.Backup(**{**vars(made), "chain": "of another book"}), book)
    assert other.diverged


KILLED = """
import sys
from pathlib import Path
from app.store import backup, restore
from app.store.book import Book
book = Book.open(Path(sys.argv[1]), read_only=True)
print("go", flush=True)
while True:
    made = backup.make(book, Path(sys.argv[2]), "hand")
    restore.restore(made.path, Path(sys.argv[3]), safety=Path(sys.argv[2]))
"""


def test_killed_at_any_moment_what_is_there_is_whole(book: Book, save: Save, tmp_path: Path) -> None:
    """A light form of the crash tests: whatever stands under a final name can be used."""
    save(company_name="Old")
    book.close()
    kept, target = tmp_path / "kept", tmp_path / "target.clientele"
    shutil.copyfile(book.path, target)
    chance = random.Random(2)
    for _round in range(6):
        command = [sys.executable, "-c", KILLED, *map(str, (book.path, kept, target))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            process.stdout.readline()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.random() * 0.25)
            process.kill()
        for path in kept.glob(f"*{archive.ENDING}"):
            archive.verify(path)
        assert names(target) == ["Old"]


def test_keeping_up_thins(book: Book, tmp_path: Path) -> None:
    made = backup.make(book, tmp_path, "hand")
    for days in range(1, 40):
        older = made.path.with_name(f"older {days}{archive.ENDING}")
        told = archive.manifest_of(made.path) | {"made_at": (made.made_at - timedelta(days=days)).isoformat()}
        rewrite(made.path, older, told)
    gone = backup.thin(tmp_path, made.identity)
    assert gone
    assert all(not path.exists() for path in gone)
    assert made.path.exists()
    assert backup.thin(tmp_path, made.identity) == [], "what is left, stays"
    assert backup.thin(tmp_path, "another book") == []


def rewrite(source: Path, target: Path, told: dict[str, object]) -> None:
    content = source.read_bytes()
    length = int.from_bytes(content[4:8], "little")
    manifest = json.dumps(told).encode()
    target.write_bytes(content[:4] + len(manifest).to_bytes(4, "little") + manifest + content[8 + length :])


def test_the_place_is_in_the_documents_folder(home: Path) -> None:
    assert backup.default_folder(Path("x/Cave.clientele")) == home / "documents" / "Clientele backups" / "Cave"


def test_backups_of_two_books_of_the_same_name_do_not_mix(book: Book, tmp_path: Path, template: Path) -> None:
    from app.company.founding import Shop, found

    found(tmp_path / "other.clientele", Shop("Other"))
    with contextlib.closing(Book.open(tmp_path / "other.clientele")) as other:
        theirs = backup.make(other, tmp_path / "kept", "hand")
        assert backup.needed(book, tmp_path / "kept")
    ours = backup.make(book, tmp_path / "kept", "hand")
    assert ours.identity != theirs.identity
    assert backup.list_backups(tmp_path / "kept", ours.identity) == [ours]


def test_dumps_are_equal_after_a_way_there_and_back(book: Book, save: Save, tmp_path: Path) -> None:
    save(company_name="Le Dîner")
    before = dump(book)
    made = backup.make(book, tmp_path / "kept", "hand")
    restore.restore(made.path, tmp_path / "again.clientele")
    with contextlib.closing(Book.open(tmp_path / "again.clientele")) as again:
        assert dump(again) == before
    assert files(tmp_path / "kept") == [made.path.name]
