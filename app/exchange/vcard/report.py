"""What a pass over a file could not use, for the owner to see: nothing is dropped without a word."""

from __future__ import annotations

from typing import Any

from app.exchange.vcard.card import NotUnderstood

_KEPT = 1000
_TEXT = 120


class Report:
    """Counts everything, keeps the first thousand."""

    def __init__(self) -> None:
        self.cards = 0
        self.count = 0
        self.kept: list[NotUnderstood] = []

    def add(self, line: int, text: bytes | str, reason: str, **parameters: Any) -> None:
        """Note that `text`, in the card being read, was not used for the marked `reason`."""
        self.note(self.cards, line, text, reason, **parameters)

    def note(self, card: int, line: int, text: bytes | str, reason: str, **parameters: Any) -> None:
        """Like `add`, for the card counted `card` (0: outside of any)."""
        self.count += 1
        if len(self.kept) < _KEPT:
            shown = text[: _TEXT * 2].decode("utf-8", "replace") if isinstance(text, bytes) else text
            self.kept.append(NotUnderstood(card, line, shown[:_TEXT], reason, parameters))
