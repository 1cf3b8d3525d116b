"""The pane beside the list: who this is and how to reach them, without leaving the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import N_
from app.values.person import initials
from ui.shell import Shell
from ui.text import tr, translator
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Panel, Separator, text_label
from ui.widgets.page import Page
from ui.widgets.pills import Avatar, Badge, TagPill
from ui.widgets.symbols import symbol

if TYPE_CHECKING:
    from app.clients.card import Card, Person

_ROLES = {"main": N_("main contact"), "billing": N_("gets the invoices"), "reminder": N_("gets the reminders")}


class Preview(Panel):
    """Shows one `Card`. The buttons carry the client's id."""

    open_wanted = Signal(int)
    edit_wanted = Signal(int)
    copied = Signal(str)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("surface", "left", parent=parent)
        self._shell = shell
        self.setAccessibleName(tr("Preview"))
        self.setMinimumWidth(theme.px(260))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._place = column
        self._page: Page | None = None
        self.client_id: int | None = None

    def load(self, client_id: int | None) -> None:
        """Read this client and show it, unless the pane is hidden."""
        if client_id is None or not self.isVisible():
            return
        today, shop, language = self._shell.today(), self._shell.shop, translator().language

        def work(db: Any) -> Card | None:
            from app.clients import card

            return card.load(db, client_id, today, home_country=shop.country, language=language)

        self._shell.jobs.rows(
            self, work, lambda found: self.show_card(found) if found else self.show_nothing(), key="preview"
        )

    def show_nothing(self) -> None:
        """No client is current."""
        self.client_id = None
        page = Page(margin=20)
        hint = text_label(tr("Choose a client to see it here."), "body", "text3", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page.body.addStretch()
        page.body.addWidget(hint)
        page.body.addStretch()
        self._put(page)

    def show_card(self, card: Card) -> None:
        """Show `card` in place of the one before."""
        self.client_id = card.row.id
        page = Page(margin=20, gap=12)
        page.body.addLayout(self._head(card))
        page.body.addWidget(self._badges(card))
        page.body.addLayout(self._buttons(card.row.id))
        page.body.addWidget(Separator())
        for person in card.people:
            page.body.addLayout(self._line("user", person.name, self._about(person)))
        for phone in card.phones:
            page.body.addLayout(self._line("phone", phone, copy=True))
        for email in card.emails:
            page.body.addLayout(self._line("mail", email, copy=True))
        for label, lines in card.addresses:
            page.body.addLayout(self._line("map-pin", "\n".join(lines), label, copy=True))
        if card.website:
            page.body.addLayout(self._line("world", card.website, copy=True))
        if card.delivery:
            page.body.addLayout(self._line("truck-delivery", card.delivery))
        self._texts(page, card)
        page.body.addStretch()
        self._put(page)

    def _put(self, page: Page) -> None:
        if self._page is not None:
            self._place.removeWidget(self._page)
            self._page.deleteLater()
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = page
        self._place.addWidget(page)

    def _head(self, card: Card) -> QHBoxLayout:
        row = card.row
        picture = QPixmap()
        if card.logo:
            picture.loadFromData(card.logo)
        words = (row.name,) if row.is_organisation else tuple(row.name.split(" "))
        head = QHBoxLayout()
        head.setSpacing(12)
        face = Avatar(initials(*words), row.id, theme.px(48), None if picture.isNull() else picture)
        head.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(text_label(row.name, "section", wrap=True, selectable=True))
        since = tr("{reference} · since {year}", reference=row.reference, year=card.since)
        names.addWidget(text_label(since, "small", "text3", wrap=True))
        head.addLayout(names, 1)
        return head

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
        if row.archived:
            flow.addWidget(Badge(tr("Archived"), "neutral", "archive"))
        if row.blocked:
            flow.addWidget(Badge(tr("Orders blocked"), "red", "lock"))
        for name, colour in row.tags:
            flow.addWidget(TagPill(name, f"c{colour}"))
        return holder

    def _buttons(self, client_id: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        open_button = Button(tr("Open"), kind="primary", small=True)
        open_button.clicked.connect(lambda: self.open_wanted.emit(client_id))
        edit_button = Button(tr("Edit"), "pencil", small=True)
        edit_button.clicked.connect(lambda: self.edit_wanted.emit(client_id))
        row.addWidget(open_button)
        row.addWidget(edit_button)
        row.addStretch()
        return row

    def _line(self, icon: str, text: str, second: str = "", *, copy: bool = False) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(symbol(icon), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text_label(text, wrap=True, selectable=True))
        if second:
            words.addWidget(text_label(second, "small", "text3", wrap=True))
        line.addLayout(words, 1)
        if copy:
            button = IconButton("copy", tr("Copy “{text}”", text=text.replace("\n", ", ")), small=True)
            button.clicked.connect(lambda: self.copied.emit(text))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _about(self, person: Person) -> str:
        return " · ".join(part for part in (person.function, *(tr(_ROLES[role]) for role in person.roles)) if part)

    def _texts(self, page: Page, card: Card) -> None:
        for title, text in ((tr("Next step"), card.next_step), (tr("Note"), card.note)):
            if text:
                page.body.addWidget(Separator())
                page.body.addWidget(text_label(title, "card"))
                page.body.addWidget(text_label(text, "body", "text2", wrap=True, selectable=True))
