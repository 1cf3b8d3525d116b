"""The list of keys: those of the commands, menu by menu, and those that lists and forms understand."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_
from ui.actions import COMMANDS, MENUS
from ui.text import tr
from ui.theme import theme
from ui.widgets.labels import KeyCap, Paragraph, Separator, text_label

IN_LISTS = (
    (N_("Move in the list"), "Up Down Home End"),
    (N_("Open the record"), "Enter"),
    (N_("Tick a client"), "Space"),
    (N_("Tick several"), "Shift+Up Shift+Down"),
    (N_("Tick all"), "Ctrl+A"),
    (N_("Turn a filter on or off"), "Alt+1 Alt+2 Alt+3"),
    (N_("Menu of the row"), "Menu Shift+F10"),
)
IN_FORMS = (
    (N_("Next and previous field"), "Tab Shift+Tab"),
    (N_("Main button of a dialog"), "Ctrl+Enter"),
    (N_("Cancel, close"), "Esc"),
)


class KeyList(QWidget):
    """The page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(theme.px(720))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Paragraph(tr("List of keys"), "pageTitle"))
        for key, title in MENUS.items():
            lines = [(tr(one.text).rstrip("…"), one.keys) for one in COMMANDS if one.menu == key and one.keys]
            self._add(column, tr(title).replace("&", ""), lines)
        self._add(column, tr("In lists"), [(tr(text), keys) for text, keys in IN_LISTS])
        self._add(column, tr("In forms"), [(tr(text), keys) for text, keys in IN_FORMS])
        column.addStretch(1)

    def _add(self, column: QVBoxLayout, title: str, lines: list[tuple[str, str]]) -> None:
        if not lines:
            return
        column.addSpacing(8)
        column.addWidget(Paragraph(title, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, theme.px(220))
        for row, (text, keys) in enumerate(lines):
            grid.addWidget(text_label(text), 2 * row, 0)
            caps = QHBoxLayout()
            caps.setSpacing(6)
            for one in keys.split():
                caps.addWidget(KeyCap(one))
            caps.addStretch(1)
            grid.addLayout(caps, 2 * row, 1)
            grid.addWidget(Separator(), 2 * row + 1, 0, 1, 2)
        column.addLayout(grid)
