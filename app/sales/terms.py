"""What a client is found by besides the record: the numbers of their papers, and how one types them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.clients.numbers import compact
from app.sales.model import Paper
from app.store import history
from app.store.base import driver


def remember(session: Session, paper: Paper) -> None:
    """Let the client, and whoever gets the goods, be found by the number of this paper."""
    run = driver(session).execute
    for client_id in {paper.bill_to_id, paper.ship_to_id} - {None}:
        run("INSERT OR IGNORE INTO search_term(client_id, term) VALUES(?, ?)", (client_id, compact(paper.number)))
    history.touched(session, "client", [paper.bill_to_id])
