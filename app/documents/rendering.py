"""A paper's print, as `sales.issuing` wants it: the words of the paper, the numbers of the shop's country."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from app.documents import paper
from app.i18n import Translator
from app.sales import printing, records
from app.sales.printed import Printed
from app.store import blobs


def render(printed: Printed) -> bytes:
    """The PDF of a paper. Raises `Refused` where a character of it cannot be printed."""
    return paper.make(printed, None, Translator(printed.language, printed.letterhead.country))


def preview(session: Session, paper_id: int) -> bytes:
    """The PDF as it is or would be: the one that was issued, or a draft marked as such."""
    stored = records.load(session, paper_id)
    if stored.state != "issued":
        return render(printing.build(session, stored))
    kept = blobs.load(session, stored.pdf) if stored.pdf else None
    return kept if kept is not None else render(printing.thaw(session, stored.frozen))


def duplicate(session: Session, paper_id: int) -> bytes:
    """Another print of an issued paper, marked as a copy, from the text that was kept with it."""
    stored = records.load(session, paper_id)
    if not stored.frozen:
        return preview(session, paper_id)
    return render(replace(printing.thaw(session, stored.frozen), copy=True))
