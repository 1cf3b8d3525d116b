"""`clientele-cli tour`: drives the real windows over a sample book and leaves a picture of every screen.

The papers of the book lie beside the pictures as PDFs. A picture is taken when nothing is on its way any more.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.jobs import once_busy
from ui.palette.panel import Palette
from ui.start import Program, make_application
from ui.theme import theme
from ui.tour_stops import ALL, FEW, Stop, forget_typing, papers

QUIET_MS = 120
SETTLE_STEPS = 3
_MOST_STEPS = 250


@dataclass(frozen=True)
class Look:
    """One pass of the tour."""

    language: str
    mode: Literal["light", "dark"]
    size: tuple[int, int] = (1440, 900)


LOOKS = (Look("en", "light"), Look("en", "dark"), Look("fr", "light"), Look("fr", "dark"))
SMALL = Look("fr", "light", (1100, 700))


class Guide(QObject):
    """Walks the stops of every look, one timer tick at a time, so that real threads and real painting take part."""

    def __init__(self, program: Program, out: Path) -> None:
        super().__init__()
        self.program, self.out = program, out
        self.made: list[Path] = []
        self.missed: list[str] = []
        self._walk = self._stops()
        self._name = ""
        self._quiet = self._waited = 0
        self._timer = QTimer(self, interval=QUIET_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._timer.start()

    @property
    def window(self) -> Any:
        return self.program.window

    def _tick(self) -> None:
        self._waited += 1
        busy = once_busy() or (self.program.jobs is not None and self.program.jobs.busy)
        self._quiet = 0 if busy else self._quiet + 1
        if self._quiet < SETTLE_STEPS and self._waited < _MOST_STEPS:
            return
        if self._name:
            self._take()
        self._quiet = self._waited = 0
        self._name = next(self._walk, "end")
        if self._name == "end":
            self._timer.stop()
            self.program.application.quit()

    def _take(self) -> None:
        if self._waited >= _MOST_STEPS:
            self.missed.append(self._name)
        front = _front(self.window)
        path = self.out / f"{self._name}.png"
        front.grab().save(str(path))
        self.made.append(path)

    def _stops(self) -> Iterator[str]:
        for look in LOOKS:
            printed = (papers(self.out / "papers", look.language),) if look.mode == "light" else ()
            yield from self._look(look, ALL + printed)
        yield from self._look(SMALL, FEW)

    def _look(self, look: Look, stops: tuple[Stop, ...]) -> Iterator[str]:
        settings = self.program.settings
        settings.language, settings.theme = look.language, look.mode
        settings.memory.clear()
        theme.set_mode(look.mode)
        ending = f"{look.language}-{look.mode}" + ("" if look.size[0] > 1200 else "-small")
        self.program.welcome()
        self.window.resize(*look.size)
        yield f"15-welcome-{ending}"
        self.program.open(self.out / "sample.clientele")
        self.window.resize(*look.size)
        for name, steps in stops:
            for step in steps[:-1]:
                step(self.window)
                yield ""
            steps[-1](self.window)
            yield name and f"{name}-{ending}"
            _close_dialogs(self.window)


def _front(window: QWidget) -> QWidget:
    """The dialog over the window, or the window."""
    popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    return popup if popup is not None and popup.isVisible() else window


def _close_dialogs(window: Any) -> None:
    for palette in window.findChildren(Palette):
        palette.close()
    while (dialog := QApplication.activeModalWidget() or QApplication.activePopupWidget()) is not None:
        dialog.close()
    forget_typing(window)
    page = window.page()
    if hasattr(page, "drop_changes"):
        page.drop_changes()


def tour(out: Path) -> int:
    """Make the sample book in `out`, walk it, and leave the pictures there; 0 when every stop was reached."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["CLIENTELE_HOME"] = home
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")
        from app import subjects
        from app.exchange import sample

        subjects.load()
        book = out / "sample.clientele"
        book.unlink(missing_ok=True)
        sample.make(book, clients=499, seed=1, today=date.today())
        program = Program(make_application(["clientele"]))
        guide = Guide(program, out)
        QTimer.singleShot(0, guide.start)
        program.application.exec()
        program.end()
    if sys.stdout is not None:  # a program with windows has none on Windows
        sys.stdout.write(f"{len(guide.made)} pictures in {out}\n")
        sys.stdout.writelines(f"not settled: {name}\n" for name in guide.missed)
    return 1 if guide.missed else 0
