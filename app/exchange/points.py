"""Phones and e-mails out of a card, with the kind and the label that their types mean."""

from __future__ import annotations

from collections.abc import Sequence

from app.clients.model import Email, Phone
from app.exchange import own_fields
from app.exchange.addresses import HOME, WORK, settled
from app.exchange.kept_aside import Aside
from app.exchange.vcard import Detail
from app.i18n import N_, Translator
from app.store.base import light
from app.values import email

_SAYS_NOTHING = frozenset(("cell", "mobile", "fax", "iphone", "pcs", "main", "other", "voice", "msg", "text", "dom"))
_MOBILE = frozenset(("cell", "mobile", "iphone", "pcs"))
_EMAIL = N_("E-mail")


def phones(given: Sequence[Detail], usual: str, own: own_fields.Plain, tr: Translator) -> list[Phone]:
    """The phones of a card, the preferred first. `usual` is the type that needs no label: "work" or "home"."""
    given = _preferred_first(given)
    ours = [own_fields.decoded(Phone, entry) for entry in own_fields.entries(own, "phones")]
    if _agree(ours, given):
        return [light(Phone, **found) for found in ours]
    return [light(Phone, text=each.text, kind=_kind(each), label=_label(each, usual, tr)) for each in given]


def emails(given: Sequence[Detail], usual: str, own: own_fields.Plain, aside: Aside) -> list[Email]:
    """The e-mails of a card, the preferred first; what can be no address stands in the note."""
    given = _preferred_first(given)
    ours = [own_fields.decoded(Email, entry) for entry in own_fields.entries(own, "emails")]
    if _agree(ours, given):
        return [light(Email, **found) for found in ours]
    found = []
    for each in given:
        text = next((text for text in (each.text, email.comparable(each.text)) if email.check(text, "").ok), "")
        if text:
            found.append(light(Email, text=text, label=_label(each, usual, aside.tr)))
        else:
            aside.note(_EMAIL, each.text)
    return found


def _preferred_first(given: Sequence[Detail]) -> Sequence[Detail]:
    return sorted(given, key=lambda each: not each.preferred) if len(given) > 1 else given


def _agree(ours: list[own_fields.Plain], given: Sequence[Detail]) -> bool:
    """Whether the card still says what we wrote."""
    return bool(ours) and [settled(found.get("text", "")) for found in ours] == [each.text for each in given]


def _kind(given: Detail) -> str:
    if "fax" in given.types:
        return "fax"
    return "mobile" if _MOBILE.intersection(given.types) else "phone"


def _label(given: Detail, usual: str, tr: Translator) -> str:
    """The owner's own word; else the place, unless it goes without saying; else what else the card calls it."""
    if given.label or usual in given.types:
        return given.label
    if "home" in given.types or "work" in given.types:
        return tr(HOME) if "home" in given.types else tr(WORK)
    return next((kind.capitalize() for kind in given.types if kind not in _SAYS_NOTHING), "")
