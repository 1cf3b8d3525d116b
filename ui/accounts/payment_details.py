"""One payment, or another entry without a paper: how the money moved, what it was set against, and the ways back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accounts import desk as desks
from app.accounts.desk import MatchLine, Seen
from app.accounts.ledger import unmatch
from app.accounts.payments import edit
from app.i18n import N_
from ui.accounts.payment_fields import HowFields
from ui.accounts.payment_matching import ask_match
from ui.accounts.payment_reversal import ask_reversal
from ui.accounts.payment_words import KINDS_OF_ENTRY, money
from ui.accounts.receipts import KINDS, Paid, show_receipt
from ui.text import tr, translator
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.field_box import FieldBox
from ui.widgets.labels import Card, ElidedLabel, LinkLabel, Paragraph, text_label
from ui.widgets.page import Page
from ui.widgets.pills import Badge
from ui.widgets.typed_inputs import DateInput

if TYPE_CHECKING:
    from app.store.history import Changes
    from ui.shell import Shell

REVERSIBLE = ("payment", "refund", "write_off", "opening")


class EntryDialog(Dialog):
    """Shows `seen`, and shows it again when something of it was written while it is open."""

    def __init__(self, shell: Shell, parent: QWidget | None, seen: Seen) -> None:
        super().__init__(parent, seen.number or tr(seen.label), width=760, margin=0)
        self.shell, self.seen = shell, seen
        self.tall = 600
        self.finished.connect(self.deleteLater)
        self._page: Page | None = None
        self.how = HowFields()
        self.deposited = FieldBox(tr("Taken to the bank on"), DateInput())
        self.undo = self.add_button(Button(tr("Cancel this…"), "arrow-back-up", kind="danger"))
        self.undo.clicked.connect(self._reverse)
        self.receipt = self.add_button(Button(tr("Receipt…"), "file-check", keys="Ctrl+P"))
        self.receipt.clicked.connect(self._show_receipt)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.receipt.click)
        close = self.add_cancel(tr("Close"))
        self.button = self.add_button(Button(tr("Save"), "check", kind="primary", keys="Ctrl+Enter"), main=True)
        self.button.clicked.connect(self.save)
        shell.jobs.changed.connect(self._on_changes)
        self._show(seen)
        # Enter opened this: a second one must not begin to cancel the entry.
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    # Showing

    def _show(self, seen: Seen | None) -> None:
        if seen is None:
            self.reject()
            return
        self.seen = seen
        page = Page(margin=24, gap=16)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.body.addLayout(self._head())
        if seen.reversed_on is not None:
            page.body.addWidget(self._reversed())
        if seen.payment is not None:
            self._build_how(page.body)
        page.body.addWidget(self._matches())
        page.body.addStretch(1)
        if self._page is not None:
            self.body.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self.body.addWidget(page)
        editable = seen.payment is not None and not seen.locked
        self.button.setVisible(editable)
        deposited = bool(seen.payment and seen.payment["deposited_on"])
        self.undo.setVisible(seen.kind in REVERSIBLE and seen.reversed_on is None)
        self.undo.setEnabled(not deposited)
        self.receipt.setVisible(seen.kind in KINDS)
        self.set_foot(tr("Taken to the bank: pay it back instead of cancelling it.") if deposited else "")

    def _head(self) -> QHBoxLayout:
        seen = self.seen
        words, icon, kind = KINDS_OF_ENTRY.get(seen.kind, KINDS_OF_ENTRY["payment"])
        row = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(text_label(seen.number or tr(seen.label), "pageTitle"))
        first.addWidget(Badge(tr(words), kind, icon))
        if seen.reversed_on is not None:
            first.addWidget(Badge(tr("Cancelled"), "red", "arrow-back-up"))
        first.addStretch(1)
        names.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(8)
        client = LinkLabel(seen.client_name)
        client.clicked.connect(self._open_client)
        second.addWidget(client)
        about = translator().date(seen.dated_on, "long")
        label = seen.label if seen.payment is None else ""
        second.addWidget(ElidedLabel(tr("{date} · {label}", date=about, label=label) if label else about, tone="text2"))
        second.addStretch(1)
        names.addLayout(second)
        row.addLayout(names, 1)
        row.addWidget(text_label(money(abs(seen.amount), seen.currency), "title"), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _reversed(self) -> Card:
        seen = self.seen
        card = Card(fill="amberSoft", line="amberLine", margin=12)
        assert seen.reversed_on is not None
        words = tr("Cancelled on {date}: {why}", date=translator().date(seen.reversed_on, "long"), why=seen.reason)
        card.body.addWidget(Paragraph(words))
        return card

    def _build_how(self, column: QVBoxLayout) -> None:
        payment = self.seen.payment
        assert payment is not None
        self.how = HowFields()
        self.how.set_lists(self.seen.means, self.seen.bank_accounts, outgoing=self.seen.kind == "refund")
        self.how.set_values(payment)
        self.how.set_read_only(self.seen.locked)
        column.addWidget(self.how)
        day = payment["deposited_on"]
        self.deposited = FieldBox(tr("Taken to the bank on"), DateInput(_day(day)))
        self.deposited.input.set_read_only(self.seen.locked)
        self.deposited.set_hint("" if self.seen.locked else tr("From then on nothing of it is changed any more."))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.deposited, 1)
        today = Button(tr("Today"), "building-bank")
        today.setVisible(not self.seen.locked)
        today.clicked.connect(lambda: self.deposited.input.set_value(self.shell.today()))
        row.addWidget(today, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        holder.setVisible(self.seen.kind == "payment")
        column.addWidget(holder)

    def _matches(self) -> QWidget:
        seen = self.seen
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(text_label(tr("What it settled") if seen.amount < 0 else tr("What it is matched with"), "card"))
        head.addStretch(1)
        if seen.left > 0 and seen.reversed_on is None:
            rest = LinkLabel(tr("Match the rest: {amount}…", amount=money(seen.left, seen.currency)), "link")
            rest.clicked.connect(lambda: ask_match(self.shell, self, seen.id))
            head.addWidget(rest)
        column.addLayout(head)
        if not seen.matches:
            column.addWidget(text_label(tr("Nothing yet: it stands on account."), "body", "text3"))
        for match in seen.matches:
            column.addWidget(self._match(match))
        return place

    def _match(self, match: MatchLine) -> QWidget:
        card = Card(margin=8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.setContentsMargins(8, 0, 0, 0)
        number = LinkLabel(match.number or tr(match.label))
        number.clicked.connect(partial(self._open_match, match))
        row.addWidget(number)
        kind = KINDS_OF_ENTRY.get(match.kind, KINDS_OF_ENTRY["payment"])[0]
        since = tr("{kind} · since {date}", kind=tr(kind), date=translator().date(match.made_on, "short"))
        row.addWidget(ElidedLabel(since, tone="text3"), 1)
        row.addWidget(text_label(money(match.amount, self.seen.currency), weight=600))
        if self.seen.reversed_on is None and match.kind != "reversal":
            apart = Button(tr("Take apart"), "link", small=True)
            apart.setAccessibleName(tr("Take apart: {number}", number=match.number))
            apart.clicked.connect(partial(self._take_apart, match))
            row.addWidget(apart)
        card.body.addLayout(row)
        return card

    # Acts

    def save(self) -> None:
        """Write the details that were corrected."""
        payment = self.seen.payment
        if payment is None or not self.shell.may_write():
            return
        details: dict[str, Any] = self.how.values()
        if self.seen.kind == "payment":
            if self.deposited.input.problem() is not None:
                self.deposited.focus()
                return
            details["deposited_on"] = self.deposited.input.value()
        number, version = payment["id"], payment["version"]

        def work(session: Any) -> int:
            return edit(session, number, version, **details).id

        said = tr("Payment {number} saved", number=self.seen.number)

        def done(_id: int) -> None:
            self.accept()
            self.shell.toast(said, undo=True)

        self.shell.jobs.write(self, N_("Correct a payment"), work, done)

    def _take_apart(self, match: MatchLine, _on: bool = False) -> None:
        today, number = self.shell.today(), match.allocation_id
        if not self.shell.may_write():
            return

        def work(session: Any) -> int:
            return unmatch(session, number, on=today).id

        amount = money(match.amount, self.seen.currency)
        said = tr("{amount} of {number} is open again.", amount=amount, number=match.number or tr(match.label))
        label = N_("Take a match apart")
        self.shell.jobs.write(self, label, work, lambda _id: self.shell.toast(said), kind="final")

    def _reverse(self) -> None:
        ask_reversal(self.shell, self, self.seen.id)

    def _show_receipt(self) -> None:
        seen = self.seen
        show_receipt(self.shell, self, Paid(seen.id, seen.number, seen.client_id, seen.client_name))

    def _open_client(self) -> None:
        self.accept()
        self.shell.open_record(self.seen.client_id, tab="account")

    def _open_match(self, match: MatchLine, _on: bool = False) -> None:
        self.accept()
        if match.paper_id is not None:
            self.shell.show_page("paper", paper_id=match.paper_id)
        else:
            show_entry(self.shell, self.parentWidget(), match.entry_id)

    def _on_changes(self, changes: Changes) -> None:
        if self.isVisible() and (changes.everything or changes.touches("entry", "allocation", "payment")):
            self.shell.jobs.rows(self, lambda db: desks.see(db, self.seen.id), self._show, key="entry")


def _day(text: str | None) -> Any:
    from datetime import date

    return date.fromisoformat(text) if text else None


def show_entry(shell: Shell, parent: QWidget | None, entry_id: int) -> None:
    """Read an entry, then show it."""

    def show(seen: Seen | None) -> None:
        if seen is not None:
            EntryDialog(shell, parent, seen).open()

    shell.jobs.rows(shell.jobs, lambda db: desks.see(db, entry_id), show, key="entry")
