"""Writing cards as vCard 3.0, the form that every address book takes.

Whatever a value holds, it stays inside its line: control characters and line breaks are removed or escaped, in
parameters too. What each receiver needs is done here: N and FN always, the company form of Apple, exactly one PREF,
a TYPE on every phone and web address for Outlook, labels and countries as Apple and Google read them. The same values
come out as vobject would write, at many times its rate.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import BinaryIO, TypeVar

from app.exchange.vcard.building import OWN
from app.exchange.vcard.card import Card, Day, Detail, Picture, PostalAddress, Profile
from app.exchange.vcard.line import clean, escaped, quoted, split

_Liked = TypeVar("_Liked", Detail, PostalAddress)

PRODUCT = "-//Clientele//Clientele//EN"

_WIDTH = 75
_EVERY = 50
_NO_VOICE = frozenset(("fax", "cell", "pager", "modem", "isdn", "bbs", "pcs", "video", "text", "textphone"))
_FIXED = frozenset(("BEGIN", "END", "VERSION", "PRODID", "UID", "REV", "N", "FN"))
_WORD = re.compile(r"[A-Za-z0-9-]{1,40}")
_NOT_IN_NAMES = re.compile(r"[^A-Z0-9-]")
_UNSAFE_IN_URLS = {ord(sign): f"%{ord(sign):02X}" for sign in ",;\\"}


def write_card(card: Card) -> bytes:
    """The card as a vCard 3.0 in UTF-8, CRLF after each line. UID and REV are written when the card has them."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"PRODID:{PRODUCT}"]
    for name, value in (("UID", card.uid), ("REV", card.revision)):
        if value:
            lines.append(f"{name}:{escaped(value)}")
    lines += _who(card)
    lines += _reached(card)
    lines += _about(card)
    lines += [line for leftover in card.leftovers if (line := _leftover(leftover))]
    lines.append("END:VCARD")
    return b"".join(map(_folded, lines))


def write_cards(
    cards: Iterable[Card], stream: BinaryIO, *, total: int = 0, progress: Callable[[int, int], object] | None = None
) -> int:
    """Write each card to `stream` and return how many there were.

    `progress` is called every fifty cards with (cards done, `total`) and may raise `Cancelled`.
    """
    count = 0
    for count, card in enumerate(cards, 1):
        stream.write(write_card(card))
        if progress and count % _EVERY == 0:
            progress(count, total)
    return count


def _who(card: Card) -> list[str]:
    name = card.name
    lines = [
        f"N:{_joined((name.last, name.first, name.middle, name.prefix, name.suffix))}",
        f"FN:{escaped(card.display_name) or '-'}",
    ]
    # A lone company keeps the semicolon after it, as Apple writes it.
    lines += [f"ORG:{_joined(each if len(each) > 1 else (*each, ''))}" for each in card.organisations]
    if card.shows_as_company:
        lines.append("X-ABSHOWAS:COMPANY")
    if card.is_group:
        lines.append("X-ADDRESSBOOKSERVER-KIND:group")
    lines += [f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{escaped(member)}" for member in card.members]
    for key, value in (("TITLE", card.title), ("ROLE", card.role), ("LANG", card.language)):
        if value:
            lines.append(f"{key}:{escaped(value)}")
    if card.nicknames:
        lines.append(f"NICKNAME:{','.join(map(escaped, card.nicknames))}")
    return lines


def _reached(card: Card) -> list[str]:
    """Phones, e-mails, addresses, web addresses and profiles; those with a label are numbered items."""
    items = _Items()
    for phone, preferred in _one_preferred(card.phones):
        types = phone.types if _NO_VOICE.intersection(phone.types) else (*phone.types, "voice")
        items.add("TEL", types, escaped(phone.text), label=phone.label, preferred=preferred)
    for email, preferred in _one_preferred(card.emails):
        types = ("internet", *email.types)
        items.add("EMAIL", types, escaped(email.text), label=email.label, preferred=preferred)
    for address, preferred in _one_preferred(card.addresses):
        _add_address(items, address, preferred)
    for url in card.urls:
        types = url.types if "home" in url.types else ("work", *url.types)
        items.add("URL", types, _as_url(url.text), label=url.label, preferred=url.preferred)
    for profile in card.profiles:
        _add_profile(items, profile)
    return items.lines


def _about(card: Card) -> list[str]:
    lines = _birthday(card.birthday) if card.birthday else []
    if card.note:
        lines.append(f"NOTE:{escaped(card.note)}")
    if card.categories:
        lines.append(f"CATEGORIES:{','.join(map(escaped, card.categories))}")
    for key, pictures in (("PHOTO", card.photos), ("LOGO", card.logos)):
        lines += [_picture(key, picture) for picture in pictures]
    for key, value in card.own.items():
        lines.append(f"{OWN}{_NOT_IN_NAMES.sub('', key.upper())}:{escaped(value)}")
    return lines


class _Items:
    """Gathers the lines of properties that may need a group for their label or country."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._count = 0

    def group(self) -> str:
        """The prefix of a new group."""
        self._count += 1
        return f"item{self._count}."

    def add(
        self, name: str, types: Sequence[str], value: str, *, label: str = "", group: str = "", preferred: bool = False
    ) -> None:
        """One property, `value` ready to be written."""
        words = [word.upper() for word in types if _WORD.fullmatch(word)] + ["PREF"] * preferred
        group = group or (self.group() if label else "")
        self.lines.append(f"{group}{name};TYPE={','.join(words)}:{value}" if words else f"{group}{name}:{value}")
        if label:
            self.lines.append(f"{group}X-ABLABEL:{escaped(label)}")


def _one_preferred(entries: Sequence[_Liked]) -> list[tuple[_Liked, bool]]:
    """Each entry and whether it is the preferred one: the first that says so, else the first."""
    chosen = next((place for place, entry in enumerate(entries) if entry.preferred), 0)
    return [(entry, place == chosen) for place, entry in enumerate(entries)]


def _add_address(items: _Items, address: PostalAddress, preferred: bool) -> None:
    group = items.group() if address.label or address.country_code or address.text else ""
    label = address.label
    if any(address.parts) or not address.text:
        items.add("ADR", address.types, _joined(address.parts), label=label, group=group, preferred=preferred)
        label, preferred = "", False
    if address.text:
        items.add("LABEL", address.types, escaped(address.text), label=label, group=group, preferred=preferred)
    if address.country_code:
        items.lines.append(f"{group}X-ABADR:{escaped(address.country_code.lower())}")


def _add_profile(items: _Items, profile: Profile) -> None:
    if profile.chat:
        name, types, label = f"IMPP;X-SERVICE-TYPE={quoted(profile.service)}", profile.types, profile.label
    elif _WORD.fullmatch(profile.service):
        name, types, label = "X-SOCIALPROFILE", (profile.service, *profile.types), profile.label
    else:
        name, types, label = "X-SOCIALPROFILE", (), profile.service
    items.add(name, types, _as_url(profile.text), label=label)


def _birthday(day: Day) -> list[str]:
    """BDAY, without a year in the way of Apple; nothing for a day that does not exist."""
    try:
        known = date(day.year or 1604, day.month, day.day)
    except ValueError:
        return []
    return [f"BDAY:{known.isoformat()}" if day.year else f"BDAY;X-APPLE-OMIT-YEAR=1604:{known.isoformat()}"]


def _picture(name: str, picture: Picture) -> str:
    if not picture.content:
        return f"{name};VALUE=uri:{_as_url(picture.link)}"
    kind = picture.mime.rpartition("/")[2].upper()
    kind = f";TYPE={kind}" if _WORD.fullmatch(kind) else ""
    return f"{name};ENCODING=b{kind}:{binascii.b2a_base64(picture.content, newline=False).decode()}"


def _leftover(text: str) -> str:
    """A property that was kept aside, written again in clean form; nothing for what would break the card."""
    found = split(clean(text).replace("\n", " ").encode("utf-8", "replace"))
    if found is None:
        return ""
    header, value = found
    if header.name in _FIXED or header.name.startswith(OWN):
        return ""
    group = f"{header.group}." if header.group else ""
    encoding = ";ENCODING=b" if header.encoding == "b" else ""
    return f"{group}{header.canonical}{encoding}:{value.decode()}"


def _joined(values: Iterable[str]) -> str:
    return ";".join(map(escaped, values))


def _as_url(text: str) -> str:
    """Commas, semicolons and backslashes percent-encoded: most readers keep the backslashes of a URL's escapes."""
    return clean(text).replace("\n", "").translate(_UNSAFE_IN_URLS)


def _folded(line: str) -> bytes:
    """The line in UTF-8, folded at 75 bytes, never inside a character."""
    data = line.encode("utf-8", "replace")
    if len(data) <= _WIDTH:
        return data + b"\r\n"
    pieces, start, width = [], 0, _WIDTH
    while len(data) - start > width:
        end = start + width
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, width = end, _WIDTH - 1
    pieces.append(data[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
