"""The message of an account statement: a ready text that says what is late, or the shop's own words with its places.

A place such as `{overdue}` is filled in for each client, so that a kept text never says an amount of last month.
"""

from __future__ import annotations

from decimal import Decimal

from app.accounts.statement import Statement
from app.company.letterhead import Letterhead
from app.documents.words import long_day, money
from app.i18n import LANGUAGES, N_, Translator

NONE, FRIENDLY, OWN = "none", "friendly", "own"
LATE = N_(
    "Unless we are mistaken, {overdue} is overdue today. Thank you for settling it as soon as you can; if your payment "
    "is already on its way, please disregard this message."
)
DUE = N_("Thank you for your trust. The balance of {balance} is payable on the due dates shown above.")
QUESTION = N_("Any question? Please call {phone}.")
PLACES = {"overdue": N_("overdue"), "balance": N_("balance"), "day": N_("day"), "phone": N_("phone")}


def message(kind: str, own: str, statement: Statement, head: Letterhead, tr: Translator) -> str:
    """What is printed below the table, in the language of `tr`; empty where there is nothing to say."""
    values = {
        "overdue": _sum(statement, "overdue", tr),
        "balance": _sum(statement, "due", tr),
        "day": long_day(tr, statement.to_on),
        "phone": head.phone,
    }
    if kind == OWN:
        return _fill(own, values)
    if kind != FRIENDLY or not (values["overdue"] or values["balance"]):
        return ""
    words = tr(LATE, overdue=values["overdue"]) if values["overdue"] else tr(DUE, balance=values["balance"])
    return f"{words} {tr(QUESTION, phone=head.phone)}" if head.phone else words


def template(tr: Translator) -> str:
    """The friendly text to be changed, with its places named in the language of `tr`."""
    return tr(LATE, overdue=f"{{{tr(PLACES['overdue'])}}}")


def _sum(statement: Statement, name: str, tr: Translator) -> str:
    """The amounts above zero of each currency, since they are never added."""
    amounts: list[tuple[Decimal, str]] = [(getattr(block, name), block.currency) for block in statement.blocks]
    return ", ".join(money(tr, value, currency) for value, currency in amounts if value > 0)


def _fill(text: str, values: dict[str, str]) -> str:
    """A place may be named in any language of the program; every other brace is a letter like others."""
    for name, value in values.items():
        for word in {name, *(Translator(language)(PLACES[name]) for language in LANGUAGES)}:
            text = text.replace(f"{{{word}}}", value)
    return text.strip()
