"""A long task under way: what, how far, how long still, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import N_, plural
from ui.text import tr, translator, trn
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Card, ElidedLabel, text_label
from ui.widgets.painting import draw_bar

MINUTE = 60


class ProgressBar(QWidget):
    """A thin bar, 0 to 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_part(self, part: float) -> None:
        """How much is done, 0 to 1."""
        self._part = part
        self.update()

    def part(self) -> float:
        """How much is done."""
        return self._part

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_bar(QPainter(self), self.rect(), self._part)


class ProgressCard(Card):
    """`cancelled` when Cancel was pressed; the card then waits for the task to stop."""

    cancelled = Signal()

    def __init__(self, title: str, *, cancel: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(line="line2", margin=0, parent=parent)
        self._title = ElidedLabel(title, weight=500)
        self._state = text_label("", "body", "text2")
        self._bar = ProgressBar()
        self._bar.setAccessibleName(title)
        self._cancel = Button(tr(N_("Cancel")), small=True)
        self._cancel.clicked.connect(self._on_cancel)
        self._cancel.setVisible(cancel)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(head)
        left.addWidget(self._bar)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self._cancel)
        self.body.addLayout(row)

    def set_title(self, title: str) -> None:
        """Another step of the task."""
        self._title.setText(title)
        self._bar.setAccessibleName(title)

    def set_progress(self, done: int, total: int, seconds_left: float | None = None) -> None:
        """`total` 0 is "not known": only `done` is said."""
        number = translator().number
        said = tr(N_("{done} of {total}"), done=number(done), total=number(total)) if total else number(done)
        if seconds_left is not None:
            said = f"{said} · {self._left(seconds_left)}"
        self._state.setText(said)
        self._bar.set_part(done / total if total else 0)
        self._bar.setAccessibleDescription(said)

    def _left(self, seconds: float) -> str:
        if seconds < MINUTE:
            return trn(plural("about {count} s left", "about {count} s left"), max(1, round(seconds)))
        return trn(plural("about {count} min left", "about {count} min left"), round(seconds / MINUTE))

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._state.setText(tr(N_("Stopping…")))
        self.cancelled.emit()
