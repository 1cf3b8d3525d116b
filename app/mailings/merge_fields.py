"""The merge fields of letters: the client's own fields, what follows from them, the account, the shop, and the day.

Conditional fields choose one of their variants: `gender` (him, her, otherwise), `number.KEY` (one, several) and
`filled.KEY` (something, nothing).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clients.fields import CATALOGUE, FIGURES, NOTES
from app.clients.model.lists import CustomField
from app.i18n import N_, Translator
from app.values.rich_text import Run, Text, field_keys

DEAR, GREETING, GENDER = "dear", "greeting", "gender"
NUMBER, FILLED, OWN = "number.", "filled.", "own."

NAMES = N_("Name and greeting")
CLIENT = N_("Client")
CONTACT = N_("Contact")
ADDRESS = N_("Address")
ACCOUNT = N_("Sales and account")
SHOP = N_("Our shop")
DAY = N_("Day of printing")
OWN_FIELDS = N_("Own fields")
GROUPS = (NAMES, CLIENT, CONTACT, ADDRESS, ACCOUNT, SHOP, DAY, OWN_FIELDS)

CHOICES = (
    (GENDER, N_("By gender"), (N_("for a man"), N_("for a woman"), N_("otherwise"))),
    (NUMBER, N_("One or several"), (N_("for one"), N_("for several"))),
    (FILLED, N_("If filled in"), (N_("if filled in"), N_("if empty"))),
)


@dataclass(frozen=True)
class MergeField:
    """`label` and `group` are marked texts; the label of an own field is in the owner's words."""

    key: str
    label: str
    group: str


_NAMES = (
    MergeField(DEAR, N_("Dear …"), NAMES),
    MergeField(GREETING, N_("Greeting"), NAMES),
    MergeField("civility.full", N_("Title in full"), NAMES),
    MergeField("name", N_("Full name"), NAMES),
)
_SINCE = (MergeField("client_since.year", N_("Client since (year)"), CLIENT),)
_CONTACT = (
    MergeField("contact.name", N_("Contact's full name"), CONTACT),
    MergeField("contact.civility", N_("Contact's title"), CONTACT),
    MergeField("contact.first_name", N_("Contact's first name"), CONTACT),
    MergeField("contact.last_name", N_("Contact's last name"), CONTACT),
    MergeField("contact.function", N_("Contact's function"), CONTACT),
)
_ACCOUNT = (
    MergeField("figure.last_number", N_("Last invoice"), ACCOUNT),
    MergeField("figure.open_count", N_("Invoices to pay"), ACCOUNT),
    MergeField("figure.oldest_due_on", N_("Oldest due day"), ACCOUNT),
    MergeField("order.last_number", N_("Last order"), ACCOUNT),
    MergeField("order.last_on", N_("Last order on"), ACCOUNT),
)
_SHOP = (
    MergeField("shop.name", N_("Name of the shop"), SHOP),
    MergeField("shop.street", N_("Street of the shop"), SHOP),
    MergeField("shop.postcode", N_("Postcode of the shop"), SHOP),
    MergeField("shop.city", N_("Town of the shop"), SHOP),
    MergeField("shop.phone", N_("Phone of the shop"), SHOP),
    MergeField("shop.email", N_("E-mail of the shop"), SHOP),
    MergeField("shop.website", N_("Website of the shop"), SHOP),
)
_DAY = (MergeField("today", N_("Today's date"), DAY), MergeField("today.year", N_("This year"), DAY))

# A note is written for oneself; a search through the numbers of documents finds many.
_NEVER = {"paper.number", "logo"}
_FIRST = ("first_name", "last_name", "civility", "company_name", "reference", "client_since", "price_list_id")


def _from_catalogue() -> list[MergeField]:
    ours = [field for field in CATALOGUE.values() if field.group != NOTES and field.key not in _NEVER]
    ours.sort(key=lambda field: _FIRST.index(field.key) if field.key in _FIRST else len(_FIRST))
    return [MergeField(field.key, field.label, _group(field.key)) for field in ours if field.table != "contact_link"]


def _group(key: str) -> str:
    return ADDRESS if key.startswith("address.") else CLIENT


def _all() -> dict[str, MergeField]:
    figures = [MergeField(field.key, field.label, ACCOUNT) for field in FIGURES.values() if field.key not in _NEVER]
    found = (*_NAMES, *_from_catalogue(), *_SINCE, *_CONTACT, *figures, *_ACCOUNT, *_SHOP, *_DAY)
    known = {field.key: field for field in found}
    return dict(sorted(known.items(), key=lambda item: GROUPS.index(item[1].group)))


FIELDS: dict[str, MergeField] = _all()
COUNTABLE = (
    "figure.orders", "figure.open_count",
    *(key for key, field in CATALOGUE.items() if field.kind.name == "number" and key in FIELDS),
)  # fmt: skip


def own_fields(session: Session) -> tuple[MergeField, ...]:
    """The fields that the owner defined."""
    wanted = select(CustomField).where(CustomField.active).order_by(CustomField.position, CustomField.id)
    return tuple(MergeField(f"{OWN}{field.id}", field.label, OWN_FIELDS) for field in session.scalars(wanted))


def subject(key: str) -> str:
    """The field that a conditional one looks at; the field itself where it is none."""
    for prefix in (NUMBER, FILLED):
        if key.startswith(prefix):
            return key.removeprefix(prefix)
    return key


def is_known(key: str, own: Collection[str] = ()) -> bool:
    """Whether `key` is a merge field; `own` are the keys of `own_fields`."""
    if key.startswith(NUMBER):
        return subject(key) in COUNTABLE
    return key == GENDER or subject(key) in FIELDS or subject(key) in own


def is_conditional(key: str) -> bool:
    """Whether a field chooses among variants and has no words of its own."""
    return key == GENDER or key.startswith((NUMBER, FILLED))


def unknown(texts: Iterable[Text], own: Collection[str] = ()) -> tuple[str, ...]:
    """The fields in `texts` that mean nothing, each once."""
    keys = (key for text in texts for key in field_keys(text))
    return tuple(dict.fromkeys(key for key in keys if not is_known(key, own)))


def chip(run: Run, tr: Translator, own: Mapping[str, str] | None = None) -> str:
    """What a field is called where the text is written; `own` are the labels of the owner's fields by key."""
    if run.field == GENDER:
        return tr(N_("{word}, m/f"), word=next(filter(None, run.variants), tr(N_("by gender"))))
    if is_conditional(run.field):
        words = " / ".join(filter(None, run.variants))
        return tr(N_("{words} by {field}"), words=words, field=_label(subject(run.field), tr, own))
    return _label(run.field, tr, own)


def _label(key: str, tr: Translator, own: Mapping[str, str] | None) -> str:
    if own and key in own:
        return own[key]
    return tr(FIELDS[key].label) if key in FIELDS else "{" + key + "}"
