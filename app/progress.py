"""How far a long task is, and the wish to stop it; passed to the task as an argument.

The task calls `advance`; the window's thread sets `cancelled` and hears the report, at most ten times a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import Cancelled

Report = Callable[[int, int, str], None]
INTERVAL = 0.1  # seconds between two reports


@dataclass
class Progress:
    """`done` of `total` steps (0: the total is not known) of what `words` says (marked text)."""

    report: Report | None = None
    total: int = 0
    done: int = 0
    words: str = ""
    cancelled: bool = False
    _reported_at: float = 0.0

    def begin(self, words: str, total: int = 0) -> None:
        """A new stage with its own count; reported at once."""
        self.words, self.total, self.done = words, total, 0
        self._tell()
        self.check()

    def advance(self, steps: int = 1) -> None:
        """`steps` more are done. Raises `Cancelled` when the owner wants to stop."""
        self.check()
        self.done += steps
        finished = 0 < self.total <= self.done
        if finished or time.monotonic() - self._reported_at >= INTERVAL:
            self._tell()

    def check(self) -> None:
        """Raises `Cancelled` when the owner wants to stop."""
        if self.cancelled:
            raise Cancelled

    def cancel(self) -> None:
        """Wish to stop; may be called from any thread."""
        self.cancelled = True

    def _tell(self) -> None:
        self._reported_at = time.monotonic()
        if self.report is not None:
            self.report(self.done, self.total, self.words)
