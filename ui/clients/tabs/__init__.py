"""The tabs of the record, in their order. A tab of a later subject is one more entry here."""

from __future__ import annotations

from ui.clients.tabs import account, details, files, letters, overview, sales, terms
from ui.clients.tabs.tab import Tab

TABS: tuple[Tab, ...] = (overview.TAB, details.TAB, sales.TAB, account.TAB, letters.TAB, files.TAB, terms.TAB)
