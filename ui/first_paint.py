"""`clientele --first-paint FILE`: the start as its owner sees it, up to the first painted clients, to be timed.

Says the CPU seconds, how many clients were painted, and every module imported so far; then ends at once.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer

from ui import start


class _Watch(QObject):
    """Waits for the first painting of the list that has rows."""

    def __init__(self, program: Any) -> None:
        super().__init__(program)
        self._program = program
        self._view = program.window.list_page.view
        self._view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._view.list_model.rowCount() > 0:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._end)
        return False

    def _end(self) -> None:
        if sys.stdout is not None:
            rows = self._view.list_model.rowCount()
            sys.stdout.write(f"{time.process_time()} {rows} {' '.join(sorted(sys.modules))}\n")
            sys.stdout.flush()
        self._program.end()
        os._exit(0)  # the rest of a start is not to be measured


class _Program(start.Program):
    def open(self, path: Path) -> bool:
        if not super().open(path):
            os._exit(2)
        _Watch(self)
        return True


def reach(path: Path) -> int:
    """Start on the book at `path`; the process ends with 0 when its clients stand there, with 2 if it is refused."""
    return start.run([sys.argv[0], str(path)], _Program)
