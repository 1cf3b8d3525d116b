"""The pane beside the cards of an import: one card as the record it would become."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients.part_labels import PHONES
from app.exchange.glance import Glance
from app.exchange.importing import KINDS, STATES, Item
from app.i18n import plural
from app.values.person import initials
from ui.exchange.import_items import BADGES
from ui.text import birthday, tr, trn
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Panel, Separator, text_label
from ui.widgets.page import Page
from ui.widgets.pills import Avatar, Badge, TagPill
from ui.widgets.symbols import fact

_MOST_KEPT = 20


class ImportCard(Panel):
    """`record_wanted` carries the client that the card joins or resembles."""

    record_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "left", parent=parent)
        self.setAccessibleName(tr("The card as it comes in"))
        self.setMinimumWidth(theme.px(260))
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._page: Page | None = None
        self.shown: Glance | None = None
        self.show_nothing()

    def show_nothing(self, words: str = "") -> None:
        """No card is current, or there is nothing in it."""
        self.shown = None
        page = Page(margin=20)
        hint = text_label(words or tr("Choose a card to see what it becomes."), "body", "text3", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page.body.addStretch()
        page.body.addWidget(hint)
        page.body.addStretch()
        self._put(page)

    def show_card(self, item: Item, found: Glance) -> None:
        """Show what `item` of the plan becomes."""
        self.shown = found
        page = Page(margin=20, gap=12)
        page.body.addLayout(self._head(item, found))
        page.body.addWidget(self._badges(item, found))
        if item.client_id is not None:
            page.body.addLayout(self._known(item, item.client_id))
        page.body.addWidget(Separator())
        for line in _lines(found):
            page.body.addLayout(line)
        self._texts(page, found)
        page.body.addStretch()
        self._put(page)

    def _put(self, page: Page) -> None:
        if self._page is not None:
            self._place.removeWidget(self._page)
            self._page.deleteLater()
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = page
        self._place.addWidget(page)

    def _head(self, item: Item, found: Glance) -> QHBoxLayout:
        picture = QPixmap()
        if found.picture:
            picture.loadFromData(found.picture)
        words = (found.name,) if found.is_organisation else tuple(found.name.split(" "))
        face = Avatar(initials(*words), item.card, theme.px(48), None if picture.isNull() else picture)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(text_label(found.name or tr("Without a name"), "section", wrap=True, selectable=True))
        where = " · ".join(part for part in (found.function, found.organisation) if part)
        names.addWidget(text_label(where or tr(KINDS[item.kind]), "small", "text3", wrap=True))
        head.addLayout(names, 1)
        return head

    def _badges(self, item: Item, found: Glance) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=6, row_gap=6)
        flow.addWidget(Badge(tr(STATES[item.state]), BADGES[item.state]))
        for place, name in enumerate(found.tags):
            flow.addWidget(TagPill(name, f"c{place % 6 + 1}"))
        return holder

    def _known(self, item: Item, client_id: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        known = " ".join(part for part in (item.reference, item.who) if part)
        reasons = " · ".join(tr(reason) for reason in item.reasons)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text_label(known, wrap=True, selectable=True))
        words.addWidget(text_label(reasons, "small", "text3", wrap=True))
        row.addLayout(words, 1)
        button = Button(tr("Open"), small=True)
        button.setAccessibleName(tr("Open the record of {name}", name=item.who))
        button.clicked.connect(lambda: self.record_wanted.emit(client_id))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _texts(self, page: Page, found: Glance) -> None:
        if found.note:
            page.body.addWidget(Separator())
            page.body.addWidget(text_label(tr("Note"), "card"))
            page.body.addWidget(text_label(found.note, "body", "text2", wrap=True, selectable=True))
        if found.kept:
            page.body.addWidget(Separator())
            page.body.addWidget(text_label(tr("Kept for the next export"), "card"))
            about = plural("{count} line has no field here", "{count} lines have no field here")
            page.body.addWidget(text_label(trn(about, len(found.kept)), "small", "text3", wrap=True))
            lines = "\n".join(line[:100] for line in found.kept[:_MOST_KEPT])
            page.body.addWidget(text_label(lines, "small", "text2", wrap=True, selectable=True))


def _lines(found: Glance) -> list[QHBoxLayout]:
    """What can be told in a line or two, each with its icon."""
    made = [fact("user", name) for name in found.people]
    for number, kind, label in found.phones:
        icon = "device-mobile" if kind == "mobile" else "phone"
        made.append(fact(icon, number, " · ".join(part for part in (tr(PHONES[kind]), label) if part)))
    made += [fact("mail", email, label) for email, label in found.emails]
    made += [fact("map-pin", "\n".join(lines), label) for label, lines in found.addresses]
    if found.website:
        made.append(fact("world", found.website))
    if found.birthday:
        made.append(fact("cake", birthday(found.birthday), tr("Birthday")))
    return made
