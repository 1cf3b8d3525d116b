"""What the shop sets for its papers: their head and foot, their numbers, and how it sells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.company import series
from app.company.model import Company, Numbering, PaymentTerm
from app.company.posting import KEEP_ACCENTS, QUEBEC_LETTERS
from app.company.records import entries, home, option, set_option
from app.errors import Invalid, Problem
from app.i18n import N_
from app.store.base import driver
from app.store.clock import today
from app.values import identifiers, vat
from app.values.money import from_units, to_units

HEAD = (
    "tagline", "accent", "serif", "legal_form", "capital", "siret", "rcs", "vat_number", "gst_number", "qst_number",
    "foot", "late_terms",
)  # fmt: skip
OPTIONS: Mapping[str, Any] = {
    "first_invoice": "client",
    "rounding": "document",
    "window": "",
    "quote_days": 30,
    "payment_term_id": None,
    "credit_limit": None,
    "customer_account": "411000",
    "supplier_account": "401000",
    "auxiliary_pattern": "{name}",
    KEEP_ACCENTS: False,
    QUEBEC_LETTERS: True,
}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MOST_DAYS = 3_660


@dataclass(frozen=True)
class PaperSettings:
    """`head` are columns of the company; `options` those of `OPTIONS`; `patterns` and `coming` by kind of paper."""

    country: str
    head: Mapping[str, Any]
    options: Mapping[str, Any]
    patterns: Mapping[str, str]
    coming: Mapping[str, str]
    terms: tuple[tuple[int, str], ...]


def load(session: Session) -> PaperSettings:
    """Everything the settings page shows of the papers."""
    company, db = home(session), driver(session)
    return PaperSettings(
        country=company.country,
        head={name: getattr(company, name) for name in HEAD},
        options={name: _out(name, option(session, name, default)) for name, default in OPTIONS.items()},
        patterns={kind: series.pattern_of(db, kind)[0] for kind in series.KINDS},
        coming={kind: series.peek(db, kind, company.id, today()).text for kind in series.KINDS},
        terms=tuple((term.id, term.label) for term in entries(session, PaymentTerm) if term.active),
    )


def _out(name: str, value: Any) -> Any:
    return from_units(value) if name == "credit_limit" and value is not None else value


def save_head(session: Session, values: Mapping[str, Any]) -> None:
    """Change some of `HEAD`. Raises `Invalid` at the field."""
    company = home(session)
    problems = [problem for name, value in values.items() for problem in _head_problems(name, value, company)]
    if problems:
        raise Invalid(problems)
    for name, value in values.items():
        setattr(company, name, value.strip() if isinstance(value, str) else value)


def _head_problems(name: str, value: Any, company: Company) -> list[Problem]:
    match name:
        case "accent" if value and not _COLOUR.fullmatch(value):
            return [Problem(name, N_("A colour is written like {example}."), {"example": "#6b2136"})]
        case "siret":
            checked = identifiers.check_siret(value, name, country=company.country, siren="")
        case "vat_number":
            checked = vat.check_vat(value, name, country=company.country)
        case _:
            return []
    return [problem for problem in checked.problems if problem.blocks]


def save_option(session: Session, name: str, value: Any) -> None:
    """Set one of `OPTIONS`. Raises `Invalid` at its name."""
    if name == "quote_days" and not 0 <= int(value) <= _MOST_DAYS:
        raise Invalid([Problem(name, N_("This lies between {least} and {most}."), {"least": 0, "most": _MOST_DAYS})])
    if name == "credit_limit":
        if value is not None and value < Decimal(0):
            raise Invalid([Problem(name, N_("A limit cannot be negative."))])
        value = None if value is None else to_units(value)
    if name not in OPTIONS:
        raise KeyError(name)
    set_option(session, name, value)


def save_pattern(session: Session, kind: str, pattern: str) -> None:
    """What the next numbers of a kind look like; those given stay. Raises `Invalid` at the kind."""
    problems = series.check(pattern, kind)
    others = session.execute(select(Numbering.pattern).where(Numbering.kind != kind, Numbering.kind.in_(series.KINDS)))
    if not problems and pattern in {row[0] for row in others}:
        problems = [Problem(kind, N_("Another kind of document has this pattern: they could not be told apart."))]
    if problems:
        raise Invalid(problems)
    counter = session.scalars(select(Numbering).where(Numbering.kind == kind)).first()
    if counter is None:
        session.add(Numbering(kind=kind, pattern=pattern))
    else:
        counter.pattern = pattern


def save_start(session: Session, kind: str, first: int) -> None:
    """The number a series begins with, for a shop that numbered elsewhere before. Raises `Invalid` once it began."""
    company, db = home(session), driver(session)
    counter = session.scalars(select(Numbering).where(Numbering.kind == kind)).one()
    began = series.peek(db, kind, company.id, today()).sequence != counter.next_number
    if began or not 1 <= first <= 10_000_000:
        raise Invalid([Problem(kind, N_("This series has begun already: its numbers follow each other."))])
    counter.next_number = first
