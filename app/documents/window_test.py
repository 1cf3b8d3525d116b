"""The sheet to fold and to put into an envelope that was measured: it shows what must be seen in its window.

The frame is what is seen wherever the letter slides; its edges carry a scale in millimetres, to read off how far the
measures are wrong. The dashed frame is what may be seen.
"""

from __future__ import annotations

from io import BytesIO

from app.documents.fonts import BOLD, SANS
from app.documents.sheet import GREY, INK, MM, RED, Box, Press, Rule, Sheet
from app.documents.windows import Area, Window, find
from app.documents.wrapping import wrap
from app.i18n import N_, Translator

MARGIN = 20 * MM
_SAMPLE = N_("Address line {number}")


def make(key: str, name: str, tr: Translator) -> bytes:
    """One page for the window of `key`; `name` is what the owner calls the envelope."""
    window, file = find(key, tr.country), BytesIO()
    press = Press(file, tr(N_("Test of the envelope")), name, actual_size=True)
    press.print([lay_out(window, name, tr)])
    press.close()
    return file.getvalue()


def lay_out(window: Window, name: str, tr: Translator) -> Sheet:
    """The page."""
    sheet = Sheet(*window.paper)
    _frame(sheet, window.keep_clear, dashed=True)
    _frame(sheet, window.safe)
    _scales(sheet, window.safe)
    for row in range(window.most_lines):
        y = window.address.top + 9.5 + window.leading[0] * row
        sheet.text(window.address.left, y, tr(_SAMPLE, number=row + 1), font=SANS if row else BOLD, size=10)
    for number, place in enumerate(window.folds, 1):
        sheet.shapes.append(Rule((0, place), (sheet.wide, place), GREY, 0.4, (4, 3)))
        words = tr(N_("Fold {number}: {length} mm from the top"), number=number, length=f"{place / MM:g}")
        sheet.text(5 * MM, place - 3, words, size=7, ink=GREY)
    _words(sheet, window, name, tr)
    return sheet


def _frame(sheet: Sheet, area: Area, *, dashed: bool = False) -> None:
    left, top = max(area.left, 0.0), max(area.top, 0.0)
    wide, high = min(area.right, sheet.wide) - left, min(area.bottom, sheet.high) - top
    if not dashed:
        sheet.shapes.append(Box(left, top, wide, high, INK, filled=False, thick=0.8))
        return
    corners = ((left, top), (left + wide, top), (left + wide, top + high), (left, top + high))
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        sheet.shapes.append(Rule(start, end, RED, 0.6, (3, 2)))


def _scales(sheet: Sheet, area: Area) -> None:
    """A tick each millimetre, longer each fifth, with figures each tenth, along the upper and the left edge."""
    for place in range(int(area.wide / MM) + 1):
        x, length = area.left + place * MM, _tick(place)
        sheet.shapes.append(Rule((x, area.top), (x, area.top - length), INK, 0.3))
        if place % 10 == 0:
            sheet.text(x + 1, area.top - 7, str(place), size=5, ink=GREY)
    for place in range(int(area.high / MM) + 1):
        y, length = area.top + place * MM, _tick(place)
        sheet.shapes.append(Rule((area.left, y), (area.left - length, y), INK, 0.3))
        if place % 10 == 0:
            sheet.right(area.left - 9, y + 2, str(place), size=5, ink=GREY)


def _tick(place: int) -> float:
    return 8.0 if place % 10 == 0 else 5.5 if place % 5 == 0 else 3.0


def _words(sheet: Sheet, window: Window, name: str, tr: Translator) -> None:
    y = max(window.keep_clear.bottom + 14 * MM, sheet.high * 0.55)
    sheet.text(MARGIN, y, tr(N_("Test of the envelope “{name}”"), name=name), font=BOLD, size=14)
    said = (
        N_("Print this page at its actual size and fold it where the dashed lines are."),
        N_("Put it into the envelope and push it into each corner in turn."),
        N_("The black frame with the address must be seen whole each time. Where it is cut off, the scale at its edge "
           "says by how many millimetres: change the measures by as much."),
        N_("Nothing outside the red frame must ever be seen."),
    )  # fmt: skip
    y += 22
    for number, text in enumerate(said, 1):
        sheet.text(MARGIN, y, f"{number}.", size=10)
        for line in wrap(tr(text), sheet.wide - 2 * MARGIN - 16, SANS, 10):
            sheet.text(MARGIN + 16, y, line, size=10)
            y += 14
        y += 3
    sheet.rule(MARGIN, sheet.high - 25 * MM, MARGIN + 100 * MM, INK, 0.6)
    for end in (MARGIN, MARGIN + 100 * MM):
        sheet.shapes.append(Rule((end, sheet.high - 27 * MM), (end, sheet.high - 23 * MM), INK, 0.6))
    length = tr(N_("This line measures 100 mm: if it does not, the printer fits the page to the paper."))
    sheet.text(MARGIN, sheet.high - 20 * MM, length, size=8, ink=GREY)
