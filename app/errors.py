"""What can go wrong in a way the owner can understand, and how it reaches the field it is about.

A sentence is marked with `N_` where it is raised and translated where it is shown, so one error reads right in any
language. Anything that is not an `AppError` is a bug and travels to the crash report untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.i18n import N_

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Fix:
    """A remedy that one click applies: put `value` into the field at `path`; `label` is its marked text."""

    label: str
    path: str
    value: Any
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field.

    `path` names the field: `last_name`, `addresses/2/postcode`; empty when it is about the whole record.
    `message` is marked with `N_`, with `{name}` places filled from `parameters`. A warning never blocks saving.
    """

    path: str
    message: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = "error"
    fix: Fix | None = None

    @property
    def blocks(self) -> bool:
        return self.severity == "error"


class AppError(Exception):
    """Something the owner can understand and act upon; `message` is marked with `N_`."""

    def __init__(self, message: str, **parameters: Any) -> None:
        super().__init__(message.format(**parameters) if parameters else message)
        self.message = message
        self.parameters = parameters


class Invalid(AppError):
    """A record was refused; `problems` say why, field by field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.message, **first.parameters)


class Conflict(AppError):
    """The record was changed elsewhere since it was read."""


class Refused(AppError):
    """The act is understood and not allowed, for the reason given."""


class NotFound(AppError):
    """The thing asked for is not in the book any more."""


class BookError(AppError):
    """The file cannot be opened, read or written. `reason` is a word the window can act upon."""

    def __init__(self, message: str, *, reason: str, **parameters: Any) -> None:
        super().__init__(message, **parameters)
        self.reason = reason


class ReadOnlyBook(BookError):
    """The file is open for reading only: nothing in it can be changed."""

    def __init__(self) -> None:
        super().__init__(N_("This file is open for reading only."), reason="read-only")


class FileRefused(AppError):
    """A file given to us (vCard, image, ...) cannot be used; nothing was changed."""


class Cancelled(Exception):
    """The owner stopped a long task; whoever catches it leaves nothing half done."""
