"""The recipients of a mailing as its page lists them: who gets one, with a tick, and who does not and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.clients.chunks import chunks, places
from app.mailings import mailings
from app.mailings.plan import Plan, load
from app.mailings.recipients import LeftOut, Ready, Recipients, Wanted, build
from app.progress import Progress
from app.store.base import driver
from app.values.postal import Notice

# What has to do with the address is no obstacle where none is printed.
OF_ADDRESS = ("no_address", "street", "city", "postcode", "region")


@dataclass(frozen=True, slots=True)
class Seat:
    """One recipient. `reason` is marked text with `parameters`, empty for one who gets a letter; `path` the field of
    the record that would put it right. `first_page` counts from 1 once it is printed.
    """

    client_id: int
    name: str
    place: str
    chosen: bool
    reason: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    warnings: tuple[Notice, ...] = ()
    contact_id: int | None = None
    language: str = ""
    first_page: int = 0
    pages: int = 0


def wanted(plan: Plan) -> Wanted:
    """How the addresses of a mailing are made. One letter goes to those as well who asked for no mailings."""
    return Wanted(
        purpose=plan.purpose,
        per_household=plan.per_household,
        order="postcode" if plan.order_by == "postcode" else "given" if plan.order_by == "given" else "name",
        letters=plan.kind != "letter",
        style="letter",
    )


def recipients(
    session: Session, plan: Plan, client_ids: Sequence[int], today: date, progress: Progress | None = None
) -> Recipients:
    """Who of these clients gets a letter, in the order of printing, and who does not."""
    found = build(session, client_ids, wanted(plan), today=today, progress=progress)
    if plan.with_address:
        return found
    without = tuple(_without_address(left) for left in found.left_out if left.reason in OF_ADDRESS)
    left_out = tuple(left for left in found.left_out if left.reason not in OF_ADDRESS)
    return Recipients((*found.ready, *without), left_out)


def seats(session: Session, mailing_id: int, today: date, progress: Progress | None = None) -> list[Seat]:
    """Everybody of a mailing, those who are left out last. Raises `Cancelled` and `NotFound`."""
    plan = load(session, mailing_id)
    if plan.is_printed:
        return _printed(session, mailing_id)
    ids = mailings.client_ids_of(session, mailing_id, chosen_only=False)
    ticked = set(mailings.client_ids_of(session, mailing_id))
    found = recipients(session, plan, ids, today, progress)
    towns = _towns(session, ids)
    ready = [
        Seat(
            each.client_id, each.name, towns.get(each.client_id, ""), each.client_id in ticked,
            warnings=each.warnings, contact_id=each.contact_id, language=each.language,
        )
        for each in found.ready
    ]  # fmt: skip
    return ready + [
        Seat(each.client_id, each.name, towns.get(each.client_id, ""), False, each.message, each.parameters, each.path)
        for each in sorted(found.left_out, key=lambda left: left.name)
    ]


def _without_address(left: LeftOut) -> Ready:
    return Ready(left.client_id, name=left.name)


def _printed(session: Session, mailing_id: int) -> list[Seat]:
    rows = (
        driver(session)
        .execute(
            "SELECT r.client_id, coalesce(c.name, ''), r.chosen, r.contact_id, r.first_page, r.pages, c.postcode, "
            "c.city FROM mailing_recipient r LEFT JOIN client_row c ON c.client_id = r.client_id "
            "WHERE r.mailing_id = ? ORDER BY r.chosen DESC, r.position, r.id",
            (mailing_id,),
        )
        .fetchall()
    )
    return [
        Seat(number, name, _joined(place), bool(chosen), contact_id=contact, first_page=first, pages=pages)
        for number, name, chosen, contact, first, pages, *place in rows
    ]


def _towns(session: Session, ids: Sequence[int]) -> dict[int, str]:
    run = driver(session).execute
    return {
        number: _joined(place)
        for chunk in chunks(ids)
        for number, *place in run(
            f"SELECT client_id, postcode, city FROM client_row WHERE client_id IN ({places(chunk)})", chunk
        )
    }


def _joined(place: Sequence[Any]) -> str:
    return " ".join(str(part) for part in place if part)
