"""What happened after the sample was written: small edits and kept files, signed by its people, for the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.stating import Period
from app.activity import files
from app.activity.files import Origin
from app.activity.model import KeptFile
from app.clients import lifecycle, records
from app.clients.model import Client
from app.documents.statements import Choices
from app.exchange.sample import logos
from app.exchange.sample.draws import Draws
from app.exchange.sample.regulars import BRASSERIE
from app.exchange.statement_files import Order
from app.exchange.statement_keeping import draw_each, keep_each
from app.i18n import N_
from app.progress import Progress
from app.store.book import Book

_EDIT = N_("Edit {name}")
Step = tuple[str, str, Callable[[Session], object]]


def _edited(client_id: int, change: Callable[[Client], None]) -> Callable[[Session], object]:
    def write(session: Session) -> int:
        draft = records.draft(session, client_id)
        change(draft)
        return records.save(session, draft)

    return write


def _headcount(draft: Client) -> None:
    draft.headcount = "14"


def _note(draft: Client) -> None:
    draft.note += "\nChèque perdu, virement promis pour le 20."


def _terms(draft: Client) -> None:
    draft.order_hint = "Vérifier que le virement est arrivé."


def _mobile(draft: Client) -> None:
    for link in draft.links:
        if link.is_reminder:
            link.function = "Comptable, le matin seulement"


_TERMS = """Conditions convenues avec la Brasserie du Théâtre

Remise de 5 % à partir de 60 bouteilles. Livraison le jeudi avant 11 h, par la cour.
Les bouteilles bouchonnées sont reprises dans le mois.
"""


def keep(book: Book, brasserie: int, draws: Draws, today: date) -> None:
    """What was agreed and where to deliver, added by hand, and the statement of this day as it was printed."""
    order = Order((brasserie,), Period("activity", today, today - timedelta(days=70)), Choices())

    def at(days: int) -> datetime:
        return datetime.combine(today - timedelta(days=days), time(9, 30), UTC)

    def add(name: str, content: bytes, days: int, session: Session) -> None:
        files.keep(session, brasserie, name, content, Origin(at=at(days)))

    def print_(session: Session) -> None:
        keep_each(session, draw_each(session, order, Progress()), order.period, "printed", at=at(0))
        for found in session.scalars(select(KeptFile).order_by(KeptFile.id)):
            found.uid = draws.uid()

    steps: tuple[Step, ...] = (
        ("Mathilde Renard", N_("Add files"), partial(add, "Conditions 2026.txt", _TERMS.encode(), 210)),
        ("Paul Girard", N_("Add files"), partial(add, "Accès livraison.png", logos.of_the_shop(), 95)),
        ("Mathilde Renard", N_("Keep copies of statements"), print_),
    )
    _write(book, steps, kind="final")


def edit(book: Book, brasserie: int) -> None:
    """Five small edits of the record `brasserie`, each a step of its own."""
    steps: tuple[Step, ...] = (
        ("Paul Girard", _EDIT, _edited(brasserie, _headcount)),
        ("Mathilde Renard", _EDIT, _edited(brasserie, _mobile)),
        ("Inès Colin", N_("Tag {name}"), lambda session: lifecycle.tag(session, [brasserie], "Fidèle")),
        ("Mathilde Renard", _EDIT, _edited(brasserie, _note)),
        ("Mathilde Renard", _EDIT, _edited(brasserie, _terms)),
    )
    _write(book, steps)


def _write(book: Book, steps: tuple[Step, ...], *, kind: str = "edit") -> None:
    for who, label, write in steps:
        book.who = who
        with book.write(label, kind=kind, name=BRASSERIE) as writing:
            write(writing.session)
    book.who = ""
