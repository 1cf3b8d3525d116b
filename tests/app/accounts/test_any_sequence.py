"""The account is right after any sequence of acts: a machine that does them at random, beside a plain reckoning.

Each sequence is one transaction that is given up at its end: a thousand of them take half a minute.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from app.accounts import figures, ledger, payments, stating
from app.accounts.account import read
from app.accounts.allocation import propose
from app.accounts.stating import Period
from app.clients import records
from app.clients.model import Client
from app.errors import AppError
from app.store.base import driver
from app.store.book import Book

AMOUNTS = st.integers(1, 50_000).map(lambda cents: Decimal(cents).scaleb(-2))
DAYS = st.integers(0, 400).map(lambda days: date(2026, 1, 1) + timedelta(days))
TURNS = st.integers(0, 1_000)
CURRENCIES = st.sampled_from(["EUR", "EUR", "EUR", "CHF"])


class Machine(RuleBasedStateMachine):
    """Two clients. `moved` is the oracle: (client, currency, day, amount) of everything that was posted."""

    book: Book

    def __init__(self) -> None:
        super().__init__()
        self.writing = self.book.write("Sequence", kind="final")
        self.session = self.writing.__enter__().session
        self.clients = [records.save(self.session, Client(company_name=name)) for name in ("Avoine", "Blé")]
        self.known = list(self.clients)
        self.moved: list[list[Any]] = []
        self.entries: list[Any] = []
        self.matches: list[int] = []

    def teardown(self) -> None:
        stop = RuntimeError("given up on purpose")
        with contextlib.suppress(RuntimeError):
            self.writing.__exit__(RuntimeError, stop, None)

    def note(self, entry: Any) -> None:
        self.entries.append(entry)
        self.moved.append([entry.client_id, entry.currency, entry.dated_on, entry.amount])
        self.settle_figures()

    def settle_figures(self) -> None:
        figures.refresh(self.session, {"client": set(self.known), "entry": {each.id for each in self.entries}})

    def post(self, kind: str, client: int, amount: Decimal, day: date, **more: Any) -> None:
        posting = ledger.Posting(self.clients[client % len(self.clients)], 1, kind=kind, number="N", amount=amount,
                                 dated_on=day, **more)  # fmt: skip
        self.note(ledger.post(self.session, posting))

    @rule(client=TURNS, amount=AMOUNTS, day=DAYS, wait=st.integers(0, 90), currency=CURRENCIES)
    def invoice(self, client: int, amount: Decimal, day: date, wait: int, currency: str) -> None:
        self.post("invoice", client, amount, day, due_on=day + timedelta(wait), currency=currency)

    @rule(client=TURNS, parts=st.lists(AMOUNTS, min_size=2, max_size=4), day=DAYS)
    def invoice_in_parts(self, client: int, parts: list[Decimal], day: date) -> None:
        dues = tuple((day + timedelta(30 * place), part) for place, part in enumerate(parts))
        self.post("invoice", client, sum(parts, Decimal(0)), day, instalments=dues, currency="EUR")

    @rule(client=TURNS, amount=AMOUNTS, day=DAYS, currency=CURRENCIES)
    def credit(self, client: int, amount: Decimal, day: date, currency: str) -> None:
        self.post("credit_note", client, -amount, day, currency=currency)

    @rule(client=TURNS, amount=AMOUNTS, day=DAYS, currency=CURRENCIES, automatic=st.booleans())
    def pay(self, client: int, amount: Decimal, day: date, currency: str, automatic: bool) -> None:
        client_id = self.clients[client % len(self.clients)]
        debts = payments.debts(self.session, client_id, 1, currency)
        shares = tuple(propose(debts, amount)[0]) if automatic else ()
        money = payments.Money(client_id, 1, currency, day, amount, shares=shares)
        self.note(payments.record(self.session, money))

    @precondition(lambda self: len(self.entries) > 1)
    @rule(first=TURNS, second=TURNS, amount=AMOUNTS, day=DAYS)
    def match(self, first: int, second: int, amount: Decimal, day: date) -> None:
        credit, debit = self.entries[first % len(self.entries)], self.entries[second % len(self.entries)]
        try:
            made = ledger.match(self.session, credit_id=credit.id, debit_id=debit.id, amount=amount, on=day)
        except AppError:
            return
        self.matches.append(made.id)
        self.settle_figures()

    @precondition(lambda self: self.matches)
    @rule(turn=TURNS, day=DAYS)
    def unmatch(self, turn: int, day: date) -> None:
        try:
            ledger.unmatch(self.session, self.matches.pop(turn % len(self.matches)), on=day)
        except AppError:
            return
        self.settle_figures()

    @precondition(lambda self: self.entries)
    @rule(turn=TURNS, day=DAYS)
    def reverse(self, turn: int, day: date) -> None:
        entry = self.entries[turn % len(self.entries)]
        open_before = sum(each.amount for each in payments.frees(self.session, entry.id))
        assert open_before <= abs(entry.amount)
        try:
            self.note(payments.reverse(self.session, entry.id, on=day, reason="wrong"))
        except AppError:
            return
        assert ledger.left(self.session, entry.id) == 0

    @precondition(lambda self: self.entries)
    @rule(turn=TURNS, amount=AMOUNTS, day=DAYS)
    def write_off(self, turn: int, amount: Decimal, day: date) -> None:
        try:
            self.note(payments.write_off(self.session, entry_id=self.entries[turn % len(self.entries)].id,
                                         amount=amount, on=day, reason="lost"))  # fmt: skip
        except AppError:
            return

    @precondition(lambda self: len(self.clients) == 2)
    @rule()
    def merge(self) -> None:
        kept, absorbed = self.clients
        self.session.get_one(Client, absorbed).merged_into = kept
        self.session.flush()
        ledger.reassign(self.session, absorbed, kept)
        self.clients = [kept]
        for line in self.moved:
            line[0] = kept
        self.settle_figures()

    @invariant()
    def the_account_is_right(self) -> None:
        run = driver(self.session).execute
        assert list(figures.differences(driver(self.session))) == []
        for client_id in self.clients:
            account = read(run, client_id)
            for day in (date(2026, 5, 1), date(2027, 12, 31)):
                self.check_day(stating.of_account(account, Period("activity", day, date(2026, 3, 1))), client_id, day)

    def check_day(self, statement: Any, client_id: int, day: date) -> None:
        for block in statement.blocks:
            owed = sum(
                amount
                for owner, currency, on, amount in self.moved
                if owner == client_id and currency == block.currency and on <= day
            )
            assert block.closing == block.due == owed
            assert sum(block.ageing.values()) - block.unallocated == owed
            assert block.opening + block.total_debit - block.total_credit == owed
            assert all(item.open > 0 for item in block.items)
            assert all(each.left > 0 for each in block.credits)


def machine(folder: Path, template: Path) -> type[Machine]:
    path = Path(shutil.copyfile(template, folder / "any.clientele"))
    return type("Sequences", (Machine,), {"book": Book.open(path)})


def test_a_thousand_sequences(template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kind = machine(Path(folder), template)
        try:
            run_state_machine_as_test(
                kind,
                settings=settings(
                    max_examples=1_000,
                    stateful_step_count=6,
                    deadline=None,
                    derandomize=True,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            kind.book.close()
