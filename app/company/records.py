"""The shop's own record: its company, its lists, its options."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.company.model import Choice, Company, NoteText, Option
from app.store.base import Base

Listed = TypeVar("Listed", bound=Base)


def home(session: Session) -> Company:
    """The first issuing company: the shop itself."""
    return session.scalars(select(Company).order_by(Company.position, Company.id)).first() or Company()


def entries(session: Session, table: type[Listed]) -> list[Listed]:
    """The rows of a list in the owner's order, inactive ones too."""
    return list(session.scalars(select(table).order_by(table.position, table.id)))  # type: ignore[attr-defined]


def choices(session: Session, name: str) -> list[Choice]:
    """The entries of the simple list `name`: category, sector, referral, civility, credit_code, block_reason."""
    return list(session.scalars(select(Choice).where(Choice.list == name).order_by(Choice.position, Choice.id)))


def choice(session: Session, name: str, label: str) -> Choice:
    """The entry `label` of the simple list `name`, made when it is not there yet."""
    found = session.scalars(select(Choice).where(Choice.list == name, Choice.label == label)).first()
    if found is None:
        found = Choice(list=name, label=label, position=len(choices(session, name)))
        session.add(found)
        session.flush()
    return found


def note_of_new(session: Session) -> str:
    """The text that fills the note of every new client; empty where the shop has none."""
    wanted = select(NoteText.text).where(NoteText.for_new, NoteText.active).order_by(NoteText.position).limit(1)
    return session.scalar(wanted) or ""


def option(session: Session, name: str, default: Any = None) -> Any:
    """What two computers opening this book must agree on; `default` where it was never set."""
    found = session.scalars(select(Option).where(Option.name == name)).first()
    return default if found is None else json.loads(found.value)


def set_option(session: Session, name: str, value: Any) -> None:
    """Set an option; `value` is anything that JSON carries."""
    found = session.scalars(select(Option).where(Option.name == name)).first()
    if found is None:
        found = Option(name=name)
        session.add(found)
    found.value = json.dumps(value, ensure_ascii=False)
