"""The one answer of every check of a typed value, so that a form can ask them all alike: `check_x(text, path, ...)`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.errors import Fix, Problem, Severity


@dataclass(frozen=True, slots=True)
class Checked:
    """What came out of checking one typed value.

    `value` is what the record keeps: the plain form of the number, or the text as typed where it is not understood.
    `shown` is how a field displays it. `hint` is a text to print under the field, already in words.
    `fills` maps paths of other fields to the values that follow from this one, to be put in where those are empty.
    `offer` is a value the owner may take with one click, though nothing is wrong.
    """

    value: str
    problems: tuple[Problem, ...] = ()
    shown: str = ""
    hint: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)
    offer: Fix | None = None

    def __post_init__(self) -> None:
        if not self.shown:
            object.__setattr__(self, "shown", self.value)

    @property
    def ok(self) -> bool:
        """Nothing forbids saving this; there may be warnings."""
        return not any(problem.blocks for problem in self.problems)


def odd(text: str, path: str, message: str, *, fix: Fix | None = None, **parameters: Any) -> Checked:
    """Kept as typed, with a warning."""
    return _kept(text, Problem(path, message, parameters, "warning", fix))


def wrong(text: str, path: str, message: str, *, fix: Fix | None = None, **parameters: Any) -> Checked:
    """Kept as typed, and saving is refused until it is put right."""
    return _kept(text, Problem(path, message, parameters, "error", fix))


def wrong_or_odd(severity: Severity, text: str, path: str, message: str, *, fix: Fix | None = None) -> Checked:
    """`wrong` at home, `odd` abroad: the caller knows which."""
    return _kept(text, Problem(path, message, {}, severity, fix))


def _kept(text: str, problem: Problem) -> Checked:
    return Checked(" ".join(text.split()), (problem,))


def sibling(path: str, name: str) -> str:
    """The path of another field of the same part: `addresses/2/postcode`, `city` -> `addresses/2/city`."""
    head, slash, _ = path.rpartition("/")
    return f"{head}{slash}{name}"
