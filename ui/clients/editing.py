"""A draft under the hands of a form: its values by path, what differs from the start, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.clients import drafts, rules
from app.clients.model import Client
from app.errors import Problem
from app.values.checked import Checked


class Editing(QObject):
    """`edited(path)`: a value changed, "" for many at once. `judged`: what is wrong changed.

    Paths name fields as `Problem` does: `siren`, `addresses/2/city`. Without `marks` no field is said to be changed:
    that of a new record differs from nothing.
    """

    edited = Signal(str)
    judged = Signal()

    def __init__(self, draft: Client, parent: QObject | None = None, *, marks: bool = True) -> None:
        super().__init__(parent)
        self.marks = marks
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._remarks: dict[str, Problem] = {}
        self._start(draft)

    def _start(self, draft: Client) -> None:
        self.draft = draft
        self.base = drafts.plain(draft)
        self._problems.clear()

    def value(self, path: str) -> Any:
        """The value at `path` now."""
        return drafts.get(self.draft, path)

    def has(self, path: str) -> bool:
        """Whether the draft still has the part that `path` leads to."""
        try:
            self.value(path)
        except (IndexError, AttributeError):
            return False
        return True

    def set_value(self, path: str, value: Any) -> None:
        """Put a value; what was said of the old one is forgotten."""
        if self.value(path) == value:
            return
        drafts.put(self.draft, path, value)
        if self._problems.pop(path, None):
            self.judged.emit()
        self.edited.emit(path)

    def replace(self, draft: Client) -> None:
        """Go on with another draft of the same record."""
        self.draft = draft
        self._problems.clear()
        self.edited.emit("")
        self.judged.emit()

    def changed_anywhere(self) -> None:
        """Parts were added or removed in `draft` itself: places in lists mean other parts now."""
        self._problems.clear()
        self.edited.emit("")
        self.judged.emit()

    def parts_changed(self, path: str) -> None:
        """Parts were added to the list at `path` or taken from it."""
        self._problems = {known: found for known, found in self._problems.items() if not known.startswith(f"{path}/")}
        self.edited.emit(path)
        self.judged.emit()

    def is_changed(self, path: str) -> bool:
        """Whether the value at `path` differs from the start."""
        return self.marks and bool(drafts.was(self.base, self.draft, path) != self.value(path))

    def changes(self) -> set[str]:
        """One word for each thing that differs from the start."""
        return drafts.changes(self.base, drafts.plain(self.draft))

    def check(self, path: str) -> Checked:
        """Check the text at `path` as its field is left: keep its plain form, fill empty fields that follow from it."""
        checked = rules.check_field(self.draft, path, self.value(path) or "")
        if checked.ok:
            self.set_value(path, checked.value)
        self.judge(path, checked.problems)
        for other, value in checked.fills.items():
            if not self.value(other):
                self.set_value(other, value)
                self.check(other)
        return checked

    def judge(self, path: str, problems: Sequence[Problem]) -> None:
        """Say what is wrong with the value at `path`, or nothing."""
        found = tuple(replace(problem, path=path) for problem in problems)
        if self._problems.get(path, ()) != found:
            self._problems[path] = found
            self.judged.emit()

    def judge_all(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong with the whole record."""
        self._problems.clear()
        for problem in problems:
            self._problems[problem.path] = (*self._problems.get(problem.path, ()), problem)
        self.judged.emit()

    def remark(self, remarks: Iterable[Problem]) -> None:
        """What the rest of the book makes worth saying, the first of each field, in place of what was said before.

        It is shown where nothing is wrong, stays while one types, and never stops saving.
        """
        self._remarks = {said.path: said for said in reversed(tuple(remarks))}
        self.judged.emit()

    def problem_at(self, path: str) -> Problem | None:
        """The worst thing said of one field."""
        found = self._problems.get(path, ())
        worst = next((problem for problem in found if problem.blocks), found[0] if found else None)
        return worst or self._remarks.get(path)

    def problems(self) -> list[Problem]:
        """All that is wrong or odd."""
        return [problem for found in self._problems.values() for problem in found]

    def errors(self) -> list[Problem]:
        """What stops saving, one for each field."""
        found = (self.problem_at(path) for path in self._problems)
        return [problem for problem in found if problem is not None and problem.blocks]
