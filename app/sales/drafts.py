"""Papers kept outside the file while they are not saved, and the way back from there.

What is read may have been cut short or written by another program: each value is looked at before it is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_type_hints

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.catalog.model import Product
from app.clients import drafts
from app.clients.model import Client
from app.company.records import home
from app.kept_form import KeptForm
from app.sales import editing, records
from app.sales.editing import Desk
from app.sales.kinds import KINDS
from app.sales.model import Paper, PaperLine
from app.store.base import Base, is_new, new_uid

_NAME = "paper-"
_GIVEN = ("id", "paper_id")  # by the file, when it first sees them


class Kept(NamedTuple):
    """A copy and what became of its paper: no file has seen it (`new`), it waits as the draft it was (`draft`), it was
    `issued` or `deleted` meanwhile, or the copy is `broken`. `number` is the one it was issued with.
    """

    form: KeptForm
    fate: Literal["new", "draft", "issued", "deleted", "broken"]
    paper: Paper | None = None
    number: str = ""


def place(book: Path) -> KeptForm:
    """Where a draft on the table is kept; each time another, so that no older copy is written over."""
    return KeptForm(f"{_NAME}{new_uid()}", book)


def to_json(paper: Paper) -> str:
    """The whole paper as text: days, moments and amounts exactly as they are."""
    return drafts.to_json(paper)


def from_json(text: str) -> Paper:
    """The draft of which `to_json` made this text. Raises ValueError for anything else."""
    try:
        values = drafts.plain_from_json(text)
        _check(Paper, values)
    except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError) as error:
        raise ValueError("no draft of a paper") from error
    if values["kind"] not in KINDS or values["state"] != "draft":
        raise ValueError("no draft of a paper")
    return drafts.build(Paper, values)


def _check(kind: type[Base], values: Mapping[str, Any]) -> None:
    """Every column is there and of its own type, in the parts too. Raises ValueError, KeyError or TypeError."""
    for name, types in _types(kind).items():
        value = values[name]
        if not isinstance(value, types) or (isinstance(value, Decimal) and not value.is_finite()):
            raise ValueError(name)
    for relation in inspect(kind).relationships:
        for part in values[relation.key]:
            _check(relation.mapper.class_, part)


@cache
def _types(kind: type[Base]) -> dict[str, tuple[type, ...]]:
    """The types that the columns of a table may have, by their names."""
    hints = get_type_hints(kind)
    columns = {column.key: get_args(hints[column.key])[0] for column in inspect(kind).column_attrs}
    types = {name: get_args(hint) or (hint,) for name, hint in columns.items()}
    types |= {name: (int,) for name, kinds in types.items() if kinds == (bool,)}  # rows read by hand hold 1 and 0
    return types | {name: (int, type(None)) for name in _GIVEN if name in types}


def kept(db: Any, book: Path) -> list[Kept]:
    """The copies for `book`. One whose paper was saved after all, as it was typed, goes: nothing was lost."""
    found = [_judged(db, form) for form in KeptForm.all_of(_NAME, book)]
    return [each for each in found if each is not None]


def _judged(db: Any, form: KeptForm) -> Kept | None:
    try:
        paper = from_json(form.read())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return Kept(form, "broken")
    row = db.execute("SELECT state, number FROM paper WHERE uid=?", (paper.uid,)).fetchone()
    if row is None:
        return Kept(form, "new" if is_new(paper) else "deleted", paper)
    if is_new(paper):
        form.forget()
        return None
    state, number = row
    return Kept(form, "draft" if state == "draft" else "issued", paper, number)


def take_up(session: Session, *, paper: Paper, today: date) -> tuple[Desk, drafts.Plain]:
    """The table for a kept draft, and the values it is compared with: those in the file, else those of an empty paper.

    Its version stays the one it was begun from, so that saving tells when the file has a newer one. Raises `NotFound`
    where its draft was deleted.
    """
    draft = drafts.duplicate(paper)
    if is_new(draft):
        draft.company_id = home(session).id
        base = drafts.plain(records.blank(session, draft.kind, None, today))
    else:
        base = drafts.plain(records.draft(session, draft.id))
    _let_go(session, draft)
    return editing.lay(session, draft, today), base


def _let_go(session: Session, draft: Paper) -> None:
    """What the draft points to may have gone from the file meanwhile; what was copied from it stays."""
    lines = draft.lines
    clients = _known(session, Client, (draft.bill_to_id, draft.ship_to_id))
    products = _known(session, Product, (line.product_id for line in lines))
    sources = _known(session, PaperLine, (line.source_id for line in lines))
    draft.bill_to_id = draft.bill_to_id if draft.bill_to_id in clients else 0
    draft.ship_to_id = draft.ship_to_id if draft.ship_to_id in clients else None
    for line in lines:
        line.product_id = line.product_id if line.product_id in products else None
        line.source_id = line.source_id if line.source_id in sources else None


def _known(session: Session, table: Any, numbers: Iterable[int | None]) -> set[int]:
    wanted = [number for number in set(numbers) if number]
    return set(session.scalars(select(table.id).where(table.id.in_(wanted)))) if wanted else set()
