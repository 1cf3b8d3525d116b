"""The tab Overview."""

from __future__ import annotations

from app.i18n import N_
from ui.clients.editor import Editor
from ui.clients.tabs.tab import Tab
from ui.widgets.page import Page


class Overview(Page):
    def __init__(self, editor: Editor) -> None:
        super().__init__()

    def show_record(self) -> None:
        pass

    def focus(self, path: str) -> bool:
        return False

    def focus_first(self) -> None:
        pass


TAB = Tab("overview", N_("Overview"), "layout", Overview, frozenset())
