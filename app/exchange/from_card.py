"""What a card means for the record: an organisation, a contact of one, a private client, or a group of them.

Nothing is lost: what has no field stands in the note or as a line kept for the next export, and so does what a form
would refuse: every record made here can be saved again. Our own values (`own_fields`) are believed where the card still
says what we wrote: it may have been changed on a phone meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from app.clients.model import Address, Client, ClientTag, Contact, ContactLink
from app.clients.rules import default_country
from app.exchange import addresses, own_fields, points
from app.exchange.addresses import settled
from app.exchange.kept_aside import Aside
from app.exchange.labels import Lists
from app.exchange.own_parts import OwnParts, keep_one_default
from app.exchange.to_card import NETWORKS, URLS, is_language
from app.exchange.vcard import Card, Day
from app.i18n import N_, Translator
from app.store.base import light, new_uid
from app.values import web
from app.values.dates import Birthday
from app.values.folding import words

ORGANISATION, PERSON, CONTACT, GROUP, NOTHING = "organisation", "person", "contact", "group", "nothing"

MOST_TAGS = 50
LONGEST_TAG = 60
_LONGEST_UID = 200
_FORMS = frozenset(
    ("sarl", "sas", "sasu", "eurl", "snc", "sci", "scea", "earl", "gaec", "scop", "selarl", "sprl", "gmbh", "ltd")
)
_SYSTEM_TAGS = frozenset(("mycontacts", "* mycontacts", "unfiled"))
_SITES = {
    "twitter.com": "twitter", "x.com": "twitter", "facebook.com": "facebook", "linkedin.com": "linkedin",
    "viadeo.com": "viadeo",
}  # fmt: skip
_WEBSITE, _FUNCTION, _DEPARTMENT = N_("Website"), N_("Function"), N_("Department")
# The import itself decides on these.
_NEVER = frozenset(("uid", "reference", "logo", "photo", "is_organisation", "updated_at"))


def kind_of(card: Card) -> str:
    """What the card is; a firm whose name some program also wrote as that of a person is a firm."""
    if card.is_group:
        return GROUP
    if own_fields.CLIENT in card.own:
        return ORGANISATION if card.shows_as_company else PERSON
    if own_fields.CONTACT in card.own:
        return CONTACT
    company = organisation_of(card)
    if company and (card.is_organisation or not card.name or words(card.name.in_full) == words(company)):
        return ORGANISATION
    if card.name and company:
        return CONTACT
    return PERSON if name_of(card) else NOTHING


def name_of(card: Card) -> str:
    """What to call the card, if by nothing else then by an account or a place."""
    known = (*card.nicknames, *(url.text for url in card.urls), *(profile.text for profile in card.profiles))
    places = (" ".join(part for part in (each.street, each.city) if part) or each.text for each in card.addresses)
    return card.display_name or next((text for text in (*known, *places) if text), "")


def organisation_of(card: Card) -> str:
    """The name of the organisation on a card: the first part of ORG that says something."""
    named = next((part for part in card.organisation if part), "")
    is_firm = card.shows_as_company or _sounds_like_a_firm(card)
    return named or (card.display_name if is_firm and own_fields.CLIENT not in card.own else "")


def _sounds_like_a_firm(card: Card) -> bool:
    """A firm that a phone took for a first name: "SARL Le Four"."""
    said = [] if card.name.last else words(card.display_name)
    return bool(_FORMS.intersection(said[:1] + said[-1:]))


def person_of(card: Card) -> tuple[str, str]:
    """First and last name; a name that is not taken apart is split before its last word."""
    name = card.name
    first = " ".join(part for part in (name.first, name.middle) if part)
    last = " ".join(part for part in (name.last, name.suffix) if part)
    if not (first or last):
        first, _, last = card.display_name.rpartition(" ")
    return (first, last) if first or last else ("", name_of(card))


def usable_uid(card: Card) -> str:
    """The identity that the card brings, if it can be kept."""
    return card.uid if len(card.uid) <= _LONGEST_UID and card.uid.isprintable() else ""


@dataclass
class Person:
    """A contact as one card has it, and what the card says of the organisation.

    `link` is the contact's place there, `links` their places by the uid of the client where we wrote the card.
    """

    contact: Contact
    organisation: str
    link: dict[str, Any]
    links: dict[str, dict[str, Any]]
    addresses: list[Address]
    tags: list[ClientTag]
    website: str


@dataclass
class Maker:
    """Makes drafts of the cards of one import; `home` is the country of the shop, `tr` speaks the book's language."""

    lists: Lists
    parts: OwnParts
    home: str
    tr: Translator
    now: datetime

    def client(self, card: Card, uid: str, logo: str, *, organisation: bool) -> Client:
        """The client that the card of an organisation or a private person makes, without its reference."""
        aside = Aside(self.tr, lines=list(card.leftovers))
        own = own_fields.read(card.own.get(own_fields.CLIENT, ""))
        usual = "work" if organisation else "home"
        values = self._organisation(card, aside) if organisation else self._private(card, aside)
        values |= self._online(card, own, aside) | self._shared(card, usual, own, aside)
        values |= _believed(Client, own, values, card)
        links = self._named_beside(card, values["company_name"]) if organisation and card.name else []
        values |= {"uid": uid, "is_organisation": organisation, "logo": logo, "links": links}
        found = self._addresses(card, usual, own)
        client = light(Client, **values, addresses=found, tags=self.tags(card.categories, aside))
        self.parts.add(client, own, aside)
        addresses.settle_postcodes(found, default_country(client))
        aside.settle(client)
        return client

    def contact(self, card: Card, uid: str, photo: str) -> Person:
        """The contact that a card makes."""
        aside = Aside(self.tr, lines=list(card.leftovers))
        own = own_fields.read(card.own.get(own_fields.CONTACT, ""))
        first, last = ("", "") if own and not card.name else person_of(card)
        values = {"civility": card.name.prefix, "first_name": first, "last_name": last}
        values |= self._shared(card, "work", own, aside)
        values |= _believed(Contact, own, values, card)
        values |= {"uid": uid, "photo": photo}
        company, (function, role) = organisation_of(card), _functions(card, own)
        if role:
            aside.keep("ROLE", role)
        aside.keep("NICKNAME", *card.nicknames)
        aside.keep_organisations(card.organisations[1:])
        aside.name_otherwise(card)
        online = {} if own else self._online(card, own, aside)
        aside.bound(Client.__tablename__, online)
        homes = self._homes(card, f"{first} {last}".strip(), aside)
        tags = [] if own else self.tags(card.categories, aside)
        department = ", ".join(part for part in card.organisation if part not in ("", company))
        link = {"function": function, "department": department}
        links = _links(own, link)
        for place in (link, *links.values()):
            aside.bound(ContactLink.__tablename__, place)
        contact = light(Contact, **values)
        aside.settle(contact)
        return Person(contact, company, link, links, homes, tags, online.get("website", ""))

    def _homes(self, card: Card, name: str, aside: Aside) -> list[Address]:
        """Where a contact works, the organisation is; where they live, their name stands on the letter."""
        found = [addresses.from_card(given, self.home, "work", self.tr) for given in card.addresses]
        for address, given in zip(found, card.addresses, strict=True):
            if "home" in given.types:
                vars(address)["recipient"] = name
        addresses.settle_postcodes(found, default_country(light(Client, addresses=found)))
        for address in found:
            aside.bound(Address.__tablename__, vars(address))
        return found

    def organisation(self, name: str, uid: str) -> Client:
        """A client that exists only on the cards of its contacts."""
        values = {"uid": uid, "company_name": name, "created_at": self.now, "updated_at": self.now}
        client = light(Client, **values, addresses=[], tags=[], links=[], phones=[], emails=[])
        Aside(self.tr).settle(client)
        return client

    def tags(self, names: Iterable[str], aside: Aside | None = None) -> list[ClientTag]:
        """Tags by their names; what is too long, or too many, is kept for the next export."""
        given = [name for name in names if name.casefold() not in _SYSTEM_TAGS]
        good = [name for name in given if len(name) <= LONGEST_TAG][:MOST_TAGS]
        if aside is not None and len(good) < len(given):
            aside.keep("CATEGORIES", *(name for name in given if name not in good))
        numbers = dict.fromkeys(self.lists.tag(name) for name in good)
        return [light(ClientTag, tag_id=number) for number in numbers if number is not None]

    def _organisation(self, card: Card, aside: Aside) -> dict[str, Any]:
        company = organisation_of(card)
        departments = [part for part in card.organisation if part and part != company]
        if departments:
            aside.note(_DEPARTMENT, ", ".join(departments))
        for text in (card.title, card.role):
            if text:
                aside.note(_FUNCTION, text)
        aside.keep_organisations(card.organisations[1:])
        aside.keep("NICKNAME", *card.nicknames[1:])
        aside.name_otherwise(card)
        return {"company_name": company, "trade_name": card.nicknames[0] if card.nicknames else ""}

    def _named_beside(self, card: Card, company: str) -> list[ContactLink]:
        """The person that the card of a firm names too."""
        if words(card.name.in_full) == words(company):
            return []
        first, last = person_of(card)
        values = {"uid": new_uid(), "civility": card.name.prefix, "first_name": first, "last_name": last}
        person = light(Contact, **values, created_at=self.now, updated_at=self.now)
        return [light(ContactLink, contact=person)]

    def _private(self, card: Card, aside: Aside) -> dict[str, Any]:
        first, last = person_of(card)
        for text in (card.title, card.role):
            if text:
                aside.note(_FUNCTION, text)
        aside.keep_organisations(card.organisations)
        aside.keep("NICKNAME", *card.nicknames)
        aside.name_otherwise(card)
        return {"civility": card.name.prefix, "first_name": first, "last_name": last}

    def _shared(self, card: Card, usual: str, own: own_fields.Plain, aside: Aside) -> dict[str, Any]:
        """What clients and contacts have alike."""
        aside.keep_links(card)
        aside.keep_layouts(card.addresses)
        language = card.language.partition("-")[0].lower()
        if not is_language(language):
            aside.keep("LANG", card.language)
            language = ""
        return {
            "phones": points.phones(card.phones, usual, own, self.tr),
            "emails": points.emails(card.emails, usual, own, aside),
            "birthday": _birthday(card.birthday),
            "language": language,
            "note": card.note,
            "created_at": self.now,
            "updated_at": (own_fields.moment(card.revision) if own else None) or self.now,
        }

    def _addresses(self, card: Card, usual: str, own: own_fields.Plain) -> list[Address]:
        ours = own_fields.entries(own, "addresses")
        found = []
        for place, given in enumerate(card.addresses):
            mine = light(Address, **own_fields.decoded(Address, ours[place])) if place < len(ours) else None
            if mine is not None and addresses.same(addresses.to_card(mine, (), "en"), given):
                vars(mine).setdefault("uid", new_uid())
                self.parts.belongs(mine, ours[place])
                found.append(mine)
            else:
                found.append(addresses.from_card(given, self.home, usual, self.tr))
        keep_one_default(found)
        return found

    def _online(self, card: Card, own: own_fields.Plain, aside: Aside) -> dict[str, str]:
        """Website and networks; in what we wrote, a web address beside an empty field is one that had no place."""
        empty = own.get("empty")
        taken = {name for name in empty if isinstance(name, str)} if isinstance(empty, list) else set()
        found: dict[str, str] = {}
        urls, profiles = [], []
        for url in card.urls:
            name = "website" if own else _site(url.text)
            if not web.check(url.text, "").ok:
                aside.note(_WEBSITE, url.text)
            elif name in taken or name in found:
                urls.append(url)
            else:
                found[name] = url.text
        for profile in card.profiles:
            if profile.service in NETWORKS and not profile.chat and profile.service not in taken | {*found}:
                found[profile.service] = profile.text
            else:
                profiles.append(profile)
        aside.keep_reached(urls, profiles)
        return found


def _believed(kind: Any, own: own_fields.Plain, values: dict[str, Any], card: Card) -> dict[str, Any]:
    """Our own columns; those that the card carries too only as long as it says the same."""
    said = values | {"language": card.language} if own else {}
    return {
        name: value
        for name, value in own_fields.decoded(kind, own).items()
        if name not in _NEVER and not (isinstance(value, str) and name in said and _differs(name, value, said[name]))
    }


def _differs(name: str, ours: str, said: str) -> bool:
    """Whether the card does not say any more what we wrote: `ours`, as a reader sees it."""
    if name in URLS:
        return unquote(settled(ours)) != unquote(said)
    return bool(said) if name == "birthday" else settled(ours) != said


def _functions(card: Card, own: own_fields.Plain) -> tuple[str, str]:
    """What the contact does there, and what is kept aside."""
    return (card.title, card.role) if card.title or own else (card.role, "")


def _links(own: own_fields.Plain, link: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The places of a contact by the uid of the client; the first may have been changed on the card."""
    found: dict[str, dict[str, Any]] = {}
    for entry in own_fields.entries(own, "links"):
        uid, position = entry.get("client"), entry.get("position")
        if not isinstance(uid, str):
            continue
        place = own_fields.decoded(ContactLink, entry)
        if not found:
            place |= {name: said for name, said in link.items() if settled(place.get(name, "")) != said}
        if place.get("from_on") and place.get("until_on") and place["until_on"] < place["from_on"]:
            del place["until_on"]
        found[uid] = place | {"position": position if isinstance(position, int) else 0}
    return found


def _birthday(day: Day | None) -> str:
    return Birthday(day.day, day.month, day.year).text if day else ""


def _site(text: str) -> str:
    """The field that a web address belongs in."""
    host = text.lower().partition("://")[2].partition("/")[0] or text.lower().partition("/")[0]
    return next((name for site, name in _SITES.items() if host == site or host.endswith(f".{site}")), "website")
