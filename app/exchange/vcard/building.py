"""From the properties of one card to the `Card`: which goes where, and what several of them say together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.exchange.vcard.card import Card, Day, Detail, Name, Picture, PostalAddress, Profile
from app.exchange.vcard.charset import Texts
from app.exchange.vcard.dates import day_of
from app.exchange.vcard.line import Header, listed, parts, plain
from app.exchange.vcard.pictures import picture_of
from app.exchange.vcard.properties import Properties, Property
from app.exchange.vcard.report import Report
from app.exchange.vcard.unfolding import RawCard
from app.i18n import N_

OWN = "X-CLIENTELE-"
"""What our own export adds begins with this."""

_CHATS = {
    "X-AIM": "aim",
    "X-GADUGADU": "gadugadu",
    "X-GOOGLE-TALK": "gtalk",
    "X-GTALK": "gtalk",
    "X-ICQ": "icq",
    "X-JABBER": "xmpp",
    "X-MSN": "msn",
    "X-QQ": "qq",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-YAHOO": "yahoo",
}
_NO_RANK = 1000
_EXTENSION = re.compile(r";ext=([0-9][0-9 .-]{0,19})", re.IGNORECASE)
_Ranked = tuple[int, str, tuple[str, ...], str]
"""What a `Detail` is made of, behind its rank."""


def build(raw: RawCard, texts: Texts, report: Report) -> Card:
    """The card that these lines make; what cannot be used goes to `report`."""
    properties = Properties(raw, texts, report)
    draft = _Draft(properties, report)
    for this in properties.each():
        name = this.header.name
        take = _TAKES.get(name)
        if take:
            take(draft, this)
        elif name.startswith(OWN):
            draft.own[name.removeprefix(OWN)] = plain(properties.text(this))
        else:
            properties.leave(this)
    return draft.card()


@dataclass(slots=True)
class _Draft:
    """A card being filled. Pairs hold the rank of an entry: which of them is preferred shows at the end."""

    properties: Properties
    report: Report
    single: dict[str, str] = field(default_factory=dict)
    name: Name = field(default_factory=Name)
    birthday: Day | None = None
    nicknames: list[str] = field(default_factory=list)
    organisations: list[tuple[str, ...]] = field(default_factory=list)
    phones: list[_Ranked] = field(default_factory=list)
    emails: list[_Ranked] = field(default_factory=list)
    urls: list[_Ranked] = field(default_factory=list)
    addresses: list[tuple[Header, PostalAddress]] = field(default_factory=list)
    layouts: list[tuple[Header, str]] = field(default_factory=list)
    profiles: list[Profile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    pictures: dict[str, list[Picture]] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    is_group: bool = False
    shows_as_company: bool = False
    own: dict[str, str] = field(default_factory=dict)

    def card(self) -> Card:
        """The whole card."""
        single = self.single.get
        return Card(
            version=single("VERSION", ""),
            uid=single("UID", "").removeprefix("urn:uuid:"),
            formatted_name=single("FN", ""),
            name=self.name,
            nicknames=_once(self.nicknames),
            organisations=tuple(self.organisations),
            title=single("TITLE", ""),
            role=single("ROLE", ""),
            phones=_details(self.phones),
            emails=_details(self.emails),
            addresses=self._placed(),
            urls=_details(self.urls),
            profiles=tuple(self.profiles),
            birthday=self.birthday,
            note="\n".join(self.notes),
            categories=_once(self.categories),
            language=single("LANG", ""),
            photos=tuple(self.pictures.get("PHOTO", ())),
            logos=tuple(self.pictures.get("LOGO", ())),
            is_group=self.is_group,
            members=tuple(self.members),
            shows_as_company=self.shows_as_company,
            revision=single("REV", ""),
            own=self.own,
            leftovers=tuple(self.properties.leftovers),
        )

    def _placed(self) -> tuple[PostalAddress, ...]:
        if self.layouts:
            self._join_layouts()
        if self.addresses:
            best = _best(header.rank for header, _ in self.addresses)
            owner, address = self.addresses[best]
            self.addresses[best] = (owner, replace(address, preferred=True))
        return tuple(address for _, address in self.addresses)

    def _join_layouts(self) -> None:
        """Give each LABEL to the address of its group, its street or its types; without one it is an address itself."""
        waiting: dict[tuple[str, ...], list[int]] = {}
        for index, (header, address) in reversed(list(enumerate(self.addresses))):
            for key in _ways_to_find(header, address.street):
                waiting.setdefault(key, []).append(index)
        for header, text in self.layouts:
            found = map(self._without_text, (waiting.get(key, []) for key in _ways_to_find(header, text)))
            place = next((place for place in found if place is not None), None)
            if place is None:
                self._address(header, ("",) * 7, text)
            else:
                owner, address = self.addresses[place]
                self.addresses[place] = (owner, replace(address, text=text))

    def _without_text(self, indexes: list[int]) -> int | None:
        """The next of these addresses that has no text yet; those that have are taken off the list."""
        while indexes and self.addresses[indexes[-1]][1].text:
            indexes.pop()
        return indexes.pop() if indexes else None

    # What follows takes one property each: see `_TAKES`.

    def take_single(self, this: Property) -> None:
        """A text of which a card has one; a second is reported."""
        name = this.header.name
        text = plain(self.properties.text(this))
        if text and self.single.setdefault(name, text) != text:
            self.report.add(this.line, f"{name}:{text}", N_("This entry is there twice: the second was left out."))

    def take_job(self, this: Property) -> None:
        """TITLE and ROLE: a second one is kept aside."""
        if this.header.name in self.single:
            self.properties.leave(this)
        else:
            self.take_single(this)

    def take_name(self, this: Property) -> None:
        """N; words beyond its five parts (a newer standard has seven) join the suffix."""
        values = parts(self.properties.text(this))
        more = [word for word in values[5:] if word and word not in values[:5]]
        last, first, middle, prefix, suffix = (values[:5] + [""] * 5)[:5]
        name = Name(last, first, middle, prefix, " ".join(filter(None, [suffix, *more])))
        if not self.name:
            self.name = name
        elif name != self.name:
            self.report.add(this.line, f"N:{name.in_full}", N_("This entry is there twice: the second was left out."))

    def take_nicknames(self, this: Property) -> None:
        """NICKNAME, a list."""
        self.nicknames += listed(self.properties.text(this))

    def take_categories(self, this: Property) -> None:
        """CATEGORIES, a list."""
        self.categories += listed(self.properties.text(this))

    def take_organisation(self, this: Property) -> None:
        """ORG: the company and its departments."""
        values = parts(self.properties.text(this))
        while values and not values[-1]:
            values.pop()
        if values:
            self.organisations.append(tuple(values))

    def take_phone(self, this: Property) -> None:
        """TEL, as text or as a `tel:` address."""
        text = plain(self.properties.text(this))
        if text[:4].lower() == "tel:":
            extension = _EXTENSION.search(text)
            text = text[4:].partition(";")[0] + (f" ext. {extension[1]}" if extension else "")
        self._detail(self.phones, this.header, text)

    def take_email(self, this: Property) -> None:
        """EMAIL."""
        text = plain(self.properties.text(this))
        self._detail(self.emails, this.header, text[7:] if text[:7].lower() == "mailto:" else text)

    def take_url(self, this: Property) -> None:
        """URL; "work" says nothing of a web address, and our own export always writes it."""
        self._detail(self.urls, this.header, plain(self.properties.text(this)), without=("work",))

    def _detail(self, into: list[_Ranked], header: Header, text: str, *, without: tuple[str, ...] = ()) -> None:
        types, label = self.properties.label(header)
        if without:
            types = tuple(word for word in types if word not in without)
        if text:
            into.append((header.rank, text, types, label))

    def take_address(self, this: Property) -> None:
        """ADR: seven parts, an eighth by Google and a LABEL parameter by vCard 4.0 hold the address as laid out."""
        values = parts(self.properties.text(this))
        text = next((value for value in values[7:] if value), this.header.others.get("LABEL", "").replace("\\n", "\n"))
        if text or any(values):
            self._address(this.header, (values + [""] * 7)[:7], text)

    def _address(self, header: Header, values: Sequence[str], text: str) -> None:
        po_box, extended, street, city, region, postcode, country = values
        types, label = self.properties.label(header)
        code = self.properties.country(header)
        address = PostalAddress(po_box, extended, street, city, region, postcode, country, code, text, types, label)
        self.addresses.append((header, address))

    def take_layout(self, this: Property) -> None:
        """LABEL: an address as laid out, joined to its ADR at the end, since it may come first."""
        self.layouts.append((this.header, plain(self.properties.text(this))))

    def take_chat(self, this: Property) -> None:
        """IMPP, and the properties that came before it (X-SKYPE, X-JABBER, ...)."""
        header = this.header
        types, label = self.properties.label(header)
        text = plain(self.properties.text(this))
        older = _CHATS.get(header.name)
        if older:
            text = text if text.lower().startswith(f"{older}:") else f"{older}:{text}"
        service = older or header.others.get("X-SERVICE-TYPE") or text.partition(":")[0]
        if text:
            self.profiles.append(Profile(service.lower(), text, types, label, chat=True))

    def take_profile(self, this: Property) -> None:
        """X-SOCIALPROFILE, whose first type names the site; a few programs name it by a label."""
        types, label = self.properties.label(this.header)
        text = plain(self.properties.text(this))
        if text:
            service = types[0] if types else label.lower()
            self.profiles.append(Profile(service, text, types[1:], label if types else ""))

    def take_birthday(self, this: Property) -> None:
        """BDAY."""
        text = plain(self.properties.text(this))
        day = day_of(text)
        if day is None:
            self.report.add(this.line, f"BDAY:{text}", N_("This date is not understood, or could be read in two ways."))
            self.properties.leave(this)
        elif self.birthday not in (None, day):
            self.report.add(this.line, f"BDAY:{text}", N_("This entry is there twice: the second was left out."))
        else:
            self.birthday = day

    def take_note(self, this: Property) -> None:
        """NOTE; several become one."""
        note = plain(self.properties.text(this))
        if note:
            self.notes.append(note)

    def take_picture(self, this: Property) -> None:
        """PHOTO and LOGO."""
        picture = picture_of(this.raw)
        if picture:
            self.pictures.setdefault(this.header.name, []).append(picture)
        else:
            self.report.add(this.line, this.raw, N_("This picture is damaged and was left out."))

    def take_kind(self, this: Property) -> None:
        """KIND: a group or an organisation; the other kinds are kept aside."""
        kind = plain(self.properties.text(this)).lower()
        if kind == "group":
            self.is_group = True
        elif kind in ("org", "organization"):
            self.shows_as_company = True
        elif kind != "individual":
            self.properties.leave(this)

    def take_show_as(self, this: Property) -> None:
        """X-ABShowAs, which Apple writes on companies."""
        self.shows_as_company |= plain(self.properties.text(this)).upper() == "COMPANY"

    def take_member(self, this: Property) -> None:
        """MEMBER of a group, by its UID."""
        self.members.append(plain(self.properties.text(this)).removeprefix("urn:uuid:"))

    def take_agent(self, this: Property) -> None:
        """AGENT, the card of an assistant."""
        self.report.add(this.line, this.raw, N_("The card of an assistant inside this card was only kept aside."))
        self.properties.leave(this)

    def drop(self, this: Property) -> None:
        """What says nothing of the contact."""


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _ways_to_find(header: Header, text: str) -> list[tuple[str, ...]]:
    """By what an ADR and its LABEL may be told to belong together, the surest first; `text` begins with the street."""
    street = text.partition("\n")[0]
    keys = [("group", header.group), ("street", street), ("types", *header.types)]
    return [key for key in keys if key[-1]]


def _details(ranked: list[_Ranked]) -> tuple[Detail, ...]:
    best = _best(entry[0] for entry in ranked) if ranked else 0
    return tuple(Detail(text, types, label, place == best) for place, (_, text, types, label) in enumerate(ranked))


def _best(ranks: Iterable[int]) -> int:
    """Which of several is the preferred one: the first of the best rank that the file gives, else the first of all."""
    known = [rank or _NO_RANK for rank in ranks]
    return known.index(min(known))


_TAKES: dict[str, Callable[[_Draft, Property], None]] = {
    **dict.fromkeys(("VERSION", "FN", "UID", "REV", "LANG"), _Draft.take_single),
    **dict.fromkeys(("TITLE", "ROLE"), _Draft.take_job),
    **dict.fromkeys(("IMPP", *_CHATS), _Draft.take_chat),
    **dict.fromkeys(("PHOTO", "LOGO"), _Draft.take_picture),
    **dict.fromkeys(("KIND", "X-ADDRESSBOOKSERVER-KIND"), _Draft.take_kind),
    **dict.fromkeys(("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"), _Draft.take_member),
    **dict.fromkeys(("PRODID", "PROFILE"), _Draft.drop),
    "N": _Draft.take_name,
    "NICKNAME": _Draft.take_nicknames,
    "CATEGORIES": _Draft.take_categories,
    "ORG": _Draft.take_organisation,
    "TEL": _Draft.take_phone,
    "EMAIL": _Draft.take_email,
    "URL": _Draft.take_url,
    "ADR": _Draft.take_address,
    "LABEL": _Draft.take_layout,
    "X-SOCIALPROFILE": _Draft.take_profile,
    "BDAY": _Draft.take_birthday,
    "NOTE": _Draft.take_note,
    "X-ABSHOWAS": _Draft.take_show_as,
    "AGENT": _Draft.take_agent,
}
