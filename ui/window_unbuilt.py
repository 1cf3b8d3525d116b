"""What stands in place of a page that this version of the program does not have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_
from ui.text import tr
from ui.widgets.empty_state import EmptyState

_TITLES = {
    "papers": (N_("Quotes & invoices"), "file-invoice"),
    "paper": (N_("Quotes & invoices"), "file-invoice"),
    "payments": (N_("Payments"), "cash"),
    "products": (N_("Products & prices"), "bottle"),
    "statement": (N_("Account statement"), "file-text"),
}


class UnbuiltPage(QWidget):
    """Says that it is not there yet."""

    def __init__(self, name: str) -> None:
        super().__init__()
        title, icon = _TITLES[name]
        self._title = tr(title)
        column = QVBoxLayout(self)
        column.addWidget(EmptyState(icon, self._title, tr("This part of the program is not here yet.")))

    def open(self, **options: Any) -> None:
        """Nothing to show."""

    def title(self) -> str:
        """For the window's title."""
        return self._title

    def handlers(self) -> dict[str, Callable[[], None]]:
        """No commands."""
        return {}
