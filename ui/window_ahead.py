"""What the window does ahead of time, while nobody asks for anything: pages are imported, the costly ones are built.

One at a time, between two events. Those without Qt come on a lane; Qt's classes are only made on the window's thread.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from ui.jobs import Jobs

STEP_MS = 20
# What others stand on comes before them, so that each import is a short one; the pages in the order they are wanted.
MODULES = (
    "app.clients.opened", "app.clients.audit", "app.clients.changes", "app.clients.lifecycle", "app.store.backup",
    "app.store.surroundings", "app.values.legal_forms", "stdnum.fr", "stdnum.eu.nace",
    "app.accounts.overview", "ui.accounts.account_reader", "ui.accounts.account_figures",
    "ui.clients.editor", "ui.clients.header", "ui.clients.read_field", "ui.widgets.dialogs", "ui.clients.form_inputs",
    "ui.clients.small_dialogs", "ui.clients.section", "ui.clients.sectioned", "ui.clients.address_dialog",
    "ui.clients.contact_dialog", "ui.clients.contact_picker", "ui.clients.tabs.contacts", "ui.clients.tabs.addresses",
    "ui.clients.tabs.identity", "ui.clients.tabs.relations", "ui.clients.tabs.details", "ui.clients.tabs.overview",
    "ui.sales.papers_page", "ui.clients.tabs.sales",
    "app.accounts.payments", "ui.accounts.account_acts", "ui.accounts.account_tables", "ui.clients.tabs.account",
    "ui.clients.tabs", "ui.clients.record_commands", "ui.clients.record_messages", "ui.clients.recovery",
    "ui.clients.record_tabs", "ui.clients.record",
    "ui.palette.panel", "ui.accounts.payment_dialog", "ui.accounts.payments_page",
    "app.clients.duplicates", "ui.clients.new_client_form", "ui.clients.new_client",
    "app.store.restore", "app.company.safekeeping", "app.company.lists", "app.company.shop",
    "ui.company.settings_parts", "ui.company.settings_computer", "ui.company.list_editor", "ui.company.settings_shop",
    "ui.company.settings_page", "ui.company.lists_page", "ui.company.help_page",
    "app.exchange.importing", "ui.exchange.import_items", "ui.exchange.import_check", "ui.exchange.import_page",
    "ui.exchange.export_dialog",
    "app.documents.label_orders", "ui.mailings.print_dialog", "ui.mailings.labels_left", "ui.mailings.labels_dialog",
    "app.documents.envelope_orders", "ui.mailings.envelopes_left", "ui.mailings.envelopes_dialog",
    "app.documents.mailing_letters", "ui.mailings.mailings_page", "ui.widgets.rich_document", "ui.widgets.rich_editor",
    "ui.mailings.letter_texts", "ui.mailings.mailing_page",
)  # fmt: skip


class Ahead(QObject):
    """Imports `MODULES`, then takes the steps it is given, one at a time; whatever else is under way comes first."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._left = iter(MODULES)
        self._steps: Iterator[object] = iter(())
        self._timer = QTimer(self, interval=STEP_MS)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin; the rest goes by itself."""
        self._jobs.warm()
        self._timer.start()

    def build(self, steps: Iterator[object]) -> None:
        """Take these steps too, when the others are done."""
        self._steps = chain(self._steps, steps)
        self._timer.start()

    def _step(self) -> None:
        if self._jobs.busy:
            return
        module = next((name for name in self._left if name not in sys.modules), None)
        if module is None:
            if next(self._steps, self) is self:
                self._timer.stop()
        elif module.startswith("ui."):
            import_module(module)
        else:
            self._jobs.warm(module)
