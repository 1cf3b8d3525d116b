"""The schema: what the models say, what the frozen script makes, and what the fingerprint holds are one."""

from __future__ import annotations

import contextlib
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app import subjects
from app.errors import BookError
from app.store import book as books
from app.store import connect, migrate, schema
from app.store.base import Base
from app.store.book import Book
from tests.app.books import dump


def tokens(sql: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", sql.replace('"', ""))


def made(path: Path) -> dict[str, list[str]]:
    with contextlib.closing(connect.connect(path, read_only=True)) as db:
        rows = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: tokens(sql) for name, sql in rows}


def test_the_models_say_what_the_file_has_token_by_token(book_path: Path) -> None:
    subjects.load()
    file = made(book_path)
    said = {}
    for table in Base.metadata.sorted_tables:
        said[table.name] = tokens(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in table.indexes:
            said[str(index.name)] = tokens(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    for name, expected in said.items():
        assert file[name] == expected, name
    others = set(file) - set(said) - set(schema.TRIGGERS)
    assert {name for name in others if not name.startswith(("client_grams", "ix_change", "sqlite_"))} == {
        "change_set", "change", "payload", "alembic_version",
    }  # fmt: skip


def test_the_fingerprint_is_that_of_a_new_file(book_path: Path) -> None:
    with contextlib.closing(connect.connect(book_path, read_only=True)) as db:
        assert schema.fingerprint(db) == schema.FINGERPRINT
        assert db.execute("PRAGMA user_version").fetchone() == (schema.HEAD,)


def test_every_table_is_strict_and_no_key_is_used_twice() -> None:
    subjects.load()
    for table in Base.metadata.sorted_tables:
        assert table.dialect_options["sqlite"]["strict"], table.name
        keys = [column.name for column in table.primary_key]
        if keys == ["id"]:
            assert table.dialect_options["sqlite"]["autoincrement"], table.name
        for column in table.columns:
            assert str(column.type.compile(sqlite.dialect())) in ("INTEGER", "TEXT", "BLOB"), column


def test_every_foreign_key_that_may_be_deleted_through_has_an_index(book_path: Path) -> None:
    """A search of the whole table for each row that goes is what makes deleting slow."""
    short = {"choice", "payment_term", "payment_means", "tax_rate", "price_list", "reminder_plan", "bank_account"}
    short |= {"carrier", "person", "team", "company", "change_set", "payload"}
    with contextlib.closing(connect.connect(book_path, read_only=True)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for table in tables:
            first_columns = {
                db.execute(f'PRAGMA index_info("{index[1]}")').fetchone()[2]
                for index in db.execute(f'PRAGMA index_list("{table}")').fetchall()
                if not index[4] or "IS NOT NULL" in index[1]
            }
            for key in db.execute(f'PRAGMA foreign_key_list("{table}")'):
                assert key[2] in short or key[3] in first_columns, f"{table}.{key[3]}"


def test_every_connection_has_the_settings_that_keep_data_safe(book: Book) -> None:
    wanted = {name: expected for name, _value, expected in connect._PRAGMAS}
    with book.write("Look") as writing:
        run = writing.session.connection().exec_driver_sql
        assert {name: run(f"PRAGMA {name}").scalar() for name in wanted} == wanted
    with contextlib.closing(book.rows()) as db:
        for name in ("foreign_keys", "trusted_schema", "mmap_size", "busy_timeout"):
            assert db.execute(f"PRAGMA {name}").fetchone() == (wanted[name],)
        with pytest.raises(connect.OperationalError):
            db.execute("DELETE FROM company")


def test_a_setting_that_does_not_take_is_refused(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "_PRAGMAS", (("synchronous", "FULL", 7),))
    with pytest.raises(BookError) as refusal:
        book.rows()
    assert refusal.value.reason == "engine"


def test_errors_never_quote_the_values(book: Book) -> None:
    with pytest.raises(Exception, match="UNIQUE") as failure, book.write("Twice") as writing:
        writing.session.connection().exec_driver_sql("INSERT INTO tag(name) VALUES(?)", [("canary",)] * 2)
    assert "canary" not in str(failure.value)


# ---- from an older format ----


@pytest.fixture
def older(book_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book that says it is of format 0, which the steps then bring to ours without doing anything."""
    with contextlib.closing(connect.connect(book_path)) as db:
        db.execute("PRAGMA user_version=0")
        db.execute("PRAGMA journal_mode=DELETE")
    return book_path


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with contextlib.closing(Book.open(path)) as book:
        return dump(book)


def test_an_older_book_is_upgraded_and_the_old_one_kept(older: Path, template: Path) -> None:
    assert contents(older) == contents(template)
    assert sorted(path.name for path in older.parent.iterdir()) == [
        "Cave des Tilleuls (format 0).clientele.bak", "Cave des Tilleuls.clientele",
    ]  # fmt: skip
    with contextlib.closing(connect.connect(older, read_only=True)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (schema.HEAD,)


def test_an_upgrade_that_fails_leaves_the_book(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = older.read_bytes()

    def lose(connection: object) -> None:
        connection.execute("DELETE FROM tax_rate")  # type: ignore[attr-defined]

    monkeypatch.setattr(migrate, "_run_steps", lose)
    with pytest.raises(BookError) as refusal:
        Book.open(older)
    assert refusal.value.reason == "upgrade"
    assert older.read_bytes() == before
    assert not older.with_name(f"{older.name}.migrating").exists()
    assert not older.with_name(f"{older.name}.lock").exists()


def test_what_an_upgrade_that_was_killed_left_is_of_no_account(older: Path, template: Path) -> None:
    for ending in (".migrating", ".migrating-journal"):
        shutil.copyfile(template, older.with_name(older.name + ending))
    assert contents(older) == contents(template)


def test_a_book_that_cannot_be_upgraded_here_says_so(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "_lock", lambda path: None)
    with pytest.raises(BookError) as refusal:
        Book.open(older)
    assert refusal.value.reason == "older"
