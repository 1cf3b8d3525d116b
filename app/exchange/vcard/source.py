"""The bytes of a vCard file, checked and brought into lines before anything looks at what they say.

A file is read in blocks and never held whole: line ends of every system become one, UTF-16 becomes UTF-8, NULs go. A
line keeps at most `LINE_LIMIT` bytes (and says so by being longer by one), so memory is bounded whatever the file.
"""

from __future__ import annotations

import codecs
import io
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.errors import FileRefused
from app.i18n import N_

FILE_LIMIT = 512 * 1024 * 1024
LINE_LIMIT = 20 * 1024 * 1024
BLOCK = 64 * 1024

Progress = Callable[[int, int], object]
"""Called with (bytes done, bytes in all); it may raise `Cancelled`."""

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TOO_BLANK = b"\n" * 200
_BLANK_LINES = re.compile(rb"\n{3,}")
_PICTURE = N_("“{name}” is a picture, not a contacts file (vCard).")
_OTHER_KINDS = (
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"%PDF-", N_("“{name}” is a PDF document, not a contacts file (vCard).")),
    (b"PK\x03\x04", N_("“{name}” is a compressed folder or a spreadsheet, not a contacts file (vCard).")),
    (b"\xd0\xcf\x11\xe0", N_("“{name}” is an Office document, not a contacts file (vCard).")),
    (b"SQLite format 3\x00", N_("“{name}” is a database, not a contacts file (vCard).")),
)


class Source:
    """One file, or bytes already read, as lines."""

    def __init__(self, source: Path | str | bytes, encoding: str | None = None) -> None:
        """Looks at the file's size and first bytes. Raises `FileRefused` for what cannot be a vCard file."""
        self._bytes = source if isinstance(source, bytes) else b""
        self._path = None if isinstance(source, bytes) else Path(source)
        self.name = self._path.name if self._path else "vCard"
        self.size = self._checked_size()
        with self._opened() as stream:
            self.head = self._read(stream, BLOCK)
        for mark, sentence in _OTHER_KINDS:
            if self.head.startswith(mark):
                raise FileRefused(sentence, name=self.name)
        self.wide = encoding if encoding and encoding.lower().startswith(("utf-16", "utf-32")) else _wide(self.head)

    def _checked_size(self) -> int:
        if self._path is None:
            size = len(self._bytes)
        else:
            try:
                status = self._path.stat()
            except FileNotFoundError:
                raise FileRefused(N_("“{name}” is not there any more."), name=self.name) from None
            except (OSError, ValueError):
                raise self._unreadable() from None
            if stat.S_ISDIR(status.st_mode):
                raise FileRefused(N_("“{name}” is a folder. Choose the file inside it."), name=self.name)
            if not stat.S_ISREG(status.st_mode):
                raise self._unreadable()
            size = status.st_size
        if not size:
            raise FileRefused(N_("“{name}” is empty."), name=self.name)
        if size > FILE_LIMIT:
            raise FileRefused(
                N_("“{name}” is too large: {limit} MB at most."), name=self.name, limit=FILE_LIMIT // 1024 // 1024
            )
        return size

    def _unreadable(self) -> FileRefused:
        return FileRefused(N_("“{name}” cannot be read. You may not have the right to open it."), name=self.name)

    def _opened(self) -> BinaryIO:
        if self._path is None:
            return io.BytesIO(self._bytes)
        try:
            return self._path.open("rb")
        except OSError:
            raise self._unreadable() from None

    def _read(self, stream: BinaryIO, count: int) -> bytes:
        try:
            return stream.read(count)
        except OSError:
            raise FileRefused(N_("“{name}” could not be read to its end."), name=self.name) from None

    def lines(self, progress: Progress | None = None) -> Iterator[bytes]:
        """Each line without its end, in UTF-8 if the file was UTF-16, else in the bytes of the file."""
        kept: list[bytes] = []
        size = 0
        for block in self._blocks(progress):
            first, *others = block.split(b"\n")
            if size <= LINE_LIMIT:
                kept.append(first[: LINE_LIMIT + 1 - size])
                size += len(first)
            if others:
                yield b"".join(kept)
                last = others.pop()
                yield from others
                kept, size = [last], len(last)
        yield b"".join(kept)

    def _blocks(self, progress: Progress | None) -> Iterator[bytes]:
        """Blocks in which every line ends with one LF."""
        decoder = codecs.getincrementaldecoder(self.wide)("replace") if self.wide else None
        done, held = 0, b""
        with self._opened() as stream:
            while done < FILE_LIMIT and (block := self._read(stream, BLOCK)):
                done += len(block)
                if decoder:
                    block = decoder.decode(block).encode()
                block = held + block.replace(b"\0", b"")
                # CR, CRLF and CRCRLF are one line end each: CRs at the block's end wait for what follows them.
                held = b"\r\r" if block.endswith(b"\r\r") else b"\r" if block.endswith(b"\r") else b""
                text = _one_line_end(block.removesuffix(held)) if b"\r" in block else block
                yield _BLANK_LINES.sub(b"\n\n", text) if _TOO_BLANK in text else text
                if progress:
                    progress(done, self.size)
        yield _one_line_end(held)


def _one_line_end(block: bytes) -> bytes:
    return block.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _wide(head: bytes) -> str:
    """The name of the UTF-16 or UTF-32 that `head` is written in, or nothing: by its mark, else by its zero bytes."""
    for mark, encoding in _WIDE_MARKS:
        if head.startswith(mark):
            return encoding
    sample = head[:400]
    half = len(sample) // 2
    if half >= 8 and sample[1::2].count(0) > half * 0.6 and sample[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if half >= 8 and sample[::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""
