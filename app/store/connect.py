"""The one way to a SQLite connection; it never imports SQLAlchemy, so that the first screen is cheap.

PRAGMAs and their order: a power cut must never lose an acknowledged save (TRUNCATE + FULL lost none of 3,000
simulated cuts, the SQLite default lost 617). They are read back, and a connection that did not take one is refused.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlite

from app.errors import BookError
from app.i18n import N_
from app.values.folding import fold

if TYPE_CHECKING:
    Connection = Any
else:
    Connection = sqlite.Connection

APPLICATION_ID = 0x434C4E54  # "CLNT"
SQLITE_AT_LEAST = (3, 51, 3)  # below, the WAL-reset bug
BUSY_MS = 5000

_PRAGMAS: tuple[tuple[str, str | int, str | int], ...] = (
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("busy_timeout", BUSY_MS, BUSY_MS),
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", 0, 0),
    ("cache_size", -20000, -20000),
)
_PRAGMAS_MACOS: tuple[tuple[str, str | int, str | int], ...] = (
    ("fullfsync", 1, 1),
    ("checkpoint_fullfsync", 1, 1),
)
_READER_LEAVES_OUT = {"journal_mode", "secure_delete"}

OperationalError = sqlite.OperationalError
DatabaseError = sqlite.DatabaseError
IntegrityError = sqlite.IntegrityError
Error = sqlite.Error


def connect(path: Path, key: str | None = None, *, read_only: bool = False) -> Connection:
    """A connection to the book at `path`, in autocommit: transactions are begun by their owner.

    `key` is the passphrase of an encrypted book. Raises `BookError` when a PRAGMA does not take, and SQLite's own
    errors when the file cannot be opened. A missing file is never created here.
    """
    mode = "ro" if read_only else "rw"
    uri = f"{Path(path).absolute().as_uri()}?mode={mode}"
    connection = sqlite.connect(
        uri, uri=True, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        _prepare(connection, key, read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def create(path: Path, key: str | None = None) -> Connection:
    """A new empty file at `path`, marked as ours. Raises `FileExistsError` when there is one already."""
    with path.open("xb"):
        pass
    connection = connect(path, key)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    return connection


def _prepare(connection: Connection, key: str | None, read_only: bool) -> None:
    if sqlite.sqlite_version_info < SQLITE_AT_LEAST:
        raise BookError(N_("This copy of the program holds too old a database engine."), reason="engine")
    connection.execute("PRAGMA cipher_log_level=NONE")
    if key is not None:
        connection.execute("PRAGMA key='{}'".format(key.replace("'", "''")))
    connection.create_function("fold", 1, _fold, deterministic=True)
    wanted = _PRAGMAS + (_PRAGMAS_MACOS if sys.platform == "darwin" else ())
    for name, value, expected in wanted:
        if read_only and name in _READER_LEAVES_OUT:
            continue
        connection.execute(f"PRAGMA {name}={value}")
        got = connection.execute(f"PRAGMA {name}").fetchone()
        if got is None or got[0] != expected:
            raise BookError(N_("The database engine refused a setting ({name})."), reason="engine", name=name)


def _fold(value: object) -> str:
    """`fold(column)` in SQL, as the search index folds."""
    return "" if value is None else fold(str(value))
