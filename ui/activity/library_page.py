"""The shop's own documents: conditions of sale, price lists, forms; to be put into the records of clients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_
from ui.activity.files_panel import FilesPanel
from ui.shell import Shell
from ui.text import tr
from ui.widgets.labels import LinkLabel, Panel, text_label


class ShopFiles(FilesPanel):
    """The files that belong to no client."""

    empty_words = N_("Drop your conditions of sale, price lists and forms here. From a client's files you take copies.")

    def empty_title(self) -> str:
        return tr("No documents of the shop yet")


class LibraryPage(QWidget):
    """`open()` shows the list."""

    page_changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        head = Panel("surface", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(8)
        self._back = LinkLabel("", "chevron-left")
        self._back.clicked.connect(shell.back)
        row.addWidget(self._back)
        row.addSpacing(8)
        row.addWidget(text_label(tr("Documents of the shop"), "pageTitle"))
        row.addStretch(1)
        self.panel = ShopFiles(shell, None)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.panel, 1)

    def open(self) -> None:
        """Show the documents."""
        self._back.setText(self.shell.back_title())
        self.panel.show_owner(None)

    def title(self) -> str:
        """The title of the window."""
        return tr("Documents of the shop")

    def where(self) -> dict[str, Any]:
        """What `open` wants to show the same again."""
        return {}

    @property
    def front(self) -> QWidget:
        """What takes the keys."""
        return self.panel.list.view

    def zones(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.panel.list.view, self.panel.add_button]

    def handlers(self) -> dict[str, Callable[[], None]]:
        """The commands this page serves."""
        return {"back": self.shell.back}
