"""Account statements as a table for a spreadsheet: the figures of the page, one row a movement or open item.

Amounts are numbers with all their decimals and days are days, so that a spreadsheet reckons with them. Currencies are
a column: nothing is added over two of them. A text that a spreadsheet would take for a formula stays a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.accounts.statement import Block, Credit, Layout, Movement, OpenItem, Statement
from app.accounts.words import AGES, KINDS
from app.exchange.table_file import write_table
from app.i18n import N_, Translator
from app.progress import Progress
from app.store.book import explained
from app.store.files import put_in_place
from app.values.money import currency_digits

Value = str | int | date | Decimal | None

ACTIVITY = (
    N_("Account"), N_("Client"), N_("Currency"), N_("Date"), N_("Kind"), N_("Document"), N_("Description"), N_("Due"),
    N_("Debit"), N_("Credit"), N_("Balance"), N_("Left open"),
)  # fmt: skip
OPEN = (
    N_("Account"), N_("Client"), N_("Currency"), N_("Date"), N_("Kind"), N_("Document"), N_("Description"), N_("Due"),
    N_("Days late"), N_("Age"), N_("Amount"), N_("Paid"), N_("Left open"),
)  # fmt: skip


def headings(kind: str, tr: Translator) -> list[str]:
    """The titles of the columns of an "activity" or "open" statement."""
    return [tr(title) for title in (ACTIVITY if kind == "activity" else OPEN)]


def rows(statement: Statement, tr: Translator, layout: Layout | None = None) -> Iterator[list[Value]]:
    """The rows of one statement, as values; `layout.hide_paid` leaves out what is settled, as on the page."""
    for block in statement.blocks:
        start: list[Value] = [statement.reference, statement.name, block.currency]
        if statement.kind == "activity":
            yield from (start + row for row in _activity(statement, block, tr, hide=bool(layout and layout.hide_paid)))
        else:
            yield from (start + _item(item, block, tr) for item in block.items)
            yield from (start + _credit(credit, block, tr) for credit in block.credits)
            end: list[Value] = [
                statement.to_on,
                "",
                "",
                tr(N_("Total due")),
                None,
                None,
                "",
                None,
                None,
                _exact(block.due, block),
            ]
            yield start + end


def _activity(statement: Statement, block: Block, tr: Translator, *, hide: bool) -> Iterator[list[Value]]:
    balance = block.opening
    settled = [movement for movement in block.movements if hide and movement.open == 0]
    if statement.from_on is not None or balance:
        sums = [_exact(each, block) for each in (balance if balance > 0 else None, -balance if balance < 0 else None)]
        words = tr(N_("Balance brought forward"))
        yield [statement.from_on, "", "", words, None, *sums, _exact(balance, block), None]
    if settled:
        debit = sum((movement.debit or Decimal(0) for movement in settled), Decimal(0))
        credit = sum((movement.credit or Decimal(0) for movement in settled), Decimal(0))
        balance += debit - credit
        words = tr(N_("Settled movements, not shown ({count})"), count=len(settled))
        sums = [_exact(each, block) for each in (debit, credit, balance)]
        yield [None, "", "", words, None, *sums, None]
    for movement in block.movements:
        if hide and movement.open == 0:
            continue
        balance += (movement.debit or Decimal(0)) - (movement.credit or Decimal(0))
        yield _movement(movement, balance, block, tr)
    sums = [_exact(each, block) for each in (*block.totals, block.closing)]
    yield [statement.to_on, "", "", tr(N_("Total")), None, *sums, None]


def _movement(movement: Movement, balance: Decimal, block: Block, tr: Translator) -> list[Value]:
    amounts = (movement.debit, movement.credit, balance, movement.open)
    words = [tr(KINDS.get(movement.kind, "")), movement.number, movement.label]
    return [movement.on, *words, movement.due_on, *(_exact(each, block) for each in amounts)]


def _item(item: OpenItem, block: Block, tr: Translator) -> list[Value]:
    amounts = (_exact(each, block) for each in (item.amount, item.paid, item.open))
    words = [tr(KINDS.get(item.kind, "")), item.number, item.label]
    return [item.on, *words, item.due_on, item.late, tr(AGES[item.bucket]), *amounts]


def _credit(credit: Credit, block: Block, tr: Translator) -> list[Value]:
    amounts = (_exact(each, block) for each in (-credit.amount, credit.left - credit.amount, -credit.left))
    words = [tr(KINDS.get(credit.kind, "")), credit.number, credit.label]
    return [credit.on, *words, None, None, "", *amounts]


def _exact(value: Decimal | None, block: Block) -> Decimal | None:
    """With the decimals of its currency at least."""
    least = Decimal(1).scaleb(-currency_digits(block.currency))
    return None if value is None else value.quantize(least) if value == value.quantize(least) else value


def write_csv(
    path: Path,
    statements: Iterable[tuple[Statement, Layout]],
    kind: str,
    tr: Translator,
    progress: Progress | None = None,
) -> None:
    """Write statements of one `kind` as a CSV. Raises `BookError` and `Cancelled`; nothing is changed then."""
    write_table(path, _texts(statements, kind, tr, progress))


def _texts(
    statements: Iterable[tuple[Statement, Layout]], kind: str, tr: Translator, progress: Progress | None
) -> Iterator[list[str]]:
    yield headings(kind, tr)
    for row in _all(statements, tr, progress):
        yield [_text(value, tr) for value in row]


def _all(
    statements: Iterable[tuple[Statement, Layout]], tr: Translator, progress: Progress | None
) -> Iterator[list[Value]]:
    for statement, layout in statements:
        yield from rows(statement, tr, layout)
        if progress is not None:
            progress.advance()


def _text(value: Value, tr: Translator) -> str:
    """A value as a spreadsheet of this country reads it: days in figures, the decimal sign, no groups."""
    if value is None:
        return ""
    if isinstance(value, date):
        return tr.date(value, "short")
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", tr.number(Decimal("0.1"), 1)[1])
    return str(value)


def write_xlsx(
    path: Path,
    statements: Iterable[tuple[Statement, Layout]],
    kind: str,
    tr: Translator,
    progress: Progress | None = None,
) -> None:
    """The same as a workbook, row by row and never whole in memory. Raises `BookError` and `Cancelled`."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    part = path.with_name(path.name + ".part")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with explained(path):
        try:
            with part.open("wb") as file:
                book = Workbook(file, options)
                try:
                    _fill(book, headings(kind, tr), _all(statements, tr, progress))
                finally:
                    book.close()
            put_in_place(part, path)
        except FileCreateError as error:
            raise OSError(*error.args) from error  # a full disk, in the words of the other files
        finally:
            part.unlink(missing_ok=True)


def _fill(book: Any, titles: list[str], values: Iterable[list[Value]]) -> None:
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    amounts: dict[int, Any] = {}
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(titles) - 1, 16)
    sheet.write_row(0, 0, titles, book.add_format({"bold": True}))
    for place, row in enumerate(values, 1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(place, column, value, days)
            elif isinstance(value, Decimal):
                digits = max(0, -int(value.as_tuple().exponent))
                if digits not in amounts:
                    amounts[digits] = book.add_format({"num_format": "#,##0" + ("." + "0" * digits if digits else "")})
                sheet.write_number(place, column, value, amounts[digits])
            elif isinstance(value, int):
                sheet.write_number(place, column, value)
            elif value:
                sheet.write_string(place, column, value)
