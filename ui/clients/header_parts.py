"""What stands in the head of a record beside the name: reference, badges that lead somewhere, pinned fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.clients.model import Client
from app.clients.part_labels import BLOCKED
from ui.text import tr
from ui.theme import theme
from ui.widgets.accessible import set_tip
from ui.widgets.focus import KeyboardRing
from ui.widgets.labels import ElidedLabel
from ui.widgets.painting import badge_size, draw_badge, draw_box, draw_icon, draw_text
from ui.widgets.symbols import symbol

if TYPE_CHECKING:
    from ui.shell import Shell


class ReferenceChip(KeyboardRing, QAbstractButton):
    """The reference in an outline; a click copies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", 4)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_reference(self, reference: str) -> None:
        """Show another reference."""
        self.setText(reference)
        self.setAccessibleName(tr("Copy the reference {reference}", reference=reference))
        set_tip(self, tr("Copy the reference"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = theme.metrics("small", 500).horizontalAdvance(self.text())
        return QSize(words + theme.px(34), theme.height("badge"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = "hover" if self.underMouse() else None
        draw_box(painter, self.rect(), fill=fill, line="line2", radius=theme.radius("badge"))
        room = self.rect().adjusted(theme.px(8), 0, -theme.px(24), 0)
        draw_text(painter, room, self.text(), style="small", weight=500)
        side = theme.px(14)
        draw_icon(painter, QRect(self.width() - side - theme.px(7), 0, side, self.height()), "copy", "text2", side)


class BadgeButton(KeyboardRing, QAbstractButton):
    """A badge that leads somewhere."""

    def __init__(self, text: str, kind: str, icon: str) -> None:
        super().__init__()
        self._kind, self._icon = kind, icon
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("ringRadius", 4)

    def sizeHint(self) -> QSize:
        return badge_size(self.text(), self._icon)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_badge(QPainter(self), self.rect(), self.text(), self._kind, self._icon)


class Pin(QWidget):
    """`★ Delivery: Thursday before 11:00`."""

    def __init__(self, label: str, value: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(symbol("star-filled", "gold", 16))
        row.addWidget(ElidedLabel(tr("{label}: {value}", label=label, value=value)))


def statuses(draft: Client) -> list[tuple[str, str]]:
    """The badges of what this record is: words and kind."""
    found = [
        (draft.is_client, tr("Client"), "client"),
        (draft.is_prospect, tr("Prospect"), "prospect"),
        (draft.is_partner, tr("Partner"), "neutral"),
        (draft.is_supplier, tr("Supplier"), "neutral"),
        (draft.key_account, tr("Key account"), "neutral"),
        (draft.nurturing, tr("Nurturing"), "neutral"),
    ]
    return [(words, kind) for on, words, kind in found if on]


def blocks_in_force(draft: Client, shell: Shell) -> list[str]:
    """The kinds that are blocked today, each once."""
    today = shell.today()
    found = (
        block.kind
        for block in draft.blocks
        if block.from_on <= today and (block.until_on is None or block.until_on >= today)
    )
    return [kind for kind in dict.fromkeys(found) if kind in BLOCKED]
