"""The account statement on paper: one client or thousands, in one PDF, laid out one client at a time.

Each currency is a block of its own, with its own ageing and its own payment part, since amounts of two currencies are
never added. Sheets are forgotten as soon as they are printed, so memory grows with the file alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import IO

from app.accounts.statement import CLASSES, Block, Layout, Statement
from app.accounts.words import AGES
from app.company.letterhead import Addressee, Letterhead
from app.documents import swiss_part
from app.documents.fonts import BOLD, SANS, check, width
from app.documents.page import Flow
from app.documents.payment_codes import Payment
from app.documents.sheet import FAINT, GREY, INK, MM, RED, Box, Colour, Press, Sheet
from app.documents.slips import Slip, Tick, draw_box, draw_slip
from app.documents.statement_rows import Activity, OpenItems
from app.documents.words import day, long_day, money
from app.documents.wrapping import wrap
from app.errors import Problem
from app.i18n import N_, Translator
from app.progress import Progress

One = tuple[Statement, Letterhead, Addressee, Layout]

SHADES: dict[str, Colour] = {
    "current": (0.70, 0.80, 0.94),
    "1-30": (0.78, 0.55, 0.13),
    "31-60": (0.80, 0.36, 0.14),
    "61-90": RED,
    "90+": (0.50, 0.07, 0.08),
}
ZERO = Decimal(0)
AGEING_HIGH = 27 * MM


def make(
    statements: Iterable[One], file: IO[bytes], tr_for: Callable[[str], Translator], progress: Progress | None = None
) -> int:
    """Write all of `statements` into `file` as one PDF; returns the number of pages.

    `tr_for` gives the words of a language, once for each. Raises `Refused` where a character cannot be printed and
    `Cancelled`; nothing has been written then.
    """
    press: Press | None = None
    words: dict[str, Translator] = {}
    for one in statements:
        _statement, head, _addressee, layout = one
        if layout.language not in words:
            words[layout.language] = tr_for(layout.language)
        tr = words[layout.language]
        if press is None:
            press = Press(file, tr(N_("Account statement")), head.name)
        press.print(lay_out(one, tr))
        if progress is not None:
            progress.advance()
    if press is None:
        return 0
    press.close()
    return press.pages


def lay_out(one: One, tr: Translator) -> list[Sheet]:
    """The pages of one statement."""
    return _Statement(one, tr).pages()


def unprintable(one: One) -> list[Problem]:
    """What `make` would refuse, named: for a list of the clients whose names cannot be printed."""
    statement, head, addressee, layout = one
    return check(_texts(statement, head, addressee, layout))


def _texts(statement: Statement, head: Letterhead, addressee: Addressee, layout: Layout) -> Iterator[str]:
    yield from (head.name, head.tagline, *head.lines, head.legal, head.street, head.city, *addressee.lines)
    yield from (statement.reference, *layout.message.splitlines(), *layout.terms_text.splitlines())
    for block in statement.blocks:
        for movement in block.movements:
            yield from (movement.number, movement.label)
        for item in block.items:
            yield from (item.number, item.label)
        for credit in block.credits:
            yield from (credit.number, credit.label)


class _Statement:
    """One client's statement, laid out."""

    def __init__(self, one: One, tr: Translator) -> None:
        self.statement, self.head, self.addressee, self.layout = one
        self.tr = tr
        self.flow = Flow(self.head, self.addressee, tr)
        self.flow.title = " · ".join(part for part in (tr(N_("Account statement")), self.statement.reference) if part)

    def pages(self) -> list[Sheet]:
        """The pages, with their numbers."""
        blocks = self.statement.blocks
        self._title(blocks[0] if len(blocks) == 1 else None)
        if not blocks:
            self.flow.sheet.text(
                self.flow.left, self.flow.y + 12, self.tr(N_("There are no movements on this account."))
            )
        for place, block in enumerate(blocks):
            if place and self._foot_taken:
                self.flow.turn()
            if len(blocks) > 1:
                self._block_title(block)
            self._block(block, last=place == len(blocks) - 1)
        return self.flow.finish()

    def _title(self, block: Block | None) -> None:
        flow, sheet = self.flow, self.flow.sheet
        y, room = flow.y, flow.right - flow.left
        if block is not None:
            shown, label = money(self.tr, block.due, block.currency), self._due_words(block)
            sheet.right(flow.right, y + 10, label, size=8.5, ink=GREY)
            sheet.right(flow.right, y + 29, shown, font=BOLD, size=19)
            room -= max(width(shown, BOLD, 19), width(label, SANS, 8.5)) + 6 * MM
        size = 21.0 if self.head.serif else 17.0
        sheet.text(flow.left, y + 17, self.tr(N_("Account statement")), font=flow.serif, size=size)
        lines = wrap(self._subtitle(), room, SANS, 8.5)
        for place, line in enumerate(lines):
            sheet.text(flow.left, y + 33 + 12 * place, line, ink=GREY)
        flow.y = y + 33 + 12 * len(lines) + 12

    def _due_words(self, block: Block) -> str:
        return self.tr(N_("In your favour")) if block.due < 0 else self.tr(N_("Balance due"))

    def _subtitle(self) -> str:
        tr, statement = self.tr, self.statement
        parts = [tr(N_("On {day}"), day=long_day(tr, statement.to_on))]
        if statement.kind == "open":
            parts.append(tr(N_("unpaid invoices")))
        elif statement.from_on is not None:
            parts.append(tr(N_("movements since {day}"), day=long_day(tr, statement.from_on)))
        if statement.reference:
            parts.append(tr(N_("account {reference}"), reference=statement.reference))
        return " · ".join(parts)

    def _block_title(self, block: Block) -> None:
        flow = self.flow
        flow.need(40 * MM)
        flow.y += 4
        words = self.tr(N_("Account in {currency}"), currency=block.currency)
        flow.sheet.text(flow.left, flow.y + 12, words, font=BOLD, size=10.5)
        shown = money(self.tr, block.due, block.currency)
        flow.sheet.right(flow.right, flow.y + 12, shown, font=BOLD, size=12)
        ending = flow.right - width(shown, BOLD, 12) - 8
        flow.sheet.right(ending, flow.y + 12, self._due_words(block), ink=GREY)
        flow.y += 24

    def _block(self, block: Block, *, last: bool) -> None:
        table = Activity if self.statement.kind == "activity" else OpenItems
        table(self.flow, self.statement, block, self.layout).draw()
        if self.layout.ageing:
            self._ageing(block)
        self._notes(block)
        if last:
            self._message()
        self._payment(block)

    def _ageing(self, block: Block) -> None:
        flow, tr = self.flow, self.tr
        flow.need(AGEING_HIGH)
        y, gap = flow.y + 21, 2 * MM
        flow.sheet.text(flow.left, y, tr(N_("By age of what is due")), font=BOLD)
        wide = (flow.right - flow.left - gap * (len(CLASSES) - 1)) / len(CLASSES)
        for place, name in enumerate(CLASSES):
            x, value = flow.left + place * (wide + gap), block.ageing.get(name, ZERO)
            flow.sheet.shapes.append(Box(x, y + 8.5, wide, 2.8, SHADES[name] if value else FAINT))
            flow.sheet.text(x, y + 23, tr(AGES[name]), size=8, ink=GREY)
            shown = money(tr, value, block.currency)
            flow.sheet.text(x, y + 35, shown, size=min(9.5, 9.5 * wide / max(width(shown, SANS, 9.5), 1)))
        flow.y = y + 41

    def _notes(self, block: Block) -> None:
        """What is not in the table: credit that lowers the total, and the last payment."""
        tr, notes = self.tr, []
        if block.unallocated:
            words = N_("Credit not used yet, taken off what is due: {amount}")
            notes.append(tr(words, amount=money(tr, block.unallocated, block.currency)))
        paid = block.last_payment
        if paid is not None:
            words = N_("Last payment received: {amount} on {day} ({number})")
            shown = money(tr, paid.amount, block.currency)
            notes.append(tr(words, amount=shown, day=day(tr, paid.on), number=paid.number))
        self.flow.y += 4
        for note in notes:
            self._paragraph(note, 8, GREY)

    def _message(self) -> None:
        if self.layout.message:
            self.flow.y += 6
            self._paragraph(self.layout.message, 8.5)
        terms = self.layout.terms_text if self.layout.terms else ""
        closing = self.tr(N_("Documents dated after {day} are not included."), day=day(self.tr, self.statement.to_on))
        self.flow.y += 6
        self._paragraph(" ".join(part for part in (terms, closing) if part), 7, GREY)

    def _paragraph(self, text: str, size: float, ink: Colour = INK) -> None:
        flow, step = self.flow, size * 1.45
        for line in wrap(text, flow.right - flow.left, SANS, size):
            flow.need(step)
            flow.y += step
            flow.sheet.text(flow.left, flow.y, line, size=size, ink=ink)

    @property
    def _foot_taken(self) -> bool:
        return self.flow.y >= self.flow.bottom

    def _payment(self, block: Block) -> None:
        """The payment part of a block, when there is something to pay: Swiss where it can be, else the slip."""
        layout, flow = self.layout, self.flow
        if block.due <= 0 or not (layout.slip or layout.qr):
            return
        payment = Payment(block.due, block.currency, self.statement.reference)
        if layout.qr and swiss_part.payable(self.head, self.addressee, block.due, block.currency):
            swiss_part.place(flow, self.addressee, payment)
        elif layout.slip:
            draw_slip(flow, Slip(payment, _ticks(block), block.unallocated, layout.qr))
        else:
            draw_box(flow, payment)


def _ticks(block: Block) -> tuple[Tick, ...]:
    return tuple(Tick(item.number or item.kind, item.open, item.late > 0) for item in block.items)
