"""One client on one page: who they are, contacts, addresses, terms, what they owe, what happened last, the note.

The sections flow through two columns; a record that is too long for its page is set smaller, and what still does not
fit is said at the foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import glance
from app.accounts.words import AGES, entry_words
from app.activity import happened
from app.clients import fields, records, shown
from app.clients.model import Client
from app.company.model import Company
from app.company.records import home
from app.documents.fonts import BOLD, SANS
from app.documents.listing import MARGIN, Size, paper_of
from app.documents.listing import shown as drawn
from app.documents.sheet import FAINT, GREY, INK, MM, Press, Sheet
from app.documents.words import day, long_day, money
from app.documents.wrapping import cut, wrap
from app.i18n import N_, Translator
from app.progress import Progress
from app.sales.kinds import KINDS
from app.store.base import driver
from app.values.money import from_units
from app.values.person import display_name

SIZES = (8.6, 8.2, 7.8, 7.4, 7.0, 6.6, 6.2)
TOP, GUTTER, FOOT = 34 * MM, 9 * MM, 12 * MM
LABELS = 0.38  # of a column, for the names of the fields
LATEST = 12
NOTE_LINES = 60

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Card:
    """What stands on the page of one client."""

    name: str
    subtitle: str
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def make(
    session: Session, client_ids: Sequence[int], today: date, tr: Translator, progress: Progress | None = None
) -> bytes:
    """The sheets of these clients, a page each. Raises `NotFound` and `Cancelled`."""
    file, company = BytesIO(), home(session)
    press = Press(file, tr(N_("Client sheet")), company.name)
    for number in client_ids:
        press.print([lay_out(read(session, number, today, tr), company, today, tr)])
        if progress is not None:
            progress.advance()
    press.close()
    return file.getvalue()


def read(session: Session, client_id: int, today: date, tr: Translator) -> Card:
    """Everything that is known of a client, in words."""
    client = records.draft(session, client_id)
    found = dict(shown.sections(session, client, tr))
    note = found.pop(tr(fields.NOTES), [])
    first = [(tr(group), found.pop(tr(group))) for group in _FIRST if tr(group) in found]
    happenings = [_happening(each, tr) for each in happened.of_client(session, client_id, limit=LATEST)]
    sections = [
        *first,
        (tr(N_("Account")), _account(driver(session), client_id, today, tr)),
        *found.items(),
        (tr(N_("Latest")), happenings),
        (tr(fields.NOTES), note),
    ]
    kept = tuple((title, tuple(pairs)) for title, pairs in sections if pairs)
    return Card(_name(client), " · ".join(part for part in (client.reference, _kind(client, tr)) if part), kept)


_FIRST = (fields.IDENTITY, fields.CONTACTS, fields.ADDRESSES)


def _name(client: Client) -> str:
    if client.is_organisation:
        return client.company_name or client.trade_name
    return display_name(client.first_name, client.last_name) or client.company_name


def _kind(client: Client, tr: Translator) -> str:
    kinds = (
        (client.is_client, N_("Client")),
        (client.is_prospect, N_("Prospect")),
        (client.is_supplier, N_("Supplier")),
        (client.is_partner, N_("Partner")),
    )
    return ", ".join(tr(word) for on, word in kinds if on)


def _account(db: Any, client_id: int, today: date, tr: Translator) -> Pairs:
    lines: Pairs = []
    for each in glance.balances(db, client_id, today):
        lines.append((tr(N_("Balance")), money(tr, each.due, each.currency)))
        lines += [(tr(AGES[age]), money(tr, owed, each.currency)) for age, owed in each.ageing.items() if owed]
        if each.credit:
            lines.append((tr(N_("Credit not used")), money(tr, each.credit, each.currency)))
    for orders, total, currency, number, on in db.execute(
        "SELECT orders, total, currency, last_number, last_on FROM client_figure WHERE client_id=? "
        "ORDER BY main DESC, currency",
        (client_id,),
    ).fetchall():
        lines.append((tr(N_("Total invoiced")), money(tr, from_units(total), currency)))
        lines.append((tr(N_("Orders")), tr.number(orders)))
        if number and on:
            last = tr(N_("{number} on {day}"), number=number, day=day(tr, date.fromisoformat(on)))
            lines.append((tr(N_("Last invoiced order")), last))
    return lines


def _happening(each: happened.Happening, tr: Translator) -> tuple[str, str]:
    if each.is_sale:
        what = f"{tr(KINDS[each.kind].title)} {each.number}"
    elif each.group == "files":
        what = each.number
    else:
        what = entry_words(tr, each.kind, each.label)
    amount = money(tr, from_units(each.amount), each.currency) if each.amount and each.currency else ""
    return day(tr, date.fromisoformat(each.day)), ", ".join(part for part in (what, amount) if part)


def lay_out(card: Card, company: Company, today: date, tr: Translator) -> Sheet:
    """The page: the largest letters in which everything fits, else the smallest and as much as fits."""
    paper = paper_of(company.country or tr.country, landscape=False)
    tried = (_Columns(paper, size, card) for size in SIZES)
    columns = next((each for each in tried if not each.left_out), None) or _Columns(paper, SIZES[-1], card)
    sheet = columns.sheet
    _head(sheet, card, company, today, tr)
    if columns.left_out:
        words = tr(N_("There is more than fits on this page: see the record."))
        sheet.text(MARGIN, sheet.high - FOOT + 6, words, size=7, ink=GREY)
    return sheet


def _head(sheet: Sheet, card: Card, company: Company, today: date, tr: Translator) -> None:
    right, room = sheet.wide - MARGIN, sheet.wide - 2 * MARGIN
    sheet.text(MARGIN, 19 * MM, cut(drawn(card.name), room * 0.7, BOLD, 17), font=BOLD, size=17)
    sheet.text(MARGIN, 25 * MM, cut(drawn(card.subtitle), room * 0.7, SANS, 9), size=9, ink=GREY)
    sheet.right(right, 15 * MM, cut(drawn(company.name), room * 0.28, SANS, 8.5), ink=GREY)
    sheet.right(right, 19.5 * MM, long_day(tr, today), ink=GREY)
    sheet.rule(MARGIN, 29 * MM, right, INK, 0.7)


class _Columns:
    """Sections set in letters of one size, from the top of the left column to the foot of the right one."""

    def __init__(self, paper: Size, size: float, card: Card) -> None:
        self.sheet, self.size = Sheet(paper.wide, paper.high), size
        self.wide = (paper.wide - 2 * MARGIN - GUTTER) / 2
        self.step = size * 1.36
        self.bottom = paper.high - FOOT
        self.column, self.y = 0, TOP
        self.left_out = False
        for title, pairs in card.sections:
            self._title(title)
            for label, text in pairs:
                self._pair(label, text)
            self.y += self.step * 0.8

    @property
    def x(self) -> float:
        return MARGIN + self.column * (self.wide + GUTTER)

    def _needs(self, high: float) -> bool:
        """Go to the next column where `high` does not fit; whether there is room for it now."""
        if self.y + high > self.bottom and self.column == 0:
            self.column, self.y = 1, TOP
        self.left_out = self.left_out or self.y + high > self.bottom
        return not self.left_out

    def _title(self, title: str) -> None:
        if self._needs(self.step * 3.6):
            self.sheet.text(self.x, self.y + self.step, title, font=BOLD, size=self.size + 0.6)
            self.sheet.rule(self.x, self.y + self.step * 1.35, self.x + self.wide, FAINT, 0.6)
            self.y += self.step * 1.6

    def _pair(self, label: str, text: str) -> None:
        whole = len(text) > 90 or "\n" in text
        start = 0.0 if whole else self.wide * LABELS
        lines = wrap(drawn(text), self.wide - start, SANS, self.size)[:NOTE_LINES]
        if whole:
            self._line([(0.0, label, GREY)])
        for row, line in enumerate(lines):
            named = [] if row or whole else [(0.0, label.strip(), GREY)]
            self._line([*named, (start, line, INK)])

    def _line(self, parts: Sequence[tuple[float, str, Any]]) -> None:
        if not self._needs(self.step):
            return
        for indent, text, ink in parts:
            room = self.wide - indent if indent or len(parts) == 1 else self.wide * LABELS - 6
            line = cut(drawn(text), room, SANS, self.size)
            self.sheet.text(self.x + indent, self.y + self.step * 0.85, line, size=self.size, ink=ink)
        self.y += self.step
