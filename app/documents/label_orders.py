"""From the choices of the owner to labels that can be printed, and who gets none: the dry run, without a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.clients.chunks import chunks, places
from app.company.records import home
from app.documents.addressed import Addressed, still_known
from app.documents.label_fit import Fitted, Label, Note, fit
from app.documents.labels import CODE_128, Job, Layout, Look
from app.i18n import N_, Translator
from app.mailings import recipients
from app.mailings.filling import fill
from app.mailings.label_run import Copies
from app.mailings.mailings import Sent
from app.mailings.merge_words import Whom, words
from app.mailings.recipients import Ready
from app.mailings.sheets import Sheet
from app.progress import Progress
from app.store import blobs
from app.store.base import driver
from app.values.rich_text import field_keys, from_marked, plain

ADDRESS, FROM_TO, RETURN, NUMBER, TEXT = CONTENTS = ("address", "from_to", "return", "number", "text")
ADDRESSED = (ADDRESS, FROM_TO)
MOST_COPIES = 1_000
NO_SENDER = N_("This sheet is too small for the sender beside the address.")


@dataclass(frozen=True, kw_only=True)
class Choices(Addressed):
    """What the owner chose, without whom and on which sheet. `size` 0 is automatic; `copies` for each, and for `return`
    in all.
    """

    content: str = ADDRESS
    size: int = 0
    copies: int = 1
    collated: bool = False
    by_column: bool = False
    outlines: bool = False
    separators: bool = False
    logo: bool = False
    code: str = CODE_128
    text: str = ""


@dataclass(frozen=True)
class Out:
    """Who gets no label. `path` is the field of the record that would put it right, empty where there is none."""

    client_id: int
    name: str
    words: str
    parameters: Mapping[str, str | Decimal] = field(default_factory=dict)
    path: str = ""


@dataclass
class Prepared:
    """Labels in their order with what is to be told: `warnings` of single clients, `left_out` with the way to right it.

    `sent` are those for whom one is printed. `fault` is marked text on why nothing can be printed.
    """

    layout: Layout
    fitted: Fitted
    title: str = ""
    author: str = ""
    warnings: list[Note] = field(default_factory=list)
    left_out: list[Out] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    separators: frozenset[int] = frozenset()
    fault: str = ""

    @property
    def count(self) -> int:
        """Clients who get one."""
        return len(self.fitted.labels) - len(self.separators)

    def job(self, choices: Choices, used: frozenset[int] = frozenset()) -> Job:
        """The job of printing them, from the first label that is not used."""
        copies = Copies(min(max(choices.copies, 1), MOST_COPIES), choices.collated)
        return Job(
            self.layout,
            self.fitted,
            frozenset(place for place in used if place < self.layout.sheet.count),
            choices.by_column,
            copies,
            self.separators,
            self.title,
            self.author,
        )


def prepare(
    session: Session,
    client_ids: Sequence[int],
    *,
    sheet: Sheet,
    choices: Choices,
    today: date,
    progress: Progress | None = None,
) -> Prepared:
    """The labels of these clients on `sheet`. Raises `Cancelled`."""
    progress = progress or Progress()
    shop = home(session)
    sender = tuple(filter(None, (shop.name, shop.street, " ".join(filter(None, (shop.postcode, shop.city))))))
    layout = Layout(sheet, _look(session, choices, sender))
    ready: Sequence[Ready] = ()
    left_out: list[Out] = []
    if choices.content in ADDRESSED:
        found = recipients.build(session, client_ids, choices.wanted, today=today, progress=progress)
        ready = found.ready
        left_out = [Out(each.client_id, each.name, each.message, each.parameters, each.path) for each in found.left_out]
        labels = _addressed(ready, separators=choices.separators and choices.order == "postcode")
    elif choices.content == RETURN:
        labels = iter((Label(sender, name=shop.name),))
    else:
        labels = _of_clients(session, client_ids, choices, today)
    prepared = Prepared(layout, fit(labels, layout.room, choices.size, progress), author=shop.name, left_out=left_out)
    _tell(prepared, ready)
    if not layout.has_room_for_sender:
        prepared.fault = NO_SENDER
    return prepared


def _look(session: Session, choices: Choices, sender: tuple[str, ...]) -> Look:
    shop = home(session)
    logo = blobs.load(session, shop.logo) if choices.logo and shop.logo else None
    return Look(
        code=choices.code if choices.content == NUMBER else "",
        sender=sender if choices.content == FROM_TO else (),
        logo=logo or b"",
        outlines=choices.outlines,
    )


def _tell(prepared: Prepared, ready: Sequence[Ready]) -> None:
    """Who is printed smaller, in part or not at all, and for whom one is printed."""
    fitted, by_id = prepared.fitted, {each.client_id: each for each in ready}
    prepared.left_out += [Out(each.client_id, each.name, each.words, each.parameters) for each in fitted.left_out]
    prepared.warnings = [*fitted.warnings]
    prepared.separators = frozenset(place for place, label in enumerate(fitted.labels) if label.is_separator)
    seen: dict[int, Sent] = {}
    for label in fitted.labels:
        one = by_id.get(label.client_id)
        if label.client_id and label.client_id not in seen:
            seen[label.client_id] = Sent(label.client_id, one.contact_id if one else None, label.lines)
            for notice in one.warnings if one else ():
                prepared.warnings.append(Note(label.client_id, label.name, notice.message, dict(notice.parameters)))
    prepared.sent = list(seen.values())


def _addressed(ready: Sequence[Ready], *, separators: bool) -> Iterator[Label]:
    before = ""
    for each in ready:
        postcode = each.postcode
        if separators and postcode != before:
            yield Label((postcode or "—",), is_separator=True)
            before = postcode
        yield Label(each.lines, each.client_id, each.name)


def _of_clients(session: Session, client_ids: Sequence[int], choices: Choices, today: date) -> Iterator[Label]:
    """Labels that need no address: a number with its code, or a text of the owner's."""
    rows = _rows(session, client_ids, choices.order)
    if choices.content == NUMBER:
        for number, reference, name, _language in rows:
            yield Label(tuple(filter(None, (name, reference))), number, name, reference)
        return
    text = from_marked(choices.text)
    keys, shop = field_keys(text), home(session)
    said: dict[int, dict[str, str]] = {}
    by_language: dict[str, list[Whom]] = defaultdict(list)
    for number, _reference, _name, language in rows if keys else ():
        by_language[language or shop.language].append(Whom(number))
    for language, whom in by_language.items():
        said.update(words(session, whom, keys, Translator(language, shop.country), today))
    for number, _reference, name, _language in rows:
        lines = plain(fill(text, said.get(number, {}), {})).splitlines()
        yield Label(tuple(line.strip() for line in lines), number, name)


def _rows(session: Session, client_ids: Sequence[int], order: str) -> list[tuple[int, str, str, str]]:
    """Id, reference, name and language of clients, in the order wanted."""
    run = driver(session).execute
    found: dict[int, tuple[Any, ...]] = {}
    for chunk in chunks(client_ids):
        query = (
            "SELECT r.client_id, r.reference, r.name, c.language, r.sort_key, r.postcode FROM client_row r "
            f"JOIN client c ON c.id = r.client_id WHERE r.client_id IN ({places(chunk)})"
        )
        found |= {row[0]: row for row in run(query, chunk)}
    rows = [found[number] for number in dict.fromkeys(client_ids) if number in found]
    if order != "given":
        rows.sort(key=lambda row: (row[5], row[4], row[0]) if order == "postcode" else (row[4], row[0]))
    return [row[:4] for row in rows]


def to_plain(choices: Choices) -> dict[str, Any]:
    """Choices as plain values, to be remembered."""
    return asdict(choices)


def from_plain(kept: Mapping[str, Any]) -> Choices:
    """Choices that were remembered, perhaps by another version: what is not known or of another kind is left out."""
    values = still_known(Choices(), kept)
    if values.get("content", ADDRESS) not in CONTENTS:
        del values["content"]
    return Choices(**values)
