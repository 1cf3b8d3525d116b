"""The pages of the main window by name: where each is written, and to which place of the navigation it belongs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.window_ways import Ways

# Imported when first wanted: the first list does not wait for pages that nobody has asked for.
PAGES = {
    "record": ("ui.clients.record", "RecordPage"),
    "import": ("ui.exchange.import_page", "ImportPage"),
    "papers": ("ui.sales.papers_page", "PapersPage"),
    "paper": ("ui.sales.paper_page", "PaperPage"),
    "payments": ("ui.accounts.payments_page", "PaymentsPage"),
    "statement": ("ui.accounts.statement_page", "StatementPage"),
    "preview": ("ui.printing.preview_page", "PreviewPage"),
    "mailings": ("ui.mailings.mailings_page", "MailingsPage"),
    "mailing": ("ui.mailings.mailing_page", "MailingPage"),
    "template": ("ui.mailings.template_page", "TemplatePage"),
    "products": ("ui.catalog.products_page", "ProductsPage"),
    "library": ("ui.activity.library_page", "LibraryPage"),
    "settings": ("ui.company.settings_page", "SettingsPage"),
    "lists": ("ui.company.lists_page", "ListsPage"),
    "help": ("ui.company.help_page", "HelpPage"),
}
_INSIDE = {"": "clients", "record": "clients", "import": "clients", "statement": "clients"} | {
    "paper": "papers",
    "preview": "papers",
    "lists": "settings",
    "library": "settings",
    "mailing": "mailings",
    "template": "mailings",
}


def place_of(name: str) -> str:
    """The place in the navigation to which the page called `name` belongs."""
    return _INSIDE.get(name, name)


def make_page(name: str, window: Ways) -> QWidget:
    """Build the page called `name`."""
    module, kind = PAGES[name]
    page: QWidget = getattr(import_module(module), kind)(window.shell)
    if hasattr(page, "rebuild_wanted"):
        page.rebuild_wanted.connect(window.rebuild_wanted)
    return page
