"""What can be done with a paper, in groups: for the "..." of its page and the menu of its line in a list."""

from __future__ import annotations

from ui.shell import Shell
from ui.widgets.menus import Menu

GROUPS = (
    ("issue", "turn_into", "credit", "copy_paper", "close_order"),
    ("new_payment", "preview_paper", "print", "save_pdf"),
    ("add_line", "add_text_line"),
    ("delete",),
)


def fill(menu: Menu, shell: Shell) -> Menu:
    """Put into `menu` those that are served now."""
    for group in GROUPS:
        served = [shell.actions[key] for key in group if shell.actions[key].isEnabled()]
        if served and menu.actions():
            menu.addSeparator()
        menu.addActions(served)
    return menu
