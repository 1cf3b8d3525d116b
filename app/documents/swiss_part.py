"""Receipt and payment part of the Swiss QR-bill at the foot of an A4 page: 62 and 148 mm wide, 105 mm high.

Places, sizes and the face (the forms of Arial) are those of the style guide of SIX; all measures here are millimetres
from the top left corner of the part.
"""

from __future__ import annotations

from decimal import Decimal

from app.company.letterhead import Addressee, Letterhead
from app.documents.drawn_codes import draw_code, draw_scissors, draw_swiss_cross
from app.documents.fonts import ARIAL, ARIAL_BOLD
from app.documents.page import Flow
from app.documents.payment_codes import Payment, debtor_of, swiss
from app.documents.payment_references import PLAIN
from app.documents.sheet import BLACK, MM, Rule, Sheet
from app.documents.wrapping import wrap
from app.i18n import N_, Translator
from app.values.iban import show_iban
from app.values.identifiers import compact

HIGH = 105 * MM
RECEIPT = 62
CODE = 46
ACCOUNT, PAYABLE_BY = N_("Account / Payable to"), N_("Payable by")
REFERENCE = N_("Reference")
BY_HAND = N_("Payable by (name/address)")


class SwissPart:
    """Draws one payment into the foot of `sheet`."""

    def __init__(self, sheet: Sheet, head: Letterhead, tr: Translator) -> None:
        self.sheet, self.head, self.tr = sheet, head, tr
        self.top = sheet.high - HIGH

    def draw(self, addressee: Addressee, payment: Payment) -> bool:
        """Whether this payment can be made with a Swiss code; nothing is drawn if not."""
        text = swiss(self.head, addressee, payment)
        if text is None:
            return False
        self._borders()
        self._receipt(addressee, payment)
        x, y, side = (RECEIPT + 5) * MM, self.top + 17 * MM, CODE * MM
        self._put(RECEIPT + 5, 9.2, self.tr(N_("Payment part")), 11, bold=True)
        draw_code(self.sheet, text, x, y, side)
        draw_swiss_cross(self.sheet, x, y, side)
        self._amount((RECEIPT + 5, RECEIPT + 22), 71, payment, (8, 10))
        self._details(addressee, payment)
        return True

    def _borders(self) -> None:
        dash = (2.0, 2.0)
        self.sheet.shapes += [
            Rule((0, self.top), (self.sheet.wide, self.top), BLACK, 0.5, dash),
            Rule((RECEIPT * MM, self.top), (RECEIPT * MM, self.sheet.high), BLACK, 0.5, dash),
        ]
        draw_scissors(self.sheet, 5 * MM, self.top, 9)

    def _receipt(self, addressee: Addressee, payment: Payment) -> None:
        self._put(5, 9.2, self.tr(N_("Receipt")), 11, bold=True)
        y = self._block(5, 14, ACCOUNT, [show_iban(compact(self.head.iban)), *self._creditor()], (7, 8), 52)
        quoted = payment.quoted(self.head)
        if quoted.kind != PLAIN:
            y = self._block(5, y, REFERENCE, [quoted.shown], (7, 8), 52)
        debtor = debtor_of(addressee)
        if debtor:
            self._block(5, y, PAYABLE_BY, _lines(debtor), (7, 8), 52)
        else:
            self._corners(5, self._block(5, y, BY_HAND, [], (7, 8), 52) - 3, 52, 20)
        self._amount((5, 18), 71, payment, (7, 8))
        self.sheet.right(
            (RECEIPT - 5) * MM,
            self.top + 84.5 * MM,
            self.tr(N_("Acceptance point")),
            font=ARIAL_BOLD,
            size=7,
            ink=BLACK,
        )

    def _details(self, addressee: Addressee, payment: Payment) -> None:
        x, sizes, room = RECEIPT + 56, (8, 10), 87
        y = self._block(x, 8, ACCOUNT, [show_iban(compact(self.head.iban)), *self._creditor()], sizes, room)
        quoted = payment.quoted(self.head)
        if quoted.kind != PLAIN:
            y = self._block(x, y, REFERENCE, [quoted.shown], sizes, room)
        if payment.reference:
            y = self._block(x, y, N_("Additional information"), [payment.reference], sizes, room)
        debtor = debtor_of(addressee)
        if debtor:
            self._block(x, y, PAYABLE_BY, _lines(debtor), sizes, room)
        else:
            self._corners(x, self._block(x, y, BY_HAND, [], sizes, room) - 3, 65, 25)

    def _block(self, x: float, y: float, title: str, lines: list[str], sizes: tuple[int, int], room: float) -> float:
        """A heading and its lines; returns where the next block begins."""
        small, large = sizes
        self._put(x, y, self.tr(title), small, bold=True)
        step = (9 if large == 8 else 11) / MM
        for line in lines:
            for part in wrap(line, room * MM, ARIAL, large):
                y += step
                self._put(x, y, part, large)
        return y + 2 * step

    def _amount(self, columns: tuple[float, float], y: float, payment: Payment, sizes: tuple[int, int]) -> None:
        small, large = sizes
        shown = f"{payment.amount:,.2f}".replace(",", " ")
        for x, title, value in (
            (columns[0], N_("Currency"), payment.currency),
            (columns[1], N_("Amount"), shown),
        ):
            self._put(x, y, self.tr(title), small, bold=True)
            self._put(x, y + (9 if large == 8 else 11) * 1.1 / MM, value, large)

    def _corners(self, x: float, y: float, wide: float, high: float) -> None:
        """The four corners of a field that is filled in by hand."""
        for across, right in ((x, False), (x + wide, True)):
            for down, low in ((y, False), (y + high, True)):
                at = (across * MM, self.top + down * MM)
                ends = (at[0] + (-3 if right else 3) * MM, at[1] + (-2 if low else 2) * MM)
                self.sheet.shapes += [Rule(at, (ends[0], at[1]), BLACK, 0.75), Rule(at, (at[0], ends[1]), BLACK, 0.75)]

    def _creditor(self) -> list[str]:
        return [line for line in (self.head.name, self.head.street, _town(self.head.postcode, self.head.city)) if line]

    def _put(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        font = ARIAL_BOLD if bold else ARIAL
        self.sheet.text(x * MM, self.top + y * MM, text, font=font, size=size, ink=BLACK)


def payable(head: Letterhead, addressee: Addressee, amount: Decimal, currency: str) -> bool:
    """Whether a Swiss part can be printed for this amount."""
    return swiss(head, addressee, Payment(amount, currency, "")) is not None


def _lines(place: list[str]) -> list[str]:
    _kind, name, street, _house, postcode, city, _country = place
    return [line for line in (name, street, _town(postcode, city)) if line]


def _town(postcode: str, city: str) -> str:
    return " ".join(part for part in (postcode, city) if part)


def place(flow: Flow, addressee: Addressee, payment: Payment) -> None:
    """The part at the foot of the page that is being filled, or of the next one; the paper's own foot goes above it."""
    flow.need(HIGH)
    SwissPart(flow.sheet, flow.head, flow.tr).draw(addressee, payment)
    flow.foot_above(flow.high - HIGH)
    flow.y = flow.bottom
