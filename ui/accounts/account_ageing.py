"""How old a debt is, drawn: a bar in five classes, with the amounts beside or below it. Words go with every colour."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.accounts.statement import CLASSES
from app.accounts.words import AGES
from app.i18n import N_
from ui.accounts.payment_words import money
from ui.text import tr
from ui.theme import color, theme
from ui.widgets.labels import text_label
from ui.widgets.painting import draw_box


class Shade(NamedTuple):
    """A colour token, and how strong it is: the later, the redder."""

    token: str
    strength: float


SHADES = {
    "current": Shade("c2", 1),
    "1-30": Shade("c3", 1),
    "31-60": Shade("red", 0.6),
    "61-90": Shade("red", 0.8),
    "90+": Shade("red", 1),
}
_GAP = 2


def _late(name: str) -> bool:
    return name != CLASSES[0]


class AgeingBar(QWidget):
    """The classes one after the other, each as long as its part of the whole."""

    def __init__(self, ageing: Mapping[str, Decimal], currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._ageing: Mapping[str, Decimal] = {}
        self.show_ageing(ageing, currency)

    def show_ageing(self, ageing: Mapping[str, Decimal], currency: str) -> None:
        """Other amounts."""
        self._ageing = ageing
        told = [
            tr("{label}: {value}", label=tr(AGES[name]), value=money(amount, currency))
            for name, amount in ageing.items()
            if amount
        ]
        self.setAccessibleName(", ".join(told) or tr("Nothing is owed"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(path)
        parts = [(name, self._ageing[name]) for name in CLASSES if self._ageing.get(name)]
        whole = sum(amount for _name, amount in parts)
        painter.fillRect(self.rect(), color("surface" if parts else "sunk"))
        left, done = 0, Decimal(0)
        for place, (name, amount) in enumerate(parts, 1):
            done += amount
            right = self.width() if place == len(parts) else round(self.width() * done / whole)
            painter.setOpacity(SHADES[name].strength)
            painter.fillRect(QRect(left, 0, max(right - left - _GAP, 2), self.height()), color(SHADES[name].token))
            left = right


class Dot(QWidget):
    """The colour of a class beside its words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shade = SHADES[name]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(10), theme.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._shade.strength)
        draw_box(painter, self.rect(), fill=self._shade.token, radius=3)


class AgeingList(QWidget):
    """The bar, and below it a line for each class in which there is something."""

    def __init__(self, ageing: Mapping[str, Decimal], currency: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(AgeingBar(ageing, currency))
        for name in CLASSES:
            if not ageing.get(name):
                continue
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(Dot(name))
            words = late_words(name)
            row.addWidget(text_label(words, "body", "text2"), 1)
            row.addWidget(text_label(money(ageing[name], currency)))
            column.addLayout(row)


class AgeingStrip(QWidget):
    """All five classes side by side, as on the statement."""

    def __init__(self, ageing: Mapping[str, Decimal], currency: str) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for place, name in enumerate(CLASSES):
            amount = ageing.get(name, Decimal(0))
            head = AgeingBar({name: amount}, currency)
            head.setFixedHeight(theme.px(4))
            tone = "red" if _late(name) and amount else "text" if amount else "text3"
            grid.addWidget(head, 0, place)
            grid.addWidget(text_label(tr(AGES[name]), "small", "text2"), 1, place)
            grid.addWidget(text_label(money(amount, currency), "body", tone, weight=600), 2, place)
            grid.setColumnStretch(place, 1)


_LATE = {
    "current": N_("Not due"),
    "1-30": N_("1\N{EN DASH}30 days late"),
    "31-60": N_("31\N{EN DASH}60 days late"),
    "61-90": N_("61\N{EN DASH}90 days late"),
    "90+": N_("Over 90 days late"),
}


def late_words(name: str) -> str:
    """A class in words that say it is late."""
    return tr(_LATE[name])
