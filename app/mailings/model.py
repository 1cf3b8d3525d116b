"""Mailings, letters and what they are made from: templates, and the owner's own sheets and envelopes.

Lengths are whole thousandths of a millimetre. A `body` is the stored form of `app.values.rich_text`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.store.base import STRICT, Base, count, flag, key, maybe, new_uid, points_to, utc_now, words


class OwnSheet(Base):
    """A sheet or roll of labels that the owner described. `kind` is `sheet` or `roll`, `shape` as in `sheets`."""

    __tablename__ = "own_sheet"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid, unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = words()
    kind: Mapped[str] = mapped_column(default="sheet", server_default="sheet")
    shape: Mapped[str] = mapped_column(default="rect", server_default="rect")
    page_width: Mapped[int] = count()
    page_height: Mapped[int] = count()
    label_width: Mapped[int] = count()
    label_height: Mapped[int] = count()
    corner_radius: Mapped[int] = count()
    columns: Mapped[int] = count(1)
    rows: Mapped[int] = count(1)
    left_margin: Mapped[int] = count()
    top_margin: Mapped[int] = count()
    h_pitch: Mapped[int] = count()
    v_pitch: Mapped[int] = count()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once by SQLAlchemy


class OwnEnvelope(Base):
    """An envelope that the owner measured. Without a window, `window_width` is 0.

    The window is measured from the left and the lower edge; `paper` is `A4` or `Letter`, `fold` how far from the top of
    the letter it is folded first.
    """

    __tablename__ = "own_envelope"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid, unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = words()
    width: Mapped[int] = count()
    height: Mapped[int] = count()
    window_width: Mapped[int] = count()
    window_height: Mapped[int] = count()
    window_left: Mapped[int] = count()
    window_bottom: Mapped[int] = count()
    paper: Mapped[str] = mapped_column(default="A4", server_default="A4")
    fold: Mapped[int] = count()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once by SQLAlchemy


class TemplateText(Base):
    """A template in one language."""

    __tablename__ = "template_text"
    __table_args__ = (UniqueConstraint("template_id", "language"), STRICT)

    id: Mapped[int] = key()
    template_id: Mapped[int] = points_to("template.id", required=True, indexed=False)
    language: Mapped[str] = words()
    title: Mapped[str] = words()
    body: Mapped[str] = words()


class Template(Base):
    """A text to begin from. `kind` is `letter`, `email`, `comment` or `reminder`; `starter` names one of ours."""

    __tablename__ = "template"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid, unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    kind: Mapped[str] = mapped_column(default="letter", server_default="letter")
    name: Mapped[str] = words()
    starter: Mapped[str] = words()
    position: Mapped[int] = count()
    texts: Mapped[list[TemplateText]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=TemplateText.id
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once by SQLAlchemy


class MailingText(Base):
    """The text of a mailing in one language; a client gets the one of their language, else the first."""

    __tablename__ = "mailing_text"
    __table_args__ = (UniqueConstraint("mailing_id", "language"), STRICT)

    id: Mapped[int] = key()
    mailing_id: Mapped[int] = points_to("mailing.id", required=True, indexed=False)
    language: Mapped[str] = words()
    title: Mapped[str] = words()
    body: Mapped[str] = words()


class Mailing(Base):
    """A campaign, one letter, or labels and envelopes that were printed.

    `kind` is `mailing`, `letter` (a written document of one client), `labels` or `envelopes`; `state` is `draft` or
    `printed`, after which nothing changes but `name`. `typeface` is `sans` or `serif`, `text_size` tenths of a point;
    `background_strength` a percentage, `background_pages` `first` or `all`; `window` is the key of a layout, `own:ID`
    or empty for that of the country; `search` the text of the search the recipients came from; `replacements` a JSON
    object of texts by merge field; `sheet` the id of the label sheet or the envelope. The PDF is kept as printed.
    """

    __tablename__ = "mailing"
    __table_args__ = STRICT

    id: Mapped[int] = key()
    uid: Mapped[str] = mapped_column(default_factory=new_uid, unique=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    kind: Mapped[str] = mapped_column(default="mailing", server_default="mailing", index=True)
    name: Mapped[str] = words()
    state: Mapped[str] = mapped_column(default="draft", server_default="draft")
    template_id: Mapped[int | None] = points_to("template.id")
    copied_from: Mapped[int | None] = points_to("mailing.id")
    search: Mapped[str] = words()
    purpose: Mapped[str] = words()
    per_household: Mapped[bool] = flag()
    order_by: Mapped[str] = mapped_column(default="name", server_default="name")
    typeface: Mapped[str] = mapped_column(default="sans", server_default="sans")
    text_size: Mapped[int] = count(100)
    with_letterhead: Mapped[bool] = flag(default=True)
    with_address: Mapped[bool] = flag(default=True)
    with_date: Mapped[bool] = flag(default=True)
    dated_on: Mapped[date | None] = maybe()
    window: Mapped[str] = words()
    background: Mapped[str | None] = points_to("blob.sha256")
    background_name: Mapped[str] = words()
    background_strength: Mapped[int] = count(100)
    background_pages: Mapped[str] = mapped_column(default="first", server_default="first")
    signature: Mapped[str | None] = points_to("blob.sha256")
    signature_name: Mapped[str] = words()
    replacements: Mapped[str] = words()
    sheet: Mapped[str] = words()
    pages: Mapped[int] = count()
    pdf: Mapped[str | None] = points_to("blob.sha256")
    printed_at: Mapped[datetime | None] = maybe()
    made_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    who: Mapped[str] = words()
    texts: Mapped[list[MailingText]] = relationship(
        default_factory=list, lazy="raise", cascade="all, delete-orphan", order_by=MailingText.id
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read once by SQLAlchemy


class MailingRecipient(Base):
    """One client of a mailing. `block` (the lines of the address), `said` (a JSON object of what stood in the merge
    fields) and the pages are filled when it is printed: `first_page` counts from 1 in the PDF that was kept.

    `chosen` is the tick of the owner. `contact_id` is the person it goes to, for an organisation.
    """

    __tablename__ = "mailing_recipient"
    __table_args__ = (UniqueConstraint("mailing_id", "client_id"), STRICT)

    id: Mapped[int] = key()
    mailing_id: Mapped[int] = points_to("mailing.id", required=True, indexed=False)
    client_id: Mapped[int] = points_to("client.id", required=True)
    contact_id: Mapped[int | None] = points_to("contact.id")
    chosen: Mapped[bool] = flag(default=True)
    position: Mapped[int] = count()
    block: Mapped[str] = words()
    said: Mapped[str] = words()
    first_page: Mapped[int] = count()
    pages: Mapped[int] = count()
