"""A paper's print, as `sales.issuing` wants it: the words of the paper, the numbers of the shop's country."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.model import Client
from app.documents import paper
from app.documents.file_names import file_name
from app.i18n import Translator
from app.sales import printing, records
from app.sales.kinds import KINDS
from app.sales.model import PaperEvent
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


@dataclass(frozen=True)
class Print:
    """A paper on its way to the printer or to a file.

    `content` is what is printed now: a legal paper that was printed before is marked as a duplicate. `original` is what
    is saved. `copies` are those that the client wants.
    """

    content: bytes
    original: bytes
    kind: str
    number: str
    file_name: str
    copies: int = 1
    issued: bool = False
    printed_on: date | None = None


def for_print(session: Session, paper_id: int) -> Print:
    """The stored paper as it would be printed now. Raises `NotFound`."""
    stored = records.load(session, paper_id)
    issued, kind, number = stored.state == "issued", stored.kind, stored.number
    name = file_name(number or kind, stored.client_name)
    client = session.get(Client, stored.bill_to_id)
    printed = select(PaperEvent.at).where(PaperEvent.paper_id == paper_id, PaperEvent.kind == "printed")
    before = session.scalars(printed.order_by(PaperEvent.id.desc()).limit(1)).first() if issued else None
    original = preview(session, paper_id)
    again = before is not None and KINDS[kind].legal
    content = duplicate(session, paper_id) if again else original
    copies = client.invoice_copies if client is not None and kind == "invoice" else 1
    return Print(content, original, kind, number, name, max(copies, 1), issued, before.date() if before else None)
