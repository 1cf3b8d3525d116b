"""How the shop writes addresses: its country and language, and the two habits it may choose."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.company.records import home, option
from app.values.postal import Sender

KEEP_ACCENTS, QUEBEC_LETTERS = "keep_accents", "quebec_letters"


def sender(session: Session) -> Sender:
    """The shop as the post sees it."""
    shop = home(session)
    return Sender(
        country=shop.country or "FR",
        language=shop.language or "fr",
        keep_accents=bool(option(session, KEEP_ACCENTS, False)),
        quebec_letters=bool(option(session, QUEBEC_LETTERS, True)),
    )
