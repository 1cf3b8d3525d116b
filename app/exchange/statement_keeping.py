"""Statements kept with the records they are about: each client gets a PDF of their own pages, whatever was printed.

Drawing takes a while and only reads; keeping is quick, so that nobody's save waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.accounts.stating import Period
from app.activity import files
from app.activity.files import Origin
from app.company.records import home
from app.documents import statement
from app.documents.file_names import file_name
from app.documents.statements import gather
from app.exchange.statement_files import Order
from app.i18n import N_, Translator
from app.progress import Progress


class Copy(NamedTuple):
    """One client's own pages, and what the file is called."""

    client_id: int
    name: str
    content: bytes


def draw_each(session: Session, order: Order, progress: Progress) -> list[Copy]:
    """The statement of each client of `order`; who cannot be printed, or has nothing on the account, has none.

    Raises `Cancelled`.
    """
    progress.begin(N_("Making copies of the statements"), len(order.client_ids))
    company, copies = home(session), []
    for one in gather(session, order.client_ids, order.period, order.choices):
        shown, _head, _addressee, layout = one
        if shown.blocks and not statement.unprintable(one):
            words, pages = Translator(layout.language, company.country), BytesIO()
            statement.make([one], pages, lambda code: Translator(code, company.country))
            title = words(N_("Account statement"))
            name = file_name(title, order.period.to_on.isoformat(), shown.reference, shown.name)
            copies.append(Copy(shown.client_id, name, pages.getvalue()))
        progress.advance()
    return copies


def keep_each(session: Session, copies: Iterable[Copy], period: Period, way: str, *, at: datetime | None = None) -> int:
    """Keep the copies with their clients; returns how many were new, for the same pages are kept once.

    `way` is how they went: printed, saved or emailed; `at` the moment, now unless told.
    """
    origin = Origin("statement", way, period.from_on, period.to_on, at)
    return sum(bool(files.keep(session, *copy, origin)) for copy in copies)
