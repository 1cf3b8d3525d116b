"""Texts below a table: they may go over pages, but never leave one line of themselves behind or ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.fonts import SANS
from app.documents.page import Flow
from app.documents.sheet import INK, Colour
from app.documents.wrapping import wrap

LEADING = 1.42
ALONG = 3  # lines that go along with what stands below the texts


@dataclass(frozen=True)
class Paragraph:
    """One text in lines, `gap` points below what is above it."""

    lines: tuple[str, ...]
    size: float
    ink: Colour = INK
    gap: float = 6.0

    @property
    def step(self) -> float:
        return self.size * LEADING


def paragraph(flow: Flow, text: str, size: float, ink: Colour = INK, gap: float = 6.0) -> list[Paragraph]:
    """`text` as wide as the page; nothing where it is empty."""
    return [Paragraph(tuple(wrap(text, flow.right - flow.left, SANS, size)), size, ink, gap)] if text else []


def height(paragraphs: Sequence[Paragraph]) -> float:
    """In points."""
    return sum(each.gap + each.step * len(each.lines) for each in paragraphs)


def draw(flow: Flow, paragraphs: Sequence[Paragraph], keep: float = 0.0) -> None:
    """Draw them; the last lines stand on one page with `keep` points of what comes next."""
    lines = [(each, place) for each in paragraphs for place in range(len(each.lines))]
    highs = [each.step + (0 if place else each.gap) for each, place in lines]
    last = max(len(lines) - ALONG, 0) if keep else len(lines)
    joined = [at > last or _within(each, place) for at, (each, place) in enumerate(lines)]
    for at, (each, place) in enumerate(lines):
        if not joined[at]:
            end = next((later for later in range(at + 1, len(lines)) if not joined[later]), len(lines))
            flow.need(sum(highs[at:end]) + (keep if end == len(lines) else 0.0))
        flow.y += highs[at]
        flow.sheet.text(flow.left, flow.y, each.lines[place], size=each.size, ink=each.ink)


def _within(each: Paragraph, place: int) -> bool:
    """Whether a line stays with the one before: a second or a last one."""
    return place == 1 or (place > 0 and place == len(each.lines) - 1)
