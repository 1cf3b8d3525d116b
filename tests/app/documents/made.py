"""Statements and papers to print, and what a printed file says."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pypdfium2

from app.accounts.statement import CLASSES, Block, Credit, Layout, Movement, OpenItem, Settled, Statement
from app.company.letterhead import Addressee, Letterhead
from app.documents import statement as statements
from app.i18n import Translator
from app.sales.printed import Printed, PrintedDue, PrintedLine, PrintedTax

END = date(2026, 11, 12)
NOTHING = Decimal("0.00")
HEAD = Letterhead(
    "Cave des Tilleuls", "Caviste à Dijon depuis 1987", ("12 rue des Tilleuls, 21000 Dijon", "03 53 01 10 10"),
    accent="#6b2136", serif=True, legal="SARL au capital de 20 000 €", street="12 rue des Tilleuls", postcode="21000",
    city="Dijon", iban="FR7630006000011234567890189", bic="AGRIFRPPXXX",
)  # fmt: skip
SWISS = Letterhead(
    "Cave du Lac Sàrl", lines=("Rue du Lac 12",), country="CH", street="Rue du Lac 12", postcode="1003",
    city="Lausanne", iban="CH9300762011623852957",
)  # fmt: skip
TO = Addressee(
    ("BRASSERIE DU THÉÂTRE", "Mme Claire FOURNIER", "4 PLACE DU THÉÂTRE", "21000 DIJON"),
    "Brasserie du Théâtre", "4 place du Théâtre", "21000", "Dijon", "FR",
)  # fmt: skip


def movement(entry: int, *, on: date, debit: str = "", credit: str = "", balance: str, **more: object) -> Movement:
    known = {"kind": "invoice" if debit else "payment", "number": f"N-{entry}", "label": "", "due_on": None} | more
    amounts = [Decimal(each) if each else None for each in (debit, credit)]
    return Movement(entry, on, debit=amounts[0], credit=amounts[1], balance=Decimal(balance), **known)  # type: ignore[arg-type]


def item(number: str, amount: str, left: str, late: int, **more: object) -> OpenItem:
    due, bucket = END - timedelta(late), "1-30" if 0 < late <= 30 else "current"
    paid = Decimal(amount) - Decimal(left)
    return OpenItem(
        1, number, "invoice", "", date(2026, 9, 1), due, Decimal(amount), paid, Decimal(left), late, bucket, **more
    )  # type: ignore[arg-type]


MOVES = (
    movement(349, on=date(2026, 9, 10), debit="1411.00", balance="2257.20", due_on=date(2026, 10, 10)),
    movement(
        412, on=date(2026, 9, 17), credit="846.20", balance="1411.00", label="Chèque",
        settled=(Settled("N-301", date(2026, 9, 17), Decimal("846.20")),),
    ),
    movement(
        361, on=date(2026, 9, 21), debit="988.40", balance="2399.40", due_on=date(2026, 10, 20),
        open=Decimal("488.40"), late=23,
    ),
    movement(468, on=date(2026, 10, 21), credit="1911.00", balance="488.40"),
)  # fmt: skip
BLOCK = Block(
    "EUR", Decimal("846.20"), MOVES, Decimal("488.40"), Decimal("2399.40"), Decimal("2757.20"),
    (item("N-361", "988.40", "488.40", 23),), (),
    dict.fromkeys(CLASSES, NOTHING) | {"1-30": Decimal("488.40")}, NOTHING, Decimal("488.40"), Decimal("488.40"),
    Credit(468, "N-468", "payment", "Virement", date(2026, 10, 21), Decimal("1911.00"), NOTHING),
)  # fmt: skip
STATEMENT = Statement(217, "C-00217", "Brasserie du Théâtre", "activity", date(2026, 9, 1), END, (BLOCK,))
LAYOUT = Layout(language="en", message="Thank you for paying soon.", terms_text="Interest: three times the legal rate.")
PAPER = Printed(
    "invoice", "Invoice", "INV-2026-0418", date(2026, 11, 9), "en", "EUR", HEAD, TO,
    facts=(("Your order", "BC 2026/114"),),
    lines=(
        PrintedLine("product", "BOU-112", "Bourgogne 2022", "By six", Decimal(24), "bottle", Decimal("14.50"),
                    Decimal(5), "20 %", Decimal("330.60")),
        PrintedLine("text", name="For the banquet"),
        PrintedLine("carriage", name="Carriage", quantity=Decimal(1), price=Decimal(18), total=Decimal("18.00")),
    ),
    lines_total=Decimal("348.60"), net=Decimal("348.60"),
    taxes=(PrintedTax("TVA 20 %", Decimal("348.60"), Decimal("69.72")),),
    gross=Decimal("418.32"), to_pay=Decimal("418.32"), dues=(PrintedDue(date(2026, 12, 9), Decimal("418.32")),),
    reference="INV-2026-0418", texts=("No discount for early payment.",),
)  # fmt: skip


def words(language: str) -> Translator:
    return Translator(language, "FR")


def printed(*ones: tuple[Statement, Letterhead, Addressee, Layout]) -> bytes:
    """The PDF of these statements."""
    file = io.BytesIO()
    statements.make(ones, file, words)
    return file.getvalue()


def texts(pdf: bytes) -> list[str]:
    """What each page says, with plain spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return [text.replace("\u202f", " ").replace("\u00a0", " ").replace("\r\n", "\n") for text in found]


def boxes(pdf: bytes, text: str, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each place where `text` stands, in mm from the top left corner."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        high, found = sheet.get_height(), []
        letters = sheet.get_textpage()
        search = letters.search(text, match_case=True)
        while (hit := search.get_next()) is not None:
            each = [letters.get_charbox(place) for place in range(hit[0], hit[0] + hit[1])]
            left, low = min(box[0] for box in each), min(box[1] for box in each)
            right, top = max(box[2] for box in each), max(box[3] for box in each)
            found.append(tuple(value * 25.4 / 72 for value in (left, high - top, right, high - low)))
        return found  # type: ignore[return-value]
    finally:
        document.close()


def codes(pdf: bytes, page: int = -1) -> list[str]:
    """What the QR codes on a page say, read from its picture as a phone would."""
    import zxingcpp

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page if page >= 0 else len(document) - 1].render(scale=3).to_pil()
    finally:
        document.close()
    return [code.text for code in zxingcpp.read_barcodes(picture)]
