"""Account statements: `python -m tests.speed.statements --count 1000`, against a bare ReportLab canvas.

The limit draws the same twenty rows as fast as ReportLab can: the grid once as a form, one text object a page, widths
of digits known ahead, a built-in face, and nothing else on the page. Ours has the letterhead, the window, wrapping,
checks of every character, ageing and the numbers of pages as well; with codes to pay, a slip and its QR code too.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from app.accounts.statement import CLASSES, Block, Layout, Movement, OpenItem, Statement
from app.company.letterhead import Addressee, Letterhead
from app.documents import statement as statements
from app.i18n import Translator
from tests.speed.frame import Reach, heading, in_turns, line, megabytes

ROWS = 20
EDGES = (40, 100, 180, 330, 400, 470, 555)
HEAD = Letterhead(
    "Cave des Tilleuls", "Caviste à Dijon depuis 1987", ("12 rue des Tilleuls, 21000 Dijon", "03 53 01 10 10"),
    serif=True, legal="SARL au capital de 20 000 €", street="12 rue des Tilleuls", postcode="21000", city="Dijon",
    iban="FR7630006000011234567890189", bic="AGRIFRPPXXX",
)  # fmt: skip


def made(number: int) -> Statement:
    """A client's statement of twenty lines; amounts and days differ from client to client."""
    balance, moves, start = Decimal("0.00"), [], date(2026, 1, 1)
    for place in range(ROWS):
        amount = Decimal(1000 + number * 37 % 9000 + place * 7) / 100 + Decimal(100 * place)
        paid = place % 4 == 3
        balance += -amount if paid else amount
        on = start + timedelta((number + place * 11) % 300)
        moves.append(
            Movement(
                place, on, "payment" if paid else "invoice", f"F-2026-{number * ROWS + place:05}", "",
                None if paid else on, None if paid else amount, amount if paid else None,
                balance, amount if place > 16 else Decimal(0),
            )
        )  # fmt: skip
    debit = sum((move.debit or Decimal(0) for move in moves), Decimal(0))
    items = tuple(
        OpenItem(
            move.entry_id, move.number, move.kind, "", move.on, move.on, move.debit, Decimal(0), move.open, 0, "current"
        )
        for move in moves
        if move.debit and move.open
    )
    block = Block(
        "EUR", Decimal("0.00"), tuple(moves), balance, debit, debit - balance, items,
        ageing=dict.fromkeys(CLASSES, Decimal("0.00")) | {"current": balance}, due=balance,
    )  # fmt: skip
    return Statement(number, f"C-{number:05}", f"Client {number}", "activity", start, date(2026, 12, 31), (block,))


def ones(count: int, layout: Layout) -> Iterator[statements.One]:
    for number in range(count):
        lines = (f"Maison {number:05} & Fils", f"{number % 90} rue du Lac", f"{21000 + number % 900} Dijon")
        yield made(number), HEAD, Addressee(lines, lines[0]), layout


def ours(prepared: list[statements.One]) -> bytes:
    file = BytesIO()
    statements.make(prepared, file, lambda language: Translator(language, "FR"))
    return file.getvalue()


def bare(prepared: list[statements.One]) -> bytes:
    """The same rows, as fast as a ReportLab canvas goes."""
    rl_config.useA85 = 0
    file = BytesIO()
    canvas = Canvas(file, A4, pageCompression=1)
    canvas.beginForm("grid")
    canvas.grid(EDGES, [760 - 17 * place for place in range(ROWS + 2)])
    canvas.endForm()
    canvas.setFont("Helvetica", 8.5)
    wide = {letter: canvas.stringWidth(letter, "Helvetica", 8.5) for letter in "0123456789.,- "}
    for statement, _head, addressee, _layout in prepared:
        canvas.doForm("grid")
        out = canvas.beginText()
        out.setFont("Helvetica", 8.5)
        for place, words in enumerate((*addressee.lines, statement.reference)):
            out.setTextOrigin(40, 820 - 11 * place)
            out.textOut(words)
        for place, move in enumerate(statement.blocks[0].movements):
            y = 748 - 17 * place
            for x, words in ((42, f"{move.on:%d/%m/%Y}"), (102, move.number), (182, move.kind)):
                out.setTextOrigin(x, y)
                out.textOut(words)
            for x, amount in ((398, move.debit), (468, move.credit), (553, move.balance)):
                if amount is not None:
                    words = f"{amount:,.2f}"
                    out.setTextOrigin(x - sum(wide[letter] for letter in words), y)
                    out.textOut(words)
        canvas.drawText(out)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def compare(words: str, prepared: list[statements.One], reach: Reach) -> None:
    ours(prepared[:20])  # imports, faces
    mine, limit = in_turns(lambda: ours(prepared), lambda: bare(prepared), 3)
    each = 1000 / len(prepared)
    line(f"CPU a statement, {words}", mine.median * each, limit.median * each, reach)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count
    heading(f"{count} statements of {ROWS} lines")
    before = megabytes()
    compare("without a slip", list(ones(count, Layout(language="en", slip=False, qr=False))), Reach(ratio=1 / 0.6))
    compare("with slip and code", list(ones(count, Layout(language="en"))), Reach())
    print(f"most memory: {megabytes():.0f} MB, {before:.0f} before")


if __name__ == "__main__":
    main()
