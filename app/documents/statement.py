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
from app.documents import paragraphs, slips, swiss_part
from app.documents.fonts import BOLD, SANS, check, width
from app.documents.page import Flow
from app.documents.paragraphs import Paragraph, paragraph
from app.documents.payment_codes import Payment
from app.documents.sheet import FAINT, GREY, INK, MM, RED, Box, Colour, Press, Sheet
from app.documents.slips import Slip, Tick, draw_box, draw_slip
from app.documents.statement_rows import Activity, OpenItems
from app.documents.tables import LAST_LINES, TOTAL
from app.documents.words import day, long_day, money
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
AGEING_HIGH = 62.0


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
    press.close(progress)
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
        figure = (self._due_words(block), money(self.tr, block.due, block.currency)) if block is not None else None
        self.flow.head_line(self.tr(N_("Account statement")), self._subtitle(), figure)

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
        flow, texts = self.flow, self._texts(block, last=last)
        payment = self._payment_high(block)
        ageing = AGEING_HIGH if self.layout.ageing else 0.0
        below = ageing + paragraphs.height(texts) + payment
        keep = below if below + TOTAL + LAST_LINES <= flow.room else ageing
        table = Activity if self.statement.kind == "activity" else OpenItems
        table(flow, self.statement, block, self.layout).draw(keep)
        flow.need(keep)
        if ageing:
            self._ageing(block)
        paragraphs.draw(flow, texts, payment)
        self._payment(block)

    def _ageing(self, block: Block) -> None:
        flow, tr = self.flow, self.tr
        y, gap = flow.y + 21, 2 * MM
        flow.sheet.text(flow.left, y, tr(N_("By age of what is due")), font=BOLD)
        wide = (flow.right - flow.left - gap * (len(CLASSES) - 1)) / len(CLASSES)
        for place, name in enumerate(CLASSES):
            x, value = flow.left + place * (wide + gap), block.ageing.get(name, ZERO)
            flow.sheet.shapes.append(Box(x, y + 8.5, wide, 2.8, SHADES[name] if value else FAINT))
            flow.sheet.text(x, y + 23, tr(AGES[name]), size=8, ink=GREY)
            shown = money(tr, value, block.currency)
            flow.sheet.text(x, y + 35, shown, size=min(9.5, 9.5 * wide / max(width(shown, SANS, 9.5), 1)))
        flow.y += AGEING_HIGH

    def _texts(self, block: Block, *, last: bool) -> list[Paragraph]:
        """What is not in the table: credit that lowers the total, the last payment, on the last block the message."""
        tr, texts = self.tr, []
        if block.unallocated:
            words = N_("Credit not used yet, taken off what is due: {amount}")
            texts.append((tr(words, amount=money(tr, block.unallocated, block.currency)), 8.0, GREY, 4.0))
        paid = block.last_payment
        if paid is not None:
            words = N_("Last payment received: {amount} on {day} ({number})")
            shown = money(tr, paid.amount, block.currency)
            said = tr(words, amount=shown, day=day(tr, paid.on), number=paid.number)
            texts.append((said, 8.0, GREY, 0.0 if texts else 4.0))
        if last:
            terms = self.layout.terms_text if self.layout.terms else ""
            until = tr(N_("Documents dated after {day} are not included."), day=day(tr, self.statement.to_on))
            closing = " ".join(part for part in (terms, until) if part)
            texts += [(self.layout.message, 8.5, INK, 6.0), (closing, 7.0, GREY, 6.0)]
        return [part for each in texts for part in paragraph(self.flow, *each)]

    @property
    def _foot_taken(self) -> bool:
        return self.flow.y >= self.flow.bottom

    def _payment(self, block: Block) -> None:
        """The payment part of a block, when there is something to pay: Swiss where it can be, else the slip."""
        if not self._payment_high(block):
            return
        layout, flow = self.layout, self.flow
        payment = Payment(block.due, block.currency, self.statement.reference)
        if self._is_swiss(block):
            swiss_part.place(flow, self.addressee, payment)
        elif layout.slip:
            draw_slip(flow, Slip(payment, _ticks(block), block.unallocated, layout.qr))
        else:
            draw_box(flow, payment)

    def _payment_high(self, block: Block) -> float:
        if block.due <= 0 or not (self.layout.slip or self.layout.qr):
            return 0.0
        return swiss_part.HIGH if self._is_swiss(block) else slips.HIGH if self.layout.slip else slips.LEAST_BOX

    def _is_swiss(self, block: Block) -> bool:
        return self.layout.qr and swiss_part.payable(self.head, self.addressee, block.due, block.currency)


def _ticks(block: Block) -> tuple[Tick, ...]:
    return tuple(Tick(item.number or item.kind, item.open, item.late > 0) for item in block.items)
