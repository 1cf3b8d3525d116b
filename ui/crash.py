"""What happens when the program itself fails: a report on this computer, and the window goes on if it can.

A report holds versions, the trace without values, and the last lines of the log; nothing is sent. A crash below Python
leaves its own trace in a file that is shown at the next start.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from app.logs import logger
from app.paths import log_folder

log = logger("crash")
_LAST_LINES = 200
_open_fault_files: list[IO[str]] = []


def install(tell: Callable[[Path], None]) -> None:
    """Catch what nobody caught, in every thread; `tell` gets the path of the report, on the thread that failed."""
    previous, previous_thread = sys.excepthook, threading.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            previous(kind, error, trace)
            return
        report = write_report(kind, error, trace)
        previous(kind, error, trace)
        tell(report)

    def caught_in_thread(arguments: threading.ExceptHookArgs) -> None:
        previous_thread(arguments)
        if arguments.exc_value is not None:
            tell(write_report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback))

    sys.excepthook = caught
    threading.excepthook = caught_in_thread
    _watch_qt()


def _watch_qt() -> None:
    def message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            log.warning("Qt: %s", text)
        if previous is not None:
            previous(kind, context, text)

    previous = qInstallMessageHandler(message)


def watch_faults() -> Path | None:
    """Let a crash below Python leave its trace; returns the trace of the last run, if there was one."""
    path = log_folder() / "fault.txt"
    found = None
    if path.exists() and path.stat().st_size:
        found = path.with_name(f"fault {datetime.now():%Y-%m-%d %H.%M.%S}.txt")
        path.replace(found)
    file = path.open("w", encoding="utf-8")
    _open_fault_files.append(file)
    faulthandler.enable(file)
    return found


def unwatch_faults() -> None:
    """At a normal end: nothing to tell next time."""
    faulthandler.disable()
    while _open_fault_files:
        _open_fault_files.pop().close()
    (log_folder() / "fault.txt").unlink(missing_ok=True)


def write_report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> Path:
    """A text file in the log folder. The error's own words are left out: they may hold a client's name."""
    import platform  # only ever needed here

    frames = "".join(traceback.format_tb(trace))
    lines = [
        f"Clientele {version()}",
        f"{datetime.now():%Y-%m-%d %H:%M:%S}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "",
        f"{kind.__module__}.{kind.__qualname__}",
        frames,
        "",
        *last_lines(),
    ]
    path = log_folder() / f"crash {datetime.now():%Y-%m-%d %H.%M.%S}.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    log.error("unexpected error: %s", kind.__qualname__)
    return path


def last_lines() -> list[str]:
    """The end of the log."""
    files = sorted(log_folder().glob("*.log"), key=lambda file: file.stat().st_mtime)
    return files[-1].read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:] if files else []


def version() -> str:
    """The version of the program."""
    from app import VERSION

    return VERSION
