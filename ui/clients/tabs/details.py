"""The tab Details: everything that says who the client is and how to reach them."""

from __future__ import annotations

from app.i18n import N_
from ui.clients.editor import Editor
from ui.clients.sectioned import SectionedTab
from ui.clients.tabs.identity import CompanySection, IdentitySection, NotesSection, OnlineSection
from ui.clients.tabs.tab import Tab

SECTIONS = (IdentitySection, CompanySection, OnlineSection, NotesSection)


def build(editor: Editor) -> SectionedTab:
    """The tab for `editor`."""
    return SectionedTab(editor, SECTIONS)


TAB = Tab("details", N_("Details"), "id", build, frozenset())
