"""The printed phone book: clients in name order under their first letter, in two columns: town, phones, contacts.

It is laid out twice: once to count the pages and once to print them, so that memory stays flat whatever its length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import IO, Any

from app.clients.chunks import CHUNK, chunks, places
from app.documents.fonts import BOLD, SANS, width
from app.documents.listing import FOOT, MARGIN, Size, paper_of, shown
from app.documents.sheet import FAINT, GREY, INK, MM, Press, Sheet
from app.documents.wrapping import cut
from app.i18n import N_, Translator
from app.progress import Progress
from app.values.person import display_name

TOP = 26 * MM
GUTTER = 9 * MM
LINE, AFTER = 10.6, 3.4  # points, of a line and below an entry
LETTER_HIGH = 26.0
NAME, REST = 8.6, 7.8

_CLIENTS = "SELECT client_id, name, city, sort_key FROM client_row WHERE client_id IN ({places})"
_OWN = """
SELECT client_id, text, kind, label FROM phone WHERE client_id IN ({places}) ORDER BY position, id
"""
_PEOPLE = """
SELECT l.client_id, c.id, c.first_name, c.last_name, l.function
FROM contact_link l JOIN contact c ON c.id = l.contact_id WHERE l.client_id IN ({places})
ORDER BY l.is_main DESC, l.position, l.id
"""
_THEIRS = """
SELECT p.contact_id, p.text, p.kind, p.label FROM phone p WHERE p.contact_id IN
(SELECT contact_id FROM contact_link WHERE client_id IN ({places})) ORDER BY p.position, p.id
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry: words at the left, a number at the right; `person` for a contact."""

    left: str
    right: str = ""
    person: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One client: the letter under which they stand, name, first number, and the lines below: the town, the others."""

    letter: str
    name: str
    number: str
    lines: tuple[Line, ...]


def read(db: Any, ids: Sequence[int], tr: Translator) -> Iterator[Entry]:
    """The entries of clients that have a number, in the order of `ids`; `db` is a raw connection."""
    for chunk in chunks(ids, CHUNK):
        clients = {row[0]: row for row in _rows(db, _CLIENTS, chunk)}
        own, people, theirs = (_grouped(_rows(db, sql, chunk)) for sql in (_OWN, _PEOPLE, _THEIRS))
        for number in chunk:
            if number in clients:
                _id, name, city, key = clients[number]
                numbers = [line.right for line in _numbers("", own.get(number, ()), tr)]
                first = "".join(numbers[:1])
                beside = zip_longest([city], numbers[1:], fillvalue="")
                lines = [Line(left, right) for left, right in beside if left or right]
                for contact, given, last, function in people.get(number, ()):
                    lines += _numbers(_who(given, last, function), theirs.get(contact, ()), tr)
                if first or any(line.right or line.person for line in lines):
                    letter = key[:1].upper() if key[:1].isalpha() else "#"
                    yield Entry(letter, name, first, tuple(lines))


def make(
    entries: Callable[[], Iterable[Entry]],
    title: str,
    shop: str,
    file: IO[bytes],
    tr: Translator,
    progress: Progress | None = None,
) -> int:
    """Write the book into `file`; `entries()` is asked twice. Returns the pages; `Cancelled` leaves nothing."""
    progress = progress or Progress()
    paper = paper_of(tr.country, landscape=False)
    pages = sum(1 for _ in _Pages(paper, progress).lay(entries()))
    book = _Pages(paper, progress, _Printing(title, shop, tr, max(pages, 1)))
    press = Press(file, title, shop)
    for sheet in book.lay(entries()):
        press.print([sheet])
    if not press.pages:
        press.print([book.empty()])
    press.close(progress)
    return press.pages


@dataclass(frozen=True)
class _Printing:
    title: str
    shop: str
    tr: Translator
    pages: int


class _Pages:
    """Entries in columns; without a `printing` they are only laid out, to be counted."""

    def __init__(self, paper: Size, progress: Progress, printing: _Printing | None = None) -> None:
        self.paper, self.progress, self.printing = paper, progress, printing
        self.wide = (paper.wide - 2 * MARGIN - GUTTER) / 2
        self.bottom = paper.high - FOOT - 6 * MM
        self.number = 0

    def lay(self, entries: Iterable[Entry]) -> Iterator[Sheet]:
        """The pages, each handed out when the next begins."""
        sheet, column, y, letter = None, 0, TOP, ""
        first = last = ""
        for entry in entries:
            self.progress.check()
            new = entry.letter != letter
            high = LINE * (1 + len(entry.lines)) + AFTER + (LETTER_HIGH if new else 0)
            if sheet is None or y + min(high, self.bottom - TOP) > self.bottom:
                if sheet is not None and column == 0:
                    column = 1
                else:
                    if sheet is not None:
                        yield self._finish(sheet, first, last)
                    sheet, column, first = self._begin(), 0, entry.name
                y, new = TOP, True
            x = MARGIN + column * (self.wide + GUTTER)
            if new:
                self._letter(sheet, x, y, entry.letter)
                y, letter = y + LETTER_HIGH, entry.letter
            y = self._entry(sheet, x, y, entry)
            last = entry.name
        if sheet is not None:
            yield self._finish(sheet, first, last)

    def empty(self) -> Sheet:
        """A page that says that nobody has a number."""
        sheet = self._begin()
        if self.printing is not None:
            words = self.printing.tr(N_("None of these clients has a phone number."))
            sheet.text(MARGIN, TOP + 10, words, ink=GREY)
        return self._finish(sheet, "", "")

    def _begin(self) -> Sheet:
        self.number += 1
        return Sheet(self.paper.wide, self.paper.high)

    def _letter(self, sheet: Sheet, x: float, y: float, letter: str) -> None:
        if self.printing is not None:
            sheet.text(x, y + 14, shown(letter), font=BOLD, size=13)
            sheet.rule(x, y + 18, x + self.wide, INK, 0.7)

    def _entry(self, sheet: Sheet, x: float, y: float, entry: Entry) -> float:
        """Draw one; an entry higher than a column is cut at the foot, with a sign."""
        room = int((self.bottom - y) // LINE) - 1
        lines = entry.lines if len(entry.lines) <= room else (*entry.lines[: max(room - 1, 0)], Line("…"))
        if self.printing is not None:
            number = cut(shown(entry.number), self.wide * 0.6, SANS, REST)
            name = cut(shown(entry.name), self.wide - width(number, SANS, REST) - 6, BOLD, NAME)
            sheet.text(x, y + 8.4, name, font=BOLD, size=NAME)
            sheet.right(x + self.wide, y + 8.4, number, size=REST)
            for row, line in enumerate(lines, 1):
                low = y + 8.4 + LINE * row
                right = cut(shown(line.right), self.wide * 0.6, SANS, REST)
                left = cut(shown(line.left), self.wide - width(right, SANS, REST) - 10, SANS, REST)
                sheet.text(x + 6, low, left, size=REST, ink=INK if line.person else GREY)
                sheet.right(x + self.wide, low, right, size=REST)
        return y + LINE * (1 + len(lines)) + AFTER

    def _finish(self, sheet: Sheet, first: str, last: str) -> Sheet:
        printing = self.printing
        if printing is None:
            return sheet
        tr, right = printing.tr, self.paper.wide - MARGIN
        sheet.text(MARGIN, 15 * MM, cut(shown(printing.title), 90 * MM, BOLD, 13), font=BOLD, size=13)
        if first:
            between = tr(N_("{first} – {last}"), first=shown(first), last=shown(last))
            sheet.text(MARGIN, 20 * MM, cut(between, 110 * MM, SANS, 8), size=8, ink=GREY)
        sheet.right(right, 15 * MM, cut(shown(printing.shop), 70 * MM, SANS, 8.5), ink=GREY)
        sheet.rule(MARGIN, self.paper.high - FOOT - 5, right, FAINT)
        words = tr(N_("Page {number} of {pages}"), number=tr.number(self.number), pages=tr.number(printing.pages))
        sheet.right(right, self.paper.high - FOOT + 4, words, size=7, ink=GREY)
        return sheet


def _numbers(who: str, phones: Sequence[Sequence[Any]], tr: Translator) -> Iterator[Line]:
    """A line for each number, with what is said of it; a contact without one is named all the same."""
    for place, (text, kind, label) in enumerate(phones):
        said = label or (tr(N_("fax")) if kind == "fax" else "")
        number = f"{said} {text}" if said else text
        yield Line(who if not place else "", number, bool(who) and not place)
    if who and not phones:
        yield Line(who, person=True)


def _who(first: str, last: str, function: str) -> str:
    name = display_name(first, last)
    return f"{name} ({function})" if function and name else name or function


def _rows(db: Any, sql: str, ids: Sequence[int]) -> list[Any]:
    found: list[Any] = db.execute(sql.replace("{places}", places(ids)), tuple(ids)).fetchall()
    return found


def _grouped(rows: Iterable[Sequence[Any]]) -> dict[int, list[Sequence[Any]]]:
    found: dict[int, list[Sequence[Any]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found
