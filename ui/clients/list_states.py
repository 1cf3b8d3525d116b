"""What stands in place of the list: no clients yet, nothing found, an empty archive or bin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clients.search import Query
from app.i18n import plural
from ui.shell import Shell
from ui.text import tr, trn
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState


class ListStates(QWidget):
    """Chooses the sentence by the query and by how many clients the tab holds."""

    clear_wanted = Signal()
    archive_wanted = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._shell: Shell = page.shell  # type: ignore[attr-defined]
        self._state = EmptyState("users", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._state)

    def show_for(self, query: Query) -> None:
        """Say why nothing is shown, and offer what helps."""
        if query.text or query.filtered:
            self._nothing_found(query)
        elif query.tab == "archived":
            self._say(
                "archive",
                tr("Nothing is archived"),
                tr("Archived clients leave the list and can be brought back here."),
            )
        elif query.tab == "bin":
            self._say("trash", tr("The bin is empty"), tr("Deleted clients stay here for 30 days."))
        elif query.tab == "prospects":
            self._say("users", tr("No prospects yet"), tr("A prospect has not bought anything yet."), new=True)
        else:
            self._say(
                "users",
                tr("No clients yet"),
                tr("Add your first client, or bring them all in from your address book."),
                new=True,
            )

    def _nothing_found(self, query: Query) -> None:
        title = (
            tr("No client matches “{text}”", text=query.text) if query.text else tr("No client matches these filters")
        )
        count = len(query.conditions) + sum(
            bool(value)
            for value in (
                query.categories, query.tags, query.cities, query.has_email, query.key_account, query.starred,
                query.blocked, query.owes, query.overdue, query.no_address, query.owner,
            )
        )  # fmt: skip
        text = (
            trn(plural("{count} filter is on.", "{count} filters are on."), count)
            if count
            else tr("Check the spelling, or type less.")
        )
        self._state.set_words("search-off", title, text)
        clear = Button(tr("Clear the search"), "x", kind="primary")
        clear.clicked.connect(self.clear_wanted)
        buttons = [clear]
        if not query.with_archived and query.tab not in ("archived", "bin"):
            archive = Button(tr("Search archived too"), "archive")
            archive.clicked.connect(self.archive_wanted)
            buttons.append(archive)
        self._state.set_buttons(buttons)

    def _say(self, icon: str, title: str, text: str, *, new: bool = False) -> None:
        self._state.set_words(icon, title, text)
        buttons = []
        if new:
            add = Button(tr("New client"), "plus", kind="primary")
            add.clicked.connect(lambda: self._shell.actions.run("new_client"))
            bring = Button(tr("Import…"), "file-import")
            bring.clicked.connect(lambda: self._shell.actions.run("import"))
            buttons = [add, bring]
        self._state.set_buttons(buttons)
