"""The receipt of a payment, or of money paid back: who, when, how and how much, what it settled, what is left of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from app.accounts.words import entry_words
from app.company.letterhead import Addressee, Letterhead
from app.documents import paragraphs
from app.documents.fonts import BOLD, SANS
from app.documents.page import Flow
from app.documents.paragraphs import paragraph
from app.documents.sheet import GREY, INK, RED, Colour, Press, Sheet
from app.documents.statement_rows import DAY, number_room
from app.documents.tables import SIZE, TOTAL, Cell, Column, Row, Table, edges
from app.documents.words import amount, day, long_day, money
from app.documents.wrapping import cut, wrap
from app.i18n import N_, Translator

ZERO = Decimal(0)
AMOUNT = 90.0  # width of the column


@dataclass(frozen=True)
class Settled:
    """One document, and how much of it was settled on a day."""

    on: date
    number: str
    kind: str
    label: str
    amount: Decimal


@dataclass(frozen=True)
class Receipt:
    """`left` of a payment stands on account. `back` is money paid back; `facts` are (label, value), translated.

    `cancelled_on` is the day a payment was taken back; `copy` marks a duplicate.
    """

    number: str
    dated_on: date
    currency: str
    amount: Decimal
    left: Decimal
    letterhead: Letterhead
    addressee: Addressee
    facts: tuple[tuple[str, str], ...] = ()
    settled: tuple[Settled, ...] = ()
    back: bool = False
    cancelled_on: date | None = None
    reason: str = ""
    copy: bool = False


def make(receipt: Receipt, tr: Translator) -> bytes:
    """The receipt as a PDF. Raises `Refused` where a character cannot be printed."""
    made = BytesIO()
    press = Press(made, _title(receipt, tr), receipt.letterhead.name)
    press.print(_lay_out(receipt, tr))
    press.close()
    return made.getvalue()


def _title(receipt: Receipt, tr: Translator) -> str:
    words = tr(N_("Money paid back")) if receipt.back else tr(N_("Payment receipt"))
    return " ".join(part for part in (words, receipt.number) if part)


def _lay_out(receipt: Receipt, tr: Translator) -> list[Sheet]:
    flow = Flow(receipt.letterhead, receipt.addressee, tr)
    flow.title = " · ".join((_title(receipt, tr), day(tr, receipt.dated_on)))
    if receipt.copy:
        flow.mark(tr(N_("DUPLICATE")))
    shown = money(tr, receipt.amount, receipt.currency)
    label = tr(N_("Paid back")) if receipt.back else tr(N_("Received"))
    flow.head_line(_title(receipt, tr), tr(N_("Of {day}"), day=long_day(tr, receipt.dated_on)), (label, shown))
    paragraphs.draw(flow, [part for text, ink in _said(receipt, tr) for part in paragraph(flow, text, 9.5, ink)])
    flow.y += 14
    if receipt.settled:
        _draw_table(flow, receipt)
    if receipt.left > 0 and receipt.cancelled_on is None:
        rest = money(tr, receipt.left, receipt.currency)
        words = N_("Left on your account, for what comes next: {amount}")
        paragraphs.draw(flow, paragraph(flow, tr(words, amount=rest), 9.5))
    return flow.finish(stamp=tr(N_("CANCELLED")) if receipt.cancelled_on else "")


def _said(receipt: Receipt, tr: Translator) -> Iterator[tuple[str, Colour]]:
    """The sentence of the receipt, then how the money came."""
    came, went = N_("We have received {amount} from {name}."), N_("We have paid {amount} back to {name}.")
    name = receipt.addressee.name or receipt.addressee.lines[0]
    yield tr(went if receipt.back else came, amount=money(tr, receipt.amount, receipt.currency), name=name), INK
    told = (tr(N_("{label}: {value}"), label=label, value=value) for label, value in receipt.facts if value)
    yield " · ".join(told), GREY
    if receipt.cancelled_on is not None:
        words = N_("Cancelled on {date}: {why}") if receipt.reason else N_("Cancelled on {date}")
        yield tr(words, date=long_day(tr, receipt.cancelled_on), why=receipt.reason), RED


def _draw_table(flow: Flow, receipt: Receipt) -> None:
    tr, currency = flow.tr, receipt.currency
    numbers = number_room([each.number for each in receipt.settled])
    titles = (N_("Date"), N_("Document"), N_("What it settled"), N_("Amount"))
    places = edges(flow.left, flow.right, (DAY, numbers, 0, AMOUNT))
    columns = [
        Column(tr(title), *place, figures=place is places[-1]) for title, place in zip(titles, places, strict=True)
    ]
    table = Table(flow, columns, currency)
    table.draw(_rows(receipt, columns, tr), TOTAL * 2)
    table.total(tr(N_("Total settled")), (sum((each.amount for each in receipt.settled), ZERO),))


def _rows(receipt: Receipt, columns: list[Column], tr: Translator) -> Iterator[Row]:
    total = ZERO
    for each in receipt.settled:
        total += each.amount
        words = wrap(entry_words(tr, each.kind, each.label), columns[2].room, SANS, SIZE)[:3]
        number = Cell((cut(each.number, columns[1].room, BOLD, SIZE),), BOLD)
        cells: list[Cell | str] = [day(tr, each.on), number, Cell(words), amount(tr, each.amount, receipt.currency)]
        yield Row(cells, carried=(total,))
