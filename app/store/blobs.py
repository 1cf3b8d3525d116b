"""Pictures and files inside the book, kept once each by the hash of their bytes."""

from __future__ import annotations

import hashlib

from sqlalchemy import text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.store.base import Base


class Blob(Base):
    """`bytes` under their SHA-256. Not part of the history: a change records the hash only."""

    __tablename__ = "blob"
    __table_args__ = {"sqlite_strict": True}  # noqa: RUF012 - read once by SQLAlchemy

    sha256: Mapped[str] = mapped_column(primary_key=True)
    bytes: Mapped[bytes]


def keep(session: Session, content: bytes) -> str:
    """Store `content` unless it is there already; its hash is what records point to."""
    digest = hashlib.sha256(content).hexdigest()
    session.execute(
        text("INSERT INTO blob(sha256, bytes) VALUES(:sha, :content) ON CONFLICT DO NOTHING"),
        {"sha": digest, "content": content},
    )
    return digest


def forget(session: Session, sha256: str) -> None:
    """Remove bytes that no record came to point to."""
    session.execute(text("DELETE FROM blob WHERE sha256=:sha"), {"sha": sha256})


def load(session: Session, sha256: str) -> bytes | None:
    """The bytes under `sha256`, or None."""
    found = session.execute(text("SELECT bytes FROM blob WHERE sha256=:sha"), {"sha": sha256}).scalar()
    return None if found is None else bytes(found)
