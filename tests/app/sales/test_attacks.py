"""Nobody changes an issued paper or the ledger by SQL: not one of these attempts goes through (G9).

Each trigger is needed: without any one of them at least one attempt does.
"""

from __future__ import annotations

import contextlib
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from app.accounts import ledger, payments
from app.accounts.allocation import Share
from app.accounts.payments import Money
from app.sales import converting
from app.store import ledger_guard, paper_guard, schema
from app.store.connect import Error, connect

from .conftest import TODAY, Desk, line

PAPER = "(SELECT id FROM paper WHERE number='FA-2026-0001')"
DRAFT = "(SELECT id FROM paper WHERE state='draft' AND kind='invoice')"
ENTRY = "(SELECT id FROM entry WHERE number='FA-2026-0001')"
PAYMENT = "(SELECT id FROM entry WHERE kind='payment')"
_NEW_ENTRY = "INSERT INTO entry(client_id, company_id, currency, kind, dated_on, amount, entered_at, chain{columns}) "
_FORGED = "VALUES(1, 1, 'EUR', 'invoice', '2026-11-22', {amount}, '2026-11-22T00:00:00Z', '{chain}'{values})"
_MATCH = "INSERT INTO allocation(credit_id, debit_id, amount, made_on) VALUES({credit}, {debit}, {amount}, '{on}')"


def entry(amount: int = 100, chain: str = "x", columns: str = "", values: str = "") -> str:
    return _NEW_ENTRY.format(columns=columns) + _FORGED.format(amount=amount, chain=chain, values=values)


def match(credit: str = PAYMENT, debit: str = ENTRY, amount: int = 1, on: str = "2026-11-22") -> str:
    return _MATCH.format(credit=credit, debit=debit, amount=amount, on=on)


ISSUE = (
    "UPDATE paper SET state='issued', number='{number}', year=2026, sequence={sequence}, chain='{chain}', "
    "previous={previous}, frozen='{{}}', issued_at='2026-11-22T00:00:00Z'{more} WHERE id={paper}"
)
LAST = "(SELECT chain FROM paper WHERE kind='invoice' AND state='issued' ORDER BY sequence DESC LIMIT 1)"


def issue(
    number: str = "FA-2026-0003", sequence: int = 3, chain: str = "x", previous: str = LAST, more: str = ""
) -> str:
    return ISSUE.format(number=number, sequence=sequence, chain=chain, previous=previous, more=more, paper=DRAFT)


CHANGES = {
    "number": "'FA-2026-0009'", "net": "1", "gross": "gross + 10000", "tax": "0", "client_name": "'Other'",
    "billing": "'Elsewhere'", "dated_on": "'2026-01-01'", "due_on": "'2027-01-01'", "currency": "'CHF'",
    "state": "'draft'", "sequence": "9", "year": "2025", "chain": "'x'", "previous": "'x'", "frozen": "'{}'",
    "pdf": "'x'", "kind": "'quote'", "message": "'x'", "printed_text": "'x'", "discount_percent": "100000",
    "bill_to_id": "(SELECT max(id) FROM client)", "entry_id": "NULL", "issued_at": "NULL", "company_id": "1 + 0 * id",
    "id": "id + 1000",
}  # fmt: skip

ATTACKS = [
    *(f"UPDATE paper SET {name}={value} WHERE id={PAPER}" for name, value in CHANGES.items() if name != "company_id"),
    f"DELETE FROM paper WHERE id={PAPER}",
    f"INSERT OR REPLACE INTO paper(id, uid, company_id, bill_to_id, dated_on, created_at, updated_at) "
    f"SELECT id, uid, company_id, bill_to_id, dated_on, created_at, updated_at FROM paper WHERE id={PAPER}",
    f"UPDATE paper_line SET price=0 WHERE paper_id={PAPER}",
    f"UPDATE paper_line SET paper_id={DRAFT} WHERE paper_id={PAPER}",
    f"UPDATE paper_line SET paper_id={PAPER} WHERE paper_id={DRAFT}",
    f"DELETE FROM paper_line WHERE paper_id={PAPER}",
    f"INSERT INTO paper_line(paper_id, name) VALUES({PAPER}, 'one more')",
    f"UPDATE paper_tax SET tax=0 WHERE paper_id={PAPER}",
    f"DELETE FROM paper_tax WHERE paper_id={PAPER}",
    f"INSERT INTO paper_tax(paper_id, name) VALUES({PAPER}, 'VAT')",
    f"UPDATE paper_due SET due_on='2030-01-01' WHERE paper_id={PAPER}",
    f"DELETE FROM paper_due WHERE paper_id={PAPER}",
    f"INSERT INTO paper_due(paper_id, due_on) VALUES({PAPER}, '2030-01-01')",
    "UPDATE paper_event SET kind='printed'",
    f"DELETE FROM paper_event WHERE paper_id={PAPER}",
    "DELETE FROM paper_link",
    f"DELETE FROM blob WHERE sha256=(SELECT pdf FROM paper WHERE id={PAPER})",
    f"UPDATE blob SET bytes=x'00' WHERE sha256=(SELECT pdf FROM paper WHERE id={PAPER})",
    "INSERT INTO paper(uid, company_id, kind, state, number, bill_to_id, dated_on, currency, created_at, updated_at) "
    "VALUES('u', 1, 'invoice', 'issued', 'FA-2026-0003', 1, '2026-11-22', 'EUR', 'x', 'x')",
    f"UPDATE paper SET number='FA-2026-0003' WHERE id={DRAFT}",
    f"UPDATE paper SET sequence=3, year=2026 WHERE id={DRAFT}",
    f"UPDATE paper SET chain='x' WHERE id={DRAFT}",
    f"UPDATE paper SET state='sent' WHERE id={DRAFT}",
    issue(sequence=4),
    issue(sequence=2),
    issue(sequence=1, number="FA-2026-0001"),
    issue(number=""),
    issue(chain=""),
    issue(previous="''"),
    issue(more=", gross=gross + 1"),
    issue(more=", tax=tax + 1, gross=gross + 1"),
    issue(more=", net=net + 1, gross=gross + 1"),
    issue(more=", dated_on='2026-01-01'"),
    f"UPDATE entry SET amount=1 WHERE id={ENTRY}",
    f"UPDATE entry SET client_id=(SELECT max(id) FROM client) WHERE id={ENTRY}",
    f"UPDATE entry SET dated_on='2020-01-01' WHERE id={ENTRY}",
    f"DELETE FROM entry WHERE id={ENTRY}",
    "DELETE FROM entry WHERE id=(SELECT max(id) FROM entry)",
    f"INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id={ENTRY}",
    entry(amount=0),
    entry(chain=""),
    entry(amount=5, columns=", reverses_id", values=f", {ENTRY}"),
    entry(amount=-240_000, columns=", reverses_id", values=f", {PAYMENT}"),
    "UPDATE instalment SET due_on='2030-01-01'",
    "DELETE FROM instalment",
    f"INSERT INTO instalment(entry_id, due_on, amount) VALUES({ENTRY}, '2030-01-01', 1)",
    match(amount=10_000_000),
    match(amount=0),
    match(amount=-1),
    match(credit=ENTRY, debit=PAYMENT),
    match(debit="(SELECT max(id) FROM entry WHERE client_id <> 1)"),
    match(on="2020-01-01"),
    "UPDATE allocation SET amount=1",
    "UPDATE allocation SET ended_on='2020-01-01'",
    "DELETE FROM allocation",
    "UPDATE payment SET sequence=7",
    "UPDATE payment SET entry_id=1",
    "DELETE FROM payment",
    f"INSERT INTO payment(entry_id, company_id, year, sequence) VALUES({ENTRY}, 1, 2026, 7)",
]


@pytest.fixture
def sold(desk: Desk, save, book_path: Path) -> Path:
    """A closed book with invoices, one of them partly paid, one in instalments, and drafts."""
    other = save(company_name="Other", addresses=[])
    desk.issued("invoice", line(price="20"))
    desk.act(converting.carry_on, [desk.issued("order")], "invoice", TODAY)
    linked = desk.rows("SELECT id FROM paper WHERE state='draft'")[0][0]
    desk.issue(linked)
    first = desk.rows("SELECT id FROM entry WHERE number='FA-2026-0001'")[0][0]
    pay = Money(desk.client_id, 1, "EUR", TODAY, Decimal(9), shares=(Share(first, Decimal(5)),))
    desk.act(payments.record, pay)
    parts = tuple((TODAY, Decimal(amount)) for amount in (1, 2))
    posting = ledger.Posting(desk.client_id, 1, "EUR", "opening", "X", TODAY, Decimal(3), instalments=parts)
    desk.act(ledger.post, posting)
    desk.act(ledger.post, ledger.Posting(other, 1, "EUR", "opening", "Y", TODAY, Decimal(3)))
    desk.paper("invoice", line(price="30"))
    desk.book.close()
    return book_path


@pytest.fixture
def copies(sold: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(sold, tmp_path / "attacked.clientele"))


def gets_through(db: object, attack: str) -> bool:
    db.execute("BEGIN IMMEDIATE")
    try:
        changed = db.execute(attack).rowcount
        return changed > 0
    except Error:
        return False
    finally:
        db.execute("ROLLBACK")


def test_no_attack_gets_through(copies: Path) -> None:
    assert len(ATTACKS) >= 50
    with contextlib.closing(connect(copies)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        assert [attack for attack in ATTACKS if gets_through(db, attack)] == []


def test_every_trigger_is_needed(copies: Path) -> None:
    guards = ledger_guard.TRIGGERS | paper_guard.TRIGGERS
    idle = []
    with contextlib.closing(connect(copies)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        for name in guards:
            db.execute(f"DROP TRIGGER {name}")
            if not any(gets_through(db, attack) for attack in ATTACKS):
                idle.append(name)
            db.execute(schema.TRIGGERS[name])
    assert idle == []
