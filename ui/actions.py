"""Every command of the program, once: text, icon, keys and menu; pages say which of them they serve.

Menus, buttons and the palette show the same text and keys. A page in front hands over `{key: function}`; commands that
nobody serves are disabled, and those of later subjects are not here at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.errors import ReadOnlyBook
from app.i18n import N_
from ui.text import tr
from ui.theme import icon


class Command(NamedTuple):
    """`menu` is the key of a menu; `keys` are separated by spaces, the first is shown."""

    key: str
    text: str
    menu: str
    keys: str = ""
    icon: str = ""
    role: str = ""


MENUS = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "client": N_("&Client"),
    "sale": N_("&Sale"),
    "print": N_("&Print"),
    "tools": N_("&Tools"),
    "help": N_("&Help"),
}
SEPARATOR = "-"

COMMANDS: tuple[Command, ...] = (
    Command("new", N_("New…"), "file", "Ctrl+Shift+N", "plus"),
    Command("new_client", N_("New client"), "file", "Ctrl+N", "plus"),
    Command("new_prospect", N_("New prospect"), "file", "", "user-question"),
    Command("import", N_("Import…"), "file", "Ctrl+Shift+I", "file-import"),
    Command("export", N_("Export…"), "file", "Ctrl+Shift+E", "file-export"),
    Command(SEPARATOR, "", "file"),
    Command("new_file", N_("New file…"), "file", "", "file-plus"),
    Command("open_file", N_("Open a file…"), "file", "Ctrl+O", "folder-open"),
    Command("backup", N_("Back up now"), "file", "", "device-floppy"),
    Command("restore", N_("Restore a backup…"), "file", "", "history"),
    Command(SEPARATOR, "", "file"),
    Command("close_file", N_("Close the file"), "file", "Ctrl+W", "x"),
    Command("quit", N_("Quit"), "file", "Ctrl+Q", "logout", "quit"),
    Command("undo", N_("Undo"), "edit", "Ctrl+Z", "arrow-back-up"),
    Command("redo", N_("Redo"), "edit", "Ctrl+Y Ctrl+Shift+Z", "arrow-forward-up"),
    Command(SEPARATOR, "", "edit"),
    Command("edit", N_("Edit"), "edit", "Ctrl+E F2", "pencil"),
    Command("save", N_("Save"), "edit", "Ctrl+S", "check"),
    Command("cancel", N_("Cancel the changes"), "edit", "", "x"),
    Command(SEPARATOR, "", "edit"),
    Command("select_all", N_("Select all"), "edit", "", "select-all"),
    Command("find", N_("Find"), "edit", "Ctrl+F", "search"),
    Command("palette", N_("Find anything"), "edit", "Ctrl+K", "search"),
    Command("back", N_("Back"), "view", "Alt+Left", "chevron-left"),
    Command("clients", N_("Clients"), "view", "Ctrl+1", "users"),
    Command("papers", N_("Quotes & invoices"), "view", "Ctrl+2", "file-invoice"),
    Command("payments", N_("Payments"), "view", "Ctrl+3", "cash"),
    Command("products", N_("Products & prices"), "view", "Ctrl+4", "bottle"),
    Command("mailings", N_("Mailings & labels"), "view", "Ctrl+5", "mail"),
    Command("bin", N_("Bin"), "view", "", "trash"),
    Command(SEPARATOR, "", "view"),
    Command("preview", N_("Preview"), "view", "F8", "layout-sidebar-right"),
    Command("compact", N_("Compact rows"), "view", "F9", "list"),
    Command("columns", N_("Columns…"), "view", "", "columns-3"),
    Command("next_zone", N_("Next zone"), "view", "F6"),
    Command("previous_zone", N_("Previous zone"), "view", "Shift+F6"),
    Command(SEPARATOR, "", "view"),
    Command("larger", N_("Larger text"), "view", "Ctrl++ Ctrl+=", "text-size"),
    Command("smaller", N_("Smaller text"), "view", "Ctrl+-"),
    Command("normal_size", N_("Normal text"), "view", "Ctrl+0"),
    Command("messages", N_("Recent messages"), "view", "", "message"),
    Command("open", N_("Open"), "client", "", "external-link"),
    Command("previous", N_("Previous record"), "client", "Ctrl+PgUp", "chevron-up"),
    Command("next", N_("Next record"), "client", "Ctrl+PgDown", "chevron-down"),
    Command("next_tab", N_("Next tab"), "client", "Ctrl+Tab"),
    Command("previous_tab", N_("Previous tab"), "client", "Ctrl+Shift+Tab"),
    Command(SEPARATOR, "", "client"),
    Command("star", N_("Star"), "client", "Ctrl+D", "star"),
    Command("tag", N_("Tag…"), "client", "Ctrl+G", "tag"),
    Command("category", N_("Set the category…"), "client", "", "category"),
    Command("set_field", N_("Change a field…"), "client", "", "pencil"),
    Command("score", N_("Add to the score…"), "client", "", "chart-bar"),
    Command("logo", N_("Change the logo…"), "client", "", "photo"),
    Command("complete", N_("Complete from the register…"), "client", "", "building"),
    Command("block", N_("Block…"), "client", "", "lock"),
    Command("note", N_("Write a note"), "client", "Ctrl+J", "note"),
    Command("new_contact", N_("New contact"), "client", "", "user-plus"),
    Command("new_address", N_("New address"), "client", "", "map-pin"),
    Command(SEPARATOR, "", "client"),
    Command("vcard", N_("Save as vCard…"), "client", "", "address-book"),
    Command("copy_emails", N_("Copy the e-mail addresses"), "client", "", "copy"),
    Command("copy_address", N_("Copy the address"), "client", "", "copy"),
    Command("copy", N_("Copy to a new record"), "client", "", "copy-plus"),
    Command(SEPARATOR, "", "client"),
    Command("to_client", N_("Make a client"), "client", "", "user-check"),
    Command("to_prospect", N_("Make a prospect"), "client", "", "user-question"),
    Command("archive", N_("Archive"), "client", "", "archive"),
    Command("unarchive", N_("Bring back from the archive"), "client", "", "archive-off"),
    Command("delete", N_("Delete…"), "client", "Del", "trash"),
    Command("undelete", N_("Bring back from the bin"), "client", "", "restore"),
    Command("erase", N_("Delete for good…"), "client", "", "trash"),
    Command("new_quote", N_("New quote"), "sale", "", "file-text"),
    Command("new_order", N_("New order"), "sale", "", "clipboard-text"),
    Command("new_delivery", N_("New delivery note"), "sale", "", "truck-delivery"),
    Command("new_invoice", N_("New invoice"), "sale", "Ctrl+I", "file-invoice"),
    Command("new_credit_note", N_("New credit note"), "sale", "", "receipt-refund"),
    Command("new_proforma", N_("New pro forma invoice"), "sale", "", "file-description"),
    Command("new_purchase", N_("New purchase order"), "sale", "", "shopping-cart"),
    Command(SEPARATOR, "", "sale"),
    Command("new_payment", N_("Record a payment"), "sale", "Ctrl+R", "cash"),
    Command(SEPARATOR, "", "sale"),
    Command("add_line", N_("Add a product"), "sale", "Ctrl+L", "plus"),
    Command("add_text_line", N_("Add a text line"), "sale", "", "text-plus"),
    Command("issue", N_("Issue"), "sale", "", "file-check"),
    Command("turn_into", N_("Turn into…"), "sale", "", "arrows-exchange"),
    Command("credit", N_("Credit this invoice…"), "sale", "", "receipt-refund"),
    Command("copy_paper", N_("Copy this document"), "sale", "", "copy"),
    Command("close_order", N_("Close the order…"), "sale", "", "archive"),
    Command("preview_paper", N_("Preview the page"), "print", "", "eye"),
    Command("print", N_("Print…"), "print", "Ctrl+P", "printer"),
    Command("save_pdf", N_("Save as PDF…"), "print", "", "file-type-pdf"),
    Command(SEPARATOR, "", "print"),
    Command("statement", N_("Account statement"), "print", "Ctrl+T", "file-text"),
    Command("letter", N_("Letter…"), "print", "Ctrl+Shift+L", "mail"),
    Command("labels", N_("Labels…"), "print", "Ctrl+L", "layout-grid"),
    Command("envelopes", N_("Envelopes…"), "print", "", "send"),
    Command("new_mailing", N_("New mailing…"), "print", "", "users-group"),
    Command(SEPARATOR, "", "print"),
    Command("client_sheet", N_("Client sheet"), "print", "", "id"),
    Command("print_list", N_("List of this search"), "print", "", "list-details"),
    Command("phone_book", N_("Phone book"), "print", "", "phone-call"),
    Command("save_search", N_("Save this search…"), "tools", "", "bookmark"),
    Command("lists", N_("Tags, categories and own fields…"), "tools", "", "list"),
    Command("library", N_("Documents of the shop"), "tools", "", "folder-open"),
    Command("check_file", N_("Check the file"), "tools", "", "shield-check"),
    Command("settings", N_("Settings"), "tools", "Ctrl+,", "settings", "settings"),
    Command("help", N_("Help"), "help", "F1", "help"),
    Command("keys", N_("List of keys"), "help", "Ctrl+/", "keyboard"),
    Command("about", N_("About Clientele"), "help", "", "info-circle", "about"),
)

_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "settings": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
}


# What a file that is open for reading only cannot do.
WRITES = frozenset(
    ("new_client", "new_prospect", "import", "undo", "redo", "edit", "star", "tag", "category", "set_field", "score",
     "logo", "complete", "block", "note", "new_contact", "new_address", "copy", "to_client", "to_prospect", "archive",
     "unarchive", "delete", "undelete", "erase", "save_search", "new_quote", "new_order", "new_delivery", "new_invoice",
     "new_credit_note", "new_proforma", "new_purchase", "new_payment", "add_line", "add_text_line", "issue",
     "turn_into", "credit", "copy_paper", "close_order", "letter", "new_mailing")
)  # fmt: skip


class Actions(QObject):
    """One `QAction` per command, added to `window` so that its keys work everywhere in it.

    With `read_only`, a command that would write does nothing but emit `refused` with the reason.
    """

    refused = Signal(object)

    def __init__(self, window: QWidget, *, read_only: bool = False) -> None:
        super().__init__(window)
        self._closed = WRITES if read_only else frozenset()
        self._own: dict[str, Callable[[], None]] = {}
        self._served: dict[str, Callable[[], None]] = {}
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            if command.key != SEPARATOR:
                self._actions[command.key] = self._make(command, window)

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def own(self, handlers: Mapping[str, Callable[[], None]]) -> None:
        """Commands that the window serves whatever page is in front."""
        self._own.update(handlers)
        self._enable()

    def serve(self, handlers: Mapping[str, Callable[[], None]]) -> None:
        """Commands that the page in front serves from now on, in place of those before."""
        self._served = dict(handlers)
        self._enable()

    def run(self, key: str) -> None:
        """Do what the command does, if somebody serves it now."""
        handler = self._served.get(key) or self._own.get(key)
        if handler is None:
            return
        if key in self._closed:
            self.refused.emit(ReadOnlyBook())
        else:
            handler()

    def available(self) -> list[Command]:
        """The commands that would do something now, for the palette."""
        return [c for c in COMMANDS if c.key != SEPARATOR and self._actions[c.key].isEnabled()]

    def repaint_icons(self) -> None:
        """Icons in the colours of a new theme."""
        for command in COMMANDS:
            if command.icon:
                self._actions[command.key].setIcon(icon(command.icon))

    def _make(self, command: Command, window: QWidget) -> QAction:
        action = QAction(tr(command.text).replace("&", "&&"), window)
        action.setObjectName(command.key)
        if command.icon:
            action.setIcon(icon(command.icon))
        if command.keys:
            action.setShortcuts([QKeySequence(keys) for keys in command.keys.split()])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if command.role:
            action.setMenuRole(_ROLES[command.role])
        action.triggered.connect(lambda: self.run(command.key))
        action.setEnabled(False)
        window.addAction(action)
        return action

    def _enable(self) -> None:
        for key, action in self._actions.items():
            action.setEnabled((key in self._served or key in self._own) and key not in self._closed)


def icon_of(key: str) -> str:
    """The name of a command's icon."""
    return next(found.icon for found in COMMANDS if found.key == key)


def shown_keys(key: str) -> str:
    """The keys of a command as this system writes them: "Ctrl N"."""
    command = next(found for found in COMMANDS if found.key == key)
    if not command.keys:
        return ""
    native = QKeySequence(command.keys.split()[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("+", " ") if not native.endswith("+") else native
