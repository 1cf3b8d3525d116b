"""What belongs to this person on this computer: language, looks, window places, recent files.

A damaged file must never stop the program: what cannot be read falls back to its default with a line in the log. Keys
of a newer program are kept as they are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from app.logs import logger
from app.paths import config_folder

FILE = "settings.json"
THEMES = ("system", "light", "dark")
TEXT_SIZES = ("normal", "large", "very_large")
LANGUAGES = ("", "en", "fr")
MOST_RECENT = 10

log = logger(__name__)


@dataclass
class Settings:
    """Plain values only, so that they can be written as JSON.

    `language` "" follows the system. `who` signs the history. `windows` maps the name of a window or splitter to its
    place, `columns` the name of a list to its columns, `memory` a kind of act (export, label sheet ...) to its last
    choices. `second_backups` is a folder outside this disk, "" when there is none.
    """

    language: str = ""
    theme: Literal["system", "light", "dark"] = "system"
    text_size: Literal["normal", "large", "very_large"] = "normal"
    who: str = ""
    recent: list[str] = field(default_factory=list)
    backups: str = ""
    second_backups: str = ""
    windows: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    memory: dict[str, Any] = field(default_factory=dict)
    unknown: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """The settings as last saved, or the defaults."""
        settings = cls()
        for name, value in _read(path or config_folder() / FILE).items():
            if name not in _CHECKS:
                settings.unknown[name] = value
            elif _CHECKS[name](value):
                setattr(settings, name, value)
            else:
                log.warning("setting %s has a value that cannot be used; the default applies", name)
        return settings

    def save(self, path: Path | None = None) -> bool:
        """Write the file whole or not at all; whether that went well."""
        path = path or config_folder() / FILE
        values = {name: getattr(self, name) for name in _CHECKS}
        part = path.with_name(path.name + ".part")
        try:
            with part.open("w", encoding="utf-8") as file:
                json.dump(self.unknown | values, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            log.warning("settings were not saved: %s", type(error).__name__)
            return False
        return True

    def opened(self, book: Path) -> None:
        """Put `book` at the head of the recent files."""
        self.recent = [str(book), *(name for name in self.recent if name != str(book))][:MOST_RECENT]

    def forget(self, book: Path) -> None:
        """Take `book` off the recent files."""
        self.recent = [name for name in self.recent if name != str(book)]

    def remembered(self, kind: str) -> dict[str, Any]:
        """The last choices made for a kind of act; change it in place."""
        found = self.memory.get(kind)
        if not isinstance(found, dict):
            found = self.memory[kind] = {}
        return found


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        log.warning("settings could not be read: %s", type(error).__name__)
        return {}
    return found if isinstance(found, dict) else {}


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in allowed


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "language": _one_of(LANGUAGES),
    "theme": _one_of(THEMES),
    "text_size": _one_of(TEXT_SIZES),
    "who": _is_text,
    "recent": _is_texts,
    "backups": _is_text,
    "second_backups": _is_text,
    "windows": _is_table,
    "columns": _is_table,
    "memory": _is_table,
}
