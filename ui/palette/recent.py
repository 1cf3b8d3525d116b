"""The clients opened lately and the commands used most, kept with the person's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.settings import Settings

MOST = 6
_KIND = "palette"


def _clients(settings: Settings, book: Path) -> list[Any]:
    known = settings.remembered(_KIND).setdefault("clients", {})
    found = known.get(str(book)) if isinstance(known, dict) else None
    return found if isinstance(found, list) else []


def remember(settings: Settings, book: Path, client_id: int) -> None:
    """Put a client at the head of those opened lately in this book."""
    others = [number for number in _clients(settings, book) if number != client_id]
    settings.remembered(_KIND)["clients"] |= {str(book): [client_id, *others][:MOST]}


def recent(settings: Settings, book: Path) -> list[int]:
    """The clients opened lately in this book, latest first."""
    return [number for number in _clients(settings, book) if isinstance(number, int)]


def used(settings: Settings, command: str) -> None:
    """Count one more use of a command."""
    counts = settings.remembered(_KIND).setdefault("used", {})
    counts[command] = counts.get(command, 0) + 1


def most_used(settings: Settings) -> list[str]:
    """The commands in the order of their use."""
    counts = settings.remembered(_KIND).get("used", {})
    return sorted(counts, key=lambda command: -counts[command])
