"""Menus that open under a button or at a row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.theme import icon as theme_icon


class Menu(QMenu):
    """A menu built line by line. `keys` are shown as a reminder; the window's own actions hold the shortcuts."""

    def __init__(self, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(title, parent)
        self.setToolTipsVisible(True)

    def add(
        self,
        text: str,
        act: Callable[[], object] | None = None,
        *,
        icon: str | None = None,
        keys: str | QKeySequence | None = None,
        danger: bool = False,
    ) -> QAction:
        """One line, "&" shown as it is. Returns the action, to disable or tick it."""
        action = QAction(text.replace("&", "&&"), self)
        if icon:
            action.setIcon(theme_icon(icon, "red" if danger else "text2"))
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if act is not None:
            action.triggered.connect(lambda: act())  # noqa: PLW0108 - without the "checked" Qt sends
        self.addAction(action)
        return action

    def open_under(self, widget: QWidget) -> None:
        """Show below `widget`, and wait for the choice."""
        self.exec(widget.mapToGlobal(QPoint(0, widget.height() + 2)))

    def open_beside(self, widget: QWidget) -> None:
        """Show at the right of `widget`, and wait for the choice."""
        self.exec(widget.mapToGlobal(QPoint(widget.width() + 2, 0)))
