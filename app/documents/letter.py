"""Letters on paper, one or a thousand, in one PDF: letterhead, address in the window, date, title, text, signature.

What all letters share, the background image above all, is drawn once into the file; each is forgotten when printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from app.company.letterhead import Letterhead
from app.documents import rich
from app.documents.fonts import BOLD, ITALIC, SANS, SERIF_BOLD, SERIF_ITALIC, check
from app.documents.page import (
    FOOT,
    FOOT_LINE,
    MARGIN,
    TOP_NEXT,
    accent_of,
    address_on,
    band_on,
    letterhead_on,
    marks_on,
    sender_on,
)
from app.documents.rich import Look, Row
from app.documents.sheet import FAINT, GREY, INK, MM, Picture, Press, Rule, Sheet, picture_width
from app.documents.windows import Window, find
from app.documents.words import long_day
from app.documents.wrapping import wrap
from app.errors import Problem
from app.i18n import N_, Translator
from app.progress import Progress
from app.values.rich_text import Text, paragraphs

RIGHT = 24 * MM  # narrower than the letterhead: a line of text should not be too long to follow
SIGNATURE = (60 * MM, 22 * MM)
TOP_PLAIN = 32 * MM  # where a letter without letterhead and address begins
TOP_LETTERHEAD = 62 * MM
ALONG = 2  # rows of the text that stay with the signature


@dataclass(frozen=True)
class Layout:
    """What all letters of one printing share. `dated_on` None prints no date; `background` is ready to be drawn."""

    look: Look = field(default_factory=Look)
    letterhead: bool = True
    address: bool = True
    dated_on: date | None = None
    background: bytes | None = None
    on_every_page: bool = False
    signature: bytes | None = None
    signer: str = ""
    title: str = ""


@dataclass(frozen=True)
class Letter:
    """One letter, its merge fields filled. The head knows the window of the shop's envelopes."""

    head: Letterhead
    lines: tuple[str, ...]
    title: str
    body: Text
    tr: Translator


def make(letters: Iterable[Letter], layout: Layout, file: IO[bytes], progress: Progress | None = None) -> list[int]:
    """Write the letters into `file` as one PDF; how many pages each takes.

    Raises `Refused` where a character cannot be printed and `Cancelled`; nothing has been written then.
    """
    press: Press | None = None
    frames, pages = Frames(layout), []
    for letter in letters:
        if press is None:
            press = Press(file, layout.title, letter.head.name, actual_size=True)
        sheets = lay_out(letter, layout, frames)
        press.print(sheets)
        pages.append(len(sheets))
        if progress is not None:
            progress.advance()
    if press is not None:
        press.close(progress)
    return pages


def lay_out(letter: Letter, layout: Layout, frames: Frames | None = None) -> list[Sheet]:
    """The pages of one letter."""
    return _Writing(letter, layout, frames or Frames(layout)).pages()


def unprintable(letter: Letter) -> list[Problem]:
    """What `make` would refuse, named."""
    body = (run.text for each in paragraphs(letter.body) for run in each.runs)
    return check(line for text in (*letter.lines, letter.title, *body) for line in text.splitlines())


def fits_window(lines: Sequence[str], window: Window) -> bool:
    """Whether an address can be read whole through the window."""
    return address_on(Sheet(*window.paper), window, lines)


class Frames:
    """The pages as they are before a letter is written on them, made once for each letterhead."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._known: dict[tuple[int, bool], tuple[Letterhead, Sheet]] = {}

    def of(self, head: Letterhead, *, first: bool) -> Sheet:
        """The first or a following page."""
        known = self._known.get((id(head), first))
        if known is None:
            known = self._known[id(head), first] = (head, self._made(head, first))
        return known[1]

    def _made(self, head: Letterhead, first: bool) -> Sheet:
        layout, window = self._layout, find(head.window, head.country)
        sheet = Sheet(*window.paper)
        if layout.background and (first or layout.on_every_page):
            sheet.shapes.append(_whole(layout.background, sheet))
        if layout.letterhead:
            band_on(sheet, head, window)
            _foot(sheet, head)
            if first:
                letterhead_on(sheet, head, window)
            if first and layout.address and window.sender is not None:
                sender_on(sheet, head, window)
        if first:
            marks_on(sheet, window)
        return sheet


class _Writing:
    """One letter being written from top to bottom."""

    def __init__(self, letter: Letter, layout: Layout, frames: Frames) -> None:
        self.letter, self.layout, self.frames = letter, layout, frames
        head = letter.head
        self.window = find(head.window, head.country)
        self.sheets: list[Sheet] = []
        self.left, self.right = MARGIN, self.window.paper[0] - RIGHT
        self.bottom = self.window.paper[1] - (_foot_room(head) if layout.letterhead else FOOT) - 4 * MM
        self.y = 0.0
        self._turn()

    def pages(self) -> list[Sheet]:
        layout, letter = self.layout, self.letter
        if layout.address:
            address_on(self.sheet, self.window, letter.lines)
            self.y = self.window.body
        else:
            self.y = TOP_LETTERHEAD if layout.letterhead else TOP_PLAIN
        if layout.dated_on is not None:
            self._date(layout.dated_on)
        if letter.title:
            self._title()
        self._body()
        if len(self.sheets) > 1:
            for number, sheet in enumerate(self.sheets, 1):
                words = letter.tr(N_("Page {number} of {pages}"), number=number, pages=len(self.sheets))
                sheet.right(self.window.paper[0] - MARGIN, self.bottom + 4 * MM + 11, words, size=7, ink=GREY)
        return self.sheets

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def _turn(self) -> None:
        under = self.frames.of(self.letter.head, first=not self.sheets)
        self.sheets.append(Sheet(under.wide, under.high, under=under))
        self.y = TOP_NEXT

    def _date(self, on: date) -> None:
        """`Dijon, le 12 novembre 2026`: under the address where that is on the right, else at the right."""
        tr, size, font = self.letter.tr, self.layout.look.size - 1, rich.FACES[self.layout.look.typeface][0]
        town, day = self.letter.head.city, long_day(tr, on)
        words = tr(N_("{town}, {day}"), town=town, day=day) if town else day
        if self.window.on_right and self.layout.address:
            self.sheet.text(self.window.address.left, self.y + 10, words, font=font, size=size, ink=GREY)
        else:
            self.sheet.right(self.right, self.y + 10, words, font=font, size=size, ink=GREY)
        self.y += 10 + 2.2 * size

    def _title(self) -> None:
        look = self.layout.look
        font, size = (SERIF_BOLD if look.typeface == "serif" else BOLD), look.size * 1.45
        for line in wrap(self.letter.title, self.right - self.left, font, size):
            self.y += size * 1.25
            self.sheet.text(self.left, self.y, line, font=font, size=size, ink=accent_of(self.letter.head))
        self.y += look.size * 0.5

    def _body(self) -> None:
        rows = rich.lay(self.letter.body, self.right - self.left, self.layout.look)
        together = list(rich.groups(rows))
        signature = self._signature_high()
        last = self._start_of_last(together) if signature else len(together)
        for group in together[:last]:
            self._need(rich.height(group))
            self._put(group)
        ending = [row for group in together[last:] for row in group]
        if signature:
            self._need(rich.height(ending) + signature)
            self._put(ending)
            self._signature()

    def _start_of_last(self, together: list[Sequence[Row]]) -> int:
        """Which groups of rows stay with the signature: a few lines, never a long paragraph."""
        last, rows = len(together), 0
        while last and rows < ALONG and len(together[last - 1]) <= ALONG + 1:
            last -= 1
            rows += len(together[last])
        return last

    def _need(self, high: float) -> None:
        if self.y + high > self.bottom and self.y > TOP_NEXT:
            self._turn()

    def _put(self, rows: Sequence[Row]) -> None:
        texts, left = self.sheet.texts, self.left
        for row in rows:
            self.y += row.gap
            for piece in row.pieces:
                x, y = left + piece.x, self.y + piece.y
                texts.append((piece.font, piece.size, INK, x, y, piece.text, piece.spread))
                if piece.underline:
                    self.sheet.rule(x, y + piece.size * 0.14, x + piece.wide, INK, piece.size * 0.055)
            for x, y, to, end in row.rules:
                self.sheet.shapes.append(Rule((left + x, self.y + y), (left + to, self.y + end), FAINT, 0.7))
            self.y += row.high

    def _signature_high(self) -> float:
        layout = self.layout
        image = SIGNATURE[1] + 2 * MM if layout.signature else 0.0
        return image + (layout.look.size * 2.4 if layout.signer else 0.0)

    def _signature(self) -> None:
        layout = self.layout
        if layout.signature:
            wide = picture_width(layout.signature, *SIGNATURE)
            self.sheet.shapes.append(Picture(layout.signature, self.left, self.y + 2 * MM, wide, SIGNATURE[1]))
            self.y += SIGNATURE[1] + 2 * MM
        if layout.signer:
            font = SERIF_ITALIC if layout.look.typeface == "serif" else ITALIC
            self.y += layout.look.size * 1.9
            self.sheet.text(self.left, self.y, layout.signer, font=font, size=layout.look.size * 1.1)


def _foot_room(head: Letterhead) -> float:
    return FOOT + FOOT_LINE * max(len(_legal(head)) - 1, 0)


def _legal(head: Letterhead) -> list[str]:
    wide = find(head.window, head.country).paper[0] - 2 * MARGIN
    return wrap(head.legal, wide * 0.84, SANS, 7)[:3] if head.legal else []


def _foot(sheet: Sheet, head: Letterhead) -> None:
    at, lines = sheet.high - _foot_room(head), _legal(head)
    if lines:
        sheet.rule(MARGIN, at, sheet.wide - MARGIN)
    for place, line in enumerate(lines):
        sheet.text(MARGIN, at + 11 + FOOT_LINE * place, line, size=7, ink=GREY)


def _whole(image: bytes, sheet: Sheet) -> Picture:
    """The background in the middle of the page, as large as it goes."""
    wide = picture_width(image, sheet.wide, sheet.high)
    return Picture(image, (sheet.wide - wide) / 2, 0, wide, sheet.high)
