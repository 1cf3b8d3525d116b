"""What was typed into a form and not saved yet, kept in a small file: for "take it up again", and after a crash.

One file for each form and book, in the program's own folder; it goes as soon as the form is saved or thrown away.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from app.paths import data_folder


class KeptForm:
    """The copy of the form called `form` for the book at `book`. Values are plain ones, as JSON carries them."""

    def __init__(self, form: str, book: Path) -> None:
        self._path = data_folder() / "recovery" / f"{form}-{zlib.crc32(str(book).encode()):08x}.json"

    def keep(self, values: dict[str, Any]) -> None:
        """Write the copy whole; a folder that cannot be written to leaves us without, and the form goes on."""
        part = self._path.with_name(self._path.name + ".part")
        try:
            self._path.parent.mkdir(exist_ok=True)
            part.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
            part.replace(self._path)
        except OSError:
            part.unlink(missing_ok=True)

    def values(self) -> dict[str, Any]:
        """What was kept; nothing when there is no copy, or none that can be read."""
        try:
            found = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def forget(self) -> None:
        """The form was saved, or is not wanted any more."""
        self._path.unlink(missing_ok=True)
