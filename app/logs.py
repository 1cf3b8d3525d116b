"""The log: a small rotating file for finding faults, without personal data.

Programmers log ids and words of the program, never a value of a record; what slips into an error text all the same
(an address in quotes, an e-mail, a number) is masked before it is written.
"""

from __future__ import annotations

import logging
import re
import sys
from functools import cached_property
from pathlib import Path

from app.paths import log_folder

FILE = "clientele.log"
_BYTES = 512_000
_KEPT = 3

_MASKS = (
    (r"[\w.+-]+@[\w-]+(\.[\w-]+)+", "<e-mail>"),
    (r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|“[^”\n]*”|«[^»\n]*»", "<text>"),
    (r"(?<![\w<])(?:[A-Za-z]:)?[\\/]{1,2}[^\s\\/][^\n'\"]*", "<path>"),
    (r"\+?\d(?:[\s.\u00a0\u202f-]?\d){6,}", "<digits>"),
)


_OURS: list[logging.Handler] = []


def mask(text: str) -> str:
    """`text` without what may be personal: e-mails, quoted words, paths, long numbers."""
    for pattern, instead in _MASKS:
        text = re.sub(pattern, instead, text)
    return text


class MaskingFormatter(logging.Formatter):
    """Masks the message and the words of exceptions; of a traceback, the places in the code stay."""

    def format(self, record: logging.LogRecord) -> str:
        moment = self.formatTime(record)
        lines = [f"{moment} {record.levelname} {record.name}: {mask(record.getMessage())}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines += traceback_lines(record.exc_info[1])
        return "\n".join(lines)


def traceback_lines(error: BaseException) -> list[str]:
    """Where `error` and its causes arose: file, line and function, and the masked words; no values of variables."""
    lines: list[str] = []
    found: BaseException | None = error
    for _depth in range(10):
        if found is None:
            break
        lines.append(f"{type(found).__name__}: {mask(str(found))}")
        place = found.__traceback__
        while place is not None:
            code = place.tb_frame.f_code
            lines.append(f"  {Path(code.co_filename).name}:{place.tb_lineno} {code.co_qualname}")
            place = place.tb_next
        found = found.__cause__ or found.__context__
    return lines


def start(level: int = logging.INFO) -> Path:
    """Send the program's log to its file, and return that; where it cannot be written, there is no log."""
    path = log_folder() / FILE
    root = logging.getLogger("clientele")
    root.setLevel(level)
    root.propagate = False
    if not _OURS:
        _OURS.append(_LogFile(path))
        root.addHandler(_OURS[0])
    return path


def stop() -> None:
    """Close the file."""
    while _OURS:
        handler = _OURS.pop()
        logging.getLogger("clientele").removeHandler(handler)
        handler.close()


def logger(name: str) -> logging.Logger:
    """The logger of a module: `logger(__name__)`."""
    return logging.getLogger(f"clientele.{name.removeprefix('app.')}")


def last_lines(count: int = 200) -> list[str]:
    """The end of the log, for a crash report."""
    path = log_folder() / FILE
    if not path.exists():
        return []
    return path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]


class _LogFile(logging.Handler):
    """The file, opened with the first line written: most starts have nothing to say, and none waits for this."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    @cached_property
    def _file(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        try:
            file: logging.Handler = RotatingFileHandler(
                self._path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8"
            )
        except OSError:
            file = logging.NullHandler()
        file.setFormatter(MaskingFormatter())
        return file

    def emit(self, record: logging.LogRecord) -> None:
        self._file.handle(record)

    def close(self) -> None:
        if "_file" in self.__dict__:
            self._file.close()
        super().close()


# A windowed program has no stderr; logging must not stumble over that.
if sys.stderr is None:
    logging.raiseExceptions = False
