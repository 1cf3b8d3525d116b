"""The form of a backup file: a zstd file whose first, skippable frame tells what is inside.

Any zstd tool unpacks it into the plain book; we read the first frame alone to list hundreds of backups at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from app.errors import BookError
from app.i18n import N_
from app.progress import Progress

ENDING = ".clientele-backup"
_SKIPPABLE = (0x184D2A5C).to_bytes(4, "little")
_BLOCK = 1 << 20
_MOST_MANIFEST = 1 << 20
_LEVEL = 1


def digest(plain: Path) -> str:
    """SHA-256 of a file that no connection is open to."""
    with plain.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(plain: Path, packed: Path, manifest: Mapping[str, Any], progress: Progress) -> None:
    """Write the file `plain` and its manifest into `packed`."""
    import zstandard

    told = json.dumps(manifest).encode()
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compressobj(size=plain.stat().st_size)
    with plain.open("rb") as source, packed.open("wb") as target:
        target.write(_SKIPPABLE + len(told).to_bytes(4, "little") + told)
        while block := source.read(_BLOCK):
            target.write(compressor.compress(block))
            progress.advance(len(block))
        target.write(compressor.flush())


def is_packed(path: Path) -> bool:
    """Whether `path` begins as our backups do."""
    with path.open("rb") as file:
        return file.read(4) == _SKIPPABLE


def manifest_of(path: Path) -> dict[str, Any]:
    """What `path` tells of itself. Raises `BookError("damaged")` when that cannot be read."""
    with path.open("rb") as file:
        return _manifest(file, path)


def unpack(packed: Path, plain: Path, progress: Progress) -> dict[str, Any]:
    """Write the book inside `packed` to `plain`; the manifest. Raises `BookError("damaged")` unless it is whole."""
    with plain.open("wb") as target:
        return _read(packed, target, progress)


def verify(packed: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Read `packed` to its end; the manifest. Raises `BookError("damaged")` unless it is whole."""
    return _read(packed, None, progress or Progress())


def _read(packed: Path, target: IO[bytes] | None, progress: Progress) -> dict[str, Any]:
    import zstandard

    with packed.open("rb") as source:
        manifest = _manifest(source, packed)
        total = hashlib.sha256()
        size = 0
        try:
            for block in _blocks(source):
                total.update(block)
                size += len(block)
                if size > manifest["size"]:
                    break
                if target is not None:
                    target.write(block)
                progress.advance(len(block))
        except zstandard.ZstdError as error:
            raise damaged(packed) from error
    if size != manifest["size"] or total.hexdigest() != manifest["sha256"]:
        raise damaged(packed)
    return manifest


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    import zstandard

    with zstandard.ZstdDecompressor().stream_reader(source, closefd=False) as reader:
        while block := reader.read(_BLOCK):
            yield block


def _manifest(file: IO[bytes], path: Path) -> dict[str, Any]:
    start = file.read(8)
    length = int.from_bytes(start[4:], "little")
    if start[:4] != _SKIPPABLE or length > _MOST_MANIFEST:
        raise damaged(path)
    try:
        found = json.loads(file.read(length))
    except ValueError as error:
        raise damaged(path) from error
    if not isinstance(found, dict):
        raise damaged(path)
    return found


def damaged(path: Path) -> BookError:
    """The refusal of a backup that is not whole."""
    return BookError(N_("The backup “{name}” is damaged and cannot be used."), reason="damaged", name=path.name)
