"""Where the act itself is to cancel something, the button that leaves all as it is says so in other words."""

from __future__ import annotations

from typing import Any

from tests.journeys.selling import sell
from tests.journeys.test_list import Settle
from tests.ui.record_desk import in_dialog, press
from ui.accounts.payment_reversal import ask_reversal
from ui.widgets.buttons import Button
from ui.window import MainWindow


def test_an_entry_is_kept_or_cancelled(window: MainWindow, settle: Settle) -> None:
    assert window.jobs is not None
    sell(window.jobs.book, "invoice", 1, "200")
    seen: list[str] = []

    def read(dialog: Any) -> None:
        seen.extend(button.text() for button in dialog.findChildren(Button))
        press(dialog, "Keep it")

    in_dialog(read)
    ask_reversal(window.shell, window, 1)
    settle()
    assert len(seen) == 2
    assert seen[0] == "Keep it"
    assert seen[1].startswith("Cancel FA-")
