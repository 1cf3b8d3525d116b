"""Copies of kept files for other programs to show: read-only, in a folder that goes when the program ends."""

from __future__ import annotations

import shutil
import stat
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from app.paths import cache_folder

_PREFIX = "opened-"
_FORGOTTEN_AFTER = 2 * 24 * 3600  # seconds: what a program that was cut off left behind


def copy_to_show(name: str, content: bytes) -> Path:
    """The bytes as a file called `name` that nobody can change: what is changed there would be lost."""
    path = Path(mkdtemp(dir=_folder().name)) / name
    path.write_bytes(content)
    path.chmod(stat.S_IREAD)
    return path


@cache
def _folder() -> TemporaryDirectory[str]:
    home = cache_folder()
    for old in home.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _FORGOTTEN_AFTER:
                shutil.rmtree(old, ignore_errors=True)
    return TemporaryDirectory(prefix=_PREFIX, dir=home, ignore_cleanup_errors=True)
