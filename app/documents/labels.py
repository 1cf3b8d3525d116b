"""Labels on sheets and rolls: what stands where, to a hundredth of a millimetre, and one PDF of any length.

Text runs along the long side of a narrow label: the whole page is then laid out turned. All texts of a page go out as
one text object, and a page is forgotten when it is printed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

from app.documents.drawn_codes import draw_bars, draw_code
from app.documents.fonts import width
from app.documents.label_fit import ABOVE, BELOW, LEADING, LEAST, NARROW_FACES, WIDE_FACES, Fitted, largest_size
from app.documents.sheet import FAINT, GREY, MM, Box, Picture, Press, Rule, Sheet, picture_width
from app.mailings import sheets
from app.mailings.adjustment import NONE, WHOLE, Adjustment
from app.mailings.label_run import Copies, Run
from app.progress import Progress

UNIT = MM / 1000  # points of a thousandth of a millimetre
GUIDE = (0.72, 0.70, 0.67)
_HATCH = 7.0  # points between the strokes over used labels
_GAP = 1.5 * MM  # between the parts of a label
CODE_128, QR = "code128", "qr"
_SENDER_SIZE = 7.0
_SENDER_SHARE = 0.38  # of the height of a label, at most


@dataclass(frozen=True)
class Look:
    """What stands on every label besides its lines: a `code`, `sender` lines above, a logo; and `outlines`."""

    code: str = ""
    sender: tuple[str, ...] = ()
    logo: bytes = b""
    outlines: bool = False


@dataclass(frozen=True)
class Place:
    """A rectangle in points from the upper left corner of the page as it is laid out."""

    x: float
    y: float
    wide: float
    high: float


class Layout:
    """Where things stand on a sheet, in the direction the text runs."""

    def __init__(self, sheet: sheets.Sheet, look: Look) -> None:
        self.sheet, self.look = sheet, look
        self.turned = sheet.is_turned
        self.paper = (sheet.page_width * UNIT, sheet.page_height * UNIT)
        self.wide, self.high = self.paper[::-1] if self.turned else self.paper
        self.outer = [self._place(box) for box in sheet.labels]
        inside = sheet.inside
        self.inner = [
            self._place(sheets.Box(box.left + inside.left, box.top + inside.top, inside.width, inside.height))
            for box in sheet.labels
        ]
        self.logo = self._logo_width()
        self.logo_part = self._logo_sheet()
        self.code = self._code_size()
        self.sender_lines, self.sender_size, self.sender = look.sender, 0.0, 0.0
        if look.sender:
            self._put_sender()

    def _place(self, box: sheets.Box) -> Place:
        x, y, wide, high = (length * UNIT for length in (box.left, box.top, box.width, box.height))
        return Place(self.wide - y - high, x, high, wide) if self.turned else Place(x, y, wide, high)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height that the lines have."""
        place = self.inner[0]
        beside = self.logo + (_GAP if self.logo else 0)
        below = self.sender
        if self.look.code == QR:
            beside += self.code + _GAP
        elif self.look.code:
            below += self.code + _GAP / 2
        return max(place.wide - beside, 0.0), max(place.high - below, 0.0)

    def _put_sender(self) -> None:
        """The sender in lines, or in one where there is no room for more."""
        wide, high = self.room
        for lines in (self.look.sender, (" · ".join(self.look.sender),)):
            self.sender_lines = lines
            self.sender_size = min(largest_size(lines, (wide, high * _SENDER_SHARE - 2 * _GAP)), _SENDER_SIZE)
            if self.sender_size >= LEAST:
                break
        self.sender = self.sender_size * (ABOVE + BELOW + LEADING * (len(self.sender_lines) - 1)) + 2 * _GAP

    @property
    def has_room_for_sender(self) -> bool:
        """Whether the sender can be read."""
        return not self.look.sender or self.sender_size >= LEAST

    def _logo_width(self) -> float:
        if not self.look.logo:
            return 0.0
        place = self.inner[0]
        return picture_width(self.look.logo, place.wide * 0.3, place.high)

    def _logo_sheet(self) -> Sheet | None:
        """The logo as high as a label, once for all of them."""
        if not self.look.logo:
            return None
        part = Sheet(self.logo, self.inner[0].high)
        part.shapes.append(Picture(self.look.logo, 0, 0, part.wide, part.high))
        return part

    def _code_size(self) -> float:
        """The side of a QR code, the height of bars."""
        place = self.inner[0]
        if self.look.code == QR:
            return min(place.high, place.wide * 0.45)
        return min(place.high * 0.45, 12 * MM) if self.look.code else 0.0


@dataclass
class Job:
    """Labels ready to be printed: `fitted` on the layout's sheet, from the first free label on."""

    layout: Layout
    fitted: Fitted
    used: frozenset[int] = frozenset()
    by_column: bool = False
    copies: Copies = field(default_factory=Copies)
    separators: frozenset[int] = frozenset()
    title: str = ""
    author: str = ""
    _frame: Sheet | None = field(default=None, repr=False)

    @cached_property
    def order(self) -> array[int]:
        """Which label comes when; those before which another postcode begins stand once, whatever the copies."""
        order = self.copies.order(len(self.fitted.labels))
        if not self.separators or self.copies.each == 1:
            return order
        seen: set[int] = set()
        kept = array("q")
        for place in order:
            if place not in self.separators or place not in seen:
                kept.append(place)
                seen.add(place)
        return kept

    @property
    def count(self) -> int:
        """Labels printed, with all copies."""
        apart = len(self.separators)
        return (len(self.fitted.labels) - apart) * max(self.copies.each, 1) + apart

    @cached_property
    def run(self) -> Run:
        """Where each goes."""
        return Run(self.layout.sheet, self.count, self.used, self.by_column)


def make(job: Job, file: IO[bytes], progress: Progress | None = None, adjustment: Adjustment = NONE) -> int:
    """Write all pages into `file`, corrected for a printer; how many. Raises `Cancelled`; nothing is written then."""
    press = Press(file, job.title, job.author, actual_size=True)
    for page in range(job.run.pages):
        press.print((lay_out(job, page, adjustment),))
        if progress is not None:
            progress.advance()
    if press.pages:
        press.close(progress)
    return press.pages


def make_outlines(sheet: sheets.Sheet, title: str, file: IO[bytes], adjustment: Adjustment = NONE) -> None:
    """The outlines of one sheet and nothing else, to try it on plain paper."""
    layout = Layout(sheet, Look())
    paper = Sheet(layout.wide, layout.high, under=frame(layout))
    _lay(paper, layout, adjustment)
    press = Press(file, title, "", actual_size=True)
    press.print((paper,))
    press.close()


def lay_out(job: Job, page: int, adjustment: Adjustment = NONE, *, guides: bool = False) -> Sheet:
    """One page. `guides` shows every label and what is used of the first sheet: on the screen, never on paper."""
    layout = job.layout
    paper = Sheet(layout.wide, layout.high)
    _lay(paper, layout, adjustment)
    if layout.look.outlines:
        job._frame = paper.under = job._frame or frame(layout)
    elif guides:
        paper.shapes += frame(layout, dash=(2.5, 2.0)).shapes
    if guides and not page:
        for place in job.used if len(job.used) < len(layout.outer) else ():
            paper.shapes += _hatched(layout.outer[place])
    fitted, order = job.fitted, job.order
    labels = fitted.labels
    for number, place in job.run.on_page(page):
        at = order[number]
        faces = NARROW_FACES if at in fitted.narrow else WIDE_FACES
        _draw(paper, layout, layout.inner[place], labels[at].lines, fitted.sizes.get(at, fitted.size), faces)
        if labels[at].code and layout.look.code:
            _draw_code(paper, layout, layout.inner[place], labels[at].code)
    return paper


def frame(layout: Layout, dash: tuple[float, ...] = ()) -> Sheet:
    """The outlines of all labels of a page: to be held against the light behind the sheet."""
    found, sheet = Sheet(layout.wide, layout.high), layout.sheet
    oval, ink = sheet.shape != "rect", GUIDE if dash else GREY
    for place in layout.outer:
        box = (place.x, place.y, place.wide, place.high)
        found.shapes.append(Box(*box, ink, False, sheet.radius * UNIT, 0.4, dash, oval))
        if sheet.hole:
            hole = sheet.hole * UNIT
            x, y = place.x + (place.wide - hole) / 2, place.y + (place.high - hole) / 2
            found.shapes.append(Box(x, y, hole, hole, ink, False, 0, 0.4, dash, True))
    return found


def _lay(paper: Sheet, layout: Layout, adjustment: Adjustment) -> None:
    """Turn the page as the text runs, and take back what the printer does to it."""
    if layout.turned:
        paper.lay(layout.paper, (0.0, 0.0), 270)
    if adjustment.is_none:
        return
    a, b, c, d, e, f = paper.laid or (1, 0, 0, 1, 0, 0)
    across, along = adjustment.across / WHOLE, adjustment.along / WHOLE
    right, up = adjustment.right * UNIT, layout.paper[1] * (1 - along) - adjustment.down * UNIT
    paper.page = layout.paper
    paper.laid = (a * across, b * along, c * across, d * along, e * across + right, f * along + up)


def _draw(
    paper: Sheet, layout: Layout, place: Place, lines: tuple[str, ...], size: float, faces: tuple[str, str]
) -> None:
    x, y = place.x, place.y + layout.sender
    wide, high = layout.room
    if layout.logo_part is not None:
        paper.parts.append((layout.logo_part, (x, place.y)))
        x += layout.logo + _GAP
    if layout.look.sender:
        _draw_sender(paper, layout, x, place.y, wide)
    step = size * LEADING
    y += (high - size * (ABOVE + BELOW) - step * (len(lines) - 1)) / 2 + size * ABOVE
    (font, other), centred = faces, layout.sheet.shape != "rect"
    for line in lines:
        start = x + (wide - width(line, font, size)) / 2 if centred else x
        paper.text(start, y, line, font=font, size=size)
        font, y = other, y + step


def _draw_sender(paper: Sheet, layout: Layout, x: float, y: float, wide: float) -> None:
    """The shop's lines in small over a rule."""
    size = layout.sender_size
    for number, line in enumerate(layout.sender_lines):
        paper.text(x, y + size * (ABOVE + LEADING * number), line, size=size, ink=GREY)
    paper.rule(x, y + layout.sender - _GAP, x + wide, FAINT)


def _draw_code(paper: Sheet, layout: Layout, place: Place, code: str) -> None:
    side = layout.code
    if layout.look.code == QR:
        draw_code(paper, code, place.x + place.wide - side, place.y + (place.high - side) / 2, side)
        return
    x = place.x + (layout.logo + _GAP if layout.logo else 0)
    draw_bars(paper, code, x, place.y + place.high - side, wide=place.x + place.wide - x, high=side)


def _hatched(place: Place) -> Iterator[Rule]:
    """Strokes over a label that is used, within its rectangle."""
    reach = place.wide + place.high
    at = _HATCH
    while at < reach:
        start = (place.x + min(at, place.wide), place.y + max(at - place.wide, 0))
        end = (place.x + max(at - place.high, 0), place.y + min(at, place.high))
        yield Rule(start, end, FAINT, 1.4)
        at += _HATCH
