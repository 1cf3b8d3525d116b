"""What the lists of papers say of a paper: their columns, the words and colours of a state, the sums at their foot.

Credit notes are shown as what they take away: their amounts stand with a minus.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.i18n import N_, plural
from app.sales.kinds import KINDS, title
from app.sales.search import STATES, PaperRow, Total, state_of
from app.values.money import from_units
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.widgets.table_model import Column

_BADGES = {
    "draft": "neutral",
    "issued": "client",
    "accepted": "green",
    "refused": "red",
    "expired": "amber",
    "partly": "amber",
    "done": "neutral",
    "partly_invoiced": "amber",
    "invoiced": "green",
    "closed": "neutral",
    "unpaid": "client",
    "partly_paid": "amber",
    "paid": "green",
    "overdue": "red",
}
ICONS = {
    "quote": "file-text",
    "order": "clipboard-text",
    "delivery": "truck-delivery",
    "invoice": "file-invoice",
    "credit_note": "receipt-refund",
    "proforma": "file-description",
    "purchase": "shopping-cart",
}


def money(units: int, currency: str) -> str:
    """Whole ten-thousandths as money."""
    return translator().money(from_units(units), currency)


def day(text: str) -> str:
    """A day as the file keeps it, in words; nothing for nothing."""
    return translator().date(date.fromisoformat(text)) if text else ""


def name_of(row: PaperRow) -> str:
    """The number, or that it is a draft."""
    return row.number or tr("Draft")


def kind_of(row: PaperRow) -> str:
    """What kind of paper it is."""
    return tr(title(row.kind, deposit=row.deposit))


def state_words(row: PaperRow) -> str:
    """How it stands with the paper today."""
    return tr(STATES[state_of(row, Shell.today())])


def amount(row: PaperRow, units: int) -> str:
    """An amount of the paper; what a credit note gives back has a minus."""
    return money(-units if row.kind == "credit_note" else units, row.currency)


def _state_badge(row: PaperRow) -> str:
    return _BADGES[state_of(row, Shell.today())]


def _order_number(row: PaperRow) -> str:
    return tr("their no. {number}", number=row.order_number) if row.order_number else ""


def _delivered(row: PaperRow) -> str:
    return tr("goods to {name}", name=row.ship_to) if row.ship_to else ""


def days_late(row: PaperRow) -> int:
    """How many days ago it should have been paid; 0 where nothing is late."""
    late = row.kind == "invoice" and row.open > 0 and row.due_on
    return max(0, (Shell.today() - date.fromisoformat(row.due_on)).days) if late else 0


def _due(row: PaperRow) -> str:
    return day(row.due_on) or day(row.valid_until)


def _under_due(row: PaperRow) -> str:
    if late := days_late(row):
        return trn(plural("{count} day late", "{count} days late"), late)
    return tr("valid until") if row.valid_until and not row.due_on else ""


def _due_tone(row: PaperRow) -> str:
    return "red" if days_late(row) else "text"


def _due_second(row: PaperRow) -> str:
    return "red" if days_late(row) else "text3"


def _open(row: PaperRow) -> str:
    return money(row.open, row.currency) if row.open else ""


NUMBER = Column("number", N_("No."), 14, name_of, _order_number, "number", link=True)
DATE = Column("date", N_("Date"), 11, lambda row: day(row.dated_on), sort="date")
CLIENT = Column("client", N_("Client"), 20, lambda row: row.client_name, _delivered, "client", link=True)
KIND = Column("kind", N_("Document"), 13, kind_of, sort="kind", leaves=7)
STATE = Column("state", N_("State"), 15, state_words, badge=_state_badge)
DUE = Column("due", N_("Due"), 14, _due, _under_due, "due", tone=_due_tone, second_tone=_due_second, leaves=1)
NET = Column("net", N_("Without tax"), 12, lambda row: amount(row, row.net), sort="net", right=True, leaves=9)
GROSS = Column("gross", N_("Total"), 12, lambda row: amount(row, row.gross), sort="gross", right=True, weight=500)
OPEN = Column("open", N_("To pay"), 12, _open, sort="open", right=True, tone=_due_tone, leaves=4)
COLUMNS: tuple[Column, ...] = (NUMBER, DATE, CLIENT, KIND, STATE, DUE, NET, GROSS, OPEN)


def sums(totals: Sequence[Total], kinds: Sequence[str]) -> list[str | tuple[str, str]]:
    """The foot of a list of papers: how many, and what they come to, each currency on its own.

    Sums are told only where the papers are of kinds that add up: quotes and their invoices are not added.
    """
    count = sum(total.papers for total in totals)
    parts: list[str | tuple[str, str]] = [trn(plural("{count} document", "{count} documents"), count)]
    adds_up = bool(kinds) and (len(kinds) == 1 or set(kinds) <= {"invoice", "credit_note"})
    for total in totals:
        if adds_up:
            net, gross = money(total.net, total.currency), money(total.gross, total.currency)
            parts.append(tr("{net} without tax · {gross} in all", net=net, gross=gross))
        if total.open:
            parts.append((tr("{amount} to pay", amount=money(total.open, total.currency)), "text"))
    return parts


def table_lines(rows: Iterable[PaperRow]) -> Iterable[list[str]]:
    """The rows for a spreadsheet, the headings first; amounts and days as the country of the shop writes them."""
    number, heads = translator().number, (*COLUMNS[:6], NET, GROSS, OPEN)
    yield [*(tr(column.title) for column in heads), tr("Currency"), tr("Their order number")]
    for row in rows:
        sign = -1 if row.kind == "credit_note" else 1
        units = (sign * row.net, sign * row.gross, row.open)
        amounts = [number(from_units(each), 2).replace("\u202f", "").replace("\u2212", "-") for each in units]
        days = [
            translator().date(date.fromisoformat(text), "short") if text else "" for text in (row.dated_on, row.due_on)
        ]
        yield [
            row.number, days[0], row.client_name, kind_of(row), state_words(row), days[1], *amounts, row.currency,
            row.order_number,
        ]  # fmt: skip


def titles() -> list[tuple[str, str]]:
    """(kind, its name for several) of every kind, as tabs show them."""
    return [(key, tr(kind.plural)) for key, kind in KINDS.items()]
