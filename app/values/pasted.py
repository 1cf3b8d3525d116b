"""What another program put on the clipboard, as the formatted text of `rich_text`: paragraphs, bold, lists, tables.

It reads HTML in one pass that never goes back, so no text makes it slow. Pictures, scripts, styles, links and every
tag that it does not know leave nothing but their words; nothing is ever fetched.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from app.values.rich_text import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_PARAGRAPHS,
    MOST_ROWS,
    Paragraph,
    Part,
    Run,
    Table,
    Text,
)

MOST_HTML = 2_000_000  # letters that are looked at
MOST_TAGS = 40_000
_MOST_OPEN = 50  # tags that a closing one may leave unclosed
_MOST_SAID = 600  # letters of what a tag says of itself
_DROPPED = frozenset("script style title xml template noscript iframe object svg math select textarea".split())
_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {"h1": 8, "h2": 4, "h3": 2}
_BOLD = frozenset("b strong h1 h2 h3 h4 h5 h6 th".split())
_LOOKS = {"i": "italic", "em": "italic", "u": "underline", "ins": "underline"}
_ALIGNED = re.compile(r"(?:text-align\s*:|\balign\s*=)\s*[\"']?\s*(left|center|right|justify)", re.IGNORECASE)
_STYLES = (
    ("bold", re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
    ("italic", re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)),
    ("underline", re.compile(r"text-decoration[^;:]*:[^;]*underline", re.IGNORECASE)),
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)([^<>]*)>")
_LONG = re.compile(r"\S{2000}")  # a word: longer ones take ages to lay out, on screen and on paper
_SPACE = re.compile(r"[ \t\r\n\f]+")


def from_plain(text: str) -> Text:
    """A paragraph for each line of plain text."""
    lines = text[: 2 * MOST_LETTERS].replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").split("\n")
    kept = (Paragraph(_runs([Run(clean(line))])) for line in lines[:MOST_PARAGRAPHS])
    return first(kept)


def from_html(source: str) -> Text:
    """What `source` says, without what `rich_text` does not know."""
    reader = _Reader()
    reader.read(source[:MOST_HTML])
    return first(reader.parts())


def clean(text: str) -> str:
    """`text` without characters that have no shape: controls, marks of direction, places of pictures."""
    text = _LONG.sub(r"\g<0>\n", text)
    if text.isascii() and text.isprintable():
        return text
    spaced = text.translate({9: " ", 0x2028: "\n", 0x2029: "\n", 0xFFFC: None})
    composed = unicodedata.normalize("NFC", spaced)
    return "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))


def letters(text: Text) -> int:
    """How many letters `text` has, each field counted as one."""
    return sum(_length(part) for part in text)


def _length(part: Part) -> int:
    paragraphs = [part] if isinstance(part, Paragraph) else [cell for row in part.rows for cell in row]
    return sum(1 if run.field else len(run.text) for each in paragraphs for run in each.runs)


def first(parts: Iterable[Part], left: int = MOST_LETTERS) -> Text:
    """The first `left` letters; a table that does not fit whole is left out."""
    kept: list[Part] = []
    for part in parts:
        if left <= 0 or len(kept) >= MOST_PARAGRAPHS:
            break
        if isinstance(part, Paragraph) and _length(part) > left:
            part = replace(part, runs=_beginning(part.runs, left))
        left -= _length(part)
        if left >= 0:
            kept.append(part)
    return tuple(kept)


def _beginning(runs: Iterable[Run], left: int) -> tuple[Run, ...]:
    kept = []
    for run in runs:
        kept.append(replace(run, text=run.text[:left]))
        left -= len(run.text)
        if left <= 0:
            break
    return tuple(kept)


def _runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of one look as one; none without text."""
    said = (run for run in runs if run.text)
    alike = groupby(said, lambda run: (run.bold, run.italic, run.underline, run.size))
    return tuple(Run("".join(run.text for run in group), *look) for look, group in alike)


@dataclass
class _Reader:
    """One pass over the source. `looks` are the open tags with what they change."""

    looks: list[tuple[str, Run]] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    done: list[Part] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    align: str = "left"
    kind: str = ""
    rows: list[list[Paragraph]] | None = None
    tables: int = 0
    pre: int = 0
    letters: int = 0
    tags: int = 0

    def read(self, source: str) -> None:
        lowered, at = source.lower() if len(source.lower()) == len(source) else source, 0
        while at < len(source) and self._has_room():
            self.tags += 1
            start = source.find("<", at)
            if start < 0:
                start = len(source)
            self._words(source[at:start])
            at = self._markup(source, lowered, start)
        self._end_block()

    def _has_room(self) -> bool:
        return self.letters <= MOST_LETTERS and len(self.done) <= MOST_PARAGRAPHS and self.tags < MOST_TAGS

    def parts(self) -> list[Part]:
        """What was read, the last table too."""
        self._end_table()
        return self.done

    def _markup(self, source: str, lowered: str, at: int) -> int:
        """Deal with what begins at `at`; returns where it ends."""
        if source.startswith("<!--", at):
            return _after(source, "-->", at)
        if lowered.startswith("<![if !supportlists]>", at):  # the bullets that Word writes out
            return _after(lowered, "<![endif]>", at)
        tag = _TAG.match(source, at)
        if tag is None:
            if source.startswith(("<!", "<?"), at):
                return _after(source, ">", at)
            self._words(source[at : at + 1])
            return at + 1
        name = tag[2].lower()
        if tag[1]:
            self._close(name)
        elif name in _DROPPED and not tag[3].endswith("/"):
            return _after(source, ">", _after(lowered, f"</{name}", tag.end()))
        else:
            self._open(name, tag[3][:_MOST_SAID])
        return tag.end()

    def _words(self, chunk: str) -> None:
        if not chunk:
            return
        said = html.unescape(chunk)[: MOST_LETTERS + 1]
        text = clean(said if self.pre else _SPACE.sub(" ", said))
        if not self.pre and (not self.runs or self.runs[-1].text.endswith((" ", "\n"))):
            text = text.removeprefix(" ")
        if text:
            look = self.looks[-1][1] if self.looks else Run()
            self.runs.append(replace(look, text=text))
            self.letters += len(text)

    def _open(self, name: str, attributes: str) -> None:
        if name == "br":
            self.runs.append(Run("\n"))
            return
        if name in _BLOCKS:
            self._end_block()
            self._begin_block(name, attributes)
        if name in ("img", "input", "hr", "meta", "link", "col", "wbr") or attributes.endswith("/"):
            return
        look = self.looks[-1][1] if self.looks else Run()
        changed = {key: True for key, pattern in _STYLES if attributes and pattern.search(attributes)}
        if name in _BOLD:
            changed["bold"] = True
        if name in _LOOKS:
            changed[_LOOKS[name]] = True
        look = replace(look, **changed, size=_HEADINGS.get(name, look.size))  # type: ignore[arg-type]
        self.looks.append((name, look))

    def _begin_block(self, name: str, attributes: str) -> None:
        found = _ALIGNED.search(attributes)
        self.align = found[1].lower() if found else "center" if name == "center" else self.align
        if name in ("ul", "ol"):
            self.lists.append("bullet" if name == "ul" else "number")
        elif name == "li":
            self.kind = self.lists[-1] if self.lists else "bullet"
        elif name == "p" and "msolist" in attributes.lower():
            self.kind = "bullet"
        elif name == "pre":
            self.pre += 1
        elif name == "table":
            self.tables += 1
            self.rows = self.rows if self.tables > 1 else []
        elif name == "tr" and self.tables == 1 and self.rows is not None:
            self.rows.append([])
        elif name in ("td", "th") and self.tables == 1 and self.rows:
            self.rows[-1].append(Paragraph())

    def _close(self, name: str) -> None:
        last = len(self.looks) - 1
        for at in range(last, max(-1, last - _MOST_OPEN), -1):
            if self.looks[at][0] == name:
                del self.looks[at:]
                break
        if name not in _BLOCKS:
            return
        self._end_block()
        self.align = "left"
        if name in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif name == "pre":
            self.pre = max(0, self.pre - 1)
        elif name == "table":
            self.tables = max(0, self.tables - 1)
            if not self.tables:
                self._end_table()

    def _end_block(self) -> None:
        runs = list(_runs(self.runs))
        while runs and not runs[-1].text.rstrip(" \n"):
            runs.pop()
        if runs:
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" \n"))
        if runs and self.rows and self.rows[-1]:
            self._to_cell(runs)
        elif runs:
            self.done.append(Paragraph(tuple(runs), self.align, self.kind))
        if runs or not self.lists:
            self.kind = ""
        self.runs = []

    def _to_cell(self, runs: list[Run]) -> None:
        assert self.rows is not None
        before = self.rows[-1][-1]
        between = (Run("\n"),) if before.runs else ()
        self.rows[-1][-1] = Paragraph(_runs((*before.runs, *between, *runs)), self.align)

    def _end_table(self) -> None:
        rows = [row[:MOST_COLUMNS] for row in (self.rows or ())[:MOST_ROWS] if row]
        self.rows = None
        wide = max(map(len, rows), default=0)
        if wide == 1:  # a table that only holds the page together
            self.done += [row[0] for row in rows if row[0].runs]
        elif rows:
            filled = (row + [Paragraph()] * (wide - len(row)) for row in rows)
            self.done.append(Table(tuple(map(tuple, filled))))


def _after(source: str, end: str, at: int) -> int:
    """Behind the next `end`; the end of everything where there is none."""
    found = source.find(end, at)
    return found + len(end) if found >= 0 else len(source)
