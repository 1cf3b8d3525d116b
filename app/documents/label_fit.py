"""How large the text of labels can be: one size for the whole job, narrow or smaller only for the few that need it.

Nothing is ever cut. What does not fit at `LEAST` points, even in more lines, is left out and named, and so is what
holds a character that cannot be printed; emoji are taken out of a name and that is told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from app.documents.fonts import BOLD, NARROW, NARROW_BOLD, SANS, clean, easy, missing, width
from app.documents.wrapping import wrap
from app.i18n import N_
from app.progress import Progress

LEAST, USUAL, LARGEST = 6.0, 12.0, 24.0  # points; no address is larger than the usual unless it is wanted
SIZES = (6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 24)
STEP = 0.25
LEADING, ABOVE, BELOW = 1.17, 0.78, 0.25  # of the size: from line to line, over the first base line, under the last
WIDE_FACES, NARROW_FACES = (BOLD, SANS), (NARROW_BOLD, NARROW)  # of the first line, and of the others
_READABLE = 8.0  # points: where most labels would be smaller, all are set narrow
_APART = 1.0  # points that shrinking some must bring the others
_SOME = 20  # one label of so many may be smaller than the others
_PICTURES = ("So", "Sk", "Cs", "Co", "Cn")
_CHECK_EVERY = 256

SHRUNK = N_("printed smaller, in {size} points")
EMOJI = N_("{characters} is not printed")
NO_ROOM = N_("the address does not fit on this label")
NO_GLYPH = N_("{characters} cannot be printed")
EMPTY = N_("there is nothing to print")


@dataclass(frozen=True)
class Label:
    """What stands on one label: its lines, the first one stronger, and what its code says. `name` says whose it is.

    A separator stands before those of another postcode.
    """

    lines: tuple[str, ...]
    client_id: int = 0
    name: str = ""
    code: str = ""
    is_separator: bool = False


@dataclass(frozen=True)
class Note:
    """Something to know of one client: marked words with their parameters."""

    client_id: int
    name: str
    words: str
    parameters: Mapping[str, str | Decimal] = field(default_factory=dict)


@dataclass
class Fitted:
    """`labels` that can be printed, at `size` points; `sizes` holds the places of those that are smaller, `narrow` of
    those in the narrow face.
    """

    labels: list[Label]
    size: float
    sizes: dict[int, float] = field(default_factory=dict)
    narrow: set[int] = field(default_factory=set)
    warnings: list[Note] = field(default_factory=list)
    left_out: list[Note] = field(default_factory=list)


def fit(
    labels: Iterable[Label], room: tuple[float, float], size: float = 0, progress: Progress | None = None
) -> Fitted:
    """`labels` in a room of width and height in points; `size` is the one wanted, 0 the largest that suits them."""
    fitted = Fitted([], size)
    most: list[float] = []
    for number, label in enumerate(labels):
        if progress is not None and not number % _CHECK_EVERY:
            progress.check()
        printable = _printable(label, fitted)
        if printable is not None:
            _place(printable, room, fitted, most)
    fitted.size = size or _common(most)
    if not size and fitted.size < _READABLE:
        narrow = (largest_size(label.lines, room, NARROW_FACES) for label in fitted.labels)
        most = [max(pair) for pair in zip(most, narrow, strict=True)]
        fitted.size, fitted.narrow = _common(most), set(range(len(most)))
    for place, largest in enumerate(most):
        if largest < fitted.size:
            _shrink(fitted, place, room, largest)
    return fitted


def _place(label: Label, room: tuple[float, float], fitted: Fitted, most: list[float]) -> None:
    """Take a label in as large as it can be; one for which there is no room is noted."""
    largest = largest_size(label.lines, room)
    is_narrow = largest < LEAST
    if is_narrow:
        largest = largest_size(label.lines, room, NARROW_FACES)
    if largest < LEAST:
        wrapped = _wrapped(label, room)
        if wrapped is None:
            fitted.left_out.append(Note(label.client_id, label.name, NO_ROOM))
            return
        label, largest = wrapped, LEAST
    if is_narrow:
        fitted.narrow.add(len(most))
    fitted.labels.append(label)
    most.append(largest)


def _shrink(fitted: Fitted, place: int, room: tuple[float, float], largest: float) -> None:
    """Set one label narrow, and smaller where that is not enough, which is told."""
    label = fitted.labels[place]
    narrow = largest_size(label.lines, room, NARROW_FACES)
    if narrow > largest:
        fitted.narrow.add(place)
        largest = narrow
    if largest < fitted.size:
        fitted.sizes[place] = largest
        shown = {"size": Decimal(f"{largest:.2f}")}
        fitted.warnings.append(Note(label.client_id, label.name, SHRUNK, shown))


def largest_size(lines: Sequence[str], room: tuple[float, float], faces: tuple[str, str] = WIDE_FACES) -> float:
    """The largest size in quarters of a point at which `lines` stand in `room`, at most `LARGEST`; 0 for no room."""
    wide, high = room
    size = min(LARGEST, high / (ABOVE + BELOW + LEADING * (len(lines) - 1)))
    font, other = faces
    for line in lines:
        taken = width(line, font, 1.0)
        if taken * size > wide:
            size = wide / taken
        font = other
    return max(size, 0.0) // STEP * STEP


def _common(most: Sequence[float]) -> float:
    """The size of most labels: all of them where that costs little, else all but one in twenty."""
    if not most:
        return USUAL
    ordered = sorted(min(size, USUAL) for size in most)
    some = ordered[min(max(len(ordered) // _SOME, int(len(ordered) > _SOME // 4)), len(ordered) - 1)]
    return some if some - ordered[0] >= _APART else ordered[0]


def _printable(label: Label, fitted: Fitted) -> Label | None:
    """`label` without empty lines and emoji; None where it cannot be printed, which is noted."""
    lines = label.lines
    if not easy(BOLD).issuperset("".join(lines)) or not all(lines):
        lost = dict.fromkeys(letter for line in lines for letter in missing(line))
        pictures = "".join(filter(_is_picture, lost))
        if len(pictures) < len(lost):
            shown = {"characters": "".join(letter for letter in lost if letter not in pictures)}
            fitted.left_out.append(Note(label.client_id, label.name, NO_GLYPH, shown))
            return None
        if pictures:
            fitted.warnings.append(Note(label.client_id, label.name, EMOJI, {"characters": pictures}))
        without = str.maketrans("", "", pictures)
        lines = tuple(filter(None, (" ".join(clean(line.translate(without)).split()) for line in lines)))
    if not lines and not label.code:
        fitted.left_out.append(Note(label.client_id, label.name, EMPTY))
        return None
    return label if lines is label.lines else replace(label, lines=lines)


def _is_picture(letter: str) -> bool:
    """Whether a letter is an emoji, or a part of one: what chooses its look or colour, the frame of a key."""
    return unicodedata.category(letter) in _PICTURES or letter == "\u20e3" or "\ufe00" <= letter <= "\ufe0f"


def _wrapped(label: Label, room: tuple[float, float]) -> Label | None:
    """`label` in the smallest size with its long lines broken; None where even that does not fit."""
    first, *others = label.lines or ("",)
    below = [part for line in others for part in wrap(line, room[0], NARROW, LEAST)]
    lines = (*wrap(first, room[0], NARROW_BOLD, LEAST), *below)
    whole, kept = ("".join(each).replace(" ", "") for each in (label.lines, lines))
    if whole != kept or largest_size(lines, room, NARROW_FACES) < LEAST:
        return None
    return replace(label, lines=lines)
