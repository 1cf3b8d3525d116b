"""What was typed and not saved yet, kept in a small file: for "take it up again", and after a crash.

One file for each form and book, in the program's own folder; it goes as soon as the form is saved or thrown away.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from app.paths import data_folder


def _folder() -> Path:
    place = data_folder() / "recovery"
    place.mkdir(exist_ok=True)
    return place


def _ending(book: Path) -> str:
    return f"-{zlib.crc32(str(book).encode('utf-8', 'surrogatepass')):08x}.json"


class KeptForm:
    """The copy of the form called `form` for the book at `book`."""

    def __init__(self, form: str, book: Path) -> None:
        self.path = _folder() / f"{form}{_ending(book)}"

    @classmethod
    def all_of(cls, start: str, book: Path) -> list[KeptForm]:
        """The copies there are for `book` of forms whose name begins with `start`, by name."""
        ending = _ending(book)
        return [cls(path.name.removesuffix(ending), book) for path in sorted(_folder().glob(f"{start}*{ending}"))]

    def keep(self, values: dict[str, Any]) -> bool:
        """Keep plain values, as JSON carries them. Says whether it could."""
        return self.write(json.dumps(values, ensure_ascii=False))

    def write(self, text: str) -> bool:
        """Write the copy whole; a folder that cannot be written to leaves us without, and the form goes on."""
        part = self.path.with_name(self.path.name + ".part")
        try:
            part.write_text(text, encoding="utf-8", errors="surrogatepass")
            part.replace(self.path)
        except OSError:
            part.unlink(missing_ok=True)
            return False
        return True

    def values(self) -> dict[str, Any]:
        """What was kept; nothing when there is no copy, or none that can be read."""
        try:
            found = json.loads(self.read())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def read(self) -> str:
        """The text of the copy. Raises OSError where there is none, ValueError where it is no text."""
        return self.path.read_text(encoding="utf-8", errors="surrogatepass")

    def forget(self) -> None:
        """The form was saved, or is not wanted any more."""
        self.path.unlink(missing_ok=True)
