"""From a stored paper to what is printed: every text put in the client's language, nothing left to look up.

What was issued is printed again from the text kept with it (`frozen`), never from what the record says today.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from app.company import taxes
from app.company.letterhead import Addressee, Letterhead
from app.company.model import Company
from app.i18n import N_, Translator
from app.sales import heading, legal
from app.sales.kinds import KINDS, title
from app.sales.model import Paper, PaperLine
from app.sales.printed import Printed, PrintedDue, PrintedLine, PrintedTax
from app.store import blobs

DATED = N_("Date")
_LEFT_OUT = {
    "payment_term": ("delivery", "credit_note"),
    "means": ("delivery", "credit_note"),
    "carrier": ("credit_note",),
    "due_on": ("delivery", "credit_note"),
}
_FACTS = {
    "due_on": N_("Due date"),
    "valid_until": N_("Valid until"),
    "delivery_on": N_("Delivery on"),
    "payment_term": N_("Payment terms"),
    "means": N_("Payment by"),
    "carrier": N_("Carrier"),
    "order_number": N_("Your order no."),
    "client_reference": N_("Client no."),
    "client_vat": N_("VAT number"),
}


def translator(paper: Paper, company: Company) -> Translator:
    """The words of the paper's language, the numbers of the shop's country."""
    return _translator(paper.language or company.language, company.country)


_translator = cache(Translator)


def build(
    session: Session,
    paper: Paper,
    *,
    sources: tuple[str, ...] = (),
    head: Letterhead | None = None,
    show_prices: bool | None = None,
) -> Printed:
    """The paper as it is printed now; `sources` are the numbers of the papers it was made from.

    `head` and `show_prices` are looked up where they are not given.
    """
    company = session.get_one(Company, paper.company_id)
    tr = translator(paper, company)
    if show_prices is None:
        show_prices = paper.kind != "delivery" or _shows_prices(session, paper)
    return Printed(
        kind=paper.kind,
        title=tr(title(paper.kind, deposit=paper.deposit)),
        number=paper.number,
        dated_on=paper.dated_on,
        language=tr.language,
        currency=paper.currency,
        letterhead=head or heading.letterhead(session, company, tr, paper.bank_account_id),
        addressee=Addressee(
            tuple(paper.billing.split("\n")), paper.client_name, paper.street, paper.postcode, paper.city, paper.country
        ),
        delivery=tuple(paper.delivery.split("\n")) if paper.delivery else (),
        facts=tuple(_facts(paper, tr, sources)),
        lines=tuple(_line(line, tr) for line in paper.lines),
        prices_with_tax=paper.prices_with_tax,
        show_prices=show_prices,
        **_amounts(paper, tr),
        reference=paper.number or paper.client_reference,
        message=paper.message,
        texts=tuple(text for text in _texts(paper, company, tr) if text.strip()),
    )


def _amounts(paper: Paper, tr: Translator) -> dict[str, Any]:
    """What the foot of the lines says."""
    several = len(paper.dues) > 1
    return {
        "lines_total": sum((line.total for line in paper.lines), Decimal("0.00")),
        "discount_percent": paper.discount_percent,
        "discount": _discount(paper),
        "net": paper.net,
        "taxes": tuple(PrintedTax(taxes.named(tax.name, tax.percent, tr), tax.base, tax.tax) for tax in paper.taxes),
        "gross": paper.gross,
        "to_pay": paper.gross if KINDS[paper.kind].pays else None,
        "dues": tuple(PrintedDue(each.due_on, each.amount) for each in paper.dues) if several else (),
    }


def _shows_prices(session: Session, paper: Paper) -> bool:
    from app.clients.model import Client

    client = session.get(Client, paper.bill_to_id)
    return client is not None and client.delivery_note_prices


def _discount(paper: Paper) -> Decimal:
    """What the discount on the whole takes off: the lines less what they came to."""
    shown = sum((line.total for line in paper.lines), Decimal(0))
    return shown - (paper.gross if paper.prices_with_tax else paper.net)


def _facts(paper: Paper, tr: Translator, sources: tuple[str, ...]) -> list[tuple[str, str]]:
    found = [(tr(DATED), tr.date(paper.dated_on))]
    for name, label in _FACTS.items():
        if paper.kind in _LEFT_OUT.get(name, ()):
            continue
        value = getattr(paper, name)
        if name == "due_on" and len(paper.dues) > 1:
            continue
        if value:
            found.append((tr(label), tr.date(value) if isinstance(value, date) else value))
    if sources:
        found.append((tr(N_("From")), ", ".join(sources)))
    return found


def _texts(paper: Paper, company: Company, tr: Translator) -> Iterator[str]:
    yield paper.printed_text
    if paper.regime:
        yield taxes.regime_text(company.country, paper.regime, tr.language, paper.dated_on)
    facts = heading.facts(company) | {
        "rebate_percent": paper.rebate_percent or None,
        "rebate_days": paper.rebate_days or None,
        "valid_until": paper.valid_until,
    }
    yield from legal.lines(company.country, paper.kind, paper.business, facts, tr)


def _line(line: PaperLine, tr: Translator) -> PrintedLine:
    if line.kind == "text":
        return PrintedLine("text", name=line.name, note=line.note)
    rates = [(line.tax_percent, line.tax_name), (line.second_percent, line.second_name)]
    return PrintedLine(
        kind=line.kind,
        code=line.code,
        name=line.name,
        note=line.note,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        discount=line.discount_percent,
        tax=" + ".join(taxes.percentage(percent, tr) for percent, name in rates if name),
        total=line.total,
    )


def freeze(printed: Printed, logo: str) -> str:
    """`printed` as the text that is kept for ever; the logo by its hash."""
    plain = vars(printed) | {"letterhead": vars(printed.letterhead) | {"logo": logo}}
    return json.dumps(plain, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> Any:
    return vars(value) if is_dataclass(value) else str(value)


def thaw(session: Session, frozen: str) -> Printed:
    """Back from the kept text."""
    plain: dict[str, Any] = json.loads(frozen)
    logo = plain["letterhead"]["logo"]
    plain["letterhead"]["logo"] = blobs.load(session, logo) if logo else None
    head = Letterhead(**{name: _tuples(value) for name, value in plain["letterhead"].items()})
    amounts = {name: Decimal(plain[name]) for name in ("lines_total", "discount_percent", "discount", "net", "gross")}
    return Printed(
        **{
            **{name: _tuples(value) for name, value in plain.items()},
            **amounts,
            "dated_on": date.fromisoformat(plain["dated_on"]),
            "letterhead": head,
            "addressee": Addressee(**{name: _tuples(value) for name, value in plain["addressee"].items()}),
            "facts": tuple((label, value) for label, value in plain["facts"]),
            "lines": tuple(PrintedLine(**_decimals(line, _LINE_AMOUNTS)) for line in plain["lines"]),
            "taxes": tuple(PrintedTax(**_decimals(tax, ("base", "tax"))) for tax in plain["taxes"]),
            "to_pay": None if plain["to_pay"] is None else Decimal(plain["to_pay"]),
            "dues": tuple(PrintedDue(date.fromisoformat(d["due_on"]), Decimal(d["amount"])) for d in plain["dues"]),
        }
    )


_LINE_AMOUNTS = ("quantity", "price", "discount", "total")


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _decimals(plain: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return plain | {name: None if plain[name] is None else Decimal(plain[name]) for name in names}
