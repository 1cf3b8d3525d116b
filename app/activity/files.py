"""Files kept with a client: added, renamed, removed; their bytes stand in the book, once each, by their hash.

What is removed can be brought back by Undo, so its bytes stay. They go when the client is deleted for good.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.activity.model import KeptFile
from app.clients.model import Client
from app.errors import FileRefused, Invalid, NotFound, Problem
from app.i18n import N_
from app.mailings import mailings
from app.progress import Progress
from app.store import blobs, history
from app.store.base import driver, utc_now
from app.store.repair import Witness
from app.store.steps import UNDO_STEPS
from app.values.file_name import ending, kept_name, media_type

_MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * _MEGABYTE
MOST_TOGETHER = 250 * _MEGABYTE  # one step is held in memory until it is whole


class FileRow(NamedTuple):
    """One line of the list. `kept_at` is UTC text, days are ISO text or empty, `size` in bytes."""

    id: int
    client_id: int | None
    kind: str
    name: str
    label: str
    size: int
    to_on: str
    way: str
    kept_at: str
    who: str
    project: str = ""
    signing: str = ""
    signed_on: str = ""
    signed_by: str = ""
    sent_on: str = ""


class Loaded(NamedTuple):
    """A file with its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Origin:
    """What a file is and how it came: see `KeptFile`. `at` is the moment, where several come at once."""

    kind: str = "file"
    way: str = ""
    from_on: date | None = None
    to_on: date | None = None
    at: datetime | None = None


@dataclass
class Outcome:
    """What came of adding files: the ids of the new ones, how many the record held already, and what was refused."""

    added: list[int] = field(default_factory=list)
    known: int = 0
    refused: list[FileRefused] = field(default_factory=list)


FILE = Origin()


def of_client(db: Any, client_id: int | None) -> list[FileRow]:
    """The files of a client, or the shop's own, the newest first, without their bytes; `db` is a raw connection."""
    rows = db.execute(
        "SELECT id, client_id, kind, name, label, size, coalesce(to_on, ''), way, kept_at, who, project, signing, "
        "coalesce(signed_on, ''), signed_by, coalesce(sent_on, '') FROM kept_file "
        "WHERE client_id IS ? ORDER BY kept_at DESC, id DESC",
        (client_id,),
    )
    return [FileRow._make(row) for row in rows]


def projects(db: Any) -> list[str]:
    """Every project that files belong to, by name; `db` is a raw connection."""
    return [row[0] for row in db.execute("SELECT DISTINCT project FROM kept_file WHERE project <> '' ORDER BY 1")]


def load(session: Session, file_id: int) -> Loaded:
    """The bytes of one file. Raises `NotFound`."""
    found = one(session, file_id)
    return Loaded(found.name, blobs.load(session, found.sha256) or b"")


def read(path: Path) -> bytes:
    """A file from a disk. Raises `FileRefused` for a folder, an empty file, one that is too large or cannot be read."""
    try:
        if path.is_dir():
            raise FileRefused(N_("“{name}” is a folder: add the files in it."), name=path.name)
        if path.exists() and not path.is_file():
            raise OSError(f"{path.name} is a device")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileRefused(N_("“{name}” cannot be read."), name=path.name) from error
    if not content:
        raise FileRefused(N_("“{name}” is empty: there is nothing to keep."), name=path.name)
    if len(content) > MOST_BYTES:
        raise FileRefused(
            N_("“{name}” is larger than {most} MB. Keep it in a folder of your own, and note here where it is."),
            name=path.name,
            most=MOST_BYTES // _MEGABYTE,
        )
    return content


def keep(session: Session, client_id: int | None, name: str, content: bytes, origin: Origin = FILE) -> int:
    """Keep `content` with a client or, without one, as the shop's; 0 where the same file is there under that name."""
    if client_id is not None and session.get(Client, client_id) is None:
        raise NotFound(N_("This client is not in the file any more."))
    name, digest = kept_name(name), hashlib.sha256(content).hexdigest()
    same = select(KeptFile.id).where(KeptFile.client_id == client_id, KeptFile.sha256 == digest, KeptFile.name == name)
    if session.scalars(same.where(KeptFile.kind == origin.kind)).first() is not None:
        return 0
    found = KeptFile(
        client_id=client_id,
        kind=origin.kind,
        name=name,
        media_type=media_type(name),
        size=len(content),
        sha256=blobs.keep(session, content),
        from_on=origin.from_on,
        to_on=origin.to_on,
        way=origin.way,
        kept_at=origin.at or utc_now(),
        who=history.trace(session).who,
    )
    session.add(found)
    session.flush()
    return found.id


def keep_all(session: Session, client_id: int | None, paths: Sequence[Path], progress: Progress) -> Outcome:
    """Keep files from a disk; those that cannot be kept are named in the outcome.

    Raises `Cancelled`, and `FileRefused` where they are too much for one step.
    """
    outcome, origin = Outcome(), Origin(at=utc_now())
    if sum(map(_size, paths)) > MOST_TOGETHER:
        most = MOST_TOGETHER // _MEGABYTE
        raise FileRefused(N_("These files come to more than {most} MB: add them in several goes."), most=most)
    progress.begin(N_("Adding files"), len(paths))
    for path in paths:
        try:
            number = keep(session, client_id, path.name, read(path), origin)
        except FileRefused as refused:
            outcome.refused.append(refused)
        else:
            outcome.known += not number
            outcome.added += [number] if number else []
        progress.advance()
    return outcome


def rename(session: Session, file_id: int, name: str, label: str = "", project: str = "") -> None:
    """Give a file another name, words of the owner's own and a project; its ending stays."""
    if not name.strip():
        raise Invalid([Problem("name", N_("Enter a name."))])
    found = one(session, file_id)
    tail = ending(found.name)
    if ending(name) != tail:
        name += found.name[len(found.name) - len(tail) :]
    found.name, found.label, found.project = kept_name(name), " ".join(label.split()), " ".join(project.split())
    session.flush()


def remove(session: Session, file_ids: Sequence[int]) -> int:
    """Take files out of the record; returns how many were there. The step can be undone."""
    found = session.scalars(select(KeptFile).where(KeptFile.id.in_(file_ids))).all()
    for each in found:
        session.delete(each)
    session.flush()
    return len(found)


def give(session: Session, file_ids: Sequence[int], client_id: int) -> int:
    """Keep copies of the shop's own documents with a client; returns how many the record did not hold yet."""
    found = [one(session, number) for number in file_ids]
    return sum(keep(session, client_id, each.name, blobs.load(session, each.sha256) or b"") > 0 for each in found)


def reassign(session: Session, absorbed_id: int, kept_id: int) -> None:
    """Move the files of a client that was merged into another."""
    for found in session.scalars(select(KeptFile).where(KeptFile.client_id == absorbed_id)):
        found.client_id = kept_id
    session.flush()


def go_with(session: Session, client_id: int) -> None:
    """The client is deleted for good, and with them their files and the letters written to them alone.

    The bytes go too, of files that were removed before as well, unless something else points to them or the step might
    yet be undone.
    """
    digests = {row[0] for row in driver(session).execute(_REMOVED, (client_id,))} | mailings.go_with(session, client_id)
    for found in session.scalars(select(KeptFile).where(KeptFile.client_id == client_id)):
        digests.add(found.sha256)
        session.delete(found)
    session.flush()
    if history.trace(session).kind != "final":
        return
    for digest in digests:
        if driver(session).execute(_NEEDED, {"sha": digest, "client": client_id}).fetchone() is None:
            blobs.forget(session, digest)


_OWNER = "coalesce(json_extract(p.json, '$.before.client_id'), json_extract(p.json, '$.after.client_id'))"
_REMOVED = (
    "SELECT json_extract(p.json, '$.before.sha256') FROM change c JOIN payload p ON p.hash = c.payload "
    "WHERE c.\"table\" = 'kept_file' AND c.op = 'd' AND json_extract(p.json, '$.before.client_id') = ?"
)
_NEEDED = (
    "SELECT 1 FROM kept_file WHERE sha256 = :sha UNION ALL SELECT 1 FROM paper WHERE pdf = :sha "
    "UNION ALL SELECT 1 FROM client WHERE logo = :sha UNION ALL SELECT 1 FROM contact WHERE photo = :sha "
    "UNION ALL SELECT 1 FROM company WHERE logo = :sha "
    "UNION ALL SELECT 1 FROM mailing WHERE :sha IN (background, signature, pdf) "
    "UNION ALL SELECT 1 FROM change c JOIN payload p ON p.hash = c.payload WHERE c.change_set_id IN "
    "(SELECT id FROM change_set WHERE kind = 'edit' AND state IN ('done', 'undone') "
    f"ORDER BY id DESC LIMIT {UNDO_STEPS}) "
    f"AND instr(p.json, :sha) AND (c.\"table\" <> 'kept_file' OR {_OWNER} <> :client) LIMIT 1"
)


def verify(db: Any) -> Iterator[str]:
    """Each file whose bytes are not those that were kept; ids only."""
    lost = {}
    for digest, content in db.execute(
        "SELECT f.sha256, b.bytes FROM (SELECT DISTINCT sha256 FROM kept_file) f LEFT JOIN blob b USING (sha256)"
    ):
        lost[digest] = content is None or hashlib.sha256(content).hexdigest() != digest
    for number, digest, size, held in db.execute(
        "SELECT f.id, f.sha256, f.size, length(b.bytes) FROM kept_file f LEFT JOIN blob b USING (sha256) ORDER BY f.id"
    ):
        if lost[digest] or size != held:
            yield f"file {number} was changed or lost"


WITNESS = Witness("files", N_("No file kept with a client was changed or lost"), verify)


def _size(path: Path) -> int:
    """How much of it would be kept: nothing of what is refused."""
    try:
        size = path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0
    return size if size <= MOST_BYTES else 0


def one(session: Session, file_id: int) -> KeptFile:
    """The file of this id. Raises `NotFound`."""
    found = session.get(KeptFile, file_id)
    if found is None:
        raise NotFound(N_("This file is not in the record any more."))
    return found
