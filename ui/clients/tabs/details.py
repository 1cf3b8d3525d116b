"""The tab Details: everything that says who the client is and how to reach them."""

from __future__ import annotations

from app.i18n import N_
from ui.clients.editor import Editor
from ui.clients.sectioned import SectionedTab
from ui.clients.tabs.addresses import AddressesSection
from ui.clients.tabs.consent import ConsentSection
from ui.clients.tabs.contacts import ContactsSection
from ui.clients.tabs.identity import FLAGS, CompanySection, IdentitySection, NotesSection, OnlineSection
from ui.clients.tabs.own_fields import OwnFieldsSection
from ui.clients.tabs.relations import RelationsSection
from ui.clients.tabs.tab import Tab

SECTIONS = (
    IdentitySection, CompanySection, ContactsSection, AddressesSection, OnlineSection, ConsentSection, RelationsSection,
    OwnFieldsSection, NotesSection,
)  # fmt: skip
_PLAIN = (IdentitySection, CompanySection, OnlineSection, ConsentSection, RelationsSection, NotesSection)
_PARTS = (
    "links", "phones", "emails", "addresses", "consents", "scores", "followers", "financial_years", "custom_values",
)  # fmt: skip
FIELDS = frozenset(
    {"is_organisation", "is_client", "is_prospect", *FLAGS, *_PARTS},
).union(slot.key for section in _PLAIN for slot in section.slots)


def build(editor: Editor) -> SectionedTab:
    """The tab for `editor`."""
    return SectionedTab(editor, SECTIONS)


TAB = Tab("details", N_("Details"), "id", build, FIELDS)
