"""The menu bar and the menu of what can be added, filled from the table of commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.i18n import N_
from ui.actions import COMMANDS, MENUS, SEPARATOR, icon_of
from ui.text import tr
from ui.widgets.menus import Menu

if TYPE_CHECKING:
    from ui.window import MainWindow

# Each with the letter that chooses it.
NEW = (
    ("new_quote", N_("&Quote")),
    ("new_order", N_("&Order")),
    ("new_invoice", N_("&Invoice")),
    ("new_delivery", N_("&Delivery note")),
    ("new_credit_note", N_("C&redit note")),
    ("new_proforma", N_("Pro &forma invoice")),
    ("new_purchase", N_("Purchase order to a &supplier")),
    ("new_payment", N_("&Payment")),
    (SEPARATOR, ""),
    ("new_client", N_("C&lient")),
    ("new_prospect", N_("Prosp&ect")),
    ("new_contact", N_("&Contact")),
    ("new_address", N_("&Address")),
    ("note", N_("&Note")),
    (SEPARATOR, ""),
    ("import", N_("I&mport…")),
)


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
    for key, text in NEW:
        if key == SEPARATOR:
            menu.addSeparator()
        elif (served := window.actions_[key]).isEnabled():
            line = menu.add("", partial(window.actions_.run, key), icon=icon_of(key), keys=served.shortcut())
            line.setText(tr(text))
    return menu
