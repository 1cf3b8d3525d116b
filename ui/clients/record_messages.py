"""The bars above a record's tab: archived, in the bin, changed elsewhere, edits left from another time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from app.clients.lifecycle import BIN_DAYS
from app.clients.opened import Opened
from app.errors import Problem
from ui.text import tr, translator
from ui.widgets.message_bars import MessageBars

if TYPE_CHECKING:
    from ui.clients.record import RecordPage


class RecordMessages(MessageBars):
    """What is to be known of the record on the page."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__()
        self._page = page

    def show_state(self) -> None:
        """Archived, or in the bin and until when."""
        draft, run = self._page.editor.draft, self._page.shell.actions.run
        for name in ("state", "conflict", "unplaced"):
            self.drop(name)
        if draft.deleted_at is not None:
            until = translator().date((draft.deleted_at + timedelta(days=BIN_DAYS)).date())
            text = tr("It can be brought back until {date}.", date=until)
            self.say("state", "warning", text, [(tr("Bring back"), lambda: run("undelete"))], strong=tr("In the bin."))
        elif draft.archived_at is not None:
            since = translator().date(draft.archived_at.date())
            text = tr("Since {date}; lists and pickers leave this client out.", date=since)
            self.say("state", "info", text, [(tr("Restore"), lambda: run("unarchive"))], strong=tr("Archived."))

    def show_conflict(self, found: Opened | None) -> None:
        """The record in the file is not the one that was read for these edits."""
        editor = self._page.editor
        if found is None:
            text = tr("This client is not in the file any more: what you typed cannot be saved here.")
            self.say("conflict", "error", text)
            return
        if not editor.is_dirty():
            editor.show(found)
            editor.begin()
            return
        actions = [
            (tr("Keep my changes"), lambda: editor.rebase(found)),
            (tr("Show what is saved"), lambda: editor.show(found)),
        ]
        text = tr("Your changes can be put on top of it, or left.")
        self.say("conflict", "warning", text, actions, strong=tr("This record was changed elsewhere meanwhile."))

    def show_unplaced(self, problems: Sequence[Problem]) -> None:
        """What stops saving and belongs to no field of the screen."""
        self.drop("unplaced")
        if problems:
            text = " ".join(tr(problem.message, **problem.parameters) for problem in problems)
            self.say("unplaced", "error", text, strong=tr("Not saved."))
