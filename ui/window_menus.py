"""The menu bar, filled from the table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.actions import COMMANDS, MENUS, SEPARATOR
from ui.text import tr

if TYPE_CHECKING:
    from ui.window import MainWindow


def fill_menus(window: MainWindow) -> None:
    """Every command of `COMMANDS` under its menu, in that order."""
    bar = window.menuBar()
    for key, title in MENUS.items():
        menu = bar.addMenu(tr(title))
        menu.setObjectName(f"menu_{key}")
        menu.setToolTipsVisible(True)
        for command in COMMANDS:
            if command.menu != key:
                continue
            if command.key == SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(window.actions_[command.key])
        if key == "edit":
            menu.aboutToShow.connect(window.tasks.name_undo)
