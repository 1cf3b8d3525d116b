"""Mailings through their life: made from some clients, changed, printed once and for all, copied to a new one.

A mailing may go to 100,000 clients, so its recipients are written by SQL, a block at a time, and told to the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.chunks import chunks, places
from app.errors import Invalid, Problem
from app.i18n import N_
from app.mailings import templates
from app.mailings.model import Mailing
from app.mailings.plan import DRAFT, PRINTED, Plan, changeable, find, load, write
from app.store import blobs, history
from app.store.base import driver, utc_now

MOST_KEPT = 50 * 1024 * 1024  # bytes of a PDF that is kept in the book
_TABLE = "mailing_recipient"
_FIRST = ("mailing_id", "client_id", "chosen", "position")
_SENT = ("contact_id", "block", "said", "first_page", "pages", "position", "chosen")


class Sent(NamedTuple):
    """Whom something was printed for, with the lines of the address as they stand on it."""

    client_id: int
    contact_id: int | None = None
    block: tuple[str, ...] = ()


class Frozen(NamedTuple):
    """One letter as it was printed: the address, what stood in the merge fields, and where it is in the PDF."""

    client_id: int
    contact_id: int | None
    block: tuple[str, ...]
    said: Mapping[str, str]
    first_page: int
    pages: int


@dataclass
class Made:
    """What came of printing. `left_out` are clients with the reason; `pdf` is None where it is too large.

    `plan` is what was printed: the draft may say something else by the time the printer is done.
    """

    pages: int = 0
    sent: list[Frozen] = field(default_factory=list)
    left_out: list[tuple[int, Problem]] = field(default_factory=list)
    pdf: bytes | None = None
    plan: Plan | None = None


def create(session: Session, client_ids: Sequence[int], plan: Plan) -> int:
    """A new mailing as `plan` says, to these clients in this order; its id. Raises `Invalid` without a name."""
    made = Mailing(kind=plan.kind, copied_from=plan.copied_from, who=history.trace(session).who)
    write(made, plan)
    session.add(made)
    session.flush()
    add(session, made.id, client_ids)
    return made.id


def from_template(session: Session, plan: Plan, template_id: int) -> Plan:
    """`plan` with the texts of a template. Raises `NotFound`."""
    template = templates.load(session, template_id)
    return replace(plan, template_id=template_id, texts=template.texts, name=plan.name or template.name)


def copy(session: Session, mailing_id: int, name: str) -> int:
    """The same mailing to the same clients as a new draft; who was ticked stays so."""
    plan = load(session, mailing_id)
    fresh = replace(plan, name=name, copied_from=plan.id, dated_on=None, kind=plan.kind, state=DRAFT)
    rows = _rows(session, "SELECT client_id FROM mailing_recipient WHERE mailing_id = ? ORDER BY position, id", plan.id)
    made = create(session, [number for (number,) in rows], fresh)
    unticked = "SELECT client_id FROM mailing_recipient WHERE mailing_id = ? AND chosen = 0"
    set_chosen(session, made, [number for (number,) in _rows(session, unticked, plan.id)], on=False)
    return made


def rename(session: Session, mailing_id: int, name: str) -> None:
    """Another name, after printing too. Raises `Invalid`."""
    if not name.strip():
        raise Invalid([Problem("name", N_("Enter a name."))])
    find(session, mailing_id).name = " ".join(name.split())
    session.flush()


def delete(session: Session, mailing_ids: Iterable[int]) -> None:
    """Remove mailings, with what was printed. Undo brings them back."""
    for mailing_id in mailing_ids:
        found = find(session, mailing_id)
        for copied in session.scalars(select(Mailing).where(Mailing.copied_from == mailing_id)):
            copied.copied_from = None
        session.flush()
        _delete_rows(session, "mailing_id = ?", (mailing_id,))
        session.delete(found)
        session.flush()


def add(session: Session, mailing_id: int, client_ids: Sequence[int]) -> int:
    """Add recipients that are not in the mailing yet, ticked; how many there were. Raises `Refused` once printed."""
    changeable(session, mailing_id)
    known = set(client_ids_of(session, mailing_id, chosen_only=False))
    new = [number for number in dict.fromkeys(client_ids) if number not in known]
    place = (_value(session, "SELECT max(position) FROM mailing_recipient WHERE mailing_id = ?", mailing_id) or 0) + 1
    _insert(session, _FIRST, ((mailing_id, number, 1, place + at) for at, number in enumerate(new)))
    return len(new)


def remove(session: Session, mailing_id: int, client_ids: Sequence[int]) -> int:
    """Take recipients out; how many there were. Raises `Refused` once printed."""
    changeable(session, mailing_id)
    return sum(
        _delete_rows(session, f"mailing_id = ? AND client_id IN ({places(chunk)})", (mailing_id, *chunk))
        for chunk in chunks(client_ids)
    )


def set_chosen(session: Session, mailing_id: int, client_ids: Sequence[int], *, on: bool) -> None:
    """Tick recipients, or take the tick away. Raises `Refused` once printed."""
    changeable(session, mailing_id)
    run = driver(session).execute
    for chunk in chunks(client_ids):
        query = f"mailing_id = ? AND chosen = ? AND client_id IN ({places(chunk)})"
        found = run(f"SELECT id FROM mailing_recipient WHERE {query}", (mailing_id, int(not on), *chunk)).fetchall()
        for (number,) in found:
            history.updated(session, _TABLE, number, before={"chosen": int(not on)}, after={"chosen": int(on)})
        ids = tuple(number for (number,) in found)
        run(f"UPDATE mailing_recipient SET chosen = ? WHERE id IN ({places(ids)})", (int(on), *ids))


def client_ids_of(session: Session, mailing_id: int, *, chosen_only: bool = True) -> list[int]:
    """The clients of a mailing, in its order: for labels or envelopes too."""
    only = " AND chosen = 1" if chosen_only else ""
    query = f"SELECT client_id FROM mailing_recipient WHERE mailing_id = ?{only} ORDER BY position, id"
    return [number for (number,) in _rows(session, query, mailing_id)]


def freeze(session: Session, mailing_id: int, made: Made) -> None:
    """The mailing was printed: from now on it stays as it is, with the addresses and words that were printed.

    What was changed while the printer was at work is no part of it. Raises `Refused` where it was printed already.
    """
    mailing = changeable(session, mailing_id)
    if made.plan is not None:
        write(mailing, replace(made.plan, name=mailing.name, template_id=mailing.template_id))
    mailing.state, mailing.printed_at, mailing.pages = PRINTED, utc_now(), made.pages
    mailing.who = history.trace(session).who
    mailing.pdf = blobs.keep(session, made.pdf) if made.pdf and len(made.pdf) <= MOST_KEPT else None
    session.flush()
    sent = {each.client_id: (place, each) for place, each in enumerate(made.sent)}
    _bring_back(session, mailing_id, sent)
    contacts = _alive(session, "contact", (each.contact_id for each in made.sent))
    query = f"SELECT id, client_id, {', '.join(_SENT)} FROM mailing_recipient WHERE mailing_id = ?"
    values: list[tuple[Any, ...]] = []
    for number, client_id, *before in _rows(session, query, mailing_id):
        after = _frozen(*sent[client_id]) if client_id in sent else [None, "", "", 0, 0, before[5], 0]
        after[0] = _among(contacts, after[0])
        changed = [at for at, name in enumerate(_SENT) if before[at] != after[at]]
        if changed:
            old, new = ({_SENT[at]: row[at] for at in changed} for row in (before, after))
            history.updated(session, _TABLE, number, before=old, after=new)
            values.append((*after, number))
    setting = ", ".join(f"{name} = ?" for name in _SENT)
    driver(session).executemany(f"UPDATE mailing_recipient SET {setting} WHERE id = ?", values)


def record_printed(session: Session, plan: Plan, recipients: Iterable[Sent], pages: int = 0) -> int:
    """Labels or envelopes were printed: `plan.kind` says which, `plan.sheet` on what. Returns the id of the record."""
    made = Mailing(kind=plan.kind, state=PRINTED, pages=pages, printed_at=utc_now(), who=history.trace(session).who)
    write(made, plan)
    made.state = PRINTED
    session.add(made)
    session.flush()
    columns = (*_FIRST, "contact_id", "block")
    once = {each.client_id: each for each in recipients}
    clients = _alive(session, "client", once)
    contacts = _alive(session, "contact", (each.contact_id for each in once.values()))
    _insert(
        session,
        columns,
        (
            (made.id, each.client_id, 1, place, _among(contacts, each.contact_id), "\n".join(each.block))
            for place, each in enumerate(once.values())
            if each.client_id in clients
        ),
    )
    return made.id


def go_with(session: Session, client_id: int) -> set[str]:
    """The client is deleted for good: what was printed for others too stays, the letters to this one alone go.

    Returns the hashes of what those letters held.
    """
    alone = (
        "SELECT id FROM mailing m WHERE kind = 'letter' AND EXISTS "
        "(SELECT 1 FROM mailing_recipient WHERE mailing_id = m.id AND client_id = ?)"
    )
    gone = [find(session, number) for (number,) in _rows(session, alone, client_id)]
    held = {each for found in gone for each in (found.background, found.signature, found.pdf) if each}
    delete(session, [found.id for found in gone])
    _delete_rows(session, "client_id = ?", (client_id,))
    return held


def let_go(session: Session, contact_id: int) -> None:
    """A contact is deleted: what was sent to them stays, with the name as it was printed."""
    for (number,) in _rows(session, "SELECT id FROM mailing_recipient WHERE contact_id = ?", contact_id):
        history.updated(session, _TABLE, number, before={"contact_id": contact_id}, after={"contact_id": None})
    driver(session).execute("UPDATE mailing_recipient SET contact_id = NULL WHERE contact_id = ?", (contact_id,))


def reassign(session: Session, absorbed_id: int, kept_id: int) -> None:
    """Move what was sent to a client that was merged into another; where both got the same, one is enough."""
    both = "client_id = ? AND mailing_id IN (SELECT mailing_id FROM mailing_recipient WHERE client_id = ?)"
    _delete_rows(session, both, (absorbed_id, kept_id))
    for (number,) in _rows(session, "SELECT id FROM mailing_recipient WHERE client_id = ?", absorbed_id):
        history.updated(session, _TABLE, number, before={"client_id": absorbed_id}, after={"client_id": kept_id})
    driver(session).execute("UPDATE mailing_recipient SET client_id = ? WHERE client_id = ?", (kept_id, absorbed_id))


def _bring_back(session: Session, mailing_id: int, sent: Iterable[int]) -> None:
    """Recipients that were taken out while their letter was printed; not those who are in the book no more."""
    known = set(client_ids_of(session, mailing_id, chosen_only=False))
    taken_out = [number for number in sent if number not in known]
    if taken_out:
        alive = _alive(session, "client", taken_out)
        _insert(session, _FIRST, ((mailing_id, number, 1, 0) for number in taken_out if number in alive))


def _alive(session: Session, table: str, ids: Iterable[int | None]) -> set[int]:
    """Those of `ids` that are still in the book: somebody may be deleted while a printer is at work."""
    wanted = list(dict.fromkeys(number for number in ids if number is not None))
    found = (
        _rows(session, f"SELECT id FROM {table} WHERE id IN ({places(chunk)})", *chunk) for chunk in chunks(wanted)
    )
    return {number for rows in found for (number,) in rows}


def _among(alive: set[int], number: int | None) -> int | None:
    return number if number in alive else None


def _frozen(place: int, each: Frozen) -> list[Any]:
    said = json.dumps(dict(each.said), ensure_ascii=False) if each.said else ""
    return [each.contact_id, "\n".join(each.block), said, each.first_page, each.pages, place, 1]


def _insert(session: Session, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    run = driver(session)
    (last,) = run.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (_TABLE,)).fetchone() or (
        0,
    )
    run.executemany(f"INSERT INTO {_TABLE}({', '.join(columns)}) VALUES({places(columns)})", rows)
    new = run.execute(f"SELECT id FROM {_TABLE} WHERE id > ?", (last,)).fetchall()
    history.inserted(session, _TABLE, [number for (number,) in new])


def _delete_rows(session: Session, where: str, values: tuple[Any, ...]) -> int:
    """Delete recipients, each with its image in the history, so that Undo brings them back."""
    names = list(history.empty_image(_TABLE))
    found = driver(session).execute(f"SELECT {', '.join(names)} FROM {_TABLE} WHERE {where}", values).fetchall()
    for row in found:
        image = history.lean(_TABLE, dict(zip(names, row, strict=True)))
        history.trace(session).note(_TABLE, image["id"], "d", image, None)
    driver(session).execute(f"DELETE FROM {_TABLE} WHERE {where}", values)
    return len(found)


def _rows(session: Session, query: str, *values: Any) -> list[Any]:
    found: list[Any] = driver(session).execute(query, values).fetchall()
    return found


def _value(session: Session, query: str, *values: Any) -> Any:
    return driver(session).execute(query, values).fetchone()[0]
