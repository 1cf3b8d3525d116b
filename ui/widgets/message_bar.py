"""A coloured bar that says what happened and offers the way on; it stays until it is dealt with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import N_
from ui.text import tr
from ui.theme import theme
from ui.widgets.accessible import announce
from ui.widgets.buttons import IconButton
from ui.widgets.labels import LinkLabel, Paragraph
from ui.widgets.painting import draw_box, draw_icon

BarKind = Literal["error", "warning", "info", "ok"]
LOOKS = {
    "error": ("redSoft", "redLine", "red", "alert-circle"),
    "warning": ("amberSoft", "amberLine", "amber", "alert-triangle"),
    "info": ("sel", "selLine", "accent2", "info-circle"),
    "ok": ("greenSoft", "greenLine", "green", "circle-check"),
}


class MessageBar(QFrame):
    """`show_message(...)` fills it and shows it; `closed` when its cross was pressed."""

    closed = Signal()

    def __init__(
        self,
        kind: BarKind = "info",
        text: str = "",
        *,
        strong: str = "",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`strong` is put in bold before `text`."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._kind, self._icon = kind, icon
        row = QHBoxLayout(self)
        row.setContentsMargins(12 + 18 + 12, 9, 12, 9)
        row.setSpacing(16)
        self._words = Paragraph()
        self._links = QHBoxLayout()
        self._links.setSpacing(16)
        self._close = IconButton("x", tr(N_("Close")), small=True)
        self._close.clicked.connect(self._on_close)
        self._close.hide()
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._links)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.set_message(kind, text, strong=strong)

    def set_message(self, kind: BarKind, text: str, *, strong: str = "", closable: bool = False) -> None:
        """Say something else, without links."""
        self._kind = kind
        self._words.set_words(text, strong)
        self._words.setAccessibleName(self._words.text())
        self._close.setVisible(closable)
        while self._links.count():
            link = self._links.takeAt(0).widget()
            link.hide()
            link.deleteLater()
        self.update()

    def add_words(self, text: str) -> None:
        """One more sentence."""
        self._words.set_words(" ".join(filter(None, (self._words.text(), text))))
        self._words.setAccessibleName(self._words.text())

    def add_action(self, text: str, act: Callable[[], object]) -> LinkLabel:
        """A link at the right."""
        link = LinkLabel(text)
        link.clicked.connect(lambda: act())  # noqa: PLW0108 - without the "checked" Qt sends
        self._links.addWidget(link)
        return link

    def show_message(self, kind: BarKind, text: str, *, strong: str = "", closable: bool = True) -> None:
        """Say it, aloud too."""
        self.set_message(kind, text, strong=strong, closable=closable)
        self.show()
        announce(self, self._words.text(), urgent=kind == "error")

    def text(self) -> str:
        """All that is said."""
        return self._words.text()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, line, ink, icon = LOOKS[self._kind]
        draw_box(painter, self.rect(), fill=fill, line=line, radius=theme.radius("card"))
        first = QRect(12, self._words.y(), theme.px(18), theme.line())
        draw_icon(painter, first, self._icon or icon, ink, theme.px(18))
