"""What one contact card says, whatever program wrote it: plain values, nothing left of the file's own form.

`types` are the words of TYPE in lower case ("work", "cell", "fax", ...) without those that say nothing here (`pref`,
`voice`, `internet`); `label` is a name that the owner gave herself ("Workshop"), never translated. Of the entries of
one list exactly one is `preferred`: the one the file says, else the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a person's name (N)."""

    last: str = ""
    first: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""

    def __bool__(self) -> bool:
        return bool(self.last or self.first or self.middle or self.prefix or self.suffix)

    @property
    def in_full(self) -> str:
        """The parts in the order they are spoken."""
        return " ".join(part for part in (self.prefix, self.first, self.middle, self.last, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Detail:
    """A phone number, an e-mail address or a web address."""

    text: str
    types: tuple[str, ...] = ()
    label: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """An account: for chat (IMPP, `text` is an address like "skype:ann") or on a social site (`text` is its page)."""

    service: str
    text: str
    types: tuple[str, ...] = ()
    label: str = ""
    chat: bool = False


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address in its parts; `text` is the address as it was laid out for a label, often the only thing given."""

    po_box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    country_code: str = ""
    text: str = ""
    types: tuple[str, ...] = ()
    label: str = ""
    preferred: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The seven parts in the order of ADR."""
        return (self.po_box, self.extended, self.street, self.city, self.region, self.postcode, self.country)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the year, with its year when the file gives one."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo or logo as it came: its bytes and kind ("image/jpeg"), or only a `link`, which is never followed."""

    content: bytes = b""
    mime: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card. `formatted_name` is FN as written, maybe empty: show `display_name`.

    `organisations` holds one tuple per ORG: the company, then its departments. `own` holds what our own export adds
    (X-CLIENTELE-REFERENCE as "REFERENCE"). `leftovers` are the properties that have no field here, as whole vCard 3.0
    lines that the writer takes back.
    """

    version: str = "3.0"
    uid: str = ""
    formatted_name: str = ""
    name: Name = Name()
    nicknames: tuple[str, ...] = ()
    organisations: tuple[tuple[str, ...], ...] = ()
    title: str = ""
    role: str = ""
    phones: tuple[Detail, ...] = ()
    emails: tuple[Detail, ...] = ()
    addresses: tuple[PostalAddress, ...] = ()
    urls: tuple[Detail, ...] = ()
    profiles: tuple[Profile, ...] = ()
    birthday: Day | None = None
    note: str = ""
    categories: tuple[str, ...] = ()
    language: str = ""
    photos: tuple[Picture, ...] = ()
    logos: tuple[Picture, ...] = ()
    is_group: bool = False
    members: tuple[str, ...] = ()
    shows_as_company: bool = False
    revision: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    leftovers: tuple[str, ...] = ()

    @property
    def organisation(self) -> tuple[str, ...]:
        """The first organisation: the company, then its departments; empty when there is none."""
        return self.organisations[0] if self.organisations else ()

    @property
    def company(self) -> str:
        """The name of the first organisation."""
        return self.organisations[0][0] if self.organisations else ""

    @property
    def display_name(self) -> str:
        """What to call this card: FN, else N, the organisation, an e-mail address, a phone number; maybe nothing."""
        known = self.formatted_name or self.name.in_full or self.company
        return known or next((detail.text for detail in self.emails + self.phones), "")

    @property
    def photo(self) -> Picture | None:
        """The first photo that is in the file itself."""
        return next((picture for picture in self.photos if picture.content), None)

    @property
    def logo(self) -> Picture | None:
        """The first logo that is in the file itself."""
        return next((picture for picture in self.logos if picture.content), None)

    @property
    def is_organisation(self) -> bool:
        """Whether the card is a firm rather than a person: it says so, or has an organisation and no person's name."""
        return self.shows_as_company or bool(self.organisations and not self.name)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something of a file that could not be used.

    `card` counts the cards of the file from 1 (0: outside of any card), `line` its lines. `text` is the beginning of
    what was there; `reason` is marked, its places filled from `parameters`.
    """

    card: int
    line: int
    text: str
    reason: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
