"""Kept files: what clients gave us, the papers that the program printed for them, and the shop's own documents."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.store.base import STRICT, Base, count, key, maybe, new_uid, points_to, utc_now, words


class KeptFile(Base):
    """`kind` is `file` for what was added by hand, else what the program made: `statement`, `paper`.

    The bytes are a blob, which cannot go while this points to it. `name` is the file's with its ending, `label` the
    owner's own words. `to_on` is the day a statement stands for, `from_on` where its movements begin; `way` says how it
    came here: printed, saved, emailed, or empty.
    """

    __tablename__ = "kept_file"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid, unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    client_id: Mapped[int | None] = points_to("client.id")
    kind: Mapped[str] = mapped_column(default="file", server_default="file")
    name: Mapped[str] = words()
    label: Mapped[str] = words()
    project: Mapped[str] = words()
    media_type: Mapped[str] = words()
    size: Mapped[int] = count()
    sha256: Mapped[str] = points_to("blob.sha256", required=True)
    from_on: Mapped[date | None] = maybe()
    to_on: Mapped[date | None] = maybe()
    way: Mapped[str] = words()
    kept_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    who: Mapped[str] = words()
    signing: Mapped[str] = words()
    signed_on: Mapped[date | None] = maybe()
    signed_by: Mapped[str] = words()
    sent_on: Mapped[date | None] = maybe()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once by SQLAlchemy
