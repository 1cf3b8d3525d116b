"""Searches kept under a name, in the navigation of everybody who opens the book."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clients.model import SavedSearch
from app.clients.search import Query
from app.errors import Invalid, NotFound, Problem
from app.i18n import N_


def keep(session: Session, name: str, query: Query) -> int:
    """Keep `query` under `name`; one of the same name is replaced."""
    if not name.strip():
        raise Invalid([Problem("name", N_("Enter a name for this search."))])
    found = session.scalars(select(SavedSearch).where(SavedSearch.name == name.strip())).first()
    if found is None:
        position = session.scalar(select(func.count()).select_from(SavedSearch)) or 0
        found = SavedSearch(name=name.strip(), position=position)
        session.add(found)
    found.query = query.to_json()
    session.flush()
    return found.id


def drop(session: Session, search_id: int) -> None:
    """Keep a search no longer; the clients stay."""
    found = session.get(SavedSearch, search_id)
    if found is None:
        raise NotFound(N_("This search is not kept any more."))
    session.delete(found)
