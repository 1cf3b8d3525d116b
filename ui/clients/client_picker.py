"""A field that points to another client, found as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from app.clients import search
from app.clients.search import Query, Row
from app.errors import Problem
from app.i18n import N_
from ui.text import tr
from ui.widgets.inputs import LineInput

if TYPE_CHECKING:
    from ui.shell import Shell

MOST = 12


class Found(LineInput):
    """A line that offers what a search finds; the value is an id, or None. Subclasses ask for the entries."""

    picked = Signal(object)

    def __init__(self, *, icon: str = "search", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(icon=icon, placeholder=placeholder, parent=parent)
        self._value: Any = None
        self._shown = ""
        self._entries: list[tuple[Any, str]] = []
        self._lines = QStringListModel(self)
        self._completer = QCompleter(self._lines, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(MOST)
        self._completer.popup().setProperty("popup", True)
        self._completer.activated.connect(self._pick_words)
        self.setCompleter(self._completer)
        self.textEdited.connect(self._on_typed)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        """Show `value`, whose words come from `words_for`."""
        self._value = value
        self._shown = self.words_for(value) if value is not None else ""
        self.setText(self._shown)
        self.setCursorPosition(0)

    def words_for(self, value: Any) -> str:
        """The name behind an id."""
        raise NotImplementedError

    def look_for(self, text: str) -> None:
        """Ask for the entries that `text` finds, and hand them to `offer`."""
        raise NotImplementedError

    def offer(self, entries: Sequence[tuple[Any, str]]) -> None:
        """Show what was found, as (id, words)."""
        self._entries = list(entries)
        self._lines.setStringList([words for _, words in entries])
        if self.hasFocus() and self.text().strip():
            self._completer.complete()

    def problem(self) -> Problem | None:
        if self.text().strip() and self._value is None:
            return Problem("", N_("Choose one of those found, or leave this empty."))
        return None

    def _on_typed(self, text: str) -> None:
        self._value = None
        if text.strip():
            self.look_for(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the first that was found."""
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and self._value is None and self._entries and self.text().strip():
            self._completer.popup().hide()
            self._pick(0)
        else:
            super().keyPressEvent(event)

    def _pick_words(self, words: str) -> None:
        self._pick(self._lines.stringList().index(words))

    def _pick(self, row: int) -> None:
        if row < len(self._entries):
            self._value, self._shown = self._entries[row]
            self.setText(self._shown)
            self.edited.emit()
            self.picked.emit(self._value)


class ClientPicker(Found):
    """Points to a client; `names` are those known already."""

    def __init__(self, shell: Shell, names: Any, *, not_this: int = 0) -> None:
        super().__init__(placeholder=tr("Search for a client…"))
        self._shell, self._names, self._not_this = shell, names, not_this
        self._learnt: dict[int, str] = {}

    def words_for(self, value: Any) -> str:
        return self._learnt.get(value) or self._names().get(value, "")

    def learn(self, value: int, name: str) -> None:
        """The name of a client that may be set."""
        self._learnt[value] = name

    def look_for(self, text: str) -> None:
        query, today = Query(tab="all", text=text), self._shell.today()
        self._shell.jobs.rows(self, lambda db: search.first_page(db, query, today), self._take, key="client picker")

    def _take(self, rows: list[Row]) -> None:
        shown = [row for row in rows if row.id != self._not_this][:MOST]
        self._learnt.update({row.id: row.name for row in shown})
        self.offer([(row.id, " · ".join(filter(None, (row.name, row.reference, row.city)))) for row in shown])
