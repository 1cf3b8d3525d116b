"""The lists of the client base beside those of the shop: tags, own fields and their options."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.clients.model import CustomField, CustomOption, Tag
from app.company import lists
from app.company.lists import Extra, ListKind
from app.errors import Refused
from app.i18n import N_
from app.values.field import choice

OWN_KINDS = choice(
    ("text", N_("Text")), ("number", N_("Number")), ("amount", N_("Amount")), ("date", N_("Date")),
    ("yes_no", N_("Yes or no")), ("choice", N_("One of a list")), ("several", N_("Several of a list")),
    ("link", N_("Web link")),
)  # fmt: skip
WITH_OPTIONS = ("choice", "several")

TAGS = ListKind("tag", N_("Tags"), Tag, label="name", coloured=True)
OWN_FIELDS = ListKind(
    "custom_field",
    N_("Own fields"),
    CustomField,
    extras=(Extra("kind", N_("Kind"), OWN_KINDS, required=True),),
    part_of_entry=("custom_option",),
)
KINDS = (TAGS, lists.KINDS[0], OWN_FIELDS, *lists.KINDS[1:])
BY_KEY = {kind.key: kind for kind in KINDS}


def options_of(field_id: int) -> ListKind:
    """The options of an own field that is a list."""
    return ListKind("custom_option", N_("Options"), CustomOption, {"field_id": field_id})


def set_kind(session: Session, field_id: int, kind: str) -> None:
    """Another kind for an own field, as long as no client has a value of the old one."""
    used = next((entry.used for entry in lists.entries(session, OWN_FIELDS) if entry.id == field_id), 0)
    if used:
        raise Refused(N_("Clients have values in this field: its kind cannot be changed. Make another field instead."))
    lists.change(session, OWN_FIELDS, field_id, {"kind": kind})
