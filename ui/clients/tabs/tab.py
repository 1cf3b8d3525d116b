"""What one tab of the record says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.clients.opened import Opened
from ui.clients.editor import Editor


class TabPage(Protocol):
    """What the record asks of a tab's widget."""

    def show_record(self) -> None:
        """Show the draft as it is now, in the mode of now."""

    def to_top(self) -> None:
        """Another record is about to be shown."""

    def focus(self, path: str) -> bool:
        """Put the focus at the field of `path`; False where the tab has none."""

    def rank(self, path: str) -> tuple[int, ...]:
        """Where the field at `path` stands among those of the tab; to sort by."""

    def focus_first(self) -> None:
        """Put the caret into the first field, in edit mode."""


def always(_opened: Opened) -> bool:
    """A tab that every client has."""
    return True


@dataclass(frozen=True)
class Tab:
    """`fields` are the first steps of the paths it answers for, and the attributes of the line of accounts."""

    key: str
    title: str
    icon: str
    build: Callable[[Editor], QWidget]
    fields: frozenset[str]
    shown: Callable[[Opened], bool] = always

    def answers(self, path: str) -> bool:
        """Whether the field at `path` stands on this tab."""
        steps = path.split("/")
        return steps[0] in self.fields or (steps[0] == "companies" and steps[-1] in self.fields)
