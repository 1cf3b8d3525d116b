"""The sheets of labels that the owner described: six numbers and a page, or measured with a ruler, kept in the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, NotFound, Problem
from app.i18n import N_
from app.mailings.model import OwnSheet
from app.mailings.sheet_search import find as search
from app.mailings.sheets import Grid, Sheet, shipped
from app.store.base import is_new

PREFIX = "own:"
UNKNOWN = N_("This sheet of labels is not known.")
MOST_LETTERS = 60  # of a name
MOST_LABELS = 1_000  # on a page
MOST_LENGTH = 2_000_000
_BOOK = "own"  # in the place of a source
_ROUNDING = 500  # a ruler is read to half a millimetre
_LENGTHS = ("page_width", "page_height", "label_width", "label_height", "corner_radius", "left_margin", "top_margin",
            "h_pitch", "v_pitch")  # fmt: skip
_FREE = ("name", "kind", "shape", "columns", "rows", *_LENGTHS)


@dataclass(frozen=True)
class Measured:
    """What a ruler says: the first label's left and upper edge, the last one's right and lower edge, on the page."""

    left: int
    top: int
    right: int
    bottom: int


def put_measured(own: OwnSheet, measured: Measured) -> None:
    """Margins and pitch of `own` from what was measured; a label without a size has none between it and the next."""
    own.left_margin, own.top_margin = measured.left, measured.top
    wide, high = measured.right - measured.left, measured.bottom - measured.top
    own.label_width = own.label_width or max(wide // max(own.columns, 1), 0)
    own.label_height = own.label_height or max(high // max(own.rows, 1), 0)
    own.h_pitch = _pitch(wide, own.label_width, own.columns)
    own.v_pitch = _pitch(high, own.label_height, own.rows)


def measured(own: OwnSheet) -> Measured:
    """What a ruler would say of `own`."""
    right = own.left_margin + (own.columns - 1) * own.h_pitch + own.label_width
    bottom = own.top_margin + (own.rows - 1) * own.v_pitch + own.label_height
    return Measured(own.left_margin, own.top_margin, right, bottom)


def as_sheet(own: OwnSheet) -> Sheet:
    """The sheet that papers are printed on."""
    grid = Grid(own.columns, own.rows, own.left_margin, own.top_margin, own.h_pitch, own.v_pitch)
    return Sheet(
        f"{PREFIX}{own.id}" if not is_new(own) else PREFIX,
        "",
        own.name,
        _BOOK,
        own.kind,
        own.page_width,
        own.page_height,
        own.shape,
        own.label_width,
        own.label_height,
        min(own.corner_radius, own.label_width // 2, own.label_height // 2),
        (grid,),
        confidence="A",
    )


def from_sheet(sheet: Sheet, name: str) -> OwnSheet:
    """A draft that begins with the measures of another sheet."""
    grid = sheet.grids[0]
    return OwnSheet(
        name=name,
        kind="roll" if sheet.kind == "roll" else "sheet",
        shape=sheet.shape if sheet.shape != "cd" else "round",
        page_width=sheet.page_width,
        page_height=sheet.page_height,
        label_width=sheet.width,
        label_height=sheet.height,
        corner_radius=sheet.radius,
        columns=grid.columns,
        rows=grid.rows,
        left_margin=grid.left,
        top_margin=grid.top,
        h_pitch=grid.h_pitch,
        v_pitch=grid.v_pitch,
    )


def check(own: OwnSheet) -> list[Problem]:
    """What cannot be, at the field that says so; a sheet without problems can be printed."""
    missing = [
        Problem(name, N_("Enter a length above zero."))
        for name in ("page_width", "page_height", "label_width", "label_height")
        if not 0 < getattr(own, name) <= MOST_LENGTH
    ]
    missing += [Problem(name, N_("Enter at least 1.")) for name in ("columns", "rows") if getattr(own, name) < 1]
    if own.columns * own.rows > MOST_LABELS:
        missing.append(Problem("rows", N_("So many labels do not fit on one page.")))
    nameless = [] if own.name.strip() else [Problem("name", N_("Give the sheet a name."))]
    return [*nameless, *(missing or [*_across(own), *_down(own)])]


def _across(own: OwnSheet) -> Iterator[Problem]:
    if own.left_margin < 0:
        yield Problem("left_margin", N_("The labels leave the page at the left."))
    if own.columns > 1 and own.h_pitch < own.label_width:
        yield Problem("h_pitch", N_("The labels overlap: the next one begins before this one ends."))
    elif measured(own).right > own.page_width + _ROUNDING:
        yield Problem("label_width" if own.columns == 1 else "h_pitch", N_("The labels leave the page at the right."))


def _down(own: OwnSheet) -> Iterator[Problem]:
    if own.top_margin < 0:
        yield Problem("top_margin", N_("The labels leave the page at the top."))
    if own.rows > 1 and own.v_pitch < own.label_height:
        yield Problem("v_pitch", N_("The labels overlap: the next one begins before this one ends."))
    elif measured(own).bottom > own.page_height + _ROUNDING:
        yield Problem("label_height" if own.rows == 1 else "v_pitch", N_("The labels leave the page at the bottom."))


def listed(session: Session) -> list[Sheet]:
    """All of them as sheets, by name."""
    return [as_sheet(own) for own in session.scalars(select(OwnSheet).order_by(OwnSheet.name, OwnSheet.id))]


def find(session: Session, sheet_id: str) -> Sheet:
    """A sheet of ours or of the owner, by its id. Raises `NotFound`."""
    known = shipped().get(sheet_id.partition("~")[0])
    if known is not None:
        return next((each for each in known.alternatives if each.id == sheet_id), known)
    number = sheet_id.removeprefix(PREFIX)
    return as_sheet(_load(session, int(number) if number.isdecimal() else 0))


def named(session: Session, words: str) -> Sheet:
    """A sheet by its id or by what stands on its packet. Raises `NotFound`."""
    if words in shipped() or words.startswith(PREFIX):
        return find(session, words)
    found = search(words, own=listed(session)) if words.strip() else ()
    if not found:
        raise NotFound(UNKNOWN)
    return found[0]


def draft(session: Session, number: int) -> OwnSheet:
    """One of them, detached and free to edit. Raises `NotFound`."""
    found = _load(session, number)
    session.expunge(found)
    return found


def save(session: Session, edited: OwnSheet) -> Sheet:
    """Keep a draft, new or changed. Raises `Invalid` at the fields, `Conflict` when it was changed meanwhile."""
    edited.name = " ".join(edited.name.split())[:MOST_LETTERS]
    problems = check(edited)
    if problems:
        raise Invalid(problems)
    if is_new(edited):
        stored = session.merge(edited)
    else:
        stored = _load(session, edited.id)
        if stored.version != edited.version:
            raise Conflict(N_("This sheet was changed elsewhere since you opened it."))
        for name in _FREE:
            setattr(stored, name, getattr(edited, name))
    session.flush()
    return as_sheet(stored)


def delete(session: Session, number: int) -> None:
    """Forget a sheet. Raises `NotFound`."""
    session.delete(_load(session, number))
    session.flush()


def _load(session: Session, number: int) -> OwnSheet:
    found = session.get(OwnSheet, number)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def _pitch(length: int, label: int, count: int) -> int:
    return label if count < 2 else (length - label) // (count - 1)
