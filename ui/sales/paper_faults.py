"""What is wrong with a paper while it is written: said by the rules, by the book, or by a cell that means nothing.

Lines move: what was typed into one and cannot be read is tied to the line itself, everything else to a path such as
`lines/2/quantity`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from app.clients import drafts
from app.errors import Problem
from app.sales.model import Paper
from ui.text import translator

AMOUNTS = ("lines/", "discount_percent")


class PaperFaults:
    """Of the paper that `draft()` gives."""

    def __init__(self, draft: Callable[[], Paper]) -> None:
        self._draft = draft
        self._said: dict[str, Problem] = {}
        self._odd: dict[str, Problem] = {}
        self._unread: dict[tuple[int, str], tuple[str, Problem]] = {}

    # What is said

    def say_only(self, problems: Iterable[Problem]) -> None:
        """These and nothing else; of two at one place the first counts."""
        self._said = {problem.path: worded(problem) for problem in reversed(list(problems))}

    def say(self, problems: Iterable[Problem]) -> None:
        """These too."""
        self._said |= {problem.path: problem for problem in problems}

    def unsay(self, path: str) -> None:
        """Nothing any more at `path`."""
        self._said.pop(path, None)

    def say_of_amounts(self, wrong: list[Problem]) -> None:
        """All that is wrong with lines and discount, in place of what was."""
        self._said = {path: each for path, each in self._said.items() if not path.startswith(AMOUNTS)}
        self.say(reversed(wrong))

    def say_odd(self, problems: Iterable[Problem]) -> None:
        """What is odd and may be so, in place of what was."""
        self._odd = {problem.path: problem for problem in problems}

    # What cannot be read

    def keep_unread(self, path: str, text: str, problem: Problem) -> None:
        """What was typed at `path` and means nothing."""
        self._unread[self._place(path)] = (text, replace(problem, path=path))

    def drop_unread(self, path: str = "") -> None:
        """What was typed at `path` counts no more; without a path nothing that was typed."""
        if path:
            self._unread.pop(self._place(path), None)
        else:
            self._unread.clear()

    def forget_line(self, line: object) -> None:
        """The line is gone."""
        for known in [known for known in self._unread if known[0] == id(line)]:
            del self._unread[known]

    def typed(self, path: str) -> str | None:
        """What was typed at `path` and could not be read."""
        found = self._unread.get(self._place(path))
        return found[0] if found else None

    def _place(self, path: str) -> tuple[int, str]:
        head, _, name = path.rpartition("/")
        return (id(drafts.get(self._draft(), head)) if head else 0, name)

    def unread(self) -> list[Problem]:
        """All that cannot be read, where it is now."""
        if not self._unread:
            return []
        known = {id(line): f"lines/{place}/" for place, line in enumerate(self._draft().lines)} | {0: ""}
        return [
            replace(problem, path=known.get(owner, "") + name)
            for (owner, name), (_text, problem) in self._unread.items()
        ]

    # Asked

    def _all(self) -> list[Problem]:
        return [*self.unread(), *self._said.values()]

    def at(self, path: str) -> Problem | None:
        """The worst thing said of a place."""
        return next((problem for problem in self._all() if problem.path == path), self._odd.get(path))

    def of_line(self, place: int) -> Problem | None:
        """The worst thing said of a line."""
        start = f"lines/{place}/"
        found = [problem for problem in [*self._all(), *self._odd.values()] if problem.path.startswith(start)]
        return next((problem for problem in found if problem.blocks), found[0] if found else None)

    def errors(self) -> list[Problem]:
        """What stops saving or issuing, the head first, then the lines from top to bottom."""
        found = {problem.path: problem for problem in reversed(self._all()) if problem.blocks}
        return sorted(found.values(), key=lambda problem: _order(problem.path))


def lines_of(problems: Iterable[Problem]) -> set[int]:
    """The places of the lines that these problems are about."""
    return {int(problem.path.split("/")[1]) for problem in problems if problem.path.startswith("lines/")}


def worded(problem: Problem) -> Problem:
    """A problem with its days and amounts written as the shop's country writes them."""
    fix = problem.fix and replace(problem.fix, parameters=_written(problem.fix.parameters))
    return replace(problem, parameters=_written(problem.parameters), fix=fix)


def _written(parameters: Mapping[str, Any]) -> dict[str, Any]:
    words = translator()
    found = dict(parameters)
    for name, value in parameters.items():
        if isinstance(value, date):
            found[name] = words.date(value)
        elif isinstance(value, Decimal):
            found[name] = words.number(value.normalize() if value % 1 else value.to_integral_value())
    return found


def _order(path: str) -> tuple[int, int, str]:
    if not path.startswith("lines/"):
        return (0 if path != "lines" else 2, 0, path)
    place = path.split("/")[1]
    return (1, int(place), path)
