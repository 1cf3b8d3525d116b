"""The page that measures a printer: a cross 20 mm from each edge, and a ruler that shows at once a page made to fit."""

from __future__ import annotations

from io import BytesIO

from app.documents.fonts import BOLD, SANS, width
from app.documents.sheet import GREY, INK, MM, Press, Rule, Sheet
from app.documents.wrapping import wrap
from app.i18n import N_, Translator
from app.mailings.adjustment import NEAR

_ARM = 8 * MM
_RULER = 100  # millimetres
_NEAR = NEAR / 1000 * MM


def make(paper: tuple[int, int], tr: Translator) -> bytes:
    """The page as a PDF, never corrected for any printer; `paper` in thousandths of a millimetre."""
    file = BytesIO()
    press = Press(file, tr(N_("Printer adjustment")), "", actual_size=True)
    press.print((_page(paper[0] / 1000 * MM, paper[1] / 1000 * MM, tr),))
    press.close()
    return file.getvalue()


def _page(wide: float, high: float, tr: Translator) -> Sheet:
    page = Sheet(wide, high)
    middle, half = wide / 2, high / 2
    crosses = {
        tr(N_("Left")): (_NEAR, half),
        tr(N_("Right")): (wide - _NEAR, half),
        tr(N_("Top")): (middle, _NEAR),
        tr(N_("Bottom")): (middle, high - _NEAR),
    }
    for name, (x, y) in crosses.items():
        page.shapes.append(Rule((x - _ARM, y), (x + _ARM, y), INK, 0.3))
        page.shapes.append(Rule((x, y - _ARM), (x, y + _ARM), INK, 0.3))
        page.text(x + 2 * MM, y - 2 * MM, name, font=BOLD, size=9)
    _ruler(page, (wide - _RULER * MM) / 2, half + 20 * MM, tr)
    told = tr(N_(
        "Measure from each edge of the paper to the middle of its cross, and type the four distances. Each should be "
        "20 mm. If the ruler is not {length} mm long, the page was made to fit: print it again at its actual size."
    ), length=_RULER)  # fmt: skip
    for number, line in enumerate(wrap(told, 110 * MM, SANS, 10)):
        page.text((wide - 110 * MM) / 2, half - 30 * MM + 14 * number, line, size=10)
    return page


def _ruler(page: Sheet, x: float, y: float, tr: Translator) -> None:
    for at in range(_RULER + 1):
        length = (4 if not at % 10 else 3 if not at % 5 else 2) * MM
        page.shapes.append(Rule((x + at * MM, y), (x + at * MM, y - length), INK, 0.25))
        if not at % 10:
            shown = str(at // 10)
            page.text(x + at * MM - width(shown, SANS, 7) / 2, y + 9, shown, size=7, ink=GREY)
    page.shapes.append(Rule((x, y), (x + _RULER * MM, y), INK, 0.4))
    page.text(x + _RULER * MM + 4 * MM, y + 9, tr(N_("cm")), size=7, ink=GREY)
