"""The cards at the right of the overview: contacts, addresses, relations, and what would be good to know."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.clients.model import Address, Client, ContactLink
from app.i18n import N_
from app.values.person import initials
from ui.accounts.account_ageing import AgeingList
from ui.accounts.payment_words import money
from ui.clients import reading
from ui.clients.editor import Editor
from ui.clients.points import call, write_to
from ui.clients.tabs.addresses import ICONS, copy_address, printed, show_on_map
from ui.clients.tabs.contacts import name_of
from ui.clients.tabs.relations import score_words
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.accessible import set_tip
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Card, ElidedLabel, LinkLabel, Paragraph, text_label
from ui.widgets.pills import Avatar
from ui.widgets.symbols import symbol

MOST_PEOPLE = 3
ROLES = {"is_main": N_("main contact"), "is_billing": N_("invoices"), "is_reminder": N_("late payment")}
USES = {"is_invoice": N_("Billing"), "is_delivery": N_("Delivery"), "is_quote": N_("Quotes")}


class SideCards(QWidget):
    """`wanted(tab, path)`: go to that part of the record."""

    wanted = Signal(str, str)

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        editor.money.arrived.connect(self.show_record)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_record(self) -> None:
        """All cards anew."""
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for card in (self._contacts(), self._addresses(), self._account(), self._relations(), self._useful()):
            if card is not None:
                self._column.addWidget(card)

    def _card(self, title: str, count: int, link: str, act: Callable[[], object]) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text_label(title, "card"))
        if count:
            head.addWidget(text_label(translator().number(count), "label", "text3", weight=400))
        head.addStretch(1)
        go = LinkLabel(link)
        go.setAccessibleName(tr("{card}: {link}", card=title, link=link))
        go.clicked.connect(lambda _: act())
        head.addWidget(go)
        card.body.addLayout(head)
        return card

    # Contacts

    def _contacts(self) -> Card:
        draft = self.editor.draft
        go = partial(self.wanted.emit, "details", "links")
        card = self._card(tr("Contacts"), len(draft.links), tr("See all"), go)
        country = self.editor.opened.country
        for phone in draft.phones[:2]:
            card.body.addLayout(self._line("phone", phone.text, partial(call, phone.text, country)))
        for mail in draft.emails[:1]:
            card.body.addLayout(self._line("mail", mail.text, partial(write_to, mail.text)))
        for link in sorted(draft.links, key=lambda link: not link.is_main)[:MOST_PEOPLE]:
            card.body.addLayout(self._person(link))
            for phone in link.contact.phones[:1]:
                card.body.addLayout(self._line("phone", phone.text, partial(call, phone.text, country)))
            for mail in link.contact.emails[:1]:
                card.body.addLayout(self._line("mail", mail.text, partial(write_to, mail.text)))
        if card.body.count() == 1:
            card.body.addWidget(self._adder(tr("Add a contact"), partial(self.wanted.emit, "details", "links/new")))
        return card

    def _person(self, link: ContactLink) -> QHBoxLayout:
        person, name = link.contact, name_of(link)
        picture = None
        content = self.editor.picture(person.photo) if person.photo else None
        if content:
            picture = QPixmap()
            picture.loadFromData(content)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(Avatar(initials(person.first_name, person.last_name), person.id or 0, 40, picture, round_=True))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(name, weight=600))
        told = [link.function, *(tr(text) for role, text in ROLES.items() if getattr(link, role))]
        words.addWidget(ElidedLabel(" · ".join(filter(None, told)), "label", "text3", weight=400))
        row.addLayout(words, 1)
        return row

    def _line(self, icon: str, text: str, act: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(symbol(icon, "text3"))
        go = LinkLabel(text, weight=400)
        go.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        go.setMinimumWidth(theme.px(48))
        set_tip(go, text)
        go.clicked.connect(lambda _: act())
        row.addWidget(go, 1)
        row.addStretch(0)
        copy = IconButton("copy", tr("Copy {text}", text=text), small=True)
        copy.clicked.connect(lambda: self._copy(text))
        row.addWidget(copy)
        return row

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.editor.shell.toast(tr("Copied."))

    def _adder(self, words: str, act: Callable[[], object]) -> QWidget:
        link = LinkLabel(words, "plus")
        link.clicked.connect(lambda _: act())
        return link

    # Addresses

    def _addresses(self) -> Card:
        draft = self.editor.draft
        go = partial(self.wanted.emit, "details", "addresses")
        card = self._card(tr("Addresses"), len(draft.addresses), tr("See all"), go)
        for address in draft.addresses[:3]:
            card.body.addLayout(self._address(address))
        if not draft.addresses:
            add = partial(self.wanted.emit, "details", "addresses/new")
            card.body.addWidget(self._adder(tr("Add an address"), add))
        return card

    def _address(self, address: Address) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        icon = next((ICONS[use] for use in USES if getattr(address, use)), "map-pin")
        row.addWidget(symbol(icon, "text3"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph("\n".join(printed(self.editor, address))))
        told = [address.label, *(tr(text) for use, text in USES.items() if getattr(address, use))]
        told.append(tr("by default") if address.is_default else "")
        if any(told):
            words.addWidget(ElidedLabel(" · ".join(filter(None, told)), "label", "text3", weight=400))
        row.addLayout(words, 1)
        copy = IconButton("copy", tr("Copy this address"), small=True)
        copy.clicked.connect(partial(copy_address, self.editor, address))
        map_ = IconButton("map", tr("Show on a map, in the browser"), small=True)
        map_.clicked.connect(partial(show_on_map, address))
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(map_, 0, Qt.AlignmentFlag.AlignTop)
        return row

    # Account

    def _account(self) -> Card | None:
        """What is due and how old it is, once there was anything to pay."""
        account = self.editor.money.account
        if account is None or account.client_id != self.editor.client_id or not account.standings:
            return None
        card = self._card(tr("Account"), 0, tr("Details of the account"), partial(self.wanted.emit, "account", ""))
        for standing in account.standings:
            block = standing.block
            if block.items:
                card.body.addWidget(AgeingList(block.ageing, standing.currency))
            if block.unallocated:
                card.body.addLayout(self._sum(tr("Credit not matched"), money(block.unallocated, standing.currency)))
        if card.body.count() == 1:
            card.body.addWidget(text_label(tr("Nothing owed"), "body", "text2"))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8, row_gap=8)
        shell, client_id = self.editor.shell, self.editor.client_id
        statement = Button(tr("Statement"), "file-text", small=True)
        statement.clicked.connect(lambda: shell.show_page("statement", client_ids=[client_id]))
        pay = Button(tr("Record a payment"), "cash", small=True)
        pay.clicked.connect(lambda: shell.record_payment(client_id=client_id))
        for button in (statement, pay):
            flow.addWidget(button)
        card.body.addWidget(buttons)
        return card

    @staticmethod
    def _sum(label: str, amount: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(text_label(label, "body", "green"), 1)
        row.addWidget(text_label(amount, "body", "green"))
        return row

    # Relations

    def _relations(self) -> Card | None:
        opened, draft = self.editor.opened, self.editor.draft
        lines = [
            (tr("Account manager"), reading.words_of(opened, "owner_id", draft)),
            (tr("Score"), score_words(draft)),
            (tr("Client since"), reading.words_of(opened, "client_since", draft)),
        ]
        pointed = [(tr("Parent company"), draft.parent_id), (tr("Referring client"), draft.referred_by_id)]
        told = [(label, value) for label, value in lines if value]
        if not told and not any(number for _, number in pointed) and not opened.subsidiaries:
            return None
        card = self._card(tr("Relations"), 0, tr("See all"), partial(self.wanted.emit, "details", "parent_id"))
        for label, number in pointed:
            if number:
                card.body.addLayout(self._pair(label, opened.clients.get(number, ""), number))
        for entry in opened.subsidiaries[:4]:
            card.body.addLayout(self._pair(tr("Subsidiary"), entry.label, entry.id))
        for label, value in told:
            card.body.addLayout(self._pair(label, value))
        return card

    def _pair(self, label: str, value: str, client: int = 0) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(text_label(label, "label", "text3", weight=400))
        if client:
            link = LinkLabel(value)
            link.clicked.connect(lambda: self.editor.shell.open_record(client))
            row.addStretch(1)
            row.addWidget(link)
        else:
            words = ElidedLabel(value)
            words.setAlignment(Qt.AlignmentFlag.AlignRight)
            row.addWidget(words, 1)
        return row

    # What is missing

    def _useful(self) -> Card | None:
        missing = wanting(self.editor.draft)
        if not missing:
            return None
        card = Card(fill="alt")
        card.body.addWidget(text_label(tr("Good to know one day"), "card"))
        for path, words in missing:
            tab = "details"
            card.body.addWidget(self._adder(words, partial(self.wanted.emit, tab, path)), 0, Qt.AlignmentFlag.AlignLeft)
        return card


def wanting(draft: Client) -> list[tuple[str, str]]:
    """What a record can do without and is better with: where it goes, and words for it."""
    people: list[Any] = [draft, *(link.contact for link in draft.links)]
    asked = (
        (bool(draft.addresses), "addresses/new", N_("An address")),
        (any(owner.phones for owner in people), "phones/new", N_("A phone")),
        (any(owner.emails for owner in people), "emails/new", N_("An e-mail")),
        (not draft.is_organisation or bool(draft.siret or draft.business_number), "edit/siret", N_("Company number")),
        (bool(draft.category_id), "edit/category_id", N_("A category")),
    )
    return [(path, tr(words)) for known, path, words in asked if not known]
