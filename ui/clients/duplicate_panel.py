"""The amber panel beside a form: records that may already be the one being typed, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clients.duplicates import Match
from app.clients.search import Row
from app.i18n import plural
from app.values.person import initials
from ui.text import tr, trn
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Card, ElidedLabel, Panel, Paragraph, text_label
from ui.widgets.page import Page
from ui.widgets.pills import Avatar, Badge
from ui.widgets.symbols import symbol

WIDTH = 328
MARGIN = 20


class DuplicatePanel(Panel):
    """`open_wanted(client_id)`: the owner recognised one of them."""

    open_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("amberSoft", "left", parent)
        self.setAccessibleName(tr("Possible duplicates"))
        self._matches: tuple[Match, ...] = ()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(symbol("alert-triangle", "amber", 22), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text_label(tr("Is it one of these?"), "card"))
        self._count = Paragraph("", "body", "text2")
        words.addWidget(self._count)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, 0, MARGIN)
        column.setSpacing(12)
        head.setContentsMargins(0, 0, MARGIN, 0)
        column.addLayout(head)
        self._cards = Page(margin=0, gap=12)
        self._cards.body.setContentsMargins(0, 0, MARGIN, 0)
        self._cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._cards, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, MARGIN, 0)
        foot.addWidget(Paragraph(tr("You can still create the new record."), "body", "text2"))
        column.addLayout(foot)

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Show these records; nothing moves while they stay the same."""
        if self._matches == tuple(matches):
            return
        self._matches = tuple(matches)
        found = plural("{count} record looks like what you typed.", "{count} records look like what you typed.")
        self._count.set_words(trn(found, len(matches)))
        while self._cards.body.count():
            old = self._cards.body.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for match in matches:
            self._cards.body.addWidget(self._card(match))
        self._cards.body.addStretch(1)

    def _card(self, match: Match) -> Card:
        row = match.row
        card = Card(line="amberLine", margin=14)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = (row.name,) if row.is_organisation else tuple(row.name.split(" "))
        head.addWidget(Avatar(initials(*words), row.id, 36, round_=not row.is_organisation))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(ElidedLabel(row.name, "body", weight=600))
        place = " ".join(part for part in (row.postcode, row.city) if part)
        where = " · ".join(part for part in (row.reference, place) if part)
        lines.addWidget(ElidedLabel(where, "label", "text3", weight=400))
        head.addLayout(lines, 1)
        card.body.addLayout(head)
        holder = QWidget()
        reasons = FlowLayout(holder, gap=8, row_gap=6)
        for reason in match.reasons:
            reasons.addWidget(Badge(tr(reason), "amber", "equal"))
        card.body.addWidget(holder)
        card.body.addWidget(ElidedLabel(_about(row), "label", "text2", weight=400))
        button = Button(tr("Open this record"), "external-link", small=True)
        button.setAccessibleDescription(row.name)
        button.clicked.connect(lambda: self.open_wanted.emit(row.id))
        card.body.addWidget(button)
        return card

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(200))


def _about(row: Row) -> str:
    """What the record is, in one line: "Client · Restaurant · Nicolas Moreau"."""
    status = tr("Archived") if row.archived else tr("Client") if row.is_client else tr("Prospect")
    return " · ".join(part for part in (status, row.category, row.contact) if part)
