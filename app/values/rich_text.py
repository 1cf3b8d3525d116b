"""Formatted text as the program knows it: paragraphs and simple tables, of runs and merge fields. Nothing else exists.

It is kept as JSON of this shape, never as HTML: what is not one of these parts can neither be stored nor drawn, so no
markup from data or paste means anything, and no picture or address is ever followed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

ALIGNMENTS = ("left", "center", "right", "justify")
LISTS = ("", "bullet", "number")
SIZES = (-2, 0, 2, 4, 8)  # points more or less than the size of the letter
MOST_LETTERS = 200_000
MOST_PARAGRAPHS = 4_000
MOST_COLUMNS, MOST_ROWS = 8, 200
MOST_VARIANTS = 4

_FIELD = re.compile(r"\{([a-z][a-z0-9_.]*)((?:\|[^{}|]*)*)\}")


@dataclass(frozen=True)
class Run:
    """Some text in one look; or, with a `field`, what stands in that merge field.

    `variants` are the texts that a conditional field chooses from.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: int = 0
    field: str = ""
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, or one entry of a list. An empty one is a line of space."""

    runs: tuple[Run, ...] = ()
    align: str = "left"
    list: str = ""


@dataclass(frozen=True)
class Table:
    """Cells by row, each one paragraph; all rows have as many, all columns are equally wide."""

    rows: tuple[tuple[Paragraph, ...], ...] = ()


Part = Paragraph | Table
Text = tuple[Part, ...]


def to_json(text: Text) -> str:
    """The stored form; parts that say nothing special are left out."""
    return json.dumps([_plain(part) for part in text], ensure_ascii=False, separators=(",", ":")) if text else ""


def from_json(stored: str) -> Text:
    """What `to_json` wrote. Whatever is not known is left out, whatever is too much is cut off: this never raises."""
    try:
        found = json.loads(stored) if stored else []
    except (ValueError, RecursionError):
        return ()
    parts = (_part(each) for each in found[:MOST_PARAGRAPHS]) if isinstance(found, list) else ()
    return limited(part for part in parts if part is not None)


def from_marked(marked: str) -> Text:
    """Plain text with fields in braces, a blank line between paragraphs, `- ` before the entries of a list.

    `{gender|Dear Sir|Dear Madam}` is a field with its variants.
    """
    blocks = re.split(r"\n[ \t]*\n", marked.strip("\n")) if marked.strip() else []
    return tuple(part for block in blocks for part in _marked_block(block))


def plain(text: Text) -> str:
    """The text alone, a line for each paragraph, fields in braces: to search, to copy, for an e-mail."""
    return "\n".join(_plain_runs(paragraph.runs) for paragraph in paragraphs(text))


def as_message(text: Text) -> str:
    """The text for an e-mail or a note: a blank line after each paragraph, `- ` before the entries of a list."""
    lines: list[str] = []
    for each in paragraphs(text):
        lines.append(("- " if each.list else "") + _plain_runs(each.runs))
        if not each.list:
            lines.append("")
    return "\n".join(lines).strip("\n")


def paragraphs(text: Text) -> Iterator[Paragraph]:
    """Every paragraph, those in tables too, in their order."""
    for part in text:
        if isinstance(part, Table):
            for row in part.rows:
                yield from row
        else:
            yield part


def field_keys(text: Text) -> tuple[str, ...]:
    """The merge fields that occur, each once, in their order."""
    return tuple(dict.fromkeys(run.field for each in paragraphs(text) for run in each.runs if run.field))


def limited(text: Iterable[Part]) -> Text:
    """`text` within the limits of length: what is beyond them is cut off, a table that does not go in whole too."""
    left = MOST_LETTERS
    kept: list[Part] = []
    for part in text:
        if left <= 0 or len(kept) >= MOST_PARAGRAPHS:
            break
        if isinstance(part, Paragraph):
            runs = []
            for run in part.runs:
                runs.append(replace(run, text=run.text[:left]) if len(run.text) > left else run)
                left -= len(run.text)
                if left <= 0:
                    break
            kept.append(replace(part, runs=tuple(runs)))
        else:
            left -= sum(len(run.text) for row in part.rows for cell in row for run in cell.runs)
            if left >= 0:
                kept.append(part)
    return tuple(kept)


def _plain_runs(runs: Iterable[Run]) -> str:
    return "".join(_braced(run) if run.field else run.text for run in runs)


def _braced(run: Run) -> str:
    return "{" + "|".join((run.field, *run.variants)) + "}"


def _marked_block(block: str) -> Iterator[Paragraph]:
    rows = block.split("\n")
    if all(row.startswith("- ") for row in rows):
        for row in rows:
            yield Paragraph(tuple(_marked_runs(row[2:])), list="bullet")
    else:
        yield Paragraph(tuple(_marked_runs(block)))


def _marked_runs(text: str) -> Iterator[Run]:
    end = 0
    for found in _FIELD.finditer(text):
        if found.start() > end:
            yield Run(text[end : found.start()])
        yield Run(field=found[1], variants=tuple(found[2].split("|")[1:]))
        end = found.end()
    if end < len(text):
        yield Run(text[end:])


def _plain(part: Part) -> dict[str, Any]:
    if isinstance(part, Table):
        return {"rows": [[_plain(cell) for cell in row] for row in part.rows]}
    return _told(part) | {"runs": [_told(run) for run in part.runs]}


def _told(part: Run | Paragraph) -> dict[str, Any]:
    usual = type(part)()
    return {name: value for name, value in asdict(part).items() if name != "runs" and value != getattr(usual, name)}


def _part(found: Any) -> Part | None:
    if not isinstance(found, dict):
        return None
    if isinstance(found.get("rows"), list):
        return _table(found["rows"])
    return _paragraph(found)


def _paragraph(found: Any) -> Paragraph:
    if not isinstance(found, dict):
        return Paragraph()
    runs = found.get("runs")
    known = [_run(each) for each in runs if isinstance(each, dict)] if isinstance(runs, list) else []
    align, kind = found.get("align", "left"), found.get("list", "")
    return Paragraph(tuple(known), align if align in ALIGNMENTS else "left", kind if kind in LISTS else "")


def _table(rows: list[Any]) -> Table | None:
    known = [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS] if isinstance(row, list) and row]
    wide = max((len(row) for row in known), default=0)
    rows_of = (row + [None] * (wide - len(row)) for row in known)
    return Table(tuple(tuple(map(_paragraph, row)) for row in rows_of)) if known else None


def _run(found: dict[str, Any]) -> Run:
    usual = Run()
    values = {
        each.name: found[each.name] for each in fields(Run) if _fits(found.get(each.name), getattr(usual, each.name))
    }
    if values.get("size", 0) not in SIZES:
        del values["size"]
    if not re.fullmatch(r"[a-z][a-z0-9_.]*", values.get("field", "a")):
        del values["field"]
    variants = found.get("variants")
    if isinstance(variants, list) and all(isinstance(each, str) for each in variants):
        values["variants"] = tuple(variants[:MOST_VARIANTS])
    return Run(**values)


def _fits(value: Any, usual: Any) -> bool:
    return type(value) is type(usual) and not isinstance(value, tuple)
