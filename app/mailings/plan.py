"""What a mailing says and how it looks, as plain values: free to change and to hand from thread to thread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.errors import Conflict, Invalid, NotFound, Problem, Refused
from app.i18n import N_
from app.mailings.filling import Words
from app.mailings.model import Mailing, MailingText
from app.store import blobs
from app.values.rich_text import from_json, limited, to_json

DRAFT, PRINTED = "draft", "printed"
TYPEFACES = ("sans", "serif")
TEXT_SIZES = (90, 100, 110, 120, 130)
BACKGROUND_PAGES = ("first", "all")
ORDERS = ("name", "postcode")
FROZEN = N_("This was printed: it can be copied to a new one, not changed.")
_GONE = N_("This mailing is not in the file any more.")
_CHANGED = N_("This mailing was changed elsewhere since you opened it.")
_KEPT = ("id", "version", "state", "kind", "copied_from", "pages", "pdf", "printed_at", "made_at", "who")


@dataclass(frozen=True)
class Plan:
    """One mailing or letter; see `model.Mailing` for what the parts mean. `replacements` are pairs of field, text."""

    name: str = ""
    kind: str = "mailing"
    id: int = 0
    version: int = 0
    state: str = DRAFT
    template_id: int | None = None
    copied_from: int | None = None
    search: str = ""
    purpose: str = ""
    per_household: bool = False
    order_by: str = "name"
    typeface: str = "sans"
    text_size: int = 100
    with_letterhead: bool = True
    with_address: bool = True
    with_date: bool = True
    dated_on: date | None = None
    window: str = ""
    background: str | None = None
    background_name: str = ""
    background_strength: int = 100
    background_pages: str = "first"
    signature: str | None = None
    signature_name: str = ""
    replacements: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    pages: int = 0
    pdf: str | None = None
    printed_at: datetime | None = None
    made_at: datetime | None = None
    who: str = ""
    texts: tuple[Words, ...] = ()

    @property
    def is_printed(self) -> bool:
        return self.state == PRINTED

    @property
    def instead(self) -> Mapping[str, str]:
        """The replacement of each field."""
        return dict(self.replacements)


_PLAIN = tuple(each.name for each in fields(Plan) if each.name not in ("texts", "replacements"))
_CHANGING = tuple(name for name in _PLAIN if name not in _KEPT)


def load(session: Session, mailing_id: int) -> Plan:
    """The mailing as it is in the file. Raises `NotFound`."""
    stored = find(session, mailing_id)
    values: dict[str, Any] = {name: getattr(stored, name) for name in _PLAIN}
    texts = tuple(Words(text.language, text.title, from_json(text.body)) for text in stored.texts)
    return Plan(**values, replacements=_pairs(stored.replacements), texts=texts)


def save(session: Session, plan: Plan) -> Plan:
    """Write a changed plan; returns it as it is now in the file.

    Raises `Invalid` without a name, `Conflict` where it was changed meanwhile, `Refused` after it was printed.
    """
    stored = changeable(session, plan.id)
    if stored.version != plan.version:
        raise Conflict(_CHANGED)
    write(stored, plan)
    session.flush()
    return load(session, plan.id)


def write(stored: Mailing, plan: Plan) -> None:
    """Take over what a plan says. Raises `Invalid`."""
    stored_name = " ".join(plan.name.split())
    if not stored_name:
        raise Invalid([Problem("name", N_("Enter a name."))])
    for name in _CHANGING:
        if getattr(stored, name) != getattr(plan, name):
            setattr(stored, name, getattr(plan, name))
    stored.name = stored_name
    stored.replacements = json.dumps(dict(plan.replacements), ensure_ascii=False) if plan.replacements else ""
    known = {text.language: text for text in stored.texts}
    for words in plan.texts:
        text = known.pop(words.language, None)
        if text is None:
            text = MailingText(language=words.language)
            stored.texts.append(text)
        text.title, text.body = words.title, to_json(limited(words.body))
    for text in known.values():
        stored.texts.remove(text)


def find(session: Session, mailing_id: int) -> Mailing:
    """The mapped mailing with its texts. Raises `NotFound`."""
    wanted = select(Mailing).where(Mailing.id == mailing_id).options(selectinload(Mailing.texts))
    found = session.scalars(wanted).first()
    if found is None:
        raise NotFound(_GONE)
    return found


def changeable(session: Session, mailing_id: int) -> Mailing:
    """The same, refused once it was printed."""
    found = find(session, mailing_id)
    if found.state == PRINTED:
        raise Refused(FROZEN)
    return found


def keep_picture(session: Session, content: bytes) -> str:
    """Keep a background or a signature that was made harmless; what a plan points to."""
    return blobs.keep(session, content)


def picture(session: Session, sha256: str | None) -> bytes | None:
    """The bytes behind a background or signature."""
    return blobs.load(session, sha256) if sha256 else None


def _pairs(stored: str) -> tuple[tuple[str, str], ...]:
    try:
        found = json.loads(stored) if stored else {}
    except ValueError:
        return ()
    return tuple((str(key), str(text)) for key, text in found.items()) if isinstance(found, dict) else ()
