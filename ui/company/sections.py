"""The sections of the settings page: the page shows them in this order, the palette finds them by their words."""

from __future__ import annotations

from typing import NamedTuple

from app.i18n import N_


class Section(NamedTuple):
    """`words` are what else one may call it, marked."""

    key: str
    title: str
    words: str
    icon: str


SECTIONS = (
    Section("shop", N_("The shop"), N_("name address logo country language phone"), "building-store"),
    Section("people", N_("People of the shop"), N_("staff who team history signature"), "users-group"),
    Section("appearance", N_("Appearance"), N_("language text size colours dark light theme"), "palette"),
    Section("names", N_("Names and references"), N_("order first last name reference number pattern"), "id"),
    Section(
        "head",
        N_("Letterhead and legal lines"),
        N_("paper letterhead colour legal foot SIRET VAT capital"),
        "file-text",
    ),
    Section("numbers", N_("Numbers of documents"), N_("number invoice quote series pattern year"), "list"),
    Section(
        "selling", N_("Selling and accounting"), N_("prospect rounding quote limit accounts term"), "receipt-refund"
    ),
    Section("addresses", N_("Addresses on paper"), N_("address envelope label capitals accents Québec window"), "mail"),
    Section("windows", N_("Window envelopes"), N_("window envelope letter address fold measure DIN"), "ruler-measure"),
    Section("backups", N_("Backups"), N_("backup copy restore folder USB safety"), "history"),
    Section("file", N_("Data file"), N_("file path size check damaged privacy stored"), "file-database"),
)
