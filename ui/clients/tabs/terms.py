"""The tab Terms & blocks: how the client pays, what they may not do, and what is printed for them."""

from __future__ import annotations

from app.i18n import N_
from ui.clients.editor import Editor
from ui.clients.section import FieldsSection, Slot
from ui.clients.sectioned import SectionedTab
from ui.clients.tabs.blocks import BlocksSection
from ui.clients.tabs.tab import Tab
from ui.text import tr, translator


class PaymentSection(FieldsSection):
    """Terms and means of payment."""

    slots = (
        Slot("payment_term_id", 3),
        Slot("means_in_id", 3),
        Slot("means_out_id", 3),
        Slot("discount_percent", 3),
        Slot("rebate_percent", 3),
        Slot("rebate_days", 3),
        Slot("currency", 3),
        Slot("tax_rate_id", 3),
        Slot("price_list_id", 3),
        Slot("reminder_plan_id", 3),
        Slot("bank_account_id", 3),
        Slot("credit_code_id", 3),
        Slot("has_credit", 3),
        Slot("prices_with_tax", 3),
        Slot("tax_exempt", 3),
        Slot("monthly_invoice", 3),
        Slot("no_reminders", 3),
        Slot("order_number_required", 3),
    )

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "payment", tr("Payment"))


class CreditSection(FieldsSection):
    """How far one trusts them."""

    slots = (Slot("credit_limit", 3), Slot("on_watch", 3), Slot("watch_reason", 6, read_span=6))

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "credit", tr("Credit limit and watch"))
        editor.edited.connect(self._date_watch)

    def read_words(self, key: str) -> str:
        line = self.editor.draft.companies[0]
        if key == "on_watch" and line.on_watch and line.watch_since:
            return tr("Yes, since {date}", date=translator().date(line.watch_since))
        return super().read_words(key)

    def _date_watch(self, path: str) -> None:
        """The day on which the watch began is kept with it."""
        if path == "companies/0/on_watch":
            line = self.editor.draft.companies[0]
            line.watch_since = self.editor.shell.today() if line.on_watch else None


class SendingSection(FieldsSection):
    """How papers reach them."""

    slots = (
        Slot("invoice_sending", 3),
        Slot("invoice_copies", 3),
        Slot("payment_advice", 3),
        Slot("reminder_sending", 3),
    )

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "sending", tr("Sending documents"))


class DeliverySection(FieldsSection):
    """How goods reach them."""

    slots = (
        Slot("delivery_days", 6),
        Slot("carrier_id", 3),
        Slot("free_carriage_from", 3),
        Slot("delivery_note_prices", 12),
    )

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "delivery", tr("Delivery"))


class PrintedSection(FieldsSection):
    """Words of this client's own on papers, and the hint on the screen."""

    slots = (
        Slot("order_hint", 12, read_span=12),
        Slot("print_on_quotes", 6, read_span=6),
        Slot("print_on_orders", 6, read_span=6),
        Slot("print_on_deliveries", 6, read_span=6),
        Slot("print_on_invoices", 6, read_span=6),
    )

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "printed", tr("Printed on documents"))


class AccountingSection(FieldsSection):
    """The accounts of the bookkeeping."""

    slots = (
        Slot("customer_account", 4),
        Slot("auxiliary_code", 4),
        Slot("supplier_account", 4),
        Slot("credit_accounts", 6),
        Slot("tax_rules", 6),
    )

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor, "accounting", tr("Accounting"))


SECTIONS = (
    PaymentSection,
    BlocksSection,
    CreditSection,
    SendingSection,
    DeliverySection,
    PrintedSection,
    AccountingSection,
)

FIELDS = frozenset({"blocks", "watch_since"}).union(
    slot.path.rpartition("/")[2]
    for section in (PaymentSection, CreditSection, SendingSection, DeliverySection, PrintedSection, AccountingSection)
    for slot in section.slots
)


def build(editor: Editor) -> SectionedTab:
    """The tab for `editor`."""
    return SectionedTab(editor, SECTIONS)


TAB = Tab("terms", N_("Terms and blocks"), "lock", build, FIELDS)
