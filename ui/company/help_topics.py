"""The help pages, as they lie in the program's resources: short plain text in each language.

The first line is the title. After it a line that begins with `# ` is a heading, with `- ` a point of a list, with
`1. ` a step; `[Ctrl+N]` is a key; an empty line ends a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from app.paths import resource
from ui.text import translator

Kind = Literal["text", "heading", "point", "step"]
_STEP = re.compile(r"(\d+)\. (.*)")


class Block(NamedTuple):
    """A paragraph, a heading, a point or a step; `number` is that of a step."""

    kind: Kind
    text: str
    number: int = 0


@dataclass(frozen=True)
class Topic:
    """One page; `key` is the same in every language, `words` is all that it says, for finding it."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        return " ".join(block.text for block in self.blocks)


def topics() -> tuple[Topic, ...]:
    """Every page in the language of the screens, in their order."""
    return _read(translator().language)


@cache
def _read(language: str) -> tuple[Topic, ...]:
    files = sorted(resource("help", language).glob("*.txt"))
    return tuple(parse(path.stem.partition("-")[2], path.read_text(encoding="utf-8")) for path in files)


def parse(key: str, text: str) -> Topic:
    """A page from its text."""
    title, _newline, rest = text.partition("\n")
    blocks: list[Block] = []
    paragraph: list[str] = []

    def end_paragraph() -> None:
        if paragraph:
            blocks.append(Block("text", " ".join(paragraph)))
            paragraph.clear()

    for line in [*rest.splitlines(), ""]:
        step = _STEP.match(line)
        if not line.strip() or line[:2] in ("# ", "- ") or step:
            end_paragraph()
        if step:
            blocks.append(Block("step", step[2], int(step[1])))
        elif line[:2] in ("# ", "- "):
            blocks.append(Block("heading" if line[0] == "#" else "point", line[2:]))
        elif line.strip():
            paragraph.append(line.strip())
    return Topic(key, title.strip(), tuple(blocks))
