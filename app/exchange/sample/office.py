"""The papers of the sample: reckoned, frozen and numbered as `sales.issuing` does it, laid down in bulk.

A paper enters the file as a draft with its rows and is then issued, in the order of the numbers: the triggers of the
file look on. No print is kept: it is made again from the text that is frozen with each paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from app.clients.bulk import Table
from app.clients.numbers import compact
from app.company import series
from app.company.letterhead import Letterhead
from app.company.model import Company
from app.company.records import home
from app.exchange.sample.books import Books
from app.exchange.sample.buyers import Buyer
from app.exchange.sample.draws import Draws
from app.sales import heading, issuing, printing, totals
from app.sales.due import Term, dues
from app.sales.kinds import KINDS
from app.sales.model import Paper, PaperDue, PaperEvent, PaperLine, PaperLink, PaperTax
from app.store import history
from app.store.base import driver, light, moment_text
from app.values.money import currency_digits

Row = dict[str, Any]
_OPENS = timedelta(hours=8)
_STEP, _LONGEST = 37, 9 * 3600  # seconds between two acts of a day, and of a working day
_ISSUE = (
    "UPDATE paper SET state='issued', number=?, year=?, sequence=?, issued_at=?, frozen=?, previous=?, chain=?, "
    "entry_id=nullif(?, '') WHERE id=?"
)
_TERM = "INSERT OR IGNORE INTO search_term(client_id, term) VALUES(?, ?)"
_PROGRESS = "UPDATE paper SET progress=? WHERE id=?"


@dataclass(frozen=True)
class Made:
    """A paper that was written. `lines` are its rows, with their ids; `entry_id` is 0 where no account was touched."""

    id: int
    number: str
    dated_on: date
    due_on: date | None
    gross: Decimal
    lines: list[Row]
    taxes: tuple[totals.TaxTotal, ...] = ()
    instalments: int = 1
    entry_id: int = 0


class Office:
    """Writes papers and keeps the books. `at` is the present moment of the sample's past."""

    def __init__(self, session: Session, draws: Draws, people: Sequence[str]) -> None:
        self._draws, self._people = draws, people
        self.books = Books(session)
        self.sit_down(session)
        self._patterns = {kind: series.pattern_of(driver(session), kind)[0] for kind in KINDS}
        self._given: dict[tuple[str, int], int] = defaultdict(int)
        self._chains: dict[tuple[str, int], str] = defaultdict(str)
        self._heads: dict[str, Letterhead] = {}
        self._issued: list[tuple[Any, ...]] = []
        self._terms: list[tuple[int, str]] = []
        self._progress: list[tuple[str, int]] = []
        self._usual = {kind: _defaults(kind) for kind in (Paper, PaperLine)}
        self._day, self._acts = date.min, 0

    def sit_down(self, session: Session) -> None:
        """Go on in another step of the book."""
        self._session = session
        self._company: Company = home(session)
        kinds = (Paper, PaperLine, PaperTax, PaperDue, PaperLink, PaperEvent)
        self._tables = {kind: Table(session, kind) for kind in kinds}
        self.books.sit_down(session)

    def now(self, day: date) -> datetime:
        """The moment of the next act of that day: each a little later than the one before."""
        self._acts = 0 if day != self._day else self._acts + 1
        self._day = day
        start = datetime(day.year, day.month, day.day, tzinfo=UTC) + _OPENS
        return start + timedelta(seconds=min(self._acts * _STEP, _LONGEST))

    def draft(self, buyer: Buyer, kind: str, lines: list[Row], day: date, **values: Any) -> Made:
        """Write a draft."""
        return self._write(buyer, kind, lines, self.now(day), values)[1]

    def issue(
        self, buyer: Buyer, kind: str, lines: list[Row], day: date, sources: Sequence[Made] = (), **values: Any
    ) -> Made:
        """Write a paper that has its number; `sources` are those that it was made from."""
        at = self.now(day)
        paper, made = self._write(buyer, kind, lines, at, values)
        place = kind, day.year
        self._given[place] += 1
        number = paper["number"] = series.show(self._patterns[kind], day.year, self._given[place])
        printed = printing.build(
            self._session,
            SimpleNamespace(**self._usual[Paper] | paper),  # type: ignore[arg-type]
            sources=tuple(each.number for each in sources),
            head=self._head(paper["language"]),
            show_prices=kind != "delivery" or bool(buyer.client.delivery_note_prices),
        )
        frozen, previous, chain, entry = printing.freeze(printed, self._company.logo), "", "", 0
        if KINDS[kind].legal:
            previous, chain = self._chains[place], issuing.link(self._chains[place], frozen, "")
            self._chains[place] = chain
            entry = self._post(buyer, paper, made, at, number) if made.gross else 0
        moment = moment_text(at)
        self._issued.append(
            (number, day.year, self._given[place], moment, frozen, previous, chain, entry or "", made.id)
        )
        self._terms.append((buyer.id, compact(number)))
        self._tell(made.id, at, "issued", number)
        for source in sources:
            self._add(PaperLink, from_id=source.id, to_id=made.id)
            self._tell(source.id, at, "carried_on", number)
        return replace(made, number=number, entry_id=entry)

    def carried(self, progress: str, *sources: Made) -> None:
        """How far papers were carried on by now: "partly" or "done"."""
        self._progress += [(progress, source.id) for source in sources]

    def _add(self, table_of: Any, /, **row: Any) -> int:
        table = self._tables[table_of]
        row["id"] = table.next
        table.rows.append(row)
        table.next += 1
        return int(row["id"])

    def _tell(self, paper_id: int, at: datetime, kind: str, note: str = "") -> None:
        self._add(PaperEvent, paper_id=paper_id, at=at, who=self._draws.one(self._people), kind=kind, note=note)

    def _head(self, language: str) -> Letterhead:
        if language not in self._heads:
            tr = printing.translator(light(Paper, language=language), self._company)
            self._heads[language] = heading.letterhead(self._session, self._company, tr)
        return self._heads[language]

    def _write(self, buyer: Buyer, kind: str, lines: list[Row], at: datetime, values: Row) -> tuple[Row, Made]:
        """The draft, as its row with its parts and as what was made."""
        day, term = at.date(), values.pop("term", buyer.term)
        paper = {
            "uid": self._draws.uid(), "company_id": self._company.id, "kind": kind, "currency": self._company.currency,
            "number": "", "dated_on": day, "due_on": None, "valid_until": None, "created_at": at, "updated_at": at,
            **buyer.values(kind), **values,
        }  # fmt: skip
        found = self._reckon(paper, lines)
        paper |= {"net": found.net, "tax": found.tax, "gross": found.gross}
        paper["dues"] = self._dues(paper, term)
        number = self._add(Paper, **paper)
        rows = []
        for place, (line, amounts) in enumerate(zip(lines, found.lines, strict=True)):
            row = line | {"paper_id": number, "position": place, "total": amounts.shown, "net": amounts.net}
            rows.append(row | {"id": self._add(PaperLine, **row)})
        taxes = [
            {"position": place, "name": tax.label, "percent": tax.percent, "base": tax.base, "tax": tax.tax}
            for place, tax in enumerate(found.taxes)
        ]
        for kind_of, parts in ((PaperTax, taxes), (PaperDue, paper["dues"])):
            for part in parts:
                self._add(kind_of, paper_id=number, **part)
        self._tell(number, at, "created")
        paper["lines"] = [SimpleNamespace(**self._usual[PaperLine] | row) for row in rows]
        paper["taxes"] = [SimpleNamespace(**tax) for tax in taxes]
        paper["dues"] = [SimpleNamespace(**due) for due in paper["dues"]]
        return paper, Made(number, "", day, paper["due_on"], found.gross, rows, found.taxes, len(paper["dues"]))

    def _reckon(self, paper: Row, lines: list[Row]) -> totals.Totals:
        taxed = not paper["regime"]
        return totals.reckon(
            [
                totals.Line(
                    line["kind"], line["quantity"], line.get("price", Decimal(0)),
                    line.get("discount_percent", Decimal(0)),
                    ((line["tax_name"], line["tax_percent"]),) if taxed and line.get("tax_name") else (),
                )
                for line in lines
            ],
            prices_with_tax=paper["prices_with_tax"],
            discount_percent=paper["discount_percent"],
            rule="document",
            digits=currency_digits(paper["currency"]),
        )  # fmt: skip

    def _dues(self, paper: Row, term: Term) -> list[Row]:
        if not KINDS[paper["kind"]].pays:
            return []
        found = dues(paper["dated_on"], term, paper["gross"], currency_digits(paper["currency"]))
        paper["due_on"] = found[0].due_on
        return [{"position": place, "due_on": each.due_on, "amount": each.amount} for place, each in enumerate(found)]

    def _post(self, buyer: Buyer, paper: Row, made: Made, at: datetime, number: str) -> int:
        sign = 1 if paper["kind"] == "invoice" else -1
        values: dict[str, Any] = {"net": sign * paper["net"]}
        if sign > 0:
            values["due_on"] = made.due_on
            if len(paper["dues"]) > 1:
                values["instalments"] = [(due.due_on, due.amount) for due in paper["dues"]]
        return self.books.post(buyer, paper["kind"], number, at, sign * made.gross, **values)

    def write(self) -> None:
        """Write all that waits, in an order that the triggers of the file accept, and tell the history of it."""
        for table in self._tables.values():
            if table.rows:
                table.write()
        self.books.write()
        connection = driver(self._session)
        for query, rows in ((_ISSUE, self._issued), (_TERM, self._terms), (_PROGRESS, self._progress)):
            connection.executemany(query, rows)
            rows.clear()
        for table in self._tables.values():
            history.laid(self._session, table.name, range(table.first, table.next))


def _defaults(kind: Any) -> Row:
    empty = light(kind)
    return {column.key: getattr(empty, column.key) for column in kind.__table__.columns}
