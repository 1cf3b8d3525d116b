"""The account of a large shop: `python -m tests.speed.account [--clients N | --book FILE]`.

Against plain SQLite reading or writing the same rows, triggers included, and against a bare ReportLab canvas. Writes
are timed without waiting for the disk: CPU time leaves that out by itself.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app import exercises, subjects
from app.accounts import account, ledger, payments, stating
from app.accounts import search as entries
from app.accounts.allocation import Share
from app.accounts.statement import Layout
from app.clients import search as clients
from app.documents import statement as statements
from app.documents import statements as gathering
from app.documents.rendering import render
from app.exchange import sample
from app.i18n import Translator
from app.sales import issuing, records
from app.sales import search as papers
from app.sales.model import PaperLine
from app.store import connect
from app.store.book import Book
from tests.speed.frame import Reach, Times, cpu, heading, in_turns, line, lines

TODAY = date.today()
TYPED = ("b", "br", "bra", "bras", "FA-2026-04", "0418", "dijon", "hotel")
NUMBERS = ("FA-2026-0418", "0418", "AV-2025-0012", "BL-2024-0100")
_EXACT = "SELECT * FROM paper WHERE number=? AND number <> ''"
WRITES = 30
TWO_FACES = 2


def largest(db: Any) -> int:
    """The client with most papers."""
    return int(db.execute("SELECT bill_to_id FROM paper GROUP BY 1 ORDER BY count(*) DESC LIMIT 1").fetchone()[0])


def opening(book: Book, db: Any, client: int) -> None:
    """What the Sales and Account tabs read, against the same rows as they come."""
    query = papers.PaperQuery(client_id=client)
    period = stating.Period("activity", TODAY, date(2016, 1, 1))

    def sales() -> None:
        papers.load_rows(db, papers.all_ids(db, query, TODAY))
        papers.totals(db, query, TODAY)

    def movements() -> None:
        entries.entries(db, client)
        stating.of_account(account.read(db.execute, client), period)

    def plain_papers() -> None:
        db.execute(
            "SELECT p.*, o.open FROM paper p LEFT JOIN open_item o ON o.entry_id = p.entry_id WHERE bill_to_id=?",
            (client,),
        ).fetchall()

    def plain_entries() -> None:
        for table, column in (("entry", "client_id"), ("open_item", "client_id"), ("client_figure", "client_id")):
            db.execute(f"SELECT * FROM {table} WHERE {column}=?", (client,)).fetchall()
        inside = "IN (SELECT id FROM entry WHERE client_id=?)"
        db.execute(f"SELECT * FROM allocation WHERE credit_id {inside}", (client,)).fetchall()
        db.execute(f"SELECT * FROM payment WHERE entry_id {inside}", (client,)).fetchall()

    (found,) = db.execute("SELECT count(*) FROM paper WHERE bill_to_id=?", (client,)).fetchone()
    heading(f"A record with {found} papers")
    for name, ours, limit in (("Sales tab", sales, plain_papers), ("Account tab", movements, plain_entries)):
        mine, theirs = in_turns(ours, limit, 15)
        line(name, mine.median * 1000, theirs.median * 1000, Reach(4))


def writing(book: Book, path: Path) -> None:
    """Payments and invoices one by one, each a step of its own, against the bare statements on a copy."""
    number = count(1)
    with book.write("Speed") as step:
        client = exercises.client_of_all(step.session)
        company = records.home(step.session)
    debts: list[int] = []

    def issue(draw: Callable[..., bytes]) -> None:
        place = next(number)
        with book.write("Speed", kind="final") as step:
            paper = records.blank(step.session, "invoice", client, TODAY)
            rate = {"tax_name": "VAT", "tax_percent": Decimal(20)}
            paper.lines = [PaperLine(name=f"Ware {place} {row}", price=Decimal(place), **rate) for row in range(5)]
            saved = records.save(step.session, paper, TODAY)
            issuing.issue(
                step.session, saved, version=records.load(step.session, saved).version, today=TODAY, render=draw
            )
            debts.append(int(step.session.connection().exec_driver_sql("SELECT max(id) FROM entry").scalar() or 0))

    def pay() -> None:
        with book.write("Speed", kind="final") as step:
            amount, debt = Decimal(5), debts.pop()
            money = payments.Money(client, company.id, "EUR", TODAY, amount, shares=(Share(debt, amount),))
            payments.record(step.session, money)

    plain = Plain(path, client)
    heading("Writing")
    pairs: tuple[tuple[str, Callable[[], object], Callable[[], object]], ...] = (
        ("Issue an invoice of 5 lines, no PDF", lambda: issue(lambda printed: printed.number.encode()), plain.issue),
        ("Issue an invoice of 5 lines, with its PDF", lambda: issue(render), plain.issue_and_draw),
        ("Record a payment", pay, plain.pay),
    )
    for name, ours, limit in pairs:
        mine, theirs = in_turns(ours, limit, WRITES)
        line(name, mine.median * 1000, theirs.median * 1000, Reach())
    plain.db.close()


class Plain:
    """The same rows by bare statements, in a copy of the book."""

    def __init__(self, path: Path, client: int) -> None:
        self.copy = Path(shutil.copyfile(path, path.with_suffix(".plain")))
        self.db = connect.connect(self.copy)
        self.client = client
        (self.company,) = self.db.execute("SELECT id FROM company").fetchone()
        self.sequence = count(self._last("paper WHERE kind='invoice' AND year=2026") + 1)
        self.paid = count(self._last("payment WHERE year=2026") + 1)
        self.debts: list[int] = []

    def _last(self, where: str) -> int:
        return int(self.db.execute(f"SELECT coalesce(max(sequence), 0) FROM {where}").fetchone()[0])

    def _insert(self, table: str, **row: Any) -> int:
        names, places = ", ".join(row), ", ".join("?" * len(row))
        return int(self.db.execute(f"INSERT INTO {table}({names}) VALUES({places})", (*row.values(),)).lastrowid)

    def _entry(self, kind: str, amount: int) -> int:
        found = self.db.execute("SELECT chain FROM entry ORDER BY id DESC LIMIT 1").fetchone()
        return self._insert(
            "entry", client_id=self.client, company_id=self.company, currency="EUR", kind=kind, number="x",
            dated_on=f"{TODAY}", amount=amount, entered_at=f"{TODAY}", chain=f"{found}"[:64],
        )  # fmt: skip

    def _rest(self) -> None:
        """The history, and the figures of one client."""
        step = self._insert(
            "change_set", at=f"{TODAY}", who="", label="x", parameters="{}", kind="final", state="done", chain="x"
        )
        for row in range(6):
            self._insert("payload", hash=os.urandom(32).hex(), json="{}" * 200)
            self._insert("change", change_set_id=step, **{'"table"': "x", "first": row, "last": row, "op": "i"})
        self.db.execute("UPDATE client_figure SET balance=balance+1 WHERE client_id=?", (self.client,))
        self.db.execute("COMMIT")

    def issue(self, pdf: str = "") -> None:
        self.db.execute("BEGIN IMMEDIATE")
        frozen, number = "{}" * 1500, next(self.sequence)
        paper = self._insert(
            "paper", uid=os.urandom(16).hex(), company_id=self.company, kind="invoice", bill_to_id=self.client,
            dated_on=f"{TODAY}", currency="EUR", net=50000, gross=60000, tax=10000, created_at="x", updated_at="x",
        )  # fmt: skip
        for row in range(5):
            self._insert("paper_line", paper_id=paper, position=row, name="x", quantity=10000, price=10000, net=10000)
        self._insert("paper_tax", paper_id=paper, name="VAT", percent=200000, base=50000, tax=10000)
        self._insert("paper_due", paper_id=paper, due_on=f"{TODAY}", amount=60000)
        self._insert("paper_event", paper_id=paper, at="x", kind="issued")
        entry = self._entry("invoice", 60000)
        self.db.execute(
            "UPDATE paper SET state='issued', number=?, year=2026, sequence=?, issued_at='x', frozen=?, chain=?, "
            "pdf=?, previous=(SELECT chain FROM paper WHERE company_id=? AND kind='invoice' AND year=2026 AND "
            "state='issued' ORDER BY sequence DESC LIMIT 1), entry_id=? WHERE id=?",
            (f"X{number}", number, frozen, f"{number}", pdf, self.company, entry, paper),
        )
        self.db.execute("INSERT INTO search_term(client_id, term) VALUES(?, ?)", (self.client, f"x{number}"))
        self.debts.append(entry)
        self._rest()

    def issue_and_draw(self) -> None:
        """The rows, and one page of sixty words and a grid on a bare canvas."""
        content = BytesIO()
        canvas = Canvas(content)
        text = canvas.beginText(40, 780)
        for row in range(TWO_FACES * 30):
            text.setFont("Helvetica-Bold" if row % TWO_FACES else "Helvetica", 10)
            text.textLine(f"Some words of a paper and an amount {row * 37 % 1000},00")
        canvas.drawText(text)
        canvas.grid([40, 200, 400, 555], [700, 600, 500])
        canvas.save()
        self.db.execute("INSERT INTO blob(sha256, bytes) VALUES(?, ?)", (os.urandom(32).hex(), content.getvalue()))
        self.issue()

    def pay(self) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        entry = self._entry("payment", -50000)
        self._insert("payment", entry_id=entry, company_id=self.company, year=2026, sequence=next(self.paid), means="x")
        self._insert("allocation", credit_id=entry, debit_id=self.debts.pop(), amount=50000, made_on=f"{TODAY}")
        self._rest()


def ten_years(book: Book, db: Any, client: int) -> None:
    """The statement of the largest account over everything."""
    period = stating.Period("activity", TODAY, date(2016, 1, 1))
    with book.read() as session:
        ones = list(gathering.gather(session, [client], period, gathering.Choices(layout=Layout())))
    rows = sum(len(block.movements) for block in ones[0][0].blocks)

    def figures() -> None:
        list(stating.make(db.execute, [client], period))

    def added_up() -> None:
        db.execute(
            "SELECT *, sum(amount) OVER (ORDER BY dated_on, id) FROM entry WHERE client_id=?", (client,)
        ).fetchall()

    def printed() -> None:
        statements.make(ones, BytesIO(), lambda language: Translator(language, "FR"))

    def drawn() -> None:
        canvas = Canvas(BytesIO())
        for start in range(0, rows, 40):
            text = canvas.beginText(40, 780)
            text.setFont("Helvetica", 9)
            for row in range(start, min(rows, start + 40)):
                text.textLine(f"01/01/2026 FA-2026-{row:04} Facture 01/02/2026 1 234,56 7 654,32")
            canvas.drawText(text)
            canvas.showPage()
        canvas.save()

    heading(f"A statement over ten years, {rows} movements")
    for name, ours, limit in (("figures", figures, added_up), ("PDF", printed, drawn)):
        mine, theirs = in_turns(ours, limit, 7)
        line(name, mine.median * 1000, theirs.median * 1000, Reach())


def lists(db: Any) -> None:
    """All papers, what is typed above them, and the clients by what they owe."""
    (found,) = db.execute("SELECT count(*) FROM paper").fetchone()
    (many,) = db.execute("SELECT count(*) FROM client").fetchone()
    heading(f"Lists: {found:,} papers, {many:,} clients")
    every = papers.PaperQuery()
    invoices = papers.PaperQuery(kinds=("invoice",))
    plain = "SELECT id FROM paper ORDER BY dated_on DESC, id DESC"
    owing = clients.Query(tab="clients", sort="balance", descending=True)
    by_balance = (
        "SELECT r.client_id FROM client_row r LEFT JOIN client_figure f ON f.client_id = r.client_id AND f.main = 1 "
        "WHERE r.live = 1 AND r.is_client = 1 ORDER BY f.balance DESC"
    )
    pairs: tuple[tuple[str, Callable[[], object], str], ...] = (
        ("all papers, every id", lambda: papers.all_ids(db, every, TODAY), plain),
        ("all papers, first page", lambda: papers.first_page(db, every, TODAY), f"{plain} LIMIT 200"),
        ("invoices, every id", lambda: papers.all_ids(db, invoices, TODAY),
         "SELECT id FROM paper WHERE kind='invoice' ORDER BY dated_on DESC, id DESC"),
        ("all papers, totals", lambda: papers.totals(db, every, TODAY), "SELECT sum(net), sum(gross) FROM paper"),
        ("overdue invoices", lambda: papers.all_ids(db, papers.PaperQuery(status="overdue"), TODAY),
         "SELECT p.id FROM open_item o JOIN paper p ON p.entry_id = o.entry_id "
         "WHERE o.open > 0 AND o.due_on < '2026-11-12'"),
        ("clients by balance", lambda: clients.all_ids(db, owing, TODAY), by_balance),
        ("payments, every id", lambda: entries.payment_ids(db, entries.PaymentQuery()),
         "SELECT e.id FROM payment p JOIN entry e ON e.id = p.entry_id ORDER BY e.dated_on DESC, e.id DESC"),
    )  # fmt: skip
    for name, ours, query in pairs:
        mine, theirs = in_turns(ours, lambda: db.execute(query).fetchall(), 5)  # noqa: B023 - run at once
        line(name, mine.median * 1000, theirs.median * 1000, Reach(3))
    typed = Times([cpu(lambda: papers.first_page(db, papers.PaperQuery(text=text), TODAY)) for text in typing()])  # noqa: B023
    plain_typed = Times([cpu(lambda: _by_name(db, text)) for text in typing()])  # noqa: B023
    lines("a keystroke in the list of papers", typed, plain_typed, Reach(3, 25, either=True))
    by_number = Times([cpu(lambda: papers.by_number(db, text, TODAY)) for text in NUMBERS * 5])  # noqa: B023
    exact = Times(
        [cpu(lambda: db.execute(_EXACT, (text,)).fetchall()) for text in NUMBERS * 5]  # noqa: B023
    )
    lines("a number typed into the search box", by_number, exact, Reach(figure=25))


def typing() -> Iterator[str]:
    for _ in range(5):
        yield from TYPED


def _by_name(db: Any, text: str) -> None:
    """The newest papers of the clients whose name begins so."""
    db.execute(
        "SELECT * FROM paper WHERE bill_to_id IN "
        "(SELECT client_id FROM client_row WHERE sort_key >= ? AND sort_key < ?) "
        "ORDER BY dated_on DESC, id DESC LIMIT 200",
        (text.lower(), f"{text.lower()}\U0010ffff"),
    ).fetchall()


def chains(db: Any) -> None:
    """Both chains, against reading the rows that they cover."""

    def read() -> None:
        for table in ("entry", "instalment", "paper"):
            db.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall()

    (issued,) = db.execute("SELECT count(*) FROM paper WHERE state='issued' AND kind='invoice'").fetchone()
    heading(f"The chains of {issued:,} invoices")
    mine, theirs = in_turns(lambda: [*ledger.verify(db), *issuing.verify(db)], read, 2)
    part = 10_000 / issued
    line("for 10,000 of them", mine.median * 1000 * part, theirs.median * 1000 * part, Reach(figure=1000))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=5_000)
    parser.add_argument("--book", type=Path)
    given = parser.parse_args()
    subjects.load()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CLIENTELE_HOME"] = folder
        path = Path(folder, "shop.clientele")
        if given.book:
            shutil.copyfile(given.book, path)
        else:
            seconds = cpu(lambda: sample.make(path, clients=given.clients, seed=1, today=TODAY))
            heading(f"The sample of {given.clients:,} clients with their trade")
            line("made", seconds, 0, Reach(), unit="s")
        with closing(Book.open(path)) as book, closing(book.rows()) as db:
            client = largest(db)
            opening(book, db, client)
            ten_years(book, db, client)
            lists(db)
            chains(db)
        with closing(Book.open(path)) as book:
            writing(book, path)


if __name__ == "__main__":
    main()
