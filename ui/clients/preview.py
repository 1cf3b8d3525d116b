"""The pane beside the list: who this is and how to reach them, without leaving the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_, plural
from ui.accounts.account_ageing import AgeingBar
from ui.accounts.payment_words import KINDS_OF_ENTRY, money
from ui.shell import Shell
from ui.text import tr, translator, trn
from ui.widgets.buttons import Button, Kind
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Card as Frame
from ui.widgets.labels import Separator, text_label
from ui.widgets.menus import Menu
from ui.widgets.page import Page
from ui.widgets.pills import Badge, TagPill
from ui.widgets.side_pane import SidePane, head, passage

if TYPE_CHECKING:
    from app.accounts.glance import Balance, LatestLine
    from app.clients.card import Card, Person

_ROLES = {"main": N_("main contact"), "billing": N_("gets the invoices"), "reminder": N_("gets the reminders")}

NEW = {
    "quote": (N_("Quote"), "file-text"),
    "order": (N_("Order"), "clipboard-text"),
    "delivery": (N_("Delivery note"), "truck-delivery"),
    "invoice": (N_("Invoice"), "file-invoice"),
    "credit_note": (N_("Credit note"), "receipt-refund"),
}


class Glance(NamedTuple):
    """What the pane shows of a client."""

    card: Card
    balances: Sequence[Balance]
    latest: Sequence[LatestLine]


class Preview(SidePane):
    """Shows one `Card`. The buttons carry the client's id; in the archive and the bin they bring it back."""

    open_wanted = Signal(int)
    edit_wanted = Signal(int)
    act_wanted = Signal(str, int)  # a command, and whom it is for

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(tr("Preview"), parent)
        self._shell = shell
        self.client_id: int | None = None

    def load(self, client_id: int | None) -> None:
        """Read this client and show it, unless the pane is hidden."""
        if client_id is None or not self.isVisible():
            return
        today, shop, language = self._shell.today(), self._shell.shop, translator().language

        def work(db: Any) -> Glance | None:
            from app.accounts import glance
            from app.clients import card

            found = card.load(db, client_id, today, home_country=shop.country, language=language)
            if found is None:
                return None
            return Glance(found, glance.balances(db, client_id, today), glance.latest(db, client_id))

        self._shell.jobs.rows(
            self, work, lambda found: self.show_card(*found) if found else self.show_nothing(), key="preview"
        )

    def show_nothing(self) -> None:
        """No client is current."""
        self.client_id = None
        self.say(tr("Choose a client to see it here."))

    def show_card(self, card: Card, balances: Sequence[Balance] = (), latest: Sequence[LatestLine] = ()) -> None:
        """Show `card` in place of the one before, with what is owed and what moved last."""
        self.client_id = card.row.id
        page = Page(margin=20, gap=12)
        row = card.row
        since = tr("{reference} · since {year}", reference=row.reference, year=card.since)
        page.body.addLayout(
            head(row.name, since, number=row.id, picture=card.logo, is_organisation=row.is_organisation)
        )
        page.body.addWidget(self._badges(card))
        page.body.addWidget(self._buttons(card))
        for balance in balances:
            page.body.addWidget(self._balance(balance))
        if not balances:
            page.body.addWidget(Separator())
        for person in card.people:
            page.body.addLayout(self.fact("user", person.name, self._about(person)))
        for phone in card.phones:
            page.body.addLayout(self.fact("phone", phone, copy=True))
        for email in card.emails:
            page.body.addLayout(self.fact("mail", email, copy=True))
        for label, lines in card.addresses:
            page.body.addLayout(self.fact("map-pin", "\n".join(lines), label, copy=True))
        if card.website:
            page.body.addLayout(self.fact("world", card.website, copy=True))
        if card.delivery:
            page.body.addLayout(self.fact("truck-delivery", card.delivery))
        self._texts(page, card)
        self._latest(page, latest)
        page.body.addStretch()
        self.put(page)

    def _badges(self, card: Card) -> QWidget:
        row = card.row
        holder = QWidget()
        flow = FlowLayout(holder, gap=6, row_gap=6)
        if row.is_client:
            flow.addWidget(Badge(tr("Client"), "client"))
        if row.is_prospect:
            flow.addWidget(Badge(tr("Prospect"), "prospect"))
        if row.key_account:
            flow.addWidget(Badge(tr("Key account"), "neutral", "star-filled"))
        if card.deleted_on is not None:
            flow.addWidget(Badge(self._days_left(card.deleted_on), "amber", "trash"))
        if row.archived:
            flow.addWidget(Badge(tr("Archived"), "neutral", "archive"))
        if row.blocked:
            flow.addWidget(Badge(tr("Orders blocked"), "red", "lock"))
        for name, colour in row.tags:
            flow.addWidget(TagPill(name, f"c{colour}"))
        return holder

    def _days_left(self, deleted_on: date) -> str:
        from app.clients.lifecycle import BIN_DAYS

        left = max(0, BIN_DAYS - (self._shell.today() - deleted_on).days)
        return trn(plural("In the bin, {count} day left", "In the bin, {count} days left"), left)

    def _buttons(self, card: Card) -> QWidget:
        number = card.row.id
        holder = QWidget()
        flow = FlowLayout(holder, gap=8, row_gap=8)

        def add(text: str, icon: str | None, act: Callable[[], object], kind: Kind = "secondary") -> None:
            button = Button(text, icon, kind=kind, small=True)
            button.clicked.connect(lambda: act())  # noqa: PLW0108 - without the "checked" Qt sends
            flow.addWidget(button)

        add(tr("Open"), None, lambda: self.open_wanted.emit(number), "primary")
        if card.deleted_on is not None:
            add(tr("Bring back"), "restore", lambda: self.act_wanted.emit("undelete", number))
            add(tr("Delete for good…"), "trash", lambda: self.act_wanted.emit("erase", number))
        elif card.row.archived:
            add(tr("Restore"), "archive-off", lambda: self.act_wanted.emit("unarchive", number))
        else:
            new = Button(tr("New"), "plus", chevron=True, small=True)
            new.clicked.connect(lambda: self.new_menu(number).open_under(new))
            flow.addWidget(new)
            add(tr("Statement"), None, lambda: self._shell.show_page("statement", client_ids=[number]))
            add(tr("Edit"), "pencil", lambda: self.edit_wanted.emit(number))
        return holder

    def new_menu(self, number: int) -> Menu:
        """What can be made for this client."""
        menu, shell = Menu(self), self._shell
        for kind, (words, icon) in NEW.items():
            menu.add(tr(words), partial(shell.show_page, "paper", kind=kind, client_id=number), icon=icon)
        menu.addSeparator()
        menu.add(tr("Payment"), partial(shell.record_payment, client_id=number), icon="cash")
        return menu

    def _balance(self, balance: Balance) -> Frame:
        """The box with what is owed: a bar, what is not due yet, and what is late."""
        box, not_due = Frame(margin=14), balance.ageing["current"]
        head = QHBoxLayout()
        due = -balance.due if balance.due < 0 else balance.due
        head.addWidget(text_label(tr("In credit") if balance.due < 0 else tr("Balance due"), "body", "text2"), 1)
        tone = "green" if balance.due < 0 else "text"
        head.addWidget(text_label(money(due, balance.currency), "section", tone))
        box.body.addLayout(head)
        box.body.addWidget(AgeingBar({"current": not_due, "90+": balance.overdue}, balance.currency))
        below = QHBoxLayout()
        sides = (
            (tr("Not due"), not_due, "text2", Qt.AlignmentFlag.AlignLeft),
            (tr("Overdue"), balance.overdue, "red" if balance.overdue else "text3", Qt.AlignmentFlag.AlignRight),
        )
        for words, amount, token, side in sides:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(text_label(words, "label", token, weight=400), 0, side)
            ink = "text" if token == "text2" else token
            column.addWidget(text_label(money(amount, balance.currency), "label", ink), 0, side)
            below.addLayout(column, 1)
        box.body.addLayout(below)
        if balance.credit and balance.due > 0:
            words = tr("Credit not matched: {amount}", amount=money(balance.credit, balance.currency))
            box.body.addWidget(text_label(words, "label", "green", weight=400))
        return box

    def _latest(self, page: Page, latest: Sequence[LatestLine]) -> None:
        """What moved last in the account."""
        if not latest:
            return
        page.body.addWidget(Separator())
        page.body.addWidget(text_label(tr("Latest"), "card"))
        for line in latest:
            words, icon, _kind = KINDS_OF_ENTRY.get(line.kind, KINDS_OF_ENTRY["payment"])
            what = tr("{kind} {number}", kind=tr(words), number=line.number) if line.number else tr(words)
            when = tr(
                "{date} · {amount}", date=translator().date(line.on), amount=money(abs(line.amount), line.currency)
            )
            page.body.addLayout(self.fact(icon, what, when))

    def _about(self, person: Person) -> str:
        return " · ".join(part for part in (person.function, *(tr(_ROLES[role]) for role in person.roles)) if part)

    def _texts(self, page: Page, card: Card) -> None:
        for title, text in ((tr("Next step"), card.next_step), (tr("Note"), card.note)):
            if text:
                passage(page, title, text)
