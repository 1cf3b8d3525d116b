"""The tabs of a record: each is built when it is first wanted, or ahead of that while a record is read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.clients.editor import Editor
from ui.clients.tabs import TABS
from ui.text import tr
from ui.widgets.tabs import TabBar

PREPARE_EVERY_MS = 30


class RecordTabs(QWidget):
    """The bar `tabs` and the `stack` of what they show; a tab that is `behind` shows the draft as it was."""

    editor: Editor

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, Any] = {}
        self._behind: set[str] = set()
        self.tabs = TabBar([(tab.key, tr(tab.title)) for tab in TABS], tr("Parts of the record"))
        self.tabs.setContentsMargins(12, 0, 12, 0)
        self.tabs.changed.connect(self._show_tab)
        self.stack = QStackedWidget()
        self._pieces = self._preparations()
        self._preparing = QTimer(self, interval=PREPARE_EVERY_MS)
        self._preparing.timeout.connect(self._prepare)

    def prepare_tabs(self) -> None:
        """Build the tabs and their forms while nobody waits for them."""
        self._preparing.start()

    def tab_of(self, path: str) -> str:
        """The tab on which the field at `path` stands."""
        return next((tab.key for tab in TABS if tab.answers(path)), "")

    def tab(self) -> Any:
        """The widget of the tab in front."""
        return self.stack.currentWidget()

    def has_fields(self) -> bool:
        """Whether there is something to edit on the tab in front."""
        return any(tab.fields for tab in TABS if tab.key == self.tabs.current())

    def go_to(self, tab: str, path: str = "") -> None:
        """Bring a tab to the front, and the field at `path` under the focus; `edit/...` begins to edit there."""
        if path.startswith("edit/"):
            path = path.removeprefix("edit/")
            self.editor.begin()
        if tab != self.tabs.current():
            self.tabs.set_current(tab)
        if path and self._pages:
            self.tab().focus(path)

    def focus_first(self) -> None:
        """Put the caret into the first field of the tab in front, or of the first that has fields."""
        if not self.has_fields():
            self.tabs.set_current("details")
        self.tab().focus_first()

    def _show_tab(self, key: str) -> None:
        if not self.editor.client_id:
            return
        page = self._page(key)
        if key in self._behind:
            self._behind.discard(key)
            page.show_record()
        self.stack.setCurrentWidget(page)
        self._tab_shown()

    def _tab_shown(self) -> None:
        """Another tab is in front, or the same one has been shown anew."""

    def _page(self, key: str) -> Any:
        if key not in self._pages:
            self._pages[key] = next(tab for tab in TABS if tab.key == key).build(self.editor)
            self.stack.addWidget(self._pages[key])
            if hasattr(self._pages[key], "counted"):
                self._pages[key].counted.connect(partial(self.tabs.set_count, key))
            self._behind.add(key)
        return self._pages[key]

    def _prepare(self) -> None:
        """While a record is read: one more piece of what a tab or a form would wait for when first wanted."""
        if self.editor.client_id and not self.editor.editing and next(self._pieces, self) is self:
            self._preparing.stop()

    def _preparations(self) -> Iterator[None]:
        for tab in TABS:
            if tab.key not in self._pages:
                self._page(tab.key)
                yield
        for page in list(self._pages.values()):
            yield from getattr(page, "prepare", tuple)()

    def _refresh_tabs(self) -> None:
        self._behind = set(self._pages)
        self._show_tab(self.tabs.current())

    def _rank(self, path: str) -> tuple[int, ...]:
        key = self.tab_of(path)
        return ([tab.key for tab in TABS].index(key), *self._page(key).rank(path))
