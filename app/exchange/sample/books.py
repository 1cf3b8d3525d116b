"""The ledger of the sample: entries, payments and what is matched, laid down in bulk in the order of their days.

What the triggers of the file demand is kept in mind here: chains, instalments next to their entry, nothing matched
beyond what there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import ledger
from app.accounts.model import Allocation, Entry, Instalment, Payment
from app.clients.bulk import Table
from app.company import series
from app.company.model import Company, PaymentMeans
from app.company.records import entries, home
from app.exchange.sample.buyers import Buyer
from app.store import history
from app.store.base import driver, moment_text
from app.values.money import to_units

Part = tuple[date, Decimal]
_END = "UPDATE allocation SET ended_on=? WHERE credit_id=? AND ended_on IS NULL"
_REVERSED = "UPDATE payment SET reversed_on=?, reversal_reason=? WHERE entry_id=?"


class Books:
    """Writes the accounts of all buyers. Rows wait until `write`."""

    def __init__(self, session: Session) -> None:
        self._means = {row.code: row for row in entries(session, PaymentMeans)}
        self._chain = ""
        self._pattern = series.pattern_of(driver(session), "payment")[0]
        self._given: dict[int, int] = defaultdict(int)

    def sit_down(self, session: Session) -> None:
        """Go on in another step of the book."""
        self._session = session
        self._company: Company = home(session)
        self._entries, self._parts = Table(session, Entry), Table(session, Instalment)
        self._payments, self._matched = Table(session, Payment), Table(session, Allocation)

    def post(self, buyer: Buyer, kind: str, number: str, on: datetime, amount: Decimal, **values: Any) -> int:
        """Write an entry at the moment `on`, which is its day too unless `dated_on` is among the values; its id."""
        parts: Sequence[Part] = values.pop("instalments", ())
        row = {
            "id": self._entries.next, "client_id": buyer.id, "company_id": self._company.id,
            "currency": self._company.currency, "kind": kind, "number": number, "label": "", "dated_on": on.date(),
            "due_on": None, "amount": amount, "net": Decimal(0), "reference": buyer.reference, "reverses_id": None,
            "entered_at": on, **values,
        }  # fmt: skip
        shown = [(day.isoformat(), to_units(part)) for day, part in parts]
        self._chain = row["chain"] = ledger.link(self._chain, _facts(row), shown)
        self._entries.rows.append(row)
        self._entries.next += 1
        if parts:
            self._write_parts(row["id"], parts)
        (buyer.debts if amount > 0 else buyer.credits)[row["id"]] = abs(amount)
        return int(row["id"])

    def _write_parts(self, entry_id: int, parts: Sequence[Part]) -> None:
        self._entries.write()
        for place, (day, amount) in enumerate(parts, 1):
            row = {"id": self._parts.next, "entry_id": entry_id, "position": place, "due_on": day, "amount": amount}
            self._parts.rows.append(row)
            self._parts.next += 1
        self._parts.write()

    def match(self, buyer: Buyer, credit: int, debit: int, amount: Decimal, on: date) -> None:
        """Set a credit against a debt, as far as there is anything left of both."""
        amount = min(amount, buyer.credits.get(credit, Decimal(0)), buyer.debts.get(debit, Decimal(0)))
        if amount <= 0:
            return
        row = {"id": self._matched.next, "credit_id": credit, "debit_id": debit, "amount": amount, "made_on": on}
        self._matched.rows.append(row)
        self._matched.next += 1
        for side, entry in ((buyer.credits, credit), (buyer.debts, debit)):
            side[entry] -= amount
            if not side[entry]:
                del side[entry]

    def pay(
        self, buyer: Buyer, on: datetime, amount: Decimal, means: str, *, debts: Sequence[int] = (), **values: Any
    ) -> int:
        """Money that comes in for these debts, one after the other; what is too much stays on account. Its entry."""
        entry = self._money(buyer, "payment", on, -amount, means, **values)
        for debt in debts:
            self.match(buyer, entry, debt, amount, on.date())
        return entry

    def refund(self, buyer: Buyer, on: datetime, credit: int) -> None:
        """What is left of a credit, paid back by transfer."""
        amount = buyer.credits[credit]
        self.match(buyer, credit, self._money(buyer, "refund", on, amount, "transfer"), amount, on.date())

    def _money(self, buyer: Buyer, kind: str, on: datetime, amount: Decimal, means: str, **values: Any) -> int:
        chosen = self._means[means]
        self._given[on.year] += 1
        number = series.show(self._pattern, on.year, self._given[on.year])
        entry = self.post(buyer, kind, number, on, amount, label=chosen.label)
        row = {
            "id": self._payments.next, "entry_id": entry, "company_id": self._company.id, "year": on.year,
            "sequence": self._given[on.year], "means_id": chosen.id, "means": chosen.label, **values,
        }  # fmt: skip
        self._payments.rows.append(row)
        self._payments.next += 1
        return entry

    def write_off(self, buyer: Buyer, on: datetime, debt: int, *, number: str, reason: str) -> None:
        """What is left of a debt, given up."""
        amount = buyer.debts[debt]
        credit = self.post(buyer, "write_off", number, on, -amount, label=reason)
        self.match(buyer, credit, debt, amount, on.date())

    def bounce(self, buyer: Buyer, on: datetime, payment: int, debts: dict[int, Decimal], reason: str) -> None:
        """A payment that came to nothing: a counter-entry, and `debts`, which it had paid, are open again."""
        self._flush()
        row = (
            self._session.connection().exec_driver_sql("SELECT number, amount FROM entry WHERE id=?", (payment,)).one()
        )
        amount = Decimal(-row[1]).scaleb(-4)
        run = driver(self._session).execute
        run(_END, (on.date().isoformat(), payment))
        run(_REVERSED, (on.date().isoformat(), reason, payment))
        buyer.credits[payment] = amount
        for debt, part in debts.items():
            buyer.debts[debt] = buyer.debts.get(debt, Decimal(0)) + part
        counter = self.post(buyer, "reversal", row[0], on, amount, label=reason, reverses_id=payment)
        self.match(buyer, payment, counter, amount, on.date())

    def write(self) -> None:
        """Write the rows that wait, and tell the history of all that this step laid down."""
        self._flush()
        for table in (self._entries, self._parts, self._payments, self._matched):
            history.laid(self._session, table.name, range(table.first, table.next))

    def _flush(self) -> None:
        for table in (self._entries, self._payments, self._matched):
            if table.rows:
                table.write()


def _facts(row: dict[str, Any]) -> list[Any]:
    """What the chain covers, as it is stored."""
    return [
        row["company_id"], row["currency"], row["kind"], row["number"], row["label"], row["dated_on"].isoformat(),
        row["due_on"].isoformat() if row["due_on"] else None, to_units(row["amount"]), to_units(row["net"]),
        row["reference"], row["reverses_id"], moment_text(row["entered_at"]),
    ]  # fmt: skip
