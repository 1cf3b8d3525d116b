"""What the envelopes window knows beforehand: how many are ready, who is left out and how to right it."""

from __future__ import annotations

from typing import Any

from app.i18n import plural
from ui.mailings.labels_right import LabelsRight
from ui.text import trn


class EnvelopesRight(LabelsRight):
    """The same as beside labels, in the words of envelopes."""

    def show_envelopes(self, clients: int, prepared: Any) -> None:
        """What came of the addresses read."""
        self.show_prepared(clients, prepared.count, prepared)
        if not prepared.fault:
            words = trn(plural("{count} envelope", "{count} envelopes"), prepared.count)
            ready = trn(plural("ready to print", "ready to print"), prepared.count)
            self.ready.set_message("ok" if prepared.count else "warning", ready, strong=words)
