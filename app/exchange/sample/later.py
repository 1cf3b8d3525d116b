"""What happened after the sample was written: small edits signed by its people, so that the history has something."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.clients import lifecycle, records
from app.clients.model import Client
from app.exchange.sample.regulars import BRASSERIE
from app.i18n import N_
from app.store.book import Book

_EDIT = N_("Edit {name}")


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


def edit(book: Book, brasserie: int) -> None:
    """Five small edits of the record `brasserie`, each a step of its own."""
    steps: tuple[tuple[str, str, Callable[[Session], object]], ...] = (
        ("Paul Girard", _EDIT, _edited(brasserie, _headcount)),
        ("Mathilde Renard", _EDIT, _edited(brasserie, _mobile)),
        ("Inès Colin", N_("Tag {name}"), lambda session: lifecycle.tag(session, [brasserie], "Fidèle")),
        ("Mathilde Renard", _EDIT, _edited(brasserie, _note)),
        ("Mathilde Renard", _EDIT, _edited(brasserie, _terms)),
    )
    for who, label, write in steps:
        book.who = who
        with book.write(label, name=BRASSERIE) as writing:
            write(writing.session)
    book.who = ""
