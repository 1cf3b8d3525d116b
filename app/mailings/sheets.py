"""Sheets and rolls of labels: where every label lies on its page. Lengths are whole thousandths of a millimetre.

3,302 of them are shipped (`resources/SOURCES.md`); those that the owner describes become the same `Sheet`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from app.i18n import N_, Translator, plural
from app.paths import resource

FILES = ("label-sheets.csv", "label-sheets-libreoffice.csv")
SHAPES = ("rect", "round", "ellipse", "cd")
PADDING = 2_500  # between the edge of a label and its text
_NOT_CHECKED = "C"
_PAGES = {
    (210_000, 297_000): "A4", (148_000, 210_000): "A5", (105_000, 148_000): "A6", (297_000, 420_000): "A3",
    (215_900, 279_400): "Letter", (215_900, 355_600): "Legal",
}  # fmt: skip
# 38 capitals of Noto Sans are so wide at one point, and so high are six lines of them: the largest French address.
_WIDE_PER_POINT, _HIGH_PER_POINT = 7_650, 2_400
_LEAST_SIZE, _LARGEST_SIZE = 24, 48  # quarters of a point


@dataclass(frozen=True)
class Grid:
    """Labels in columns and rows: the margins of the first one, and from each label to the next."""

    columns: int
    rows: int
    left: int
    top: int
    h_pitch: int
    v_pitch: int


@dataclass(frozen=True)
class Margins:
    """Where the printer of a roll cannot print."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


@dataclass(frozen=True)
class Box:
    """A rectangle from the top left corner of the page."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True)
class Sheet:
    """`kind` is `sheet`, `roll` (the page is the label) or `tractor`; `grids` has more than one where rows are
    staggered; `alternatives` are other measures that a source gives for the same part.
    """

    id: str
    brand: str
    part: str
    category: str
    kind: str
    page_width: int
    page_height: int
    shape: str
    width: int
    height: int
    radius: int
    grids: tuple[Grid, ...]
    equivalents: tuple[str, ...] = ()
    hole: int = 0
    margins: Margins = Margins()
    alternatives: tuple[Sheet, ...] = ()
    continuous: bool = False
    confidence: str = "B"

    @property
    def name(self) -> str:
        """Brand and part number, as the packet says them."""
        return f"{self.brand} {self.part}".strip()

    @property
    def is_checked(self) -> bool:
        """Whether a source other than our own arithmetic knows these measures."""
        return self.confidence != _NOT_CHECKED

    @cached_property
    def labels(self) -> tuple[Box, ...]:
        """Every label of a page, row by row."""
        found = [
            Box(grid.left + column * grid.h_pitch, grid.top + row * grid.v_pitch, self.width, self.height)
            for grid in self.grids
            for row in range(grid.rows)
            for column in range(grid.columns)
        ]
        return tuple(sorted(found, key=lambda box: (box.top, box.left)))

    @property
    def count(self) -> int:
        """Labels on a page."""
        return sum(grid.columns * grid.rows for grid in self.grids)

    @cached_property
    def by_column(self) -> tuple[int, ...]:
        """The places of `labels` column by column."""
        boxes = self.labels
        return tuple(sorted(range(len(boxes)), key=lambda place: (boxes[place].left, boxes[place].top)))

    @property
    def is_turned(self) -> bool:
        """Whether text runs along the height: on high rolls, and on labels too narrow for it to run across."""
        return self.height > self.width and (self.kind == "roll" or self.width < 50_000 < self.height * 4 // 3)

    @property
    def padding(self) -> int:
        """Between edge and text: less on small labels."""
        return min(PADDING, min(self.width, self.height) // 10)

    @property
    def address_size(self) -> int:
        """How large six lines of 38 capitals can be printed, in quarters of a point; 0 where not even 6 points go."""
        wide, high = self.inside.width, self.inside.height
        wide, high = (high, wide) if self.is_turned else (wide, high)
        size = min(4 * wide // _WIDE_PER_POINT, 4 * high // _HIGH_PER_POINT, _LARGEST_SIZE)
        return size if size >= _LEAST_SIZE else 0

    @cached_property
    def inside(self) -> Box:
        """Where text may stand on a label, from its own corner: within padding, round, and the printer's reach."""
        return _above_hole(self) if self.shape == "cd" and self.hole else _inscribed(self)


def _inscribed(sheet: Sheet) -> Box:
    pad, margins = sheet.padding, sheet.margins
    wide, high = sheet.width - 2 * pad, sheet.height - 2 * pad
    if sheet.shape != "rect":
        wide, high = wide * 7071 // 10_000, high * 7071 // 10_000
    left = max((sheet.width - wide) // 2, margins.left)
    top = max((sheet.height - high) // 2, margins.top)
    right = min((sheet.width + wide) // 2, sheet.width - margins.right)
    bottom = min((sheet.height + high) // 2, sheet.height - margins.bottom)
    return Box(left, top, max(right - left, 0), max(bottom - top, 0))


def _above_hole(sheet: Sheet) -> Box:
    """The upper part of a disc, between its hole and its edge."""
    round_of = min(sheet.width, sheet.height) // 2 - sheet.padding
    low = sheet.hole // 2 + sheet.padding
    high = low + (round_of - low) * 6 // 10
    half = int((round_of**2 - high**2) ** 0.5)
    return Box(sheet.width // 2 - half, sheet.height // 2 - high, 2 * half, high - low)


@cache
def shipped() -> Mapping[str, Sheet]:
    """Every sheet that comes with the program, by its id."""
    found: dict[str, Sheet] = {}
    for name in FILES:
        with resource("labels", name).open(encoding="utf-8", newline="") as file:
            names, *rows = csv.reader(file)
            for row in rows:
                found[row[0]] = _sheet(dict(zip(names, row, strict=True)))
    return MappingProxyType(found)


@cache
def popular(country: str) -> tuple[str, ...]:
    """The ids of the sheets to offer first in a country."""
    lists = json.loads(resource("labels", "label-sheets-popular.json").read_text("utf-8"))
    return tuple(lists.get(country) or lists["US" if country in ("MX", "PR") else "FR"])


def paper_name(sheet: Sheet) -> str:
    """`A4`, `Letter` ...; empty for a page that has no name."""
    size = (sheet.page_width, sheet.page_height)
    return _PAGES.get(size) or _PAGES.get((size[1], size[0]), "")


def describe(sheet: Sheet, tr: Translator) -> str:
    """How many labels, how large: `21 labels · 63.5 × 38.1 mm`."""
    size = tr(N_("{width} × {height} mm"), width=millimetres(sheet.width, tr), height=millimetres(sheet.height, tr))
    if sheet.shape in ("round", "cd"):
        size = tr(N_("⌀ {width} mm"), width=millimetres(sheet.width, tr))
    if sheet.kind == "roll":
        return tr(N_("roll · {size}"), size=size)
    return tr(
        N_("{labels} · {size}"), labels=tr.count(plural("{count} label", "{count} labels"), sheet.count), size=size
    )


def millimetres(length: int, tr: Translator) -> str:
    """A length in millimetres as one writes it, without needless noughts."""
    return tr.number((Decimal(length) / 1000).normalize() + 0)


def _sheet(row: Mapping[str, str]) -> Sheet:
    height = row["label_height"] or row["default_length"]
    plain = Sheet(
        row["id"],
        row["brand"],
        row["part"],
        row["category"],
        row["kind"],
        thousandths(row["page_width"]),
        thousandths(row["page_height"] or height),
        row["shape"],
        thousandths(row["label_width"]),
        thousandths(height),
        thousandths(row["corner_radius"]),
        (_grid(row), *map(_grid, _listed(row["extra_grids"]))),
        tuple(row["equivalents"].split(" | ")) if row["equivalents"] else (),
        thousandths(row["hole_diameter"]),
        _margins(row["printer_margins"]),
        continuous=bool(row["continuous"]),
        confidence=row["confidence"],
    )
    if not row["alternative_grids"]:
        return plain
    return replace(plain, alternatives=tuple(_alternatives(plain, row["alternative_grids"])))


def _alternatives(sheet: Sheet, stored: str) -> Iterator[Sheet]:
    grid = sheet.grids[0]
    for number, other in enumerate(_listed(stored), 2):
        measured = _grid({"columns": grid.columns, "rows": grid.rows, **other})
        wide, high = thousandths(other["label_width"]), thousandths(other["label_height"])
        grids = (measured, *sheet.grids[1:])
        yield replace(sheet, id=f"{sheet.id}~{number}", grids=grids, width=wide, height=high)


def _grid(row: Mapping[str, Any]) -> Grid:
    sides = (thousandths(row[name]) for name in ("left_margin", "top_margin", "h_pitch", "v_pitch"))
    return Grid(int(row["columns"]), int(row["rows"]), *sides)


def _margins(stored: str) -> Margins:
    if not stored:
        return Margins()
    return Margins(**{side: thousandths(length) for side, length in json.loads(stored, parse_float=str).items()})


def _listed(stored: str) -> list[dict[str, Any]]:
    return json.loads(stored, parse_float=str) if stored else []


@lru_cache(maxsize=4096)
def thousandths(text: str | int) -> int:
    """Millimetres as written, `63.5`, in whole thousandths; 0 where there is nothing."""
    whole, _, rest = str(text).partition(".")
    return int(whole + f"{rest:0<3.3}") if whole or rest else 0
