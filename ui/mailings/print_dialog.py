"""The frame of the windows that print labels and envelopes: choices, the page, who is left out, Print and Save."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell import Shell
from ui.text import tr
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.labels import Panel
from ui.widgets.page import Page

LEFT, RIGHT = 400, 232


class PrintDialog(Dialog):
    """As large as its window lets it be. `print_button` is pressed by Ctrl+P too."""

    def __init__(self, shell: Shell, parent: QWidget, title: str, size: tuple[int, int]) -> None:
        super().__init__(parent, title, width=size[0], margin=0)
        self.shell, self._largest = shell, size
        self.finished.connect(self.deleteLater)

    def add_outputs(self) -> None:
        """The buttons of the foot."""
        self.add_cancel(tr("Close"))
        self.save_button = self.add_button(Button(tr("Save as PDF"), "file-type-pdf"))
        self.print_button = self.add_button(Button("", "printer", kind="primary", keys="Ctrl+P"), main=True)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_button.click)

    def scrolled(self, *parts: QWidget) -> Panel:
        """The choices, at the left."""
        panel = Panel("surface", "right")
        panel.setFixedWidth(theme.px(LEFT))
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 1, 0)
        page = Page(margin=24, gap=18)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in parts:
            page.body.addWidget(part)
        page.body.addStretch(1)
        column.addWidget(page)
        return panel

    def sizeHint(self) -> QSize:
        window = self.parentWidget()
        room = window.size() - QSize(theme.px(40), theme.px(40)) if window else self.screen().availableSize()
        wide, high = self._largest
        return QSize(min(theme.px(wide), room.width()), min(theme.px(high), room.height()))

    def complete(self, client_id: int, path: str) -> None:
        """Open the record where it can be put right; the choices are kept for the way back."""
        self.remember()
        self.reject()
        self.shell.open_record(client_id, edit=bool(path), tab="details" if path else "", field=path)

    def remember(self) -> None:
        """Keep the choices for the next time on this computer."""
        raise NotImplementedError
