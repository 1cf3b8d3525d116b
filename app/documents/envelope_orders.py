"""From the choices of the owner to envelopes that can be printed, and who gets none: the dry run, without a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.company.records import home
from app.documents.addressed import Addressed, still_known
from app.documents.envelope import PLACES, SENDERS, SIZES, TURNS, USUAL, Envelope, Feed, Ground, Options
from app.documents.label_fit import NARROW_FACES, NO_ROOM, WIDE_FACES, Fitted, Label, Note, fit
from app.documents.label_orders import Out
from app.i18n import N_
from app.mailings import recipients
from app.mailings.envelopes import OWN, SHEETS, Size, own_measures, sizes, usual_size
from app.mailings.mailings import Sent
from app.mailings.recipients import Ready
from app.progress import Progress
from app.store import blobs

TOO_SMALL = N_("This envelope is too small for an address.")
_NO_ROOM = N_("the address does not fit on this envelope")
_LEAST_ROOM = (60.0, 40.0)  # points


@dataclass(frozen=True, kw_only=True)
class Choices(Addressed):
    """What the owner chose. `size` is the key of an envelope or of one of their own; "" is the country's usual one.

    `rules` is the country whose post carries them; "" is that of the shop.
    """

    size: str = ""
    rules: str = ""
    points: int = USUAL
    sender_on: str = "front"
    logo: bool = False
    turn: int = 0
    page: str = ""
    place: str = "middle"

    @property
    def content(self) -> Choices:
        """The same as far as it decides what stands on an envelope, and not how it goes into the printer."""
        return replace(self, turn=0, page="", place="middle")


@dataclass
class Prepared:
    """Envelopes in their order with what is to be told: `warnings` of single clients, `left_out` with the remedy.

    `sent` are those for whom one is printed, in the order of the pages, with their `names`. `fault` is marked text on
    why nothing can be printed.
    """

    options: Options
    fitted: Fitted
    names: list[str] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    left_out: list[Out] = field(default_factory=list)
    fault: str = ""

    @property
    def count(self) -> int:
        """How many there are."""
        return 0 if self.fault else len(self.fitted.labels)

    def envelope(self, place: int) -> Envelope:
        """One of them; an empty one where there is none."""
        if not 0 <= place < self.count:
            return Envelope(())
        fitted = self.fitted
        faces = NARROW_FACES if place in fitted.narrow else WIDE_FACES
        return Envelope(fitted.labels[place].lines, fitted.sizes.get(place, fitted.size), faces)


def size_of(key: str, country: str) -> Size:
    """The envelope of a key, an own one too; the usual one of the country where there is no such."""
    measured = own_measures(key) if key.startswith(OWN) else None
    if measured is not None:
        return Size(key, "", measured.width, measured.height)
    return sizes().get(key) or usual_size(country)


def options_of(choices: Choices, prepared: Prepared) -> Options:
    """How they are printed, as it is chosen now."""
    return replace(prepared.options, feed=Feed(choices.turn, choices.page, choices.place))


def prepare(
    session: Session, client_ids: Sequence[int], choices: Choices, *, today: date, progress: Progress | None = None
) -> Prepared:
    """The envelopes of these clients. Raises `Cancelled`."""
    progress, shop = progress or Progress(), home(session)
    country = choices.rules or shop.country or "FR"
    size = size_of(choices.size, country)
    town = " ".join(part for part in (shop.postcode, shop.city) if part)
    sender = tuple(part for part in (shop.name, shop.street, town) if part)
    logo = blobs.load(session, shop.logo) if choices.logo and shop.logo else None
    options = Options(size.width, size.height, country, sender, choices.sender_on, logo)
    room = Ground(options).room
    if room[0] < _LEAST_ROOM[0] or room[1] < _LEAST_ROOM[1]:
        return Prepared(options, Fitted([], USUAL), fault=TOO_SMALL)
    found = recipients.build(session, client_ids, choices.wanted, today=today, progress=progress)
    ready = {each.client_id: each for each in found.ready}
    fitted = fit((Label(each.lines, each.client_id, each.name) for each in found.ready), room, choices.points, progress)
    prepared = Prepared(options, fitted)
    prepared.left_out = [
        Out(each.client_id, each.name, each.message, each.parameters, each.path) for each in found.left_out
    ]
    _tell(prepared, ready)
    return prepared


def _tell(prepared: Prepared, ready: Mapping[int, Ready]) -> None:
    fitted = prepared.fitted
    for note in fitted.left_out:
        words = _NO_ROOM if note.words == NO_ROOM else note.words
        prepared.left_out.append(Out(note.client_id, note.name, words, note.parameters))
    prepared.warnings = [*fitted.warnings]
    for label in fitted.labels:
        one = ready[label.client_id]
        prepared.names.append(label.name)
        prepared.sent.append(Sent(label.client_id, one.contact_id, label.lines))
        prepared.warnings += [Note(label.client_id, label.name, n.message, dict(n.parameters)) for n in one.warnings]


def to_plain(choices: Choices) -> dict[str, Any]:
    """Choices as plain values, to be remembered."""
    return asdict(choices)


def from_plain(kept: Mapping[str, Any]) -> Choices:
    """Choices that were remembered, perhaps by another version: what is not known or of another kind is left out."""
    values = still_known(Choices(), kept)
    allowed = {"turn": TURNS, "page": ("", *SHEETS), "place": PLACES, "sender_on": SENDERS, "points": SIZES}
    return Choices(**{name: value for name, value in values.items() if name not in allowed or value in allowed[name]})
