"""Quotes, orders, delivery notes, invoices, credit notes, pro formas and purchase orders on paper.

What a paper says comes ready made in `Printed`; the same paper gives the same bytes each time, so its hash can be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import IO

from app.documents import paragraphs, swiss_part
from app.documents.fonts import BOLD, SANS, check
from app.documents.page import Flow
from app.documents.paper_lines import draw_lines
from app.documents.paragraphs import Paragraph, paragraph
from app.documents.payment_codes import Payment
from app.documents.sheet import FAINT, GREY, MM, Box, Press, Sheet
from app.documents.slips import LEAST_BOX, draw_box
from app.documents.tables import LAST_LINES, MORE
from app.documents.words import amount, day, long_day, money
from app.documents.wrapping import cut, wrap
from app.errors import Problem
from app.i18n import N_, Translator
from app.sales.printed import Printed

PAYABLE = ("invoice", "proforma")
FACTS_A_LINE = 4
STEP = 15.0
ZERO = Decimal(0)


def make(printed: Printed, file: IO[bytes] | None, tr: Translator) -> bytes:
    """The paper as a PDF, written to `file` too if there is one. Raises `Refused` where something cannot be printed."""
    made = BytesIO()
    press = Press(made, _title(printed), printed.letterhead.name)
    press.print(lay_out(printed, tr))
    press.close()
    content = made.getvalue()
    if file is not None:
        file.write(content)
    return content


def lay_out(printed: Printed, tr: Translator) -> list[Sheet]:
    """The pages of one paper."""
    return _Paper(printed, tr).pages()


def unprintable(printed: Printed) -> list[Problem]:
    """What `make` would refuse, named."""
    return check(_texts(printed))


def _texts(printed: Printed) -> Iterator[str]:
    head = printed.letterhead
    yield from (head.name, head.tagline, *head.lines, head.legal, head.street, head.city)
    yield from (*printed.addressee.lines, *printed.delivery, printed.title, printed.number, printed.reference)
    yield from (*printed.message.splitlines(), *(line for text in printed.texts for line in text.splitlines()))
    for fact in printed.facts:
        yield from fact
    for line in printed.lines:
        yield from (line.code, *line.name.splitlines(), *line.note.splitlines(), line.unit, line.tax)
    yield from (tax.label for tax in printed.taxes)


def _title(printed: Printed) -> str:
    return " ".join(part for part in (printed.title, printed.number) if part)


class _Paper:
    """One paper, laid out from top to bottom."""

    def __init__(self, printed: Printed, tr: Translator) -> None:
        self.printed, self.tr = printed, tr
        self.flow = Flow(printed.letterhead, printed.addressee, tr)
        self.flow.title = " · ".join((_title(printed), day(tr, printed.dated_on)))

    def pages(self) -> list[Sheet]:
        """The pages, with their numbers and the mark of a draft."""
        printed = self.printed
        flow, texts = self.flow, self._texts()
        payment, below = self._payment_high(), self._below_high()
        whole = below + paragraphs.height(texts) + payment
        keep = whole if whole + LAST_LINES <= flow.room else below
        self._head()
        self._facts()
        draw_lines(flow, printed, keep)
        flow.need(keep)
        if printed.show_prices:
            self._sums()
        self._dues()
        paragraphs.draw(flow, texts, payment)
        self._payment()
        return self.flow.finish(stamp="" if printed.number else self.tr(N_("DRAFT")))

    def _head(self) -> None:
        flow, printed, tr, figure = self.flow, self.printed, self.tr, None
        if printed.copy:
            flow.mark(tr(N_("DUPLICATE")))
        if printed.show_prices:
            value, label = (printed.gross, N_("Total")) if printed.to_pay is None else (printed.to_pay, N_("To pay"))
            figure = (tr(label), money(tr, value, printed.currency))
        flow.head_line(_title(printed), tr(N_("Of {day}"), day=long_day(tr, printed.dated_on)), figure)

    def _facts(self) -> None:
        """Facts in columns, label over value, the place of delivery beside them."""
        flow, printed = self.flow, self.printed
        right = flow.right - (62 * MM if printed.delivery else 0)
        columns = FACTS_A_LINE - bool(printed.delivery)
        wide, start, end = (right - flow.left) / columns, flow.y, flow.y
        for first in range(0, len(printed.facts), columns):
            most = 1
            for place, (label, value) in enumerate(printed.facts[first : first + columns]):
                x, room = flow.left + wide * place, wide - 4 * MM
                flow.sheet.text(x, end + 8, cut(label, room, SANS, 7.5), size=7.5, ink=GREY)
                lines = wrap(value, room, SANS, 8.5)[:3]
                for number, line in enumerate(lines):
                    flow.sheet.text(x, end + 19.5 + MORE * number, line)
                most = max(most, len(lines))
            end += 27 + MORE * (most - 1)
        if printed.delivery:
            end = max(end, self._delivery(right + 4 * MM, start))
        flow.y = end + (6 if end > start else 0)

    def _delivery(self, x: float, y: float) -> float:
        self.flow.sheet.text(x, y + 8, self.tr(N_("Delivery address")), size=7.5, ink=GREY)
        y += 19.5
        lines = [part for line in self.printed.delivery for part in wrap(line, 56 * MM, SANS, 8.5)]
        for line in lines[:8]:
            self.flow.sheet.text(x, y, line)
            y += 11.5
        return y

    def _sums(self) -> None:
        """The taxes at the left, the sums at the right, kept together on one page."""
        flow, rows = self.flow, list(self._sum_rows())
        flow.need(self._sums_high())
        top = flow.y + 8
        left, y = flow.right - 74 * MM, top
        for title, value, font, size in rows:
            if font == BOLD and size > 9:
                flow.sheet.shapes.append(Box(left - 3 * MM, y + 1, 77 * MM, 18, (0.96, 0.95, 0.94)))
                y += 3
            flow.sheet.text(left, y + 10, title, font=font, size=size)
            flow.sheet.right(flow.right - (2 * MM if size > 9 else 0), y + 10, value, font=font, size=size)
            y += STEP + (2 if size > 9 else 0)
        flow.y = max(y, self._taxes(top)) + 6

    def _sums_high(self) -> float:
        rows = sum(STEP + (5 if size > 9 else 0) for _title, _value, _font, size in self._sum_rows())
        return max(rows, STEP * (len(self.printed.taxes) + 1)) + 14

    def _sum_rows(self) -> Iterator[tuple[str, str, str, float]]:
        tr, printed = self.tr, self.printed

        def row(title: str, value: Decimal, font: str = SANS) -> tuple[str, str, str, float]:
            return title, amount(tr, value, printed.currency), font, 8.5

        if printed.discount:
            yield row(tr(N_("Sum of the lines")), printed.lines_total)
            shown = tr.number(printed.discount_percent.normalize())
            words = tr(N_("Discount of {percent} %"), percent=shown) if printed.discount_percent else tr(N_("Discount"))
            yield row(words, -printed.discount)
        if printed.taxes:
            yield row(tr(N_("Total excl. tax")), printed.net)
            for tax in printed.taxes:
                yield row(tax.label, tax.tax)
        words = tr(N_("Total incl. tax")) if printed.taxes else tr(N_("Total"))
        yield words, money(tr, printed.gross, printed.currency), BOLD, 10.0
        if printed.to_pay is not None and printed.to_pay != printed.gross:
            yield row(tr(N_("Already paid")), printed.to_pay - printed.gross)
            yield tr(N_("To pay")), money(tr, printed.to_pay, printed.currency), BOLD, 10.0

    def _taxes(self, y: float) -> float:
        """The tax table, where there is more than nothing to say."""
        flow, tr, printed = self.flow, self.tr, self.printed
        if not printed.taxes:
            return y
        edges = (flow.left, flow.left + 56 * MM, flow.left + 80 * MM)
        flow.sheet.text(edges[0], y + 10, tr(N_("Tax rate")), font=BOLD, size=7.5, ink=flow.accent)
        flow.sheet.right(edges[1], y + 10, tr(N_("Tax base")), font=BOLD, size=7.5, ink=flow.accent)
        flow.sheet.right(edges[2], y + 10, tr(N_("Tax amount")), font=BOLD, size=7.5, ink=flow.accent)
        flow.sheet.rule(edges[0], y + 15, edges[2], flow.accent, 0.7)
        y += STEP
        for tax in printed.taxes:
            flow.sheet.text(edges[0], y + 10.5, cut(tax.label, 30 * MM, SANS, 8), size=8)
            flow.sheet.right(edges[1], y + 10.5, amount(tr, tax.base, printed.currency), size=8)
            flow.sheet.right(edges[2], y + 10.5, amount(tr, tax.tax, printed.currency), size=8)
            flow.sheet.rule(edges[0], y + 15, edges[2], FAINT)
            y += STEP
        return y

    def _dues(self) -> None:
        flow, tr, printed = self.flow, self.tr, self.printed
        for due in printed.dues:
            flow.need(STEP)
            shown = money(tr, due.amount, printed.currency)
            words = tr(N_("To pay by {day}"), day=long_day(tr, due.due_on))
            flow.sheet.text(flow.left, flow.y + 10, words)
            end = flow.left + 80 * MM
            flow.sheet.right(end, flow.y + 10, shown, font=BOLD)
            flow.y += STEP - 2

    def _texts(self) -> list[Paragraph]:
        printed = self.printed
        texts = [paragraph(self.flow, text, 7.5, GREY) for text in printed.texts]
        return sum(texts, paragraph(self.flow, printed.message, 8.5))

    def _below_high(self) -> float:
        """What the sums and the due days take."""
        dues = STEP * len(self.printed.dues)
        return dues + (self._sums_high() if self.printed.show_prices else 0.0)

    def _payment_high(self) -> float:
        if not self._asked():
            return 0.0
        return swiss_part.HIGH if self._is_swiss else LEAST_BOX

    def _payment(self) -> None:
        """How to pay: the Swiss part where it can be used, else the account and the European code."""
        flow, printed, value = self.flow, self.printed, self._asked()
        if not value:
            return
        payment = Payment(value, printed.currency, printed.reference or printed.number)
        if self._is_swiss:
            swiss_part.place(flow, printed.addressee, payment)
        else:
            draw_box(flow, payment)

    def _asked(self) -> Decimal:
        """What the paper asks to be paid; nothing on a draft."""
        printed = self.printed
        payable = printed.kind in PAYABLE and printed.number
        return max(printed.to_pay or ZERO, ZERO) if payable else ZERO

    @property
    def _is_swiss(self) -> bool:
        printed = self.printed
        return swiss_part.payable(printed.letterhead, printed.addressee, self._asked(), printed.currency)
