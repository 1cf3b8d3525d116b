"""Formatted text in rows: every line measured and placed, ready to be put on pages.

The letters of one mailing share most of their paragraphs, so a laid paragraph is remembered; words are measured once.
Everything is data: text was never markup, and is none here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from app.documents import fonts
from app.documents.fonts import clean, easy, fitting, width
from app.documents.wrapping import pieces
from app.values.rich_text import Paragraph, Run, Table, Text

# By typeface: regular, bold, italic, both.
FACES = {
    "sans": (fonts.SANS, fonts.BOLD, fonts.ITALIC, fonts.BOLD_ITALIC),
    "serif": (fonts.SERIF, fonts.SERIF_BOLD, fonts.SERIF_ITALIC, fonts.SERIF_BOLD_ITALIC),
}
LEADING = {"sans": 1.4, "serif": 1.28}
PARAGRAPH_GAP, ENTRY_GAP = 0.6, 0.2  # of the size of the text
INDENT = 1.7
CELL = 4.0  # points between the line of a table and its words
BULLET = "•"
MOST_ROW = 300.0  # points; a row of a table that is higher may go over two pages
_REMEMBERED = 3_000  # letters of a paragraph that is remembered
_LONG, _MANY = 40, 40_000  # letters of a word, words of a font that are remembered


@dataclass(frozen=True)
class Look:
    """`typeface` as in `FACES`, `size` in points."""

    typeface: str = "sans"
    size: float = 10.0

    @property
    def leading(self) -> float:
        return LEADING[self.typeface]


class Piece(NamedTuple):
    """Text in one look: its left end and base line from the corner of its row in points; `spread` widens its spaces."""

    x: float
    y: float
    text: str
    font: str
    size: float
    wide: float
    underline: bool
    spread: float = 0.0


class Row(NamedTuple):
    """What is not cut by the end of a page. `joined`: it stays with the row before. `rules` are lines of a table."""

    gap: float
    high: float
    pieces: tuple[Piece, ...]
    joined: bool = False
    rules: tuple[tuple[float, float, float, float], ...] = ()


_Placed = tuple[float, tuple[str, str, float, float, bool]]
"""The left end; text, font, size, how wide, underlined."""


class _Style(NamedTuple):
    font: str
    size: float
    underline: bool


class _Word(NamedTuple):
    """Parts of one word, each in its style; `space` is how wide the space after it is, `gap` its style."""

    parts: tuple[tuple[str, _Style, float], ...]
    wide: float
    space: float = 0.0
    gap: _Style | None = None


def lay(text: Text, room: float, look: Look) -> list[Row]:
    """The rows of `text` in `room` points. Raises `Refused` where a character cannot be printed."""
    rows: list[Row] = []
    number = 0
    for part in text:
        if isinstance(part, Table):
            rows += _table(part, room, look)
            number = 0
            continue
        number = number + 1 if part.list == "number" else 0
        small = sum(len(run.text) for run in part.runs) <= _REMEMBERED
        rows += (_known if small else _paragraph)(part, room, look, number)
    return rows


def groups(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Rows that stay together, page by page."""
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or not rows[end].joined:
            yield rows[start:end]
            start = end


def height(rows: Sequence[Row]) -> float:
    """In points, with the gaps before them."""
    return sum(row.gap + row.high for row in rows)


def _paragraph(paragraph: Paragraph, room: float, look: Look, number: int = 0) -> tuple[Row, ...]:
    indent = INDENT * look.size if paragraph.list else 0.0
    gap = (ENTRY_GAP if paragraph.list else PARAGRAPH_GAP) * look.size
    plain = _plain_style(paragraph.runs, look)
    if plain is not None:
        lines = list(_plain_lines(paragraph, plain, look, indent, room - indent))
    else:
        lines = list(_mixed_lines(paragraph, look, indent, room - indent))
    if paragraph.list:
        high, found = lines[0]
        lines[0] = high, (_sign(number, _base(look.size, look), look), *found)
    end = len(lines) - 1
    return tuple(
        Row(0.0 if place else gap, high, found, place == 1 or 0 < place == end)
        for place, (high, found) in enumerate(lines)
    )


def _base(size: float, look: Look) -> float:
    """From the top of a line to the feet of its letters."""
    return size * (look.leading / 2 + 0.28)


def _plain_style(runs: Sequence[Run], look: Look) -> _Style | None:
    """The look of all runs, where they have but one and every letter is easy: most paragraphs of most letters."""
    first = runs[0] if runs else Run()
    style = _style(first, look)
    known = easy(style.font)
    for run in runs:
        if (run.bold, run.italic, run.underline, run.size) != (first.bold, first.italic, first.underline, first.size):
            return None
        if not known.issuperset(run.text) and not known.issuperset(run.text.replace("\n", "")):
            return None
    return style


def _plain_lines(
    paragraph: Paragraph, style: _Style, look: Look, indent: float, room: float
) -> Iterator[tuple[float, tuple[Piece, ...]]]:
    """The height and the one piece of each line."""
    high, base = style.size * look.leading, _base(style.size, look)
    for text in "".join(run.text for run in paragraph.runs).split("\n"):
        lines = _filled_lines(text, style.font, room / style.size)
        for place, (line, used) in enumerate(lines):
            wide, x, gap = used * style.size, indent, 0.0
            if paragraph.align == "justify" and place < len(lines) - 1:
                gaps = line.count(" ")
                gap, wide = ((room - wide) / gaps, room) if gaps else (0.0, wide)
            elif paragraph.align in ("right", "center"):
                x += (room - wide) / (1 if paragraph.align == "right" else 2)
            yield high, (Piece(x, base, line, style.font, style.size, wide, style.underline, gap),)


class _Measured(dict[str, float]):
    """How wide words are at one point; very long ones and very many are not remembered."""

    def __init__(self, font: str) -> None:
        self._font = font

    def __missing__(self, word: str) -> float:
        wide = width(word, self._font, 1.0)
        if len(word) < _LONG and len(self) < _MANY:
            self[word] = wide
        return wide


_measured = cache(_Measured)


def _filled_lines(text: str, font: str, room: float) -> list[tuple[str, float]]:
    """Lines and their widths at one point: as many words as go into `room`, and of longer words as many letters."""
    measured = _measured(font)
    words = text.split(" ")
    widths = [*map(measured.__getitem__, words)]
    if max(widths) > room:
        words = [piece for word in words for piece in _cut(word, room, font)]
        widths = [*map(measured.__getitem__, words)]
    space, start, used = measured[" "], 0, widths[0]
    lines = []
    for place in range(1, len(words)):
        wide = used + space + widths[place]
        if wide > room:
            lines.append((" ".join(words[start:place]), used))
            start, used = place, widths[place]
        else:
            used = wide
    lines.append((" ".join(words[start:]), used))
    return lines


def _cut(word: str, room: float, font: str) -> list[str]:
    return pieces(word, room, font, 1.0) if len(word) > 1 else [word]


def _mixed_lines(
    paragraph: Paragraph, look: Look, indent: float, room: float
) -> Iterator[tuple[float, tuple[Piece, ...]]]:
    """The height and the pieces of each line, where looks change within the paragraph."""
    for hard in _hard_lines(paragraph.runs):
        for words, last in _lines(hard, room, look):
            size = max((style.size for word in words for _text, style, _wide in word.parts), default=look.size)
            base = _base(size, look)
            align = "left" if last and paragraph.align == "justify" else paragraph.align
            yield size * look.leading, tuple(Piece(x + indent, base, *rest) for x, rest in _placed(words, room, align))


_known = lru_cache(maxsize=256)(_paragraph)


def _sign(number: int, base: float, look: Look) -> Piece:
    """What stands before the entry of a list."""
    font = FACES[look.typeface][0]
    text = f"{number}." if number else BULLET
    return Piece(0.35 * look.size, base, text, font, look.size, width(text, font, look.size), False)


def _hard_lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs between line ends."""
    line: list[Run] = []
    for run in runs:
        if "\n" not in run.text:
            line.append(run)
            continue
        first, *others = run.text.split("\n")
        line.append(_with(run, first))
        for text in others:
            yield line
            line = [_with(run, text)]
    yield line


def _with(run: Run, text: str) -> Run:
    return Run(text, run.bold, run.italic, run.underline, run.size)


def _lines(runs: list[Run], room: float, look: Look) -> Iterator[tuple[list[_Word], bool]]:
    """The words of each line, and whether it is the last one."""
    line: list[_Word] = []
    used = 0.0
    for word in _words(runs, look):
        for part in _broken(word, room):
            if line and used + line[-1].space + part.wide > room:
                yield line, False
                line, used = [], 0.0
            used += part.wide + (line[-1].space if line else 0.0)
            line.append(part)
    yield line, True


def _words(runs: list[Run], look: Look) -> Iterator[_Word]:
    """Words end at spaces, not where the look changes."""
    parts: list[tuple[str, _Style, float]] = []
    for run in runs:
        if not run.text:
            continue
        style = _style(run, look)
        text = run.text if easy(style.font).issuperset(run.text) else clean(run.text)
        space = width(" ", style.font, style.size)
        for place, piece in enumerate(text.replace("\t", " ").split(" ")):
            if place and parts:
                yield _Word(tuple(parts), sum(part[2] for part in parts), space, style)
                parts = []
            if piece:
                own = _fitted(style, piece)
                parts.append((piece, own, _measured(own.font)[piece] * own.size))
    if parts:
        yield _Word(tuple(parts), sum(part[2] for part in parts))


def _style(run: Run, look: Look) -> _Style:
    return _Style(FACES[look.typeface][run.bold + 2 * run.italic], look.size + run.size, run.underline)


def _fitted(style: _Style, word: str) -> _Style:
    """The style in a font that has every letter of `word`. Raises `Refused`."""
    if easy(style.font).issuperset(word):
        return style
    return style._replace(font=fitting(style.font, word))


def _broken(word: _Word, room: float) -> list[_Word]:
    """The word, or where it is wider than a line, pieces of it that fit."""
    if word.wide <= room:
        return [word]
    found = []
    for text, style, _all in word.parts:
        for piece in pieces(text, room, style.font, style.size):
            wide = width(piece, style.font, style.size)
            found.append(_Word(((piece, style, wide),), wide))
    found[-1] = found[-1]._replace(space=word.space, gap=word.gap)
    return found


def _placed(words: list[_Word], room: float, align: str) -> Iterator[_Placed]:
    """The parts of one line: as few texts as can be, or each word where it is justified."""
    used = sum(word.wide for word in words) + sum(word.space for word in words[:-1])
    left = room - used
    x = {"right": left, "center": left / 2}.get(align, 0.0)
    if align == "justify" and len(words) > 1:
        more = left / (len(words) - 1)
        for place, word in enumerate(words):
            yield from _row(word.parts, x, 0.0 if place == len(words) - 1 else word.space + more)
            x += word.wide + word.space + more
        return
    joined: list[tuple[str, _Style, float]] = []
    for place, word in enumerate(words):
        joined += word.parts
        if place < len(words) - 1 and word.gap is not None:
            joined.append((" ", word.gap, word.space))
    yield from _row(joined, x, 0.0)


def _row(parts: Sequence[tuple[str, _Style, float]], x: float, after: float) -> Iterator[_Placed]:
    """Parts side by side, those of one style as one text; an underline goes on through the space `after` them."""
    runs = [(style, list(found)) for style, found in groupby(parts, key=lambda part: part[1])]
    for place, (style, found) in enumerate(runs):
        wide = sum(part[2] for part in found)
        through = wide + (after if place == len(runs) - 1 else 0.0)
        yield x, ("".join(part[0] for part in found), style.font, style.size, through, style.underline)
        x += wide


def _table(table: Table, room: float, look: Look) -> Iterator[Row]:
    """The rows of a table, ruled; one that is too high for any page is cut between its lines."""
    columns = max((len(row) for row in table.rows), default=1)
    wide = room / columns
    for number, cells in enumerate(table.rows):
        laid = [_cell(cell, wide, look) for cell in cells]
        gap = 0.0 if number else PARAGRAPH_GAP * look.size
        most = max((len(rows) for rows in laid), default=1)
        high = max((sum(row.high for row in rows) for rows in laid), default=0.0) + 2 * CELL
        if high <= MOST_ROW:
            yield _ruled(laid, wide, gap, high, top=CELL)
            continue
        for line in range(most):
            slices = [rows[line : line + 1] for rows in laid]
            deep = max(row.high for rows in slices for row in rows)
            yield _ruled(
                slices, wide, gap if line == 0 else 0.0, deep + (2 * CELL if line in (0, most - 1) else 0), CELL
            )


def _cell(cell: Paragraph, wide: float, look: Look) -> tuple[Row, ...]:
    return _paragraph(cell, wide - 2 * CELL, look)


def _ruled(laid: Sequence[Sequence[Row]], wide: float, gap: float, high: float, top: float) -> Row:
    found: list[Piece] = []
    for column, rows in enumerate(laid):
        y = top
        for row in rows:
            found += (piece._replace(x=piece.x + column * wide + CELL, y=piece.y + y) for piece in row.pieces)
            y += row.high
    right = wide * len(laid)
    edges = [(0.0, 0.0, right, 0.0), (0.0, high, right, high)]
    edges += [(wide * column, 0.0, wide * column, high) for column in range(len(laid) + 1)]
    return Row(gap, high, tuple(found), rules=tuple(edges))
