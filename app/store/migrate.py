"""From an older schema to ours: copy, migrate the copy, verify it, swap. The old file stays as a backup beside.

Alembic's batch mode is not used: on SQLite it rebuilds tables in a way that empties children and loses triggers.
Steps use native ALTER TABLE or `rebuild`-like SQL of their own, with foreign keys off, in one transaction.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from app.errors import BookError
from app.i18n import N_
from app.store.connect import connect, create
from app.store.files import copy_file, discard, put_in_place
from app.store.schema import FINGERPRINT, HEAD, TRIGGERS, fingerprint, remake_triggers

_SCRIPTS = Path(__file__).parent / "migrations"


def lay(path: Path, key: str | None = None) -> None:
    """A new empty book at `path`, at the newest schema."""
    connection = create(path, key)
    try:
        _run_steps(connection)
        _verify(connection)
    finally:
        connection.close()


def upgrade(path: Path, key: str | None) -> None:
    """Bring the book at `path` to our schema, whose lock the caller holds. On any failure the file is as it was."""
    copy = path.with_name(path.name + ".migrating")
    discard(copy)
    try:
        version = _copy(path, copy, key)
        _keep(copy, path.with_name(f"{path.stem} (format {version}){path.suffix}.bak"))
        with contextlib.closing(connect(copy, key)) as connection:
            before = _counts(connection)
            _run_steps(connection)
            _verify(connection)
            after = _counts(connection)
            if any(after.get(table, count) < count for table, count in before.items()):
                raise BookError(N_("The upgrade would have lost data; nothing was changed."), reason="upgrade")
        put_in_place(copy, path)
    finally:
        discard(copy)


def _keep(copy: Path, kept: Path) -> None:
    """The file in its old form stays beside the new one, unless it does already."""
    if not kept.exists():
        part = kept.with_name(kept.name + ".part")
        copy_file(copy, part)
        put_in_place(part, kept)


def _copy(source: Path, target: Path, key: str | None) -> int:
    """Copy a whole book through SQLite; its schema number."""
    with contextlib.closing(connect(source, key, read_only=True)) as reading:
        target.touch()
        with contextlib.closing(connect(target, key)) as writing:
            reading.backup(writing)
        return int(reading.execute("PRAGMA user_version").fetchone()[0])


def _run_steps(connection: Any) -> None:
    """All steps, the triggers and the version number in one exclusive transaction."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import StaticPool, create_engine, event
    from sqlcipher3 import dbapi2

    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA legacy_alter_table=ON")
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN EXCLUSIVE"))
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with engine.begin() as begun:
        config.attributes["connection"] = begun
        command.upgrade(config, "head")
        remake_triggers(connection)
        connection.execute(f"PRAGMA user_version={HEAD}")
    connection.execute("PRAGMA legacy_alter_table=OFF")
    connection.execute("PRAGMA foreign_keys=ON")


def _verify(connection: Any) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")}
    if broken or not sound or names != set(TRIGGERS) or fingerprint(connection) != FINGERPRINT:
        raise BookError(N_("The upgraded file did not pass its checks; nothing was changed."), reason="upgrade")


def _counts(connection: Any) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%grams%'"
    ).fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}
