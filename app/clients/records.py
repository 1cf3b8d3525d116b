"""Loading and saving the whole record: a draft goes out, is edited without the book, and comes back.

A draft is the mapped `Client` with all its parts, outside any session. Saving takes it over; the version column refuses
a draft that was read before somebody else's save.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, make_transient, selectinload
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from app.clients import loading, rules
from app.clients.accounting import is_taken, open_accounts
from app.clients.model import Address, Client, ContactLink, Email, Phone
from app.clients.model.contact import Contact
from app.clients.taking_over import take_over
from app.company import numbering
from app.company.records import home, note_of_new
from app.errors import Conflict, Invalid, NotFound, Problem
from app.i18n import N_
from app.store.base import is_new, new_uid, utc_now
from app.values import email, phone

REFERENCES = "client"
_PARTS = (
    Client.addresses, Client.phones, Client.emails, Client.tags, Client.followers, Client.scores, Client.consents,
    Client.custom_values, Client.blocks, Client.companies, Client.financial_years, Client.aliases, Client.leftovers,
)  # fmt: skip
_PERSON = (Contact.phones, Contact.emails, Contact.leftovers)
_ROLES = ("is_main", "is_billing", "is_reminder")
CHANGED_ELSEWHERE = N_("This record was changed elsewhere since you opened it.")
_ONCE_EACH = (
    ("tags", "tag_id"), ("followers", "person_id"), ("links", "contact_id"), ("companies", "company_id"),
    ("financial_years", "year"),
)  # fmt: skip

Guard = Callable[[Session, int], bool]
# What subjects above say of a client: whether it cannot be deleted, and whether it cannot be a prospect again.
TIES: list[Guard] = []
LOCKS: list[Guard] = []
# What they keep for a client, and delete with it: `go(session, client_id)`.
GOING: list[Callable[[Session, int], None]] = []
# What they note of a contact, which must let go of one who is deleted: `let_go(session, contact_id)`.
LETTING_GO: list[Callable[[Session, int], None]] = []


def load(session: Session, client_id: int) -> Client:
    """The whole record, for as long as the session lives and after. Raises `NotFound`."""
    found = loading.open_one(session, client_id)
    if found is None:
        raise NotFound(N_("This client is not in the file any more."))
    return found


def find_reference(session: Session, reference: str) -> int:
    """The id of the client with this reference, or the one that absorbed it. Raises `NotFound`."""
    found = session.connection().exec_driver_sql(
        "SELECT id FROM client WHERE reference=? UNION ALL SELECT client_id FROM client_alias WHERE reference=?",
        (reference, reference),
    )
    row = found.fetchone()
    if row is None:
        raise NotFound(N_("There is no client with the reference “{reference}”."), reference=reference)
    return int(row[0])


def draft(session: Session, client_id: int) -> Client:
    """The whole record as a draft: detached, complete, free to edit."""
    found = load(session, client_id)
    session.expunge_all()
    return found


def create(session: Session, new: Client) -> int:
    """Save a client who is entered by hand: an empty note takes the text that the shop gives every new client."""
    new.note = new.note or note_of_new(session)
    open_accounts(session, new)
    return save(session, new)


def save(session: Session, edited: Client) -> int:
    """Write a draft, new or changed, and return the client's id.

    Raises `Invalid` with a problem for each field that is refused, `Conflict` when the record changed meanwhile.
    """
    tidy(edited, home(session).country)
    problems = [problem for problem in rules.check(edited) if problem.blocks]
    problems += [*_taken(session, edited), *_kept_status(session, edited)]
    if problems:
        raise Invalid(problems)
    if is_new(edited):
        return _insert(session, edited)
    return _update(session, edited)


def _insert(session: Session, edited: Client) -> int:
    """The draft itself stays outside: if the file cannot be written after all, it is as new as before."""
    reference = edited.reference or numbering.take(session, REFERENCES)
    people = _people(session, edited)  # kept here, or the merge would not find their parts loaded
    with session.no_autoflush:
        merged = session.merge(edited)
    del people
    merged.reference = reference
    session.flush()
    return merged.id


def _people(session: Session, edited: Client, known: Iterable[Contact] = ()) -> dict[int, Contact]:
    """The contacts that are `known`, and those that are linked to `edited` and come from elsewhere, by id."""
    found = {person.id: person for person in known}
    numbers = [link.contact.id for link in edited.links if not is_new(link.contact) and link.contact.id not in found]
    if numbers:
        query = select(Contact).where(Contact.id.in_(numbers)).options(*map(selectinload, _PERSON))
        found |= {person.id: person for person in session.scalars(query)}
    return found


def _update(session: Session, edited: Client) -> int:
    stored = load(session, edited.id)
    if edited.version != stored.version:
        raise Conflict(CHANGED_ELSEWHERE)
    before = [link.contact for link in stored.links]
    _recognise(stored, edited)
    try:
        with session.no_autoflush:
            take_over(stored, edited, _people(session, edited, before))
            gained = _set_aside_gains(stored)
            # A change to a part alone must move the version too.
            stored.updated_at = utc_now()
            flag_modified(stored, "updated_at")
            session.flush()
            for part, flag in gained:
                setattr(part, flag, True)
            session.flush()
    except StaleDataError as error:
        raise Conflict(CHANGED_ELSEWHERE) from error
    kept = {link.contact.id for link in stored.links}
    drop_lonely(session, [person for person in before if person.id not in kept])
    return stored.id


def _recognise(stored: Client, edited: Client) -> None:
    """A tag taken off and put on again is the same tag: SQLite inserts the new one before the old one is gone."""
    for name, column in _ONCE_EACH:
        kept = {part.id for part in getattr(edited, name)}
        gone = {getattr(part, column): part.id for part in getattr(stored, name) if part.id not in kept}
        for part in getattr(edited, name):
            value = part.contact.id if column == "contact_id" else getattr(part, column)
            if part.id is None and value is not None:
                part.id = gone.pop(value, None)


def drop_lonely(session: Session, people: Iterable[Contact]) -> None:
    """Delete those contacts that belong to no client any more."""
    for person in people:
        if not session.scalar(select(ContactLink.id).where(ContactLink.contact_id == person.id).limit(1)):
            for address in session.scalars(select(Address).where(Address.contact_id == person.id)):
                address.contact_id = None
            session.flush()
            for let_go in LETTING_GO:
                let_go(session, person.id)
            session.delete(person)
    session.flush()


def _set_aside_gains(stored: Client) -> list[tuple[Any, str]]:
    """Exclusive flags newly set wait until their former holders have let go: SQLite checks row by row."""
    exclusive: list[tuple[Any, str]] = [(address, "is_default") for address in stored.addresses]
    exclusive += [(link, role) for link in stored.links for role in _ROLES]
    gained = [(part, flag) for part, flag in exclusive if inspect(part).attrs[flag].history.added == [True]]
    for part, flag in gained:
        setattr(part, flag, False)
    return gained


def _taken(session: Session, edited: Client) -> Iterable[Problem]:
    """A reference that another client has, or once had; an accounting code that another one has."""
    for place, line in enumerate(edited.companies):
        if is_taken(session, edited, line.auxiliary_code):
            taken = N_("Another client has the auxiliary code “{code}”.")
            yield Problem(f"companies/{place}/auxiliary_code", taken, {"code": line.auxiliary_code})
    if not edited.reference:
        return
    own = edited.id or 0
    found = session.connection().exec_driver_sql(
        "SELECT id FROM client WHERE reference=? AND id<>? UNION ALL "
        "SELECT client_id FROM client_alias WHERE reference=? AND client_id<>?",
        (edited.reference, own, edited.reference, own),
    )
    if found.fetchone() is not None:
        yield Problem("reference", N_("The reference “{reference}” is taken."), {"reference": edited.reference})


def guard(*, ties: Guard, locks: Guard) -> None:
    """Register the guards of a subject above, once each."""
    for known, new in ((TIES, ties), (LOCKS, locks)):
        if new not in known:
            known.append(new)


def goes_along(go: Callable[[Session, int], None]) -> None:
    """Register `go(session, client_id)`: what a subject above keeps for a client is deleted with it for good."""
    if go not in GOING:
        GOING.append(go)


def lets_go(let_go: Callable[[Session, int], None]) -> None:
    """Register `let_go(session, contact_id)`: a subject above forgets a contact who is deleted."""
    if let_go not in LETTING_GO:
        LETTING_GO.append(let_go)


def is_tied(session: Session, client_id: int) -> bool:
    """Whether papers exist for this client, so that it cannot be deleted."""
    return any(tie(session, client_id) for tie in TIES)


def is_locked(session: Session, client_id: int) -> bool:
    """Whether what was issued makes it a client for good."""
    return any(lock(session, client_id) for lock in LOCKS)


def _kept_status(session: Session, edited: Client) -> Iterable[Problem]:
    if not is_new(edited) and not edited.is_client and is_locked(session, edited.id):
        yield Problem("is_client", rules.LOCKED)


def tidy(edited: Client, country: str, put: Callable[[Any, str, Any], None] = setattr) -> None:
    """Drop empty parts, number the others in their order, fill comparable forms, and see to one default address.

    `put(part, name, value)` writes what is found.
    """
    links = _numbered(edited, "links", put)
    for owner in (edited, *(link.contact for link in links)):
        for found in _numbered(owner, "phones", put, _is_filled):
            put(found, "comparable", phone.comparable(found.text, country))
        for found in _numbered(owner, "emails", put, _is_filled):
            put(found, "comparable", email.comparable(found.text))
    _drop_doubles(edited, "tags", "tag_id")
    _drop_doubles(edited, "followers", "person_id")
    addresses = _numbered(edited, "addresses", put, _is_address)
    if addresses and not any(found.is_default for found in addresses):
        put(addresses[0], "is_default", True)


def _numbered(owner: Any, name: str, put: Callable[..., None], kept: Callable[[Any], bool] | None = None) -> list[Any]:
    """The parts that are `kept`, in their order. Looking at `vars` spares a new draft the making of empty lists."""
    parts: list[Any] = vars(owner).get(name, [])
    for blank in [found for found in parts if kept and not kept(found)]:
        parts.remove(blank)
    for place, found in enumerate(parts):
        if vars(found).get("position", 0) != place:
            put(found, "position", place)
    return parts


def _drop_doubles(owner: Any, name: str, column: str) -> None:
    parts = vars(owner).get(name, ())
    if len(parts) < 2:
        return
    seen = set()
    for part in [*parts]:
        if getattr(part, column) in seen:
            parts.remove(part)
        seen.add(getattr(part, column))


def _is_filled(point: Phone | Email) -> bool:
    return bool(point.text.strip())


_ADDRESS_WORDS = (
    "city", "street", "postcode", "recipient", "company", "department", "care_of", "unit", "building", "house_number",
    "box", "po_box", "locality", "cedex", "region", "free_block",
)  # fmt: skip


def _is_address(address: Address) -> bool:
    return any(getattr(address, name) for name in _ADDRESS_WORDS)


def copy(session: Session, client_id: int) -> Client:
    """A draft like this client, as a new record: no reference, no history, contacts linked and not doubled."""
    found = draft(session, client_id)
    for part in _everything(found):
        make_transient(part)
        part.id = None
        for column in ("client_id", "contact_id"):
            if hasattr(part, column) and not isinstance(part, ContactLink):
                setattr(part, column, None)
        if hasattr(part, "uid"):
            part.uid = new_uid()
    found.version, found.reference, found.starred = 1, "", False
    found.created_at = found.updated_at = utc_now()
    found.archived_at = found.deleted_at = found.merged_into = None
    for line in found.companies:
        line.auxiliary_code = ""
    found.aliases, found.scores, found.consents, found.leftovers, found.blocks = [], [], [], [], []
    return found


def _everything(found: Client) -> Iterable[Any]:
    yield found
    for part in _PARTS:
        yield from getattr(found, part.key)
    yield from found.links


def set_fields(session: Session, client_ids: Iterable[int], values: Mapping[str, Any]) -> int:
    """Set plain columns of several clients, such as `starred` or `category_id`; returns how many were there."""
    changed = 0
    for client_id in client_ids:
        found = session.get(Client, client_id)
        if found is None:
            continue
        for name, value in values.items():
            setattr(found, name, value)
        changed += 1
    return changed
