"""The first rows of a new book: the shop, and lists in its language that can be used at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from app.company import series, taxes
from app.company.model import Carrier, Choice, Company, Numbering, PaymentMeans, PaymentTerm, ReminderPlan, TaxRate
from app.company.numbering import DEFAULT_PATTERNS
from app.company.records import set_option
from app.i18n import N_, Translator
from app.store import blobs, book
from app.store.clock import today
from app.values.money import currency_of
from app.values.person import civilities

LISTS = {
    "category": (
        N_("Private"), N_("Restaurant"), N_("Hotel"), N_("Shop"), N_("Caterer"), N_("Association"), N_("Public body"),
        N_("Trade"),
    ),
    "sector": (N_("Food service"), N_("Retail"), N_("Services"), N_("Industry"), N_("Farming"), N_("Public sector")),
    "referral": (N_("A client"), N_("Advertising"), N_("Internet")),
    "credit_code": (N_("None"), N_("Standard"), N_("Extended")),
    "block_reason": (N_("Late payment"), N_("Dispute"), N_("Limit exceeded"), N_("At the client's request")),
}  # fmt: skip

TERMS = (
    (N_("On receipt"), 0, False),
    (N_("15 days"), 15, False),
    (N_("30 days"), 30, False),
    (N_("30 days, end of month"), 30, True),
    (N_("45 days, end of month"), 45, True),
    (N_("60 days"), 60, False),
)
MEANS = (
    (N_("Cash"), "cash"), (N_("Card"), "card"), (N_("Cheque"), "cheque"), (N_("Transfer"), "transfer"),
    (N_("Direct debit"), "debit"),
)  # fmt: skip
CARRIERS = (N_("Our own van"), N_("Collected at the shop"), N_("Carrier"))
# What subjects above put into a new book: `fill(session)`.
FILLING: list[Callable[[Session], object]] = []
PLANS = (N_("Gentle: 8, 20 and 35 days"), N_("Firm: 5, 15 and 25 days"))


@dataclass(frozen=True)
class Shop:
    """What a new book needs to know; only the name is asked for."""

    name: str
    country: str = "FR"
    language: str = "fr"
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    logo: bytes = b""


def found(path: Path, shop: Shop, *, key: str | None = None) -> None:
    """Make the book of `shop` at `path`. Raises `BookError` when it cannot be made; then there is no file."""
    book.create(path, lambda session: furnish(session, shop), key=key)


def also(fill: Callable[[Session], object]) -> None:
    """Register what a subject above puts into every new book."""
    if fill not in FILLING:
        FILLING.append(fill)


def furnish(session: Session, shop: Shop) -> None:
    """Write the shop and its starting lists."""
    tr = Translator(shop.language, shop.country)
    session.add(
        Company(
            name=shop.name,
            street=shop.street,
            postcode=shop.postcode,
            city=shop.city,
            phone=shop.phone,
            email=shop.email,
            country=shop.country,
            language=shop.language,
            currency=currency_of(shop.country),
            logo=blobs.keep(session, shop.logo) if shop.logo else "",
        )
    )
    for name, labels in LISTS.items():
        session.add_all(Choice(list=name, label=tr(label), position=place) for place, label in enumerate(labels))
    usual = enumerate(civilities(shop.language))
    session.add_all(Choice(list="civility", label=label, position=place) for place, label in usual)
    session.add_all(
        PaymentTerm(label=tr(label), days=days, end_of_month=end, position=place)
        for place, (label, days, end) in enumerate(TERMS)
    )
    session.add_all(
        PaymentMeans(label=tr(label), code=code, position=place) for place, (label, code) in enumerate(MEANS)
    )
    session.add_all(Carrier(label=tr(label), position=place) for place, label in enumerate(CARRIERS))
    session.add_all(ReminderPlan(label=tr(label), position=place) for place, label in enumerate(PLANS))
    _add_rates(session, shop, tr)
    session.add(Numbering(kind="client", pattern=DEFAULT_PATTERNS["client"]))
    patterns = series.PATTERNS.get(shop.language, series.PATTERNS["en"])
    session.add_all(Numbering(kind=kind, pattern=pattern) for kind, pattern in patterns.items())
    set_option(session, "name_order", "last")
    session.flush()
    for fill in FILLING:
        fill(session)


def _add_rates(session: Session, shop: Shop, tr: Translator) -> None:
    """The rates of tax in force today where the shop is."""
    region = taxes.region_of(shop.country, shop.postcode)
    none = taxes.Rate(shop.country, "VAT", Decimal(0))
    for place, rate in enumerate(taxes.starting(shop.country, region, today()) or (none,)):
        session.add(
            TaxRate(
                label=taxes.label(rate, tr),
                country=rate.country,
                name=rate.name,
                percent=rate.percent,
                second_name=rate.second_name,
                second_percent=rate.second_percent,
                from_on=rate.from_on.isoformat() if rate.from_on else None,
                until_on=rate.until_on.isoformat() if rate.until_on else None,
                position=place,
            )
        )
