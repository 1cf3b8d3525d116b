"""Whether a statement agrees with the account: its figures beside those that the book keeps of the client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.accounts.account import Run
from app.accounts.statement import Statement
from app.store.base import driver
from app.values.money import from_units

ZERO = Decimal(0)
_STORED = "SELECT currency, sum(balance) FROM client_figure WHERE client_id=? GROUP BY currency"
_LATER = "SELECT currency, sum(amount) FROM entry WHERE client_id=? AND dated_on>? GROUP BY currency"
_OVERDUE = "SELECT currency, sum(open) FROM open_item WHERE client_id=? AND open>0 AND due_on<? GROUP BY currency"


@dataclass(frozen=True)
class Figures:
    """Balance and overdue of one currency, on the page and in the account; `stored_overdue` None is not comparable."""

    currency: str
    balance: Decimal
    overdue: Decimal
    stored_balance: Decimal
    stored_overdue: Decimal | None

    @property
    def agrees(self) -> bool:
        """Whether the page says what the account says."""
        return self.balance == self.stored_balance and self.stored_overdue in (None, self.overdue)


def compare(session: Session, statement: Statement, today: date) -> tuple[Figures, ...]:
    """The figures of each currency of the client, stored ones taken back to the last day of the statement.

    What was overdue on an earlier day is not kept: it is compared only on a statement of today, and where nothing is
    dated later.
    """
    run, client, day = driver(session).execute, statement.client_id, statement.to_on
    stored = _amounts(run, _STORED, client)
    later = _amounts(run, _LATER, client, day.isoformat())
    overdue = _amounts(run, _OVERDUE, client, day.isoformat()) if day == today and not later else None
    pages = {block.currency: block for block in statement.blocks}
    found = []
    for currency in dict.fromkeys((*pages, *stored)):
        block = pages.get(currency)
        balance = stored.get(currency, ZERO) - later.get(currency, ZERO)
        if block is None and not balance:
            continue
        found.append(
            Figures(
                currency,
                block.due if block else ZERO,
                block.overdue if block else ZERO,
                balance,
                overdue.get(currency, ZERO) if overdue is not None else None,
            )
        )
    return tuple(found)


def _amounts(run: Run, query: str, *values: object) -> dict[str, Decimal]:
    return {currency: from_units(units or 0) for currency, units in run(query, values).fetchall()}
