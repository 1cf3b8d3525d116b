"""The page of mailings, and what one client received: plain SQL on a raw connection, so that lists come at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from app.clients.chunks import places

CAMPAIGNS = ("mailing", "labels", "envelopes")


class MailingRow(NamedTuple):
    """One line of the page. `at` is UTC text of the printing, of a draft that of its making; `sheet` as kept."""

    id: int
    kind: str
    name: str
    state: str
    at: str
    recipients: int
    pages: int
    has_pdf: bool
    sheet: str
    who: str


class LetterRow(NamedTuple):
    """What one client received or what was written for them; `first_page` counts from 1 in the PDF, 0 without one."""

    mailing_id: int
    kind: str
    name: str
    state: str
    at: str
    first_page: int
    pages: int
    has_pdf: bool
    who: str


def listed(
    db: Any, *, text: str = "", kinds: Sequence[str] = CAMPAIGNS, limit: int = 500, skip: int = 0
) -> list[MailingRow]:
    """Mailings, the newest first; those with `text` in their name, where it is given."""
    like = "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
    rows = db.execute(
        "SELECT id, kind, name, state, coalesce(printed_at, made_at) AS at, (SELECT count(*) FROM mailing_recipient r "
        "WHERE r.mailing_id = m.id AND r.chosen = 1), pages, pdf IS NOT NULL, sheet, who FROM mailing m "
        f"WHERE kind IN ({places(kinds)}) AND name LIKE ? ESCAPE '!' ORDER BY at DESC, id DESC LIMIT ? OFFSET ?",
        (*kinds, like, limit, skip),
    ).fetchall()
    return [MailingRow._make((*row[:7], bool(row[7]), *row[8:])) for row in rows]


def count(db: Any, kinds: Sequence[str] = CAMPAIGNS) -> int:
    """How many mailings there are."""
    return int(db.execute(f"SELECT count(*) FROM mailing WHERE kind IN ({places(kinds)})", tuple(kinds)).fetchone()[0])


def of_client(db: Any, client_id: int) -> list[LetterRow]:
    """What a client received, and the letters written for them, drafts too; the newest first."""
    rows = db.execute(
        "SELECT m.id, m.kind, m.name, m.state, coalesce(m.printed_at, m.made_at) AS at, r.first_page, r.pages, "
        "m.pdf IS NOT NULL, m.who FROM mailing_recipient r JOIN mailing m ON m.id = r.mailing_id "
        "WHERE r.client_id = ? AND r.chosen = 1 AND (m.state = 'printed' OR m.kind = 'letter') "
        "ORDER BY at DESC, m.id DESC",
        (client_id,),
    ).fetchall()
    return [LetterRow._make((*row[:7], bool(row[7]), row[8])) for row in rows]
