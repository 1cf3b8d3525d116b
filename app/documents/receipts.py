"""The receipt of one payment, gathered from the account in the language of the client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.accounts import desk
from app.accounts.desk import Seen
from app.clients import loading
from app.company import posting
from app.company.model import Company
from app.documents.receipt import Receipt, Settled, make
from app.errors import NotFound
from app.i18n import N_, Translator
from app.sales import heading
from app.store.base import driver

KINDS = ("payment", "refund")
_DATES = "SELECT id, dated_on FROM entry WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True)
class Wanted:
    """Which receipt: of the payment or refund `entry_id`, perhaps marked as a duplicate."""

    entry_id: int
    copy: bool = False


def render(session: Session, wanted: Wanted) -> bytes:
    """The PDF of a receipt. Raises `NotFound`, and `Refused` where a character of it cannot be printed."""
    run = driver(session).execute
    seen = desk.see(driver(session), wanted.entry_id)
    client = next(iter(loading.load(run, [seen.client_id])), None) if seen is not None else None
    if seen is None or seen.kind not in KINDS or client is None:
        raise NotFound(N_("This payment is not in the file any more."))
    company = session.get_one(Company, seen.company_id)
    language = heading.language_of(client, company)
    tr = Translator(language, company.country)
    dates = dict(run(_DATES, (str([match.entry_id for match in seen.matches]),)).fetchall())
    return make(
        Receipt(
            number=seen.number,
            dated_on=seen.dated_on,
            currency=seen.currency,
            amount=abs(seen.amount),
            left=seen.left,
            letterhead=heading.letterhead(session, company, tr),
            addressee=heading.addressee(client, "invoice", sender=posting.sender(session), language=language),
            facts=_facts(seen, client.reference, tr),
            settled=tuple(
                Settled(date.fromisoformat(dates[each.entry_id]), each.number, each.kind, each.label, each.amount)
                for each in seen.matches
                if each.kind != "reversal"
            ),
            back=seen.kind == "refund",
            cancelled_on=seen.reversed_on,
            reason=seen.reason,
            copy=wanted.copy,
        ),
        tr,
    )


def _facts(seen: Seen, reference: str, tr: Translator) -> tuple[tuple[str, str], ...]:
    payment = seen.payment or {}
    return (
        (tr(N_("Payment by")), payment.get("means", "")),
        (tr(N_("Reference")), payment.get("reference", "")),
        (tr(N_("Bank of the cheque")), payment.get("cheque_bank", "")),
        (tr(N_("Name on the cheque")), payment.get("cheque_holder", "")),
        (tr(N_("Client no.")), reference),
    )
