"""How to pay, at the foot of a page: the European code, the bank account, whom a cheque is for, and what it settles.

The slip at the foot, under a tear line, goes back with the payment; the box stands on papers that are kept whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.documents.drawn_codes import draw_code, draw_scissors
from app.documents.fonts import BOLD, SANS, width
from app.documents.page import Flow
from app.documents.payment_codes import Payment, epc
from app.documents.sheet import FAINT, GREY, INK, MM, RED, Box, Rule
from app.documents.words import money
from app.documents.wrapping import cut, wrap
from app.i18n import N_
from app.values.iban import show_iban
from app.values.identifiers import compact

HIGH = 58 * MM
CODE = 33 * MM
SMALL_CODE = 27 * MM
BOX = 62 * MM
STEP = 15.5
LEAST_GAP, SQUEEZE = 1.5 * MM, 2 * MM  # above the box, and into the room before the foot, rather than turn the page
BOX_HIGH = SMALL_CODE + 6 * MM
LEAST_BOX = BOX_HIGH + LEAST_GAP - SQUEEZE
MOST_ROWS = 5


@dataclass(frozen=True)
class Tick:
    """One invoice that the payment may settle."""

    number: str
    amount: Decimal
    late: bool = False


@dataclass(frozen=True)
class Slip:
    """What the foot of the page asks for. `credit` is money of the client's that lowers what is to be paid."""

    payment: Payment
    ticks: tuple[Tick, ...] = ()
    credit: Decimal = Decimal(0)
    code: bool = True


def draw_slip(flow: Flow, slip: Slip) -> None:
    """Draw the slip at the foot of the page that is being filled, or of the next one."""
    flow.need(HIGH)
    top = flow.bottom + 4 * MM - HIGH
    _tear_line(flow, top)
    y, left = top + 8.6 * MM, flow.left
    code = epc(flow.head, slip.payment) if slip.code else None
    if code is not None:
        _code(flow, code, y)
        left += CODE + 11.5 * MM
    _ways(flow, slip.payment, (left, y + 7, flow.right - BOX - 6 * MM - left), cheque=True)
    _ticks(flow, slip, y)
    flow.y = flow.bottom


def draw_box(flow: Flow, payment: Payment, *, code: bool = True) -> None:
    """Draw a box with the account and the code where the flow is."""
    high = BOX_HIGH
    flow.need(LEAST_BOX)
    gap = max(LEAST_GAP, min(4 * MM, flow.bottom - flow.y - high))
    y, left = flow.y + gap, flow.left + 4 * MM
    flow.sheet.shapes.append(Box(flow.left, y, flow.right - flow.left, high, FAINT, filled=False, round=5))
    text = epc(flow.head, payment) if code else None
    if text is not None:
        draw_code(flow.sheet, text, left - MM, y + 3 * MM, SMALL_CODE)
        words = flow.tr(N_("By transfer: scan this code in the app of your bank"))
        left += SMALL_CODE + 3 * MM
        for place, line in enumerate(wrap(words, 58 * MM, SANS, 7)[:2]):
            flow.sheet.text(left, y + high - 17 + 8.8 * place, line, size=7, ink=GREY)
    _ways(flow, payment, (left, y + 15, 72 * MM), cheque=False)
    end = flow.right - 5 * MM
    flow.sheet.right(end, y + 15, flow.tr(N_("Total to pay")), size=8, ink=GREY)
    flow.sheet.right(end, y + 31, money(flow.tr, payment.amount, payment.currency), font=BOLD, size=13)
    flow.sheet.right(end, y + 51, flow.tr(N_("Reference to quote")), size=8, ink=GREY)
    flow.sheet.right(end, y + 64, cut(payment.quoted(flow.head).shown, 60 * MM, BOLD, 8.5), font=BOLD)
    flow.y = y + high


def _tear_line(flow: Flow, top: float) -> None:
    words = flow.tr(N_("Slip to send with your payment"))
    draw_scissors(flow.sheet, flow.left, top, 9.5)
    flow.sheet.text(flow.left + 15, top + 3, words, ink=GREY)
    end = flow.left + 15 + width(words, SANS, 8.5)
    dash = (2.4, 2.0)
    flow.sheet.shapes += [
        Rule((0, top), (flow.left - 3, top), GREY, 0.7, dash),
        Rule((end + 6, top), (flow.wide, top), GREY, 0.7, dash),
    ]


def _code(flow: Flow, code: str, y: float) -> None:
    frame = CODE + 3 * MM
    flow.sheet.shapes.append(Box(flow.left, y, frame, frame, FAINT, filled=False, round=4))
    draw_code(flow.sheet, code, flow.left + 1.5 * MM, y + 1.5 * MM, CODE)
    words = flow.tr(N_("By transfer: scan this code in the app of your bank"))
    for place, line in enumerate(wrap(words, frame + 4 * MM, SANS, 7)[:3]):
        flow.sheet.text(flow.left, y + frame + 10 + 8.8 * place, line, size=7, ink=GREY)


def _ways(flow: Flow, payment: Payment, place: tuple[float, float, float], *, cheque: bool) -> None:
    """The account; with `cheque`, whom one is for and what to quote. `place` is left, base line and room."""
    head, tr, sheet = flow.head, flow.tr, flow.sheet
    x, y, room = place
    town = " ".join(part for part in (head.postcode, head.city) if part)
    street = ", ".join(part for part in (head.street, town) if part)
    account = [show_iban(compact(head.iban)), f"BIC {head.bic}" if head.bic else ""] if head.iban else []
    blocks = (
        (tr(N_("By bank transfer")), account),
        (tr(N_("By cheque payable to")), [head.name, street] if cheque else []),
        (tr(N_("Reference to quote")), [payment.quoted(head).shown] if cheque else []),
    )
    for title, lines in blocks:
        if not any(lines):
            continue
        sheet.text(x, y, title, size=8, ink=GREY)
        wrapped = [part for line in lines if line for part in wrap(line, room, SANS, 8.5)]
        for number, part in enumerate(wrapped):
            y += 13.2
            sheet.text(x, y, part, font=SANS if number else BOLD)
        y += 18.5


def _ticks(flow: Flow, slip: Slip, y: float) -> None:
    """The box on the right: a tick box for each invoice, what is to be paid, room for what is sent."""
    sheet, tr, payment = flow.sheet, flow.tr, slip.payment
    left, inner, end = flow.right - BOX, flow.right - BOX + 4 * MM, flow.right - 4 * MM
    top, y = y, y + 6.6 * MM
    shown = _shown(slip)
    for tick in slip.ticks[:shown]:
        sheet.shapes.append(Box(inner, y - 6.2, 6.2, 6.2, INK, filled=False, thick=0.6))
        start = inner + 13
        price = money(tr, tick.amount, payment.currency)
        late = tr(N_("overdue")) if tick.late else ""
        room = end - start - width(price, SANS, 8.5) - width(late, SANS, 8.5) - 9
        number = cut(tick.number, room, SANS, 8.5)
        sheet.text(start, y, number)
        sheet.text(start + width(number, SANS, 8.5) + 3, y, late, ink=RED)
        sheet.right(end, y, price)
        y += STEP
    y = _rest(flow, slip, slip.ticks[shown:], (inner, end, y))
    if slip.ticks:
        sheet.rule(inner, y - 6, end)
        y += 8
    sheet.text(inner, y, tr(N_("Total to pay")), font=BOLD)
    sheet.right(end, y, money(tr, payment.amount, payment.currency), font=BOLD)
    y += STEP + 1
    sheet.text(inner, y, tr(N_("Amount enclosed")), ink=GREY)
    sheet.right(end, y, "." * 24, ink=GREY)
    flow.sheet.shapes.insert(0, Box(left, top, BOX, y + 11 - top, FAINT, filled=False, round=5))


def _shown(slip: Slip) -> int:
    """How many of the invoices have a line of their own in the box."""
    room = MOST_ROWS - bool(slip.credit)
    return room if len(slip.ticks) <= room else room - 1


def _rest(flow: Flow, slip: Slip, others: tuple[Tick, ...], place: tuple[float, float, float]) -> float:
    """Lines for the invoices that have none of their own, and for the client's credit; returns the next base line."""
    tr, (left, right, y) = flow.tr, place
    rows = []
    if others:
        total = sum((tick.amount for tick in others), Decimal(0))
        rows.append((tr(N_("{count} more, see above"), count=len(others)), total))
    if slip.credit:
        rows.append((tr(N_("Your credit")), -slip.credit))
    for title, value in rows:
        flow.sheet.text(left, y, title, ink=GREY)
        flow.sheet.right(right, y, money(tr, value, slip.payment.currency))
        y += STEP
    return y
