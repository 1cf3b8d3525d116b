"""Envelopes without a window: the address where the post reads it, the sender top left, all other zones kept free.

A page is the envelope, landscape; drivers that want it otherwise get it turned, or on a larger page as it lies in the
feed. What many envelopes share (sender, logo) is written once. Sizes and the zones of each post: `mailings.envelopes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from app.documents.fonts import BOLD, SANS, width
from app.documents.label_fit import ABOVE, BELOW, LEADING, WIDE_FACES
from app.documents.sheet import FAINT, GREY, MM, Box, Picture, Point, Press, Sheet
from app.documents.wrapping import cut
from app.i18n import N_
from app.mailings.envelopes import SHEETS, zones_of
from app.progress import Progress

USUAL = 11  # points
SIZES = (9, 10, 11, 12, 14)
AIR = 3 * MM  # between the address and a zone that is kept free
CORNER = (10 * MM, 8 * MM)  # of the sender
SENDER_LINES = 6
LOGO = 12 * MM
FLAP = 16 * MM  # from the upper edge of the back to the sender on the flap

TURNS = (0, 90, 180, 270)
PLACES = {"left": N_("At the left edge"), "middle": N_("In the middle"), "right": N_("At the right edge")}
SENDERS = {"front": N_("Top left"), "flap": N_("On the flap"), "none": N_("None")}


@dataclass(frozen=True)
class Feed:
    """How an envelope goes into the printer: turned clockwise, and on which page and where in it (`PLACES`).

    `page` is "" where the driver knows the size of the envelope, else `A4` or `Letter`.
    """

    turn: int = 0
    page: str = ""
    place: str = "middle"


@dataclass(frozen=True)
class Options:
    """How envelopes look. Sizes in mm; `country` is that whose post carries them.

    `sender` are the lines of the shop, its name first; `sender_on` one of `SENDERS`. `zones` draws what must stay free:
    for a test on plain paper.
    """

    width: float
    height: float
    country: str = "FR"
    sender: tuple[str, ...] = ()
    sender_on: str = "front"
    logo: bytes | None = None
    feed: Feed = Feed()
    zones: bool = False
    title: str = ""


@dataclass(frozen=True)
class Envelope:
    """The lines of an address, the size of its letters in points, the faces of the first line and of the others:
    `label_fit` finds them in the room of `Ground`.
    """

    lines: tuple[str, ...]
    size: float = USUAL
    faces: tuple[str, str] = WIDE_FACES


def make(envelopes: Iterable[Envelope], options: Options, file: IO[bytes], progress: Progress | None = None) -> int:
    """Write all `envelopes` into `file` as one PDF; with the sender on the flap, the back is one more page.

    Returns the number of pages. Raises `Refused` where a character cannot be printed and `Cancelled`; nothing has been
    written then.
    """
    press = Press(file, options.title, options.sender[0] if options.sender else "", actual_size=True)
    ground = Ground(options)
    for envelope in envelopes:
        press.print([ground.sheet(envelope)])
        if progress is not None:
            progress.advance()
    if press.pages and options.sender_on == "flap" and options.sender:
        press.print([ground.back()])
    if press.pages:
        press.close(progress)
    return press.pages


class Ground:
    """What all envelopes of one job share."""

    def __init__(self, options: Options) -> None:
        self.options, self.zones = options, zones_of(options.country)
        self.wide, self.high = options.width * MM, options.height * MM
        edge, (_wide, free), (_long, coding) = self.zones.edge * MM, self.zones.franking, self.zones.coding
        self.edge = edge
        self.top = max(free * MM + AIR, edge)
        self.bottom = self.high - max(edge, coding * MM + AIR)

    @property
    def room(self) -> tuple[float, float]:
        """How wide and high an address can be, in points."""
        return self.wide - 2 * self.edge, self.bottom - self.top

    def sheet(self, envelope: Envelope) -> Sheet:
        """One envelope. A large address stands to the left of its usual place and above it."""
        sheet, size = self._laid(Sheet(self.wide, self.high, under=self._shared)), envelope.size
        first, others = envelope.faces
        fonts = [first, *[others] * (len(envelope.lines) - 1)]
        widest = max((width(line, font, size) for line, font in zip(envelope.lines, fonts, strict=False)), default=0)
        high = size * (ABOVE + BELOW + LEADING * (len(envelope.lines) - 1))
        left = max(min(self.zones.address[0] * self.wide, self.wide - self.edge - widest), self.edge)
        top = max(min(self.zones.address[1] * self.high, self.bottom - high), self.top)
        for row, (line, font) in enumerate(zip(envelope.lines, fonts, strict=False)):
            sheet.text(left, top + size * (ABOVE + LEADING * row), line, font=font, size=size)
        return sheet

    def back(self) -> Sheet:
        """The back, with the sender on the flap."""
        sheet, y = self._laid(Sheet(self.wide, self.high)), FLAP
        for row, line in enumerate(self.options.sender[:SENDER_LINES]):
            font = SANS if row else BOLD
            text = cut(line, self.wide - 2 * CORNER[0], font, 8)
            sheet.text((self.wide - width(text, font, 8)) / 2, y + 10.5 * row, text, font=font, size=8)
        return sheet

    @cached_property
    def _shared(self) -> Sheet:
        sheet, options = Sheet(self.wide, self.high), self.options
        (x, y), (stamps, _high) = CORNER, self.zones.franking
        room = self.wide - stamps * MM - x - AIR
        if options.logo:
            sheet.shapes.append(Picture(options.logo, x, y, min(2.5 * LOGO, room), LOGO))
            y += LOGO + 1.5 * MM
        if options.sender_on == "front":
            for row, line in enumerate(options.sender[:SENDER_LINES]):
                font = SANS if row else BOLD
                ink = GREY if row else (0.1, 0.1, 0.11)
                sheet.text(x, y + 8 + 10.2 * row, cut(line, room, font, 8), font=font, size=8, ink=ink)
        if options.zones:
            self._draw_zones(sheet)
        return sheet

    def _draw_zones(self, sheet: Sheet) -> None:
        (stamps, free), (long, coding) = self.zones.franking, self.zones.coding
        long = min(long * MM, self.wide)
        places = [
            (0.3, 0.3, self.wide - 0.6, self.high - 0.6),
            (self.wide - stamps * MM, 0.3, stamps * MM - 0.3, free * MM),
            (self.wide - long, self.high - coding * MM, long, coding * MM - 0.3),
        ]
        sheet.shapes += [Box(*place, FAINT, filled=False, thick=0.6) for place in places]

    def _laid(self, sheet: Sheet) -> Sheet:
        feed = self.options.feed
        across, along = (self.wide, self.high) if feed.turn % 180 == 0 else (self.high, self.wide)
        page: Point = (across, along)
        if feed.page:
            wide, high = SHEETS[feed.page]
            page = (max(wide * MM, across), max(high * MM, along))
        elif not feed.turn:
            return sheet
        x = {"left": 0.0, "middle": (page[0] - across) / 2, "right": page[0] - across}[feed.place]
        sheet.lay(page, (x, 0.0), feed.turn)
        return sheet
