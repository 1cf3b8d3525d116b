"""The envelopes that the owner measured, kept in the book; what was chosen with one follows when it is measured anew.

The book keeps whole thousandths of a millimetre, `Measured` millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.company.records import option, set_option
from app.errors import Invalid, NotFound, Problem
from app.i18n import N_
from app.mailings.envelopes import OWN, Measured, faults, own_key, own_number
from app.mailings.model import Mailing, OwnEnvelope

LENGTHS = ("width", "height", "window_width", "window_height", "window_left", "window_bottom", "fold")
MOST_LETTERS = 60  # of a name


@dataclass(frozen=True)
class Own:
    """One envelope of the owner; `id` 0 is not saved yet."""

    id: int
    version: int
    name: str
    measured: Measured

    @property
    def key(self) -> str:
        """What names it where a window is chosen."""
        return own_key(self.id, self.measured)

    @property
    def has_window(self) -> bool:
        return self.measured.window_width > 0


def listed(session: Session) -> list[Own]:
    """All of them, by name."""
    rows = session.scalars(select(OwnEnvelope).order_by(OwnEnvelope.name, OwnEnvelope.id))
    return [_out(row) for row in rows]


def load(session: Session, number: int) -> Own:
    """One of them. Raises `NotFound`."""
    return _out(_row(session, number))


def save(session: Session, own: Own) -> Own:
    """Keep an envelope. Raises `Invalid` at the field for measures that cannot be."""
    name = own.name.strip()[:MOST_LETTERS]
    problems = [problem for problem in faults(own.measured) if problem.blocks]
    if not name:
        problems.insert(0, Problem("name", N_("Give the envelope a name.")))
    if problems:
        raise Invalid(problems)
    row = _row(session, own.id) if own.id else OwnEnvelope()
    row.name, row.paper = name, own.measured.paper
    for length in LENGTHS:
        setattr(row, length, round(getattr(own.measured, length) * 1000))
    session.add(row)
    session.flush()
    kept = replace(_out(row), measured=own.measured)
    if own.id:
        _follow(session, kept)
    return kept


def _follow(session: Session, own: Own) -> None:
    """The shop's papers and the mailings that are not printed take the new measures."""
    if own_number(option(session, "window", "")) == own.id:
        set_option(session, "window", own.key)
    chosen = Mailing.window.startswith(f"{OWN}{own.id}:")
    for mailing in session.scalars(select(Mailing).where(Mailing.state == "draft", chosen)):
        mailing.window = own.key


def delete(session: Session, number: int) -> None:
    """Forget an envelope; papers that chose its window keep its measures."""
    session.delete(_row(session, number))


def _row(session: Session, number: int) -> OwnEnvelope:
    row = session.get(OwnEnvelope, number)
    if row is None:
        raise NotFound(N_("This envelope is not there any more."))
    return row


def _out(row: OwnEnvelope) -> Own:
    lengths = {length: getattr(row, length) / 1000 for length in LENGTHS}
    return Own(row.id, row.version, row.name, Measured(**lengths, paper=row.paper))
