"""Formatted text (`app.values.rich_text`) in a Qt document, and back: the same faces and sizes as on paper.

A merge field is one object character that carries its key, so that it is deleted, stepped over and copied as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

from app.paths import resource
from app.values.rich_text import MOST_VARIANTS, Paragraph, Part, Run, Table, Text, limited
from ui.theme import theme

Typeface = Literal["sans", "serif"]
FIELD = QTextFormat.ObjectTypes.UserObject.value + 1
KEY, VARIANTS, STEP = (QTextFormat.Property.UserProperty.value + number for number in (1, 2, 3))
OBJECT, LINE = "\ufffc", "\u2028"
FAMILIES: dict[str, tuple[str, str]] = {"sans": ("Noto Sans", "NotoSans"), "serif": ("EB Garamond", "EBGaramond")}
BOLD = QFont.Weight.DemiBold  # the weight that papers are set in
_SEPARATOR = "\x1f"
_DOTS = 96 / 72  # of a screen to a point
_ALIGNED = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "justify": Qt.AlignmentFlag.AlignJustify,
}
LISTS = {"bullet": QTextListFormat.Style.ListDisc, "number": QTextListFormat.Style.ListDecimal}
_GAP, _ENTRY_GAP = 0.6, 0.2  # of the size of the text, above a paragraph and an entry of a list: as on paper


@cache
def _family(typeface: str) -> str:
    """The family on screen, from the files that papers are set with, whatever this computer has under that name.

    In memory they get a name of their own, of the same length. Needs the application.
    """
    family, files = FAMILIES[typeface]
    ours = family.replace(" ", "_")
    for file in sorted(resource("fonts").glob(f"{files}-*.ttf")):
        content = file.read_bytes()
        for code in ("utf-16-be", "latin-1"):
            content = content.replace(family.encode(code), ours.encode(code))
        QFontDatabase.addApplicationFontFromData(QByteArray(content))
    return ours


@dataclass(frozen=True)
class Look:
    """The typeface of a letter and the size of its text, in tenths of a point; `gaps` above its paragraphs."""

    typeface: Typeface = "sans"
    tenths: int = 100
    gaps: bool = True

    def font(self) -> QFont:
        """Of the text that has no size of its own."""
        found = QFont(_family(self.typeface))
        found.setPixelSize(self.pixels())
        found.setKerning(False)  # nor is it on paper
        return found

    def pixels(self, step: int = 0) -> int:
        """The height of text `step` points larger."""
        return max(6, theme.px((self.tenths / 10 + step) * _DOTS))


def char_format(run: Run, look: Look) -> QTextCharFormat:
    """How a run looks; with a field, what stands for it."""
    found = QTextCharFormat()
    if run.bold:
        found.setFontWeight(BOLD)
    if run.italic:
        found.setFontItalic(True)
    if run.underline:
        found.setFontUnderline(True)
    if run.size:
        set_step(found, run.size, look)
    if run.field:
        found.setObjectType(FIELD)
        found.setProperty(KEY, run.field)
        found.setProperty(VARIANTS, _SEPARATOR.join(run.variants))
        found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    return found


def set_step(found: QTextCharFormat, step: int, look: Look) -> None:
    """Make `found` that of text `step` points larger."""
    found.setProperty(STEP, step)
    found.setProperty(QTextFormat.Property.FontPixelSize.value, look.pixels(step))


def run_of(found: QTextCharFormat, text: str = "") -> Run:
    """The run that looks like `found`."""
    look = {
        "bold": found.fontWeight() >= BOLD,
        "italic": found.fontItalic(),
        "underline": found.fontUnderline(),
        "size": int(found.property(STEP) or 0),
    }
    if found.objectType() != FIELD:
        return Run(text, **look)  # type: ignore[arg-type]
    said = found.property(VARIANTS)
    variants = tuple(said.split(_SEPARATOR))[:MOST_VARIANTS] if said else ()
    return Run(field=str(found.property(KEY)), variants=variants, **look)  # type: ignore[arg-type]


def block_format(paragraph: Paragraph, look: Look) -> QTextBlockFormat:
    """Alignment, and the room above."""
    found = QTextBlockFormat()
    found.setAlignment(_ALIGNED[paragraph.align])
    if look.gaps:
        found.setTopMargin(round(look.pixels() * (_ENTRY_GAP if paragraph.list else _GAP)))
    return found


def insert(cursor: QTextCursor, text: Text, look: Look) -> None:
    """Put `text` in place of what is selected, as one step of undo."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    if table_at(cursor) is not None or (len(text) == 1 and isinstance(text[0], Paragraph) and not text[0].list):
        _insert_inside(cursor, text, look)
    else:
        _insert_parts(cursor, text, look)
    cursor.endEditBlock()


def _insert_inside(cursor: QTextCursor, text: Text, look: Look) -> None:
    """Into the paragraph where the cursor is: in a cell, several paragraphs become its lines."""
    paragraphs = [each for part in text for each in ([part] if isinstance(part, Paragraph) else sum(part.rows, ()))]
    for number, paragraph in enumerate(paragraphs):
        if number:
            cursor.insertText(LINE, QTextCharFormat())
        _insert_runs(cursor, paragraph.runs, look)


def _insert_parts(cursor: QTextCursor, text: Text, look: Look) -> None:
    fresh, kind = not cursor.block().text(), ""
    entries: QTextList | None = None
    for part in text:
        if isinstance(part, Table):
            insert_table(cursor, part, look)
            fresh, kind = True, ""
            continue
        if not fresh:
            cursor.insertBlock(block_format(part, look), QTextCharFormat())
        else:
            cursor.setBlockFormat(block_format(part, look))
        if part.list and part.list == kind and entries is not None:
            entries.add(cursor.block())
        elif part.list:
            entries = cursor.createList(list_format(part.list))
        elif list_at(cursor):
            cursor.currentList().remove(cursor.block())
        _insert_runs(cursor, part.runs, look)
        fresh, kind = False, part.list


def _insert_runs(cursor: QTextCursor, runs: Sequence[Run], look: Look) -> None:
    for run in runs:
        words = OBJECT if run.field else run.text.replace("\n", LINE)
        found = char_format(run, look)
        if run.field:
            cursor.insertText(words, QTextCharFormat())
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(found)
            cursor.setPosition(cursor.selectionEnd())
        else:
            cursor.insertText(words, found)
    cursor.setCharFormat(QTextCharFormat())


def list_format(kind: str) -> QTextListFormat:
    """Of a list of this kind."""
    found = QTextListFormat()
    found.setStyle(LISTS[kind])
    return found


def insert_table(cursor: QTextCursor, table: Table, look: Look) -> None:
    """A table; the cursor stands behind it."""
    wide = max(map(len, table.rows), default=1)
    made = cursor.insertTable(max(1, len(table.rows)), max(1, wide), table_format(wide))
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row):
            inside = made.cellAt(number, place).firstCursorPosition()
            close = block_format(cell, look)
            close.setTopMargin(0)
            inside.setBlockFormat(close)
            _insert_runs(inside, cell.runs, look)
    cursor.setPosition(made.lastPosition() + 1)


def table_format(columns: int) -> QTextTableFormat:
    """Equal columns over the whole width, with fine lines."""
    found = QTextTableFormat()
    found.setCellPadding(4)
    found.setCellSpacing(0)
    found.setBorder(1)
    found.setBorderCollapse(True)
    found.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    found.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    share = QTextLength(QTextLength.Type.PercentageLength, 100 / max(1, columns))
    found.setColumnWidthConstraints([share] * max(1, columns))
    return found


def read(document: QTextDocument) -> Text:
    """What stands in the document. The empty lines that Qt wants beside a table are left out."""
    parts: list[Part] = []
    block = document.begin()
    while block.isValid():
        table = table_at(QTextCursor(block))
        if table is None:
            parts.append(_paragraph(block))
            block = block.next()
            continue
        if parts and _is_empty(parts[-1]) and (len(parts) == 1 or isinstance(parts[-2], Table)):
            parts.pop()
        parts.append(_table(table))
        block = document.findBlock(table.lastPosition()).next()
    if parts and _is_empty(parts[-1]) and (len(parts) == 1 or isinstance(parts[-2], Table)):
        parts.pop()
    return limited(parts)


def table_at(cursor: QTextCursor) -> QTextTable | None:
    """The table in which the cursor stands."""
    return cursor.currentTable()


def list_at(cursor: QTextCursor) -> str:
    """The kind of the list in which the cursor stands, as in a `Paragraph`."""
    return _kind(cursor.block())


def _is_empty(part: Part) -> bool:
    return isinstance(part, Paragraph) and not part.runs and not part.list


def _paragraph(block: QTextBlock) -> Paragraph:
    aligned = block.blockFormat().alignment()
    align = next((name for name, flag in _ALIGNED.items() if name != "left" and aligned & flag), "left")
    return Paragraph(tuple(_merged(_runs(block))), align, _kind(block))


def _kind(block: QTextBlock) -> str:
    style = block.blockFormat().objectIndex() >= 0 and block.textList().format().style()
    return next((kind for kind, of_kind in LISTS.items() if of_kind == style), "")


def _table(table: QTextTable) -> Table:
    return Table(
        tuple(tuple(_cell(table, row, column) for column in range(table.columns())) for row in range(table.rows()))
    )


def _cell(table: QTextTable, row: int, column: int) -> Paragraph:
    """Several paragraphs that came into one cell are lines of it."""
    cell = table.cellAt(row, column)
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    found, runs = _paragraph(block), list(_runs(block))
    while block != last:
        block = block.next()
        runs += [Run("\n"), *_runs(block)]
    return Paragraph(tuple(_merged(runs)), found.align)


def _runs(block: QTextBlock) -> Iterator[Run]:
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        look, text = fragment.charFormat(), fragment.text()
        if look.objectType() == FIELD:
            for _object in text:
                yield run_of(look)
        else:
            words = text.replace(LINE, "\n").replace(OBJECT, "")
            if words:
                yield run_of(look, words)
        place += 1


def _merged(runs: Iterator[Run] | Sequence[Run]) -> Iterator[Run]:
    """Runs of one look as one."""
    kept: Run | None = None
    for run in runs:
        if kept is not None and not run.field and not kept.field and _look(kept) == _look(run):
            kept = Run(kept.text + run.text, run.bold, run.italic, run.underline, run.size)
            continue
        if kept is not None:
            yield kept
        kept = run
    if kept is not None:
        yield kept


def _look(run: Run) -> tuple[bool, bool, bool, int]:
    return run.bold, run.italic, run.underline, run.size
