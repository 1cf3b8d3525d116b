"""SQLAlchemy on top of `connect`: we begin transactions ourselves, so that SQLite's rules hold.

The driver's own late BEGIN gave two writers the same number and let DDL escape a rollback; an explicit
BEGIN IMMEDIATE for writers and BEGIN DEFERRED for readers remedies both.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from app.store.connect import connect

READERS = 4


def make_engine(path: Path, key: str | None, *, writer: bool) -> Engine:
    """An engine with one connection for the writer, a few for readers. Errors never quote the values they failed on."""

    def _connect() -> Any:
        connection = connect(path, key, read_only=not writer)
        if writer:
            # A cache that overflows into the file would shut the readers out until the commit.
            connection.execute("PRAGMA cache_spill=OFF")
        return connection

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=_connect,
        poolclass=QueuePool,
        pool_size=1 if writer else READERS,
        max_overflow=0,
        hide_parameters=True,
    )
    begin = "BEGIN IMMEDIATE" if writer else "BEGIN DEFERRED"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "checkin")
    def _free(connection: Any, _record: Any) -> None:
        # A commit that was refused leaves its transaction open, and with it shuts everybody out of the file.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    return engine
