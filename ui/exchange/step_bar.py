"""Where one is in a task of several steps: numbered discs, those that are done with a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import N_
from ui.text import tr, translator
from ui.theme import color, theme
from ui.widgets.painting import draw_box, draw_icon, draw_text

DISC = 28
GAP = 10
RULE = 32


class StepBar(QWidget):
    """`set_step(n)`: the steps before `n` are done."""

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = list(titles)
        self._step = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_step(0)

    def set_step(self, step: int) -> None:
        """Show another step as the present one; the number of steps means that all are done."""
        self._step = step
        now = min(step, len(self._titles) - 1)
        words, title = N_("Step {number} of {count}: {title}"), self._titles[now]
        self.setAccessibleName(tr(words, number=now + 1, count=len(self._titles), title=title))
        self.update()

    def step(self) -> int:
        """The present step, from 0."""
        return self._step

    def _width(self, title: str) -> int:
        return theme.px(DISC) + GAP + theme.metrics("body", 600).horizontalAdvance(title) + 4

    def sizeHint(self) -> QSize:
        rules = (len(self._titles) - 1) * (theme.px(RULE) + 2 * GAP)
        return QSize(sum(map(self._width, self._titles)) + rules, theme.px(DISC) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, side = 0, theme.px(DISC)
        top = (self.height() - side) // 2
        for place, title in enumerate(self._titles):
            done, here = place < self._step, place == self._step
            disc = QRect(left, top, side, side)
            fill = "greenSoft" if done else "accent" if here else None
            draw_box(painter, disc, fill=fill, line=None if fill else "line2", radius=side / 2)
            if done:
                draw_icon(painter, disc, "check", "green", theme.px(16))
            else:
                number, centre = translator().number(place + 1), Qt.AlignmentFlag.AlignCenter
                token = "onAccent" if here else "text2"
                draw_text(painter, disc, number, style="label", weight=600, token=token, align=centre)
            width = self._width(title)
            room = QRect(left + side + GAP, 0, width - side - GAP, self.height())
            draw_text(painter, room, title, weight=600 if here else 400, token="text" if here else "text2")
            left += width + GAP
            if place < len(self._titles) - 1:
                painter.fillRect(QRect(left, self.height() // 2, theme.px(RULE), 1), color("line2"))
                left += theme.px(RULE) + GAP
