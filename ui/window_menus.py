"""The menu bar and the menu of what can be added, filled from the table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.actions import COMMANDS, MENUS, SEPARATOR
from ui.text import tr
from ui.widgets.menus import Menu

if TYPE_CHECKING:
    from ui.window import MainWindow

NEW = ("new_client", "new_prospect", "-", "new_contact", "new_address", "note", "-", "import")


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


def new_menu(window: MainWindow) -> Menu:
    """All that can be added now: to the shop, and to the client in front."""
    menu = Menu(window)
    for key in NEW:
        if key == SEPARATOR:
            menu.addSeparator()
        elif window.actions_[key].isEnabled():
            menu.addAction(window.actions_[key])
    return menu
