"""The pane beside the cards of an import: one card as the record it would become."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients.part_labels import PHONES
from app.exchange.glance import Glance
from app.exchange.importing import KINDS, STATES, Item
from app.i18n import plural
from ui.exchange.import_items import BADGES
from ui.text import birthday, tr, trn
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Separator, text_label
from ui.widgets.page import Page
from ui.widgets.pills import Badge, TagPill
from ui.widgets.side_pane import SidePane, head, passage

_MOST_KEPT = 20
_LONGEST_LINE = 100


class ImportCard(SidePane):
    """`record_wanted` carries the client that the card joins or resembles."""

    record_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("The card as it comes in"), parent)
        self.shown: Glance | None = None
        self.show_nothing()

    def show_nothing(self, words: str = "") -> None:
        """No card is current, or there is nothing in it."""
        self.shown = None
        self.say(words or tr("Choose a card to see what it becomes."))

    def show_card(self, item: Item, found: Glance) -> None:
        """Show what `item` of the plan becomes."""
        self.shown = found
        page = Page(margin=20, gap=12)
        where = " · ".join(part for part in (found.function, found.organisation) if part)
        name, picture = found.name or tr("Without a name"), found.picture
        page.body.addLayout(
            head(
                name, where or tr(KINDS[item.kind]),
                number=item.card, picture=picture, is_organisation=found.is_organisation,
            )
        )  # fmt: skip
        page.body.addWidget(self._badges(item, found))
        if item.client_id is not None:
            page.body.addLayout(self._known(item, item.client_id))
        page.body.addWidget(Separator())
        for line in self._lines(found):
            page.body.addLayout(line)
        self._texts(page, found)
        page.body.addStretch()
        self.put(page)

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

    def _lines(self, found: Glance) -> list[QHBoxLayout]:
        """What can be told in a line or two, each with its icon."""
        made = [self.fact("user", name) for name in found.people]
        for number, kind, label in found.phones:
            icon = "device-mobile" if kind == "mobile" else "phone"
            made.append(self.fact(icon, number, " · ".join(part for part in (tr(PHONES[kind]), label) if part)))
        made += [self.fact("mail", email, label) for email, label in found.emails]
        made += [self.fact("map-pin", "\n".join(lines), label) for label, lines in found.addresses]
        if found.website:
            made.append(self.fact("world", found.website))
        if found.birthday:
            made.append(self.fact("cake", birthday(found.birthday), tr("Birthday")))
        return made

    def _texts(self, page: Page, found: Glance) -> None:
        if found.note:
            passage(page, tr("Note"), found.note)
        if found.kept:
            about = plural("{count} line has no field here", "{count} lines have no field here")
            lines = [line[:_LONGEST_LINE] for line in found.kept[:_MOST_KEPT]]
            passage(page, tr("Kept for the next export"), "\n".join((trn(about, len(found.kept)), *lines)), "small")
