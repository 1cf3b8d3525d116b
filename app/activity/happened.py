"""Papers, payments, files and letters of a client as things that happened, to stand between changes of the record."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.store.base import driver

SALES = ("quote", "order", "delivery", "proforma", "purchase", "invoice", "credit_note")


class Happening(NamedTuple):
    """`kind` is that of a paper, an entry or a file; `day` is ISO text, `amount` whole ten-thousandths, never negative.

    `others` are the numbers behind it: what a paper was made from, or what a payment settled. Of a file `number` is
    the name, `label` the way it came, `due_on` the day it stands for. Files added at once are one: `others` names them.
    Of a mailing, a letter, labels or envelopes `number` is the name.
    """

    kind: str
    deposit: bool
    number: str
    day: str
    label: str
    due_on: str
    currency: str
    amount: int
    paper_id: int | None
    entry_id: int | None
    file_id: int | None
    others: tuple[str, ...]
    mailing_id: int | None = None

    @property
    def is_sale(self) -> bool:
        """Whether a paper stands behind it, not money alone."""
        return self.kind in SALES

    @property
    def group(self) -> str:
        """What it is about: `sales`, `money`, `files` or `letters`."""
        if self.mailing_id is not None:
            return "letters"
        return "files" if self.file_id is not None else "sales" if self.is_sale else "money"


_PAPERS = (
    "SELECT p.kind, p.deposit, p.number, p.dated_on, '', coalesce(p.due_on, ''), p.currency, p.gross, p.id, "
    "p.entry_id, NULL, "
    "(SELECT group_concat(f.number, char(31)) FROM paper_link l JOIN paper f ON f.id = l.from_id "
    "WHERE l.to_id = p.id AND l.kind <> 'copy'), NULL, p.id AS place "
    "FROM paper p WHERE (p.bill_to_id = :client OR p.ship_to_id = :client) AND p.state = 'issued'"
)
_MONEY = (
    "SELECT e.kind, 0, e.number, e.dated_on, e.label, '', e.currency, abs(e.amount), NULL, e.id, NULL, "
    "(SELECT group_concat(o.number, char(31)) FROM allocation a JOIN entry o "
    "ON o.id = CASE WHEN a.credit_id = e.id THEN a.debit_id ELSE a.credit_id END "
    "WHERE (a.credit_id = e.id OR a.debit_id = e.id) AND a.ended_on IS NULL AND o.kind <> 'reversal'), "
    "NULL, e.id AS place "
    "FROM entry e WHERE e.client_id = :client AND e.kind NOT IN ('invoice', 'credit_note')"
)
_FILES = (
    "SELECT f.kind, 0, f.name, date(f.kept_at, 'localtime'), f.way, coalesce(f.to_on, ''), '', 0, NULL, NULL, f.id, "
    "group_concat(f.name, char(31)), NULL, max(f.id) FROM kept_file f WHERE f.client_id = :client "
    "GROUP BY CASE f.kind WHEN 'file' THEN f.kept_at ELSE f.id END"
)
_LETTERS = (
    "SELECT m.kind, 0, m.name, date(m.printed_at, 'localtime'), '', '', '', 0, NULL, NULL, NULL, NULL, m.id, m.id "
    "FROM mailing_recipient r JOIN mailing m ON m.id = r.mailing_id "
    "WHERE r.client_id = :client AND r.chosen = 1 AND m.state = 'printed'"
)


def of_client(session: Session, client_id: int, *, limit: int, skip: int = 0) -> list[Happening]:
    """The latest papers, movements of money, files and letters, `skip` of them left out."""
    rows = driver(session).execute(
        f"SELECT * FROM ({_PAPERS} UNION ALL {_MONEY} UNION ALL {_FILES} UNION ALL {_LETTERS}) "
        "ORDER BY dated_on DESC, place DESC LIMIT :limit OFFSET :skip",
        {"client": client_id, "limit": limit, "skip": skip},
    )
    return [_happening(row) for row in rows.fetchall()]


def _happening(row: tuple[Any, ...]) -> Happening:
    others = tuple(dict.fromkeys(row[11].split("\x1f"))) if row[11] else ()
    return Happening._make((row[0], bool(row[1]), *row[2:11], tuple(other for other in others if other), row[12]))
