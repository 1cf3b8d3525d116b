"""THE catalogue of a client's fields. Adding a field touches four places, named in the README and checked by a sweep:
its column in `model`, its entry here, its place in a section of `ui/clients/tabs`, and a migration.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from app.i18n import N_
from app.values.field import (
    AMOUNT,
    BIRTHDAY,
    CLIENT,
    COUNTRY,
    CURRENCY,
    DATE,
    EMAIL,
    LANGUAGE,
    LONG_TEXT,
    NUMBER,
    PERCENT,
    PERSON,
    PHONE,
    TEAM,
    URL,
    YES_NO,
    Field,
    Kind,
    choice,
    list_of,
    text,
)
from app.values.folding import fold
from app.values.money import UNITS

IDENTITY = N_("Identity")
COMPANY = N_("Company details")
CONTACTS = N_("Contacts")
ADDRESSES = N_("Addresses")
ONLINE = N_("Online")
CONSENT = N_("Consent and language")
RELATIONS = N_("Relations")
NOTES = N_("Notes")
PAYMENT = N_("Payment")
CREDIT = N_("Credit limit and watch")
SENDING = N_("Sending documents")
DELIVERY = N_("Delivery")
PRINTED = N_("Printed on documents")
ACCOUNTING = N_("Accounting")


SIMPLE_LISTS = ("category", "sector", "referral", "credit_code", "block_reason")
SENDING_WAYS = choice(
    ("", N_("As usual")), ("email", N_("By e-mail")), ("paper", N_("On paper")), ("both", N_("E-mail and paper")),
    ("none", N_("Not at all")),
)  # fmt: skip


def _client(key: str, label: str, kind: Kind, group: str, *words: str, mergeable: bool = True) -> Field:
    return Field(
        key=key,
        label=label,
        kind=kind,
        group=group,
        column=f"client.{key}",
        synonyms=tuple(fold(word) for word in words),
        mergeable=mergeable,
        searchable=kind != CLIENT,
    )


def _part(key: str, label: str, kind: Kind, group: str, column: str, *words: str) -> Field:
    synonyms = tuple(fold(word) for word in words)
    return Field(
        key=key, label=label, kind=kind, group=group, column=column, synonyms=synonyms, mergeable=False, searchable=True
    )


_FIELDS = (
    _client("reference", N_("Reference"), text(40), IDENTITY, "ref", "reference", "référence", mergeable=False),
    _client("own_reference", N_("Own reference"), text(60), IDENTITY, "own", "code", "ancienne référence"),
    _client("is_organisation", N_("Organisation"), YES_NO, IDENTITY, "organisation", "société"),
    _client("is_client", N_("Client"), YES_NO, IDENTITY, "client"),
    _client("is_prospect", N_("Prospect"), YES_NO, IDENTITY, "prospect"),
    _client("is_partner", N_("Partner"), YES_NO, IDENTITY, "partner", "partenaire"),
    _client("is_supplier", N_("Supplier"), YES_NO, IDENTITY, "supplier", "fournisseur"),
    _client("key_account", N_("Key account"), YES_NO, IDENTITY, "key", "keyaccount", "compte clé"),
    _client("nurturing", N_("Nurturing"), YES_NO, IDENTITY, "nurturing"),
    _client("starred", N_("Starred"), YES_NO, IDENTITY, "starred", "star", "étoile", mergeable=False),
    _client("category_id", N_("Category"), list_of("category"), IDENTITY, "category", "catégorie"),
    _client("civility", N_("Title"), text(40), IDENTITY, "title", "civilité"),
    _client("first_name", N_("First name"), text(80), IDENTITY, "first", "first name", "prénom"),
    _client("last_name", N_("Last name"), text(80), IDENTITY, "last", "last name", "nom de famille"),
    _client("birthday", N_("Birthday"), BIRTHDAY, IDENTITY, "birthday", "anniversaire", "naissance"),
    _client("company_name", N_("Company name"), text(160), IDENTITY, "name", "company", "nom", "raison sociale"),
    _client("trade_name", N_("Trade name"), text(160), IDENTITY, "trade", "enseigne", "nom commercial"),
    _client("legal_form", N_("Legal form"), text(80), COMPANY, "legal form", "forme juridique"),
    _client("siren", N_("SIREN"), text(20), COMPANY, "siren"),
    _client("siret", N_("SIRET"), text(30), COMPANY, "siret"),
    _client("vat_number", N_("VAT number"), text(30), COMPANY, "vat", "tva"),
    _client("naf", N_("NAF (APE) code"), text(10), COMPANY, "naf", "ape"),
    _client("rcs", N_("RCS"), text(80), COMPANY, "rcs"),
    _client("business_number", N_("Business number"), text(40), COMPANY, "business number", "bn", "neq", "uid", "ide"),
    _client("gst_number", N_("GST number"), text(30), COMPANY, "gst", "tps"),
    _client("qst_number", N_("QST number"), text(30), COMPANY, "qst", "tvq"),
    _client("capital", N_("Share capital"), AMOUNT, COMPANY, "capital"),
    _client("sector_id", N_("Sector"), list_of("sector"), COMPANY, "sector", "secteur"),
    _client("headcount", N_("Employees"), text(30), COMPANY, "employees", "staff", "effectif", "salariés"),
    _client("website", N_("Website"), URL, ONLINE, "website", "web", "site"),
    _client("twitter", N_("Twitter / X"), URL, ONLINE, "twitter"),
    _client("facebook", N_("Facebook"), URL, ONLINE, "facebook"),
    _client("linkedin", N_("LinkedIn"), URL, ONLINE, "linkedin"),
    _client("viadeo", N_("Viadeo"), URL, ONLINE, "viadeo"),
    _client("other_network", N_("Other network"), URL, ONLINE, "network", "réseau"),
    _client("language", N_("Language"), LANGUAGE, CONSENT, "language", "langue"),
    _client("parent_id", N_("Parent company"), CLIENT, RELATIONS),
    _client("owner_id", N_("Account manager"), PERSON, RELATIONS, "manager", "responsable"),
    _client("team_id", N_("Team"), TEAM, RELATIONS, "team", "équipe"),
    _client("referral_id", N_("Referred by"), list_of("referral"), RELATIONS, "referral", "origine"),
    _client("referred_by_id", N_("Referring client"), CLIENT, RELATIONS),
    _client("client_since", N_("Client since"), DATE, RELATIONS, "since", "depuis"),
    _client("needs", N_("Needs"), LONG_TEXT, RELATIONS, "needs", "besoins"),
    _client("followup", N_("Next step"), LONG_TEXT, RELATIONS, "followup", "suivi"),
    _client("followup_on", N_("Next step on"), DATE, RELATIONS, "followup date", "date de suivi"),
    _client("note", N_("Note"), LONG_TEXT, NOTES, "note", "notes"),
    _client("note_on_orders", N_("Show the note on new orders"), YES_NO, NOTES),
    _client("payment_term_id", N_("Payment terms"), list_of("payment_term"), PAYMENT, "terms", "délai"),
    _client("means_in_id", N_("Payment means"), list_of("payment_means"), PAYMENT, "means", "règlement"),
    _client("means_out_id", N_("Refund means"), list_of("payment_means"), PAYMENT, "remboursement"),
    _client("discount_percent", N_("Overall discount"), PERCENT, PAYMENT, "discount", "remise"),
    _client("rebate_percent", N_("Early-payment discount"), PERCENT, PAYMENT, "rebate", "escompte"),
    _client("rebate_days", N_("If paid within (days)"), NUMBER, PAYMENT),
    _client("currency", N_("Currency"), CURRENCY, PAYMENT, "currency", "devise"),
    _client("tax_rate_id", N_("Default VAT"), list_of("tax_rate"), PAYMENT, "taux de tva"),
    _client("price_list_id", N_("Price list"), list_of("price_list"), PAYMENT, "price list", "tarif"),
    _client("reminder_plan_id", N_("Reminder plan"), list_of("reminder_plan"), PAYMENT, "plan", "plan de relance"),
    _client("bank_account_id", N_("Our bank account"), list_of("bank_account"), PAYMENT, "bank", "banque"),
    _client("has_credit", N_("May buy on credit"), YES_NO, PAYMENT, "credit", "crédit"),
    _client("credit_code_id", N_("Credit code"), list_of("credit_code"), PAYMENT, "credit code", "code crédit"),
    _client("prices_with_tax", N_("Prices with tax"), YES_NO, PAYMENT, "ttc"),
    _client("tax_exempt", N_("Exempt from VAT"), YES_NO, PAYMENT, "exempt", "exonéré"),
    _client("monthly_invoice", N_("One invoice a month"), YES_NO, PAYMENT, "monthly", "mensuelle"),
    _client("no_reminders", N_("No payment reminders"), YES_NO, PAYMENT, "sans relance"),
    _client("order_number_required", N_("Order number required"), YES_NO, PAYMENT, "bon de commande"),
    _part("credit_limit", N_("Credit limit"), AMOUNT, CREDIT, "client_company.credit_limit", "limit", "encours"),
    _part("on_watch", N_("On watch"), YES_NO, CREDIT, "client_company.on_watch", "watch", "surveillance"),
    _part("watch_reason", N_("Why"), text(200), CREDIT, "client_company.watch_reason"),
    _client("invoice_sending", N_("Invoices"), SENDING_WAYS, SENDING),
    _client("invoice_copies", N_("Paper copies"), NUMBER, SENDING, "copies"),
    _client("payment_advice", N_("Payment notices"), SENDING_WAYS, SENDING),
    _client("reminder_sending", N_("Payment reminders"), SENDING_WAYS, SENDING),
    _client("carrier_id", N_("Carrier"), list_of("carrier"), DELIVERY, "carrier", "transporteur"),
    _client("delivery_days", N_("Day and time"), text(200), DELIVERY, "delivery", "livraison"),
    _client("free_carriage_from", N_("Free carriage from"), AMOUNT, DELIVERY, "franco"),
    _client("delivery_note_prices", N_("Prices on delivery notes"), YES_NO, DELIVERY),
    _client("order_hint", N_("Hint when an order is entered"), text(300), PRINTED, "hint", "libellé"),
    _client("print_on_quotes", N_("On quotes"), LONG_TEXT, PRINTED),
    _client("print_on_orders", N_("On orders"), LONG_TEXT, PRINTED),
    _client("print_on_deliveries", N_("On delivery notes"), LONG_TEXT, PRINTED),
    _client("print_on_invoices", N_("On invoices"), LONG_TEXT, PRINTED),
    _part(
        "customer_account", N_("Customer account"), text(40), ACCOUNTING, "client_company.customer_account", "compte"
    ),
    _part("auxiliary_code", N_("Auxiliary code"), text(40), ACCOUNTING, "client_company.auxiliary_code", "auxiliaire"),
    _part("supplier_account", N_("Supplier account"), text(40), ACCOUNTING, "client_company.supplier_account"),
    _part("credit_accounts", N_("Accounts to credit"), text(120), ACCOUNTING, "client_company.credit_accounts"),
    _part("tax_rules", N_("Tax rules"), text(120), ACCOUNTING, "client_company.tax_rules"),
    _part("tag", N_("Tag"), text(60), IDENTITY, "tag.name", "tag", "mot clé", "étiquette"),
    _part("phone", N_("Phone"), PHONE, CONTACTS, "phone.text", "phone", "tel", "téléphone", "mobile"),
    _part("email", N_("E-mail"), EMAIL, CONTACTS, "email.text", "email", "mail", "e-mail", "courriel"),
    _part("contact.first_name", N_("Contact's first name"), text(80), CONTACTS, "contact.first_name"),
    _part("contact.last_name", N_("Contact's last name"), text(80), CONTACTS, "contact.last_name", "contact"),
    _part("contact.function", N_("Function"), text(120), CONTACTS, "contact_link.function", "function", "fonction"),
    _part("address.street", N_("Street"), text(160), ADDRESSES, "address.street", "street", "rue", "adresse"),
    _part("address.postcode", N_("Postcode"), text(20), ADDRESSES, "address.postcode", "postcode", "zip", "cp"),
    _part("address.city", N_("Town"), text(120), ADDRESSES, "address.city", "town", "city", "ville"),
    _part("address.region", N_("Region"), text(80), ADDRESSES, "address.region", "region", "province", "région"),
    _part("address.country", N_("Country"), COUNTRY, ADDRESSES, "address.country", "country", "pays"),
)

_GAPS = dict.fromkeys(map(ord, " \u00a0\u202f"))
_MOST_DIGITS = 14

CATALOGUE: dict[str, Field] = {field.key: field for field in _FIELDS}

FIGURE = N_("Sales and account")


def _figure(key: str, label: str, kind: Kind, column: str, *words: str) -> Field:
    synonyms = tuple(fold(word) for word in words)
    return Field(
        key=key, label=label, kind=kind, group=FIGURE, column=column, synonyms=synonyms, importable=False,
        exportable=False, mergeable=False, searchable=True,
    )  # fmt: skip


# What follows from papers and payments: asked for in searches, never typed. Amounts are in the currency that the client
# is invoiced in.
_FIGURES = (
    _figure("figure.orders", N_("Orders invoiced"), NUMBER, "client_figure.orders", "orders", "commandes"),
    _figure("figure.total", N_("Total invoiced"), AMOUNT, "client_figure.total", "total", "total facturé"),
    _figure("figure.balance", N_("Balance"), AMOUNT, "client_figure.balance", "balance", "solde"),
    _figure("figure.last_on", N_("Last invoice on"), DATE, "client_figure.last_on", "invoiced", "facturé"),
    _figure("paper.number", N_("Document number"), text(60), "search_term.term", "number", "numéro", "document"),
)
FIGURES: dict[str, Field] = {field.key: field for field in _FIGURES}
_BY_WORD = {word: field for field in reversed((*_FIELDS, *_FIGURES)) for word in field.synonyms}


def by_word(word: str) -> Field | None:
    """The field that a folded word of the search box means."""
    found = _BY_WORD.get(word)
    return found if found is not None and found.searchable else None


def stored_number(value: str, field: Field) -> int | None:
    """What a number typed in a condition is compared with: amounts and percentages in ten-thousandths."""
    units = typed_units(value)
    return units // UNITS if units is not None and field.kind.name == "number" else units


def typed_units(value: str) -> int | None:
    """A number as typed, in ten-thousandths; finer parts are cut off. None for what is no number, or far too large."""
    try:
        number = Decimal(value.translate(_GAPS).replace(",", "."))
    except InvalidOperation:
        return None
    return int(number * UNITS) if number.is_finite() and number.adjusted() < _MOST_DIGITS else None


def list_table(field: Field) -> str:
    """The table behind a list, a person or a team."""
    if field.kind.name in ("person", "team"):
        return field.kind.name
    return "choice" if field.kind.source in SIMPLE_LISTS else field.kind.source
