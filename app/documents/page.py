"""The frame of a paper: band, letterhead, address in the window, foot, and the pages that follow the first.

A `Flow` is one paper being laid out from top to bottom. It knows how far down the page it is and turns the page when
something does not fit; the number of pages is written when all of them are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from app.company.letterhead import Addressee, Letterhead
from app.documents.fonts import BOLD, SANS, SERIF, SERIF_BOLD, fitting, width
from app.documents.sheet import FAINT, GREY, INK, MM, Box, Colour, Picture, Rule, Sheet, colour, picture_width
from app.documents.windows import Area, Window, find
from app.documents.wrapping import cut, wrap
from app.i18n import N_, Translator

MARGIN = 16 * MM
BAND = 2.2 * MM
FOOT = 11 * MM  # from the bottom edge to the rule above a foot of one line
FOOT_LINE = 8.6
TOP_NEXT = 30 * MM  # where a following page begins
LOGO = 16 * MM
LINES = 7  # of the letterhead


def accent_of(head: Letterhead) -> Colour:
    """The colour of the company as one can read it: a light one becomes ink."""
    red, green, blue = shade = colour(head.accent)
    return shade if 0.3 * red + 0.59 * green + 0.11 * blue < 0.6 else INK


class Flow:
    """One paper being laid out. `y` is where the next thing begins, `bottom` where nothing more may stand."""

    def __init__(self, head: Letterhead, addressee: Addressee, tr: Translator) -> None:
        self.head, self.tr = head, tr
        self.window = find(head.window, head.country)
        self.wide, self.high = self.window.paper
        self.left, self.right = MARGIN, self.wide - MARGIN
        self.legal = wrap(head.legal, (self.right - self.left) * 0.84, SANS, 7)[:3]
        self.foot_room = FOOT + FOOT_LINE * (len(self.legal) - 1)
        self.bottom = self.high - self.foot_room - 4 * MM
        self.accent = accent_of(head)
        self.title = ""
        self.foot_at: dict[Sheet, float] = {}
        self.sheet = Sheet(self.wide, self.high, under=_first_frame(head))
        self.sheets = [self.sheet]
        address_on(self.sheet, self.window, addressee.lines)
        self.y = self.window.body

    @property
    def serif(self) -> str:
        """The face of headings."""
        return SERIF_BOLD if self.head.serif else BOLD

    @property
    def room(self) -> float:
        """How much a following page takes."""
        return self.bottom - TOP_NEXT

    def fits(self, high: float) -> bool:
        """Whether something of this height fits on the page that is being filled."""
        return self.y + high <= self.bottom

    def need(self, high: float, before: Callable[[], None] | None = None) -> bool:
        """Turn the page if `high` does not fit, after `before`; whether it was turned."""
        if self.fits(high):
            return False
        if before is not None:
            before()
        self.turn()
        return True

    def turn(self) -> None:
        """Begin the next page; it carries the name and the title."""
        self.sheet = Sheet(self.wide, self.high, under=_next_frame(self.head))
        self.sheets.append(self.sheet)
        room = (self.right - self.left) * 0.6
        self.sheet.right(self.right, 18 * MM, cut(self.title, room, SANS, 8.5), ink=GREY)
        self.y = TOP_NEXT

    def head_line(self, title: str, under: str, figure: tuple[str, str] | None = None) -> None:
        """The title of the paper, small words under it; a figure in large at the right: what it is, and its amount."""
        y, room = self.y, self.right - self.left
        if figure is not None:
            label, shown = figure
            self.sheet.right(self.right, y + 10, label, ink=GREY)
            self.sheet.right(self.right, y + 29, shown, font=BOLD, size=19)
            room -= max(width(shown, BOLD, 19), width(label, SANS, 8.5)) + 6 * MM
        size = 21.0 if self.head.serif else 17.0
        self.sheet.text(self.left, y + 17, cut(title, room, self.serif, size), font=self.serif, size=size)
        lines = wrap(under, room, SANS, 8.5)
        for place, line in enumerate(lines):
            self.sheet.text(self.left, y + 33 + 12 * place, line, ink=GREY)
        self.y = y + 33 + 12 * len(lines) + 8

    def mark(self, words: str) -> None:
        """A framed word at the top right: a copy, say."""
        wide = width(words, BOLD, 9) + 14
        x, y = self.right - wide, 6.5 * MM
        self.sheet.shapes.append(Box(x, y, wide, 16, self.accent, filled=False, round=3, thick=0.9))
        self.sheet.text(x + 7, y + 11.3, words, font=BOLD, size=9, ink=self.accent)

    def foot_above(self, y: float) -> None:
        """On this page the foot stands above `y`, since a payment part takes what is below."""
        self.foot_at[self.sheet] = y

    def finish(self, stamp: str = "") -> list[Sheet]:
        """The pages, numbered."""
        for number, sheet in enumerate(self.sheets, 1):
            sheet.stamp = stamp
            self._foot(sheet, number)
        return self.sheets

    def _foot(self, sheet: Sheet, number: int) -> None:
        at = self.foot_at.get(sheet, self.high) - self.foot_room
        pages = self.tr(N_("Page {number} of {pages}"), number=number, pages=len(self.sheets))
        sheet.rule(self.left, at, self.right)
        for place, line in enumerate(self.legal):
            sheet.text(self.left, at + 11 + FOOT_LINE * place, line, size=7, ink=GREY)
        sheet.right(self.right, at + 11, pages, size=7, ink=GREY)


@lru_cache(maxsize=32)
def _first_frame(head: Letterhead) -> Sheet:
    """What stands on the first page of every paper of a company."""
    window = find(head.window, head.country)
    sheet = Sheet(*window.paper)
    band_on(sheet, head, window)
    letterhead_on(sheet, head, window)
    marks_on(sheet, window)
    if window.sender is not None:
        sender_on(sheet, head, window)
    return sheet


def band_on(sheet: Sheet, head: Letterhead, window: Window) -> None:
    """The colour of the shop along the upper edge, where that is not seen in the window."""
    if window.keep_clear.top >= BAND:
        sheet.shapes.append(Box(0, 0, sheet.wide, BAND, colour(head.accent)))


def marks_on(sheet: Sheet, window: Window) -> None:
    """Where the page is folded, and where it is punched."""
    for place in window.folds:
        sheet.rule(0, place, 4 * MM, FAINT)
    if window.hole:
        sheet.rule(0, window.hole, 6 * MM, FAINT)


def letterhead_on(sheet: Sheet, head: Letterhead, window: Window) -> None:
    """Logo and name above the window, or beside it where there is no room above; the address under them or right."""
    if window.sender_window is not None:
        _in_its_window(sheet, head, window.sender_window[0])
        return
    clear, top = window.keep_clear, min(13.7 * MM, window.keep_clear.top - LOGO - MM)
    above = top > BAND + MM
    top = top if above else 13.7 * MM
    left = MARGIN if above or window.on_right else clear.right + 3 * MM
    right = clear.left - 3 * MM if window.on_right and not above else sheet.wide - MARGIN
    beside = 62 * MM if above and not window.on_right else 0.0
    if head.logo:
        sheet.shapes.append(Picture(head.logo, left, top, 2.5 * LOGO, LOGO))
        left += picture_width(head.logo, 2.5 * LOGO, LOGO) + 3.6 * MM
    _name(sheet, head, Area(left, top, right - left - beside, LOGO))
    if beside:
        x, y, room = sheet.wide - MARGIN - 56 * MM, 17 * MM, 56 * MM
    elif window.on_right:
        x, y, room = MARGIN, top + 25.7 * MM, clear.left - MARGIN - 3 * MM
    else:
        x, y, room = clear.right + 3 * MM, top + 25.7 * MM, sheet.wide - MARGIN - clear.right - 3 * MM
    _lines(sheet, head.lines, Area(x, y, room, 0))


def _name(sheet: Sheet, head: Letterhead, area: Area) -> None:
    font, size = (SERIF_BOLD, 24.0) if head.serif else (BOLD, 19.0)
    size = max(11.0, min(size, size * area.wide / max(width(head.name, fitting(font, head.name), size), 1.0)))
    middle = area.top + (8.3 if head.tagline else 10.3) * MM
    sheet.text(area.left, middle, cut(head.name, area.wide, font, size), font=font, size=size, ink=accent_of(head))
    if head.tagline:
        font, size = (SERIF, 12.0) if head.serif else (SANS, 9.0)
        low = area.top + 14.1 * MM
        sheet.text(area.left, low, cut(head.tagline, area.wide, font, size), font=font, size=size, ink=GREY)


def _lines(sheet: Sheet, texts: tuple[str, ...], area: Area) -> None:
    """Address, phone and e-mail."""
    lines = [line for text in texts for line in wrap(text, area.wide, SANS, 8.5)]
    for place, line in enumerate(lines[:LINES]):
        sheet.text(area.left, area.top + 12.4 * place, line, ink=GREY)


def _in_its_window(sheet: Sheet, head: Letterhead, area: Area) -> None:
    """Where the envelope shows the sender in a window too: the name and the address there, the rest at the right."""
    place = " ".join(part for part in (head.postcode, head.city) if part)
    for row, line in enumerate(line for line in (head.name, head.street, place) if line):
        font = SANS if row else BOLD
        sheet.text(area.left, area.top + 9 + 11.5 * row, cut(line, area.wide, font, 9), font=font, size=9)
    if head.logo:
        sheet.shapes.append(Picture(head.logo, sheet.wide - MARGIN - 56 * MM, 13.7 * MM, 2.5 * LOGO, LOGO))
    _lines(sheet, head.lines[1:], Area(sheet.wide - MARGIN - 56 * MM, 37 * MM, 56 * MM, 0))


def sender_on(sheet: Sheet, head: Letterhead, window: Window) -> None:
    """The small line of the sender above the address, as the window of some countries wants it."""
    assert window.sender is not None
    place = " ".join(part for part in (head.postcode, head.city) if part)
    line = " · ".join(part for part in (head.name, head.street, place) if part)
    sheet.text(window.sender.left, window.sender.top + 8, cut(line, window.sender.wide, SANS, 7), size=7, ink=GREY)
    sheet.rule(window.sender.left, window.sender.top + 10.5, window.sender.right)


@lru_cache(maxsize=32)
def _next_frame(head: Letterhead) -> Sheet:
    """What stands on every following page."""
    window = find(head.window, head.country)
    sheet = Sheet(*window.paper)
    band_on(sheet, head, window)
    font, size = (SERIF_BOLD, 13.0) if head.serif else (BOLD, 11.0)
    room = (sheet.wide - 2 * MARGIN) * 0.38
    sheet.text(MARGIN, 18 * MM, cut(head.name, room, font, size), font=font, size=size, ink=accent_of(head))
    sheet.shapes.append(Rule((MARGIN, 21.5 * MM), (sheet.wide - MARGIN, 21.5 * MM)))
    return sheet


def address_on(sheet: Sheet, window: Window, texts: Sequence[str]) -> bool:
    """The address inside the window: smaller where it has many lines or a long one. False where it goes beyond it."""
    area = window.address
    lines = [line for line in texts if line.strip()]
    size, leading = 10.0, window.leading[0]
    if len(lines) > window.most_lines:
        size, leading = 9.0, window.leading[1]
    while size > 7 and any(width(line, BOLD, size) > area.wide for line in lines):
        size -= 0.5
    lines = [part for line in lines for part in wrap(line, area.wide, BOLD, size)]
    fitting_in = (area.high - size * 0.3) / max(len(lines), 1)
    leading = max(7.0, min(leading * 1.18, fitting_in))
    size = max(7.0, min(size, leading))
    for place, line in enumerate(lines):
        font = SANS if place else BOLD
        sheet.text(area.left, area.top + size * 0.95 + leading * place, line, font=font, size=size)
    return fitting_in >= 7.0
